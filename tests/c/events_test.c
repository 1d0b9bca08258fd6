/* Events and batches: each struct turns into the record that C++ makes. */

#include "check.h"

static kefu_batch* batch = NULL;

static kefu_event last(void) {
  kefu_event none = KEFU_EVENT_INIT;
  const size_t count = kefu_batch_count(batch);
  return count == 0 ? none : kefu_batch_records(batch)[count - 1];
}

/* The value of a field in the payload of the last record; NULL: not there. */
static const unsigned char* field(int wanted, size_t* size) {
  size_t bytes = 0;
  const unsigned char* at =
      (const unsigned char*)kefu_batch_payloads(&bytes, batch);
  kefu_payload_header header;
  kefu_payload_field part;
  uint32_t i;
  *size = 0;
  if (last().payload == 0) return NULL;
  at += (last().payload - 1) * 8;
  memcpy(&header, at, sizeof header);
  at += sizeof header;
  for (i = 0; i < header.fields; ++i) {
    memcpy(&part, at, sizeof part);
    at += sizeof part;
    *size = part.bytes;
    if (part.field == wanted) return at;
    at += (part.bytes + 7) / 8 * 8;
  }
  return NULL;
}

static uint64_t number(int wanted) {
  size_t size = 0;
  uint64_t value = 0;
  const unsigned char* at = field(wanted, &size);
  if (at != NULL && size == sizeof value) memcpy(&value, at, sizeof value);
  return value;
}

static void customers(void) {
  kefu_customer_enters enters = KEFU_CUSTOMER_ENTERS_INIT;
  kefu_customer_sends sends = KEFU_CUSTOMER_SENDS_INIT;
  kefu_customer_leaves leaves = KEFU_CUSTOMER_LEAVES_INIT;
  kefu_customer_erased erased = KEFU_CUSTOMER_ERASED_INIT;
  size_t size = 0;
  enters.at = 5;
  enters.customer = 7;
  enters.desk = 3;
  enters.product = 11;
  enters.link = 12;
  enters.priority = 2;
  enters.agent = 4;
  CHECK_OK(kefu_add_customer_enters(batch, &enters));
  CHECK(last().type == KEFU_EVENT_CUSTOMER_ENTERS && last().at == 5);
  CHECK(last().customer == 7 && last().desk == 3 && last().value == 11);
  CHECK(last().agent == 4);
  CHECK(number(KEFU_FIELD_LINK) == 12);
  CHECK(number(KEFU_FIELD_PRIORITY) == 2);
  CHECK(field(KEFU_FIELD_INTENT, &size) == NULL);
  sends.customer = 7;
  sends.desk = 1;
  sends.kind = KEFU_MESSAGE_KIND_IMAGE;
  sends.text.data = "hello";
  sends.text.length = KEFU_NUL;
  sends.has_seq = 1;
  sends.seq = 99;
  sends.id.data = "push-1";
  sends.id.length = 6;
  CHECK_OK(kefu_add_customer_sends(batch, &sends));
  CHECK(last().detail == KEFU_MESSAGE_KIND_IMAGE);
  CHECK(number(KEFU_FIELD_SEQ) == 99);
  CHECK(memcmp(field(KEFU_FIELD_TEXT, &size), "hello", 5) == 0 && size == 5);
  CHECK(memcmp(field(KEFU_FIELD_ID, &size), "push-1", 6) == 0 && size == 6);
  leaves.customer = 7;
  leaves.what = KEFU_LEAVE_WHAT_QUEUE;
  CHECK_OK(kefu_add_customer_leaves(batch, &leaves));
  CHECK(last().detail == KEFU_LEAVE_WHAT_QUEUE && last().payload == 0);
  erased.customer = 8;
  CHECK_OK(kefu_add_customer_erased(batch, &erased));
  CHECK(last().type == KEFU_EVENT_CUSTOMER_ERASED && last().customer == 8);
}

