// JsonToBinaryLog and BinaryLogToJson of binary_log.h: names stay names.

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/binary_log.h"
#include "src/base/name_table.h"
#include "src/codec/block_reader.h"
#include "src/codec/block_writer.h"
#include "src/codec/fill_event.h"
#include "src/codec/json_event.h"
#include "src/codec/line_reader.h"
#include "src/codec/name_list.h"
#include "src/codec/numbered_event.h"
#include "src/codec/typed_event.h"

namespace kefu {
namespace {

using codec::CustomerName;
using codec::KindOf;

// ---------------------------------------------------------------- to binary

// Names into numbers.
class Dictionary : public codec::PlainValues {
 public:
  explicit Dictionary(codec::BlockWriter* blocks) : blocks_(*blocks) {}

  using PlainValues::operator();
  template <class Tag, class Rep>
  void operator()(std::string_view name, Id<Tag, Rep>* id) {
    const auto kind = KindOf<Id<Tag, Rep>>();
    const uint64_t number =
        NumberOf(kind, name, [&] { return blocks_.AddName(kind, name); });
    id->value = static_cast<Rep>(number);  // BlockWriter bounds it
  }
  void operator()(const CustomerName& name, CustomerId* id) {
    constexpr uint8_t kKind = codec::kCustomerKind;
    id->value = name.by_key
                    ? NumberOf(kKind, name.key,
                               [&] { return blocks_.AddCustomerKey(name.key); })
                    : NumberOf(kKind, name.name, [&] {
                        return blocks_.AddName(kKind, name.name);
                      });
  }
  void operator()(const std::vector<std::string_view>& names, DeskList* list) {
    desks_.resize(names.size());
    for (size_t i = 0; i < names.size(); ++i) (*this)(names[i], &desks_[i]);
    *list = desks_;
  }
  void operator()(const std::vector<CustomerName>& names, CustomerList* list) {
    customers_.resize(names.size());
    for (size_t i = 0; i < names.size(); ++i) {
      (*this)(names[i], &customers_[i]);
    }
    *list = customers_;
  }
  template <class Tag, class Rep>
  void operator()(const codec::MaybeName& name,
                  std::optional<Id<Tag, Rep>>* id) {
    id->emplace();
    if (!name.name.empty()) (*this)(name.name, &**id);
  }
  void operator()(const std::vector<std::string_view>& names, TagList* list) {
    tags_.resize(names.size());
    for (size_t i = 0; i < names.size(); ++i) (*this)(names[i], &tags_[i]);
    *list = tags_;
  }
  void operator()(const std::vector<codec::NamedValue>& values,
                  AttributeList* list) {
    attributes_.Clear();
    for (codec::NamedValue one : values) {
      (*this)(one.name, &one.value.attribute);
      attributes_.Add(one.value);
    }
    *list = attributes_.list();
  }

  // In a new segment nobody has a number.
  void Clear() {
    for (auto& kind : kinds_) {
      if (kind) kind->numbers.clear();
    }
  }

 private:
  struct Kind {
    NameTable names;
    std::vector<uint64_t> numbers;  // by row; 0: none in this segment
  };

  template <class Name, class Add>
  uint64_t NumberOf(uint8_t kind_number, const Name& name, const Add& add) {
    if (!kinds_[kind_number]) kinds_[kind_number] = std::make_unique<Kind>();
    Kind& kind = *kinds_[kind_number];
    uint32_t row = kind.names.Find(name);
    if (row == 0) row = kind.names.Add(name);
    if (row >= kind.numbers.size()) kind.numbers.resize(row + size_t{1});
    uint64_t& number = kind.numbers[row];
    if (number == 0) number = add();
    return number;
  }

  codec::BlockWriter& blocks_;
  std::array<std::unique_ptr<Kind>, codec::kKinds> kinds_;
  std::vector<DeskId> desks_;          // of one list
  std::vector<CustomerId> customers_;  // of one list
  std::vector<TagId> tags_;
  Attributes attributes_;
};

// The longest line that can hold what goes into a log.
constexpr size_t kLongestLine = kMaxLoggedPayload * 6 + 65'536;

}  // namespace

struct JsonToBinaryLog::Impl {
  void Add(const codec::RawEvent& raw);

