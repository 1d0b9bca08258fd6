/* The doors for hosts that copy: bytes and JSON, with buffers of every size,
 * against the same events by kefu_apply. */

#include <stdlib.h>

#include "check.h"

static const char kLines[] =
    "{\"at\": 1000, \"event\": \"agent_connects\", \"agent\": \"ann\"}\n"
    "\n"
    "{\"at\": 2000, \"event\": \"customer_sends\", \"customer\": \"c-1\","
    " \"desk\": \"shop\", \"kind\": \"text\", \"text\": \"hello\"}\n"
    "{\"at\": 2100, \"event\": \"customer_sends\", \"customer\": \"c-2\","
    " \"desk\": \"shop\", \"kind\": \"text\"}\n"
    "{\"at\": 2200, \"event\": \"customer_sends\", \"customer\": \"c-3\","
    " \"desk\": \"shop\", \"kind\": \"text\"}\n"
    "{\"at\": 9000000, \"event\": \"time_passes\"}";

static kefu_ruleset* rules = NULL;

static kefu_engine* fresh(void) {
  kefu_engine* engine = NULL;
  CHECK_OK(kefu_engine_new(&engine, rules));
  return engine;
}

static uint64_t digest(const kefu_engine* engine) {
  uint64_t value = 0;
  CHECK_OK(kefu_digest(&value, engine));
  return value;
}

/* The events of kLines, with the ids of an engine. */
static void read_lines(kefu_batch* batch, kefu_engine* engine) {
  kefu_reader* reader = NULL;
  size_t used = 0;
  CHECK_OK(kefu_reader_new(&reader, engine));
  CHECK_OK(kefu_reader_read(&used, batch, NULL, reader, kLines,
                            sizeof kLines - 1, 1, 0));
  CHECK(used == sizeof kLines - 1 && kefu_batch_count(batch) == 5);
  kefu_reader_free(reader);
}

/* The flat form of a batch, at an odd address; to be freed. */
static char* flat(const kefu_batch* batch, size_t* size) {
  size_t payload_bytes = 0;
  const void* payloads = kefu_batch_payloads(&payload_bytes, batch);
  const size_t records = kefu_batch_count(batch) * sizeof(kefu_event);
  const uint32_t head[2] = {(uint32_t)kefu_batch_count(batch),
                            (uint32_t)payload_bytes};
  char* all = (char*)malloc(1 + sizeof head + records + payload_bytes);
  *size = sizeof head + records + payload_bytes;
  if (all == NULL) return NULL;
  memcpy(all + 1, head, sizeof head);
  memcpy(all + 1 + sizeof head, kefu_batch_records(batch), records);
  memcpy(all + 1 + sizeof head + records, payloads, payload_bytes);
  return all;
}

/* All effects by the door of bytes with this room; the number of calls. */
static int by_bytes(kefu_effect* out, size_t* count, kefu_engine* engine,
                    size_t room, const char* in, size_t size) {
  char* some = (char*)malloc(room + 1);
  size_t written = 0;
  size_t used = 0;
  size_t first = 0;
  int calls = 0;
  int result = KEFU_MORE;
  *count = 0;
  while (result == KEFU_MORE && some != NULL) {
    result =
        kefu_apply_bytes(&written, &used, engine, some, room, in, size, first);
    CHECK(result == KEFU_OK || result == KEFU_MORE);
    CHECK(written % sizeof *out == 0 && written <= room);
    memcpy(out + *count, some, written);
    *count += written / sizeof *out;
    first += used;
    ++calls;
  }
  CHECK(first == 5);
  free(some);
  return calls;
}

