#include "records.h"

#include <algorithm>
#include <string>
#include <utility>

#include "read.h"

namespace kefu::python {
namespace {

// They live as long as the process.
const py::dtype* g_event_type = nullptr;
const py::dtype* g_effect_type = nullptr;

// NumPy's base of a view: what it looks into, kept alive.
py::capsule Keep(std::shared_ptr<const void> owner) {
  using Owner = std::shared_ptr<const void>;
  return py::capsule(new Owner(std::move(owner)),
                     [](void* kept) { delete static_cast<Owner*>(kept); });
}

py::array View(const py::dtype& type, const void* data, size_t count,
               std::shared_ptr<const void> owner) {
  py::array view(type, {static_cast<py::ssize_t>(count)}, {type.itemsize()},
                 data, Keep(std::move(owner)));
  view.attr("setflags")(py::arg("write") = false);
  return view;
}

py::array Aligned(const py::object& object, const py::dtype& type) {
  if (!py::isinstance<py::array>(object)) {
    throw py::type_error("expected a NumPy array of records");
  }
  auto array = py::reinterpret_borrow<py::array>(object);
  if (!array.dtype().equal(type)) {
    throw py::type_error(
        "expected an array of type kefu.EVENT_DTYPE or kefu.EFFECT_DTYPE, is " +
        std::string(py::str(array.dtype())));
  }
  if (array.ndim() != 1) throw py::type_error("expected one dimension");
  const bool whole = (array.flags() & py::array::c_style) != 0 &&
                     reinterpret_cast<uintptr_t>(array.data()) % 8 == 0;
  if (whole) return array;
  return array.attr("copy")().cast<py::array>();
}

template <class Record>
std::span<const Record> RecordsOf(const py::array& array) {
  return {static_cast<const Record*>(array.data()),
          static_cast<size_t>(array.size())};
}

}  // namespace

void RegisterTypes(const py::object& event_dtype,
                   const py::object& effect_dtype) {
  g_event_type = new py::dtype(event_dtype.cast<py::dtype>());
  g_effect_type = new py::dtype(effect_dtype.cast<py::dtype>());
  if (g_event_type->itemsize() != sizeof(EventRecord) ||
      g_effect_type->itemsize() != sizeof(EffectRecord)) {
    throw py::type_error("a record has another size");
  }
}

py::array ViewOf(std::span<const EventRecord> records,
                 std::shared_ptr<const void> owner) {
  return View(*g_event_type, records.data(), records.size(), std::move(owner));
}

py::array ViewOf(std::span<const EffectRecord> records,
                 std::shared_ptr<const void> owner) {
  return View(*g_effect_type, records.data(), records.size(), std::move(owner));
}

py::array ViewOf(std::span<const std::byte> bytes,
                 std::shared_ptr<const void> owner) {
  return View(py::dtype::of<uint8_t>(), bytes.data(), bytes.size(),
              std::move(owner));
}

EventArray::EventArray(const py::object& array)
    : owner(Aligned(array, *g_event_type)) {
  records = RecordsOf<EventRecord>(owner);
}

EffectArray::EffectArray(const py::object& array)
    : owner(Aligned(array, *g_effect_type)) {
  records = RecordsOf<EffectRecord>(owner);
}

Keys ReadKeys(const py::object& values) {
  py::array array = py::array::ensure(values);
  if (!array) {
    PyErr_Clear();
    throw py::type_error("expected an array of whole numbers");
  }
  if (array.ndim() != 1) {
    throw py::value_error("expected an array of one dimension, has " +
                          std::to_string(array.ndim()));
  }
  if (array.size() == 0) return Keys(0);
  const char kind = array.dtype().kind();
  if (kind == 'u') return Keys(array);
  if (kind == 'i') {
    const py::array_t<int64_t, py::array::c_style | py::array::forcecast> whole(
        array);
    const std::span<const int64_t> all(whole.data(),
                                       static_cast<size_t>(whole.size()));
    const auto below = std::ranges::find_if(all, [](auto k) { return k < 0; });
    if (below != all.end()) {
      throw py::value_error("item " + std::to_string(below - all.begin()) +
                            " is " + std::to_string(*below) +
                            ", expected a whole number that is not below 0");
    }
    return Keys(array);
  }
  // Others one by one; numbers beyond an int64 are objects.
  const py::list items(values);
  Keys keys(static_cast<py::ssize_t>(items.size()));
  uint64_t* out = keys.mutable_data();
  size_t i = 0;
  for (const py::handle item : items) {
    if (!IsKey(item.ptr())) {
      throw py::type_error("item " + std::to_string(i) + " is a " +
                           Py_TYPE(item.ptr())->tp_name +
                           ", expected a whole number");
    }
    out[i++] = ReadUnsigned(item.ptr(), UINT64_MAX);
  }
  return keys;
}

py::list NamesOfAll(const EngineState& state, const py::object& values) {
  const Keys ids = ReadKeys(values);
  const Reading reading(state);
  py::list names(static_cast<size_t>(ids.size()));
  for (py::ssize_t i = 0; i < ids.size(); ++i) {
    PyObject* name = NameOf(state.engine, CustomerId{ids.data()[i]});
    if (name == nullptr) throw py::error_already_set();
    PyList_SET_ITEM(names.ptr(), i, name);
  }
  return names;
}

Bytes::Bytes(const py::object& object) {
  if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_SIMPLE) != 0) {
    throw py::error_already_set();
  }
}

AlignedBytes::AlignedBytes(const py::object& object)
    : given_(object),
      copied_(reinterpret_cast<uintptr_t>(given_.bytes().data()) % 8 != 0) {
  if (copied_) copy_.assign(given_.bytes().begin(), given_.bytes().end());
}

Bytes::~Bytes() { PyBuffer_Release(&view_); }

}  // namespace kefu::python
