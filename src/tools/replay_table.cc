#include "src/tools/replay_table.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "kefu/reason.h"
#include "src/tools/replay_text.h"

namespace kefu::tools {
namespace {

constexpr size_t kLabelWidth = 26;
constexpr size_t kColumnWidth = 40;

// Rows of labels and, for each report, a cell. A row that a report does not
// have shows a dash there.
class Table {
 public:
  explicit Table(size_t columns) : columns_(columns) {}

  void Set(size_t column, const std::string& label, std::string cell) {
    auto row = std::find_if(rows_.begin(), rows_.end(),
                            [&](const Row& r) { return r.label == label; });
    if (row == rows_.end()) {
      rows_.push_back({label, std::vector<std::string>(columns_, "-")});
      row = std::prev(rows_.end());
    }
    row->cells[column] = std::move(cell);
  }

  void AppendTo(std::string_view title, std::string* out) const {
    if (rows_.empty()) return;
    out->append("\n").append(title).append("\n");
    for (const Row& row : rows_) {
      std::string line = fmt::format("  {:<{}}", row.label, kLabelWidth - 2);
      for (const std::string& cell : row.cells) {
        fmt::format_to(std::back_inserter(line), "{:<{}}", cell, kColumnWidth);
      }
      line.erase(line.find_last_not_of(' ') + 1);
      out->append(line).append("\n");
    }
  }

