// What the tests of the config share. Paths are those of the root of the
// project, where the tests run.

#ifndef KEFU_TESTS_UNIT_CONFIG_TESTING_H_
#define KEFU_TESTS_UNIT_CONFIG_TESTING_H_

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "kefu/config.h"
#include "kefu/ruleset.h"
#include "tests/support/read_file.h"

namespace kefu {

inline constexpr char kSample[] = "examples/rulesets/sample.json";

inline std::string Errors(std::string_view json) {
  const ConfigResult result = ParseConfig(json);
  CHECK(result.config.has_value() == result.errors.empty());
  std::string text;
  for (const ConfigError& error : result.errors) text += ToText(error) + '\n';
  return text;
}

// The same, with what the compiler finds.
inline std::string RulesetErrors(std::string_view json) {
  const RulesetResult result = ParseRuleset(json);
  CHECK((result.ruleset == nullptr) == !result.errors.empty());
  std::string text;
  for (const ConfigError& error : result.errors) text += ToText(error) + '\n';
  return text;
}

// Members of a ruleset with one desk.
inline std::string WithDesk(std::string_view members) {
  return "{\"desks\": [{\"name\": \"d\"}], " + std::string(members) + "}";
}

inline Config Parsed(std::string_view json) {
  ConfigResult result = ParseConfig(json);
  REQUIRE_MESSAGE(result, Errors(json));
  return *std::move(result.config);
}

inline bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace kefu

#endif  // KEFU_TESTS_UNIT_CONFIG_TESTING_H_
