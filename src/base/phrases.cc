#include "src/base/phrases.h"

#include <algorithm>
#include <array>

namespace kefu {

Phrases::Phrases(std::vector<Phrase> phrases, const Folding& folding)
    : fold_width_(folding.fold_width) {
  if (phrases.empty()) return;
  std::sort(phrases.begin(), phrases.end());
  // Of equal ones the least value stands first.
  const auto end = std::unique(
      phrases.begin(), phrases.end(),
      [](const Phrase& a, const Phrase& b) { return a.first == b.first; });
  phrases.erase(end, phrases.end());
  SetClasses(phrases, folding.fold_case);
  Tree tree;
  AddNodes(phrases, &tree);
  Link(&tree);
  AddRows(tree);
  AddEntries(tree);
}

void Phrases::SetClasses(const std::vector<Phrase>& phrases, bool fold_case) {
  std::array<bool, 256> used{};
  for (const Phrase& phrase : phrases) {
    least_ = std::min(least_, phrase.second);
    for (const char c : phrase.first) used[static_cast<unsigned char>(c)] = true;
  }
  for (size_t byte = 0; byte < used.size(); ++byte) {
    if (used[byte]) class_[byte] = static_cast<uint8_t>(classes_++);
  }
  if (!fold_case) return;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) class_[c] = class_[LowerAscii(c)];
}

// Length by length: a node is a range of the sorted phrases, which begin alike
// so far.
void Phrases::AddNodes(const std::vector<Phrase>& phrases, Tree* tree) {
  struct Range {
    size_t from, to, length;
  };
  std::vector<Range> ranges{{0, phrases.size(), 0}};
  tree->label.push_back(0);
  best_.push_back(kNone);
  for (size_t node = 0; node < ranges.size(); ++node) {
    tree->first.push_back(static_cast<uint32_t>(ranges.size()));
    auto [from, to, length] = ranges[node];
    if (from < to && phrases[from].first.size() == length) ++from;
    while (from < to) {
      const char next = phrases[from].first[length];
      size_t last = from;
      while (last < to && phrases[last].first[length] == next) ++last;
      ranges.push_back({from, last, length + 1});
      tree->label.push_back(class_[static_cast<unsigned char>(next)]);
      const bool ends = phrases[from].first.size() == length + 1;
      best_.push_back(ends ? phrases[from].second : kNone);
      from = last;
    }
  }
  tree->first.push_back(static_cast<uint32_t>(ranges.size()));
}

namespace {

// The child for this class; 0 if there is none.
template <class Tree>
uint32_t ChildOf(const Tree& tree, uint32_t node, uint8_t klass) {
  const auto begin = tree.label.begin() + tree.first[node];
  const auto end = tree.label.begin() + tree.first[node + 1];
  const auto found = std::find(begin, end, klass);
  return found == end ? 0 : static_cast<uint32_t>(found - tree.label.begin());
}

}  // namespace

void Phrases::Link(Tree* tree) {
  tree->shorter.assign(best_.size(), 0);
  for (uint32_t node = 1; node < best_.size(); ++node) {
    for (uint32_t child = tree->first[node]; child < tree->first[node + 1];
         ++child) {
      const uint8_t klass = tree->label[child];
      uint32_t on = tree->shorter[node];
      uint32_t found = ChildOf(*tree, on, klass);
      while (found == 0 && on != 0) {
        on = tree->shorter[on];
        found = ChildOf(*tree, on, klass);
      }
      tree->shorter[child] = found;
      best_[child] = std::min(best_[child], best_[found]);
    }
  }
}

void Phrases::AddRows(const Tree& tree) {
  with_row_ =
      static_cast<uint32_t>(std::min(best_.size(), kMostCells / classes_));
  rows_.assign(size_t{with_row_} * classes_, 0);
  for (uint32_t node = 0; node < with_row_; ++node) {
    uint32_t* const row = &rows_[size_t{node} * classes_];
    if (node != 0) {
      const size_t other = size_t{tree.shorter[node]} * classes_;
      std::copy_n(&rows_[other], classes_, row);
    }
    for (uint32_t child = tree.first[node]; child < tree.first[node + 1];
         ++child) {
      row[tree.label[child]] = Marked(child);
    }
  }
}

// Its own children, then those of what it ends with for other classes, up to a
// node with a row.
void Phrases::AddEntries(const Tree& tree) {
  std::array<uint32_t, 256> seen{};  // by class: the last node that has it
  for (uint32_t node = with_row_; node < best_.size(); ++node) {
    Node& own = nodes_.emplace_back();
    own.first = static_cast<uint32_t>(entries_.size());
    uint32_t on = node;
    for (; on >= with_row_; on = tree.shorter[on]) {
      for (uint32_t child = tree.first[on]; child < tree.first[on + 1];
           ++child) {
        const uint8_t klass = tree.label[child];
        if (seen[klass] == node) continue;
        seen[klass] = node;
        entries_.push_back({Marked(child), klass});
      }
    }
    own.row = on;
  }
  nodes_.push_back({static_cast<uint32_t>(entries_.size()), 0});
}

uint32_t Phrases::Least(std::string_view text) const {
  uint32_t least = kNone;
  if (empty()) return least;
  uint32_t node = 0;
  WidthReader reader(text, fold_width_);
  for (unsigned char byte = 0; reader.Next(&byte);) {
    const uint8_t klass = class_[byte];
    uint32_t row = node;
    uint32_t next = UINT32_MAX;
    if (node >= with_row_) {
      const Node* const own = &nodes_[node - with_row_];
      row = own->row;
      for (uint32_t i = own[0].first; i < own[1].first; ++i) {
        if (entries_[i].klass == klass) next = entries_[i].node;
      }
    }
    if (next == UINT32_MAX) next = rows_[size_t{row} * classes_ + klass];
    node = next & ~kEnds;
    if ((next & kEnds) == 0) continue;
    least = std::min(least, best_[node]);
    if (least == least_) break;
  }
  return least;
}

}  // namespace kefu
