#include "records.h"

#include <utility>

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

Bytes::Bytes(const py::object& object) {
  if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_SIMPLE) != 0) {
    throw py::error_already_set();
  }
}

Bytes::~Bytes() { PyBuffer_Release(&view_); }

}  // namespace kefu::python
