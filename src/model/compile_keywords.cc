// Keywords, switch words and the ways from the robot to people (K1 to K3).

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/model/compile.h"

namespace kefu {
namespace {

constexpr uint32_t kMostMessages = 5;  // of one hit (K3)

}  // namespace

// ------------------------------------------------------------------ hand over

void Compiler::CheckWords(const std::string& at,
                          const std::vector<std::string>& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    if (!Fold(words[i], d_.folding).empty()) continue;
    Report(fmt::format("{}/{}", at, i),
           fmt::format("\"{}\" is nothing but blanks, which do not count at "
                       "the ends of a text; give it a character",
                       words[i]));
  }
}

// Where they are given (T13).
void Compiler::CheckHandOver(const std::string& above,
                             const HandOverConfig& given) {
  const std::string at = above + "/routing/hand_over";
  if (given.words) {
    CheckWords(at + "/words", *given.words);
    CheckTwice(at + "/words", *given.words);
  }
  if (given.intents) CheckTwice(at + "/intents", *given.intents);
  const auto check = [&](const char* name,
                         const std::optional<std::string>& schedule) {
    if (schedule) ResolveSchedule(fmt::format("{}/{}", at, name), *schedule);
  };
  check("words_schedule", given.words_schedule);
  check("misunderstood_schedule", given.misunderstood_schedule);
  check("intents_schedule", given.intents_schedule);
  check("by_robot_schedule", given.by_robot_schedule);
  check("chosen_schedule", given.chosen_schedule);
}

uint32_t Compiler::AddSwitchWords(const std::vector<std::string>& words) {
  if (words.empty()) return 0;
  const auto [place, is_new] = switch_words_.try_emplace(
      words, static_cast<uint32_t>(d_.switch_words.size()));
  if (!is_new) return place->second;
  WholeWords& all = d_.switch_words.emplace_back();
  for (const std::string& word : words) all.Add(Fold(word, d_.folding), 0);
  return place->second;
}

void Compiler::FillHandOver(const HandOverConfig& config, bool has_robot,
                            DeskData* desk) {
  const auto hours = [this](const std::optional<std::string>& name) {
    return ScheduleId{static_cast<uint16_t>(schedules_.Find(*name))};
  };
  HandOverRules& rules = desk->saying.hand_over;
  rules.words = AddSwitchWords(*config.words);
  rules.misunderstood = static_cast<uint32_t>(*config.misunderstood);
  rules.by_robot = *config.by_robot;
  for (const std::string& intent : *config.intents) {
    rules.intents.push_back(
        d_.value_ids[At(ScopeDimension::kIntent)].Add(intent));
  }
  std::sort(rules.intents.begin(), rules.intents.end());
  rules.words_hours = hours(config.words_schedule);
  rules.misunderstood_hours = hours(config.misunderstood_schedule);
  rules.intents_hours = hours(config.intents_schedule);
  rules.by_robot_hours = hours(config.by_robot_schedule);
  rules.chosen_hours = hours(config.chosen_schedule);
  desk->saying.has_robot = has_robot;
  desk->saying.goes_on = has_robot && *config.answers_waiting;
  desk->saying.reads = desk->saying.goes_on || rules.words != 0;
  d_.reads_texts |= desk->saying.reads;
}

// ------------------------------------------------------------------- keywords

SayRule Compiler::CompileSayRule(const std::string& at, const std::string& name,
                                 const MessagesConfig& reply, TextLimit limit) {
  SayRule rule;
  rule.rule = AddRule(at, name);
  rule.messages = AddMessages(at + "/reply", reply);
  rule.limit = limit;
  d_.remembers_said |= limit != TextLimit::kNone;
  d_.limits_by_window |= limit == TextLimit::kWindow;
  const uint32_t count = d_.messages[rule.messages.value].count;
  if (count > kMostMessages) {
    Report(at + "/reply", fmt::format("has {} messages, expected at most {}",
                                      count, kMostMessages));
  }
  return rule;
}

// Whether it is worth while to prepare memory for what was said.
void Compiler::NoteMemory() {
  bool counts = false, robots = false;
  for (const DeskData& desk : d_.desks) {
    counts |= desk.saying.hand_over.misunderstood != 0;
    robots |= desk.saying.has_robot || desk.plan_closed == Plan::kRobot ||
              desk.plan_nobody == Plan::kRobot;
  }
  for (const std::vector<OverflowRung>& ladder : d_.ladders) {
    for (const OverflowRung& rung : ladder) {
      robots |= rung.to == OverflowTo::kRobot;
    }
  }
  d_.remembers_said |= d_.greets_on_accept || (counts && robots);
}

