// Prints digests of random worlds: of the ruleset, of every byte of the
// effects, and of the engine's state at the end (T6, T7). Whatever compiler
// and optimisation built it, it has to print the same; see run.
//
//   kefu_digest [worlds] [events of each]

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"
#include "tests/property/generator.h"

namespace kefu::property {
namespace {

// FNV-1a; enough to tell two outputs apart.
class Hash {
 public:
  void Add(std::span<const std::byte> bytes) {
    for (const std::byte b : bytes) {
      value_ = (value_ ^ static_cast<uint64_t>(b)) * 0x100000001b3;
    }
  }
  void Add(const std::string& text) {
    Add(std::as_bytes(std::span(text.data(), text.size())));
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xcbf29ce484222325;
};

void Print(uint64_t seed, uint64_t world, uint64_t effects, uint64_t state) {
  std::printf("world %llu: ruleset %016llx effects %016llx state %016llx\n",
              static_cast<unsigned long long>(seed),
              static_cast<unsigned long long>(world),
              static_cast<unsigned long long>(effects),
              static_cast<unsigned long long>(state));
}

// Plays one world; false if its ruleset does not compile.
bool Play(uint64_t seed, size_t events) {
  const World world = MakeWorld(seed);
  Hash world_hash;
  world_hash.Add(ToText(world.config));
  const RulesetResult result = Compile(world.config);
  if (!result) {
    std::fprintf(stderr, "world %llu: %s\n",
                 static_cast<unsigned long long>(seed),
                 ToText(result.errors.front()).c_str());
    return false;
  }

  Engine engine(result.ruleset);
  Cast cast = LookUp(world, *result.ruleset);
  LookUpCustomers(world, {}, &engine, &cast);
  Hash effects_hash;
  Effects effects;
  for (const Step& step : MakeSteps(world, result.ruleset, seed, events, {})) {
    EventBatch batch;
    Add(step, cast, &batch);
    effects.Clear();
    engine.ApplyBatch(batch, &effects);
    effects_hash.Add(std::as_bytes(effects.records()));
  }
  Print(seed, world_hash.value(), effects_hash.value(), engine.Digest());
  return true;
}

}  // namespace
}  // namespace kefu::property

int main(int argc, char** argv) {
  const uint64_t worlds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 50;
  const size_t events = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 2000;
  for (uint64_t seed = 1; seed <= worlds; ++seed) {
    if (!kefu::property::Play(seed, events)) return 1;
  }
  return 0;
}
