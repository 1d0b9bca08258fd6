#include "src/base/suggest.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kefu {
namespace {

// Names are at most 128 bytes; nothing longer is compared.
constexpr size_t kMaxLength = 128;

// A name as characters, in the form in which they are compared.
struct Folded {
  std::array<char32_t, kMaxLength> text;
  size_t length = 0;
};

char32_t Fold(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
  return c == '-' || c == ' ' ? U'_' : c;
}

// REQUIRES: at most kMaxLength bytes. Continuation bytes of UTF-8 are joined
// to their first byte; which character results does not matter here.
Folded FoldName(std::string_view name) {
  Folded result;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80 && result.length > 0) {
      char32_t& last = result.text[result.length - 1];
      last = last << 6 | (byte & 0x3F);
    } else {
      result.text[result.length++] = Fold(byte);
    }
  }
  return result;
}

using Row = std::array<uint16_t, kMaxLength + 1>;

// The edit distance (optimal string alignment), or `limit` + 1 as soon as it
// is sure to exceed `limit`.
size_t Distance(const Folded& a, const Folded& b, size_t limit) {
  std::array<Row, 3> rows;
  Row *before = &rows[0], *above = &rows[1], *row = &rows[2];
  for (size_t j = 0; j <= b.length; ++j) {
    (*row)[j] = static_cast<uint16_t>(j);
  }
  for (size_t i = 1; i <= a.length; ++i) {
    std::swap(before, above);
    std::swap(above, row);
    size_t least = i;
    (*row)[0] = static_cast<uint16_t>(i);
    for (size_t j = 1; j <= b.length; ++j) {
      const bool same = a.text[i - 1] == b.text[j - 1];
      size_t cost = (*above)[j - 1] + (same ? 0u : 1u);
      cost = std::min<size_t>({cost, (*above)[j] + 1u, (*row)[j - 1] + 1u});
      if (i > 1 && j > 1 && a.text[i - 1] == b.text[j - 2] &&
          a.text[i - 2] == b.text[j - 1]) {
        cost = std::min<size_t>(cost, (*before)[j - 2] + 1u);
      }
      (*row)[j] = static_cast<uint16_t>(cost);
      least = std::min(least, cost);
    }
    if (least > limit) return limit + 1;
  }
  return (*row)[b.length];
}

// Where everything would have to change nothing is alike.
size_t Allowed(size_t a, size_t b) {
  const size_t longer = std::max(a, b);
  return longer < 2 ? 0 : std::max<size_t>(1, longer / 3);
}

}  // namespace

std::string Suggest(std::string_view wrong,
                    const std::vector<std::string_view>& known) {
  if (wrong.empty() || wrong.size() > kMaxLength) return {};
  const Folded asked = FoldName(wrong);
  std::string_view best;
  size_t best_distance = kMaxLength + 1;
  for (const std::string_view name : known) {
    if (name.empty() || name.size() > kMaxLength) continue;
    const Folded other = FoldName(name);
    const size_t limit =
        std::min(Allowed(asked.length, other.length), best_distance - 1);
    const size_t longer = std::max(asked.length, other.length);
    if (longer - std::min(asked.length, other.length) > limit) continue;
    const size_t distance = Distance(asked, other, limit);
    if (distance > limit) continue;
    best = name;
    best_distance = distance;
    if (distance == 0) break;
  }
  return std::string(best);
}

}  // namespace kefu
