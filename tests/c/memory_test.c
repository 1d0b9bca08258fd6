/* Memory of the host: every request goes through kefu_set_allocator, all of it
 * comes back, and a request that fails, whichever it is, gives a code and
 * leaves the engine whole. */

#include <stdlib.h>

#include "check.h"

/* Memory that counts, and fails after `left` requests if `armed`. */
typedef struct Pool {
  long blocks;
  long requests;
  long left;
  int armed;
} Pool;

static void* take(void* user, size_t bytes, size_t alignment) {
  Pool* pool = (Pool*)user;
  void* memory = NULL;
  CHECK(alignment >= 16 && (alignment & (alignment - 1)) == 0);
  ++pool->requests;
  if (pool->armed && pool->left-- <= 0) return NULL;
  memory = malloc(bytes + alignment + sizeof(void*));
  if (memory != NULL) {
    /* The block's own address stands in front of what is given out. */
    const uintptr_t begin = (uintptr_t)memory + sizeof(void*);
    void** out = (void**)((begin + alignment - 1) / alignment * alignment);
    out[-1] = memory;
    memset(out, 0xA5, bytes);
    ++pool->blocks;
    return out;
  }
  return NULL;
}

static void give_back(void* user, void* memory) {
  Pool* pool = (Pool*)user;
  CHECK(memory != NULL);
  --pool->blocks;
  free(((void**)memory)[-1]);
}

static void arm(Pool* pool, long n) {
  pool->left = n;
  pool->armed = 1;
}

/* A day of a desk in small: 1 if it went through, 0 if memory ran out. */
static int small_day(World* world) {
  const kefu_effect* effects = NULL;
  kefu_event passes = KEFU_EVENT_INIT;
  size_t count = 0;
  char name[8] = "c-0";
  int result = KEFU_OK;
  for (; name[2] < '8' && result == KEFU_OK; ++name[2]) {
    result = world_says(world, name, 2000 + name[2], &effects, &count);
  }
  passes.type = KEFU_EVENT_TIME_PASSES;
  passes.at = 40 * 60000;
  if (result == KEFU_OK) {
    result = kefu_apply(&effects, &count, world->engine, &passes, NULL, 0);
  }
  CHECK(result == KEFU_OK || result == KEFU_ERROR_OUT_OF_MEMORY);
  return result == KEFU_OK;
}

/* Everything that reads, writes and answers, once. */
static int everything(World* world, kefu_buffer* buffer, kefu_errors* errors) {
  static const char line[] =
      "{\"at\": 9000000, \"event\": \"customer_sends\", \"customer\": \"new\","
      " \"desk\": \"shop\", \"kind\": \"text\"}\n";
  kefu_engine* other = NULL;
  kefu_explanations* why = NULL;
  kefu_question question = KEFU_QUESTION_INIT;
  kefu_ruleset* rules = NULL;
  kefu_replay* replay = NULL;
  char out[4000];
  size_t written = 0;
  size_t used = 0;
  int result = kefu_snapshot(buffer, world->engine);
  if (result == KEFU_OK) {
    result = kefu_restore(&other, errors, world->rules,
                          kefu_buffer_data(buffer), kefu_buffer_size(buffer));
  }
  CHECK((result == KEFU_OK) == (other != NULL));
  kefu_engine_free(other);
  if (result == KEFU_OK) result = kefu_fork(&other, world->engine);
  if (result == KEFU_OK) {
    result = kefu_apply_json(&written, &used, other, out, sizeof out, line,
                             sizeof line - 1, errors);
    CHECK(result != KEFU_OK || written > 100);
    kefu_engine_free(other);
  }
  question.desk = (uint16_t)world->desk;
  if (result == KEFU_OK) result = kefu_explanations_new(&why);
  if (result == KEFU_OK) result = kefu_explain(why, world->engine, &question);
  if (result == KEFU_OK) {
    result = kefu_explanations_text(buffer, why, 0, world->rules, 0);
  }
  kefu_explanations_free(why);
  if (result == KEFU_OK) {
    result = kefu_parse_ruleset(&rules, errors, kDesk, KEFU_NUL, NULL);
  }
  kefu_ruleset_release(rules);
  if (result == KEFU_OK) {
    result = kefu_replay_run(&replay, errors, world->rules, line,
                             sizeof line - 1, NULL);
  }
  kefu_replay_free(replay);
  CHECK(result == KEFU_OK || result == KEFU_ERROR_OUT_OF_MEMORY);
  return result == KEFU_OK;
}

