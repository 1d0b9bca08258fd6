// The errors of one config text, in the order of their places and bounded in
// number (E6).

#ifndef KEFU_CODEC_CONFIG_ERRORS_H_
#define KEFU_CODEC_CONFIG_ERRORS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/ruleset.h"
#include "src/codec/json_tree.h"

namespace kefu::codec {

class ErrorList {
 public:
  // A text that is wrong throughout shall not cost memory without bound; the
  // rest is counted.
  static constexpr size_t kMaxErrors = 100;

  bool empty() const { return errors_.empty(); }
  // Would an error at this offset be kept? If not, it is counted.
  bool Takes(size_t offset);
  // REQUIRES: Takes(offset) has said yes.
  void Add(size_t offset, ConfigError error);
  // Counts errors without a place.
  void AddMore(size_t n) { more_ += n; }
  // The first errors with line and column and, if there are more, one that
  // says how many. `text`: what the offsets count in.
  std::vector<ConfigError> Finish(std::string_view text);

 private:
  struct Entry {
    size_t offset;
    ConfigError error;
  };
  std::vector<Entry> errors_;  // by offset, at most kMaxErrors
  size_t more_ = 0;
};

// A piece of a text as it stands in a message: in quotes, shortened, with
// control characters made visible.
std::string Quote(std::string_view text);
// A value as it stands in a message.
std::string Quote(const JsonTree& tree, const JsonNode& node);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_CONFIG_ERRORS_H_
