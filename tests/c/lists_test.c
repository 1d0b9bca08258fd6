/* Lists of sessions, and who is online, through the C face (S7). */

#include "check.h"

static const char* const kPool =
    "{\"desks\": [{\"name\": \"shop\","
    "              \"offline\": {\"plan_nobody\": \"pool\"}}],"
    " \"agents\": [{\"name\": \"ann\"}, {\"name\": \"bo\"}],"
    " \"groups\": [{\"name\": \"all\", \"agents\": [{\"agent\": \"ann\"}]}]}";

/* The row at a place, or one that says nothing. */
static kefu_listed_session row_at(const kefu_session_list* list, size_t place) {
  kefu_listed_session row = KEFU_LISTED_SESSION_INIT;
  CHECK_OK(kefu_session_list_get(&row, list, place));
  return row;
}

/* A row and the answer about its session say the same, and all of it. */
static void as_alone(const World* world, const kefu_listed_session* row) {
  kefu_session_info alone = KEFU_SESSION_INFO_INIT;
  CHECK_OK(kefu_session(&alone, world->engine, row->customer, row->desk));
  CHECK(row->session == alone.session && row->agent == alone.agent);
  CHECK(row->group == alone.group && row->priority == alone.priority);
  CHECK(row->cost == alone.cost && row->state == alone.state);
  CHECK(row->held == alone.held && row->lapsed == alone.lapsed);
  CHECK(row->opened_at == alone.opened_at);
  CHECK(row->joined_at == alone.joined_at);
  CHECK(row->assigned_at == alone.assigned_at);
  CHECK(row->offered_to == alone.offered_to);
  CHECK(row->offered_until == alone.offered_until);
}

/* c-4 and c-5 wait, in the list of the group. */
static void who_waits(const World* world, kefu_session_list* list) {
  kefu_listed_session row = KEFU_LISTED_SESSION_INIT;
  uint64_t customer = 0;
  uint32_t group = 0;
  CHECK_OK(kefu_find(&group, world->rules, KEFU_GROUP, "all", 3));
  CHECK(kefu_session_list_count(list) == 0);
  CHECK_OK(kefu_waiting_sessions_at_group(list, world->engine, group, 1000));
  CHECK(kefu_session_list_count(list) == 2);
  CHECK_OK(kefu_find_customer(&customer, world->engine, "c-4", 3));
  row = row_at(list, 0);
  as_alone(world, &row);
  CHECK(row.customer == customer && row.desk == world->desk);
  CHECK(row.session == 5 && row.state == KEFU_SESSION_STATE_WAITING);
  CHECK(row.agent == 0 && row.group == group && row.cost == 1);
  CHECK(row.opened_at == 2052 && row.joined_at == 2052);
  CHECK(row.assigned_at == KEFU_NEVER && row.offered_until == KEFU_NEVER);
  row = row_at(list, 1);
  as_alone(world, &row);
  CHECK(row.session == 6 && row.opened_at == 2053);
  CHECK(kefu_session_list_get(&row, list, 2) == KEFU_ERROR_NOT_FOUND);
  CHECK(kefu_session_list_get(&row, list, (size_t)-1) == KEFU_ERROR_NOT_FOUND);
  CHECK_OK(kefu_waiting_sessions_at_group(list, world->engine, group, 1));
  CHECK(kefu_session_list_count(list) == 1 && row_at(list, 0).session == 5);
  CHECK_OK(kefu_waiting_sessions_at_group(list, world->engine, group, 0));
  CHECK(kefu_session_list_count(list) == 0);
  CHECK_OK(
      kefu_waiting_sessions_at_group(list, world->engine, group, (size_t)-1));
  CHECK(kefu_session_list_count(list) == 2);
  /* Each question fills the list anew. */
  CHECK_OK(
      kefu_waiting_sessions_at_desk(list, world->engine, world->desk, 1000));
  CHECK(kefu_session_list_count(list) == 0);
}

