// Random settings for the levels of a ruleset (T13).

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_SETTINGS_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_SETTINGS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/property/generator.h"
#include "tests/property/generator_crowds.h"

namespace kefu::property {

// A14: whether a group that serves all desks has few enough classes where each
// desk is one of its own.
inline bool MayChooseDesks(const Config& config) {
  size_t classes = 0;
  for (const DeskConfig& desk : config.desks) {
    ++classes;
    for (const ChannelConfig& channel : config.channels) {
      if (channel.name == desk.channel) classes += channel.kind_costs.size();
    }
  }
  return classes <= 8;
}

// Names that are in no order, so that nothing can go by the alphabet.
inline std::string MakeName(Random* random, const char* kind, size_t i) {
  std::string name;
  for (int n = 0; n < 3; ++n) {
    name += static_cast<char>('a' + random->Below(26));
  }
  return name + "-" + kind + std::to_string(i);
}

inline std::vector<std::string> MakeNames(Random* random, const char* kind,
                                          int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    names.push_back(MakeName(random, kind, static_cast<size_t>(i)));
  }
  return names;
}

template <class T>
std::vector<std::string> NamesOf(const std::vector<T>& declared) {
  std::vector<std::string> names;
  for (const T& one : declared) names.push_back(one.name);
  return names;
}

// Some of them, in any order, each at most once.
inline std::vector<std::string> Some(Random* random,
                                     std::vector<std::string> names,
                                     int percent) {
  random->Shuffle(&names);
  std::erase_if(names, [&](const auto&) { return !random->Chance(percent); });
  return names;
}

// Whole seconds and few of them, so that deadlines meet.
inline Duration ShortDuration(Random* random) {
  return Duration::Seconds(random->Between(1, 12) * 5);
}

// Families of rules that a world has or has not.
enum class Feature {
  kPlans,     // A7
  kPace,      // A11
  kHold,      // A17
  kManual,    // D5, D6
  kNamed,     // R4
  kGates,     // R1
  kRoles,     // P1
  kLimits,    // Q3
  kRejoin,    // Q7
  kTexts,     // Q6, O4
  kSilent,    // X2
  kAlarms,    // X4
  kLife,      // X5
  kTransfer,  // S3, S9
  kForget,    // T9
  kCrowds,    // V1 to V3, R9
  kPool,      // O1, O2, O3, O5, Q9
  kRobot,     // R7
  kMerge,     // S1
  kHours,     // C1-C5, R2, R13
  kReaccept,  // A9
  kOffers,    // A16
  kCounts,    // A6
  kChains,    // X1, X2 with several steps; X3; opening hours only
  kCount
};

class SettingsMaker {
 protected:
  explicit SettingsMaker(World* world)
      : config_(world->config), random_(world->seed) {}

  bool Has(Feature feature) const {
    return features_[static_cast<size_t>(feature)];
  }

  // The settings of one level, each with this chance.
  template <class T>
  void Level(T* level, int percent) {
    Routing(&level->routing, percent);
    if (random_.Chance(percent)) {
      level->queue.accept_over_capacity = random_.Chance(50);
    }
    if (random_.Chance(percent)) {
      level->queue.accept_all_or_nothing = random_.Chance(50);
    }
    if (random_.Chance(percent)) {
      const bool can_be_main = !config_.tenant.main_account.empty();
      level->offline.plan_nobody =
          can_be_main && random_.Chance(70) ? Plan::kMainAccount : Plan::kQueue;
      if (Has(Feature::kHours) && can_be_main && random_.Chance(30)) {
        level->offline.plan_closed = Plan::kMainAccount;
      }
    }
    if (random_.Chance(percent)) level->offline.offline_sessions = Offline();
    Silence(&level->timers.customer_silent, percent);
    Personal(level, percent);
    List(level, percent);
    if (Has(Feature::kChains)) RobotIdle(&level->timers, percent);
    if (Has(Feature::kLife) && random_.Chance(percent)) {
      level->timers.session_life = MaybeOff(15);
      if (Has(Feature::kChains)) {
        MaybeHours(&level->timers.session_life_hours, 50);
      }
      level->timers.session_life_from =
          random_.Chance(50) ? LifeFrom::kStart : LifeFrom::kLastMessage;
    }
    if (Has(Feature::kNamed) && random_.Chance(percent)) {
      level->routing.named_offline =
          random_.Chance(50) ? NamedOffline::kHold : NamedOffline::kDivert;
    }
    if (Has(Feature::kTransfer) && random_.Chance(percent)) {
      level->queue.claim_protection = MaybeOff(25);
    }
  }