static void bytes(void) {
  kefu_engine* engine = fresh();
  kefu_batch* batch = NULL;
  const kefu_effect* effects = NULL;
  kefu_effect expected[64];
  kefu_effect got[64];
  size_t expected_count = 0;
  size_t count = 0;
  size_t size = 0;
  size_t room;
  uint64_t end = 0;
  char* in = NULL;
  CHECK_OK(kefu_batch_new(&batch));
  read_lines(batch, engine);
  in = flat(batch, &size);
  CHECK_OK(
      kefu_apply_batch(&effects, &expected_count, NULL, engine, batch, 0, 0));
  CHECK(expected_count > 10 && expected_count < 64);
  memcpy(expected, effects, expected_count * sizeof *effects);
  end = digest(engine);
  kefu_engine_free(engine);
  for (room = sizeof *got; room <= 20 * sizeof *got; room += 33) {
    engine = fresh();
    kefu_batch_clear(batch);
    read_lines(batch, engine); /* makes the customers known */
    by_bytes(got, &count, engine, room, in + 1, size);
    CHECK(count == expected_count);
    CHECK(memcmp(got, expected, count * sizeof *got) == 0);
    CHECK(digest(engine) == end);
    kefu_engine_free(engine);
  }
  kefu_batch_free(batch);
  free(in);
}

static void wrong_bytes(void) {
  kefu_engine* engine = fresh();
  kefu_effect out[8];
  size_t written = 9;
  size_t used = 9;
  uint32_t head[12] = {1, 0};
  memset(head + 2, 0, sizeof head - 8);
  CHECK_OK(
      kefu_apply_bytes(&written, &used, engine, out, sizeof out, NULL, 0, 0));
  CHECK(written == 0 && used == 0);
  CHECK_INVALID(
      kefu_apply_bytes(&written, &used, engine, out, sizeof out, head, 7, 0));
  CHECK_INVALID(
      kefu_apply_bytes(&written, &used, engine, out, sizeof out, head, 44, 0));
  CHECK_INVALID(
      kefu_apply_bytes(&written, &used, engine, out, sizeof out, head, 40, 2));
  head[1] = 4;
  CHECK_INVALID(
      kefu_apply_bytes(&written, &used, engine, out, sizeof out, head, 44, 0));
  head[1] = 0;
  CHECK(kefu_events(engine) == 0);
  /* Not even one effect finds room: nothing is applied. */
  CHECK(kefu_apply_bytes(&written, &used, engine, out, 63, head, 40, 0) ==
        KEFU_ERROR_BUFFER_TOO_SMALL);
  CHECK(written == sizeof *out && used == 0 && kefu_events(engine) == 0);
  /* A record of zeros is no event, and is refused as one. */
  CHECK_OK(
      kefu_apply_bytes(&written, &used, engine, out, sizeof out, head, 40, 0));
  CHECK(written == sizeof *out && used == 1);
  CHECK(out[0].reason == KEFU_REASON_BAD_RECORD);
  kefu_engine_free(engine);
}

static void json(void) {
  kefu_engine* engine = fresh();
  kefu_batch* batch = NULL;
  kefu_buffer* expected = NULL;
  const kefu_effect* effects = NULL;
  size_t count = 0;
  size_t room;
  uint64_t end = 0;
  CHECK_OK(kefu_batch_new(&batch));
  CHECK_OK(kefu_buffer_new(&expected));
  read_lines(batch, engine);
  CHECK_OK(kefu_apply_batch(&effects, &count, NULL, engine, batch, 0, 0));
  CHECK_OK(kefu_effects_json(expected, engine, effects, count));
  end = digest(engine);
  kefu_engine_free(engine);
  for (room = 300; room < 4000; room += 97) {
    char out[4000];
    char all[8000];
    size_t length = 0;
    size_t written = 0;
    size_t used = 0;
    size_t at = 0;
    int result = KEFU_MORE;
    engine = fresh();
    while (result == KEFU_MORE) {
      result = kefu_apply_json(&written, &used, engine, out, room, kLines + at,
                               sizeof kLines - 1 - at, NULL);
      CHECK(result == KEFU_OK || result == KEFU_MORE);
      CHECK(written == 0 || out[written - 1] == '\n');
      memcpy(all + length, out, written);
      length += written;
      at += used;
    }
    CHECK(at == sizeof kLines - 1);
    CHECK(length == kefu_buffer_size(expected));
    CHECK(memcmp(all, kefu_buffer_data(expected), length) == 0);
    CHECK(digest(engine) == end);
    kefu_engine_free(engine);
  }
  kefu_buffer_free(expected);
  kefu_batch_free(batch);
}

