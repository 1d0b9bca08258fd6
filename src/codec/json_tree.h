// A JSON text as a flat list of values that know their places (E6).
//
// The text is copied once and its strings are decoded in that copy, so a key
// or a string is a view and not an allocation. A value is 24 bytes; a list or
// an object is followed by its members, and `end` leads past them.

#ifndef KEFU_CODEC_JSON_TREE_H_
#define KEFU_CODEC_JSON_TREE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kefu::codec {

enum class JsonKind : uint8_t {
  kNull,
  kFalse,
  kTrue,
  kNumber,
  kString,
  kList,
  kObject
};

struct JsonNode {
  uint32_t key_at = 0;      // offset of the key's quote; no key: of the value
  uint32_t key_length = 0;  // decoded
  uint32_t at = 0;          // offset of the value's first byte
  uint32_t length = 0;      // decoded bytes, digits, or members
  uint32_t end = 0;         // the node after this value and all in it
  JsonKind kind = JsonKind::kNull;
};

// A place in a text, both from 1; columns count bytes.
struct Place {
  int line = 1;
  int column = 1;
};

// Finds places in ascending order of offset with one pass over the text.
class PlaceFinder {
 public:
  explicit PlaceFinder(std::string_view text) : text_(text) {}
  // REQUIRES: no call before had a greater offset.
  Place Find(size_t offset);

 private:
  std::string_view text_;
  size_t seen_ = 0;        // line breaks are counted up to here
  size_t line_start_ = 0;  // where that line begins
  int line_ = 1;
};

struct SyntaxError {
  size_t offset = 0;
  std::string message;
};

class JsonTree {
 public:
  static constexpr int kMaxDepth = 64;

  // Reads a text; none: it is JSON. A byte order mark in front is skipped and
  // is no part of the first line. `text` must outlive the tree. Throws
  // std::bad_alloc.
  std::optional<SyntaxError> Read(std::string_view text);

  // Node 0 is the root. REQUIRES: Read succeeded.
  const JsonNode& operator[](uint32_t node) const { return nodes_[node]; }
  std::string_view Key(const JsonNode& node) const {
    return {copy_.data() + node.key_at + 1, node.key_length};
  }
  // The decoded string, or the digits of a number.
  std::string_view Text(const JsonNode& node) const {
    const uint32_t quote = node.kind == JsonKind::kString ? 1 : 0;
    return {copy_.data() + node.at + quote, node.length};
  }
  // What was read, without a byte order mark: offsets count from here.
  std::string_view source() const { return source_; }

  // The JSON pointer (RFC 6901) of a node; "" for the root.
  std::string Pointer(uint32_t node) const;
  // The node of a pointer or, if the text does not have it, of the nearest
  // value around it.
  uint32_t Find(std::string_view pointer) const;

 private:
  friend class JsonTreeMaker;
  uint32_t Child(uint32_t node, std::string_view step) const;

  std::string_view source_;
  std::string copy_;
  std::vector<JsonNode> nodes_;
};

// One step of a JSON pointer, escaped.
std::string EscapePointer(std::string_view key);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_JSON_TREE_H_
