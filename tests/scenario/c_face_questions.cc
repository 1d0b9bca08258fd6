// What the C face is asked.

#include "tests/scenario/c_face.h"
#include "tests/scenario/message_json.h"

namespace kefu::scenario {

std::vector<CrowdId> CFace::CrowdsOf(CustomerId customer) const {
  size_t count = 0;
  Check(kefu_crowds_of(nullptr, 0, &count, engine_, customer.value),
        "kefu_crowds_of");
  std::vector<uint16_t> ids(count);
  Check(kefu_crowds_of(ids.data(), count, &count, engine_, customer.value),
        "kefu_crowds_of");
  std::vector<CrowdId> crowds;
  for (const uint16_t id : ids) crowds.push_back({id});
  return crowds;
}

std::vector<LintFinding> CFace::Lint() const {
  kefu_errors* found = nullptr;
  Check(kefu_errors_new(&found), "kefu_errors_new");
  Check(kefu_lint(found, rules_, nullptr, 0), "kefu_lint");
  std::vector<LintFinding> findings;
  kefu_error error = KEFU_ERROR_INIT;
  for (size_t i = 0; kefu_errors_get(&error, found, i) == KEFU_OK; ++i) {
    findings.push_back({static_cast<LintCheck>(error.trouble),
                        0,
                        0,
                        {error.pointer.data, error.pointer.length},
                        {error.message.data, error.message.length}});
  }
  kefu_errors_free(found);
  return findings;
}

CounterfactualResult CFace::Counterfactuals(
    CustomerId customer, DeskId desk,
    const CounterfactualOptions& options) const {
  kefu_counterfactual_question question = KEFU_COUNTERFACTUAL_QUESTION_INIT;
  question.customer = customer.value;
  question.desk = desk.value;
  question.most_agents = static_cast<uint32_t>(options.most_agents);
  question.within = options.within.ms;
  kefu_counterfactual_list* list = nullptr;
  Check(kefu_counterfactuals_new(&list), "kefu_counterfactuals_new");
  Check(kefu_counterfactuals(list, engine_, &question), "counterfactuals");
  CounterfactualResult result;
  result.refused = static_cast<Reason>(kefu_counterfactuals_refused(list));
  kefu_counterfactual row = KEFU_COUNTERFACTUAL_INIT;
  std::vector<Counterfactual>& found = result.found;
  for (size_t i = 0; kefu_counterfactuals_get(&row, list, i) == KEFU_OK; ++i) {
    const auto what = static_cast<Change>(row.what);
    const auto reason = static_cast<Reason>(row.reason);
    if (found.empty() || found.back().what != what ||
        found.back().reason != reason) {
      found.push_back({what, reason, {}, Instant{row.at}});
    }
    found.back().agents.push_back({row.agent});
  }
  kefu_counterfactuals_free(list);
  return result;
}

namespace {

// From the struct of one answer, or of one that stands in a list.
template <class Info>
SessionInfo SessionOf(const Info& c) {
  SessionInfo info;
  info.number = {c.session};
  info.state = static_cast<SessionState>(c.state);
  info.agent = {c.agent};
  info.group = {c.group};
  info.priority = {c.priority};
  info.cost = c.cost;
  info.opened_at = {c.opened_at};
  info.joined_at = {c.joined_at};
  info.assigned_at = {c.assigned_at};
  info.held = c.held != 0;
  info.lapsed = c.lapsed != 0;
  info.offered_to = {c.offered_to};
  info.offered_until = {c.offered_until};
  return info;
}

// What ask(list) puts into a list.
template <class F>
std::vector<ListedSession> Listed(F&& ask, const char* what) {
  kefu_session_list* list = nullptr;
  Check(kefu_session_list_new(&list), "kefu_session_list_new");
  Check(ask(list), what);
  std::vector<ListedSession> all;
  for (size_t i = 0; i < kefu_session_list_count(list); ++i) {
    kefu_listed_session c = KEFU_LISTED_SESSION_INIT;
    Check(kefu_session_list_get(&c, list, i), "kefu_session_list_get");
    all.push_back({{c.customer}, {c.desk}, SessionOf(c)});
  }
  kefu_session_list_free(list);
  return all;
}

}  // namespace

SessionInfo CFace::Session(CustomerId customer, DeskId desk) const {
  kefu_session_info c = KEFU_SESSION_INFO_INIT;
  Check(kefu_session(&c, engine_, customer.value, desk.value), "kefu_session");
  return SessionOf(c);
}

std::vector<ListedSession> CFace::WaitingSessions(GroupId group,
                                                  size_t limit) const {
  return Listed(
      [&](kefu_session_list* list) {
        return kefu_waiting_sessions_at_group(list, engine_, group.value,
                                              limit);
      },
      "kefu_waiting_sessions_at_group");
}

std::vector<ListedSession> CFace::WaitingSessions(DeskId desk,
                                                  size_t limit) const {
  return Listed(
      [&](kefu_session_list* list) {
        return kefu_waiting_sessions_at_desk(list, engine_, desk.value, limit);
      },
      "kefu_waiting_sessions_at_desk");
}

std::vector<ListedSession> CFace::PooledSessions(GroupId group,
                                                 size_t limit) const {
  return Listed(
      [&](kefu_session_list* list) {
        return kefu_pooled_sessions_at_group(list, engine_, group.value, limit);
      },
      "kefu_pooled_sessions_at_group");
}

std::vector<ListedSession> CFace::PooledSessions(DeskId desk,
                                                 size_t limit) const {
  return Listed(
      [&](kefu_session_list* list) {
        return kefu_pooled_sessions_at_desk(list, engine_, desk.value, limit);
      },
      "kefu_pooled_sessions_at_desk");
}

std::vector<ListedSession> CFace::SessionsOf(AgentId agent) const {
  return Listed(
      [&](kefu_session_list* list) {
        return kefu_sessions_of(list, engine_, agent.value);
      },
      "kefu_sessions_of");
}

std::vector<AgentId> CFace::Online() const {
  size_t count = 0;
  Check(kefu_online(nullptr, 0, &count, engine_), "kefu_online");
  std::vector<uint32_t> ids(count);
  Check(kefu_online(ids.data(), count, &count, engine_), "kefu_online");
  std::vector<AgentId> agents;
  for (const uint32_t id : ids) agents.push_back({id});
  return agents;
}

PositionInfo CFace::Position(CustomerId customer, DeskId desk) const {
  kefu_position_info c = KEFU_POSITION_INFO_INIT;
  Check(kefu_position(&c, engine_, customer.value, desk.value), "position");
  PositionInfo info;
  info.position = c.position;
  info.ahead = c.ahead;
  if (c.estimated_wait_ms != KEFU_NEVER) {
    info.estimated_wait = Duration{c.estimated_wait_ms};
  }
  return info;
}

AgentInfo CFace::Agent(AgentId agent) const {
  kefu_agent_info c = KEFU_AGENT_INFO_INIT;
  Check(kefu_agent(&c, engine_, agent.value), "kefu_agent");
  return {static_cast<AgentStatus>(c.status),
          static_cast<AutoAccept>(c.auto_accept), c.capacity, c.load,
          c.sessions};
}

PoolInfo CFace::Pool(GroupId group) const {
  kefu_pool_info c = KEFU_POOL_INFO_INIT;
  Check(kefu_pool_at_group(&c, engine_, group.value), "kefu_pool_at_group");
  return {c.sessions, {c.oldest}, {c.since}};
}

PoolInfo CFace::Pool(DeskId desk) const {
  kefu_pool_info c = KEFU_POOL_INFO_INIT;
  Check(kefu_pool_at_desk(&c, engine_, desk.value), "kefu_pool_at_desk");
  return {c.sessions, {c.oldest}, {c.since}};
}

SendInfo CFace::MaySend(const Engine::SendQuestion& question) const {
  kefu_send_question asked = KEFU_SEND_QUESTION_INIT;
  asked.customer = question.customer.value;
  asked.desk = question.desk.value;
  asked.at = question.at.ms;
  asked.agent = question.agent.value;
  asked.count = question.count;
  asked.who = static_cast<uint8_t>(question.who);
  asked.use = static_cast<uint8_t>(question.use);
  asked.kind = static_cast<uint8_t>(question.kind);
  kefu_send_info c = KEFU_SEND_INFO_INIT;
  Check(kefu_may_send(&c, engine_, &asked), "kefu_may_send");
  SendInfo info;
  info.allowed = c.allowed != 0;
  info.template_only = c.template_only != 0;
  info.reason = static_cast<Reason>(c.reason);
  if (c.has_left != 0) info.left = c.left;
  if (c.has_until != 0) info.until = Instant{c.until};
  return info;
}

std::vector<UnansweredInfo> CFace::Unanswered(
    const Engine::UnansweredQuestion& question) const {
  kefu_unanswered_question asked = KEFU_UNANSWERED_QUESTION_INIT;
  asked.desk = question.desk.value;
  asked.agent = question.agent.value;
  asked.limit = question.limit;
  kefu_unanswered_list* list = nullptr;
  Check(kefu_unanswered_new(&list), "kefu_unanswered_new");
  Check(kefu_unanswered(list, engine_, &asked), "kefu_unanswered");
  std::vector<UnansweredInfo> all;
  for (size_t i = 0; i < kefu_unanswered_count(list); ++i) {
    kefu_unanswered_info c = KEFU_UNANSWERED_INFO_INIT;
    Check(kefu_unanswered_get(&c, list, i), "kefu_unanswered_get");
    UnansweredInfo info;
    info.customer = {c.customer};
    info.desk = {c.desk};
    info.session = {c.session};
    info.state = static_cast<SessionState>(c.state);
    info.since = {c.since};
    info.agent = {c.agent};
    info.sends.allowed = c.allowed != 0;
    info.sends.template_only = c.template_only != 0;
    info.sends.reason = static_cast<Reason>(c.reason);
    all.push_back(info);
  }
  kefu_unanswered_free(list);
  return all;
}

StatsInfo CFace::Stats() const {
  kefu_stats_info c = KEFU_STATS_INFO_INIT;
  Check(kefu_stats(&c, engine_), "kefu_stats");
  return {c.customers,   c.agents_online, c.sessions,  c.waiting, c.serving,
          c.load,        c.events,        c.refusals,  c.opened,  c.closed,
          c.assignments, c.timers,        c.forgotten, c.robot,   c.pooled};
}

HoursAnswer CFace::Hours(const HoursQuestion& asked) const {
  const uint32_t id = asked.schedule.value;
  const int64_t at = asked.at.ms;
  HoursAnswer told;
  int open = 0;
  int64_t ms = 0;
  const auto knows = [](int result, const char* what) {
    Check(result, what);
    return result == KEFU_OK;
  };
  if (knows(kefu_is_open(&open, rules_, id, at), "kefu_is_open")) {
    told.open = open != 0;
  }
  if (knows(kefu_next_opening(&ms, rules_, id, at), "kefu_next_opening")) {
    told.opening = Instant{ms};
  }
  if (knows(kefu_next_closing(&ms, rules_, id, at), "kefu_next_closing")) {
    told.closing = Instant{ms};
  }
  if (knows(kefu_add_open_time(&ms, rules_, id, at, asked.add.ms),
            "kefu_add_open_time")) {
    told.after = Instant{ms};
  }
  if (knows(kefu_add_working_days(&ms, rules_, id, at, asked.days),
            "kefu_add_working_days")) {
    told.day = Instant{ms};
  }
  if (knows(kefu_open_time(&ms, rules_, id, at, asked.to.ms),
            "kefu_open_time")) {
    told.time = Duration{ms};
  }
  return told;
}

MessagesConfig CFace::Render(const EffectRecord& send) const {
  Text json;
  Check(kefu_render(json.get(), rules_,
                    reinterpret_cast<const kefu_effect*>(&send), nullptr, 0),
        "kefu_render");
  return MessagesOf(json.str());
}

namespace {

kefu_reply_question ToC(const ReplyQuestion& asked) {
  kefu_reply_question question = KEFU_REPLY_QUESTION_INIT;
  question.typed = asked.typed.data();
  question.typed_length = asked.typed.size();
  question.at = asked.at.ms;
  question.agent = asked.agent.value;
  return question;
}

}  // namespace

std::vector<ReplyAnswer> CFace::Replies(const ReplyQuestion& asked) const {
  const kefu_reply_question question = scenario::ToC(asked);
  Text json;
  Check(kefu_quick_replies(json.get(), rules_, &question),
        "kefu_quick_replies");
  return RepliesOf(json.str());
}

std::vector<ScriptAnswer> CFace::Scripts(const ReplyQuestion& asked) const {
  const kefu_reply_question question = scenario::ToC(asked);
  Text json;
  Check(kefu_scripts(json.get(), rules_, &question), "kefu_scripts");
  return ScriptsOf(json.str());
}

Explanation CFace::Explain(const Engine::Request& request) const {
  kefu_question question = KEFU_QUESTION_INIT;
  question.customer = request.customer.value;
  question.desk = request.desk.value;
  question.product = request.product.value;
  question.intent = request.intent.value;
  question.order_status = request.order_status.value;
  question.kind = static_cast<uint8_t>(request.kind);
  question.agent = request.agent.value;
  question.link = request.link.value;
  question.page = request.page.value;
  question.language = request.language.value;
  question.store = request.store.value;
  kefu_explanation c = KEFU_EXPLANATION_INIT;
  Check(kefu_explain(why_, engine_, &question), "kefu_explain");
  Check(kefu_explanations_get(&c, why_, 0), "kefu_explanations_get");
  Explanation why;
  why.session = {c.session};
  why.customer = {c.customer};
  why.refused = static_cast<Reason>(c.refused);
  why.waiting = c.waiting != 0;
  why.position = c.position;
  why.ahead = c.ahead;
  why.group = {c.group};
  why.decision = {static_cast<Rung>(c.decision.rung),
                  static_cast<Reason>(c.decision.reason), c.decision.list,
                  AgentId{c.decision.agent}, c.decision.asked};
  for (size_t i = 0; i < c.rung_count; ++i) {
    kefu_rung_trace rung = KEFU_RUNG_TRACE_INIT;
    Check(kefu_explanations_rung(&rung, why_, 0, i), "kefu_explanations_rung");
    why.rungs.push_back({static_cast<Rung>(rung.rung),
                         static_cast<Reason>(rung.reason), AgentId{rung.agent},
                         GroupId{rung.group},
                         static_cast<ScopeDimension>(rung.dimension)});
  }
  for (size_t i = 0; i < c.agent_count; ++i) {
    kefu_agent_trace agent = KEFU_AGENT_TRACE_INIT;
    Check(kefu_explanations_agent(&agent, why_, 0, i),
          "kefu_explanations_agent");
    why.agents.push_back({AgentId{agent.agent},
                          static_cast<Reason>(agent.reason),
                          static_cast<AgentTrace::Limit>(agent.limit),
                          agent.load, agent.capacity});
  }
  return why;
}

}  // namespace kefu::scenario