  // What a level of lists may say (Q3, Q6, Q7).
  template <class T>
  void List(T* level, int percent) {
    if (Has(Feature::kLimits)) {
      if (random_.Chance(percent)) {
        level->queue.max_length = random_.Between(0, 5);
      }
      if (random_.Chance(percent)) level->queue.max_wait = MaybeOff(20);
      if (random_.Chance(percent)) level->queue.expires_after = MaybeOff(20);
    }
    if (Has(Feature::kRejoin) && random_.Chance(2 * percent)) {
      level->queue.rejoin_within = MaybeOff(15);
    }
    if (Has(Feature::kTexts) && random_.Chance(percent)) {
      level->queue.notice = Texts("please wait");
    }
    if (Has(Feature::kAlarms) && random_.Chance(percent)) {
      level->timers.alarms.waiting = MaybeOff(20);
    }
    if (!Has(Feature::kOffers)) return;
    OffersConfig& offers = level->queue.offers;
    if (random_.Chance(2 * percent)) offers.on = random_.Chance(75);
    if (random_.Chance(percent)) {
      offers.within = Duration::Seconds(random_.Between(1, 12));
    }
    if (random_.Chance(percent)) offers.suspend_after = random_.Between(0, 3);
  }

  // What agents may have as well.
  template <class T>
  void Personal(T* level, int percent) {
    if (Has(Feature::kTexts) && random_.Chance(percent)) {
      level->offline.offline_text = Texts("back soon");
    }
    if (Has(Feature::kTransfer) && random_.Chance(percent)) {
      level->queue.transfer_over_capacity = random_.Chance(50);
    }
    if (Has(Feature::kSilent)) {
      AgentSilentConfig& silent = level->timers.agent_silent;
      // As with the warning: the reminder comes first, whatever the levels.
      if (random_.Chance(2 * percent)) {
        silent.after =
            random_.Chance(15) ? Duration::Off() : ShortDuration(&random_);
      }
      if (random_.Chance(percent)) {
        if (Has(Feature::kChains) && random_.Chance(60)) {
          silent.reminders =
              Steps<ReminderConfig>("please wait", 0, silent.after);
        } else {
          silent.remind_before = random_.Chance(15)
                                     ? Duration::Off()
                                     : Duration::Seconds(random_.Between(1, 4));
        }
      }
      if (Has(Feature::kChains)) MaybeHours(&silent.hours, percent);
      if (random_.Chance(percent)) silent.max_moves = random_.Between(0, 3);
      if (random_.Chance(percent)) {
        silent.move_to = random_.Chance(60)    ? SilenceMove::kOwnGroup
                         : Has(Feature::kPool) ? SilenceMove::kPool
                                               : SilenceMove::kClose;
      }
    }
    if (Has(Feature::kAlarms)) {
      AlarmsConfig& alarms = level->timers.alarms;
      if (random_.Chance(percent)) alarms.first_response = MaybeOff(20);
      if (random_.Chance(percent)) alarms.response = MaybeOff(20);
      if (Has(Feature::kChains)) MaybeHours(&alarms.hours, percent);
    }
    if (Has(Feature::kReaccept) && random_.Chance(2 * percent)) {
      level->timers.reaccept_after = MaybeOff(15);
      level->timers.reaccept_clock = random_.Chance(50)
                                         ? ReacceptClock::kSinceAccept
                                         : ReacceptClock::kSinceLastMessage;
    }
    if (Has(Feature::kHold) && random_.Chance(percent)) {
      level->timers.idle = MaybeOff(20);
    }
    if (Has(Feature::kPace) && random_.Chance(percent)) {
      level->timers.wrap_up = MaybeOff(20);
    }
  }

