// A compiled ruleset: what the engine reads. Built by compile.cc, then const.
//
// Every table is indexed by the id of its kind; entry 0 is unused. A name that
// a later ruleset no longer has keeps its id as a tombstone (`alive` false).

#ifndef KEFU_MODEL_RULESET_DATA_H_
#define KEFU_MODEL_RULESET_DATA_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"
#include "src/base/inline.h"
#include "src/base/name_table.h"
#include "src/model/channel_data.h"
#include "src/model/courtesy_data.h"
#include "src/model/crowd_data.h"
#include "src/model/id_map.h"
#include "src/model/keyword_data.h"
#include "src/model/list_data.h"
#include "src/model/message_set.h"
#include "src/model/rating_rules.h"
#include "src/model/ruleset_uses.h"
#include "src/model/schedule.h"
#include "src/model/settings.h"

namespace kefu {

// A reception slot of a desk (R13).
struct SlotData {
  ScheduleId schedule;
  Distribution distribution = Distribution::kEven;
  std::vector<uint32_t> members;  // of the desk's own list
};

// X1: instead of a ChainId, the form with one warning holds.
inline constexpr uint32_t kOneWarning = UINT32_MAX;

// A text or number that a level may override (T13).
struct SilenceOverride {
  std::optional<Duration> after;
  std::optional<SilenceMode> mode;
  std::optional<Duration> warn_before;
  std::optional<TextId> warning;
  std::optional<TextId> closing;
  std::optional<uint32_t> chain;
  std::optional<TimerHours> hours;
};

// X1 for one session: all levels looked up.
struct SilenceRules {
  Duration after = Duration::Off();
  SilenceMode mode = SilenceMode::kAfterAgent;
  TimerHours hours = TimerHours::kAlways;
  uint32_t chain = kOneWarning;
  Duration warn_before = Duration::Off();
  TextId warning;
  TextId closing;

