/* Rulesets: errors and findings with places, owners, names, texts. */

#include "check.h"

static const char kWrong[] =
    "{\"desks\": [{\"name\": \"shop\"}],\n"
    " \"agents\": [{\"name\": \"ann\", \"capacity\": 2000},\n"
    "   {\"name\": \"bo\", \"capacty\": 2}]}";

static void errors(void) {
  kefu_ruleset* rules = NULL;
  kefu_errors* wrong = NULL;
  kefu_buffer* text = NULL;
  kefu_error error = KEFU_ERROR_INIT;
  CHECK_OK(kefu_errors_new(&wrong));
  CHECK_OK(kefu_buffer_new(&text));
  CHECK(kefu_parse_ruleset(&rules, wrong, kWrong, sizeof kWrong - 1, NULL) ==
        KEFU_ERROR_INVALID_RULESET);
  CHECK(rules == NULL);
  CHECK(kefu_errors_count(wrong) == 2);
  CHECK_OK(kefu_errors_get(&error, wrong, 0));
  CHECK(error.line == 2);
  CHECK(error.column > 1);
  CHECK(IS(error.pointer, "/agents/0/capacity"));
  CHECK(error.message.length > 10);
  CHECK_OK(kefu_errors_get(&error, wrong, 1));
  CHECK(error.line == 3);
  CHECK(IS(error.suggestion, "capacity"));
  CHECK(error.trouble == 0);
  CHECK(kefu_errors_get(&error, wrong, 2) == KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_errors_text(text, wrong, 0, "rules.json"));
  CHECK(holds(text, "rules.json:2:"));
  CHECK(holds(text, "expected"));
  CHECK(kefu_errors_text(text, wrong, 2, "x") == KEFU_ERROR_NOT_FOUND);
  /* The next call empties the list. */
  CHECK_OK(kefu_parse_ruleset(&rules, wrong, kDesk, KEFU_NUL, NULL));
  CHECK(kefu_errors_count(wrong) == 0);
  kefu_ruleset_release(rules);
  /* Nobody has to ask for the errors. */
  CHECK(kefu_parse_ruleset(&rules, NULL, "[]", 2, NULL) ==
        KEFU_ERROR_INVALID_RULESET);
  kefu_buffer_free(text);
  kefu_errors_free(wrong);
}

static const char kUnwise[] =
    "{\"desks\": [{\"name\": \"shop\"}],\n"
    " \"agents\": [{\"name\": \"ann\"}],\n"
    " \"groups\": [{\"name\": \"a\", \"agents\": [{\"agent\": \"ann\"}]},\n"
    "   {\"name\": \"b\", \"agents\": []}]}";

static const char kSimple[] =
    "{\"desks\": [{\"name\": \"shop\"}], \"agents\": [{\"name\": \"ann\"}]}";

/* Where the finding of a check stands; KEFU_NO_PLACE: there is none. */
static size_t find_check(const kefu_errors* findings, uint32_t check,
                         kefu_error* finding) {
  size_t i;
  for (i = 0; i < kefu_errors_count(findings); ++i) {
    CHECK_OK(kefu_errors_get(finding, findings, i));
    if (finding->trouble == check) return i;
  }
  return KEFU_NO_PLACE;
}

