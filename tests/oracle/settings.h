// T13, word for word: a setting is looked up agent > group > desk > channel >
// tenant > preset > fallback, each member by itself.

#ifndef KEFU_TESTS_ORACLE_SETTINGS_H_
#define KEFU_TESTS_ORACLE_SETTINGS_H_

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
  explicit Settings(const Config& config) : config_(config) {}

  SessionStarts StartsOf(int desk) const;
  std::vector<StickyRungConfig> Ladder(int desk) const;
  StickyClock ClockOf(int desk) const;
  StickyMemory MemoryScope() const;
  WrittenWhen WrittenOf(int desk) const;
  std::vector<ScopeDimension> ScopeOrder(int desk) const;
  bool SkipAbsent(int desk) const;
  Distribution DistributionOf(int group, int desk) const;
  RelativeTo RelativeOf(int group, int desk) const;
  Plan PlanNobody(int desk) const;
  bool AllOrNothing(int desk) const;
  bool AcceptOverCapacity(Place place) const;
  OfflineSessions OfflineOf(Place place) const;
  CustomerSilentConfig Silence(Place place) const;  // every member is set
  bool NewSessionNotice(int agent) const;
  bool NewMessageNotice(int agent) const;

  // Places in the config; -1 for an empty or unknown name.
  int Agent(std::string_view name) const;
  int Group(std::string_view name) const;
  int ChannelOfDesk(int desk) const;
  int MainAccount() const { return Agent(config_.tenant.main_account); }

 private:
  template <class T, class Get>
  T Lookup(Place place, Get get, T fallback) const;
  template <class T, class Get>
  T LookupFromGroup(Place place, Get get, T fallback) const;
  template <class T, class Get>
  T LookupForList(int group, int desk, Get get, T fallback) const;

  const Config& config_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_SETTINGS_H_
