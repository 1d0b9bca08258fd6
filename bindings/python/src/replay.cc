// What if: a log under another ruleset, and two of them compared.

#include "kefu/replay.h"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "columns.h"
#include "failure.h"
#include "log_source.h"
#include "module.h"
#include "read.h"
#include "records.h"
#include "ruleset.h"
#include "run.h"
#include "state.h"

namespace kefu::python {
namespace {

constexpr size_t kAtATime = 4096;  // events

// Tells Python how many bytes of the log have been read. Everybody else runs
// without the GIL.
using Progress = std::function<void(uint64_t)>;

// A Python object that may be copied and let go without the GIL.
std::shared_ptr<const py::object> Share(const py::object& object) {
  return {new py::object(object), [](const py::object* shared) {
            const py::gil_scoped_acquire acquire;
            delete shared;
          }};
}

Progress ToProgress(const py::object& callback) {
  if (callback.is_none()) return nullptr;
  return [call = Share(callback)](uint64_t bytes) {
    const py::gil_scoped_acquire acquire;
    (*call)(bytes);
  };
}

OpenLog ToLog(std::string_view text, Progress progress) {
  return [text, progress](Engine* engine) -> EventFeed {
    const auto source = std::make_shared<LogSource>(text, engine);
    return [source, progress](EventBatch* batch) {
      CheckSignals();
      const bool more = source->Next(kAtATime, batch);
      if (progress) progress(source->offset());
      return more;
    };
  };
}

// ----------------------------------------------------------- the service

// Milliseconds by the customer's name or key, looked up without the GIL.
struct Durations {
  std::unordered_map<std::string, int64_t> names;
  std::unordered_map<uint64_t, int64_t> keys;

  std::optional<Duration> Find(const Engine& engine, CustomerId id) const {
    const std::string name = engine.CustomerName(id);
    if (const auto key = KeyOf(engine, id, name)) return At(keys, *key);
    return At(names, name);
  }

