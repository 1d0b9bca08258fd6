// A snapshot under another ruleset, for questions of the kind "what if" (E2).

#ifndef KEFU_CODEC_RESTORE_CHANGED_H_
#define KEFU_CODEC_RESTORE_CHANGED_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "kefu/engine.h"
#include "kefu/ruleset.h"

namespace kefu::codec {

// What the engine would be if it had come so far under `changed`: nobody has
// been given anything that only the change allows, so that its invariants may
// not hold (T11) before its next event. Nothing, if the state does not fit.
// REQUIRES: the snapshot was taken under a ruleset with this fingerprint, and
// `changed` has its names and, in each list, its members and perhaps more.
// Where they stand elsewhere in the list, whose turn it is (D2, D3) is
// another's: only whether somebody is given a session can be asked then, not
// who first. Throws std::bad_alloc only.
std::optional<Engine> RestoreChanged(std::span<const std::byte> snapshot,
                                     uint64_t fingerprint,
                                     std::shared_ptr<const Ruleset> changed);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_RESTORE_CHANGED_H_
