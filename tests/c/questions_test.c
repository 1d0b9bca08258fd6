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

/* Attributes and tags as arrays, and the crowds that follow (V1). */
static const char kCrowdRules[] =
    "{\"desks\": [{\"name\": \"shop\"}], \"attributes\": "
    "[{\"name\": \"orders\"}, {\"name\": \"likes\","
    "\"type\": \"texts\"}],"
    "\"tags\": [{\"name\": \"gold\"}],"
    "\"crowds\": {\"live\": true, \"list\":"
    "[{\"name\": \"loyal\", \"all\": [{\"any\": [{\"attribute\": \"orders\","
    "\"is\": \"at_least\", \"number\": 3}]}]}, {\"name\": \"drinkers\","
    "\"all\": [{\"any\": [{\"attribute\": \"likes\", \"is\": \"all_of\","
    "\"values\": [\"tea\", \"milk\"]}]},"
    "{\"any\": [{\"is\": \"known\"}]}]}]}}";

static size_t apply_batch(kefu_engine* engine, kefu_batch* batch, size_t events,
                          const kefu_effect** effects) {
  size_t count = 0;
  size_t applied = 0;
  size_t bytes = 0;
  const void* payloads = kefu_batch_payloads(&bytes, batch);
  CHECK_OK(kefu_apply_records(effects, &count, &applied, engine,
                              kefu_batch_records(batch), events, payloads,
                              bytes, 0));
  CHECK(applied == events);
  kefu_batch_clear(batch);
  return count;
}

static void tell_of_customer(kefu_engine* engine, kefu_batch* batch,
                             const kefu_ruleset* rules,
                             kefu_customer_changes* event) {
  const kefu_effect* effects = NULL;
  uint32_t orders = 0;
  uint32_t likes = 0;
  uint32_t gold = 0;
  kefu_attribute told[3];
  memset(told, 0, sizeof told);
  CHECK_OK(kefu_find(&orders, rules, KEFU_ATTRIBUTE, "orders", 6));
  CHECK_OK(kefu_find(&likes, rules, KEFU_ATTRIBUTE, "likes", 5));
  CHECK_OK(kefu_find(&gold, rules, KEFU_TAG, "gold", 4));
  told[0].attribute = orders;
  told[0].kind = KEFU_VALUE_KIND_NUMBER;
  told[0].number = 3;
  told[1].attribute = told[2].attribute = likes;
  told[1].kind = told[2].kind = KEFU_VALUE_KIND_ITEM;
  told[1].text.data = "tea";
  told[1].text.length = 3;
  told[2].text.data = "milk";
  told[2].text.length = 4;
  event->at = 1000;
  event->attributes = told;
  event->attributes_count = 3;
  event->has_tags = 1;
  event->tags = &gold;
  event->tags_count = 1;
  CHECK_OK(kefu_add_customer_changes(batch, event));
  event->attributes_stride = 4;
  CHECK_INVALID(kefu_add_customer_changes(batch, event));
  CHECK(apply_batch(engine, batch, 1, &effects) == 0);
}

static void use_crowds(kefu_engine* engine, kefu_batch* batch, uint16_t crowd) {
  const kefu_effect* effects = NULL;
  kefu_crowd_refreshes refresh = KEFU_CROWD_REFRESHES_INIT;
  kefu_crowd_used use = KEFU_CROWD_USED_INIT;
  kefu_effect_record record = KEFU_EFFECT_RECORD_INIT;
  refresh.at = use.at = 2000;
  refresh.agent = 99; /* nobody */
  refresh.crowd = use.crowd = crowd;
  use.campaign.data = "spring";
  use.campaign.length = 6;
  CHECK_OK(kefu_add_crowd_refreshes(batch, &refresh));
  CHECK_OK(kefu_add_crowd_used(batch, &use));
  CHECK(apply_batch(engine, batch, 2, &effects) == 2);
  CHECK(effects[0].reason == KEFU_REASON_UNKNOWN_AGENT);
  CHECK_OK(kefu_read_record(&record, &effects[1]));
  CHECK(record.what == KEFU_RECORD_WHAT_CROWD_USE && record.crowd == crowd);
}

static void crowds(void) {
  kefu_ruleset* rules = NULL;
  kefu_engine* engine = NULL;
  kefu_batch* batch = NULL;
  size_t count = 0;
  uint16_t ids[2] = {0, 0};
  kefu_customer_changes event = KEFU_CUSTOMER_CHANGES_INIT;
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kCrowdRules, sizeof kCrowdRules - 1,
                              NULL));
  CHECK_OK(kefu_engine_new(&engine, rules));
  CHECK_OK(kefu_batch_new(&batch));
  CHECK(kefu_count(rules, KEFU_CROWD) == 2);
  CHECK_OK(kefu_customer(&event.customer, engine, "c-1", 3));
  tell_of_customer(engine, batch, rules, &event);
  CHECK_OK(kefu_crowds_of(NULL, 0, &count, engine, event.customer));
  CHECK(count == 2);
  CHECK_OK(kefu_crowds_of(ids, 1, &count, engine, event.customer));
  CHECK(count == 2 && ids[0] == 1 && ids[1] == 0);
  CHECK_OK(kefu_crowds_of(ids, 2, &count, engine, event.customer));
  CHECK(ids[1] == 2);
  CHECK_OK(kefu_crowds_of(ids, 2, &count, engine, 77));
  CHECK(count == 0);
  use_crowds(engine, batch, 2);
  kefu_batch_free(batch);
  kefu_engine_free(engine);
  kefu_ruleset_release(rules);
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