static void agents(void) {
  kefu_agent_connects connects = KEFU_AGENT_CONNECTS_INIT;
  kefu_agent_disconnects disconnects = KEFU_AGENT_DISCONNECTS_INIT;
  kefu_agent_sets_status status = KEFU_AGENT_SETS_STATUS_INIT;
  kefu_agent_changes_settings settings = KEFU_AGENT_CHANGES_SETTINGS_INIT;
  kefu_agent_accepts accepts = KEFU_AGENT_ACCEPTS_INIT;
  struct Pair {
    uint64_t id;
    uint64_t other;
  } pairs[3] = {{21, 1}, {22, 2}, {23, 3}};
  const unsigned char* list = NULL;
  uint64_t second = 0;
  size_t size = 0;
  connects.agent = 4;
  CHECK_OK(kefu_add_agent_connects(batch, &connects));
  CHECK(last().type == KEFU_EVENT_AGENT_CONNECTS && last().agent == 4);
  disconnects.agent = 4;
  CHECK_OK(kefu_add_agent_disconnects(batch, &disconnects));
  CHECK(last().type == KEFU_EVENT_AGENT_DISCONNECTS);
  status.agent = 4;
  status.by = 5;
  status.status = KEFU_AGENT_STATUS_AWAY;
  CHECK_OK(kefu_add_agent_sets_status(batch, &status));
  CHECK(last().value == 5 && last().detail == KEFU_AGENT_STATUS_AWAY);
  settings.agent = 4;
  settings.has_capacity = 1;
  settings.capacity = 0;
  CHECK_OK(kefu_add_agent_changes_settings(batch, &settings));
  CHECK(number(KEFU_FIELD_CAPACITY) == 1);
  settings.has_capacity = 0;
  settings.auto_accept = KEFU_AUTO_ACCEPT_OFF;
  CHECK_OK(kefu_add_agent_changes_settings(batch, &settings));
  CHECK(last().payload == 0 && last().detail == KEFU_AUTO_ACCEPT_OFF);
  accepts.agent = 4;
  accepts.desk = 1;
  accepts.customers = &pairs[0].id;
  accepts.customers_count = 3;
  accepts.customers_stride = sizeof pairs[0];
  CHECK_OK(kefu_add_agent_accepts(batch, &accepts));
  list = field(KEFU_FIELD_CUSTOMERS, &size);
  CHECK(list != NULL && size == 24);
  if (list != NULL) memcpy(&second, list + 8, 8);
  CHECK(second == 22);
  accepts.customers_stride = 4;
  CHECK_INVALID(kefu_add_agent_accepts(batch, &accepts));
}

static void windows(void) {
  kefu_customer_triggers triggers = KEFU_CUSTOMER_TRIGGERS_INIT;
  kefu_delivery_fails fails = KEFU_DELIVERY_FAILS_INIT;
  triggers.customer = 3;
  triggers.channel = 2;
  triggers.trigger = KEFU_CUSTOMER_TRIGGER_SUBSCRIBE;
  triggers.has_count = 1;
  triggers.count = 4;
  CHECK_OK(kefu_add_customer_triggers(batch, &triggers));
  CHECK(last().type == KEFU_EVENT_CUSTOMER_TRIGGERS && last().value == 2);
  CHECK(last().detail == KEFU_CUSTOMER_TRIGGER_SUBSCRIBE);
  CHECK(number(KEFU_FIELD_COUNT) == 5); /* 0: not given */
  fails.customer = 3;
  fails.desk = 1;
  fails.cause = KEFU_FAILURE_CAUSE_WINDOW_CLOSED;
  fails.source = KEFU_TEXT_SOURCE_CLOSING;
  CHECK_OK(kefu_add_delivery_fails(batch, &fails));
  CHECK(last().type == KEFU_EVENT_DELIVERY_FAILS);
  CHECK(number(KEFU_FIELD_SOURCE) == KEFU_TEXT_SOURCE_CLOSING);
}

