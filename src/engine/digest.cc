#include "src/engine/digest.h"

#include "src/base/digest.h"
#include "src/facts/crowd.h"
#include "src/facts/local_time.h"
#include "src/facts/said.h"

namespace kefu {
namespace {

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
    // Who is connected matters where seats are counted (A6).
    const bool sits = rules_.seats != 0 && a.connected;
    if (sits && a.status == AgentStatus::kOffline) digest->Add(5);
    if (more.misses != 0) digest->Add(6).Add(more.misses);
    // A sum: desks have no order of their own (A14).
    uint64_t desks = 0;
    for (const uint16_t desk : w_.logins.Of({id})) {
      desks += Digester().Add(names_.Name(DeskId{desk})).value();
    }
    if (desks != 0) digest->Add(7).Add(desks);
    if (a.disconnected) digest->Add(1).AddTime(more.lost_at);
    if (a.online_number != 0) digest->Add(7).Add(a.online_number);
    if (a.wrapping_up) digest->Add(2).AddTime(more.wrap_up_until);
    const RampRules& ramp = rules_.agents[id].ramp;
    if (ramp.count != 0) AddRamp(AgentId{id}, ramp, digest);
    const bool resumes = a.came_online && a.status == AgentStatus::kSuspended;
    if (ramp.count != 0 && resumes) digest->Add(4);
    for (const uint32_t m : w_.MembersOf({id})) {
      if (rules_.lists[rules_.members[m].list].keeps_idle) {
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

  // A value of an attribute (V1); what it is of goes by its name.
  uint64_t DigestOf(const AttributeValue& value) const {
    return Digester()
        .Add(names_.Name(value.attribute))
        .Add(static_cast<uint64_t>(value.kind))
        .AddTime(value.number)
        .Add(value.text)
        .value();
  }

  // What is known of a customer, and the crowds that he is in (V1 to V3, R6).
  uint64_t ProfileOf(uint32_t row) const {
    const ProfileRow& profile = w_.profiles[row];
    uint64_t sum = 0;
    for (auto rest = profile.block.attributes(); auto value = rest.Take();) {
      sum += DigestOf(*value);
    }
    for (const uint32_t tag : profile.block.TagIds()) {
      sum += Digester().Add(1).Add(names_.Name(TagId{tag})).value();
    }
    if (profile.dedicated != 0) {
      sum += Digester()
                 .Add(2)
                 .Add(names_.Name(AgentId{profile.dedicated}))
                 .value();
    }
    if (profile.store != 0) {
      sum += Digester().Add(5).Add(names_.Name(StoreId{profile.store})).value();
    }
    if (profile.known) {
      sum += Digester().Add(3).value();
      for (const CrowdId crowd : CrowdsOf(w_, row)) {
        sum += Digester().Add(4).Add(names_.Name(crowd)).value();
      }
    }
    if (sum == 0) return 0;
    return Digester().Add(w_.names.Digest(row)).Add(sum).value();
  }

  // How often crowds were refreshed by hand today (V3).
  uint64_t Refreshes() const {
    uint64_t sum = 0;
    for (const CrowdId crowd : rules_.declared_crowds) {
      const CrowdState& state = w_.crowd_states[crowd.value];
      if (state.number == 0 || state.day != LocalDay(rules_, w_.now)) continue;
      sum += Digester().Add(names_.Name(crowd)).Add(state.count).value();
    }
    return sum;
  }

  // What has been granted and lasts (W1), what is known of customers at
  // channels (W3, W5), and who is off a page (W4).
  uint64_t Windows() const {
    uint64_t sum = 0;
    w_.grants.ForEach([&](uint32_t customer, uint32_t i) {
      const GrantRow& row = w_.grants[i];
      if (!row.Says(w_.now)) return;
      sum += Digester()
                 .Add(50)
                 .Add(w_.names.Digest(customer))
                 .Add(names_.Name(ChannelId{row.channel}))
                 .Add(names_.Name(DeskId{row.desk}))
                 .Add(static_cast<uint64_t>(row.use))
                 .Add(static_cast<uint64_t>(row.state))
                 .AddTime(row.until)
                 .Add(row.left)
                 .Add(row.unfollowed)
                 .value();
    });
    w_.pages.rows.ForEach([&](uint32_t customer, uint32_t i) {
      const PageRow& row = w_.pages.rows[i];
      sum += Digester()
                 .Add(51)
                 .Add(w_.names.Digest(customer))
                 .Add(names_.Name(DeskId{row.desk}))
                 .AddTime(row.waits_from)
                 .Add(row.session)
                 .Add(names_.Name(AgentId{row.agent}))
                 .value();
    });
    return sum;
  }

  // What is not to be said again (K8), and what the robot has not understood
  // (K2).
  uint64_t SaidTo() const {
    uint64_t sum = 0;
    w_.said.ForEach([&](uint32_t customer, uint32_t i) {
      const SaidRow& row = w_.said[i];
      if (!Says(w_, customer, row)) return;
      sum += Digester()
                 .Add(52)
                 .Add(w_.names.Digest(customer))
                 .Add(names_.Name(DeskId{row.desk}))
                 .Add(names_.Name(RuleId{row.rule}))
                 .Add(static_cast<uint64_t>(row.source))
                 .Add(static_cast<uint64_t>(row.limit))
                 .Add(static_cast<uint64_t>(row.mark))
                 .Add(row.count)
                 .value();
    });
    return sum;
  }

  // Greeted whom, when (G1, G3 to G5).
  uint64_t Courtesies() const {
    uint64_t sum = 0;
    w_.notes.ForEach([&](uint32_t customer, uint32_t i) {
      const DeskNote& row = w_.notes[i];
      sum += Digester()
                 .Add(57)
                 .Add(w_.names.Digest(customer))
                 .Add(names_.Name(DeskId{row.desk}))
                 .AddTime(row.welcomed_at)
                 .AddTime(row.wrote_at)
                 .Add(row.session)
                 .Add(row.messages)
                 .Add(row.prompted)
                 .value();
    });
    w_.visits.rows.ForEach([&](uint32_t customer, uint32_t i) {
      const VisitRow& row = w_.visits.rows[i];
      sum += Digester()
                 .Add(53)
                 .Add(w_.names.Digest(customer))
                 .Add(names_.Name(ChannelId{row.channel}))
                 .AddTime(row.since)
                 .Add(row.inside)
                 .Add(row.done)
                 .value();
    });
    w_.marks.ForEach([&](uint32_t customer, uint32_t i) {
      const MarkRow& row = w_.marks[i];
      sum += Digester()
                 .Add(54)
                 .Add(w_.names.Digest(customer))
                 .Add(static_cast<uint64_t>(row.kind))
                 .Add(NameOf(row))
                 .Add(row.state)
                 .value();
    });
    return sum;
  }

  // What is kept of sessions beyond their end (F1, S5). Of an open session the
  // rows say more than its contact, so they count as well.
  uint64_t Past() const {
    uint64_t sum = 0;
    w_.ratings.rows.ForEach([&](uint32_t customer, uint32_t i) {
      const RatingRow& row = w_.ratings.rows[i];
      sum += Digester()
                 .Add(55)
                 .Add(w_.names.Digest(customer))
                 .Add(names_.Name(DeskId{row.desk}))
                 .Add(row.session)
                 .Add(names_.Name(AgentId{row.agent}))
                 .AddTime(row.closed_at)
                 .AddTime(row.lapses_from)
                 .Add(1u * row.answered | 2u * row.invited | 4u * row.rated)
                 .value();
    });
    w_.unanswered.rows.ForEach([&](uint32_t customer, uint32_t i) {
      const UnansweredRow& row = w_.unanswered.rows[i];
      sum += Digester()
                 .Add(56)
                 .Add(w_.names.Digest(customer))
                 .Add(names_.Name(DeskId{row.desk}))
                 .Add(row.session)
                 .AddTime(row.since)
                 .value();
    });
    return sum;
  }

  std::string_view NameOf(const MarkRow& row) const {
    switch (row.kind) {
      case MarkKind::kCampaign:
        return rules_.rule_ids.Name(row.id);
      case MarkKind::kFollows:
        return names_.Name(ChannelId{static_cast<uint16_t>(row.id)});
      case MarkKind::kContact:
        break;
    }
    return names_.Name(AgentId{row.id});
  }

  // Blocks in force (F4), profiles and what forgetting needs to know (T9).
  uint64_t Others() const {
    uint64_t sum = Refreshes() + Windows() + SaidTo() + Courtesies() + Past();
    for (uint32_t row = 1; row < w_.profiles.used(); ++row) {
      sum += ProfileOf(row);
    }
    for (const auto& [key, until] : w_.blocks.all()) {
      if (w_.now >= until) continue;
      sum += Digester()
                 .Add(w_.names.Digest(key.first))
                 .Add(names_.Name(DeskId{key.second}))
                 .AddTime(until.ms)
                 .value();
    }
    if (!w_.forgetting.keeps()) return sum;
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
      AddClosed(c, &digest);
      AddSteps(c, w_.sessions.More(c.row), &digest);
    }
    if (c.told_day != 0) digest.Add(9).Add(c.told_day);
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
                           64u * s.manager_told | 128u * s.alarmed |
                           256u * c.lapsed | 512u * s.offered;
    if (marks != 0) digest->Add(7).Add(marks);
    digest->AddTime(s.opened_at).Add(s.cost).Add(s.returned);
    if (c.state == SessionState::kPooled) digest->AddTime(s.order);
    if (c.state != SessionState::kServing) return;
    digest->AddTime(s.assigned_at).Add(static_cast<uint64_t>(s.by));
  }

  // Zero is nothing; the ids go by their names.
  void AddMore(const SessionMore& m, Digester* digest) const {
    const int64_t times[] = {
        m.first_join,       m.waits_since,     m.joined_at,  m.last_message_at,
        m.customer_last_at, m.unanswered_from, m.claimed_at, m.silent_from};
    uint64_t place = 8;
    for (const int64_t time : times) {
      if (time != 0) digest->Add(place).AddTime(time);
      ++place;
    }
    const unsigned marks =
        1u * m.rejoined | 2u * m.left_returned | 4u * m.unanswered |
        8u * m.reminded | 16u * m.response_alarmed | 32u * m.waited |
        64u * m.claimed | 128u * m.agent_last | unsigned{m.moves} << 8 |
        (m.agent_silent ? 1u << 16 : 0) | (m.waits_longer ? 1u << 17 : 0);
    if (marks != 0) digest->Add(place).Add(marks);
    if (m.revived_at != 0) digest->Add(31).AddTime(m.revived_at);
    if (m.offered_to != 0) AddOffer(m, digest);
    if (m.left_priority != 0) {
      digest->Add(names_.Name(PriorityId{m.left_priority}));
    }
    AddKind(m, digest);
    if (m.named != 0) digest->Add(names_.Name(AgentId{m.named}));
    if (m.page != 0) digest->Add(names_.Name(PageId{m.page}));
    if (m.language != 0) digest->Add(names_.Name(LanguageId{m.language}));
    if (m.giver != 0) digest->Add(names_.Name(AgentId{m.giver}));
    for (uint32_t i = 0; i < m.barred_count; ++i) {
      digest->Add(names_.Name(AgentId{m.barred[i]}));
    }
  }

  // What it needs of an agent (R6, R11, D7, D8).
  void AddKind(const SessionMore& m, Digester* digest) const {
    if (m.store != 0) digest->Add(21).Add(names_.Name(StoreId{m.store}));
    if (m.skills != 0) digest->Add(22).Add(m.skills);
    if (m.tiers > 1) digest->Add(23).Add(m.tiers);
    if (m.credited) digest->Add(24);
    if (m.dedicated != 0) {
      digest->Add(25).Add(names_.Name(AgentId{m.dedicated}));
    }
  }

  // What a robot, the pool and the notices have noted (R7, Q9, O5), and what
  // is kept of a closed session (S1).
  void AddClosed(const Contact& c, Digester* digest) const {
    const SessionMore& m = w_.sessions.More(c.row);
    if (m.agent_at != 0) digest->Add(40).AddTime(m.agent_at);
    const unsigned marks = 1u * m.unjoined | 2u * m.hours_told |
                           4u * m.nobody_told | 8u * m.busy_told |
                           16u * m.form_offered | 32u * m.form_submitted;
    if (marks != 0) digest->Add(41).Add(marks);
    if (m.merge_agent == 0) return;
    const SessionRow& s = w_.sessions[c.row];
    digest->Add(42).AddTime(m.closed_at);
    digest->Add(names_.Name(AgentId{m.merge_agent})).Add(s.number);
    digest->AddTime(s.opened_at).Add(s.cost).Add(s.returned);
    AddKept(m.kept, digest);
    digest->Add(1u * s.served | 2u * s.noticed | 4u * s.offline_told |
                8u * s.manager_told | 16u * s.alarmed);
  }

  void AddKept(const KeptFacts& kept, Digester* digest) const {
    digest->Add(names_.Name(ProductId{kept.product}));
    digest->Add(names_.Name(IntentId{kept.intent}));
    digest->Add(names_.Name(OrderStatusId{kept.order_status}));
    digest->Add(names_.Name(LinkId{kept.link}));
    digest->Add(names_.Name(PageId{kept.page}));
    digest->Add(names_.Name(LanguageId{kept.language}));
    digest->Add(names_.Name(StoreId{kept.store}));
    digest->Add(names_.Name(AgentId{kept.named}));
    digest->Add(names_.Name(PriorityId{kept.priority})).Add(kept.skills);
  }

  // Steps beyond the first of each chain (X1, X2), and the robot's chain
  // (X3).
  static void AddSteps(const Contact& c, const SessionMore& m,
                       Digester* digest) {
    if (c.session == 0) return;
    const unsigned steps = (c.warned ? 1u * m.further_warnings : 0u) |
                           8u * m.further_reminders | 64u * m.robot_warnings;
    if (steps != 0) digest->Add(50).Add(steps);
    if (m.robot_from != 0) digest->Add(51).AddTime(m.robot_from);
  }

  void AddOffer(const SessionMore& m, Digester* digest) const {
    digest->Add(32).AddTime(m.offered_at);
    digest->Add(names_.Name(AgentId{m.offered_to})).Add(m.offer_asked);
    digest->Add(m.offer_why).Add(static_cast<uint64_t>(m.offer_by));
    digest->Add(static_cast<uint64_t>(m.offer_rung));
  }

  const World& w_;
  const RulesetData& rules_;
  const Ruleset& names_;
  uint64_t agents_ = 0, lists_ = 0, contacts_ = 0;
};

}  // namespace

uint64_t DigestOf(const World& world) { return StateDigest(world).Run(); }

}  // namespace kefu
