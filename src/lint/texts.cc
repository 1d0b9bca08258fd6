// Texts (K3, O3, W6, X): two that go out at once, those whose time never comes,
// and those that a channel does not carry.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "src/lint/checks.h"

namespace kefu::lint {
namespace {

// -------------------------------------------------------------- never sent

// What one level says of texts and their times.
struct Level {
  const TimersConfig& timers;
  const QueueConfig& queue;
};

template <class T>
bool Gives(const std::optional<T>& list) {
  return list && !list->empty();
}

// A text that goes out after a time, or before its end.
struct TimedText {
  const char* pointer;
  bool (*is_given)(const Level& at);
  // At a desk that has the text: its time never comes.
  bool (*is_silent)(const RulesetData& rules, const DeskData& desk);
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
     [](const Level& at) { return Gives(at.timers.customer_silent.warning); },
     [](const RulesetData&, const DeskData& desk) {
       return desk.silence.chain == kOneWarning &&
              desk.silence.WarnAfter().off();
     },
     HasSilence, "set `after`, and a shorter `warn_before`"},
    {"/timers/customer_silent/closing",
     [](const Level& at) { return Gives(at.timers.customer_silent.closing); },
     [](const RulesetData&, const DeskData& desk) {
       return desk.silence.after.off();
     },
     HasSilence, "set `after`"},
    {"/timers/customer_silent/warnings",
     [](const Level& at) { return Gives(at.timers.customer_silent.warnings); },
     [](const RulesetData&, const DeskData& desk) {
       return desk.silence.chain != kOneWarning && desk.silence.after.off();
     },
     HasSilence, "set `after`"},
    {"/timers/agent_silent/reminders",
     [](const Level& at) { return Gives(at.timers.agent_silent.reminders); },
     [](const RulesetData&, const DeskData& desk) {
       return desk.settings.silent_after.off();
     },
     [](const Level& at) { return at.timers.agent_silent.after.has_value(); },
     "set `after`"},
    {"/timers/robot_idle/warnings",
     [](const Level& at) { return Gives(at.timers.robot_idle.warnings); },
     [](const RulesetData&, const DeskData& desk) {
       return desk.settings.robot_after.off();
     },
     HasRobotIdle, "set `after`"},
    {"/timers/robot_idle/closing",
     [](const Level& at) { return Gives(at.timers.robot_idle.closing); },
     [](const RulesetData&, const DeskData& desk) {
       return desk.settings.robot_after.off();
     },
     HasRobotIdle, "set `after`"},
    {"/queue/form", [](const Level& at) { return Gives(at.queue.form); },
     [](const RulesetData&, const DeskData& desk) {
       return desk.settings.form_after.off() && !desk.settings.form_when_closed;
     },
     HasForm, "set `form_after` or `form_when_closed`"},
};

class Timed {
 public:
  Timed(const RulesetData& rules, Findings* found)
      : rules_(rules), config_(rules.config), found_(*found) {}

