#include "read.h"

#include <string>

namespace kefu::python {
namespace {

// A customer without a name: nobody has this id, so the engine refuses it.
constexpr CustomerId kNobody{UINT32_MAX};

// Calls read(item) for the items of any sequence but a text.
template <class Read>
void ReadItems(PyObject* value, const char* expected, Read read) {
  if (PyUnicode_Check(value) || PyBytes_Check(value)) {
    ThrowType(value, expected);
  }
  const auto items =
      py::reinterpret_steal<py::object>(PySequence_Fast(value, expected));
  if (!items) {
    PyErr_Clear();
    ThrowType(value, expected);
  }
  const Py_ssize_t n = PySequence_Fast_GET_SIZE(items.ptr());
  for (Py_ssize_t i = 0; i < n; ++i) {
    read(PySequence_Fast_GET_ITEM(items.ptr(), i));
  }
}

template <class IdType, class Read>
void ReadList(PyObject* value, const char* expected, std::vector<IdType>* out,
              Read read) {
  out->clear();
  ReadItems(value, expected, [&](PyObject* item) {
    IdType id;
    read(item, &id);
    out->push_back(id);
  });
}

constexpr char kValue[] =
    "a flag, a number, a text, a time, a list of texts or None";

// A value of an attribute; the texts of a set one by one.
void AddValue(PyObject* value, AttributeId id, Attributes* out) {
  if (value == Py_None) {
    out->Remove(id);
  } else if (PyBool_Check(value)) {
    out->Flag(id, value == Py_True);
  } else if (PyUnicode_Check(value) || PyBytes_Check(value)) {
    out->Text(id, ReadText(value));
  } else if (IsKey(value)) {
    const auto number =
        py::reinterpret_steal<py::object>(PyNumber_Index(value));
    if (!number) throw py::error_already_set();
    out->Number(id, ReadInt(number.ptr()));
  } else if (PyObject_HasAttrString(value, "utcoffset")) {
    out->Number(id, ReadTime(value).ms);
  } else if (PyDict_Check(value)) {
    ThrowType(value, kValue);
  } else {
    bool any = false;
    ReadItems(value, kValue, [&](PyObject* item) {
      if (!PyUnicode_Check(item) && !PyBytes_Check(item)) {
        ThrowType(item, "a text in a list of texts");
      }
      out->Item(id, ReadText(item));
      any = true;
    });
    if (!any) out->Remove(id);
  }
}

// Calls id(key) for the name of each.
template <class Read>
void ReadAttributes(PyObject* value, Attributes* out, Read id) {
  out->Clear();
  const auto items = py::reinterpret_steal<py::object>(PyMapping_Items(value));
  if (!items) {
    PyErr_Clear();
    ThrowType(value, "a mapping of attributes");
  }
  const Py_ssize_t n = PyList_GET_SIZE(items.ptr());
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* const item = PyList_GET_ITEM(items.ptr(), i);
    AddValue(PyTuple_GET_ITEM(item, 1), id(PyTuple_GET_ITEM(item, 0)), out);
  }
}

}  // namespace

void ThrowType(PyObject* value, const char* expected) {
  throw py::type_error(std::string("is a ") + Py_TYPE(value)->tp_name +
                       ", expected " + expected);
}

void ThrowRange(PyObject* value, uint64_t most) {
  throw py::value_error("is " + std::string(py::str(py::handle(value))) +
                        ", expected a whole number from 0 to " +
                        std::to_string(most));
}

void ThrowName(std::string_view name, const char* what) {
  throw py::value_error("'" + std::string(name) + "' is no " + what);
}

int64_t ReadInt(PyObject* value) {
  const long long number = PyLong_AsLongLong(value);
  if (number != -1 || !PyErr_Occurred()) return number;
  if (!PyErr_ExceptionMatches(PyExc_OverflowError)) {
    throw py::error_already_set();
  }
  PyErr_Clear();
  throw py::value_error("is " + std::string(py::str(py::handle(value))) +
                        ", expected a whole number of 64 bits");
}

uint64_t ReadUnsigned(PyObject* value, uint64_t most) {
  // Small numbers, which nearly all are, in one call.
  if (PyLong_Check(value)) {
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow == 0) {
      if (number < 0 || static_cast<uint64_t>(number) > most) {
        ThrowRange(value, most);
      }
      return static_cast<uint64_t>(number);
    }
  }
  const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(value));
  if (!index) throw py::error_already_set();
  const unsigned long long number = PyLong_AsUnsignedLongLong(index.ptr());
  if (PyErr_Occurred()) {
    PyErr_Clear();
    ThrowRange(value, most);
  }
  if (number > most) ThrowRange(value, most);
  return number;
}

