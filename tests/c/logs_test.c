/* Logs: JSON Lines, the binary form, and from each to the other. */

#include <stdlib.h>

#include "check.h"

static const char kLog[] =
    "{\"at\":1000,\"event\":\"agent_connects\",\"agent\":\"ann\"}\n"
    "{\"at\":2000,\"event\":\"customer_sends\",\"customer\":\"c-1\","
    "\"desk\":\"shop\",\"kind\":\"text\",\"text\":\"hello\"}\n"
    "{\"at\":3000,\"event\":\"agent_sends\",\"agent\":\"ann\","
    "\"customer\":\"c-1\",\"desk\":\"shop\",\"kind\":\"text\"}\n"
    "{\"at\":4000,\"event\":\"agent_closes\",\"customer\":\"c-1\","
    "\"desk\":\"shop\",\"agent\":\"ann\"}\n";
#define LOG_SIZE (sizeof kLog - 1)

static kefu_ruleset* rules = NULL;

static void json_lines(void) {
  kefu_engine* engine = NULL;
  kefu_reader* reader = NULL;
  kefu_batch* batch = NULL;
  kefu_errors* errors = NULL;
  kefu_error error = KEFU_ERROR_INIT;
  kefu_buffer* lines = NULL;
  const void* payloads = NULL;
  const kefu_effect* effects = NULL;
  size_t bytes = 0;
  size_t used = 0;
  size_t count = 0;
  CHECK_OK(kefu_engine_new(&engine, rules));
  CHECK_OK(kefu_reader_new(&reader, engine));
  CHECK_OK(kefu_batch_new(&batch));
  CHECK_OK(kefu_errors_new(&errors));
  CHECK_OK(kefu_buffer_new(&lines));
  /* Two events, then the rest; a line without an end is not read. */
  CHECK_OK(
      kefu_reader_read(&used, batch, errors, reader, kLog, LOG_SIZE - 1, 0, 2));
  CHECK(kefu_batch_count(batch) == 2 && kefu_reader_lines(reader) == 2);
  CHECK_OK(kefu_reader_read(&bytes, batch, errors, reader, kLog + used,
                            LOG_SIZE - 1 - used, 0, 0));
  CHECK(kefu_batch_count(batch) == 3);
  used += bytes;
  CHECK_OK(kefu_reader_read(&bytes, batch, errors, reader, kLog + used,
                            LOG_SIZE - used, 0, 0));
  CHECK(kefu_batch_count(batch) == 4 && used + bytes == LOG_SIZE);
  payloads = kefu_batch_payloads(&bytes, batch);
  CHECK_OK(kefu_events_json(lines, engine, kefu_batch_records(batch), 4,
                            payloads, bytes));
  CHECK(kefu_buffer_size(lines) == LOG_SIZE);
  CHECK(memcmp(kefu_buffer_data(lines), kLog, LOG_SIZE) == 0);
  CHECK_OK(kefu_apply_batch(&effects, &count, NULL, engine, batch, 0, 0));
  kefu_buffer_clear(lines);
  CHECK_OK(kefu_effects_json(lines, engine, effects, count));
  CHECK(holds(lines, "\"effect\":\"assign\"") && holds(lines, "\"c-1\""));
  /* A wrong line is left out. */
  kefu_batch_clear(batch);
  CHECK(kefu_reader_read(&used, batch, errors, reader,
                         "{\"at\": 1}\n{\"at\": 5, \"event\": "
                         "\"time_passes\"}\n",
                         KEFU_NUL, 1, 0) == KEFU_ERROR_INVALID_LOG);
  CHECK(used == 10 && kefu_batch_count(batch) == 0);
  CHECK_OK(kefu_errors_get(&error, errors, 0));
  CHECK(error.line == 5 && error.message.length > 5);
  kefu_buffer_clear(lines);
  CHECK_OK(kefu_errors_text(lines, errors, 0, "a.jsonl"));
  CHECK(holds(lines, "a.jsonl:5:"));
  kefu_buffer_free(lines);
  kefu_errors_free(errors);
  kefu_batch_free(batch);
  kefu_reader_free(reader);
  kefu_engine_free(engine);
}

/* The events of kLog as a binary log. */
static void write_log(kefu_buffer* log) {
  kefu_engine* engine = NULL;
  kefu_reader* reader = NULL;
  kefu_batch* batch = NULL;
  kefu_log_writer* writer = NULL;
  const void* payloads = NULL;
  size_t bytes = 0;
  size_t used = 0;
  CHECK_OK(kefu_engine_new(&engine, rules));
  CHECK_OK(kefu_reader_new(&reader, engine));
  CHECK_OK(kefu_batch_new(&batch));
  CHECK_OK(kefu_log_writer_new(&writer, engine));
  CHECK_OK(kefu_reader_read(&used, batch, NULL, reader, kLog, LOG_SIZE, 1, 0));
  payloads = kefu_batch_payloads(&bytes, batch);
  CHECK_OK(kefu_log_writer_add(writer, kefu_batch_records(batch), 3, payloads,
                               bytes));
  CHECK(kefu_log_writer_bytes(writer) > 0);
  CHECK_OK(kefu_log_writer_flush(log, writer));
  used = kefu_buffer_size(log);
  CHECK(used > 100);
  CHECK_OK(kefu_log_writer_flush(log, writer));
  CHECK(kefu_buffer_size(log) == used); /* nothing was added since */
  CHECK_OK(kefu_log_writer_begin_segment(writer));
  CHECK_OK(kefu_log_writer_add(writer, kefu_batch_records(batch) + 3, 1,
                               payloads, bytes));
  CHECK_OK(kefu_log_writer_flush(log, writer));
  kefu_log_writer_free(writer);
  kefu_batch_free(batch);
  kefu_reader_free(reader);
  kefu_engine_free(engine);
}