  // With one warning: from the start of the clock; Off where there is none.
  Duration WarnAfter() const {
    if (!warning || warn_before >= after || after.off()) {
      return Duration::Off();
    }
    return {after.ms - warn_before.ms};
  }
};

struct StickyRung {
  Duration within;
  bool suspended = false;  // online always counts
  bool over_capacity = false;
  bool on_duty = false;  // only while he is
};

// The routing order of a desk, as far as it can matter (R).
struct RoutingOrder {
  std::array<RoutingRung, 16> rungs{};
  uint8_t count = 0;
  // Where R3 stands before the sticky rung: ladders that take suspended agents
  // are asked at R3 already (R5).
  bool sticky_at_nobody = false;
  bool has_robot = false;  // R7
  // Those that are asked for who names no agent (R4).
  uint8_t usual_count = 0;
  std::array<RoutingRung, 16> usual{};
};

inline constexpr size_t kKinds = 12;  // of messages, 0 is "no message"

// Of scopes: the numbers of ScopeDimension, with 0.
inline constexpr size_t kDimensions = 1
#define KEFU_VALUE(Enum, Name, number, json) \
  +(std::string_view(#Enum) == "ScopeDimension")
#include "kefu/events.def"
    ;
constexpr size_t At(ScopeDimension dimension) {
  return static_cast<size_t>(dimension);
}
static_assert(kDimensions <= 8 * sizeof(DimensionBits));

struct DeskData {
  bool alive = false;
  ChannelId channel;
  ListId own_list = 0;
  GroupId default_group;
  SessionStarts session_starts = SessionStarts::kMessage;
  StickyClock sticky_clock = StickyClock::kLastMessage;
  WrittenWhen written_when = WrittenWhen::kAssignment;
  Plan plan_nobody = Plan::kQueue;
  Plan plan_closed = Plan::kQueue;
  bool all_day = false;       // R13
  bool robot_first = false;   // R7
  bool checks_sends = false;  // its channel does (W1 to W7)
  bool agentless = false;     // nobody takes part: never queues (R13)
  AgentId sole_participant;   // the one who takes part, if nobody else does
  ScheduleId schedule;        // R2
  uint16_t duty = 0;          // in RulesetData::duties
  std::vector<SlotData> slots;
  bool serves = false;  // alive and not deleted (R1)
  NamedOffline named_offline = NamedOffline::kDivert;
  bool skip_absent = true;
  bool accept_all_or_nothing = false;
  Duration dedicated_wait = Duration::Off();  // R6
  Duration window_within = Duration::Off();   // Q8; off: no credit
  Duration window_credit;
  AgentId proxy;          // O1; none if the desk has no such plan
  Duration merge_within;  // S1; Off: never
  Duration hours_quiet;   // O5; Off: no such time
  bool hours_daily = true;
  TextId hours_text;
  TextId nobody_text;  // O3
  TextId busy_text;
  DeskSettings settings;
  DeskSaying saying;                  // K1 to K3
  std::vector<DeskWelcome> welcomes;  // G1
  TextId contact_texts;               // G5; none where nobody is asked
  RoutingOrder order;
  std::vector<StickyRung> sticky;
  Duration longest_sticky;  // the largest `within`
  // Those that any scope fills, the highest first.
  std::array<ScopeDimension, kDimensions> scope_order{};
  uint8_t scope_dimensions = 0;         // how many
  std::array<uint16_t, kKinds> cost{};  // by the kind of the first message
  SilenceRules silence;
  RatingRules rating;           // F1
  std::vector<GroupId> groups;  // that serve it, in declared order
};

struct GroupData {
  bool alive = false;
  uint32_t declared = 0;
  std::vector<uint16_t> desks;  // sorted; empty: all
  // The values of each dimension that it fills, sorted.
  std::array<std::vector<uint32_t>, kDimensions> scope;
  DimensionBits filled = 0;
  uint32_t over = 0;  // in `overs`
  SilenceOverride silence;
  bool has_silence = false;
  bool robot = false;   // R7
  ScheduleId schedule;  // C5

  bool Serves(DeskId desk) const;
  bool Fills(ScopeDimension dimension) const {
    return (filled >> At(dimension) & 1) != 0;
  }
};

struct AgentData {
  bool alive = false;
  uint32_t declared = 0;
  uint32_t members_begin = 0;  // in `agent_members`: by list
  uint32_t members_count = 0;
  uint16_t capacity = 10;
  uint16_t maximum = 1000;
  AutoAccept auto_accept = AutoAccept::kOn;
  bool notice_new_session = true;
  bool notice_new_message = true;
  bool has_silence = false;
  uint16_t rights = 0;        // bits by Right (P1)
  uint16_t certified = 0;     // of those, the ones that need a certificate
  uint32_t certificates = 0;  // in `certificates`
  uint8_t certificate_count = 0;
  uint32_t over = 0;    // in `overs`
  uint32_t store = 0;   // R11; 0: none
  uint32_t level = 0;   // R10: 1 + its place among the levels; 0: none
  uint64_t skills = 0;  // D8
  Duration disconnect_grace = Duration::Off();
  RampRules ramp;
  SilenceOverride silence;
  ScheduleId schedule;  // C5
  uint32_t leave = 0;   // in `leaves`
  uint32_t leave_count = 0;
};

// A leave of an agent (C5): from <= t < until.
struct LeaveData {
  Instant from;
  Instant until;
};

// What changes at instants that are known beforehand: a schedule that somebody
// uses, or an agent's leave. In the order of T2.
struct WatchedData {
  ScheduleId schedule;
  AgentId agent;
  uint32_t most_told = 0;  // agents whom a change may concern
};

struct LinkData {
  bool alive = false;
  bool deleted = false;  // R1
  DeskId desk;
  PriorityId priority;
  StoreId store;        // R11
  uint64_t skills = 0;  // D8
  uint32_t scene = 0;   // a value of that dimension (R9)
};

// A store 门店, or what stands above stores (R11).
struct StoreData {
  bool alive = false;
  uint32_t parent = 0;
  uint32_t level = 0;  // as of AgentData
  // In the order of the tree: it and what stands below it.
  uint32_t begin = 0;
  uint32_t end = 0;
};

// How many of them may stand one above the other.
inline constexpr int kMostStoresDeep = 8;

// An entry of the scopes' index: what a match asks first of a group.
struct ScopeEntry {
  GroupId group;
  DimensionBits filled = 0;
  bool everywhere = false;  // it serves every desk
};

struct PriorityData {
  bool alive = false;
  Duration credit;
  // Infinite credits by declaration; UINT16_MAX for the others and for none.
  uint16_t rank = UINT16_MAX;
};

struct RulesetData : RulesetUses, CourtesyRules {
  Config config;  // what it was compiled from

  IdMap agent_ids, group_ids, desk_ids, link_ids, channel_ids, priority_ids;
  IdMap store_ids;
  IdMap schedule_ids, crowd_ids, tag_ids, attribute_ids;
  IdMap rule_ids, item_ids, coupon_ids;
  // Values that need no declaration: product, intent, order status, scene, page
  // and language.
  std::array<IdMap, kDimensions> value_ids;

  std::vector<AgentData> agents{1};
  std::vector<GroupData> groups{1};
  std::vector<DeskData> desks{1};
  std::vector<LinkData> links{1};
  std::vector<PriorityData> priorities{1};
  std::vector<ChannelData> channels{1};
  std::vector<AttributeData> attributes{1};
  std::vector<TagData> tags{1};
  std::vector<CrowdData> crowds{1};
  std::vector<AttributeId> declared_attributes;
  std::vector<CrowdId> declared_crowds;
  // Those that give one, in declared order (R6, Q1).
  std::vector<CrowdId> dedicated_crowds, priority_crowds;
  std::vector<TagId> dedicated_tags, priority_tags;
  std::vector<StoreData> stores{1};
  std::vector<Duration> skills;           // when each is let go (D8)
  std::vector<uint64_t> intent_skills;    // by intent: what it requires
  std::vector<uint64_t> language_skills;  // by language
  bool tags_require = false;              // some tag requires skills

  // Hours (C1-C5).
  Zone zone;
  std::vector<CalendarData> calendars{1};  // [0]: an empty one
  std::vector<ScheduleData> schedules{1};
  std::vector<LeaveData> leaves;  // by agent; ascending, apart
  std::vector<WatchedData> watched;
  std::vector<DutyData> duties{1};  // [0]: always, everybody

  std::vector<ListData> lists;  // [0] is unused
  std::vector<MemberData> members;
  std::vector<uint32_t> agent_members;  // indices of members, by agent
  // Of these, from where those of the agent begin, the places where he may be
  // given sessions at all (weight not 0); then UINT32_MAX.
  std::vector<uint32_t> giving_members;

  // Groups that name a value, in declared order: by dimension, then value; and
  // those that name any crowd.
  std::array<std::vector<std::vector<ScopeEntry>>, kDimensions> groups_by_value;
  std::vector<ScopeEntry> groups_by_crowd;
  std::vector<ScopeEntry> unscoped;  // in declared order

  // Limits of agents for channels (A2); empty if there are none.
  std::vector<bool> channel_limited;       // by channel
  std::vector<uint16_t> channel_slot;      // by channel: column, 0 is none
  uint32_t channel_columns = 0;            // limited channels
  std::vector<uint32_t> channel_capacity;  // agent * columns + column - 1

  std::vector<MessageSet> messages{1};
  std::vector<ItemData> items{1};
  std::vector<RuleData> named_rules{1};  // by id
  std::vector<RuleId> declared_rules;
  // Quick replies by agent, 0: the public ones; scripts, and their keywords by
  // the scripts' indices (K6).
  std::vector<std::vector<ReplyData>> replies;
  std::vector<ReplyData> scripts;
  std::vector<std::pair<std::string, uint32_t>> script_words;
  std::vector<ItemId> declared_items;
  std::vector<SettingsOver> overs{1};  // of groups and agents
  std::vector<std::vector<OverflowRung>> ladders{1};
  std::vector<Chain> chains{1};
  std::vector<Certificate> certificates;

  // What customers' texts are looked at for, and what is answered (K1 to K3).
  Folding folding;
  std::vector<WholeWords> switch_words{1};
  std::vector<KeywordSet> keyword_sets;
  std::vector<SayRule> keywords;  // in declared order
  std::vector<SayRule> default_replies{1};

  AgentId main_account;
  uint32_t desk_count = 1;  // of desks: spares the hot path a division
  TextId blocked_text;      // R1
  TextId deleted_text;
  PriorityId dedicated_priority;   // Q1, R6
  Duration refresh_at;             // V3, from local midnight
  uint32_t refreshes_by_hand = 0;  // V3, a day
  LimitsConfig limits;
  Duration longest_timer;
  Duration longest_sticky;  // of all desks

  ListId ListOf(GroupId group) const { return group.value; }
  std::span<const uint32_t> MembersOf(AgentId agent) const {
    const AgentData& a = agents[agent.value];
    return std::span(agent_members).subspan(a.members_begin, a.members_count);
  }
  // The agent's place in a list; null if he has none.
  const MemberData* FindMember(AgentId agent, ListId list) const {
    return FindMember(MembersOf(agent), list);
  }
  // `places`: MembersOf(agent), from wherever it is at hand.
  const MemberData* FindMember(std::span<const uint32_t> places,
                               ListId list) const;
  // The index of one of `members`.
  uint32_t IndexOf(const MemberData& member) const {
    return static_cast<uint32_t>(&member - members.data());
  }
  // Whether the agent takes part at the desk 参与分流: he is in its own list,
  // or in a group that serves it.
  bool IsParticipant(AgentId agent, DeskId desk) const;
  // The first declared group of the agent that serves the desk, else none.
  GroupId OwnGroup(std::span<const uint32_t> places, DeskId desk) const;
  GroupId OwnGroup(AgentId agent, DeskId desk) const {
    return OwnGroup(MembersOf(agent), desk);
  }
  // The agent's limit for sessions of a channel; UINT32_MAX without one.
  uint32_t ChannelCapacity(AgentId agent, ChannelId channel) const;
  // Whether who belongs to `own` serves what belongs to `store` (R11): the
  // same, or what stands below it. 0 is none.
  bool ServesStore(uint32_t own, uint32_t store) const {
    if (!isolates || own == 0) return true;
    return store != 0 && stores[own].begin <= stores[store].begin &&
           stores[store].begin < stores[own].end;
  }
  bool ServesStore(AgentId agent, uint32_t store) const {
    // Most rulesets need not look at the agent, who is seldom in cache.
    return !isolates || ServesStore(agents[agent.value].store, store);
  }
  bool Fits(const MemberKind& kind, const Needs& needs) const {
    return (needs.skills & ~kind.skills) == 0 && kind.tier <= needs.tiers &&
           ServesStore(kind.store, needs.store);
  }
  // Whether anybody of the list serves the store.
  bool AnyServesStore(ListId list, uint32_t store) const;
  // Of ListData::ranges, that of the store, else of the nearest one above it
  // that has one; StoreRange::kNone if none has.
  uint32_t FindRange(const ListData& list, uint32_t store) const;
  // What a session with this intent and language, that came by this link,
  // requires, whoever its customer is (D8).
  uint64_t SkillsOf(IntentId intent, LinkId link, LanguageId language) const;
  // What is still required of it so long after its first join.
  uint64_t SkillsLeft(uint64_t skills, Duration waited) const;
  // What a session needs of the members of a list: of this class, for this
  // store, that still requires these skills, so long after its first join.
  KEFU_INLINE Needs NeedsFor(ListId list, uint8_t klass, uint32_t store,
                             uint64_t required, Duration waited) const {
    if (!lists[list].has_kinds) return {.klass = klass};
    return NeedsOfKinds(list, klass, store, required, waited);
  }
  Needs NeedsOfKinds(ListId list, uint8_t klass, uint32_t store,
                     uint64_t required, Duration waited) const;
  // The class of a desk's session in a list.
  KEFU_INLINE uint8_t ClassOf(ListId list, DeskId desk, uint16_t cost) const {
    return lists[list].one_class ? 0 : FindClass(list, desk, cost);
  }
  uint8_t FindClass(ListId list, DeskId desk, uint16_t cost) const;
  // The bit of the desk in Seat::duty of a list's members.
  KEFU_INLINE uint8_t DutyBit(ListId list, DeskId desk) const {
    return tells_duty ? FindDutyBit(list, desk) : 0;
  }
  // REQUIRES: one of `schedules`.
  Timetable TimetableOf(ScheduleId id) const {
    const ScheduleData& schedule = schedules[id.value];
    return {zone, calendars[schedule.calendar], schedule};
  }
  std::span<const LeaveData> LeavesOf(AgentId agent) const {
    const AgentData& a = agents[agent.value];
    return std::span(leaves).subspan(a.leave, a.leave_count);
  }
  // X1 for a session of this desk, group (may be none) and owner.
  SilenceRules Silence(DeskId desk, GroupId group, AgentId owner) const {
    const SilenceRules& rules = desks[desk.value].silence;
    return any_silence_override ? Overridden(rules, group, owner) : rules;
  }

  // A setting as it holds for a session, T13.
#define KEFU_ROW(type, name, from)                             \
  type name(const Place& at) const {                           \
    return Look(&DeskSettings::name, &SettingsOver::name, at); \
  }
  KEFU_LOOKED_UP(KEFU_ROW)
#undef KEFU_ROW

  bool Knows(AgentId id) const { return Alive(agents, id.value); }
  bool Knows(GroupId id) const { return Alive(groups, id.value); }
  bool Knows(DeskId id) const { return Alive(desks, id.value); }
  // Known and not deleted (R1).
  KEFU_INLINE bool Serves(DeskId id) const {
    return id.value < desk_count && desks[id.value].serves;
  }
  // Known once: of this ruleset or of an earlier one.
  bool Named(DeskId id) const { return id && id.value < desk_count; }
  bool Named(LinkId id) const { return id && id.value < links.size(); }
  bool Knows(LinkId id) const { return Alive(links, id.value); }
  bool Knows(PriorityId id) const { return Alive(priorities, id.value); }
  bool Knows(CrowdId id) const { return Alive(crowds, id.value); }
  bool Knows(TagId id) const { return Alive(tags, id.value); }
  bool Knows(AttributeId id) const { return Alive(attributes, id.value); }
  bool Knows(ChannelId id) const { return Alive(channels, id.value); }
  bool Knows(StoreId id) const { return Alive(stores, id.value); }
  bool Knows(ItemId id) const { return Alive(items, id.value); }
  bool Knows(ScheduleId id) const { return Alive(schedules, id.value); }

 private:
  template <class T>
  T Look(T DeskSettings::*base, std::optional<T> SettingsOver::*over,
         const Place& at) const {
    // Of an agent only if any gives something: his row is seldom in cache.
    if (agents_give) {
      const auto& own = overs[agents[at.agent.value].over].*over;
      if (own) return *own;
    }
    if (groups_give) {
      const auto& own = overs[groups[at.group.value].over].*over;
      if (own) return *own;
    }
    return desks[at.desk.value].settings.*base;
  }
  uint8_t FindDutyBit(ListId list, DeskId desk) const;
  SilenceRules Overridden(SilenceRules rules, GroupId group,
                          AgentId owner) const;
  template <class T>
  static bool Alive(const std::vector<T>& table, uint32_t id) {
    return id < table.size() && table[id].alive;
  }
};

}  // namespace kefu

#endif  // KEFU_MODEL_RULESET_DATA_H_
