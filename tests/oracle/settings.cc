#include "tests/oracle/settings.h"

namespace kefu::oracle {
namespace {

template <class List>
int PlaceOf(const List& list, std::string_view name) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

template <class List>
const auto& At(const List& list, int i) {
  return list[static_cast<size_t>(i)];
}

}  // namespace

// `get` takes any level and returns its std::optional member.
template <class T, class Get>
T Settings::LookupFromGroup(Place place, Get get, T fallback) const {
  if (place.group >= 0) {
    if (const auto& v = get(At(config_.groups, place.group))) return *v;
  }
  if (const auto& v = get(At(config_.desks, place.desk))) return *v;
  if (const int channel = ChannelOfDesk(place.desk); channel >= 0) {
    if (const auto& v = get(At(config_.channels, channel))) return *v;
  }
  if (const auto& v = get(config_)) return *v;
  return fallback;
}

template <class T, class Get>
T Settings::Lookup(Place place, Get get, T fallback) const {
  if (place.agent >= 0) {
    if (const auto& v = get(At(config_.agents, place.agent))) return *v;
  }
  return LookupFromGroup(place, get, fallback);
}

// Short for "the member `path` of this level".
#define KEFU_OF(path) \
  [](const auto& level) -> const auto& { return level.path; }

SessionStarts Settings::StartsOf(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.session_starts),
                         config_.preset == Preset::kTaobao
                             ? SessionStarts::kEnterOrMessage
                             : SessionStarts::kMessage);
}

std::vector<StickyRungConfig> Settings::Ladder(int desk) const {
  std::vector<StickyRungConfig> fallback{
      {Duration::Hours(48), {AgentStatus::kOnline}, false}};
  if (config_.preset == Preset::kTaobao) {
    fallback = {{Duration::Hours(24),
                 {AgentStatus::kOnline, AgentStatus::kSuspended},
                 false},
                {Duration::Hours(72), {AgentStatus::kOnline}, false}};
  }
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.sticky), fallback);
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

std::vector<ScopeDimension> Settings::ScopeOrder(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.scope_order),
                         std::vector<ScopeDimension>{
                             ScopeDimension::kProduct, ScopeDimension::kIntent,
                             ScopeDimension::kOrderStatus});
}

bool Settings::SkipAbsent(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(routing.skip_absent), true);
}

// A group's list is one, whatever desk its sessions come from: its way is its
// own, or that of the only desk that it names, or the tenant's.
template <class T, class Get>
T Settings::LookupForList(int group, int desk, Get get, T fallback) const {
  if (group < 0) return LookupFromGroup({.desk = desk}, get, fallback);
  const GroupConfig& config = At(config_.groups, group);
  if (config.desks.size() == 1) {
    const int only = PlaceOf(config_.desks, config.desks[0]);
    return LookupFromGroup({.group = group, .desk = only}, get, fallback);
  }
  if (const auto& v = get(config)) return *v;
  if (const auto& v = get(config_)) return *v;
  return fallback;
}

Distribution Settings::DistributionOf(int group, int desk) const {
  return LookupForList(group, desk, KEFU_OF(routing.distribution),
                       Distribution::kLeastLoaded);
}

RelativeTo Settings::RelativeOf(int group, int desk) const {
  return LookupForList(group, desk, KEFU_OF(routing.relative_to),
                       RelativeTo::kWeight);
}

Plan Settings::PlanNobody(int desk) const {
  const bool preset_main =
      config_.preset == Preset::kTaobao && !config_.tenant.main_account.empty();
  return LookupFromGroup({.desk = desk}, KEFU_OF(offline.plan_nobody),
                         preset_main ? Plan::kMainAccount : Plan::kQueue);
}

bool Settings::AllOrNothing(int desk) const {
  return LookupFromGroup({.desk = desk}, KEFU_OF(queue.accept_all_or_nothing),
                         false);
}

bool Settings::AcceptOverCapacity(Place place) const {
  return Lookup(place, KEFU_OF(queue.accept_over_capacity), true);
}

OfflineSessions Settings::OfflineOf(Place place) const {
  return Lookup(place, KEFU_OF(offline.offline_sessions),
                OfflineSessions::kKeep);
}

CustomerSilentConfig Settings::Silence(Place place) const {
  const std::vector<std::string> no_texts;
  CustomerSilentConfig s;
  s.after =
      Lookup(place, KEFU_OF(timers.customer_silent.after), Duration::Off());
  s.mode = Lookup(place, KEFU_OF(timers.customer_silent.mode),
                  SilenceMode::kAfterAgent);
  s.warn_before = Lookup(place, KEFU_OF(timers.customer_silent.warn_before),
                         Duration::Off());
  s.warning = Lookup(place, KEFU_OF(timers.customer_silent.warning), no_texts);
  s.closing = Lookup(place, KEFU_OF(timers.customer_silent.closing), no_texts);
  return s;
}

#undef KEFU_OF

bool Settings::NewSessionNotice(int agent) const {
  if (const auto& v = At(config_.agents, agent).notices.new_session) return *v;
  return config_.tenant.notices.new_session.value_or(true);
}

bool Settings::NewMessageNotice(int agent) const {
  if (const auto& v = At(config_.agents, agent).notices.new_message) return *v;
  return config_.tenant.notices.new_message.value_or(true);
}

int Settings::Agent(std::string_view name) const {
  return PlaceOf(config_.agents, name);
}

int Settings::Group(std::string_view name) const {
  return PlaceOf(config_.groups, name);
}

int Settings::ChannelOfDesk(int desk) const {
  return PlaceOf(config_.channels, At(config_.desks, desk).channel);
}

}  // namespace kefu::oracle
