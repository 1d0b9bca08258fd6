#include "src/tools/replay_progress.h"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <string>

namespace kefu::tools {
namespace {

constexpr std::chrono::milliseconds kPause(100);
constexpr uint64_t kWidth = 30;  // of the bar

}  // namespace

Progress::Progress(bool always, uint64_t total)
    : wanted_(always || isatty(STDERR_FILENO) != 0),
      total_(total),
      next_(std::chrono::steady_clock::now() + kPause) {}

Progress::~Progress() {
  if (!wanted_ || events_ == 0) return;
  Draw(bytes_, events_);
  std::fputc('\n', stderr);
}

void Progress::Show(uint64_t bytes, uint64_t events) {
  bytes_ = bytes;
  events_ = events;
  if (!wanted_ || std::chrono::steady_clock::now() < next_) return;
  next_ = std::chrono::steady_clock::now() + kPause;
  Draw(bytes, events);
}

void Progress::Draw(uint64_t bytes, uint64_t events) {
  std::string line = "\r";
  if (total_ > 0) {
    const uint64_t done = std::min(bytes, total_);
    const uint64_t marks = done * kWidth / total_;
    line += fmt::format("[{:=<{}}{:{}}] {:>3} %  ", "", marks, "",
                        kWidth - marks, done * 100 / total_);
  }
  line += fmt::format("{} events", events);
  std::fputs(line.c_str(), stderr);
}

}  // namespace kefu::tools