/* A batch of the log, written, read again and converted both ways. */
static int logs(const kefu_batch* batch, kefu_engine* engine,
                kefu_buffer* buffer) {
  kefu_log_writer* writer = NULL;
  kefu_log_reader* reader = NULL;
  kefu_log_to_json* back = NULL;
  kefu_json_to_log* there = NULL;
  kefu_batch* again = NULL;
  kefu_buffer* lines = NULL;
  size_t bytes = 0;
  size_t used = 0;
  const void* payloads = kefu_batch_payloads(&bytes, batch);
  int result = kefu_log_writer_new(&writer, engine);
  if (result == KEFU_OK) result = kefu_log_reader_new(&reader, engine);
  if (result == KEFU_OK) result = kefu_log_to_json_new(&back);
  if (result == KEFU_OK) result = kefu_json_to_log_new(&there);
  if (result == KEFU_OK) result = kefu_batch_new(&again);
  if (result == KEFU_OK) result = kefu_buffer_new(&lines);
  if (result == KEFU_OK) {
    result = kefu_log_writer_add(writer, kefu_batch_records(batch),
                                 kefu_batch_count(batch), payloads, bytes);
  }
  if (result == KEFU_OK) result = kefu_log_writer_flush(buffer, writer);
  if (result == KEFU_OK) {
    result = kefu_log_reader_read(&used, again, NULL, reader,
                                  kefu_buffer_data(buffer),
                                  kefu_buffer_size(buffer), 1, 0);
  }
  if (result == KEFU_OK) result = kefu_add_batch(again, batch);
  if (result == KEFU_OK) {
    result =
        kefu_log_to_json_add(&used, lines, NULL, back, kefu_buffer_data(buffer),
                             kefu_buffer_size(buffer), 1, 0);
  }
  if (result == KEFU_OK) {
    result = kefu_json_to_log_add(&used, NULL, there, kefu_buffer_data(lines),
                                  kefu_buffer_size(lines), 1);
  }
  if (result == KEFU_OK) result = kefu_json_to_log_flush(lines, there);
  kefu_buffer_free(lines);
  kefu_batch_free(again);
  kefu_json_to_log_free(there);
  kefu_log_to_json_free(back);
  kefu_log_reader_free(reader);
  kefu_log_writer_free(writer);
  return result;
}

/* Reads a line, applies it, logs it and counts it, in a fork. */
static int a_line(World* world, kefu_buffer* buffer) {
  static const char line[] =
      "{\"at\": 9000000, \"event\": \"customer_sends\", \"customer\": \"new\","
      " \"desk\": \"shop\", \"kind\": \"text\", \"text\": \"hello\"}\n";
  kefu_engine* fork = NULL;
  kefu_reader* reader = NULL;
  kefu_batch* batch = NULL;
  kefu_metrics* metrics = NULL;
  const kefu_effect* effects = NULL;
  size_t count = 0;
  size_t used = 0;
  int result = kefu_fork(&fork, world->engine);
  kefu_buffer_clear(buffer);
  if (result == KEFU_OK) result = kefu_reader_new(&reader, fork);
  if (result == KEFU_OK) result = kefu_batch_new(&batch);
  if (result == KEFU_OK) result = kefu_metrics_new(&metrics);
  if (result == KEFU_OK) {
    result = kefu_reader_read(&used, batch, NULL, reader, line, sizeof line - 1,
                              1, 0);
    /* A line is counted if its event is there. */
    CHECK((used != 0) == (kefu_batch_count(batch) == 1));
  }
  if (result == KEFU_OK) result = logs(batch, fork, buffer);
  if (result == KEFU_OK) {
    result = kefu_apply_batch(&effects, &count, NULL, fork, batch, 0, 0);
  }
  if (result == KEFU_OK) result = kefu_metrics_add(metrics, effects, count);
  if (result == KEFU_OK) {
    result = kefu_effects_json(buffer, fork, effects, count);
  }
  if (result == KEFU_OK) result = kefu_metrics_loads(&count, metrics);
  kefu_metrics_free(metrics);
  kefu_batch_free(batch);
  kefu_reader_free(reader);
  kefu_engine_free(fork);
  CHECK(result == KEFU_OK || result == KEFU_ERROR_OUT_OF_MEMORY);
  return result == KEFU_OK;
}

static void check_whole(const World* world, kefu_buffer* buffer) {
  kefu_buffer_clear(buffer);
  CHECK_OK(kefu_check_invariants(buffer, world->engine));
  CHECK(kefu_buffer_size(buffer) == 0);
}

/* Applying with memory that fails at the n-th request, for every n. */
static void fail_while_applying(Pool* pool) {
  kefu_buffer* buffer = NULL;
  long n;
  int done = 0;
  for (n = 0; !done && n < 10000; ++n) {
    World world;
    world_open(&world);
    CHECK_OK(kefu_buffer_new(&buffer));
    arm(pool, n);
    done = small_day(&world);
    pool->armed = 0;
    check_whole(&world, buffer);
    kefu_buffer_free(buffer);
    world_close(&world);
    CHECK(pool->blocks == 0);
  }
  CHECK(done && n > 5);
}

