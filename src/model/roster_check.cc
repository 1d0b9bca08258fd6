// What a roster tells of itself as a whole: its copy, its digest, its size, and
// whether its counts and cells agree with a scan (T11).

#include <algorithm>

#include "src/base/digest.h"
#include "src/model/roster.h"

namespace kefu {

void Roster::CopyFrom(const Roster& other) {
  states_ = other.states_;
  counts_ = other.counts_;
  further_ = other.further_;
  kind_counts_ = other.kind_counts_;
  by_place_ = other.by_place_;
  last_ = other.last_;
  cells_ = other.cells_;
  // A tree lies in the words of its own roster.
  for (size_t i = 0; i < ranks_.size(); ++i) {
    ranks_[i].offset = other.ranks_[i].offset;
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
    if (states_[member].of != Member(rules_->members[member])) return false;
    const Seat& seat = states_[member].seat;
    const uint32_t place = states_[member].place;
    for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
      const bool stands = c == CellOf(states_[member].of, seat.mask);
      const bool his = (c - begin_[list]) / data.masks.size() ==
                       rules_->members[member].kind;
      const MinTree& tree = ranks_[c].tree;
      if (his && (At(c, place).member != member ||
                  At(c, place).agent != states_[member].of.agent ||
                  stands != (tree.key(place) != MinTree::kEmpty))) {
        return false;
      }
      counts[c - begin_[list]] += stands;
    }
  }
  for (uint32_t c = 0; c < counts.size(); ++c) {
    const Cell& cell = cells_[begin_[list] + c];
    if (counts[c] != cell.count) return false;
    if (cell.min != ranks_[begin_[list] + c].tree.min()) return false;
  }
  for (uint8_t bit = 0; bit < data.duty_desks.size(); ++bit) {
    if (!CheckCounts(list, bit)) return false;
    for (uint32_t k = 0; data.has_kinds && k < data.kinds.size(); ++k) {
      if (!CheckCounts(list, bit, k)) return false;
    }
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

bool Roster::CheckCounts(ListId list, uint8_t bit, uint32_t kind) const {
  const ListData& data = rules_->lists[list];
  Counts counted;
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const uint32_t member = data.members_begin + i;
    const Seat& seat = states_[member].seat;
    const Keeps keeps = KeepsOf(seat.reason);
    if (keeps == kKeeps || (seat.duty >> bit & 1) == 0) continue;
    if (rules_->members[member].kind != kind) continue;
    ++counted.present;
    ++counted.by[keeps];
  }
  const Counts& kept = CountsOf(list, bit, kind);
  return counted.present == kept.present &&
         std::equal(counted.by, counted.by + kKeeps, kept.by);
}

size_t Roster::bytes() const {
  return states_.size() * sizeof(State) + counts_.size() * sizeof(Counts) +
         (further_.size() + kind_counts_.size()) * sizeof(Counts) +
         (last_.size() + kind_begin_.size() + begin_.size()) * 4 +
         by_place_.size() * sizeof(Occupant) +
         cells_.size() * (sizeof(Cell) + sizeof(Rank)) +
         word_count_ * sizeof(uint64_t);
}

}  // namespace kefu
