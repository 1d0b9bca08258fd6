// From Python values to the fields of an event. Two doors: people's, with
// names (ByName), and the fast one, with ids (ById). Both throw
// py::error_already_set or Failure.

#ifndef KEFU_PYTHON_READ_H_
#define KEFU_PYTHON_READ_H_

#include <pybind11/pybind11.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "failure.h"
#include "kefu/engine.h"
#include "kefu/event.h"

namespace kefu::python {

namespace py = pybind11;

[[noreturn]] void ThrowType(PyObject* value, const char* expected);
[[noreturn]] void ThrowRange(PyObject* value, uint64_t most);
[[noreturn]] void ThrowName(std::string_view name, const char* what);

// Whether it is a whole number, also one of NumPy; not one that is true.
inline bool IsKey(PyObject* value) {
  return PyLong_Check(value) || (!PyUnicode_Check(value) &&
                                 !PyFloat_Check(value) && PyIndex_Check(value));
}

int64_t ReadInt(PyObject* value);
uint64_t ReadUnsigned(PyObject* value, uint64_t most);
// UTF-8 that lives as long as the object, of a str or of bytes.
std::string_view ReadText(PyObject* value);
// Whole milliseconds, or an aware datetime.
Instant ReadTime(PyObject* value);

// The numbers of an event that both doors read alike.
class Plain {
 public:
  void operator()(PyObject* value, std::optional<uint64_t>* seq) const {
    if (value != Py_None) *seq = ReadUnsigned(value, UINT64_MAX);
  }
  void operator()(PyObject* value, Capacity* capacity) const {
    if (value == Py_None) return;
    *capacity = static_cast<uint32_t>(ReadUnsigned(value, UINT32_MAX - 1));
  }
  void operator()(PyObject* value, std::string_view* text) const {
    *text = ReadText(value);
  }
};

// The fast door.
class ById : public Plain {
 public:
  using Plain::operator();
  void operator()(PyObject* value, Instant* at) const {
    at->ms = ReadInt(value);
  }
  void operator()(PyObject* value, Until* until) const {
    if (value != Py_None) *until = Instant{ReadInt(value)};
  }
  template <class Tag, class Rep>
  void operator()(PyObject* value, Id<Tag, Rep>* id) const {
    id->value =
        static_cast<Rep>(ReadUnsigned(value, std::numeric_limits<Rep>::max()));
  }
  template <class E>
  requires std::is_enum_v<E>
  void operator()(PyObject* value, E* out) const {
    *out = static_cast<E>(ReadUnsigned(value, UINT8_MAX));
  }
  void operator()(PyObject* value, DeskList* list);
  void operator()(PyObject* value, CustomerList* list);
  void operator()(PyObject* value, TagList* list);
  template <class Tag, class Rep>
  void operator()(PyObject* value, std::optional<Id<Tag, Rep>>* id) const {
    if (value != Py_None) (*this)(value, &id->emplace());
  }
  void operator()(PyObject* value, AttributeList* list);

 private:
  std::vector<DeskId> desks_;
  std::vector<CustomerId> customers_;
  std::vector<TagId> tags_;
  Attributes attributes_;
};

// People's door. Names are looked up as those of a log are: one that the
// ruleset does not have gets an id that no ruleset gives, so that the engine
// refuses the event, or takes the product and the like as given and unknown.
class ByName : public Plain {
 public:
  explicit ByName(Engine* engine) : engine_(engine) {}

  using Plain::operator();
  void operator()(PyObject* value, Instant* at) const { *at = ReadTime(value); }
  void operator()(PyObject* value, Until* until) const {
    if (value != Py_None) *until = ReadTime(value);
  }
  template <class Tag, class Rep>
  void operator()(PyObject* value, Id<Tag, Rep>* id) const {
    const std::string_view name = ReadText(value);
    if (name.empty()) return;
    Find(name, id);
    if (!*id) id->value = std::numeric_limits<Rep>::max();
  }
  void operator()(PyObject* value, CustomerId* id) const;
  void operator()(PyObject* value, DeskList* list);
  void operator()(PyObject* value, CustomerList* list);
  void operator()(PyObject* value, TagList* list);
  // "" is nobody, or none.
  template <class Tag, class Rep>
  void operator()(PyObject* value, std::optional<Id<Tag, Rep>>* id) const {
    if (value != Py_None) (*this)(value, &id->emplace());
  }
  void operator()(PyObject* value, AttributeList* list);
  template <class E>
  requires std::is_enum_v<E>
  void operator()(PyObject* value, E* out) const {
    if (PyUnicode_Check(value)) {
      const std::string_view name = ReadText(value);
      if (!FromName(name, out)) ThrowName(name, "value of this enumeration");
    } else {
      *out = static_cast<E>(ReadUnsigned(value, UINT8_MAX));
    }
  }

 private:
  void Find(std::string_view name, AgentId* id) const;
  void Find(std::string_view name, GroupId* id) const;
  void Find(std::string_view name, DeskId* id) const;
  void Find(std::string_view name, LinkId* id) const;
  void Find(std::string_view name, ProductId* id) const;
  void Find(std::string_view name, IntentId* id) const;
  void Find(std::string_view name, OrderStatusId* id) const;
  void Find(std::string_view name, PriorityId* id) const;
  void Find(std::string_view name, CrowdId* id) const;
  void Find(std::string_view name, TagId* id) const;
  void Find(std::string_view name, AttributeId* id) const;
  void Find(std::string_view name, ChannelId* id) const;
  void Find(std::string_view name, PageId* id) const;
  void Find(std::string_view name, LanguageId* id) const;
  void Find(std::string_view name, ItemId* id) const;
  void Find(std::string_view name, StoreId* id) const;

  Engine* engine_;
  std::vector<DeskId> desks_;
  std::vector<CustomerId> customers_;
  std::vector<TagId> tags_;
  Attributes attributes_;
};

}  // namespace kefu::python

#endif  // KEFU_PYTHON_READ_H_
