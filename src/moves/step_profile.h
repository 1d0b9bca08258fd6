// What several moves do with a customer's profile: take in what is told of him
// (V1, R6, R11), and bring his crowds up to date before it changes (V3).

#ifndef KEFU_MOVES_STEP_PROFILE_H_
#define KEFU_MOVES_STEP_PROFILE_H_

#include <cstdint>

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu {

// An event of a customer: from now on he is known (V3). REQUIRES: crowds are
// stored, room for his row.
KEFU_INLINE void BecomeKnown(World& world, uint32_t customer) {
  if (world.profiles[customer].known) return;
  ProfileRow& row = world.profiles.Write(customer);
  row.known = true;
  row.as_of = world.now.ms;
  row.refreshes = world.crowd_refreshes;
}

// What is told of a customer, checked and ready to be taken in.
class ToldProfile {
 public:
  ToldProfile() = default;
  ~ToldProfile() {
    if (block_.bytes != nullptr) Profiles::Free(&block_);
  }
  ToldProfile(const ToldProfile&) = delete;
  ToldProfile& operator=(const ToldProfile&) = delete;

  // Why it is refused, or kNone: unknown_attribute or wrong_value of the first
  // value, unknown_tag of the first tag, unknown_agent, unknown_store,
  // limit_reached. Makes room. Throws std::bad_alloc; nothing has changed then.
  Reason Read(World& world, uint32_t customer, const CustomerChanges& told);
  // Takes it in. REQUIRES: Read returned kNone, and nothing was taken in since.
  void Apply(World& world);

 private:
  uint32_t customer_ = 0;
  bool new_block_ = false;
  ProfileBlock block_;
  MaybeAgent dedicated_;
  MaybeStore store_;
};

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_PROFILE_H_