/* What is unwise (E4): a group without agents. */
static void lint(void) {
  kefu_ruleset* rules = NULL;
  kefu_errors* findings = NULL;
  kefu_buffer* text = NULL;
  kefu_error found = KEFU_ERROR_INIT;
  kefu_string check = {NULL, 0};
  size_t count = 0;
  size_t place = 0;
  CHECK_OK(kefu_errors_new(&findings));
  CHECK_OK(kefu_buffer_new(&text));
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kUnwise, sizeof kUnwise - 1, NULL));
  CHECK_OK(kefu_lint(findings, rules, kUnwise, KEFU_NUL));
  count = kefu_errors_count(findings);
  place = find_check(findings, KEFU_LINT_CHECK_GROUP_EMPTY, &found);
  CHECK(place != KEFU_NO_PLACE);
  CHECK(found.line == 4 && found.column == 4);
  CHECK(IS(found.pointer, "/groups/1"));
  CHECK(found.message.length > 10);
  CHECK(found.suggestion.length == 0 && found.offset == 0);
  CHECK_OK(kefu_word(&check, "lint_check", found.trouble));
  CHECK(IS(check, "group_empty"));
  CHECK_OK(kefu_errors_text(text, findings, place, "rules.json"));
  CHECK(holds(text, "rules.json:4:4: /groups/1: group_empty: "));
  /* A call empties the list, and without the text there are no places. */
  CHECK_OK(kefu_lint(findings, rules, NULL, 0));
  CHECK(kefu_errors_count(findings) == count);
  place = find_check(findings, KEFU_LINT_CHECK_GROUP_EMPTY, &found);
  CHECK(found.line == 0 && found.column == 0);
  CHECK(IS(found.pointer, "/groups/1"));
  kefu_buffer_clear(text);
  CHECK_OK(kefu_errors_text(text, findings, place, "rules.json"));
  CHECK(holds(text, "rules.json: /groups/1: group_empty: "));
  CHECK_INVALID(kefu_lint(NULL, rules, NULL, 0));
  CHECK_INVALID(kefu_lint(findings, rules, NULL, 1));
  CHECK(kefu_errors_count(findings) == 0);
  kefu_ruleset_release(rules);
  /* Nothing is found: that is no other result. */
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kSimple, sizeof kSimple - 1, NULL));
  CHECK_OK(kefu_lint(findings, rules, kSimple, sizeof kSimple - 1));
  CHECK(kefu_errors_count(findings) == 0);
  CHECK_INVALID(kefu_lint(findings, NULL, NULL, 0));
  kefu_ruleset_release(rules);
  kefu_buffer_free(text);
  kefu_errors_free(findings);
}

static void owners(void) {
  kefu_ruleset* rules = NULL;
  kefu_engine* engine = NULL;
  kefu_string name = {NULL, 0};
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kDesk, KEFU_NUL, NULL));
  CHECK(kefu_ruleset_retain(rules) == rules);
  kefu_ruleset_release(rules);
  CHECK_OK(kefu_engine_new(&engine, rules));
  kefu_ruleset_release(rules);
  /* The engine is the last owner now. */
  CHECK(kefu_engine_ruleset(engine) == rules);
  CHECK_OK(kefu_name(&name, kefu_engine_ruleset(engine), KEFU_AGENT, 1));
  CHECK(IS(name, "ann"));
  kefu_engine_free(engine);
  CHECK(kefu_ruleset_retain(NULL) == NULL);
}

static void names(void) {
  kefu_ruleset* rules = NULL;
  kefu_string name = {NULL, 0};
  kefu_string asked[3];
  uint32_t ids[3] = {9, 9, 9};
  uint32_t id = 0;
  size_t i;
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, kDesk, KEFU_NUL, NULL));
  CHECK_OK(kefu_find(&id, rules, KEFU_LINK, "live", 4));
  CHECK_OK(kefu_name(&name, rules, KEFU_LINK, id));
  CHECK(IS(name, "live"));
  CHECK_OK(kefu_find(&id, rules, KEFU_PRIORITY, "vip", 3));
  CHECK(id != 0);
  CHECK(kefu_find(&id, rules, KEFU_GROUP, "nobody", KEFU_NUL) ==
        KEFU_ERROR_NOT_FOUND);
  CHECK(id == 0);
  CHECK(kefu_name(&name, rules, KEFU_DESK, 65537) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_name(&name, rules, KEFU_AGENT, 0) == KEFU_ERROR_NOT_FOUND);
  asked[0].data = "bo";
  asked[0].length = KEFU_NUL;
  asked[1].data = "cy";
  asked[1].length = 2;
  asked[2].data = "anna";
  asked[2].length = 3;
  CHECK_OK(kefu_find_all(ids, 0, rules, KEFU_AGENT, asked, 0, 3));
  CHECK(ids[0] != 0 && ids[1] == 0 && ids[2] != 0 && ids[0] != ids[2]);
  CHECK(kefu_count(rules, KEFU_AGENT) == 2);
  CHECK(kefu_count(rules, KEFU_PRIORITY) == 1);
  CHECK(kefu_count(rules, KEFU_PRODUCT) == 0);
  for (i = 0; i < 2; ++i) {
    CHECK_OK(kefu_declared(&id, rules, KEFU_AGENT, i));
    CHECK_OK(kefu_name(&name, rules, KEFU_AGENT, id));
    CHECK(i == 0 ? IS(name, "ann") : IS(name, "bo"));
  }
  CHECK(kefu_declared(&id, rules, KEFU_AGENT, 2) == KEFU_ERROR_NOT_FOUND);
  kefu_ruleset_release(rules);
}

