// Names of one kind and the ids that a ruleset gives them.

#ifndef KEFU_MODEL_ID_MAP_H_
#define KEFU_MODEL_ID_MAP_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/name_table.h"

namespace kefu {

// From 1.
class IdMap {
 public:
  uint32_t Find(std::string_view name) const {
    return index_.Find(HashBytes(name),
                       [&](uint32_t id) { return names_[id] == name; });
  }
  // The id of a name, new if need be.
  uint32_t Add(std::string_view name);
  std::string_view Name(uint32_t id) const {
    return id < names_.size() ? std::string_view(names_[id])
                              : std::string_view();
  }
  uint32_t size() const { return static_cast<uint32_t>(names_.size()); }

 private:
  std::vector<std::string> names_{1};
  RowIndex index_;
};

}  // namespace kefu

#endif  // KEFU_MODEL_ID_MAP_H_
