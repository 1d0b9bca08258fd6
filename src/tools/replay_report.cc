#include "src/tools/replay_report.h"

#include <algorithm>
#include <set>

#include "kefu/ruleset.h"
#include "src/tools/replay_text.h"

namespace kefu::tools {
namespace {

bool Longer(const LongWait& a, const LongWait& b) {
  return a.wait_ms != b.wait_ms ? a.wait_ms > b.wait_ms : a.session < b.session;
}

}  // namespace

std::string BriefReasons(const Explanation& explanation,
                         const Ruleset& ruleset) {
  std::map<Reason, size_t> counts;
  for (const AgentTrace& agent : explanation.agents) ++counts[agent.reason];
  std::string text(explanation.group ? ruleset.Name(explanation.group)
                                     : "the desk's own list");
  text += ": " + std::to_string(explanation.agents.size()) + " agents";
  const char* before = ": ";
  for (const auto& [reason, count] : counts) {
    text.append(before).append(std::to_string(count)).append(" ");
    text.append(Name(reason));
    before = ", ";
  }
  return text;
}

std::string Reporter::Why(const EffectRecord& enqueue,
                          std::span<const Explanation> explanations) const {
  for (const Explanation& explanation : explanations) {
    if (explanation.session.value == enqueue.session) {
      return BriefReasons(explanation, engine_.ruleset());
    }
  }
  return "";
}

void Reporter::Add(const EffectRecord& effect,
                   std::span<const Explanation> explanations) {
  outcomes_.Add(effect);
  const CustomerId customer{effect.customer};
  const DeskId desk{effect.desk};
  if (effect.Type() == EffectType::kRefuse) {
    ++refused_[static_cast<Reason>(effect.reason)];
  } else if (effect.Type() == EffectType::kOpenSession) {
    Waiting& waiting = open_[effect.session];
    waiting.priority = engine_.Session(customer, desk).priority;
    waiting.since = effect.at;
    waiting.customer = customer;
  } else if (effect.Type() == EffectType::kEnqueue) {
    const auto found = open_.find(effect.session);
    if (found == open_.end()) return;  // has been served before
    found->second.waits = true;
    if (most_ > 0) found->second.why = Why(effect, explanations);
  } else {
    const auto& ended = outcomes_.metrics().Sessions();
    while (ended_ < ended.size()) AddEnded(ended[ended_++]);
  }
}

void Reporter::AddEnded(const WaitRecord& record) {
  const auto found = open_.find(record.session.value);
  if (found == open_.end()) return;
  const Waiting& waiting = found->second;
  if (record.ended == Reason::kAssigned) {
    by_priority_[waiting.priority].Add(record.wait_ms);
    by_group_[record.group].Add(record.wait_ms);
    if (!waiting.waits) ++at_once_;
  }
  if (waiting.waits && most_ > 0) {
    LongWait wait = Describe(waiting, record.session.value, record.wait_ms);
    wait.outcome =
        record.ended == Reason::kAssigned
            ? "taken by " + std::string(engine_.ruleset().Name(record.agent))
            : std::string(Name(record.ended));
    Keep(std::move(wait));
  }
  open_.erase(found);
}

LongWait Reporter::Describe(const Waiting& waiting, uint64_t session,
                            int64_t wait_ms) const {
  LongWait wait;
  wait.wait_ms = wait_ms;
  wait.session = session;
  wait.customer = engine_.CustomerName(waiting.customer);
  wait.priority = engine_.ruleset().Name(waiting.priority);
  wait.from = TimeText(waiting.since);
  wait.why = waiting.why;
  return wait;
}

// Keeps them in order; there are few.
void Reporter::Keep(LongWait wait) {
  const auto place =
      std::upper_bound(longest_.begin(), longest_.end(), wait, Longer);
  if (place == longest_.end() && longest_.size() == most_) return;
  longest_.insert(place, std::move(wait));
  if (longest_.size() > most_) longest_.pop_back();
}

void Reporter::AddWaits(Report* report) const {
  const Ruleset& ruleset = engine_.ruleset();
  const Config& config = ruleset.config();
  report->waits.emplace_back("all", outcomes_.metrics().AllWaits());
  const auto add = [report](const std::string& label, const auto& waits,
                            auto id) {
    const auto found = waits.find(id);
    if (found != waits.end()) report->waits.emplace_back(label, found->second);
  };
  if (config.queue.priorities) {
    for (const PriorityConfig& priority : *config.queue.priorities) {
      add("priority " + priority.name, by_priority_,
          ruleset.Priority(priority.name));
    }
    add("no priority", by_priority_, PriorityId{});
  }
  for (const GroupConfig& group : config.groups) {
    add("group " + group.name, by_group_, ruleset.Group(group.name));
  }
  if (!config.groups.empty()) add("no group", by_group_, GroupId{});
}

void Reporter::AddLoads(Report* report, int64_t span_ms) const {
  const Ruleset& ruleset = engine_.ruleset();
  const Config& config = ruleset.config();
  std::map<AgentId, AgentLoad> loads;
  for (const AgentLoad& load : outcomes_.metrics().Loads())
    loads[load.agent] = load;
  const auto add = [&](const std::string& label, const auto& names) {
    GroupLoad sum;
    sum.label = label;
    sum.span_ms = span_ms;
    for (const AgentId agent : names) {
      const AgentLoad& load = loads[agent];
      ++sum.agents;
      sum.sessions += load.sessions;
      sum.session_ms += load.session_ms;
    }
    report->loads.push_back(sum);
  };
  std::set<AgentId> all;
  for (const AgentConfig& agent : config.agents) {
    all.insert(ruleset.Agent(agent.name));
  }
  add("all agents", all);
  for (const GroupConfig& group : config.groups) {
    std::set<AgentId> members;
    for (const MemberConfig& member : group.agents) {
      members.insert(ruleset.Agent(member.agent));
    }
    add("group " + group.name, members);
  }
  for (const AgentId agent : all) {
    report->sessions_per_agent.push_back(loads[agent].sessions);
  }
  std::sort(report->sessions_per_agent.begin(),
            report->sessions_per_agent.end());
}

Report Reporter::Finish(Instant first, Instant last) {
  outcomes_.Finish(last);
  Report report;
  report.events = engine_.Events();
  report.opened = outcomes_.metrics().opened();
  report.at_once = at_once_;
  report.after_wait = outcomes_.metrics().assigned() - at_once_;
  report.abandoned = outcomes_.metrics().abandoned();
  report.peak_waiting = outcomes_.metrics().peak_waiting();
  report.refused = refused_;
  report.by_way = outcomes_.metrics().ByWay();
  report.by_way.try_emplace(AssignBy::kSticky, 0);  // its share always counts
  AddWaits(&report);
  AddLoads(&report, (last - first).ms);
  for (const auto& [session, waiting] : open_) {
    ++report.still_waiting;
    if (most_ == 0) continue;
    LongWait wait = Describe(waiting, session, last.ms - waiting.since);
    wait.ended = false;
    wait.outcome = "still waits";
    Keep(std::move(wait));
  }
  report.longest = std::move(longest_);
  return report;
}

}  // namespace kefu::tools
