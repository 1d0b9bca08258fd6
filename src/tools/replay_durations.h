// How long sessions last, where the log does not say when they end.

#ifndef KEFU_TOOLS_REPLAY_DURATIONS_H_
#define KEFU_TOOLS_REPLAY_DURATIONS_H_

#include <optional>
#include <string>
#include <unordered_map>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/time.h"

namespace kefu::tools {

class Durations {
 public:
  // Reads lines of a customer's name, a tab and milliseconds. Throws
  // ReplayError with the place of what is wrong.
  explicit Durations(const std::string& file);

  // A ServiceTime: none for a customer whom the file does not name.
  std::optional<Duration> Of(const Engine& engine,
                             const EffectRecord& assign) const;

 private:
  std::unordered_map<std::string, Duration> durations_;  // by customer
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_DURATIONS_H_
