// How long a waiting customer will probably wait (Q6), in integers.

#ifndef KEFU_FACTS_ESTIMATE_H_
#define KEFU_FACTS_ESTIMATE_H_

#include <cstdint>
#include <optional>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "src/model/world.h"

namespace kefu {

// (ahead + 1) x mean handling time of the list's last closes / capacity of its
// present members, rounded down; none without data or without anybody.
std::optional<Duration> EstimatedWait(const World& world, ListId list,
                                      DeskId desk, uint32_t ahead);

}  // namespace kefu

#endif  // KEFU_FACTS_ESTIMATE_H_