/* An id is found by its name and says the name. */
static void there_and_back(const kefu_ruleset* rules, int kind,
                           const char* text) {
  kefu_string name = {NULL, 0};
  uint32_t id = 0;
  CHECK_OK(kefu_find(&id, rules, kind, text, KEFU_NUL));
  CHECK(id != 0);
  CHECK_OK(kefu_name(&name, rules, kind, id));
  CHECK(name.length == strlen(text));
  CHECK(memcmp(name.data, text, name.length) == 0);
}

/* What sends (rules), what is clicked (items) and given (coupons). */
static void names_of_what_is_sent(void) {
  static const char json[] =
      "{\"channels\": [{\"name\": \"c\"}],"
      " \"desks\": [{\"name\": \"d\", \"channel\": \"c\"}],"
      " \"keywords\": {\"rules\": [{\"name\": \"menu\", \"words\": [\"m\"],"
      "  \"reply\": {\"menu\": {\"text\": \"t\", \"items\": ["
      "   {\"name\": \"one\", \"text\": \"1\"},"
      "   {\"name\": \"two\", \"text\": \"2\"}]}}}],"
      "  \"default_replies\": [{\"name\": \"later\", \"reply\":"
      "   {\"texts\": [\"t\"]}}]},"
      " \"welcomes\": {\"list\": [{\"name\": \"welcome\", \"messages\":"
      "  {\"texts\": [\"t\"]}}]},"
      " \"greetings\": {\"list\": [{\"name\": \"hello\", \"desk\": \"d\","
      "  \"messages\": {\"texts\": [\"t\"]}}]},"
      " \"campaigns\": {\"list\": [{\"name\": \"gift\", \"gifts\":"
      "  [{\"kind\": \"coupon\", \"coupon\": \"tea-10\"}]}]}}";
  kefu_ruleset* rules = NULL;
  uint32_t id = 9;
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, json, sizeof json - 1, NULL));
  there_and_back(rules, KEFU_RULE, "menu");
  there_and_back(rules, KEFU_RULE, "later");
  there_and_back(rules, KEFU_RULE, "welcome");
  there_and_back(rules, KEFU_RULE, "hello");
  there_and_back(rules, KEFU_RULE, "gift");
  there_and_back(rules, KEFU_ITEM, "one");
  there_and_back(rules, KEFU_ITEM, "two");
  there_and_back(rules, KEFU_COUPON, "tea-10");
  CHECK(kefu_count(rules, KEFU_RULE) == 5);
  CHECK(kefu_count(rules, KEFU_ITEM) == 2);
  CHECK(kefu_count(rules, KEFU_COUPON) == 1);
  /* A name is one of its own kind only. */
  CHECK(kefu_find(&id, rules, KEFU_RULE, "one", 3) == KEFU_ERROR_NOT_FOUND);
  CHECK(id == 0);
  CHECK(kefu_find(&id, rules, KEFU_ITEM, "menu", 4) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_find(&id, rules, KEFU_COUPON, "gift", 4) == KEFU_ERROR_NOT_FOUND);
  kefu_ruleset_release(rules);
}