static void shop(void) {
  kefu_customer_visits visits = KEFU_CUSTOMER_VISITS_INIT;
  kefu_customer_exits exits = KEFU_CUSTOMER_EXITS_INIT;
  kefu_customer_adds_contact adds = KEFU_CUSTOMER_ADDS_CONTACT_INIT;
  kefu_customer_clicks clicks = KEFU_CUSTOMER_CLICKS_INIT;
  kefu_robot_replies replies = KEFU_ROBOT_REPLIES_INIT;
  visits.customer = exits.customer = adds.customer = 3;
  visits.channel = exits.channel = 2;
  visits.page = 7;
  CHECK_OK(kefu_add_customer_visits(batch, &visits));
  CHECK(last().type == KEFU_EVENT_CUSTOMER_VISITS && last().value == 2);
  CHECK(number(KEFU_FIELD_PAGE) == 7);
  CHECK_OK(kefu_add_customer_exits(batch, &exits));
  CHECK(last().type == KEFU_EVENT_CUSTOMER_EXITS && last().value == 2);
  adds.agent = 5;
  CHECK_OK(kefu_add_customer_adds_contact(batch, &adds));
  CHECK(last().type == KEFU_EVENT_CUSTOMER_ADDS_CONTACT && last().agent == 5);
  clicks.customer = replies.customer = 3;
  clicks.desk = replies.desk = 1;
  clicks.item = 4;
  CHECK_OK(kefu_add_customer_clicks(batch, &clicks));
  CHECK(last().type == KEFU_EVENT_CUSTOMER_CLICKS && last().value == 4);
  replies.understood = KEFU_UNDERSTANDING_NO;
  replies.has_messages = 1;
  replies.messages = 2;
  CHECK_OK(kefu_add_robot_replies(batch, &replies));
  CHECK(last().type == KEFU_EVENT_ROBOT_REPLIES);
  CHECK(last().detail == KEFU_UNDERSTANDING_NO);
  CHECK(number(KEFU_FIELD_MESSAGES) == 3); /* 0: not given */
}

static void sessions(void) {
  kefu_agent_sends sends = KEFU_AGENT_SENDS_INIT;
  kefu_agent_closes closes = KEFU_AGENT_CLOSES_INIT;
  kefu_agent_transfers transfers = KEFU_AGENT_TRANSFERS_INIT;
  kefu_agent_claims claims = KEFU_AGENT_CLAIMS_INIT;
  kefu_agent_holds holds_it = KEFU_AGENT_HOLDS_INIT;
  kefu_agent_unholds unholds = KEFU_AGENT_UNHOLDS_INIT;
  kefu_agent_discards discards = KEFU_AGENT_DISCARDS_INIT;
  kefu_agent_assigns assigns = KEFU_AGENT_ASSIGNS_INIT;
  kefu_agent_blocks blocks = KEFU_AGENT_BLOCKS_INIT;
  kefu_agent_unblocks unblocks = KEFU_AGENT_UNBLOCKS_INIT;
  kefu_time_passes passes = KEFU_TIME_PASSES_INIT;
  size_t size = 0;
  sends.kind = KEFU_MESSAGE_KIND_TEXT;
  CHECK_OK(kefu_add_agent_sends(batch, &sends));
  CHECK(last().type == KEFU_EVENT_AGENT_SENDS);
  CHECK_OK(kefu_add_agent_closes(batch, &closes));
  CHECK(last().type == KEFU_EVENT_AGENT_CLOSES);
  transfers.to_group = 6;
  transfers.note.data = "speaks French";
  transfers.note.length = 13;
  CHECK_OK(kefu_add_agent_transfers(batch, &transfers));
  CHECK(number(KEFU_FIELD_TO_GROUP) == 6 && last().value == 0);
  CHECK(field(KEFU_FIELD_NOTE, &size) != NULL && size == 13);
  CHECK_OK(kefu_add_agent_claims(batch, &claims));
  CHECK(last().type == KEFU_EVENT_AGENT_CLAIMS);
  CHECK_OK(kefu_add_agent_holds(batch, &holds_it));
  CHECK(last().type == KEFU_EVENT_AGENT_HOLDS);
  CHECK_OK(kefu_add_agent_unholds(batch, &unholds));
  CHECK(last().type == KEFU_EVENT_AGENT_UNHOLDS);
  CHECK_OK(kefu_add_agent_discards(batch, &discards));
  CHECK(last().type == KEFU_EVENT_AGENT_DISCARDS);
  assigns.to_agent = 5;
  assigns.intent = 77;
  CHECK_OK(kefu_add_agent_assigns(batch, &assigns));
  CHECK(last().value == 5 && number(KEFU_FIELD_INTENT) == 77);
  blocks.scope = KEFU_BLOCK_SCOPE_TENANT;
  blocks.has_until = 1;
  blocks.until = KEFU_FIRST_INSTANT;
  CHECK_OK(kefu_add_agent_blocks(batch, &blocks));
  CHECK(number(KEFU_FIELD_UNTIL) == 1);
  unblocks.scope = KEFU_BLOCK_SCOPE_DESK;
  CHECK_OK(kefu_add_agent_unblocks(batch, &unblocks));
  CHECK(last().detail == KEFU_BLOCK_SCOPE_DESK);
  passes.at = 17;
  CHECK_OK(kefu_add_time_passes(batch, &passes));
  CHECK(last().type == KEFU_EVENT_TIME_PASSES && last().at == 17);
}

