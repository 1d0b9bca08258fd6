// Keywords that never fire (K1, K3): of the rules that a text meets the first
// declared counts, and a switch word comes before all of them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "src/base/fold.h"
#include "src/lint/checks.h"
#include "src/lint/desks.h"

namespace kefu::lint {
namespace {

class Keywords {
 public:
  Keywords(const RulesetData& rules, Findings* found)
      : rules_(rules),
        found_(*found),
        serving_(ServingDesks(rules)),
        everywhere_(SetsAt(serving_)) {}

  void Run() {
    const std::vector<KeywordConfig>& all = rules_.config.keywords.rules;
    for (size_t i = 0; i < all.size(); ++i) LookAt(i, all[i]);
  }

 private:
  using Sets = std::vector<uint32_t>;
  static constexpr uint32_t kSwitchWord = UINT32_MAX - 1;
  static constexpr uint32_t kNobody = Phrases::kNone;

  const DeskSaying& SayingAt(uint16_t desk) const {
    return rules_.desks[desk].saying;
  }

  // The sets of keywords that hold at each of the desks.
  Sets SetsAt(const Desks& desks) const {
    if (desks.empty()) return {};
    const uint16_t fewest = *std::min_element(
        desks.begin(), desks.end(), [this](uint16_t a, uint16_t b) {
          return SayingAt(a).keyword_sets.size() <
                 SayingAt(b).keyword_sets.size();
        });
    Sets common = SayingAt(fewest).keyword_sets;
    for (const uint16_t desk : desks) {
      const Sets& own = SayingAt(desk).keyword_sets;
      std::erase_if(common, [&](uint32_t set) {
        return !std::binary_search(own.begin(), own.end(), set);
      });
    }
    return common;
  }

  // A word that is switched by at each of the desks, at any hour. While a
  // session waits it switches nothing, so no keyword may fire there.
  bool IsSwitchWord(const std::string& folded, const Desks& desks) const {
    return std::all_of(desks.begin(), desks.end(), [&](uint16_t desk) {
      const DeskData& data = rules_.desks[desk];
      const HandOverRules& ways = data.saying.hand_over;
      const ChannelData& channel = rules_.channels[data.channel.value];
      return !channel.TextsGoIn(SessionState::kWaiting) &&
             !channel.TextsGoIn(SessionState::kPooled) &&
             data.saying.has_robot && !data.agentless && ways.words != 0 &&
             !ways.words_hours &&
             rules_.switch_words[ways.words].Find(folded) != WholeWords::kNone;
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

  void LookAt(size_t index, const KeywordConfig& config) {
    const std::string at = fmt::format("/keywords/rules/{}", index);
    const bool everywhere = config.desks.empty();
    const Desks named = DesksNamed(rules_, config.desks);
    const Desks& desks = everywhere ? serving_ : named;
    if (desks.empty()) {
      return found_.Tell(LintCheck::kKeywordNeverFires, at,
                         "never fires: its desks are deleted; leave it out");
    }
    const Sets own = everywhere ? Sets{} : SetsAt(named);
    const Sets& sets = everywhere ? everywhere_ : own;
    const bool whole = config.match == KeywordMatch::kWhole;
    std::vector<uint32_t> takers;
    for (const std::string& word : config.words) {
      takers.push_back(FindTaker(Fold(word, rules_.folding), whole,
                                 static_cast<uint32_t>(index), sets, desks));
    }
    if (std::count(takers.begin(), takers.end(), kNobody) == 0) {
      // A keyword rather than the switch words, which have the largest number.
      const auto [least, most] =
          std::minmax_element(takers.begin(), takers.end());
      return Tell(at, *least, *least != *most ? " (and others)" : "");
    }
    for (size_t i = 0; i < takers.size(); ++i) {
      if (takers[i] == kNobody) continue;
      Tell(fmt::format("{}/words/{}", at, i), takers[i], "");
    }
  }

  void Tell(const std::string& at, uint32_t taker, const char* others) {
    found_.Tell(LintCheck::kKeywordNeverFires, at, [&]() -> std::string {
      if (taker == kSwitchWord) {
        return "never fires: it is a switch word of its desks, which comes "
               "first; leave it out of one of the two";
      }
      return fmt::format(
          "never fires: the keyword \"{}\"{} has every such text "
          "before; declare this earlier, or leave it out",
          rules_.config.keywords.rules[taker].name, others);
    });
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
