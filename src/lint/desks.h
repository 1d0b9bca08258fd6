// Which desks a check looks at: those that customers still open (R1).

#ifndef KEFU_LINT_DESKS_H_
#define KEFU_LINT_DESKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/model/ruleset_data.h"

namespace kefu::lint {

// Ids of desks, in declared order.
using Desks = std::vector<uint16_t>;

// All that are not deleted.
inline Desks ServingDesks(const RulesetData& rules) {
  Desks desks;
  for (const DeskConfig& desk : rules.config.desks) {
    const auto id = static_cast<uint16_t>(rules.desk_ids.Find(desk.name));
    if (rules.desks[id].serves) desks.push_back(id);
  }
  return desks;
}

// Those of them that are named.
inline Desks DesksNamed(const RulesetData& rules,
                        const std::vector<std::string>& names) {
  Desks desks;
  for (const std::string& name : names) {
    const auto id = static_cast<uint16_t>(rules.desk_ids.Find(name));
    if (rules.desks[id].serves) desks.push_back(id);
  }
  return desks;
}

}  // namespace kefu::lint

#endif  // KEFU_LINT_DESKS_H_
