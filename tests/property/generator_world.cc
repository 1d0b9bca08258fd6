// Random rulesets.

#include <algorithm>
#include <cstdio>
#include <utility>

#include "tests/property/generator.h"
#include "tests/property/generator_courtesies.h"
#include "tests/property/generator_hours.h"
#include "tests/property/generator_kinds.h"
#include "tests/property/generator_leaning.h"
#include "tests/property/generator_past.h"
#include "tests/property/generator_pool.h"
#include "tests/property/generator_say.h"
#include "tests/property/generator_settings.h"
#include "tests/property/generator_windows.h"

namespace kefu::property {
namespace {

constexpr Right kRights[] = {Right::kAccept,  Right::kTransfer,
                             Right::kClaim,   Right::kCloseOthers,
                             Right::kBlock,   Right::kManagePresence,
                             Right::kDispatch};

class WorldMaker : SettingsMaker {
 public:
  WorldMaker(World* world, WorldOptions options)
      : SettingsMaker(world), world_(*world), options_(options) {}

  void Make() {
    const std::vector<Preset> presets{Preset::kNoPreset,    Preset::kNoPreset,
                                      Preset::kWeimob,      Preset::kWecom,
                                      Preset::kMiniProgram, Preset::kTaobao,
                                      Preset::kJd};
    config_.preset = random_.Pick(presets);
    world_.products = MakeNames(&random_, "product", 3);
    world_.intents = MakeNames(&random_, "intent", 3);
    world_.order_statuses = MakeNames(&random_, "status", 2);
    world_.pages = MakeNames(&random_, "page", 2);
    world_.languages = MakeNames(&random_, "language", 2);
    PickFeatures();
    busy_ = random_.Chance(40);
    world_.customers = busy_ ? random_.Between(20, 60) : random_.Between(4, 24);
    MakeAgents();
    MakeTenant();
    MakeLimits();
    MakePriorities();
    MakeChannels();
    MakeDesks();
    MakeChosenDesks();
    MakeLinks();
    if (random_.Chance(70)) MakeGroups();
    MakeDefaultGroups();
    MakeStores(&world_);
    if (Has(Feature::kCrowds)) MakeCrowds(&world_, &random_);
    MakeOwnSettings();
    Tenant();
    MakeRoles();
    MakeDeleted();
    MakePool();
    MakeOverflow();
    MakeForgetting();
    if (Has(Feature::kHours)) MakeHours(&random_, &config_);
  }

 private:
  // Most worlds have only some of the rules, so that a failure says which.
  void PickFeatures() {
    const int percent = random_.Pick(std::vector<int>{0, 10, 25, 50, 100});
    for (bool& feature : features_) feature = random_.Chance(percent);
    if (random_.Chance(20)) {
      features_[static_cast<size_t>(
          random_.Below(static_cast<int>(Feature::kCount)))] = true;
    }
    // What holds by default does so in half of the others.
    const bool defaults = random_.Chance(50);
    if (Has(Feature::kPlans) || defaults) return;
    config_.offline.offline_sessions = OfflineSessions::kKeep;
    config_.offline.disconnect_grace = Duration::Off();
    config_.offline.presence = PresenceBy::kSession;
    config_.timers.alarms.waiting = Duration::Off();
    config_.queue.expires_after = Duration::Off();
    config_.timers.session_life = Duration::Off();
    config_.limits.forget_after = Duration::Off();
  }

  void MakeAgents() {
    const int count = random_.Chance(5) ? 0 : random_.Between(1, 12);
    for (const auto& name : MakeNames(&random_, "agent", count)) {
      AgentConfig agent;
      agent.name = name;
      if (random_.Chance(busy_ ? 25 : 60)) {
        agent.capacity = random_.Between(0, 5);
      }
      if (random_.Chance(25)) agent.hard_maximum = random_.Between(1, 6);
      agent.auto_accept = random_.Pick(std::vector<AutoAccept>{
          AutoAccept::kOn, AutoAccept::kOn, AutoAccept::kOn, AutoAccept::kOff,
          AutoAccept::kOnLogin});
      config_.agents.push_back(std::move(agent));
    }
  }

  void MakeTenant() {
    TenantConfig& tenant = config_.tenant;
    if (!config_.agents.empty() && random_.Chance(50)) {
      tenant.main_account = random_.Pick(NamesOf(config_.agents));
    }
    tenant.capacity = busy_ ? random_.Between(3, 12) : random_.Between(0, 4);
    if (random_.Chance(30)) tenant.hard_maximum = random_.Between(1, 8);
    if (random_.Chance(30)) tenant.late_events = LateEvents::kClamp;
    tenant.one_group = random_.Chance(30);
    if (Has(Feature::kCounts)) {
      const auto count = static_cast<int>(config_.agents.size());
      tenant.seats = random_.Between(0, count);
      tenant.max_agents = random_.Chance(50) ? count : 0;
    }
    Notices(&tenant.notices, 20);
  }

