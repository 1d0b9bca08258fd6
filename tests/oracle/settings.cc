#include "tests/oracle/settings.h"

#include <algorithm>

#include "tests/oracle/settings_lookup.h"

namespace kefu::oracle {

Settings::Settings(const Config& config) : config_(config) {
  for (const DeskConfig& desk : config.desks) {
    channel_of_desk_.push_back(PlaceIn(config.channels, desk.channel));
  }
  main_account_ = Agent(config.tenant.main_account);
}

// ------------------------------------------------------------------ routing

SessionStarts Settings::StartsOf(int desk) const {
  return LookupFromGroup(
      {.desk = desk}, KEFU_OF(routing.session_starts),
      config_.preset == Preset::kTaobao || config_.preset == Preset::kJd
          ? SessionStarts::kEnterOrMessage
          : SessionStarts::kMessage);
}

const std::vector<StickyRungConfig>& Settings::Ladder(int desk) const {
  static const std::vector<StickyRungConfig> usual{
      {Duration::Hours(48), {AgentStatus::kOnline}, false}};
  static const std::vector<StickyRungConfig> taobao{
      {Duration::Hours(24),
       {AgentStatus::kOnline, AgentStatus::kSuspended},
       false},
      {Duration::Hours(72), {AgentStatus::kOnline}, false}};
  static const std::vector<StickyRungConfig> wecom{
      {Duration::Hours(48), {AgentStatus::kOnline}, false, true}};
  static const std::vector<StickyRungConfig> jd{taobao[0]};
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.sticky),
                         config_.preset == Preset::kTaobao  ? taobao
                         : config_.preset == Preset::kJd    ? jd
                         : config_.preset == Preset::kWecom ? wecom
                                                            : usual);
}

const std::vector<RoutingRung>& Settings::RoutingOrder(int desk) const {
  using R = RoutingRung;
  static const std::vector<R> usual{
      R::kNamedOutside, R::kHours,     R::kNobodyPresent, R::kNamed,
      R::kSticky,       R::kDedicated, R::kScope};
  static const std::vector<R> shops{
      R::kNamedOutside, R::kHours,     R::kNobodyPresent, R::kNamed,
      R::kSticky,       R::kDedicated, R::kRobot,         R::kScope};
  const bool shop =
      config_.preset == Preset::kTaobao || config_.preset == Preset::kJd;
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.routing_order),
                         shop ? shops : usual);
}

StickyClock Settings::ClockOf(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.sticky_clock),
                         StickyClock::kLastMessage);
}

StickyMemory Settings::MemoryScope() const {
  return config_.routing.sticky_memory.value_or(StickyMemory::kDesk);
}

WrittenWhen Settings::WrittenOf(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.written_when),
                         WrittenWhen::kAssignment);
}

// What is not named stands behind (R9).
std::vector<ScopeDimension> Settings::ScopeOrder(int desk) const {
  using enum ScopeDimension;
  auto order = LookupFromGroup({.desk = desk}, KEFU_OF(routing.scope_order),
                               std::vector<ScopeDimension>{});
  for (const ScopeDimension dimension :
       {kCrowd, kProduct, kIntent, kOrderStatus, kLink, kScene, kPage, kChannel,
        kStore, kLanguage}) {
    if (std::find(order.begin(), order.end(), dimension) == order.end()) {
      order.push_back(dimension);
    }
  }
  return order;
}

bool Settings::SkipAbsent(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.skip_absent), true);
}

Distribution Settings::DistributionOf(int group, int desk) const {
  return LookupForList(group, desk, KEFU_OF(routing.distribution),
                       Distribution::kLeastLoaded);
}

RelativeTo Settings::RelativeOf(int group, int desk) const {
  return LookupForList(group, desk, KEFU_OF(routing.relative_to),
                       RelativeTo::kWeight);
}

NamedOffline Settings::NamedOfflineOf(int desk) const {
  const bool hold = config_.preset == Preset::kWecom ||
                    config_.preset == Preset::kMiniProgram;
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.named_offline),
                         hold ? NamedOffline::kHold : NamedOffline::kDivert);
}

bool Settings::NoFlood(int group, int desk) const {
  return LookupForList(group, desk, KEFU_OF(routing.no_flood), false);
}

const std::vector<TierConfig>& Settings::Tiers(int group, int desk) const {
  static const std::vector<TierConfig> none;
  return LookupForList(group, desk, KEFU_OF(routing.tiers), none);
}

const std::vector<std::string>& Settings::LevelOrder(int group,
                                                     int desk) const {
  static const std::vector<std::string> none;
  return LookupForList(group, desk, KEFU_OF(routing.level_order), none);
}

bool Settings::StoreIsolation() const {
  return config_.routing.store_isolation.value_or(false);
}

Duration Settings::DedicatedWait(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.dedicated_wait),
                         Duration::Off());
}

// -------------------------------------------------------------------- queue

Duration Settings::WindowWithin(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.window_within),
                         Duration::Off());
}

Duration Settings::WindowCredit(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.window_credit),
                         Duration::Hours(1));
}

bool Settings::AllOrNothing(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.accept_all_or_nothing),
                         false);
}

bool Settings::AcceptOverCapacity(Place place) const {
  return Lookup(place, KEFU_OF(queue.accept_over_capacity), true);
}