static void wrong_json(void) {
  static const char lines[] =
      "{\"at\": 1000, \"event\": \"agent_connects\", \"agent\": \"ann\"}\n"
      "{\"at\": 2000, \"event\": \"customer_send\"}\n"
      "{\"at\": 3000, \"event\": \"customer_sends\", \"customer\": \"c-1\","
      " \"desk\": \"shop\", \"kind\": \"text\"}\n";
  kefu_engine* engine = fresh();
  kefu_errors* errors = NULL;
  kefu_error error = KEFU_ERROR_INIT;
  char out[2000];
  size_t written = 0;
  size_t used = 0;
  size_t needed = 0;
  int round;
  CHECK_OK(kefu_errors_new(&errors));
  for (round = 0; round < 2; ++round) {
    CHECK(kefu_apply_json(&written, &used, engine, out, sizeof out, lines,
                          sizeof lines - 1, errors) == KEFU_ERROR_INVALID_LOG);
    CHECK(kefu_errors_count(errors) == 1);
    CHECK_OK(kefu_errors_get(&error, errors, 0));
    CHECK(error.line == 2); /* of this call */
    CHECK(error.column > 1);
    CHECK(kefu_events(engine) == (uint64_t)round + 1);
  }
  /* Goes on behind it, with a buffer that is too small at first. */
  CHECK(kefu_apply_json(&needed, &written, engine, out, 10, lines + used,
                        sizeof lines - 1 - used,
                        errors) == KEFU_ERROR_BUFFER_TOO_SMALL);
  CHECK(needed > 10 && needed < sizeof out);
  CHECK(written == sizeof lines - 1 - used); /* read and applied */
  CHECK(kefu_apply_json(&written, &used, engine, out, needed, NULL, 0,
                        errors) == KEFU_MORE);
  CHECK(written == needed && out[written - 1] == '\n');
  CHECK_OK(kefu_apply_json(&written, &used, engine, out, sizeof out, NULL, 0,
                           errors));
  CHECK(written > 0);
  kefu_errors_free(errors);
  kefu_engine_free(engine);
}

/* Numbers that are the same in every run. */
static uint32_t next_number(void) {
  static uint32_t state = 12345;
  state = state * 1664525u + 1013904223u;
  return state >> 8;
}

/* Bytes are believed in nothing: whatever is changed in the input, the engine
 * stays whole. */
static void broken_input(void) {
  kefu_engine* engine = fresh();
  kefu_batch* batch = NULL;
  kefu_buffer* violation = NULL;
  kefu_effect out[16];
  char text[sizeof kLines];
  size_t size = 0;
  size_t written = 0;
  size_t used = 0;
  char* good = NULL;
  char* in = NULL;
  int round;
  CHECK_OK(kefu_batch_new(&batch));
  CHECK_OK(kefu_buffer_new(&violation));
  read_lines(batch, engine);
  good = flat(batch, &size);
  in = (char*)malloc(size + 1);
  for (round = 0; round < 2000 && good != NULL && in != NULL; ++round) {
    const size_t cut = next_number() % 20 == 0 ? next_number() % size : 0;
    int changes = 1 + (int)(next_number() % 4);
    memcpy(in, good + 1, size);
    memcpy(text, kLines, sizeof text);
    for (; changes > 0; --changes) {
      in[next_number() % size] = (char)next_number();
      text[next_number() % (sizeof text - 1)] = (char)next_number();
    }
    CHECK(kefu_apply_bytes(&written, &used, engine, out, sizeof out, in,
                           size - cut, 0) >= KEFU_ERROR_INVALID_ARGUMENT);
    CHECK(written <= sizeof out);
    used = 0;
    CHECK(kefu_apply_json(&written, &used, engine, (char*)out, sizeof out, text,
                          sizeof text - 1, NULL) > -12);
    CHECK(written <= sizeof out && used <= sizeof text - 1);
    if (round % 50 == 0) {
      CHECK_OK(kefu_check_invariants(violation, engine));
      kefu_engine_free(engine);
      engine = fresh();
    }
  }
  CHECK(kefu_buffer_size(violation) == 0);
  free(in);
  free(good);
  kefu_buffer_free(violation);
  kefu_batch_free(batch);
  kefu_engine_free(engine);
}

void test_doors(void) {
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kDesk, KEFU_NUL, NULL));
  bytes();
  wrong_bytes();
  json();
  wrong_json();
  broken_input();
  kefu_ruleset_release(rules);
}
