// R6, R10, R11, D7, D8, Q8: what sets agents apart, and what a session needs
// of them.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {
namespace {

template <class List>
int PlaceIn(const List& list, const std::string& name) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i].name == name) return static_cast<int>(i);
  }
  return kNone;
}

bool NamesIt(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

// ------------------------------------------------------------------- stores

// R11. He serves his own store, and what stands below it.
bool Oracle::ServesStore(int agent, int store) const {
  if (!settings_.StoreIsolation()) return true;
  const auto& own = config_.agents[static_cast<size_t>(agent)].store;
  if (own.empty()) return true;
  while (store >= 0) {
    const StoreConfig& config = config_.stores[static_cast<size_t>(store)];
    if (config.name == own) return true;
    store = PlaceIn(config_.stores, config.parent);
  }
  return false;
}

bool Oracle::AnyServesStore(int group, int store) const {
  const auto& members = config_.groups[static_cast<size_t>(group)].agents;
  return std::any_of(members.begin(), members.end(), [&](const auto& m) {
    return ServesStore(settings_.Agent(m.agent), store);
  });
}

bool Oracle::AnybodyFor(List list, const S& session, int but) const {
  const std::vector<int> people = PeopleOf(list);
  return std::any_of(people.begin(), people.end(), [&](int agent) {
    return agent != but && Present(agent, list) && !Barred(session, agent) &&
           ServesStore(agent, StoreOf(session.facts));
  });
}

// R11. From the event, else the link, else the customer.
int Oracle::StoreAtOpening(const Facts& facts, uint64_t customer) const {
  const int store = StoreOf(facts);
  const auto profile = profiles_.find(customer);
  return store >= 0 || profile == profiles_.end() ? store
                                                  : profile->second.store;
}

// Of the event, else of the link.
int Oracle::StoreOf(const Facts& facts) const {
  if (facts.store >= 0 || facts.link < 0) return facts.store;
  return PlaceIn(config_.stores,
                 config_.links[static_cast<size_t>(facts.link)].store);
}

// ------------------------------------------------------------------- skills

// D8. From link, tag, intent, and by the language.
std::set<int> Oracle::SkillsFor(const Facts& facts, uint64_t customer) const {
  std::set<int> skills;
  const auto profile = profiles_.find(customer);
  const auto by_tag = [&](const std::string& skill) {
    if (profile == profiles_.end()) return false;
    return std::any_of(config_.tags.begin(), config_.tags.end(),
                       [&](const TagConfig& tag) {
                         return profile->second.tags.count(tag.name) != 0 &&
                                NamesIt(tag.skills, skill);
                       });
  };
  for (size_t i = 0; i < config_.skills.size(); ++i) {
    const SkillConfig& skill = config_.skills[i];
    const bool by_link =
        facts.link >= 0 &&
        NamesIt(config_.links[static_cast<size_t>(facts.link)].skills,
                skill.name);
    if (by_link || NamesIt(skill.intents, facts.intent) ||
        NamesIt(skill.languages, facts.language) || by_tag(skill.name)) {
      skills.insert(static_cast<int>(i));
    }
  }
  return skills;
}

// What is the robot's since it opened has not joined yet (Q1).
int64_t Oracle::JoinedAt(const S& session) const {
  return session.from_robot && !session.rejoined ? at_ : session.first_join;
}

std::optional<int64_t> Oracle::LetGoAt(const S& session, int skill) const {
  const Duration after =
      config_.skills[static_cast<size_t>(skill)].let_go_after;
  if (after.off()) return std::nullopt;
  return JoinedAt(session) + after.ms;
}

void Oracle::LetSkillsGo(S& session) const {
  std::erase_if(session.skills, [&](int skill) {
    const auto at = LetGoAt(session, skill);
    if (session.state == SessionState::kPooled) return at.has_value();
    return at && *at <= at_;
  });
}

// -------------------------------------------------------------------- tiers

// When a tier of the list opens to the session; none: there are no tiers.
std::vector<int64_t> Oracle::TierOpenings(const S& session, List list) const {
  std::vector<int64_t> openings;
  // Only a group says who is of which tier.
  if (list.group < 0 || WayOf(list) != Distribution::kTiers) return openings;
  int64_t at = JoinedAt(session);
  for (const TierConfig& tier : settings_.Tiers(list.group, list.desk)) {
    openings.push_back(at += tier.after.ms);
  }
  return openings;
}

// Whether it gives sessions to agents of itself, at some hours at least.
bool Oracle::HandsOut(List list) const {
  if (list.group < 0 && !config_.groups.empty()) return false;
  const auto& desk = config_.desks[static_cast<size_t>(list.desk)];
  return (list.group < 0 && !desk.slots.empty()) ||
         settings_.DistributionOf(list.group, list.desk) !=
             Distribution::kManual;
}

int Oracle::TiersOpen(const S& session, List list) const {
  const bool pooled = session.state == SessionState::kPooled;
  int open = 1;
  for (const int64_t at : TierOpenings(session, list)) {
    open += pooled || at <= at_;
  }
  return open;
}

// What its timers of D7 and D8 have done so far in its list; elsewhere what
// the time says.
int Oracle::TiersFor(const S& session, List list) const {
  const bool there = session.in_list && KeyOf(ListOf(session)) == KeyOf(list);
  return there ? session.tiers : TiersOpen(session, list);
}

// Why the two do not go together, whatever the agent does.
Reason Oracle::Misfit(const Member& member, List list, const S& session) const {
  if (!ServesStore(member.agent, StoreOf(session.facts))) {
    return Reason::kOtherStore;
  }
  const auto& agent = config_.agents[static_cast<size_t>(member.agent)];
  for (const int skill : session.skills) {
    const auto& name = config_.skills[static_cast<size_t>(skill)].name;
    if (!NamesIt(agent.skills, name)) return Reason::kSkillMissing;
  }
  const bool tiers = WayOf(list) == Distribution::kTiers;
  return tiers && member.tier > TiersFor(session, list) ? Reason::kTierClosed
                                                        : Reason::kNone;
}

// ------------------------------------------------------------------- levels

// R10: the place of his level in the order; the others come last, together.
size_t Oracle::LevelOf(int agent, List list) const {
  const AgentConfig& config = config_.agents[static_cast<size_t>(agent)];
  std::string level = config.level;
  if (level.empty() && !config.store.empty()) {
    const int store = PlaceIn(config_.stores, config.store);
    level = config_.stores[static_cast<size_t>(store)].level;
  }
  const auto& order = settings_.LevelOrder(list.group, list.desk);
  return static_cast<size_t>(std::find(order.begin(), order.end(), level) -
                             order.begin());
}

// Of those available, the first level that has somebody; of `tiers`, the first
// tier of these.
std::vector<size_t> Oracle::FirstLevel(const std::vector<Member>& members,
                                       const std::vector<size_t>& places,
                                       List list) const {
  const bool tiers = WayOf(list) == Distribution::kTiers;
  const bool levels = !settings_.LevelOrder(list.group, list.desk).empty();
  const auto rank = [&](size_t place) {
    const Member& m = members[place];
    return std::pair(levels ? LevelOf(m.agent, list) : 0,
                     tiers ? m.tier : int64_t{1});
  };
  auto first = rank(places[0]);
  for (const size_t place : places) first = std::min(first, rank(place));
  std::vector<size_t> left;
  for (const size_t place : places) {
    if (rank(place) == first) left.push_back(place);
  }
  return left;
}

// Whether the numbers of comings online matter to any list (D4). Numbers that
// decide nothing are not given.
bool Oracle::AnyNoFlood() const {
  for (size_t g = 0; g < config_.groups.size(); ++g) {
    if (settings_.NoFlood(static_cast<int>(g), 0)) return true;
  }
  for (size_t d = 0; d < config_.desks.size(); ++d) {
    if (settings_.NoFlood(kNone, static_cast<int>(d))) return true;
  }
  return false;
}

// --------------------------------------------------------- dedicated agents

// R6. Whether he is available for it; neither group nor scope matter.
bool Oracle::DedicatedTakes(const S& session, int agent, bool login) const {
  const AgentState& state = At(agent);
  const bool accepts = state.auto_accept == AutoAccept::kOn ||
                       (state.auto_accept == AutoAccept::kOnLogin && login);
  return state.status == AgentStatus::kOnline && !state.lost_at && accepts &&
         OnDutyAt(agent, session.desk) && !WrapsUp(agent) && !Ramped(agent) &&
         Room(agent, OwnGroup(agent, session.desk), session.desk) >=
             session.cost;
}

// Whether the rung ends the order.
bool Oracle::Dedicated(S& session, int excluded, Reason* passed) {
  const int agent = DedicatedAgent(session.customer);
  if (agent < 0) return false;
  const int group = OwnGroup(agent, session.desk);
  const bool can_be = Participates(agent, session.desk) &&
                      ServesStore(agent, StoreOf(session.facts)) &&
                      !OnLeave(agent) && !Excluded(session, agent, excluded);
  if (can_be && DedicatedTakes(session, agent, false)) {
    Assign(
        session, agent, group,
        {.by = AssignBy::kDedicated, .rung = Rung::kDedicated, .why = *passed});
    return true;
  }
  *passed = Reason::kDedicatedAbsent;
  if (!can_be || settings_.DedicatedWait(session.desk).off()) return false;
  if (anew_) {
    Notify(session, session.owner, NoticeWhat::kMovedAway);
    LeaveServing(session);
  }
  Join(session, group, Rung::kDedicated, Reason::kDedicatedAbsent,
       Reason::kDedicatedAbsent, false);
  session.dedicated = agent;
  return true;
}

// Its wait for him is over: the rest of the order.
void Oracle::DedicatedWaitEnds(S& session) {
  const uint64_t number = session.number;
  session.dedicated = kNone;
  session.awaited = true;
  LetSkillsGo(session);
  session.tiers = TiersOpen(session, ListOf(session));
  const auto& order = settings_.RoutingOrder(session.desk);
  const auto rung =
      std::find(order.begin(), order.end(), RoutingRung::kDedicated);
  RouteFrom(session, kNone, false,
            static_cast<size_t>(rung - order.begin()) + 1,
            Reason::kDedicatedAbsent);
  const auto open = sessions_.find(number);
  if (open != sessions_.end()) open->second.awaited = false;
}

// A list has chosen somebody after the wait.
void Oracle::LeaveForGroup(S& session, int group) {
  if (group == session.group) {
    session.tiers = TiersOpen(session, ListOf(session));
  } else {
    Dequeue(session, Reason::kDedicatedAbsent);
  }
}

// It would wait in this list now: there already, or it moves there.
void Oracle::JoinAfterWait(S& session, int group, Rung rung, Reason why) {
  if (group == session.group) {
    session.tiers = TiersOpen(session, ListOf(session));
    return;
  }
  Dequeue(session, Reason::kDedicatedAbsent);
  Join(session, group, rung, why, Reason::kDedicatedAbsent, false);
}

// A tier opens or a skill is let go: it looks for somebody at once.
void Oracle::TierOpens(S& session) {
  LetSkillsGo(session);
  session.tiers = TiersOpen(session, ListOf(session));
  AskNext(session.number);
}

}  // namespace kefu::oracle