  void MakeLimits() {
    if (!options_.small_limits) return;
    LimitsConfig& limits = config_.limits;
    if (random_.Chance(15)) limits.sessions = random_.Between(1, 8);
    if (random_.Chance(10)) limits.customers = random_.Between(1, 12);
    if (random_.Chance(15)) limits.message_bytes = 64;
  }

  void MakePriorities() {
    std::vector<PriorityConfig> priorities;
    const int count = random_.Between(0, 4);
    for (const auto& name : MakeNames(&random_, "priority", count)) {
      const Duration credit = random_.Chance(40)   ? Duration::Off()
                              : random_.Chance(20) ? Duration{}
                                                   : ShortDuration(&random_);
      priorities.push_back({name, credit});
    }
    if (!priorities.empty()) config_.queue.priorities = priorities;
  }

  void MakeChannels() {
    // With hours, a group may tell four desks apart.
    const int most = Has(Feature::kHours) ? 1 : 4;
    const int count = random_.Chance(25) ? 0 : random_.Between(1, most);
    for (const auto& name : MakeNames(&random_, "channel", count)) {
      ChannelConfig channel;
      channel.name = name;
      channel.cost = random_.Chance(70) ? 1 : random_.Between(1, 6);
      if (random_.Chance(30)) {
        channel.kind_costs = {{MessageKind::kVideo, random_.Between(1, 9)}};
        // A group tells at most 8 costs and limited channels apart: two for
        // each of four channels, three for each of two.
        if (count <= 2 && !Has(Feature::kHours)) {
          channel.kind_costs.push_back(
              {MessageKind::kImage, random_.Between(1, 2)});
        }
      }
      if (random_.Chance(30)) channel.capacity = random_.Between(0, 4);
      Level(&channel, 10);
      config_.channels.push_back(std::move(channel));
    }
    for (AgentConfig& agent : config_.agents) {
      for (const ChannelConfig& channel : config_.channels) {
        if (!random_.Chance(10)) continue;
        agent.channel_capacities.push_back(
            {channel.name, random_.Between(0, 4)});
      }
    }
  }

  void MakeDesks() {
    const int count = random_.Between(1, 4);
    for (const auto& name : MakeNames(&random_, "desk", count)) {
      DeskConfig desk;
      desk.name = name;
      if (!config_.channels.empty()) {
        desk.channel = random_.Pick(NamesOf(config_.channels));
      }
      if (random_.Chance(40)) {
        desk.agents = Some(&random_, NamesOf(config_.agents), 60);
      }
      Level(&desk, 12);
      config_.desks.push_back(std::move(desk));
    }
  }

  // Then a group tells all desks apart, each with its costs.
  void MakeChosenDesks() {
    if (!Has(Feature::kCounts) || !random_.Chance(50)) return;
    config_.tenant.chosen_desks = MayChooseDesks(config_);
  }

  void MakeLinks() {
    const int count = random_.Between(0, 4);
    for (const auto& name : MakeNames(&random_, "link", count)) {
      LinkConfig link;
      link.name = name;
      link.desk = random_.Pick(NamesOf(config_.desks));
      const auto& priorities = config_.queue.priorities;
      if (priorities && random_.Chance(50)) {
        link.priority = random_.Pick(NamesOf(*priorities));
      }
      config_.links.push_back(std::move(link));
    }
  }

  void MakeGroups() {
    const int count = random_.Between(1, 5);
    std::vector<std::string> free = NamesOf(config_.agents);
    for (const auto& name : MakeNames(&random_, "group", count)) {
      GroupConfig group;
      group.name = name;
      for (const auto& agent : Some(&random_, free, 45)) {
        if (config_.tenant.one_group) std::erase(free, agent);
        const int64_t weight = random_.Chance(15)  ? 0
                               : random_.Chance(5) ? 100
                                                   : random_.Between(1, 5);
        group.agents.push_back({agent, weight});
      }
      if (random_.Chance(40)) {
        group.desks = Some(&random_, NamesOf(config_.desks), 60);
      }
      if (random_.Chance(60)) {
        group.scope.products = Some(&random_, world_.products, 25);
        group.scope.intents = Some(&random_, world_.intents, 25);
        group.scope.order_statuses = Some(&random_, world_.order_statuses, 25);
      }
      if (random_.Chance(25)) group.capacity = random_.Between(0, 4);
      Level(&group, 12);
      // Settings that a group cannot have (T13).
      const RoutingConfig routing = group.routing;
      group.routing = {};
      group.routing.distribution = routing.distribution;
      group.routing.relative_to = routing.relative_to;
      group.queue.accept_all_or_nothing.reset();
      group.queue.claim_protection.reset();
      group.queue.expires_after.reset();
      group.queue.rejoin_within.reset();
      group.offline.plan_nobody.reset();
      group.offline.plan_closed.reset();
      group.timers.session_life.reset();
      group.timers.session_life_from.reset();
      group.timers.session_life_hours.reset();
      config_.groups.push_back(std::move(group));
    }
  }

