#include "bench/convert.h"

#include <algorithm>

#include "bench/plain_engine.h"

namespace kefu_bench {
namespace {

using kefu::Instant;
using kefu::MessageKind;

constexpr char kQuestion[] = "Hello, does this one come in blue as well?";
constexpr char kAnswer[] = "It does. Shall I put one aside for you?";

template <class Table, class Id>
void Put(Table* table, Id id, uint32_t number) {
  if (table->size() <= id.value) table->resize(id.value + 1, kNobody);
  (*table)[id.value] = number;
}

// Writes the event of each record, given what the plain engine knows just
// before it.
class Converter {
 public:
  Converter(const LogHeader& header, Load load, const kefu::Ruleset& ruleset)
      : full_(load == Load::kFull),
        names_(header, ruleset),
        link_(ruleset.Link(kLinkName)),
        plain_(header),
        online_(header.agents, true) {}

  void Add(const LogRecord& record) {
    plain_.FireTimers(record.at);
    Write(record, Instant{static_cast<int64_t>(record.at)});
    const bool toggle = record.type == LogType::kToggle;
    events_.customers.push_back(toggle ? kNobody : record.id);
    plain_.Apply(record);
    events_.peak_sessions =
        std::max(events_.peak_sessions, plain_.open_or_waiting());
  }

  Events Finish() {
    events_.records.assign(batch_.records().begin(), batch_.records().end());
    events_.payloads.assign(batch_.payloads().begin(), batch_.payloads().end());
    events_.hash = plain_.hash().value();
    events_.peak_open = plain_.peak_open();
    return std::move(events_);
  }

 private:
  void Write(const LogRecord& record, Instant at) {
    switch (record.type) {
      case LogType::kArrive:
        if (plain_.HasSession(record.id)) return CustomerSends(at);
        return CustomerEnters(at, record.product);
      case LogType::kCustomerSays:
        return CustomerSends(at);
      case LogType::kAgentSays:
        return AgentSends(at, record.id);
      case LogType::kClose:
        return Close(at, record.id);
      case LogType::kToggle:
        return Toggle(at, record.id);
    }
  }

  void CustomerEnters(Instant at, uint32_t product) {
    kefu::CustomerEnters event{.at = at, .desk = names_.desk()};
    event.product = names_.product(product);
    if (full_) event.link = link_;
    batch_.Add(event);
  }

  void CustomerSends(Instant at) {
    kefu::CustomerSends event{.at = at, .desk = names_.desk()};
    event.kind = MessageKind::kText;
    if (full_) event.text = kQuestion;
    batch_.Add(event);
  }

  // Nobody serves: any agent will do, the engine refuses it and W ignores it.
  void AgentSends(Instant at, uint32_t customer) {
    kefu::AgentSends event{.at = at};
    event.agent = names_.agent(plain_.ServedBy(customer).value_or(0));
    event.desk = names_.desk();
    event.kind = MessageKind::kText;
    if (full_) event.text = kAnswer;
    batch_.Add(event);
  }

  void Close(Instant at, uint32_t customer) {
    if (plain_.IsWaiting(customer)) {
      kefu::CustomerLeaves event{.at = at, .desk = names_.desk()};
      event.what = kefu::LeaveWhat::kQueue;
      return batch_.Add(event);
    }
    batch_.Add(kefu::AgentCloses{.at = at, .desk = names_.desk()});
  }

  void Toggle(Instant at, uint32_t agent) {
    online_[agent] = !online_[agent];
    kefu::AgentSetsStatus event{.at = at, .agent = names_.agent(agent)};
    event.status = online_[agent] ? kefu::AgentStatus::kOnline
                                  : kefu::AgentStatus::kOffline;
    batch_.Add(event);
  }

  bool full_;
  Names names_;
  kefu::LinkId link_;
  PlainEngine plain_;
  std::vector<bool> online_;
  kefu::EventBatch batch_;
  Events events_;
};

}  // namespace

// The finaliser of SplitMix64: a bijection.
uint64_t OutsideKey(uint32_t customer) {
  uint64_t z = uint64_t{customer} + 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

Names::Names(const LogHeader& header, const kefu::Ruleset& ruleset)
    : desk_(ruleset.Desk(kDeskName)) {
  for (uint32_t i = 0; i < header.agents; ++i) {
    agents_.push_back(ruleset.Agent(AgentName(i)));
    Put(&agent_numbers_, agents_.back(), i);
  }
  for (uint32_t i = 0; i < header.groups; ++i) {
    Put(&group_numbers_, ruleset.Group(GroupName(i)), i);
  }
  for (uint32_t i = 0; i < header.products; ++i) {
    products_.push_back(ruleset.Product(ProductName(i)));
  }
}

Events Convert(const Log& log, size_t events, Load load,
               const kefu::Ruleset& ruleset) {
  Converter converter(log.header, load, ruleset);
  const size_t n = std::min(events, log.records.size());
  for (size_t i = 0; i < n; ++i) converter.Add(log.records[i]);
  return converter.Finish();
}

Customers::Customers(uint32_t count, kefu::Engine* engine) : ids_(count) {
  std::vector<uint64_t> keys(count);
  for (uint32_t i = 0; i < count; ++i) keys[i] = OutsideKey(i);
  engine->CustomersByKey(keys, ids_);
  Index();
}

Customers Customers::Known(uint32_t count, const kefu::Engine& engine) {
  Customers customers;
  for (uint32_t i = 0; i < count; ++i) {
    customers.ids_.push_back(engine.FindCustomerByKey(OutsideKey(i)));
  }
  customers.Index();
  return customers;
}

void Customers::Index() {
  for (uint32_t i = 0; i < ids_.size(); ++i) {
    if (!ids_[i]) continue;
    const kefu::AgentId row{static_cast<uint32_t>(ids_[i].value)};
    Put(&numbers_, row, i);
  }
}

void Customers::Fill(const Events& events,
                     std::span<kefu::EventRecord> records) const {
  for (size_t i = 0; i < records.size(); ++i) {
    const uint32_t number = events.customers[i];
    if (number != kNobody) records[i].customer = ids_[number].value;
  }
}

void ConnectAgents(const LogHeader& header, kefu::Engine* engine) {
  kefu::Effects effects;
  for (uint32_t i = 0; i < header.agents; ++i) {
    kefu::AgentConnects event{.at = Instant{0}};
    event.agent = engine->ruleset().Agent(AgentName(i));
    engine->Apply(event, &effects);
  }
}

void Fold(std::span<const kefu::EffectRecord> effects, const Names& names,
          const Customers& customers, DecisionHash* hash) {
  for (const kefu::EffectRecord& effect : effects) {
    const Kind kind = KindOf(effect);
    if (kind == Kind::kNone) continue;
    const bool in_list = kind == Kind::kQueued || kind == Kind::kAbandoned;
    const uint32_t place = in_list
                               ? names.NumberOf(kefu::GroupId{effect.group})
                               : names.NumberOf(kefu::AgentId{effect.agent});
    hash->Add(static_cast<uint64_t>(effect.at), kind,
              customers.NumberOf(kefu::CustomerId{effect.customer}), place);
  }
}

}  // namespace kefu_bench
