#include "src/model/roster.h"

#include <algorithm>

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

// ------------------------------------------------------------------ seating

const Roster::Cell* Roster::CellOf(uint32_t member, uint8_t mask) const {
  if (mask == 0) return nullptr;
  const Member& m = states_[member].of;
  const ListData& list = rules_->lists[m.list];
  return &cells_[begin_[m.list] + list.mask_index[mask] * list.kinds.size() +
                 m.kind];
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

void Roster::Count(uint32_t member, const Seat& seat, uint32_t by) {
  const Keeps keeps = KeepsOf(seat.reason);
  if (keeps == kKeeps) return;
  const Member& m = states_[member].of;
  const ListId list = m.list;
  const bool has_kinds = rules_->lists[list].has_kinds;
  for (unsigned duty = seat.duty; duty != 0; duty &= duty - 1) {
    const auto bit = static_cast<uint8_t>(__builtin_ctz(duty));
    Counts& counts = CountsOf(list, bit);
    counts.present += by;
    counts.by[keeps] += by;
    if (has_kinds) {
      Counts& own = CountsOf(list, bit, m.kind);
      own.present += by;
      own.by[keeps] += by;
    }
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
  const ListId list = state.of.list;
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

// Field by field: copied at once, what was just written in parts would have to
// wait until all writes before it are done.
static void Write(Seat* to, const Seat& seat) {
  static_assert(sizeof(Seat) == 16);  // all of them
  to->reason = seat.reason;
  to->mask = seat.mask;
  to->duty = seat.duty;
  to->capacity = seat.capacity;
  to->key = seat.key;
}

void Roster::Sit(uint32_t member, const Seat& seat) {
  State& state = states_[member];
  const Member& m = state.of;
  const bool weighted = Way(m.list) == Distribution::kWeighted;
  const Seat old = state.seat;
  const bool counts_alike =
      (seat.reason == old.reason ||
       (HasPlaceHere(seat.reason) && HasPlaceHere(old.reason))) &&
      seat.capacity == old.capacity && seat.duty == old.duty;
  if (!counts_alike) {
    Count(member, old, UINT32_MAX);
    Count(member, seat, 1);
  }
  if (seat.mask == old.mask && (weighted || seat.key == old.key)) {
    Write(&state.seat, seat);
    return;
  }
  Cell* from = CellOf(member, old.mask);
  Cell* to = CellOf(member, seat.mask);
  if (weighted) state.current = Current(member);
  Write(&state.seat, seat);
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

// ------------------------------------------------------------------- kinds

// Who belongs to the store, to what stands above it, and to none.
template <class F>
void Roster::EachRange(ListId list, uint32_t store, F&& f) const {
  const std::vector<MemberKind>& kinds = rules_->lists[list].kinds;
  if (!rules_->isolates) return f(size_t{0}, kinds.size());
  while (true) {
    const auto begin = std::partition_point(
        kinds.begin(), kinds.end(),
        [store](const MemberKind& k) { return k.store < store; });
    const auto end = std::partition_point(
        begin, kinds.end(),
        [store](const MemberKind& k) { return k.store == store; });
    if (begin != end) {
      f(static_cast<size_t>(begin - kinds.begin()),
        static_cast<size_t>(end - kinds.begin()));
    }
    if (store == 0) return;
    store = rules_->stores[store].parent;
  }
}

template <class F>
void Roster::EachFitting(ListId list, const Needs& needs, uint8_t level,
                         F&& f) const {
  const ListData& data = rules_->lists[list];
  const size_t kinds = data.kinds.size();
  EachRange(list, needs.store, [&](size_t begin, size_t end) {
    for (size_t k = begin; k < end; ++k) {
      const MemberKind& kind = data.kinds[k];
      if ((level != kAnyLevel && kind.level != level) ||
          kind.tier > needs.tiers || (needs.skills & ~kind.skills) != 0) {
        continue;
      }
      for (size_t m = 0; m < data.masks.size(); ++m) {
        const Cell& cell = cells_[begin_[list] + m * kinds + k];
        if ((cell.mask >> needs.klass & 1) != 0 && cell.count != 0) f(cell);
      }
    }
  });
}

Roster::Keeps Roster::Misfit(const MemberKind& kind, const Needs& needs) const {
  if (!rules_->ServesStore(kind.store, needs.store)) return kStore;
  if ((needs.skills & ~kind.skills) != 0) return kSkill;
  return kind.tier > needs.tiers ? kTier : kRoom;
}

Roster::Counts Roster::CountsFor(ListId list, const Needs& needs) const {
  const ListData& data = rules_->lists[list];
  const uint8_t bit = data.classes[needs.klass].duty_bit;
  const Counts& all = CountsOf(list, bit);
  if (!data.has_kinds) return all;
  Counts counts;
  uint32_t in_store = 0;
  EachRange(list, needs.store, [&](size_t begin, size_t end) {
    for (size_t k = begin; k < end; ++k) {
      const Counts& own = CountsOf(list, bit, static_cast<uint32_t>(k));
      in_store += own.present;
      if (const Keeps misfit = Misfit(data.kinds[k], needs); misfit != kRoom) {
        counts.by[misfit] += own.present;
        continue;
      }
      for (size_t keeps = 0; keeps < kKeeps; ++keeps) {
        counts.by[keeps] += own.by[keeps];
      }
    }
  });
  counts.present = all.present;
  counts.by[kStore] = all.present - in_store;
  return counts;
}

uint32_t Roster::PresentFor(ListId list, DeskId desk, uint32_t store) const {
  if (!rules_->isolates) return Present(list, desk);
  const uint8_t bit = rules_->DutyBit(list, desk);
  uint32_t present = 0;
  EachRange(list, store, [&](size_t begin, size_t end) {
    for (size_t k = begin; k < end; ++k) {
      present += CountsOf(list, bit, static_cast<uint32_t>(k)).present;
    }
  });
  return present;
}

// ----------------------------------------------------------------- choosing

template <class F>
void Roster::EachCell(ListId list, const Needs& needs, uint8_t level,
                      F&& f) const {
  if (rules_->lists[list].has_kinds) {
    return EachFitting(list, needs, level, f);
  }
  for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
    if ((cells_[c].mask >> needs.klass & 1) != 0 && cells_[c].count != 0) {
      f(cells_[c]);
    }
  }
}

uint32_t Roster::Available(ListId list, const Needs& needs) const {
  if (IsClosed(list, needs.klass)) return 0;
  uint32_t count = 0;
  EachCell(list, needs, kAnyLevel,
           [&](const Cell& cell) { count += cell.count; });
  return count;
}

Reason Roster::WhyNobody(ListId list, const Needs& needs,
                         std::span<const uint32_t> barred) const {
  const ListData& data = rules_->lists[list];
  const SessionClass& what = data.classes[needs.klass];
  if (IsClosed(list, needs.klass)) {
    return rules_->duties[what.duty].all_day ? Reason::kByHand
                                             : Reason::kOutOfHours;
  }
  Counts counts = CountsFor(list, needs);
  for (const uint32_t member : barred) {
    const Seat& seat = states_[member].seat;
    Keeps keeps = KeepsOf(seat.reason);
    if (keeps == kKeeps || (seat.duty >> what.duty_bit & 1) == 0) continue;
    if (data.has_kinds) {
      const MemberKind& kind = data.kinds[states_[member].of.kind];
      const Keeps misfit = Misfit(kind, needs);
      if (misfit != kRoom) keeps = misfit;
    }
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
  if (counts.by[kBarred] != 0) return Reason::kExcluded;
  if (counts.by[kTier] != 0) return Reason::kTierClosed;
  if (counts.by[kSkill] != 0) return Reason::kSkillMissing;
  return counts.by[kStore] != 0 ? Reason::kOtherStore : Reason::kWeightZero;
}

uint32_t Roster::Choose(ListId list, const Needs& needs) const {
  if (IsClosed(list, needs.klass)) return kNobody;
  switch (Way(list)) {
    case Distribution::kLeastLoaded:
    case Distribution::kSequential:
    case Distribution::kLongestIdle:
    case Distribution::kTiers:
      return ChooseFirst(list, needs);
    case Distribution::kEven:
      return ChooseNext(list, needs, FirstLevel(list, needs));
    case Distribution::kWeighted:
      return ChooseWeighted(list, needs, FirstLevel(list, needs));
    case Distribution::kManual:
      return kNobody;
  }
  return kNobody;
}

uint8_t Roster::FirstLevel(ListId list, const Needs& needs) const {
  if (!rules_->lists[list].by_level) return kAnyLevel;
  uint8_t level = kAnyLevel;
  EachCell(list, needs, kAnyLevel,
           [&](const Cell& cell) { level = std::min(level, cell.level); });
  return level;
}

// The first level, then the first tier, then the order of the way. Lists
// without levels or tiers have one of each.
uint32_t Roster::ChooseFirst(ListId list, const Needs& needs) const {
  const Cell* best = nullptr;
  EachCell(list, needs, kAnyLevel, [&](const Cell& cell) {
    if (best != nullptr) {
      const auto rank = [](const Cell& c) { return c.level << 8 | c.tier; };
      if (rank(cell) > rank(*best)) return;
      if (rank(cell) == rank(*best) && cell.tree.min() >= best->tree.min()) {
        return;
      }
    }
    best = &cell;
  });
  return best == nullptr ? kNobody : MemberAt(*best, best->tree.argmin());
}

// D2: the first after the last one assigned, else the first of all; also if he
// is in no slot that is open now (R13).
uint32_t Roster::ChooseNext(ListId list, const Needs& needs,
                            uint8_t level) const {
  const ListData& data = rules_->lists[list];
  uint32_t last = last_[list];
  if (data.has_slots && last != MinTree::kNone) {
    const uint32_t member = data.members_begin + last;
    last = InOpenSlot(list, member) ? Place(member) : MinTree::kNone;
  }
  for (const uint32_t after : {last, MinTree::kNone}) {
    uint32_t best = kNobody;
    EachCell(list, needs, level, [&](const Cell& cell) {
      const bool all = after == MinTree::kNone || data.kinds.size() == 1;
      const uint32_t place =
          cell.tree.FirstAfter(all ? after : LastUpTo(cell, after));
      if (place == MinTree::kNone) return;
      const uint32_t member = MemberAt(cell, place);
      if (best == kNobody || Before(member, best)) best = member;
    });
    if (best != kNobody) return best;
  }
  return kNobody;
}

// The last place of a cell whose member is not behind this one in the order of
// the list; kNone if all are.
uint32_t Roster::LastUpTo(const Cell& cell, uint32_t order) const {
  const auto begin = by_place_.begin() + cell.by_place;
  const auto end = begin + cell.places;
  const auto it = std::partition_point(begin, end, [&](uint32_t member) {
    return states_[member].order <= order;
  });
  return it == begin ? MinTree::kNone : static_cast<uint32_t>(it - begin) - 1;
}

// D3: everybody gains his weight, the largest is taken; ties by place.
uint32_t Roster::ChooseWeighted(ListId list, const Needs& needs,
                                uint8_t level) const {
  uint32_t best = kNobody;
  int64_t best_value = 0;
  EachCell(list, needs, level, [&](const Cell& cell) {
    const uint64_t key = cell.tree.min();
    const int64_t value = RelativeOf(key) + cell.offset + cell.weight;
    const uint32_t member = MemberAt(cell, cell.tree.argmin());
    if (best == kNobody || value > best_value ||
        (value == best_value && Before(member, best))) {
      best = member;
      best_value = value;
    }
  });
  return best;
}

// Of `weighted` gain those of his level, which was the one that was asked.
void Roster::Took(ListId list, const Needs& needs, uint32_t member) {
  const MemberData& m = rules_->members[member];
  const Distribution way = Way(list);
  if (way == Distribution::kEven) last_[list] = m.place;
  if (way != Distribution::kWeighted) return;
  int64_t total = 0;
  const ListData& data = rules_->lists[list];
  const uint8_t level = data.by_level ? data.kinds[m.kind].level : kAnyLevel;
  EachCell(list, needs, level, [&](const Cell& const_cell) {
    Cell& cell = const_cast<Cell&>(const_cell);
    cell.offset += cell.weight;
    total += int64_t{cell.weight} * cell.count;
  });
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

}  // namespace kefu
