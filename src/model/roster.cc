#include "src/model/roster.h"

#include <algorithm>
#include <new>

#include "src/base/digest.h"

namespace kefu {
namespace {

// The key of `weighted`: the largest current value first, then the place. A
// value is kept relative to its cell's offset.
constexpr int kPlaceBits = 20;
constexpr int64_t kBias = int64_t{1} << 42;

uint64_t WeightedKey(int64_t relative, uint32_t place) {
  return static_cast<uint64_t>(kBias - relative) << kPlaceBits | place;
}
int64_t RelativeOf(uint64_t key) {
  return kBias - static_cast<int64_t>(key >> kPlaceBits);
}

}  // namespace

Roster::Roster(const RulesetData& rules)
    : rules_(&rules),
      states_(rules.members.size()),
      counts_(rules.lists.size()),
      last_(rules.lists.size(), MinTree::kNone),
      begin_(rules.lists.size() + 1) {
  for (ListId list = 0; list < rules.lists.size(); ++list) BuildCells(list);
  begin_.back() = static_cast<uint32_t>(cells_.size());
  for (ListId list = 1; list < rules.lists.size(); ++list) {
    const ListData& data = rules.lists[list];
    counts_[list].way = data.distribution;
    counts_[list].further = static_cast<uint32_t>(further_.size());
    further_.resize(further_.size() + data.duty_desks.size() - 1);
  }
  for (ListId list = 1; list < rules.lists.size(); ++list) {
    for (const uint32_t size : rules.lists[list].class_size) {
      word_count_ += MinTree::Words(size) * rules.lists[list].masks.size();
    }
  }
  words_.reset(static_cast<uint64_t*>(
      ::operator new (std::max<size_t>(word_count_, 8) * sizeof(uint64_t),
                      std::align_val_t{64})));
  size_t used = 0;
  for (ListId list = 1; list < rules.lists.size(); ++list) {
    const ListData& data = rules.lists[list];
    for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
      const uint32_t size =
          data.class_size[(c - begin_[list]) % data.weights.size()];
      cells_[c].tree = MinTree(words_.get() + used, size);
      used += MinTree::Words(size);
    }
  }
}

void Roster::BuildCells(ListId list) {
  begin_[list] = static_cast<uint32_t>(cells_.size());
  const ListData& data = rules_->lists[list];
  if (data.weights.empty()) return;
  std::vector<uint32_t> begins;
  for (const uint32_t size : data.class_size) {
    begins.push_back(static_cast<uint32_t>(by_place_.size()));
    by_place_.resize(by_place_.size() + size);
  }
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const MemberData& m = rules_->members[data.members_begin + i];
    by_place_[begins[m.weight_class] + m.class_place] = data.members_begin + i;
    states_[data.members_begin + i].place = m.class_place;
  }
  for (const uint8_t mask : data.masks) {
    for (size_t w = 0; w < data.weights.size(); ++w) {
      Cell& cell = cells_.emplace_back();
      cell.mask = mask;
      cell.weight = data.weights[w];
      cell.by_place = begins[w];
    }
  }
}

// Slots have no weights, so the list has one weight class, whose places are
// those of all its members.
void Roster::Arrange(ListId list, const Hours& hours) {
  const ListData& data = rules_->lists[list];
  const uint32_t begin = data.members_begin, end = begin + data.members_count;
  const bool weighted = Way(list) == Distribution::kWeighted;
  for (uint32_t m = begin; m < end; ++m) {
    State& state = states_[m];
    if (weighted) state.current = Current(m);
  }
  for (uint32_t m = begin; m < end; ++m) {
    State& state = states_[m];
    Count(list, state.seat, UINT32_MAX);
    state.seat = {Reason::kAgentOffline, 0, state.seat.duty, 0, 0};
    state.place = UINT32_MAX;
  }
  for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
    cells_[c].tree.Clear();
    cells_[c].offset = 0;
    cells_[c].count = 0;
  }
  Counts& counts = counts_[list];
  counts.way = data.distribution;
  uint32_t* const order = &by_place_[cells_[begin_[list]].by_place];
  uint32_t place = 0;
  const auto add = [&](uint32_t member) {
    if (states_[member].place != UINT32_MAX) return;
    states_[member].place = place;
    order[place++] = member;
  };
  bool first = true;
  for (const SlotData& slot : rules_->desks[data.desk.value].slots) {
    if (!hours.IsOpen(slot.schedule)) continue;
    if (std::exchange(first, false)) counts.way = slot.distribution;
    for (const uint32_t member : slot.members) add(member);
  }
  counts.in_slots = place;
  for (uint32_t m = begin; m < end; ++m) add(m);
}

