// Texts and words as they are compared (K1, K3): folding, and many phrases at
// once against one after the other.

#include "src/base/phrases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "src/base/fold.h"
#include "src/model/keyword_data.h"
#include "tests/property/random.h"

namespace kefu {
namespace {

TEST_CASE("a text is folded by width, case and blanks at its ends") {
  const Folding all;
  CHECK(Fold("  ＨＥＬＬＯ　Ｗorld\t\n", all) == "hello world");
  CHECK(Fold("！～", all) == "!~");
  CHECK(Fold("你好　", all) == "你好");
  CHECK(Fold("\u3000 \u3000", all).empty());
  CHECK(Fold("", all).empty());
  CHECK(Fold("Ａb ", {.trim = false}) == "ab ");
  CHECK(Fold(" ＡB", {.fold_case = false}) == "AB");
  CHECK(Fold("ＡB", {.fold_width = false}) == "Ａb");
  // Only ASCII letters have a case here, and ￥ is none of the forms.
  CHECK(Fold("Ä￥｠", all) == "Ä￥｠");
}

TEST_CASE("what is no UTF-8 is folded as it is") {
  const Folding all;
  for (const std::string text :
       {"\xef", "\xef\xbc", "\xe3\x80", "\xff\xfe", "a\xef\xbc\x80z",
        "\xef\xbd\x9f", "\x80\x80", "\xe3\xe3"}) {
    CHECK(Fold(text, all) == text);
  }
  CHECK(Fold("\xef\xef\xbc\xa1", all) ==
        "\xef"
        "a");
}

TEST_CASE("a text that is longer than its buffer is no word") {
  std::array<char, 4> buffer;
  CHECK(FoldInto(" abcd ", {}, buffer) == "abcd");
  CHECK_FALSE(FoldInto("abcde", {}, buffer));
  CHECK(FoldInto("ＡＢＣＤ", {}, buffer) == "abcd");
}

TEST_CASE("of equal whole words the first one counts") {
  WholeWords words;
  CHECK(words.empty());
  words.Add("a", 3);
  words.Add("a", 1);
  words.Add("", 2);
  CHECK(words.Find("a") == 3);
  CHECK(words.Find("") == 2);
  CHECK(words.Find("b") == WholeWords::kNone);
}

TEST_CASE("the least value of the phrases in a text") {
  const Phrases some(
      {{"he", 4}, {"she", 3}, {"hers", 1}, {"his", 2}, {"he", 5}}, {});
  CHECK(some.Least("ushers") == 1);
  CHECK(some.Least("USHER") == 3);
  CHECK(some.Least("the") == 4);
  CHECK(some.Least("hi s") == Phrases::kNone);
  CHECK(some.Least("") == Phrases::kNone);
  CHECK(Phrases().Least("he") == Phrases::kNone);
  CHECK(Phrases({}, {}).Least("he") == Phrases::kNone);
}

// Few letters, so that phrases share beginnings and ends; with bytes that are
// no UTF-8 among them.
std::string Word(property::Random* random, int most) {
  static const std::vector<std::string> kParts{
      "a", "b", "c", "A", "你", "好", "棒", "Ａ", "　", "\xef", "\xbc", "\xe4"};
  std::string word;
  const int parts = random->Between(1, most);
  for (int i = 0; i < parts; ++i) word += random->Pick(kParts);
  return word;
}

TEST_CASE("many phrases at once find what one after the other find") {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    property::Random random(seed);
    const Folding folding{false, random.Chance(70), random.Chance(70)};
    std::vector<Phrases::Phrase> all;
    const int count = random.Between(1, random.Chance(20) ? 400 : 12);
    for (int i = 0; i < count; ++i) {
      all.emplace_back(Fold(Word(&random, 5), folding),
                       static_cast<uint32_t>(random.Below(1000)));
    }
    const Phrases phrases(all, folding);
    for (int i = 0; i < 50; ++i) {
      const std::string text = Word(&random, 20);
      const std::string folded = Fold(text, folding);
      uint32_t least = Phrases::kNone;
      for (const auto& [phrase, value] : all) {
        if (folded.find(phrase) == std::string::npos) continue;
        least = std::min(least, value);
      }
      CHECK_MESSAGE(phrases.Least(text) == least, "seed ", seed, ": ", text);
    }
  }
}

// Beyond the nodes that have a row of their own.
TEST_CASE("phrases that have many nodes") {
  property::Random random(7);
  std::vector<Phrases::Phrase> all;
  for (uint32_t i = 0; i < 20'000; ++i) {
    std::string phrase;
    for (int k = 0; k < 12; ++k) {
      phrase += static_cast<char>('a' + random.Below(26));
    }
    all.emplace_back(phrase, i);
  }
  const Phrases phrases(all, {});
  CHECK(phrases.nodes() > 100'000);
  for (uint32_t i = 0; i < 20'000; i += 97) {
    CHECK(phrases.Least("xx" + all[i].first.substr(0, 7) + all[i].first) == i);
    CHECK(phrases.Least(all[i].first.substr(1)) == Phrases::kNone);
  }
}

}  // namespace
}  // namespace kefu
