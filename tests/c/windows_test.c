/* Whether a message may still be sent, through the C face (W2). */

#include "check.h"

static const char* const kRules =
    "{\"channels\": [{\"name\": \"mini\", \"type\": \"mini_program\"}],"
    " \"desks\": [{\"name\": \"shop\", \"channel\": \"mini\"}],"
    " \"agents\": [{\"name\": \"ann\"}, {\"name\": \"bo\"}]}";

static const int64_t kWindow = 48LL * 3600 * 1000;

void test_windows(void) {
  static World world;
  const kefu_effect* effects;
  size_t count;
  kefu_send_question question = KEFU_SEND_QUESTION_INIT;
  kefu_send_info info = KEFU_SEND_INFO_INIT;
  uint64_t customer = 0;
  memset(&world, 0, sizeof world);
  CHECK_OK(kefu_parse_ruleset(&world.rules, NULL, kRules, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&world.engine, world.rules));
  CHECK_OK(kefu_batch_new(&world.batch));
  CHECK_OK(kefu_find(&world.ann, world.rules, KEFU_AGENT, "ann", KEFU_NUL));
  CHECK_OK(kefu_find(&world.desk, world.rules, KEFU_DESK, "shop", KEFU_NUL));
  CHECK_OK(world_says(&world, "c", 1000, &effects, &count));
  CHECK_OK(kefu_customer(&customer, world.engine, "c", KEFU_NUL));
  question.customer = customer;
  question.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_may_send(&info, world.engine, &question));
  CHECK(info.allowed && info.has_left && info.left == 5);
  CHECK(info.has_until && info.until == 1000 + kWindow);
  question.at = 1000 + kWindow - 1;
  CHECK_OK(kefu_may_send(&info, world.engine, &question));
  CHECK(info.allowed);
  question.at = 1000 + kWindow;
  CHECK_OK(kefu_may_send(&info, world.engine, &question));
  CHECK(!info.allowed && info.reason == KEFU_REASON_WINDOW_CLOSED);
  question.at = 0;
  question.kind = KEFU_MESSAGE_KIND_VIDEO;
  CHECK_OK(kefu_may_send(&info, world.engine, &question));
  CHECK(!info.allowed && info.reason == KEFU_REASON_KIND_NOT_ALLOWED);
  question.kind = 200;
  CHECK_OK(kefu_may_send(&info, world.engine, &question));
  CHECK(!info.allowed && info.reason == KEFU_REASON_BAD_RECORD);
  question.kind = KEFU_MESSAGE_KIND_TEXT;
  question.desk = 999;
  CHECK_OK(kefu_may_send(&info, world.engine, &question));
  CHECK(!info.allowed && info.reason == KEFU_REASON_UNKNOWN_DESK);
  CHECK(kefu_may_send(NULL, world.engine, &question) ==
        KEFU_ERROR_INVALID_ARGUMENT);
  world_close(&world);
}
