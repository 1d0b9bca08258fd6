// Replays, what came of them, and how two differ.

#include "bindings/c/handles.h"

namespace c = kefu::c;

struct kefu_recorded_log : c::Handle {
  std::shared_ptr<const kefu::RecordedLog> log;
};

struct kefu_replay : c::Handle {
  kefu_replay(kefu::ReplayResult result_in, kefu_ruleset* ruleset)
      : result(std::move(result_in)), engine(&result.engine, ruleset) {}
  kefu::ReplayResult result;
  kefu_engine engine;
};

struct kefu_comparison : c::Handle {
  kefu::Comparison all;
};

namespace kefu::c {
namespace {

OpenLog Open(std::string_view log) {
  return !log.empty() && IsBinaryLog(log) ? BinaryLog(log) : JsonLines(log);
}

bool Log(const void* data, size_t size, std::string_view* log) {
  if (data == nullptr) return size == 0;
  *log = {static_cast<const char*>(data), size};
  return true;
}

// Runs f(), which may meet a log that is wrong.
template <class F>
int WithLog(kefu_errors* errors, F&& f) {
  return Guard([&] {
    try {
      f();
    } catch (WrongLog<LogError>& wrong) {
      return Report(errors, std::move(wrong.error), KEFU_ERROR_INVALID_LOG);
    } catch (WrongLog<BinaryLogError>& wrong) {
      return Report(errors, std::move(wrong.error), KEFU_ERROR_INVALID_LOG);
    }
    return int{KEFU_OK};
  });
}

// Calls the host back; what it throws is told from what the library throws.
template <class F>
int CallBack(F&& callback) {
  try {
    return callback();
  } catch (...) {
    throw CallbackThrew();
  }
}

ServiceTime ServiceOf(const kefu_replay_model& model, kefu_ruleset* ruleset) {
  if (model.service == nullptr) return nullptr;
  return
      [model, ruleset](const Engine& engine,
                       const EffectRecord& assign) -> std::optional<Duration> {
        // Only looked at: the callback gets it as const.
        const kefu_engine name(const_cast<Engine*>(&engine), ruleset);
        int64_t duration = 0;
        const int known = CallBack([&] {
          return model.service(&duration, model.user, &name, ToC(&assign));
        });
        if (known < 0 || (known > 0 && duration < 0)) throw Stopped();
        if (known == 0) return std::nullopt;
        return Duration{duration};
      };
}

// False if a number in it is no value.
bool ModelOf(const kefu_replay_model* given, kefu_ruleset* ruleset,
             kefu_replay_model* c_model, ReplayModel* model) {
  *c_model = kefu_replay_model KEFU_REPLAY_MODEL_INIT;
  if (given == nullptr) return true;
  if (!Take(given, c_model)) return false;
  if (c_model->who > KEFU_WHOEVER_SERVES || c_model->when > KEFU_CLOSED_LOOP ||
      c_model->detail > KEFU_EXPLAINED) {
    return false;
  }
  if (c_model->has_unserved != 0 && c_model->unserved < 0) return false;
  model->who = static_cast<ReplayWho>(c_model->who);
  model->when = static_cast<ReplayWhen>(c_model->when);
  if (c_model->record != nullptr) model->record = c_model->record->log;
  if (model->when == ReplayWhen::kClosedLoop && !model->record) return false;
  if (c_model->has_unserved != 0) model->unserved = Duration{c_model->unserved};
  model->service = ServiceOf(*c_model, ruleset);
  return true;
}

// Watches one replay: for its outcomes and, if it wants, for the host.
class Watcher {
 public:
  Watcher(const kefu_replay_model& model, kefu_ruleset* ruleset)
      : model_(model), ruleset_(ruleset) {}

