// What customers have granted: how many messages may go out to them, and until
// when (W1). Kept for each customer and channel, and only where the channel
// limits anything. A grant for any message is one row, into which later ones
// are merged; one that is bound to a use or a state is a row of its own.
//
// A row that is over is worth nothing and may stay until it is used again.

#ifndef KEFU_MODEL_GRANTS_H_
#define KEFU_MODEL_GRANTS_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"
#include "src/base/side_rows.h"
#include "src/model/channel_data.h"

namespace kefu {

struct World;

struct GrantRow {
  int64_t until = 0;  // holds while now < until
  uint32_t left = 0;  // or kUnlimited
  uint32_t next = 0;
  uint16_t channel = 0;
  uint16_t desk = 0;  // with a state: of whose session it is
  // kNone: no grant, but what is known of the customer beside: `left`
  // subscriptions (W3), and whether he has unfollowed (W5).
  SendUse use = SendUse::kNone;
  SessionState state = SessionState::kNone;
  bool unfollowed = false;
  bool in_head = false;

  uint64_t Key() const { return KeyOf(channel, use, state, desk); }
  static constexpr uint64_t KeyOf(uint16_t channel, SendUse use,
                                  SessionState state, uint16_t desk) {
    return uint64_t{channel} << 32 | uint64_t(use) << 24 |
           uint64_t(state) << 16 | desk;
  }
  bool OpenAt(Instant now) const { return now < Instant{until}; }
  // Whether it still says anything: what does not is neither kept nor compared.
  bool Says(Instant now) const {
    if (use == SendUse::kNone) return left != 0 || unfollowed;
    return OpenAt(now) && (left != 0 || use == SendUse::kAny);
  }
  // Whether it serves a session of that desk which is in that state.
  bool Serves(DeskId at, SessionState in) const {
    return state == SessionState::kNone || (state == in && desk == at.value);
  }
};
static_assert(sizeof(GrantRow) == 24);

// The state of a session as grants see it: closed without one, and until it has
// its place.
inline SessionState StateFor(SessionState state) {
  return state == SessionState::kNone ? SessionState::kClosed : state;
}

// Gives what the channel has for this trigger, at world.now. `desk`: where, if
// that is known; `state`: of his session there. REQUIRES: room for as many rows
// as RulesetData::most_grants says.
void GiveGrants(World& world, uint32_t customer, ChannelId channel, DeskId desk,
                SessionState state, WindowTrigger trigger);
// The session at that desk has left this state: what was bound to it is over.
void EndGrants(World& world, uint32_t customer, DeskId desk,
               SessionState state);
// What is known of a customer at a channel beside his grants; null: nothing.
const GrantRow* KnownOf(const World& world, uint32_t customer,
                        ChannelId channel);
// The same, made if need be. REQUIRES: room for a row.
GrantRow& KnowOf(World& world, uint32_t customer, ChannelId channel);

}  // namespace kefu

#endif  // KEFU_MODEL_GRANTS_H_