static void batches(void) {
  kefu_batch* other = NULL;
  kefu_event record = KEFU_EVENT_INIT;
  const size_t before = kefu_batch_count(batch);
  uint64_t payload[3] = {0, 0, 0};
  size_t bytes = 0;
  size_t more = 0;
  CHECK_OK(kefu_batch_new(&other));
  CHECK_OK(kefu_batch_reserve(other, 10, 100));
  record.type = KEFU_EVENT_TIME_PASSES;
  CHECK_OK(kefu_add_record(other, &record, NULL, 0));
  CHECK_OK(kefu_add_record(other, &record, payload, sizeof payload));
  CHECK_INVALID(kefu_add_record(other, &record, payload, 7));
  CHECK(kefu_batch_count(other) == 2);
  CHECK(kefu_batch_records(other)[0].payload == 0);
  CHECK(kefu_batch_records(other)[1].payload == 1);
  kefu_batch_payloads(&bytes, batch);
  CHECK_OK(kefu_add_batch(batch, other));
  CHECK(kefu_batch_count(batch) == before + 2);
  CHECK(last().payload == bytes / 8 + 1);
  kefu_batch_payloads(&more, batch);
  CHECK(more == bytes + sizeof payload);
  CHECK_INVALID(kefu_add_batch(batch, batch));
  kefu_batch_clear(other);
  CHECK(kefu_batch_count(other) == 0);
  kefu_batch_free(other);
}

/* Structs of other versions: an older one is shorter, a newer one longer. */
static void sizes(void) {
  kefu_customer_leaves leaves = KEFU_CUSTOMER_LEAVES_INIT;
  kefu_agent_closes closes = KEFU_AGENT_CLOSES_INIT;
  struct Newer {
    kefu_agent_closes closes;
    uint64_t more;
  } newer;
  closes.agent = 4;
  closes.size = offsetof(kefu_agent_closes, agent);
  CHECK_OK(kefu_add_agent_closes(batch, &closes));
  CHECK(last().agent == 0);
  memset(&newer, 0, sizeof newer);
  newer.closes.size = sizeof newer;
  newer.closes.agent = 4;
  CHECK_OK(kefu_add_agent_closes(batch, &newer.closes));
  CHECK(last().agent == 4);
  leaves.reserved[0] = 1; /* a member of a newer one, of the same size */
  CHECK_INVALID(kefu_add_customer_leaves(batch, &leaves));
  newer.more = 1; /* something that this library does not know */
  CHECK_INVALID(kefu_add_agent_closes(batch, &newer.closes));
  closes.size = 0;
  CHECK_INVALID(kefu_add_agent_closes(batch, &closes));
  closes.size = (size_t)-1;
  CHECK_INVALID(kefu_add_agent_closes(batch, &closes));
}

void test_events(void) {
  CHECK_OK(kefu_batch_new(&batch));
  customers();
  agents();
  windows();
  shop();
  sessions();
  batches();
  sizes();
  kefu_batch_free(batch);
}
