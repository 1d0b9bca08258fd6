// Figures about waiting and load.

#include "bindings/c/handles.h"

namespace c = kefu::c;

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
    value.wait_total_ms = all.AllWaits().Total();
    value.wait_worst_ms = all.AllWaits().Worst();
    return c::Fill(info, value);
  });
}

extern "C" int kefu_metrics_quantile(int64_t* wait_ms, kefu_metrics* metrics,
                                     int percent) {
  if (c::Missing(wait_ms, metrics) || percent < 0 || percent > 100) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    *wait_ms = metrics->metrics.AllWaits().Quantile(percent);
    return KEFU_OK;
  });
}

extern "C" int kefu_metrics_at_most(uint64_t* count, kefu_metrics* metrics,
                                    int64_t wait_ms) {
  if (c::Missing(count, metrics)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    *count = metrics->metrics.AllWaits().AtMost(wait_ms);
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

extern "C" size_t kefu_metrics_session_count(const kefu_metrics* metrics) {
  return metrics == nullptr ? 0 : metrics->metrics.Sessions().size();
}

extern "C" int kefu_metrics_session(kefu_wait_record* session,
                                    const kefu_metrics* metrics, size_t place) {
  if (metrics == nullptr || !c::CanFill(session)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const auto& all = metrics->metrics.Sessions();
  if (place >= all.size()) return KEFU_ERROR_NOT_FOUND;
  const kefu::WaitRecord& found = all[place];
  kefu_wait_record value = {};
  value.session = found.session.value;
  value.customer = found.customer.value;
  value.desk = found.desk.value;
  value.group = found.group.value;
  value.agent = found.agent.value;
  value.by = static_cast<uint8_t>(found.by);
  value.opened_at = found.opened_at.ms;
  value.wait_ms = found.wait_ms;
  value.position = found.position;
  value.reason = static_cast<uint16_t>(found.reason);
  value.ended = static_cast<uint16_t>(found.ended);
  return c::Fill(session, value);
}

extern "C" int kefu_metrics_loads(size_t* count, kefu_metrics* metrics) {
  if (c::Missing(count, metrics)) return KEFU_ERROR_INVALID_ARGUMENT;
  *count = 0;
  return c::Guard([&] {
    metrics->loads = metrics->metrics.Loads();
    *count = metrics->loads.size();
    return KEFU_OK;
  });
}

extern "C" int kefu_metrics_load(kefu_agent_load* load,
                                 const kefu_metrics* metrics, size_t place) {
  if (metrics == nullptr || !c::CanFill(load)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (place >= metrics->loads.size()) return KEFU_ERROR_NOT_FOUND;
  const kefu::AgentLoad& found = metrics->loads[place];
  kefu_agent_load value = {};
  value.sessions = found.sessions;
  value.agent = found.agent.value;
  value.peak = found.peak;
  value.busy_ms = found.busy_ms;
  value.session_ms = found.session_ms;
  return c::Fill(load, value);
}
