// What the ruleset says of customers' texts (K1 to K3): switch words, keyword
// replies, default replies. Built by compile_keywords.cc, then const.

#ifndef KEFU_MODEL_KEYWORD_DATA_H_
#define KEFU_MODEL_KEYWORD_DATA_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"
#include "src/base/fold.h"
#include "src/base/name_table.h"
#include "src/base/phrases.h"

namespace kefu {

// A word has at most so many bytes, folded ones not more.
inline constexpr size_t kMostWordBytes = 128;
// All keywords of a ruleset together.
inline constexpr size_t kMostKeywordBytes = size_t{4} << 20;

// Words that are a whole text, each with a value; the first that is added
// counts. One look-up, however many there are.
class WholeWords {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  bool empty() const { return words_.size() == 1; }
  void Add(std::string folded, uint32_t value) {
    if (Find(folded) != kNone) return;
    const uint64_t hash = HashBytes(folded);
    words_.emplace_back(std::move(folded), value);
    index_.Reserve(1);
    index_.Insert(hash, static_cast<uint32_t>(words_.size() - 1));
  }
  uint32_t Find(std::string_view folded) const {
    const uint32_t row = index_.Find(
        HashBytes(folded),
        [&](uint32_t candidate) { return words_[candidate].first == folded; });
    return row == 0 ? kNone : words_[row].second;
  }

 private:
  RowIndex index_;
  std::vector<std::pair<std::string, uint32_t>> words_{1};
};

// What is sent automatically by a rule of the ruleset, and how often (K8).
struct SayRule {
  RuleId rule;
  TextId messages;
  TextLimit limit = TextLimit::kNone;
  bool hands_over = false;  // K2
};

// The keywords of the rules that hold at the same desks. Values are places in
// RulesetData::keywords: the least is the first declared.
struct KeywordSet {
  WholeWords whole;
  Phrases contained;
};

// K1, K2: how a session comes from the robot to people at a desk. A schedule of
// none is always open.
struct HandOverRules {
  uint32_t words = 0;  // of RulesetData::switch_words; 0: there are none
  uint32_t misunderstood = 0;  // turns in a row; 0: never
  bool by_robot = true;
  std::vector<uint32_t> intents;  // sorted
  ScheduleId words_hours;
  ScheduleId misunderstood_hours;
  ScheduleId intents_hours;
  ScheduleId by_robot_hours;
  ScheduleId chosen_hours;  // of menu items and keywords
};

// K1 to K3, as they hold at a desk.
struct DeskSaying {
  bool reads = false;      // something of it looks at a customer's text
  bool has_robot = false;  // it, or a group that serves it, has one (R7)
  bool keyword_hands_over = false;  // some keyword does (K2)
  bool goes_on = false;             // the robot answers who waits, too (K2)
  TextLimit greeting_limit = TextLimit::kSession;  // K5, K8
  uint32_t default_reply = 0;  // of RulesetData::default_replies; 0: none
  std::vector<uint32_t> keyword_sets;  // of RulesetData::keyword_sets
  HandOverRules hand_over;
};

}  // namespace kefu

#endif  // KEFU_MODEL_KEYWORD_DATA_H_
