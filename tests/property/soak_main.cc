// The long run: random events over many small worlds, the oracle beside the
// engine and the invariants after each event.
//
//   kefu_soak [--events 10000000] [--seed 1] [--world-events 2000]
//
// Prints its progress; a failure prints its seed, a short list of steps that
// fails and the difference, and ends the run with status 1.

#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/property/duel.h"

namespace {

struct Arguments {
  uint64_t events = 10'000'000;
  uint64_t seed = 1;
  uint64_t world_events = 2000;
};

bool Parse(int argc, char** argv, Arguments* arguments) {
  const struct {
    const char* name;
    uint64_t* value;
  } known[] = {{"--events", &arguments->events},
               {"--seed", &arguments->seed},
               {"--world-events", &arguments->world_events}};
  for (int i = 1; i < argc; i += 2) {
    uint64_t* value = nullptr;
    for (const auto& one : known) {
      if (std::strcmp(argv[i], one.name) == 0) value = one.value;
    }
    if (value == nullptr || i + 1 == argc) return false;
    *value = std::strtoull(argv[i + 1], nullptr, 10);
  }
  return arguments->world_events > 0;
}

int64_t Seconds() {
  using namespace std::chrono;
  return duration_cast<seconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!Parse(argc, argv, &arguments)) {
    std::fprintf(stderr,
                 "usage: kefu_soak [--events N] [--seed S] "
                 "[--world-events N]\n");
    return 2;
  }
  const int64_t begin = Seconds();
  int64_t told = begin;
  uint64_t seed = arguments.seed;
  uint64_t done = 0;
  while (done < arguments.events) {
    const std::string failure = kefu::property::DuelWorld(
        seed, static_cast<size_t>(arguments.world_events), 64);
    if (!failure.empty()) {
      std::printf("%s", failure.c_str());
      return 1;
    }
    done += arguments.world_events;
    ++seed;
    if (Seconds() - told < 5) continue;
    told = Seconds();
    std::printf("%" PRIu64 " events, %" PRId64 " s, next seed %" PRIu64 "\n",
                done, told - begin, seed);
    std::fflush(stdout);
  }
  std::printf("%" PRIu64 " events in seeds %" PRIu64 " to %" PRIu64 ", %" PRId64
              " s: no difference\n",
              done, arguments.seed, seed - 1, Seconds() - begin);
  return 0;
}
