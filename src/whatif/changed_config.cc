#include "src/whatif/changed_config.h"

#include <algorithm>

namespace kefu {
namespace {

// REQUIRES: there is one of this name.
template <class List>
auto& Named(std::string_view name, List* list) {
  return *std::find_if(list->begin(), list->end(),
                       [&](const auto& config) { return config.name == name; });
}

void AddOnce(std::string_view name, std::vector<std::string>* names) {
  if (std::find(names->begin(), names->end(), name) == names->end()) {
    names->emplace_back(name);
  }
}

}  // namespace

void OpenHours(std::string_view agent, Config* config) {
  AgentConfig& own = Named(agent, &config->agents);
  own.schedule.clear();
  own.leave.clear();
}

bool PutIntoOpenSlots(const Ruleset& rules, std::string_view agent,
                      std::string_view desk, Instant at, Config* config) {
  std::vector<ReceptionSlotConfig>& slots = Named(desk, &config->desks).slots;
  bool any = slots.empty();
  for (ReceptionSlotConfig& slot : slots) {
    if (!rules.IsOpen(rules.Schedule(slot.schedule), at).value_or(false)) {
      continue;
    }
    AddOnce(agent, &slot.agents);
    any = true;
  }
  return any;
}

void JoinGroup(std::string_view agent, std::string_view group, Config* config) {
  config->tenant.one_group = false;
  Named(group, &config->groups).agents.push_back({.agent = std::string(agent)});
}

void JoinDesk(std::string_view agent, std::string_view desk,
              const std::vector<std::string>& participants, Config* config) {
  DeskConfig& own = Named(desk, &config->desks);
  if (!own.agents) own.agents = participants;
  AddOnce(agent, &*own.agents);
}

}  // namespace kefu
