// The rulesets of the busy desk.

#include <stdexcept>

#include "tests/support/busy_desk.h"

namespace kefu::testing {
namespace {

constexpr char kMany[] = R"({
  "tenant": {"one_group": false, "main_account": "ann", "blocked_text": ["No."]},
  "limits": {"customers": 60, "forget_after": "40 min"},
  "channels": [
    {"name": "chat", "cost": 1, "kind_costs": [{"kind": "image", "cost": 2}]},
    {"name": "mail", "cost": 3}],
  "desks": [{"name": "shop", "channel": "chat"},
            {"name": "help", "channel": "mail"},
            {"name": "lab", "channel": "chat"}],
  "links": [{"name": "live", "desk": "shop", "priority": "vip"},
            {"name": "old", "desk": "help"}],
  "agents": [
    {"name": "ann", "capacity": 6,
     "channel_capacities": [{"channel": "mail", "capacity": 3}]},
    {"name": "bo", "capacity": 4, "auto_accept": "on_login"},
    {"name": "cy", "capacity": 5, "timers": {"wrap_up": "20s"}},
    {"name": "di", "capacity": 3},
    {"name": "ed", "capacity": 2, "auto_accept": "off"}],
  "groups": [
    {"name": "turns", "desks": ["shop"],
     "agents": [{"agent": "ann"}, {"agent": "bo"}, {"agent": "cy"}],
     "scope": {"products": ["tea", "cup"]},
     "routing": {"distribution": "even"}, "capacity": 4},
    {"name": "shares", "desks": ["help"],
     "agents": [{"agent": "ann", "weight": 3}, {"agent": "di", "weight": 2},
                {"agent": "ed", "weight": 1}],
     "routing": {"distribution": "weighted"},
     "queue": {"max_length": 4, "overflow": [
        {"to": "group", "group": "idle"}, {"to": "evict"}, {"to": "refuse"}]}},
    {"name": "idle",
     "agents": [{"agent": "cy"}, {"agent": "di"}],
     "scope": {"intents": ["refund"]},
     "routing": {"distribution": "longest_idle"}},
    {"name": "rest",
     "agents": [{"agent": "ann", "weight": 2}, {"agent": "bo", "weight": 3},
                {"agent": "ed"}]}],
  "routing": {"sticky": [{"within": "10 min"}], "session_starts": "enter_or_message"},
  "queue": {
    "priorities": [{"name": "vip", "credit": "infinite"},
                   {"name": "gold", "credit": "2 min"}],
    "max_wait": "4 min", "expires_after": "15 min", "rejoin_within": "3 min",
    "notice": ["Please wait."], "claim_protection": "30s"},
  "offline": {"disconnect_grace": "10s", "offline_text": ["Later."]},
  "timers": {
    "customer_silent": {"after": "3 min", "warn_before": "1 min",
                        "warning": ["?"], "closing": ["Bye."]},
    "agent_silent": {"after": "2 min", "remind_before": "30s", "max_moves": 2},
    "alarms": {"waiting": "90s", "first_response": "40s", "response": "50s"},
    "ramp": {"count": 3, "per": "30s", "during": "5 min"},
    "session_life": "30 min", "idle": "70s", "wrap_up": "5s"}
})";

constexpr char kOne[] = R"({
  "limits": {"customers": 60, "forget_after": "off"},
  "desks": [{"name": "shop"}],
  "agents": [{"name": "ann", "capacity": 3}, {"name": "bo", "capacity": 2},
             {"name": "cy", "capacity": 4}, {"name": "di"}, {"name": "ed"}],
  "routing": {"sticky_memory": "tenant", "distribution": "weighted"},
  "timers": {"customer_silent": {"after": "2 min", "mode": "both_silent"}}
})";

