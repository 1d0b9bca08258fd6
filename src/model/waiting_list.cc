#include "src/model/waiting_list.h"

#include <algorithm>

namespace kefu {

WaitingLists::WaitingLists(const RulesetData& rules, SessionTable* sessions,
                           Order order)
    : rules_(&rules),
      sessions_(sessions),
      tree_(Rows{&rules, sessions, order}) {
  begin_.reserve(rules.lists.size());
  uint32_t roots = 0;
  for (const ListData& list : rules.lists) {
    begin_.push_back(roots);
    roots += static_cast<uint32_t>(3 * list.classes.size());
  }
  roots_.assign(roots, 0);
}

// Returned sessions first, then infinite credits by declaration (Q1).
uint32_t WaitingLists::Rows::Rank(const SessionRow& s) const {
  return (s.returned ? 0 : 0x10000u) + rules->priorities[s.priority].rank;
}

bool WaitingLists::Rows::Before(uint32_t a, uint32_t b) const {
  const SessionRow& x = At(a);
  const SessionRow& y = At(b);
  if (order == Order::kQueue) {
    const uint32_t rank_x = Rank(x), rank_y = Rank(y);
    if (rank_x != rank_y) return rank_x < rank_y;
  }
  if (x.order != y.order) return x.order < y.order;
  return x.number < y.number;
}

BarredAgents WaitingLists::Rows::CommonOf(uint32_t row) const {
  const SessionRow& s = At(row);
  BarredAgents common{};
  auto end = common.begin();
  for (const uint32_t agent : BarredOf(sessions->More(row))) {
    const auto in = [&](uint32_t tree) {
      if (tree == 0) return true;
      const BarredAgents& all = Common(tree);
      return std::find(all.begin(), all.end(), agent) != all.end();
    };
    if (agent != 0 && in(s.left) && in(s.right)) *end++ = agent;
  }
  return common;
}

// --------------------------------------------------------------- membership

void WaitingLists::Mark(uint32_t row) {
  const SessionMore& more = sessions_->More(row);
  SessionRow& s = At(row);
  s.barred = !s.offered && (more.giver != 0 || more.barred_count != 0);
}

void WaitingLists::Join(ListId list, uint32_t row) {
  Mark(row);
  tree_.Insert(&Root(list, SetOf(list, At(row))), row);
  ++total_;
}

void WaitingLists::Leave(ListId list, uint32_t row) {
  SessionRow& s = At(row);
  tree_.Remove(&Root(list, SetOf(list, s)), row);
  if (s.barred) sessions_->Write(row).common = {};
  s.barred = false;
  --total_;
}

void WaitingLists::Fill(std::vector<Joining>* sessions) {
  for (const Joining& j : *sessions) Mark(j.row);
  const auto place = [this](const Joining& j) {
    return begin_[j.list] + SetOf(j.list, At(j.row));
  };
  std::sort(sessions->begin(), sessions->end(),
            [&](const Joining& a, const Joining& b) {
              const size_t x = place(a), y = place(b);
              return x != y ? x < y : Before(a.row, b.row);
            });
  const auto row_at = [&](size_t i) { return (*sessions)[i].row; };
  for (size_t i = 0; i < sessions->size();) {
    const size_t root = place((*sessions)[i]);
    size_t next = i;
    while (next < sessions->size() && place((*sessions)[next]) == root) ++next;
    roots_[root] = tree_.Build(i, next - i, row_at);
    i = next;
  }
  total_ = sessions->size();
}

// ------------------------------------------------------------------ looking

bool WaitingLists::Check(ListId list) const {
  const auto sound = [this](uint32_t row) {
    const Rows& rows = tree_.rows();
    return !At(row).barred || rows.Common(row) == rows.CommonOf(row);
  };
  for (size_t k = 0; k < Sets(list); ++k) {
    if (!tree_.Sound(Root(list, k), sound)) return false;
  }
  return true;
}

uint32_t WaitingLists::FirstOfAll(ListId list) const {
  uint32_t first = 0;
  for (size_t k = 0; k < Sets(list); ++k) {
    const uint32_t row = tree_.First(Root(list, k));
    if (row != 0 && (first == 0 || Before(row, first))) first = row;
  }
  return first;
}

uint32_t WaitingLists::Count(ListId list) const {
  uint32_t count = 0;
  for (size_t k = 0; k < Sets(list); ++k) count += tree_.Count(Root(list, k));
  return count;
}

uint32_t WaitingLists::Ahead(ListId list, uint32_t row) const {
  uint32_t ahead = 0;
  for (size_t k = 0; k < Sets(list); ++k) {
    ahead += tree_.Ahead(Root(list, k), row);
  }
  return ahead;
}

}  // namespace kefu
