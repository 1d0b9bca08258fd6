// The settings of what is said automatically, and of hand-overs (K1, K2, K5).

#include "tests/oracle/settings_lookup.h"

namespace kefu::oracle {
namespace {

const std::string kAlways;

}  // namespace

// At a desk, its channel or the tenant.
#define KEFU_HAND_OVER(Type, Name, member, fallback)                          \
  Type Settings::Name(int desk) const {                                       \
    return LookupFromGroup({.desk = desk}, KEFU_OF(routing.hand_over.member), \
                           fallback);                                         \
  }
KEFU_HAND_OVER(const Settings::Texts&, SwitchWords, words, kNoTexts)
KEFU_HAND_OVER(const std::string&, WordsSchedule, words_schedule, kAlways)
KEFU_HAND_OVER(int64_t, Misunderstood, misunderstood, int64_t{3})
KEFU_HAND_OVER(const std::string&, MisunderstoodSchedule,
               misunderstood_schedule, kAlways)
KEFU_HAND_OVER(const Settings::Texts&, HandOverIntents, intents, kNoTexts)
KEFU_HAND_OVER(const std::string&, IntentsSchedule, intents_schedule, kAlways)
KEFU_HAND_OVER(bool, ByRobot, by_robot, true)
KEFU_HAND_OVER(const std::string&, ByRobotSchedule, by_robot_schedule, kAlways)
KEFU_HAND_OVER(const std::string&, ChosenSchedule, chosen_schedule, kAlways)
KEFU_HAND_OVER(bool, AnswersWaiting, answers_waiting, false)
#undef KEFU_HAND_OVER

const Settings::Texts& Settings::AcceptGreeting(Place place) const {
  return Lookup(place, KEFU_OF(queue.accept_greeting), kNoTexts);
}

bool Settings::GreetsByHand(Place place) const {
  return Lookup(place, KEFU_OF(queue.accept_greeting_by_hand), false);
}

TextLimit Settings::GreetingLimit(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.accept_greeting_limit),
                         TextLimit::kSession);
}

}  // namespace kefu::oracle
