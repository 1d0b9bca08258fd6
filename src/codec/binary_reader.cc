// BinaryLogReader of binary_log.h: the log's numbers into the engine's ids.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kefu/binary_log.h"
#include "src/codec/block_reader.h"
#include "src/codec/name_list.h"
#include "src/codec/numbered_event.h"
#include "src/codec/ruleset_names.h"

namespace kefu {
namespace {

using codec::BlockName;
using codec::KindOf;

// The ids that the names of a segment have in an engine.
class Ids {
 public:
  explicit Ids(Engine* engine) : engine_(*engine) {}

  // Looks the names of a block up. If it throws, nothing has changed but that
  // the engine may know more customers.
  void Add(const std::vector<BlockName>& names);
  // Takes the first `count` of them, the last that were added, out again.
  void Remove(const std::vector<BlockName>& names, size_t count);
  void Clear() { kinds_ = {}; }
  // To be called before the events of a block are turned into ids: asks at
  // once for all the customers of its records.
  void AskFor(const codec::Piece& piece);

  // Each returns false if there is no such number.
  template <class Tag, class Rep>
  bool operator()(Id<Tag, Rep>* id) {
    return !*id || FromNumber(id->value, id);
  }
  bool operator()(CustomerId* id) {
    return !*id || *id == kNoMoreCustomers || FromNumber(id->value, id);
  }
  bool operator()(DeskList* list) {
    desks_.assign(list->begin(), list->end());
    *list = desks_;
    for (DeskId& id : desks_) {
      if (!(*this)(&id)) return false;
    }
    return true;
  }
  bool operator()(CustomerList* list) {
    all_known_ = false;  // these may be others
    customers_.assign(list->begin(), list->end());
    *list = customers_;
    for (CustomerId& id : customers_) {
      if (!(*this)(&id)) return false;
    }
    return true;
  }
  template <class Tag, class Rep>
  bool operator()(std::optional<Id<Tag, Rep>>* id) {
    return !*id || (*this)(&**id);
  }
  bool operator()(TagList* list) {
    if (!*list) return true;
    tags_.assign((*list)->begin(), (*list)->end());
    *list = tags_;
    for (TagId& id : tags_) {
      if (!(*this)(&id)) return false;
    }
    return true;
  }
  bool operator()(AttributeList* list) {
    attributes_.Clear();
    while (auto value = list->Take()) {
      if (!(*this)(&value->attribute)) return false;
      attributes_.Add(*value);
    }
    *list = attributes_.list();
    return true;
  }
  template <class T>
  bool operator()(T*) {  // no id
    return true;
  }

 private:
  struct Kind {
    codec::NameList names;
    std::vector<uint64_t> ids;  // looked up already
  };

  template <class IdType>
  bool FromNumber(uint64_t number, IdType* id);
  template <class IdType>
  IdType LookUp(const Kind& kind, uint64_t number);
  void LookUpKind(uint8_t number, Kind* kind);
  void LookUpKeys(Kind* kind);

  // Whether an id still is what a look-up of its name would give: customers
  // are forgotten, and another ruleset may know a name that this one does not.
  bool Holds(CustomerId id) const { return all_known_ || engine_.Knows(id); }
  template <class IdType>
  bool Holds(IdType id) const {
    return id != codec::kOther<IdType>;
  }

