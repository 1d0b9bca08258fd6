#include "src/model/waiting_list.h"

#include "src/base/digest.h"

namespace kefu {

WaitingLists::WaitingLists(const RulesetData& rules, SessionTable* sessions)
    : rules_(&rules), sessions_(sessions) {
  begin_.reserve(rules.lists.size());
  uint32_t roots = 0;
  for (const ListData& list : rules.lists) {
    begin_.push_back(roots);
    roots += static_cast<uint32_t>(list.classes.size());
  }
  roots_.assign(roots, 0);
}

// Returned sessions first, then infinite credits by declaration (Q1).
uint32_t WaitingLists::Rank(const SessionRow& s) const {
  return (s.returned ? 0 : 0x10000u) + rules_->priorities[s.priority].rank;
}

bool WaitingLists::Before(uint32_t a, uint32_t b) const {
  const SessionRow& x = At(a);
  const SessionRow& y = At(b);
  const uint32_t rank_x = Rank(x), rank_y = Rank(y);
  if (rank_x != rank_y) return rank_x < rank_y;
  if (x.order != y.order) return x.order < y.order;
  return x.number < y.number;
}

uint64_t WaitingLists::Weight(uint32_t row) const {
  return Mix(At(row).number);
}

void WaitingLists::Update(uint32_t row) {
  SessionRow& s = At(row);
  s.size =
      1 + (s.left ? At(s.left).size : 0) + (s.right ? At(s.right).size : 0);
}

void WaitingLists::Split(uint32_t tree, uint32_t row, uint32_t* before,
                         uint32_t* after) {
  if (tree == 0) {
    *before = *after = 0;
  } else if (Before(tree, row)) {
    Split(At(tree).right, row, &At(tree).right, after);
    Update(tree);
    *before = tree;
  } else {
    Split(At(tree).left, row, before, &At(tree).left);
    Update(tree);
    *after = tree;
  }
}

uint32_t WaitingLists::Merge(uint32_t before, uint32_t after) {
  if (before == 0 || after == 0) return before | after;
  if (Weight(before) > Weight(after)) {
    At(before).right = Merge(At(before).right, after);
    Update(before);
    return before;
  }
  At(after).left = Merge(before, At(after).left);
  Update(after);
  return after;
}

void WaitingLists::Join(ListId list, uint32_t row) {
  SessionRow& s = At(row);
  uint32_t* link = &Root(list, s.klass);
  const uint64_t weight = Weight(row);
  while (*link != 0 && Weight(*link) > weight) {
    SessionRow& above = At(*link);
    ++above.size;
    link = Before(*link, row) ? &above.right : &above.left;
  }
  Split(*link, row, &s.left, &s.right);
  *link = row;
  Update(row);
  ++total_;
}

void WaitingLists::Leave(ListId list, uint32_t row) {
  SessionRow& s = At(row);
  uint32_t* link = &Root(list, s.klass);
  while (*link != row) {
    SessionRow& above = At(*link);
    --above.size;
    link = Before(*link, row) ? &above.right : &above.left;
  }
  *link = Merge(s.left, s.right);
  s.left = s.right = s.size = 0;
  --total_;
}

uint32_t WaitingLists::First(ListId list, uint8_t klass) const {
  uint32_t row = Root(list, klass);
  while (row != 0 && At(row).left != 0) row = At(row).left;
  return row;
}

uint32_t WaitingLists::After(ListId list, uint8_t klass, uint32_t row) const {
  uint32_t after = 0;
  for (uint32_t tree = Root(list, klass); tree != 0;) {
    if (Before(row, tree)) {
      after = tree;
      tree = At(tree).left;
    } else {
      tree = At(tree).right;
    }
  }
  return after;
}

uint32_t WaitingLists::Count(ListId list) const {
  uint32_t count = 0;
  for (size_t k = 0; k < Classes(list); ++k) {
    const uint32_t root = Root(list, k);
    if (root != 0) count += At(root).size;
  }
  return count;
}

uint32_t WaitingLists::Ahead(ListId list, uint32_t row) const {
  uint32_t ahead = 0;
  for (size_t k = 0; k < Classes(list); ++k) {
    uint32_t tree = Root(list, k);
    while (tree != 0) {
      const SessionRow& s = At(tree);
      if (Before(tree, row)) {
        ahead += 1 + (s.left ? At(s.left).size : 0);
        tree = s.right;
      } else {
        tree = s.left;
      }
    }
  }
  return ahead;
}

}  // namespace kefu
