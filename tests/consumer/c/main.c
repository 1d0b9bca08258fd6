/* A host in C: one agent, one customer, one decision. */

#include <kefu.h>
#include <stdio.h>

static const char kRuleset[] =
    "{\"agents\": [{\"name\": \"mei\"}], \"desks\": [{\"name\": \"shop\"}]}";

int main(void) {
  kefu_ruleset* rules = NULL;
  kefu_engine* engine = NULL;
  kefu_event event = KEFU_EVENT_INIT;
  const kefu_effect* effects = NULL;
  size_t count = 0;
  size_t i;
  uint32_t mei = 0;
  int result = kefu_parse_ruleset(&rules, NULL, kRuleset, KEFU_NUL, NULL);
  if (result == KEFU_OK) result = kefu_engine_new(&engine, rules);
  if (result == KEFU_OK) {
    result = kefu_find(&mei, rules, KEFU_AGENT, "mei", KEFU_NUL);
  }
  event.type = KEFU_EVENT_AGENT_CONNECTS;
  event.agent = mei;
  if (result == KEFU_OK) {
    result = kefu_apply(NULL, NULL, engine, &event, NULL, 0);
  }
  event.type = KEFU_EVENT_CUSTOMER_SENDS;
  event.detail = KEFU_MESSAGE_KIND_TEXT;
  event.agent = 0;
  event.desk = 1;
  if (result == KEFU_OK) {
    result = kefu_customer(&event.customer, engine, "c-1", KEFU_NUL);
  }
  if (result == KEFU_OK) {
    result = kefu_apply(&effects, &count, engine, &event, NULL, 0);
  }
  if (result != KEFU_OK) {
    fprintf(stderr, "%s\n", kefu_strerror(result));
    return 1;
  }
  for (i = 0; i < count; ++i) {
    if (effects[i].type == KEFU_EFFECT_ASSIGN && effects[i].agent == mei) {
      puts("c-1 goes to mei");
      kefu_engine_free(engine);
      kefu_ruleset_release(rules);
      return 0;
    }
  }
  return 1;
}