  void MakeDefaultGroups() {
    if (config_.groups.empty()) return;
    for (DeskConfig& desk : config_.desks) {
      if (!random_.Chance(40)) continue;
      const GroupConfig& group = random_.Pick(config_.groups);
      if (Serves(group, desk)) desk.default_group = group.name;
    }
  }
  static bool Serves(const GroupConfig& group, const DeskConfig& desk) {
    const std::vector<std::string>& desks = group.desks;
    return desks.empty() ||
           std::find(desks.begin(), desks.end(), desk.name) != desks.end();
  }

  void MakeOwnSettings() {
    for (AgentConfig& agent : config_.agents) {
      if (random_.Chance(15)) {
        agent.queue.accept_over_capacity = random_.Chance(50);
      }
      if (random_.Chance(15)) agent.offline.offline_sessions = Offline();
      Silence(&agent.timers.customer_silent, 8);
      Personal(&agent, 8);
      Pace(&agent, 15);
      agent.timers.alarms.waiting.reset();  // is no agent's
      Notices(&agent.notices, 10);
    }
  }

  void Tenant() {
    Level(&config_, 30);
    Pace(&config_, 60);
    if (Has(Feature::kPlans) && random_.Chance(40)) {
      config_.offline.presence =
          random_.Chance(50) ? PresenceBy::kDeclared : PresenceBy::kSession;
    }
    if (random_.Chance(40)) {
      config_.routing.sticky_memory = random_.Pick(std::vector<StickyMemory>{
          StickyMemory::kDesk, StickyMemory::kTenant});
    }
  }

  void MakeRoles() {
    if (!Has(Feature::kRoles)) return;
    std::vector<std::string> names{"agent", "manager", "inspector"};
    for (const auto& name :
         Some(&random_, {"agent", "manager", "senior"}, 40)) {
      RoleConfig role;
      role.name = name;
      for (const Right right : kRights) {
        if (!random_.Chance(60)) continue;
        role.rights.push_back(right);
        if (random_.Chance(40)) role.certified.push_back(right);
      }
      if (name == "senior") names.push_back(name);
      config_.roles.push_back(std::move(role));
    }
    for (AgentConfig& agent : config_.agents) {
      if (random_.Chance(70)) agent.role = random_.Pick(names);
      for (const Right right : kRights) {
        if (random_.Chance(40)) agent.certificates.push_back({right, Until()});
      }
    }
  }

  // Some time in the first hour of a world's story, as people may write it.
  std::string Until() {
    if (random_.Chance(20)) return "";
    char text[64];
    const int minute =
        random_.Chance(50) ? random_.Below(10) : random_.Below(60);
    std::snprintf(text, sizeof text,
                  random_.Chance(50) ? "2025-11-21T10:%02d:%02d.250+08:00"
                                     : "2025-11-20T20:%02d:%02d-06:00",
                  minute, random_.Below(60));
    return text;
  }

  void MakeDeleted() {
    if (!Has(Feature::kGates)) return;
    for (DeskConfig& desk : config_.desks) desk.deleted = random_.Chance(10);
    for (LinkConfig& link : config_.links) link.deleted = random_.Chance(20);
    if (random_.Chance(60)) config_.tenant.blocked_text = Texts("no");
    if (random_.Chance(40)) config_.tenant.deleted_text = Texts("gone");
  }

  void MakePool() {
    if (Has(Feature::kPool) && !config_.agents.empty() && random_.Chance(70)) {
      config_.offline.proxy = random_.Pick(NamesOf(config_.agents));
    }
    PoolMaker maker(&random_, !config_.tenant.main_account.empty(),
                    config_.offline.proxy.has_value());
    const auto level = [&](auto* of, int percent) {
      if (Has(Feature::kPool)) maker.Level(of, percent);
      if (Has(Feature::kRobot)) maker.Robot(of, percent);
      if (Has(Feature::kMerge)) maker.Merge(of, 2 * percent);
    };
    level(&config_, 40);
    for (ChannelConfig& channel : config_.channels) level(&channel, 12);
    for (DeskConfig& desk : config_.desks) level(&desk, 15);
    for (GroupConfig& group : config_.groups) {
      if (Has(Feature::kPool)) maker.List(&group, 12);
      if (Has(Feature::kRobot)) group.robot = random_.Chance(30);
    }
  }

