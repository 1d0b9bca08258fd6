// Texts, links and menus that are sent (K7, G2), and the names of the rules
// that send them.

#include <map>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "src/base/fold.h"
#include "src/base/text_variables.h"
#include "src/model/compile.h"

namespace kefu {
namespace {

void Look(std::string_view text, MessageSet* set) {
  VariableReader reader(text);
  while (!reader.AtEnd()) {
    const Variable variable = reader.Next().variable;
    set->names_agent |= variable == Variable::kAgent;
    set->names_place |=
        variable == Variable::kPosition || variable == Variable::kAhead;
    set->names_wait |= variable == Variable::kWait;
  }
}

}  // namespace

uint16_t MessageKindsOf(const MessagesConfig& config) {
  const auto bit = [](bool has, MessageKind kind) {
    return has ? 1u << static_cast<unsigned>(kind) : 0u;
  };
  return static_cast<uint16_t>(
      bit(!config.texts.empty(), MessageKind::kText) |
      bit(!config.links.empty(), MessageKind::kLink) |
      bit(!config.menu.items.empty(), MessageKind::kMenu));
}

TextId Compiler::AddSet(MessagesConfig config) {
  MessageSet set;
  for (const std::string& text : config.texts) Look(text, &set);
  for (const LinkMessageConfig& link : config.links) Look(link.title, &set);
  Look(config.menu.text, &set);
  set.count = static_cast<uint32_t>(config.texts.size() + config.links.size() +
                                    (config.menu.items.empty() ? 0 : 1));
  if (set.count == 0) return {};
  set.kinds = MessageKindsOf(config);
  set.config = std::move(config);
  d_.messages.push_back(std::move(set));
  return {static_cast<uint32_t>(d_.messages.size() - 1)};
}

TextId Compiler::AddTexts(const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  const auto [at, is_new] = text_ids_.try_emplace(texts);
  if (is_new) {
    MessagesConfig config;
    config.texts = texts;
    at->second = AddSet(std::move(config));
  }
  return at->second;
}

void Compiler::AddItem(const std::string& at, const MenuItemConfig& config) {
  const uint32_t id = d_.item_ids.Add(config.name);
  if (id >= d_.items.size()) d_.items.resize(id + 1);
  ItemData& item = d_.items[id];
  if (item.alive) {
    return Report(at + "/name",
                  fmt::format("\"{}\" is the name of another item already; a "
                              "click tells only the name",
                              config.name));
  }
  item.alive = true;
  d_.declared_items.push_back({id});
  item.hands_over = config.hands_over;
  item.text = config.text;
}

TextId Compiler::AddMessages(const std::string& at,
                             const MessagesConfig& config) {
  const MenuConfig& menu = config.menu;
  if (menu.items.empty() != menu.text.empty()) {
    Report(at + "/menu", menu.items.empty()
                             ? "has a text but no items; give it some"
                             : "has items but no text to stand above them; "
                               "give it one");
  }
  for (size_t i = 0; i < menu.items.size(); ++i) {
    AddItem(fmt::format("{}/menu/items/{}", at, i), menu.items[i]);
  }
  return AddSet(config);
}

TextId Compiler::AddSomeMessages(const std::string& at,
                                 const MessagesConfig& messages) {
  const TextId id = AddMessages(at + "/messages", messages);
  if (!id) Report(at + "/messages", "is empty; give it a text, link or menu");
  return id;
}

RuleId Compiler::AddRule(const std::string& at, const std::string& name) {
  const auto [found, is_new] = rule_places_.try_emplace(name, at);
  if (!is_new) {
    Report(at + "/name",
           fmt::format("\"{}\" is declared already, at {}; welcomes, "
                       "greetings, campaigns and keywords share their names",
                       name, found->second));
  }
  const RuleId id{static_cast<uint16_t>(d_.rule_ids.Add(name))};
  d_.named_rules.resize(d_.rule_ids.size());
  if (is_new) {
    d_.named_rules[id.value].alive = true;
    d_.declared_rules.push_back(id);
  }
  return id;
}

// ------------------------------------------------------- quick replies (K6)

std::vector<ReplyData> Compiler::AddReplies(const std::string& at,
                                            const RepliesConfig& config) {
  std::vector<ReplyData> replies;
  std::map<std::string_view, std::string> shortcuts;
  const auto add = [&](const std::string& here, const std::string& folder,
                       const QuickReplyConfig& reply) {
    if (!reply.shortcut.empty()) {
      const auto [found, is_new] = shortcuts.try_emplace(reply.shortcut, here);
      if (!is_new) {
        Report(here + "/shortcut",
               fmt::format("\"{}\" brings another reply already, at {}; a "
                           "shortcut stands for one reply of a root",
                           reply.shortcut, found->second));
      }
    }
    replies.push_back(
        {folder, reply.shortcut, AddSomeMessages(here, reply.messages)});
  };
  for (size_t i = 0; i < config.list.size(); ++i) {
    add(fmt::format("{}/list/{}", at, i), "", config.list[i]);
  }
  std::map<std::string_view, size_t> names;
  for (size_t f = 0; f < config.folders.size(); ++f) {
    const ReplyFolderConfig& folder = config.folders[f];
    const auto [found, is_new] = names.try_emplace(folder.name, f);
    if (!is_new) {
      Report(fmt::format("{}/folders/{}/name", at, f),
             fmt::format("\"{}\" is a folder already, at {}/folders/{}; put "
                         "its replies there",
                         folder.name, at, found->second));
    }
    for (size_t i = 0; i < folder.replies.size(); ++i) {
      add(fmt::format("{}/folders/{}/replies/{}", at, f, i), folder.name,
          folder.replies[i]);
    }
  }
  return replies;
}

void Compiler::AddScript(const std::string& at, const std::string& situation,
                         const ScriptConfig& script) {
  const TextId messages = AddSomeMessages(at, script.messages);
  const auto index = static_cast<uint32_t>(d_.scripts.size());
  d_.scripts.push_back({situation, "", messages});
  CheckWords(at + "/keywords", script.keywords);
  for (const std::string& word : script.keywords) {
    d_.script_words.emplace_back(Fold(word, d_.folding), index);
  }
}

void Compiler::CompileReplies() {
  for (size_t s = 0; s < c_.scripts.size(); ++s) {
    const SituationConfig& situation = c_.scripts[s];
    for (size_t i = 0; i < situation.scripts.size(); ++i) {
      AddScript(fmt::format("/scripts/{}/scripts/{}", s, i), situation.name,
                situation.scripts[i]);
    }
  }
  d_.replies.resize(d_.agents.size());
  d_.replies[0] = AddReplies("/replies", c_.replies);
  for (size_t i = 0; i < c_.agents.size(); ++i) {
    const RepliesConfig& own = c_.agents[i].replies;
    if (own.list.empty() && own.folders.empty()) continue;
    d_.replies[d_.agent_ids.Find(c_.agents[i].name)] =
        AddReplies(fmt::format("/agents/{}/replies", i), own);
  }
}

}  // namespace kefu
