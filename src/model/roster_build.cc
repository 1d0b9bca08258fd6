// How a roster is laid out: its cells, and the order that open slots give the
// members of a list (R13).

#include <algorithm>
#include <new>

#include "src/model/roster.h"

namespace kefu {

Roster::Roster(const RulesetData& rules)
    : rules_(&rules),
      states_(rules.members.size()),
      counts_(rules.lists.size()),
      kind_begin_(rules.lists.size()),
      last_(rules.lists.size(), MinTree::kNone),
      begin_(rules.lists.size() + 1) {
  for (ListId list = 0; list < rules.lists.size(); ++list) BuildCells(list);
  begin_.back() = static_cast<uint32_t>(cells_.size());
  for (ListId list = 1; list < rules.lists.size(); ++list) {
    const ListData& data = rules.lists[list];
    counts_[list].way = data.distribution;
    counts_[list].further = static_cast<uint32_t>(further_.size());
    further_.resize(further_.size() + data.duty_desks.size() - 1);
    if (!data.has_kinds) continue;
    kind_begin_[list] = static_cast<uint32_t>(kind_counts_.size());
    kind_counts_.resize(kind_counts_.size() +
                        data.kinds.size() * data.duty_desks.size());
  }
  for (ListId list = 1; list < rules.lists.size(); ++list) {
    for (const uint32_t size : rules.lists[list].kind_size) {
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
          data.kind_size[(c - begin_[list]) / data.masks.size()];
      ranks_[c].tree = MinTree(words_.get() + used, size);
      used += MinTree::Words(size);
    }
  }
}

void Roster::BuildCells(ListId list) {
  begin_[list] = static_cast<uint32_t>(cells_.size());
  const ListData& data = rules_->lists[list];
  if (data.kinds.empty()) return;
  std::vector<uint32_t> begins;
  for (const uint32_t size : data.kind_size) {
    begins.push_back(static_cast<uint32_t>(by_place_.size()));
    by_place_.resize(by_place_.size() + size);
  }
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const MemberData& m = rules_->members[data.members_begin + i];
    by_place_[begins[m.kind] + m.kind_place] = {data.members_begin + i,
                                                m.agent};
    State& state = states_[data.members_begin + i];
    state.of = Member(m);
    state.place = m.kind_place;
    state.order = m.place;
  }
  for (size_t k = 0; k < data.kinds.size(); ++k) {
    for (const uint8_t mask : data.masks) {
      Cell& cell = cells_.emplace_back();
      cell.mask = mask;
      cell.level = data.kinds[k].level;
      cell.tier = data.kinds[k].tier;
      Rank& rank = ranks_.emplace_back();
      rank.weight = data.kinds[k].weight;
      rank.by_place = begins[k];
      rank.places = data.kind_size[k];
    }
  }
}

// The members of each kind have its places, in the order of all.
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
    Count(m, state.seat, UINT32_MAX);
    state.seat = {Reason::kAgentOffline, 0, state.seat.duty, 0, 0};
    state.order = UINT32_MAX;
  }
  for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
    ranks_[c].tree.Clear();
    ranks_[c].offset = 0;
    cells_[c].min = MinTree::kEmpty;
    cells_[c].count = 0;
  }
  Counts& counts = counts_[list];
  counts.way = data.distribution;
  uint32_t order = 0;
  const auto add = [&](uint32_t member) {
    State& state = states_[member];
    if (state.order != UINT32_MAX) return;
    state.order = order++;
    // Nobody sits: until the end it counts the members of its kind so far.
    const size_t kind = rules_->members[member].kind;
    const size_t cell = begin_[list] + kind * data.masks.size();
    state.place = cells_[cell].count++;
    by_place_[ranks_[cell].by_place + state.place] = {member, state.of.agent};
  };
  bool first = true;
  for (const SlotData& slot : rules_->desks[data.desk.value].slots) {
    if (!hours.IsOpen(slot.schedule)) continue;
    if (std::exchange(first, false)) counts.way = slot.distribution;
    for (const uint32_t member : slot.members) add(member);
  }
  counts.in_slots = order;
  for (uint32_t m = begin; m < end; ++m) add(m);
  for (uint32_t c = begin_[list]; c < begin_[list + 1]; ++c) {
    cells_[c].count = 0;
  }
}

}  // namespace kefu
