// What a `send` sends, ready to go out (K7), and what agents may send by hand
// (K6): the answers in C++ and as JSON.

#include "kefu/messages.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kefu/replies.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

constexpr char kRules[] = R"({
  "time_zone": {"offset": "Z"},
  "tenant": {"name": "Ming", "variables": {"customer": "you", "wait": "some"}},
  "schedules": [{"name": "office", "slots": [
    {"days": ["monday"], "from": "09:00", "to": "18:00"}]}],
  "agents": [{"name": "li", "nickname": "Xiao Li"}, {"name": "wang"}],
  "desks": [{"name": "shop", "agents": ["li"], "schedule": "office"}],
  "replies": {"list": [{"shortcut": "hi", "messages": {
    "texts": ["{customer}: {agent} of {company}, {position}/{ahead}/{wait}",
              "opens {opening}; {{}}"],
    "links": [{"title": "{company}'s page", "url": "u{agent}"}],
    "menu": {"text": "{customer}?", "items": [{"name": "a", "text": "{b"}]}}}]},
  "scripts": [{"name": "s", "scripts": [
    {"keywords": ["x"], "messages": {"texts": ["t"]}}]}]
})";
// Thursday, 1 January 1970, 10:00; Monday is the fifth.
constexpr Instant kThursday{36'000'000};

TEST_CASE("what variables stand for (K7)") {
  const auto ruleset = RulesetOf(kRules);
  const auto replies = QuickReplies(*ruleset, {}, "#hi");
  REQUIRE(replies.size() == 1);
  const DeskId shop = ruleset->Desk("shop");
  MessagesConfig set = RenderMessages(*ruleset, replies[0].messages,
                                      {.at = kThursday,
                                       .desk = shop,
                                       .agent = ruleset->Agent("li"),
                                       .customer = "Ms. Li",
                                       .position = 3,
                                       .wait = 0});
  CHECK(set.texts[0] == "Ms. Li: Xiao Li of Ming, 3/2/0");
  CHECK(set.texts[1] == "opens 01-05 09:00; {}");
  CHECK(set.links[0].title == "Ming's page");
  CHECK(set.links[0].url == "u{agent}");  // no text
  CHECK(set.menu.text == "Ms. Li?");
  CHECK(set.menu.items[0].text == "{b");  // what the customer says by a click
  set = RenderMessages(
      *ruleset, replies[0].messages,
      {.at = kThursday, .desk = shop, .agent = ruleset->Agent("wang")});
  CHECK(set.texts[0] == "you: wang of Ming, //some");
  set = RenderMessages(*ruleset, replies[0].messages, {.desk = shop});
  CHECK(set.texts[0] == "you: shop of Ming, //some");
}

TEST_CASE("of an effect that is no send, and of an unknown id, nothing") {
  const auto ruleset = RulesetOf(kRules);
  EffectRecord effect;
  effect.type = static_cast<uint8_t>(EffectType::kAssign);
  effect.value = 1;
  CHECK(RenderMessages(*ruleset, effect) == MessagesConfig{});
  CHECK(RenderMessages(*ruleset, TextId{999}, {}) == MessagesConfig{});
  CHECK(ruleset->Messages(TextId{999}) == MessagesConfig{});
}

TEST_CASE("quick replies and scripts as JSON (K6)") {
  const auto ruleset = RulesetOf(kRules);
  std::string json;
  AppendJson(
      *ruleset, QuickReplies(*ruleset, {}, ""),
      {.at = kThursday, .desk = ruleset->Desk("shop"), .customer = "\"c\""},
      &json);
  CHECK(json ==
        R"([{"root":"public","shortcut":"hi","texts":)"
        R"(["\"c\": shop of Ming, //some","opens 01-05 09:00; {}"],)"
        R"("links":[{"title":"Ming's page","url":"u{agent}"}],)"
        R"("menu":{"text":"\"c\"?","items":[{"name":"a","text":"{b"}]}}])");
  json.clear();
  AppendJson(*ruleset, Scripts(*ruleset, "X"), {}, &json);
  CHECK(json == R"([{"situation":"s","texts":["t"]}])");
  json.clear();
  AppendJson(*ruleset, Scripts(*ruleset, "y"), {}, &json);
  CHECK(json == "[]");
}

TEST_CASE("rules and coupons of an earlier ruleset keep their ids (K7, G4)") {
  const auto earlier = RulesetOf(R"({
    "desks": [{"name": "shop"}], "agents": [{"name": "li"}],
    "welcomes": {"list": [{"name": "hello", "messages": {"texts": ["t"]}}]},
    "campaigns": {"list": [
      {"name": "spring", "texts": ["t"], "gifts": [
        {"kind": "coupon", "coupon": "ten"},
        {"kind": "coupon", "coupon": "five"}]},
      {"name": "summer", "texts": ["t"], "gifts": [
        {"kind": "coupon", "coupon": "ten"}]}]}})");
  CHECK(earlier->RuleNames() ==
        std::vector<std::string>{"hello", "spring", "summer"});
  CHECK(earlier->CouponNames() == std::vector<std::string>{"ten", "five"});
  const RuleId hello = earlier->Rule("hello");
  const CouponId five = earlier->Coupon("five");
  REQUIRE(hello);
  REQUIRE(five);
  const auto none = ParseRuleset(R"({
    "desks": [{"name": "shop"}], "agents": [{"name": "li"}]})",
                                 earlier)
                        .ruleset;
  REQUIRE(none != nullptr);
  CHECK(!none->Rule("hello"));  // it has no such rule
  CHECK(none->Name(hello) == "hello");
  CHECK(none->Name(five) == "five");
  CHECK(none->RuleNames().empty());
  CHECK(none->CouponNames().empty());
  const auto again = ParseRuleset(R"({
    "desks": [{"name": "shop"}], "agents": [{"name": "li"}],
    "campaigns": {"list": [
      {"name": "new", "texts": ["t"], "gifts": [
        {"kind": "coupon", "coupon": "one"},
        {"kind": "coupon", "coupon": "five"}]},
      {"name": "hello", "texts": ["t"]}]}})",
                                  none)
                         .ruleset;
  REQUIRE(again != nullptr);
  CHECK(again->Rule("hello") == hello);
  CHECK(again->Coupon("five") == five);
}

}  // namespace
}  // namespace kefu