/* The row at a place, or one that says nothing. */
static kefu_counterfactual row_at(const kefu_counterfactual_list* list,
                                  size_t place) {
  kefu_counterfactual row = KEFU_COUNTERFACTUAL_INIT;
  CHECK_OK(kefu_counterfactuals_get(&row, list, place));
  return row;
}

/* Two are full, c-4 and c-5 wait; c-0, ann's, falls silent first. */
static void what_would_help(const World* world,
                            kefu_counterfactual_question* question,
                            kefu_counterfactual_list* list) {
  static const int64_t kSilence = 30LL * 60 * 1000;
  kefu_counterfactual row = KEFU_COUNTERFACTUAL_INIT;
  CHECK_OK(kefu_find_customer(&question->customer, world->engine, "c-4", 3));
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_refused(list) == KEFU_REASON_NONE);
  CHECK(kefu_counterfactuals_count(list) == 3);
  row = row_at(list, 0);
  CHECK(row.what == KEFU_CHANGE_CAPACITY && row.agent == world->ann);
  CHECK(row.reason == KEFU_REASON_AT_CAPACITY && row.at == KEFU_NEVER);
  row = row_at(list, 1);
  CHECK(row.what == KEFU_CHANGE_CAPACITY && row.agent == world->bo);
  row = row_at(list, 2);
  CHECK(row.what == KEFU_CHANGE_WAITS && row.agent == world->ann);
  CHECK(row.reason == KEFU_REASON_AT_CAPACITY && row.at == 2048 + kSilence);
  CHECK(kefu_counterfactuals_get(&row, list, 3) == KEFU_ERROR_NOT_FOUND);
  /* The room that one more place makes is c-4's. */
  CHECK_OK(kefu_find_customer(&question->customer, world->engine, "c-5", 3));
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_count(list) == 1);
  row = row_at(list, 0);
  CHECK(row.what == KEFU_CHANGE_WAITS && row.agent == world->bo);
  CHECK(row.at == 2049 + kSilence);
  /* It looks so far and no farther: it is now 2053. */
  question->within = row.at - 2053;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_count(list) == 1);
  --question->within;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_count(list) == 0);
  CHECK(kefu_counterfactuals_refused(list) == KEFU_REASON_NONE);
}

static void what_is_asked(const World* world,
                          kefu_counterfactual_question* question,
                          kefu_counterfactual_list* list) {
  CHECK_OK(kefu_find_customer(&question->customer, world->engine, "c-4", 3));
  question->most_agents = 1;
  question->within = KEFU_LAST_INSTANT;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_count(list) == 2);
  CHECK(row_at(list, 0).agent == world->ann);
  CHECK(row_at(list, 1).what == KEFU_CHANGE_WAITS);
  question->within = KEFU_NEVER;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_count(list) == 1);
  /* A question that is none leaves the last answer. */
  question->within = -1;
  CHECK_INVALID(kefu_counterfactuals(list, world->engine, question));
  question->within = KEFU_LAST_INSTANT + 1;
  CHECK_INVALID(kefu_counterfactuals(list, world->engine, question));
  question->within = KEFU_NEVER - 1;
  CHECK_INVALID(kefu_counterfactuals(list, world->engine, question));
  question->within = 0;
  question->reserved[1] = 1;
  CHECK_INVALID(kefu_counterfactuals(list, world->engine, question));
  question->reserved[1] = 0;
  CHECK(kefu_counterfactuals_count(list) == 1);
  /* Nobody is tried, and nothing later than now is looked at. */
  question->most_agents = 0;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_count(list) == 0);
  question->within = KEFU_LAST_INSTANT;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_count(list) == 1);
  CHECK(row_at(list, 0).what == KEFU_CHANGE_WAITS);
}

static void nothing_to_answer(const World* world,
                              kefu_counterfactual_question* question,
                              kefu_counterfactual_list* list) {
  CHECK_OK(kefu_find_customer(&question->customer, world->engine, "c-0", 3));
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_refused(list) == KEFU_REASON_WRONG_STATE);
  CHECK(kefu_counterfactuals_count(list) == 0);
  question->desk = 77;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_refused(list) == KEFU_REASON_UNKNOWN_DESK);
  question->desk = (uint16_t)world->desk;
  question->customer = 77;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_refused(list) == KEFU_REASON_UNKNOWN_CUSTOMER);
  question->customer = 0;
  CHECK_OK(kefu_counterfactuals(list, world->engine, question));
  CHECK(kefu_counterfactuals_refused(list) == KEFU_REASON_UNKNOWN_CUSTOMER);
}

static void what_if(void) {
  World world;
  kefu_counterfactual_list* list = NULL;
  kefu_counterfactual_question question = KEFU_COUNTERFACTUAL_QUESTION_INIT;
  uint64_t before = 0;
  uint64_t after = 1;
  char name[4] = "c-0";
  world_open(&world);
  CHECK_OK(kefu_counterfactuals_new(&list));
  question.desk = (uint16_t)world.desk;
  for (; name[2] < '6'; ++name[2]) {
    CHECK_OK(world_says(&world, name, 2000 + name[2], NULL, NULL));
  }
  CHECK_OK(kefu_digest(&before, world.engine));
  what_would_help(&world, &question, list);
  what_is_asked(&world, &question, list);
  nothing_to_answer(&world, &question, list);
  CHECK_OK(kefu_digest(&after, world.engine));
  CHECK(before == after);
  kefu_counterfactuals_free(list);
  world_close(&world);
}

void test_questions(void) {
  sessions();
  crowds();
  why();
  what_if();
}
