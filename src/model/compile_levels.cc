// What is looked up for each session: agent > group > desk (T13), with the
// overflow ladders (Q3).

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "src/model/chain_levels.h"
#include "src/model/compile.h"

namespace kefu {
namespace {

// The sections of a level under the names that KEFU_LOOKED_UP uses.
struct Sections {
  const QueueConfig& queue;
  const OfflineConfig& offline;
  const TimersConfig& timers;
};

// "timers.idle" -> "/timers/idle"
std::string PointerOf(const std::string& at, std::string_view path) {
  std::string pointer = at + "/" + std::string(path);
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return pointer;
}

bool On(bool setting) { return setting; }
bool On(const std::optional<bool>& setting) { return setting.value_or(false); }
bool On(Duration d) { return !d.off(); }
bool On(const std::optional<Duration>& d) { return d && !d->off(); }
bool IsGiven(TextId text) { return bool{text}; }
bool IsGiven(const std::optional<TextId>& text) { return text && *text; }
Duration ValueOf(Duration d) { return d; }
Duration ValueOf(const std::optional<Duration>& d) {
  return d.value_or(Duration{});
}

}  // namespace

void Compiler::Convert(const std::string&, const std::vector<std::string>& from,
                       TextId* to) {
  *to = AddTexts(from);
}

void Compiler::Convert(const std::string& at, const std::string& from,
                       GroupId* to) {
  if (from.empty()) return;
  to->value = static_cast<uint16_t>(Resolve(at, "group", from, groups_));
}

// A rung names what its `to` needs, and nothing else.
OverflowRung Compiler::ConvertRung(const std::string& at,
                                   const OverflowRungConfig& from) {
  const auto check = [&](const std::string& pointer, OverflowTo needs,
                         const std::string& name) {
    if (from.to != needs && !name.empty()) {
      Report(pointer, fmt::format("is given, but to is \"{}\"; leave it out",
                                  Name(from.to)));
    } else if (from.to == needs && name.empty()) {
      Report(pointer,
             fmt::format("is not given, but to is \"{}\"; name the {}",
                         Name(needs),
                         needs == OverflowTo::kGroup ? "group" : "agent"));
    }
    return from.to == needs && !name.empty();
  };
  OverflowRung rung{from.to, {}, {}};
  if (check(at + "/group", OverflowTo::kGroup, from.group)) {
    Convert(at + "/group", from.group, &rung.group);
  }
  if (check(at + "/agent", OverflowTo::kEmergencyAgent, from.agent)) {
    rung.agent = {Resolve(at + "/agent", "agent", from.agent, agents_)};
  }
  return rung;
}

void Compiler::Convert(const std::string& at,
                       const std::vector<OverflowRungConfig>& from,
                       LadderId* to) {
  std::vector<OverflowRung> ladder;
  for (size_t i = 0; i < from.size(); ++i) {
    ladder.push_back(ConvertRung(fmt::format("{}/{}", at, i), from[i]));
  }
  const auto it = std::find(d_.ladders.begin(), d_.ladders.end(), ladder);
  to->value = static_cast<uint32_t>(it - d_.ladders.begin());
  if (it == d_.ladders.end()) d_.ladders.push_back(std::move(ladder));
}

// Which timers and answers there are at all, so that the others cost nothing.
template <class S>
void Compiler::NoteSettings(const S& s) {
  d_.robot_idles |= On(s.robot_after);
  d_.serving_timers |= On(s.silent_after) || On(s.first_response) ||
                       On(s.response) || On(s.session_life) || On(s.idle) ||
                       On(s.reaccept_after) || On(s.robot_after);
  d_.waiting_timers |= On(s.waiting_alarm) || On(s.max_wait) ||
                       On(s.expires_after) || On(s.offers) || On(s.form_after);
  d_.further_hours |= s.alarm_hours == TimerHours::kOpeningHours ||
                      s.session_life_hours == TimerHours::kOpeningHours;
  d_.any_reaccept |= On(s.reaccept_after);
  d_.any_offers |= On(s.offers);
  d_.any_wrap_up |= On(s.wrap_up);
  d_.limits_waiting |= On(s.max_wait);
  d_.notices |= IsGiven(s.form);
  d_.greets_on_accept |= IsGiven(s.accept_greeting);
  for (const Duration d :
       {ValueOf(s.silent_after), ValueOf(s.first_response), ValueOf(s.response),
        ValueOf(s.session_life), ValueOf(s.idle), ValueOf(s.waiting_alarm),
        ValueOf(s.max_wait), ValueOf(s.expires_after),
        ValueOf(s.reaccept_after), ValueOf(s.form_after),
        ValueOf(s.robot_after)}) {
    if (On(d)) d_.longest_timer = std::max(d_.longest_timer, d);
  }
  longest_offer_ = std::max(longest_offer_, ValueOf(s.offer_within));
}

void Compiler::NoteAnswers(OfflineSessions plan, TextId text,
                           int64_t max_length, TextId notice) {
  d_.answers_offline |= plan == OfflineSessions::kDivert || text;
  d_.limits_waiting |= max_length != 0 || notice;
  d_.notices |= bool{notice};
}

DeskSettings Compiler::ResolveSettings(const std::string& at,
                                       const DeskConfig& desk,
                                       const Settings& level) {
  const Sections sections{level.queue, level.offline, level.timers};
  const Sections own{desk.queue, desk.offline, desk.timers};
  // An error is told where the value is given: here, at the channel, for all.
  const ChannelConfig none;
  const uint32_t id = channels_.Find(desk.channel);
  const size_t place = id != 0 ? channels_.index(id) : 0;
  const ChannelConfig& channel = id != 0 ? c_.channels[place] : none;
  const Sections of_channel{channel.queue, channel.offline, channel.timers};
  const std::string at_channel = fmt::format("/channels/{}", place);
  DeskSettings s;
#define KEFU_ROW(type, name, from)                 \
  Convert(PointerOf(own.from          ? at         \
                    : of_channel.from ? at_channel \
                                      : "",        \
                    #from),                        \
          *sections.from, &s.name);
  KEFU_LOOKED_UP(KEFU_ROW)
#undef KEFU_ROW
  NoteSettings(s);
  NoteAnswers(s.offline_sessions, s.offline_text, s.max_length, s.queue_notice);
  return s;
}

uint32_t Compiler::CompileOver(const std::string& at, const QueueConfig& queue,
                               const OfflineConfig& offline,
                               const TimersConfig& as_given) {
  if (queue == QueueConfig{} && offline == OfflineConfig{} &&
      as_given == TimersConfig{}) {
    return 0;
  }
  const TimersConfig timers = InOneForm(as_given);
  const Sections sections{queue, offline, timers};
  SettingsOver over;
#define KEFU_ROW(type, name, from)                                       \
  if (sections.from) {                                                   \
    Convert(PointerOf(at, #from), *sections.from, &over.name.emplace()); \
  }
  KEFU_LOOKED_UP(KEFU_ROW)
#undef KEFU_ROW
  NoteSettings(over);
  NoteAnswers(over.offline_sessions.value_or(OfflineSessions::kKeep),
              over.offline_text.value_or(TextId{}), over.max_length.value_or(0),
              over.queue_notice.value_or(TextId{}));
  d_.overs.push_back(over);
  return static_cast<uint32_t>(d_.overs.size() - 1);
}

namespace {

// The times of one kind of chain, at whatever levels they are given.
struct ChainTimes {
  std::vector<Duration> afters, befores;

  static void Note(const std::optional<Duration>& d,
                   std::vector<Duration>* all) {
    if (On(d)) all->push_back(*d);
  }
  void NoteSteps(const Chain& chain) {
    for (const ChainStep& step : chain) Note(step.before, &befores);
  }
  // How soon the first step may come: after a time of one level, less what
  // another one says.
  Duration Soonest() {
    std::sort(befores.begin(), befores.end());
    Duration soonest = Duration::Off();
    for (const Duration after : afters) {
      const auto end = std::lower_bound(befores.begin(), befores.end(), after);
      const bool none = end == befores.begin();
      soonest.ms = std::min(soonest.ms, after.ms - (none ? 0 : (end - 1)->ms));
    }
    return soonest;
  }
};

}  // namespace

// How soon a clock may go off that a message has just started.
void Compiler::NoteSoonest() {
  ChainTimes customer, agent;
  const auto note_silence = [&](const auto& silence) {
    ChainTimes::Note(silence.after, &customer.afters);
    ChainTimes::Note(silence.warn_before, &customer.befores);
    const std::optional<uint32_t> chain = silence.chain;
    if (chain && *chain != kOneWarning) customer.NoteSteps(d_.chains[*chain]);
  };
  const auto note_settings = [&](const auto& s) {
    ChainTimes::Note(s.silent_after, &agent.afters);
    const std::optional<ChainId> reminders = s.reminders;
    if (reminders) agent.NoteSteps(d_.chains[reminders->value]);
    for (const std::optional<Duration> d :
         {std::optional(s.first_response), std::optional(s.response),
          std::optional(s.session_life), std::optional(s.idle),
          std::optional(s.reaccept_after)}) {
      if (On(d)) d_.soonest_clock = std::min(d_.soonest_clock, *d);
    }
  };
  for (const DeskData& desk : d_.desks) {
    if (!desk.alive) continue;
    note_settings(desk.settings);
    note_silence(desk.silence);
  }
  for (const SettingsOver& over : d_.overs) note_settings(over);
  for (const GroupData& group : d_.groups) note_silence(group.silence);
  for (const AgentData& one : d_.agents) note_silence(one.silence);
  d_.soonest_clock =
      std::min({d_.soonest_clock, customer.Soonest(), agent.Soonest()});
}

// What follows from all settings together.
void Compiler::NoteUses() {
  d_.keeps_words = d_.serving_timers;
  if (d_.any_offers) {
    d_.longest_timer = std::max(d_.longest_timer, longest_offer_);
  }
  for (const auto& ladder : d_.ladders) {
    for (const OverflowRung& rung : ladder) {
      d_.evicts |= rung.to == OverflowTo::kEvict;
    }
  }
  d_.keeps_words |= d_.evicts || d_.keeps_agent_word;
  d_.follows_words = d_.keeps_unanswered || d_.any_ratings;
  for (const DeskData& desk : d_.desks) {
    for (const uint16_t cost : desk.cost) {
      d_.most_cost = std::max(d_.most_cost, cost);
    }
  }
  NoteSoonest();
}

// A session that overflows from group to group must come to an end (Q3).
void Compiler::CheckOverflowCycles() {
  // To which groups each one may overflow: by its own ladder, else by those
  // of its desks.
  const size_t groups = d_.groups.size();
  std::vector<std::vector<uint32_t>> next(groups);
  // A ladder for several groups may name one of them: that one leaves the rung
  // out.
  const auto add = [&](uint32_t g, LadderId ladder, bool own) {
    for (const OverflowRung& rung : d_.ladders[ladder.value]) {
      if (rung.group && (own || rung.group.value != g)) {
        next[g].push_back(rung.group.value);
      }
    }
  };
  for (uint32_t g = 1; g < groups; ++g) {
    const SettingsOver& over = d_.overs[d_.groups[g].over];
    if (over.overflow) {
      add(g, *over.overflow, true);
      continue;
    }
    for (uint32_t desk = 1; desk < d_.desks.size(); ++desk) {
      if (d_.desks[desk].alive &&
          d_.groups[g].Serves({static_cast<uint16_t>(desk)})) {
        add(g, d_.desks[desk].settings.overflow, false);
      }
    }
    std::sort(next[g].begin(), next[g].end());
    next[g].erase(std::unique(next[g].begin(), next[g].end()), next[g].end());
  }
  // Groups that lead nowhere are taken out until none is left, or a cycle.
  std::vector<bool> done(groups);
  for (bool again = true; again;) {
    again = false;
    for (uint32_t g = 1; g < groups; ++g) {
      const bool ends = std::all_of(next[g].begin(), next[g].end(),
                                    [&](uint32_t to) { return done[to]; });
      if (done[g] || !ends) continue;
      done[g] = again = true;
    }
  }
  for (size_t i = 0; i < c_.groups.size(); ++i) {
    const uint32_t g = d_.group_ids.Find(c_.groups[i].name);
    if (done[g]) continue;
    Report(fmt::format("/groups/{}/queue/overflow", i),
           fmt::format("\"{}\" overflows in a circle, or into one; let one "
                       "ladder of it end without a group",
                       c_.groups[i].name));
    return;
  }
}

}  // namespace kefu
