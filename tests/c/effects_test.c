/* Typed readers of effects, each against a record filled by hand. */

#include "check.h"

static kefu_effect record;

/* A record of a type, with a different number in every member. */
static const kefu_effect* made(int type) {
  record.at = 1;
  record.event = 2;
  record.session = 3;
  record.customer = 4;
  record.agent = 5;
  record.value = 6;
  record.index = 7;
  record.asked = 8;
  record.desk = 9;
  record.group = 10;
  record.reason = 11;
  record.why = 12;
  record.timer = 13;
  record.detail = 1;
  record.rung = 4;
  record.later = 14;
  record.type = (uint8_t)type;
  return &record;
}

#define READ(type, TYPE)                                           \
  kefu_effect_##type effect = KEFU_EFFECT_##TYPE##_INIT;           \
  CHECK_OK(kefu_read_##type(&effect, made(KEFU_EFFECT_##TYPE)));   \
  CHECK(effect.at == 1 && effect.event == 2 && effect.index == 7); \
  CHECK(effect.timer == 13);                                       \
  CHECK(kefu_read_##type(&effect, made(0)) == KEFU_ERROR_WRONG_TYPE)

static void refuse(void) { /* kefu_read_refuse */
  READ(refuse, REFUSE);
  CHECK(effect.reason == 11 && effect.customer == 4 && effect.agent == 5);
}
static void open_session(void) { /* kefu_read_open_session */
  READ(open_session, OPEN_SESSION);
  CHECK(effect.session == 3 && effect.link == 6 && effect.desk == 9);
}
static void close_session(void) { /* kefu_read_close_session */
  READ(close_session, CLOSE_SESSION);
  CHECK(effect.by == KEFU_CLOSED_BY_AGENT && effect.group == 10);
}
static void assign(void) { /* kefu_read_assign */
  READ(assign, ASSIGN);
  CHECK(effect.by == KEFU_ASSIGN_BY_STICKY && effect.agent == 5);
  CHECK(effect.decision.rung == KEFU_RUNG_NAMED);
  CHECK(effect.decision.reason == 12 && effect.decision.list == 10);
  CHECK(effect.decision.agent == 5 && effect.decision.asked == 8);
}
static void offer(void) { /* kefu_read_offer */
  READ(offer, OFFER);
  CHECK(effect.until == 7 && effect.agent == 5 && effect.decision.asked == 8);
}
static void withdraw_offer(void) { /* kefu_read_withdraw_offer */
  READ(withdraw_offer, WITHDRAW_OFFER);
  CHECK(effect.agent == 5 && effect.reason == 11);
}
static void pool(void) { /* kefu_read_pool */
  READ(pool, POOL);
  CHECK(effect.session == 3 && effect.group == 10 && effect.reason == 11);
}
static void ask_robot(void) { /* kefu_read_ask_robot */
  READ(ask_robot, ASK_ROBOT);
  CHECK(effect.customer == 4 && effect.desk == 9 && effect.group == 10);
}
static void enqueue(void) { /* kefu_read_enqueue */
  READ(enqueue, ENQUEUE);
  CHECK(effect.position == 6 && effect.decision.asked == 8);
}
static void dequeue(void) { /* kefu_read_dequeue */
  READ(dequeue, DEQUEUE);
  CHECK(effect.reason == 11 && effect.group == 10);
}
static void change_session(void) { /* kefu_read_change_session */
  READ(change_session, CHANGE_SESSION);
  CHECK(effect.what == KEFU_SESSION_CHANGE_HELD);
}
static void transfer(void) { /* kefu_read_transfer */
  READ(transfer, TRANSFER);
  CHECK(effect.from == 5 && effect.to_agent == 6 && effect.to_group == 10);
}
static void send(void) { /* kefu_read_send */
  READ(send, SEND);
  CHECK(effect.session == 3 && effect.customer == 4 && effect.desk == 9);
  CHECK(effect.texts == 6 && effect.source == KEFU_TEXT_SOURCE_WELCOME);
  CHECK(effect.agent == 5 && effect.position == 8 && effect.rule == 10);
  CHECK(effect.has_wait == 1 && effect.wait == 11); /* plus 1 in the record */
  CHECK(effect.has_valid_until == 1 && effect.valid_until == 1 + 14);
  /* What a text does not speak of. */
  made(KEFU_EFFECT_SEND);
  record.why = 0;
  record.later = 0;
  CHECK_OK(kefu_read_send(&effect, &record));
  CHECK(effect.has_wait == 0 && effect.wait == 0);
  CHECK(effect.has_valid_until == 0 && effect.valid_until == 0);
}
static void deliver(void) { /* kefu_read_deliver */
  READ(deliver, DELIVER);
  CHECK(effect.kind == KEFU_MESSAGE_KIND_TEXT && effect.agent == 5);
  CHECK(effect.has_left == 1 && effect.left == 5); /* plus 1 in the record */
  made(KEFU_EFFECT_DELIVER);
  record.value = 0;
  CHECK_OK(kefu_read_deliver(&effect, &record));
  CHECK(effect.has_left == 0 && effect.left == 0);
}
static void send_template(void) { /* kefu_read_send_template */
  READ(send_template, SEND_TEMPLATE);
  CHECK(effect.channel == 6 && effect.agent == 5 && effect.reason == 11);
}
static void notify_agent(void) { /* kefu_read_notify_agent */
  READ(notify_agent, NOTIFY_AGENT);
  CHECK(effect.what == KEFU_NOTICE_WHAT_NEW_SESSION && effect.push == 6);
}
static void set_agent_status(void) { /* kefu_read_set_agent_status */
  READ(set_agent_status, SET_AGENT_STATUS);
  CHECK(effect.status == KEFU_AGENT_STATUS_ONLINE && effect.reason == 11);
}
static void grant(void) { /* kefu_read_grant */
  READ(grant, GRANT);
  CHECK(effect.gift == 1 && effect.campaign == 10 && effect.amount == 8);
  CHECK(effect.coupon == 6);
}
static void store(void) { /* kefu_read_record */
  READ(record, RECORD);
  CHECK(effect.what == 1 && effect.session == 3 && effect.customer == 4);
  CHECK(effect.desk == 9 && effect.agent == 5 && effect.reason == 11);
  CHECK(effect.crowd == 6 && effect.source == 10);
  CHECK(effect.has_score == 1 && effect.score == 11);
  CHECK(effect.campaign == 8);
  made(KEFU_EFFECT_RECORD);
  record.why = 0;
  CHECK_OK(kefu_read_record(&effect, &record));
  CHECK(effect.has_score == 0 && effect.score == 0);
}

/* A struct of an older version is filled as far as it goes. */
static void older(void) {
  kefu_effect_assign effect;
  memset(&effect, 0xEE, sizeof effect);
  effect.size = offsetof(kefu_effect_assign, agent);
  CHECK_OK(kefu_read_assign(&effect, made(KEFU_EFFECT_ASSIGN)));
  CHECK(effect.session == 3 && effect.agent == 0xEEEEEEEE);
  CHECK(effect.size == offsetof(kefu_effect_assign, agent));
  effect.size = 3;
  CHECK_INVALID(kefu_read_assign(&effect, &record));
}

void test_effects(void) {
  refuse();
  open_session();
  close_session();
  assign();
  offer();
  withdraw_offer();
  pool();
  ask_robot();
  enqueue();
  dequeue();
  change_session();
  transfer();
  send();
  deliver();
  send_template();
  notify_agent();
  set_agent_status();
  grant();
  store();
  older();
}
