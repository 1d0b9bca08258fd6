#include "kefu/replies.h"

#include "src/base/fold.h"
#include "src/codec/json_text.h"
#include "src/codec/messages_json.h"
#include "src/model/ruleset_data.h"

namespace kefu {
namespace {

void Find(const std::vector<ReplyData>& from, bool personal,
          std::string_view typed, std::vector<QuickReply>* found) {
  const std::string_view shortcut =
      typed.empty() ? typed : typed.substr(1);  // behind the #
  for (const ReplyData& reply : from) {
    if (typed.empty() || (!shortcut.empty() && reply.shortcut == shortcut)) {
      found->push_back({personal, reply.group, reply.shortcut, reply.messages});
    }
  }
}

// Appends [{...}, ...]; `fill(entry, object)` writes what is not messages.
template <class Entry, class Fill>
void AppendList(const Ruleset& ruleset, const std::vector<Entry>& entries,
                const MessageValues& values, const Fill& fill,
                std::string* out) {
  codec::AppendJsonList(entries, out, [&](const Entry& entry) {
    codec::JsonObject object(out);
    fill(entry, &object);
    codec::AppendMessages(RenderMessages(ruleset, entry.messages, values),
                          &object);
    object.Close();
  });
}

void Put(std::string_view key, std::string_view value,
         codec::JsonObject* object) {
  if (!value.empty()) object->String(key, value);
}

}  // namespace

std::vector<QuickReply> QuickReplies(const Ruleset& ruleset, AgentId agent,
                                     std::string_view typed) {
  std::vector<QuickReply> found;
  if (!typed.empty() && typed.front() != '#') return found;
  const auto& replies = ruleset.data().replies;
  if (agent && ruleset.data().Knows(agent)) {
    Find(replies[agent.value], true, typed, &found);
  }
  // A personal reply hides the public one of its shortcut.
  if (typed.empty() || found.empty()) Find(replies[0], false, typed, &found);
  return found;
}

std::vector<Script> Scripts(const Ruleset& ruleset, std::string_view typed) {
  const RulesetData& rules = ruleset.data();
  std::vector<Script> found;
  const auto add = [&](uint32_t index) {
    const ReplyData& script = rules.scripts[index];
    found.push_back({script.group, script.messages});
  };
  if (typed.empty()) {
    for (uint32_t i = 0; i < rules.scripts.size(); ++i) add(i);
    return found;
  }
  const std::string text = Fold(typed, rules.folding);
  uint32_t next = 0;  // the scripts before it are done
  for (const auto& [word, index] : rules.script_words) {
    if (index < next || text.find(word) == std::string::npos) continue;
    add(index);
    next = index + 1;
  }
  return found;
}

void AppendJson(const Ruleset& ruleset, const std::vector<QuickReply>& replies,
                const MessageValues& values, std::string* out) {
  const auto fill = [](const QuickReply& reply, codec::JsonObject* object) {
    object->String("root", reply.personal ? "personal" : "public");
    Put("folder", reply.folder, object);
    Put("shortcut", reply.shortcut, object);
  };
  AppendList(ruleset, replies, values, fill, out);
}

void AppendJson(const Ruleset& ruleset, const std::vector<Script>& scripts,
                const MessageValues& values, std::string* out) {
  const auto fill = [](const Script& script, codec::JsonObject* object) {
    object->String("situation", script.situation);
  };
  AppendList(ruleset, scripts, values, fill, out);
}

}  // namespace kefu
