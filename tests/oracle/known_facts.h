// What follows from the ruleset and the memory alone: hours, and crowds.

#ifndef KEFU_TESTS_ORACLE_KNOWN_FACTS_H_
#define KEFU_TESTS_ORACLE_KNOWN_FACTS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kefu/config.h"
#include "kefu/ruleset.h"
#include "tests/oracle/channels.h"
#include "tests/oracle/memories.h"
#include "tests/oracle/names.h"
#include "tests/oracle/settings.h"
#include "tests/oracle/state.h"

namespace kefu::oracle {

class KnownFacts : protected Memories {
 protected:
  explicit KnownFacts(std::shared_ptr<const Ruleset> ruleset)
      : ruleset_(std::move(ruleset)),
        config_(ruleset_->config()),
        settings_(config_),
        channels_(config_),
        names_(*ruleset_) {}

  // hours.cc: C1 to C5, R2, R13
  int64_t OffsetAt(int64_t t) const;
  std::vector<std::pair<int64_t, int64_t>> SlotsOn(
      const ScheduleConfig& schedule, int64_t day) const;
  bool OpenAt(const ScheduleConfig& schedule, int64_t t) const;
  std::set<int64_t> Edges(const ScheduleConfig& schedule, int64_t day) const;
  std::optional<int64_t> NextChange(const ScheduleConfig& schedule,
                                    int64_t t) const;
  const ScheduleConfig* Schedule(const std::string& name) const;
  std::optional<int64_t> AfterOpenTime(int desk, int64_t from,
                                       int64_t length) const;
  bool Used(const std::string& schedule) const;
  bool HoursOpen(const std::string& schedule) const;
  bool OnLeave(int agent) const;
  bool DeskOpen(int desk) const;
  bool AllDay(int desk) const;
  bool InOpenSlot(int agent, int desk) const;
  const ReceptionSlotConfig* FirstOpenSlot(int desk) const;

  // crowds.cc: V1 to V3, R6, Q1
  bool Meets(const ConditionConfig& condition, const Profile& profile,
             int64_t today) const;
  bool Meets(const CrowdConfig& crowd, const Profile& profile,
             int64_t today) const;
  int64_t LocalDay(int64_t at) const;
  int64_t RefreshOf(int64_t day) const;
  bool InCrowd(uint64_t customer, int crowd) const;
  void RefreshCrowd(int crowd, int64_t today);
  void RefreshUpTo(int64_t at);
  Reason CheckCrowd(const Incoming& event) const;
  Reason Told(const Incoming& event, Profile* profile) const;
  Reason CheckTold(const Incoming& event) const;
  static bool Fill(AttributeType type, const Incoming::Told& told,
                   Value* value);
  int DedicatedAgent(uint64_t customer) const;
  int PriorityByProfile(uint64_t customer) const;

  std::shared_ptr<const Ruleset> ruleset_;
  const Config& config_;
  Settings settings_;
  Channels channels_;
  Names names_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_KNOWN_FACTS_H_
