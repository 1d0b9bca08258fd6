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
  const uint32_t cell = CellOf(state.of, state.seat.mask);
  if (cell == kNoCell || Way(state.of.list) != Distribution::kWeighted) {
    return state.current;
  }
  const Rank& rank = ranks_[cell];
  return RelativeOf(rank.tree.key(state.place)) + rank.offset;
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
  const uint32_t from = CellOf(m, old.mask);
  const uint32_t to = CellOf(m, seat.mask);
  if (weighted) state.current = Current(member);
  Write(&state.seat, seat);
  if (from != kNoCell && from != to) {
    SetKey(from, state.place, MinTree::kEmpty);
    --cells_[from].count;
  }
  if (to == kNoCell) return;
  if (from != to) ++cells_[to].count;
  SetKey(to, state.place,
         weighted ? WeightedKey(state.current - ranks_[to].offset, state.place)
                  : seat.key);
}

// ------------------------------------------------------------------- kinds

template <class F>
void Roster::EachOfClass(uint32_t begin, uint32_t end, uint8_t klass,
                         F&& f) const {
  for (uint32_t c = begin; c < end; ++c) {
    if ((cells_[c].mask >> klass & 1) != 0 && cells_[c].count != 0) f(c);
  }
}

// Who belongs to the store, to what stands above it, and to none.
template <class F>
void Roster::EachRange(ListId list, uint32_t store, F&& f) const {
  const ListData& data = rules_->lists[list];
  if (!rules_->isolates) {
    return f(uint32_t{0}, static_cast<uint32_t>(data.kinds.size()));
  }
  uint32_t r = rules_->FindRange(data, store);
  while (r != StoreRange::kNone) {
    const StoreRange& range = data.ranges[r];
    f(range.begin, range.end);
    r = range.above;
  }
}

template <class F>
void Roster::EachFitting(ListId list, const Needs& needs, uint8_t level,
                         F&& f) const {
  const ListData& data = rules_->lists[list];
  const auto masks = static_cast<uint32_t>(data.masks.size());
  EachRange(list, needs.store, [&](uint32_t begin, uint32_t end) {
    uint32_t c = begin_[list] + begin * masks;
    for (uint32_t k = begin; k < end; ++k, c += masks) {
      const Cell& first = cells_[c];
      if ((level != kAnyLevel && first.level != level) ||
          first.tier > needs.tiers ||
          (needs.skills != 0 && (needs.skills & ~data.kinds[k].skills) != 0)) {
        continue;
      }
      EachOfClass(c, c + masks, needs.klass, f);
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
  EachRange(list, needs.store, [&](uint32_t begin, uint32_t end) {
    for (uint32_t k = begin; k < end; ++k) {
      const Counts& own = CountsOf(list, bit, k);
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
  EachRange(list, store, [&](uint32_t begin, uint32_t end) {
    for (uint32_t k = begin; k < end; ++k) {
      present += CountsOf(list, bit, k).present;
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
  EachOfClass(begin_[list], begin_[list + 1], needs.klass, f);
}

uint32_t Roster::Available(ListId list, const Needs& needs) const {
  if (IsClosed(list, needs.klass)) return 0;
  uint32_t count = 0;
  EachCell(list, needs, kAnyLevel,
           [&](uint32_t c) { count += cells_[c].count; });
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

Roster::Choice Roster::Choose(ListId list, const Needs& needs) const {
  if (IsClosed(list, needs.klass)) return {};
  uint32_t member = kNobody;
  switch (Way(list)) {
    case Distribution::kLeastLoaded:
    case Distribution::kSequential:
    case Distribution::kLongestIdle:
    case Distribution::kTiers:
      return ChooseFirst(list, needs);
    case Distribution::kEven:
      member = ChooseNext(list, needs, FirstLevel(list, needs));
      break;
    case Distribution::kWeighted:
      member = ChooseWeighted(list, needs, FirstLevel(list, needs));
      break;
    case Distribution::kManual:
      return {};
  }
  if (member == kNobody) return {};
  return {member, states_[member].of.agent, Available(list, needs)};
}

uint8_t Roster::FirstLevel(ListId list, const Needs& needs) const {
  if (!rules_->lists[list].by_level) return kAnyLevel;
  uint8_t level = kAnyLevel;
  EachCell(list, needs, kAnyLevel,
           [&](uint32_t c) { level = std::min(level, cells_[c].level); });
  return level;
}

// The first level, then the first tier, then the order of the way. Lists
// without levels or tiers have one of each.
Roster::Choice Roster::ChooseFirst(ListId list, const Needs& needs) const {
  uint32_t best = kNoCell, best_place = 0, available = 0;
  uint64_t best_min = 0;
  EachCell(list, needs, kAnyLevel, [&](uint32_t c) {
    const Cell& cell = cells_[c];
    available += cell.count;
    const uint32_t place = uint32_t{cell.level} << 8 | cell.tier;
    if (best != kNoCell &&
        (place > best_place || (place == best_place && cell.min >= best_min))) {
      return;
    }
    best = c;
    best_place = place;
    best_min = cell.min;
  });
  if (best == kNoCell) return {};
  const Occupant& first = FirstOf(best);
  Prefetch(first.member);
  return {first.member, first.agent, available};
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
    EachCell(list, needs, level, [&](uint32_t c) {
      const bool all = after == MinTree::kNone || data.kinds.size() == 1;
      const uint32_t place =
          ranks_[c].tree.FirstAfter(all ? after : LastUpTo(c, after));
      if (place == MinTree::kNone) return;
      const uint32_t member = At(c, place).member;
      if (best == kNobody || Before(member, best)) best = member;
    });
    if (best != kNobody) return best;
  }
  return kNobody;
}

// The last place of a cell whose member is not behind this one in the order of
// the list; kNone if all are.
uint32_t Roster::LastUpTo(uint32_t cell, uint32_t order) const {
  const auto begin = by_place_.begin() + ranks_[cell].by_place;
  const auto end = begin + ranks_[cell].places;
  const auto it = std::partition_point(begin, end, [&](const Occupant& one) {
    return states_[one.member].order <= order;
  });
  return it == begin ? MinTree::kNone : static_cast<uint32_t>(it - begin) - 1;
}

// D3: everybody gains his weight, the largest is taken; ties by place.
uint32_t Roster::ChooseWeighted(ListId list, const Needs& needs,
                                uint8_t level) const {
  uint32_t best = kNobody;
  int64_t best_value = 0;
  EachCell(list, needs, level, [&](uint32_t c) {
    const Rank& rank = ranks_[c];
    const int64_t value = RelativeOf(cells_[c].min) + rank.offset + rank.weight;
    const uint32_t member = FirstOf(c).member;
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
  EachCell(list, needs, level, [&](uint32_t c) {
    Rank& rank = ranks_[c];
    rank.offset += rank.weight;
    total += int64_t{rank.weight} * cells_[c].count;
  });
  // Who does not stand there gains his weight, and pays it with the rest.
  State& state = states_[member];
  const uint32_t cell = CellOf(state.of, state.seat.mask);
  if (cell == kNoCell) {
    state.current -= total;
    return;
  }
  const int64_t relative =
      RelativeOf(ranks_[cell].tree.key(state.place)) - total;
  SetKey(cell, state.place, WeightedKey(relative, state.place));
}

}  // namespace kefu
