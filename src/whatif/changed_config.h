// A config in which one agent is where he is not (E2).

#ifndef KEFU_WHATIF_CHANGED_CONFIG_H_
#define KEFU_WHATIF_CHANGED_CONFIG_H_

#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "kefu/ruleset.h"
#include "kefu/time.h"

namespace kefu {

// His hours are always, and he is not on leave (C5).
void OpenHours(std::string_view agent, Config* config);

// He is in those slots of the desk that are open at that time (R13). Whether
// there are any, or the desk has no slots at all.
bool PutIntoOpenSlots(const Ruleset& rules, std::string_view agent,
                      std::string_view desk, Instant at, Config* config);

// He is the last member of the group as well, beside the one that he is in
// (A10).
void JoinGroup(std::string_view agent, std::string_view group, Config* config);

// He takes part at the desk as well; `participants`: who does so now (R12).
void JoinDesk(std::string_view agent, std::string_view desk,
              const std::vector<std::string>& participants, Config* config);

}  // namespace kefu

#endif  // KEFU_WHATIF_CHANGED_CONFIG_H_