/* What schedules say (C4). Day 0 of the times is a Thursday, in China. */
static void hours(void) {
  static const char json[] =
      "{\"calendars\": [{\"name\": \"c\","
      " \"known_until\": \"1970-01-02\"}],"
      " \"schedules\": [{\"name\": \"s\", \"calendar\": \"c\","
      "  \"slots\": [{\"days\": [\"thursday\"], \"from\": \"09:00\","
      "               \"to\": \"18:00\"}]}],"
      " \"desks\": [{\"name\": \"d\", \"schedule\": \"s\"},"
      "            {\"name\": \"e\"}]}";
  const int64_t hour = 3600000;
  kefu_ruleset* rules = NULL;
  uint32_t s = 0;
  uint32_t desk = 0;
  uint32_t of = 9;
  int open = 9;
  int64_t ms = 0;
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, json, sizeof json - 1, NULL));
  CHECK_OK(kefu_find(&s, rules, KEFU_SCHEDULE, "s", 1));
  CHECK(kefu_count(rules, KEFU_SCHEDULE) == 1);
  CHECK_OK(kefu_find(&desk, rules, KEFU_DESK, "d", 1));
  CHECK_OK(kefu_hours_of(&of, rules, desk));
  CHECK(of == s);
  CHECK_OK(kefu_find(&desk, rules, KEFU_DESK, "e", 1));
  CHECK_OK(kefu_hours_of(&of, rules, desk));
  CHECK(of == 0);
  CHECK(kefu_hours_of(&of, rules, 77) == KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_is_open(&open, rules, s, 0)); /* 08:00 */
  CHECK(open == 0);
  CHECK_OK(kefu_is_open(&open, rules, s, hour));
  CHECK(open == 1);
  CHECK_OK(kefu_next_opening(&ms, rules, s, 0));
  CHECK(ms == hour);
  CHECK_OK(kefu_next_closing(&ms, rules, s, 0));
  CHECK(ms == 10 * hour);
  CHECK_OK(kefu_open_time(&ms, rules, s, 0, 3 * hour));
  CHECK(ms == 2 * hour);
  CHECK_OK(kefu_add_open_time(&ms, rules, s, 0, 2 * hour));
  CHECK(ms == 3 * hour);
  CHECK_OK(kefu_add_working_days(&ms, rules, s, hour, 0));
  CHECK(ms == hour);
  /* The calendar ends with Friday. */
  CHECK(kefu_is_open(&open, rules, s, 40 * hour) == KEFU_UNKNOWN);
  CHECK(kefu_next_opening(&ms, rules, s, 10 * hour) == KEFU_UNKNOWN);
  CHECK(kefu_add_working_days(&ms, rules, s, 0, 1) == KEFU_UNKNOWN);
  CHECK(ms == 0);
  /* No schedule: always open. */
  CHECK_OK(kefu_is_open(&open, rules, 0, 40 * hour));
  CHECK(open == 1);
  CHECK_OK(kefu_next_closing(&ms, rules, 0, 0));
  CHECK(ms == KEFU_NEVER);
  CHECK(kefu_is_open(&open, rules, 77, 0) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_is_open(NULL, rules, s, 0) == KEFU_ERROR_INVALID_ARGUMENT);
  CHECK(kefu_is_open(&open, NULL, s, 0) == KEFU_ERROR_INVALID_ARGUMENT);
  CHECK(kefu_add_open_time(&ms, rules, s, 0, -1) ==
        KEFU_ERROR_INVALID_ARGUMENT);
  CHECK(kefu_add_working_days(&ms, rules, s, 0, 100001) ==
        KEFU_ERROR_INVALID_ARGUMENT);
  kefu_ruleset_release(rules);
}