  codec::BlockWriter blocks{0};
  Dictionary dictionary{&blocks};
  EventBatch one;
  codec::LineReader lines{kLongestLine, "a log can hold"};
};

void JsonToBinaryLog::Impl::Add(const codec::RawEvent& raw) {
  if (blocks.Prepare()) dictionary.Clear();
  const auto add = [this](const auto& event) {
    // A value may be out of an engine's range: no reader would take it.
    one.Clear();
    one.Add(event);
    if (!codec::IsProper(one.records()[0], one.payloads())) {
      throw std::length_error(
          "a value is out of range: the engine refuses it as bad_record");
    }
    blocks.Add(event);
  };
  codec::FillEvent(raw, dictionary, add);
}

JsonToBinaryLog::JsonToBinaryLog() : impl_(std::make_unique<Impl>()) {}
JsonToBinaryLog::~JsonToBinaryLog() = default;
JsonToBinaryLog::JsonToBinaryLog(JsonToBinaryLog&&) noexcept = default;
JsonToBinaryLog& JsonToBinaryLog::operator=(JsonToBinaryLog&&) noexcept =
    default;

std::optional<LogError> JsonToBinaryLog::AddLines(std::string_view text,
                                                  bool last, size_t* used) {
  try {
    return impl_->lines.ReadLines(
        text, last, used, [] { return true; },
        [this](const codec::RawEvent& raw) { impl_->Add(raw); });
  } catch (const std::length_error& error) {
    return LogError{impl_->lines.lines(), 1, error.what()};
  }
}

void JsonToBinaryLog::Flush(std::string* out) { impl_->blocks.Flush(out); }
size_t JsonToBinaryLog::bytes() const { return impl_->blocks.bytes(); }
uint64_t JsonToBinaryLog::events() const { return impl_->blocks.next_event(); }

// ------------------------------------------------------------------ to JSON

namespace {

// The names of a segment.
class LogNames {
 public:
  void Add(const codec::Piece& piece) {
    size_t added = 0;
    try {
      for (const codec::BlockName& name : piece.names) {
        kinds_[name.kind].Add(name);
        ++added;
      }
    } catch (...) {
      Remove(piece, added);
      throw;
    }
  }
  void Remove(const codec::Piece& piece, size_t count) {
    while (count > 0) kinds_[piece.names[--count].kind].RemoveLast();
  }
  void Clear() { kinds_ = {}; }

  // Whether a number is that of a name.
  template <class Tag, class Rep>
  bool operator()(Id<Tag, Rep>* id) const {
    return id->value <= kinds_[KindOf<Id<Tag, Rep>>()].size();
  }
  bool operator()(CustomerId* id) const {
    return *id == kNoMoreCustomers ||
           id->value <= kinds_[codec::kCustomerKind].size();
  }
  bool operator()(DeskList* list) const {
    for (DeskId id : *list) {
      if (!(*this)(&id)) return false;
    }
    return true;
  }
  bool operator()(CustomerList* list) const {
    for (CustomerId id : *list) {
      if (!(*this)(&id)) return false;
    }
    return true;
  }
  template <class Tag, class Rep>
  bool operator()(std::optional<Id<Tag, Rep>>* id) const {
    return !*id || (*this)(&**id);
  }
  bool operator()(TagList* list) const {
    if (!*list) return true;
    for (TagId id : **list) {
      if (!(*this)(&id)) return false;
    }
    return true;
  }
  bool operator()(AttributeList* list) const {
    AttributeList rest = *list;
    while (auto value = rest.Take()) {
      if (!(*this)(&value->attribute)) return false;
    }
    return true;
  }
  template <class T>
  bool operator()(T*) const {  // no id
    return true;
  }