// The robot, what is said, shops, windows and what comes after.
constexpr char kRich[] = R"({
  "tenant": {"name": "Tea & Co", "one_group": false, "keep_unanswered": true,
             "variables": {"customer": "you"}},
  "limits": {"customers": 60, "forget_after": "40 min"},
  "schedules": [{"name": "often", "slots": [
    {"days": ["monday", "tuesday", "wednesday", "thursday", "friday",
              "saturday", "sunday"], "from": "00:00", "to": "23:00"}]}],
  "channels": [
    {"name": "app", "type": "mini_program", "windows": {"grants": [
      {"trigger": "message", "count": 5, "lifetime": "5 min"},
      {"trigger": "enter", "count": 2, "lifetime": "1 min"}],
      "fallback": "subscription"}},
    {"name": "kf", "type": "wecom_kf"},
    {"name": "web", "type": "h5"},
    {"name": "open"}],
  "desks": [
    {"name": "shop", "channel": "app", "schedule": "often",
     "timers": {"reaccept_after": "6 min"}},
    {"name": "help", "channel": "kf", "routing": {
      "reception": "robot", "merge_within": "2 min", "hand_over": {
        "words": ["human"], "misunderstood": 2, "intents": ["refund"],
        "answers_waiting": true}}},
    {"name": "lab", "channel": "web"},
    {"name": "den", "channel": "open"}],
  "links": [{"name": "live", "desk": "shop", "priority": "gold"},
            {"name": "old", "desk": "help"}],
  "agents": [
    {"name": "ann", "capacity": 4, "nickname": "A."},
    {"name": "bo", "capacity": 3,
     "queue": {"accept_greeting": ["Bo here, {customer}."]}},
    {"name": "cy", "capacity": 3}, {"name": "di", "capacity": 2},
    {"name": "ed", "capacity": 2}],
  "groups": [
    {"name": "idle", "desks": ["shop", "lab"],
     "agents": [{"agent": "cy"}, {"agent": "di"}],
     "scope": {"intents": ["refund"], "pages": ["home"]},
     "queue": {"offers": {"on": true, "within": "20s"}}},
    {"name": "rest", "desks": ["shop", "help", "lab"],
     "agents": [{"agent": "ann", "weight": 2}, {"agent": "bo", "tier": 2},
                {"agent": "ed"}],
     "routing": {"distribution": "tiers", "tiers": [{"after": "20s"}]},
     "offline": {"pool_hand_out": "auto"}}],
  "products": [{"name": "tea"}, {"name": "cup"}],
  "attributes": [{"name": "spent", "type": "number"},
                 {"name": "city", "type": "text"}],
  "tags": [{"name": "vip", "priority": "gold"}, {"name": "new"}],
  "crowds": {"list": [
    {"name": "big", "all": [{"any": [
      {"attribute": "spent", "is": "at_least", "number": 100}]}]},
    {"name": "vips", "all": [{"any": [
      {"is": "any_of", "values": ["vip"]}]}]}]},
  "keywords": {
    "rules": [
      {"name": "price", "words": ["price"], "match": "contained",
       "reply": {"texts": ["99."]}, "limit": "session"},
      {"name": "menu", "words": ["menu", "more"],
       "reply": {"menu": {"text": "Choose:", "items": [
         {"name": "ask price", "text": "the price"},
         {"name": "ask person", "text": "a person", "hands_over": true}]}},
       "limit": "day"}],
    "default_replies": [
      {"name": "later", "reply": {"texts": ["Later."]}, "limit": "window"}]},
  "routing": {"sticky": [{"within": "10 min"}],
              "session_starts": "enter_or_message", "dedicated_wait": "40s"},
  "queue": {
    "priorities": [{"name": "gold", "credit": "2 min"}],
    "max_wait": "6 min", "overflow": [{"to": "pool"}],
    "notice": ["Place {position}, {wait} minutes."], "rejoin_within": "2 min",
    "accept_greeting": ["{agent} here."], "accept_greeting_limit": "window",
    "form": ["Leave a message."], "form_after": "2 min"},
  "offline": {"plan_nobody": "pool", "disconnect_grace": "10s",
              "offline_text": ["Later."], "reply_nobody": ["Nobody."],
              "reply_busy": ["Busy."]},
  "timers": {
    "customer_silent": {"after": "4 min", "closing": ["Bye."], "warnings": [
      {"before": "2 min", "texts": ["?"]},
      {"before": "20s", "texts": ["??"]}]},
    "agent_silent": {"after": "3 min", "max_moves": 2, "reminders": [
      {"before": "100s"}, {"before": "20s", "texts": ["Soon."]}]},
    "robot_idle": {"after": "4 min", "closing": ["Bye."],
                   "warnings": [{"before": "1 min", "texts": ["?"]}]},
    "ramp": {"count": 4, "per": "30s", "during": "5 min"},
    "session_life": "30 min"},
  "welcomes": {"quiet": "5 min", "list": [
    {"name": "in hours", "desks": ["shop"], "schedule": "often",
     "messages": {"texts": ["Welcome to {company}."]}},
    {"name": "welcome", "messages": {"texts": ["Welcome."]}}]},
  "greetings": {"list": [
    {"name": "hello", "desk": "shop", "after": "20s",
     "messages": {"texts": ["May we help?"]}},
    {"name": "still here", "desk": "lab", "after": "2 min",
     "messages": {"texts": ["Still here?"]}},
    {"name": "back", "desk": "shop", "from": "exit", "after": "90s",
     "messages": {"texts": ["Come back."]}}]},
  "campaigns": {"orders": "spent", "list": [
    {"name": "gift", "audience": "new_customers", "texts": ["For you."],
     "gifts": [{"kind": "points", "amount": 5, "notify": true,
                "notice": ["Yours."]},
               {"kind": "coupon", "coupon": "tea-10"}]},
    {"name": "poster", "pages": ["home"],
     "picture": {"image": "a.png", "target": "b"}},
    {"name": "for vips", "audience": "crowds", "crowds": ["vips"],
     "texts": ["For you."]}]},
  "contact": {"at": "messages", "after_messages": 2,
              "messages": {"texts": ["Add {agent}."]}},
  "feedback": {"rating": {
    "on": true, "texts": ["1 to 5?"], "within": "20 min",
    "at_close": ["agent", "host", "customer_silent"], "lapse_after": "3 min",
    "lapse_texts": ["Thank you."]}}
})";

