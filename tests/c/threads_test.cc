// Threads through the C face: each has its own engines, and one ruleset is
// used, retained and released by all of them. Run under the thread sanitizer
// by scripts/test --full.

#include <doctest/doctest.h>
#include <kefu.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr char kRuleset[] =
    R"({"desks": [{"name": "shop"}],
        "agents": [{"name": "ann"}, {"name": "bo"}]})";

// Some work with an engine of its own; its digest, 0 if something fails.
uint64_t Work(kefu_ruleset* rules) {
  kefu_engine* engine = nullptr;
  kefu_engine* fork = nullptr;
  uint64_t digest = 0;
  int result = kefu_engine_new(&engine, kefu_ruleset_retain(rules));
  for (int i = 0; i < 200 && result == KEFU_OK; ++i) {
    kefu_event event = KEFU_EVENT_INIT;
    event.at = i;
    event.type = i == 0 ? KEFU_EVENT_AGENT_CONNECTS : KEFU_EVENT_CUSTOMER_SENDS;
    event.agent = i == 0 ? 1 : 0;
    event.desk = i == 0 ? 0 : 1;
    event.detail = i == 0 ? 0 : KEFU_MESSAGE_KIND_TEXT;
    if (i > 0) {
      result = kefu_customer_by_key(&event.customer, engine,
                                    static_cast<uint64_t>(i % 50));
    }
    if (result == KEFU_OK) {
      result = kefu_apply(nullptr, nullptr, engine, &event, nullptr, 0);
    }
  }
  if (result == KEFU_OK) result = kefu_fork(&fork, engine);
  if (result == KEFU_OK) result = kefu_digest(&digest, fork);
  kefu_engine_free(fork);
  kefu_engine_free(engine);
  kefu_ruleset_release(rules);
  return result == KEFU_OK ? digest : 0;
}

TEST_CASE("engines in several threads share a ruleset, through C") {
  kefu_ruleset* rules = nullptr;
  REQUIRE(kefu_parse_ruleset(&rules, nullptr, kRuleset, KEFU_NUL, nullptr) ==
          KEFU_OK);
  constexpr size_t kThreads = 4;
  std::vector<uint64_t> digests(kThreads);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&digests, rules, i] {
      for (int round = 0; round < 20; ++round) digests[i] = Work(rules);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const uint64_t digest : digests) {
    CHECK(digest != 0);
    CHECK(digest == digests[0]);
  }
  kefu_ruleset_release(rules);
}

}  // namespace
