// How the referee looks a setting up, level by level (T13): for the files that
// say what each of them is.

#ifndef KEFU_TESTS_ORACLE_SETTINGS_LOOKUP_H_
#define KEFU_TESTS_ORACLE_SETTINGS_LOOKUP_H_

#include <string_view>

#include "tests/oracle/settings.h"

namespace kefu::oracle {

template <class List>
int PlaceIn(const List& list, std::string_view name) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

template <class List>
const auto& At(const List& list, int i) {
  return list[static_cast<size_t>(i)];
}

inline const Settings::Texts kNoTexts;

template <class F>
bool Settings::Levels(Place place, F stop) const {
  if (place.agent >= 0 && stop(At(config_.agents, place.agent))) return true;
  if (place.group >= 0 && stop(At(config_.groups, place.group))) return true;
  if (stop(At(config_.desks, place.desk))) return true;
  const int channel = ChannelOfDesk(place.desk);
  if (channel >= 0 && stop(At(config_.channels, channel))) return true;
  return stop(config_);
}

// `get` takes any level and returns its std::optional member.
template <class T, class Get>
const T& Settings::LookupFromGroup(Place place, Get get,
                                   const T& fallback) const {
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
const T& Settings::Lookup(Place place, Get get, const T& fallback) const {
  if (place.agent >= 0) {
    if (const auto& v = get(At(config_.agents, place.agent))) return *v;
  }
  return LookupFromGroup(place, get, fallback);
}

// What stands only with agents and the tenant.
template <class T, class Get>
const T& Settings::LookupPersonal(int agent, Get get, const T& fallback) const {
  if (const auto& v = get(At(config_.agents, agent))) return *v;
  if (const auto& v = get(config_)) return *v;
  return fallback;
}

// A group's list is one, whatever desk its sessions come from: its way is its
// own, or that of the only desk that it names, or the tenant's.
template <class T, class Get>
const T& Settings::LookupForList(int group, int desk, Get get,
                                 const T& fallback) const {
  if (group < 0) return LookupFromGroup({.desk = desk}, get, fallback);
  const GroupConfig& config = At(config_.groups, group);
  if (config.desks.size() == 1) {
    const int only = PlaceIn(config_.desks, config.desks[0]);
    return LookupFromGroup({.group = group, .desk = only}, get, fallback);
  }
  if (const auto& v = get(config)) return *v;
  if (const auto& v = get(config_)) return *v;
  return fallback;
}

// Short for "the member `path` of this level".
#define KEFU_OF(path) \
  [](const auto& level) -> const auto& { return level.path; }

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_SETTINGS_LOOKUP_H_
