/* Replays of a real day, and metrics from its effects. */

#include <stdlib.h>

#include "check.h"

static kefu_ruleset* fcfs = NULL;
static kefu_ruleset* ageing = NULL;
static char* day = NULL;
static size_t day_size = 0;

static kefu_ruleset* rules_of(const char* path) {
  kefu_ruleset* rules = NULL;
  size_t size = 0;
  char* json = read_file(path, &size);
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, json, size, NULL));
  free(json);
  return rules;
}

static void as_recorded(void) {
  kefu_replay* replay = NULL;
  kefu_replay* again = NULL;
  kefu_replay_info info = KEFU_REPLAY_INFO_INIT;
  kefu_session_outcome session = KEFU_SESSION_OUTCOME_INIT;
  kefu_comparison* comparison = NULL;
  kefu_comparison_info same = KEFU_COMPARISON_INFO_INIT;
  kefu_session_difference difference = KEFU_SESSION_DIFFERENCE_INIT;
  uint64_t digest = 0;
  CHECK_OK(kefu_replay_run(&replay, NULL, fcfs, day, day_size, NULL));
  CHECK_OK(kefu_replay_get(&info, replay));
  CHECK(info.taken > 1000 && info.taken == info.applied);
  CHECK(info.left_out == 0 && info.added == 0);
  CHECK(info.sessions > 500);
  CHECK(kefu_replay_session_count(replay) == info.sessions);
  CHECK_OK(kefu_replay_session(&session, replay, 0));
  CHECK(session.ordinal == 1 && session.session == 1);
  CHECK(kefu_replay_session(&session, replay, (size_t)info.sessions) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_digest(&digest, kefu_replay_engine(replay)));
  CHECK(digest != 0);
  CHECK_OK(kefu_replay_run(&again, NULL, fcfs, day, day_size, NULL));
  CHECK_OK(kefu_compare(&comparison, replay, again));
  CHECK_OK(kefu_comparison_get(&same, comparison));
  CHECK(same.differences == 0 && same.both == info.sessions);
  CHECK(kefu_comparison_difference(&difference, comparison, 0) ==
        KEFU_ERROR_NOT_FOUND);
  kefu_comparison_free(comparison);
  kefu_replay_free(again);
  /* The engine at the end as a beginning; an empty log. */
  CHECK_OK(kefu_replay_resume(&again, NULL, kefu_replay_engine(replay), "", 0,
                              NULL));
  CHECK_OK(kefu_replay_get(&info, again));
  CHECK(info.taken == 0);
  kefu_replay_free(again);
  kefu_replay_free(replay);
}

static int three_hours(int64_t* duration, void* user, const kefu_engine* engine,
                       const kefu_effect* assign) {
  CHECK(assign->type == KEFU_EFFECT_ASSIGN);
  CHECK(kefu_open_sessions(engine) > 0);
  ++*(int*)user;
  *duration = 3 * 3600000;
  return 1;
}

static int count_effects(void* user, const kefu_engine* engine,
                         const kefu_effect* effects, size_t count,
                         const kefu_explanations* explanations) {
  CHECK(engine != NULL && (count == 0 || effects != NULL));
  CHECK(explanations == NULL || kefu_explanations_count(explanations) < 100);
  *(int*)user += (int)count;
  return 0;
}

static int stop(void* user, const kefu_engine* engine,
                const kefu_effect* effects, size_t count,
                const kefu_explanations* explanations) {
  (void)user;
  (void)engine;
  (void)effects;
  (void)count;
  CHECK(explanations != NULL);
  return 1;
}

