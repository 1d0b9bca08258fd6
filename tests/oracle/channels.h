// What channels let through (W1, W3, W4, W6, W7), as the spec says it: by their
// type, or as their own `windows` have it. Channels go by their places in the
// config; -1 is none, which lets everything through.

#ifndef KEFU_TESTS_ORACLE_CHANNELS_H_
#define KEFU_TESTS_ORACLE_CHANNELS_H_

#include <string>
#include <vector>

#include "kefu/config.h"

namespace kefu::oracle {

class Channels {
 public:
  explicit Channels(const Config& config) : config_(config) {}

  // Null for none.
  const ChannelConfig* At(int channel) const;
  std::vector<GrantConfig> GrantsOf(int channel) const;
  WindowFallback FallbackOf(int channel) const;
  bool HasPage(int channel) const;
  bool Carries(int channel, SendUse use, MessageKind kind) const;
  bool TextsGoIn(int channel, SessionState state) const;
  bool FileFits(int channel, const std::string& name) const;

 private:
  const Config& config_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_CHANNELS_H_
