#include "src/codec/ruleset_fingerprint.h"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "src/base/digest.h"
#include "src/codec/config_facts.h"

namespace kefu::codec {
namespace {

// Add(struct), made from config.def, takes the members of a struct that differ
// from a fresh one.
class Fingerprint {
 public:
#define KEFU_STRUCT(Struct, doc)  \
  void Add(const Struct& value) { \
    [[maybe_unused]] const Struct& fresh = fresh_##Struct##_;
#define KEFU_MEMBER(Struct, type, name, fallback, unit, low, high, rule, doc) \
  if (!(value.name == fresh.name) && Decides(#name)) {                        \
    Member(#name, value.name);                                                \
  }
#define KEFU_SETTING(Struct, type, name, fallback, unit, low, high, levels, \
                     rule, doc)                                             \
  if (value.name) Member(#name, value.name);
#define KEFU_SECTION(Struct, type, name, doc) \
  if (Differs(value.name, fresh.name)) Member(#name, value.name);
#define KEFU_LIST(Struct, type, name, low, high, rule, doc) \
  if (!value.name.empty()) Member(#name, value.name);
#define KEFU_STRUCT_END(Struct) \
  digest_.Add(kEnd);            \
  }
#include "kefu/config.def"

  uint64_t value() const { return digest_.value(); }

 private:
  static constexpr uint64_t kEnd = 0x656E64;

  // Whether a member decides anything once the ruleset has been accepted: what
  // only says how much of something there may be does not (A6, A10).
  static constexpr bool Decides(std::string_view name) {
    return name != "one_group" && name != "max_agents" && name != "max_links";
  }

  template <class S>
  static bool Differs(const S& value, const S& fresh) {
    return !(value == fresh);
  }
  static bool Differs(TenantConfig value, const TenantConfig& fresh) {
    value.one_group = fresh.one_group;
    value.max_agents = fresh.max_agents;
    value.max_links = fresh.max_links;
    return !(value == fresh);
  }

  template <class T>
  void Member(std::string_view name, const T& value) {
    digest_.Add(name);
    Value(value);
  }
  template <class T>
  void Value(const T& value) {
    if constexpr (IsOptional<T>::value) {
      Value(*value);
    } else if constexpr (IsVector<T>::value) {
      digest_.Add(value.size());
      for (const auto& item : value) Value(item);
    } else if constexpr (std::is_same_v<T, std::string>) {
      digest_.Add(std::string_view(value));
    } else if constexpr (std::is_same_v<T, Duration>) {
      digest_.AddTime(value.ms);
    } else if constexpr (std::is_enum_v<T>) {
      digest_.Add(Name(value));
    } else if constexpr (std::is_integral_v<T>) {
      digest_.Add(static_cast<uint64_t>(value));
    } else {
      Add(value);
    }
  }

  Digester digest_;
  // Made anew for each fingerprint: the library keeps nothing of its own
  // between two calls, and so no memory of a host's.
#define KEFU_STRUCT(Struct, doc) const Struct fresh_##Struct##_{};
#include "kefu/config.def"
};

}  // namespace

uint64_t FingerprintOf(const Config& config) {
  Fingerprint fingerprint;
  fingerprint.Add(config);
  return fingerprint.value();
}

}  // namespace kefu::codec
