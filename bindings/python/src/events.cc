// Objects of the event classes into records.

#include "events.h"

#include <structmember.h>

#include <array>
#include <limits>
#include <new>
#include <string>
#include <unordered_map>

#include "effect.h"
#include "failure.h"
#include "read.h"
#include "state.h"

namespace kefu::python {
namespace {

constexpr size_t kMostFields = 24;

// Where the slots of an event class lie in its objects. They are read there:
// looking each up by its name takes ten times as long.
struct Layout {
  PyTypeObject* type = nullptr;
  Py_ssize_t at = 0;
  Py_ssize_t seq = 0;
  Py_ssize_t id = 0;
  std::array<Py_ssize_t, kMostFields> fields{};
};

using Reader = void (*)(PyObject*, const Layout&, Engine*, EventBatch*);
struct Entry {
  Layout layout;
  Reader reader = nullptr;
};
std::unordered_map<PyTypeObject*, Entry>& Entries() {
  static auto* entries = new std::unordered_map<PyTypeObject*, Entry>();
  return *entries;
}

PyObject* SlotAt(PyObject* object, Py_ssize_t offset) {
  PyObject* value =
      *reinterpret_cast<PyObject**>(reinterpret_cast<char*>(object) + offset);
  if (value == nullptr) throw py::type_error("the event is not complete");
  return value;
}

// Says which field is wrong, in front of what is wrong with it.
[[noreturn]] void ThrowAtField(PyObject* event, const char* field,
                               const std::string& why, PyObject* type) {
  const std::string text =
      std::string(Py_TYPE(event)->tp_name) + "." + field + ": " + why;
  PyErr_SetString(type, text.c_str());
  throw py::error_already_set();
}

bool IsTimeError(const py::error_already_set& error) {
  return error.matches(py::module_::import("kefu._errors").attr("TimeError"));
}

// A name that has to be given and is empty is one that nobody has.
template <class T>
void Require(T*) {}
template <class Tag, class Rep>
void Require(Id<Tag, Rep>* id) {
  if (!*id) id->value = std::numeric_limits<Rep>::max();
}

template <class T>
void ReadField(PyObject* event, Py_ssize_t offset, const char* field,
               Presence presence, ByName* read, T* out) {
  try {
    (*read)(SlotAt(event, offset), out);
    if (presence == Presence::kRequired) Require(out);
  } catch (const py::type_error& error) {
    ThrowAtField(event, field, error.what(), PyExc_TypeError);
  } catch (const py::value_error& error) {
    ThrowAtField(event, field, error.what(), PyExc_ValueError);
  } catch (py::error_already_set& error) {
    PyObject* type = error.type().ptr();
    const bool wrong_type = error.matches(PyExc_TypeError);
    if (IsTimeError(error)) {
      throw Failure("TimeError", "naive_datetime",
                    std::string(Py_TYPE(event)->tp_name) + "." + field + ": " +
                        std::string(py::str(error.value())));
    }
    if (!wrong_type && type != PyExc_ValueError &&
        type != PyExc_UnicodeEncodeError && type != PyExc_UnicodeDecodeError) {
      throw;
    }
    ThrowAtField(event, field, std::string(py::str(error.value())),
                 wrong_type ? PyExc_TypeError : PyExc_ValueError);
  }
}

template <class E>
void ReadEvent(PyObject* object, const Layout& layout, Engine* engine,
               EventBatch* batch) {
  E event{};
  ByName read(engine);
  constexpr Presence kOptional = Presence::kOptional;
  ReadField(object, layout.at, "at", kOptional, &read, &event.at);
  size_t i = 0;
  VisitFields(event, [&](Field field, Slot, Presence presence, auto& member) {
    ReadField(object, layout.fields[i++], Name(field).data(), presence, &read,
              &member);
  });
  ReadField(object, layout.seq, "seq", kOptional, &read, &event.seq);
  ReadField(object, layout.id, "id", kOptional, &read, &event.id);
  batch->Add(event);
}

Py_ssize_t OffsetOf(PyTypeObject* type, const char* name) {
  const auto found = py::reinterpret_steal<py::object>(
      PyObject_GetAttrString(reinterpret_cast<PyObject*>(type), name));
  if (!found) throw py::error_already_set();
  if (Py_TYPE(found.ptr()) != &PyMemberDescr_Type) {
    throw py::type_error(std::string(name) + " is not a slot");
  }
  return reinterpret_cast<PyMemberDescrObject*>(found.ptr())->d_member->offset;
}

template <class E>
void Register(PyTypeObject* type) {
  Layout layout;
  layout.type = type;
  layout.at = OffsetOf(type, "at");
  layout.seq = OffsetOf(type, "seq");
  layout.id = OffsetOf(type, "id");
  size_t i = 0;
  E event{};
  VisitFields(event, [&](Field field, Slot, Presence, auto&) {
    layout.fields.at(i++) = OffsetOf(type, std::string(Name(field)).c_str());
  });
  Py_INCREF(type);  // they live as long as the process
  Entries()[type] = {layout, ReadEvent<E>};
}

const Entry* Find(PyTypeObject* type) {
  const auto& entries = Entries();
  for (; type != nullptr; type = type->tp_base) {
    const auto found = entries.find(type);
    if (found != entries.end()) return &found->second;
  }
  return nullptr;
}

PyObject* Apply(PyObject* self, PyObject* event) {
  try {
    EngineState& state = StateOf(self);
    const Changing changing(state);
    state.batch.Clear();
    AddEvent(event, &state.engine, &state.batch);
    state.effects.Clear();
    state.engine.Apply(state.batch.records()[0], state.batch.payloads(),
                       &state.effects);
    if (state.effects.incomplete()) throw std::bad_alloc();
    return MakeList(state.effects.records(), state, Names::kNow);
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

PyMethodDef g_apply = {
    "apply", Apply, METH_O,
    "apply($self, event, /)\n--\n\n"
    "Applies one event and returns its effects.\n\n"
    "First come those of every timer that was due by then, then its own. A "
    "refusal is\nan effect."};

}  // namespace

void AddEvent(PyObject* event, Engine* engine, EventBatch* batch) {
  const Entry* entry = Find(Py_TYPE(event));
  if (entry == nullptr) {
    ThrowType(event, "an event, such as kefu.CustomerSends(...)");
  }
  entry->reader(event, entry->layout, engine, batch);
}

void RegisterEvents(const py::dict& classes) {
#define KEFU_EVENT(number, Struct, json, doc) \
  Register<Struct>(                           \
      reinterpret_cast<PyTypeObject*>(classes[py::int_(number)].ptr()));
#include "kefu/events.def"
}

void DefineApply(py::object& engine_class) {
  auto* type = reinterpret_cast<PyTypeObject*>(engine_class.ptr());
  const auto method =
      py::reinterpret_steal<py::object>(PyDescr_NewMethod(type, &g_apply));
  if (!method) throw py::error_already_set();
  engine_class.attr("apply") = method;
}

}  // namespace kefu::python
