// A customer's session, and lists of sessions (S7).

#include "bindings/c/handles.h"
#include "kefu/query.h"

namespace c = kefu::c;

namespace {

// Into the struct of one answer, or of one that stands in a list.
template <class Info>
void PutSession(const kefu::SessionInfo& session, Info* info) {
  info->session = session.number.value;
  info->state = static_cast<uint8_t>(session.state);
  info->agent = session.agent.value;
  info->group = session.group.value;
  info->priority = session.priority.value;
  info->cost = session.cost;
  info->held = session.held;
  info->opened_at = session.opened_at.ms;
  info->joined_at = session.joined_at.ms;
  info->assigned_at = session.assigned_at.ms;
  info->offered_until = session.offered_until.ms;
  info->offered_to = session.offered_to.value;
  info->lapsed = session.lapsed;
}

}  // namespace

extern "C" int kefu_session(kefu_session_info* info, const kefu_engine* engine,
                            uint64_t customer, uint32_t desk) {
  if (engine == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const kefu::SessionInfo found = engine->engine->Session(
      kefu::CustomerId{customer}, c::ToId<kefu::DeskId>(desk));
  kefu_session_info value = {};
  PutSession(found, &value);
  c::Fill(info, value);
  return found.number ? KEFU_OK : KEFU_ERROR_NOT_FOUND;
}

// ---------------------------------------------------------------------- lists

extern "C" int kefu_session_list_new(kefu_session_list** list) {
  return c::Make(list);
}

extern "C" void kefu_session_list_free(kefu_session_list* list) { delete list; }

namespace {

// Fills a list anew with what ask(engine) gives; empty if that fails.
template <class F>
int List(kefu_session_list* list, const kefu_engine* engine, F&& ask) {
  if (c::Missing(list, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  list->all.clear();
  return c::Guard([&] {
    list->all = ask(*engine->engine);
    return KEFU_OK;
  });
}

}  // namespace

extern "C" int kefu_waiting_sessions_at_group(kefu_session_list* list,
                                              const kefu_engine* engine,
                                              uint32_t group, size_t limit) {
  return List(list, engine, [&](const kefu::Engine& asked) {
    return asked.WaitingSessions(c::ToId<kefu::GroupId>(group), limit);
  });
}

extern "C" int kefu_waiting_sessions_at_desk(kefu_session_list* list,
                                             const kefu_engine* engine,
                                             uint32_t desk, size_t limit) {
  return List(list, engine, [&](const kefu::Engine& asked) {
    return asked.WaitingSessions(c::ToId<kefu::DeskId>(desk), limit);
  });
}

extern "C" int kefu_pooled_sessions_at_group(kefu_session_list* list,
                                             const kefu_engine* engine,
                                             uint32_t group, size_t limit) {
  return List(list, engine, [&](const kefu::Engine& asked) {
    return asked.PooledSessions(c::ToId<kefu::GroupId>(group), limit);
  });
}

extern "C" int kefu_pooled_sessions_at_desk(kefu_session_list* list,
                                            const kefu_engine* engine,
                                            uint32_t desk, size_t limit) {
  return List(list, engine, [&](const kefu::Engine& asked) {
    return asked.PooledSessions(c::ToId<kefu::DeskId>(desk), limit);
  });
}

extern "C" int kefu_sessions_of(kefu_session_list* list,
                                const kefu_engine* engine, uint32_t agent) {
  return List(list, engine, [&](const kefu::Engine& asked) {
    return asked.SessionsOf(kefu::AgentId{agent});
  });
}

extern "C" size_t kefu_session_list_count(const kefu_session_list* list) {
  return list == nullptr ? 0 : list->all.size();
}

extern "C" int kefu_session_list_get(kefu_listed_session* session,
                                     const kefu_session_list* list,
                                     size_t place) {
  if (list == nullptr || !c::CanFill(session)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (place >= list->all.size()) return KEFU_ERROR_NOT_FOUND;
  const kefu::ListedSession& found = list->all[place];
  kefu_listed_session value = {};
  value.customer = found.customer.value;
  value.desk = found.desk.value;
  PutSession(found.session, &value);
  return c::Fill(session, value);
}

extern "C" int kefu_online(uint32_t* agents, size_t room, size_t* count,
                           const kefu_engine* engine) {
  if (c::Missing(count, engine) || (agents == nullptr && room != 0)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    const auto found = engine->engine->Online();
    for (size_t i = 0; i < found.size() && i < room; ++i) {
      agents[i] = found[i].value;
    }
    *count = found.size();
    return KEFU_OK;
  });
}
