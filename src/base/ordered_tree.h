// An ordered set inside the rows of a table: no memory of its own, and every
// place in the order on request. It is balanced by the sizes of its sides,
// whatever the rows are, so that neither a host nor a forged snapshot can ask
// for a deep one.
//
// Rows says where a row keeps its links and how rows compare:
//   uint32_t& Child(uint32_t row, bool right)   0: none
//   uint32_t& Size(uint32_t row)                of the subtree
//   bool Before(uint32_t a, uint32_t b)         a total order
//   void Refresh(uint32_t row)                  after a child has changed: what
//                                               else a row knows of its subtree
// A tree is a root, 0 if it is empty, which its owner keeps.

#ifndef KEFU_BASE_ORDERED_TREE_H_
#define KEFU_BASE_ORDERED_TREE_H_

#include <cstddef>
#include <cstdint>

#include "src/base/inline.h"

namespace kefu {

template <class Rows>
class OrderedTree {
 public:
  explicit OrderedTree(const Rows& rows) : rows_(rows) {}
  const Rows& rows() const { return rows_; }

  // REQUIRES: the row is in no tree of these links.
  void Insert(uint32_t* root, uint32_t row) {
    Path path;
    uint32_t* link = root;
    while (*link != 0) {
      path.Add(link);
      ++rows_.Size(*link);
      link = &rows_.Child(*link, rows_.Before(*link, row));
    }
    path.Add(link);
    *link = row;
    rows_.Child(row, false) = rows_.Child(row, true) = 0;
    Update(row);
    Balance(path, path.length - 1);
  }

  // REQUIRES: the row is in this tree, and compares as when it was inserted.
  void Remove(uint32_t* root, uint32_t row) {
    Path path;
    uint32_t* link = root;
    while (*link != row) {
      path.Add(link);
      --rows_.Size(*link);
      link = &rows_.Child(*link, rows_.Before(*link, row));
    }
    path.Add(link);
    uint32_t& left = rows_.Child(row, false);
    uint32_t& right = rows_.Child(row, true);
    if (left == 0 || right == 0) {
      *link = left | right;
    } else {
      // The one behind it takes its place.
      const size_t place = path.length;
      uint32_t* next = &right;
      for (; rows_.Child(*next, false) != 0;
           next = &rows_.Child(*next, false)) {
        path.Add(next);
        --rows_.Size(*next);
      }
      path.Add(next);
      const uint32_t behind = *next;
      *next = rows_.Child(behind, true);
      rows_.Child(behind, false) = left;
      rows_.Child(behind, true) = right;
      rows_.Size(behind) = rows_.Size(row) - 1;
      *link = behind;
      path.links[place] = &rows_.Child(behind, true);
    }
    left = right = rows_.Size(row) = 0;
    Balance(path, path.length - 1);
  }

  // The tree of `count` rows that are in order, in linear time; row_at(i) gives
  // each.
  template <class RowAt>
  uint32_t Build(size_t begin, size_t count, RowAt&& row_at) {
    if (count == 0) return 0;
    const size_t middle = count / 2;
    const uint32_t row = row_at(begin + middle);
    rows_.Child(row, false) = Build(begin, middle, row_at);
    rows_.Child(row, true) =
        Build(begin + middle + 1, count - middle - 1, row_at);
    Update(row);
    return row;
  }

  uint32_t Count(uint32_t root) const { return SizeOf(root); }
  uint32_t First(uint32_t root) const {
    while (root != 0 && rows_.Child(root, false) != 0) {
      root = rows_.Child(root, false);
    }
    return root;
  }
  // How many stand before this row, which need not be in the tree.
  uint32_t Ahead(uint32_t root, uint32_t row) const {
    uint32_t ahead = 0;
    while (root != 0) {
      const bool before = rows_.Before(root, row);
      if (before) ahead += 1 + SizeOf(rows_.Child(root, false));
      root = rows_.Child(root, before);
    }
    return ahead;
  }
  // Calls f(row) in order until it returns true; the row then, or 0.
  template <class F>
  uint32_t Find(uint32_t root, F&& f) const {
    if (root == 0) return 0;
    if (const uint32_t row = Find(rows_.Child(root, false), f)) return row;
    return f(root) ? root : Find(rows_.Child(root, true), f);
  }

  // Whether order, sizes and balance are right; sound(row) for the rest.
  template <class F>
  bool Sound(uint32_t root, F&& sound) const {
    if (root == 0) return true;
    const uint32_t left = rows_.Child(root, false);
    const uint32_t right = rows_.Child(root, true);
    const uint64_t l = SizeOf(left), r = SizeOf(right);
    return rows_.Size(root) == 1 + l + r && l + 1 <= 3 * (r + 1) &&
           r + 1 <= 3 * (l + 1) && (left == 0 || rows_.Before(left, root)) &&
           (right == 0 || rows_.Before(root, right)) && sound(root) &&
           Sound(left, sound) && Sound(right, sound);
  }

 private:
  // A side is at most three times as heavy as the other (its weight is its size
  // and one). So each step down leaves at most 3/4 of the weight, and no tree
  // of 2^32 rows is deeper than this.
  static constexpr size_t kDeepest = 80;
  // The links that lead from a root to a row.
  struct Path {
    uint32_t* links[kDeepest];
    size_t length = 0;
    void Add(uint32_t* link) { links[length++] = link; }
  };

  uint32_t SizeOf(uint32_t tree) const {
    return tree == 0 ? 0 : rows_.Size(tree);
  }
  KEFU_INLINE void Update(uint32_t row) {
    rows_.Size(row) =
        1 + SizeOf(rows_.Child(row, false)) + SizeOf(rows_.Child(row, true));
    rows_.Refresh(row);
  }

  // A rotation: the child on this side becomes the root, which is returned.
  uint32_t Up(uint32_t tree, bool right) {
    const uint32_t child = rows_.Child(tree, right);
    rows_.Child(tree, right) = rows_.Child(child, !right);
    rows_.Child(child, !right) = tree;
    Update(tree);
    Update(child);
    return child;
  }

  // This side is too heavy: one rotation, or two where the heavier part of that
  // side is the inner one.
  void Lean(uint32_t* link, bool right) {
    const uint32_t heavy = rows_.Child(*link, right);
    if (SizeOf(rows_.Child(heavy, !right)) + 1 >=
        2 * (SizeOf(rows_.Child(heavy, right)) + 1)) {
      rows_.Child(*link, right) = Up(heavy, !right);
    }
    *link = Up(*link, right);
  }

  // Upwards, from the link before `from`: one row joined or left below each,
  // and the sizes are right. The other side's size follows from the sum, so
  // that its row is not looked at.
  void Balance(const Path& path, size_t from) {
    for (size_t i = from; i-- != 0;) {
      uint32_t* const link = path.links[i];
      rows_.Refresh(*link);
      const bool right = path.links[i + 1] == &rows_.Child(*link, true);
      const uint64_t near = SizeOf(*path.links[i + 1]);
      const uint64_t far = rows_.Size(*link) - 1 - near;
      if (near + 1 > 3 * (far + 1)) {
        Lean(link, right);
      } else if (far + 1 > 3 * (near + 1)) {
        Lean(link, !right);
      }
    }
  }

  Rows rows_;
};

}  // namespace kefu

#endif  // KEFU_BASE_ORDERED_TREE_H_
