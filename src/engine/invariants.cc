#include "src/engine/invariants.h"

#include <vector>

#include "fmt/format.h"
#include "src/facts/capacity.h"
#include "src/facts/dedicated_rung.h"
#include "src/facts/greeting.h"
#include "src/facts/profile_values.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/model/clock.h"

namespace kefu {
namespace {

// One pass over the contacts, counting anew what the tables keep.
class Checker {
 public:
  explicit Checker(const World& world)
      : w_(world),
        rules_(world.rules),
        loads_(world.agents.size()),
        sessions_(world.agents.size()),
        offers_(world.agents.size()),
        waiting_(rules_.lists.size()),
        pooled_(rules_.lists.size()),
        answered_(rules_.lists.size()),
        group_loads_(rules_.members.size()),
        channel_loads_(world.channel_loads.size()) {}

  Violation Run() {
    w_.contacts.ForEach(
        [this](ContactRow c, const Contact& contact) { Look(c, contact); });
    if (open_ != w_.open_sessions) Fail("open_sessions is not their number");
    if (robots_ != w_.with_robot) Fail("with_robot is not their number");
    if (w_.open_sessions > static_cast<uint64_t>(rules_.limits.sessions)) {
      Fail("more sessions than limits.sessions");
    }
    for (uint32_t a = 1; a < w_.agents.size(); ++a) CheckAgent(a);
    if (logged_in_ != w_.logged_in) Fail("logged_in is not their number (A6)");
    for (uint32_t m = 0; m < rules_.members.size(); ++m) CheckMember(m);
    for (ListId l = 1; l < rules_.lists.size(); ++l) CheckList(l);
    if (channel_loads_ != w_.channel_loads) Fail("a channel load is wrong");
    for (uint32_t c = 0; c < w_.profiles.used(); ++c) CheckProfile(c);
    CheckWindows();
    CheckCourtesies();
    CheckSaid();
    CheckPast();
    if (w_.look_at() > w_.FirstLook()) Fail("the watch comes too late");
    if (!w_.signals.empty()) Fail("something is left unsettled");
    return violation_;
  }

 private:
  void Look(ContactRow c, const Contact& contact) {
    CheckTimer(c, contact);
    if (contact.session == 0) {
      if (contact.owner != 0) Fail("an owner without a session");
      if (!Instant{contact.silent_from}.never()) {
        Fail("a clock runs without a session");
      }
      return;
    }
    ++open_;
    const SessionRow& row = w_.sessions[contact.row];
    if (row.contact != c || row.number != contact.session) {
      Fail("a session row is another's");
    }
    if (w_.rules.keeps_words && !row.has_more) {
      Fail("nothing is kept of the words of an open session (A17)");
    }
    if (contact.state == SessionState::kServing) {
      CountServed(contact, row);
    } else if (contact.state == SessionState::kWaiting) {
      ++waiting_[ListOf(w_, contact)];
      if (contact.owner != 0) Fail("a waiting session has an owner");
      if (row.offered) CountOffer(contact, row);
    } else if (contact.state == SessionState::kPooled) {
      ++pooled_[ListOf(w_, contact)];
      if (contact.owner != 0) Fail("a pooled session has an owner");
    } else if (contact.state == SessionState::kRobot) {
      ++robots_;
      if (contact.owner != 0) Fail("a robot's session has an owner");
    } else {
      Fail("an open session is in no state of one");
    }
    if (contact.state != SessionState::kServing &&
        !Instant{contact.silent_from}.never()) {
      Fail("a clock runs in a session that nobody serves (X6)");
    }
    const SessionMore& more = w_.sessions.More(contact.row);
    if (contact.state != SessionState::kRobot &&
        (more.robot_from != 0 || more.robot_warnings != 0)) {
      Fail("the clock of a robot that does not have it runs (X3)");
    }
    if (more.further_warnings >= kMostSteps ||
        more.further_reminders >= kMostSteps ||
        more.robot_warnings > kMostSteps) {
      Fail("more steps are done than a chain has (X1, X2, X3)");
    }
  }

  void CountServed(const Contact& contact, const SessionRow& row) {
    if (contact.owner == 0) return Fail("a served session without an owner");
    ++sessions_[contact.owner];
    if (IsAnswered(w_, contact)) ++answered_[ListOf(w_, contact)];
    if (contact.held && !contact.free_of_cost) {
      Fail("a session on hold costs something (A17)");
    }
    if (contact.lapsed && (contact.held || !contact.free_of_cost)) {
      Fail("a session that has lapsed is held or costs something (A9)");
    }
    if (contact.free_of_cost) return;
    CountCost(contact, {contact.owner}, row);
  }

