#include "tests/support/busy_desk.h"

#include <stdexcept>
#include <string_view>

namespace kefu::testing {

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
  static constexpr const char* kNames[] = {"shop", "help", "lab", "den"};
  const DeskId desk = ruleset_->Desk(kNames[random_.Below(rich_ ? 4 : 3)]);
  return desk ? desk : ruleset_->Desk("shop");
}

std::string_view BusyDesk::Text() {
  static constexpr const char* kTexts[] = {"hello", "the price?",  "menu",
                                           "human", "how are you", ""};
  return kTexts[random_.Below(6)];
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

// What only a ruleset with all the newer parts has a use for.
void BusyDesk::RichEvent(std::span<Engine* const> engines, EventBatch* batch) {
  const CustomerId customer = Customer(engines);
  const int what = random_.Below(100);
  if (what < 30) return ShopEvent(customer, batch);
  if (what < 50) return RobotEvent(customer, batch);
  if (what < 70) return LaterEvent(engines, customer, batch);
  if (what < 85) {
    CustomerEnters event{.customer = customer};
    if (random_.Chance(30)) {
      event.link = ruleset_->Link(random_.Chance(50) ? "live" : "old");
    } else {
      event.desk = Desk();
    }
    if (random_.Chance(30)) event.page = ruleset_->Page("home");
    return Add(event, batch);
  }
  if (what < 92) {
    CustomerTriggers event{.customer = customer, .desk = Desk()};
    event.trigger = static_cast<CustomerTrigger>(random_.Between(1, 6));
    if (event.trigger == CustomerTrigger::kSubscribe) {
      event.template_id = "reply";
      event.count = static_cast<uint32_t>(random_.Between(0, 3));
    }
    return Add(event, batch);
  }
  DeliveryFails event{.customer = customer, .desk = Desk()};
  event.cause = static_cast<FailureCause>(random_.Between(1, 5));
  event.source = TextSource::kWelcome;
  Add(event, batch);
}

// In the shop, and what the host knows of who is there.
void BusyDesk::ShopEvent(CustomerId customer, EventBatch* batch) {
  const ChannelId channel =
      ruleset_->Channel(random_.Chance(60) ? "app" : "web");
  switch (random_.Below(6)) {
    case 0:
    case 1: {
      CustomerVisits event{.customer = customer, .channel = channel};
      if (random_.Chance(50)) event.page = ruleset_->Page("home");
      return Add(event, batch);
    }
    case 2:
      return Add(CustomerExits{.customer = customer, .channel = channel},
                 batch);
    case 3:
      return Add(
          CustomerClicks{.customer = customer,
                         .campaign = random_.Chance(60) ? "gift" : "poster"},
          batch);
    case 4:
      return Add(CustomerLeaves{.customer = customer,
                                .desk = ruleset_->Desk("lab"),
                                .what = LeaveWhat::kPage},
                 batch);
    default:
      return ChangeEvent(customer, batch);
  }
}

void BusyDesk::ChangeEvent(CustomerId customer, EventBatch* batch) {
  const AgentId agent = Agent();
  if (random_.Chance(20)) {
    return Add(CustomerAddsContact{.customer = customer,
                                   .agent = agent,
                                   .link = ruleset_->Link("live")},
               batch);
  }
  if (random_.Chance(20)) {
    return Add(CrowdRefreshes{.agent = agent, .crowd = ruleset_->Crowd("big")},
               batch);
  }
  Attributes attributes;
  attributes.Number(ruleset_->Attribute("spent"), random_.Between(0, 200));
  attributes.Text(ruleset_->Attribute("city"),
                  random_.Chance(50) ? "Hangzhou" : "");
  const TagId tags[] = {ruleset_->Tag("new"), ruleset_->Tag("vip")};
  CustomerChanges event{.customer = customer};
  if (random_.Chance(60)) event.attributes = attributes.list();
  if (random_.Chance(60)) {
    event.tags = std::span(tags).first(static_cast<size_t>(random_.Below(3)));
  }
  if (random_.Chance(30)) event.dedicated_agent = agent;
  Add(event, batch);
}

void BusyDesk::RobotEvent(CustomerId customer, EventBatch* batch) {
  const DeskId desk = random_.Chance(70) ? ruleset_->Desk("help") : Desk();
  const IntentId intent =
      random_.Chance(15) ? ruleset_->Intent("refund") : IntentId{};
  switch (random_.Below(5)) {
    case 0:
      return Add(
          RobotHandsOver{.customer = customer, .desk = desk, .intent = intent},
          batch);
    case 1:
      return Add(
          CustomerClicks{.customer = customer,
                         .desk = desk,
                         .item = ruleset_->Item(
                             random_.Chance(60) ? "ask price" : "ask person")},
          batch);
    default: {
      RobotReplies event{.customer = customer, .desk = desk, .intent = intent};
      event.understood =
          random_.Chance(40) ? Understanding::kYes : Understanding::kNo;
      event.messages = static_cast<uint32_t>(random_.Between(0, 2));
      return Add(event, batch);
    }
  }
}

// During a session and after it.
void BusyDesk::LaterEvent(std::span<Engine* const> engines, CustomerId customer,
                          EventBatch* batch) {
  const DeskId desk = Desk();
  const SessionInfo session = engines.front()->Session(customer, desk);
  const AgentId agent =
      session.agent && random_.Chance(85) ? session.agent : Agent();
  switch (random_.Below(5)) {
    case 0: {
      CustomerRates event{.customer = customer, .desk = desk};
      event.score = static_cast<uint32_t>(random_.Between(1, 6));
      return Add(event, batch);
    }
    case 1:
      return Add(
          AgentInvitesRating{
              .agent = agent, .customer = customer, .desk = desk},
          batch);
    case 2: {
      const CustomerId both[] = {customer, Customer(engines)};
      AgentReopens event{.agent = agent, .desk = desk};
      event.customers = both;
      return Add(event, batch);
    }
    case 3:
      return Add(
          AgentDeclines{.agent = agent, .customer = customer, .desk = desk},
          batch);
    default:
      return Add(
          CustomerSubmitsForm{
              .customer = customer, .desk = desk, .fields = "call me"},
          batch);
  }
}

void BusyDesk::Next(std::span<Engine* const> engines, EventBatch* batch) {
  if (rich_ && random_.Chance(40)) return RichEvent(engines, batch);
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
    if (rich_) event.text = Text();
    Add(event, batch);
  }
}

}  // namespace kefu::testing
