// Chains of timers: customer silent (X1), agent silent (X2), robot idle (X3).

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/model/chain_levels.h"
#include "src/model/compile.h"
#include "src/model/config_check.h"

namespace kefu {
namespace {

bool IsOn(const std::optional<Duration>& d) {
  return d && !d->off() && d->ms > 0;  // 0: CheckBounds has said so
}

}  // namespace

TimersConfig InOneForm(TimersConfig timers) {
  AgentSilentConfig& silent = timers.agent_silent;
  if (silent.remind_before && !silent.reminders) {
    silent.reminders.emplace();
    if (!silent.remind_before->off()) {
      silent.reminders->push_back({*silent.remind_before, {}});
    }
  }
  return timers;
}

void MergeTimers(const TimersConfig& over, TimersConfig* base) {
  const CustomerSilentConfig& silent = over.customer_silent;
  if (silent.warn_before || silent.warning) {
    base->customer_silent.warnings.reset();
  }
  Merge(InOneForm(over), base);
}

// ------------------------------------------------------------------ checks

// Where both stand at one level. Between levels a step that comes too early is
// none (NextStep).
void Compiler::CheckBefore(const std::string& at,
                           const std::optional<Duration>& before,
                           const std::optional<Duration>& after) {
  if (!IsOn(after) || !IsOn(before) || *before < *after) return;
  Report(at, fmt::format("is {} ms, expected less than after ({} ms)",
                         before->ms, after->ms));
}

template <class Step>
void Compiler::CheckSteps(const std::string& at,
                          const std::optional<std::vector<Step>>& steps,
                          const std::optional<Duration>& after) {
  if (!steps) return;
  for (size_t i = 0; i < steps->size(); ++i) {
    const Duration before = (*steps)[i].before;
    const std::string pointer = fmt::format("{}/{}/before", at, i);
    CheckBefore(pointer, before, after);
    for (size_t k = 0; k < i; ++k) {
      if ((*steps)[k].before != before) continue;
      Report(pointer,
             fmt::format("is {} ms, as {}/{}/before is; give each step a time "
                         "of its own",
                         before.ms, at, k));
      break;
    }
  }
}

void Compiler::CheckTimers(const std::string& at, const TimersConfig& timers) {
  const CustomerSilentConfig& silent = timers.customer_silent;
  const std::string here = at + "/timers/customer_silent";
  if (silent.warnings && (silent.warn_before || silent.warning)) {
    Report(here + "/warnings",
           "stands beside warn_before or warning, which are the short form for "
           "one warning; give warnings, or warn_before and warning");
  }
  CheckBefore(here + "/warn_before", silent.warn_before, silent.after);
  CheckSteps(here + "/warnings", silent.warnings, silent.after);
  CheckAgentSilent(at + "/timers/agent_silent", timers.agent_silent);
  CheckSteps(at + "/timers/robot_idle/warnings", timers.robot_idle.warnings,
             timers.robot_idle.after);
}

void Compiler::CheckAgentSilent(const std::string& at,
                                const AgentSilentConfig& silent) {
  const bool needs = silent.move_to == SilenceMove::kGroup;
  if (needs && silent.group.value_or("").empty()) {
    Report(at + "/group",
           "is not given, but move_to is \"group\"; name the group");
  }
  if (silent.reminders && silent.remind_before) {
    Report(at + "/reminders",
           "stands beside remind_before, which is the short form for one "
           "reminder; give reminders or remind_before");
  }
  CheckBefore(at + "/remind_before", silent.remind_before, silent.after);
  CheckSteps(at + "/reminders", silent.reminders, silent.after);
}

// ------------------------------------------------------------------ chains

template <class Step>
ChainId Compiler::AddChain(const std::vector<Step>& steps) {
  Chain chain;
  for (const Step& step : steps) {
    chain.push_back({step.before, AddTexts(step.texts)});
  }
  std::sort(chain.begin(), chain.end(),
            [](const ChainStep& a, const ChainStep& b) {
              return a.before > b.before;
            });
  const auto it = std::find(d_.chains.begin(), d_.chains.end(), chain);
  const ChainId id{static_cast<uint32_t>(it - d_.chains.begin())};
  if (it == d_.chains.end()) d_.chains.push_back(std::move(chain));
  return id;
}

void Compiler::Convert(const std::string&,
                       const std::vector<WarningConfig>& from, ChainId* to) {
  *to = AddChain(from);
}

void Compiler::Convert(const std::string&,
                       const std::vector<ReminderConfig>& from, ChainId* to) {
  *to = AddChain(from);
}

SilenceOverride Compiler::CompileSilence(const TimersConfig& timers) {
  const CustomerSilentConfig& silent = timers.customer_silent;
  SilenceOverride over;
  over.after = silent.after;
  over.mode = silent.mode;
  over.warn_before = silent.warn_before;
  if (silent.warning) over.warning = AddTexts(*silent.warning);
  if (silent.closing) over.closing = AddTexts(*silent.closing);
  if (silent.warnings) {
    over.chain = AddChain(*silent.warnings).value;
  } else if (silent.warn_before || silent.warning) {
    over.chain = kOneWarning;
  }
  over.hours = silent.hours;
  d_.long_silence |=
      silent.warnings || silent.hours == TimerHours::kOpeningHours;
  if (IsOn(silent.after)) {
    d_.longest_timer = std::max(d_.longest_timer, *silent.after);
  }
  return over;
}

SilenceRules Compiler::ResolveSilence(const TimersConfig& timers) {
  const SilenceOverride all = CompileSilence(timers);
  SilenceRules rules;
  rules.after = *all.after;
  rules.mode = *all.mode;
  rules.hours = *all.hours;
  rules.chain = *all.chain;
  rules.warn_before = *all.warn_before;
  rules.warning = *all.warning;
  rules.closing = *all.closing;
  return rules;
}

}  // namespace kefu