 private:
  template <class Map, class Key>
  static std::optional<Duration> At(const Map& map, const Key& key) {
    const auto found = map.find(key);
    if (found == map.end()) return std::nullopt;
    return Duration{found->second};
  }
};

ServiceTime FromTable(const py::dict& table) {
  const auto durations = std::make_shared<Durations>();
  for (const auto& [customer, ms] : table) {
    if (IsKey(customer.ptr())) {
      durations->keys.emplace(ReadUnsigned(customer.ptr(), UINT64_MAX),
                              ms.cast<int64_t>());
    } else {
      durations->names.emplace(ReadText(customer.ptr()), ms.cast<int64_t>());
    }
  }
  return [durations](const Engine& engine,
                     const EffectRecord& assign) -> std::optional<Duration> {
    return durations->Find(engine, CustomerId{assign.customer});
  };
}

// Asks Python: callback(customer, agent, desk, group, at).
ServiceTime FromCallback(const py::object& callback) {
  return [call = Share(callback)](
             const Engine& engine,
             const EffectRecord& assign) -> std::optional<Duration> {
    const Ruleset& ruleset = engine.ruleset();
    const py::gil_scoped_acquire acquire;
    const auto customer = py::reinterpret_steal<py::object>(
        NameOf(engine, CustomerId{assign.customer}));
    const py::object ms =
        (*call)(customer, ruleset.Name(AgentId{assign.agent}),
                ruleset.Name(DeskId{assign.desk}),
                ruleset.Name(GroupId{assign.group}), assign.at);
    if (ms.is_none()) return std::nullopt;
    return Duration{ms.cast<int64_t>()};
  };
}

ServiceTime ToService(const py::object& service) {
  if (service.is_none()) return nullptr;
  if (py::isinstance<py::dict>(service)) {
    return FromTable(py::reinterpret_borrow<py::dict>(service));
  }
  return FromCallback(service);
}

// ------------------------------------------------------------- the replay

using Record = std::shared_ptr<const RecordedLog>;
struct RecordHolder {
  Record record;
};

RecordHolder ReadRecord(const RulesetState& ruleset, const py::object& log,
                        const py::object& progress) {
  const Bytes bytes(log);
  const OpenLog open = ToLog(bytes.text(), ToProgress(progress));
  const py::gil_scoped_release release;
  return {ReadRecordedLog(ruleset.ruleset, open)};
}

std::shared_ptr<Run> RunReplay(const RulesetState& ruleset,
                               const py::object& log, bool whoever,
                               bool closed_loop, const RecordHolder* record,
                               const py::object& service,
                               std::optional<int64_t> unserved,
                               bool keep_effects, const py::object& progress) {
  const Bytes bytes(log);
  ReplayModel model;
  if (whoever) model.who = ReplayWho::kWhoeverServes;
  if (closed_loop) model.when = ReplayWhen::kClosedLoop;
  if (record != nullptr) model.record = record->record;
  model.service = ToService(service);
  if (unserved) model.unserved = Duration{*unserved};
  const OpenLog open = ToLog(bytes.text(), ToProgress(progress));
  const py::gil_scoped_release release;
  Replay replay(ruleset.ruleset, std::move(model));
  Outcomes outcomes;
  std::vector<EffectRecord> effects;
  replay.Watch(ReplayDetail::kBatches, [&](std::span<const EffectRecord> made,
                                           std::span<const Explanation>) {
    for (const EffectRecord& effect : made) outcomes.Add(effect);
    if (!keep_effects) return;
    effects.insert(effects.end(), made.begin(), made.end());
  });
  replay.Run(open);
  outcomes.Finish(replay.engine().Now().value_or(Instant{}));
  const ReplayCounts counts = replay.counts();
  return std::make_shared<Run>(
      Run{{std::move(replay.engine()), std::move(outcomes), counts},
          std::move(effects)});
}

py::dict SessionColumns(const std::vector<SessionOutcome>& rows) {
  using S = SessionOutcome;
  py::dict c;
  c["session"] = Column(rows, [](const S& r) { return r.session.value; });
  c["customer"] = Column(rows, [](const S& r) { return r.customer.value; });
  c["desk"] = Column(rows, [](const S& r) { return r.desk.value; });
  c["ordinal"] = Column(rows, [](const S& r) { return r.ordinal; });
  c["opened_at"] = Column(rows, [](const S& r) { return r.opened_at.ms; });
  c["joined_at"] = Column(rows, [](const S& r) { return r.joined_at.ms; });
  c["assigned_at"] = Column(rows, [](const S& r) { return r.assigned_at.ms; });
  c["agent"] = Column(rows, [](const S& r) { return r.agent.value; });
  c["group"] = Column(rows, [](const S& r) { return r.group.value; });
  c["by"] = Column(rows, [](const S& r) { return static_cast<uint8_t>(r.by); });
  c["wait_ms"] = Column(rows, [](const S& r) { return r.waited.ms; });
  c["closed_at"] = Column(rows, [](const S& r) { return r.closed_at.ms; });
  c["closed"] =
      Column(rows, [](const S& r) { return static_cast<uint16_t>(r.closed); });
  c["closed_by"] = Column(
      rows, [](const S& r) { return static_cast<uint8_t>(r.closed_by); });
  c["reassigned"] = Column(rows, [](const S& r) { return r.reassigned; });
  return c;
}

py::dict FiguresOf(const ReplayFigures& figures) {
  py::dict out;
#define KEFU_PUT(name) out[#name] = figures.name
  KEFU_PUT(sessions);
  KEFU_PUT(taken_at_once);
  KEFU_PUT(taken_after_wait);
  KEFU_PUT(abandoned);
  KEFU_PUT(still_waiting);
  KEFU_PUT(reassigned);
  KEFU_PUT(refused);
  KEFU_PUT(peak_waiting);
  KEFU_PUT(wait_median_ms);
  KEFU_PUT(wait_90_ms);
  KEFU_PUT(wait_worst_ms);
  KEFU_PUT(wait_total_ms);
#undef KEFU_PUT
  return out;
}

py::dict CountsOf(const ReplayCounts& counts) {
  py::dict out;
  out["taken"] = counts.taken;
  out["applied"] = counts.applied;
  out["left_out"] = counts.left_out;
  out["added"] = counts.added;
  return out;
}

// ---------------------------------------------------------- the comparison

// A place in the sessions of a result; -1: it has no such session.
int64_t Place(const std::optional<size_t>& place) {
  return place ? static_cast<int64_t>(*place) : -1;
}

py::dict CompareRuns(const Run& first, const Run& second) {
  using D = SessionDifference;
  Comparison found;
  {
    const py::gil_scoped_release release;
    found = Compare(first.result, second.result);
  }
  py::dict columns;
  columns["first"] =
      Column(found.sessions, [](const D& d) { return Place(d.first); });
  columns["second"] =
      Column(found.sessions, [](const D& d) { return Place(d.second); });
#define KEFU_PUT(name) \
  columns[#name] = Column(found.sessions, [](const D& d) { return d.name; })
  KEFU_PUT(agent);
  KEFU_PUT(group);
  KEFU_PUT(by);
  KEFU_PUT(waited);
  KEFU_PUT(opened);
  KEFU_PUT(closed);
  KEFU_PUT(reassigned);
#undef KEFU_PUT
  py::dict out;
  out["sessions"] = columns;
#define KEFU_PUT(name) out[#name] = found.name
  KEFU_PUT(both);
  KEFU_PUT(only_first);
  KEFU_PUT(only_second);
  KEFU_PUT(other_agent);
  KEFU_PUT(other_group);
  KEFU_PUT(other_way);
  KEFU_PUT(other_wait);
  KEFU_PUT(other_opening);
  KEFU_PUT(other_close);
  KEFU_PUT(other_reassigned);
#undef KEFU_PUT
  return out;
}

void DefineRecord(py::module_& module) {
  py::class_<RecordHolder>(module, "RecordedLog")
      .def(py::init(&ReadRecord), py::arg("ruleset"), py::arg("log"),
           py::arg("progress") = py::none())
      .def_property_readonly(
          "events", [](const RecordHolder& r) { return r.record->events(); })
      .def_property_readonly(
          "sessions",
          [](const RecordHolder& r) { return r.record->sessions(); })
      .def_property_readonly(
          "served", [](const RecordHolder& r) { return r.record->served(); })
      .def_property_readonly(
          "mean_service_ms",
          [](const RecordHolder& r) -> std::optional<int64_t> {
            const auto mean = r.record->MeanService();
            if (!mean) return std::nullopt;
            return mean->ms;
          });
}

}  // namespace

void DefineReplay(py::module_& module) {
  DefineRecord(module);
  py::class_<Run, std::shared_ptr<Run>>(module, "ReplayRun")
      .def("sessions",
           [](const Run& r) {
             return SessionColumns(r.result.outcomes.Sessions());
           })
      .def(
          "waits",
          [](const Run& r) { return WaitColumns(r.result.outcomes.metrics()); })
      .def(
          "loads",
          [](const Run& r) { return LoadColumns(r.result.outcomes.metrics()); })
      .def("figures",
           [](const Run& r) { return FiguresOf(r.result.outcomes.Figures()); })
      .def("counts", [](const Run& r) { return CountsOf(r.result.counts); })
      .def("effects",
           [](const std::shared_ptr<Run>& r) { return ViewOf(r->effects, r); })
      .def("digest", [](const Run& r) { return r.result.engine.Digest(); })
      .def("end", [](const Run& r) {
        return TimeOrNone(r.result.engine.Now().value_or(Instant::Never()));
      });
  module.def("replay", &RunReplay, py::arg("ruleset"), py::arg("log"),
             py::arg("whoever"), py::arg("closed_loop"), py::arg("record"),
             py::arg("service"), py::arg("unserved"), py::arg("keep_effects"),
             py::arg("progress"));
  module.def("compare", &CompareRuns, py::arg("first"), py::arg("second"));
}

}  // namespace kefu::python
