/* What an engine can be asked. */

#include "check.h"

static void sessions(void) {
  World world;
  kefu_session_info session = KEFU_SESSION_INFO_INIT;
  kefu_position_info position = KEFU_POSITION_INFO_INIT;
  kefu_agent_info agent = KEFU_AGENT_INFO_INIT;
  kefu_stats_info stats = KEFU_STATS_INFO_INIT;
  kefu_buffer* violation = NULL;
  uint64_t id = 0;
  uint32_t group = 0;
  char name[4] = "c-0";
  world_open(&world);
  CHECK_OK(kefu_find(&group, world.rules, KEFU_GROUP, "all", 3));
  for (; name[2] < '6'; ++name[2]) {
    CHECK_OK(world_says(&world, name, 2000 + name[2], NULL, NULL));
  }
  CHECK_OK(kefu_find_customer(&id, world.engine, "c-0", 3));
  CHECK_OK(kefu_session(&session, world.engine, id, world.desk));
  CHECK(session.session == 1 && session.agent == world.ann);
  CHECK(session.state == KEFU_SESSION_STATE_SERVING && session.cost == 1);
  CHECK(session.opened_at == 2048 && session.assigned_at == 2048);
  CHECK(session.group == group && session.held == 0);
  CHECK(kefu_position(&position, world.engine, id, world.desk) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK(position.position == 0);
  CHECK_OK(kefu_find_customer(&id, world.engine, "c-5", 3));
  CHECK_OK(kefu_position(&position, world.engine, id, world.desk));
  CHECK(position.position == 2 && position.ahead == 1);
  CHECK(position.estimated_wait_ms == KEFU_NEVER);
  CHECK_OK(kefu_session(&session, world.engine, id, world.desk));
  CHECK(session.state == KEFU_SESSION_STATE_WAITING);
  CHECK(session.assigned_at == KEFU_NEVER && session.joined_at == 2053);
  CHECK(kefu_session(&session, world.engine, id, 77) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_session(&session, world.engine, id, world.desk + 65536) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK(session.session == 0);
  CHECK(kefu_waiting_at_group(world.engine, group) == 2);
  CHECK(kefu_waiting_at_group(world.engine, 99) == 0);
  CHECK(kefu_waiting_at_desk(world.engine, world.desk) == 0);
  CHECK_OK(kefu_agent(&agent, world.engine, world.bo));
  CHECK(agent.status == KEFU_AGENT_STATUS_ONLINE && agent.capacity == 2);
  CHECK(agent.load == 2 && agent.sessions == 2);
  CHECK(agent.auto_accept == KEFU_AUTO_ACCEPT_ON);
  CHECK_OK(kefu_agent(&agent, world.engine, 12345));
  CHECK(agent.status == KEFU_AGENT_STATUS_OFFLINE);
  CHECK_OK(kefu_stats(&stats, world.engine));
  CHECK(stats.customers == 6 && stats.sessions == 6 && stats.waiting == 2);
  CHECK(stats.serving == 4 && stats.assignments == 4 && stats.events == 8);
  CHECK(stats.opened == 6 && stats.closed == 0 && stats.agents_online == 2);
  CHECK(kefu_open_sessions(world.engine) == 6);
  CHECK(kefu_known_customers(world.engine) == 6);
  CHECK(kefu_memory_bytes(world.engine) > 100);
  CHECK_OK(kefu_buffer_new(&violation));
  CHECK_OK(kefu_check_invariants(violation, world.engine));
  CHECK(kefu_buffer_size(violation) == 0);
  kefu_buffer_free(violation);
  world_close(&world);
}

static void why(void) {
  World world;
  kefu_explanations* reasons = NULL;
  kefu_explanation one = KEFU_EXPLANATION_INIT;
  kefu_agent_trace agent = KEFU_AGENT_TRACE_INIT;
  kefu_rung_trace rung = KEFU_RUNG_TRACE_INIT;
  kefu_question question = KEFU_QUESTION_INIT;
  kefu_buffer* text = NULL;
  char name[4] = "c-0";
  world_open(&world);
  CHECK_OK(kefu_buffer_new(&text));
  CHECK_OK(kefu_explanations_new(&reasons));
  question.desk = (uint16_t)world.desk;
  question.kind = KEFU_MESSAGE_KIND_TEXT;
  /* Somebody who is not known yet. */
  CHECK_OK(kefu_explain(reasons, world.engine, &question));
  CHECK_OK(kefu_explanations_get(&one, reasons, 0));
  CHECK(one.waiting == 0 && one.session == 0);
  CHECK(one.decision.agent == world.ann);
  for (; name[2] < '6'; ++name[2]) {
    CHECK_OK(world_says(&world, name, 2000 + name[2], NULL, NULL));
  }
  CHECK_OK(kefu_find_customer(&question.customer, world.engine, "c-5", 3));
  CHECK_OK(kefu_explain(reasons, world.engine, &question));
  CHECK(kefu_explanations_count(reasons) == 1);
  CHECK_OK(kefu_explanations_get(&one, reasons, 0));
  CHECK(one.waiting == 1 && one.position == 2 && one.ahead == 1);
  CHECK(one.session == 6 && one.customer == question.customer);
  CHECK(one.agent_count == 2);
  CHECK_OK(kefu_explanations_agent(&agent, reasons, 0, 0));
  CHECK(agent.reason == KEFU_REASON_AT_CAPACITY);
  CHECK(agent.limit == KEFU_LIMIT_AGENT);
  CHECK(agent.load == 2 && agent.capacity == 2);
  CHECK(kefu_explanations_agent(&agent, reasons, 0, 2) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_explanations_agent(&agent, reasons, 1, 0) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_explanations_rung(&rung, reasons, 0, one.rung_count) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_explanations_text(text, reasons, 0, world.rules, KEFU_ENGLISH));
  CHECK(holds(text, "ann") && holds(text, "no room"));
  kefu_buffer_clear(text);
  CHECK_OK(kefu_explanations_text(text, reasons, 0, world.rules, KEFU_CHINESE));
  CHECK(holds(text, "\xE6\x8E\xA5\xE5\xBE\x85\xE5\xB7\xB2\xE6\xBB\xA1"));
  CHECK(kefu_explanations_text(text, reasons, 1, world.rules, KEFU_CHINESE) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK_INVALID(kefu_explanations_text(text, reasons, 0, world.rules, 9));
  kefu_explanations_free(reasons);
  kefu_buffer_free(text);
  world_close(&world);
}

void test_questions(void) {
  sessions();
  why();
}
