#include "tests/support/busy_desk.h"

#include <stdexcept>

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

std::shared_ptr<const Ruleset> Must(const RulesetResult& result) {
  if (!result) throw std::logic_error(ToText(result.errors.front()));
  return result.ruleset;
}

}  // namespace

std::string BusyRulesetJson(int which) { return which == 0 ? kMany : kOne; }

std::shared_ptr<const Ruleset> BusyRuleset(int which, bool reversed) {
  std::shared_ptr<const Ruleset> previous;
  if (reversed) previous = Must(ParseRuleset(kOthers));
  return Must(ParseRuleset(BusyRulesetJson(which), previous));
}

CustomerId BusyDesk::Customer(std::span<Engine* const> engines) {
  const int number = random_.Below(90);
  CustomerId id;
  for (Engine* engine : engines) {
    const CustomerId own =
        number % 3 == 0
            ? engine->CustomerByKey(static_cast<uint64_t>(number) << 40)
            : engine->Customer("customer " + std::to_string(number) +
                               std::string(size_t(number % 40), '.'));
    if (id && id != own) throw std::logic_error("another id");
    id = own;
  }
  return id;
}

AgentId BusyDesk::Agent() {
  static constexpr const char* kNames[] = {"ann", "bo", "cy", "di", "ed"};
  return ruleset_->Agent(kNames[random_.Below(5)]);
}
AgentId BusyDesk::AgentOrNone() {
  return random_.Chance(50) ? Agent() : AgentId{};
}
DeskId BusyDesk::Desk() {
  static constexpr const char* kNames[] = {"shop", "help", "lab"};
  const DeskId desk = ruleset_->Desk(kNames[random_.Below(3)]);
  return desk ? desk : ruleset_->Desk("shop");
}

Instant BusyDesk::Time() {
  now_ += random_.Chance(90) ? random_.Between(0, 8'000)
                             : random_.Between(0, 400'000);
  return {now_};
}

template <class E>
void BusyDesk::Add(E event, EventBatch* batch) {
  event.at = Time();
  if (random_.Chance(30)) {
    id_ = "id " + std::to_string(random_.Below(2'000));
    event.id = id_;
  }
  if (random_.Chance(20)) event.seq = ++seq_;
  batch->Add(event);
}

void BusyDesk::AgentEvent(std::span<Engine* const> engines, EventBatch* batch) {
  const int what = random_.Below(12);
  if (what < 5) {
    Add(AgentConnects{.agent = Agent()}, batch);
  } else if (what < 7) {
    Add(AgentDisconnects{.agent = Agent()}, batch);
  } else if (what < 9) {
    AgentSetsStatus event{.agent = Agent()};
    event.status = static_cast<AgentStatus>(random_.Between(1, 4));
    Add(event, batch);
  } else if (what < 10) {
    AgentChangesSettings event{.agent = Agent()};
    event.auto_accept = static_cast<AutoAccept>(random_.Between(0, 3));
    event.capacity = static_cast<uint32_t>(random_.Between(0, 6));
    Add(event, batch);
  } else if (what < 11) {
    AgentBlocks event{.agent = Agent(), .customer = Customer(engines)};
    event.scope = static_cast<BlockScope>(random_.Between(1, 2));
    if (event.scope == BlockScope::kDesk) event.desk = Desk();
    if (random_.Chance(70)) {
      event.until = Instant{now_ + random_.Between(1, 900'000)};
    }
    Add(event, batch);
  } else {
    AgentUnblocks event{.agent = Agent(), .customer = Customer(engines)};
    event.scope = static_cast<BlockScope>(random_.Between(1, 2));
    if (event.scope == BlockScope::kDesk) event.desk = Desk();
    Add(event, batch);
  }
}

// What an agent does with a session.
void BusyDesk::HandEvent(std::span<Engine* const> engines, EventBatch* batch) {
  const CustomerId customer = Customer(engines);
  const DeskId desk = Desk();
  const SessionInfo session = engines.front()->Session(customer, desk);
  const AgentId agent =
      session.agent && random_.Chance(85) ? session.agent : Agent();
  const GroupId group = ruleset_->Group(random_.Chance(50) ? "idle" : "rest");
  switch (random_.Below(10)) {
    case 0:
    case 1:
    case 2:
      return Add(AgentSends{.agent = agent,
                            .customer = customer,
                            .desk = desk,
                            .kind = MessageKind::kText,
                            .text = "hello"},
                 batch);
    case 3: {
      const CustomerId both[] = {customer, Customer(engines)};
      AgentAccepts event{.agent = Agent(), .desk = desk};
      event.customers = both;
      return Add(event, batch);
    }
    case 4:
      return Add(
          AgentCloses{
              .customer = customer, .desk = desk, .agent = AgentOrNone()},
          batch);
    case 5: {
      AgentTransfers event{.agent = agent, .customer = customer, .desk = desk};
      if (random_.Chance(50)) {
        event.to_agent = Agent();
      } else {
        event.to_group = group;
      }
      return Add(event, batch);
    }
    case 6:
      return Add(AgentHolds{.agent = agent, .customer = customer, .desk = desk},
                 batch);
    case 7:
      return Add(
          AgentUnholds{.agent = agent, .customer = customer, .desk = desk},
          batch);
    case 8:
      return Add(
          AgentClaims{.agent = Agent(), .customer = customer, .desk = desk},
          batch);
    default: {
      AgentAssigns event{.agent = Agent(), .customer = customer, .desk = desk};
      event.to_group = group;
      return Add(event, batch);
    }
  }
}

void BusyDesk::Next(std::span<Engine* const> engines, EventBatch* batch) {
  const int what = random_.Below(100);
  if (what < 15) return AgentEvent(engines, batch);
  if (what < 50) return HandEvent(engines, batch);
  const CustomerId customer = Customer(engines);
  if (what < 55) {
    CustomerLeaves event{.customer = customer, .desk = Desk()};
    event.what = random_.Chance(70) ? LeaveWhat::kQueue : LeaveWhat::kPage;
    Add(event, batch);
  } else if (what < 57) {
    Add(CustomerErased{.customer = customer}, batch);
  } else if (what < 60) {
    Add(TimePasses{}, batch);
  } else {
    CustomerSends event{.customer = customer, .desk = Desk()};
    event.kind = random_.Chance(70) ? MessageKind::kText : MessageKind::kImage;
    event.product = ruleset_->Product(random_.Chance(50) ? "tea" : "cup");
    if (random_.Chance(20)) event.product = {UINT32_MAX};
    if (random_.Chance(30)) event.intent = ruleset_->Intent("refund");
    if (random_.Chance(20)) event.agent = Agent();
    if (random_.Chance(20)) event.priority = ruleset_->Priority("gold");
    Add(event, batch);
  }
}

}  // namespace kefu::testing
