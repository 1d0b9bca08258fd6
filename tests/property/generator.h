// Random rulesets and random events, from a seed.
//
// Events are kept as Steps, which name everybody by his place in the world,
// so that the same story can be told to engines with other ids or names.

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kefu/config.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ruleset.h"
#include "tests/oracle/oracle.h"
#include "tests/property/random.h"

namespace kefu::property {

// Places in a Step that are no places.
inline constexpr int kNone = -1;     // not given
inline constexpr int kUnknown = -2;  // an id that nobody has
inline constexpr int kStale = -3;    // a customer of another generation

// A rule that a world is full of (generator_leaning.h).
enum class Leaning : uint8_t {
  kEvenly,
  kEviction,   // Q3
  kOffers,     // A16
  kPages,      // W4
  kLeaving,    // A7, A9
  kLogins,     // A14
  kDedicated,  // R6
  kCount,
};

// A random ruleset and the words that its events use.
struct World {
  uint64_t seed = 0;
  Leaning leaning = Leaning::kEvenly;
  bool lively = false;  // agents are there, texts are written, time jumps less
  Config config;
  int customers = 0;
  std::vector<std::string> products, intents, order_statuses;
  std::vector<std::string> pages, languages;
};

// What a world is made for.
struct WorldOptions {
  bool small_limits = true;  // sometimes very small ceilings (T9)
  bool forgets = true;       // sometimes customers are soon forgotten (T9)
};

World MakeWorld(uint64_t seed, WorldOptions options = {});

// The same world with other names, in the same order.
World Renamed(const World& world);

// What an event tells of its customer, by places in the world.
struct Told {
  struct Value {
    int attribute = kNone;
    ValueKind kind = ValueKind::kNone;
    int64_t number = 0;
    std::string text;
  };
  std::vector<Value> attributes;
  std::optional<std::vector<int>> tags;
  std::optional<int> dedicated;
  std::optional<int> home_store;
};

struct Step {
  EventType type = EventType::kTimePasses;
  int64_t at = 0;
  std::optional<uint64_t> seq;
  std::string id;
  int customer = kNone, agent = kNone, by = kNone;
  int named = kNone;  // the agent whom a customer asks for
  int to_agent = kNone, to_group = kNone;
  std::optional<int64_t> until;
  // The id that the customer had before he was last forgotten.
  bool former = false;
  // Customers of this step who are forgotten are looked up again first.
  bool again = false;
  int desk = kNone, link = kNone, priority = kNone;
  int product = kNone, intent = kNone, order_status = kNone;
  int store = kNone;
  uint8_t detail = 0;  // kind, what, status, scope or auto_accept
  std::optional<uint32_t> capacity;
  int page = kNone, language = kNone, crowd = kNone;
  Told told;
  std::vector<int> customers;
  std::vector<int> desks;  // to log in to
  std::string text;
  // W1 to W6: where, how many, a file or a template, which text.
  int channel = kNone;
  std::optional<uint32_t> items;
  std::string file_name;
  TextSource source = TextSource::kNone;
  // K2, K4: the item, and what the robot sends.
  int item = kNone;
  MessageKind kind = MessageKind::kNone;
  int campaign = kNone;  // G4
  // Records that no EventBatch would make.
  enum class Damage : uint8_t { kWhole, kType, kDetail, kPayload };
  Damage damage = Damage::kWhole;
};

// The ids of a world's people in one engine.
struct Cast {
  std::vector<CustomerId> customers;
  std::vector<CustomerId> former;  // before they were last forgotten
  std::vector<bool> forgotten;     // and not looked up since
  std::vector<AgentId> agents;
  std::vector<GroupId> groups;
  std::vector<DeskId> desks;
  std::vector<LinkId> links;
  std::vector<PriorityId> priorities;
  std::vector<StoreId> stores;
  std::vector<ProductId> products;
  std::vector<IntentId> intents;
  std::vector<OrderStatusId> order_statuses;
  std::vector<PageId> pages;
  std::vector<LanguageId> languages;
  std::vector<CrowdId> crowds;
  std::vector<ChannelId> channels;
  std::vector<ItemId> items;
  std::vector<RuleId> rules;
  std::vector<TagId> tags;
  std::vector<AttributeId> attributes;
  std::vector<std::string> campaigns;  // events give their names
};

// The id of a place; for kUnknown one that nobody has.
template <class IdType>
IdType IdOf(const std::vector<IdType>& ids, int place) {
  if (place >= 0) return ids[static_cast<size_t>(place)];
  if (place == kNone) return {};
  return {static_cast<decltype(IdType::value)>(0xfff0)};
}

// The names of a world's customers: some are strings, some numbers.
std::string CustomerNameOf(int place);
CustomerId LookUpCustomer(int place, Engine* engine);
// Looks everything up; customers in the order given (all, if it is empty).
Cast LookUp(const World& world, const Ruleset& ruleset);
void LookUpCustomers(const World& world, const std::vector<int>& order,
                     Engine* engine, Cast* cast);

// Customers whom these effects forget.
void NoteForgotten(std::span<const EffectRecord> effects, Cast* cast);
// If the step says so, its customers who are forgotten, or who found no place,
// get the ids that `look_up` gives to their places.
void LookUpAgain(const Step& step,
                 const std::function<CustomerId(int)>& look_up, Cast* cast);

// Appends the event of a step.
void Add(const Step& step, const Cast& cast, EventBatch* batch);

struct StepOptions {
  // Events that break the contract: duplicates of id or seq, times that go
  // back or lie out of range, broken records.
  bool break_contract = true;
};

// Makes steps one by one. It watches an oracle, so that many of the events
// are such as happen: the owner answers, those who wait are accepted.
class StepMaker {
 public:
  StepMaker(const World& world, uint64_t seed, StepOptions options = {});
  Step Next(const oracle::Oracle& oracle, const Cast& cast);

 private:
  void PickType(Step* step);
  void PickTime(const oracle::Oracle& oracle, Step* step);
  void PickCustomer(const oracle::Oracle& oracle, const Cast& cast, Step* step);
  void PickActor(const oracle::Oracle& oracle, const Cast& cast, Step* step);
  void PickFacts(Step* step);
  void PickTold(Step* step);
  void PickDetail(Step* step);
  void PickReceiver(Step* step);
  void PickDesks(Step* step);
  void PickUntil(Step* step);
  void PickBatch(const oracle::Oracle& oracle, const Cast& cast, Step* step);
  void PickContract(Step* step);
  int Place(size_t count);

  const World& world_;
  Random random_;
  StepOptions options_;
  int64_t now_;
  uint64_t seq_ = 0;
  uint64_t ids_ = 0;
  std::vector<Step> recent_;
};

// `count` steps of a world, made beside an oracle of its own.
std::vector<Step> MakeSteps(const World& world,
                            std::shared_ptr<const Ruleset> ruleset,
                            uint64_t seed, size_t count, StepOptions options);

// Lines for people: what a failing test prints.
std::string ToText(const Step& step);
std::string ToText(std::span<const Step> steps);
std::string ToText(const EffectRecord& effect);
std::string ToText(std::span<const EffectRecord> effects);
std::string ToText(const Config& config);  // as JSON

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_H_
