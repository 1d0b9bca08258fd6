// The names of the vocabulary are complete, distinct and lead back to their
// values; suggestions for misspelt ones.

#include <doctest/doctest.h>

#include <cctype>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "kefu/reason.h"
#include "kefu/vocabulary.h"
#include "src/base/suggest.h"

namespace kefu {
namespace {

bool IsWord(std::string_view name) {
  if (name.empty() || !std::islower(static_cast<unsigned char>(name[0]))) {
    return false;
  }
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (!std::islower(byte) && !std::isdigit(byte) && c != '_') return false;
  }
  return true;
}

// Every number of an enum either has a name, which leads back to it, or none.
template <class E>
size_t CountNames(bool zero_is_a_value) {
  std::set<std::string_view> names;
  for (int number = 0; number < 256; ++number) {
    const auto value = static_cast<E>(number);
    const std::string_view name = Name(value);
    if (name.empty()) continue;
    CHECK((number > 0 || zero_is_a_value));
    CHECK_MESSAGE(IsWord(name), name);
    CHECK_MESSAGE(names.insert(name).second, name);
    E back{};
    CHECK(FromName(name, &back));
    CHECK(back == value);
  }
  return names.size();
}

TEST_CASE("the names of events.def lead back to their values") {
#define KEFU_ENUM(Enum, doc) \
  {                          \
    size_t values = 0;
#define KEFU_VALUE(Enum, Name, number, json) ++values;
#define KEFU_ENUM_END(Enum)                 \
  CHECK(CountNames<Enum>(false) == values); \
  }
#include "kefu/events.def"

  size_t events = 0;
#define KEFU_EVENT(number, Struct, json, doc) ++events;
#include "kefu/events.def"
  CHECK(CountNames<EventType>(false) == events);

  size_t effects = 0;
#define KEFU_EFFECT(number, Struct, json, doc) ++effects;
#include "kefu/events.def"
  CHECK(CountNames<EffectType>(false) == effects);
}

TEST_CASE("the names of config.def lead back to their values"){
#define KEFU_CONFIG_ENUM(Enum, doc) \
  {                                 \
    size_t values = 0;
#define KEFU_CONFIG_VALUE(Enum, Name, json) ++values;
#define KEFU_CONFIG_ENUM_END(Enum)         \
  CHECK(CountNames<Enum>(true) == values); \
  }
#include "kefu/config.def"
}

TEST_CASE("some names as they stand in logs") {
  CHECK(Name(EventType::kCustomerEnters) == "customer_enters");
  CHECK(Name(EffectType::kNotifyAgent) == "notify_agent");
  CHECK(Name(Field::order_status) == "order_status");
  CHECK(Name(AssignBy::kMainAccount) == "main_account");
  CHECK(Name(SessionStarts::kEnterOrMessage) == "enter_or_message");
  CHECK(Name(Reason::kByAgent) == "agent");
  CHECK(Name(EventType::kNone).empty());
  CHECK(Name(Field::kNone).empty());
  CHECK(Name(static_cast<Field>(9999)).empty());
}

TEST_CASE("an unknown name gives the empty value") {
  AgentStatus status = AgentStatus::kAway;
  CHECK_FALSE(FromName("Online", &status));
  CHECK(status == AgentStatus::kNone);
  EventType type = EventType::kTimePasses;
  CHECK_FALSE(FromName("", &type));
  CHECK(type == EventType::kNone);
  EffectType effect = EffectType::kAssign;
  CHECK_FALSE(FromName("customer_enters", &effect));
  CHECK(effect == EffectType::kNone);
  // Those of the config have no empty value: it stays as it was.
  Plan plan = Plan::kMainAccount;
  CHECK_FALSE(FromName("robots", &plan));
  CHECK(plan == Plan::kMainAccount);
}

TEST_CASE("every reason has a name and a clause in two languages (T4, E1)") {
  std::set<std::string_view> names;
  size_t reasons = 0;
  for (int number = 0; number < 65'536; ++number) {
    const auto reason = static_cast<Reason>(number);
    if (Name(reason).empty()) {
      CHECK(Describe(reason, Language::kEnglish).empty());
      continue;
    }
    ++reasons;
    CHECK_MESSAGE(IsWord(Name(reason)), Name(reason));
    CHECK(names.insert(Name(reason)).second);
    CHECK_FALSE(Describe(reason).empty());
    CHECK(Describe(reason) == Describe(reason, Language::kEnglish));
    const std::string_view chinese = Describe(reason, Language::kChinese);
    CHECK_MESSAGE(static_cast<unsigned char>(chinese[0]) >= 0xE4, chinese);
  }
  size_t listed = 0;
#define KEFU_REASON(Name, number, json, english, chinese) ++listed;
#include "kefu/events.def"
  CHECK(reasons == listed);
  CHECK(Describe(Reason::kAtCapacity, Language::kChinese) == "接待已满");
}

TEST_CASE("a misspelt name gets the nearest known one") {
  const std::vector<std::string_view> known = {
      "capacity", "channel", "channels", "auto_accept", "售前客服", "a1"};
  CHECK(Suggest("capcity", known) == "capacity");
  CHECK(Suggest("cpaacity", known) == "capacity");
  CHECK(Suggest("Auto-Accept", known) == "auto_accept");
  CHECK(Suggest("CHANNELS", known) == "channels");
  CHECK(Suggest("chanel", known) == "channel");
  // One character of four, though three bytes of twelve.
  CHECK(Suggest("售后客服", known) == "售前客服");
}

TEST_CASE("a name that is near to none gets no suggestion") {
  const std::vector<std::string_view> known = {"capacity", "agents", "b"};
  CHECK(Suggest("zebra", known) == "");
  CHECK(Suggest("", known) == "");
  CHECK(Suggest("a", known) == "");
  CHECK(Suggest("capacity", {}) == "");
  CHECK(Suggest(std::string(100'000, 'c'), known) == "");
  CHECK(Suggest("x", {std::string_view()}) == "");
  const std::string longest(128, 'x');
  const std::string nearly = std::string(127, 'x') + 'y';
  CHECK(Suggest(nearly, {longest}) == longest);
}

TEST_CASE("of equally near names the first is taken") {
  CHECK(Suggest("desk-c", {"desk-a", "desk-b"}) == "desk-a");
  CHECK(Suggest("desk-c", {"desk-b", "desk-a"}) == "desk-b");
  CHECK(Suggest("desk-c", {"desk-a", "desk_c"}) == "desk_c");
}

}  // namespace
}  // namespace kefu
