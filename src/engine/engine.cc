#include "kefu/engine.h"

#include <algorithm>
#include <new>
#include <string>

#include "src/engine/asked_route.h"
#include "src/engine/digest.h"
#include "src/engine/dispatch.h"
#include "src/engine/due.h"
#include "src/engine/engine_parts.h"
#include "src/engine/invariants.h"
#include "src/facts/crowd.h"
#include "src/facts/estimate.h"
#include "src/facts/full_list.h"
#include "src/facts/gate.h"
#include "src/facts/list_trace.h"
#include "src/facts/merge.h"
#include "src/facts/routing_order.h"
#include "src/facts/window.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/model/world.h"
#include "src/moves/routing.h"
#include "src/moves/step.h"

namespace kefu {

struct Engine::Impl {
  explicit Impl(std::shared_ptr<const Ruleset> ruleset)
      : world(std::move(ruleset)) {}

  // The id of a row; of a new one, with `add`, unless the limit is reached.
  template <class Name>
  CustomerId LookUp(Name name) {
    uint32_t row = world.names.Find(name);
    if (row != 0) {
      if (world.contacts.IsFree(row)) world.contacts.TakeBack(row);
    } else {
      if (world.contacts.customers() >=
          static_cast<uint64_t>(world.rules.limits.customers)) {
        return kNoMoreCustomers;
      }
      row = world.AddCustomer(name);
    }
    return world.CustomerOf(row);
  }

  template <class Name>
  CustomerId Find(Name name) const {
    const uint32_t row = world.names.Find(name);
    const bool known = row != 0 && !world.contacts.IsFree(row);
    return known ? world.CustomerOf(row) : CustomerId{};
  }

  // The contact of an open session; null if there is none.
  const Contact* FindSession(CustomerId customer, DeskId desk) const {
    const uint32_t row = world.CustomerRow(customer);
    if (row == 0 || !world.rules.Knows(desk)) return nullptr;
    const ContactRow c = world.contacts.Find(row, desk);
    if (c == 0 || world.contacts[c].session == 0) return nullptr;
    return &world.contacts[c];
  }

  Explanation ExplainWaiting(const Contact& contact) const;
  Explanation ExplainPooled(const Contact& contact) const;

  World world;
};

Engine::Engine(std::shared_ptr<const Ruleset> ruleset)
    : impl_(std::make_unique<Impl>(std::move(ruleset))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

const World& EngineParts::WorldOf(const Engine& engine) {
  return engine.impl_->world;
}
World& EngineParts::WorldOf(Engine& engine) { return engine.impl_->world; }

Engine Engine::Fork() const {
  Engine fork(impl_->world.ruleset);
  fork.impl_->world.CopyFrom(impl_->world);
  return fork;
}

void Engine::ForkInto(Engine* other) const {
  if (other == this) return;
  if (other->impl_->world.ruleset == impl_->world.ruleset) {
    other->impl_->world.CopyFrom(impl_->world);
  } else {
    *other = Fork();
  }
}

const Ruleset& Engine::ruleset() const { return *impl_->world.ruleset; }

// ---------------------------------------------------------------- customers

CustomerId Engine::Customer(std::string_view name) {
  return impl_->LookUp(name);
}

CustomerId Engine::CustomerByKey(uint64_t key) { return impl_->LookUp(key); }

void Engine::CustomersByKey(std::span<const uint64_t> keys,
                            std::span<CustomerId> ids) {
  constexpr size_t kAhead = 16;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (i + kAhead < keys.size()) {
      impl_->world.names.PrefetchKey(keys[i + kAhead]);
    }
    ids[i] = impl_->LookUp(keys[i]);
  }
}

CustomerId Engine::FindCustomer(std::string_view name) const {
  return impl_->Find(name);
}

CustomerId Engine::FindCustomerByKey(uint64_t key) const {
  return impl_->Find(key);
}

bool Engine::Knows(CustomerId id) const { return impl_->world.IsKnown(id); }

bool Engine::Knows(std::span<const CustomerId> ids) const {
  constexpr size_t kAhead = 16;
  const World& world = impl_->world;
  bool all = true;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i + kAhead < ids.size()) {
      const auto row = static_cast<uint32_t>(ids[i + kAhead].value);
      world.contacts.Prefetch(row & ~ContactTable::kMore);
    }
    all &= world.IsKnown(ids[i]);
  }
  return all;
}

