// BinaryLogWriter of binary_log.h: the engine's ids into the log's numbers.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/binary_log.h"
#include "src/codec/block_writer.h"
#include "src/codec/customer_name.h"
#include "src/codec/typed_event.h"

namespace kefu {
namespace {

using codec::KindOf;

// The numbers that ids have in the present segment.
class Numbers {
 public:
  Numbers(const Engine& engine, codec::BlockWriter* blocks)
      : engine_(engine), blocks_(*blocks) {}

  template <class Tag, class Rep>
  void operator()(Id<Tag, Rep>* id) {
    if (*id) id->value = static_cast<Rep>(NumberOf(*id));
  }
  void operator()(CustomerId* id) {
    if (*id && *id != kNoMoreCustomers) id->value = NumberOf(*id);
  }
  void operator()(DeskList* list) {
    desks_.assign(list->begin(), list->end());
    for (DeskId& id : desks_) (*this)(&id);
    *list = desks_;
  }
  void operator()(CustomerList* list) {
    customers_.assign(list->begin(), list->end());
    for (CustomerId& id : customers_) (*this)(&id);
    *list = customers_;
  }
  template <class Tag, class Rep>
  void operator()(std::optional<Id<Tag, Rep>>* id) {
    if (*id) (*this)(&**id);
  }
  void operator()(TagList* list) {
    if (!*list) return;
    tags_.assign((*list)->begin(), (*list)->end());
    for (TagId& id : tags_) (*this)(&id);
    *list = tags_;
  }
  void operator()(AttributeList* list) {
    attributes_.Clear();
    while (auto value = list->Take()) {
      (*this)(&value->attribute);
      attributes_.Add(*value);
    }
    *list = attributes_.list();
  }
  template <class T>
  void operator()(T*) {}  // no id

 private:
  // An id without a name was never known; "" says so, and reads back as such.
  template <class IdType>
  uint64_t NumberOf(IdType id) {
    auto& known = known_[KindOf<IdType>()];
    if (id.value < known.size() && known[id.value] != 0) {
      return known[id.value];
    }
    const std::string_view name = engine_.ruleset().Name(id);
    if (name.empty()) return Nameless(KindOf<IdType>());
    if (id.value >= known.size()) known.resize(id.value + size_t{1});
    return known[id.value] = Narrow(blocks_.AddName(KindOf<IdType>(), name));
  }

  // By row: of a row that is used again the generation is another one.
  struct Row {
    uint32_t generation = 0;
    uint32_t number = 0;
  };
  uint64_t NumberOf(CustomerId id) {
    const auto row = static_cast<uint32_t>(id.value);
    const auto generation = static_cast<uint32_t>(id.value >> 32);
    if (row < rows_.size() && rows_[row].number != 0 &&
        rows_[row].generation == generation) {
      return rows_[row].number;
    }
    const std::string name = engine_.CustomerName(id);
    if (name.empty()) return Nameless(codec::kCustomerKind);
    if (row >= rows_.size()) rows_.resize(row + size_t{1});
    const auto key = codec::KeyOf(engine_, id, name);
    const uint64_t number = key ? blocks_.AddCustomerKey(*key)
                                : blocks_.AddName(codec::kCustomerKind, name);
    rows_[row] = {generation, Narrow(number)};
    return number;
  }

  uint64_t Nameless(uint8_t kind) {
    if (nameless_[kind] == 0) nameless_[kind] = blocks_.AddName(kind, "");
    return nameless_[kind];
  }
  static uint32_t Narrow(uint64_t number) {
    return static_cast<uint32_t>(number);  // BlockWriter bounds it
  }

  const Engine& engine_;
  codec::BlockWriter& blocks_;
  std::array<std::vector<uint32_t>, codec::kKinds> known_;  // by kind and id
  std::vector<Row> rows_;
  std::array<uint64_t, codec::kKinds> nameless_{};
  std::vector<DeskId> desks_;          // of one list
  std::vector<CustomerId> customers_;  // of one list
  std::vector<TagId> tags_;
  Attributes attributes_;
};

}  // namespace

struct BinaryLogWriter::Impl {
  explicit Impl(const Engine* engine_in)
      : engine(*engine_in), blocks(engine_in->Events()) {}

  void Add(const EventRecord& record, std::span<const std::byte> payloads);
  void AddNoEvent(EventRecord record);

  const Engine& engine;
  codec::BlockWriter blocks;
  std::optional<Numbers> numbers;
};

void BinaryLogWriter::Impl::Add(const EventRecord& record,
                                std::span<const std::byte> payloads) {
  if (blocks.Prepare() || !numbers) numbers.emplace(engine, &blocks);
  Payload payload;
  if (record.payload != 0 && !payload.Parse(record.payload, payloads)) {
    return AddNoEvent(record);
  }
  // Before its names are added.
  codec::CheckPayload(payload.bytes());
  const bool typed =
      codec::VisitEvent(record, payload, [&](auto& event, bool good) {
        if (!good) return AddNoEvent(record);
        VisitFields(event, [&](Field, Slot, Presence, auto& value) {
          (*numbers)(&value);
        });
        blocks.Add(event);
      });
  if (!typed) AddNoEvent(record);
}

// The refusal names who stands in these slots.
void BinaryLogWriter::Impl::AddNoEvent(EventRecord record) {
  CustomerId customer{record.customer};
  AgentId agent{record.agent};
  DeskId desk{record.desk};
  (*numbers)(&customer);
  (*numbers)(&agent);
  (*numbers)(&desk);
  record.customer = customer.value;
  record.agent = agent.value;
  record.desk = desk.value;
  blocks.AddNoEvent(record);
}

BinaryLogWriter::BinaryLogWriter(const Engine* engine)
    : impl_(std::make_unique<Impl>(engine)) {}
BinaryLogWriter::~BinaryLogWriter() = default;
BinaryLogWriter::BinaryLogWriter(BinaryLogWriter&&) noexcept = default;
BinaryLogWriter& BinaryLogWriter::operator=(BinaryLogWriter&&) noexcept =
    default;

void BinaryLogWriter::Add(const EventRecord& event,
                          std::span<const std::byte> payloads) {
  impl_->Add(event, payloads);
}

void BinaryLogWriter::Add(const EventBatch& batch) {
  for (const EventRecord& record : batch.records()) {
    impl_->Add(record, batch.payloads());
  }
}

void BinaryLogWriter::Flush(std::string* out) { impl_->blocks.Flush(out); }
size_t BinaryLogWriter::bytes() const { return impl_->blocks.bytes(); }
void BinaryLogWriter::BeginSegment() { impl_->blocks.BeginSegment(); }

}  // namespace kefu
