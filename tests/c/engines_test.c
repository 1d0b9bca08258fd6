/* Engines: the first decision, customers, batches, forks, snapshots. */

#include "check.h"

static uint64_t digest(const kefu_engine* engine) {
  uint64_t value = 0;
  CHECK_OK(kefu_digest(&value, engine));
  return value;
}

static void first_decision(void) {
  World world;
  const kefu_effect* effects = NULL;
  const kefu_effect* found = NULL;
  kefu_effect_assign assign = KEFU_EFFECT_ASSIGN_INIT;
  size_t count = 0;
  int64_t now = 0;
  world_open(&world);
  CHECK_OK(world_says(&world, "c-1", 2000, &effects, &count));
  CHECK(count == 3);
  CHECK(effects[0].type == KEFU_EFFECT_OPEN_SESSION);
  found = find_effect(effects, count, KEFU_EFFECT_ASSIGN);
  CHECK(found != NULL);
  if (found != NULL) CHECK_OK(kefu_read_assign(&assign, found));
  CHECK(assign.agent == world.ann);
  CHECK(assign.by == KEFU_ASSIGN_BY_SCOPE);
  CHECK(assign.decision.asked == 2);
  CHECK_OK(kefu_now(&now, world.engine));
  CHECK(now == 2000);
  CHECK_OK(kefu_next_deadline(&now, world.engine));
  CHECK(now == 2000 + 28 * 60000);
  world_close(&world);
}

static void before_the_first_event(void) {
  kefu_ruleset* rules = NULL;
  kefu_engine* engine = NULL;
  int64_t when = 0;
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kDesk, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&engine, rules));
  CHECK(kefu_now(&when, engine) == KEFU_ERROR_NOT_FOUND);
  CHECK(when == KEFU_NEVER);
  CHECK(kefu_next_deadline(&when, engine) == KEFU_ERROR_NOT_FOUND);
  CHECK(when == KEFU_NEVER);
  CHECK(kefu_events(engine) == 0);
  kefu_engine_free(engine);
  kefu_ruleset_release(rules);
}