bool Settings::TransferOverCapacity(Place place) const {
  return Lookup(place, KEFU_OF(queue.transfer_over_capacity), true);
}

Duration Settings::ClaimProtection(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.claim_protection),
                         Duration::Seconds(60));
}

int64_t Settings::MaxLength(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.max_length), int64_t{0});
}

Duration Settings::MaxWait(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.max_wait), Duration::Off());
}

const std::vector<OverflowRungConfig>& Settings::OverflowLadder(
    Place place) const {
  static const std::vector<OverflowRungConfig> none;
  return LookupFromGroup(place, KEFU_OF(queue.overflow), none);
}

Duration Settings::ExpiresAfter(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.expires_after),
                         Duration::Hours(24));
}

Duration Settings::RejoinWithin(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.rejoin_within),
                         Duration::Off());
}

const Settings::Texts& Settings::QueueNotice(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.notice), kNoTexts);
}

// ------------------------------------------------------------------ offline

// R7: at the desk itself, or in a group that serves it.
bool Settings::HasRobot(int desk) const {
  if (RobotFirst(desk)) return true;
  const std::string& name = At(config_.desks, desk).name;
  for (const GroupConfig& group : config_.groups) {
    const bool serves =
        group.desks.empty() || std::find(group.desks.begin(), group.desks.end(),
                                         name) != group.desks.end();
    if (serves && group.robot) return true;
  }
  return false;
}

Plan Settings::UsualPlan(int desk) const {
  if (config_.preset == Preset::kJd) return Plan::kPool;
  if (config_.preset != Preset::kTaobao) return Plan::kQueue;
  if (HasRobot(desk)) return Plan::kPool;
  return config_.tenant.main_account.empty() ? Plan::kQueue
                                             : Plan::kMainAccount;
}

Plan Settings::PlanNobody(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.plan_nobody),
                         UsualPlan(desk));
}

Plan Settings::PlanClosed(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.plan_closed),
                         UsualPlan(desk));
}

int Settings::Proxy(int desk) const {
  static const std::string none;
  return Agent(LookupFromGroup({.desk = desk}, KEFU_OF(offline.proxy), none));
}

bool Settings::RobotFirst(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.reception),
                         Reception::kHuman) == Reception::kRobot;
}

Duration Settings::MergeWithin(int desk) const {
  return LookupFromGroup(
      {.desk = desk}, KEFU_OF(routing.merge_within),
      config_.preset == Preset::kJd ? Duration::Minutes(10) : Duration::Off());
}

bool Settings::PoolByRules(int group, int desk) const {
  return LookupForList(group, desk, KEFU_OF(offline.pool_hand_out),
                       PoolHandOut::kDispatcher) == PoolHandOut::kAuto;
}

const Settings::Texts& Settings::OutOfHoursText(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.out_of_hours_text),
                         kNoTexts);
}

bool Settings::OutOfHoursDaily(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.out_of_hours_daily),
                         true);
}

Duration Settings::OutOfHoursQuiet(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.out_of_hours_quiet),
                         Duration::Minutes(5));
}

const Settings::Texts& Settings::ReplyNobody(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.reply_nobody),
                         kNoTexts);
}

const Settings::Texts& Settings::ReplyBusy(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.reply_busy), kNoTexts);
}

const Settings::Texts& Settings::Form(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.form), kNoTexts);
}

Duration Settings::FormAfter(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.form_after), Duration::Off());
}

bool Settings::FormWhenClosed(Place place) const {
  return LookupFromGroup(place, KEFU_OF(queue.form_when_closed), false);
}

OfflineSessions Settings::OfflineOf(Place place) const {
  const bool keep = config_.preset == Preset::kWeimob ||
                    config_.preset == Preset::kWecom ||
                    config_.preset == Preset::kMiniProgram;
  return Lookup(place, KEFU_OF(offline.offline_sessions),
                keep ? OfflineSessions::kKeep : OfflineSessions::kDivert);
}

Duration Settings::Grace(int agent) const {
  return LookupPersonal(agent, KEFU_OF(offline.disconnect_grace),
                        Duration::Seconds(10));
}

bool Settings::PresenceDeclared() const {
  return config_.offline.presence.value_or(
             config_.preset == Preset::kMiniProgram
                 ? PresenceBy::kDeclared
                 : PresenceBy::kSession) == PresenceBy::kDeclared;
}

const Settings::Texts& Settings::OfflineText(Place place) const {
  return Lookup(place, KEFU_OF(offline.offline_text), kNoTexts);
}

// ------------------------------------------------------- notices and names

bool Settings::NewSessionNotice(int agent) const {
  if (const auto& v = At(config_.agents, agent).notices.new_session) return *v;
  return config_.tenant.notices.new_session.value_or(true);
}

bool Settings::NewMessageNotice(int agent) const {
  if (const auto& v = At(config_.agents, agent).notices.new_message) return *v;
  return config_.tenant.notices.new_message.value_or(true);
}

int Settings::Agent(std::string_view name) const {
  return PlaceIn(config_.agents, name);
}

int Settings::Group(std::string_view name) const {
  return PlaceIn(config_.groups, name);
}

}  // namespace kefu::oracle
