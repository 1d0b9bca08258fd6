// The referee: the rules of kefu a second time, as slow and as plain as they
// can be written. It reads the config itself, keeps its sessions in a map,
// and finds everything by looking at everybody. The engine must give the same
// effects, field by field, and the same answers.
//
// Nothing here is shared with the engine but the public records and the
// names of the ruleset.

#ifndef KEFU_TESTS_ORACLE_ORACLE_H_
#define KEFU_TESTS_ORACLE_ORACLE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kefu/config.h"
#include "kefu/effect.h"
#include "kefu/event.h"
#include "kefu/query.h"
#include "kefu/ruleset.h"
#include "tests/oracle/names.h"
#include "tests/oracle/settings.h"

namespace kefu::oracle {

// What a customer's entry or message says about him (R8, Q1).
struct Facts {
  std::string product, intent, order_status;
  int link = kNone;
  int priority = kNone;
};

// An event, unpacked from its record and payload.
struct Incoming {
  EventType type = EventType::kNone;
  int64_t at = 0;
  std::optional<uint64_t> seq;
  std::string id;
  uint64_t customer = 0;
  int agent = kNone, by = kNone;
  int desk = kNone;
  uint8_t detail = 0;
  Facts facts;
  std::vector<uint64_t> customers;
  std::optional<uint32_t> capacity;
  size_t payload_bytes = 0;
  EventRecord record;
};

struct AgentState {
  AgentStatus status = AgentStatus::kOffline;
  AutoAccept auto_accept = AutoAccept::kOn;
  int64_t capacity = 0;
  uint64_t last_assignment = 0;  // D4; 0: never
};

struct OpenSession_ {
  uint64_t number = 0;
  uint64_t customer = 0;
  int desk = kNone;
  SessionState state = SessionState::kWaiting;
  int owner = kNone;
  int group = kNone;     // where it waits or was assigned
  bool in_list = false;  // false until the routing has put it somewhere
  Facts facts;
  int64_t cost = 1;
  int64_t opened_at = 0;
  int64_t assigned_at = 0;
  bool returned = false;  // Q1: came back from an agent
  AssignBy by = AssignBy::kNone;
  bool customer_wrote = false;          // in this session
  bool owner_wrote = false;             // the present owner
  std::optional<int64_t> silent_since;  // X1; none: the clock stands
  bool warned = false;
};

// R5: whom a customer talked to, and when.
struct Memory {
  int agent = kNone;
  int64_t at = 0;
};

// The state by which a list distributes (D2, D3).
struct ListState {
  int last = kNone;                   // place of the member assigned last
  std::map<size_t, int64_t> current;  // smooth weights, by place of the member
};

class Oracle {
 public:
  explicit Oracle(std::shared_ptr<const Ruleset> ruleset);

  // The engine hands out customers' ids; the oracle only has to know them.
  void Know(CustomerId customer) { customers_.insert(customer.value); }

  std::vector<EffectRecord> Apply(const EventRecord& record,
                                  std::span<const std::byte> payloads);
  // The texts of a Send effect of this oracle: its `value` counts from 1.
  const std::vector<std::string>& Texts(uint32_t value) const {
    return texts_.at(value - 1);
  }

  // ---------------------------------------------------------------- queries
  std::optional<Instant> Now() const;
  std::optional<Instant> NextDeadline() const;
  SessionInfo Session(CustomerId customer, DeskId desk) const;
  PositionInfo Position(CustomerId customer, DeskId desk) const;
  uint32_t Waiting(GroupId group) const;
  uint32_t Waiting(DeskId desk) const;
  AgentInfo Agent(AgentId agent) const;
  uint64_t OpenSessions() const { return sessions_.size(); }
  uint64_t Events() const { return ordinal_; }

  // For generators of events: where a customer is. kNone: nobody serves him.
  int OwnerOf(uint64_t customer, int desk) const;
  const std::map<uint64_t, OpenSession_>& sessions() const { return sessions_; }
  // What a message that opens a session now would be routed by (S1).
  Facts KeptFacts(uint64_t customer, int desk) const;

 private:
  using S = OpenSession_;
  // A list of waiting sessions and of those who take them: a group's, or the
  // desk's own (group kNone).
  struct List {
    int group = kNone;
    int desk = kNone;
  };
  struct Member {
    int agent;
    int64_t weight;
  };
  struct Choice {
    int agent = kNone;
    uint32_t asked = 0;
  };
  // What an agent is about to take in one batch.
  struct Taken {
    std::set<uint64_t> asked;     // the numbers of the sessions that may be his
    std::map<int, int64_t> cost;  // by group
  };
  // What is still to be settled after a change, first in first out.
  struct Signal {
    uint64_t route = 0;    // a session to route, or
    int excluded = kNone;  // (whom it has just left)
    int fill = kNone;      // an agent who can take more
    bool login = false;    // he has just come online from offline
  };

  // contract.cc: T1, T4, T9
  bool Unpack(const EventRecord& record, std::span<const std::byte> payloads,
              Incoming* event) const;
  bool TakeField(Field field, std::span<const std::byte> bytes,
                 Incoming* event) const;
  Reason CheckContract(Incoming* event);
  bool SeenId(const std::string& id, int64_t now);
  void Refuse(Reason reason, const EventRecord& record);
  void Refuse(Reason reason, uint64_t customer, uint32_t agent, uint16_t desk);

  // oracle.cc: one event
  Reason Handle(const Incoming& event);
  Reason Guard(const Incoming& event) const;
  Reason CheckNames(const Incoming& event) const;
  Reason CheckCustomer(uint64_t customer) const;
  void Settle();
  EffectRecord& Emit(EffectType type);
  EffectRecord& Emit(EffectType type, const S& session);