static void fail_in_everything(Pool* pool) {
  World world;
  kefu_buffer* buffer = NULL;
  kefu_errors* errors = NULL;
  uint64_t before = 0;
  uint64_t after = 1;
  long n;
  int done = 0;
  world_open(&world);
  CHECK(small_day(&world));
  CHECK_OK(kefu_buffer_new(&buffer));
  CHECK_OK(kefu_errors_new(&errors));
  CHECK_OK(kefu_digest(&before, world.engine));
  CHECK_OK(kefu_buffer_reserve(buffer, 1 << 20));
  for (n = 0; !done && n < 10000; ++n) {
    arm(pool, n);
    done = everything(&world, buffer, errors) && a_line(&world, buffer);
    pool->armed = 0;
    CHECK(kefu_errors_count(errors) == 0);
    CHECK_OK(kefu_digest(&after, world.engine));
    CHECK(before == after);
    kefu_buffer_clear(buffer);
  }
  CHECK(done && n > 50);
  kefu_errors_free(errors);
  kefu_buffer_free(buffer);
  world_close(&world);
}

/* Linting likewise: all findings are told, or none (E4). */
static void fail_while_linting(Pool* pool) {
  static const char json[] =
      "{\"desks\": [{\"name\": \"shop\"}], \"groups\": [{\"name\": \"a\"},"
      " {\"name\": \"b\"}]}";
  kefu_ruleset* rules = NULL;
  kefu_errors* findings = NULL;
  int result = KEFU_ERROR_OUT_OF_MEMORY;
  long n;
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, json, sizeof json - 1, NULL));
  CHECK_OK(kefu_errors_new(&findings));
  for (n = 0; result == KEFU_ERROR_OUT_OF_MEMORY && n < 10000; ++n) {
    arm(pool, n);
    result = kefu_lint(findings, rules, json, sizeof json - 1);
    pool->armed = 0;
    CHECK((result == KEFU_OK) == (kefu_errors_count(findings) > 0));
  }
  CHECK(result == KEFU_OK && n > 5);
  CHECK(kefu_errors_count(findings) >= 2);
  kefu_errors_free(findings);
  kefu_ruleset_release(rules);
}

/* li has room for one, zhou works at night, wang is in no group. */
static const char* const kWaits =
    "{\"schedules\": [{\"name\": \"nights\", \"slots\": [{\"days\": "
    "[\"monday\"], \"from\": \"22:00\", \"to\": \"23:00\"}]}],"
    " \"desks\": [{\"name\": \"shop\"}],"
    " \"agents\": [{\"name\": \"li\", \"capacity\": 1},"
    "   {\"name\": \"zhou\", \"schedule\": \"nights\"}, {\"name\": \"wang\"}],"
    " \"groups\": [{\"name\": \"all\","
    "   \"agents\": [{\"agent\": \"li\"}, {\"agent\": \"zhou\"}]}],"
    " \"timers\": {\"customer_silent\": {\"after\": \"30 min\","
    "                                   \"mode\": \"customer_silent\"}}}";

static void someone_waits(World* world) {
  kefu_agent_connects connects = KEFU_AGENT_CONNECTS_INIT;
  memset(world, 0, sizeof *world);
  CHECK_OK(kefu_parse_ruleset(&world->rules, NULL, kWaits, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&world->engine, world->rules));
  CHECK_OK(kefu_batch_new(&world->batch));
  CHECK_OK(kefu_find(&world->desk, world->rules, KEFU_DESK, "shop", 4));
  connects.at = 1000;
  for (connects.agent = 1; connects.agent <= 3; ++connects.agent) {
    CHECK_OK(kefu_add_agent_connects(world->batch, &connects));
  }
  world_apply(world, NULL, NULL);
  CHECK_OK(world_says(world, "c-1", 2000, NULL, NULL));
  CHECK_OK(world_says(world, "c-2", 3000, NULL, NULL));
}

/* What if (E2): each change is tried with copies, other rulesets and restored
 * snapshots; without memory for one of them there is no answer, not half of
 * one. */
