#include "src/base/phrases.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kefu {

// The beginnings, by their lengths, children of one behind each other.
struct Phrases::Tree {
  struct Beginning {
    uint32_t from, to;            // the sorted phrases that begin so
    uint32_t first = 0, end = 0;  // its children
    uint32_t shorter = 0;         // the longest other one that it ends with
    uint32_t best = kNone;
    uint32_t node = 0;
    uint8_t klass = 0;
    uint8_t has_row = 0;
  };
  std::vector<Beginning> all;

  uint32_t Child(uint32_t of, uint8_t klass) const {
    for (uint32_t i = all[of].first; i < all[of].end; ++i) {
      if (all[i].klass == klass) return i;
    }
    return 0;
  }
  void Grow(const std::vector<Phrase>& phrases,
            const std::array<uint8_t, 256>& classes);
  void Link();
  std::vector<uint32_t> Number();
};

void Phrases::Tree::Grow(const std::vector<Phrase>& phrases,
                         const std::array<uint8_t, 256>& classes) {
  all.push_back({0, static_cast<uint32_t>(phrases.size())});
  size_t length = 0;
  for (size_t begin = 0, end = 1; begin < end; ++length) {
    for (; begin < end; ++begin) {
      uint32_t from = all[begin].from;
      const uint32_t to = all[begin].to;
      all[begin].first = static_cast<uint32_t>(all.size());
      if (phrases[from].first.size() == length) {
        all[begin].best = phrases[from++].second;
      }
      while (from < to) {
        const char next = phrases[from].first[length];
        uint32_t last = from;
        while (last < to && phrases[last].first[length] == next) ++last;
        all.push_back({from, last});
        all.back().klass = classes[static_cast<unsigned char>(next)];
        from = last;
      }
      all[begin].end = static_cast<uint32_t>(all.size());
    }
    end = all.size();
  }
}

void Phrases::Tree::Link() {
  for (uint32_t i = 1; i < all.size(); ++i) {
    for (uint32_t child = all[i].first; child < all[i].end; ++child) {
      uint32_t on = all[i].shorter;
      uint32_t found = Child(on, all[child].klass);
      while (found == 0 && on != 0) {
        on = all[on].shorter;
        found = Child(on, all[child].klass);
      }
      all[child].shorter = found;
      all[child].best = std::min(all[child].best, all[found].best);
    }
  }
}

// Behind each node the child with most phrases, of equal ones the first.
// Returns the beginnings in the order of their nodes.
std::vector<uint32_t> Phrases::Tree::Number() {
  std::vector<uint32_t> order, waiting{0};
  while (!waiting.empty()) {
    uint32_t on = waiting.back();
    waiting.pop_back();
    while (true) {
      all[on].node = static_cast<uint32_t>(order.size());
      order.push_back(on);
      const uint32_t first = all[on].first, end = all[on].end;
      if (first == end) break;
      uint32_t most = first;
      for (uint32_t i = first; i < end; ++i) {
        if (all[i].to - all[i].from > all[most].to - all[most].from) most = i;
      }
      for (uint32_t i = end; i-- > first;) {
        if (i != most) waiting.push_back(i);
      }
      on = most;
    }
  }
  return order;
}

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
  tree.Grow(phrases, class_);
  tree.Link();
  const std::vector<uint32_t> order = tree.Number();
  label_.assign(order.size() + 1, 0);
  nodes_.resize(order.size() + 1);
  for (const uint32_t i : order) best_.push_back(tree.all[i].best);
  const size_t rows = std::min(order.size(), kMostCells / classes_);
  for (size_t i = 0; i < rows; ++i) tree.all[i].has_row = 1;
  AddRows(tree);
  for (const uint32_t i : order) {
    const Tree::Beginning& own = tree.all[i];
    nodes_[own.node].first = static_cast<uint32_t>(entries_.size());
    uint32_t on = i;
    std::array<bool, 256> seen{};
    for (uint32_t child = own.first; child < own.end; ++child) {
      if (tree.all[child].node != own.node + 1) continue;
      const bool ends = tree.all[child].best != kNone;
      label_[own.node + 1] = static_cast<uint16_t>(tree.all[child].klass |
                                                   (ends ? kLabelEnds : 0));
      seen[tree.all[child].klass] = true;
    }
    for (; tree.all[on].has_row == 0; on = tree.all[on].shorter) {
      for (uint32_t k = tree.all[on].first; k < tree.all[on].end; ++k) {
        const uint8_t klass = tree.all[k].klass;
        if (std::exchange(seen[klass], true)) continue;
        entries_.push_back({Marked(tree.all[k].node), klass});
      }
    }
    nodes_[own.node].row = on * classes_;
  }
  nodes_.back().first = static_cast<uint32_t>(entries_.size());
}

void Phrases::SetClasses(const std::vector<Phrase>& phrases, bool fold_case) {
  std::array<bool, 256> used{};
  for (const Phrase& phrase : phrases) {
    least_ = std::min(least_, phrase.second);
    for (const char c : phrase.first)
      used[static_cast<unsigned char>(c)] = true;
  }
  for (size_t byte = 0; byte < used.size(); ++byte) {
    if (used[byte]) class_[byte] = static_cast<uint8_t>(classes_++);
  }
  if (!fold_case) return;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) class_[c] = class_[LowerAscii(c)];
}

// Of the shortest beginnings, one behind the other: so that of what one ends
// with is there before.
void Phrases::AddRows(const Tree& tree) {
  for (uint32_t i = 0; i < tree.all.size() && tree.all[i].has_row != 0; ++i) {
    const Tree::Beginning& own = tree.all[i];
    const size_t row = rows_.size();
    rows_.resize(row + classes_, 0);
    if (i != 0) {
      std::copy_n(&rows_[size_t{own.shorter} * classes_], classes_,
                  &rows_[row]);
    }
    for (uint32_t child = own.first; child < own.end; ++child) {
      rows_[row + tree.all[child].klass] = Marked(tree.all[child].node);
    }
  }
}

uint32_t Phrases::Least(std::string_view text) const {
  uint32_t least = kNone;
  if (empty()) return least;
  uint32_t node = 0;
  WidthReader reader(text, fold_width_);
  for (unsigned char byte = 0; reader.Next(&byte);) {
    const uint32_t klass = class_[byte];
    const uint32_t label = label_[node + 1];
    uint32_t next;
    if ((label & ~uint32_t{kLabelEnds}) == klass && label != 0) {
      next = (node + 1) | (label >> 15) << 31;
    } else {
      const Node* const own = &nodes_[node];
      next = rows_[own->row + klass];
      for (uint32_t i = own[0].first; i < own[1].first; ++i) {
        if (entries_[i].klass == klass) next = entries_[i].node;
      }
    }
    node = next & ~kEnds;
    if ((next & kEnds) == 0) continue;
    least = std::min(least, best_[node]);
    if (least == least_) break;
  }
  return least;
}

}  // namespace kefu
