// Texts (K3, O3, W6, X): two that go out at once, those whose time never comes,
// and those that a channel does not carry.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/lint/checks.h"
#include "src/lint/desks.h"

namespace kefu::lint {
namespace {

// -------------------------------------------------------------- never sent

// What one level says of texts and their times.
struct Level {
  const TimersConfig& timers;
  const QueueConfig& queue;
};

// What a level says of a list of texts.
enum class Given : uint8_t { kNo, kEmpty, kYes };

template <class T>
Given IsGiven(const std::optional<T>& list) {
  if (!list) return Given::kNo;
  return list->empty() ? Given::kEmpty : Given::kYes;
}

// A text that goes out after a time, or before its end.
struct TimedText {
  const char* pointer;
  Given (*given)(const Level& at);
  // At a desk that has the text: its time never comes.
  bool (*is_silent)(const DeskData& desk);
  // A level gives the time, or a part of it.
  bool (*has_time)(const Level& at);
  const char* remedy;
};

bool HasSilence(const Level& at) {
  const CustomerSilentConfig& silent = at.timers.customer_silent;
  return silent.after || silent.warn_before;
}
bool HasRobotIdle(const Level& at) {
  return at.timers.robot_idle.after.has_value();
}
bool HasForm(const Level& at) {
  return at.queue.form_after || at.queue.form_when_closed;
}

constexpr TimedText kTimed[] = {
    {"/timers/customer_silent/warning",
     [](const Level& at) { return IsGiven(at.timers.customer_silent.warning); },
     [](const DeskData& desk) {
       return desk.silence.chain == kOneWarning &&
              desk.silence.WarnAfter().off();
     },
     HasSilence, "set `after`, and a shorter `warn_before`"},
    {"/timers/customer_silent/closing",
     [](const Level& at) { return IsGiven(at.timers.customer_silent.closing); },
     [](const DeskData& desk) { return desk.silence.after.off(); }, HasSilence,
     "set `after`"},
    {"/timers/customer_silent/warnings",
     [](const Level& at) {
       return IsGiven(at.timers.customer_silent.warnings);
     },
     [](const DeskData& desk) {
       return desk.silence.chain != kOneWarning && desk.silence.after.off();
     },
     HasSilence, "set `after`"},
    {"/timers/agent_silent/reminders",
     [](const Level& at) { return IsGiven(at.timers.agent_silent.reminders); },
     [](const DeskData& desk) { return desk.settings.silent_after.off(); },
     [](const Level& at) { return at.timers.agent_silent.after.has_value(); },
     "set `after`"},
    {"/timers/robot_idle/warnings",
     [](const Level& at) { return IsGiven(at.timers.robot_idle.warnings); },
     [](const DeskData& desk) { return desk.settings.robot_after.off(); },
     HasRobotIdle, "set `after`"},
    {"/timers/robot_idle/closing",
     [](const Level& at) { return IsGiven(at.timers.robot_idle.closing); },
     [](const DeskData& desk) { return desk.settings.robot_after.off(); },
     HasRobotIdle, "set `after`"},
    {"/queue/form", [](const Level& at) { return IsGiven(at.queue.form); },
     [](const DeskData& desk) {
       return desk.settings.form_after.off() && !desk.settings.form_when_closed;
     },
     HasForm, "set `form_after` or `form_when_closed`"},
};

class Timed {
 public:
  Timed(const RulesetData& rules, Findings* found)
      : rules_(rules), config_(rules.config), found_(*found) {
    for (size_t i = 0; i < config_.channels.size(); ++i) {
      channels_[rules_.channel_ids.Find(config_.channels[i].name)] = i;
    }
  }

  void Run() {
    for (const TimedText& text : kTimed) {
      if (!HasTimeBelow(text)) LookAt(text);
    }
  }

 private:
  template <class S>
  static Level LevelOf(const S& config) {
    return {config.timers, config.queue};
  }

