// The log of workload W as events of kefu.
//
// W's log says what people did, not what it meant: an arrival is an entry or
// a message depending on whether a session is open then, and W does not say
// which agent wrote. The converter runs the plain engine beside it to know.

#ifndef KEFU_BENCH_CONVERT_H_
#define KEFU_BENCH_CONVERT_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "bench/hash.h"
#include "bench/ruleset_w.h"
#include "bench/workload.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"

namespace kefu_bench {

// W's customer of an event that concerns none.
inline constexpr uint32_t kNobody = std::numeric_limits<uint32_t>::max();

// The key by which a host knows W's customer: 64 bits without any order.
uint64_t OutsideKey(uint32_t customer);

// W's numbers of agents and groups and the ids of a ruleset, both ways.
class Names {
 public:
  Names(const LogHeader& header, const kefu::Ruleset& ruleset);

  kefu::AgentId agent(uint32_t number) const { return agents_[number]; }
  kefu::ProductId product(uint32_t number) const { return products_[number]; }
  kefu::DeskId desk() const { return desk_; }

  uint32_t NumberOf(kefu::AgentId id) const { return agent_numbers_[id.value]; }
  uint32_t NumberOf(kefu::GroupId id) const { return group_numbers_[id.value]; }

 private:
  kefu::DeskId desk_;
  std::vector<kefu::AgentId> agents_;
  std::vector<kefu::ProductId> products_;
  std::vector<uint32_t> agent_numbers_;  // by id
  std::vector<uint32_t> group_numbers_;
};

// A log that has been converted. The records name no customer yet: ids belong
// to an engine. `customers` says for each record who it is.
struct Events {
  std::vector<kefu::EventRecord> records;
  std::vector<std::byte> payloads;
  std::vector<uint32_t> customers;  // W's number, or kNobody
  uint64_t hash = 0;                // the plain engine's
  size_t peak_open = 0;             // sessions served at once
  size_t peak_sessions = 0;         // served or waiting at once
};

// The first `events` records of the log.
Events Convert(const Log& log, size_t events, Load load,
               const kefu::Ruleset& ruleset);

// W's customers in one engine: looked up beforehand, as a host that keeps ids
// does.
class Customers {
 public:
  // Makes all of the log's customers known, in the order of their numbers.
  Customers(uint32_t count, kefu::Engine* engine);
  // Those that the engine knows already; `count` is how many W has.
  static Customers Known(uint32_t count, const kefu::Engine& engine);

  // Puts the ids into the records.
  void Fill(const Events& events, std::span<kefu::EventRecord> records) const;
  uint32_t NumberOf(kefu::CustomerId id) const {
    return numbers_[static_cast<uint32_t>(id.value)];
  }

 private:
  Customers() = default;
  void Index();

  std::vector<kefu::CustomerId> ids_;  // by W's number
  std::vector<uint32_t> numbers_;      // by the row in the id's low half
};

// Logs all agents in, at the time 0: in W everybody starts online.
void ConnectAgents(const LogHeader& header, kefu::Engine* engine);

// Folds the effects that are decisions of W.
void Fold(std::span<const kefu::EffectRecord> effects, const Names& names,
          const Customers& customers, DecisionHash* hash);

}  // namespace kefu_bench

#endif  // KEFU_BENCH_CONVERT_H_