// ------------------------------------------------------------------ seating

const Roster::Cell* Roster::CellOf(uint32_t member, uint8_t mask) const {
  if (mask == 0) return nullptr;
  const MemberData& m = rules_->members[member];
  const ListData& list = rules_->lists[m.list];
  return &cells_[begin_[m.list] + list.mask_index[mask] * list.weights.size() +
                 m.weight_class];
}

Roster::Cell* Roster::CellOf(uint32_t member, uint8_t mask) {
  return const_cast<Cell*>(std::as_const(*this).CellOf(member, mask));
}

// kKeeps for who is not present.
Roster::Keeps Roster::KeepsOf(Reason reason) {
  switch (reason) {
    case Reason::kNone:
    case Reason::kAtCapacity:
      return kRoom;
    case Reason::kWrapUp:
      return kWraps;
    case Reason::kRamp:
      return kRamps;
    case Reason::kAutoAcceptOff:
      return kAutoOff;
    case Reason::kDisconnected:
      return kLost;
    case Reason::kWeightZero:
    case Reason::kByHand:
      return kNothing;
    default:
      return kKeeps;
  }
}

void Roster::Count(ListId list, const Seat& seat, uint32_t by) {
  const Keeps keeps = KeepsOf(seat.reason);
  if (keeps == kKeeps) return;
  for (unsigned duty = seat.duty; duty != 0; duty &= duty - 1) {
    const auto bit = static_cast<uint8_t>(__builtin_ctz(duty));
    Counts& counts = CountsOf(list, bit);
    counts.present += by;
    counts.by[keeps] += by;
    counts.capacity +=
        by == 1 ? uint64_t{seat.capacity} : uint64_t{0} - seat.capacity;
  }
}

bool Roster::IsPresent(uint32_t member, DeskId desk) const {
  const Seat& seat = SeatOf(member);
  const uint8_t bit = rules_->DutyBit(rules_->members[member].list, desk);
  return KeepsOf(seat.reason) != kKeeps && (seat.duty >> bit & 1) != 0;
}

int64_t Roster::Current(uint32_t member) const {
  const State& state = states_[member];
  const Cell* cell = CellOf(member, state.seat.mask);
  const ListId list = rules_->members[member].list;
  if (cell == nullptr || Way(list) != Distribution::kWeighted) {
    return state.current;
  }
  const uint64_t key = cell->tree.key(state.place);
  return RelativeOf(key) + cell->offset;
}

// Able, or would be with more room: full and free again is most of what
// happens to an agent, and counts the same.
static bool HasPlaceHere(Reason reason) {
  return reason == Reason::kNone || reason == Reason::kAtCapacity;
}

void Roster::Sit(uint32_t member, const Seat& seat) {
  State& state = states_[member];
  const MemberData& m = rules_->members[member];
  const bool weighted = Way(m.list) == Distribution::kWeighted;
  const Seat old = state.seat;
  const bool counts_alike =
      (seat.reason == old.reason ||
       (HasPlaceHere(seat.reason) && HasPlaceHere(old.reason))) &&
      seat.capacity == old.capacity && seat.duty == old.duty;
  if (!counts_alike) {
    Count(m.list, old, UINT32_MAX);
    Count(m.list, seat, 1);
  }
  if (seat.mask == old.mask && (weighted || seat.key == old.key)) {
    state.seat = seat;
    return;
  }
  Cell* from = CellOf(member, old.mask);
  Cell* to = CellOf(member, seat.mask);
  if (weighted) state.current = Current(member);
  state.seat = seat;
  if (from != nullptr && from != to) {
    from->tree.Set(state.place, MinTree::kEmpty);
    --from->count;
  }
  if (to == nullptr) return;
  if (from != to) ++to->count;
  to->tree.Set(state.place,
               weighted ? WeightedKey(state.current - to->offset, state.place)
                        : seat.key);
}

