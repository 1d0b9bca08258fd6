// A scenario is a text that a person reads as documentation and the tests run
// as a test: what happens at a desk, step by step, and what the engine
// answers. README.md in this folder describes the format.

#ifndef KEFU_TESTS_SCENARIO_SCENARIO_H_
#define KEFU_TESTS_SCENARIO_SCENARIO_H_

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/time.h"

namespace kefu::scenario {

// 0:00 of day 0 of every scenario: 2025-11-21T00:00:00Z.
inline constexpr Instant kStart{1'763'683'200'000};

// `name=value` in a step. Quotes are gone, but a quoted value is known as
// such: quotes also make a list of one string that holds a comma.
struct Argument {
  std::string name;
  std::string value;
};

// One event or one query, with the lines that are expected to answer it.
struct Step {
  int line = 0;               // in the file, from 1
  std::optional<Instant> at;  // none: a query
  std::string word;           // the name of the event or of the query
  std::vector<Argument> arguments;
  std::vector<std::string> expected;
  size_t answer_begin = 0;  // `expected` stands in lines [begin, end) of the
  size_t answer_end = 0;    // file, counted from 0

  bool query() const { return !at.has_value(); }
  const std::string* Find(std::string_view name) const;
};

struct Scenario {
  std::string path;
  std::string title;
  std::vector<std::string> rules;
  std::string ruleset;  // JSON
  std::vector<Step> steps;
  std::vector<std::string> lines;  // the file as it stands
};

// A scenario that cannot be read: "path:line: what is wrong; what to do".
class ScenarioError : public std::runtime_error {
 public:
  ScenarioError(const std::string& path, int line, const std::string& message)
      : std::runtime_error(path + ":" + std::to_string(line) + ": " + message),
        line_(line) {}
  int line() const { return line_; }

 private:
  int line_;
};

// Where the text of `ruleset: basic` comes from.
using RulesetSource = std::string (*)(const std::string& name);

// Throws ScenarioError.
Scenario ParseScenario(const std::string& path, std::string_view text,
                       RulesetSource source);

// Words of a line: cut at blanks, quotes kept together, up to a comment.
std::vector<std::string> Words(std::string_view line);

// "9:30", "9:30:00.250", "@1763683200000" or "+1min30s" after `previous`.
// The day of "d1 9:30" is a word of its own and is not read here.
std::optional<Instant> ParseTime(std::string_view word, Instant previous);

// "0:30:00.250", "d1 0:30:00"; without milliseconds where they are 0.
std::string TimeText(Instant at);

// The text of the file with other answers; `answers` has one entry a step.
// Comments and blank lines stay.
std::string WithAnswers(const Scenario& scenario,
                        const std::vector<std::vector<std::string>>& answers);

}  // namespace kefu::scenario

#endif  // KEFU_TESTS_SCENARIO_SCENARIO_H_
