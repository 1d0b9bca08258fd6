#include "tests/oracle/oracle.h"
#include "tests/oracle/courtesies.h"
#include "tests/oracle/record_reader.h"

namespace kefu::oracle {

Oracle::Oracle(std::shared_ptr<const Ruleset> ruleset)
    : KnownFacts(std::move(ruleset)) {
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
  if (!RecordReader(*ruleset_, names_).Read(record, payloads, &event)) {
    Refuse(Reason::kBadRecord, record);
    return out_;
  }
  if (const Reason broken = CheckContract(&event); broken != Reason::kNone) {
    Refuse(broken, record);
    return out_;
  }
  if (!now_) WatchHours(event.at);
  FireTimers(event.at);
  now_ = at_ = event.at;
  RefreshUpTo(at_);
  const KnownCustomers known = *this;
  NoteCustomer(event);
  Reason refused = Guard(event);
  if (refused == Reason::kNone) {
    // What is told counts at once, unless the event is refused after all.
    const Profile before = profiles_[event.customer];
    Told(event, &profiles_[event.customer]);
    if (!Gated(event)) refused = Handle(event);
    if (event.type == EventType::kCustomerErased) {
      profiles_.erase(event.customer);
    } else if (refused != Reason::kNone) {
      profiles_[event.customer] = before;
    }
  }
  if (refused != Reason::kNone) {
    NoteRefused(event, known);
    Refuse(refused, record);
  } else if (IsOwnEvent(event)) {
    known_.insert(event.customer);
  }
  Settle();
  says_.replied = says_.asks_person = 0;
  FireTimers(event.at);
  return out_;
}

Reason Oracle::Handle(const Incoming& event) {
  switch (event.type) {
    case EventType::kCustomerEnters:
      return Enters(event);
    case EventType::kCustomerSends:
      return CustomerSends(event);
    case EventType::kCustomerClicks:
      return event.campaign.empty() ? Clicks(event)
                                    : CourtesyReferee(*this).Handle(event);
    case EventType::kRobotReplies:
      return RobotReplies(event);
    case EventType::kCustomerLeaves:
      return Leaves(event);
    case EventType::kCustomerRates:
      return ratings_.Rates(event);
    case EventType::kCustomerErased:
      return Erases(event);
    case EventType::kCustomerTriggers:
      return Triggers(event);
    case EventType::kDeliveryFails:
      return DeliveryFailed(event);
    case EventType::kCrowdRefreshes:
      return RefreshesByHand(event);
    case EventType::kCrowdUsed:
      return UsesCrowd(event);
    case EventType::kCustomerSubmitsForm:
      return SubmitsForm(event);
    case EventType::kRobotHandsOver:
      return HandsOver(event);
    case EventType::kCustomerChanges:
    case EventType::kTimePasses:
    case EventType::kNone:
      return Reason::kNone;
    default:
      return CourtesyReferee::Handles(event)
                 ? CourtesyReferee(*this).Handle(event)
                 : HandleAgent(event);
  }
}

Reason Oracle::HandleAgent(const Incoming& event) {
  switch (event.type) {
    case EventType::kAgentConnects:
      return Connects(event);
    case EventType::kAgentDisconnects:
      return Disconnects(event);
    case EventType::kAgentSetsStatus:
      return SetsStatus(event);
    case EventType::kAgentAccepts:
      return Accepts(event);
    case EventType::kAgentDeclines:
      return Declines(event);
    case EventType::kAgentSends:
      return AgentSends(event);
    case EventType::kAgentCloses:
      return Closes(event);
    case EventType::kAgentTransfers:
      return Transfers(event);
    case EventType::kAgentClaims:
      return Claims(event);
    case EventType::kAgentHolds:
      return Holds(event);
    case EventType::kAgentUnholds:
      return Unholds(event);
    case EventType::kAgentDiscards:
      return Discards(event);
    case EventType::kAgentAssigns:
      return Dispatches(event);
    case EventType::kAgentReopens:
      return past_.Reopens(event);
    case EventType::kAgentInvitesRating:
      return ratings_.Invites(event);
    case EventType::kAgentBlocks:
      return Blocks(event);
    case EventType::kAgentUnblocks:
      return Unblocks(event);
    case EventType::kAgentChangesSettings:
      return ChangeSettings(event);
    default:
      return Reason::kNone;
  }
}

// The guards that every event has in common.
Reason Oracle::Guard(const Incoming& event) const {
  if (event.payload_bytes > static_cast<size_t>(config_.limits.message_bytes)) {
    return Reason::kLimitReached;
  }
  return CheckNames(event);
}

namespace {

bool ByAgent(EventType type) {
  return type >= EventType::kAgentConnects && type < EventType::kTimePasses &&
         type != EventType::kAgentCloses &&
         type != EventType::kCustomerChanges && type != EventType::kCrowdUsed &&
         type != EventType::kCustomerSubmitsForm &&
         type != EventType::kRobotHandsOver && type != EventType::kRobotReplies;
}

// At one desk, about one customer.
bool InSession(EventType type) {
  using enum EventType;
  switch (type) {
    case kCustomerEnters:
    case kCustomerSends:
    case kCustomerClicks:
    case kRobotReplies:
    case kCustomerLeaves:
    case kCustomerRates:
    case kCustomerSubmitsForm:
    case kDeliveryFails:
    case kRobotHandsOver:
    case kAgentDeclines:
    case kAgentSends:
    case kAgentCloses:
    case kAgentTransfers:
    case kAgentClaims:
    case kAgentHolds:
    case kAgentUnholds:
    case kAgentDiscards:
    case kAgentAssigns:
    case kAgentInvitesRating:
      return true;
    default:
      return false;
  }
}

}  // namespace

// Unknown names, in this order: agent, desk or link, customer, the agent whom
// the customer names, priority, by, receiver.
Reason Oracle::CheckNames(const Incoming& e) const {
  using enum EventType;
  const bool blocks = e.type == kAgentBlocks || e.type == kAgentUnblocks;
  const bool at_desk =
      (InSession(e.type) && !CourtesyReferee::Handles(e)) ||
      e.type == kAgentAccepts || e.type == kAgentReopens ||
      (e.type == kCustomerTriggers && e.record.desk != 0) ||
      (blocks && static_cast<BlockScope>(e.detail) == BlockScope::kDesk);
  const bool from_customer = e.type == kCustomerEnters ||
                             e.type == kCustomerSends ||
                             e.type == kCustomerClicks;
  if (ByAgent(e.type) && e.agent < 0) return Reason::kUnknownAgent;
  if (e.type == kAgentCloses && e.agent == kUnknown) {
    return Reason::kUnknownAgent;
  }
  const bool courtesy = CourtesyReferee::Handles(e);
  if (courtesy) {
    CourtesyReferee referee(const_cast<Oracle&>(*this));
    const Reason r = referee.CheckNames(e);
    if (r != Reason::kNone) return r;
  }
  if (const Reason r = CheckLink(e); r != Reason::kNone) return r;
  if (at_desk && e.desk < 0) return Reason::kUnknownDesk;
  if (at_desk && !from_customer &&
      config_.desks[static_cast<size_t>(e.desk)].deleted) {
    return Reason::kDeskDeleted;
  }
  if (e.type == kCustomerClicks && e.campaign.empty() &&
      FindItem(config_, e.item) == nullptr) {
    return Reason::kUnknownItem;
  }
  if (e.type == kCustomerTriggers && e.record.desk == 0 && e.channel < 0) {
    return Reason::kUnknownChannel;
  }
  if (InSession(e.type) || blocks || courtesy || e.type == kCustomerTriggers ||
      e.type == kCustomerErased || e.type == kCustomerChanges) {
    const Reason r = CheckCustomer(e.customer);
    if (r != Reason::kNone) return r;
  }
  if (e.facts.named == kUnknown) return Reason::kUnknownAgent;
  if (e.facts.priority == kUnknown) return Reason::kUnknownPriority;
  if (e.facts.store == kUnknown) return Reason::kUnknownStore;
  if (e.by == kUnknown) return Reason::kUnknownAgent;
  if (e.to_agent == kUnknown) return Reason::kUnknownAgent;
  if (e.to_group == kUnknown) return Reason::kUnknownGroup;
  return CheckTold(e);
}

// A link names its desk (R1).
Reason Oracle::CheckLink(const Incoming& e) const {
  if (e.facts.link == kUnknown) return Reason::kUnknownLink;
  if (e.facts.link < 0) return Reason::kNone;
  const auto& link = config_.links[static_cast<size_t>(e.facts.link)];
  const bool agree =
      e.desk >= 0 &&
      config_.desks[static_cast<size_t>(e.desk)].name == link.desk;
  return agree ? Reason::kNone : Reason::kUnknownLink;
}

Reason Oracle::CheckCustomer(uint64_t customer) const {
  if (customer == kNoMoreCustomers.value) return Reason::kLimitReached;
  return customers_.count(customer) + forgotten_.count(customer) != 0
             ? Reason::kNone
             : Reason::kUnknownCustomer;
}

void Oracle::Settle() {
  while (!signals_.empty()) {
    const std::function<void()> signal = signals_.front();
    signals_.pop_front();
    signal();
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