  // A group or an agent may have a time of its own for what stands above.
  bool HasTimeBelow(const TimedText& text) const {
    const auto has = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), [&](const auto& config) {
        return text.has_time(LevelOf(config));
      });
    };
    return has(config_.groups) || has(config_.agents);
  }

  // The level from which the desk has the text, as the beginning of a pointer;
  // null: it has none.
  std::optional<std::string> SourceOf(const TimedText& text, size_t index,
                                      const DeskData& desk) const {
    const auto source = [](Given given, std::string level) {
      return given == Given::kYes ? std::optional(std::move(level))
                                  : std::nullopt;
    };
    Given given = text.given(LevelOf(config_.desks[index]));
    if (given != Given::kNo) {
      return source(given, fmt::format("/desks/{}", index));
    }
    const auto channel = channels_.find(desk.channel.value);
    if (channel != channels_.end()) {
      given = text.given(LevelOf(config_.channels[channel->second]));
      if (given != Given::kNo) {
        return source(given, fmt::format("/channels/{}", channel->second));
      }
    }
    return source(text.given(LevelOf(config_)), "");
  }

  // Tells a level whose text goes out at none of the desks that have it there.
  void LookAt(const TimedText& text) {
    std::vector<std::string> levels;       // that give it, in order
    std::map<std::string, bool> is_heard;  // at some desk
    for (size_t i = 0; i < config_.desks.size(); ++i) {
      const DeskData& desk =
          rules_.desks[rules_.desk_ids.Find(config_.desks[i].name)];
      if (!desk.serves) continue;
      const std::optional<std::string> level = SourceOf(text, i, desk);
      if (!level) continue;
      if (is_heard.emplace(*level, false).second) levels.push_back(*level);
      is_heard[*level] |= !text.is_silent(desk);
    }
    for (const std::string& level : levels) {
      if (is_heard[level]) continue;
      found_.Tell(LintCheck::kTextNeverSent, level + text.pointer, [&] {
        return fmt::format("never goes out, its time is off; {}", text.remedy);
      });
    }
  }

  const RulesetData& rules_;
  const Config& config_;
  Findings& found_;
  std::map<uint32_t, size_t> channels_;  // places, by id
};

// ------------------------------------------------------------- not carried

// "link or menu", of the bits of kinds.
std::string KindsIn(unsigned bits) {
  std::string kinds;
  for (unsigned kind = 1; kind < kKinds; ++kind) {
    if ((bits >> kind & 1) == 0) continue;
    kinds += kinds.empty() ? "" : " or ";
    kinds += Name(static_cast<MessageKind>(kind));
  }
  return kinds;
}

class Carried {
 public:
  Carried(const RulesetData& rules, Findings* found)
      : rules_(rules), config_(rules.config), found_(*found) {
    for (const uint16_t desk : ServingDesks(rules)) Note(desk, &everywhere_);
  }

  void Run() {
    for (size_t i = 0; i < config_.keywords.rules.size(); ++i) {
      const KeywordConfig& rule = config_.keywords.rules[i];
      Look(fmt::format("/keywords/rules/{}/reply", i), rule.desks, rule.reply,
           SendUse::kAny);
    }
    for (size_t i = 0; i < config_.keywords.default_replies.size(); ++i) {
      const DefaultReplyConfig& rule = config_.keywords.default_replies[i];
      Look(fmt::format("/keywords/default_replies/{}/reply", i), rule.desks,
           rule.reply, SendUse::kAny);
    }
    for (size_t i = 0; i < config_.welcomes.list.size(); ++i) {
      const WelcomeConfig& rule = config_.welcomes.list[i];
      Look(fmt::format("/welcomes/list/{}/messages", i), rule.desks,
           rule.messages, SendUse::kWelcome);
    }
    for (size_t i = 0; i < config_.greetings.list.size(); ++i) {
      const GreetingConfig& rule = config_.greetings.list[i];
      Look(fmt::format("/greetings/list/{}/messages", i), {rule.desk},
           rule.messages, SendUse::kAny);
    }
    if (config_.contact.at != ContactPoint::kOff) {
      Look("/contact/messages", config_.contact.desks, config_.contact.messages,
           SendUse::kAny);
    }
  }

 private:
  // The first desk of each channel that looks at what is sent.
  using Channels = std::map<uint16_t, uint16_t>;