  ReplayResult Run(Replay replay, const OpenLog& log) {
    kefu_engine name(&replay.engine(), ruleset_);
    kefu_explanations explained;
    replay.Watch(static_cast<ReplayDetail>(model_.detail),
                 [&](std::span<const EffectRecord> effects,
                     std::span<const Explanation> explanations) {
                   for (const EffectRecord& effect : effects)
                     outcomes_.Add(effect);
                   if (model_.watcher == nullptr) return;
                   explained.all.assign(explanations.begin(),
                                        explanations.end());
                   const bool wanted = model_.detail == KEFU_EXPLAINED;
                   const int result = CallBack([&] {
                     return model_.watcher(model_.user, &name,
                                           ToC(effects.data()), effects.size(),
                                           wanted ? &explained : nullptr);
                   });
                   if (result != 0) throw Stopped();
                 });
    replay.Run(log);
    outcomes_.Finish(replay.engine().Now().value_or(Instant{}));
    return {std::move(replay.engine()), std::move(outcomes_), replay.counts()};
  }

 private:
  const kefu_replay_model& model_;
  kefu_ruleset* ruleset_;
  Outcomes outcomes_;
};

// A whole replay; `from` is what it begins with, a ruleset or an engine.
template <class From>
int Run(kefu_replay** replay, kefu_errors* errors, kefu_ruleset* ruleset,
        const From& from, const void* data, size_t size,
        const kefu_replay_model* given) {
  std::string_view log;
  kefu_replay_model c_model;
  if (!Log(data, size, &log)) return KEFU_ERROR_INVALID_ARGUMENT;
  return WithLog(errors, [&] {
    ReplayModel model;
    if (!ModelOf(given, ruleset, &c_model, &model)) {
      throw std::invalid_argument("kefu: model");
    }
    *replay =
        new kefu_replay(Watcher(c_model, ruleset)
                            .Run(Replay(from(), std::move(model)), Open(log)),
                        ruleset);
  });
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_recorded_log_read(kefu_recorded_log** record,
                                      kefu_errors* errors,
                                      kefu_ruleset* ruleset, const void* log,
                                      size_t size) {
  std::string_view text;
  if (record != nullptr) *record = nullptr;
  c::Clear(errors);
  if (c::Missing(record, ruleset) || !c::Log(log, size, &text)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::WithLog(errors, [&] {
    auto made = std::make_unique<kefu_recorded_log>();
    made->log = kefu::ReadRecordedLog(ruleset->rules, c::Open(text));
    *record = made.release();
  });
}

extern "C" void kefu_recorded_log_free(kefu_recorded_log* record) {
  delete record;
}

extern "C" int kefu_recorded_log_get(kefu_recorded_log_info* info,
                                     const kefu_recorded_log* record) {
  if (record == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  kefu_recorded_log_info value = {};
  value.events = record->log->events();
  value.sessions = record->log->sessions();
  value.served = record->log->served();
  const auto mean = record->log->MeanService();
  value.mean_service_ms = mean ? mean->ms : KEFU_NEVER;
  return c::Fill(info, value);
}

extern "C" int kefu_replay_run(kefu_replay** replay, kefu_errors* errors,
                               kefu_ruleset* ruleset, const void* log,
                               size_t size, const kefu_replay_model* model) {
  if (replay != nullptr) *replay = nullptr;
  c::Clear(errors);
  if (c::Missing(replay, ruleset)) return KEFU_ERROR_INVALID_ARGUMENT;
  const auto from = [&] { return ruleset->rules; };
  return c::Run(replay, errors, ruleset, from, log, size, model);
}

extern "C" int kefu_replay_resume(kefu_replay** replay, kefu_errors* errors,
                                  const kefu_engine* engine, const void* log,
                                  size_t size, const kefu_replay_model* model) {
  if (replay != nullptr) *replay = nullptr;
  c::Clear(errors);
  if (c::Missing(replay, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  const auto from = [&] { return engine->engine->Fork(); };
  return c::Run(replay, errors, engine->ruleset.get(), from, log, size, model);
}

extern "C" void kefu_replay_free(kefu_replay* replay) { delete replay; }

extern "C" const kefu_engine* kefu_replay_engine(const kefu_replay* replay) {
  return replay == nullptr ? nullptr : &replay->engine;
}

extern "C" int kefu_replay_get(kefu_replay_info* info,
                               const kefu_replay* replay) {
  if (replay == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    const kefu::ReplayCounts& counts = replay->result.counts;
    const kefu::ReplayFigures figures = replay->result.outcomes.Figures();
    kefu_replay_info value = {};
    value.taken = counts.taken;
    value.applied = counts.applied;
    value.left_out = counts.left_out;
    value.added = counts.added;
    value.sessions = figures.sessions;
    value.taken_at_once = figures.taken_at_once;
    value.taken_after_wait = figures.taken_after_wait;
    value.abandoned = figures.abandoned;
    value.still_waiting = figures.still_waiting;
    value.reassigned = figures.reassigned;
    value.refused = figures.refused;
    value.peak_waiting = figures.peak_waiting;
    value.wait_median_ms = figures.wait_median_ms;
    value.wait_90_ms = figures.wait_90_ms;
    value.wait_worst_ms = figures.wait_worst_ms;
    value.wait_total_ms = figures.wait_total_ms;
    return c::Fill(info, value);
  });
}

extern "C" size_t kefu_replay_session_count(const kefu_replay* replay) {
  return replay == nullptr ? 0 : replay->result.outcomes.Sessions().size();
}

extern "C" int kefu_replay_session(kefu_session_outcome* outcome,
                                   const kefu_replay* replay, size_t place) {
  if (replay == nullptr || !c::CanFill(outcome)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const auto& all = replay->result.outcomes.Sessions();
  if (place >= all.size()) return KEFU_ERROR_NOT_FOUND;
  const kefu::SessionOutcome& found = all[place];
  kefu_session_outcome value = {};
  value.session = found.session.value;
  value.customer = found.customer.value;
  value.desk = found.desk.value;
  value.ordinal = found.ordinal;
  value.opened_at = found.opened_at.ms;
  value.joined_at = found.joined_at.ms;
  value.assigned_at = found.assigned_at.ms;
  value.agent = found.agent.value;
  value.group = found.group.value;
  value.by = static_cast<uint8_t>(found.by);
  value.waited_ms = found.waited.ms;
  value.closed_at = found.closed_at.ms;
  value.closed = static_cast<uint16_t>(found.closed);
  value.closed_by = static_cast<uint8_t>(found.closed_by);
  value.reassigned = found.reassigned;
  return c::Fill(outcome, value);
}

// ----------------------------------------------------------------- comparisons

extern "C" int kefu_compare(kefu_comparison** comparison,
                            const kefu_replay* first,
                            const kefu_replay* second) {
  if (comparison != nullptr) *comparison = nullptr;
  if (c::Missing(comparison, first, second)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    auto made = std::make_unique<kefu_comparison>();
    made->all = kefu::Compare(first->result, second->result);
    *comparison = made.release();
    return KEFU_OK;
  });
}

extern "C" void kefu_comparison_free(kefu_comparison* comparison) {
  delete comparison;
}

extern "C" int kefu_comparison_get(kefu_comparison_info* info,
                                   const kefu_comparison* comparison) {
  if (comparison == nullptr || !c::CanFill(info)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const kefu::Comparison& all = comparison->all;
  kefu_comparison_info value = {};
  value.differences = all.sessions.size();
  value.both = all.both;
  value.only_first = all.only_first;
  value.only_second = all.only_second;
  value.other_agent = all.other_agent;
  value.other_group = all.other_group;
  value.other_way = all.other_way;
  value.other_wait = all.other_wait;
  value.other_opening = all.other_opening;
  value.other_close = all.other_close;
  value.other_reassigned = all.other_reassigned;
  return c::Fill(info, value);
}

extern "C" int kefu_comparison_difference(kefu_session_difference* difference,
                                          const kefu_comparison* comparison,
                                          size_t place) {
  if (comparison == nullptr || !c::CanFill(difference)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (place >= comparison->all.sessions.size()) return KEFU_ERROR_NOT_FOUND;
  const kefu::SessionDifference& found = comparison->all.sessions[place];
  kefu_session_difference value = {};
  value.first = found.first.value_or(KEFU_NO_PLACE);
  value.second = found.second.value_or(KEFU_NO_PLACE);
  value.agent = found.agent;
  value.group = found.group;
  value.by = found.by;
  value.waited = found.waited;
  value.opened = found.opened;
  value.closed = found.closed;
  value.reassigned = found.reassigned;
  return c::Fill(difference, value);
}
