// The engine: the state of one tenant's desks.
//
//   Engine engine(ruleset);
//   CustomerId customer = engine.Customer("c-1");
//   Effects effects;
//   engine.Apply(CustomerSends{.at = now, .customer = customer, .desk = desk,
//                              .kind = MessageKind::kText}, &effects);
//
// The engine does nothing by itself: it has no thread, no clock and no file.
// It acts only inside Apply, and time is what the events say.
//
// Threads: one engine is used by one thread at a time; const members may be
// called from several threads while nobody calls the others. Engines share
// nothing but their ruleset, which never changes (T12).

#ifndef KEFU_ENGINE_H_
#define KEFU_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/effect.h"
#include "kefu/event.h"
#include "kefu/ids.h"
#include "kefu/query.h"
#include "kefu/ruleset.h"
#include "kefu/time.h"
#include "kefu/trace.h"

#pragma GCC visibility push(default)
namespace kefu {

class Engine {
 public:
  // REQUIRES: ruleset is not null. Throws std::bad_alloc. Prepares the memory
  // that `limits.reserve_*` asks for.
  explicit Engine(std::shared_ptr<const Ruleset> ruleset);
  ~Engine();
  // A moved-from engine may only be destroyed or assigned to.
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // An independent copy, for questions of the kind "what if" (T8): what the
  // copy goes through does not change this one, ids of customers are the same
  // in both. Throws std::bad_alloc.
  Engine Fork() const;
  // The same into an engine that is there already. Under the same ruleset its
  // memory is used again, which is several times as fast: a host that asks
  // often keeps one engine for it. Throws std::bad_alloc; `other` may then
  // only be destroyed, assigned to, or forked into. REQUIRES: `other` is
  // neither null nor moved from.
  void ForkInto(Engine* other) const;

  const Ruleset& ruleset() const;

  // ------------------------------------------------------------- customers
  // A customer is named by the host, with a string or with a number of its
  // own, and is known from the first look-up on until he is forgotten
  // (`limits.forget_after` his last event, or erased; T9). Who is named again,
  // by a look-up or by an event with his id, is known again, as somebody of
  // whom nothing is remembered. His name has the same id all the time, unless a
  // new name has needed his place meanwhile: then his id is nobody's for ever,
  // and his name gets another. So a host that keeps ids looks a name up again
  // after `record: forgotten`. The string "7" and the key 7 are different
  // customers. At `limits.customers` a new name gets
  // kNoMoreCustomers. A name has any bytes and length up to 2^32 - 1; the log
  // needs UTF-8 that is not empty. Throws std::bad_alloc and then nothing has
  // changed.
  CustomerId Customer(std::string_view name);
  CustomerId CustomerByKey(uint64_t key);
  // The same for many at once, faster. REQUIRES: as many ids as keys.
  void CustomersByKey(std::span<const uint64_t> keys,
                      std::span<CustomerId> ids);
  // As above, but never adds anybody: none if the name is not known.
  CustomerId FindCustomer(std::string_view name) const;
  CustomerId FindCustomerByKey(uint64_t key) const;
  // Whether the engine knows a customer of this id now; not a forgotten one.
  bool Knows(CustomerId id) const;
  // Whether it knows them all: faster than to ask for many one by one.
  bool Knows(std::span<const CustomerId> ids) const;
  // The name given to Customer, or the key in decimal; "" if the id is
  // nobody's. A forgotten customer has his name as long as he has his id.
  std::string CustomerName(CustomerId id) const;

  // ---------------------------------------------------------------- events
  // Applies one event and appends its effects: first those of every timer
  // that was due by then, then its own (T2, T5). A refusal is an effect (T4).
  // Never throws; if memory runs out the event is refused `out_of_memory` and
  // the engine is whole (T9). REQUIRES: effects is not null. `payloads` must
  // lie at a multiple of 8 bytes, as those of an EventBatch do; otherwise an
  // event that has a payload is refused `bad_record`.
  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) noexcept;
  // For a typed event. Allocates, and throws std::bad_alloc or, for texts
  // beyond 2^31 bytes, std::length_error before anything is applied: for the
  // hot path keep an EventBatch.
  template <Event E>
  void Apply(const E& event, Effects* effects);
  // The same, with the effects as a new list.
  template <Event E>
  Effects Apply(const E& event);

  // Apply, and for each routing that is decided in the call (of the event or
  // of a timer) its explanation, filled by the code that decides (E1). An
  // explanation for which there is no memory is left out.
  void ApplyExplained(const EventRecord& event,
                      std::span<const std::byte> payloads, Effects* effects,
                      std::vector<Explanation>* explanations) noexcept;

  // Applies events in order until all are done or `effects` is full, and
  // returns how many it applied. Faster than one call for each: it looks
  // ahead. The outcome is the same.
  size_t ApplyBatch(std::span<const EventRecord> events,
                    std::span<const std::byte> payloads,
                    Effects* effects) noexcept;
  size_t ApplyBatch(const EventBatch& batch, Effects* effects) noexcept {
    return ApplyBatch(batch.records(), batch.payloads(), effects);
  }

  // ------------------------------------------------------------------ time
  // The time of the last event or timer; none before the first event.
  std::optional<Instant> Now() const;
  // When the next timer fires; none if none is armed. Nothing happens by
  // itself before then (T3): call Apply(TimePasses{.at = that}) at that time.
  std::optional<Instant> NextDeadline() const;

