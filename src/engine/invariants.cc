#include "src/engine/invariants.h"

#include <vector>

#include "fmt/format.h"
#include "src/facts/capacity.h"
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
        waiting_(rules_.lists.size()),
        group_loads_(rules_.members.size()),
        channel_loads_(world.channel_loads.size()) {}

  Violation Run() {
    w_.contacts.ForEach(
        [this](ContactRow c, const Contact& contact) { Look(c, contact); });
    if (open_ != w_.open_sessions) Fail("open_sessions is not their number");
    if (w_.open_sessions > static_cast<uint64_t>(rules_.limits.sessions)) {
      Fail("more sessions than limits.sessions");
    }
    for (uint32_t a = 1; a < w_.agents.size(); ++a) CheckAgent(a);
    for (uint32_t m = 0; m < rules_.members.size(); ++m) CheckMember(m);
    for (ListId l = 1; l < rules_.lists.size(); ++l) CheckList(l);
    if (channel_loads_ != w_.channel_loads) Fail("a channel load is wrong");
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
    if (contact.state == SessionState::kServing) {
      CountServed(contact, row);
    } else if (contact.state == SessionState::kWaiting) {
      ++waiting_[ListOf(w_, contact)];
      if (contact.owner != 0) Fail("a waiting session has an owner");
    } else {
      Fail("an open session neither waits nor is served");
    }
  }

  void CountServed(const Contact& contact, const SessionRow& row) {
    if (contact.owner == 0) return Fail("a served session without an owner");
    ++sessions_[contact.owner];
    if (contact.held && !contact.free_of_cost) {
      Fail("a session on hold costs something (A17)");
    }
    if (contact.free_of_cost) return;
    loads_[contact.owner] += row.cost;
    const ChannelId channel = rules_.desks[contact.desk].channel;
    if (rules_.channel_columns != 0 &&
        rules_.channel_slot[channel.value] != 0) {
      channel_loads_[contact.owner * rules_.channel_columns +
                     rules_.channel_slot[channel.value] - 1] += row.cost;
    }
    if (contact.group == 0) return;
    const MemberData* m = rules_.FindMember(
        {contact.owner}, rules_.ListOf(GroupId{contact.group}));
    if (m != nullptr) {
      group_loads_[static_cast<size_t>(m - rules_.members.data())] += row.cost;
    }
  }

  void CheckTimer(ContactRow c, const Contact& contact) {
    const Instant deadline = DeadlineOf(w_, contact).at;
    if (deadline.never()) return;
    if (contact.session == 0) Fail("a timer is armed for nothing");
    if (w_.started && deadline <= w_.now) {
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
  }

  // In a cell if and only if Standing says so (roster.h).
  void CheckMember(uint32_t member) {
    const Seat seat = StandingOf(w_, member);
    const Seat& kept = w_.roster.SeatOf(member);
    if (seat.reason != kept.reason || seat.mask != kept.mask ||
        seat.key != kept.key) {
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
    if (w_.waiting.Count(list) != waiting_[list]) {
      Fail(fmt::format("list {}: {} wait, {} are counted", list, waiting_[list],
                       w_.waiting.Count(list)));
    }
    uint32_t last = 0;
    uint8_t klass = 0;
    w_.waiting.ForEach(list, [&](uint32_t row) {
      const SessionRow& s = w_.sessions[row];
      if (last != 0 && s.klass == klass && !w_.waiting.Before(last, row)) {
        Fail(fmt::format("list {}: out of order", list));
      }
      last = row;
      klass = s.klass;
    });
    w_.waiting.ForEach(list, [&](uint32_t row) { CheckNobody(list, row); });
  }

  // No waiting session that an available agent of its group could take (T11);
  // those to whom it may not be given do not count (S3, X2).
  void CheckNobody(ListId list, uint32_t row) {
    const SessionRow& s = w_.sessions[row];
    uint32_t able = w_.roster.Available(list, s.klass);
    if (able == 0) return;
    const SessionMore& more = w_.sessions.More(row);
    const auto leave_out = [&](uint32_t agent) {
      const MemberData* m = rules_.FindMember({agent}, list);
      if (m == nullptr) return;
      const auto i = static_cast<uint32_t>(m - rules_.members.data());
      able -= w_.roster.SeatOf(i).mask >> s.klass & 1;
    };
    bool twice = false;
    for (uint32_t i = 0; i < more.barred_count; ++i) {
      leave_out(more.barred[i]);
      twice |= more.barred[i] == more.giver;
    }
    if (more.giver != 0 && !twice) leave_out(more.giver);
    if (able == 0) return;
    Fail(fmt::format("list {}: a session waits, and somebody of its group "
                     "could take it",
                     list));
  }

  void Fail(std::string what) {
    if (violation_.empty()) violation_ = std::move(what);
  }

  const World& w_;
  const RulesetData& rules_;
  std::vector<uint32_t> loads_, sessions_, waiting_, group_loads_;
  std::vector<uint32_t> channel_loads_;
  uint64_t open_ = 0;
  Violation violation_;
};

// ------------------------------------------------------------------ digest

class StateDigest {
 public:
  explicit StateDigest(const World& world)
      : w_(world), rules_(world.rules), names_(*world.ruleset) {}

  uint64_t Run() {
    Digester digest;
    digest.AddTime(w_.started ? w_.now.ms : INT64_MIN);
    digest.Add(w_.has_seq).Add(w_.last_seq).Add(w_.ids.Digest(w_.now));
    digest.Add(w_.last_session).Add(w_.open_sessions).Add(w_.last_assignment);
    // What an earlier ruleset left behind is not part of the state.
    for (uint32_t a = 1; a < w_.agents.size(); ++a) {
      if (w_.agents[a].alive) Agent(a);
    }
    for (ListId l = 1; l < rules_.lists.size(); ++l) {
      if (rules_.lists[l].group || rules_.lists[l].desk) List(l);
    }
    // Sums: the order in which names were looked up does not matter.
    w_.contacts.ForEach(
        [this](ContactRow, const Contact& contact) { Add(contact); });
    digest.Add(agents_).Add(lists_).Add(contacts_);
    // What most rulesets do not have adds nothing, so that digests stay the
    // same when a release brings it.
    if (const uint64_t others = Others(); others != 0) digest.Add(others);
    return digest.value();
  }

 private:
  void Agent(uint32_t id) {
    const AgentRow& a = w_.agents[id];
    Digester digest;
    digest.Add(names_.Name(AgentId{id}))
        .Add(a.last_assigned)
        .Add(a.capacity)
        .Add(static_cast<uint64_t>(a.status))
        .Add(static_cast<uint64_t>(a.auto_accept));
    AddClocks(id, &digest);
    agents_ += digest.value();
  }

  // Clocks of an agent that run (A7, A11), and his idleness where it decides
  // (D5).
  void AddClocks(uint32_t id, Digester* digest) {
    const AgentRow& a = w_.agents[id];
    const AgentMore& more = w_.agents_more[id];
    if (a.disconnected) digest->Add(1).AddTime(more.lost_at);
    if (a.wrapping_up) digest->Add(2).AddTime(more.wrap_up_until);
    const RampRules& ramp = rules_.agents[id].ramp;
    if (ramp.count != 0) AddRamp(AgentId{id}, ramp, digest);
    for (const uint32_t m : w_.MembersOf({id})) {
      if (rules_.lists[rules_.members[m].list].distribution ==
          Distribution::kLongestIdle) {
        digest->Add(3).AddTime(a.idle_since);
        break;
      }
    }
  }

  // The last assignments that may still count, the oldest first.
  void AddRamp(AgentId id, const RampRules& ramp, Digester* digest) const {
    const AgentMore& more = w_.agents_more[id.value];
    if (w_.now >= Instant{more.online_at} + ramp.during) return;
    digest->Add(4).AddTime(more.online_at);
    const int64_t* ring = &w_.ramps[size_t{id.value} * rules_.ramp_places];
    for (uint32_t i = more.ramp_count; i-- > 0;) {
      const uint32_t place = (more.ramp_next + ramp.count - 1 - i) % ramp.count;
      digest->AddTime(ring[place]);
    }
  }

  // Blocks in force (F4) and what forgetting needs to know (T9).
  uint64_t Others() const {
    uint64_t sum = 0;
    for (const auto& [key, until] : w_.blocks.all()) {
      if (w_.now >= until) continue;
      sum += Digester()
                 .Add(w_.names.Digest(key.first))
                 .Add(names_.Name(DeskId{key.second}))
                 .AddTime(until.ms)
                 .value();
    }
    if (!w_.forgetting.on()) return sum;
    for (uint32_t row = 1; row <= w_.contacts.rows(); ++row) {
      const CustomerStamp& stamp = w_.forgetting[row];
      if (stamp.first == 0) continue;
      sum += Digester()
                 .Add(w_.names.Digest(row))
                 .AddTime(stamp.last_at)
                 .Add(stamp.first)
                 .value();
    }
    return sum;
  }

  void List(ListId id) {
    const ListData& list = rules_.lists[id];
    lists_ += Digester()
                  .Add(names_.Name(list.group))
                  .Add(names_.Name(list.desk))
                  .Add(w_.roster.Digest(id))
                  .value();
  }

  void Add(const Contact& c) {
    Digester digest;
    digest.Add(w_.names.Digest(c.customer)).Add(names_.Name(DeskId{c.desk}));
    digest.AddTime(c.memory_at).Add(names_.Name(AgentId{c.memory_agent}));
    digest.Add(c.session);
    if (c.session != 0) {
      digest.AddTime(c.silent_from).Add(names_.Name(AgentId{c.owner}));
      digest.Add(static_cast<uint64_t>(c.state)).Add(c.warned);
      digest.Add(c.customer_wrote).Add(c.agent_wrote);
      digest.Add(names_.Name(GroupId{c.group}));
    }
    if (c.row != 0) {
      AddRow(w_.sessions[c.row], c, &digest);
      AddMore(w_.sessions.More(c.row), &digest);
    }
    contacts_ += digest.value();
  }

  void AddRow(const SessionRow& s, const Contact& c, Digester* digest) const {
    digest->Add(names_.Name(ProductId{s.product}));
    digest->Add(names_.Name(IntentId{s.intent}));
    digest->Add(names_.Name(OrderStatusId{s.order_status}));
    digest->Add(names_.Name(LinkId{s.link}));
    digest->Add(names_.Name(PriorityId{s.priority}));
    if (c.session == 0) return;
    const unsigned marks = 1u * c.held | 2u * c.free_of_cost |
                           4u * c.customer_last | 8u * s.served |
                           16u * s.noticed | 32u * s.offline_told |
                           64u * s.manager_told | 128u * s.alarmed;
    if (marks != 0) digest->Add(7).Add(marks);
    digest->AddTime(s.opened_at).Add(s.cost).Add(s.returned);
    if (c.state != SessionState::kServing) return;
    digest->AddTime(s.assigned_at).Add(static_cast<uint64_t>(s.by));
  }

  // Zero is nothing; the ids go by their names.
  void AddMore(const SessionMore& m, Digester* digest) const {
    const int64_t times[] = {m.first_join,       m.waits_since, m.joined_at,
                             m.last_message_at,  m.customer_last_at,
                             m.unanswered_from,  m.claimed_at};
    uint64_t place = 8;
    for (const int64_t time : times) {
      if (time != 0) digest->Add(place).AddTime(time);
      ++place;
    }
    const unsigned marks = 1u * m.rejoined | 2u * m.left_returned |
                           4u * m.unanswered | 8u * m.reminded |
                           16u * m.response_alarmed | 32u * m.waited |
                           64u * m.claimed | unsigned{m.moves} << 8;
    if (marks != 0) digest->Add(place).Add(marks);
    if (m.named != 0) digest->Add(names_.Name(AgentId{m.named}));
    if (m.giver != 0) digest->Add(names_.Name(AgentId{m.giver}));
    for (uint32_t i = 0; i < m.barred_count; ++i) {
      digest->Add(names_.Name(AgentId{m.barred[i]}));
    }
  }

  const World& w_;
  const RulesetData& rules_;
  const Ruleset& names_;
  uint64_t agents_ = 0, lists_ = 0, contacts_ = 0;
};

}  // namespace

Violation CheckInvariants(const World& world) { return Checker(world).Run(); }

uint64_t DigestOf(const World& world) { return StateDigest(world).Run(); }

}  // namespace kefu
