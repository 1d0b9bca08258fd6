// The digest of the state (T7): it goes by names, so neither ids nor the order
// in which a host looked names up enter it.
//
// Left out is what decides nothing: counters for monitoring (Stats), the
// handling times of the estimate (Q6), and entries of the timers, which only
// say when to look.

#ifndef KEFU_ENGINE_DIGEST_H_
#define KEFU_ENGINE_DIGEST_H_

#include <cstdint>

#include "src/model/world.h"

namespace kefu {

// Equal for two worlds that answer every further event alike. Costs a pass
// over all customers.
uint64_t DigestOf(const World& world);

}  // namespace kefu

#endif  // KEFU_ENGINE_DIGEST_H_
