// Lengths of "s#" are Py_ssize_t.
#define PY_SSIZE_T_CLEAN
#include "effect.h"

#include <pybind11/stl.h>

#include <array>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "failure.h"
#include "kefu/log.h"
#include "kefu/messages.h"

namespace kefu::python {
namespace {

struct EffectObject {
  PyObject ob_base;
  EffectRecord record;
  EngineRef engine;
  PyObject* customer;  // null until it is asked for
};

PyTypeObject* g_base = nullptr;
std::array<PyTypeObject*, 256> g_types{};

EffectObject* Self(PyObject* object) {
  return reinterpret_cast<EffectObject*>(object);
}

PyObject* Text(std::string_view text) {
  return PyUnicode_FromStringAndSize(text.data(),
                                     static_cast<Py_ssize_t>(text.size()));
}

void Dealloc(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  Self(object)->engine.~EngineRef();
  Py_XDECREF(Self(object)->customer);
  type->tp_free(object);
  Py_DECREF(type);
}

const Ruleset& RulesetOf(PyObject* object) {
  return Self(object)->engine.get().engine.ruleset();
}

// ------------------------------------------------------------- attributes

template <auto Member>
PyObject* GetNumber(PyObject* object, void*) {
  const auto value = Self(object)->record.*Member;
  if constexpr (std::is_signed_v<decltype(value)>) {
    return PyLong_FromLongLong(value);
  } else {
    return PyLong_FromUnsignedLongLong(value);
  }
}

// The name of an id of the ruleset, which never changes.
template <class IdType, auto Member>
PyObject* GetName(PyObject* object, void*) {
  try {
    const IdType id{
        static_cast<decltype(IdType::value)>(Self(object)->record.*Member)};
    return Text(RulesetOf(object).Name(id));
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

PyObject* GetCustomer(PyObject* object, void*) {
  EffectObject* self = Self(object);
  try {
    if (self->customer == nullptr) {
      const EngineState& state = self->engine.get();
      const Reading reading(state);
      self->customer = NameOf(state.engine, CustomerId{self->record.customer});
    }
    Py_XINCREF(self->customer);
    return self->customer;
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

PyObject* GetTexts(PyObject* object, void*) {
  try {
    const MessagesConfig set =
        RenderMessages(RulesetOf(object), Self(object)->record);
    return py::tuple(py::cast(set.texts)).release().ptr();
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

PyObject* GetMessages(PyObject* object, PyObject* arguments) {
  try {
    const char* customer = "";
    Py_ssize_t length = 0;
    if (!PyArg_ParseTuple(arguments, "|s#", &customer, &length)) return nullptr;
    std::string json;
    AppendJson(RenderMessages(RulesetOf(object), Self(object)->record,
                              {customer, static_cast<size_t>(length)}),
               &json);
    return Text(json);
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

PyObject* GetRecord(PyObject* object, void*) {
  return PyBytes_FromStringAndSize(
      reinterpret_cast<const char*>(&Self(object)->record),
      sizeof(EffectRecord));
}

PyObject* GetJson(PyObject* object, PyObject*) {
  try {
    const EngineState& state = Self(object)->engine.get();
    const Reading reading(state);
    std::string line;
    AppendJson(Self(object)->record, state.engine, &line);
    line.pop_back();
    return Text(line);
  } catch (...) {
    SetErrorFromException();
    return nullptr;
  }
}

using R = EffectRecord;

PyGetSetDef g_attributes[] = {
    {"at", GetNumber<&R::at>, nullptr, "Its time: milliseconds since 1970 UTC.",
     nullptr},
    {"event", GetNumber<&R::event>, nullptr,
     "The ordinal of the event in whose call it arose, from 1.", nullptr},
    {"index", GetNumber<&R::index>, nullptr,
     "Its place among the effects of that event, from 0.", nullptr},
    {"customer_id", GetNumber<&R::customer>, nullptr,
     "The engine's id of the customer; 0: none.", nullptr},
    {"agent_id", GetNumber<&R::agent>, nullptr,
     "The ruleset's id of the agent; 0: none.", nullptr},
    {"desk_id", GetNumber<&R::desk>, nullptr,
     "The ruleset's id of the desk; 0: none.", nullptr},
    {"group_id", GetNumber<&R::group>, nullptr,
     "The ruleset's id of the group; 0: none.", nullptr},
    {"record", GetRecord, nullptr, "Its 64 bytes, as in C++ and on disk.",
     nullptr},
    {"_type", GetNumber<&R::type>, nullptr, nullptr, nullptr},
    {"_timer", GetNumber<&R::timer>, nullptr, nullptr, nullptr},
    {"_session", GetNumber<&R::session>, nullptr, nullptr, nullptr},
    {"_value", GetNumber<&R::value>, nullptr, nullptr, nullptr},
    {"_asked", GetNumber<&R::asked>, nullptr, nullptr, nullptr},
    {"_reason", GetNumber<&R::reason>, nullptr, nullptr, nullptr},
    {"_why", GetNumber<&R::why>, nullptr, nullptr, nullptr},
    {"_detail", GetNumber<&R::detail>, nullptr, nullptr, nullptr},
    {"_rung", GetNumber<&R::rung>, nullptr, nullptr, nullptr},
    {"_later", GetNumber<&R::later>, nullptr, nullptr, nullptr},
    {"_customer", GetCustomer, nullptr, nullptr, nullptr},
    {"_agent", GetName<AgentId, &R::agent>, nullptr, nullptr, nullptr},
    {"_desk", GetName<DeskId, &R::desk>, nullptr, nullptr, nullptr},
    {"_group", GetName<GroupId, &R::group>, nullptr, nullptr, nullptr},
    {"_group_rule", GetName<RuleId, &R::group>, nullptr, nullptr, nullptr},
    {"_asked_rule", GetName<RuleId, &R::asked>, nullptr, nullptr, nullptr},
    {"_value_agent", GetName<AgentId, &R::value>, nullptr, nullptr, nullptr},
    {"_value_link", GetName<LinkId, &R::value>, nullptr, nullptr, nullptr},
    {"_value_crowd", GetName<CrowdId, &R::value>, nullptr, nullptr, nullptr},
    {"_value_channel", GetName<ChannelId, &R::value>, nullptr, nullptr,
     nullptr},
    {"_value_coupon", GetName<CouponId, &R::value>, nullptr, nullptr, nullptr},
    {"_texts", GetTexts, nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyMethodDef g_methods[] = {
    {"to_json", GetJson, METH_NOARGS,
     "to_json($self, /)\n--\n\nIts line of JSON, as the log writes it."},
    {"_messages", GetMessages, METH_VARARGS,
     "_messages($self, customer='', /)\n--\n\nWhat it sends, as JSON."},
    {nullptr, nullptr, 0, nullptr}};

// ------------------------------------------------------------- comparison

PyObject* Compare(PyObject* a, PyObject* b, int operation) {
  const EffectRecord* other = RecordOf(b);
  if (other == nullptr || (operation != Py_EQ && operation != Py_NE)) {
    Py_RETURN_NOTIMPLEMENTED;
  }
  const bool equal = std::memcmp(&Self(a)->record, other, sizeof *other) == 0;
  return PyBool_FromLong(equal == (operation == Py_EQ));
}

// (event, index) names an effect for good.
Py_hash_t Hash(PyObject* object) {
  const EffectRecord& record = Self(object)->record;
  return static_cast<Py_hash_t>((record.event << 16 ^ record.index) >> 1);
}

}  // namespace

PyObject* MakeEffect(const EffectRecord& record, EngineState& state,
                     Names names) {
  PyTypeObject* type = g_types[record.type];
  if (type == nullptr) type = g_base;
  PyObject* object = type->tp_alloc(type, 0);
  if (object == nullptr) return nullptr;
  EffectObject* self = Self(object);
  self->record = record;
  new (&self->engine) EngineRef(state);
  if (names == Names::kNow) {
    self->customer = NameOf(state.engine, CustomerId{record.customer});
    if (self->customer == nullptr) PyErr_Clear();
  }
  return object;
}

PyObject* MakeList(std::span<const EffectRecord> records, EngineState& state,
                   Names names) {
  PyObject* list = PyList_New(static_cast<Py_ssize_t>(records.size()));
  if (list == nullptr) return nullptr;
  for (size_t i = 0; i < records.size(); ++i) {
    PyObject* effect = MakeEffect(records[i], state, names);
    if (effect == nullptr) {
      Py_DECREF(list);
      return nullptr;
    }
    PyList_SET_ITEM(list, static_cast<Py_ssize_t>(i), effect);
  }
  return list;
}

PyObject* MakeTuple(std::span<const EffectRecord> records, EngineState& state,
                    Names names) {
  PyObject* tuple = PyTuple_New(static_cast<Py_ssize_t>(records.size()));
  if (tuple == nullptr) return nullptr;
  for (size_t i = 0; i < records.size(); ++i) {
    PyObject* effect = MakeEffect(records[i], state, names);
    if (effect == nullptr) {
      Py_DECREF(tuple);
      return nullptr;
    }
    PyTuple_SET_ITEM(tuple, static_cast<Py_ssize_t>(i), effect);
  }
  return tuple;
}

const EffectRecord* RecordOf(PyObject* object) {
  if (!PyObject_TypeCheck(object, g_base)) return nullptr;
  return &Self(object)->record;
}

void DefineEffect(py::module_& module) {
  PyType_Slot slots[] = {
      {Py_tp_dealloc, reinterpret_cast<void*>(Dealloc)},
      {Py_tp_getset, g_attributes},
      {Py_tp_methods, g_methods},
      {Py_tp_richcompare, reinterpret_cast<void*>(Compare)},
      {Py_tp_hash, reinterpret_cast<void*>(Hash)},
      {Py_tp_doc, const_cast<char*>("One effect; see kefu.Effect.")},
      {0, nullptr}};
  PyType_Spec spec = {"kefu._kefu.EffectBase", sizeof(EffectObject), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE |
                          Py_TPFLAGS_DISALLOW_INSTANTIATION,
                      slots};
  PyObject* type = PyType_FromSpec(&spec);
  if (type == nullptr) throw py::error_already_set();
  g_base = reinterpret_cast<PyTypeObject*>(type);
  module.attr("EffectBase") = py::reinterpret_borrow<py::object>(type);
}

void RegisterEffects(const py::dict& classes) {
  for (const auto& [number, type] : classes) {
    if (PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(type.ptr()), g_base) ==
        0) {
      throw py::type_error("not an effect class");
    }
    // They live as long as the process.
    type.inc_ref();
    g_types.at(number.cast<size_t>()) =
        reinterpret_cast<PyTypeObject*>(type.ptr());
  }
}

}  // namespace kefu::python
