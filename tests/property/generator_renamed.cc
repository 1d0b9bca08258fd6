// The same world with other names.

#include "tests/property/generator.h"
#include "tests/property/generator_say.h"

namespace kefu::property {
namespace {

std::string Other(const std::string& name) {
  return name.empty() ? name : "new " + std::string(name.rbegin(), name.rend());
}

void Rename(std::string* name) { *name = Other(*name); }
void Rename(std::vector<std::string>* names) {
  for (std::string& name : *names) Rename(&name);
}

// In every level: the groups and agents that its settings name.
template <class T>
void RenameGroups(T* level) {
  if (level->queue.overflow) {
    for (OverflowRungConfig& rung : *level->queue.overflow) {
      Rename(&rung.group);
      Rename(&rung.agent);
    }
  }
  if constexpr (requires { level->routing; }) {
    if (level->routing.level_order) Rename(&*level->routing.level_order);
  }
  if (level->timers.agent_silent.group) {
    Rename(&*level->timers.agent_silent.group);
  }
  if (level->offline.proxy) Rename(&*level->offline.proxy);
}

void RenameCrowds(Config* config) {
  for (AttributeConfig& attribute : config->attributes) Rename(&attribute.name);
  for (TagConfig& tag : config->tags) {
    Rename(&tag.name);
    Rename(&tag.dedicated_agent);
    Rename(&tag.priority);
    Rename(&tag.skills);
  }
  for (CrowdConfig& crowd : config->crowds.list) {
    Rename(&crowd.name);
    Rename(&crowd.dedicated_agent);
    Rename(&crowd.priority);
    for (CrossConditionConfig& cross : crowd.all) {
      for (ConditionConfig& condition : cross.any) {
        if (condition.attribute.empty()) Rename(&condition.values);
        Rename(&condition.attribute);
      }
    }
  }
}

// Roles that exist without being declared keep their names.
void RenameRole(std::string* name) {
  if (*name != "agent" && *name != "manager" && *name != "inspector") {
    Rename(name);
  }
}

// Levels, stores and skills, and the links that name them.
void RenameKinds(Config* config) {
  for (LevelConfig& level : config->levels) Rename(&level.name);
  for (StoreConfig& store : config->stores) {
    Rename(&store.name);
    Rename(&store.parent);
    Rename(&store.level);
  }
  for (SkillConfig& skill : config->skills) {
    Rename(&skill.name);
    Rename(&skill.intents);
    Rename(&skill.languages);
  }
  for (LinkConfig& link : config->links) {
    Rename(&link.name);
    Rename(&link.desk);
    Rename(&link.priority);
    Rename(&link.store);
    Rename(&link.skills);
  }
}

void RenameDesks(Config* config) {
  for (DeskConfig& desk : config->desks) {
    Rename(&desk.name);
    Rename(&desk.channel);
    Rename(&desk.default_group);
    RenameGroups(&desk);
    if (desk.agents) Rename(&*desk.agents);
    Rename(&desk.schedule);
    for (ReceptionSlotConfig& slot : desk.slots) {
      Rename(&slot.schedule);
      Rename(&slot.agents);
    }
  }
}

void RenameStaff(Config* config) {
  for (AgentConfig& agent : config->agents) {
    Rename(&agent.name);
    RenameRole(&agent.role);
    Rename(&agent.schedule);
    Rename(&agent.store);
    Rename(&agent.level);
    Rename(&agent.skills);
    RenameGroups(&agent);
    for (auto& one : agent.channel_capacities) Rename(&one.channel);
  }
  for (GroupConfig& group : config->groups) {
    Rename(&group.name);
    Rename(&group.desks);
    Rename(&group.schedule);
    RenameGroups(&group);
    Rename(&group.scope.products);
    Rename(&group.scope.intents);
    Rename(&group.scope.order_statuses);
    Rename(&group.scope.crowds);
    Rename(&group.scope.links);
    Rename(&group.scope.pages);
    Rename(&group.scope.channels);
    Rename(&group.scope.stores);
    Rename(&group.scope.languages);
    for (MemberConfig& member : group.agents) Rename(&member.agent);
  }
}

// Texts, coupons and targets are nobody's names.
void RenameCourtesies(Config* config) {
  for (WelcomeConfig& welcome : config->welcomes.list) {
    Rename(&welcome.name);
    Rename(&welcome.desks);
    Rename(&welcome.schedule);
  }
  for (GreetingConfig& greeting : config->greetings.list) {
    Rename(&greeting.name);
    Rename(&greeting.desk);
  }
  Rename(&config->campaigns.orders);
  Rename(&config->campaigns.member);
  for (CampaignConfig& campaign : config->campaigns.list) {
    Rename(&campaign.name);
    Rename(&campaign.tags);
    Rename(&campaign.crowds);
    Rename(&campaign.channels);
    Rename(&campaign.pages);
    Rename(&campaign.stores);
  }
  Rename(&config->contact.desks);
}

}  // namespace

World Renamed(const World& world) {
  World renamed = world;
  Config& c = renamed.config;
  Rename(&renamed.products);
  Rename(&renamed.intents);
  Rename(&renamed.order_statuses);
  Rename(&renamed.pages);
  Rename(&renamed.languages);
  Rename(&c.tenant.main_account);
  RenameGroups(&c);
  for (RoleConfig& role : c.roles) RenameRole(&role.name);
  if (c.queue.priorities) {
    for (PriorityConfig& p : *c.queue.priorities) Rename(&p.name);
  }
  for (CalendarConfig& calendar : c.calendars) Rename(&calendar.name);
  for (ScheduleConfig& schedule : c.schedules) {
    Rename(&schedule.name);
    Rename(&schedule.calendar);
  }
  RenameKinds(&c);
  for (ChannelConfig& channel : c.channels) {
    Rename(&channel.name);
    RenameGroups(&channel);
  }
  RenameDesks(&c);
  for (ProductConfig& product : c.products) Rename(&product.name);
  RenameCrowds(&c);
  if (c.queue.dedicated_priority) Rename(&*c.queue.dedicated_priority);
  RenameStaff(&c);
  RenameSaying(&c, Rename);
  RenameCourtesies(&c);
  return renamed;
}

}  // namespace kefu::property