/* ann has c-0 and c-2; c-0 is put on hold, and c-4 comes to his place. */
static void whom_an_agent_has(World* world, kefu_session_list* list) {
  kefu_agent_holds holds_it = KEFU_AGENT_HOLDS_INIT;
  kefu_listed_session row = KEFU_LISTED_SESSION_INIT;
  CHECK_OK(kefu_sessions_of(list, world->engine, world->ann));
  CHECK(kefu_session_list_count(list) == 2);
  row = row_at(list, 0);
  as_alone(world, &row);
  CHECK(row.session == 1 && row.agent == world->ann && row.held == 0);
  CHECK(row.state == KEFU_SESSION_STATE_SERVING && row.assigned_at == 2048);
  CHECK(row_at(list, 1).session == 3);
  holds_it.at = 3000;
  holds_it.agent = world->ann;
  holds_it.customer = row.customer;
  holds_it.desk = row.desk;
  CHECK_OK(kefu_add_agent_holds(world->batch, &holds_it));
  world_apply(world, NULL, NULL);
  /* The list is what it was: it belongs to the host. */
  CHECK(row_at(list, 0).held == 0);
  CHECK_OK(kefu_sessions_of(list, world->engine, world->ann));
  CHECK(kefu_session_list_count(list) == 3);
  row = row_at(list, 0);
  as_alone(world, &row);
  CHECK(row.session == 1 && row.held == 1);
  row = row_at(list, 2);
  as_alone(world, &row);
  CHECK(row.session == 5 && row.assigned_at == 3000);
}

static void ids_that_are_none(const World* world, kefu_session_list* list) {
  CHECK_OK(kefu_sessions_of(list, world->engine, world->bo));
  CHECK(kefu_session_list_count(list) == 2);
  CHECK_OK(kefu_sessions_of(list, world->engine, 77));
  CHECK(kefu_session_list_count(list) == 0);
  CHECK_OK(kefu_sessions_of(list, world->engine, 0));
  CHECK(kefu_session_list_count(list) == 0);
  CHECK_OK(kefu_waiting_sessions_at_group(list, world->engine, 0, 10));
  CHECK_OK(kefu_waiting_sessions_at_group(list, world->engine, 77, 10));
  /* Group 1, if only 16 bits of it were looked at. */
  CHECK_OK(kefu_waiting_sessions_at_group(list, world->engine, 65537, 10));
  CHECK(kefu_session_list_count(list) == 0);
  CHECK_OK(kefu_waiting_sessions_at_desk(list, world->engine, 0, 10));
  CHECK_OK(kefu_waiting_sessions_at_desk(list, world->engine, 77, 10));
  CHECK_OK(kefu_pooled_sessions_at_group(list, world->engine, 0, 10));
  CHECK_OK(kefu_pooled_sessions_at_group(list, world->engine, 77, 10));
  CHECK_OK(kefu_pooled_sessions_at_group(list, world->engine, 65537, 10));
  CHECK_OK(kefu_pooled_sessions_at_desk(list, world->engine, 0, 10));
  CHECK_OK(kefu_pooled_sessions_at_desk(list, world->engine, 77, 10));
  CHECK(kefu_session_list_count(list) == 0);
}

static void who_is_online(World* world) {
  kefu_agent_sets_status suspends = KEFU_AGENT_SETS_STATUS_INIT;
  uint32_t ids[3] = {0, 0, 0};
  size_t count = 0;
  CHECK_OK(kefu_online(NULL, 0, &count, world->engine));
  CHECK(count == 2);
  CHECK_OK(kefu_online(ids, 1, &count, world->engine));
  CHECK(count == 2 && ids[0] == world->ann && ids[1] == 0);
  CHECK_OK(kefu_online(ids, 3, &count, world->engine));
  CHECK(count == 2 && ids[1] == world->bo && ids[2] == 0);
  suspends.at = 4000;
  suspends.agent = world->ann;
  suspends.status = KEFU_AGENT_STATUS_SUSPENDED;
  CHECK_OK(kefu_add_agent_sets_status(world->batch, &suspends));
  world_apply(world, NULL, NULL);
  CHECK_OK(kefu_online(ids, 3, &count, world->engine));
  CHECK(count == 1 && ids[0] == world->bo);
  CHECK_INVALID(kefu_online(NULL, 1, &count, world->engine));
  CHECK_INVALID(kefu_online(ids, 3, NULL, world->engine));
  CHECK_INVALID(kefu_online(ids, 3, &count, NULL));
  CHECK(count == 1);
}

