// Figures about waiting and load, from the effects alone.

#include "kefu/metrics.h"

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "batches.h"
#include "columns.h"
#include "effect.h"
#include "module.h"
#include "records.h"

namespace kefu::python {
namespace {

void AddSpan(Metrics& metrics, std::span<const EffectRecord> records) {
  for (const EffectRecord& record : records) metrics.Add(record);
}

// A list of a batch, an array of records, or effects one by one.
void Add(Metrics& metrics, const py::object& effects) {
  if (py::isinstance<EffectList>(effects)) {
    return AddSpan(metrics, effects.cast<const EffectList&>().records());
  }
  if (py::isinstance<py::array>(effects)) {
    return AddSpan(metrics, EffectArray(effects).records);
  }
  for (const py::handle effect : py::iter(effects)) {
    const EffectRecord* record = RecordOf(effect.ptr());
    if (record == nullptr) throw py::type_error("expected effects");
    metrics.Add(*record);
  }
}

py::dict Figures(const Metrics& metrics) {
  const Waits& waits = metrics.AllWaits();
  py::dict figures;
  figures["opened"] = metrics.opened();
  figures["assigned"] = metrics.assigned();
  figures["abandoned"] = metrics.abandoned();
  figures["refused"] = metrics.refused();
  figures["peak_waiting"] = metrics.peak_waiting();
  figures["wait_median_ms"] = waits.Quantile(50);
  figures["wait_90_ms"] = waits.Quantile(90);
  figures["wait_worst_ms"] = waits.Worst();
  figures["wait_total_ms"] = waits.Total();
  return figures;
}

}  // namespace

py::dict WaitColumns(const Metrics& metrics) {
  const std::vector<WaitRecord>& rows = metrics.Sessions();
  py::dict columns;
  columns["session"] =
      Column(rows, [](const WaitRecord& r) { return r.session.value; });
  columns["customer"] =
      Column(rows, [](const WaitRecord& r) { return r.customer.value; });
  columns["desk"] =
      Column(rows, [](const WaitRecord& r) { return r.desk.value; });
  columns["group"] =
      Column(rows, [](const WaitRecord& r) { return r.group.value; });
  columns["agent"] =
      Column(rows, [](const WaitRecord& r) { return r.agent.value; });
  columns["by"] = Column(
      rows, [](const WaitRecord& r) { return static_cast<uint8_t>(r.by); });
  columns["opened_at"] =
      Column(rows, [](const WaitRecord& r) { return r.opened_at.ms; });
  columns["wait_ms"] =
      Column(rows, [](const WaitRecord& r) { return r.wait_ms; });
  columns["position"] =
      Column(rows, [](const WaitRecord& r) { return r.position; });
  columns["reason"] = Column(rows, [](const WaitRecord& r) {
    return static_cast<uint16_t>(r.reason);
  });
  columns["ended"] = Column(
      rows, [](const WaitRecord& r) { return static_cast<uint16_t>(r.ended); });
  return columns;
}

py::dict LoadColumns(const Metrics& metrics) {
  const std::vector<AgentLoad> rows = metrics.Loads();
  py::dict columns;
  columns["agent"] =
      Column(rows, [](const AgentLoad& r) { return r.agent.value; });
  columns["sessions"] =
      Column(rows, [](const AgentLoad& r) { return r.sessions; });
  columns["peak"] = Column(rows, [](const AgentLoad& r) { return r.peak; });
  columns["busy_ms"] =
      Column(rows, [](const AgentLoad& r) { return r.busy_ms; });
  columns["session_ms"] =
      Column(rows, [](const AgentLoad& r) { return r.session_ms; });
  return columns;
}

void DefineMetrics(py::module_& module) {
  py::class_<Metrics>(module, "Metrics")
      .def(py::init<>())
      .def("add", &Add, py::arg("effects"))
      .def(
          "finish",
          [](Metrics& metrics, int64_t end) { metrics.Finish(Instant{end}); },
          py::arg("end"))
      .def("figures", &Figures)
      .def(
          "quantile",
          [](const Metrics& metrics, int percent) {
            return metrics.AllWaits().Quantile(percent);
          },
          py::arg("percent"))
      .def(
          "at_most",
          [](const Metrics& metrics, int64_t wait_ms) {
            return metrics.AllWaits().AtMost(wait_ms);
          },
          py::arg("wait_ms"))
      .def("waits", &WaitColumns)
      .def("loads", &LoadColumns);
}

}  // namespace kefu::python
