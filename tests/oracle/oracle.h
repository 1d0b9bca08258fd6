// The referee: the rules of kefu a second time, as slow and as plain as they
// can be written. It reads the config itself, keeps its sessions in a map,
// and finds everything by looking at everybody. The engine must give the same
// effects, field by field, and the same answers.
//
// Nothing here is shared with the engine but the public records and names.

#ifndef KEFU_TESTS_ORACLE_ORACLE_H_
#define KEFU_TESTS_ORACLE_ORACLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
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
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/query.h"
#include "kefu/ruleset.h"
#include "tests/oracle/known_facts.h"
#include "tests/oracle/past.h"
#include "tests/oracle/ratings.h"
#include "tests/oracle/state.h"

namespace kefu::oracle {

// What a chain does next, and when; none: never.
struct ChainStep {
  std::optional<int64_t> at;
  bool ends = true;
  Settings::Texts texts;
};

class Oracle : private KnownFacts {
 public:
  explicit Oracle(std::shared_ptr<const Ruleset> ruleset);

  // The engine hands out customers' ids. Who is forgotten is known no more,
  // until he is named again, unless somebody else gets his row, the low half of
  // his id.
  void Know(CustomerId customer);
  bool Knows(CustomerId customer) const {
    return customers_.count(customer.value) != 0;
  }
  // Known, or forgotten and still the owner of his id.
  bool Owns(CustomerId customer) const {
    return Knows(customer) || forgotten_.count(customer.value) != 0;
  }
  uint64_t Customers() const { return customers_.size(); }

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
  std::optional<int64_t> EstimatedWait(CustomerId customer, DeskId desk) const;
  uint32_t Waiting(GroupId group) const;
  uint32_t Waiting(DeskId desk) const;
  PoolInfo Pool(GroupId group) const;
  PoolInfo Pool(DeskId desk) const;
  AgentInfo Agent(AgentId agent) const;
  SendInfo MaySend(const Engine::SendQuestion& question);
  std::vector<UnansweredInfo> Unanswered(const Engine::UnansweredQuestion& q) {
    return past_.Unanswered(q);
  }
  std::vector<CrowdId> CrowdsOf(CustomerId customer) const;
  uint64_t OpenSessions() const { return sessions_.size(); }
  uint64_t Events() const { return ordinal_; }

  // For generators: who serves him; who is asked, or must accept (A16, A9).
  int OwnerOf(uint64_t customer, int desk) const;
  int AskedOf(uint64_t customer, int desk) const;
  const std::map<uint64_t, OpenSession_>& sessions() const { return sessions_; }
  // What a message that opens a session now would be routed by (S1).
  Facts KeptFacts(uint64_t customer, int desk) const;

 private:
  friend class Past;
  friend class Ratings;
  friend class CourtesyReferee;
  friend class Explained;
  using S = OpenSession_;
  // contract.cc: T1, T4, T9
  Reason CheckContract(Incoming* event);
  bool SeenId(const std::string& id, int64_t now);
  void Refuse(Reason reason, const EventRecord& record);
  void Refuse(Reason reason, uint64_t customer, uint32_t agent, uint16_t desk);

  // oracle.cc: one event
  Reason Handle(const Incoming& event);
  Reason HandleAgent(const Incoming& event);
  Reason Guard(const Incoming& event) const;
  Reason CheckNames(const Incoming& event) const;
  Reason CheckLink(const Incoming& event) const;
  Reason CheckCustomer(uint64_t customer) const;
  void Post(std::function<void()> signal) { signals_.push_back(signal); }
  void Settle();
  EffectRecord& Emit(EffectType type);
  EffectRecord& Emit(EffectType type, const S& session);

  // gates.cc: R1, F4, P1
  bool Gated(const Incoming& event);
  void AnswerAtGate(const Incoming& event, const std::vector<std::string>& text,
                    Reason reason);
  bool Blocked(uint64_t customer, int desk) const;
  Reason Blocks(const Incoming& event);
  Reason Unblocks(const Incoming& event);
  Reason BlockGuard(const Incoming& event) const;
  bool May(int agent, Right right) const;
  EffectRecord& Record(RecordWhat what, uint64_t customer, int desk, int agent);