// ----------------------------------------------------------------- choosing

template <class F>
void Roster::EachCell(ListId list, uint8_t klass, F&& f) const {
  for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
    if ((cells_[c].mask >> klass & 1) != 0 && cells_[c].count != 0) {
      f(cells_[c]);
    }
  }
}

uint32_t Roster::Available(ListId list, uint8_t klass) const {
  if (IsClosed(list, klass)) return 0;
  uint32_t count = 0;
  EachCell(list, klass, [&](const Cell& cell) { count += cell.count; });
  return count;
}

Reason Roster::WhyNobody(ListId list, uint8_t klass,
                         std::span<const uint32_t> barred) const {
  const SessionClass& what = rules_->lists[list].classes[klass];
  if (IsClosed(list, klass)) {
    return rules_->duties[what.duty].all_day ? Reason::kByHand
                                             : Reason::kOutOfHours;
  }
  Counts counts = CountsOf(list, what.duty_bit);
  for (const uint32_t member : barred) {
    const Seat& seat = states_[member].seat;
    const Keeps keeps = KeepsOf(seat.reason);
    if (keeps == kKeeps || (seat.duty >> what.duty_bit & 1) == 0) continue;
    --counts.by[keeps];
    ++counts.by[kBarred];
  }
  if (counts.present == 0) return Reason::kGroupAbsent;
  if (ByHand(list)) return Reason::kByHand;
  if (counts.by[kRoom] != 0) return Reason::kAtCapacity;
  if (counts.by[kWraps] != 0) return Reason::kWrapUp;
  if (counts.by[kRamps] != 0) return Reason::kRamp;
  if (counts.by[kAutoOff] != 0) return Reason::kAutoAcceptOff;
  if (counts.by[kLost] != 0) return Reason::kDisconnected;
  return counts.by[kBarred] != 0 ? Reason::kExcluded : Reason::kWeightZero;
}

uint32_t Roster::Choose(ListId list, uint8_t klass) const {
  if (IsClosed(list, klass)) return kNobody;
  switch (Way(list)) {
    case Distribution::kLeastLoaded:
    case Distribution::kSequential:
    case Distribution::kLongestIdle:
      return ChooseFirst(list, klass);
    case Distribution::kEven:
      return ChooseNext(list, klass);
    case Distribution::kWeighted:
      return ChooseWeighted(list, klass);
    case Distribution::kManual:
      return kNobody;
  }
  return kNobody;
}

uint32_t Roster::ChooseFirst(ListId list, uint8_t klass) const {
  const Cell* best = nullptr;
  EachCell(list, klass, [&](const Cell& cell) {
    if (best == nullptr || cell.tree.min() < best->tree.min()) best = &cell;
  });
  return best == nullptr ? kNobody : Member(*best, best->tree.argmin());
}

// D2: the first after the last one assigned, else the first of all; also if he
// is in no slot that is open now (R13).
uint32_t Roster::ChooseNext(ListId list, uint8_t klass) const {
  const ListData& data = rules_->lists[list];
  uint32_t last = last_[list];
  if (data.has_slots && last != MinTree::kNone) {
    const uint32_t member = data.members_begin + last;
    last = InOpenSlot(list, member) ? Place(member) : MinTree::kNone;
  }
  for (const uint32_t after : {last, MinTree::kNone}) {
    uint32_t best = MinTree::kNone;
    const Cell* best_cell = nullptr;
    EachCell(list, klass, [&](const Cell& cell) {
      const uint32_t place = cell.tree.FirstAfter(after);
      if (place < best) {
        best = place;
        best_cell = &cell;
      }
    });
    if (best_cell != nullptr) return Member(*best_cell, best);
  }
  return kNobody;
}

