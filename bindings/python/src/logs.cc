// Logs of events, JSON Lines and binary, in both directions.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "batches.h"
#include "failure.h"
#include "kefu/binary_log.h"
#include "kefu/log.h"
#include "log_source.h"
#include "module.h"
#include "records.h"
#include "state.h"

namespace kefu::python {
namespace {

// ---------------------------------------------------------------- reading

class LogReader {
 public:
  LogReader(const py::object& engine, const py::object& bytes, size_t size)
      : engine_(StateOf(engine)),
        bytes_(std::make_unique<Bytes>(bytes)),
        source_(bytes_->text(), &StateOf(engine).engine),
        size_(size) {}

  Batch Next() {
    EngineState& state = engine_.get();
    const Changing changing(state);
    Batch batch(state);
    EventBatch* events = batch.Change();
    {
      const py::gil_scoped_release release;
      source_.Next(size_, events);
    }
    if (events->size() == 0) throw py::stop_iteration();
    return batch;
  }

  // Throws BusyError while another thread reads on.
  template <class T>
  T Ask(T (LogSource::*member)() const) const {
    const Reading reading(engine_.state());
    return (source_.*member)();
  }

 private:
  EngineRef engine_;
  std::unique_ptr<Bytes> bytes_;
  LogSource source_;
  size_t size_;
};

// Reads and applies a whole log.
EffectList ApplyLog(const py::object& engine, const py::object& log) {
  constexpr size_t kAtATime = 4096;  // events
  const Bytes bytes(log);
  EngineState& state = StateOf(engine);
  const Changing changing(state);
  std::shared_ptr<EffectsBlock> block = state.pool->Get(kAtATime * 2);
  {
    const py::gil_scoped_release release;
    LogSource source(bytes.text(), &state.engine);
    EventBatch batch;
    while (source.Next(kAtATime, &batch)) {
      state.engine.ApplyBatch(batch, &block->effects);
      if (block->effects.incomplete()) throw std::bad_alloc();
      batch.Clear();
      CheckSignals();
    }
  }
  return {state, std::move(block)};
}

// ---------------------------------------------------------------- writing

class LogWriter {
 public:
  explicit LogWriter(const py::object& engine)
      : engine_(StateOf(engine)), writer_(&StateOf(engine).engine) {}

  void Add(const py::object& events, const py::object& payloads) {
    const EngineState& state = engine_.get();
    const Reading reading(state);
    if (py::isinstance<Batch>(events)) {
      const auto& batch = events.cast<const Batch&>();
      if (!batch.engine().Is(state)) {
        throw py::value_error("the batch was made for another engine");
      }
      batch.engine().get();  // not another one by now
      return writer_.Add(batch.events());
    }
    AddRecords(EventArray(events).records, payloads);
  }
  py::bytes Flush() {
    const Reading reading(engine_.get());
    std::string bytes;
    writer_.Flush(&bytes);
    return py::bytes(bytes);
  }
  size_t bytes() const { return writer_.bytes(); }
  void BeginSegment() { writer_.BeginSegment(); }

 private:
  // None of them is added if one has a payload and none is given.
  void AddRecords(std::span<const EventRecord> records,
                  const py::object& payloads) {
    if (payloads.is_none()) {
      const auto has = std::ranges::find_if(
          records, [](const EventRecord& r) { return r.payload != 0; });
      if (has != records.end()) {
        throw py::value_error(
            "record " + std::to_string(has - records.begin()) +
            " has a payload: give payloads=, as to apply_many()");
      }
      for (const EventRecord& record : records) writer_.Add(record, {});
      return;
    }
    const AlignedBytes bytes(payloads);
    for (const EventRecord& record : records) {
      writer_.Add(record, bytes.bytes());
    }
  }

  EngineRef engine_;
  BinaryLogWriter writer_;
};

// ------------------------------------------------------------- converting

py::bytes ToBinary(const py::object& log) {
  const Bytes bytes(log);
  std::string out;
  std::optional<LogError> error;
  {
    const py::gil_scoped_release release;
    JsonToBinaryLog converter;
    size_t used = 0;
    error = converter.AddLines(bytes.text(), true, &used);
    converter.Flush(&out);
  }
  if (error) throw ToFailure(*error);
  return py::bytes(out);
}

py::bytes ToJson(const py::object& log) {
  const Bytes bytes(log);
  std::string out;
  std::optional<BinaryLogError> error;
  {
    const py::gil_scoped_release release;
    BinaryLogToJson converter;
    std::string_view rest = bytes.text();
    size_t used = 0;
    do {
      error = converter.AddBlocks(rest, true, SIZE_MAX, &out, &used);
      rest.remove_prefix(used);
    } while (!error && !rest.empty() && used > 0);
  }
  if (error) throw ToFailure(*error);
  return py::bytes(out);
}

// How far a binary log is good: (bytes, blocks, events, what is wrong).
py::tuple Check(const py::object& log) {
  const Bytes bytes(log);
  BinaryLogToJson reader;
  std::optional<BinaryLogError> error;
  {
    const py::gil_scoped_release release;
    size_t used = 0;
    error = reader.AddBlocks(bytes.text(), true, SIZE_MAX, nullptr, &used);
  }
  py::object wrong = py::none();
  if (error) wrong = py::str(ToText(*error, "log"));
  return py::make_tuple(reader.offset(), reader.blocks(), reader.events(),
                        wrong);
}

}  // namespace

void DefineLogs(py::module_& module) {
  py::class_<LogReader>(
      module, "LogReader",
      "The events of a log in memory, JSON Lines or binary, as batches of "
      "about `size` events.\n\nRaises LogError after those before the one that "
      "is wrong.")
      .def(py::init<const py::object&, const py::object&, size_t>(),
           py::arg("engine"), py::arg("log"), py::arg("size") = 4096)
      .def("__iter__", [](const py::object& reader) { return reader; })
      .def("__next__", &LogReader::Next)
      .def_property_readonly(
          "binary",
          [](const LogReader& r) { return r.Ask(&LogSource::binary); },
          "Whether it is a binary log.")
      .def_property_readonly(
          "offset",
          [](const LogReader& r) { return r.Ask(&LogSource::offset); },
          "Bytes read so far.")
      .def_property_readonly(
          "events",
          [](const LogReader& r) { return r.Ask(&LogSource::events); },
          "Events read so far.")
      .def_property_readonly(
          "next_event",
          [](const LogReader& r) { return r.Ask(&LogSource::next_event); },
          "The number of the next event, by the count of the engine that wrote "
          "a binary log: those below Engine.events of a restored engine are to "
          "be left out.");
  py::class_<LogWriter>(module, "LogWriter")
      .def(py::init<const py::object&>(), py::arg("engine"))
      .def("add", &LogWriter::Add, py::arg("events"),
           py::arg("payloads") = py::none())
      .def("flush", &LogWriter::Flush)
      .def("begin_segment", &LogWriter::BeginSegment)
      .def_property_readonly("bytes", &LogWriter::bytes);
  module.def("apply_log", &ApplyLog, py::arg("engine"), py::arg("log"));
  module.def("json_to_binary", &ToBinary, py::arg("log"));
  module.def("binary_to_json", &ToJson, py::arg("log"));
  module.def("check_log", &Check, py::arg("log"));
  module.def(
      "is_binary_log",
      [](const py::bytes& beginning) {
        return IsBinaryLog(std::string_view(beginning));
      },
      py::arg("beginning"));
}

}  // namespace kefu::python
