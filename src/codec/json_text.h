// Pieces of JSON text, appended to a string. Fast, and the same bytes
// everywhere: no stream, no locale.

#ifndef KEFU_CODEC_JSON_TEXT_H_
#define KEFU_CODEC_JSON_TEXT_H_

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace kefu::codec {

// A string in quotes. Bytes that are not ASCII stand as they are.
void AppendJsonString(std::string_view text, std::string* out);

template <class Int>
void AppendNumber(Int value, std::string* out) {
  static_assert(std::is_integral_v<Int> && sizeof(Int) >= 4);
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out->append(digits, static_cast<size_t>(end - digits));
}

// Appends [...], each entry by write(entry).
template <class List, class Write>
void AppendJsonList(const List& list, std::string* out, const Write& write) {
  out->push_back('[');
  for (const auto& entry : list) {
    write(entry);
    out->push_back(',');
  }
  if (list.empty()) {
    out->push_back(']');
  } else {
    out->back() = ']';  // in the place of the last comma
  }
}

// Writes the members of one object, in the order in which they are called.
class JsonObject {
 public:
  explicit JsonObject(std::string* out) : out_(out) { out_->push_back('{'); }
  // REQUIRES: called once, last.
  void Close() {
    if (empty_) return out_->push_back('}');
    out_->back() = '}';  // in the place of the last comma
  }

  // `key` needs no escapes: it is a word of the vocabulary.
  void Key(std::string_view key) {
    empty_ = false;
    out_->push_back('"');
    out_->append(key);
    out_->append("\":", 2);
  }
  // A key that comes from outside.
  void NamedKey(std::string_view key) {
    empty_ = false;
    AppendJsonString(key, out_);
    out_->push_back(':');
  }
  template <class Int>
  void Number(std::string_view key, Int value) {
    Key(key);
    AppendNumber(value, out_);
    Next();
  }
  void String(std::string_view key, std::string_view value) {
    Key(key);
    AppendJsonString(value, out_);
    Next();
  }
  // A list, as of AppendJsonList; nothing if it is empty.
  template <class Entries, class Write>
  void ListOf(std::string_view key, const Entries& list, const Write& write) {
    if (list.empty()) return;
    Key(key);
    AppendJsonList(list, out_, write);
    Next();
  }
  // A value that was appended after Key() is complete.
  void Next() { out_->push_back(','); }

  std::string* out() const { return out_; }

 private:
  std::string* out_;
  bool empty_ = true;
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_JSON_TEXT_H_
