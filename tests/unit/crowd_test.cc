// Conditions of crowds, one by one (V1).

#include "src/facts/crowd.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "kefu/ruleset.h"
#include "src/base/iso_time.h"
#include "src/facts/local_time.h"
#include "src/facts/profile_values.h"

namespace kefu {
namespace {

Instant At(const char* text) {
  Instant at;
  REQUIRE(ParseIso(text, &at) == nullptr);
  return at;
}

// A ruleset with an attribute of each type and one crowd of one condition.
std::shared_ptr<const Ruleset> WithCondition(const ConditionConfig& condition) {
  Config config;
  config.desks.resize(1);
  config.desks[0].name = "shop";
  using enum AttributeType;
  config.attributes = {{"number", kNumber},
                       {"text", kText},
                       {"texts", kTexts},
                       {"time", kTime},
                       {"flag", kFlag}};
  config.tags.resize(3);
  config.tags[0].name = "a";
  config.tags[1].name = "b";
  config.tags[2].name = "c";
  CrowdConfig crowd;
  crowd.name = "crowd";
  crowd.all = {{{condition}}};
  config.crowds.list = {crowd};
  RulesetResult result = Compile(config);
  const std::string error = result ? "" : ToText(result.errors.front());
  REQUIRE_MESSAGE(result, error);
  return result.ruleset;
}

// Whether the one crowd of a ruleset has somebody of whom this is told.
bool Has(const Ruleset& ruleset, const Attributes& told,
         std::vector<uint32_t> tags, const char* now) {
  AttributeValues values;
  REQUIRE(TakeIn(ruleset.data(), told.list(), &values) == Reason::kNone);
  const Attributes kept = Kept(values);
  return Meets(ruleset.data(), ruleset.data().crowds[1], {kept.list(), tags},
               LocalDay(ruleset.data(), At(now)));
}

constexpr char kNoon[] = "2025-11-21T12:00:00+08:00";

struct NumberRow {
  Operator is;
  std::optional<int64_t> number, from, to;
  int64_t value;
  bool meets;
};

}  // namespace

TEST_CASE("numbers are compared") {
  using enum Operator;
  const std::vector<NumberRow> rows = {{kAtLeast, 3, {}, {}, 2, false},
                                       {kAtLeast, 3, {}, {}, 3, true},
                                       {kAtLeast, -3, {}, {}, -4, false},
                                       {kAtMost, 3, {}, {}, 3, true},
                                       {kAtMost, 3, {}, {}, 4, false},
                                       {kEquals, 3, {}, {}, 3, true},
                                       {kEquals, 3, {}, {}, 2, false},
                                       {kDiffers, 3, {}, {}, 3, false},
                                       {kDiffers, 3, {}, {}, 2, true},
                                       {kBetween, {}, 1, 3, 0, false},
                                       {kBetween, {}, 1, 3, 1, true},
                                       {kBetween, {}, 1, 3, 3, true},
                                       {kBetween, {}, 1, 3, 4, false},
                                       {kBetween, {}, 1, {}, INT64_MAX, true},
                                       {kBetween, {}, {}, 3, INT64_MIN, true}};
  for (const NumberRow& row : rows) {
    CAPTURE(Name(row.is));
    CAPTURE(row.value);
    const auto rules =
        WithCondition({"number", row.is, row.number, row.from, row.to, {}});
    Attributes told;
    told.Number(rules->Attribute("number"), row.value);
    CHECK(Has(*rules, told, {}, kNoon) == row.meets);
    CHECK_FALSE(Has(*rules, {}, {}, kNoon));  // nothing is known of it
  }
}

TEST_CASE("days, months and anniversaries are those of the tenant") {
  using enum Operator;
  struct Row {
    Operator is;
    std::optional<int64_t> from, to;
    const char* value;
    const char* now;
    bool meets;
  };
  const std::vector<Row> rows = {
      // 15:59:59.999 UTC is the last millisecond of a day at +08:00.
      {kDays, 0, 0, "2025-11-20T16:00:00Z", "2025-11-21T15:59:59.999Z", true},
      {kDays, 0, 0, "2025-11-20T15:59:59.999Z", kNoon, false},
      {kDays, -1, -1, "2025-11-20T15:59:59.999Z", kNoon, true},
      {kDays, 0, 0, "2025-11-21T16:00:00Z", kNoon, false},
      {kDays, 1, {}, "2025-11-21T16:00:00Z", kNoon, true},
      {kDays, {}, -365, "2024-11-21T12:00:00+08:00", kNoon, true},
      {kDays, {}, -365, "2024-11-22T12:00:00+08:00", kNoon, false},
      {kDays, -20413, {}, "1969-12-31T23:59:59+08:00", kNoon, false},
      {kDays, -20413, {}, "1970-01-01T00:00:00+08:00", kNoon, true},
      {kMonths, 0, 0, "2025-11-01T00:00:00+08:00", kNoon, true},
      {kMonths, 0, 0, "2025-10-31T23:59:59+08:00", kNoon, false},
      {kMonths, -1, -1, "2025-10-31T23:59:59+08:00", kNoon, true},
      {kMonths, -1, -1, "2024-12-15T00:00:00Z", "2025-01-02T00:00:00Z", true},
      {kMonths, 1, 1, "2026-01-15T00:00:00Z", "2025-12-31T00:00:00Z", true},
      {kAnniversary, 0, 0, "1990-11-21T23:00:00+08:00", kNoon, true},
      {kAnniversary, 7, 7, "1990-11-28T00:00:00+08:00", kNoon, true},
      {kAnniversary, 7, 7, "1990-11-27T23:59:59+08:00", kNoon, false},
      {kAnniversary, 364, 364, "1990-11-20T12:00:00+08:00", kNoon, true},
      {kAnniversary, 0, 0, "2030-11-21T12:00:00+08:00", kNoon, true},
      {kAnniversary, 7, 7, "2024-02-29T12:00:00+08:00",
       "2025-02-21T12:00:00+08:00", true},
      {kAnniversary, 8, 8, "2024-02-29T12:00:00+08:00",
       "2028-02-21T12:00:00+08:00", true},
      {kAnniversary, 5, 5, "1950-01-01T00:00:00+08:00",
       "2025-12-27T12:00:00+08:00", true}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(Name(row.is));
    const auto rules =
        WithCondition({"time", row.is, {}, row.from, row.to, {}});
    Attributes told;
    told.Text(rules->Attribute("time"), row.value);
    CHECK(Has(*rules, told, {}, row.now) == row.meets);
    // An instant in milliseconds is the same.
    Attributes number;
    number.Number(rules->Attribute("time"), At(row.value).ms);
    CHECK(Has(*rules, number, {}, row.now) == row.meets);
  }
}

TEST_CASE("texts, sets, tags and flags") {
  using enum Operator;
  struct Row {
    const char* attribute;
    Operator is;
    std::vector<std::string> values;
    std::vector<std::string> has;  // values, or tags
    bool meets;
  };
  const std::vector<Row> rows = {
      {"text", kAnyOf, {"a", "b"}, {"b"}, true},
      {"text", kAnyOf, {"a", "b"}, {"c"}, false},
      {"text", kAllOf, {"a"}, {"a"}, true},
      {"text", kAllOf, {"a", "b"}, {"a"}, false},
      {"text", kNoneOf, {"a", "b"}, {"c"}, true},
      {"text", kNoneOf, {"a"}, {}, true},
      {"text", kKnown, {}, {"a"}, true},
      {"text", kUnknown, {}, {}, true},
      {"texts", kAnyOf, {"a", "b"}, {"c", "b"}, true},
      {"texts", kAllOf, {"a", "b"}, {"c", "b", "a"}, true},
      {"texts", kAllOf, {"a", "b"}, {"c", "b"}, false},
      {"texts", kNoneOf, {"a", "b"}, {"c", "b"}, false},
      {"texts", kUnknown, {}, {"c"}, false},
      {"", kAnyOf, {"a", "b"}, {"b", "c"}, true},
      {"", kAllOf, {"a", "b"}, {"b", "c"}, false},
      {"", kAllOf, {"a", "b"}, {"a", "b", "c"}, true},
      {"", kNoneOf, {"a"}, {"b", "c"}, true},
      {"", kNoneOf, {"a"}, {}, true},
      {"", kKnown, {}, {"a"}, true},
      {"", kUnknown, {}, {"a"}, false},
      {"flag", kYes, {}, {"yes"}, true},
      {"flag", kYes, {}, {"no"}, false},
      {"flag", kYes, {}, {}, false},
      {"flag", kNo, {}, {"yes"}, false},
      {"flag", kNo, {}, {"no"}, true},
      {"flag", kNo, {}, {}, true},
      {"flag", kUnknown, {}, {"no"}, false}};
  for (const Row& row : rows) {
    CAPTURE(row.attribute);
    CAPTURE(Name(row.is));
    const auto rules =
        WithCondition({row.attribute, row.is, {}, {}, {}, row.values});
    const std::string_view attribute = row.attribute;
    Attributes told;
    std::vector<uint32_t> tags;
    for (const std::string& one : row.has) {
      if (attribute.empty()) {
        tags.push_back(rules->Tag(one).value);
      } else if (attribute == "text") {
        told.Text(rules->Attribute(attribute), one);
      } else if (attribute == "texts") {
        told.Item(rules->Attribute(attribute), one);
      } else {
        told.Flag(rules->Attribute(attribute), one == "yes");
      }
    }
    CHECK(Has(*rules, told, tags, kNoon) == row.meets);
  }
}

TEST_CASE("a list of values is bytes, and broken ones are known") {
  Attributes all;
  all.Number({1}, -5).Flag({2}, true).Text({3}, "三").Item({4}, "a");
  all.Item({4}, "").Remove({5});
  CHECK(all.list().WellFormed());
  std::vector<AttributeValue> read;
  for (AttributeList rest = all.list(); const auto value = rest.Take();) {
    read.push_back(*value);
  }
  REQUIRE(read.size() == 6);
  CHECK(read[0] == AttributeValue{{1}, ValueKind::kNumber, -5, {}});
  CHECK(read[2] == AttributeValue{{3}, ValueKind::kText, 0, "三"});
  CHECK(read[5] == AttributeValue{{5}, ValueKind::kNothing, 0, {}});
  const auto bytes = all.list().bytes();
  for (size_t n = 0; n < bytes.size(); ++n) {
    const AttributeList cut(bytes.first(n));
    for (AttributeList rest = cut; rest.Take();) continue;
    if (n % 8 != 0) CHECK_FALSE(cut.WellFormed());
  }
  std::vector<std::byte> broken(bytes.begin(), bytes.end());
  broken[6] = std::byte{99};  // a kind that there is not
  CHECK_FALSE(AttributeList(broken).WellFormed());
  broken[6] = std::byte{static_cast<uint8_t>(ValueKind::kFlag)};  // flag -5
  CHECK_FALSE(AttributeList(broken).WellFormed());
  CHECK_THROWS(all.Text({1}, std::string(70'000, 'x')));
  Attributes many;
  for (size_t i = 0; i < kMostAttributeValues; ++i) many.Item({1}, "x");
  CHECK(many.list().WellFormed());
  many.Item({1}, "x");
  CHECK_FALSE(many.list().WellFormed());
}

TEST_CASE("a refresh where the clocks change") {
  // 3:00 is skipped on 30 March, 2:00 comes twice on 26 October.
  const auto rules = [](const char* refresh_at) {
    RulesetResult result =
        ParseRuleset(std::string(R"({"desks": [{"name": "shop"}],
      "time_zone": {"offset": "+01:00", "changes": [
        {"at": "2025-03-30T01:00:00Z", "offset": "+02:00"},
        {"at": "2025-10-26T01:00:00Z", "offset": "+01:00"}]},
      "crowds": {"refresh_at": ")") +
                     refresh_at + "\"}}");
    REQUIRE(result);
    return result.ruleset;
  };
  struct Row {
    const char* refresh_at;
    const char* now;
    const char* last;
  };
  for (const Row& row : std::vector<Row>{
           {"150 min", "2025-03-29T12:00:00Z", "2025-03-29T01:30:00Z"},
           {"150 min", "2025-03-30T00:59:59.999Z", "2025-03-29T01:30:00Z"},
           {"150 min", "2025-03-30T01:00:00Z", "2025-03-30T01:00:00Z"},
           {"150 min", "2025-03-31T00:29:59.999Z", "2025-03-30T01:00:00Z"},
           {"150 min", "2025-03-31T00:30:00Z", "2025-03-31T00:30:00Z"},
           {"150 min", "2025-10-26T00:29:59Z", "2025-10-25T00:30:00Z"},
           {"150 min", "2025-10-26T00:30:00Z", "2025-10-26T00:30:00Z"},
           {"150 min", "2025-10-26T01:45:00Z", "2025-10-26T00:30:00Z"},
           {"0 min", "2025-10-25T21:59:59.999Z", "2025-10-24T22:00:00Z"},
           {"0 min", "2025-10-25T22:00:00Z", "2025-10-25T22:00:00Z"}}) {
    CAPTURE(row.now);
    CHECK(LastRefreshTime(rules(row.refresh_at)->data(), At(row.now)).ms ==
          At(row.last).ms);
  }
}

TEST_CASE("what a crowd may be is said with its place") {
  const auto errors = [](const char* crowds) {
    const RulesetResult result = ParseRuleset(
        std::string(R"({"desks": [{"name": "shop"}], "attributes": [
           {"name": "n"}, {"name": "t", "type": "text"},
           {"name": "at", "type": "time"}], "tags": [{"name": "gold"}],
           "crowds": )") +
        crowds + "}");
    std::string all;
    for (const ConfigError& error : result.errors) {
      all += error.pointer + ": " + error.message + "\n";
    }
    return all;
  };
  const auto of = [&](const std::string& condition) {
    return errors(
        (R"({"list": [{"name": "c", "all": [{"any": [)" + condition + "]}]}]}")
            .c_str());
  };
  const std::string at = "/crowds/list/0/all/0/any/0";
  CHECK(of(R"({"attribute": "n", "is": "at_least", "number": 1})") == "");
  CHECK(of(R"({"attribute": "n", "is": "at_least"})") ==
        at + "/number: has to be given with \"at_least\"\n");
  CHECK(of(R"({"attribute": "n", "is": "any_of", "values": ["x"]})") ==
        at + "/is: is \"any_of\", which is for text, texts or the tags\n");
  CHECK(of(R"({"is": "equals", "number": 1})") ==
        at + "/is: is \"equals\", which is for number\n");
  CHECK(of(R"({"attribute": "at", "is": "days"})") ==
        at + ": \"days\" needs \"from\" or \"to\"\n");
  CHECK(of(R"({"attribute": "at", "is": "days", "from": 2, "to": 1})") ==
        at + "/from: is 2, more than to (1)\n");
  CHECK(of(R"({"attribute": "t", "is": "known", "values": ["x"]})") ==
        at + "/values: has no meaning with \"known\"\n");
  CHECK(of(R"({"is": "any_of", "values": ["gold", "gold"]})") ==
        at + "/values/1: \"gold\" stands here already\n");
  CHECK(of(R"({"is": "any_of", "values": ["gild"]})")
            .find(at + "/values/0: there is no tag \"gild\"") == 0);
  CHECK(of(R"({"attribute": "m", "is": "known"})")
            .find(at + "/attribute: there is no attribute \"m\"") == 0);
  // At most 5 cross conditions, each of at most 4 parallel ones.
  const std::string one = R"({"is": "known"})";
  std::string five = one;
  for (int i = 0; i < 4; ++i) five += "," + one;
  CHECK(of(five).find("/crowds/list/0/all/0/any: has 5 items") == 0);
  std::string crosses;
  for (int i = 0; i < 6; ++i) {
    crosses += std::string(i == 0 ? "" : ",") + R"({"any": [)" + one + "]}";
  }
  CHECK(
      errors((R"({"list": [{"name": "c", "all": [)" + crosses + "]}]}").c_str())
          .find("/crowds/list/0/all: has 6 items") == 0);
  CHECK(errors(R"({"refresh_at": "90 s"})") ==
        "/crowds/refresh_at: is 90000 ms, expected whole minutes\n");
  CHECK(errors(R"({"refresh_at": "7 h"})").find("/crowds/refresh_at: is") == 0);
  CHECK(errors(R"({"list": [{"name": "c", "category": "retian",
                  "all": [{"any": [{"is": "known"}]}]}]})")
            .find("/crowds/list/0/category: there is no category") == 0);
}

TEST_CASE("an attribute of the presets has their type") {
  const RulesetResult result = ParseRuleset(R"({
    "desks": [{"name": "shop"}],
    "attributes": [{"name": "birthday", "type": "text"}, {"name": "orders"}],
    "crowds": {"presets": true}})");
  REQUIRE(result.errors.size() == 1);
  CHECK(result.errors[0].pointer == "/attributes/0/type");
  CHECK(result.errors[0].message ==
        "is \"text\", but the preset crowds look at \"birthday\" as a time");
}

TEST_CASE("a scope may not name a crowd that is removed") {
  const RulesetResult result = ParseRuleset(R"({
    "desks": [{"name": "shop"}], "agents": [{"name": "li"}],
    "groups": [{"name": "g", "agents": [{"agent": "li"}],
                "scope": {"crowds": ["old", "nobody"], "categories": ["x"]}}],
    "crowds": {"list": [{"name": "old", "removed": true,
                         "all": [{"any": [{"is": "known"}]}]}]}})");
  REQUIRE(result.errors.size() == 3);
  CHECK(result.errors[0].pointer == "/groups/0/scope/crowds/0");
  CHECK(result.errors[0].message ==
        "the crowd \"old\" is removed; leave it out");
  CHECK(result.errors[1].pointer == "/groups/0/scope/crowds/1");
  CHECK(result.errors[2].message == "no product has the category \"x\"");
}

}  // namespace kefu
