#include "tests/property/generator_leaning.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "tests/property/generator_hours.h"
#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

class LeaningMaker {
 public:
  explicit LeaningMaker(World* world)
      : world_(*world),
        config_(world->config),
        random_(world->seed ^ 0x6c65616e) {}

  void Make() {
    world_.lively = random_.Chance(65);
    if (!world_.lively || !random_.Chance(55)) return;
    // Else most of what is written is refused.
    for (ChannelConfig& channel : config_.channels) {
      channel.windows.kinds.reset();
    }
    world_.leaning = static_cast<Leaning>(
        random_.Between(1, static_cast<int>(Leaning::kCount) - 1));
    switch (world_.leaning) {
      case Leaning::kEviction:
        return MakeEviction();
      case Leaning::kOffers:
        return MakeOffers();
      case Leaning::kPages:
        return MakePages();
      case Leaning::kLeaving:
        return MakeLeaving();
      case Leaning::kLogins:
        return MakeLogins();
      case Leaning::kDedicated:
        return MakeDedicated();
      default:
        return;
    }
  }

 private:
  // Q3: lists are short, everybody is full, and somebody is sent away.
  void MakeEviction() {
    world_.customers = 60;
    for (AgentConfig& agent : config_.agents) {
      agent.capacity = random_.Between(1, 2);
      agent.hard_maximum.reset();
      if (random_.Chance(80)) agent.auto_accept = AutoAccept::kOn;
    }
    EachLevel([this](auto& level) {
      level.queue.overflow.reset();
      level.queue.max_length.reset();
      level.queue.max_wait.reset();
    });
    config_.queue.overflow = {{OverflowTo::kEvict, "", ""}};
    if (random_.Chance(30)) {
      config_.queue.overflow->push_back({OverflowTo::kRefuse, "", ""});
    }
    config_.queue.max_length = random_.Between(1, 4);
    if (random_.Chance(60)) config_.queue.max_wait = ShortDuration(&random_);
    if (random_.Chance(30)) config_.queue.expires_after = Duration::Hours(24);
  }

  // A16: whoever is chosen is asked first.
  void MakeOffers() {
    EachLevel([](auto& level) { level.queue.offers = {}; });
    config_.queue.offers.on = true;
    config_.queue.offers.within =
        random_.Chance(50) ? ShortDuration(&random_) : Duration::Hours(2);
    config_.queue.offers.suspend_after = random_.Between(0, 3);
    for (AgentConfig& agent : config_.agents) {
      agent.auto_accept = AutoAccept::kOn;
    }
  }

  // W4: who writes finds the customer gone from his page.
  void MakePages() {
    for (ChannelConfig& channel : config_.channels) {
      WindowsConfig& windows = channel.windows;
      windows.page = true;
      windows.page_template_after =
          random_.Chance(60) ? Duration::Seconds(30) : ShortDuration(&random_);
      if (random_.Chance(70)) windows.fallback = WindowFallback::kTemplate;
    }
  }

  // A7, A9: agents come and go, each plan in turn.
  void MakeLeaving() {
    EachLevel([](auto& level) {
      level.offline.offline_sessions.reset();
      level.timers.reaccept_after.reset();
    });
    // All but `forbid`, which lets nobody go.
    const std::vector<OfflineSessions> plans{
        OfflineSessions::kDivert, OfflineSessions::kKeep,
        OfflineSessions::kRequeue, OfflineSessions::kTransfer,
        OfflineSessions::kClose};
    config_.offline.offline_sessions = random_.Pick(plans);
    for (DeskConfig& desk : config_.desks) {
      if (random_.Chance(50)) {
        desk.offline.offline_sessions = random_.Pick(plans);
      }
    }
    if (random_.Chance(50)) {
      config_.timers.reaccept_after = ShortDuration(&random_);
    }
  }

  // A14: at each desk others are logged in.
  void MakeLogins() {
    config_.tenant.chosen_desks = MayChooseDesks(config_);
    if (random_.Chance(60)) {
      config_.timers.reaccept_after = ShortDuration(&random_);
    }
    if (random_.Chance(60)) MakeOffers();
  }

  // R6: many have an agent of their own, for whom they wait.
  void MakeDedicated() {
    EachLevel([](auto& level) {
      level.routing.dedicated_wait.reset();
      level.routing.routing_order.reset();
    });
    if (random_.Chance(30)) {
      using R = RoutingRung;
      config_.routing.routing_order = {R::kDedicated, R::kNobodyPresent,
                                       R::kSticky, R::kScope};
    }
    MakeLeaves(&random_, &config_);
    config_.routing.dedicated_wait =
        random_.Chance(50) ? ShortDuration(&random_) : Duration::Hours(24);
    if (random_.Chance(50)) {
      config_.routing.sticky = std::vector<StickyRungConfig>{};
    }
    for (AgentConfig& agent : config_.agents) {
      if (random_.Chance(70)) agent.capacity = random_.Between(1, 2);
    }
  }

  template <class F>
  void EachLevel(F&& f) {
    f(config_);
    for (ChannelConfig& channel : config_.channels) f(channel);
    for (DeskConfig& desk : config_.desks) f(desk);
    for (GroupConfig& group : config_.groups) f(group);
  }

  World& world_;
  Config& config_;
  Random random_;
};

bool IsOneOf(EventType type, std::initializer_list<EventType> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

}  // namespace

void MakeLeaning(World* world) { LeaningMaker(world).Make(); }

int TimesAsOften(const World& world, EventType type) {
  using E = EventType;
  const int coming = world.lively && type == E::kAgentConnects ? 3 : 1;
  switch (world.leaning) {
    case Leaning::kEviction:
      if (type == E::kAgentSends) return 4;
      return type == E::kCustomerSends ? 3 : coming;
    case Leaning::kOffers:
      return IsOneOf(type, {E::kAgentDeclines, E::kAgentAccepts}) ? 4 : coming;
    case Leaning::kPages:
      return IsOneOf(type,
                     {E::kCustomerLeaves, E::kAgentSends, E::kCustomerTriggers})
                 ? 4
                 : coming;
    case Leaning::kLeaving:
    case Leaning::kLogins:
      return IsOneOf(type, {E::kAgentDisconnects, E::kAgentSetsStatus})
                 ? 2
                 : coming;
    case Leaning::kDedicated:
      if (type == E::kCustomerChanges) return 6;
      return IsOneOf(type, {E::kCustomerSends, E::kAgentCloses}) ? 3 : coming;
    default:
      return coming;
  }
}

}  // namespace kefu::property
