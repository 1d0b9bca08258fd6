#include "src/model/compile.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "src/base/suggest.h"
#include "src/model/config_check.h"

namespace kefu {
namespace {

constexpr size_t kErrorsWithSuggestion = 100;

}  // namespace

void Compiler::Run(const RulesetData* previous) {
  if (previous != nullptr) KeepIds(*previous);
  DeclareNames();
  CompileTenant();
  CompilePriorities();
  CompileTenantSettings();
  CompileStores();
  CompileSkills();
  CompileLinks();
  CompileRoles();
  CompileSchedules();
  CompileAgents();
  CompileReplies();
  CompileCrowds();
  CompileGroups();
  CompileDesks();
  CompileCourtesies();
  CompileDuties();
  CompileKeywords();
  CompileDefaultReplies();
  CheckIds("keywords/rules", d_.rule_ids);
  NoteUses();
  CheckOverflowCycles();
  CheckCounts();
  CheckOneGroup();
  CompileChannelLimits();
  CollectClasses();
  // The indexes below rely on names that resolve and values within bounds.
  if (!errors_.empty()) return;
  FillChannelCapacities();
  CompileLists();
  CompileClasses();
  IndexMembers();
  IndexScopes();
  CountParticipants();
  CheckWaysOut();
  CompileWatched();
  d_.keeps_beside = d_.any_windows || d_.remembers_said || d_.any_notes ||
                    d_.keeps_unanswered;
}

void Compiler::Report(std::string pointer, std::string message,
                      std::string suggestion) {
  // One error for a value is enough.
  if (std::binary_search(reported_.begin(), reported_.end(), pointer)) return;
  // So is one for all desks at which the value holds.
  if (!told_.insert(pointer + "\n" + message).second) return;
  errors_.push_back(
      {0, 0, std::move(pointer), std::move(message), std::move(suggestion)});
}

// ------------------------------------------------------------------- names

namespace {

void Keep(const IdMap& from, IdMap* to) {
  for (uint32_t id = 1; id < from.size(); ++id) to->Add(from.Name(id));
}

}  // namespace

void Compiler::KeepIds(const RulesetData& previous) {
  Keep(previous.agent_ids, &d_.agent_ids);
  Keep(previous.group_ids, &d_.group_ids);
  Keep(previous.desk_ids, &d_.desk_ids);
  Keep(previous.link_ids, &d_.link_ids);
  Keep(previous.channel_ids, &d_.channel_ids);
  Keep(previous.priority_ids, &d_.priority_ids);
  Keep(previous.crowd_ids, &d_.crowd_ids);
  Keep(previous.tag_ids, &d_.tag_ids);
  Keep(previous.attribute_ids, &d_.attribute_ids);
  Keep(previous.store_ids, &d_.store_ids);
  Keep(previous.schedule_ids, &d_.schedule_ids);
  Keep(previous.rule_ids, &d_.rule_ids);
  Keep(previous.item_ids, &d_.item_ids);
  Keep(previous.coupon_ids, &d_.coupon_ids);
  d_.items.resize(d_.item_ids.size());
  d_.named_rules.resize(d_.rule_ids.size());
  for (size_t k = 0; k < kDimensions; ++k) {
    Keep(previous.value_ids[k], &d_.value_ids[k]);
  }
}

template <class List>
void Compiler::Declare(const char* section, const List& list, IdMap* ids) {
  RowIndex seen;
  for (size_t i = 0; i < list.size(); ++i) {
    const uint64_t hash = HashBytes(list[i].name);
    const uint32_t first = seen.Find(
        hash, [&](uint32_t row) { return list[row - 1].name == list[i].name; });
    if (first != 0) {
      Report(fmt::format("/{}/{}/name", section, i),
             fmt::format("\"{}\" is declared already, at /{}/{}; names are "
                         "declared once",
                         list[i].name, section, first - 1));
      continue;
    }
    seen.Reserve(1);
    seen.Insert(hash, static_cast<uint32_t>(i + 1));
    if (ids != nullptr) ids->Add(list[i].name);
  }
}

// Ids of 16 bits run out sooner than the bounds of config.def if a previous
// ruleset has left many tombstones.
void Compiler::CheckIds(const char* section, const IdMap& ids) {
  if (ids.size() <= UINT16_MAX) return;
  Report(fmt::format("/{}", section),
         fmt::format("{} names, removed ones of earlier rulesets included; at "
                     "most {} are possible: compile without a previous ruleset",
                     ids.size() - 1, UINT16_MAX - 1));
}

void Compiler::DeclareNames() {
  Declare("agents", c_.agents, &d_.agent_ids);
  Declare("groups", c_.groups, &d_.group_ids);
  Declare("desks", c_.desks, &d_.desk_ids);
  Declare("links", c_.links, &d_.link_ids);
  Declare("channels", c_.channels, &d_.channel_ids);
  Declare("calendars", c_.calendars, &calendar_ids_);
  Declare("schedules", c_.schedules, &d_.schedule_ids);
  Declare("scripts", c_.scripts, nullptr);
  if (c_.queue.priorities) {
    Declare("queue/priorities", *c_.queue.priorities, &d_.priority_ids);
  }
  CheckIds("groups", d_.group_ids);
  CheckIds("desks", d_.desk_ids);
  CheckIds("channels", d_.channel_ids);
  CheckIds("queue/priorities", d_.priority_ids);
  CheckIds("schedules", d_.schedule_ids);
  agents_.Set(c_.agents, d_.agent_ids);
  groups_.Set(c_.groups, d_.group_ids);
  desks_.Set(c_.desks, d_.desk_ids);
  links_.Set(c_.links, d_.link_ids);
  channels_.Set(c_.channels, d_.channel_ids);
  calendars_.Set(c_.calendars, calendar_ids_);
  schedules_.Set(c_.schedules, d_.schedule_ids);
  priorities_.Set(c_.queue.priorities.value_or(std::vector<PriorityConfig>{}),
                  d_.priority_ids);
  d_.agents.resize(d_.agent_ids.size());
  d_.groups.resize(d_.group_ids.size());
  d_.desks.resize(d_.desk_ids.size());
  d_.desk_count = static_cast<uint32_t>(d_.desks.size());
  d_.links.resize(d_.link_ids.size());
  d_.priorities.resize(d_.priority_ids.size());
  DeclareCrowds();
  DeclareKinds();
  d_.calendars.resize(calendar_ids_.size());
  d_.schedules.resize(d_.schedule_ids.size());
}

uint32_t Compiler::Resolve(const std::string& pointer, const char* kind,
                           const std::string& name, const Declared& declared) {
  const uint32_t id = declared.Find(name);
  if (id != 0) return id;
  if (name.empty()) {
    Report(pointer,
           fmt::format("names no {}; give the name of one that is declared",
                       kind));
    return 0;
  }
  std::vector<std::string_view> known;
  // Nobody reads the suggestion of the thousandth error, and to look for one
  // costs a pass over all names.
  if (errors_.size() < kErrorsWithSuggestion) {
    for (uint32_t i = 1; i < declared.place.size(); ++i) {
      if (declared.place[i] != 0) known.push_back(declared.ids->Name(i));
    }
  }
  Report(pointer,
         fmt::format("there is no {} \"{}\"; declare it, or use one that is "
                     "declared",
                     kind, name),
         Suggest(name, known));
  return 0;
}

// ---------------------------------------------------------------- sections

void Compiler::CompileTenant() {
  const TenantConfig& tenant = c_.tenant;
  d_.simple = c_.groups.empty();
  d_.limits = c_.limits;
  d_.late_clamp = tenant.late_events == LateEvents::kClamp;
  d_.seats = static_cast<uint32_t>(tenant.seats);
  d_.chosen_desks = tenant.chosen_desks;
  if (!tenant.main_account.empty()) {
    d_.main_account = {
        Resolve("/tenant/main_account", "agent", tenant.main_account, agents_)};
  }
}

void Compiler::CompilePriorities() {
  if (!c_.queue.priorities) return;
  uint16_t rank = 0;
  for (const PriorityConfig& priority : *c_.queue.priorities) {
    PriorityData& data = d_.priorities[d_.priority_ids.Find(priority.name)];
    data.alive = true;
    data.credit = priority.credit.off() ? Duration{} : priority.credit;
    data.rank = priority.credit.off() ? rank++ : UINT16_MAX;
  }
}

void Compiler::CompileLinks() {
  for (size_t i = 0; i < c_.links.size(); ++i) {
    const LinkConfig& link = c_.links[i];
    LinkData& data = d_.links[d_.link_ids.Find(link.name)];
    data.alive = true;
    data.deleted = link.deleted;
    if (!link.scene.empty()) {
      data.scene = d_.value_ids[At(ScopeDimension::kScene)].Add(link.scene);
    }
    data.desk.value = static_cast<uint16_t>(
        Resolve(fmt::format("/links/{}/desk", i), "desk", link.desk, desks_));
    if (!link.priority.empty()) {
      data.priority.value = static_cast<uint16_t>(
          Resolve(fmt::format("/links/{}/priority", i), "priority",
                  link.priority, priorities_));
    }
    data.store.value =
        ResolveStore(fmt::format("/links/{}/store", i), link.store);
    data.skills =
        ResolveSkills(fmt::format("/links/{}/skills", i), link.skills);
  }
}

void Compiler::CompileAgents() {
  for (size_t i = 0; i < c_.agents.size(); ++i) {
    const AgentConfig& agent = c_.agents[i];
    AgentData& data = d_.agents[d_.agent_ids.Find(agent.name)];
    const TenantConfig& tenant = c_.tenant;
    data.alive = true;
    data.capacity =
        static_cast<uint16_t>(agent.capacity.value_or(tenant.capacity));
    data.maximum =
        static_cast<uint16_t>(agent.hard_maximum.value_or(tenant.hard_maximum));
    data.auto_accept = agent.auto_accept;
    NoticesConfig notices = tenant_.notices;
    Merge(agent.notices, &notices);
    data.notice_new_session = *notices.new_session;
    data.notice_new_message = *notices.new_message;
    data.declared = static_cast<uint32_t>(i);
    const std::string at = fmt::format("/agents/{}", i);
    CheckSettings(at, {}, agent.offline, agent.timers);
    data.over = CompileOver(at, agent.queue, agent.offline, agent.timers);
    d_.agents_give |= data.over != 0;
    CompileRights(i, &data);
    CompileAgentKind(at, agent, &data);
    data.schedule = ResolveSchedule(at + "/schedule", agent.schedule);
    CompileLeave(i, &data);
    data.disconnect_grace = agent.offline.disconnect_grace.value_or(
        *tenant_.offline.disconnect_grace);
    TimersConfig timers;
    timers.ramp = tenant_.timers.ramp;
    Merge(agent.timers, &timers);
    data.ramp = {static_cast<uint32_t>(*timers.ramp.count), *timers.ramp.per,
                 *timers.ramp.during};
    d_.ramp_places = std::max(d_.ramp_places, data.ramp.count);
    data.silence = CompileSilence(agent.timers);
    data.has_silence = agent.timers != TimersConfig{};
    d_.any_silence_override |= data.has_silence;
    d_.any_new_message_notice |= data.notice_new_message;
  }
}

// -------------------------------------------------------------------- doors

struct RulesetMaker {
  static std::shared_ptr<const Ruleset> Make(
      std::unique_ptr<const RulesetData> data) {
    return std::shared_ptr<const Ruleset>(new Ruleset(std::move(data)));
  }
};

void Compiler::IndexMembers() {
  for (const MemberData& m : d_.members) ++d_.agents[m.agent].members_count;
  uint32_t begin = 0;
  for (AgentData& agent : d_.agents) {
    agent.members_begin = begin;
    begin += agent.members_count;
    agent.members_count = 0;
  }
  d_.agent_members.resize(begin);
  // By list first: members are not in the order of lists after a swap.
  std::vector<uint32_t> order(d_.members.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return d_.members[a].list < d_.members[b].list;
  });
  for (const uint32_t i : order) {
    AgentData& agent = d_.agents[d_.members[i].agent];
    d_.agent_members[agent.members_begin + agent.members_count++] = i;
  }
  d_.giving_members.resize(begin, UINT32_MAX);
  for (const AgentData& agent : d_.agents) {
    const auto from = d_.agent_members.begin() + agent.members_begin;
    std::copy_if(from, from + agent.members_count,
                 d_.giving_members.begin() + agent.members_begin,
                 [this](uint32_t i) { return d_.members[i].weight != 0; });
  }
}

RulesetResult Compile(Config config, std::shared_ptr<const Ruleset> previous) {
  RulesetResult result;
  CheckBounds(config, &result.errors);
  auto data = std::make_unique<RulesetData>();
  data->config = std::move(config);
  Compiler(data->config, data.get(), &result.errors)
      .Run(previous ? &previous->data() : nullptr);
  if (result.errors.empty()) {
    result.ruleset = RulesetMaker::Make(std::move(data));
  }
  return result;
}

}  // namespace kefu