  Engine& engine_;
  std::array<Kind, codec::kKinds> kinds_;
  std::vector<DeskId> desks_;          // of one list
  std::vector<CustomerId> customers_;  // of one list, look-up or block
  std::vector<TagId> tags_;            // of one list
  Attributes attributes_;              // of one event
  std::vector<uint64_t> keys_;         // of one look-up
  bool all_known_ = false;
};

template <class IdType>
IdType Ids::LookUp(const Kind& kind, uint64_t number) {
  const auto& names = kind.names;
  if constexpr (std::is_same_v<IdType, CustomerId>) {
    if (names.IsKey(number)) return engine_.CustomerByKey(names.Key(number));
    const std::string_view name = names.Text(number);
    return name.empty() ? codec::kNobody : engine_.Customer(name);
  } else {
    return codec::FindOrOther<IdType>(engine_.ruleset(), names.Text(number));
  }
}

template <class IdType>
bool Ids::FromNumber(uint64_t number, IdType* id) {
  Kind& kind = kinds_[KindOf<IdType>()];
  if (number > kind.ids.size()) return false;
  uint64_t& known = kind.ids[number - 1];
  id->value = static_cast<decltype(id->value)>(known);
  if (Holds(*id)) return true;
  *id = LookUp<IdType>(kind, number);
  known = id->value;
  return true;
}

void Ids::Add(const std::vector<BlockName>& names) {
  std::array<bool, codec::kKinds> touched{};
  size_t added = 0;
  try {
    for (const BlockName& name : names) {
      touched[name.kind] = true;
      kinds_[name.kind].names.Add(name);
      ++added;
    }
    for (size_t kind = 0; kind < codec::kKinds; ++kind) {
      if (touched[kind]) LookUpKind(static_cast<uint8_t>(kind), &kinds_[kind]);
    }
  } catch (...) {
    Remove(names, added);
    throw;
  }
}

void Ids::Remove(const std::vector<BlockName>& names, size_t count) {
  while (count > 0) {
    Kind& kind = kinds_[names[--count].kind];
    kind.names.RemoveLast();
    kind.ids.resize(std::min(kind.ids.size(), kind.names.size()));
  }
}

void Ids::LookUpKind(uint8_t number, Kind* kind) {
  kind->ids.reserve(kind->names.size());
  if (number == codec::kCustomerKind) {
    // In the order of the log, as if events were read one by one: it decides
    // who is still let in at limits.customers.
    while (kind->ids.size() < kind->names.size()) {
      const uint64_t next = kind->ids.size() + 1;
      if (kind->names.IsKey(next)) {
        LookUpKeys(kind);
      } else {
        kind->ids.push_back(LookUp<CustomerId>(*kind, next).value);
      }
    }
  }
  codec::VisitKinds([&](uint8_t one, auto id) {
    if (one != number) return;
    for (uint64_t i = kind->ids.size() + 1; i <= kind->names.size(); ++i) {
      kind->ids.push_back(LookUp<decltype(id)>(*kind, i).value);
    }
  });
}

void Ids::AskFor(const codec::Piece& piece) {
  const std::vector<uint64_t>& ids = kinds_[codec::kCustomerKind].ids;
  customers_.clear();
  for (size_t i = 0; i < piece.events; ++i) {
    const uint64_t number = piece.Record(i).customer;
    if (number - 1 < ids.size()) customers_.push_back({ids[number - 1]});
  }
  all_known_ = engine_.Knows(customers_);
}

// The keys that follow each other.
void Ids::LookUpKeys(Kind* kind) {
  keys_.clear();
  for (uint64_t i = kind->ids.size() + 1;
       i <= kind->names.size() && kind->names.IsKey(i); ++i) {
    keys_.push_back(kind->names.Key(i));
  }
  customers_.resize(keys_.size());
  engine_.CustomersByKey(keys_, customers_);
  for (const CustomerId id : customers_) kind->ids.push_back(id.value);
}

template <Event E>
void Append(const E& event, EventBatch* batch) {
  batch->Add(event);
}
void Append(const EventRecord& no_event, EventBatch* batch) {
  batch->Add(no_event, {});
}

}  // namespace

struct BinaryLogReader::Impl {
  explicit Impl(Engine* engine) : ids(engine) {}

  std::optional<BinaryLogError> TakeBlock(const codec::Piece& piece,
                                          EventBatch* batch);

  codec::BlockReader blocks;
  Ids ids;
  EventBatch block;  // its events
  std::optional<BinaryLogError> error;
};

std::optional<BinaryLogError> BinaryLogReader::Impl::TakeBlock(
    const codec::Piece& piece, EventBatch* batch) {
  block.Clear();
  ids.Add(piece.names);
  try {
    ids.AskFor(piece);
    auto wrong = codec::VisitNumbered(
        blocks, piece, ids,
        [&](size_t, const auto& event) { Append(event, &block); });
    if (wrong) return wrong;
    batch->Add(block);
  } catch (...) {
    ids.Remove(piece.names, piece.names.size());
    throw;
  }
  return std::nullopt;
}

BinaryLogReader::BinaryLogReader(Engine* engine)
    : impl_(std::make_unique<Impl>(engine)) {}
BinaryLogReader::~BinaryLogReader() = default;
BinaryLogReader::BinaryLogReader(BinaryLogReader&&) noexcept = default;
BinaryLogReader& BinaryLogReader::operator=(BinaryLogReader&&) noexcept =
    default;

std::optional<BinaryLogError> BinaryLogReader::AddBlocks(std::string_view bytes,
                                                         bool last,
                                                         size_t max_events,
                                                         EventBatch* batch,
                                                         size_t* used) {
  *used = 0;
  while (!impl_->error && batch->size() < max_events) {
    const codec::Piece* piece = nullptr;
    impl_->error = impl_->blocks.Next(bytes.substr(*used), last, &piece);
    if (impl_->error || piece->bytes == 0) break;
    if (piece->is_segment) {
      impl_->ids.Clear();
    } else if ((impl_->error = impl_->TakeBlock(*piece, batch))) {
      break;
    }
    impl_->blocks.Take();
    *used += piece->bytes;
  }
  return impl_->error;
}

uint64_t BinaryLogReader::offset() const { return impl_->blocks.offset(); }
uint64_t BinaryLogReader::blocks() const { return impl_->blocks.blocks(); }
uint64_t BinaryLogReader::events() const { return impl_->blocks.events(); }
uint64_t BinaryLogReader::next_event() const {
  return impl_->blocks.next_event();
}

}  // namespace kefu