  // A place is reserved for who is asked, and he is there (A16).
  void CountOffer(const Contact& contact, const SessionRow& row) {
    const AgentId agent = OfferedTo(w_, contact);
    ++offers_[agent.value];
    if (w_.agents[agent.value].status != AgentStatus::kOnline) {
      Fail(fmt::format("agent {}: asked while he is not online", agent.value));
    }
    CountCost(contact, agent, row);
  }

  void CountCost(const Contact& contact, AgentId agent, const SessionRow& row) {
    loads_[agent.value] += row.cost;
    const ChannelId channel = rules_.desks[contact.desk].channel;
    if (rules_.channel_columns != 0 &&
        rules_.channel_slot[channel.value] != 0) {
      channel_loads_[agent.value * rules_.channel_columns +
                     rules_.channel_slot[channel.value] - 1] += row.cost;
    }
    if (contact.group == 0) return;
    const ListId list = rules_.ListOf(GroupId{contact.group});
    if (rules_.lists[list].capacity == UINT32_MAX) return;
    const MemberData* m = rules_.FindMember(agent, list);
    if (m != nullptr) {
      group_loads_[rules_.IndexOf(*m)] += row.cost;
    }
  }

  void CheckTimer(ContactRow c, const Contact& contact) {
    const Instant deadline = DeadlineOf(w_, contact).at;
    if (deadline.never()) return;
    if (contact.session == 0) Fail("a timer is armed for nothing");
    if (w_.started && deadline <= w_.now && !w_.timers_left) {
      Fail(fmt::format("contact {}: a timer is overdue", c));
    }
    if (contact.armed_for > deadline.ms) {
      Fail(fmt::format("contact {}: nobody looks at its deadline", c));
    }
  }

  void CheckAgent(uint32_t id) {
    const AgentRow& agent = w_.agents[id];
    if (agent.load != loads_[id] || agent.sessions != sessions_[id]) {
      Fail(fmt::format("agent {}: load {} counts {}, {} sessions are {}", id,
                       agent.load, loads_[id], agent.sessions, sessions_[id]));
    }
    logged_in_ += IsLoggedIn(agent);
    if (!agent.connected && !w_.logins.Of({id}).empty()) {
      Fail(fmt::format("agent {}: has chosen desks without a login", id));
    }
    uint32_t asked = 0;
    for (uint32_t row = w_.agents_more[id].first_offer; row != 0;
         row = w_.sessions.More(row).offer_right) {
      ++asked;
    }
    if (w_.agents_more[id].offers != offers_[id] || asked != offers_[id]) {
      Fail(fmt::format("agent {}: {} offers, {} are counted", id, offers_[id],
                       w_.agents_more[id].offers));
    }
    if (agent.filling) Fail(fmt::format("agent {}: still filling", id));
    uint32_t listed = 0;
    for (uint32_t row = agent.first_session; row != 0;
         row = w_.sessions[row].right) {
      ++listed;
    }
    if (listed != agent.sessions) {
      Fail(fmt::format("agent {}: lists {} sessions of {}", id, listed,
                       agent.sessions));
    }
    CheckPlaces({id});
  }

  // His row repeats what the ruleset says of his places.
  void CheckPlaces(AgentId id) {
    const auto places = w_.MembersOf(id), said = rules_.MembersOf(id);
    bool same =
        std::equal(places.begin(), places.end(), said.begin(), said.end());
    std::vector<uint32_t> gives, may_give;
    w_.EachGiving(id, [&](uint32_t member) { gives.push_back(member); });
    for (const uint32_t member : said) {
      const MemberData& m = rules_.members[member];
      if (m.weight != 0) may_give.push_back(member);
      same = same && w_.FindMember(id, m.list) == member;
    }
    for (uint16_t desk = 1; desk < rules_.desks.size(); ++desk) {
      same = same && w_.OwnGroup(id, {desk}) == rules_.OwnGroup(id, {desk});
    }
    if (!same || gives != may_give) {
      Fail(fmt::format("agent {}: places are not the ruleset's", id.value));
    }
  }

  // In a cell if and only if Standing says so (roster.h).
  void CheckMember(uint32_t member) {
    const Seat seat = StandingOf(w_, member);
    const Seat& kept = w_.roster.SeatOf(member);
    if (seat.reason != kept.reason || seat.mask != kept.mask ||
        seat.duty != kept.duty || seat.key != kept.key) {
      Fail(fmt::format("member {}: seated otherwise than he stands", member));
    }
    const ListData& list = rules_.lists[rules_.members[member].list];
    if (list.capacity != UINT32_MAX &&
        group_loads_[member] != w_.roster.Load(member)) {
      Fail(fmt::format("member {}: group load is wrong", member));
    }
  }

