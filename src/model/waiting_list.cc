#include "src/model/waiting_list.h"

#include <algorithm>

namespace kefu {

WaitingLists::WaitingLists(const RulesetData& rules, SessionTable* sessions)
    : rules_(&rules), sessions_(sessions) {
  begin_.reserve(rules.lists.size());
  uint32_t roots = 0;
  for (const ListData& list : rules.lists) {
    begin_.push_back(roots);
    roots += static_cast<uint32_t>(2 * list.classes.size());
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

// ------------------------------------------------------------------ balance

void WaitingLists::Update(uint32_t row) {
  SessionRow& s = At(row);
  s.size = 1 + Size(s.left) + Size(s.right);
  if (s.barred) UpdateCommon(row);
}

// Whether some agents are barred from it.
void WaitingLists::Mark(uint32_t row) {
  const SessionMore& more = sessions_->More(row);
  At(row).barred = more.giver != 0 || more.barred_count != 0;
}

BarredAgents WaitingLists::CommonOf(uint32_t row) const {
  const SessionRow& s = At(row);
  const BarredAgents own = BarredOf(sessions_->More(row));
  BarredAgents common{};
  auto end = common.begin();
  for (const uint32_t agent : own) {
    const auto in = [&](uint32_t tree) {
      if (tree == 0) return true;
      const BarredAgents& all = Common(tree);
      return std::find(all.begin(), all.end(), agent) != all.end();
    };
    if (agent != 0 && in(s.left) && in(s.right)) *end++ = agent;
  }
  return common;
}

void WaitingLists::UpdateCommon(uint32_t row) {
  sessions_->Write(row).common = CommonOf(row);
}

// A rotation: the child on the side `from` becomes the root, which is returned.
uint32_t WaitingLists::Up(uint32_t tree, uint32_t SessionRow::*from,
                          uint32_t SessionRow::*to) {
  const uint32_t child = At(tree).*from;
  At(tree).*from = At(child).*to;
  At(child).*to = tree;
  Update(tree);
  Update(child);
  return child;
}

// The side `from` is too heavy: one rotation, or two where the heavier part of
// that side is the inner one.
void WaitingLists::Lean(uint32_t* link, uint32_t SessionRow::*from,
                        uint32_t SessionRow::*to) {
  const uint32_t heavy = At(*link).*from;
  if (Size(At(heavy).*to) + 1 >= 2 * (Size(At(heavy).*from) + 1)) {
    At(*link).*from = Up(heavy, to, from);
  }
  *link = Up(*link, from, to);
}

// Upwards, from the link before `from`: one session joined or left below each,
// and the sizes are right. The other side's size follows from the sum, so that
// its row is not looked at.
void WaitingLists::Balance(const Path& path, size_t from) {
  for (size_t i = from; i-- != 0;) {
    uint32_t* const link = path.links[i];
    const SessionRow& s = At(*link);
    if (s.barred) UpdateCommon(*link);
    const bool is_left = path.links[i + 1] == &s.left;
    const uint64_t near = Size(*path.links[i + 1]);
    const uint64_t far = s.size - 1 - near;
    const bool near_heavy = near + 1 > 3 * (far + 1);
    const bool far_heavy = far + 1 > 3 * (near + 1);
    if (!near_heavy && !far_heavy) continue;
    if (near_heavy == is_left) {
      Lean(link, &SessionRow::left, &SessionRow::right);
    } else {
      Lean(link, &SessionRow::right, &SessionRow::left);
    }
  }
}

// --------------------------------------------------------------- membership

void WaitingLists::Join(ListId list, uint32_t row) {
  Path path;
  Mark(row);
  uint32_t* link = &Root(list, SetOf(list, At(row)));
  for (; *link != 0;
       link = Before(*link, row) ? &At(*link).right : &At(*link).left) {
    path.Add(link);
    ++At(*link).size;
  }
  path.Add(link);
  *link = row;
  SessionRow& s = At(row);
  s.left = s.right = 0;
  Update(row);
  ++total_;
  Balance(path, path.length - 1);
}

void WaitingLists::Leave(ListId list, uint32_t row) {
  SessionRow& s = At(row);
  Path path;
  uint32_t* link = &Root(list, SetOf(list, s));
  for (; *link != row;
       link = Before(*link, row) ? &At(*link).right : &At(*link).left) {
    path.Add(link);
    --At(*link).size;
  }
  path.Add(link);
  if (s.left == 0 || s.right == 0) {
    *link = s.left | s.right;
  } else {
    // The one behind it takes its place.
    const size_t place = path.length;
    uint32_t* next = &s.right;
    for (; At(*next).left != 0; next = &At(*next).left) {
      path.Add(next);
      --At(*next).size;
    }
    path.Add(next);
    const uint32_t behind = *next;
    *next = At(behind).right;
    At(behind).left = s.left;
    At(behind).right = s.right;
    At(behind).size = s.size - 1;
    *link = behind;
    path.links[place] = &At(behind).right;
  }
  s.left = s.right = s.size = 0;
  if (s.barred) sessions_->Write(row).common = {};
  s.barred = false;
  --total_;
  Balance(path, path.length - 1);
}

uint32_t WaitingLists::Build(const Joining* sessions, size_t count) {
  if (count == 0) return 0;
  const size_t middle = count / 2;
  const uint32_t row = sessions[middle].row;
  SessionRow& s = At(row);
  s.left = Build(sessions, middle);
  s.right = Build(sessions + middle + 1, count - middle - 1);
  Update(row);
  return row;
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
  const auto end = sessions->end();
  for (auto it = sessions->begin(); it != end;) {
    const size_t root = place(*it);
    const auto next = std::find_if(
        it, end, [&](const Joining& j) { return place(j) != root; });
    roots_[root] = Build(&*it, static_cast<size_t>(next - it));
    it = next;
  }
  total_ = sessions->size();
}

// ------------------------------------------------------------------ looking

uint32_t WaitingLists::First(ListId list, uint8_t klass) const {
  uint32_t row = Root(list, klass);
  while (row != 0 && At(row).left != 0) row = At(row).left;
  return row;
}

bool WaitingLists::Sound(uint32_t tree) const {
  if (tree == 0) return true;
  const SessionRow& s = At(tree);
  const uint64_t left = Size(s.left), right = Size(s.right);
  return s.size == 1 + left + right && left + 1 <= 3 * (right + 1) &&
         right + 1 <= 3 * (left + 1) && (s.left == 0 || Before(s.left, tree)) &&
         (s.right == 0 || Before(tree, s.right)) &&
         (!s.barred || Common(tree) == CommonOf(tree)) && Sound(s.left) &&
         Sound(s.right);
}

bool WaitingLists::Check(ListId list) const {
  for (size_t k = 0; k < Sets(list); ++k) {
    if (!Sound(Root(list, k))) return false;
  }
  return true;
}

uint32_t WaitingLists::Count(ListId list) const {
  uint32_t count = 0;
  for (size_t k = 0; k < Sets(list); ++k) {
    const uint32_t root = Root(list, k);
    if (root != 0) count += At(root).size;
  }
  return count;
}

uint32_t WaitingLists::Ahead(ListId list, uint32_t row) const {
  uint32_t ahead = 0;
  for (size_t k = 0; k < Sets(list); ++k) {
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
