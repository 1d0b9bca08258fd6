// The summary of kefu-replay: one report, or several side by side, as text.

#ifndef KEFU_TOOLS_REPLAY_TABLE_H_
#define KEFU_TOOLS_REPLAY_TABLE_H_

#include <string>
#include <vector>

#include "src/tools/replay_report.h"

namespace kefu::tools {

void AppendSummary(const std::vector<Report>& reports, std::string* out);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_TABLE_H_
