// From a config to what the engine reads: names become ids, settings are
// looked up through their levels, lists and scopes get their indexes.
// Everything that is wrong is reported at once (E6).

#ifndef KEFU_MODEL_COMPILE_H_
#define KEFU_MODEL_COMPILE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "kefu/ruleset.h"
#include "src/model/ruleset_data.h"

namespace kefu {

// What the parts of the compiler share.
class Compiler {
 public:
  Compiler(const Config& config, RulesetData* data,
           std::vector<ConfigError>* errors)
      : c_(config), d_(*data), errors_(*errors) {
    for (const ConfigError& error : *errors) reported_.push_back(error.pointer);
    std::sort(reported_.begin(), reported_.end());
  }

  // `errors` may hold what CheckBounds found: whatever can be said about the
  // rest is said, too, and no index is made of a value out of bounds.
  void Run(const RulesetData* previous);

 private:
  // The settings of one level, all levels above merged in (T13).
  struct Settings {
    RoutingConfig routing;
    QueueConfig queue;
    OfflineConfig offline;
    TimersConfig timers;
    NoticesConfig notices;
    FeedbackConfig feedback;
  };

  // The names of one kind that this config declares.
  struct Declared {
    const IdMap* ids = nullptr;
    std::vector<uint32_t> place;  // by id: 1 + index in the config; 0: a
                                  // tombstone
    template <class List>
    void Set(const List& list, const IdMap& all) {
      ids = &all;
      place.assign(all.size(), 0);
      for (size_t i = list.size(); i-- > 0;) {
        place[all.Find(list[i].name)] = static_cast<uint32_t>(i + 1);
      }
    }
    uint32_t Find(std::string_view name) const {
      const uint32_t id = ids->Find(name);
      return place[id] == 0 ? 0 : id;
    }
    uint32_t index(uint32_t id) const { return place[id] - 1; }
  };

  // compile.cc: names
  void KeepIds(const RulesetData& previous);
  void DeclareNames();
  template <class List>
  void Declare(const char* section, const List& list, IdMap* ids);
  void CheckIds(const char* section, const IdMap& ids);
  void CompileTenant();
  void CompileLinks();
  void CompilePriorities();
  void CompileAgents();

  // compile_crowds.cc: attributes, tags, crowds
  void DeclareCrowds();
  void AddPresetAttribute(const AttributeConfig& preset);
  void CompileCrowds();
  void CompileTag(size_t index);
  void CompileCrowd(size_t index);
  void CheckCondition(const std::string& at, const ConditionConfig& config);
  Condition CompileCondition(const std::string& at,
                             const ConditionConfig& config);
  // Of a crowd that is named where customers are told apart by it.
  void CheckAlive(const std::string& at, CrowdId crowd);
  PriorityId FindPriority(const std::string& at, const std::string& name);
  AgentId FindAgent(const std::string& at, const std::string& name);

  uint32_t Resolve(const std::string& pointer, const char* kind,
                   const std::string& name, const Declared& declared);
  void Report(std::string pointer, std::string message,
              std::string suggestion = "");

  // compile_schedules.cc: hours (C1-C5)
  void CompileSchedules();
  void CompileZone();
  void CompileCalendar(size_t index);
  void CompileSchedule(size_t index);
  int64_t ReadDate(const std::string& at, const std::string& text);
  bool ReadSlot(const std::string& at, const std::string& from,
                const std::string& to, DaySlot* slot);
  ScheduleId ResolveSchedule(const std::string& at, const std::string& name);
  void CompileLeave(size_t index, AgentData* data);
  void CompileDeskHours(size_t index, DeskData* desk);
  void CompileDuties();
  void CompileWatched();

  // compile_settings.cc: levels
  void CompileTenantSettings();
  void CompileDesks();
  void CompileDesk(size_t index);
  void CheckSettings(const std::string& at, const RoutingConfig& routing,
                     const OfflineConfig& offline, const TimersConfig& timers);
  void CheckSticky(const std::string& at, const RoutingConfig& routing);
  void CheckRoutingOrder(const std::string& at, const RoutingConfig& routing);
  void FillRoutingOrder(const Settings& settings, DeskData* desk);
  void FillDesk(const Settings& settings, DeskData* desk);
  void FillScopeOrder(const std::vector<ScopeDimension>& order, DeskData* desk);
  void FillPlans(const std::string& at, const OfflineConfig& offline,
                 DeskData* desk);
  bool HasRobot(const DeskConfig& desk, const RoutingConfig& routing) const;
  void CheckKindCosts(const std::string& at, const ChannelConfig& channel);
  void FillCosts(const ChannelConfig& channel, DeskData* desk);
  void FillDefaultGroup(const std::string& at, const DeskConfig& config,
                        uint32_t id);
  void CheckServes(const std::string& pointer, const std::string& group,
                   DeskId desk);
  void CheckGroupsOf(const std::string& at, const DeskConfig& config,
                     SilenceMove move);
  Settings SettingsOf(const DeskConfig& desk) const;