std::string Engine::CustomerName(CustomerId id) const {
  const World& world = impl_->world;
  const uint32_t row = world.CustomerRow(id);
  if (row == 0) return {};
  if (world.names.IsKey(row)) return std::to_string(world.names.Key(row));
  return std::string(world.names.Name(row));
}

// ------------------------------------------------------------------- events

void Engine::Apply(const EventRecord& event,
                   std::span<const std::byte> payloads,
                   Effects* effects) noexcept {
  Dispatch(impl_->world, event, payloads, effects);
}

void Engine::ApplyExplained(const EventRecord& event,
                            std::span<const std::byte> payloads,
                            Effects* effects,
                            std::vector<Explanation>* explanations) noexcept {
  impl_->world.explanations = explanations;
  Apply(event, payloads, effects);
  impl_->world.explanations = nullptr;
}

size_t Engine::ApplyBatch(std::span<const EventRecord> events,
                          std::span<const std::byte> payloads,
                          Effects* effects) noexcept {
  return Dispatch(impl_->world, events, payloads, effects);
}

// --------------------------------------------------------------------- time

std::optional<Instant> Engine::Now() const {
  if (!impl_->world.started) return std::nullopt;
  return impl_->world.now;
}

std::optional<Instant> Engine::NextDeadline() const {
  return NextDue(impl_->world);
}

// ------------------------------------------------------------------ queries

SessionInfo Engine::Session(CustomerId customer, DeskId desk) const {
  const Contact* contact = impl_->FindSession(customer, desk);
  if (contact == nullptr) return {};
  const SessionRow& row = impl_->world.sessions[contact->row];
  SessionInfo info;
  info.number = {contact->session};
  info.state = contact->state;
  info.agent = {contact->owner};
  info.group = {contact->group};
  info.priority = {row.priority};
  info.cost = row.cost;
  info.opened_at = {row.opened_at};
  info.joined_at = FirstJoin(impl_->world, *contact);
  info.held = contact->held;
  info.lapsed = contact->lapsed;
  info.offered_to = OfferedTo(impl_->world, *contact);
  if (info.offered_to) {
    const World& world = impl_->world;
    info.offered_until = Instant{world.sessions.More(contact->row).offered_at} +
                         world.rules.offer_within(PlaceOf(*contact));
  }
  info.assigned_at = contact->state == SessionState::kServing
                         ? Instant{row.assigned_at}
                         : Instant::Never();
  return info;
}

SendInfo Engine::MaySend(const SendQuestion& question) const {
  const World& world = impl_->world;
  SendInfo info;
  if (Name(question.who).empty() || Name(question.use).empty() ||
      Name(question.kind).empty()) {
    info.reason = Reason::kBadRecord;
    return info;
  }
  uint32_t customer = 0;
  info.reason =
      CheckDeskAndCustomer(world, question.desk, question.customer, &customer);
  if (info.reason != Reason::kNone) return info;
  ContactRow c = world.contacts.Find(customer, question.desk);
  if (question.agent && question.who == Sender::kAgent) {
    info.reason =
        CheckOwn(world, question.agent, question.desk, question.customer, &c);
    if (info.reason == Reason::kNone && world.contacts[c].lapsed) {
      info.reason = Reason::kReacceptNeeded;
    }
    if (info.reason != Reason::kNone) return info;
  }
  SendAsk ask;
  ask.customer = customer;
  ask.desk = question.desk;
  ask.who = question.who;
  ask.use = question.use;
  ask.kind = question.kind;
  ask.count = question.count;
  if (c != 0) ask.state = StateFor(world.contacts[c].state);
  ask.at = std::max(question.at, world.now);
  const SendAnswer answer = AskSend(world, ask);
  info.allowed = answer.way == SendWay::kDirect;
  info.template_only =
      answer.way == SendWay::kTemplate || answer.way == SendWay::kLater;
  if (!info.allowed) info.reason = answer.reason;
  if (answer.left == kUnlimited && answer.until.never()) return info;
  if (answer.left != kUnlimited) info.left = answer.left;
  if (answer.left != 0 && !answer.until.never()) info.until = answer.until;
  return info;
}

