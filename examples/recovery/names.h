// Names of files that carry a number of events: "state-000000001200.kefu".

#ifndef KEFU_EXAMPLES_RECOVERY_NAMES_H_
#define KEFU_EXAMPLES_RECOVERY_NAMES_H_

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

namespace recovery {

// So many digits that names stand in the order of their numbers.
inline std::string Numbered(const std::string& begin, uint64_t number,
                            const std::string& end) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%012llu",
                static_cast<unsigned long long>(number));
  return begin + digits + end;
}

// The number in such a name; none if it is another name.
inline std::optional<uint64_t> NumberIn(const std::string& name,
                                        const std::string& begin,
                                        const std::string& end) {
  uint64_t number = 0;
  for (size_t i = begin.size(); i + end.size() < name.size(); ++i) {
    if (name[i] < '0' || name[i] > '9') return std::nullopt;
    number = number * 10 + static_cast<uint64_t>(name[i] - '0');
  }
  if (Numbered(begin, number, end) != name) return std::nullopt;
  return number;
}

}  // namespace recovery

#endif  // KEFU_EXAMPLES_RECOVERY_NAMES_H_