static void customers(void) {
  World world;
  kefu_string names[2];
  kefu_event records[300];
  uint64_t ids[2];
  uint64_t keys[300];
  uint64_t id = 0;
  uint64_t same = 0;
  kefu_buffer* name = NULL;
  size_t i;
  world_open(&world);
  CHECK_OK(kefu_buffer_new(&name));
  CHECK_OK(kefu_customer(&id, world.engine, "c-1", 3));
  CHECK_OK(kefu_customer(&same, world.engine, "c-1", KEFU_NUL));
  CHECK(id != 0 && id == same);
  CHECK(kefu_knows(world.engine, id) == 1);
  CHECK(kefu_knows(world.engine, 12345) == 0);
  CHECK_OK(kefu_find_customer(&same, world.engine, "c-1", 3));
  CHECK(id == same);
  CHECK(kefu_find_customer(&same, world.engine, "c-2", 3) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK(same == 0);
  CHECK_OK(kefu_customer_by_key(&id, world.engine, 7));
  CHECK_OK(kefu_find_customer_by_key(&same, world.engine, 7));
  CHECK(id == same);
  CHECK(kefu_find_customer_by_key(&same, world.engine, 8) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_customer_name(name, world.engine, id));
  CHECK(holds(name, "7") && kefu_buffer_size(name) == 1);
  CHECK(kefu_customer_name(name, world.engine, 999) == KEFU_ERROR_NOT_FOUND);
  names[0].data = "c-1";
  names[0].length = 3;
  names[1].data = "c-9";
  names[1].length = KEFU_NUL;
  CHECK_OK(kefu_customers(ids, 0, world.engine, names, 0, 2));
  CHECK(ids[0] != ids[1] && kefu_knows_all(world.engine, ids, 2) == 1);
  ids[1] = 4711;
  CHECK(kefu_knows_all(world.engine, ids, 2) == 0);
  /* Ids go straight into records. */
  memset(records, 0, sizeof records);
  for (i = 0; i < 300; ++i) keys[i] = i * 1000 + 7;
  CHECK_OK(kefu_customers_by_key(&records[0].customer, sizeof records[0],
                                 world.engine, keys, 0, 300));
  CHECK(records[0].customer == id);
  CHECK_OK(kefu_find_customer_by_key(&same, world.engine, 299007));
  CHECK(records[299].customer == same);
  CHECK(kefu_known_customers(world.engine) == 302);
  kefu_buffer_free(name);
  world_close(&world);
}

static void batches(void) {
  World world;
  kefu_customer_sends sends = KEFU_CUSTOMER_SENDS_INIT;
  const kefu_effect* effects = NULL;
  char name[8] = "c-0";
  size_t count = 0;
  size_t applied = 0;
  size_t i;
  world_open(&world);
  sends.desk = (uint16_t)world.desk;
  sends.kind = KEFU_MESSAGE_KIND_TEXT;
  for (i = 0; i < 6; ++i) {
    name[2] = (char)('0' + i);
    sends.at = 2000 + (int64_t)i;
    CHECK_OK(kefu_customer(&sends.customer, world.engine, name, 3));
    CHECK_OK(kefu_add_customer_sends(world.batch, &sends));
  }
  /* Stops after the event that reaches the limit. */
  CHECK_OK(kefu_apply_batch(&effects, &count, &applied, world.engine,
                            world.batch, 0, 4));
  CHECK(applied == 2 && count == 6);
  CHECK_OK(kefu_apply_batch(&effects, &count, &applied, world.engine,
                            world.batch, 2, 0));
  CHECK(applied == 4);
  CHECK(kefu_events(world.engine) == 8);
  CHECK(kefu_open_sessions(world.engine) == 6);
  CHECK_OK(kefu_apply_records(&effects, &count, &applied, world.engine,
                              kefu_batch_records(world.batch), 1, NULL, 0, 0));
  CHECK(count == 1 && effects[0].reason == KEFU_REASON_TIME_WENT_BACK);
  CHECK_INVALID(kefu_apply_batch(&effects, &count, &applied, world.engine,
                                 world.batch, 7, 0));
  CHECK(effects == NULL && count == 0 && applied == 0);
  world_close(&world);
}

static void explained(void) {
  World world;
  kefu_explanations* why = NULL;
  kefu_explanation one = KEFU_EXPLANATION_INIT;
  kefu_agent_trace agent = KEFU_AGENT_TRACE_INIT;
  kefu_rung_trace rung = KEFU_RUNG_TRACE_INIT;
  kefu_event event = KEFU_EVENT_INIT;
  const kefu_effect* effects = NULL;
  size_t count = 0;
  world_open(&world);
  CHECK_OK(kefu_explanations_new(&why));
  event.at = 2000;
  event.type = KEFU_EVENT_CUSTOMER_SENDS;
  event.detail = KEFU_MESSAGE_KIND_TEXT;
  event.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_customer(&event.customer, world.engine, "c-1", 3));
  CHECK_OK(kefu_apply_explained(&effects, &count, why, world.engine, &event,
                                NULL, 0));
  CHECK(count == 3 && kefu_explanations_count(why) == 1);
  CHECK_OK(kefu_explanations_get(&one, why, 0));
  CHECK(one.agent_count == 2 && one.decision.agent == world.ann);
  CHECK_OK(kefu_explanations_agent(&agent, why, 0, 0));
  CHECK(agent.reason == KEFU_REASON_CHOSEN && agent.agent == world.ann);
  CHECK_OK(kefu_explanations_agent(&agent, why, 0, 1));
  CHECK(agent.reason == KEFU_REASON_BEATEN);
  CHECK(one.rung_count > 0);
  CHECK_OK(kefu_explanations_rung(&rung, why, 0, one.rung_count - 1));
  CHECK(rung.rung == one.decision.rung && rung.reason == KEFU_REASON_CHOSEN);
  CHECK(kefu_explanations_get(&one, why, 1) == KEFU_ERROR_NOT_FOUND);
  kefu_explanations_free(why);
  world_close(&world);
}

static void forks(void) {
  World world;
  kefu_engine* fork = NULL;
  uint64_t before = 0;
  size_t count = 0;
  world_open(&world);
  CHECK_OK(world_says(&world, "c-1", 2000, NULL, NULL));
  before = digest(world.engine);
  CHECK_OK(kefu_fork(&fork, world.engine));
  CHECK(digest(fork) == before);
  CHECK_OK(world_says(&world, "c-2", 3000, NULL, &count));
  CHECK(digest(fork) == before && digest(world.engine) != before);
  CHECK_OK(kefu_fork_into(fork, world.engine));
  CHECK(digest(fork) == digest(world.engine));
  CHECK_OK(kefu_fork_into(fork, fork));
  kefu_engine_free(fork);
  world_close(&world);
}