PositionInfo Engine::Position(CustomerId customer, DeskId desk) const {
  const Contact* contact = impl_->FindSession(customer, desk);
  if (contact == nullptr || contact->state != SessionState::kWaiting) {
    return {};
  }
  const World& world = impl_->world;
  const ListId list = ListOf(world, *contact);
  PositionInfo info;
  info.ahead = world.waiting.Ahead(list, contact->row);
  info.position = info.ahead + 1;
  info.estimated_wait = EstimatedWait(world, list, desk, info.ahead);
  return info;
}

std::vector<CrowdId> Engine::CrowdsOf(CustomerId customer) const {
  const World& world = impl_->world;
  if (!world.IsKnown(customer)) return {};
  return kefu::CrowdsOf(world, world.CustomerRow(customer));
}

StatsInfo Engine::Stats() const {
  const World& world = impl_->world;
  StatsInfo info;
  info.customers = Customers();
  for (const AgentRow& agent : world.agents) {
    info.agents_online += agent.alive && agent.status == AgentStatus::kOnline;
    info.load += agent.load;
  }
  info.sessions = world.open_sessions;
  info.waiting = world.waiting.total();
  info.pooled = world.pool.total();
  info.robot = world.with_robot;
  info.serving = info.sessions - info.waiting - info.pooled - info.robot;
  info.events = world.events;
  info.refusals = world.refused;
  info.opened = world.last_session;
  info.closed = world.last_session - world.open_sessions;
  info.assignments = world.last_assignment - world.online_numbers;
  info.timers = world.timers_fired;
  info.forgotten = world.forgotten;
  return info;
}

uint32_t Engine::Waiting(GroupId group) const {
  return impl_->world.waiting.Count(FindList(impl_->world, group));
}

uint32_t Engine::Waiting(DeskId desk) const {
  return impl_->world.waiting.Count(FindList(impl_->world, desk));
}

namespace {

PoolInfo PoolOf(const World& world, ListId list) {
  PoolInfo info;
  info.sessions = world.pool.Count(list);
  if (info.sessions == 0) return info;
  const SessionRow& first = world.sessions[world.pool.FirstOfAll(list)];
  info.oldest = world.CustomerOf(world.contacts[first.contact]);
  info.since = {first.order};
  return info;
}

}  // namespace

PoolInfo Engine::Pool(GroupId group) const {
  return PoolOf(impl_->world, FindList(impl_->world, group));
}

PoolInfo Engine::Pool(DeskId desk) const {
  return PoolOf(impl_->world, FindList(impl_->world, desk));
}

AgentInfo Engine::Agent(AgentId agent) const {
  const World& world = impl_->world;
  if (!world.rules.Knows(agent)) return {};
  const AgentRow& row = world.agents[agent.value];
  return {row.status, row.auto_accept, row.capacity, row.load, row.sessions};
}

uint64_t Engine::OpenSessions() const { return impl_->world.open_sessions; }
uint64_t Engine::Customers() const { return impl_->world.contacts.customers(); }
uint64_t Engine::Events() const { return impl_->world.events; }

// ---------------------------------------------------------------------- why

Explanation Engine::Impl::ExplainWaiting(const Contact& contact) const {
  Explanation told;
  const ListId list = ListOf(world, contact);
  TraceList(world, RequestOf(world, contact, {}), list, {}, &told);
  told.waiting = true;
  told.ahead = world.waiting.Ahead(list, contact.row);
  told.position = told.ahead + 1;
  told.group = {contact.group};
  told.decision = {Rung::kQueue,
                   WhyWaiting(world, list, RequestOf(world, contact, {})),
                   contact.group,
                   {},
                   0};
  told.rungs.push_back({Rung::kQueue, told.decision.reason, {}, told.group});
  if (const AgentId asked = OfferedTo(world, contact)) {
    told.decision = {Rung::kOffer, Reason::kOffered, contact.group, {}, 0};
    told.rungs.back() = {Rung::kOffer, Reason::kOffered, asked, told.group};
    for (AgentTrace& agent : told.agents) {
      if (agent.agent != asked) continue;
      agent.reason = Reason::kOffered;
      agent.limit = AgentTrace::Limit::kNone;
    }
  }
  return told;
}

