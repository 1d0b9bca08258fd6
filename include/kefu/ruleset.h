// A ruleset: a config that has been checked and compiled. It never changes, so
// any number of engines in any number of threads may share one.
//
//   RulesetResult result = ParseRuleset(json);
//   if (!result) for (const ConfigError& e : result.errors) Print(ToText(e));
//   Engine engine(result.ruleset);

#ifndef KEFU_RULESET_H_
#define KEFU_RULESET_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"
#include "kefu/time.h"

#pragma GCC visibility push(default)
namespace kefu {

// As many working days can be added (C4).
inline constexpr int64_t kMostWorkingDays = 100'000;

struct RulesetData;  // what the engine reads; not public

// One thing that is wrong with a config (E6).
struct ConfigError {
  int line = 0;            // from 1; 0 where there is no JSON text
  int column = 0;          // from 1, in bytes
  std::string pointer;     // JSON pointer (RFC 6901) of the value
  std::string message;     // what is wrong, and what was expected
  std::string suggestion;  // the name that may have been meant, or empty

  friend bool operator==(const ConfigError&, const ConfigError&) = default;
};

// "3:14: /agents/2/capacity: is 2000, expected an integer from 0 to 1000, in
// units"
std::string ToText(const ConfigError& error);

struct ConfigResult {
  std::optional<Config> config;     // set exactly if there is no error
  std::vector<ConfigError> errors;  // all of them, in the order of their places
  explicit operator bool() const { return config.has_value(); }
};

// Parses JSON (UTF-8, no comments) into a config. A syntax error is reported
// alone; otherwise every wrong type, unknown or repeated name and number out
// of range is. The text may nest 64 deep. Throws std::bad_alloc only.
ConfigResult ParseConfig(std::string_view json);

class Ruleset;

struct RulesetResult {
  std::shared_ptr<const Ruleset> ruleset;  // null exactly if there is an error
  std::vector<ConfigError> errors;
  explicit operator bool() const { return ruleset != nullptr; }
};

// Checks what a config means and compiles it. With `previous`, equal names
// keep the ids that they have there (T10). Throws std::bad_alloc only.
RulesetResult Compile(Config config,
                      std::shared_ptr<const Ruleset> previous = nullptr);

// ParseConfig, then Compile; what both find wrong is told at once, every error
// with its line and column (the first 100, and how many more there are).
RulesetResult ParseRuleset(std::string_view json,
                           std::shared_ptr<const Ruleset> previous = nullptr);

// Names and ids of one ruleset. All members are const and may be called from
// any thread.
class Ruleset {
 public:
  ~Ruleset();
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  // The id of a name; none (0) if this ruleset has no such name. Look them up
  // once and keep them: that is what ids are for.
  AgentId Agent(std::string_view name) const;
  GroupId Group(std::string_view name) const;
  DeskId Desk(std::string_view name) const;
  LinkId Link(std::string_view name) const;
  ProductId Product(std::string_view name) const;
  IntentId Intent(std::string_view name) const;
  OrderStatusId OrderStatus(std::string_view name) const;
  PriorityId Priority(std::string_view name) const;
  CrowdId Crowd(std::string_view name) const;
  ChannelId Channel(std::string_view name) const;
  TagId Tag(std::string_view name) const;
  AttributeId Attribute(std::string_view name) const;
  PageId Page(std::string_view name) const;
  LanguageId Language(std::string_view name) const;
  StoreId Store(std::string_view name) const;
  ScheduleId Schedule(std::string_view name) const;
  RuleId Rule(std::string_view name) const;
  ItemId Item(std::string_view name) const;
  CouponId Coupon(std::string_view name) const;

  // The name of an id, "" for none or for an id that is not of this ruleset.
  // The view lives as long as the ruleset.
  std::string_view Name(AgentId id) const;
  std::string_view Name(GroupId id) const;
  std::string_view Name(DeskId id) const;
  std::string_view Name(LinkId id) const;
  std::string_view Name(ProductId id) const;
  std::string_view Name(IntentId id) const;
  std::string_view Name(OrderStatusId id) const;
  std::string_view Name(PriorityId id) const;
  std::string_view Name(CrowdId id) const;
  std::string_view Name(ChannelId id) const;
  std::string_view Name(TagId id) const;
  std::string_view Name(AttributeId id) const;
  std::string_view Name(PageId id) const;
  std::string_view Name(LanguageId id) const;
  std::string_view Name(StoreId id) const;
  std::string_view Name(RuleId id) const;
  std::string_view Name(ItemId id) const;
  std::string_view Name(CouponId id) const;

  // Those that send something, the items of menus, and the coupons of
  // campaigns, each once, in the order in which they get their ids. Throw
  // std::bad_alloc.
  std::vector<std::string> RuleNames() const;
  std::vector<std::string> ItemNames() const;
  std::vector<std::string> CouponNames() const;

  // The crowds and attributes that it has, in declared order; those that are
  // there without being declared (V2) among them. Throw std::bad_alloc.
  std::vector<std::string> CrowdNames() const;
  std::vector<std::string> AttributeNames() const;
  std::string_view Name(ScheduleId id) const;

  // ----------------------------------------------------------- hours (C1-C4)
  // What a schedule says. They answer nullopt, "unknown", where that depends
  // on days that its calendar does not know (known_until), and outside of the
  // years 1970 to 2199; Instant::Never() where it never comes. An id that is
  // none of this ruleset stands for "no schedule": always open.

  // Open: from <= t < to of one of its slots.
  std::optional<bool> IsOpen(ScheduleId schedule, Instant at) const;
  // The first instant after `at` at which it opens or closes.
  std::optional<Instant> NextOpening(ScheduleId schedule, Instant at) const;
  std::optional<Instant> NextClosing(ScheduleId schedule, Instant at) const;
  // Open time in [from, to); 0 if `to` is not later.
  std::optional<Duration> OpenTime(ScheduleId schedule, Instant from,
                                   Instant to) const;
  // The first instant from `at` on until which so much open time has passed.
  // REQUIRES: not negative.
  std::optional<Instant> AddOpenTime(ScheduleId schedule, Instant at,
                                     Duration open) const;
  // The same local time on the n-th working day after that of `at`: a day on
  // which a slot begins. A time that the zone skips on that day is the instant
  // of the change, of one that it repeats the first counts. `at` for n = 0.
  // REQUIRES: n from 0 to kMostWorkingDays.
  std::optional<Instant> AddWorkingDays(ScheduleId schedule, Instant at,
                                        int64_t n) const;
  // The hours of a desk; none: always (R2).
  ScheduleId HoursOf(DeskId desk) const;

  // What a `send` effect sends, as the config has it: RenderMessages
  // (kefu/messages.h) puts in what its variables stand for. Empty for an
  // unknown id.
  const MessagesConfig& Messages(TextId id) const;
  // Its texts alone.
  std::span<const std::string> Texts(TextId id) const;

  // The config that it was compiled from.
  const Config& config() const;

  const RulesetData& data() const { return *data_; }

 private:
  friend struct RulesetMaker;
  explicit Ruleset(std::unique_ptr<const RulesetData> data);
  std::unique_ptr<const RulesetData> data_;
};

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_RULESET_H_
