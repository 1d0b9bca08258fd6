#include "src/moves/hours.h"

#include <algorithm>
#include <span>

#include "src/facts/hours.h"
#include "src/facts/standing.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu::hours {
namespace {

// Marks of a list during a change.
enum Mark : uint8_t { kFills = 1, kSeated = 2, kArranged = 4 };

class Change {
 public:
  explicit Change(World& world) : world_(world), rules_(world.rules) {}

  // The slots first: whether somebody is in one is asked in all other lists.
  void Arrange(const ScheduleData& schedule) {
    for (const uint16_t desk : schedule.slots) {
      const ListId list = rules_.desks[desk].own_list;
      if ((world_.list_marks[list] & kArranged) != 0) continue;
      Mark(list, kArranged);
      world_.roster.Arrange(list, world_.hours);
    }
  }

  void Of(const ScheduleData& schedule) {
    for (const uint16_t desk : schedule.desks) {
      EachList(rules_.desks[desk], [this](ListId list) {
        world_.CloseClasses(list);
        Mark(list, kFills);
      });
      NoteClosed({desk});
    }
    for (const uint16_t desk : schedule.slots) {
      EachList(rules_.desks[desk], [this](ListId list) { SeatAll(list); });
    }
    for (const uint16_t group : schedule.groups) {
      SeatAll(rules_.ListOf(GroupId{group}));
    }
    for (const uint32_t agent : schedule.agents) Of(AgentId{agent});
  }

  void Of(AgentId agent) {
    for (const uint32_t member : world_.MembersOf(agent)) {
      Seat(member);
      Mark(rules_.members[member].list, kFills);
    }
    if (!world_.hours.OnLeave(agent)) return;
    // R6: who waits for him alone is due at once; those timers are next.
    world_.waiting.EachLaneOf(agent.value, [this](const auto& lane) {
      world_.waiting.ForEachIn(lane, [this](uint32_t row) {
        ArmIfSooner(world_, world_.sessions[row].contact);
      });
    });
  }

  void Finish() {
    Tell();
    TellClosed();
    for (const ListId list : world_.fill_lists) world_.list_marks[list] = 0;
    if (world_.fill_lists.empty()) return;
    world_.signals.Post(SignalKind::kFillLists);
  }

 private:
  template <class F>
  void EachList(const DeskData& desk, F&& f) {
    for (const GroupId group : desk.groups) f(rules_.ListOf(group));
    f(desk.own_list);
  }

  void Mark(ListId list, enum Mark mark) {
    uint8_t& marks = world_.list_marks[list];
    if (marks == 0) world_.fill_lists.push_back(list);
    marks = static_cast<uint8_t>(marks | mark);
  }

  void SeatAll(ListId list) {
    if ((world_.list_marks[list] & kSeated) != 0) return;
    Mark(list, kSeated);
    const ListData& data = rules_.lists[list];
    for (uint32_t i = 0; i < data.members_count; ++i) {
      Seat(data.members_begin + i);
    }
  }

  void Seat(uint32_t member) {
    const uint8_t before = world_.roster.SeatOf(member).duty;
    const kefu::Seat seat = StandingOf(world_, member);
    world_.roster.Sit(member, seat);
    const uint32_t agent = rules_.members[member].agent;
    if (seat.duty == before) return;
    // Who waits for him alone may do so in another list (R6).
    world_.waiting.EachLaneOf(
        agent, [this](const auto& lane) { Mark(lane.list, kFills); });
    if (world_.agent_marks[agent] != 0) return;
    world_.agent_marks[agent] = 1;
    world_.told.push_back(agent);
  }

  // Who is logged in and is on duty for other desks than before (A8), in
  // declared order.
  void Tell() {
    std::sort(world_.told.begin(), world_.told.end(),
              [this](uint32_t a, uint32_t b) {
                return rules_.agents[a].declared < rules_.agents[b].declared;
              });
    for (const uint32_t agent : world_.told) {
      world_.agent_marks[agent] = 0;
      EmitStatus(world_, {agent}, world_.agents[agent].status,
                 ReasonOf({agent}));
    }
    world_.told.clear();
  }

  // R2: who waits at a desk that has just closed, and is to be told so.
  void NoteClosed(DeskId desk) {
    const DeskData& data = rules_.desks[desk.value];
    if (!data.hours_text || IsDeskOpen(world_, desk)) return;
    EachList(data, [&](ListId list) {
      world_.waiting.ForEach(list, [&](uint32_t row) {
        const ContactRow c = world_.sessions[row].contact;
        if (world_.contacts[c].desk == desk.value) world_.scratch.push_back(c);
      });
    });
  }

  // In the order of the numbers, once a session (O5).
  void TellClosed() {
    std::vector<ContactRow>& closed = world_.scratch;
    std::sort(closed.begin(), closed.end(), [this](ContactRow a, ContactRow b) {
      return world_.contacts[a].session < world_.contacts[b].session;
    });
    for (const ContactRow c : closed) {
      EmitNotice(world_, world_.contacts[c],
                 {Reason::kOutOfHours, true, false, false});
    }
    closed.clear();
  }

  Reason ReasonOf(AgentId agent) const {
    for (const uint32_t member : world_.MembersOf(agent)) {
      if (world_.roster.SeatOf(member).duty != 0) return Reason::kSlotChanged;
    }
    return ReasonOffDuty(world_, agent);
  }

  World& world_;
  const RulesetData& rules_;
};

}  // namespace

void Fire(World& world) {
  const RulesetData& rules = world.rules;
  const std::span<const uint32_t> turned = world.hours.Turn();
  world.scratch.clear();
  Change change(world);
  for (const uint32_t i : turned) {
    change.Arrange(rules.schedules[rules.watched[i].schedule.value]);
  }
  for (const uint32_t i : turned) {
    const WatchedData& watched = rules.watched[i];
    if (watched.schedule) {
      change.Of(rules.schedules[watched.schedule.value]);
    } else {
      change.Of(watched.agent);
    }
  }
  change.Finish();
}

// As many sessions may be handed out as there is room for.
void ReserveFire(World& world) {
  size_t told = 0;
  bool leaves = false;
  world.hours.ForEachDue([&](const WatchedData& watched) {
    told += watched.most_told;
    leaves |= !watched.schedule;
  });
  if (world.rules.hours_texts) {
    // Each is told, and offered a form.
    told += 2 * static_cast<size_t>(world.waiting.total());
    world.scratch.reserve(world.waiting.total());
  }
  uint64_t room = 0;
  for (const AgentRow& agent : world.agents) {
    if (agent.status != AgentStatus::kOnline) continue;
    room += agent.capacity - std::min<uint64_t>(agent.load, agent.capacity);
  }
  // Who waits for an agent whose leave begins is due (R6).
  const size_t due =
      leaves && world.rules.dedicated_waits ? world.waiting.total() : 0;
  world.Reserve(std::min(room, world.listed()) + 1, told, due);
}

}  // namespace kefu::hours
