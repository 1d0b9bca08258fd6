// The settings of timers (X1 to X5, A9, A11, A17) and of offers (A16).

#include <algorithm>
#include <vector>

#include "tests/oracle/settings.h"
#include "tests/oracle/settings_lookup.h"

namespace kefu::oracle {

namespace {

// In their order; one that would come before the chain's start is none, and
// before an end that never comes there is none.
void Finish(Settings::Chain* chain) {
  if (chain->after.off()) chain->steps.clear();
  std::erase_if(chain->steps, [&](const Settings::Step& step) {
    return step.before >= chain->after;
  });
  std::sort(chain->steps.begin(), chain->steps.end(),
            [](const auto& a, const auto& b) { return b.before < a.before; });
}

template <class List>
void AddSteps(const List& list, Settings::Chain* chain) {
  for (const auto& step : list) {
    chain->steps.push_back({step.before, step.texts});
  }
}

}  // namespace

// The nearest level that gives warnings in either form says which one holds.
Settings::Chain Settings::CustomerSilent(Place place) const {
  Chain chain{
      Lookup(place, KEFU_OF(timers.customer_silent.after), Duration::Off()),
      Lookup(place, KEFU_OF(timers.customer_silent.hours), TimerHours::kAlways),
      {}};
  bool list = false;
  Levels(place, [&](const auto& level) {
    const CustomerSilentConfig& silent = level.timers.customer_silent;
    list = silent.warnings.has_value();
    if (list) AddSteps(*silent.warnings, &chain);
    return list || silent.warn_before || silent.warning;
  });
  if (!list) {
    const Duration before = Lookup(
        place, KEFU_OF(timers.customer_silent.warn_before), Duration::Off());
    const Texts& texts =
        Lookup(place, KEFU_OF(timers.customer_silent.warning), kNoTexts);
    if (!before.off() && !texts.empty()) chain.steps = {{before, texts}};
  }
  Finish(&chain);
  return chain;
}

SilenceMode Settings::SilentMode(Place place) const {
  return Lookup(place, KEFU_OF(timers.customer_silent.mode),
                SilenceMode::kAfterAgent);
}

const Settings::Texts& Settings::Closing(Place place) const {
  return Lookup(place, KEFU_OF(timers.customer_silent.closing), kNoTexts);
}

Settings::Chain Settings::AgentSilent(Place place) const {
  Chain chain{
      Lookup(place, KEFU_OF(timers.agent_silent.after), Duration::Off()),
      Lookup(place, KEFU_OF(timers.agent_silent.hours),
             TimerHours::kOpeningHours),
      {}};
  Levels(place, [&](const auto& level) {
    const AgentSilentConfig& silent = level.timers.agent_silent;
    if (silent.reminders) AddSteps(*silent.reminders, &chain);
    if (silent.remind_before && !silent.remind_before->off()) {
      chain.steps.push_back({*silent.remind_before, {}});
    }
    return silent.reminders || silent.remind_before;
  });
  Finish(&chain);
  return chain;
}

Settings::Chain Settings::RobotIdle(Place place) const {
  static const std::vector<WarningConfig> none;
  Chain chain{
      LookupFromGroup(place, KEFU_OF(timers.robot_idle.after), Duration::Off()),
      LookupFromGroup(place, KEFU_OF(timers.robot_idle.hours),
                      TimerHours::kAlways),
      {}};
  AddSteps(LookupFromGroup(place, KEFU_OF(timers.robot_idle.warnings), none),
           &chain);
  Finish(&chain);
  return chain;
}

const Settings::Texts& Settings::RobotClosing(Place place) const {
  return LookupFromGroup(place, KEFU_OF(timers.robot_idle.closing), kNoTexts);
}

SilenceMove Settings::MoveTo(Place place) const {
  return Lookup(place, KEFU_OF(timers.agent_silent.move_to),
                SilenceMove::kOwnGroup);
}

const std::string& Settings::MoveToGroup(Place place) const {
  static const std::string none;
  return Lookup(place, KEFU_OF(timers.agent_silent.group), none);
}

int64_t Settings::MaxMoves(Place place) const {
  return Lookup(place, KEFU_OF(timers.agent_silent.max_moves), int64_t{3});
}

Duration Settings::WaitingAlarm(Place place) const {
  return LookupFromGroup(place, KEFU_OF(timers.alarms.waiting),
                         Duration::Seconds(100));
}

Duration Settings::FirstResponseAlarm(Place place) const {
  return Lookup(place, KEFU_OF(timers.alarms.first_response), Duration::Off());
}

Duration Settings::ResponseAlarm(Place place) const {
  return Lookup(place, KEFU_OF(timers.alarms.response), Duration::Off());
}

TimerHours Settings::AlarmHours(Place place) const {
  return Lookup(place, KEFU_OF(timers.alarms.hours), TimerHours::kAlways);
}

Duration Settings::SessionLife(int desk) const {
  const bool two_days = config_.preset == Preset::kWecom ||
                        config_.preset == Preset::kMiniProgram;
  return LookupFromGroup({.desk = desk}, KEFU_OF(timers.session_life),
                         two_days ? Duration::Hours(48) : Duration::Off());
}

LifeFrom Settings::SessionLifeFrom(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(timers.session_life_from),
                         LifeFrom::kLastMessage);
}

TimerHours Settings::SessionLifeHours(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(timers.session_life_hours),
                         TimerHours::kAlways);
}

Duration Settings::Idle(Place place) const {
  return Lookup(place, KEFU_OF(timers.idle), Duration::Off());
}

Duration Settings::WrapUp(Place place) const {
  return Lookup(place, KEFU_OF(timers.wrap_up), Duration::Off());
}

int64_t Settings::RampCount(int agent) const {
  return LookupPersonal(agent, KEFU_OF(timers.ramp.count), int64_t{0});
}

Duration Settings::RampPer(int agent) const {
  return LookupPersonal(agent, KEFU_OF(timers.ramp.per), Duration::Minutes(1));
}

Duration Settings::RampDuring(int agent) const {
  return LookupPersonal(agent, KEFU_OF(timers.ramp.during),
                        Duration::Minutes(10));
}

Duration Settings::ReacceptAfter(Place place) const {
  return Lookup(place, KEFU_OF(timers.reaccept_after),
                config_.preset == Preset::kMiniProgram ? Duration::Minutes(30)
                                                       : Duration::Off());
}

ReacceptClock Settings::ReacceptClockOf(Place place) const {
  return Lookup(place, KEFU_OF(timers.reaccept_clock),
                ReacceptClock::kSinceAccept);
}

bool Settings::OffersOn(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.offers.on), false);
}

Duration Settings::OfferWithin(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.offers.within),
                         Duration::Seconds(30));
}

int64_t Settings::SuspendAfter(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.offers.suspend_after),
                         int64_t{3});
}

}  // namespace kefu::oracle
