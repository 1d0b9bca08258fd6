#include "src/base/phrases.h"

#include <algorithm>

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
  AddNodes(phrases);
  Link();
  AddRows();
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
void Phrases::AddNodes(const std::vector<Phrase>& phrases) {
  struct Range {
    size_t from, to, length;
  };
  std::vector<Range> ranges{{0, phrases.size(), 0}};
  label_.push_back(0);
  best_.push_back(kNone);
  for (size_t node = 0; node < ranges.size(); ++node) {
    first_.push_back(static_cast<uint32_t>(ranges.size()));
    auto [from, to, length] = ranges[node];
    if (from < to && phrases[from].first.size() == length) ++from;
    while (from < to) {
      const char next = phrases[from].first[length];
      size_t last = from;
      while (last < to && phrases[last].first[length] == next) ++last;
      ranges.push_back({from, last, length + 1});
      label_.push_back(class_[static_cast<unsigned char>(next)]);
      const bool ends = phrases[from].first.size() == length + 1;
      best_.push_back(ends ? phrases[from].second : kNone);
      from = last;
    }
  }
  first_.push_back(static_cast<uint32_t>(ranges.size()));
}

uint32_t Phrases::Child(uint32_t node, uint8_t klass) const {
  const auto begin = label_.begin() + first_[node];
  const auto end = label_.begin() + first_[node + 1];
  const auto found = std::find(begin, end, klass);
  return found == end ? 0 : static_cast<uint32_t>(found - label_.begin());
}

void Phrases::Link() {
  shorter_.assign(best_.size(), 0);
  for (uint32_t node = 0; node < best_.size(); ++node) {
    for (uint32_t child = first_[node]; child < first_[node + 1]; ++child) {
      uint32_t on = shorter_[node];
      uint32_t found = node == 0 ? 0 : Child(on, label_[child]);
      while (found == 0 && on != 0) {
        on = shorter_[on];
        found = Child(on, label_[child]);
      }
      if (node == 0) found = 0;
      shorter_[child] = found;
      best_[child] = std::min(best_[child], best_[found]);
    }
  }
}

void Phrases::AddRows() {
  with_row_ = static_cast<uint32_t>(
      std::min(best_.size(), kMostCells / classes_));
  rows_.assign(size_t{with_row_} * classes_, 0);
  for (uint32_t node = 0; node < with_row_; ++node) {
    uint32_t* const row = &rows_[size_t{node} * classes_];
    if (node != 0) {
      const uint32_t* const other = &rows_[size_t{shorter_[node]} * classes_];
      std::copy_n(other, classes_, row);
    }
    for (uint32_t child = first_[node]; child < first_[node + 1]; ++child) {
      row[label_[child]] = Entry(child);
    }
  }
}

uint32_t Phrases::StepFrom(uint32_t node, uint8_t klass) const {
  while (node >= with_row_) {
    if (const uint32_t child = Child(node, klass); child != 0) {
      return Entry(child);
    }
    node = shorter_[node];
  }
  return rows_[size_t{node} * classes_ + klass];
}

uint32_t Phrases::Least(std::string_view text) const {
  uint32_t least = kNone;
  if (empty()) return least;
  uint32_t node = 0;
  WidthReader reader(text, fold_width_);
  for (unsigned char byte = 0; reader.Next(&byte);) {
    const uint8_t klass = class_[byte];
    const uint32_t entry = node < with_row_
                               ? rows_[size_t{node} * classes_ + klass]
                               : StepFrom(node, klass);
    node = entry & ~kEnds;
    if ((entry & kEnds) == 0) continue;
    least = std::min(least, best_[node]);
    if (least == least_) break;
  }
  return least;
}

}  // namespace kefu
