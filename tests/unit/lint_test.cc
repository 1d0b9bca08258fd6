// Lint against what is true: everything that may come is tried (E4).

#include "kefu/lint.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "src/lint/week.h"
#include "tests/property/random.h"
#include "tests/support/read_file.h"

namespace kefu {
namespace {

using property::Random;

std::shared_ptr<const Ruleset> Compiled(
    Config config, std::shared_ptr<const Ruleset> previous = nullptr) {
  RulesetResult result = Compile(std::move(config), std::move(previous));
  for (const ConfigError& error : result.errors) FAIL(ToText(error));
  return result.ruleset;
}

// The pointers of what one check has found.
std::set<std::string> Found(const Ruleset& ruleset, LintCheck check) {
  std::set<std::string> pointers;
  for (const LintFinding& finding : Lint(ruleset)) {
    if (finding.check == check) pointers.insert(finding.pointer);
  }
  return pointers;
}

// ------------------------------------------------------------------- scopes

constexpr size_t kValues = 2;
constexpr std::array kAsked{ScopeDimension::kProduct, ScopeDimension::kIntent,
                            ScopeDimension::kLink, ScopeDimension::kScene,
                            ScopeDimension::kChannel};

// What a customer of a desk brings with him, by ScopeDimension; "" is nothing.
using Customer = std::array<std::string, 16>;

std::string& ValueOf(ScopeDimension dimension, Customer* customer) {
  return (*customer)[static_cast<size_t>(dimension)];
}

std::vector<std::string>& NamesOf(ScopeDimension dimension,
                                  ScopeConfig* scope) {
  switch (dimension) {
    case ScopeDimension::kProduct:
      return scope->products;
    case ScopeDimension::kIntent:
      return scope->intents;
    case ScopeDimension::kLink:
      return scope->links;
    case ScopeDimension::kScene:
      return scope->scenes;
    default:
      return scope->channels;
  }
}

std::string Numbered(const char* name, size_t number) {
  return name + std::to_string(number);
}

void AddGroup(Random* random, Config* config) {
  GroupConfig& group = config->groups.emplace_back();
  group.name = Numbered("g", config->groups.size());
  if (!random->Chance(15)) group.agents = {{"li", 1}};
  for (const DeskConfig& desk : config->desks) {
    if (random->Chance(30)) group.desks.push_back(desk.name);
  }
  for (const ScopeDimension dimension : kAsked) {
    if (!random->Chance(dimension < ScopeDimension::kLink ? 50 : 12)) continue;
    for (size_t value = 1; value <= kValues; ++value) {
      if (!random->Chance(60)) continue;
      NamesOf(dimension, &group.scope)
          .push_back(Numbered(std::string(Name(dimension)).c_str(), value));
    }
  }
}

Config RandomGroups(Random* random) {
  Config config;
  config.tenant.one_group = false;
  config.agents.emplace_back().name = "li";
  for (size_t i = 1; i <= kValues; ++i) {
    config.channels.emplace_back().name = Numbered("channel", i);
  }
  const int desks = random->Between(1, 3);
  for (int i = 0; i < desks; ++i) {
    DeskConfig& desk = config.desks.emplace_back();
    desk.name = Numbered("d", static_cast<size_t>(i));
    desk.channel = Numbered("channel", random->Chance(50) ? 1 : 2);
    desk.deleted = i > 0 && random->Chance(20);
    desk.routing.skip_absent = random->Chance(50);
    std::vector<ScopeDimension> order(kAsked.begin(), kAsked.end());
    random->Shuffle(&order);
    desk.routing.scope_order = order;
  }
  for (size_t i = 1; i <= kValues; ++i) {
    LinkConfig& link = config.links.emplace_back();
    link.name = Numbered("link", i);
    link.desk = random->Pick(config.desks).name;
    link.deleted = random->Chance(20);
    if (random->Chance(70)) link.scene = Numbered("scene", 1);
  }
  const int groups = random->Between(2, 6);
  for (int i = 0; i < groups; ++i) AddGroup(random, &config);
  return config;
}

bool Matches(const GroupConfig& group, const DeskConfig& desk,
             Customer customer) {
  if (!group.desks.empty() && std::find(group.desks.begin(), group.desks.end(),
                                        desk.name) == group.desks.end()) {
    return false;
  }
  ScopeConfig scope = group.scope;
  return std::all_of(
      kAsked.begin(), kAsked.end(), [&](ScopeDimension dimension) {
        const std::vector<std::string>& names = NamesOf(dimension, &scope);
        return names.empty() ||
               std::find(names.begin(), names.end(),
                         ValueOf(dimension, &customer)) != names.end();
      });
}

// The rank of a group at a desk (R8): the least comes first.
size_t RankAt(const DeskConfig& desk, const GroupConfig& group) {
  ScopeConfig scope = group.scope;
  size_t rank = 0;
  for (const ScopeDimension dimension : *desk.routing.scope_order) {
    if (!NamesOf(dimension, &scope).empty()) break;
    ++rank;
  }
  return rank;
}

// To which group he goes while everybody is present.
size_t GroupFor(const Config& config, const DeskConfig& desk,
                const Customer& customer) {
  const auto best = [&](bool present) {
    size_t first = config.groups.size();
    for (size_t i = 0; i < config.groups.size(); ++i) {
      const GroupConfig& group = config.groups[i];
      if (!Matches(group, desk, customer)) continue;
      if (present && group.agents.empty()) continue;
      if (first == config.groups.size() ||
          RankAt(desk, group) < RankAt(desk, config.groups[first])) {
        first = i;
      }
    }
    return first;
  };
  if (!*desk.routing.skip_absent) return best(false);
  const size_t first = best(true);
  return first < config.groups.size() ? first : best(false);
}

std::vector<Customer> CustomersOf(const Config& config,
                                  const DeskConfig& desk) {
  std::vector<Customer> customers;
  for (size_t i = 0; i <= config.links.size(); ++i) {
    Customer customer;
    ValueOf(ScopeDimension::kChannel, &customer) = desk.channel;
    if (i < config.links.size()) {
      const LinkConfig& link = config.links[i];
      if (link.desk != desk.name || link.deleted) continue;
      ValueOf(ScopeDimension::kLink, &customer) = link.name;
      ValueOf(ScopeDimension::kScene, &customer) = link.scene;
    }
    for (size_t product = 0; product <= kValues; ++product) {
      for (size_t intent = 0; intent <= kValues; ++intent) {
        ValueOf(ScopeDimension::kProduct, &customer) =
            product == 0 ? "" : Numbered("product", product);
        ValueOf(ScopeDimension::kIntent, &customer) =
            intent == 0 ? "" : Numbered("intent", intent);
        customers.push_back(customer);
      }
    }
  }
  return customers;
}

// The groups to which nobody goes, whoever comes.
std::set<std::string> NeverChosen(const Config& config) {
  std::set<std::string> never;
  for (size_t i = 0; i < config.groups.size(); ++i) {
    never.insert(Numbered("/groups/", i));
  }
  for (const DeskConfig& desk : config.desks) {
    if (desk.deleted) continue;
    for (const Customer& customer : CustomersOf(config, desk)) {
      never.erase(Numbered("/groups/", GroupFor(config, desk, customer)));
    }
  }
  return never;
}

// Of one dimension at most, and of none that another one decides: all that is
// true of it is found.
bool IsSimple(const GroupConfig& group) {
  const ScopeConfig& scope = group.scope;
  return !group.agents.empty() && scope.links.empty() && scope.scenes.empty() &&
         (scope.products.empty() || scope.intents.empty());
}

TEST_CASE("E4: groups that are told are those to which nobody goes") {
  Random random(20261127);
  int told = 0, simple = 0;
  for (int round = 0; round < 4000; ++round) {
    const Config config = RandomGroups(&random);
    const auto ruleset = Compiled(config);
    std::set<std::string> found = Found(*ruleset, LintCheck::kGroupShadowed);
    found.merge(Found(*ruleset, LintCheck::kGroupUnreachable));
    const std::set<std::string> never = NeverChosen(config);
    CAPTURE(round);
    for (const std::string& pointer : found) {
      CAPTURE(pointer);
      CHECK(never.count(pointer) == 1);
    }
    told += static_cast<int>(found.size());
    for (size_t i = 0; i < config.groups.size(); ++i) {
      if (!IsSimple(config.groups[i])) continue;
      const std::string pointer = Numbered("/groups/", i);
      CAPTURE(pointer);
      CHECK(found.count(pointer) == never.count(pointer));
      simple += static_cast<int>(never.count(pointer));
    }
  }
  CHECK(told > 2000);
  CHECK(simple > 1000);
}

// ----------------------------------------------------------------- keywords

Config RandomKeywords(Random* random) {
  Config config;
  config.desks.emplace_back().name = "shop";
  config.agents.emplace_back().name = "li";
  const int rules = random->Between(2, 5);
  for (int i = 0; i < rules; ++i) {
    KeywordConfig& rule = config.keywords.rules.emplace_back();
    rule.name = "k" + std::to_string(i);
    rule.reply.texts = {"!"};
    rule.match = random->Between(0, 1) == 0 ? KeywordMatch::kWhole
                                            : KeywordMatch::kContained;
    const int words = random->Between(1, 3);
    for (int w = 0; w < words; ++w) {
      std::string word;
      const int length = random->Between(1, 3);
      for (int k = 0; k < length; ++k) {
        word += static_cast<char>('a' + random->Between(0, 1));
      }
      rule.words.push_back(word);
    }
  }
  return config;
}

// The rule that a text meets first.
size_t FirstMet(const Config& config, const std::string& text) {
  const std::vector<KeywordConfig>& rules = config.keywords.rules;
  for (size_t i = 0; i < rules.size(); ++i) {
    for (const std::string& word : rules[i].words) {
      if (rules[i].match == KeywordMatch::kWhole
              ? text == word
              : text.find(word) != std::string::npos) {
        return i;
      }
    }
  }
  return rules.size();
}

TEST_CASE("E4: keywords that never fire are those that no text brings") {
  Random random(77);
  int silent = 0;
  for (int round = 0; round < 3000; ++round) {
    const Config config = RandomKeywords(&random);
    std::set<std::string> never;
    for (size_t i = 0; i < config.keywords.rules.size(); ++i) {
      const KeywordConfig& rule = config.keywords.rules[i];
      const std::string at = "/keywords/rules/" + std::to_string(i);
      std::set<std::string> words;
      for (size_t w = 0; w < rule.words.size(); ++w) {
        // No word has a c, so nothing else comes of it.
        const std::string& word = rule.words[w];
        if (FirstMet(config, word) == i) continue;
        if (rule.match == KeywordMatch::kContained &&
            FirstMet(config, "c" + word + "c") == i) {
          continue;
        }
        words.insert(at + "/words/" + std::to_string(w));
      }
      if (words.size() == rule.words.size()) words = {at};
      never.insert(words.begin(), words.end());
    }
    CAPTURE(round);
    CHECK(Found(*Compiled(config), LintCheck::kKeywordNeverFires) == never);
    silent += static_cast<int>(never.size());
  }
  CHECK(silent > 1000);
}

// ----------------------------------------------------------------- the week

using Hours = std::vector<bool>;  // of the week
constexpr int64_t kHourMs = 3'600'000;

Hours HoursOf(const lint::Week& week) {
  Hours hours(7 * 24);
  int64_t before = -1;
  for (const lint::Week::Span& span : week.spans()) {
    CHECK(span.from > before);  // ascending, and they do not touch
    CHECK(span.to > span.from);
    before = span.to;
    for (int64_t h = span.from / kHourMs; h < span.to / kHourMs; ++h) {
      hours[static_cast<size_t>(h)] = true;
    }
  }
  return hours;
}

TEST_CASE("E4: weeks are sets of hours") {
  Random random(9);
  for (int round = 0; round < 2000; ++round) {
    std::array<lint::Week, 2> weeks;
    std::array<Hours, 2> hours{Hours(7 * 24), Hours(7 * 24)};
    for (size_t i = 0; i < 2; ++i) {
      const int slots = random.Between(0, 5);
      for (int k = 0; k < slots; ++k) {
        const int day = random.Between(0, 6);
        const int from = random.Between(0, 23);
        const int length = random.Between(1, 24);
        weeks[i].Add(static_cast<size_t>(day),
                     {static_cast<int32_t>(from * kHourMs),
                      static_cast<int32_t>((from + length) * kHourMs)});
        for (int h = 0; h < length; ++h) {
          hours[i][static_cast<size_t>((day * 24 + from + h) % (7 * 24))] =
              true;
        }
      }
    }
    CHECK(HoursOf(weeks[0]) == hours[0]);
    Hours both(7 * 24), either(7 * 24), left(7 * 24);
    for (size_t h = 0; h < both.size(); ++h) {
      both[h] = hours[0][h] && hours[1][h];
      either[h] = hours[0][h] || hours[1][h];
      left[h] = hours[0][h] && !hours[1][h];
    }
    CHECK(HoursOf(weeks[0].And(weeks[1])) == both);
    CHECK(HoursOf(weeks[0].Without(weeks[1])) == left);
    weeks[0].Add(weeks[1]);
    CHECK(HoursOf(weeks[0]) == either);
    CHECK(weeks[0].Length() ==
          kHourMs * std::count(either.begin(), either.end(), true));
  }
}

// -------------------------------------------------------- order and bounds

TEST_CASE("E4: of one check a hundred are told, and how many more there are") {
  Config config;
  config.desks.emplace_back().name = "shop";
  config.desks[0].agents = {"a0"};
  for (int i = 0; i < 151; ++i) {
    config.agents.emplace_back().name = "a" + std::to_string(i);
  }
  const std::vector<LintFinding> findings = Lint(*Compiled(config));
  REQUIRE(findings.size() == kMostFindings + 1);
  CHECK(findings[0].pointer == "/agents/1");
  CHECK(findings[99].pointer == "/agents/100");
  CHECK(ToText(findings[100]) == "agent_unused: 50 more of these");
  config.agents.resize(101);
  CHECK(Lint(*Compiled(config)).size() == kMostFindings);
}

TEST_CASE("E4: findings have the place of their pointer in the text") {
  const std::string json = R"({
  "desks": [{"name": "shop"}],
  "agents": [
    {"name": "li", "capacity": 0}],
  "groups": [{"name": "sales", "agents": [{"agent": "li"}]},
             {"name": "empty", "scope": {"products": ["ring"]}}]
})";
  const auto ruleset = ParseRuleset(json).ruleset;
  REQUIRE(ruleset);
  std::vector<LintFinding> findings = Lint(*ruleset, json);
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].check == LintCheck::kGroupEmpty);
  CHECK(std::pair(findings[0].line, findings[0].column) == std::pair(6, 14));
  CHECK(findings[1].check == LintCheck::kGroupGivesNobody);
  CHECK(std::pair(findings[1].line, findings[1].column) == std::pair(5, 42));
  CHECK(ToText(findings[2])
            .starts_with("4:32: /agents/0/capacity: limit_zero: is 0, so no "
                         "session is distributed to him"));
  // Of another text, or of none, they have no place, or the nearest.
  for (LintFinding& finding : findings) finding.line = finding.column = 0;
  CHECK(Lint(*ruleset) == findings);
  CHECK(Lint(*ruleset, "no json") == findings);
}

TEST_CASE("E4: the shipped rulesets are clean") {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator("examples/rulesets")) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const std::string json = ReadFile(entry.path());
    const RulesetResult result = ParseRuleset(json);
    REQUIRE(result);
    for (const LintFinding& finding : Lint(*result.ruleset, json)) {
      FAIL_CHECK(entry.path().string() << ":" << ToText(finding));
    }
  }
  CHECK(files >= 6);
}

TEST_CASE("E4: ids of an earlier ruleset change nothing") {
  Random random(5);
  for (int round = 0; round < 50; ++round) {
    const Config config = RandomGroups(&random);
    Config before = RandomGroups(&random);
    std::reverse(before.groups.begin(), before.groups.end());
    before.groups.emplace_back().name = "gone";
    CHECK(Lint(*Compiled(config)) == Lint(*Compiled(config, Compiled(before))));
  }
}

}  // namespace
}  // namespace kefu