  // sessions.cc: S1, S2, A12 and the messages
  Reason Enters(const Incoming& event);
  Reason CustomerSends(const Incoming& event);
  Reason Leaves(const Incoming& event);
  Reason AgentSends(const Incoming& event);
  Reason Closes(const Incoming& event);
  Reason Discards(const Incoming& event);
  Reason Open(const Incoming& event, const Facts& facts, int64_t cost);
  void Close(uint64_t number, ClosedBy by, Reason reason);
  int64_t CostOf(int desk, std::optional<MessageKind> kind) const;

  // agents.cc: A2, A3, A4, A7, A18
  Reason SetStatus(int agent, AgentStatus status);
  Reason ChangeSettings(const Incoming& event);
  Reason Accepts(const Incoming& event);
  Reason AcceptOne(const Incoming& event, const S* session, Taken* taken) const;
  bool Participates(int agent, int desk) const;
  std::vector<int> Participants(int desk) const;
  bool HisList(int agent, const S& session) const;
  int64_t Load(int agent) const;
  int64_t Room(int agent, int group, int desk) const;
  int64_t RoomAfter(int agent, int group, int desk,
                    const std::map<int, int64_t>& taken) const;
  int64_t HardMaximum(int agent) const;
  std::optional<int64_t> ChannelLimit(int agent, int channel) const;

  // routing.cc: R3, R5, R8, O1
  void Route(S& session, int excluded);
  bool Sticky(S& session, int excluded, Reason* reason);
  Reason TryRung(const S& session, const StickyRungConfig& rung,
                 const Memory* memory, int excluded) const;
  void RouteByScope(S& session, int excluded, Reason sticky);
  void PlanNobody(S& session, int excluded, Rung rung, Reason reason);
  std::vector<int> MatchingGroups(const S& session) const;
  static std::pair<const std::vector<std::string>*, const std::string*>
  Dimension(const ScopeConfig& scope, const Facts& facts,
            ScopeDimension dimension);
  bool Serves(int group, int desk) const;
  bool IsMember(int group, int agent) const;
  int OwnGroup(int agent, int desk) const;
  bool AnyPresent(const std::vector<Member>& members) const;
  Reason WhyItWaits(const std::vector<Member>& members) const;
  void Assign(S& session, int agent, int group, AssignBy by, Rung rung,
              Reason why, uint32_t asked);
  void Notify(const S& session, NoticeWhat what);

  // sticky memory (R5)
  using MemoryKey = std::pair<uint64_t, int>;  // customer, desk
  MemoryKey KeyOf(const S& session) const;
  Memory* Remembered(const S& session);
  void WriteMemory(const S& session);
  void TouchMemory(const S& session);
  void RememberMessage(S& session, bool* first_word);

  // distribution.cc: A1, D1 to D4
  std::vector<Member> Members(List list) const;
  bool Available(const Member& member, List list, const S& session,
                 int login) const;
  Choice Choose(List list, const S& session, int excluded, int login);
  static size_t PickEven(const std::vector<size_t>& places,
                         const ListState& state);
  static size_t PickWeighted(const std::vector<size_t>& places,
                             const std::vector<Member>& members,
                             ListState* state);
  size_t PickLeastLoaded(const std::vector<size_t>& places,
                         const std::vector<Member>& members, List list,
                         int desk) const;

  // waiting.cc: Q1, Q2, Q6
  static List ListOf(const S& session) { return {session.group, session.desk}; }
  static bool SameList(const S& a, const S& b);
  bool Before(const S& a, const S& b) const;
  uint32_t PositionOf(const S& session) const;
  void Enqueue(S& session, int group, Rung rung, Reason reason);
  void Dequeue(const S& session, Reason reason);
  void Fill(int agent, bool login);

  // silence.cc: X1
  void StartSilence(S& session);
  void CustomerSpoke(S& session);
  void OwnerSpoke(S& session);
  std::optional<int64_t> WarnsAt(const S& session) const;
  std::optional<int64_t> ClosesAt(const S& session) const;
  std::optional<int64_t> NextOf(const S& session) const;
  void FireTimers(int64_t until);
  void FireOne(uint64_t number, int64_t deadline);
  void Send(const S& session, TextSource source,
            const std::vector<std::string>& texts);

  S* Find(uint64_t customer, int desk);
  const S* Find(uint64_t customer, int desk) const;
  CustomerSilentConfig SilenceOf(const S& session) const;
  AgentState& At(int agent) { return agents_[static_cast<size_t>(agent)]; }
  const AgentState& At(int agent) const {
    return agents_[static_cast<size_t>(agent)];
  }

  std::shared_ptr<const Ruleset> ruleset_;
  const Config& config_;
  Settings settings_;
  Names names_;

  std::set<uint64_t> customers_;
  std::vector<AgentState> agents_;
  std::map<uint64_t, S> sessions_;  // the open ones, by number
  std::map<MemoryKey, Memory> memories_;
  std::map<std::pair<uint64_t, int>, Facts> kept_;  // customer, desk
  std::map<std::pair<int, int>, ListState> lists_;  // group, desk (of its own)
  uint64_t sessions_opened_ = 0;
  uint64_t assignments_ = 0;

  uint64_t ordinal_ = 0;
  std::optional<int64_t> now_;
  std::optional<uint64_t> last_seq_;
  std::map<std::string, std::pair<int64_t, uint64_t>> ids_;  // time, order
  std::map<uint64_t, std::string> ids_by_order_;
  uint64_t ids_remembered_ = 0;

  // Of the step that runs.
  int64_t at_ = 0;
  TimerKind timer_ = TimerKind::kNone;
  std::deque<Signal> signals_;
  std::vector<EffectRecord> out_;
  std::vector<std::vector<std::string>> texts_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_ORACLE_H_
