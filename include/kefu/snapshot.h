// The state of an engine as bytes (T7): saved now, restored later or
// elsewhere, and what follows is the same.
//
//   std::vector<std::byte> bytes;
//   AppendSnapshot(engine, &bytes);                    // write them to a file
//   ...
//   RestoreResult result = Restore(bytes, ruleset);    // read from it
//   if (!result) Print(ToText(*result.error));
//   Engine engine = std::move(*result.engine);
//
// A snapshot holds all that events can notice: who waits where, whose turn it
// is, every clock, the ids of customers, the ids and numbers of events that
// were seen. It does not hold the ruleset, only a fingerprint of it. Of a
// customer who was forgotten or erased (T9) it holds the name, as the engine
// does, until his row is used for somebody else. Take it between two calls of
// Apply and note how many events it has seen (Engine::Events()): a host that
// keeps its events goes on with the next one. docs/snapshot.md has the format.
//
// Nothing here opens a file. Threads: AppendSnapshot is a const member of the
// engine in all but form; Restore may be called from any thread.

#ifndef KEFU_SNAPSHOT_H_
#define KEFU_SNAPSHOT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/engine.h"
#include "kefu/ruleset.h"

#pragma GCC visibility push(default)
namespace kefu {

// Appends a snapshot of `engine` to `out`. Equal states have equal bytes, if
// their customers have the same ids. About 64 bytes for a customer, 48 more
// for an open session; a million customers take some 20 ms, mostly to move
// memory: reserve `out` beforehand, or use it again. Throws std::bad_alloc;
// `out` is as before then.
void AppendSnapshot(const Engine& engine, std::vector<std::byte>* out);

// What is wrong with a snapshot. The numbers are stable.
enum class SnapshotTrouble : uint8_t {
  kNotASnapshot = 1,  // it does not begin like one
  kTruncated = 2,     // it ends too early: it was not written to its end
  kTooLong = 3,       // something follows its end
  kDamaged = 4,       // a checksum is wrong: bytes changed after it was written
  kNewer = 5,         // a later version of kefu wrote it
  kOtherRuleset = 6,  // it was taken under another ruleset
  kInvalid = 7,       // the checksums are right, and what they cover is not a
                      // state that an engine can have
};

struct SnapshotError {
  SnapshotTrouble code = SnapshotTrouble::kDamaged;
  uint64_t offset = 0;  // of the byte where it was noticed, from 0
  std::string message;  // what is wrong, and what to do

  friend bool operator==(const SnapshotError&, const SnapshotError&) = default;
};

// "state.kefu: byte 64: ..." with `file` in front.
std::string ToText(const SnapshotError& error, std::string_view file);

// Either an engine or an error.
struct RestoreResult {
  std::optional<Engine> engine;
  std::optional<SnapshotError> error;  // set exactly if there is no engine
  explicit operator bool() const { return engine.has_value(); }
};

// An engine in the state of a snapshot. `ruleset` is the one under which the
// snapshot was taken: compiled from an equal config, in this process or
// another, with the same ids or others. Customers keep the ids that they had.
// Snapshots of earlier versions of kefu can be read.
//
// Bytes are believed in nothing: the checksums come first, then every count,
// number and reference is checked, then the invariants (T11). Memory is
// bounded by that of a new engine and a small multiple of the bytes. REQUIRES:
// ruleset is not null. Throws std::bad_alloc only.
RestoreResult Restore(std::span<const std::byte> snapshot,
                      std::shared_ptr<const Ruleset> ruleset);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_SNAPSHOT_H_
