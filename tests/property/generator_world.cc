// Random rulesets.

#include <algorithm>
#include <utility>

#include "tests/property/generator.h"

namespace kefu::property {
namespace {

// Names that are in no order, so that nothing can go by the alphabet.
std::string MakeName(Random* random, const char* kind, size_t i) {
  std::string name;
  for (int n = 0; n < 3; ++n) {
    name += static_cast<char>('a' + random->Below(26));
  }
  return name + "-" + kind + std::to_string(i);
}

std::vector<std::string> MakeNames(Random* random, const char* kind,
                                   int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    names.push_back(MakeName(random, kind, static_cast<size_t>(i)));
  }
  return names;
}

template <class T>
std::vector<std::string> NamesOf(const std::vector<T>& declared) {
  std::vector<std::string> names;
  for (const T& one : declared) names.push_back(one.name);
  return names;
}

// Some of them, in any order, each at most once.
std::vector<std::string> Some(Random* random, std::vector<std::string> names,
                              int percent) {
  random->Shuffle(&names);
  std::erase_if(names, [&](const auto&) { return !random->Chance(percent); });
  return names;
}

// Whole seconds and few of them, so that deadlines meet.
Duration ShortDuration(Random* random) {
  return Duration::Seconds(random->Between(1, 12) * 5);
}

class WorldMaker {
 public:
  WorldMaker(World* world, WorldOptions options)
      : world_(*world),
        config_(world->config),
        options_(options),
        random_(world->seed) {}

  void Make() {
    const std::vector<Preset> presets{Preset::kNoPreset,    Preset::kNoPreset,
                                      Preset::kWeimob,      Preset::kWecom,
                                      Preset::kMiniProgram, Preset::kTaobao};
    config_.preset = random_.Pick(presets);
    world_.products = MakeNames(&random_, "product", 3);
    world_.intents = MakeNames(&random_, "intent", 3);
    world_.order_statuses = MakeNames(&random_, "status", 2);
    busy_ = random_.Chance(40);
    world_.customers = busy_ ? random_.Between(20, 60) : random_.Between(4, 24);
    MakeAgents();
    MakeTenant();
    MakeLimits();
    MakePriorities();
    MakeChannels();
    MakeDesks();
    MakeLinks();
    if (random_.Chance(70)) MakeGroups();
    MakeDefaultGroups();
    MakeOwnSettings();
    Tenant();
  }

