// Where a line of JSON is broken. Used only after a fast reader has given up,
// so it may be slow; it takes memory in proportion to the text at most.

#ifndef KEFU_CODEC_JSON_PLACE_H_
#define KEFU_CODEC_JSON_PLACE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kefu::codec {

struct JsonPlace {
  size_t offset = 0;    // in bytes, from 0
  std::string message;  // what is wrong there
};

// The first thing that makes `json` no JSON text in UTF-8; none if it is one.
std::optional<JsonPlace> FindJsonError(std::string_view json);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_JSON_PLACE_H_