static void binary(void) {
  kefu_engine* engine = NULL;
  kefu_log_reader* reader = NULL;
  kefu_log_place place = KEFU_LOG_PLACE_INIT;
  kefu_batch* batch = NULL;
  kefu_buffer* log = NULL;
  kefu_errors* errors = NULL;
  kefu_error error = KEFU_ERROR_INIT;
  size_t size = 0;
  size_t used = 0;
  CHECK_OK(kefu_buffer_new(&log));
  CHECK_OK(kefu_errors_new(&errors));
  CHECK_OK(kefu_batch_new(&batch));
  write_log(log);
  size = kefu_buffer_size(log);
  CHECK(kefu_is_binary_log(kefu_buffer_data(log), size) == 1);
  CHECK(kefu_is_binary_log(kLog, 8) == 0);
  CHECK_OK(kefu_engine_new(&engine, rules));
  CHECK_OK(kefu_log_reader_new(&reader, engine));
  CHECK_OK(kefu_log_reader_read(&used, batch, errors, reader,
                                kefu_buffer_data(log), size, 1, 0));
  CHECK(used == size && kefu_batch_count(batch) == 4);
  CHECK_OK(kefu_log_reader_place(&place, reader));
  CHECK(place.bytes == size && place.blocks == 2 && place.events == 4);
  CHECK(place.next_event == 1 || place.next_event == 4);
  kefu_log_reader_free(reader);
  /* Torn in the middle of the last block: good up to there. */
  CHECK_OK(kefu_log_reader_new(&reader, engine));
  kefu_batch_clear(batch);
  CHECK(kefu_log_reader_read(&used, batch, errors, reader,
                             kefu_buffer_data(log), size - 3, 1,
                             0) == KEFU_ERROR_INVALID_LOG);
  CHECK_OK(kefu_errors_get(&error, errors, 0));
  CHECK(error.trouble == KEFU_LOG_TORN && error.good_events == 3);
  CHECK(kefu_batch_count(batch) == 3 && error.good_bytes < size);
  kefu_log_reader_free(reader);
  kefu_engine_free(engine);
  kefu_batch_free(batch);
  kefu_errors_free(errors);
  kefu_buffer_free(log);
}

static void converters(void) {
  kefu_json_to_log* there = NULL;
  kefu_log_to_json* back = NULL;
  kefu_log_place place = KEFU_LOG_PLACE_INIT;
  kefu_buffer* log = NULL;
  kefu_buffer* lines = NULL;
  kefu_errors* errors = NULL;
  size_t used = 0;
  CHECK_OK(kefu_buffer_new(&log));
  CHECK_OK(kefu_buffer_new(&lines));
  CHECK_OK(kefu_errors_new(&errors));
  CHECK_OK(kefu_json_to_log_new(&there));
  CHECK_OK(kefu_json_to_log_add(&used, errors, there, kLog, LOG_SIZE, 1));
  CHECK(used == LOG_SIZE && kefu_json_to_log_events(there) == 4);
  CHECK(kefu_json_to_log_bytes(there) > 0);
  CHECK(kefu_json_to_log_add(&used, errors, there, "x\n", 2, 1) ==
        KEFU_ERROR_INVALID_LOG);
  CHECK(kefu_errors_count(errors) == 1);
  CHECK_OK(kefu_json_to_log_flush(log, there));
  CHECK(kefu_json_to_log_bytes(there) == 0);
  kefu_json_to_log_free(there);
  CHECK_OK(kefu_log_to_json_new(&back));
  CHECK_OK(kefu_log_to_json_add(&used, lines, errors, back,
                                kefu_buffer_data(log), kefu_buffer_size(log), 1,
                                0));
  CHECK(used == kefu_buffer_size(log));
  CHECK(kefu_buffer_size(lines) == LOG_SIZE);
  CHECK(memcmp(kefu_buffer_data(lines), kLog, LOG_SIZE) == 0);
  CHECK_OK(kefu_log_to_json_place(&place, back));
  CHECK(place.events == 4);
  kefu_log_to_json_free(back);
  /* Only checked. */
  CHECK_OK(kefu_log_to_json_new(&back));
  CHECK_OK(kefu_log_to_json_add(&used, NULL, errors, back,
                                kefu_buffer_data(log), kefu_buffer_size(log), 1,
                                0));
  kefu_log_to_json_free(back);
  kefu_errors_free(errors);
  kefu_buffer_free(lines);
  kefu_buffer_free(log);
}

void test_logs(void) {
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kDesk, KEFU_NUL, NULL));
  json_lines();
  binary();
  converters();
  kefu_ruleset_release(rules);
}