static void fail_while_asking_what_if(Pool* pool) {
  World world;
  kefu_counterfactual_list* list = NULL;
  kefu_counterfactual_question question = KEFU_COUNTERFACTUAL_QUESTION_INIT;
  kefu_counterfactual row = KEFU_COUNTERFACTUAL_INIT;
  int result = KEFU_ERROR_OUT_OF_MEMORY;
  uint32_t what;
  long n;
  someone_waits(&world);
  CHECK_OK(kefu_counterfactuals_new(&list));
  question.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_find_customer(&question.customer, world.engine, "c-2", 3));
  for (n = 0; result == KEFU_ERROR_OUT_OF_MEMORY && n < 100000; ++n) {
    arm(pool, n);
    result = kefu_counterfactuals(list, world.engine, &question);
    pool->armed = 0;
    CHECK(kefu_counterfactuals_refused(list) == 0);
    CHECK((result == KEFU_OK) == (kefu_counterfactuals_count(list) > 0));
  }
  CHECK(result == KEFU_OK && n > 50);
  CHECK(kefu_counterfactuals_count(list) == 4);
  for (what = 0; what < 4; ++what) {
    CHECK_OK(kefu_counterfactuals_get(&row, list, what));
    CHECK(row.what == KEFU_CHANGE_CAPACITY + what);
  }
  kefu_counterfactuals_free(list);
  world_close(&world);
  CHECK(pool->blocks == 0);
}

/* A list of sessions (S7) is there, or it is empty. */
static void fail_while_listing(Pool* pool) {
  World world;
  kefu_session_list* list = NULL;
  int result = KEFU_ERROR_OUT_OF_MEMORY;
  uint32_t agent = 0;
  size_t online = 77;
  long n;
  someone_waits(&world);
  CHECK_OK(kefu_session_list_new(&list));
  for (n = 0; result == KEFU_ERROR_OUT_OF_MEMORY && n < 1000; ++n) {
    CHECK_OK(kefu_sessions_of(list, world.engine, 1));
    CHECK(kefu_session_list_count(list) == 1);
    arm(pool, n);
    result = kefu_waiting_sessions_at_group(list, world.engine, 1, 1000);
    pool->armed = 0;
    CHECK(kefu_session_list_count(list) == (result == KEFU_OK ? 1u : 0u));
  }
  CHECK(result == KEFU_OK && n > 1);
  result = KEFU_ERROR_OUT_OF_MEMORY;
  for (n = 0; result == KEFU_ERROR_OUT_OF_MEMORY && n < 1000; ++n) {
    CHECK(online == 77 && agent == 0);
    arm(pool, n);
    result = kefu_online(&agent, 1, &online, world.engine);
    pool->armed = 0;
  }
  CHECK(result == KEFU_OK && n > 1 && online == 3 && agent == 1);
  kefu_session_list_free(list);
  world_close(&world);
  CHECK(pool->blocks == 0);
}

/* After warm-up an event asks for no memory (T9). */
static void no_requests(Pool* pool) {
  World world;
  kefu_event passes = KEFU_EVENT_INIT;
  const kefu_effect* effects = NULL;
  size_t count = 0;
  long before = 0;
  int64_t at;
  world_open(&world);
  passes.type = KEFU_EVENT_TIME_PASSES;
  for (at = 2000; at < 2100; ++at) {
    if (at == 2050) before = pool->requests;
    CHECK_OK(world_says(&world, "c-1", at, &effects, &count));
    passes.at = at;
    CHECK_OK(kefu_apply(&effects, &count, world.engine, &passes, NULL, 0));
  }
#ifdef KEFU_CHECK /* checking the invariants takes memory */
  CHECK(pool->requests >= before);
#else
  CHECK(pool->requests == before);
#endif
  world_close(&world);
}

void test_memory(void) {
  Pool pool = {0, 0, 0, 0};
  kefu_allocator allocator = KEFU_ALLOCATOR_INIT;
  kefu_ruleset* rules = NULL;
  int result = KEFU_OK;
  allocator.user = &pool;
  allocator.allocate = take;
  CHECK(kefu_set_allocator(&allocator) < 0); /* release is missing */
  allocator.release = give_back;
  result = kefu_set_allocator(&allocator);
  if (result == KEFU_ERROR_UNSUPPORTED) {
    printf("memory_test.c: this build has no allocator hook\n");
    return;
  }
  CHECK(result == KEFU_OK);
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kDesk, KEFU_NUL, NULL));
  CHECK(pool.blocks > 10);
  CHECK(kefu_set_allocator(NULL) == KEFU_ERROR_WRONG_STATE);
  kefu_ruleset_release(rules);
  CHECK(pool.blocks == 0);
  fail_while_applying(&pool);
  fail_in_everything(&pool);
  fail_while_linting(&pool);
  fail_while_asking_what_if(&pool);
  fail_while_listing(&pool);
  no_requests(&pool);
  CHECK(pool.blocks == 0);
  CHECK_OK(kefu_set_allocator(NULL));
}
