// Texts as they are compared with words (K1, K3): without regard to ASCII case
// and to full-width forms (全角), and without blanks at their ends. Bytes that
// are no UTF-8 stay as they are.

#ifndef KEFU_BASE_FOLD_H_
#define KEFU_BASE_FOLD_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "src/base/inline.h"

namespace kefu {

struct Folding {
  bool trim = true;
  bool fold_case = true;
  bool fold_width = true;
};

// Reads a text byte by byte, with full-width forms as the ASCII characters that
// they stand for.
class WidthReader {
 public:
  WidthReader(std::string_view text, bool folds)
      : at_(reinterpret_cast<const unsigned char*>(text.data())),
        end_(at_ + text.size()),
        folds_(folds) {}

  KEFU_INLINE bool Next(unsigned char* byte) {
    if (at_ == end_) return false;
    *byte = *at_++;
    if (*byte >= 0xe3 && folds_) Narrow(byte);
    return true;
  }

 private:
  // U+3000, the ideographic space: E3 80 80; U+FF01 to U+FF5E: EF BC 81 to
  // EF BD 9E.
  KEFU_INLINE void Narrow(unsigned char* byte) {
    if (end_ - at_ < 2) return;
    const unsigned char second = at_[0], third = at_[1];
    if (*byte == 0xe3) {
      if (second != 0x80 || third != 0x80) return;
      *byte = ' ';
    } else if (*byte == 0xef && second == 0xbc && third > 0x80 &&
               third < 0xc0) {
      *byte = static_cast<unsigned char>(third - 0x60);
    } else if (*byte == 0xef && second == 0xbd && third >= 0x80 &&
               third <= 0x9e) {
      *byte = static_cast<unsigned char>(third - 0x20);
    } else {
      return;
    }
    at_ += 2;
  }

  const unsigned char* at_;
  const unsigned char* end_;
  bool folds_;
};

constexpr unsigned char LowerAscii(unsigned char byte) {
  return 'A' <= byte && byte <= 'Z'
             ? static_cast<unsigned char>(byte - 'A' + 'a')
             : byte;
}

// The text, folded; as a text of its own, or in `buffer`: nothing if it does
// not fit there.
std::string Fold(std::string_view text, const Folding& folding);
std::optional<std::string_view> FoldInto(std::string_view text,
                                         const Folding& folding,
                                         std::span<char> buffer);

}  // namespace kefu

#endif  // KEFU_BASE_FOLD_H_
