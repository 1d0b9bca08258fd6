// Levels of settings: agent > group > desk > channel > tenant > preset (T13).

#include <algorithm>
#include <array>

#include "fmt/format.h"
#include "src/model/chain_levels.h"
#include "src/model/compile.h"
#include "src/model/config_check.h"

namespace kefu {
namespace {

// T13
void ApplyPreset(Preset preset, bool has_main_account, RoutingConfig* routing,
                 OfflineConfig* offline, TimersConfig* timers) {
#define KEFU_PRESET(Value, Section, section, member, ...)            \
  if (preset == Preset::Value) {                                     \
    const decltype(Section::member)::value_type value = __VA_ARGS__; \
    section->member = value;                                         \
  }
#include "kefu/presets.def"
  if (has_main_account) return;
  for (std::optional<Plan>* plan :
       {&offline->plan_closed, &offline->plan_nobody}) {
    if (*plan == Plan::kMainAccount) *plan = Plan::kQueue;
  }
}

template <class T>
bool Contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Where a setting does not say otherwise.
constexpr ScopeDimension kDefaultOrder[] = {
    ScopeDimension::kCrowd,  ScopeDimension::kProduct,
    ScopeDimension::kIntent, ScopeDimension::kOrderStatus,
    ScopeDimension::kLink,   ScopeDimension::kScene,
    ScopeDimension::kPage,   ScopeDimension::kChannel,
    ScopeDimension::kStore,  ScopeDimension::kLanguage};
static_assert(std::size(kDefaultOrder) == kDimensions - 1);

std::vector<std::string> NamesOf(const std::vector<ScopeDimension>& order) {
  std::vector<std::string> names;
  for (const ScopeDimension dimension : order)
    names.emplace_back(Name(dimension));
  return names;
}

// Adds a dimension to an order that does not have it; false if it has.
bool AddTo(DimensionBits* order, ScopeDimension dimension) {
  const auto bit = static_cast<DimensionBits>(1u << At(dimension));
  const bool added = (*order & bit) == 0;
  *order |= bit;
  return added;
}

}  // namespace

void Compiler::CompileTenantSettings() {
  const KeywordsConfig& keywords = c_.keywords;
  d_.folding = {keywords.trim, keywords.fold_case, keywords.fold_width};
  FillFallbacks(&tenant_.routing, &tenant_.queue, &tenant_.offline,
                &tenant_.timers, &tenant_.notices, &tenant_.feedback);
  tenant_.timers.customer_silent.warnings.reset();  // one warning, or none
  ApplyPreset(c_.preset, !c_.tenant.main_account.empty(), &tenant_.routing,
              &tenant_.offline, &tenant_.timers);
  CheckSettings("", c_.routing, c_.offline, c_.timers);
  Merge(c_.routing, &tenant_.routing);
  Merge(c_.queue, &tenant_.queue);
  Merge(c_.offline, &tenant_.offline);
  MergeTimers(c_.timers, &tenant_.timers);
  Merge(c_.tenant.notices, &tenant_.notices);
  Merge(c_.feedback, &tenant_.feedback);
  CheckRating("", c_.feedback.rating, tenant_.feedback.rating);
  d_.keeps_unanswered = c_.tenant.keep_unanswered;
  d_.declared_presence = *tenant_.offline.presence == PresenceBy::kDeclared;
  d_.blocked_text = AddTexts(c_.tenant.blocked_text);
  d_.deleted_text = AddTexts(c_.tenant.deleted_text);
  d_.isolates = *tenant_.routing.store_isolation;
  d_.tenant_memory = *tenant_.routing.sticky_memory == StickyMemory::kTenant;
}

void Compiler::CheckSticky(const std::string& at,
                           const RoutingConfig& routing) {
  if (!routing.sticky) return;
  for (size_t i = 0; i < routing.sticky->size(); ++i) {
    const std::vector<AgentStatus>& statuses = (*routing.sticky)[i].statuses;
    const std::string pointer =
        fmt::format("{}/routing/sticky/{}/statuses", at, i);
    for (const AgentStatus status : statuses) {
      if (Name(status).empty()) continue;  // CheckBounds has said so
      if (status != AgentStatus::kOnline && status != AgentStatus::kSuspended) {
        Report(pointer, fmt::format("holds \"{}\", expected online, or online "
                                    "and suspended: nobody else can serve",
                                    Name(status)));
      }
    }
    if (!Contains(statuses, AgentStatus::kOnline)) {
      Report(pointer, "leaves out online; a rung always takes online agents");
    }
  }
}

void Compiler::CheckRoutingOrder(const std::string& at,
                                 const RoutingConfig& routing) {
  if (!routing.routing_order) return;
  const std::vector<RoutingRung>& order = *routing.routing_order;
  for (size_t i = 0; i < order.size(); ++i) {
    const std::string_view name = Name(order[i]);
    if (name.empty()) return;  // CheckBounds has said so
    const std::string pointer =
        fmt::format("{}/routing/routing_order/{}", at, i);
    if (std::count(order.begin(), order.begin() + static_cast<int>(i),
                   order[i]) != 0) {
      Report(pointer, fmt::format("\"{}\" stands here already", name));
    }
    if (order[i] == RoutingRung::kScope && i + 1 != order.size()) {
      Report(pointer,
             "\"scope\" ends the order, nothing behind it is ever asked; put "
             "it last");
    }
  }
  if (!order.empty() && !Contains(order, RoutingRung::kScope)) {
    Report(at + "/routing/routing_order",
           "leaves out \"scope\", which gives every session a place; put it "
           "last");
  }
}

void Compiler::CheckSettings(const std::string& at,
                             const RoutingConfig& routing,
                             const OfflineConfig& offline,
                             const TimersConfig& timers) {
  CheckSticky(at, routing);
  CheckHandOver(at, routing.hand_over);
  CheckRoutingOrder(at, routing);
  if (routing.scope_order) {
    CheckTwice(at + "/routing/scope_order", NamesOf(*routing.scope_order));
  }
  if (offline.proxy && !offline.proxy->empty()) {
    Resolve(at + "/offline/proxy", "agent", *offline.proxy, agents_);
  }
  CheckLevelOrder(at, routing);
  const auto check_plan = [&](const char* name,
                              const std::optional<Plan>& plan) {
    if (plan != Plan::kMainAccount || !c_.tenant.main_account.empty()) return;
    Report(fmt::format("{}/offline/{}", at, name),
           "is \"main_account\", but /tenant/main_account names no agent");
  };
  check_plan("plan_closed", offline.plan_closed);
  check_plan("plan_nobody", offline.plan_nobody);
  CheckTimers(at, timers);
}

// ------------------------------------------------------------------- desks

Compiler::Settings Compiler::SettingsOf(const DeskConfig& desk) const {
  Settings s = tenant_;
  bool nobody = c_.offline.plan_nobody || desk.offline.plan_nobody;
  bool closed = c_.offline.plan_closed || desk.offline.plan_closed;
  if (const uint32_t id = channels_.Find(desk.channel); id != 0) {
    const ChannelConfig& channel = c_.channels[channels_.index(id)];
    nobody = nobody || channel.offline.plan_nobody;
    closed = closed || channel.offline.plan_closed;
    Merge(channel.routing, &s.routing);
    Merge(channel.queue, &s.queue);
    Merge(channel.offline, &s.offline);
    MergeTimers(channel.timers, &s.timers);
    Merge(channel.feedback, &s.feedback);
  }
  Merge(desk.routing, &s.routing);
  Merge(desk.queue, &s.queue);
  Merge(desk.offline, &s.offline);
  MergeTimers(desk.timers, &s.timers);
  Merge(desk.feedback, &s.feedback);
  // Where a robot is, that platform has the pool instead (T13).
  if (c_.preset == Preset::kTaobao && HasRobot(desk, s.routing)) {
    if (!nobody) s.offline.plan_nobody = Plan::kPool;
    if (!closed) s.offline.plan_closed = Plan::kPool;
  }
  return s;
}

// Whether a robot answers at the desk, or in a group that serves it (R7).
bool Compiler::HasRobot(const DeskConfig& desk,
                        const RoutingConfig& routing) const {
  if (*routing.reception == Reception::kRobot) return true;
  return std::any_of(
      c_.groups.begin(), c_.groups.end(), [&](const GroupConfig& group) {
        return group.robot &&
               (group.desks.empty() || Contains(group.desks, desk.name));
      });
}

// O1, O3, O5
void Compiler::FillPlans(const std::string& at, const OfflineConfig& offline,
                         DeskData* desk) {
  desk->plan_nobody = *offline.plan_nobody;
  desk->plan_closed = *offline.plan_closed;
  if (!offline.proxy->empty()) {
    desk->proxy = {agents_.Find(*offline.proxy)};
  } else if (desk->plan_nobody == Plan::kProxy ||
             desk->plan_closed == Plan::kProxy) {
    Report(at + "/offline/proxy",
           "is not given, but the plan is \"proxy\"; name the agent");
  }
  desk->hours_daily = *offline.out_of_hours_daily;
  desk->hours_quiet = *offline.out_of_hours_quiet;
  desk->hours_text = AddTexts(*offline.out_of_hours_text);
  desk->nobody_text = AddTexts(*offline.reply_nobody);
  desk->busy_text = AddTexts(*offline.reply_busy);
  d_.notices |= desk->hours_text || desk->nobody_text || desk->busy_text;
  d_.hours_texts |= bool{desk->hours_text};
  d_.keeps_agent_word |= desk->hours_text && !desk->hours_quiet.off();
}

void Compiler::FillRoutingOrder(const Settings& s, DeskData* desk) {
  RoutingOrder& order = desk->order;
  bool nobody_before = false;
  for (const RoutingRung rung : *s.routing.routing_order) {
    if (rung == RoutingRung::kSticky) {
      if (desk->sticky.empty()) continue;
      order.sticky_at_nobody =
          nobody_before &&
          std::any_of(desk->sticky.begin(), desk->sticky.end(),
                      [](const StickyRung& r) { return r.suspended; });
    }
    nobody_before |= rung == RoutingRung::kNobodyPresent;
    order.has_robot |= rung == RoutingRung::kRobot;
    if (order.count == order.rungs.size()) return;  // reported
    order.rungs[order.count++] = rung;
    const bool of_named =
        rung == RoutingRung::kNamedOutside || rung == RoutingRung::kNamed;
    if (!of_named) order.usual[order.usual_count++] = rung;
  }
}

void Compiler::FillDesk(const Settings& s, DeskData* desk) {
  desk->session_starts = *s.routing.session_starts;
  desk->sticky_clock = *s.routing.sticky_clock;
  desk->written_when = *s.routing.written_when;
  desk->skip_absent = *s.routing.skip_absent;
  desk->robot_first = *s.routing.reception == Reception::kRobot;
  desk->merge_within = *s.routing.merge_within;
  d_.merges |= !desk->merge_within.off();
  desk->named_offline = *s.routing.named_offline;
  desk->accept_all_or_nothing = *s.queue.accept_all_or_nothing;
  desk->saying.greeting_limit = *s.queue.accept_greeting_limit;
  d_.limits_by_window |= desk->saying.greeting_limit == TextLimit::kWindow;
  desk->dedicated_wait = *s.routing.dedicated_wait;
  if (!desk->dedicated_wait.off()) {
    d_.dedicated_waits = d_.waiting_timers = true;
    d_.longest_timer = std::max(d_.longest_timer, desk->dedicated_wait);
  }
  for (const StickyRungConfig& rung : *s.routing.sticky) {
    desk->sticky.push_back({rung.within,
                            Contains(rung.statuses, AgentStatus::kSuspended),
                            rung.over_capacity, rung.on_duty});
    desk->longest_sticky = std::max(desk->longest_sticky, rung.within);
    d_.longest_sticky = std::max(d_.longest_sticky, rung.within);
  }
  FillRoutingOrder(s, desk);
  desk->silence = ResolveSilence(s.timers);
  FillScopeOrder(*s.routing.scope_order, desk);
}

// The dimensions that are not named stand behind; those that no scope fills
// are left out.
void Compiler::FillScopeOrder(const std::vector<ScopeDimension>& order,
                              DeskData* desk) {
  DimensionBits seen = 0;
  const auto add = [&](ScopeDimension dimension) {
    if (Name(dimension).empty() || !AddTo(&seen, dimension))
      return;  // reported
    if ((d_.used_dimensions >> At(dimension) & 1) == 0) return;
    desk->scope_order[desk->scope_dimensions++] = dimension;
  };
  for (const ScopeDimension dimension : order) add(dimension);
  for (const ScopeDimension dimension : kDefaultOrder) add(dimension);
}

void Compiler::CheckKindCosts(const std::string& at,
                              const ChannelConfig& channel) {
  std::array<bool, kKinds> seen{};
  for (size_t i = 0; i < channel.kind_costs.size(); ++i) {
    const MessageKind kind = channel.kind_costs[i].kind;
    if (Name(kind).empty()) continue;  // CheckBounds has said so
    bool& before = seen[static_cast<size_t>(kind)];
    if (before) {
      Report(fmt::format("{}/kind_costs/{}/kind", at, i),
             fmt::format("\"{}\" has a cost already", Name(kind)));
    }
    before = true;
  }
}

void Compiler::FillCosts(const ChannelConfig& channel, DeskData* desk) {
  desk->cost.fill(static_cast<uint16_t>(channel.cost));
  for (const KindCostConfig& own : channel.kind_costs) {
    if (Name(own.kind).empty()) continue;
    desk->cost[static_cast<size_t>(own.kind)] = static_cast<uint16_t>(own.cost);
  }
}

void Compiler::FillDefaultGroup(const std::string& at, const DeskConfig& config,
                                uint32_t id) {
  if (config.default_group.empty()) return;
  const uint32_t group =
      Resolve(at + "/default_group", "group", config.default_group, groups_);
  d_.desks[id].default_group.value = static_cast<uint16_t>(group);
  CheckServes(at + "/default_group", config.default_group,
              {static_cast<uint16_t>(id)});
}

void Compiler::CheckServes(const std::string& pointer, const std::string& group,
                           DeskId desk) {
  const uint32_t found = d_.group_ids.Find(group);
  if (found == 0 || d_.groups[found].Serves(desk)) return;
  Report(pointer, fmt::format("the group \"{}\" does not serve this desk; add "
                              "the desk to its desks, or name another group",
                              group));
}

// A desk itself sends its sessions to no group that is never asked there (X2,
// Q3). `move`: what its silent agents' sessions do.
void Compiler::CheckGroupsOf(const std::string& at, const DeskConfig& config,
                             SilenceMove move) {
  if (config.deleted) return;
  const DeskId id{static_cast<uint16_t>(d_.desk_ids.Find(config.name))};
  const AgentSilentConfig& silent = config.timers.agent_silent;
  if (silent.group && move == SilenceMove::kGroup) {
    CheckServes(at + "/timers/agent_silent/group", *silent.group, id);
  }
  if (!config.queue.overflow) return;
  for (size_t i = 0; i < config.queue.overflow->size(); ++i) {
    const OverflowRungConfig& rung = (*config.queue.overflow)[i];
    if (rung.to != OverflowTo::kGroup) continue;
    CheckServes(fmt::format("{}/queue/overflow/{}/group", at, i), rung.group,
                id);
  }
}

void Compiler::CompileDesk(size_t index) {
  const DeskConfig& config = c_.desks[index];
  const std::string at = fmt::format("/desks/{}", index);
  const uint32_t id = d_.desk_ids.Find(config.name);
  DeskData& desk = d_.desks[id];
  desk.alive = true;
  desk.serves = !config.deleted;
  desk.cost.fill(1);
  if (!config.channel.empty() || !c_.channels.empty()) {
    const uint32_t found =
        Resolve(at + "/channel", "channel", config.channel, channels_);
    desk.channel.value = static_cast<uint16_t>(found);
    if (found != 0) FillCosts(c_.channels[channels_.index(found)], &desk);
  }
  CheckSettings(at, config.routing, config.offline, config.timers);
  const Settings settings = SettingsOf(config);
  FillDesk(settings, &desk);
  FillPlans(at, settings.offline, &desk);
  FillHandOver(settings.routing.hand_over, HasRobot(config, settings.routing),
               &desk);
  desk.settings = ResolveSettings(at, config, settings);
  FillWindow(settings, &desk);
  CheckRating(at, config.feedback.rating, settings.feedback.rating);
  FillRating(settings.feedback.rating, &desk);
  if (config.agents) {
    for (size_t k = 0; k < config.agents->size(); ++k) {
      Resolve(fmt::format("{}/agents/{}", at, k), "agent", (*config.agents)[k],
              agents_);
    }
    CheckTwice(at + "/agents", *config.agents);
  }
  CompileDeskHours(index, &desk);
  FillDefaultGroup(at, config, id);
  CheckGroupsOf(at, config, *settings.timers.agent_silent.move_to);
  for (const GroupConfig& group : c_.groups) {
    const uint32_t g = d_.group_ids.Find(group.name);
    if (d_.groups[g].Serves({static_cast<uint16_t>(id)})) {
      desk.groups.push_back({static_cast<uint16_t>(g)});
    }
  }
}

void Compiler::CompileDesks() {
  CompileChannels();
  for (size_t i = 0; i < c_.channels.size(); ++i) {
    const ChannelConfig& channel = c_.channels[i];
    const std::string at = fmt::format("/channels/{}", i);
    CheckSettings(at, channel.routing, channel.offline, channel.timers);
    CheckKindCosts(at, channel);
    FeedbackConfig feedback = tenant_.feedback;
    Merge(channel.feedback, &feedback);
    CheckRating(at, channel.feedback.rating, feedback.rating);
  }
  for (size_t i = 0; i < c_.desks.size(); ++i) CompileDesk(i);
}

}  // namespace kefu
