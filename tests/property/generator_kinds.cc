#include "tests/property/generator_kinds.h"

#include "tests/property/generator_hours.h"
#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

class KindsMaker {
 public:
  KindsMaker(World* world, uint64_t salt)
      : world_(*world), config_(world->config), random_(world->seed ^ salt) {}

  // Drawn first, so that all that names stores finds them.
  void Stores() {
    if (!random_.Chance(55)) return;
    if (random_.Chance(60)) MakeStores();
  }

  void Make() {
    if (!random_.Chance(55)) return;
    if (random_.Chance(60)) MakeSkills();
    MakeAgents();
    MakeLinksAndTags();
    MakeWays();
    MakeTiers();
    if (random_.Chance(60)) {
      Level(&config_, 60);
      for (DeskConfig& desk : config_.desks) Level(&desk, 30);
      for (ChannelConfig& channel : config_.channels) Level(&channel, 20);
      if (random_.Chance(50)) MakeLeaves(&random_, &config_);
    }
  }

 private:
  // A tree, in any order of declaration.
  void MakeStores() {
    for (const auto& name :
         MakeNames(&random_, "level", random_.Between(0, 3))) {
      config_.levels.push_back({name});
    }
    std::vector<StoreConfig> stores;
    for (const auto& name :
         MakeNames(&random_, "store", random_.Between(1, 6))) {
      StoreConfig store;
      store.name = name;
      if (!stores.empty() && random_.Chance(60)) {
        store.parent = random_.Pick(NamesOf(stores));
      }
      if (!config_.levels.empty() && random_.Chance(70)) {
        store.level = random_.Pick(NamesOf(config_.levels));
      }
      stores.push_back(store);
    }
    random_.Shuffle(&stores);
    config_.stores = stores;
    config_.routing.store_isolation = random_.Chance(75);
  }

  void MakeSkills() {
    for (const auto& name :
         MakeNames(&random_, "skill", random_.Between(1, 4))) {
      SkillConfig skill;
      skill.name = name;
      skill.intents = Some(&random_, world_.intents, 40);
      if (random_.Chance(40)) {
        skill.languages = Some(&random_, world_.languages, 50);
      }
      if (random_.Chance(60)) skill.let_go_after = ShortDuration(&random_);
      if (random_.Chance(10)) skill.let_go_after = Duration{};
      config_.skills.push_back(std::move(skill));
    }
  }

  void MakeAgents() {
    for (AgentConfig& agent : config_.agents) {
      if (!config_.stores.empty() && random_.Chance(60)) {
        agent.store = random_.Pick(NamesOf(config_.stores));
      }
      if (!config_.levels.empty() && random_.Chance(25)) {
        agent.level = random_.Pick(NamesOf(config_.levels));
      }
      agent.skills = Some(&random_, NamesOf(config_.skills), 50);
    }
  }

  void MakeLinksAndTags() {
    for (LinkConfig& link : config_.links) {
      if (!config_.stores.empty() && random_.Chance(50)) {
        link.store = random_.Pick(NamesOf(config_.stores));
      }
      link.skills = Some(&random_, NamesOf(config_.skills), 25);
    }
    for (TagConfig& tag : config_.tags) {
      if (!random_.Chance(60)) continue;
      tag.skills = Some(&random_, NamesOf(config_.skills), 25);
    }
  }

  template <class T>
  void Way(T* level, int percent) {
    if (!config_.levels.empty() && random_.Chance(percent)) {
      level->routing.level_order = Some(&random_, NamesOf(config_.levels), 70);
    }
    if (random_.Chance(percent / 2)) {
      level->routing.no_flood = random_.Chance(60);
    }
  }
  void MakeWays() {
    Way(&config_, 50);
    for (DeskConfig& desk : config_.desks) Way(&desk, 25);
    for (GroupConfig& group : config_.groups) Way(&group, 30);
  }

  // Where tiers are, all that can be asked open some time.
  void MakeTiers() {
    if (!random_.Chance(60)) return;
    std::vector<TierConfig> tiers;
    const int more = random_.Between(1, 3);
    for (int i = 0; i < more; ++i) {
      tiers.push_back(
          {random_.Chance(15) ? Duration{} : ShortDuration(&random_)});
    }
    config_.routing.tiers = tiers;
    if (random_.Chance(30)) {
      config_.routing.distribution = Distribution::kTiers;
    }
    for (GroupConfig& group : config_.groups) {
      for (MemberConfig& member : group.agents) {
        member.tier = random_.Between(1, more + 1);
      }
      if (random_.Chance(60)) group.routing.distribution = Distribution::kTiers;
    }
  }

  template <class T>
  void Level(T* level, int percent) {
    if (random_.Chance(percent)) {
      level->queue.window_within =
          random_.Chance(20) ? Duration::Off() : ShortDuration(&random_);
    }
    if (random_.Chance(percent)) {
      level->queue.window_credit = ShortDuration(&random_);
    }
    if (random_.Chance(percent)) {
      level->routing.dedicated_wait = random_.Chance(20) ? Duration::Off()
                                      : random_.Chance(30)
                                          ? Duration::Hours(24)
                                          : ShortDuration(&random_);
    }
  }

  World& world_;
  Config& config_;
  Random random_;
};

}  // namespace

void MakeStores(World* world) { KindsMaker(world, 0x73746f7265).Stores(); }

void MakeKinds(World* world) { KindsMaker(world, 0x6b696e6473).Make(); }

int PickStore(const World& world, Random* random) {
  const size_t count = world.config.stores.size();
  if (count == 0) return kNone;
  const int n = random->Below(100);
  if (n == 0) return kUnknown;
  return n < 45 ? kNone : random->Below(static_cast<int>(count));
}

}  // namespace kefu::property