 private:
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
    const int count = random_.Chance(25) ? 0 : random_.Between(1, 4);
    for (const auto& name : MakeNames(&random_, "channel", count)) {
      ChannelConfig channel;
      channel.name = name;
      channel.cost = random_.Chance(70) ? 1 : random_.Between(1, 6);
      if (random_.Chance(30)) {
        channel.kind_costs = {{MessageKind::kVideo, random_.Between(1, 9)}};
        // A group tells at most 8 costs and limited channels apart: two for
        // each of four channels, three for each of two.
        if (count <= 2) {
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
    for (const auto& name : MakeNames(&random_, "group", count)) {
      GroupConfig group;
      group.name = name;
      for (const auto& agent : Some(&random_, NamesOf(config_.agents), 45)) {
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
      group.offline.plan_nobody.reset();
      config_.groups.push_back(std::move(group));
    }
  }

  void MakeDefaultGroups() {
    if (config_.groups.empty()) return;
    for (DeskConfig& desk : config_.desks) {
      if (!random_.Chance(40)) continue;
      const GroupConfig& group = random_.Pick(config_.groups);
      const auto& serves = group.desks;
      if (serves.empty() ||
          std::find(serves.begin(), serves.end(), desk.name) != serves.end()) {
        desk.default_group = group.name;
      }
    }
  }

  void MakeOwnSettings() {
    for (AgentConfig& agent : config_.agents) {
      if (random_.Chance(15)) {
        agent.queue.accept_over_capacity = random_.Chance(50);
      }
      if (random_.Chance(15)) agent.offline.offline_sessions = Offline();
      Silence(&agent.timers.customer_silent, 8);
      Notices(&agent.notices, 10);
    }
  }

  void Tenant() {
    Level(&config_, 30);
    if (random_.Chance(40)) {
      config_.routing.sticky_memory = random_.Pick(std::vector<StickyMemory>{
          StickyMemory::kDesk, StickyMemory::kTenant});
    }
  }

  // The settings of one level, each with this chance.
  template <class T>
  void Level(T* level, int percent) {
    Routing(&level->routing, percent);
    if (random_.Chance(percent)) {
      level->queue.accept_over_capacity = random_.Chance(50);
    }
    if (random_.Chance(percent)) {
      level->queue.accept_all_or_nothing = random_.Chance(50);
    }
    if (random_.Chance(percent)) {
      const bool can_be_main = !config_.tenant.main_account.empty();
      level->offline.plan_nobody =
          can_be_main && random_.Chance(70) ? Plan::kMainAccount : Plan::kQueue;
    }
    if (random_.Chance(percent)) level->offline.offline_sessions = Offline();
    Silence(&level->timers.customer_silent, percent);
  }

  OfflineSessions Offline() {
    return random_.Chance(70) ? OfflineSessions::kRequeue
                              : OfflineSessions::kKeep;
  }

  void Routing(RoutingConfig* routing, int percent) {
    using SS = SessionStarts;
    using SD = ScopeDimension;
    using D = Distribution;
    if (random_.Chance(percent)) {
      routing->session_starts = random_.Pick(
          std::vector<SS>{SS::kMessage, SS::kEnterOrMessage, SS::kEnter});
    }
    if (random_.Chance(percent)) routing->sticky = Ladder();
    if (random_.Chance(percent)) {
      routing->sticky_clock = random_.Pick(std::vector<StickyClock>{
          StickyClock::kLastMessage, StickyClock::kClose});
    }
    if (random_.Chance(percent)) {
      routing->written_when = random_.Pick(std::vector<WrittenWhen>{
          WrittenWhen::kAssignment, WrittenWhen::kBothTalked});
    }
    if (random_.Chance(percent)) {
      std::vector<SD> order{SD::kProduct, SD::kIntent, SD::kOrderStatus};
      random_.Shuffle(&order);
      routing->scope_order = order;
    }
    if (random_.Chance(percent)) routing->skip_absent = random_.Chance(50);
    if (random_.Chance(2 * percent)) {
      routing->distribution = random_.Pick(std::vector<D>{
          D::kLeastLoaded, D::kSequential, D::kEven, D::kWeighted});
    }
    if (random_.Chance(percent)) {
      routing->relative_to = random_.Pick(
          std::vector<RelativeTo>{RelativeTo::kWeight, RelativeTo::kCapacity});
    }
  }

  std::vector<StickyRungConfig> Ladder() {
    std::vector<StickyRungConfig> ladder;
    const int rungs = random_.Between(0, 3);
    for (int i = 0; i < rungs; ++i) {
      StickyRungConfig rung;
      rung.within =
          random_.Chance(30) ? Duration::Hours(48) : ShortDuration(&random_);
      if (random_.Chance(40)) {
        rung.statuses = {AgentStatus::kOnline, AgentStatus::kSuspended};
      }
      rung.over_capacity = random_.Chance(30);
      ladder.push_back(rung);
    }
    return ladder;
  }

  // The warning comes 1 to 4 s before a close of 5 s at least: wherever in
  // the levels the two stand, the warning is the earlier one.
  void Silence(CustomerSilentConfig* silence, int percent) {
    if (random_.Chance(2 * percent)) {
      silence->after =
          random_.Chance(15) ? Duration::Off() : ShortDuration(&random_);
    }
    if (random_.Chance(percent)) {
      silence->mode = random_.Pick(std::vector<SilenceMode>{
          SilenceMode::kAfterAgent, SilenceMode::kBothSilent,
          SilenceMode::kCustomerSilent});
    }
    if (random_.Chance(percent)) {
      silence->warn_before = random_.Chance(15)
                                 ? Duration::Off()
                                 : Duration::Seconds(random_.Between(1, 4));
    }
    if (random_.Chance(percent)) silence->warning = Texts("still there?");
    if (random_.Chance(percent)) silence->closing = Texts("goodbye");
  }

  std::vector<std::string> Texts(const std::string& text) {
    std::vector<std::string> texts;
    const int count = random_.Between(0, 2);
    for (int i = 0; i < count; ++i) {
      texts.push_back(text + " " + std::to_string(random_.Below(4)));
    }
    return texts;
  }

  void Notices(NoticesConfig* notices, int percent) {
    if (random_.Chance(percent)) notices->new_session = random_.Chance(40);
    if (random_.Chance(percent)) notices->new_message = random_.Chance(40);
  }

  World& world_;
  Config& config_;
  WorldOptions options_;
  Random random_;
  bool busy_ = false;  // many customers, and room for them
};

}  // namespace

World MakeWorld(uint64_t seed, WorldOptions options) {
  World world;
  world.seed = seed;
  WorldMaker(&world, options).Make();
  return world;
}

// ------------------------------------------------------------------ renamed

namespace {

std::string Other(const std::string& name) {
  return name.empty() ? name : "new " + std::string(name.rbegin(), name.rend());
}

void Rename(std::string* name) { *name = Other(*name); }
void Rename(std::vector<std::string>* names) {
  for (std::string& name : *names) Rename(&name);
}

}  // namespace

World Renamed(const World& world) {
  World renamed = world;
  Config& c = renamed.config;
  Rename(&renamed.products);
  Rename(&renamed.intents);
  Rename(&renamed.order_statuses);
  Rename(&c.tenant.main_account);
  if (c.queue.priorities) {
    for (PriorityConfig& p : *c.queue.priorities) Rename(&p.name);
  }
  for (ChannelConfig& channel : c.channels) Rename(&channel.name);
  for (DeskConfig& desk : c.desks) {
    Rename(&desk.name);
    Rename(&desk.channel);
    Rename(&desk.default_group);
    if (desk.agents) Rename(&*desk.agents);
  }
  for (LinkConfig& link : c.links) {
    Rename(&link.name);
    Rename(&link.desk);
    Rename(&link.priority);
  }
  for (AgentConfig& agent : c.agents) {
    Rename(&agent.name);
    for (auto& one : agent.channel_capacities) Rename(&one.channel);
  }
  for (GroupConfig& group : c.groups) {
    Rename(&group.name);
    Rename(&group.desks);
    Rename(&group.scope.products);
    Rename(&group.scope.intents);
    Rename(&group.scope.order_statuses);
    for (MemberConfig& member : group.agents) Rename(&member.agent);
  }
  return renamed;
}

}  // namespace kefu::property