  template <class Tag, class Rep>
  std::string_view Name(Id<Tag, Rep> id) const {
    if (!id) return "";
    return kinds_[KindOf<Id<Tag, Rep>>()].Text(id.value);
  }
  // Who had no room, and so no id, has no name either.
  void AppendCustomer(CustomerId id, std::string* out) const {
    const codec::NameList& names = kinds_[codec::kCustomerKind];
    if (!id || id == kNoMoreCustomers) {
      out->append("\"\"");
    } else if (names.IsKey(id.value)) {
      codec::AppendNumber(names.Key(id.value), out);
    } else {
      codec::AppendJsonString(names.Text(id.value), out);
    }
  }

 private:
  std::array<codec::NameList, codec::kKinds> kinds_;
};

// What AppendEvent is given: a name to copy.
struct NamesOf {
  const LogNames& names;
  template <class T>
  std::string_view Name(T id) const {
    return names.Name(id);
  }
  void AppendCustomer(CustomerId id, std::string* out) const {
    names.AppendCustomer(id, out);
  }
};

constexpr char kNotUtf8[] =
    "a text or name of it is not UTF-8, as JSON must be";
constexpr char kNoEvent[] = "it was no proper event when it was logged";

}  // namespace

struct BinaryLogToJson::Impl {
  std::optional<BinaryLogError> TakeBlock(const codec::Piece& piece,
                                          std::string* out);

  // Both return why there is no line for it; "" if there is.
  template <Event E>
  const char* Append(const E& event, std::string* out) const {
    const size_t begin = out->size();
    codec::AppendEvent(event, NamesOf{names}, out);
    const bool good =
        simdjson::validate_utf8(out->data() + begin, out->size() - begin);
    return good ? nullptr : kNotUtf8;
  }
  const char* Append(const EventRecord&, std::string*) const {
    return kNoEvent;
  }

  codec::BlockReader blocks;
  LogNames names;
  std::optional<BinaryLogError> error;
};

std::optional<BinaryLogError> BinaryLogToJson::Impl::TakeBlock(
    const codec::Piece& piece, std::string* out) {
  names.Add(piece);
  const size_t before = out == nullptr ? 0 : out->size();
  std::optional<BinaryLogError> unsayable;
  const auto append = [&](size_t i, const auto& event) {
    if (out == nullptr || unsayable) return;
    if (const char* const why = Append(event, out)) {
      unsayable = blocks.EventError(i, LogTrouble::kNoJson, why);
    }
  };
  try {
    auto wrong = codec::VisitNumbered(blocks, piece, names, append);
    if (!wrong) wrong = std::move(unsayable);
    if (wrong && out != nullptr) out->resize(before);
    return wrong;
  } catch (...) {
    if (out != nullptr) out->resize(before);
    names.Remove(piece, piece.names.size());
    throw;
  }
}

BinaryLogToJson::BinaryLogToJson() : impl_(std::make_unique<Impl>()) {}
BinaryLogToJson::~BinaryLogToJson() = default;
BinaryLogToJson::BinaryLogToJson(BinaryLogToJson&&) noexcept = default;
BinaryLogToJson& BinaryLogToJson::operator=(BinaryLogToJson&&) noexcept =
    default;

std::optional<BinaryLogError> BinaryLogToJson::AddBlocks(std::string_view bytes,
                                                         bool last,
                                                         size_t max_bytes,
                                                         std::string* out,
                                                         size_t* used) {
  *used = 0;
  while (!impl_->error && (out == nullptr || out->size() < max_bytes)) {
    const codec::Piece* piece = nullptr;
    impl_->error = impl_->blocks.Next(bytes.substr(*used), last, &piece);
    if (impl_->error || piece->bytes == 0) break;
    if (piece->is_segment) {
      impl_->names.Clear();
    } else if ((impl_->error = impl_->TakeBlock(*piece, out))) {
      break;
    }
    impl_->blocks.Take();
    *used += piece->bytes;
  }
  return impl_->error;
}

uint64_t BinaryLogToJson::offset() const { return impl_->blocks.offset(); }
uint64_t BinaryLogToJson::blocks() const { return impl_->blocks.blocks(); }
uint64_t BinaryLogToJson::events() const { return impl_->blocks.events(); }

}  // namespace kefu
