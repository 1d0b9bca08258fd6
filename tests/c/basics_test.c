/* Version, results, words, buffers, errors. */

#include "check.h"

static void versions(void) {
  CHECK(kefu_version() == KEFU_VERSION);
  CHECK(strcmp(kefu_version_text(), "0.1.0") == 0);
}

static void results(void) {
  int code;
  for (code = KEFU_ERROR_INTERNAL; code <= KEFU_UNKNOWN; ++code) {
    CHECK(strlen(kefu_strerror(code)) > 5);
    CHECK(strcmp(kefu_strerror(code), "no such result") != 0);
  }
  CHECK(strcmp(kefu_strerror(-1000), "no such result") == 0);
  CHECK(strcmp(kefu_strerror(3), "no such result") == 0);
}

static void words(void) {
  kefu_string word = {NULL, 0};
  uint32_t number = 0;
  CHECK_OK(kefu_word(&word, "reason", KEFU_REASON_AT_CAPACITY));
  CHECK(IS(word, "at_capacity"));
  CHECK(word.data[word.length] == 0);
  CHECK_OK(kefu_word(&word, "event", KEFU_EVENT_CUSTOMER_ENTERS));
  CHECK(IS(word, "customer_enters"));
  CHECK_OK(kefu_word(&word, "effect", KEFU_EFFECT_ASSIGN));
  CHECK(IS(word, "assign"));
  CHECK_OK(kefu_word(&word, "field", KEFU_FIELD_UNTIL));
  CHECK(IS(word, "until"));
  CHECK_OK(kefu_word(&word, "message_kind", KEFU_MESSAGE_KIND_IMAGE));
  CHECK(IS(word, "image"));
  CHECK_OK(kefu_word(&word, "timer_kind", KEFU_TIMER_KIND_WRAP_UP));
  CHECK(IS(word, "wrap_up"));
  CHECK(kefu_word(&word, "reason", 0) == KEFU_ERROR_NOT_FOUND);
  CHECK(word.length == 0);
  CHECK(kefu_word(&word, "message_kind", 300) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_word(&word, "message_kin", 1) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_word(&word, "MessageKind", 1) == KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_number(&number, "rung", "by_hand", KEFU_NUL));
  CHECK(number == KEFU_RUNG_BY_HAND);
  CHECK_OK(kefu_number(&number, "reason", "ramp", 4));
  CHECK(number == KEFU_REASON_RAMP);
  CHECK(kefu_number(&number, "reason", "", 0) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_number(&number, "?", "ramp", 4) == KEFU_ERROR_NOT_FOUND);
  CHECK(number == 0);
  CHECK_OK(kefu_reason_text(&word, KEFU_REASON_CHOSEN, KEFU_ENGLISH));
  CHECK(IS(word, "chosen"));
  CHECK_OK(kefu_reason_text(&word, KEFU_REASON_SUSPENDED, KEFU_CHINESE));
  CHECK(IS(word, "\xE5\xAE\xA2\xE6\x9C\x8D\xE6\x8C\x82\xE8\xB5\xB7"));
  CHECK(kefu_reason_text(&word, 70000, KEFU_ENGLISH) == KEFU_ERROR_NOT_FOUND);
  CHECK_INVALID(kefu_reason_text(&word, 1, 7));
}

static void buffers(void) {
  kefu_buffer* buffer = NULL;
  kefu_errors* errors = NULL;
  kefu_ruleset* rules = NULL;
  CHECK_OK(kefu_buffer_new(&buffer));
  CHECK(kefu_buffer_data(buffer) != NULL);
  CHECK(kefu_buffer_size(buffer) == 0);
  CHECK_OK(kefu_buffer_reserve(buffer, 1000));
  CHECK(kefu_buffer_size(buffer) == 0);
  CHECK_OK(kefu_errors_new(&errors));
  CHECK(kefu_parse_ruleset(&rules, errors, "{", 1, NULL) ==
        KEFU_ERROR_INVALID_RULESET);
  CHECK_OK(kefu_errors_text(buffer, errors, 0, NULL));
  CHECK(kefu_buffer_size(buffer) > 10);
  kefu_buffer_clear(buffer);
  CHECK(kefu_buffer_size(buffer) == 0);
  CHECK(kefu_buffer_reserve(buffer, (size_t)-1) == KEFU_ERROR_TOO_LONG);
  kefu_errors_free(errors);
  kefu_buffer_free(buffer);
}

void test_basics(void) {
  versions();
  results();
  words();
  buffers();
}
