// What the libFuzzer targets share. Each is a program of its own; how to run
// them is in scripts/fuzz.

#ifndef KEFU_TESTS_FUZZ_LIBFUZZER_FUZZING_H_
#define KEFU_TESTS_FUZZ_LIBFUZZER_FUZZING_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"

namespace kefu::fuzz {

// The names are those of tests/data/binary_log_v1.jsonl.
inline constexpr char kRuleset[] = R"({
  "agents": [{"name": "ann", "capacity": 2}, {"name": "安"}],
  "desks": [{"name": "shop"}],
  "links": [{"name": "live-1", "desk": "shop"}],
  "groups": [{"name": "sales", "agents": [{"agent": "ann"}, {"agent": "安"}],
              "scope": {"products": ["tea"], "intents": ["buy"],
                        "order_statuses": ["paid"]}}],
  "queue": {"priorities": [{"name": "vip", "credit": "infinite"}]},
  "timers": {"customer_silent": {"after": "60s"}},
  "limits": {"message_bytes": 8192, "customers": 50}
})";

inline std::shared_ptr<const Ruleset> FuzzRuleset() {
  static const std::shared_ptr<const Ruleset> ruleset =
      ParseRuleset(kRuleset).ruleset;
  return ruleset;
}

// What must hold for every input.
inline void Must(bool holds) {
  if (!holds) std::abort();
}

inline void ApplyAll(const EventBatch& batch, Engine* engine) {
  Effects effects;
  for (const EventRecord& record : batch.records()) {
    effects.Clear();
    engine->Apply(record, batch.payloads(), &effects);
  }
  Must(engine->CheckInvariants().empty());
}

}  // namespace kefu::fuzz

// Every target defines this one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

#endif  // KEFU_TESTS_FUZZ_LIBFUZZER_FUZZING_H_