  void Run() {
    for (const TimedText& text : kTimed) LookAt(text);
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

  // Tells a level whose text goes out at none of the desks that have it there.
  void LookAt(const TimedText& text) {
    if (HasTimeBelow(text)) return;
    std::map<uint32_t, size_t> channels;  // by id: the place
    for (size_t i = 0; i < config_.channels.size(); ++i) {
      channels[rules_.channel_ids.Find(config_.channels[i].name)] = i;
    }
    std::vector<std::string> levels;       // that give it, in order
    std::map<std::string, bool> is_heard;  // at some desk
    const auto note = [&](const std::string& level, bool heard) {
      if (is_heard.emplace(level, false).second) levels.push_back(level);
      is_heard[level] |= heard;
    };
    for (size_t i = 0; i < config_.desks.size(); ++i) {
      const DeskConfig& own = config_.desks[i];
      const DeskData& desk = rules_.desks[rules_.desk_ids.Find(own.name)];
      const bool heard = !text.is_silent(rules_, desk);
      const auto channel = channels.find(desk.channel.value);
      if (text.is_given(LevelOf(own))) {
        note(fmt::format("/desks/{}", i), heard);
      } else if (channel != channels.end() &&
                 text.is_given(LevelOf(config_.channels[channel->second]))) {
        note(fmt::format("/channels/{}", channel->second), heard);
      } else if (text.is_given(LevelOf(config_))) {
        note("", heard);
      }
    }
    for (const std::string& level : levels) {
      if (is_heard[level] || !found_.Takes(LintCheck::kTextNeverSent)) continue;
      found_.Add(
          LintCheck::kTextNeverSent, level + text.pointer,
          fmt::format("never goes out, its time is off; {}", text.remedy));
    }
  }

  const RulesetData& rules_;
  const Config& config_;
  Findings& found_;
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
    for (const DeskConfig& desk : config_.desks) {
      const uint32_t id = rules_.desk_ids.Find(desk.name);
      if (rules_.desks[id].serves) Note(id, &everywhere_);
    }
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
  using Channels = std::map<uint16_t, uint32_t>;

  void Note(uint32_t desk, Channels* channels) const {
    const DeskData& data = rules_.desks[desk];
    if (data.checks_sends) channels->emplace(data.channel.value, desk);
  }

  void Look(const std::string& at, const std::vector<std::string>& desks,
            const MessagesConfig& messages, SendUse use) {
    const unsigned kinds = KindsOf(messages);
    Channels named;
    for (const std::string& name : desks) {
      Note(rules_.desk_ids.Find(name), &named);
    }
    for (const auto& [channel, desk] : desks.empty() ? everywhere_ : named) {
      const unsigned missing =
          kinds & ~rules_.channels[channel].CarriedKinds(use);
      if (missing == 0) continue;
      if (!found_.Takes(LintCheck::kKindNotCarried)) return;
      return found_.Add(
          LintCheck::kKindNotCarried, at,
          fmt::format("does not go out at the desk \"{}\": its channel carries "
                      "no {} here; name the desks that do, or send something "
                      "else",
                      rules_.desk_ids.Name(desk), KindsIn(missing)));
    }
  }

  static unsigned KindsOf(const MessagesConfig& messages) {
    const auto bit = [](bool has, MessageKind kind) {
      return has ? 1u << static_cast<unsigned>(kind) : 0u;
    };
    return bit(!messages.texts.empty(), MessageKind::kText) |
           bit(!messages.links.empty(), MessageKind::kLink) |
           bit(!messages.menu.items.empty(), MessageKind::kMenu);
  }

  const RulesetData& rules_;
  const Config& config_;
  Findings& found_;
  Channels everywhere_;
};

// ------------------------------------------------------------- two replies

// Of a default reply: the desks where account replies go out, too.
void LookForTwoReplies(const RulesetData& rules, Findings* found) {
  const Config& config = rules.config;
  std::vector<std::string> first(rules.default_replies.size());
  for (const DeskConfig& own : config.desks) {
    const DeskData& desk = rules.desks[rules.desk_ids.Find(own.name)];
    if (!desk.serves || desk.robot_first ||
        (!desk.nobody_text && !desk.busy_text)) {
      continue;
    }
    std::string& name = first[desk.saying.default_reply];
    if (name.empty()) name = own.name;
  }
  for (size_t i = 1; i < first.size(); ++i) {
    if (first[i].empty() || !found->Takes(LintCheck::kTwoReplies)) continue;
    found->Add(
        LintCheck::kTwoReplies,
        fmt::format("/keywords/default_replies/{}", i - 1),
        fmt::format("holds at the desk \"{}\", which has account replies "
                    "(offline.reply_nobody, reply_busy), too: a customer "
                    "of the message pool may get both; leave one out",
                    first[i]));
  }
}

}  // namespace

void CheckTexts(const RulesetData& rules, Findings* found) {
  LookForTwoReplies(rules, found);
  Timed(rules, found).Run();
  Carried(rules, found).Run();
}

// Of a conversation with an account 公众号 only verified ones may send by an
// interface: a service account 服务号, or a subscription account 订阅号 that is
// no person's.
void CheckAccounts(const RulesetData& rules, Findings* found) {
  const std::vector<ChannelConfig>& channels = rules.config.channels;
  for (size_t i = 0; i < channels.size(); ++i) {
    const ChannelConfig& channel = channels[i];
    const bool subscribed = channel.type == ChannelType::kOfficialAccount ||
                            channel.type == ChannelType::kOfficialAccount2021;
    if (!subscribed && channel.type != ChannelType::kServiceAccount) continue;
    if (!channel.verified && found->Takes(LintCheck::kAccountUnverified)) {
      found->Add(LintCheck::kAccountUnverified,
                 fmt::format("/channels/{}/verified", i),
                 "is false: the platform connects only verified accounts to a "
                 "customer service; have the account verified 认证");
    }
    if (subscribed && channel.personal &&
        found->Takes(LintCheck::kAccountUnverified)) {
      found->Add(LintCheck::kAccountUnverified,
                 fmt::format("/channels/{}/personal", i),
                 "is true: the platform connects no personal subscription "
                 "account 个人订阅号 to a customer service; use one of a "
                 "company, or a service account 服务号");
    }
  }
}

}  // namespace kefu::lint