// Why nobody is handed it; it has no place, since it does not wait.
Explanation Engine::Impl::ExplainPooled(const Contact& contact) const {
  Explanation told;
  const ListId list = ListOf(world, contact);
  const RouteRequest request = RequestOf(world, contact, {});
  TraceList(world, request, list, {}, &told);
  told.group = {contact.group};
  const Reason reason = world.rules.lists[list].pool_auto
                            ? WhyWaiting(world, list, request)
                            : Reason::kByDispatcher;
  told.decision = {Rung::kPool, reason, contact.group, {}, 0};
  told.rungs.push_back({Rung::kPool, reason, {}, told.group});
  return told;
}

Explanation Engine::Explain(const Request& request) const {
  const World& world = impl_->world;
  Explanation told;
  if (!world.rules.Named(request.desk)) {
    told.refused = Reason::kUnknownDesk;
    return told;
  }
  const uint32_t customer = world.CustomerRow(request.customer);
  if (request.customer && customer == 0) {
    told.refused = Reason::kUnknownCustomer;
    return told;
  }
  if (const Contact* contact =
          impl_->FindSession(request.customer, request.desk)) {
    if (contact->state == SessionState::kWaiting) {
      told = impl_->ExplainWaiting(*contact);
    } else if (contact->state == SessionState::kPooled) {
      told = impl_->ExplainPooled(*contact);
    } else if (contact->state == SessionState::kRobot) {
      told.refused = Reason::kWithRobot;
    } else {
      told.refused = Reason::kAlreadyAssigned;
    }
    told.session = {contact->session};
    told.customer = request.customer;
    return told;
  }
  told.refused = AskDeleted(world, request.desk, {});
  if (told.refused == Reason::kNone && customer != 0) {
    told.refused = AskBlocked(world, customer, request.desk);
  }
  if (told.refused != Reason::kNone) return told;
  const RouteRequest route = AskedRoute(world, request, customer);
  Signal decided;
  Route(world, route, &told, &decided);
  told.decision = decided.decision;
  told.group = world.rules.lists[decided.list].group;
  const ContactRow c = world.contacts.Find(customer, request.desk);
  if (WouldOverflow(world, world.contacts[c], request.desk, decided)) {
    TellFull(world, decided.list, &told);
  }
  return told;
}

// ----------------------------------------------------------------- checking

Violation Engine::CheckInvariants() const {
  return kefu::CheckInvariants(impl_->world);
}

uint64_t Engine::Digest() const { return DigestOf(impl_->world); }

size_t Engine::MemoryBytes() const {
  constexpr size_t kBlockBytes = 64;  // a node of the map
  const World& world = impl_->world;
  return sizeof(Impl) + world.contacts.bytes() + world.sessions.bytes() +
         world.agents.size() * sizeof(AgentRow) +
         world.channel_loads.size() * sizeof(uint32_t) + world.roster.bytes() +
         world.hours.bytes() + world.timers.bytes() + world.waiting.bytes() +
         world.pool.bytes() + world.ids.bytes() +
         world.agents_more.size() * sizeof(AgentMore) +
         world.ramps.size() * sizeof(int64_t) +
         world.list_states.size() * sizeof(ListState) + world.logins.bytes() +
         world.agent_timers.bytes() + world.forgetting.bytes() +
         world.profiles.bytes() + world.BesideBytes() + world.grants.bytes() +
         world.pages.bytes() + world.notes.bytes() + world.visits.bytes() +
         world.marks.bytes() + world.said.bytes() + world.ratings.bytes() +
         world.unanswered.bytes() +
         world.crowd_states.size() * sizeof(CrowdState) +
         world.blocks.all().size() * kBlockBytes;
}

}  // namespace kefu