// D3: everybody gains his weight, the largest is taken; ties by place.
uint32_t Roster::ChooseWeighted(ListId list, uint8_t klass) const {
  uint32_t best = kNobody;
  int64_t best_value = 0;
  EachCell(list, klass, [&](const Cell& cell) {
    const uint64_t key = cell.tree.min();
    const int64_t value = RelativeOf(key) + cell.offset + cell.weight;
    const uint32_t member = Member(cell, cell.tree.argmin());
    if (best == kNobody || value > best_value ||
        (value == best_value && Before(member, best))) {
      best = member;
      best_value = value;
    }
  });
  return best;
}

void Roster::Took(ListId list, uint8_t klass, uint32_t member) {
  const MemberData& m = rules_->members[member];
  const Distribution way = Way(list);
  if (way == Distribution::kEven) last_[list] = m.place;
  if (way != Distribution::kWeighted) return;
  int64_t total = 0;
  for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
    Cell& cell = cells_[c];
    if ((cell.mask >> klass & 1) == 0 || cell.count == 0) continue;
    cell.offset += cell.weight;
    total += int64_t{cell.weight} * cell.count;
  }
  // Who does not stand there gains his weight, and pays it with the rest.
  State& state = states_[member];
  Cell* cell = CellOf(member, state.seat.mask);
  if (cell == nullptr) {
    state.current -= total;
    return;
  }
  const int64_t relative = RelativeOf(cell->tree.key(state.place)) - total;
  cell->tree.Set(state.place, WeightedKey(relative, state.place));
}

void Roster::CopyFrom(const Roster& other) {
  states_ = other.states_;
  counts_ = other.counts_;
  further_ = other.further_;
  by_place_ = other.by_place_;
  last_ = other.last_;
  // A tree lies in the words of its own roster.
  for (size_t i = 0; i < cells_.size(); ++i) {
    cells_[i].offset = other.cells_[i].offset;
    cells_[i].count = other.cells_[i].count;
  }
  std::copy_n(other.words_.get(), word_count_, words_.get());
}

// ----------------------------------------------------------------- checking

uint64_t Roster::Digest(ListId list) const {
  const ListData& data = rules_->lists[list];
  Digester digest;
  if (data.keeps_last) digest.Add(last_[list]);
  if (data.keeps_values) {
    for (uint32_t i = 0; i < data.members_count; ++i) {
      digest.AddTime(Current(data.members_begin + i));
    }
  }
  return digest.value();
}

bool Roster::Check(ListId list) const {
  const ListData& data = rules_->lists[list];
  std::vector<uint32_t> counts(begin_[list + 1] - begin_[list]);
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const uint32_t member = data.members_begin + i;
    const Seat& seat = states_[member].seat;
    const uint32_t place = states_[member].place;
    for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
      const bool stands = &cells_[c] == CellOf(member, seat.mask);
      const bool his = cells_[c].weight ==
                           data.weights[rules_->members[member].weight_class] &&
                       Member(cells_[c], place) == member;
      if (his && stands != (cells_[c].tree.key(place) != MinTree::kEmpty)) {
        return false;
      }
      counts[c - begin_[list]] += stands;
    }
  }
  for (uint32_t c = 0; c < counts.size(); ++c) {
    if (counts[c] != cells_[begin_[list] + c].count) return false;
  }
  for (uint8_t bit = 0; bit < data.duty_desks.size(); ++bit) {
    if (!CheckCounts(list, bit)) return false;
  }
  return true;
}

bool Roster::CheckCounts(ListId list, uint8_t bit) const {
  const ListData& data = rules_->lists[list];
  Counts counted;
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const Seat& seat = states_[data.members_begin + i].seat;
    const Keeps keeps = KeepsOf(seat.reason);
    if (keeps == kKeeps || (seat.duty >> bit & 1) == 0) continue;
    ++counted.present;
    ++counted.by[keeps];
    counted.capacity += seat.capacity;
  }
  const Counts& kept = CountsOf(list, bit);
  return counted.present == kept.present && counted.capacity == kept.capacity &&
         std::equal(counted.by, counted.by + kKeeps, kept.by);
}

size_t Roster::bytes() const {
  return states_.size() * sizeof(State) + counts_.size() * sizeof(Counts) +
         further_.size() * sizeof(Counts) +
         (last_.size() + begin_.size() + by_place_.size()) * 4 +
         cells_.size() * sizeof(Cell) + word_count_ * sizeof(uint64_t);
}

}  // namespace kefu
