// A progress bar on standard error.

#ifndef KEFU_TOOLS_REPLAY_PROGRESS_H_
#define KEFU_TOOLS_REPLAY_PROGRESS_H_

#include <chrono>
#include <cstdint>

namespace kefu::tools {

class Progress {
 public:
  // Shown if standard error is a terminal, or if `always`. `total`: bytes of
  // the input; 0 if not known.
  Progress(bool always, uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Draws it anew, a few times a second at most.
  void Show(uint64_t bytes, uint64_t events);

 private:
  void Draw(uint64_t bytes, uint64_t events);

  bool wanted_;
  uint64_t total_;
  uint64_t bytes_ = 0, events_ = 0;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_PROGRESS_H_
