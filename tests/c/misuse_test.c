/* NULL and nonsense give a code, in every function, and nothing happens.
 * misuse_test.py tries every single argument; this program does it under
 * valgrind and the sanitizers. */

#include "check.h"

/* Events and batches. */
static void events(void) {
  CHECK_INVALID(kefu_add_record(NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_add_batch(NULL, NULL));
  CHECK_INVALID(kefu_add_customer_enters(NULL, NULL));
  CHECK_INVALID(kefu_add_customer_sends(NULL, NULL));
  CHECK_INVALID(kefu_add_customer_leaves(NULL, NULL));
  CHECK_INVALID(kefu_add_customer_erased(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_connects(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_disconnects(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_sets_status(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_accepts(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_sends(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_closes(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_transfers(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_claims(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_holds(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_unholds(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_discards(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_assigns(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_blocks(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_unblocks(NULL, NULL));
  CHECK_INVALID(kefu_add_agent_changes_settings(NULL, NULL));
  CHECK_INVALID(kefu_add_time_passes(NULL, NULL));
}

/* Typed readers. */
static void effects(void) {
  CHECK_INVALID(kefu_read_refuse(NULL, NULL));
  CHECK_INVALID(kefu_read_open_session(NULL, NULL));
  CHECK_INVALID(kefu_read_close_session(NULL, NULL));
  CHECK_INVALID(kefu_read_assign(NULL, NULL));
  CHECK_INVALID(kefu_read_enqueue(NULL, NULL));
  CHECK_INVALID(kefu_read_dequeue(NULL, NULL));
  CHECK_INVALID(kefu_read_change_session(NULL, NULL));
  CHECK_INVALID(kefu_read_transfer(NULL, NULL));
  CHECK_INVALID(kefu_read_send(NULL, NULL));
  CHECK_INVALID(kefu_read_deliver(NULL, NULL));
  CHECK_INVALID(kefu_read_notify_agent(NULL, NULL));
  CHECK_INVALID(kefu_read_set_agent_status(NULL, NULL));
  CHECK_INVALID(kefu_read_record(NULL, NULL));
}

/* The rest, in the order of the header. */
static void basics_and_engines(void) {
  CHECK_INVALID(kefu_buffer_new(NULL));
  CHECK_INVALID(kefu_buffer_reserve(NULL, 0));
  CHECK_INVALID(kefu_errors_new(NULL));
  CHECK_INVALID(kefu_errors_get(NULL, NULL, 0));
  CHECK_INVALID(kefu_errors_text(NULL, NULL, 0, NULL));
  CHECK_INVALID(kefu_word(NULL, NULL, 0));
  CHECK_INVALID(kefu_number(NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_reason_text(NULL, 0, 0));
  CHECK_INVALID(kefu_parse_ruleset(NULL, NULL, NULL, 0, NULL));
  CHECK_INVALID(kefu_lint(NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_find(NULL, NULL, 0, NULL, 0));
  CHECK_INVALID(kefu_find_all(NULL, 0, NULL, 0, NULL, 0, 0));
  CHECK_INVALID(kefu_name(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_declared(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_text(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_engine_new(NULL, NULL));
  CHECK_INVALID(kefu_fork(NULL, NULL));
  CHECK_INVALID(kefu_fork_into(NULL, NULL));
  CHECK_INVALID(kefu_customer(NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_customer_by_key(NULL, NULL, 0));
  CHECK_INVALID(kefu_customers(NULL, 0, NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_customers_by_key(NULL, 0, NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_find_customer(NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_find_customer_by_key(NULL, NULL, 0));
  CHECK_INVALID(kefu_knows_all(NULL, NULL, 0));
  CHECK_INVALID(kefu_customer_name(NULL, NULL, 0));
  CHECK_INVALID(kefu_batch_new(NULL));
  CHECK_INVALID(kefu_batch_reserve(NULL, 0, 0));
  CHECK_INVALID(kefu_apply(NULL, NULL, NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_apply_explained(NULL, NULL, NULL, NULL, NULL, NULL, 0));
  CHECK_INVALID(
      kefu_apply_records(NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, 0));
  CHECK_INVALID(kefu_apply_batch(NULL, NULL, NULL, NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_apply_bytes(NULL, NULL, NULL, NULL, 0, NULL, 0, 0));
  CHECK_INVALID(kefu_apply_json(NULL, NULL, NULL, NULL, 0, NULL, 0, NULL));
  CHECK_INVALID(kefu_now(NULL, NULL));
  CHECK_INVALID(kefu_next_deadline(NULL, NULL));
  CHECK_INVALID(kefu_session(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_position(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_agent(NULL, NULL, 0));
  CHECK_INVALID(kefu_stats(NULL, NULL));
  CHECK_INVALID(kefu_digest(NULL, NULL));
  CHECK_INVALID(kefu_check_invariants(NULL, NULL));
  CHECK_INVALID(kefu_explanations_new(NULL));
  CHECK_INVALID(kefu_explanations_get(NULL, NULL, 0));
  CHECK_INVALID(kefu_explanations_text(NULL, NULL, 0, NULL, 0));
}

/* The rest, in the order of the header. */
static void questions_and_logs(void) {
  CHECK_INVALID(kefu_explain(NULL, NULL, NULL));
  CHECK_INVALID(kefu_snapshot(NULL, NULL));
  CHECK_INVALID(kefu_restore(NULL, NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_effects_json(NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_events_json(NULL, NULL, NULL, 0, NULL, 0));
  CHECK_INVALID(kefu_reader_new(NULL, NULL));
  CHECK_INVALID(kefu_reader_read(NULL, NULL, NULL, NULL, NULL, 0, 0, 0));
  CHECK_INVALID(kefu_log_writer_new(NULL, NULL));
  CHECK_INVALID(kefu_log_writer_add(NULL, NULL, 0, NULL, 0));
  CHECK_INVALID(kefu_log_writer_flush(NULL, NULL));
  CHECK_INVALID(kefu_log_writer_begin_segment(NULL));
  CHECK_INVALID(kefu_log_reader_new(NULL, NULL));
  CHECK_INVALID(kefu_log_reader_read(NULL, NULL, NULL, NULL, NULL, 0, 0, 0));
  CHECK_INVALID(kefu_log_reader_place(NULL, NULL));
  CHECK_INVALID(kefu_json_to_log_new(NULL));
  CHECK_INVALID(kefu_json_to_log_add(NULL, NULL, NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_json_to_log_flush(NULL, NULL));
  CHECK_INVALID(kefu_log_to_json_new(NULL));
  CHECK_INVALID(kefu_log_to_json_add(NULL, NULL, NULL, NULL, NULL, 0, 0, 0));
  CHECK_INVALID(kefu_log_to_json_place(NULL, NULL));
  CHECK_INVALID(kefu_recorded_log_read(NULL, NULL, NULL, NULL, 0));
  CHECK_INVALID(kefu_recorded_log_get(NULL, NULL));
  CHECK_INVALID(kefu_replay_run(NULL, NULL, NULL, NULL, 0, NULL));
  CHECK_INVALID(kefu_replay_resume(NULL, NULL, NULL, NULL, 0, NULL));
  CHECK_INVALID(kefu_replay_get(NULL, NULL));
  CHECK_INVALID(kefu_compare(NULL, NULL, NULL));
  CHECK_INVALID(kefu_comparison_get(NULL, NULL));
  CHECK_INVALID(kefu_comparison_difference(NULL, NULL, 0));
  CHECK_INVALID(kefu_metrics_new(NULL));
  CHECK_INVALID(kefu_metrics_add(NULL, NULL, 0));
  CHECK_INVALID(kefu_metrics_finish(NULL, 0));
  CHECK_INVALID(kefu_metrics_get(NULL, NULL));
  CHECK_INVALID(kefu_metrics_quantile(NULL, NULL, 0));
  CHECK_INVALID(kefu_metrics_at_most(NULL, NULL, 0));
  CHECK_INVALID(kefu_metrics_loads(NULL, NULL));
  CHECK_INVALID(kefu_metrics_load(NULL, NULL, 0));
  CHECK_INVALID(kefu_metrics_session(NULL, NULL, 0));
  CHECK_INVALID(kefu_replay_session(NULL, NULL, 0));
  CHECK_INVALID(kefu_crowds_of(NULL, 0, NULL, NULL, 0));
  CHECK_INVALID(kefu_session_list_new(NULL));
  CHECK_INVALID(kefu_waiting_sessions_at_group(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_waiting_sessions_at_desk(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_pooled_sessions_at_group(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_pooled_sessions_at_desk(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_sessions_of(NULL, NULL, 0));
  CHECK_INVALID(kefu_session_list_get(NULL, NULL, 0));
  CHECK_INVALID(kefu_online(NULL, 0, NULL, NULL));
  CHECK_INVALID(kefu_explanations_rung(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_explanations_agent(NULL, NULL, 0, 0));
  CHECK_INVALID(kefu_counterfactuals_new(NULL));
  CHECK_INVALID(kefu_counterfactuals(NULL, NULL, NULL));
  CHECK_INVALID(kefu_counterfactuals_get(NULL, NULL, 0));
}

/* What looks at nothing answers nothing. */
static void values(void) {
  CHECK(kefu_buffer_size(NULL) == 0);
  CHECK(kefu_errors_count(NULL) == 0);
  CHECK(kefu_count(NULL, 0) == 0);
  CHECK(kefu_text_count(NULL, 0) == 0);
  CHECK(kefu_engine_ruleset(NULL) == NULL);
  CHECK(kefu_batch_count(NULL) == 0);
  CHECK(kefu_batch_records(NULL) == NULL);
  CHECK(kefu_batch_payloads(NULL, NULL) == NULL);
  CHECK(kefu_waiting_at_group(NULL, 0) == 0);
  CHECK(kefu_waiting_at_desk(NULL, 0) == 0);
  CHECK(kefu_open_sessions(NULL) == 0);
  CHECK(kefu_known_customers(NULL) == 0);
  CHECK(kefu_events(NULL) == 0);
  CHECK(kefu_memory_bytes(NULL) == 0);
  CHECK(kefu_explanations_count(NULL) == 0);
  CHECK(kefu_session_list_count(NULL) == 0);
  CHECK(kefu_counterfactuals_count(NULL) == 0);
  CHECK(kefu_counterfactuals_refused(NULL) == 0);
  CHECK(kefu_reader_lines(NULL) == 0);
  CHECK(kefu_log_writer_bytes(NULL) == 0);
  CHECK(kefu_json_to_log_events(NULL) == 0);
  CHECK(kefu_json_to_log_bytes(NULL) == 0);
  CHECK(kefu_replay_engine(NULL) == NULL);
  CHECK(kefu_replay_session_count(NULL) == 0);
  CHECK(kefu_metrics_by_way(NULL, 0) == 0);
  CHECK(kefu_metrics_by_group(NULL, 0) == 0);
  CHECK(kefu_metrics_session_count(NULL) == 0);
  CHECK(kefu_knows(NULL, 1) == 0);
  CHECK(kefu_is_binary_log(NULL, 8) == 0);
  CHECK(kefu_ruleset_retain(NULL) == NULL);
  CHECK(kefu_buffer_data(NULL) == NULL);
}

/* Nothing to free, nothing to clear. */
static void nothing_to_free(void) {
  kefu_buffer_free(NULL);
  kefu_buffer_clear(NULL);
  kefu_errors_free(NULL);
  kefu_ruleset_release(NULL);
  kefu_engine_free(NULL);
  kefu_batch_free(NULL);
  kefu_batch_clear(NULL);
  kefu_explanations_free(NULL);
  kefu_session_list_free(NULL);
  kefu_counterfactuals_free(NULL);
  kefu_reader_free(NULL);
  kefu_log_writer_free(NULL);
  kefu_log_reader_free(NULL);
  kefu_json_to_log_free(NULL);
  kefu_log_to_json_free(NULL);
  kefu_recorded_log_free(NULL);
  kefu_replay_free(NULL);
  kefu_comparison_free(NULL);
  kefu_metrics_free(NULL);
}

static void lengths_without_data(void) {
  World world;
  kefu_customer_sends sends = KEFU_CUSTOMER_SENDS_INIT;
  kefu_event event = KEFU_EVENT_INIT;
  kefu_string name = {NULL, 3};
  uint64_t id = 0;
  uint32_t number = 0;
  size_t used = 0;
  char out[100];
  world_open(&world);
  CHECK_INVALID(kefu_customer(&id, world.engine, NULL, 3));
  CHECK_INVALID(kefu_customer(&id, world.engine, NULL, KEFU_NUL));
  CHECK_OK(kefu_customer(&id, world.engine, NULL, 0));
  CHECK_INVALID(kefu_customers(&id, 0, world.engine, &name, 0, 1));
  CHECK_INVALID(
      kefu_find_all(&number, 0, world.rules, KEFU_AGENT, &name, 0, 1));
  CHECK_INVALID(kefu_customers_by_key(&id, 4, world.engine, &id, 0, 1));
  CHECK_INVALID(kefu_customers_by_key(&id, 12, world.engine, &id, 0, 1));
  CHECK_INVALID(kefu_find(&number, world.rules, 0, "ann", 3));
  CHECK_INVALID(kefu_find(&number, world.rules, 99, "ann", 3));
  CHECK_INVALID(kefu_apply(NULL, NULL, world.engine, &event, NULL, 8));
  CHECK_INVALID(
      kefu_apply_json(&used, &used, world.engine, NULL, 10, "", 0, NULL));
  CHECK_INVALID(kefu_apply_json(&used, &used, world.engine, out, sizeof out,
                                NULL, 10, NULL));
  CHECK_INVALID(
      kefu_apply_bytes(&used, &used, world.engine, NULL, 10, NULL, 0, 0));
  sends.text.length = 5;
  kefu_batch_clear(world.batch);
  CHECK_INVALID(kefu_add_customer_sends(world.batch, &sends));
  CHECK(kefu_batch_count(world.batch) == 0);
  CHECK(kefu_events(world.engine) == 2);
  world_close(&world);
}

void test_misuse(void) {
  events();
  effects();
  basics_and_engines();
  questions_and_logs();
  values();
  nothing_to_free();
  lengths_without_data();
}
