// The main path of one event (docs/impl.md).

#ifndef KEFU_ENGINE_DISPATCH_H_
#define KEFU_ENGINE_DISPATCH_H_

#include <cstddef>
#include <span>

#include "kefu/effect.h"
#include "kefu/event.h"
#include "src/model/world.h"

namespace kefu {

// Applies one event: contract, due timers, the event's own move, settling.
void Dispatch(World& world, const EventRecord& record,
              std::span<const std::byte> payloads, Effects* effects) noexcept;
// One after the other until all are done or `effects` is full; how many. Looks
// ahead.
size_t Dispatch(World& world, std::span<const EventRecord> events,
                std::span<const std::byte> payloads, Effects* effects) noexcept;

}  // namespace kefu

#endif  // KEFU_ENGINE_DISPATCH_H_