  // compile_chains.cc: timers with steps (X1 to X3)
  void CheckTimers(const std::string& at, const TimersConfig& timers);
  void CheckAgentSilent(const std::string& at, const AgentSilentConfig& silent);
  void CheckBefore(const std::string& at, const std::optional<Duration>& before,
                   const std::optional<Duration>& after);
  template <class Step>
  void CheckSteps(const std::string& at,
                  const std::optional<std::vector<Step>>& steps,
                  const std::optional<Duration>& after);
  template <class Step>
  ChainId AddChain(const std::vector<Step>& steps);
  SilenceOverride CompileSilence(const TimersConfig& timers);
  SilenceRules ResolveSilence(const TimersConfig& timers);

  // compile_feedback.cc: ratings (F1)
  void CheckRating(const std::string& at, const RatingConfig& own,
                   const RatingConfig& merged);
  void FillRating(const RatingConfig& rating, DeskData* desk);

  // compile_messages.cc: what is sent
  TextId AddTexts(const std::vector<std::string>& texts);
  TextId AddMessages(const std::string& at, const MessagesConfig& config);
  // The same at /messages, where they may not be empty.
  TextId AddSomeMessages(const std::string& at, const MessagesConfig& messages);
  TextId AddSet(MessagesConfig config);
  void AddItem(const std::string& at, const MenuItemConfig& config);
  void CompileReplies();
  void AddScript(const std::string& at, const std::string& situation,
                 const ScriptConfig& script);
  std::vector<ReplyData> AddReplies(const std::string& at,
                                    const RepliesConfig& config);
  // The rule of this name that stands there.
  RuleId AddRule(const std::string& at, const std::string& name);

  // compile_keywords.cc: keywords, hand-overs (K1 to K3)
  void CheckWords(const std::string& at, const std::vector<std::string>& words);
  void CheckHandOver(const std::string& above, const HandOverConfig& given);
  uint32_t AddSwitchWords(const std::vector<std::string>& words);
  void FillHandOver(const HandOverConfig& config, bool has_robot,
                    DeskData* desk);
  SayRule CompileSayRule(const std::string& at, const std::string& name,
                         const MessagesConfig& reply, TextLimit limit);
  void CompileKeywords();
  void CompileDefaultReplies();
  void NoteMemory();
  void CheckWaysOut();

  // compile_windows.cc: channels (W1 to W7, Q8)
  void CompileChannels();
  void CheckOffered(const std::string& at, ChannelType type);
  void FillGrants(const std::string& at, const std::vector<GrantConfig>& grants,
                  ChannelData* data);
  void FillWindows(const std::string& at, const WindowsConfig& own,
                   ChannelData* data);
  void FillWindow(const Settings& settings, DeskData* desk);

  // compile_levels.cc: what is looked up for each session
  DeskSettings ResolveSettings(const std::string& at, const DeskConfig& desk,
                               const Settings& level);
  uint32_t CompileOver(const std::string& at, const QueueConfig& queue,
                       const OfflineConfig& offline,
                       const TimersConfig& timers);
  template <class T>
  void Convert(const std::string&, const T& from, T* to) {
    *to = from;
  }
  void Convert(const std::string& at, const std::vector<std::string>& from,
               TextId* to);
  void Convert(const std::string& at, const std::string& from, GroupId* to);
  void Convert(const std::string&, const std::vector<WarningConfig>& from,
               ChainId* to);
  void Convert(const std::string&, const std::vector<ReminderConfig>& from,
               ChainId* to);
  void Convert(const std::string& at,
               const std::vector<OverflowRungConfig>& from, LadderId* to);
  OverflowRung ConvertRung(const std::string& at,
                           const OverflowRungConfig& from);
  template <class S>
  void NoteSettings(const S& settings);
  void NoteAnswers(OfflineSessions plan, TextId text, int64_t max_length,
                   TextId notice);
  void NoteSoonest();
  void NoteUses();
  void CheckOverflowCycles();
  void CountParticipants();

  // compile_counts.cc: how many there may be (A6, A10)
  void CheckCounts();
  void CheckBound(size_t channel);
  void CheckOneGroup();

