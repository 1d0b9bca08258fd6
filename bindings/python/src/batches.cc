#include "batches.h"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "effect.h"
#include "events.h"
#include "failure.h"
#include "kefu/log.h"
#include "module.h"

namespace kefu::python {
namespace {

// Effects beside one for each event before the list has to grow.
constexpr size_t kSlack = 1024;

EffectList ApplyAll(const py::object& engine,
                    std::span<const EventRecord> records,
                    std::span<const std::byte> payloads) {
  EngineState& state = StateOf(engine);
  const Changing changing(state);
  std::shared_ptr<EffectsBlock> block =
      state.pool->Get(records.size() + kSlack);
  {
    const py::gil_scoped_release release;
    state.engine.ApplyBatch(records, payloads, &block->effects);
  }
  if (block->effects.incomplete()) throw std::bad_alloc();
  return {state, std::move(block)};
}

EffectList ApplyRecords(const py::object& engine, const py::object& array,
                        const py::object& payloads) {
  const EventArray events(array);
  if (payloads.is_none()) return ApplyAll(engine, events.records, {});
  return ApplyAll(engine, events.records, AlignedBytes(payloads).bytes());
}

// The batch is kept from being changed while the GIL is away.
EffectList ApplyBatch(const py::object& engine, const Batch& batch) {
  if (!batch.engine().Is(StateOf(engine))) {
    throw py::value_error(
        "the batch was made for another engine: its ids mean others here");
  }
  batch.engine().get();  // not another one by now
  const auto events = batch.shared();
  return ApplyAll(engine, events->records(), events->payloads());
}

// ---------------------------------------------------------------- batches

// Says which event is wrong, in front of what is wrong with it.
[[noreturn]] void ThrowAtEvent(size_t place, const std::string& why,
                               PyObject* type) {
  const std::string text = "event " + std::to_string(place) + ": " + why;
  PyErr_SetString(type, text.c_str());
  throw py::error_already_set();
}

void AddEvents(Batch& batch, const py::iterable& events) {
  size_t place = 0;
  for (const py::handle event : events) {
    EngineState& state = batch.engine().get();
    const Changing changing(state);
    try {
      AddEvent(event.ptr(), &state.engine, batch.Change());
    } catch (const py::type_error& error) {
      ThrowAtEvent(place, error.what(), PyExc_TypeError);
    } catch (Failure& failure) {
      failure.message =
          "event " + std::to_string(place) + ": " + failure.message;
      throw;
    } catch (py::error_already_set& error) {
      PyObject* type = error.type().ptr();
      if (type != PyExc_TypeError && type != PyExc_ValueError) throw;
      ThrowAtEvent(place, std::string(py::str(error.value())), type);
    }
    ++place;
  }
}

void AddOne(Batch& batch, const py::object& event) {
  EngineState& state = batch.engine().get();
  const Changing changing(state);
  AddEvent(event.ptr(), &state.engine, batch.Change());
}

// One field of a payload for all records: numbers and where they are given, or
// texts, of which "" is not.
struct PayloadColumn {
  uint16_t field = 0;
  py::array_t<uint64_t> numbers;
  py::array_t<bool> given;
  py::list texts;
  bool text = false;
};

void AppendField(uint16_t field, const void* data, size_t bytes,
                 std::vector<std::byte>* payload) {
  const PayloadField head{field, 0, static_cast<uint32_t>(bytes)};
  const size_t at = payload->size();
  payload->resize(at + sizeof head + (bytes + 7) / 8 * 8);
  std::memcpy(payload->data() + at, &head, sizeof head);
  if (bytes > 0) std::memcpy(payload->data() + at + sizeof head, data, bytes);
}

std::vector<PayloadColumn> ColumnsOf(const py::dict& columns) {
  std::vector<PayloadColumn> found;
  for (const auto& [field, values] : columns) {
    PayloadColumn column;
    column.field = field.cast<uint16_t>();
    column.text = py::isinstance<py::list>(values);
    if (column.text) {
      column.texts = py::reinterpret_borrow<py::list>(values);
    } else {
      const auto pair = values.cast<py::tuple>();
      column.numbers = pair[0].cast<py::array_t<uint64_t>>();
      column.given = pair[1].cast<py::array_t<bool>>();
    }
    found.push_back(std::move(column));
  }
  return found;
}

std::vector<std::byte> PayloadOf(const std::vector<PayloadColumn>& columns,
                                 size_t row) {
  std::vector<std::byte> payload(sizeof(PayloadHeader));
  PayloadHeader header;
  for (const PayloadColumn& column : columns) {
    if (column.text) {
      PyObject* value =
          PyList_GET_ITEM(column.texts.ptr(), static_cast<Py_ssize_t>(row));
      Py_ssize_t size = 0;
      const char* text = PyUnicode_AsUTF8AndSize(value, &size);
      if (text == nullptr) throw py::error_already_set();
      if (size == 0) continue;
      AppendField(column.field, text, static_cast<size_t>(size), &payload);
    } else {
      if (!column.given.data()[row]) continue;
      const uint64_t number = column.numbers.data()[row];
      AppendField(column.field, &number, sizeof number, &payload);
    }
    ++header.fields;
  }
  if (header.fields == 0) return {};
  header.bytes = static_cast<uint32_t>(payload.size() - sizeof header);
  std::memcpy(payload.data(), &header, sizeof header);
  return payload;
}

// Records, and the fields that have no place in them as columns.
void AddColumns(Batch& batch, const py::object& array,
                const py::dict& payload_columns) {
  const EventArray events(array);
  const std::vector<PayloadColumn> columns = ColumnsOf(payload_columns);
  for (const PayloadColumn& column : columns) {
    const auto size = column.text ? column.texts.size()
                                  : static_cast<size_t>(column.numbers.size());
    if (size != events.records.size() ||
        (!column.text && static_cast<size_t>(column.given.size()) != size)) {
      throw py::value_error("the columns have different lengths");
    }
  }
  EventBatch* out = batch.Change();
  for (size_t row = 0; row < events.records.size(); ++row) {
    out->Add(events.records[row], PayloadOf(columns, row));
  }
}

// A host in C++ may have named a customer by any bytes; JSON is UTF-8.
void RequireUtf8(const std::string& text) {
  const auto decoded = py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(
      text.data(), static_cast<Py_ssize_t>(text.size()), "strict"));
  if (decoded) return;
  PyErr_Clear();
  throw py::value_error(
      "a customer's name is not UTF-8, so no JSON can say it: take the "
      "records");
}

// Lines of JSON, one for each of them.
template <class Append>
py::bytes JsonOf(const EngineRef& engine, size_t count, const Append& append) {
  std::string text;
  {
    const EngineState& state = engine.get();
    const Reading reading(state);
    const py::gil_scoped_release release;
    for (size_t i = 0; i < count; ++i) append(i, state.engine, &text);
  }
  RequireUtf8(text);
  return py::bytes(text);
}

py::bytes EventsToJson(const Batch& batch) {
  const auto events = batch.shared();
  return JsonOf(batch.engine(), events->size(),
                [&](size_t i, const Engine& engine, std::string* out) {
                  AppendJson(events->records()[i], events->payloads(), engine,
                             out);
                });
}

py::bytes EffectsToJson(const EffectList& list) {
  return JsonOf(list.engine(), list.records().size(),
                [&](size_t i, const Engine& engine, std::string* out) {
                  AppendJson(list.records()[i], engine, out);
                });
}

py::object EffectAt(const EffectList& list, size_t i) {
  if (i >= list.records().size()) throw py::index_error();
  return py::reinterpret_steal<py::object>(
      MakeEffect(list.records()[i], list.engine().get(), Names::kLater));
}

void DefineEffectList(py::module_& module) {
  py::class_<EffectList>(module, "EffectList")
      .def("__len__",
           [](const EffectList& list) { return list.records().size(); })
      .def("__getitem__", &EffectAt, py::arg("index"))
      .def("customer_names",
           [](const EffectList& list, const py::object& ids) {
             return NamesOfAll(list.engine().get(), ids);
           })
      .def_property_readonly("records",
                             [](const EffectList& list) {
                               return ViewOf(list.records(), list.owner());
                             })
      .def("to_json", &EffectsToJson)
      .def("to_bytes", [](const EffectList& list) {
        const auto bytes = std::as_bytes(list.records());
        return py::bytes(reinterpret_cast<const char*>(bytes.data()),
                         bytes.size());
      });
}

}  // namespace

