// The reader of rulesets is given broken ones: it says what is wrong and where
// (E6). The sanitizers see what this file does not.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "kefu/lint.h"
#include "kefu/ruleset.h"
#include "tests/fuzz/mutator.h"

namespace kefu::fuzz {
namespace {

namespace fs = std::filesystem;

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The rulesets of the project that are small enough to be read often.
std::vector<std::string> Rulesets() {
  std::vector<fs::path> paths;
  for (const char* folder :
       {"examples/rulesets", "tests/scenario/rulesets", "tests/bad/rulesets"}) {
    const fs::path full = fs::path(KEFU_SOURCE_DIR) / folder;
    if (!fs::exists(full)) continue;
    for (const auto& entry : fs::directory_iterator(full)) {
      const fs::path& path = entry.path();
      if (path.extension() != ".json") continue;
      if (entry.file_size() < 20'000) paths.push_back(path);
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const fs::path& path : paths) texts.push_back(Contents(path));
  return texts;
}

// What is wrong with what is told of a text, be it an error or a finding.
template <class Told>
std::string JudgeAll(const std::string& text, const std::vector<Told>& all) {
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  for (const Told& told : all) {
    if (told.message.empty()) return "nothing is said";
    if (told.line < 1 || told.line > lines) return "no such line";
    if (told.column < 1) return "no column";
    if (ToText(told).empty()) return "no text";
  }
  return "";
}

// What is wrong with the answer to a ruleset, "" if nothing is. What is good is
// looked at by lint, too (E4).
std::string Judge(const std::string& text, const RulesetResult& result) {
  if (!result) {
    return result.errors.empty() ? "neither a ruleset nor an error"
                                 : JudgeAll(text, result.errors);
  }
  if (!result.errors.empty()) return "a ruleset and errors";
  std::vector<LintFinding> findings = Lint(*result.ruleset, text);
  // How many more there are has no place.
  std::erase_if(findings, [](const LintFinding& finding) {
    return finding.pointer.empty();
  });
  return JudgeAll(text, findings);
}

TEST_CASE("broken rulesets are refused with a place") {
  const std::vector<std::string> corpus = Rulesets();
  REQUIRE(!corpus.empty());
  Mutator mutator(1, corpus);
  int refused = 0;
  for (int i = Runs(100'000); i > 0; --i) {
    const std::string text = mutator.Next();
    const RulesetResult result = ParseRuleset(text);
    const std::string wrong = Judge(text, result);
    if (!wrong.empty()) FAIL_CHECK(wrong << " for\n" << text);
    refused += !result;
  }
  CHECK(refused > 0);
}

}  // namespace
}  // namespace kefu::fuzz
