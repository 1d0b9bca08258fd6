#include "tests/fuzz/mutator.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

namespace kefu::fuzz {
namespace {

// What breaks parsers.
const std::vector<std::string>& Pieces() {
  static const std::vector<std::string> pieces = {
      "\"",      "{",         "}",
      "[",       "]",         ",",
      ":",       "\\",        "\\u",
      "\n",      "\r",        "\t",
      " ",       "null",      "true",
      "-",       "+08:",      "\x01",
      "\xff",    "\xc0\x80",  "\xed\xa0\x80",
      "\\ud800", "{\"a\":1}", "[[]]",
      "//",      "/*",        "e9",
      "Z"};
  return pieces;
}

const std::vector<std::string>& Numbers() {
  static const std::vector<std::string> numbers = {"0",
                                                   "-1",
                                                   "00",
                                                   "1e3",
                                                   "1e999",
                                                   "0.5",
                                                   "-0",
                                                   "65536",
                                                   "256",
                                                   "1000000001",
                                                   "9223372036854775807",
                                                   "9223372036854775808",
                                                   "18446744073709551616",
                                                   "99999999999999999999999",
                                                   "\"48h\"",
                                                   "\"off\"",
                                                   "\"-3s\"",
                                                   "NaN"};
  return numbers;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

int Runs(int number) {
  const char* factor = std::getenv("KEFU_FUZZ_RUNS");
  return factor == nullptr ? number : number * std::max(1, std::atoi(factor));
}

size_t Mutator::Position(const std::string& text) {
  return static_cast<size_t>(random_.Next() % (text.size() + 1));
}

void Mutator::ReplaceNumber(std::string* text) {
  size_t begin = Position(*text);
  while (begin < text->size() && !IsDigit((*text)[begin])) ++begin;
  size_t end = begin;
  while (end < text->size() && IsDigit((*text)[end])) ++end;
  text->replace(begin, end - begin, random_.Pick(Numbers()));
}

void Mutator::Break(std::string* text) {
  const size_t at = Position(*text);
  const size_t length = static_cast<size_t>(random_.Between(1, 12));
  switch (random_.Below(8)) {
    case 0:
      if (at < text->size()) (*text)[at] ^= char(1 << random_.Below(8));
      break;
    case 1:
      text->insert(at, random_.Pick(Pieces()));
      break;
    case 2:
      text->erase(at, length);
      break;
    case 3:
      text->insert(Position(*text), text->substr(at, length * 4));
      break;
    case 4:
      text->resize(at);
      break;
    case 5: {
      const std::string other = random_.Pick(corpus_);
      text->replace(at, length, other.substr(Position(other), length * 4));
      break;
    }
    case 6:
      text->insert(at,
                   std::string(length * 20, random_.Chance(50) ? '[' : '{'));
      break;
    default:
      ReplaceNumber(text);
  }
}

std::string Mutator::Next() {
  std::string text = random_.Pick(corpus_);
  for (int i = random_.Between(1, 3); i > 0; --i) Break(&text);
  return text;
}

}  // namespace kefu::fuzz
