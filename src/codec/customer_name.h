// What a host called a customer: a string, or a 64-bit key of its own.

#ifndef KEFU_CODEC_CUSTOMER_NAME_H_
#define KEFU_CODEC_CUSTOMER_NAME_H_

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "kefu/engine.h"
#include "kefu/ids.h"

namespace kefu::codec {

// The key of a customer whom the engine calls `name`; none if that is a
// string. A string of digits and the key of the same digits are two customers.
inline std::optional<uint64_t> KeyOf(const Engine& engine, CustomerId id,
                                     std::string_view name) {
  if (name.empty() || name[0] < '0' || name[0] > '9') return std::nullopt;
  if (engine.FindCustomer(name) == id) return std::nullopt;
  uint64_t key = 0;
  std::from_chars(name.data(), name.data() + name.size(), key);
  return key;
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_CUSTOMER_NAME_H_
