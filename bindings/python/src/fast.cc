// Engine.fast: one positional call for each event, straight from the
// interpreter.

#include <memory>
#include <new>
#include <string>

#include "effect.h"
#include "events.h"
#include "failure.h"
#include "read.h"
#include "state.h"

namespace kefu::python {
namespace {

struct FastObject {
  PyObject ob_base;
  std::shared_ptr<EngineState> state;
};

PyTypeObject* g_type = nullptr;

FastObject* Self(PyObject* object) {
  return reinterpret_cast<FastObject*>(object);
}

void Dealloc(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  Self(object)->state.~shared_ptr();
  type->tp_free(object);
  Py_DECREF(type);
}

PyObject* Finish(FastObject* self, const EventRecord& record) {
  EngineState& state = *self->state;
  state.effects.Clear();
  state.engine.Apply(record, state.batch.payloads(), &state.effects);
  if (state.effects.incomplete()) throw std::bad_alloc();
  return MakeTuple(state.effects.records(), state, Names::kLater);
}

[[noreturn]] void ThrowCount(const char* name, size_t least, size_t most,
                             Py_ssize_t given) {
  throw py::type_error(std::string(name) + "() takes " + std::to_string(least) +
                       " to " + std::to_string(most) + " arguments, " +
                       std::to_string(given) + " given");
}

// `at`, then the fields in the order of events.def, then seq and id. What
// follows the last required one may be left out.
template <class E>
PyObject* Call(PyObject* object, PyObject* const* arguments, Py_ssize_t given) {
  try {
    FastObject* self = Self(object);
    const Changing changing(*self->state);
    E event{};
    ById read;
    const auto n = static_cast<size_t>(given);
    size_t next = 1;
    size_t least = 1;
    const auto take = [&](auto& member) {
      if (next < n) read(arguments[next], &member);
      ++next;
    };
    if (n > 0) read(arguments[0], &event.at);
    VisitFields(event, [&](Field, Slot, Presence presence, auto& member) {
      take(member);
      if (presence == Presence::kRequired) least = next;
    });
    take(event.seq);
    take(event.id);
    if (n < least || n > next) {
      ThrowCount(Name(E::kType).data(), least, next, given);
    }
    EventBatch& batch = self->state->batch;
    batch.Clear();
    batch.Add(event);
    return Finish(self, batch.records()[0]);
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

PyObject* Raw(PyObject* object, PyObject* const* arguments, Py_ssize_t given) {
  try {
    if (given < 2 || given > 7) ThrowCount("raw", 2, 7, given);
    FastObject* self = Self(object);
    const Changing changing(*self->state);
    const auto number = [&](Py_ssize_t i, uint64_t most) {
      return i < given ? ReadUnsigned(arguments[i], most) : 0;
    };
    EventRecord record;
    record.type = static_cast<uint8_t>(number(0, UINT8_MAX));
    record.at = ReadInt(arguments[1]);
    record.customer = number(2, UINT64_MAX);
    record.desk = static_cast<uint16_t>(number(3, UINT16_MAX));
    record.agent = static_cast<uint32_t>(number(4, UINT32_MAX));
    record.value = static_cast<uint32_t>(number(5, UINT32_MAX));
    record.detail = static_cast<uint8_t>(number(6, UINT8_MAX));
    self->state->batch.Clear();
    return Finish(self, record);
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

using FastCall = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t);
PyCFunction AsMethod(FastCall call) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(call));
}

PyMethodDef* Methods() {
  static PyMethodDef methods[] = {{"raw", AsMethod(Raw), METH_FASTCALL,
                                   "Applies a record without a payload."},
#define KEFU_EVENT(number, Struct, json, doc) \
  {#json, AsMethod(Call<Struct>), METH_FASTCALL, doc},
#include "kefu/events.def"
                                  {nullptr, nullptr, 0, nullptr}};
  return methods;
}

}  // namespace

void DefineFast(py::module_& module) {
  PyType_Slot slots[] = {
      {Py_tp_dealloc, reinterpret_cast<void*>(Dealloc)},
      {Py_tp_methods, Methods()},
      {Py_tp_doc, const_cast<char*>("Positional calls; see kefu.Fast.")},
      {0, nullptr}};
  PyType_Spec spec = {"kefu._kefu.FastCalls", sizeof(FastObject), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                      slots};
  PyObject* type = PyType_FromSpec(&spec);
  if (type == nullptr) throw py::error_already_set();
  g_type = reinterpret_cast<PyTypeObject*>(type);
  module.attr("FastCalls") = py::reinterpret_borrow<py::object>(type);
}

py::object MakeFast(const py::object& engine) {
  EngineState& state = StateOf(engine);
  PyObject* object = g_type->tp_alloc(g_type, 0);
  if (object == nullptr) throw py::error_already_set();
  new (&Self(object)->state)
      std::shared_ptr<EngineState>(state.shared_from_this());
  return py::reinterpret_steal<py::object>(object);
}

}  // namespace kefu::python
