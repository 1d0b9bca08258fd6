#include "src/tools/replay_closed_loop.h"

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

void ClosedLoop::Read(const std::string& file) {
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
    if (!durations_.emplace(line.substr(0, tab), ms).second) {
      Fail(file, number, 1, "this customer has a duration already");
    }
  }
}

void ClosedLoop::Watch(const EffectRecord& effect, const Engine& engine) {
  if (effect.Type() != EffectType::kAssign) return;
  const CustomerId customer{effect.customer};
  const auto found = durations_.find(engine.CustomerName(customer));
  if (found == durations_.end()) return;
  plans_.push({effect.at + found->second, effect.session, customer,
               DeskId{effect.desk}, effect.at});
}

bool ClosedLoop::Next(Instant until, const Engine& engine, AgentCloses* close) {
  while (!plans_.empty() && plans_.top().at <= until.ms) {
    const Plan plan = plans_.top();
    plans_.pop();
    const SessionInfo session = engine.Session(plan.customer, plan.desk);
    if (session.number.value != plan.session ||
        session.state != SessionState::kServing ||
        session.assigned_at.ms != plan.assigned_at) {
      continue;
    }
    *close = AgentCloses{
        .at = Instant{plan.at}, .customer = plan.customer, .desk = plan.desk};
    return true;
  }
  return false;
}

}  // namespace kefu::tools
