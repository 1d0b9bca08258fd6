// The settings of timers (X1, X2, X4, X5, A9, A11, A17) and of offers (A16).

#include "tests/oracle/settings.h"
#include "tests/oracle/settings_lookup.h"

namespace kefu::oracle {

Duration Settings::SilentAfter(Place place) const {
  return Lookup(place, KEFU_OF(timers.customer_silent.after), Duration::Off());
}

SilenceMode Settings::SilentMode(Place place) const {
  return Lookup(place, KEFU_OF(timers.customer_silent.mode),
                SilenceMode::kAfterAgent);
}

Duration Settings::WarnBefore(Place place) const {
  return Lookup(place, KEFU_OF(timers.customer_silent.warn_before),
                Duration::Off());
}

const Settings::Texts& Settings::Warning(Place place) const {
  return Lookup(place, KEFU_OF(timers.customer_silent.warning), kNoTexts);
}

const Settings::Texts& Settings::Closing(Place place) const {
  return Lookup(place, KEFU_OF(timers.customer_silent.closing), kNoTexts);
}

Duration Settings::UnansweredAfter(Place place) const {
  return Lookup(place, KEFU_OF(timers.agent_silent.after), Duration::Off());
}

Duration Settings::RemindBefore(Place place) const {
  return Lookup(place, KEFU_OF(timers.agent_silent.remind_before),
                Duration::Off());
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