  // What only the tenant and agents have (A7, A11).
  template <class T>
  void Pace(T* level, int percent) {
    if (Has(Feature::kPlans) && random_.Chance(percent)) {
      level->offline.disconnect_grace = MaybeOff(25);
    }
    if (!Has(Feature::kPace)) return;
    RampConfig& ramp = level->timers.ramp;
    if (random_.Chance(percent)) ramp.count = random_.Between(0, 3);
    if (random_.Chance(percent)) ramp.per = ShortDuration(&random_);
    if (random_.Chance(percent)) ramp.during = ShortDuration(&random_);
  }

  Duration MaybeOff(int percent) {
    if (random_.Chance(percent)) return Duration::Off();
    return random_.Chance(50) ? Duration::Seconds(random_.Between(1, 9))
                              : ShortDuration(&random_);
  }

  OfflineSessions Offline() {
    using O = OfflineSessions;
    if (!Has(Feature::kPlans)) {
      return random_.Chance(70) ? O::kRequeue : O::kKeep;
    }
    return random_.Pick(std::vector<O>{O::kDivert, O::kDivert, O::kKeep,
                                       O::kRequeue, O::kTransfer, O::kTransfer,
                                       O::kClose, O::kForbid});
  }

  void Routing(RoutingConfig* routing, int percent) {
    using SS = SessionStarts;
    using D = Distribution;
    if (random_.Chance(percent)) {
      routing->session_starts = random_.Pick(
          std::vector<SS>{SS::kMessage, SS::kEnterOrMessage, SS::kEnter});
    }
    if (random_.Chance(percent)) routing->sticky = Ladder();
    if (random_.Chance(percent)) routing->routing_order = Order();
    if (random_.Chance(percent)) {
      routing->sticky_clock = random_.Pick(std::vector<StickyClock>{
          StickyClock::kLastMessage, StickyClock::kClose});
    }
    if (random_.Chance(percent)) {
      routing->written_when = random_.Pick(std::vector<WrittenWhen>{
          WrittenWhen::kAssignment, WrittenWhen::kBothTalked});
    }
    if (random_.Chance(percent)) {
      routing->scope_order = MakeScopeOrder(&random_);
    }
    if (random_.Chance(percent)) routing->skip_absent = random_.Chance(50);
    if (random_.Chance(2 * percent)) {
      routing->distribution = random_.Pick(std::vector<D>{
          D::kLeastLoaded, D::kSequential, D::kEven, D::kWeighted});
      if (Has(Feature::kManual) && random_.Chance(50)) {
        routing->distribution =
            random_.Chance(60) ? D::kLongestIdle : D::kManual;
      }
    }
    if (random_.Chance(percent)) {
      routing->relative_to = random_.Pick(
          std::vector<RelativeTo>{RelativeTo::kWeight, RelativeTo::kCapacity});
    }
  }

  // Some of the rungs in any order, scope last.
  std::vector<RoutingRung> Order() {
    using R = RoutingRung;
    std::vector<R> order{R::kNamedOutside, R::kHours, R::kNobodyPresent,
                         R::kNamed, R::kSticky};
    if (Has(Feature::kRobot)) order.push_back(R::kRobot);
    random_.Shuffle(&order);
    if (random_.Chance(30)) order.pop_back();
    order.push_back(R::kScope);
    return order;
  }