  // sessions.cc: S1, S2, A12 and the messages
  Reason Enters(const Incoming& event);
  Reason CustomerSends(const Incoming& event);
  Reason Leaves(const Incoming& event);
  Reason AgentSends(const Incoming& event);
  Reason Closes(const Incoming& event);
  Reason Discards(const Incoming& event);
  Reason Open(const Incoming& event, const Facts& facts, int64_t cost);
  uint64_t NewSession(uint64_t customer, int desk, const Facts& facts,
                      int64_t cost);
  void Close(uint64_t number, ClosedBy by, Reason reason);
  void Close(uint64_t number, ClosedBy by, Reason reason, Reason dequeue);
  void ServedTo(const S& session, bool wraps_up);
  int64_t CostOf(int desk, std::optional<MessageKind> kind) const;
  std::optional<S> ToMerge(uint64_t customer, int desk) const;
  Reason OwnSession(const Incoming& event, S** session);

  // agents.cc: A2, A3, A4, A13
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
  static int64_t Weighs(const S& session);
  // O1: neither A7 moves it.
  static bool StaysBy(AssignBy by) {
    return by == AssignBy::kMainAccount || by == AssignBy::kProxy;
  }
  static bool Stays(const S& session) { return StaysBy(session.by); }

  // shift.cc: A7, A8, A18
  Reason SetsStatus(const Incoming& event);
  Reason Connects(const Incoming& event);
  Reason Disconnects(const Incoming& event);
  void ChangeStatus(int agent, AgentStatus status);
  void Leaves(int agent, bool plans);
  bool LoggedIn(int agent) const;
  bool LoggedInAt(int agent, int desk) const;
  AgentStatus StatusAt(int agent, int desk) const;
  std::set<int> DesksOf(int agent) const;
  Reason CheckDesks(const Incoming& event) const;
  void LeavesDesks(int agent, const std::set<int>& stays);
  bool NoSeat(int agent) const;
  void RunPlan(S& session);
  OfflineSessions PlanOf(const S& session) const;
  void TryDivert(S& session);
  void OfflineText(S& session);
  bool Reachable(int agent, int desk = kNone) const;
  void GraceEnds(int agent);

  // hours.cc: C1 to C5, R2, R13
  void Look(Watched* watched, int64_t t) const;
  void WatchHours(int64_t t);
  void HoursChange();
  void FillAll();
  bool OnDuty(int agent, List list) const;
  bool Present(int agent, List list) const;
  Reason OffDutyReason(int agent) const;
  std::vector<List> PlacesAt(int agent, int desk) const;
  std::set<std::pair<int, int>> Duties(int agent) const;
  bool OnDutyAt(int agent, int desk) const;
  bool SomebodyPresent(int desk) const;
  Distribution WayOf(List list) const;
  std::vector<int> SlotAgents(int desk, bool open) const;

  // pace.cc: A11, A17
  Reason Holds(const Incoming& event);
  Reason Unholds(const Incoming& event);
  void Unhold(S& session);
  bool WrapsUp(int agent) const;
  bool Ramped(int agent) const;
  void CountForRamp(int agent, AssignBy by);
  void WrapUpAfter(const S& session);

  // offers.cc: A16
  Reason Declines(const Incoming& event);
  bool AsksFirst(const S& session, int group) const;
  void Give(S& session, int agent, int group, How how);
  void OfferTo(S& session, int agent, int group, How how);
  void AcceptOffer(S& session);
  void TakeBack(S& session, Reason reason);
  void TakeBackAll(int agent, Reason reason);
  void AskNext(uint64_t number);
  void OfferLapses(S& session);
  void MoveTheWay(List list, const S& session, int agent);

  // reaccept.cc: A9
  void Lapse(S& session);
  void Revive(S& session);
  void WriteToLapsed(S& session);
  void RouteAnew(uint64_t number);
  bool OwnerAvailable(const S& session) const;
  void GiveBack(S& session);
  bool Lapses(const S& session) const;