/* Products, intents and order statuses are free names of scopes. */
static void free_names(void) {
  static const char json[] =
      "{\"desks\": [{\"name\": \"d\"}],"
      " \"agents\": [{\"name\": \"a\"}, {\"name\": \"c\"}],"
      " \"groups\": [{\"name\": \"g\", \"agents\": [{\"agent\": \"a\"}],"
      "  \"scope\": {\"products\": [\"p\", \"q\"], \"intents\": [\"i\"]}},"
      " {\"name\": \"h\", \"agents\": [{\"agent\": \"c\"}],"
      "  \"scope\": {\"products\": [\"q\", \"r\"],"
      "             \"order_statuses\": [\"paid\"]}}]}";
  kefu_ruleset* rules = NULL;
  kefu_ruleset* next = NULL;
  kefu_string name = {NULL, 0};
  uint32_t id = 0;
  uint32_t again = 0;
  CHECK_OK(kefu_parse_ruleset(&rules, NULL, json, sizeof json - 1, NULL));
  CHECK(kefu_count(rules, KEFU_PRODUCT) == 3);
  CHECK(kefu_count(rules, KEFU_INTENT) == 1);
  CHECK(kefu_count(rules, KEFU_ORDER_STATUS) == 1);
  CHECK_OK(kefu_declared(&id, rules, KEFU_PRODUCT, 2));
  CHECK_OK(kefu_name(&name, rules, KEFU_PRODUCT, id));
  CHECK(IS(name, "r"));
  /* Equal names keep their ids in the next ruleset (T10). */
  CHECK_OK(
      kefu_parse_ruleset(&next, NULL,
                         "{\"desks\": [{\"name\": \"e\"}, {\"name\": \"d\"}],"
                         " \"agents\": [{\"name\": \"b\"}, {\"name\": \"a\"}]}",
                         KEFU_NUL, rules));
  CHECK_OK(kefu_find(&id, rules, KEFU_AGENT, "a", 1));
  CHECK_OK(kefu_find(&again, next, KEFU_AGENT, "a", 1));
  CHECK(id == again);
  CHECK_OK(kefu_find(&again, next, KEFU_AGENT, "b", 1));
  CHECK(id != again);
  kefu_ruleset_release(next);
  kefu_ruleset_release(rules);
}

/* A warning and a closing text: `send` effects name them. */
static void texts(void) {
  World world;
  kefu_event passes = KEFU_EVENT_INIT;
  const kefu_effect* effects = NULL;
  const kefu_effect* found = NULL;
  kefu_effect_send send = {0};
  kefu_string text = {NULL, 0};
  size_t count = 0;
  world_open(&world);
  CHECK_OK(world_says(&world, "c-1", 2000, &effects, &count));
  passes.type = KEFU_EVENT_TIME_PASSES;
  passes.at = 2000 + 31 * 60000;
  CHECK_OK(kefu_apply(&effects, &count, world.engine, &passes, NULL, 0));
  found = find_effect(effects, count, KEFU_EFFECT_SEND);
  CHECK(found != NULL);
  send.size = sizeof send;
  if (found != NULL) CHECK_OK(kefu_read_send(&send, found));
  CHECK(send.source == KEFU_TEXT_SOURCE_WARNING);
  CHECK(send.timer == KEFU_TIMER_KIND_CUSTOMER_SILENT);
  CHECK(kefu_text_count(world.rules, send.texts) == 1);
  CHECK_OK(kefu_text(&text, world.rules, send.texts, 0));
  CHECK(IS(text, "Still there?"));
  CHECK(kefu_text(&text, world.rules, send.texts, 1) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_text_count(world.rules, 12345) == 0);
  world_close(&world);
}

static int is_json(const kefu_buffer* json, const char* text) {
  return kefu_buffer_size(json) == strlen(text) &&
         memcmp(kefu_buffer_data(json), text, strlen(text)) == 0;
}

