// One line of an event log: JSON into the fields of an event, names not yet
// looked up. Made from events.def; knows neither engine nor ruleset.

#ifndef KEFU_CODEC_EVENT_LINE_H_
#define KEFU_CODEC_EVENT_LINE_H_

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/event.h"
#include "kefu/ids.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"

namespace kefu::codec {

inline constexpr size_t kMaxCustomers = 1000;  // of one agent_accepts (A4)
inline constexpr size_t kMaxIdBytes = 64;      // of `id` (T1)

// A customer in JSON: a string, or a number that is the host's own key.
struct CustomerName {
  std::string_view name;
  uint64_t key = 0;
  bool by_key = false;
};

// A value of an attribute, by its name; of a list each text is one (kItem).
struct NamedValue {
  std::string_view name;
  AttributeValue value;
};
// The name of somebody, or "" for nobody.
struct MaybeName {
  std::string_view name;
};

// What a field holds before its name is looked up.
template <class T>
struct RawType {
  using Is = T;
};
template <class Tag, class Rep>
struct RawType<Id<Tag, Rep>> {
  using Is = std::string_view;
};
template <>
struct RawType<DeskList> {
  using Is = std::vector<std::string_view>;
};
template <>
struct RawType<CustomerId> {
  using Is = CustomerName;
};
template <>
struct RawType<CustomerList> {
  using Is = std::vector<CustomerName>;
};

template <>
struct RawType<AttributeList> {
  using Is = std::vector<NamedValue>;
};
template <>
struct RawType<TagList> {
  using Is = std::vector<std::string_view>;
};
template <class Tag, class Rep>
struct RawType<std::optional<Id<Tag, Rep>>> {
  using Is = MaybeName;
};

inline constexpr size_t kFields = 128;  // above the number of any Field
using FieldSet = std::bitset<kFields>;
inline FieldSet Bit(Field field) {
  return FieldSet().set(static_cast<size_t>(field));
}
inline bool Has(const FieldSet& fields, Field field) {
  return fields[static_cast<size_t>(field)];
}

// The fields of one line. Strings are views of the line or of the parser's
// memory and live until the next line is parsed.
struct RawEvent {
  EventType type = EventType::kNone;
  Instant at;
  FieldSet given;
  std::array<int, kFields> columns{};  // by Field: where its key stands, from 1
#define KEFU_FIELD_NAME(number, name, type, doc) RawType<type>::Is name{};
#include "kefu/events.def"
};

// What an event may have and must have.
struct FieldRules {
  FieldSet allowed = Bit(Field::seq) | Bit(Field::id);
  FieldSet required;
  FieldSet one_of;  // at least one of them, if there are any
  FieldSet exactly_one_of;
};
FieldRules RulesOf(EventType type);

struct LineError {
  int column = 0;  // from 1, in bytes
  std::string message;
};

// Keeps its memory from line to line; not to be used from two threads.
class LineParser {
 public:
  LineParser();
  ~LineParser();

  // Parses `line` into event(). `readable`: how many bytes may be read from
  // its beginning on; if they are few behind the line, it is copied. Throws
  // std::bad_alloc.
  std::optional<LineError> Parse(std::string_view line, size_t readable);

  const RawEvent& event() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_EVENT_LINE_H_
