// Questions and explanations.

#include "bindings/c/handles.h"
#include "kefu/counterfactuals.h"
#include "kefu/query.h"
#include "kefu/trace.h"

namespace c = kefu::c;

static_assert(static_cast<int>(kefu::AgentTrace::Limit::kMaximum) ==
              KEFU_LIMIT_MAXIMUM);
static_assert(kefu::Duration::Off().ms == KEFU_NEVER);
static_assert(kefu::Instant::Never().ms == KEFU_NEVER);

extern "C" int kefu_position(kefu_position_info* info,
                             const kefu_engine* engine, uint64_t customer,
                             uint32_t desk) {
  if (engine == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const kefu::PositionInfo found = engine->engine->Position(
      kefu::CustomerId{customer}, c::ToId<kefu::DeskId>(desk));
  kefu_position_info value = {};
  value.position = found.position;
  value.ahead = found.ahead;
  value.estimated_wait_ms =
      found.estimated_wait ? found.estimated_wait->ms : KEFU_NEVER;
  c::Fill(info, value);
  return found.position == 0 ? KEFU_ERROR_NOT_FOUND : KEFU_OK;
}

extern "C" uint32_t kefu_waiting_at_group(const kefu_engine* engine,
                                          uint32_t group) {
  if (engine == nullptr) return 0;
  return engine->engine->Waiting(c::ToId<kefu::GroupId>(group));
}

namespace {

// Into the struct of one answer, or of one that stands in a list.
template <class Info>
void PutSends(const kefu::SendInfo& sends, Info* info) {
  info->until = sends.until.value_or(kefu::Instant{}).ms;
  info->left = sends.left.value_or(0);
  info->reason = static_cast<uint16_t>(sends.reason);
  info->allowed = sends.allowed;
  info->template_only = sends.template_only;
  info->has_left = sends.left.has_value();
  info->has_until = sends.until.has_value();
}

}  // namespace

extern "C" int kefu_may_send(kefu_send_info* info, const kefu_engine* engine,
                             const kefu_send_question* question) {
  kefu_send_question in;
  if (engine == nullptr || !c::CanFill(info) || !c::Take(question, &in)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const kefu::SendInfo found =
      engine->engine->MaySend({.customer = {in.customer},
                               .desk = {in.desk},
                               .who = static_cast<kefu::Sender>(in.who),
                               .use = static_cast<kefu::SendUse>(in.use),
                               .kind = static_cast<kefu::MessageKind>(in.kind),
                               .count = in.count,
                               .at = {in.at},
                               .agent = {in.agent}});
  kefu_send_info value = {};
  PutSends(found, &value);
  return c::Fill(info, value);
}

extern "C" int kefu_crowds_of(uint16_t* crowds, size_t room, size_t* count,
                              const kefu_engine* engine, uint64_t customer) {
  if (c::Missing(count, engine) || (crowds == nullptr && room != 0)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    const auto found = engine->engine->CrowdsOf({customer});
    for (size_t i = 0; i < found.size() && i < room; ++i) {
      crowds[i] = found[i].value;
    }
    *count = found.size();
    return KEFU_OK;
  });
}

extern "C" uint32_t kefu_waiting_at_desk(const kefu_engine* engine,
                                         uint32_t desk) {
  if (engine == nullptr) return 0;
  return engine->engine->Waiting(c::ToId<kefu::DeskId>(desk));
}

namespace {

int FillPool(kefu_pool_info* info, const kefu::PoolInfo& found) {
  kefu_pool_info value = {};
  value.oldest = found.oldest.value;
  value.since = found.since.ms;
  value.sessions = found.sessions;
  return kefu::c::Fill(info, value);
}

}  // namespace

extern "C" int kefu_pool_at_group(kefu_pool_info* info,
                                  const kefu_engine* engine, uint32_t group) {
  if (engine == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return FillPool(info, engine->engine->Pool(c::ToId<kefu::GroupId>(group)));
}

extern "C" int kefu_pool_at_desk(kefu_pool_info* info,
                                 const kefu_engine* engine, uint32_t desk) {
  if (engine == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return FillPool(info, engine->engine->Pool(c::ToId<kefu::DeskId>(desk)));
}

extern "C" int kefu_agent(kefu_agent_info* info, const kefu_engine* engine,
                          uint32_t agent) {
  if (engine == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const kefu::AgentInfo found = engine->engine->Agent(kefu::AgentId{agent});
  kefu_agent_info value = {};
  value.status = static_cast<uint8_t>(found.status);
  value.auto_accept = static_cast<uint8_t>(found.auto_accept);
  value.capacity = found.capacity;
  value.load = found.load;
  value.sessions = found.sessions;
  return c::Fill(info, value);
}

extern "C" uint64_t kefu_open_sessions(const kefu_engine* engine) {
  return engine == nullptr ? 0 : engine->engine->OpenSessions();
}

extern "C" uint64_t kefu_known_customers(const kefu_engine* engine) {
  return engine == nullptr ? 0 : engine->engine->Customers();
}

extern "C" uint64_t kefu_events(const kefu_engine* engine) {
  return engine == nullptr ? 0 : engine->engine->Events();
}

extern "C" int kefu_stats(kefu_stats_info* info, const kefu_engine* engine) {
  if (engine == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const kefu::StatsInfo found = engine->engine->Stats();
  kefu_stats_info value = {};
  value.customers = found.customers;
  value.agents_online = found.agents_online;
  value.sessions = found.sessions;
  value.waiting = found.waiting;
  value.serving = found.serving;
  value.load = found.load;
  value.events = found.events;
  value.refusals = found.refusals;
  value.opened = found.opened;
  value.closed = found.closed;
  value.assignments = found.assignments;
  value.timers = found.timers;
  value.forgotten = found.forgotten;
  value.robot = found.robot;
  value.pooled = found.pooled;
  return c::Fill(info, value);
}

extern "C" int kefu_digest(uint64_t* digest, const kefu_engine* engine) {
  if (c::Missing(digest, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  *digest = 0;
  return c::Guard([&] {
    *digest = engine->engine->Digest();
    return KEFU_OK;
  });
}

extern "C" size_t kefu_memory_bytes(const kefu_engine* engine) {
  return engine == nullptr ? 0 : engine->engine->MemoryBytes();
}

extern "C" int kefu_check_invariants(kefu_buffer* violation,
                                     const kefu_engine* engine) {
  if (c::Missing(violation, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    violation->Append(engine->engine->CheckInvariants());
    return KEFU_OK;
  });
}

// ----------------------------------------------------------------- unanswered

extern "C" int kefu_unanswered_new(kefu_unanswered_list** list) {
  return c::Make(list);
}

extern "C" void kefu_unanswered_free(kefu_unanswered_list* list) {
  delete list;
}

extern "C" int kefu_unanswered(kefu_unanswered_list* list,
                               const kefu_engine* engine,
                               const kefu_unanswered_question* question) {
  kefu_unanswered_question asked;
  if (c::Missing(list, engine) || !c::Take(question, &asked)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  list->all.clear();
  return c::Guard([&] {
    list->all =
        engine->engine->Unanswered({.desk = {asked.desk},
                                    .agent = {asked.agent},
                                    .limit = static_cast<size_t>(asked.limit)});
    return KEFU_OK;
  });
}

extern "C" size_t kefu_unanswered_count(const kefu_unanswered_list* list) {
  return list == nullptr ? 0 : list->all.size();
}

extern "C" int kefu_unanswered_get(kefu_unanswered_info* info,
                                   const kefu_unanswered_list* list,
                                   size_t place) {
  if (list == nullptr || !c::CanFill(info)) return KEFU_ERROR_INVALID_ARGUMENT;
  if (place >= list->all.size()) return KEFU_ERROR_NOT_FOUND;
  const kefu::UnansweredInfo& found = list->all[place];
  kefu_unanswered_info value = {};
  value.customer = found.customer.value;
  value.session = found.session.value;
  value.since = found.since.ms;
  value.agent = found.agent.value;
  value.desk = found.desk.value;
  value.state = static_cast<uint8_t>(found.state);
  PutSends(found.sends, &value);
  return c::Fill(info, value);
}

// --------------------------------------------------------------- explanations

extern "C" int kefu_explanations_new(kefu_explanations** explanations) {
  return c::Make(explanations);
}

extern "C" void kefu_explanations_free(kefu_explanations* explanations) {
  delete explanations;
}

extern "C" size_t kefu_explanations_count(
    const kefu_explanations* explanations) {
  return explanations == nullptr ? 0 : explanations->all.size();
}

extern "C" int kefu_explanations_get(kefu_explanation* explanation,
                                     const kefu_explanations* explanations,
                                     size_t place) {
  if (explanations == nullptr || !c::CanFill(explanation)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (place >= explanations->all.size()) return KEFU_ERROR_NOT_FOUND;
  const kefu::Explanation& found = explanations->all[place];
  kefu_explanation value = {};
  value.session = found.session.value;
  value.customer = found.customer.value;
  value.decision = c::ToC(found.decision);
  value.position = found.position;
  value.ahead = found.ahead;
  value.refused = static_cast<uint16_t>(found.refused);
  value.group = found.group.value;
  value.waiting = found.waiting;
  value.rung_count = found.rungs.size();
  value.agent_count = found.agents.size();
  return c::Fill(explanation, value);
}

extern "C" int kefu_explanations_rung(kefu_rung_trace* rung,
                                      const kefu_explanations* explanations,
                                      size_t place, size_t number) {
  if (explanations == nullptr || !c::CanFill(rung)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (place >= explanations->all.size() ||
      number >= explanations->all[place].rungs.size()) {
    return KEFU_ERROR_NOT_FOUND;
  }
  const kefu::RungTrace& found = explanations->all[place].rungs[number];
  kefu_rung_trace value = {};
  value.agent = found.agent.value;
  value.reason = static_cast<uint16_t>(found.reason);
  value.group = found.group.value;
  value.rung = static_cast<uint8_t>(found.rung);
  value.dimension = static_cast<uint8_t>(found.dimension);
  return c::Fill(rung, value);
}

extern "C" int kefu_explanations_agent(kefu_agent_trace* agent,
                                       const kefu_explanations* explanations,
                                       size_t place, size_t number) {
  if (explanations == nullptr || !c::CanFill(agent)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (place >= explanations->all.size() ||
      number >= explanations->all[place].agents.size()) {
    return KEFU_ERROR_NOT_FOUND;
  }
  const kefu::AgentTrace& found = explanations->all[place].agents[number];
  kefu_agent_trace value = {};
  value.agent = found.agent.value;
  value.reason = static_cast<uint16_t>(found.reason);
  value.limit = static_cast<uint8_t>(found.limit);
  value.load = found.load;
  value.capacity = found.capacity;
  return c::Fill(agent, value);
}

extern "C" int kefu_explanations_text(kefu_buffer* text,
                                      const kefu_explanations* explanations,
                                      size_t place, const kefu_ruleset* ruleset,
                                      int language) {
  const bool chinese = language == KEFU_CHINESE;
  if (c::Missing(text, explanations, ruleset) ||
      (!chinese && language != KEFU_ENGLISH)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (place >= explanations->all.size()) return KEFU_ERROR_NOT_FOUND;
  return c::Guard([&] {
    text->Append(
        ToText(explanations->all[place], *ruleset->rules,
               chinese ? kefu::Language::kChinese : kefu::Language::kEnglish));
    return KEFU_OK;
  });
}

extern "C" int kefu_explain(kefu_explanations* explanations,
                            const kefu_engine* engine,
                            const kefu_question* question) {
  kefu_question asked;
  if (c::Missing(explanations, engine) || !c::Take(question, &asked)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  explanations->all.clear();
  return c::Guard([&] {
    explanations->all.push_back(engine->engine->Explain(
        {.customer = {asked.customer},
         .desk = {asked.desk},
         .product = {asked.product},
         .intent = {asked.intent},
         .order_status = {asked.order_status},
         .kind = static_cast<kefu::MessageKind>(asked.kind),
         .agent = {asked.agent},
         .link = {asked.link},
         .page = {asked.page},
         .language = {asked.language},
         .store = {asked.store}}));
    return KEFU_OK;
  });
}

// ------------------------------------------------------------ counterfactuals

extern "C" int kefu_counterfactuals_new(kefu_counterfactual_list** list) {
  return c::Make(list);
}

extern "C" void kefu_counterfactuals_free(kefu_counterfactual_list* list) {
  delete list;
}

namespace {

// Beyond the last instant nothing happens, and a sum could overflow.
bool IsWithin(int64_t ms) {
  return ms == KEFU_NEVER || (ms >= 0 && ms <= KEFU_LAST_INSTANT);
}

// A row for each agent.
std::vector<kefu_counterfactual> Flat(
    const std::vector<kefu::Counterfactual>& found) {
  std::vector<kefu_counterfactual> rows;
  for (const kefu::Counterfactual& one : found) {
    for (const kefu::AgentId agent : one.agents) {
      kefu_counterfactual row = {};
      row.at = one.at.ms;
      row.agent = agent.value;
      row.reason = static_cast<uint16_t>(one.reason);
      row.what = static_cast<uint8_t>(one.what);
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace

extern "C" int kefu_counterfactuals(
    kefu_counterfactual_list* list, const kefu_engine* engine,
    const kefu_counterfactual_question* question) {
  kefu_counterfactual_question asked;
  if (c::Missing(list, engine) || !c::Take(question, &asked) ||
      !IsWithin(asked.within)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  list->all.clear();
  list->refused = kefu::Reason::kNone;
  return c::Guard([&] {
    kefu::CounterfactualOptions options;
    options.most_agents = asked.most_agents;
    options.within = {asked.within};  // KEFU_NEVER is Duration::Off
    const kefu::CounterfactualResult result = kefu::Counterfactuals(
        *engine->engine, {asked.customer}, {asked.desk}, options);
    list->all = Flat(result.found);
    list->refused = result.refused;
    return KEFU_OK;
  });
}

extern "C" uint32_t kefu_counterfactuals_refused(
    const kefu_counterfactual_list* list) {
  return list == nullptr ? 0 : static_cast<uint32_t>(list->refused);
}

extern "C" size_t kefu_counterfactuals_count(
    const kefu_counterfactual_list* list) {
  return list == nullptr ? 0 : list->all.size();
}

extern "C" int kefu_counterfactuals_get(kefu_counterfactual* found,
                                        const kefu_counterfactual_list* list,
                                        size_t place) {
  if (list == nullptr || !c::CanFill(found)) return KEFU_ERROR_INVALID_ARGUMENT;
  if (place >= list->all.size()) return KEFU_ERROR_NOT_FOUND;
  return c::Fill(found, list->all[place]);
}
