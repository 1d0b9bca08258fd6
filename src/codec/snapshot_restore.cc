#include <fmt/format.h>

#include <string>
#include <utility>

#include "kefu/snapshot.h"
#include "src/codec/restore_changed.h"
#include "src/codec/ruleset_fingerprint.h"
#include "src/codec/snapshot_reader.h"
#include "src/codec/snapshot_restorer.h"
#include "src/engine/engine_parts.h"

namespace kefu {

std::string ToText(const SnapshotError& error, std::string_view file) {
  return fmt::format("{}: byte {}: {}", file, error.offset, error.message);
}

RestoreResult Restore(std::span<const std::byte> snapshot,
                      std::shared_ptr<const Ruleset> ruleset) {
  RestoreResult result;
  try {
    const uint64_t fingerprint = codec::FingerprintOf(ruleset->config());
    const codec::SnapshotParts parts = codec::ReadParts(snapshot, fingerprint);
    Engine engine(std::move(ruleset));
    codec::SnapshotRestorer(parts, &EngineParts::WorldOf(engine)).Run();
    if (const Violation v = engine.CheckInvariants(); !v.empty()) {
      codec::Fail(sizeof(codec::SnapshotHeader),
                  fmt::format("it contradicts itself: {}", v));
    }
    result.engine = std::move(engine);
  } catch (codec::SnapshotFailure& failure) {
    result.error = std::move(failure.error);
  }
  return result;
}

namespace codec {

std::optional<Engine> RestoreChanged(std::span<const std::byte> snapshot,
                                     uint64_t fingerprint,
                                     std::shared_ptr<const Ruleset> changed) {
  try {
    const SnapshotParts parts = ReadParts(snapshot, fingerprint);
    Engine engine(std::move(changed));
    SnapshotRestorer(parts, &EngineParts::WorldOf(engine),
                     SnapshotRestorer::Members::kMore)
        .Run();
    return engine;
  } catch (const SnapshotFailure&) {
    return std::nullopt;
  }
}

}  // namespace codec
}  // namespace kefu
