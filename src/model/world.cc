#include "src/model/world.h"

#include <algorithm>

namespace kefu {
namespace {

// Effects of one session in one step: an offer withdrawn, transfer, dequeue,
// pool, enqueue, offer or assign, two notices, four texts, two records, a
// question to the robot; a close as many.
constexpr size_t kEffectsPerSession = 14;
// A step itself: a refusal or two, an opening, a welcome.
constexpr size_t kEffectsPerStep = 5;
// Signals of one session that wait at once: it is handed on, another is closed
// for it, places are filled.
constexpr size_t kSignalsPerSession = 4;
// Room that is made at once, so that a step of a few sessions need not ask, nor
// one in which an agent with so many comes or goes.
constexpr size_t kSignals = 32;
constexpr size_t kMostOfAgent = 64;

// Of windows. Each session may be closed, wait and be assigned in one step. A
// trigger may change the place of a customer's sessions at all desks of its
// channel, and the time when he is to be forgotten, once for each reason.
size_t GrantsFor(const RulesetData& rules, size_t sessions) {
  return (3 * sessions + 1) * rules.most_grants;
}
size_t TimersFor(const RulesetData& rules, size_t sessions) {
  return 3 * sessions + 1 + rules.most_credited;
}
size_t LooksFor(size_t sessions) {
  constexpr size_t kLooks = 4;
  return sessions + 1 + kLooks;
}

// One turn of the sessions' wheel. Those that are served are mostly armed for
// the first of their clocks: slots are so short that few of them share one,
// whatever a life or an alarm of days would need. What lies beyond the turn is
// looked at in each, so the longest time does not have many turns either.
Duration TurnOf(const RulesetData& rules) {
  constexpr int64_t kSoonest = 16;
  constexpr int64_t kTurns = 64;
  const int64_t longest = rules.longest_timer.ms;
  const Duration soonest = rules.soonest_clock;
  if (soonest.off() || soonest.ms >= longest / kSoonest) return {longest};
  return {std::max(longest / kTurns, kSoonest * soonest.ms)};
}

// How many customers are expected, where something is kept of each.
size_t CustomersIf(bool kept, const RulesetData& rules) {
  return kept ? static_cast<size_t>(rules.limits.reserve_customers) : 0;
}

// An agent's places, in his row; most have one, of which it says all.
void FillPlaces(const RulesetData& rules, AgentId id, AgentRow* agent) {
  const std::span<const uint32_t> places = rules.MembersOf(id);
  agent->members_begin = rules.agents[id.value].members_begin;
  agent->members_count = static_cast<uint16_t>(places.size());
  if (places.size() <= std::size(agent->gives)) {
    std::copy_if(places.begin(), places.end(), agent->gives,
                 [&](uint32_t m) { return rules.members[m].weight != 0; });
  }
  if (places.size() != 1) return;
  const MemberData& sole = rules.members[places[0]];
  agent->members_begin = places[0];
  if (sole.everywhere) agent->sole_group = sole.group;
}

}  // namespace

World::MessageRoom::MessageRoom(const RulesetData& rules) {
  if (rules.any_windows) {
    grants = static_cast<uint32_t>(GrantsFor(rules, 1));
    looks = static_cast<uint32_t>(LooksFor(1));
  }
  if (rules.credits_windows) {
    timers = static_cast<uint32_t>(TimersFor(rules, 1));
  }
  if (rules.remembers_said) said = kSaidPerSession;
}

World::World(std::shared_ptr<const Ruleset> with)
    : ruleset(std::move(with)),
      rules(ruleset->data()),
      message_room(rules),
      contacts(static_cast<size_t>(rules.limits.reserve_customers)),
      sessions(static_cast<size_t>(rules.limits.reserve_sessions)),
      agents(rules.agents.size()),
      agents_more(rules.agents.size()),
      ramps(rules.agents.size() * rules.ramp_places),
      channel_loads(rules.agents.size() * rules.channel_columns),
      list_states(rules.lists.size()),
      logins(rules.chosen_desks ? rules.agents.size() : 0),
      profiles(rules.crowds.size() == 1 ? 0 : rules.crowds.size(),
               CustomersIf(rules.stores_crowds, rules)),
      beside(CustomersIf(rules.any_windows || rules.any_notes, rules), true),
      grants(&beside),
      notes(&beside),
      pages(rules.any_pages ? rules.longest_page : Duration{1},
            CustomersIf(rules.any_pages, rules), &watch),
      said(static_cast<size_t>(rules.limits.reserve_customers)),
      visits(rules.any_greetings ? rules.longest_greeting : Duration{1},
             CustomersIf(rules.any_greetings, rules), &watch),
      marks(CustomersIf(rules.any_marks, rules)),
      ratings(rules.longest_lapse, CustomersIf(rules.any_ratings, rules),
              &watch),
      unanswered(CustomersIf(rules.keeps_unanswered, rules)),
      crowd_states(rules.crowds.size()),
      hours(rules, &watch),
      roster(rules),
      waiting(rules, &sessions),
      pool(rules, &sessions, WaitingLists::Order::kAge),
      answered(rules, &sessions),
      timers(TurnOf(rules),
             static_cast<uint64_t>(rules.limits.reserve_sessions), &watch),
      agent_timers(&watch),
      forgetting(rules.limits.forget_after, rules.any_greetings,
                 static_cast<uint64_t>(rules.limits.reserve_customers),
                 &watch) {
  for (size_t i = 0; i < agents.size(); ++i) {
    agents[i].capacity = rules.agents[i].capacity;
    agents[i].maximum = rules.agents[i].maximum;
    agents[i].auto_accept = rules.agents[i].auto_accept;
    agents[i].alive = rules.agents[i].alive;
    agents[i].notice_new_session = rules.agents[i].notice_new_session;
    agents[i].notice_new_message = rules.agents[i].notice_new_message;
    FillPlaces(rules, AgentId{static_cast<uint32_t>(i)}, &agents[i]);
  }
  FollowHours();
  if (!rules.watched.empty()) {
    for (const ListData& list : rules.lists) {
      fill_classes += list.classes.size();
    }
    fill_heads.reserve(fill_classes);
    fill_lists.reserve(rules.lists.size());
    told.reserve(agents.size());
    list_marks.resize(rules.lists.size());
    agent_marks.resize(agents.size());
  }
  const auto customers = static_cast<size_t>(rules.limits.reserve_customers);
  names.Reserve(customers);
  size_t most = 0;
  for (const AgentRow& agent : agents) {
    most = std::max<size_t>(most, agent.capacity);
  }
  most = 2 * std::min(most, kMostOfAgent) + 2;  // as of ReserveLeave
  signals.Reserve(std::max(kSignals, most * kSignalsPerSession));
  agent_timers.Reserve(3 * most + 3);
  scratch.reserve(most);
  shown.reserve(rules.campaigns.size());
}

void World::StartHours(Instant t) {
  hours.Start(t);
  FollowHours();
}

void World::FollowHours() {
  for (ListId list = 1; list < rules.lists.size(); ++list) {
    if (rules.any_hours) CloseClasses(list);
    if (rules.lists[list].has_slots) roster.Arrange(list, hours);
  }
}

void World::CloseClasses(ListId list) {
  const std::vector<SessionClass>& classes = rules.lists[list].classes;
  unsigned closed = 0;
  for (size_t k = 0; k < classes.size(); ++k) {
    const DutyData& duty = rules.duties[classes[k].duty];
    if (duty.all_day || !hours.IsOpen(duty.schedule)) closed |= 1u << k;
  }
  roster.SetClosed(list, static_cast<uint8_t>(closed));
}

void World::Reserve(size_t n, size_t effects, size_t more_timers) {
  out.Reserve(n * kEffectsPerSession + kEffectsPerStep + effects);
  signals.Reserve(n * kSignalsPerSession);
  // An assignment may set a session's entry twice, each time sooner, and the
  // list before it once.
  timers.Reserve(3 * n + 1 + more_timers);
  if (rules.any_lanes) {
    waiting.Reserve(n + 1);
    pool.Reserve(n + 1);
    if (fill_classes != 0) {
      fill_heads.reserve(fill_classes + waiting.lanes() + pool.lanes());
    }
  }
  agent_timers.Reserve(3 * n + 3);
  forgetting.Reserve(n + 1);
  if (rules.any_windows) ReserveWindows(n);
  if (rules.remembers_said) said.Reserve(kSaidPerSession * (n + 1));
  if (rules.any_notes) notes.Reserve(n + 1);
  if (rules.any_ratings) ratings.Reserve(n + 1);
  if (!sessions.HasRoom()) sessions.Reserve(1);
  if (!contacts.HasRoom()) contacts.Reserve();
}

void World::GrowForMessage() {
  timers.Reserve(message_room.timers);
  forgetting.Reserve(message_room.looks);
  grants.Reserve(message_room.grants);
  said.Reserve(message_room.said);
  notes.Reserve(1);
  unanswered.rows.Reserve(1);
}

void World::ReserveWindows(size_t n) {
  grants.Reserve(GrantsFor(rules, n));
  forgetting.Reserve(LooksFor(n));
  if (rules.credits_windows) timers.Reserve(TimersFor(rules, n));
}

}  // namespace kefu
