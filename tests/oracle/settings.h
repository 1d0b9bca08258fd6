// T13, word for word: a setting is looked up agent > group > desk > channel >
// tenant > preset > fallback, each member by itself.

#ifndef KEFU_TESTS_ORACLE_SETTINGS_H_
#define KEFU_TESTS_ORACLE_SETTINGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"

namespace kefu::oracle {

// For whom a setting is looked up, as places in the config; -1: not asked.
struct Place {
  int agent = -1;
  int group = -1;
  int desk = -1;
};

class Settings {
 public:
  explicit Settings(const Config& config);

  using Texts = std::vector<std::string>;

  SessionStarts StartsOf(int desk) const;
  const std::vector<StickyRungConfig>& Ladder(int desk) const;
  const std::vector<RoutingRung>& RoutingOrder(int desk) const;
  StickyClock ClockOf(int desk) const;
  StickyMemory MemoryScope() const;
  WrittenWhen WrittenOf(int desk) const;
  std::vector<ScopeDimension> ScopeOrder(int desk) const;
  bool SkipAbsent(int desk) const;
  Distribution DistributionOf(int group, int desk) const;
  RelativeTo RelativeOf(int group, int desk) const;
  NamedOffline NamedOfflineOf(int desk) const;
  bool NoFlood(int group, int desk) const;
  const std::vector<TierConfig>& Tiers(int group, int desk) const;
  const std::vector<std::string>& LevelOrder(int group, int desk) const;
  bool StoreIsolation() const;
  Duration DedicatedWait(int desk) const;

  bool AllOrNothing(int desk) const;
  bool AcceptOverCapacity(Place place) const;
  bool TransferOverCapacity(Place place) const;
  Duration ClaimProtection(int desk) const;
  int64_t MaxLength(Place place) const;
  Duration MaxWait(Place place) const;
  const std::vector<OverflowRungConfig>& OverflowLadder(Place place) const;
  Duration ExpiresAfter(int desk) const;
  Duration RejoinWithin(int desk) const;
  const Texts& QueueNotice(Place place) const;
  Duration WindowWithin(int desk) const;
  Duration WindowCredit(int desk) const;

  Plan PlanNobody(int desk) const;
  Plan PlanClosed(int desk) const;
  int Proxy(int desk) const;
  bool RobotFirst(int desk) const;
  Duration MergeWithin(int desk) const;
  bool PoolByRules(int group, int desk) const;
  const Texts& OutOfHoursText(int desk) const;
  bool OutOfHoursDaily(int desk) const;
  Duration OutOfHoursQuiet(int desk) const;
  const Texts& ReplyNobody(int desk) const;
  const Texts& ReplyBusy(int desk) const;
  const Texts& Form(Place place) const;
  Duration FormAfter(Place place) const;
  bool FormWhenClosed(Place place) const;
  OfflineSessions OfflineOf(Place place) const;
  Duration Grace(int agent) const;
  bool PresenceDeclared() const;
  const Texts& OfflineText(Place place) const;

  // X1 to X3: steps, the earliest first, then the end.
  struct Step {
    Duration before;  // the end
    Texts texts;
  };
  struct Chain {
    Duration after;
    TimerHours hours;
    std::vector<Step> steps;
  };
  Chain CustomerSilent(Place place) const;
  Chain AgentSilent(Place place) const;
  Chain RobotIdle(Place place) const;
  // X1
  SilenceMode SilentMode(Place place) const;
  const Texts& Closing(Place place) const;
  // X2
  SilenceMove MoveTo(Place place) const;
  const std::string& MoveToGroup(Place place) const;
  int64_t MaxMoves(Place place) const;
  // X3
  const Texts& RobotClosing(Place place) const;
  // X4, X5, A11, A17
  TimerHours AlarmHours(Place place) const;
  Duration WaitingAlarm(Place place) const;
  Duration FirstResponseAlarm(Place place) const;
  Duration ResponseAlarm(Place place) const;
  Duration SessionLife(int desk) const;
  LifeFrom SessionLifeFrom(int desk) const;
  TimerHours SessionLifeHours(int desk) const;
  Duration Idle(Place place) const;
  Duration WrapUp(Place place) const;
  int64_t RampCount(int agent) const;
  Duration RampPer(int agent) const;
  Duration RampDuring(int agent) const;

  // A9, A16
  Duration ReacceptAfter(Place place) const;
  ReacceptClock ReacceptClockOf(Place place) const;
  bool OffersOn(Place place) const;
  Duration OfferWithin(Place place) const;
  int64_t SuspendAfter(Place place) const;

  // K1, K2
  const Texts& SwitchWords(int desk) const;
  const std::string& WordsSchedule(int desk) const;
  int64_t Misunderstood(int desk) const;
  const std::string& MisunderstoodSchedule(int desk) const;
  const Texts& HandOverIntents(int desk) const;
  const std::string& IntentsSchedule(int desk) const;
  bool ByRobot(int desk) const;
  const std::string& ByRobotSchedule(int desk) const;
  const std::string& ChosenSchedule(int desk) const;
  bool AnswersWaiting(int desk) const;
  // K5
  const Texts& AcceptGreeting(Place place) const;
  bool GreetsByHand(Place place) const;
  TextLimit GreetingLimit(int desk) const;

  bool NewSessionNotice(int agent) const;
  bool NewMessageNotice(int agent) const;

  // Places in the config; -1 for an empty or unknown name.
  int Agent(std::string_view name) const;
  int Group(std::string_view name) const;
  int ChannelOfDesk(int desk) const {
    return channel_of_desk_[static_cast<size_t>(desk)];
  }
  int MainAccount() const { return main_account_; }

 private:
  template <class T, class Get>
  const T& Lookup(Place place, Get get, const T& fallback) const;
  // The levels that look at a session, the nearest first, until `stop` of one
  // is true.
  template <class F>
  bool Levels(Place place, F stop) const;
  template <class T, class Get>
  const T& LookupFromGroup(Place place, Get get, const T& fallback) const;
  template <class T, class Get>
  const T& LookupForList(int group, int desk, Get get, const T& fallback) const;
  template <class T, class Get>
  const T& LookupPersonal(int agent, Get get, const T& fallback) const;

  bool HasRobot(int desk) const;
  Plan UsualPlan(int desk) const;

  const Config& config_;
  std::vector<int> channel_of_desk_;
  int main_account_ = -1;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_SETTINGS_H_