  // Ladders lead only to groups that are declared later: no cycles.
  void MakeOverflow() {
    const size_t count = config_.groups.size();
    const auto maybe = [&](auto* level, size_t first, int percent) {
      if (Has(Feature::kLimits) && random_.Chance(percent)) {
        level->queue.overflow = Ladder(first);
      }
      if (Has(Feature::kSilent) && count > 0 && random_.Chance(percent)) {
        level->timers.agent_silent.move_to = SilenceMove::kGroup;
        level->timers.agent_silent.group =
            random_.Pick(NamesOf(config_.groups));
      }
    };
    const size_t last = count == 0 ? 0 : count - 1;
    maybe(&config_, last, 70);
    for (ChannelConfig& channel : config_.channels) maybe(&channel, last, 15);
    for (DeskConfig& desk : config_.desks) {
      maybe(&desk, last, 20);
      LeaveOutOthers(&desk);
    }
    for (size_t i = 0; i < count; ++i) maybe(&config_.groups[i], i + 1, 25);
  }

  // What a desk names serves it (X2, Q3).
  void LeaveOutOthers(DeskConfig* desk) {
    const auto is_other = [&](const std::string& name) {
      return std::any_of(config_.groups.begin(), config_.groups.end(),
                         [&](const GroupConfig& group) {
                           return group.name == name && !Serves(group, *desk);
                         });
    };
    AgentSilentConfig& silent = desk->timers.agent_silent;
    if (silent.group && is_other(*silent.group)) {
      silent.group.reset();
      silent.move_to.reset();
    }
    if (!desk->queue.overflow) return;
    std::erase_if(*desk->queue.overflow, [&](const OverflowRungConfig& rung) {
      return is_other(rung.group);
    });
  }

  std::vector<OverflowRungConfig> Ladder(size_t first_group) {
    std::vector<OverflowRungConfig> ladder;
    const int rungs = random_.Between(0, 3);
    for (int i = 0; i < rungs; ++i) {
      const auto groups = config_.groups.size();
      if (first_group < groups && random_.Chance(50)) {
        const int place = random_.Between(static_cast<int>(first_group),
                                          static_cast<int>(groups) - 1);
        const auto& group = config_.groups[static_cast<size_t>(place)];
        ladder.push_back({OverflowTo::kGroup, group.name, ""});
      } else {
        ladder.push_back(Way());
      }
    }
    return ladder;
  }

  OverflowRungConfig Way() {
    if (Has(Feature::kPool) && random_.Chance(40)) {
      return {OverflowTo::kPool, "", ""};
    }
    if (Has(Feature::kRobot) && random_.Chance(30)) {
      return {OverflowTo::kRobot, "", ""};
    }
    if (!config_.agents.empty() && random_.Chance(30)) {
      return {OverflowTo::kEmergencyAgent, "",
              random_.Pick(NamesOf(config_.agents))};
    }
    return {random_.Chance(65) ? OverflowTo::kEvict : OverflowTo::kRefuse, "",
            ""};
  }

  void MakeForgetting() {
    if (!options_.forgets) {
      config_.limits.forget_after = Duration::Off();
      return;
    }
    if (!Has(Feature::kForget)) return;
    config_.limits.forget_after = MaybeOff(5);
    if (!random_.Chance(70)) return;
    // Memories that last would keep everybody.
    for (DeskConfig& desk : config_.desks) {
      std::vector<StickyRungConfig> ladder;
      if (random_.Chance(70)) {
        ladder.push_back({ShortDuration(&random_), {AgentStatus::kOnline}});
      }
      desk.routing.sticky = ladder;
    }
  }

  World& world_;
  WorldOptions options_;
  bool busy_ = false;  // many customers, and room for them
};

}  // namespace

World MakeWorld(uint64_t seed, WorldOptions options) {
  World world;
  world.seed = seed;
  WorldMaker(&world, options).Make();
  MakeKinds(&world);
  MakeWindows(&world);
  MakeSaying(&world);
  MakeCourtesies(&world);
  MakePast(&world);
  MakeLeaning(&world);
  return world;
}

}  // namespace kefu::property