// The same names in another order, so that they get other ids.
constexpr char kOthers[] = R"({
  "desks": [{"name": "lab"}, {"name": "x"}, {"name": "help"}, {"name": "shop"}],
  "links": [{"name": "old", "desk": "x"}],
  "agents": [{"name": "ed"}, {"name": "x"}, {"name": "di"}, {"name": "cy"}],
  "queue": {"priorities": [{"name": "gold"}]},
  "groups": [{"name": "rest", "agents": [{"agent": "x"}],
              "scope": {"products": ["cup", "x"], "intents": ["y", "z"]}},
             {"name": "x"}, {"name": "shares"}]
})";

// Those of kRich, too.
constexpr char kOthersOfRich[] = R"({
  "channels": [{"name": "web"}, {"name": "x"}, {"name": "app"}],
  "desks": [{"name": "den", "channel": "x"}, {"name": "lab", "channel": "x"},
            {"name": "x", "channel": "web"}, {"name": "shop", "channel": "x"}],
  "links": [{"name": "old", "desk": "x"}],
  "agents": [{"name": "ed"}, {"name": "x"}, {"name": "di"}, {"name": "cy"}],
  "groups": [{"name": "rest", "agents": [{"agent": "x"}]}, {"name": "x"}],
  "attributes": [{"name": "city", "type": "text"}, {"name": "x"}],
  "tags": [{"name": "new"}, {"name": "x"}],
  "crowds": {"list": [{"name": "vips", "all": [{"any": [
    {"is": "any_of", "values": ["x"]}]}]}]},
  "keywords": {"rules": [{"name": "menu", "words": ["x"], "reply": {
    "menu": {"text": "x", "items": [{"name": "ask person", "text": "x"}]}}}]},
  "greetings": {"list": [
    {"name": "back", "desk": "x", "messages": {"texts": ["x"]}}]},
  "campaigns": {"list": [
    {"name": "poster", "texts": ["x"]},
    {"name": "x", "texts": ["x"],
     "gifts": [{"kind": "coupon", "coupon": "x"}]},
    {"name": "gift", "texts": ["x"]}]}
})";

std::shared_ptr<const Ruleset> Must(const RulesetResult& result) {
  if (!result) throw std::logic_error(ToText(result.errors.front()));
  return result.ruleset;
}

}  // namespace

std::string BusyRulesetJson(int which) {
  static constexpr const char* kTexts[kBusyRulesets] = {kMany, kOne, kRich};
  return kTexts[which];
}

std::shared_ptr<const Ruleset> BusyRuleset(int which, bool reversed) {
  std::shared_ptr<const Ruleset> previous;
  if (reversed) {
    previous = Must(ParseRuleset(which == 2 ? kOthersOfRich : kOthers));
  }
  return Must(ParseRuleset(BusyRulesetJson(which), previous));
}

}  // namespace kefu::testing