  // compile_courtesies.cc: welcomes, greetings, campaigns (G1 to G5)
  void CompileCourtesies();
  void CompileWelcomes();
  void CompileGreetings();
  void CompileCampaigns();
  void CompileCampaign(size_t index);
  void FillAudience(const std::string& at, const CampaignConfig& config,
                    CampaignData* data);
  GiftData CompileGift(const std::string& at, const GiftConfig& config);
  void CompileContact();
  Instant ReadTime(const std::string& at, const std::string& text,
                   Instant otherwise);
  AttributeId ResolveAttribute(const std::string& at, const std::string& name,
                               AttributeType type);
  // By their numbers, each named once. Of ResolveDesks none means all.
  std::vector<uint16_t> NamedDesks(const std::string& at,
                                   const std::vector<std::string>& names);
  std::vector<uint16_t> ResolveDesks(const std::string& at,
                                     const std::vector<std::string>& names);

  // compile_roles.cc: rights (P1)
  void CompileRoles();
  void CompileRights(size_t index, AgentData* data);
  uint16_t RightsIn(const std::string& at, const std::vector<Right>& rights);

  // compile_kinds.cc: stores, levels, skills, tiers
  void DeclareKinds();
  void CompileStores();
  bool CheckStoreTree();
  void OrderStores();
  void CompileSkills();
  void CompileAgentKind(const std::string& at, const AgentConfig& agent,
                        AgentData* data);
  uint32_t ResolveStore(const std::string& at, const std::string& name);
  uint32_t ResolveLevel(const std::string& at, const std::string& name);
  uint64_t ResolveSkills(const std::string& at,
                         const std::vector<std::string>& names);
  void CheckLevelOrder(const std::string& at, const RoutingConfig& routing);
  void CheckTiers(size_t group);
  Settings SettingsOf(const GroupConfig& group) const;
  void FillWay(const RoutingConfig& routing, ListData* list);
  MemberKind KindOf(const ListData& list, const MemberData& member) const;
  void FinishList(ListId list);
  void FillRanges(ListData* list) const;

  // compile_lists.cc: groups, members, classes
  void CheckTwice(const std::string& at, const std::vector<std::string>& names);
  void CompileGroups();
  void AddStores(const std::string& at, const std::vector<std::string>& stores,
                 GroupData* data);
  void CompileScope(const std::string& at, const ScopeConfig& scope,
                    GroupData* data);
  void CompileProducts();
  void AddProducts(const std::string& at,
                   const std::vector<std::string>& categories, GroupData* data);
  void FillDimension(ScopeDimension dimension, GroupData* data,
                     std::vector<uint32_t> values);
  void CompileChannelLimits();
  void CheckOwnLimits(size_t agent);
  void FillChannelCapacities();
  void CollectClasses();
  void CheckGroupClasses();
  void CompileLists();
  void FillGroupList(size_t index);
  void FillDeskList(size_t index);
  void AddMember(ListId list, uint32_t agent, uint16_t weight,
                 uint8_t tier = 1);
  void AddSlotMembers(ListId list, const DeskConfig& config, DeskData* desk,
                      uint16_t weight);
  void CompileClasses();
  ListId OwnList(uint32_t desk) const {
    return static_cast<ListId>(d_.groups.size() - 1) + desk;
  }
  void CompileMasks(ListData* list);
  void IndexMembers();
  void IndexScopes();

  const Config& c_;
  RulesetData& d_;
  std::vector<ConfigError>& errors_;
  std::vector<std::string> reported_;  // pointers of CheckBounds, sorted
  std::set<std::string> told_;         // pointers and messages of Report
  std::vector<std::vector<SessionClass>> classes_;  // by list
  std::vector<uint32_t> member_of_;  // by agent: in the desk's list at hand
  Settings tenant_;
  Duration longest_offer_;
  std::map<std::vector<std::string>, TextId> text_ids_;
  std::map<std::string, std::string> rule_places_;
  std::map<std::vector<std::string>, uint32_t> switch_words_;
  Declared stores_, levels_, skills_;
  IdMap level_ids_, skill_ids_;
  std::vector<uint32_t> level_places_;  // of a list: its levels, in order
  Declared agents_, groups_, desks_, channels_, priorities_, schedules_;
  Declared calendars_;
  IdMap calendar_ids_;
  Declared links_, attributes_, tags_, crowds_;
  // With what is there without being declared.
  std::vector<AttributeConfig> attribute_list_;
  std::vector<CrowdCategoryConfig> categories_;
  std::vector<CrowdConfig> crowd_list_;
  size_t preset_crowds_ = 0;  // the first ones of these
  IdMap category_ids_;        // of products
  std::vector<std::vector<uint32_t>> products_in_{1};  // by category
  struct Role {
    std::string_view name;
    uint16_t rights = 0;
    uint16_t certified = 0;
  };
  std::vector<Role> roles_;
  bool has_roles_ = false;
};

}  // namespace kefu

#endif  // KEFU_MODEL_COMPILE_H_
