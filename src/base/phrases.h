// Many phrases, looked for in a text all at once: in one pass over its bytes,
// however many there are (Aho and Corasick, 1975). Of those that it contains
// the least value is found.
//
// Phrases that begin alike share their beginnings: a node for each beginning.
// A text is read byte by byte; the node at hand is always the longest beginning
// that the text read so far ends with. Nodes stand in the order of their
// lengths, the children of one behind each other. The first ones, where texts
// mostly are, have a row with the next node for each byte. The others have the
// few that differ from the row of the longest node that they end with: so many
// of them lie in a core's cache, and a step is one look at each of the two.

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
  // Of an entry: some phrase ends at the node.
  static constexpr uint32_t kEnds = 1u << 31;
  // Of all rows together.
  static constexpr size_t kMostCells = size_t{1} << 18;

  struct Node {
    uint32_t first = 0;  // its entries: up to those of the next node
    uint32_t row = 0;    // whose row holds for the other classes
  };
  struct Entry {
    uint32_t node = 0;
    uint32_t klass = 0;
  };

  // While it is built, by node: 0 is the empty beginning.
  struct Tree {
    std::vector<uint8_t> label;     // the class that leads to it
    std::vector<uint32_t> first;    // its children: up to those of the next
    std::vector<uint32_t> shorter;  // the longest other one it ends with
  };
  void SetClasses(const std::vector<Phrase>& phrases, bool fold_case);
  void AddNodes(const std::vector<Phrase>& phrases, Tree* tree);
  void Link(Tree* tree);
  void AddRows(const Tree& tree);
  void AddEntries(const Tree& tree);
  uint32_t Marked(uint32_t node) const {
    return best_[node] == kNone ? node : node | kEnds;
  }

  bool fold_width_ = true;
  uint32_t least_ = kNone;            // of all
  std::array<uint8_t, 256> class_{};  // of bytes; 0: in no phrase
  uint32_t classes_ = 1;
  uint32_t with_row_ = 0;       // nodes before this one have a row
  std::vector<uint32_t> best_;  // by node: of the phrases that it ends with
  std::vector<uint32_t> rows_;
  std::vector<Node> nodes_;  // by node from with_row_ on, and one more
  std::vector<Entry> entries_;
};

}  // namespace kefu

#endif  // KEFU_BASE_PHRASES_H_
