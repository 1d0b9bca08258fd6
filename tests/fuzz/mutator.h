// Makes broken texts out of good ones; the same ones from the same seed.

#ifndef KEFU_TESTS_FUZZ_MUTATOR_H_
#define KEFU_TESTS_FUZZ_MUTATOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/property/random.h"

namespace kefu::fuzz {

// `number`, or as many times more as KEFU_FUZZ_RUNS says.
int Runs(int number);

class Mutator {
 public:
  Mutator(uint64_t seed, std::vector<std::string> corpus)
      : random_(seed), corpus_(std::move(corpus)) {}

  // One of the texts with one to three things wrong.
  std::string Next();
  property::Random& random() { return random_; }

 private:
  void Break(std::string* text);
  void ReplaceNumber(std::string* text);
  size_t Position(const std::string& text);

  property::Random random_;
  std::vector<std::string> corpus_;
};

}  // namespace kefu::fuzz

#endif  // KEFU_TESTS_FUZZ_MUTATOR_H_