 private:
  struct Row {
    std::string label;
    std::vector<std::string> cells;
  };
  size_t columns_;
  std::vector<Row> rows_;
};

std::string Count(uint64_t n) { return fmt::format("{:>7}", n); }

std::string WaitsCell(const Waits& waits) {
  return fmt::format("{:>7} {:>9} {:>9} {:>9}", waits.count(),
                     WaitText(waits.Quantile(50)), WaitText(waits.Quantile(90)),
                     WaitText(waits.Worst()));
}

// Tenths of a percent, in integers; 0 if there is nothing to divide by.
std::string Share(int64_t part, int64_t whole) {
  const int64_t permille = whole > 0 ? (part * 1000 + whole / 2) / whole : 0;
  return fmt::format("{}.{} %", permille / 10, permille % 10);
}

// The service level: the share that waited at most so long.
std::string Within(const Waits& waits, int64_t wait_ms) {
  return Share(static_cast<int64_t>(waits.AtMost(wait_ms)),
               static_cast<int64_t>(waits.count()));
}

std::string ShareCell(uint64_t part, size_t whole) {
  return fmt::format(
      "{:>7} {:>9}", part,
      Share(static_cast<int64_t>(part), static_cast<int64_t>(whole)));
}

std::string LoadCell(const GroupLoad& load) {
  const int64_t each_ms =
      load.agents > 0 ? load.session_ms / static_cast<int64_t>(load.agents) : 0;
  return fmt::format("{:>7} {:>9} {:>9}", load.agents, load.sessions,
                     Share(each_ms, load.span_ms));
}

std::string PerAgent(const std::vector<uint64_t>& counts, int percent) {
  if (counts.empty()) return Count(0);
  const size_t rank = (counts.size() * static_cast<size_t>(percent) + 99) / 100;
  return Count(counts[std::max<size_t>(rank, 1) - 1]);
}

void FillCounts(const Report& r, size_t column, Table* table) {
  if (r.resumed_at > 0) {
    table->Set(column, "before, in the snapshot", Count(r.resumed_at));
  }
  table->Set(column, "events", Count(r.events));
  table->Set(column, "sessions", Count(r.opened));
  table->Set(column, "  taken at once", Count(r.at_once));
  table->Set(column, "  taken after a wait", Count(r.after_wait));
  table->Set(column, "  closed while waiting", Count(r.abandoned));
  table->Set(column, "  waiting at the end", Count(r.still_waiting));
  table->Set(column, "most waiting at once", Count(r.peak_waiting));
  uint64_t refused = 0;
  for (const auto& [reason, count] : r.refused) refused += count;
  table->Set(column, "refused", Count(refused));
  for (const auto& [reason, count] : r.refused) {
    table->Set(column, "  " + std::string(Name(reason)), Count(count));
  }
}

// As the waits, with the ways of assignment after the first row, "all".
void FillShares(const Report& r, size_t column, Table* table) {
  table->Set(column, "",
             fmt::format("{:>7} {:>9} {:>9} {:>9}", "taken", "share", "<= 30 s",
                         "<= 3 min"));
  const size_t all = r.waits.front().second.count();
  const auto set = [&](const std::pair<std::string, Waits>& row) {
    table->Set(
        column, row.first,
        fmt::format("{} {:>9} {:>9}", ShareCell(row.second.count(), all),
                    Within(row.second, 30'000), Within(row.second, 180'000)));
  };
  set(r.waits.front());
  for (const auto& [way, count] : r.by_way) {
    table->Set(column, "by " + std::string(Name(way)), ShareCell(count, all));
  }
  std::for_each(std::next(r.waits.begin()), r.waits.end(), set);
}

// How many sessions another agent took, or the same one after another wait,
// of those that were taken in both; and those that were not.
void FillDifference(const Report& first, const Report& r, size_t column,
                    Table* table) {
  const Comparison comparison = Compare(*first.result, *r.result);
  uint64_t other_agent = 0, other_wait = 0, lost = 0, won = 0;
  for (const SessionDifference& d : comparison.sessions) {
    const bool before =
        d.first && first.result->outcomes.Sessions()[*d.first].agent;
    const bool now = d.second && r.result->outcomes.Sessions()[*d.second].agent;
    if (before && now) {
      other_agent += d.agent;
      other_wait += d.waited;
    }
    lost += before && !now;
    won += now && !before;
  }
  table->Set(column, "taken by another agent", Count(other_agent));
  table->Set(column, "waited otherwise", Count(other_wait));
  if (lost > 0) table->Set(column, "no longer taken", Count(lost));
  if (won > 0) table->Set(column, "taken only now", Count(won));
}

void FillEnd(const Report& r, size_t column, Table* table) {
  const double rate =
      r.seconds > 0 ? static_cast<double>(r.events) / r.seconds : 0;
  table->Set(column, "seconds", fmt::format("{:>7.3f}", r.seconds));
  table->Set(column, "events a second", fmt::format("{:>7.0f}", rate));
  table->Set(column, "digest", fmt::format("{:016x}", r.digest));
}

void AppendLongest(const Report& r, std::string* out) {
  if (r.longest.empty()) return;
  fmt::format_to(std::back_inserter(*out), "\nlongest waits: {}\n", r.name);
  for (const LongWait& wait : r.longest) {
    const std::string priority =
        wait.priority.empty() ? "" : " priority " + wait.priority + ",";
    fmt::format_to(std::back_inserter(*out), "  {:>9}  {},{} from {}, {}\n",
                   WaitText(wait.wait_ms), wait.customer, priority, wait.from,
                   wait.outcome);
    fmt::format_to(std::back_inserter(*out), "  {:>9}  {}\n", "", wait.why);
  }
}

}  // namespace

void AppendSummary(const std::vector<Report>& reports, std::string* out) {
  const size_t columns = reports.size();
  Table names(columns), counts(columns), waits(columns), shares(columns),
      loads(columns), per_agent(columns), difference(columns), end(columns);
  for (size_t i = 0; i < columns; ++i) {
    const Report& r = reports[i];
    names.Set(i, "ruleset", r.name);
    FillCounts(r, i, &counts);
    waits.Set(i, "",
              fmt::format("{:>7} {:>9} {:>9} {:>9}", "taken", "median", "90 %",
                          "worst"));
    for (const auto& [label, wait] : r.waits) {
      waits.Set(i, label, WaitsCell(wait));
    }
    FillShares(r, i, &shares);
    loads.Set(i, "",
              fmt::format("{:>7} {:>9} {:>9}", "agents", "sessions", "busy"));
    for (const GroupLoad& load : r.loads) {
      loads.Set(i, load.label, LoadCell(load));
    }
    per_agent.Set(i, "fewest", PerAgent(r.sessions_per_agent, 0));
    per_agent.Set(i, "median", PerAgent(r.sessions_per_agent, 50));
    per_agent.Set(i, "most", PerAgent(r.sessions_per_agent, 100));
    if (i > 0) FillDifference(reports[0], r, i, &difference);
    FillEnd(r, i, &end);
  }
  names.AppendTo("summary", out);
  counts.AppendTo("events and sessions", out);
  waits.AppendTo("waits until the first assignment (h:mm:ss)", out);
  shares.AppendTo("taken sessions: share, and service level (waited at most)",
                  out);
  loads.AppendTo("loads (busy: share of the time, an agent's average)", out);
  per_agent.AppendTo("sessions of an agent", out);
  difference.AppendTo("sessions, against " + reports[0].name, out);
  for (const Report& r : reports) AppendLongest(r, out);
  end.AppendTo("replay", out);
}

}  // namespace kefu::tools
