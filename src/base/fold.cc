#include "src/base/fold.h"

namespace kefu {
namespace {

constexpr std::string_view kWideBlank = "\xe3\x80\x80";

bool IsBlank(char c) { return c == ' ' || ('\t' <= c && c <= '\r'); }

// Without ASCII blanks and ideographic spaces at its ends.
std::string_view Trimmed(std::string_view text) {
  for (;;) {
    if (!text.empty() && IsBlank(text.front())) {
      text.remove_prefix(1);
    } else if (text.substr(0, kWideBlank.size()) == kWideBlank) {
      text.remove_prefix(kWideBlank.size());
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && IsBlank(text.back())) {
      text.remove_suffix(1);
    } else if (text.size() >= kWideBlank.size() &&
               text.substr(text.size() - kWideBlank.size()) == kWideBlank) {
      text.remove_suffix(kWideBlank.size());
    } else {
      return text;
    }
  }
}

}  // namespace

std::optional<std::string_view> FoldInto(std::string_view text,
                                         const Folding& folding,
                                         std::span<char> buffer) {
  if (folding.trim) text = Trimmed(text);
  WidthReader reader(text, folding.fold_width);
  size_t size = 0;
  for (unsigned char byte = 0; reader.Next(&byte); ++size) {
    if (size == buffer.size()) return std::nullopt;
    buffer[size] =
        static_cast<char>(folding.fold_case ? LowerAscii(byte) : byte);
  }
  return std::string_view(buffer.data(), size);
}

std::string Fold(std::string_view text, const Folding& folding) {
  std::string folded(text.size(), '\0');
  folded.resize(FoldInto(text, folding, folded)->size());
  return folded;
}

}  // namespace kefu