  // routing.cc: R3, R4, R5, R8, O1
  void Route(S& session, int excluded, bool opens = false);
  // From this place of the order on.
  void RouteFrom(S& session, int excluded, bool opens, size_t place,
                 Reason passed);
  bool Named(S& session, int excluded);
  bool Sticky(S& session, int excluded, bool suspended_only, Reason* reason);
  Reason TryRung(const S& session, const StickyRungConfig& rung,
                 const Memory* memory, int excluded) const;
  // The group of R8; none: no group receives him.
  std::optional<int> GroupFor(const S& session) const;
  // Where the session is, or, if nobody belongs to that list, R8's group.
  int GroupToServe(const S& session) const;
  // Who is not asked again: who has just left it, who is barred.
  static bool Excluded(const S& session, int agent, int excluded) {
    return agent == excluded || Barred(session, agent);
  }
  void RouteByScope(S& session, int excluded, Reason sticky, bool opens);
  void PlanNobody(S& session, int excluded, Plan plan, Rung rung,
                  Reason reason);
  void FollowPlan(S& session, int excluded, Plan plan, int group, How how);
  void WaitForHand(S& session, int excluded);
  std::vector<int> MatchingGroups(const S& session) const;
  std::vector<std::string> ScopeOf(const ScopeConfig& scope,
                                   ScopeDimension dimension) const;
  std::vector<std::string> ValuesOf(const S& session,
                                    ScopeDimension dimension) const;
  bool Serves(int group, int desk) const;
  bool IsMember(int group, int agent) const;
  int OwnGroup(int agent, int desk) const;
  bool AnyPresent(List list) const;
  Reason ReasonOf(const Member& member, List list, const S& session) const;
  Reason WhyItWaits(List list, const S& session) const;

  // say.cc: K1 to K5, K8
  bool WayOpen(const std::string& schedule) const;
  bool HasRobot(int desk) const;
  bool Hear(S& session, const Incoming& event, bool robot, bool* answered);
  void AskRobotOrReply(const S& session, Rung rung, Reason why);
  bool WindowOpen(uint64_t customer, int channel) const;
  void CountWindow(uint64_t customer, int channel);
  bool SaidBefore(const S& session, TextSource source, const std::string& rule,
                  TextLimit limit) const;
  void NoteSaid(const S& session, TextSource source, const std::string& rule);
  void Say(const S& session, TextSource source, const std::string& rule,
           const MessagesConfig& reply, TextLimit limit);
  void GreetOnAccept(const S& session, bool given_away);
  void HandOver(S& session, bool written);
  void TryWithIntent(const Incoming& e);
  void TakeIntent(S& session, const Incoming& event);
  Reason HandsOver(const Incoming& event);
  void RobotSends(const S& session, int64_t messages, MessageKind kind);
  Reason RobotReplies(const Incoming& event);
  Reason Clicks(const Incoming& event);
  WindowTrigger TriggerOf(const Incoming& event) const;

  // robot.cc: R7, R13
  void ToRobot(S& session, int group, Rung rung, Reason why);
  void AskRobot(const S& session, Rung rung, Reason why);
  void LeaveRobot(S& session);
  void LeaveOwner(S& session);
  bool IsThere(int agent, int desk) const;
  using KnownFacts::LocalDay;
  int64_t LocalDay() const;

  // pool.cc: O2, O3, O5, Q9
  Reason SubmitsForm(const Incoming& event);
  void ToPool(S& session, int group, Rung rung, Reason why, Reason reason,
              bool told);
  void TryPool(uint64_t number, std::optional<int> group, bool written);
  void WriteUnserved(S& session, const Incoming& event);
  bool ByRules(const S& session) const;
  void Notice(S& session, Reason why, bool waits, bool assigned, bool routed);
  bool MayTellHours(const S& session) const;
  void Offer(S& session);
  PoolInfo PoolOf(const std::function<bool(const S&)>& there) const;

  // assignment.cc: the assignment itself, notices, sticky memory (R5)
  void Assign(S& session, int agent, int group, How how, bool tells = true);
  void NotifyOfAssignment(const S& session);
  EffectRecord* Notify(const S& session, int agent, NoticeWhat what);
  void LeaveServing(S& session);
  MemoryKey KeyOf(const S& session) const;
  Memory* Remembered(const S& session);
  void WriteMemory(const S& session);
  void TouchMemory(const S& session);
  void RememberMessage(S& session, bool* first_word);

