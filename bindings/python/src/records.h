// Records as NumPy arrays, without copying.

#ifndef KEFU_PYTHON_RECORDS_H_
#define KEFU_PYTHON_RECORDS_H_

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstddef>
#include <memory>
#include <span>

#include "kefu/effect.h"
#include "kefu/event.h"
#include "state.h"

namespace kefu::python {

void RegisterTypes(const py::object& event_dtype,
                   const py::object& effect_dtype);

// Read-only views; they keep alive what they look into.
py::array ViewOf(std::span<const EventRecord> records,
                 std::shared_ptr<const void> owner);
py::array ViewOf(std::span<const EffectRecord> records,
                 std::shared_ptr<const void> owner);
py::array ViewOf(std::span<const std::byte> bytes,
                 std::shared_ptr<const void> owner);

// The records of an array of EVENT_DTYPE, and what keeps them alive: the array
// itself, or a copy if its records do not lie side by side. Throws TypeError.
struct EventArray {
  explicit EventArray(const py::object& array);
  std::span<const EventRecord> records;
  py::array owner;
};
// The records of an array of EFFECT_DTYPE.
struct EffectArray {
  explicit EffectArray(const py::object& array);
  std::span<const EffectRecord> records;
  py::array owner;
};

// Any object with a buffer, as bytes; it stays pinned as long as this lives.
class Bytes {
 public:
  explicit Bytes(const py::object& object);
  ~Bytes();
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;

  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(view_.buf),
            static_cast<size_t>(view_.len)};
  }
  std::string_view text() const {
    return {static_cast<const char*>(view_.buf),
            static_cast<size_t>(view_.len)};
  }

 private:
  Py_buffer view_;
};

// Numbers of a kind, in an array of their own.
template <class T>
py::array_t<T> Array(const std::vector<T>& values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

}  // namespace kefu::python

#endif  // KEFU_PYTHON_RECORDS_H_