void DefineBatches(py::module_& module) {
  py::class_<Batch>(
      module, "Batch",
      "Events with the ids of one engine, to be applied by apply_many().")
      .def(py::init(
               [](const py::object& engine) { return Batch(StateOf(engine)); }),
           py::arg("engine"))
      .def("__len__", [](const Batch& b) { return b.events().size(); })
      .def_property_readonly(
          "engine", [](const Batch& b) { return b.engine().object(); },
          "Whose ids they are; None if that engine is gone.")
      .def("add", &AddOne, py::arg("event"),
           "Adds an event object; its customers become known to the engine.")
      .def("extend", &AddEvents, py::arg("events"), "Adds event objects.")
      .def("_add_columns", &AddColumns, py::arg("records"), py::arg("payload"))
      .def(
          "clear", [](Batch& b) { b.Change()->Clear(); },
          "Takes all events out.")
      .def_property_readonly(
          "records",
          [](const Batch& b) {
            return ViewOf(b.events().records(), b.shared());
          },
          "The records as an array of EVENT_DTYPE, not copied, read-only.")
      .def_property_readonly(
          "payloads",
          [](const Batch& b) {
            return ViewOf(b.events().payloads(), b.shared());
          },
          "The bytes that the column `payload` points into, not copied.")
      .def("to_json", &EventsToJson, "Lines of JSON, as a log has them.");
  DefineEffectList(module);
  module.def("apply_records", &ApplyRecords, py::arg("engine"),
             py::arg("records"), py::arg("payloads") = py::none());
  module.def("apply_batch", &ApplyBatch, py::arg("engine"), py::arg("batch"));
}

}  // namespace kefu::python