  // distribution.cc: A1, D1 to D6
  std::vector<Member> Members(List list) const;
  std::vector<int> PeopleOf(List list) const;
  // Why he is not available in this list; kNone: he is.
  Reason Standing(const Member& member, List list, const S& session,
                  int login) const;
  static bool Barred(const S& session, int agent);
  Choice Choose(List list, const S& session, int excluded, int login);
  size_t PickEven(const std::vector<size_t>& places,
                  const std::vector<Member>& members, List list,
                  const ListState& state) const;
  static size_t PickWeighted(const std::vector<size_t>& places,
                             const std::vector<Member>& members,
                             ListState* state);
  size_t PickLeastLoaded(const std::vector<size_t>& places,
                         const std::vector<Member>& members, List list,
                         int desk) const;
  size_t PickLongestIdle(const std::vector<size_t>& places,
                         const std::vector<Member>& members) const;

  // kinds.cc: R6, R10, R11, D7, D8, Q8
  bool ServesStore(int agent, int store) const;
  bool AnyServesStore(int group, int store) const;
  bool AnybodyFor(List list, const S& session, int but) const;
  int StoreOf(const Facts& facts) const;
  int StoreAtOpening(const Facts& facts, uint64_t customer) const;
  std::set<int> SkillsFor(const Facts& facts, uint64_t customer) const;
  int64_t JoinedAt(const S& session) const;
  std::optional<int64_t> LetGoAt(const S& session, int skill) const;
  void LetSkillsGo(S& session) const;
  std::vector<int64_t> TierOpenings(const S& session, List list) const;
  int TiersOpen(const S& session, List list) const;
  bool HandsOut(List list) const;
  int TiersFor(const S& session, List list) const;
  Reason Misfit(const Member& member, List list, const S& session) const;
  size_t LevelOf(int agent, List list) const;
  std::vector<size_t> FirstLevel(const std::vector<Member>& members,
                                 const std::vector<size_t>& places,
                                 List list) const;
  bool AnyNoFlood() const;
  bool DedicatedTakes(const S& session, int agent, bool login) const;
  bool Dedicated(S& session, int excluded, Reason* passed);
  void DedicatedWaitEnds(S& session);
  void LeaveForGroup(S& session, int group);
  void JoinAfterWait(S& session, int group, Rung rung, Reason why);
  void TierOpens(S& session);
  // windows.cc: W1 to W7, K9, Q8
  void GrantFor(uint64_t customer, int channel, int desk, SessionState state,
                WindowTrigger trigger);
  void TellDesk(uint64_t customer, int desk, WindowTrigger trigger, bool here);
  void RenewCredits(uint64_t customer, int channel);
  void ComesInto(S& session, SessionState state);
  void EndState(uint64_t customer, int desk, SessionState state);
  std::vector<Granted*> Usable(const Sending& sending, SendUse use);
  Sent Ask(const Sending& sending);
  bool TemplateGoes(uint64_t customer, int channel) const;
  void Take(const Sending& sending, int64_t messages);
  void SendTemplate(uint64_t customer, int desk, uint64_t session, int agent,
                    Reason reason);
  bool TextGoes(uint64_t customer, int desk, SessionState state,
                uint64_t session, TextSource source, size_t texts);
  Reason AgentMaySend(const Incoming& event, const S& session, Sent* sent);
  void CarryOut(const Incoming& event, const S& session, const Sent& sent);
  void PageEnds(uint64_t session);
  Reason Triggers(const Incoming& event);
  void Unfollows(uint64_t customer, int channel);
  Reason DeliveryFailed(const Incoming& event);
  std::optional<int64_t> WindowEnds(const S& session) const;
  std::optional<int64_t> CreditedAt(const S& session) const;
  bool IsCreditedNow(const S& session) const;
  void PageTimers(std::vector<Timer>* timers) const;
  int64_t WindowsUntil(uint64_t customer) const;

  // waiting.cc: Q1, Q2, Q6
  static List ListOf(const S& session) { return {session.group, session.desk}; }
  static ListKey KeyOf(List list) {
    return {list.group, list.group >= 0 ? kNone : list.desk};
  }
  static bool SameList(const S& a, const S& b);
  bool Before(const S& a, const S& b) const;
  uint32_t PositionOf(const S& session) const;
  // `reason`: what the effect says; `why`: what its decision says.
  void Join(S& session, int group, Rung rung, Reason why, Reason reason,
            bool routed, int preferred = kNone);
  void Enqueue(S& session, int group, Rung rung, Reason why, Reason reason,
               int preferred = kNone);
  void Dequeue(S& session, Reason reason);
  void PostFill(int agent, bool login = false);
  void Fill(int agent, bool login);
  bool CouldTake(int agent, const S& session, bool login) const;
  void FillAllOf(const std::function<bool(const S&)>& among, int agent,
                 bool login);
  void FillFrom(std::vector<S*> walk, int agent, bool login, AssignBy by,
                Rung rung);

