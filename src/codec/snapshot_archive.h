// The archives through which cereal writes and reads the small parts of a
// snapshot: over memory, and bounded by it.

#ifndef KEFU_CODEC_SNAPSHOT_ARCHIVE_H_
#define KEFU_CODEC_SNAPSHOT_ARCHIVE_H_

#include <cereal/cereal.hpp>
#include <cereal/types/array.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "kefu/snapshot.h"
#include "src/codec/snapshot_format.h"

namespace kefu::codec {

// Ends a reading; caught in Restore.
struct SnapshotFailure {
  SnapshotError error;
};
[[noreturn]] inline void Fail(uint64_t offset, std::string message) {
  throw SnapshotFailure{
      {SnapshotTrouble::kInvalid, offset, std::move(message)}};
}

class SaveArchive
    : public cereal::OutputArchive<SaveArchive,
                                   cereal::AllowEmptyClassElision> {
 public:
  explicit SaveArchive(std::vector<std::byte>* out)
      : OutputArchive(this), out_(*out) {}
  // What a version added stands in serialize() behind a question for it.
  static constexpr uint32_t version() { return kSnapshotVersion; }
  void saveBinary(const void* data, size_t size) {
    const auto* bytes = static_cast<const std::byte*>(data);
    out_.insert(out_.end(), bytes, bytes + size);
  }

 private:
  std::vector<std::byte>& out_;
};

class LoadArchive
    : public cereal::InputArchive<LoadArchive, cereal::AllowEmptyClassElision> {
 public:
  // `offset`: of the bytes in the snapshot, which is of this version.
  LoadArchive(std::span<const std::byte> bytes, uint64_t offset,
              uint32_t version)
      : InputArchive(this), bytes_(bytes), offset_(offset), version_(version) {}
  uint32_t version() const { return version_; }
  void loadBinary(void* data, size_t size) {
    CheckLeft(size);
    if (size != 0) std::memcpy(data, bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
    offset_ += size;
  }
  void CheckLeft(uint64_t size) const {
    if (size > bytes_.size()) {
      Fail(offset_, "something reaches beyond the end of its part");
    }
  }
  void CheckEnd() const {
    if (!bytes_.empty()) Fail(offset_, "something follows the end of a part");
  }
  uint64_t offset() const { return offset_; }

 private:
  std::span<const std::byte> bytes_;
  uint64_t offset_;
  uint32_t version_;
};

template <class T>
requires std::is_arithmetic_v<T>
void CEREAL_SAVE_FUNCTION_NAME(SaveArchive& ar, const T& value) {
  ar.saveBinary(&value, sizeof value);
}
template <class T>
requires std::is_arithmetic_v<T>
void CEREAL_LOAD_FUNCTION_NAME(LoadArchive& ar, T& value) {
  if constexpr (std::same_as<T, bool>) {
    uint8_t byte = 0;
    ar.loadBinary(&byte, 1);
    if (byte > 1) Fail(ar.offset() - 1, "expected 0 or 1");
    value = byte != 0;
  } else {
    ar.loadBinary(&value, sizeof value);
  }
}
template <class T>
void CEREAL_SAVE_FUNCTION_NAME(SaveArchive& ar, const cereal::SizeTag<T>& tag) {
  const uint64_t size = tag.size;
  ar(size);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(LoadArchive& ar, cereal::SizeTag<T>& tag) {
  uint64_t size = 0;
  ar(size);
  ar.CheckLeft(size);
  tag.size = static_cast<std::decay_t<T>>(size);
}
template <class T>
void CEREAL_SAVE_FUNCTION_NAME(SaveArchive& ar,
                               const cereal::BinaryData<T>& data) {
  ar.saveBinary(data.data, static_cast<size_t>(data.size));
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(LoadArchive& ar, cereal::BinaryData<T>& data) {
  ar.loadBinary(data.data, static_cast<size_t>(data.size));
}
// cereal's own makes a list as long as it says it is before it has read one
// item. This one grows by what is there.
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(LoadArchive& ar, std::vector<T>& list) {
  uint64_t size = 0;
  ar(size);
  list.clear();
  if constexpr (std::is_arithmetic_v<T>) {
    if (size > SIZE_MAX / sizeof(T)) size = SIZE_MAX / sizeof(T);
    ar.CheckLeft(size * sizeof(T));
    list.resize(static_cast<size_t>(size));
    ar.loadBinary(list.data(), list.size() * sizeof(T));
  } else {
    for (; size != 0; --size) ar(list.emplace_back());
  }
}

}  // namespace kefu::codec

CEREAL_SETUP_ARCHIVE_TRAITS(kefu::codec::LoadArchive, kefu::codec::SaveArchive)

#endif  // KEFU_CODEC_SNAPSHOT_ARCHIVE_H_
