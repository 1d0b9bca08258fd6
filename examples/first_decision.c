/* The first decision in C: two agents, one customer, and why. */

#include <kefu.h>
#include <stdio.h>

static const char kRuleset[] =
    "{\"desks\": [{\"name\": \"shop\"}],"
    " \"agents\": [{\"name\": \"ann\"}, {\"name\": \"bo\"}]}";

/* What is wrong with the ruleset, all of it. */
static int complain(const kefu_errors* errors, kefu_buffer* text) {
  size_t i;
  for (i = 0; i < kefu_errors_count(errors); ++i) {
    kefu_buffer_clear(text);
    if (kefu_errors_text(text, errors, i, "ruleset") != KEFU_OK) break;
    fprintf(stderr, "%.*s\n", (int)kefu_buffer_size(text),
            kefu_buffer_data(text));
  }
  return 1;
}

/* Ann logs in and a customer writes; the effects of his message as JSON. */
static int decide(kefu_engine* engine, kefu_batch* batch, kefu_buffer* lines) {
  const kefu_ruleset* rules = kefu_engine_ruleset(engine);
  kefu_agent_connects connects = KEFU_AGENT_CONNECTS_INIT;
  kefu_customer_sends sends = KEFU_CUSTOMER_SENDS_INIT;
  const kefu_effect* effects = NULL;
  size_t count = 0;
  uint32_t desk = 0;
  int result = kefu_find(&connects.agent, rules, KEFU_AGENT, "ann", KEFU_NUL);
  if (result == KEFU_OK) {
    result = kefu_find(&desk, rules, KEFU_DESK, "shop", KEFU_NUL);
  }
  if (result == KEFU_OK) {
    result = kefu_customer(&sends.customer, engine, "c-1", KEFU_NUL);
  }
  connects.at = 1000;
  if (result == KEFU_OK) result = kefu_add_agent_connects(batch, &connects);
  sends.at = 2000;
  sends.desk = (uint16_t)desk;
  sends.kind = KEFU_MESSAGE_KIND_TEXT;
  if (result == KEFU_OK) result = kefu_add_customer_sends(batch, &sends);
  if (result == KEFU_OK) {
    result = kefu_apply_batch(&effects, &count, NULL, engine, batch, 0, 0);
  }
  if (result == KEFU_OK) {
    result = kefu_effects_json(lines, engine, effects, count);
  }
  return result;
}

int main(void) {
  kefu_errors* errors = NULL;
  kefu_buffer* text = NULL;
  kefu_batch* batch = NULL;
  kefu_ruleset* rules = NULL;
  kefu_engine* engine = NULL;
  int result = kefu_errors_new(&errors);
  if (result == KEFU_OK) result = kefu_buffer_new(&text);
  if (result == KEFU_OK) result = kefu_batch_new(&batch);
  if (result == KEFU_OK) {
    result = kefu_parse_ruleset(&rules, errors, kRuleset, KEFU_NUL, NULL);
  }
  if (result == KEFU_ERROR_INVALID_RULESET) complain(errors, text);
  if (result == KEFU_OK) result = kefu_engine_new(&engine, rules);
  if (result == KEFU_OK) result = decide(engine, batch, text);
  if (result == KEFU_OK) {
    fwrite(kefu_buffer_data(text), 1, kefu_buffer_size(text), stdout);
  } else {
    fprintf(stderr, "first_decision: %s\n", kefu_strerror(result));
  }
  kefu_engine_free(engine);
  kefu_ruleset_release(rules);
  kefu_batch_free(batch);
  kefu_buffer_free(text);
  kefu_errors_free(errors);
  return result == KEFU_OK ? 0 : 1;
}
