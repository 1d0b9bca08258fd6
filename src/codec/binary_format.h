// The bytes of a binary log (docs/log.md). All numbers are little endian, all
// parts a multiple of 8 bytes long.

#ifndef KEFU_CODEC_BINARY_FORMAT_H_
#define KEFU_CODEC_BINARY_FORMAT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

#include "kefu/binary_log.h"
#include "kefu/event.h"
#include "kefu/ids.h"
#include "src/base/checksum.h"

namespace kefu::codec {

inline constexpr std::string_view kLogMagic{"KEFULOG\0", 8};
inline constexpr uint32_t kLogVersion = 1;
inline constexpr uint32_t kBlockMark = 0x4B4C424B;  // "KBLK"
inline constexpr size_t kBlockBytes = 65'536;  // where a writer closes a block

// The beginning of a segment.
struct SegmentHeader {
  char magic[8] = {};
  uint32_t version = 0;
  uint32_t bytes = 0;        // of this header
  uint64_t first_event = 0;  // how many its engine had counted before
  uint64_t checksum = 0;     // of what stands before it
};
static_assert(sizeof(SegmentHeader) == 32);

// The beginning of a block. Behind it come the names, the records and the
// payloads. Both checksums begin with that of the header before this one, so
// a block that is missing, or stands in another place, is noticed.
struct BlockHeader {
  uint32_t mark = 0;
  uint32_t bytes = 0;     // of the body, at most kMaxLogBlock
  uint32_t names = 0;     // how many
  uint32_t events = 0;    // how many
  uint64_t body = 0;      // checksum of the body
  uint64_t checksum = 0;  // of what stands before it in this header
};
static_assert(sizeof(BlockHeader) == 32);

// The checksum of a header, which is its last member.
template <class Header>
uint64_t ChecksumOf(uint64_t previous, const Header& header) {
  return Checksum(previous, {reinterpret_cast<const char*>(&header),
                             sizeof header - sizeof header.checksum});
}

// A name: this, then its bytes, padded with zeros to a multiple of 8. The
// names of one kind are numbered from 1 in each segment.
struct NameHead {
  uint8_t kind = 0;    // see KindOf
  uint8_t is_key = 0;  // 1: a customer's 64-bit key, 8 bytes
  uint16_t reserved = 0;
  uint32_t bytes = 0;
};
static_assert(sizeof(NameHead) == 8);

// In a record ids are numbers of names; 0 is "none". The customer
// kNoMoreCustomers, for whom there was no room, stands as he is.

// ------------------------------------------------------------ kinds of names
// A kind is what one type of ids names. Its number is the lowest that
// events.def gives to a field of this type, or of one that holds such ids.

inline constexpr size_t kKinds = 256;

template <class T>
struct IdsIn {
  using Is = T;
};
template <>
struct IdsIn<CustomerList> {
  using Is = CustomerId;
};
template <>
struct IdsIn<DeskList> {
  using Is = DeskId;
};
template <>
struct IdsIn<TagList> {
  using Is = TagId;
};
template <>
struct IdsIn<AttributeList> {
  using Is = AttributeId;
};
template <class Tag, class Rep>
struct IdsIn<std::optional<Id<Tag, Rep>>> {
  using Is = Id<Tag, Rep>;
};

template <class T>
constexpr uint8_t KindOf() {
  uint8_t kind = 0;
#define KEFU_FIELD_NAME(number, name, type, doc)                            \
  static_assert(number > 0 && number < kKinds);                             \
  if (std::is_same_v<T, IdsIn<type>::Is> && (kind == 0 || number < kind)) { \
    kind = number;                                                          \
  }
#include "kefu/events.def"
  return kind;
}
inline constexpr uint8_t kCustomerKind = KindOf<CustomerId>();

// Calls visit(kind, IdType{}) for each kind of names but the customers'.
template <class Visitor>
constexpr void VisitKinds(Visitor&& visit) {
  const auto one = [&]<class T>(uint8_t number, T) {
    if constexpr (requires(T id) { id.value; }) {
      if (number == KindOf<T>() && !std::is_same_v<T, CustomerId>) {
        visit(number, T{});
      }
    }
  };
#define KEFU_FIELD_NAME(number, name, type, doc) one(number, IdsIn<type>::Is{});
#include "kefu/events.def"
}

// How many names of a kind there may be in a segment before the next event
// begins another one: its numbers must fit an id, whatever that event names.
constexpr std::array<uint64_t, kKinds> MakeRoom() {
  std::array<uint64_t, kKinds> room{};
  constexpr uint64_t kSpare = 4096;
  VisitKinds([&](uint8_t kind, auto id) {
    room[kind] = std::numeric_limits<decltype(id.value)>::max() - kSpare;
  });
  room[kCustomerKind] = UINT32_MAX - kSpare;
  return room;
}
inline constexpr std::array<uint64_t, kKinds> kRoomOf = MakeRoom();
constexpr bool IsKind(uint8_t kind) { return kRoomOf[kind] != 0; }

}  // namespace kefu::codec

#endif  // KEFU_CODEC_BINARY_FORMAT_H_
