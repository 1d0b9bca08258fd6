// A snapshot from any bytes, as they are and with the checksums made right:
// it is refused with a place, or is an engine that is whole and stays so.

#include "kefu/snapshot.h"
#include "tests/fuzz/forged_snapshot.h"
#include "tests/fuzz/libfuzzer/fuzzing.h"
#include "tests/support/busy_desk.h"

namespace kefu::fuzz {
namespace {

void TryRestore(const std::vector<std::byte>& bytes,
                const std::shared_ptr<const Ruleset>& ruleset) {
  RestoreResult result = Restore(bytes, ruleset);
  if (!result) {
    Must(result.error && !result.error->message.empty() &&
         result.error->offset <= bytes.size());
    return;
  }
  Must(result.engine->CheckInvariants().empty());
  // What it is now can be saved and restored.
  std::vector<std::byte> again;
  AppendSnapshot(*result.engine, &again);
  const RestoreResult second = Restore(again, ruleset);
  Must(second && second.engine->Digest() == result.engine->Digest());
  Engine* const alone[] = {&*result.engine};
  testing::BusyDesk desk(1, ruleset);
  EventBatch batch;
  for (int i = 0; i < 10; ++i) desk.Next(alone, &batch);
  ApplyAll(batch, &*result.engine);
}

}  // namespace
}  // namespace kefu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace kefu;
  struct Under {
    std::shared_ptr<const Ruleset> ruleset;
    uint64_t fingerprint;
  };
  // Those whose snapshots have every part between them.
  static const std::vector<Under> both = [] {
    std::vector<Under> made;
    for (const int which : {0, 2}) {
      const auto ruleset = testing::BusyRuleset(which);
      made.push_back({ruleset, codec::FingerprintOf(ruleset->config())});
    }
    return made;
  }();
  const auto* begin = reinterpret_cast<const std::byte*>(data);
  std::vector<std::byte> bytes(begin, begin + size);
  for (const Under& under : both) {
    fuzz::TryRestore(bytes, under.ruleset);
    fuzz::ForgeSnapshot(under.fingerprint, &bytes);
    fuzz::TryRestore(bytes, under.ruleset);
  }
  return 0;
}
