// Figures about waiting and load.

#include "bindings/c/handles.h"

namespace c = kefu::c;

#define KEFU_SAME(C, Cpp, member, other) \
  static_assert(offsetof(C, member) == offsetof(Cpp, other))
static_assert(sizeof(kefu_wait_record) == sizeof(kefu::WaitRecord));
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, session, session);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, customer, customer);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, desk, desk);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, group, group);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, agent, agent);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, by, by);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, opened_at, opened_at);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, wait, wait_ms);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, position, position);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, reason, reason);
KEFU_SAME(kefu_wait_record, kefu::WaitRecord, ended, ended);
static_assert(sizeof(kefu_agent_load) == sizeof(kefu::AgentLoad));
KEFU_SAME(kefu_agent_load, kefu::AgentLoad, agent, agent);
KEFU_SAME(kefu_agent_load, kefu::AgentLoad, sessions, sessions);
KEFU_SAME(kefu_agent_load, kefu::AgentLoad, peak, peak);
KEFU_SAME(kefu_agent_load, kefu::AgentLoad, busy, busy_ms);
KEFU_SAME(kefu_agent_load, kefu::AgentLoad, served, session_ms);

struct kefu_metrics : c::Handle {
  kefu::Metrics metrics;
  std::vector<kefu::AgentLoad> loads;
};

extern "C" int kefu_metrics_new(kefu_metrics** metrics) {
  return c::Make(metrics);
}

extern "C" void kefu_metrics_free(kefu_metrics* metrics) { delete metrics; }

extern "C" int kefu_metrics_add(kefu_metrics* metrics,
                                const kefu_effect* effects, size_t count) {
  if (metrics == nullptr || (effects == nullptr && count != 0)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    for (size_t i = 0; i < count; ++i) {
      metrics->metrics.Add(c::ToCpp(effects)[i]);
    }
    return KEFU_OK;
  });
}

extern "C" int kefu_metrics_finish(kefu_metrics* metrics, int64_t end) {
  if (metrics == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    metrics->metrics.Finish(kefu::Instant{end});
    return KEFU_OK;
  });
}

extern "C" int kefu_metrics_get(kefu_metrics_info* info,
                                kefu_metrics* metrics) {
  if (metrics == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    const kefu::Metrics& all = metrics->metrics;
    kefu_metrics_info value = {};
    value.opened = all.opened();
    value.assigned = all.assigned();
    value.abandoned = all.abandoned();
    value.refused = all.refused();
    value.peak_waiting = all.peak_waiting();
    value.waits = all.AllWaits().count();
    value.wait_total = all.AllWaits().Total();
    value.wait_worst = all.AllWaits().Worst();
    return c::Fill(info, value);
  });
}

extern "C" int kefu_metrics_quantile(int64_t* wait, kefu_metrics* metrics,
                                     int percent) {
  if (c::Missing(wait, metrics) || percent < 0 || percent > 100) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    *wait = metrics->metrics.AllWaits().Quantile(percent);
    return KEFU_OK;
  });
}

extern "C" int kefu_metrics_at_most(uint64_t* count, kefu_metrics* metrics,
                                    int64_t wait) {
  if (c::Missing(count, metrics)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    *count = metrics->metrics.AllWaits().AtMost(wait);
    return KEFU_OK;
  });
}

namespace kefu::c {
namespace {

template <class Map, class Key>
uint64_t CountOf(const Map& map, Key key) {
  const auto found = map.find(key);
  return found == map.end() ? 0 : found->second;
}

}  // namespace
}  // namespace kefu::c

extern "C" uint64_t kefu_metrics_by_way(const kefu_metrics* metrics,
                                        uint32_t by) {
  if (metrics == nullptr || by > UINT8_MAX) return 0;
  return c::CountOf(metrics->metrics.ByWay(), static_cast<kefu::AssignBy>(by));
}

extern "C" uint64_t kefu_metrics_by_group(const kefu_metrics* metrics,
                                          uint32_t group) {
  if (metrics == nullptr) return 0;
  return c::CountOf(metrics->metrics.ByGroup(), c::ToId<kefu::GroupId>(group));
}

extern "C" const kefu_wait_record* kefu_metrics_sessions(
    size_t* count, const kefu_metrics* metrics) {
  if (count != nullptr) *count = 0;
  if (metrics == nullptr) return nullptr;
  const auto& sessions = metrics->metrics.Sessions();
  if (count != nullptr) *count = sessions.size();
  return reinterpret_cast<const kefu_wait_record*>(sessions.data());
}

extern "C" int kefu_metrics_loads(const kefu_agent_load** loads, size_t* count,
                                  kefu_metrics* metrics) {
  if (c::Missing(loads, count, metrics)) return KEFU_ERROR_INVALID_ARGUMENT;
  *loads = nullptr;
  *count = 0;
  return c::Guard([&] {
    metrics->loads = metrics->metrics.Loads();
    *loads = reinterpret_cast<const kefu_agent_load*>(metrics->loads.data());
    *count = metrics->loads.size();
    return KEFU_OK;
  });
}
