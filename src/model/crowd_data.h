// What a ruleset says of attributes, tags and crowds (V1, V2), compiled.

#ifndef KEFU_MODEL_CROWD_DATA_H_
#define KEFU_MODEL_CROWD_DATA_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"

namespace kefu {

struct AttributeData {
  bool alive = false;
  AttributeType type = AttributeType::kNumber;
};

struct TagData {
  bool alive = false;
  AgentId dedicated;  // R6
  PriorityId priority;
  uint64_t skills = 0;  // D8
};

// A parallel condition (V1).
struct Condition {
  AttributeId attribute;  // none: the tags
  Operator is = Operator::kKnown;
  int64_t from = INT64_MIN;  // inclusive, like `to`; both the number itself
  int64_t to = INT64_MAX;
  std::vector<std::string> texts;  // sorted
  std::vector<uint32_t> tags;      // sorted

  size_t count() const { return attribute ? texts.size() : tags.size(); }
};

struct CrowdData {
  bool alive = false;
  bool on = true;
  std::vector<std::vector<Condition>> all;  // of any
  AgentId dedicated;                        // R6
  PriorityId priority;
};

}  // namespace kefu

#endif  // KEFU_MODEL_CROWD_DATA_H_