  // overflow.cc: Q3
  void JoinByRouting(S& session, int group, Rung rung, Reason why,
                     int preferred = kNone);
  bool Overflow(S& session, int group, Reason cause,
                const std::function<void()>& join);
  S* SilentLongest(List list, const S& newcomer);
  bool EmergencyTakes(const S& session, int agent) const;
  bool WouldTake(const S& evicted, const S& newcomer, List list) const;
  size_t LengthOf(List list) const;

  // transfer.cc: Q5, S3, S9 and the handing to a list
  Reason Transfers(const Incoming& event);
  Reason Claims(const Incoming& event);
  Reason Dispatches(const Incoming& event);
  Reason CheckTarget(const Incoming& event, const S& session) const;
  Reason CheckReceiver(int agent, const S& session) const;
  void TellTransfer(const S& session, int to_agent, int to_group, Reason why);
  void HandTo(S& session, int group, AssignBy by, Rung rung, Reason reason);

  // silence.cc: X1, X2, X3, X6
  Place PlaceOf(const S& session) const {
    return {session.owner, session.group, session.desk};
  }
  void StartClocks(S& session);
  void StartSilence(S& session);
  void StartUnanswered(S& session);
  static void StopClocks(S& session);
  void CustomerSpoke(S& session, const Incoming& event);
  void OwnerSpoke(S& session);
  std::optional<int64_t> Counted(int desk, TimerHours hours, int64_t from,
                                 Duration length) const;
  ChainStep NextOf(const Settings::Chain& chain, int desk,
                   std::optional<int64_t> since, size_t done) const;
  ChainStep NextOfCustomer(const S& session) const;
  ChainStep NextOfAgent(const S& session) const;
  ChainStep NextOfRobot(const S& session) const;
  void CustomerIsSilent(S& session);
  void RobotIsIdle(S& session);
  void AgentIsSilent(S& session);
  void MoveOn(S& session);

  // texts.cc: K7
  bool Send(const S& session, TextSource source,
            const std::vector<std::string>& texts);
  bool SendTo(uint64_t customer, int desk, TextSource source,
              const std::vector<std::string>& texts);
  void NameAgent(EffectRecord* send, const std::vector<std::string>& texts,
                 int owner, uint64_t customer, int desk) const;
  void SetTexts(EffectRecord* send, const std::vector<std::string>& texts);

  // timers.cc: T2, T3
  std::vector<Timer> Timers() const;
  void AgentTimers(std::vector<Timer>* timers) const;
  void SessionTimers(const S& session, std::vector<Timer>* timers) const;
  void LifeTimer(const S& session, std::vector<Timer>* timers) const;
  void WaitingTimers(const S& session, std::vector<Timer>* timers) const;
  void ServingTimers(const S& session, std::vector<Timer>* timers) const;
  void FireTimers(int64_t until);
  void Fire(const Timer& timer);
  void FireAgent(int agent, TimerKind kind);
  void FireSession(uint64_t number, TimerKind kind);
  void Alarm(S& session, TimerKind kind);

  // crowds.cc: V1 to V3, R6, Q1
  Reason RefreshesByHand(const Incoming& event);
  Reason UsesCrowd(const Incoming& event);

  // customers.cc: T9
  static bool IsOwnEvent(const Incoming& event);
  void NoteCustomer(const Incoming& event);
  void NoteRefused(const Incoming& event, const KnownCustomers& before);
  Reason Erases(const Incoming& event);
  std::optional<int64_t> ForgottenAt(uint64_t customer) const;
  void Forget(uint64_t customer);

  S* Find(uint64_t customer, int desk);
  const S* Find(uint64_t customer, int desk) const;
  AgentState& At(int agent) { return agents_[static_cast<size_t>(agent)]; }
  const AgentState& At(int agent) const {
    return agents_[static_cast<size_t>(agent)];
  }
  Past past_{this};
  Ratings ratings_{this};
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_ORACLE_H_
