// The names of one kind in a segment, by their numbers from 1.

#ifndef KEFU_CODEC_NAME_LIST_H_
#define KEFU_CODEC_NAME_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/block_reader.h"

namespace kefu::codec {

class NameList {
 public:
  // Throws std::bad_alloc; then it is as before.
  void Add(const BlockName& name) {
    Entry entry{name.key, kKey};
    if (!name.is_key) {
      entry = {text_.size(), name.text.size()};
      text_.append(name.text);
    }
    entries_.push_back(entry);
  }
  void RemoveLast() {
    const Entry& last = entries_.back();
    if (last.length != kKey) text_.resize(last.where);
    entries_.pop_back();
  }

  size_t size() const { return entries_.size(); }
  // REQUIRES of these: 1 <= number <= size().
  bool IsKey(uint64_t number) const {
    return entries_[number - 1].length == kKey;
  }
  uint64_t Key(uint64_t number) const { return entries_[number - 1].where; }
  std::string_view Text(uint64_t number) const {  // REQUIRES: !IsKey(number)
    const Entry& entry = entries_[number - 1];
    return std::string_view(text_).substr(entry.where, entry.length);
  }

 private:
  static constexpr uint64_t kKey = UINT64_MAX;
  struct Entry {
    uint64_t where;  // in text_, or the key
    uint64_t length;
  };
  std::vector<Entry> entries_;
  std::string text_;
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_NAME_LIST_H_