/* What a send sends (K7), and what an agent may send by hand (K6). */
static void messages(void) {
  static const char* const rules_json =
      "{\"agents\": [{\"name\": \"ann\", \"nickname\": \"Annie\"}],"
      " \"desks\": [{\"name\": \"shop\"}],"
      " \"tenant\": {\"variables\": {\"customer\": \"you\"}},"
      " \"offline\": {\"reply_nobody\": [\"{customer}: {position}\"]},"
      " \"replies\": {\"list\": [{\"shortcut\": \"hi\", \"messages\":"
      "   {\"texts\": [\"{customer}, {agent} here\"]}}]},"
      " \"scripts\": [{\"name\": \"s\", \"scripts\": [{\"keywords\":"
      "   [\"x\"], \"messages\": {\"texts\": [\"t\"]}}]}]}";
  static World world;
  const kefu_effect* effects;
  const kefu_effect* found;
  size_t count = 0;
  kefu_buffer* json = NULL;
  kefu_reply_question question = KEFU_REPLY_QUESTION_INIT;
  memset(&world, 0, sizeof world);
  CHECK_OK(kefu_parse_ruleset(&world.rules, NULL, rules_json, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&world.engine, world.rules));
  CHECK_OK(kefu_batch_new(&world.batch));
  CHECK_OK(kefu_buffer_new(&json));
  CHECK_OK(kefu_find(&world.ann, world.rules, KEFU_AGENT, "ann", KEFU_NUL));
  CHECK_OK(kefu_find(&world.desk, world.rules, KEFU_DESK, "shop", KEFU_NUL));
  CHECK_OK(world_says(&world, "c-1", 2000, &effects, &count));
  found = find_effect(effects, count, KEFU_EFFECT_SEND);
  CHECK(found != NULL);
  CHECK_OK(kefu_render(json, world.rules, found, NULL, 0));
  CHECK(is_json(json, "{\"texts\":[\"you: 1\"]}"));
  kefu_buffer_clear(json);
  CHECK_OK(kefu_render(json, world.rules, found, "Bo", 2));
  CHECK(is_json(json, "{\"texts\":[\"Bo: 1\"]}"));
  kefu_buffer_clear(json);
  CHECK_OK(kefu_render(json, world.rules, found, "Bo", KEFU_NUL));
  CHECK(is_json(json, "{\"texts\":[\"Bo: 1\"]}"));
  CHECK(kefu_render(json, world.rules, effects, NULL, 0) ==
        KEFU_ERROR_WRONG_TYPE);
  kefu_buffer_clear(json);
  question.typed = "#hi";
  question.typed_length = 3;
  question.agent = world.ann;
  question.customer = "Bo";
  question.customer_length = 2;
  CHECK_OK(kefu_quick_replies(json, world.rules, &question));
  CHECK(is_json(json,
                "[{\"root\":\"public\",\"shortcut\":\"hi\","
                "\"texts\":[\"Bo, Annie here\"]}]"));
  kefu_buffer_clear(json);
  question.typed = "X";
  question.typed_length = KEFU_NUL;
  question.customer_length = KEFU_NUL;
  CHECK_OK(kefu_scripts(json, world.rules, &question));
  CHECK(is_json(json, "[{\"situation\":\"s\",\"texts\":[\"t\"]}]"));
  question.typed = NULL;
  CHECK(kefu_scripts(json, world.rules, &question) ==
        KEFU_ERROR_INVALID_ARGUMENT);
  CHECK(kefu_scripts(json, world.rules, NULL) == KEFU_ERROR_INVALID_ARGUMENT);
  kefu_buffer_free(json);
  world_close(&world);
}

void test_rulesets(void) {
  errors();
  lint();
  owners();
  names();
  names_of_what_is_sent();
  hours();
  free_names();
  texts();
  messages();
}
