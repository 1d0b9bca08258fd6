#include "bench/plain_engine.h"

#include <algorithm>

namespace kefu_bench {

PlainAgent* ScannedAgents::Best() const {
  PlainAgent* best = nullptr;
  for (PlainAgent* agent : all_) {
    if (!agent->available()) continue;
    if (best == nullptr || ComesFirst{}(agent, best)) best = agent;
  }
  return best;
}

template <class Agents>
BasicPlainEngine<Agents>::BasicPlainEngine(const LogHeader& header)
    : timeout_(header.timeout), sticky_(header.sticky) {
  for (uint32_t id = 0; id < header.agents; ++id) {
    PlainAgent& agent = agents_[id];
    agent.id = id;
    agent.group = GroupOfAgent(header, id);
    agent.weight = WeightOfAgent(id);
    agent.capacity = header.capacity;
    groups_[agent.group].agents.Join(&agent);
  }
  for (uint32_t product = 0; product < header.products; ++product) {
    group_of_product_[product] = GroupOfProduct(header, product);
  }
}

template <class Agents>
void BasicPlainEngine<Agents>::Apply(const LogRecord& record) {
  FireTimers(record.at);
  switch (record.type) {
    case LogType::kArrive:
      return Arrive(record.at, record.id, record.product);
    case LogType::kCustomerSays:
      return CustomerSays(record.at, Find(record.id));
    case LogType::kAgentSays:
      if (const SessionPtr session = Find(record.id)) {
        ++session->agent_messages;
      }
      return;
    case LogType::kClose:
      return Close(record.at, Find(record.id));
    case LogType::kToggle:
      return Toggle(record.at, record.id);
  }
}

template <class Agents>
typename BasicPlainEngine<Agents>::SessionPtr BasicPlainEngine<Agents>::Find(
    uint32_t customer) const {
  const auto found = sessions_.find(customer);
  return found == sessions_.end() ? nullptr : found->second;
}

template <class Agents>
std::optional<uint32_t> BasicPlainEngine<Agents>::ServedBy(
    uint32_t customer) const {
  const SessionPtr session = Find(customer);
  if (session && session->agent != nullptr) return session->agent->id;
  const auto memory = memory_.find(customer);
  if (memory == memory_.end()) return std::nullopt;
  return memory->second.agent->id;
}

template <class Agents>
bool BasicPlainEngine<Agents>::IsWaiting(uint32_t customer) const {
  const SessionPtr session = Find(customer);
  return session && session->agent == nullptr;
}

// A message arms a timer anew and leaves the old one in the queue: a timer
// counts only if its session still has this deadline.
template <class Agents>
void BasicPlainEngine<Agents>::FireTimers(uint64_t at) {
  while (!timers_.empty() && timers_.top().at <= at) {
    const Timer timer = timers_.top();
    timers_.pop();
    if (timer.session->ended || timer.session->deadline != timer.at) continue;
    End(timer.at, Kind::kTimedOut, timer.session);
  }
}

template <class Agents>
void BasicPlainEngine<Agents>::Arrive(uint64_t at, uint32_t customer,
                                      uint32_t product) {
  if (const SessionPtr open = Find(customer)) return CustomerSays(at, open);
  const auto session = std::make_shared<Session>();
  session->customer = customer;
  sessions_[customer] = session;
  const auto memory = memory_.find(customer);
  if (memory != memory_.end() && at - memory->second.closed_at <= sticky_ &&
      memory->second.agent->available()) {
    return Assign(at, Kind::kSticky, session, memory->second.agent);
  }
  session->group = group_of_product_[product];
  Group& group = groups_[session->group];
  if (PlainAgent* agent = group.agents.Best()) {
    return Assign(at, Kind::kAssigned, session, agent);
  }
  group.waiting.push_back(session);
  hash_.Add(at, Kind::kQueued, customer, session->group);
}

template <class Agents>
void BasicPlainEngine<Agents>::CustomerSays(uint64_t at,
                                            const SessionPtr& session) {
  if (!session) return;
  ++session->customer_messages;
  if (session->agent != nullptr) Arm(at, session);
}

template <class Agents>
void BasicPlainEngine<Agents>::Close(uint64_t at, const SessionPtr& session) {
  if (!session) return;
  if (session->agent != nullptr) return End(at, Kind::kClosed, session);
  hash_.Add(at, Kind::kAbandoned, session->customer, session->group);
  session->ended = true;
  sessions_.erase(session->customer);
}

template <class Agents>
void BasicPlainEngine<Agents>::Toggle(uint64_t at, uint32_t id) {
  PlainAgent& agent = agents_[id];
  Group& group = groups_[agent.group];
  group.agents.TakeOut(&agent);
  agent.online = !agent.online;
  group.agents.PutBack(&agent);
  if (agent.online) Pull(at, agent.group);
}

template <class Agents>
void BasicPlainEngine<Agents>::Assign(uint64_t at, Kind kind,
                                      const SessionPtr& session,
                                      PlainAgent* agent) {
  Group& group = groups_[agent->group];
  group.agents.TakeOut(agent);
  ++agent->load;
  agent->last_assigned = ++assignments_;
  group.agents.PutBack(agent);
  session->agent = agent;
  session->group = agent->group;
  peak_open_ = std::max(peak_open_, ++open_);
  Arm(at, session);
  hash_.Add(at, kind, session->customer, agent->id);
}

template <class Agents>
void BasicPlainEngine<Agents>::End(uint64_t at, Kind kind,
                                   const SessionPtr& session) {
  PlainAgent* const agent = session->agent;
  memory_[session->customer] = {agent, at};
  hash_.Add(at, kind, session->customer, agent->id);
  session->ended = true;
  sessions_.erase(session->customer);
  --open_;
  Group& group = groups_[agent->group];
  group.agents.TakeOut(agent);
  --agent->load;
  group.agents.PutBack(agent);
  if (agent->online) Pull(at, agent->group);
}

template <class Agents>
void BasicPlainEngine<Agents>::Pull(uint64_t at, uint32_t id) {
  Group& group = groups_[id];
  while (!group.waiting.empty()) {
    const SessionPtr head = group.waiting.front();
    PlainAgent* const agent = head->ended ? nullptr : group.agents.Best();
    if (!head->ended && agent == nullptr) return;
    group.waiting.pop_front();
    if (agent != nullptr) Assign(at, Kind::kPulled, head, agent);
  }
}

template <class Agents>
void BasicPlainEngine<Agents>::Arm(uint64_t at, const SessionPtr& session) {
  session->deadline = at + timeout_;
  timers_.push({session->deadline, ++armings_, session});
}

template class BasicPlainEngine<ScannedAgents>;
template class BasicPlainEngine<OrderedAgents>;

}  // namespace kefu_bench