std::string_view ReadText(PyObject* value) {
  if (PyUnicode_Check(value)) {
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(value, &size);
    if (text == nullptr) throw py::error_already_set();
    return {text, static_cast<size_t>(size)};
  }
  if (!PyBytes_Check(value)) ThrowType(value, "a text");
  const char* bytes = PyBytes_AS_STRING(value);
  const Py_ssize_t size = PyBytes_GET_SIZE(value);
  const auto decoded = py::reinterpret_steal<py::object>(
      PyUnicode_DecodeUTF8(bytes, size, "strict"));
  if (!decoded) throw py::error_already_set();
  return {bytes, static_cast<size_t>(size)};
}

Instant ReadTime(PyObject* value) {
  if (PyLong_Check(value)) return Instant{ReadInt(value)};
  // Datetimes, and what else stands for a time, are Python's to read.
  static const py::object* to_ms =
      new py::object(py::module_::import("kefu._time").attr("to_ms"));
  return Instant{ReadInt((*to_ms)(py::handle(value)).ptr())};
}

void ById::operator()(PyObject* value, DeskList* list) {
  ReadList(value, "a list of desks", &desks_,
           [this](PyObject* item, DeskId* id) { (*this)(item, id); });
  *list = desks_;
}

void ById::operator()(PyObject* value, CustomerList* list) {
  ReadList(value, "a list of customers", &customers_,
           [this](PyObject* item, CustomerId* id) { (*this)(item, id); });
  *list = customers_;
}

void ById::operator()(PyObject* value, TagList* list) {
  if (value == Py_None) return;
  ReadList(value, "a list of tags", &tags_,
           [this](PyObject* item, TagId* id) { (*this)(item, id); });
  *list = tags_;
}

void ById::operator()(PyObject* value, AttributeList* list) {
  if (value == Py_None) return;
  ReadAttributes(value, &attributes_, [this](PyObject* key) {
    AttributeId id;
    (*this)(key, &id);
    return id;
  });
  *list = attributes_.list();
}

void ByName::operator()(PyObject* value, CustomerId* id) const {
  if (IsKey(value)) {
    *id = engine_->CustomerByKey(ReadUnsigned(value, UINT64_MAX));
    return;
  }
  const std::string_view name = ReadText(value);
  *id = name.empty() ? kNobody : engine_->Customer(name);
}

void ByName::operator()(PyObject* value, DeskList* list) {
  ReadList(value, "a list of desks", &desks_,
           [this](PyObject* item, DeskId* id) { (*this)(item, id); });
  *list = desks_;
}

void ByName::operator()(PyObject* value, CustomerList* list) {
  ReadList(value, "a list of customers", &customers_,
           [this](PyObject* item, CustomerId* id) { (*this)(item, id); });
  *list = customers_;
}

void ByName::operator()(PyObject* value, TagList* list) {
  if (value == Py_None) return;
  ReadList(value, "a list of tags", &tags_,
           [this](PyObject* item, TagId* id) { (*this)(item, id); });
  *list = tags_;
}

void ByName::operator()(PyObject* value, AttributeList* list) {
  if (value == Py_None) return;
  ReadAttributes(value, &attributes_, [this](PyObject* key) {
    AttributeId id;
    (*this)(key, &id);
    return id;
  });
  *list = attributes_.list();
}

void ByName::Find(std::string_view name, AgentId* id) const {
  *id = engine_->ruleset().Agent(name);
}
void ByName::Find(std::string_view name, GroupId* id) const {
  *id = engine_->ruleset().Group(name);
}
void ByName::Find(std::string_view name, DeskId* id) const {
  *id = engine_->ruleset().Desk(name);
}
void ByName::Find(std::string_view name, LinkId* id) const {
  *id = engine_->ruleset().Link(name);
}
void ByName::Find(std::string_view name, ProductId* id) const {
  *id = engine_->ruleset().Product(name);
}
void ByName::Find(std::string_view name, IntentId* id) const {
  *id = engine_->ruleset().Intent(name);
}
void ByName::Find(std::string_view name, OrderStatusId* id) const {
  *id = engine_->ruleset().OrderStatus(name);
}
void ByName::Find(std::string_view name, CrowdId* id) const {
  *id = engine_->ruleset().Crowd(name);
}
void ByName::Find(std::string_view name, TagId* id) const {
  *id = engine_->ruleset().Tag(name);
}
void ByName::Find(std::string_view name, AttributeId* id) const {
  *id = engine_->ruleset().Attribute(name);
}
void ByName::Find(std::string_view name, ChannelId* id) const {
  *id = engine_->ruleset().Channel(name);
}
void ByName::Find(std::string_view name, PageId* id) const {
  *id = engine_->ruleset().Page(name);
}
void ByName::Find(std::string_view name, LanguageId* id) const {
  *id = engine_->ruleset().Language(name);
}
void ByName::Find(std::string_view name, PriorityId* id) const {
  *id = engine_->ruleset().Priority(name);
}
void ByName::Find(std::string_view name, ItemId* id) const {
  *id = engine_->ruleset().Item(name);
}
void ByName::Find(std::string_view name, StoreId* id) const {
  *id = engine_->ruleset().Store(name);
}

}  // namespace kefu::python
