// Many phrases, looked for in a text all at once: in one pass over its bytes,
// however many there are (Aho and Corasick, 1975). Of those that it contains
// the least value is found.
//
// Phrases that begin alike share their beginnings: a node for each beginning.
// A text is read byte by byte; the node at hand is always the longest beginning
// that the text read so far ends with. Behind a node stands the child through
// which most phrases go on, so that most steps look at the next two bytes only.
// The other steps have a few entries, and then the row of the longest node with
// one that this node ends with: the nodes of the shortest beginnings have rows.

#ifndef KEFU_BASE_PHRASES_H_
#define KEFU_BASE_PHRASES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/fold.h"

namespace kefu {

class Phrases {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  using Phrase = std::pair<std::string, uint32_t>;  // folded, not empty; value

  Phrases() = default;
  // Texts are folded while they are read, as the phrases are already.
  Phrases(std::vector<Phrase> phrases, const Folding& folding);

  // The least value of the phrases that the text contains; kNone: it contains
  // none. Cost: one step for each byte.
  uint32_t Least(std::string_view text) const;

  bool empty() const { return best_.empty(); }
  size_t nodes() const { return best_.size(); }

 private:
  // Of an entry, and of a label: some phrase ends at the node.
  static constexpr uint32_t kEnds = 1u << 31;
  static constexpr uint16_t kLabelEnds = 1u << 15;
  // Of all rows together.
  static constexpr size_t kMostCells = size_t{1} << 16;

  struct Node {
    uint32_t first = 0;  // its entries: up to those of the next node
    uint32_t row = 0;    // of rows_: where that for the other classes begins
  };
  struct Entry {
    uint32_t node = 0;
    uint32_t klass = 0;
  };
  struct Tree;

  void SetClasses(const std::vector<Phrase>& phrases, bool fold_case);
  void AddRows(const Tree& tree);
  uint32_t Marked(uint32_t node) const {
    return best_[node] == kNone ? node : node | kEnds;
  }

  bool fold_width_ = true;
  uint32_t least_ = kNone;            // of all
  std::array<uint8_t, 256> class_{};  // of bytes; 0: in no phrase
  uint32_t classes_ = 1;
  // By node; 0 is the empty beginning. A child is behind the node that it
  // belongs to; the other children have entries.
  std::vector<uint16_t> label_;  // of the node before it; 0: it is no child
  std::vector<uint32_t> best_;   // of the phrases that it ends with
  std::vector<Node> nodes_;      // and one more
  std::vector<Entry> entries_;
  std::vector<uint32_t> rows_;
};

}  // namespace kefu

#endif  // KEFU_BASE_PHRASES_H_