  // --------------------------------------------------------------- queries
  SessionInfo Session(CustomerId customer, DeskId desk) const;
  PositionInfo Position(CustomerId customer, DeskId desk) const;
  // Sessions that wait: of a group, or in the desk's own list. These and
  // Agent answer an unknown id like an empty group or an agent offline.
  uint32_t Waiting(GroupId group) const;
  uint32_t Waiting(DeskId desk) const;
  // The message pool 留言管理池 (O2): of a group, or of the desk's own list.
  PoolInfo Pool(GroupId group) const;
  PoolInfo Pool(DeskId desk) const;
  AgentInfo Agent(AgentId agent) const;
  // Whether a message may be sent (W2): what a send at that time would do, as
  // if nothing happened until then, no timer either. A time before Now() is
  // Now(). `count`: of texts that go out together, which goes all or not at
  // all; of products and articles the items of one message (W6). Automatic
  // texts go by their use and by the state of the session (W7). With `agent`,
  // for messages of an agent, whether he may write in the session is looked
  // at, too (A18). Reasons of a refusal, in this order: bad_record (a word that
  // is none), unknown_desk, unknown_customer; of the agent those of
  // agent_sends; kind_not_allowed, too_many_items (W6); off_page (W4);
  // window_closed, quota_spent (W1), wrong_state (W7); no_fallback (W3). Where
  // nothing limits the channel, any `count` may go out.
  struct SendQuestion {
    CustomerId customer;
    DeskId desk;
    Sender who = Sender::kAgent;
    SendUse use = SendUse::kAny;
    MessageKind kind = MessageKind::kText;
    uint32_t count = 1;
    Instant at{};
    AgentId agent{};
  };
  SendInfo MaySend(const SendQuestion& question) const;
  // Sessions, closed ones too, whose last message is the customer's and that
  // nobody serves 未回复对话 (S5): who is unanswered longest first, of those at
  // one instant by the number of the session. Neither the robot's sessions, nor
  // those that were discarded, nor blocked or erased customers; of each
  // customer at a desk his last session only. With `desk`: at that desk; with
  // `agent`: of whom the customer talked to last there (R5). At most `limit`.
  // Empty where `tenant.keep_unanswered` is off, which is the default, and for
  // a desk or agent of none. Throws std::bad_alloc. Costs a look at each entry
  // of the list until there are enough, those that are served now among them.
  struct UnansweredQuestion {
    DeskId desk{};
    AgentId agent{};
    size_t limit = 1000;
  };
  std::vector<UnansweredInfo> Unanswered(
      const UnansweredQuestion& question) const;
  std::vector<UnansweredInfo> Unanswered() const {
    return Unanswered(UnansweredQuestion{});
  }
  // Lists of sessions, for who looks after a desk (S7). Who waits in the list
  // of a group, or in the desk's own: in the order in which they are given away
  // (Q1), those on offer (A16) in their places. Who is in the pool: the one who
  // is there longest first (O2). At most `limit` of them. Whom an agent has,
  // those on hold and those that have lapsed (A9) too, but none that is only on
  // offer to him: all, by number. Empty for what the ruleset does not have.
  // Cost: what is listed and a little for each class of the list. Throw
  // std::bad_alloc.
  std::vector<ListedSession> WaitingSessions(GroupId group,
                                             size_t limit = 1000) const;
  std::vector<ListedSession> WaitingSessions(DeskId desk,
                                             size_t limit = 1000) const;
  std::vector<ListedSession> PooledSessions(GroupId group,
                                            size_t limit = 1000) const;
  std::vector<ListedSession> PooledSessions(DeskId desk,
                                            size_t limit = 1000) const;
  std::vector<ListedSession> SessionsOf(AgentId agent) const;
  // Who is online (A18), in declared order; with SessionsOf: with whom.
  std::vector<AgentId> Online() const;
  // Number of sessions open now, of customers known, of events applied.
  uint64_t OpenSessions() const;
  uint64_t Customers() const;
  uint64_t Events() const;

  // The crowds that a customer is in, in declared order (V3); none for one who
  // is not known. Throws std::bad_alloc.
  std::vector<CrowdId> CrowdsOf(CustomerId customer) const;
  // Counters for monitoring (query.h); costs a pass over the agents.
  StatsInfo Stats() const;

  // Why (E1). For a session that waits: why each agent of its list does not
  // take it. Otherwise: what the routing would decide if the customer opened
  // a session with these facts now, those that an entry of his has left for it
  // (S1) where one is not given. "Now" is Now(): let time pass first. A
  // customer of none is one who is not known yet.
  struct Request {
    CustomerId customer;
    DeskId desk;
    ProductId product{};
    IntentId intent{};
    OrderStatusId order_status{};
    MessageKind kind = MessageKind::kNone;
    AgentId agent{};  // whom the customer asks for (R4)
    LinkId link{};    // R9, like the two below
    PageId page{};
    LanguageId language{};
    StoreId store{};  // R11
  };
  Explanation Explain(const Request& request) const;

  // The invariants of T11; costs a pass over everything.
  Violation CheckInvariants() const;
  // A 64-bit digest of the whole state, by names: equal for engines that went
  // through the same events, in whatever order their names were looked up
  // (T7). Costs a pass over everything.
  uint64_t Digest() const;
  // Bytes in use by the engine's tables, the ruleset and the names of
  // customers apart. Room that is prepared but not used yet does not count.
  size_t MemoryBytes() const;

 private:
  friend struct EngineParts;  // what saves and restores an engine
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

template <Event E>
void Engine::Apply(const E& event, Effects* effects) {
  EventBatch batch;
  batch.Add(event);
  Apply(batch.records()[0], batch.payloads(), effects);
}

template <Event E>
Effects Engine::Apply(const E& event) {
  Effects effects;
  Apply(event, &effects);
  return effects;
}

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_ENGINE_H_
