/* Robots, the message pool and offers through the C face. */

#include "check.h"

static const char* const kRules =
    "{\"desks\": [{\"name\": \"shop\"}],"
    " \"agents\": [{\"name\": \"ann\"}, {\"name\": \"bo\"}],"
    " \"groups\": [{\"name\": \"all\", \"agents\": [{\"agent\": \"ann\"},"
    "                                            {\"agent\": \"bo\"}]}],"
    " \"routing\": {\"reception\": \"robot\"},"
    " \"queue\": {\"offers\": {\"on\": true}},"
    " \"offline\": {\"plan_nobody\": \"pool\"}}";

static World world;
static const kefu_effect* effects;
static size_t count;

static void apply(void) { world_apply(&world, &effects, &count); }

static uint64_t customer(void) {
  uint64_t id = 0;
  CHECK_OK(kefu_customer(&id, world.engine, "c", KEFU_NUL));
  return id;
}

static void hand_over(int64_t at) {
  kefu_robot_hands_over event = KEFU_ROBOT_HANDS_OVER_INIT;
  event.at = at;
  event.customer = customer();
  event.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_add_robot_hands_over(world.batch, &event));
  apply();
}

/* The robot has it; nobody is there: the pool, and a form beside it. */
static void robot_and_pool(uint32_t group) {
  kefu_customer_submits_form form = KEFU_CUSTOMER_SUBMITS_FORM_INIT;
  kefu_pool_info info = KEFU_POOL_INFO_INIT;
  CHECK_OK(world_says(&world, "c", 1000, &effects, &count));
  CHECK(find_effect(effects, count, KEFU_EFFECT_ASK_ROBOT) != NULL);
  hand_over(2000);
  CHECK(find_effect(effects, count, KEFU_EFFECT_POOL) != NULL);
  CHECK_OK(kefu_pool_at_group(&info, world.engine, group));
  CHECK(info.sessions == 1 && info.oldest == customer() && info.since == 2000);
  CHECK_OK(kefu_pool_at_desk(&info, world.engine, world.desk));
  CHECK(info.sessions == 0 && info.oldest == 0 && info.since == KEFU_NEVER);
  form.at = 3000;
  form.customer = customer();
  form.desk = (uint16_t)world.desk;
  form.fields.data = "{}";
  form.fields.length = 2;
  CHECK_OK(kefu_add_customer_submits_form(world.batch, &form));
  apply();
  CHECK(count == 1 && effects[0].detail == KEFU_RECORD_WHAT_FORM);
}

/* The customer writes while somebody is there: it is offered, and declined. */
static void offered(void) {
  kefu_agent_connects connects = KEFU_AGENT_CONNECTS_INIT;
  kefu_agent_declines declines = KEFU_AGENT_DECLINES_INIT;
  const kefu_effect* offer;
  connects.at = 4000;
  connects.agent = world.ann;
  CHECK_OK(kefu_add_agent_connects(world.batch, &connects));
  apply();
  CHECK_OK(world_says(&world, "c", 5000, &effects, &count));
  offer = find_effect(effects, count, KEFU_EFFECT_OFFER);
  CHECK(offer != NULL);
  if (offer == NULL) return;
  CHECK(offer->agent == world.ann && offer->value == 30000);
  declines.at = 6000;
  declines.agent = world.ann;
  declines.customer = customer();
  declines.desk = (uint16_t)world.desk;
  CHECK_OK(kefu_add_agent_declines(world.batch, &declines));
  apply();
  CHECK(find_effect(effects, count, KEFU_EFFECT_REFUSE) == NULL);
  CHECK(find_effect(effects, count, KEFU_EFFECT_WITHDRAW_OFFER) == NULL);
}

void test_nobody(void) {
  uint32_t group = 0;
  memset(&world, 0, sizeof world);
  CHECK_OK(kefu_parse_ruleset(&world.rules, NULL, kRules, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&world.engine, world.rules));
  CHECK_OK(kefu_batch_new(&world.batch));
  CHECK_OK(kefu_find(&world.ann, world.rules, KEFU_AGENT, "ann", KEFU_NUL));
  CHECK_OK(kefu_find(&world.desk, world.rules, KEFU_DESK, "shop", KEFU_NUL));
  CHECK_OK(kefu_find(&group, world.rules, KEFU_GROUP, "all", KEFU_NUL));
  robot_and_pool(group);
  offered();
  world_close(&world);
}
