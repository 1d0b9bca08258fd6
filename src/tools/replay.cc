// kefu-replay: a log of events under a ruleset. See --help.

#include <fmt/format.h>
#include <cstdio>
#include <exception>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "src/tools/replay_files.h"
#include "src/tools/replay_options.h"
#include "src/tools/replay_run.h"
#include "src/tools/replay_table.h"

namespace kefu::tools {
namespace {

void Main(const ReplayOptions& options) {
  std::vector<std::string> files = {options.ruleset};
  files.insert(files.end(), options.compare.begin(), options.compare.end());
  // All rulesets are read before anything is written.
  std::vector<std::shared_ptr<const Ruleset>> rulesets;
  for (const std::string& file : files) rulesets.push_back(LoadRuleset(file));
  const std::shared_ptr<const Ruleset> recorded =
      options.recorded_ruleset.empty() ? rulesets.front()
                                       : LoadRuleset(options.recorded_ruleset);
  const ReplayModel model = ModelOf(options, recorded);
  std::vector<Report> reports;
  for (size_t i = 0; i < files.size(); ++i) {
    reports.push_back(RunReplay(options, model, files[i], rulesets[i]));
  }
  // Opened only now: a summary of an earlier run stays if this one fails.
  Output summary(options.summary);
  if (summary.wanted()) AppendSummary(reports, &summary.text);
  summary.Flush();
  if (!options.digest) return;
  Output digest("-");
  for (const Report& report : reports) {
    fmt::format_to(std::back_inserter(digest.text), "digest {:016x}\n",
                   report.digest);
  }
  digest.Flush();
}

}  // namespace
}  // namespace kefu::tools

int main(int argc, char** argv) {
  const kefu::tools::ParsedOptions parsed =
      kefu::tools::ParseOptions(argc, argv);
  if (!parsed.options) return parsed.exit_code;
  try {
    kefu::tools::Main(*parsed.options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return kefu::tools::kExitBadInput;
  }
  return kefu::tools::kExitOk;
}