  void CheckList(ListId list) {
    if (!w_.roster.Check(list)) {
      Fail(fmt::format("list {}: the roster's index is wrong", list));
    }
    CheckTrees(list, w_.waiting, waiting_[list]);
    CheckTrees(list, w_.pool, pooled_[list]);
    if (!w_.answered.Check(list) ||
        w_.answered.Count(list) != answered_[list]) {
      Fail(fmt::format("list {}: the order of eviction is wrong", list));
    }
    w_.waiting.ForEach(list, [&](uint32_t row) { CheckNobody(list, row); });
    if (!rules_.lists[list].pool_auto) return;
    w_.pool.ForEach(list, [&](uint32_t row) { CheckNobody(list, row); });
  }

  // `lists`: the waiting lists, or the pool, in which so many are counted.
  void CheckTrees(ListId list, const WaitingLists& lists, uint32_t count) {
    if (!lists.Check(list)) {
      Fail(fmt::format("list {}: its tree is out of balance", list));
    }
    if (lists.Count(list) != count) {
      Fail(fmt::format("list {}: {} wait, {} are counted", list, count,
                       lists.Count(list)));
    }
    uint32_t last = 0;
    size_t set = 0;
    lists.ForEach(list, [&](uint32_t row) {
      const size_t of = lists.SetOf(list, w_.sessions[row]);
      if (last != 0 && of == set && !lists.Before(last, row)) {
        Fail(fmt::format("list {}: out of order", list));
      }
      last = row;
      set = of;
    });
  }

  // No session that waits, or that the rules hand out of the pool, that an
  // available agent of its group could take (T11); those to whom it may not be
  // given do not count (S3, X2), nor does what is on offer (A16).
  void CheckNobody(ListId list, uint32_t row) {
    const SessionRow& s = w_.sessions[row];
    if (s.offered) return;
    const Contact& contact = w_.contacts[s.contact];
    if (const uint32_t agent = w_.sessions.More(row).dedicated; agent != 0) {
      // What is outside its hours waits on (Q2, R2).
      if (!w_.roster.IsClosed(list, s.klass) &&
          IsThereFor(w_, {agent}, contact)) {
        Fail("a session waits for its dedicated agent, who is there");
      }
      return;
    }
    const Needs needs = w_.waiting.NeedsOf(list, row);
    uint32_t able = w_.roster.Available(list, needs);
    if (able == 0) return;
    for (const uint32_t agent : BarredOf(w_.sessions.More(row))) {
      const MemberData* m = rules_.FindMember({agent}, list);
      if (m == nullptr) continue;
      if (!rules_.Fits(rules_.lists[list].kinds[m->kind], needs)) continue;
      const auto i = rules_.IndexOf(*m);
      able -= w_.roster.SeatOf(i).mask >> s.klass & 1;
    }
    if (able == 0) return;
    Fail(
        fmt::format("list {}: a session is left, and somebody of its group "
                    "could take it",
                    list));
  }

  // V1, V3, T9: values are of their types and within the limits; nothing is
  // left of who is forgotten.
  void CheckProfile(uint32_t customer) {
    const ProfileRow& profile = w_.profiles[customer];
    const bool nobody = customer == 0 || customer > w_.contacts.rows() ||
                        w_.contacts.IsFree(customer);
    if (nobody && (profile.known || profile.block.bytes != nullptr ||
                   profile.dedicated != 0 || profile.store != 0)) {
      Fail(fmt::format("customer {}: a profile of nobody", customer));
    }
    const AttributeList attributes = profile.block.attributes();
    AttributeValues values;
    if (!attributes.WellFormed() ||
        TakeIn(rules_, attributes, &values) != Reason::kNone ||
        !(Kept(values).list() == attributes) ||
        CheckLimits(rules_.limits, values, profile.block.tags) !=
            Reason::kNone) {
      Fail(
          fmt::format("customer {}: attributes that he cannot have", customer));
    }
    if (w_.started && profile.as_of > w_.now.ms) {
      Fail(fmt::format("customer {}: crowds as of times to come", customer));
    }
  }