static void models(void) {
  kefu_replay_model model = KEFU_REPLAY_MODEL_INIT;
  kefu_recorded_log* record = NULL;
  kefu_recorded_log_info recorded = KEFU_RECORDED_LOG_INFO_INIT;
  kefu_replay* was = NULL;
  kefu_replay* would = NULL;
  kefu_replay_info info = KEFU_REPLAY_INFO_INIT;
  kefu_comparison* comparison = NULL;
  kefu_comparison_info differs = KEFU_COMPARISON_INFO_INIT;
  kefu_session_difference first = KEFU_SESSION_DIFFERENCE_INIT;
  int calls = 0;
  CHECK_OK(kefu_recorded_log_read(&record, NULL, fcfs, day, day_size));
  CHECK_OK(kefu_recorded_log_get(&recorded, record));
  CHECK(recorded.events == 1341 && recorded.sessions == 1163);
  CHECK(recorded.served == 178);
  /* The day has no closes: how long it took is not in this log. */
  CHECK(recorded.mean_service_ms == KEFU_NEVER);
  model.service = three_hours;
  model.user = &calls;
  CHECK_OK(kefu_replay_run(&was, NULL, fcfs, day, day_size, &model));
  CHECK(calls > 500);
  CHECK_OK(kefu_replay_get(&info, was));
  CHECK(info.added > 500);
  CHECK_OK(kefu_replay_run(&would, NULL, ageing, day, day_size, &model));
  CHECK_OK(kefu_compare(&comparison, was, would));
  CHECK_OK(kefu_comparison_get(&differs, comparison));
  CHECK(differs.differences > 0 && differs.other_wait > 0);
  CHECK_OK(kefu_comparison_difference(&first, comparison, 0));
  CHECK(first.first != KEFU_NO_PLACE && first.waited + first.agent > 0);
  kefu_comparison_free(comparison);
  kefu_replay_free(would);
  model.service = NULL;
  model.who = KEFU_WHOEVER_SERVES;
  model.when = KEFU_CLOSED_LOOP;
  CHECK_INVALID(kefu_replay_run(&would, NULL, ageing, day, day_size, &model));
  model.record = record;
  model.has_unserved = 1;
  model.unserved = 600000;
  CHECK_OK(kefu_replay_run(&would, NULL, ageing, day, day_size, &model));
  CHECK_OK(kefu_replay_get(&info, would));
  /* The record has no closes, so whoever it served stays. */
  CHECK(info.taken == 1341 && info.sessions == 1163 && info.added == 0);
  kefu_replay_free(would);
  model.when = KEFU_RECORDED_TIMES;
  model.has_unserved = 0;
  model.record = NULL;
  model.watcher = count_effects;
  calls = 0;
  CHECK_OK(kefu_replay_run(&would, NULL, fcfs, day, day_size, &model));
  CHECK(calls > 2000);
  kefu_replay_free(would);
  model.watcher = stop;
  model.detail = KEFU_EXPLAINED;
  CHECK(kefu_replay_run(&would, NULL, fcfs, day, day_size, &model) ==
        KEFU_ERROR_STOPPED);
  CHECK(would == NULL);
  model.detail = 3;
  CHECK_INVALID(kefu_replay_run(&would, NULL, fcfs, day, day_size, &model));
  kefu_replay_free(was);
  kefu_recorded_log_free(record);
}

static void wrong_logs(void) {
  kefu_replay* replay = NULL;
  kefu_recorded_log* record = NULL;
  kefu_errors* errors = NULL;
  kefu_error error = KEFU_ERROR_INIT;
  CHECK_OK(kefu_errors_new(&errors));
  CHECK(kefu_replay_run(&replay, errors, fcfs, "\n{}\n", 4, NULL) ==
        KEFU_ERROR_INVALID_LOG);
  CHECK(replay == NULL);
  CHECK_OK(kefu_errors_get(&error, errors, 0));
  CHECK(error.line == 2);
  CHECK(kefu_recorded_log_read(&record, errors, fcfs, "[", 1) ==
        KEFU_ERROR_INVALID_LOG);
  CHECK(record == NULL && kefu_errors_count(errors) == 1);
  kefu_errors_free(errors);
}

/* The same day as a binary log. */
static void binary(void) {
  kefu_json_to_log* converter = NULL;
  kefu_buffer* log = NULL;
  kefu_replay* replay = NULL;
  kefu_replay* other = NULL;
  uint64_t one = 0;
  uint64_t two = 1;
  size_t used = 0;
  CHECK_OK(kefu_buffer_new(&log));
  CHECK_OK(kefu_json_to_log_new(&converter));
  CHECK_OK(kefu_json_to_log_add(&used, NULL, converter, day, day_size, 1));
  CHECK_OK(kefu_json_to_log_flush(log, converter));
  kefu_json_to_log_free(converter);
  CHECK_OK(kefu_replay_run(&replay, NULL, fcfs, day, day_size, NULL));
  CHECK_OK(kefu_replay_run(&other, NULL, fcfs, kefu_buffer_data(log),
                           kefu_buffer_size(log), NULL));
  CHECK_OK(kefu_digest(&one, kefu_replay_engine(replay)));
  CHECK_OK(kefu_digest(&two, kefu_replay_engine(other)));
  CHECK(one == two);
  kefu_replay_free(other);
  kefu_replay_free(replay);
  kefu_buffer_free(log);
}