  void Note(uint16_t desk, Channels* channels) const {
    const DeskData& data = rules_.desks[desk];
    if (data.checks_sends) channels->emplace(data.channel.value, desk);
  }

  void Look(const std::string& at, const std::vector<std::string>& desks,
            const MessagesConfig& messages, SendUse use) {
    const unsigned kinds = MessageKindsOf(messages);
    Channels named;
    for (const uint16_t desk : DesksNamed(rules_, desks)) Note(desk, &named);
    for (const auto& [channel, desk] : desks.empty() ? everywhere_ : named) {
      const unsigned missing =
          kinds & ~rules_.channels[channel].CarriedKinds(use);
      if (missing == 0) continue;
      return found_.Tell(LintCheck::kKindNotCarried, at, [&, &id = desk] {
        return fmt::format(
            "does not go out at the desk \"{}\": its channel carries no {} "
            "here; name the desks that do, or send something else",
            rules_.desk_ids.Name(id), KindsIn(missing));
      });
    }
  }

  const RulesetData& rules_;
  const Config& config_;
  Findings& found_;
  Channels everywhere_;
};

// ----------------------------------------------------------- default replies

// Default replies (K3) go out at desks without agents and in the message pool,
// to which a form leads that the host hands in itself (Q9).
class DefaultReplies {
 public:
  DefaultReplies(const RulesetData& rules, Findings* found)
      : rules_(rules), found_(*found), pool_below_(HasWayToPool()) {}

  void Run() {
    const size_t count = rules_.default_replies.size();
    std::vector<bool> is_heard(count);
    std::vector<uint16_t> holds(count), doubled(count);  // the first desk
    for (const uint16_t id : ServingDesks(rules_)) {
      const DeskData& desk = rules_.desks[id];
      const uint32_t reply = desk.saying.default_reply;
      if (holds[reply] == 0) holds[reply] = id;
      if (desk.robot_first) continue;
      is_heard[reply] = true;
      const bool replies = desk.nobody_text || desk.busy_text;
      if (replies && !desk.agentless && MayPool(desk) && doubled[reply] == 0) {
        doubled[reply] = id;
      }
    }
    for (size_t i = 1; i < count; ++i) {
      const std::string at = fmt::format("/keywords/default_replies/{}", i - 1);
      if (doubled[i] != 0) TellDoubled(at, doubled[i]);
      if (is_heard[i] || holds[i] == 0) continue;
      found_.Tell(LintCheck::kTextNeverSent, at,
                  "never goes out: at its desks a robot is first, and answers "
                  "instead; leave it out");
    }
  }

 private:
  // Of groups and agents: nobody knows at which desk.
  bool HasWayToPool() const {
    return std::any_of(rules_.ladders.begin(), rules_.ladders.end(),
                       [](const std::vector<OverflowRung>& ladder) {
                         return std::any_of(ladder.begin(), ladder.end(),
                                            [](const OverflowRung& rung) {
                                              return rung.to ==
                                                     OverflowTo::kPool;
                                            });
                       }) ||
           std::any_of(rules_.overs.begin(), rules_.overs.end(),
                       [](const SettingsOver& over) {
                         return over.silent_move == SilenceMove::kPool ||
                                over.form.value_or(TextId{});
                       });
  }

  bool MayPool(const DeskData& desk) const {
    return pool_below_ || desk.plan_closed == Plan::kPool ||
           desk.plan_nobody == Plan::kPool || desk.settings.form ||
           desk.settings.silent_move == SilenceMove::kPool;
  }

  void TellDoubled(const std::string& at, uint16_t desk) {
    found_.Tell(LintCheck::kTwoReplies, at, [&] {
      return fmt::format(
          "holds at the desk \"{}\", which has account replies "
          "(offline.reply_nobody, reply_busy), too: a customer "
          "of the message pool may get both; leave one out",
          rules_.desk_ids.Name(desk));
    });
  }

  const RulesetData& rules_;
  Findings& found_;
  bool pool_below_;
};

}  // namespace

void CheckTexts(const RulesetData& rules, Findings* found) {
  DefaultReplies(rules, found).Run();
  Timed(rules, found).Run();
  Carried(rules, found).Run();
}

}  // namespace kefu::lint
