#include "src/tools/replay_durations.h"

#include <charconv>
#include <string_view>

#include "src/tools/replay_files.h"

namespace kefu::tools {
namespace {

// A duration in whole milliseconds; negative if it is none.
int64_t ParseDuration(std::string_view text) {
  int64_t ms = -1;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, ms);
  return error == std::errc() && stop == end && ms <= kLongestDuration.ms ? ms
                                                                          : -1;
}

[[noreturn]] void Fail(const std::string& file, uint64_t line, size_t column,
                       std::string_view what) {
  throw ReplayError(file + ":" + std::to_string(line) + ":" +
                    std::to_string(column) + ": " + std::string(what));
}

}  // namespace

Durations::Durations(const std::string& file) {
  const std::string whole = ReadWhole(file);
  std::string_view rest = whole;
  for (uint64_t number = 1; !rest.empty(); ++number) {
    const size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    const size_t tab = line.rfind('\t');
    if (tab == line.npos || tab == 0) {
      Fail(file, number, 1, "expected a customer's name, a tab, milliseconds");
    }
    const int64_t ms = ParseDuration(line.substr(tab + 1));
    if (ms < 0) {
      Fail(file, number, tab + 2,
           "expected whole milliseconds, at most 100 years");
    }
    if (!durations_.emplace(line.substr(0, tab), Duration{ms}).second) {
      Fail(file, number, 1, "this customer has a duration already");
    }
  }
}

std::optional<Duration> Durations::Of(const Engine& engine,
                                      const EffectRecord& assign) const {
  const auto found =
      durations_.find(engine.CustomerName(CustomerId{assign.customer}));
  if (found == durations_.end()) return std::nullopt;
  return found->second;
}

}  // namespace kefu::tools
