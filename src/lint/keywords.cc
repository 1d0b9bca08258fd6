// Keywords that never fire (K1, K3): of the rules that a text meets the first
// declared counts, and a switch word comes before all of them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "src/base/fold.h"
#include "src/lint/checks.h"

namespace kefu::lint {
namespace {

class Keywords {
 public:
  Keywords(const RulesetData& rules, Findings* found)
      : rules_(rules), found_(*found) {
    for (const DeskConfig& desk : rules_.config.desks) {
      const auto id = static_cast<uint16_t>(rules_.desk_ids.Find(desk.name));
      if (rules_.desks[id].serves) serving_.push_back(id);
    }
    everywhere_ = SetsAt(serving_);
  }

  void Run() {
    const std::vector<KeywordConfig>& all = rules_.config.keywords.rules;
    for (size_t i = 0; i < all.size(); ++i) LookAt(i, all[i]);
  }

 private:
  using Desks = std::vector<uint16_t>;
  using Sets = std::vector<uint32_t>;
  static constexpr uint32_t kSwitchWord = UINT32_MAX - 1;
  static constexpr uint32_t kNobody = Phrases::kNone;

  // The sets of keywords that hold at each of the desks.
  Sets SetsAt(const Desks& desks) const {
    if (desks.empty()) return {};
    Sets common = rules_.desks[desks[0]].saying.keyword_sets;
    for (const uint16_t desk : desks) {
      const Sets& own = rules_.desks[desk].saying.keyword_sets;
      Sets both;
      std::set_intersection(common.begin(), common.end(), own.begin(),
                            own.end(), std::back_inserter(both));
      common = std::move(both);
    }
    return common;
  }

  // A word that is switched by at each of the desks, at any hour. While a
  // session waits it switches nothing, so no keyword may fire there.
  bool IsSwitchWord(const std::string& folded, const Desks& desks) const {
    return !desks.empty() &&
           std::all_of(desks.begin(), desks.end(), [&](uint16_t desk) {
             const DeskData& data = rules_.desks[desk];
             const HandOverRules& ways = data.saying.hand_over;
             const ChannelData& channel = rules_.channels[data.channel.value];
             return !channel.TextsGoIn(SessionState::kWaiting) &&
                    !channel.TextsGoIn(SessionState::kPooled) &&
                    data.robot_first && !data.agentless && ways.words != 0 &&
                    !ways.words_hours &&
                    rules_.switch_words[ways.words].Find(folded) !=
                        WholeWords::kNone;
           });
  }

  // Who has the texts that the word is for: a rule before the `own`th, or the
  // switch words; kNobody: that rule itself.
  uint32_t FindTaker(const std::string& folded, bool whole, uint32_t own,
                     const Sets& sets, const Desks& desks) const {
    uint32_t least = kNobody;
    for (const uint32_t i : sets) {
      const KeywordSet& set = rules_.keyword_sets[i];
      if (whole) least = std::min(least, set.whole.Find(folded));
      least = std::min(least, set.contained.Least(folded));
    }
    if (least < own) return least;
    return whole && IsSwitchWord(folded, desks) ? kSwitchWord : kNobody;
  }

  std::string NameOf(uint32_t taker) const {
    if (taker == kSwitchWord) return "a switch word of its desks";
    return fmt::format("the keyword \"{}\"",
                       rules_.config.keywords.rules[taker].name);
  }

  void LookAt(size_t index, const KeywordConfig& config) {
    Desks own;
    for (const std::string& name : config.desks) {
      const auto id = static_cast<uint16_t>(rules_.desk_ids.Find(name));
      if (rules_.desks[id].serves) own.push_back(id);
    }
    const bool everywhere = config.desks.empty();
    const Desks& desks = everywhere ? serving_ : own;
    const Sets sets = everywhere ? everywhere_ : SetsAt(own);
    const bool whole = config.match == KeywordMatch::kWhole;
    std::vector<uint32_t> takers;
    for (const std::string& word : config.words) {
      takers.push_back(FindTaker(Fold(word, rules_.folding), whole,
                                 static_cast<uint32_t>(index), sets, desks));
    }
    const std::string at = fmt::format("/keywords/rules/{}", index);
    if (std::count(takers.begin(), takers.end(), kNobody) == 0) {
      return Report(at, takers[0], takers.size() > 1 ? " (and others)" : "");
    }
    for (size_t i = 0; i < takers.size(); ++i) {
      if (takers[i] == kNobody) continue;
      Report(fmt::format("{}/words/{}", at, i), takers[i], "");
    }
  }

  void Report(const std::string& at, uint32_t taker, const char* others) {
    if (!found_.Takes(LintCheck::kKeywordNeverFires)) return;
    found_.Add(LintCheck::kKeywordNeverFires, at,
               fmt::format("never fires: {}{} has every such text before; "
                           "declare this earlier, or leave it out",
                           NameOf(taker), others));
  }

  const RulesetData& rules_;
  Findings& found_;
  Desks serving_;
  Sets everywhere_;
};

}  // namespace

void CheckKeywords(const RulesetData& rules, Findings* found) {
  Keywords(rules, found).Run();
}

}  // namespace kefu::lint
