#include "bench/report.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

#include "bench/measure.h"

// The build says which flags it used.
#ifndef KEFU_BENCH_FLAGS
#ifdef __OPTIMIZE__
#define KEFU_BENCH_FLAGS "optimized"
#else
#define KEFU_BENCH_FLAGS "NOT optimized: the figures say nothing"
#endif
#endif

namespace kefu_bench {
namespace {

// The rate of the plain engine at medium where the targets are as written.
constexpr double kReferencePlain = 3.5;

constexpr Target kTargets[] = {
    {"small", "batch", 20, 30, true, true},
    {"medium", "batch", 20, 30, true, true},
    {"large", "batch", 20, 30, true, true},
    {"large", "keys", 12, 20, true, true},
    {"large", "full", 8, 20, true, true},
    {"medium", "C calls", 12, 24, true, true},
    {"large", "C calls", 8, 16, true, true},
    {"", "C batch / C++", 0.95, 1, true, false},
    {"medium", "batch / plain", 5, 8, true, false},
    {"large", "batch / plain", 15, 24, true, false},
    {"large", "latency p50", 300, 160, false, false},
    {"large", "latency p99", 800, 400, false, false},
    {"large", "latency p99.9", 2000, 800, false, false},
    {"large", "worst event", 50'000, 10'000, false, false},
    {"", "allocations", 0, 0, false, false},
    {"", "open session", 192, 128, false, false},
    {"", "remembered customer", 80, 64, false, false},
    {"", "idle engine", 32, 16, false, false},
    {"", "with 100 sessions", 64, 40, false, false},
    {"", "start, 20,000 agents", 60, 15, false, false},
    {"growth", "10 to 20,000 agents", 1.5, 1.15, false, false},
    {"", "text, 10 to 10,000 keywords", 1.5, 1.15, false, false},
    {"", "two engines", 1.9, 1.98, true, false},
    {"", "json lines", 2, 5, true, true},
    {"large", "snapshot", 1, 6, true, false},
    {"large", "restore", 0.5, 3, true, false},
    {"large", "fork into touched memory", 30, 10, false, false},
};

// A target without a size holds for all.
const Target* FindTarget(const Figure& figure) {
  for (const Target& target : kTargets) {
    const bool size = target.size.empty() || target.size == figure.size;
    if (size && target.figure == figure.name) return &target;
  }
  return nullptr;
}

std::string Number(double value) {
  if (value == static_cast<double>(static_cast<int64_t>(value))) {
    return fmt::format("{:.0f}", value);
  }
  return fmt::format("{:.{}f}", value, value < 10 ? 2 : value < 1000 ? 1 : 0);
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

std::string Optional(std::string_view name, std::optional<double> value) {
  return value ? fmt::format(", \"{}\": {:.6g}", name, *value) : "";
}

}  // namespace

Report::Row Report::Judge(Figure figure) const {
  Row row{std::move(figure), {}, {}, true, {}};
  const Target* target = FindTarget(row.figure);
  if (!judge_ || target == nullptr) return row;
  if (target->scaled && !plain_) return row;
  const double scale = target->scaled ? *plain_ / kReferencePlain : 1;
  row.must = target->must * scale;
  row.reach = target->reach * scale;
  row.met = target->at_least ? row.figure.value >= *row.must
                             : row.figure.value <= *row.must;
  return row;
}

void Report::Add(Figure figure) {
  rows_.push_back(Judge(std::move(figure)));
  Print(rows_.back());
}

void Report::Invalid(const std::string& size, const std::string& name,
                     const std::string& why) {
  valid_ = false;
  rows_.push_back({{size, name, 0, "", {}, ""}, {}, {}, false, why});
  Print(rows_.back());
}

void Report::Print(const Row& row) {
  if (rows_.size() == 1) {
    fmt::print("{:<14}{:<22}{:>10} {:<9}{:>8}{:>9}{:>9}\n", "size", "figure",
               "value", "unit", "x plain", "must", "reach");
  }
  const Figure& f = row.figure;
  if (!row.invalid.empty()) {
    fmt::print("{:<14}{:<22}   INVALID  {}\n", f.size, f.name, row.invalid);
    return;
  }
  fmt::print(
      "{:<14}{:<22}{:>10} {:<9}{:>8}{:>9}{:>9} {:<6}{}\n", f.size, f.name,
      Number(f.value), f.unit, f.to_plain ? Number(*f.to_plain) : "",
      row.must ? Number(*row.must) : "", row.reach ? Number(*row.reach) : "",
      row.met ? "" : "BELOW", f.note);
  std::fflush(stdout);
}

std::string Report::Json() const {
  std::string out = fmt::format(
      "{{\n  \"machine\": {},\n  \"compiler\": {},\n  \"flags\": {},\n"
      "  \"clock\": {},\n  \"valid\": {}{},\n  \"figures\": [\n",
      Quoted(Machine()), Quoted(Compiler()), Quoted(Flags()),
      Quoted(ClockName()), valid_, Optional("plain_at_medium", plain_));
  for (size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    const Figure& f = row.figure;
    out += fmt::format("    {{\"size\": {}, \"figure\": {}", Quoted(f.size),
                       Quoted(f.name));
    if (row.invalid.empty()) {
      out += fmt::format(", \"value\": {:.6g}, \"unit\": {}", f.value,
                         Quoted(f.unit));
    } else {
      out += ", \"invalid\": " + Quoted(row.invalid);
    }
    out += Optional("to_plain", f.to_plain) + Optional("must", row.must) +
           Optional("reach", row.reach);
    if (row.must) out += fmt::format(", \"met\": {}", row.met);
    if (!f.note.empty()) out += ", \"note\": " + Quoted(f.note);
    out += i + 1 < rows_.size() ? "},\n" : "}\n";
  }
  return out + "  ]\n}\n";
}

std::string Machine() {
  std::ifstream info("/proc/cpuinfo");
  std::string line;
  std::string model = "unknown processor";
  while (std::getline(info, line)) {
    const size_t colon = line.find(": ");
    if (line.rfind("model name", 0) == 0 && colon != std::string::npos) {
      model = line.substr(colon + 2);
      break;
    }
  }
  return fmt::format("{}, {} cores", model,
                     std::thread::hardware_concurrency());
}

std::string Compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string Flags() { return KEFU_BENCH_FLAGS; }

}  // namespace kefu_bench