// The rules of equal desks are looked for at once.
void Compiler::CompileKeywords() {
  NoteMemory();
  struct Words {
    std::vector<Phrases::Phrase> whole, contained;
    bool hands_over = false;
  };
  std::map<std::vector<uint16_t>, Words> by_desks;
  size_t bytes = 0;
  const std::vector<KeywordConfig>& rules = c_.keywords.rules;
  for (size_t i = 0; i < rules.size(); ++i) {
    const KeywordConfig& config = rules[i];
    const std::string at = fmt::format("/keywords/rules/{}", i);
    SayRule rule = CompileSayRule(at, config.name, config.reply, config.limit);
    rule.hands_over = config.hands_over;
    if (!rule.messages && !config.hands_over) {
      Report(at + "/reply",
             "has no message, and the rule does not hand over; "
             "give it a text, or set hands_over");
    }
    d_.keywords.push_back(rule);
    CheckWords(at + "/words", config.words);
    Words& words = by_desks[NamedDesks(at + "/desks", config.desks)];
    words.hands_over |= config.hands_over;
    auto& list =
        config.match == KeywordMatch::kWhole ? words.whole : words.contained;
    for (const std::string& word : config.words) {
      list.emplace_back(Fold(word, d_.folding), static_cast<uint32_t>(i));
      bytes += word.size();
    }
  }
  if (bytes > kMostKeywordBytes) {
    Report("/keywords/rules",
           fmt::format("have words of {} bytes together, expected at most {}",
                       bytes, kMostKeywordBytes));
  }
  if (!errors_.empty()) return;
  for (auto& [desks, words] : by_desks) {
    KeywordSet& set = d_.keyword_sets.emplace_back();
    for (auto& [word, value] : words.whole) set.whole.Add(word, value);
    set.contained = Phrases(std::move(words.contained), d_.folding);
    const auto place = static_cast<uint32_t>(d_.keyword_sets.size() - 1);
    const bool hands_over = words.hands_over;
    const auto add = [&](DeskData& desk) {
      desk.saying.keyword_sets.push_back(place);
      desk.saying.keyword_hands_over |= hands_over;
      desk.saying.reads = d_.reads_texts = true;
    };
    for (const uint16_t desk : desks) add(d_.desks[desk]);
    if (!desks.empty()) continue;
    for (DeskData& desk : d_.desks) add(desk);
  }
}

void Compiler::CompileDefaultReplies() {
  const std::vector<DefaultReplyConfig>& replies = c_.keywords.default_replies;
  for (size_t i = 0; i < replies.size(); ++i) {
    const DefaultReplyConfig& config = replies[i];
    const std::string at = fmt::format("/keywords/default_replies/{}", i);
    const SayRule rule =
        CompileSayRule(at, config.name, config.reply, config.limit);
    if (!rule.messages) {
      Report(at + "/reply", "has no message; give it a text");
    }
    d_.default_replies.push_back(rule);
    const auto place = static_cast<uint32_t>(d_.default_replies.size() - 1);
    for (const uint16_t desk : ResolveDesks(at + "/desks", config.desks)) {
      uint32_t& reply = d_.desks[desk].saying.default_reply;
      if (reply == 0) reply = place;
    }
  }
}

// K1: who talks to a robot can get at the agents behind it.
void Compiler::CheckWaysOut() {
  const bool items = std::any_of(
      d_.items.begin(), d_.items.end(),
      [](const ItemData& item) { return item.alive && item.hands_over; });
  for (size_t i = 0; i < c_.desks.size(); ++i) {
    const DeskData& desk = d_.desks[d_.desk_ids.Find(c_.desks[i].name)];
    const HandOverRules& ways = desk.saying.hand_over;
    if (!desk.robot_first || desk.agentless || !desk.serves || items ||
        ways.words != 0 || ways.misunderstood != 0 || ways.by_robot ||
        !ways.intents.empty() || desk.saying.keyword_hands_over) {
      continue;
    }
    Report(fmt::format("/desks/{}/routing/hand_over", i),
           "leaves no way from the robot, which is first at this desk, to its "
           "agents; give it switch words (words), or set by_robot, "
           "misunderstood or intents, or hands_over of a keyword or item");
  }
}

}  // namespace kefu
