#include "src/model/profiles.h"

#include <cstring>
#include <new>

namespace kefu {

ProfileBlock Profiles::Make(AttributeList attributes,
                            std::span<const uint32_t> tags) {
  ProfileBlock block;
  block.attribute_bytes = static_cast<uint32_t>(attributes.bytes().size());
  block.tags = static_cast<uint32_t>(tags.size());
  if (block.size() == 0) return block;
  block.bytes = static_cast<std::byte*>(::operator new(block.size()));
  if (block.attribute_bytes != 0) {
    std::memcpy(block.bytes, attributes.bytes().data(), block.attribute_bytes);
  }
  if (block.tags != 0) {
    std::memcpy(block.bytes + block.attribute_bytes, tags.data(),
                tags.size_bytes());
  }
  return block;
}

void Profiles::Free(ProfileBlock* block) {
  ::operator delete(block->bytes);
  *block = {};
}

void Profiles::SetBlock(uint32_t row, ProfileBlock block) {
  ProfileRow& profile = Write(row);
  Free(&profile.block);
  profile.block = block;
}

void Profiles::Clear(uint32_t row) {
  if (row >= used_) return;
  Free(&rows_[row].block);
  rows_[row] = {};
  for (size_t w = 0; w < words_; ++w) {
    bits_[static_cast<uint32_t>(row * words_ + w)] = 0;
  }
}

void Profiles::Release() {
  for (uint32_t row = 0; row < used_; ++row) Free(&rows_[row].block);
}

void Profiles::CopyFrom(const Profiles& other) {
  for (uint32_t row = 0; row < used_; ++row) Clear(row);
  used_ = 0;
  Reserve(other.rows_.capacity());
  for (uint32_t row = 0; row < other.used_; ++row) {
    const ProfileRow& from = other.rows_[row];
    const ProfileBlock block =
        Make(from.block.attributes(), from.block.TagIds());
    ProfileRow& to = Write(row);
    to = from;
    to.block = block;
    for (size_t w = 0; w < words_; ++w) {
      const auto i = static_cast<uint32_t>(row * words_ + w);
      bits_[i] = other.bits_[i];
    }
  }
}

size_t Profiles::bytes() const {
  size_t bytes = 0;
  for (uint32_t row = 0; row < used_; ++row) {
    const ProfileRow& profile = rows_[row];
    if (!profile.known && profile.block.bytes == nullptr) continue;
    bytes += sizeof profile + words_ * sizeof(uint64_t) + profile.block.size();
  }
  return bytes;
}

}  // namespace kefu
