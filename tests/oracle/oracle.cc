#include "tests/oracle/oracle.h"

namespace kefu::oracle {

Oracle::Oracle(std::shared_ptr<const Ruleset> ruleset)
    : ruleset_(std::move(ruleset)),
      config_(ruleset_->config()),
      settings_(config_),
      names_(*ruleset_) {
  for (const AgentConfig& agent : config_.agents) {
    AgentState state;
    state.auto_accept = agent.auto_accept;
    state.capacity = agent.capacity.value_or(config_.tenant.capacity);
    agents_.push_back(state);
  }
}

std::vector<EffectRecord> Oracle::Apply(const EventRecord& record,
                                        std::span<const std::byte> payloads) {
  ++ordinal_;
  out_.clear();
  timer_ = TimerKind::kNone;
  at_ = now_.value_or(0);
  Incoming event;
  if (!Unpack(record, payloads, &event)) {
    Refuse(Reason::kBadRecord, record);
    return out_;
  }
  if (const Reason broken = CheckContract(&event); broken != Reason::kNone) {
    Refuse(broken, record);
    return out_;
  }
  FireTimers(event.at);
  now_ = at_ = event.at;
  Reason refused = Guard(event);
  if (refused == Reason::kNone) refused = Handle(event);
  if (refused != Reason::kNone) Refuse(refused, record);
  Settle();
  FireTimers(event.at);
  return out_;
}

Reason Oracle::Handle(const Incoming& event) {
  switch (event.type) {
    case EventType::kCustomerEnters:
      return Enters(event);
    case EventType::kCustomerSends:
      return CustomerSends(event);
    case EventType::kCustomerLeaves:
      return Leaves(event);
    case EventType::kAgentConnects:
      return SetStatus(event.agent, AgentStatus::kOnline);
    case EventType::kAgentDisconnects:
      return SetStatus(event.agent, AgentStatus::kOffline);
    case EventType::kAgentSetsStatus:
      return SetStatus(event.agent, static_cast<AgentStatus>(event.detail));
    case EventType::kAgentAccepts:
      return Accepts(event);
    case EventType::kAgentSends:
      return AgentSends(event);
    case EventType::kAgentCloses:
      return Closes(event);
    case EventType::kAgentDiscards:
      return Discards(event);
    case EventType::kAgentChangesSettings:
      return ChangeSettings(event);
    case EventType::kTimePasses:
    case EventType::kNone:
      return Reason::kNone;
  }
  return Reason::kNone;
}

// The guards that every event has in common.
Reason Oracle::Guard(const Incoming& event) const {
  if (event.payload_bytes > static_cast<size_t>(config_.limits.message_bytes)) {
    return Reason::kLimitReached;
  }
  return CheckNames(event);
}

// Unknown names, in this order: agent, desk or link, customer, priority, by.
Reason Oracle::CheckNames(const Incoming& e) const {
  using enum EventType;
  const bool by_agent = e.type == kAgentConnects ||
                        e.type == kAgentDisconnects ||
                        e.type == kAgentSetsStatus || e.type == kAgentAccepts ||
                        e.type == kAgentSends || e.type == kAgentDiscards ||
                        e.type == kAgentChangesSettings;
  const bool at_desk = e.type == kCustomerEnters || e.type == kCustomerSends ||
                       e.type == kCustomerLeaves || e.type == kAgentAccepts ||
                       e.type == kAgentSends || e.type == kAgentCloses ||
                       e.type == kAgentDiscards;
  const bool of_customer = at_desk && e.type != kAgentAccepts;
  if (by_agent && e.agent < 0) return Reason::kUnknownAgent;
  if (e.type == kAgentCloses && e.agent == kUnknown) {
    return Reason::kUnknownAgent;
  }
  if (at_desk && e.facts.link == kUnknown) return Reason::kUnknownLink;
  if (e.facts.link >= 0) {  // a link names its desk (R1)
    const auto& link = config_.links[static_cast<size_t>(e.facts.link)];
    if (e.desk < 0 ||
        config_.desks[static_cast<size_t>(e.desk)].name != link.desk) {
      return Reason::kUnknownLink;
    }
  }
  if (at_desk && e.desk < 0) return Reason::kUnknownDesk;
  if (of_customer) {
    const Reason r = CheckCustomer(e.customer);
    if (r != Reason::kNone) return r;
  }
  if (e.facts.priority == kUnknown) return Reason::kUnknownPriority;
  if (e.by == kUnknown) return Reason::kUnknownAgent;
  return Reason::kNone;
}

Reason Oracle::CheckCustomer(uint64_t customer) const {
  if (customer == kNoMoreCustomers.value) return Reason::kLimitReached;
  return customers_.count(customer) != 0 ? Reason::kNone
                                         : Reason::kUnknownCustomer;
}

void Oracle::Settle() {
  while (!signals_.empty()) {
    const Signal signal = signals_.front();
    signals_.pop_front();
    if (signal.route != 0) {
      Route(sessions_.at(signal.route), signal.excluded);
    } else {
      Fill(signal.fill, signal.login);
    }
  }
}

EffectRecord& Oracle::Emit(EffectType type) {
  EffectRecord effect;
  effect.at = at_;
  effect.event = ordinal_;
  effect.index = static_cast<uint32_t>(out_.size());
  effect.type = static_cast<uint8_t>(type);
  effect.timer = static_cast<uint8_t>(timer_);
  return out_.emplace_back(effect);
}

EffectRecord& Oracle::Emit(EffectType type, const S& session) {
  EffectRecord& effect = Emit(type);
  effect.session = session.number;
  effect.customer = session.customer;
  effect.desk = names_.DeskId(session.desk);
  return effect;
}

Oracle::S* Oracle::Find(uint64_t customer, int desk) {
  for (auto& [number, session] : sessions_) {
    if (session.customer == customer && session.desk == desk) return &session;
  }
  return nullptr;
}

const Oracle::S* Oracle::Find(uint64_t customer, int desk) const {
  return const_cast<Oracle*>(this)->Find(customer, desk);
}

}  // namespace kefu::oracle
