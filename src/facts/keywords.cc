#include "src/facts/keywords.h"

#include <algorithm>
#include <array>
#include <optional>

namespace kefu {
namespace {

// The least value of all keywords of the desk that the text meets.
uint32_t Meet(const RulesetData& rules, const DeskSaying& desk,
              std::string_view text,
              const std::optional<std::string_view>& whole) {
  uint32_t least = Phrases::kNone;
  for (const uint32_t i : desk.keyword_sets) {
    const KeywordSet& set = rules.keyword_sets[i];
    if (whole) least = std::min(least, set.whole.Find(*whole));
    least = std::min(least, set.contained.Least(text));
  }
  return least;
}

}  // namespace

bool IsWayOpen(const World& world, ScheduleId hours) {
  return !hours || world.rules.TimetableOf(hours).IsOpen(world.now);
}

Heard Hear(const World& world, DeskId desk, const Saying& saying,
           bool with_robot) {
  Heard heard;
  const RulesetData& rules = world.rules;
  const DeskSaying& own = rules.desks[desk.value].saying;
  const HandOverRules& ways = own.hand_over;
  if (with_robot && saying.hands_over) {
    heard.hands_over = IsWayOpen(world, ways.chosen_hours);
  }
  if (!own.reads || saying.kind != MessageKind::kText) return heard;
  // A longer text is no word.
  std::array<char, kMostWordBytes> buffer;
  const auto whole = FoldInto(saying.text, rules.folding, buffer);
  if (with_robot && whole && ways.words != 0 &&
      rules.switch_words[ways.words].Find(*whole) != WholeWords::kNone &&
      IsWayOpen(world, ways.words_hours)) {
    heard.hands_over = true;
    return heard;
  }
  const uint32_t found = Meet(rules, own, saying.text, whole);
  if (found == Phrases::kNone) return heard;
  heard.keyword = &rules.keywords[found];
  if (with_robot && heard.keyword->hands_over) {
    heard.hands_over |= IsWayOpen(world, ways.chosen_hours);
  }
  return heard;
}

const SayRule* DefaultReplyAt(const World& world, DeskId desk) {
  const DeskData& data = world.rules.desks[desk.value];
  return data.robot_first || data.saying.default_reply == 0
             ? nullptr
             : &world.rules.default_replies[data.saying.default_reply];
}

}  // namespace kefu