  std::vector<StickyRungConfig> Ladder() {
    std::vector<StickyRungConfig> ladder;
    const int rungs = random_.Between(0, 3);
    for (int i = 0; i < rungs; ++i) {
      StickyRungConfig rung;
      rung.within =
          random_.Chance(30) ? Duration::Hours(48) : ShortDuration(&random_);
      if (random_.Chance(40)) {
        rung.statuses = {AgentStatus::kOnline, AgentStatus::kSuspended};
      }
      rung.over_capacity = random_.Chance(30);
      rung.on_duty = Has(Feature::kHours) && random_.Chance(50);
      ladder.push_back(rung);
    }
    return ladder;
  }

  // The warning comes 1 to 4 s before a close of 5 s at least: wherever in
  // the levels the two stand, the warning is the earlier one.
  void Silence(CustomerSilentConfig* silence, int percent) {
    if (random_.Chance(2 * percent)) {
      silence->after =
          random_.Chance(15) ? Duration::Off() : ShortDuration(&random_);
    }
    if (random_.Chance(percent)) {
      silence->mode = random_.Pick(std::vector<SilenceMode>{
          SilenceMode::kAfterAgent, SilenceMode::kBothSilent,
          SilenceMode::kCustomerSilent});
    }
    if (random_.Chance(percent)) silence->closing = Texts("goodbye");
    if (Has(Feature::kChains)) {
      MaybeHours(&silence->hours, percent);
      if (random_.Chance(percent)) {
        silence->warnings =
            Steps<WarningConfig>("still there?", 1, silence->after);
        return;
      }
    }
    if (random_.Chance(percent)) {
      silence->warn_before = random_.Chance(15)
                                 ? Duration::Off()
                                 : Duration::Seconds(random_.Between(1, 4));
    }
    if (random_.Chance(percent)) silence->warning = Texts("still there?");
  }

  // X3, where a robot may be.
  void RobotIdle(TimersConfig* timers, int percent) {
    if (!Has(Feature::kRobot)) return;
    RobotIdleConfig& idle = timers->robot_idle;
    if (random_.Chance(2 * percent)) {
      idle.after =
          random_.Chance(15) ? Duration::Off() : ShortDuration(&random_);
    }
    if (random_.Chance(percent)) {
      idle.warnings = Steps<WarningConfig>("still there?", 1, idle.after);
    }
    if (random_.Chance(percent)) idle.closing = Texts("goodbye");
    MaybeHours(&idle.hours, percent);
  }

  void MaybeHours(std::optional<TimerHours>* hours, int percent) {
    if (!random_.Chance(percent)) return;
    *hours =
        random_.Chance(50) ? TimerHours::kOpeningHours : TimerHours::kAlways;
  }

  // Up to four, in any order. Where the level says itself when the chain ends,
  // that is later than all of them; another one may say what is too soon.
  template <class Step>
  std::vector<Step> Steps(const std::string& text, int least,
                          const std::optional<Duration>& after) {
    std::vector<int> seconds{1, 2, 3, after ? 4 : 8};
    random_.Shuffle(&seconds);
    seconds.resize(static_cast<size_t>(random_.Between(0, 4)));
    std::vector<Step> steps;
    for (const int before : seconds) {
      Step& step = steps.emplace_back();
      step.before = Duration::Seconds(before);
      const int count = random_.Between(least, 2);
      for (int i = 0; i < count; ++i) {
        step.texts.push_back(text + " " + std::to_string(random_.Below(4)));
      }
    }
    return steps;
  }

  std::vector<std::string> Texts(const std::string& text) {
    std::vector<std::string> texts;
    const int count = random_.Between(0, 2);
    for (int i = 0; i < count; ++i) {
      texts.push_back(text + " " + std::to_string(random_.Below(4)));
      if (random_.Chance(25)) texts.back() += SomeVariable(&random_);
    }
    return texts;
  }

  void Notices(NoticesConfig* notices, int percent) {
    if (random_.Chance(percent)) notices->new_session = random_.Chance(40);
    if (random_.Chance(percent)) notices->new_message = random_.Chance(40);
  }

  Config& config_;
  Random random_;
  std::array<bool, static_cast<size_t>(Feature::kCount)> features_{};
};

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_SETTINGS_H_
