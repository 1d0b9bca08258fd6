// Random numbers for tests: splitmix64, the same on every machine.

#ifndef KEFU_TESTS_PROPERTY_RANDOM_H_
#define KEFU_TESTS_PROPERTY_RANDOM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kefu::property {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 .. n - 1. The bias is far below what a test could notice.
  int Below(int n) {
    return static_cast<int>(Next() % static_cast<uint64_t>(n));
  }
  int Between(int low, int high) { return low + Below(high - low + 1); }
  bool Chance(int percent) { return Below(100) < percent; }
  template <class T>
  T Pick(const std::vector<T>& from) {
    return from[static_cast<size_t>(Below(static_cast<int>(from.size())))];
  }
  template <class T>
  void Shuffle(std::vector<T>* list) {
    for (size_t i = list->size(); i > 1; --i) {
      std::swap((*list)[i - 1],
                (*list)[static_cast<size_t>(Below(static_cast<int>(i)))]);
    }
  }

 private:
  uint64_t state_;
};

// Something that a text may speak of (K7).
inline std::string SomeVariable(Random* random) {
  static constexpr std::array kVariables{" {agent}", " {position}", " {ahead}",
                                         " {wait}",  " {opening}",  " {{"};
  return kVariables[random->Below(kVariables.size())];
}

// The texts of a setting, given in so many percent of all cases: none, or one
// that may speak of something. Returns whether there is one.
inline bool MaybeText(Random* random, int percent, const std::string& text,
                      std::optional<std::vector<std::string>>* texts) {
  if (!random->Chance(percent)) return false;
  texts->emplace();
  if (!random->Chance(80)) return false;
  (*texts)->push_back(text);
  if (random->Chance(25)) (*texts)->back() += SomeVariable(random);
  return true;
}

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_RANDOM_H_