/* What a function gets wrong leaves the list, and the row, as they were. */
static void misused(const World* world, kefu_session_list* list) {
  kefu_listed_session row = KEFU_LISTED_SESSION_INIT;
  CHECK_OK(kefu_sessions_of(list, world->engine, world->bo));
  CHECK_INVALID(kefu_session_list_new(NULL));
  CHECK_INVALID(kefu_sessions_of(list, NULL, world->bo));
  CHECK_INVALID(kefu_sessions_of(NULL, world->engine, world->bo));
  CHECK_INVALID(kefu_waiting_sessions_at_group(list, NULL, 1, 10));
  CHECK_INVALID(kefu_waiting_sessions_at_desk(list, NULL, 1, 10));
  CHECK_INVALID(kefu_pooled_sessions_at_group(list, NULL, 1, 10));
  CHECK_INVALID(kefu_pooled_sessions_at_desk(list, NULL, 1, 10));
  CHECK(kefu_session_list_count(list) == 2);
  CHECK_INVALID(kefu_session_list_get(NULL, list, 0));
  CHECK_INVALID(kefu_session_list_get(&row, NULL, 0));
  row.size = sizeof row.size;
  CHECK_INVALID(kefu_session_list_get(&row, list, 0));
  /* An older host's struct, which ended with `session`. */
  row.size = 24;
  CHECK_OK(kefu_session_list_get(&row, list, 0));
  CHECK(row.session == 2 && row.size == 24 && row.agent == 0);
}

static void who_is_in_the_pool(kefu_session_list* list) {
  World world;
  uint32_t group = 0;
  uint64_t customer = 0;
  kefu_listed_session row = KEFU_LISTED_SESSION_INIT;
  memset(&world, 0, sizeof world);
  CHECK_OK(kefu_parse_ruleset(&world.rules, NULL, kPool, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&world.engine, world.rules));
  CHECK_OK(kefu_batch_new(&world.batch));
  CHECK_OK(kefu_find(&world.desk, world.rules, KEFU_DESK, "shop", 4));
  CHECK_OK(kefu_find(&group, world.rules, KEFU_GROUP, "all", 3));
  CHECK_OK(world_says(&world, "c-1", 1000, NULL, NULL));
  CHECK_OK(world_says(&world, "c-2", 2000, NULL, NULL));
  CHECK_OK(kefu_pooled_sessions_at_group(list, world.engine, group, 1000));
  CHECK(kefu_session_list_count(list) == 2);
  CHECK_OK(kefu_find_customer(&customer, world.engine, "c-1", 3));
  row = row_at(list, 0);
  as_alone(&world, &row);
  CHECK(row.customer == customer && row.session == 1);
  CHECK(row.state == KEFU_SESSION_STATE_POOLED && row.group == group);
  CHECK(row.assigned_at == KEFU_NEVER && row_at(list, 1).session == 2);
  CHECK_OK(kefu_pooled_sessions_at_group(list, world.engine, group, 1));
  CHECK(kefu_session_list_count(list) == 1 && row_at(list, 0).session == 1);
  CHECK_OK(kefu_pooled_sessions_at_desk(list, world.engine, world.desk, 10));
  CHECK(kefu_session_list_count(list) == 0);
  CHECK_OK(kefu_waiting_sessions_at_group(list, world.engine, group, 10));
  CHECK(kefu_session_list_count(list) == 0);
  world_close(&world);
}

void test_lists(void) {
  World world;
  kefu_session_list* list = NULL;
  uint64_t before = 0;
  uint64_t after = 1;
  char name[4] = "c-0";
  world_open(&world);
  CHECK_OK(kefu_session_list_new(&list));
  for (; name[2] < '6'; ++name[2]) {
    CHECK_OK(world_says(&world, name, 2000 + name[2], NULL, NULL));
  }
  kefu_batch_clear(world.batch);
  CHECK_OK(kefu_digest(&before, world.engine));
  who_waits(&world, list);
  CHECK_OK(kefu_digest(&after, world.engine));
  CHECK(before == after);
  whom_an_agent_has(&world, list);
  ids_that_are_none(&world, list);
  who_is_online(&world);
  misused(&world, list);
  world_close(&world);
  who_is_in_the_pool(list);
  kefu_session_list_free(list);
}
