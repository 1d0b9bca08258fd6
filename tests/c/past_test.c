/* Past customers and ratings through the C face (S4, S5, F1). */

#include "check.h"

static const char* const kRules =
    "{\"tenant\": {\"keep_unanswered\": true},"
    " \"feedback\": {\"rating\": {\"on\": true}},"
    " \"desks\": [{\"name\": \"shop\"}],"
    " \"agents\": [{\"name\": \"ann\"}],"
    " \"routing\": {\"sticky\": []}}";

static World world;
static const kefu_effect* effects;
static size_t count;

static void apply(void) { world_apply(&world, &effects, &count); }

static void connects(int64_t at) {
  kefu_agent_connects event = KEFU_AGENT_CONNECTS_INIT;
  event.at = at;
  event.agent = world.ann;
  CHECK_OK(kefu_add_agent_connects(world.batch, &event));
  apply();
}

static void closes(int64_t at, uint64_t customer) {
  kefu_agent_closes event = KEFU_AGENT_CLOSES_INIT;
  event.at = at;
  event.customer = customer;
  event.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_add_agent_closes(world.batch, &event));
  apply();
}

static void unanswered(kefu_unanswered_list* list, uint64_t customer) {
  kefu_unanswered_question question = KEFU_UNANSWERED_QUESTION_INIT;
  kefu_unanswered_info info = KEFU_UNANSWERED_INFO_INIT;
  CHECK_INVALID(kefu_unanswered(NULL, world.engine, &question));
  CHECK_OK(kefu_unanswered(list, world.engine, &question));
  CHECK(kefu_unanswered_count(list) == 1);
  CHECK_OK(kefu_unanswered_get(&info, list, 0));
  CHECK(info.customer == customer && info.session == 1 && info.since == 2000);
  CHECK(info.agent == world.ann && info.desk == world.desk);
  CHECK(info.state == KEFU_SESSION_STATE_CLOSED && info.allowed == 1);
  CHECK(info.reason == 0 && info.has_left == 0 && info.has_until == 0);
  CHECK(kefu_unanswered_get(&info, list, 1) == KEFU_ERROR_NOT_FOUND);
  question.limit = 0;
  CHECK_OK(kefu_unanswered(list, world.engine, &question));
  CHECK(kefu_unanswered_count(list) == 0);
}

static void rates(int64_t at, uint64_t customer) {
  kefu_customer_rates event = KEFU_CUSTOMER_RATES_INIT;
  kefu_effect_record record = KEFU_EFFECT_RECORD_INIT;
  event.at = at;
  event.customer = customer;
  event.desk = (uint16_t)world.desk;
  event.has_score = 1;
  event.score = 4;
  CHECK_OK(kefu_add_customer_rates(world.batch, &event));
  apply();
  CHECK(count == 1);
  CHECK_OK(kefu_read_record(&record, &effects[0]));
  CHECK(record.what == KEFU_RECORD_WHAT_RATING && record.session == 1);
  CHECK(record.has_score == 1 && record.score == 4);
  CHECK(record.agent == world.ann);
}

static void reopens(int64_t at, uint64_t customer) {
  kefu_agent_reopens event = KEFU_AGENT_REOPENS_INIT;
  kefu_agent_invites_rating invites = KEFU_AGENT_INVITES_RATING_INIT;
  const kefu_effect* assign;
  event.at = at;
  event.agent = world.ann;
  event.customers = &customer;
  event.customers_count = 1;
  event.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_add_agent_reopens(world.batch, &event));
  apply();
  assign = find_effect(effects, count, KEFU_EFFECT_ASSIGN);
  CHECK(assign != NULL);
  if (assign == NULL) return;
  CHECK(assign->session == 2 && assign->detail == KEFU_ASSIGN_BY_REOPEN);
  invites.at = at;
  invites.agent = world.ann;
  invites.customer = customer;
  invites.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_add_agent_invites_rating(world.batch, &invites));
  CHECK_OK(kefu_add_agent_invites_rating(world.batch, &invites));
  apply();
  CHECK(count == 1 && effects[0].reason == KEFU_REASON_ALREADY_INVITED);
}

void test_past(void) {
  kefu_unanswered_list* list = NULL;
  uint64_t customer = 0;
  memset(&world, 0, sizeof world);
  CHECK_OK(kefu_parse_ruleset(&world.rules, NULL, kRules, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&world.engine, world.rules));
  CHECK_OK(kefu_batch_new(&world.batch));
  CHECK_OK(kefu_unanswered_new(&list));
  CHECK_OK(kefu_find(&world.ann, world.rules, KEFU_AGENT, "ann", KEFU_NUL));
  CHECK_OK(kefu_find(&world.desk, world.rules, KEFU_DESK, "shop", KEFU_NUL));
  CHECK_OK(kefu_customer(&customer, world.engine, "c", KEFU_NUL));
  connects(1000);
  CHECK_OK(world_says(&world, "c", 2000, &effects, &count));
  closes(3000, customer);
  unanswered(list, customer);
  rates(4000, customer);
  reopens(5000, customer);
  kefu_unanswered_free(list);
  world_close(&world);
}
