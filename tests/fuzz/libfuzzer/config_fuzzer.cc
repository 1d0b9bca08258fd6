// A ruleset from any bytes: compiled, or refused with places.

#include "kefu/lint.h"
#include "tests/fuzz/libfuzzer/fuzzing.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using kefu::fuzz::Must;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const kefu::RulesetResult result = kefu::ParseRuleset(text);
  Must(static_cast<bool>(result) == result.errors.empty());
  for (const kefu::ConfigError& error : result.errors) {
    Must(error.line > 0 && error.column > 0 && !error.message.empty());
  }
  // What compiles once compiles from its config, and against itself.
  if (!result) return 0;
  Must(static_cast<bool>(kefu::Compile(result.ruleset->config())));
  for (const kefu::LintFinding& finding : kefu::Lint(*result.ruleset, text)) {
    Must(finding.check != kefu::LintCheck::kNone && !finding.message.empty());
  }
  return 0;
}