  // W1, W4: what is bound to a state lasts no longer than that; nothing is
  // left of who is forgotten; somebody looks at every page.
  void CheckWindows() {
    w_.grants.ForEach([this](uint32_t customer, uint32_t i) {
      const GrantRow& row = w_.grants[i];
      if (w_.contacts.IsFree(customer)) Fail("a grant of nobody");
      if (!rules_.channels[row.channel].keeps) Fail("a grant of no channel");
      if (row.state == SessionState::kNone || !row.OpenAt(w_.now)) return;
      const ContactRow c = w_.contacts.Find(customer, {row.desk});
      const SessionState now =
          c == 0 ? SessionState::kClosed : StateFor(w_.contacts[c].state);
      if (now != row.state) Fail("a grant outlives the state it is for");
    });
    w_.pages.rows.ForEach([this](uint32_t customer, uint32_t i) {
      const PageRow& page = w_.pages.rows[i];
      if (w_.contacts.IsFree(customer) || page.customer != customer) {
        Fail("a page of nobody");
      }
      if (!page.waits()) return;
      const ChannelId channel = rules_.desks[page.desk].channel;
      const Instant due = Instant{page.waits_from} +
                          rules_.channels[channel.value].page_template_after;
      if (page.armed_for > due.ms) Fail("nobody looks at a page");
      if (due <= w_.now && !w_.timers_left) Fail("a page is overdue");
    });
  }

  // K8: nothing is left of who is forgotten.
  void CheckSaid() {
    w_.said.ForEach([this](uint32_t customer, uint32_t i) {
      const SaidRow& row = w_.said[i];
      if (w_.contacts.IsFree(customer)) Fail("something said to nobody");
      if (row.desk == 0 || row.limit == TextLimit::kNone) {
        Fail("something said that is not to be kept");
      }
    });
  }

  // G1 to G5: nothing is left of who is forgotten; somebody looks at every
  // greeting.
  void CheckCourtesies() {
    w_.notes.ForEach([this](uint32_t customer, uint32_t i) {
      const bool known = rules_.Named(DeskId{w_.notes[i].desk});
      if (w_.contacts.IsFree(customer) || !known) Fail("a note of nobody");
    });
    w_.marks.ForEach([this](uint32_t customer, uint32_t) {
      if (w_.contacts.IsFree(customer)) Fail("a mark of nobody");
    });
    w_.visits.rows.ForEach([this](uint32_t customer, uint32_t i) {
      const VisitRow& visit = w_.visits.rows[i];
      if (w_.contacts.IsFree(customer) || visit.customer != customer) {
        Fail("a visit of nobody");
      }
      const NextGreeting next = NextOfVisit(w_, i);
      if (next.row == 0) return;
      if (visit.armed_for > next.at.ms) Fail("nobody looks at a greeting");
      if (next.at <= w_.now && !w_.timers_left) Fail("a greeting is overdue");
    });
  }
  // F1, S5: nothing is left of who is forgotten; what is open is not closed;
  // somebody looks at every invitation; the list has its order.
  void CheckPast() {
    w_.ratings.rows.ForEach([this](uint32_t customer, uint32_t i) {
      const RatingRow& row = w_.ratings.rows[i];
      const ContactRow c = w_.contacts.Find(customer, {row.desk});
      if (c == 0 || row.customer != customer) return Fail("a rating of nobody");
      const bool runs = w_.contacts[c].session == row.session;
      if (runs == row.closed()) Fail("a rating of a session in no state");
      if (!row.may_lapse()) return;
      const Instant due = LapseAt(w_, row);
      if (row.armed_for > due.ms) Fail("nobody looks at an invitation");
      if (due <= w_.now && !w_.timers_left) Fail("an invitation is overdue");
    });
    size_t kept = 0, listed = 0;
    w_.unanswered.rows.ForEach([&](uint32_t customer, uint32_t i) {
      const UnansweredRow& row = w_.unanswered.rows[i];
      const ContactRow c = w_.contacts.Find(customer, {row.desk});
      if (c == 0 || row.customer != customer) {
        return Fail("an unanswered session of nobody");
      }
      const uint64_t open = w_.contacts[c].session;
      if (open != 0 && open != row.session) {
        Fail("an unanswered session before the last one");
      }
      ++kept;
    });
    int64_t since = INT64_MIN;
    for (uint32_t i = w_.unanswered.First(); i != 0;
         i = w_.unanswered.rows[i].after) {
      if (w_.unanswered.rows[i].since < since) Fail("unanswered out of order");
      since = w_.unanswered.rows[i].since;
      ++listed;
    }
    if (kept != listed) Fail("the unanswered are not those that are listed");
  }

  void Fail(std::string what) {
    if (violation_.empty()) violation_ = std::move(what);
  }

  const World& w_;
  const RulesetData& rules_;
  std::vector<uint32_t> loads_, sessions_, offers_, waiting_, pooled_,
      answered_, group_loads_;
  std::vector<uint32_t> channel_loads_;
  uint64_t open_ = 0, robots_ = 0;
  uint32_t logged_in_ = 0;
  Violation violation_;
};

}  // namespace

Violation CheckInvariants(const World& world) { return Checker(world).Run(); }

}  // namespace kefu