/* What was made before a fork into an engine knows nobody in it any more. */
static void readers_of_forks(void) {
  World world;
  kefu_engine* other = NULL;
  kefu_reader* reader = NULL;
  kefu_log_reader* log_reader = NULL;
  kefu_log_writer* writer = NULL;
  kefu_buffer* log = NULL;
  size_t used = 0;
  const char* line =
      "{\"at\":1,\"event\":\"customer_sends\",\"customer\":\"c-1\","
      "\"desk\":\"shop\",\"kind\":\"text\"}\n";
  world_open(&world);
  CHECK_OK(kefu_buffer_new(&log));
  CHECK_OK(kefu_engine_new(&other, world.rules));
  CHECK_OK(kefu_reader_new(&reader, other));
  CHECK_OK(kefu_log_reader_new(&log_reader, other));
  CHECK_OK(kefu_log_writer_new(&writer, other));
  kefu_batch_clear(world.batch);
  CHECK_OK(
      kefu_reader_read(&used, world.batch, NULL, reader, line, KEFU_NUL, 1, 0));
  CHECK_OK(
      kefu_log_writer_add(writer, kefu_batch_records(world.batch), 1, NULL, 0));
  CHECK_OK(kefu_fork_into(other, other)); /* changes nothing */
  CHECK_OK(kefu_log_writer_add(writer, NULL, 0, NULL, 0));
  CHECK_OK(kefu_fork_into(other, world.engine));
  CHECK(kefu_reader_read(&used, world.batch, NULL, reader, line, KEFU_NUL, 1,
                         0) == KEFU_ERROR_WRONG_STATE);
  CHECK(used == 0 && kefu_reader_lines(reader) == 1);
  CHECK(kefu_log_reader_read(&used, world.batch, NULL, log_reader, "", 0, 1,
                             0) == KEFU_ERROR_WRONG_STATE);
  CHECK(kefu_log_writer_add(writer, kefu_batch_records(world.batch), 1, NULL,
                            0) == KEFU_ERROR_WRONG_STATE);
  CHECK(kefu_log_writer_begin_segment(writer) == KEFU_ERROR_WRONG_STATE);
  CHECK_OK(kefu_log_writer_flush(log, writer));
  CHECK(kefu_buffer_size(log) > 0);
  kefu_reader_free(reader);
  CHECK_OK(kefu_reader_new(&reader, other));
  CHECK_OK(
      kefu_reader_read(&used, world.batch, NULL, reader, line, KEFU_NUL, 1, 0));
  kefu_buffer_free(log);
  kefu_log_writer_free(writer);
  kefu_log_reader_free(log_reader);
  kefu_reader_free(reader);
  kefu_engine_free(other);
  world_close(&world);
}

static void snapshots(void) {
  World world;
  kefu_engine* restored = NULL;
  kefu_errors* errors = NULL;
  kefu_error error = KEFU_ERROR_INIT;
  kefu_buffer* bytes = NULL;
  kefu_ruleset* other = NULL;
  world_open(&world);
  CHECK_OK(kefu_errors_new(&errors));
  CHECK_OK(kefu_buffer_new(&bytes));
  CHECK_OK(world_says(&world, "c-1", 2000, NULL, NULL));
  CHECK_OK(kefu_snapshot(bytes, world.engine));
  CHECK_OK(kefu_restore(&restored, errors, world.rules, kefu_buffer_data(bytes),
                        kefu_buffer_size(bytes)));
  CHECK(digest(restored) == digest(world.engine));
  CHECK(kefu_engine_ruleset(restored) == world.rules);
  kefu_engine_free(restored);
  CHECK(kefu_restore(&restored, errors, world.rules, kefu_buffer_data(bytes),
                     kefu_buffer_size(bytes) - 1) ==
        KEFU_ERROR_INVALID_SNAPSHOT);
  CHECK(restored == NULL && kefu_errors_count(errors) == 1);
  CHECK_OK(kefu_errors_get(&error, errors, 0));
  CHECK(error.trouble == KEFU_SNAPSHOT_TRUNCATED && error.message.length > 5);
  kefu_buffer_clear(bytes);
  CHECK_OK(kefu_errors_text(bytes, errors, 0, "state.kefu"));
  CHECK(holds(bytes, "state.kefu: "));
  kefu_buffer_clear(bytes);
  CHECK_OK(kefu_errors_text(bytes, errors, 0, NULL));
  CHECK(kefu_buffer_data(bytes)[0] != ':');
  kefu_buffer_clear(bytes);
  CHECK_OK(kefu_snapshot(bytes, world.engine));
  CHECK_OK(kefu_parse_ruleset(
      &other, NULL, "{\"desks\": [{\"name\": \"shop\"}]}", KEFU_NUL, NULL));
  CHECK(kefu_restore(&restored, errors, other, kefu_buffer_data(bytes),
                     kefu_buffer_size(bytes)) == KEFU_ERROR_INVALID_SNAPSHOT);
  CHECK_OK(kefu_errors_get(&error, errors, 0));
  CHECK(error.trouble == KEFU_SNAPSHOT_OTHER_RULESET);
  CHECK(kefu_restore(&restored, NULL, other, "x", 1) ==
        KEFU_ERROR_INVALID_SNAPSHOT);
  kefu_ruleset_release(other);
  kefu_buffer_free(bytes);
  kefu_errors_free(errors);
  world_close(&world);
}

void test_engines(void) {
  first_decision();
  before_the_first_event();
  customers();
  batches();
  explained();
  forks();
  readers_of_forks();
  snapshots();
}