void test_replays(void) {
  fcfs = rules_of("examples/sffd/fcfs.json");
  ageing = rules_of("examples/sffd/ageing.json");
  day = read_file("examples/data/sffd-2017-01-01.jsonl", &day_size);
  as_recorded();
  models();
  wrong_logs();
  binary();
  free(day);
  kefu_ruleset_release(ageing);
  kefu_ruleset_release(fcfs);
}

void test_metrics(void) {
  World world;
  kefu_metrics* metrics = NULL;
  kefu_metrics_info info = KEFU_METRICS_INFO_INIT;
  const kefu_effect* effects = NULL;
  kefu_wait_record session = KEFU_WAIT_RECORD_INIT;
  kefu_agent_load load = KEFU_AGENT_LOAD_INIT;
  kefu_agent_closes closes = KEFU_AGENT_CLOSES_INIT;
  size_t count = 0;
  int64_t wait = -1;
  uint64_t within = 0;
  uint32_t group = 0;
  char name[4] = "c-0";
  world_open(&world);
  CHECK_OK(kefu_metrics_new(&metrics));
  CHECK_OK(kefu_find(&group, world.rules, KEFU_GROUP, "all", 3));
  for (; name[2] < '5'; ++name[2]) {
    CHECK_OK(world_says(&world, name, 2000, &effects, &count));
    CHECK_OK(kefu_metrics_add(metrics, effects, count));
  }
  /* c-4 waits until c-0 is closed. */
  closes.at = 5000;
  closes.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_find_customer(&closes.customer, world.engine, "c-0", 3));
  kefu_batch_clear(world.batch);
  CHECK_OK(kefu_add_agent_closes(world.batch, &closes));
  CHECK_OK(kefu_apply_batch(&effects, &count, NULL, world.engine, world.batch,
                            0, 0));
  CHECK_OK(kefu_metrics_add(metrics, effects, count));
  CHECK_OK(kefu_metrics_finish(metrics, 10000));
  CHECK_OK(kefu_metrics_get(&info, metrics));
  CHECK(info.opened == 5 && info.assigned == 5 && info.abandoned == 0);
  CHECK(info.waits == 5);
  CHECK(info.wait_total_ms == 3000 && info.wait_worst_ms == 3000);
  CHECK(info.peak_waiting == 1 && info.refused == 0);
  CHECK_OK(kefu_metrics_quantile(&wait, metrics, 50));
  CHECK(wait == 0);
  CHECK_OK(kefu_metrics_quantile(&wait, metrics, 100));
  CHECK(wait == 3000);
  CHECK_INVALID(kefu_metrics_quantile(&wait, metrics, 101));
  CHECK_OK(kefu_metrics_at_most(&within, metrics, 2999));
  CHECK(within == 4);
  CHECK(kefu_metrics_by_way(metrics, KEFU_ASSIGN_BY_SCOPE) == 4);
  CHECK(kefu_metrics_by_way(metrics, KEFU_ASSIGN_BY_QUEUE) == 1);
  CHECK(kefu_metrics_by_way(metrics, 4711) == 0);
  CHECK(kefu_metrics_by_group(metrics, group) == 5);
  CHECK(kefu_metrics_session_count(metrics) == 5);
  CHECK_OK(kefu_metrics_session(&session, metrics, 4));
  CHECK(session.wait_ms == 3000 && session.position == 1);
  CHECK(session.ended == KEFU_REASON_ASSIGNED);
  CHECK(kefu_metrics_session(&session, metrics, 5) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_metrics_load(&load, metrics, 0) == KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_metrics_loads(&count, metrics));
  CHECK(count == 2);
  CHECK_OK(kefu_metrics_load(&load, metrics, 0));
  CHECK(load.agent == world.ann && load.sessions == 3 && load.peak == 2);
  CHECK(load.busy_ms == 8000 && load.session_ms == 16000);
  CHECK(kefu_metrics_load(&load, metrics, 2) == KEFU_ERROR_NOT_FOUND);
  kefu_metrics_free(metrics);
  world_close(&world);
}
