// Records as NumPy arrays, without copying.

#ifndef KEFU_PYTHON_RECORDS_H_
#define KEFU_PYTHON_RECORDS_H_

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

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

// Whole numbers in one dimension, as they are: a cast would make others of
// those that are negative, broken or texts. Throws.
using Keys = py::array_t<uint64_t, py::array::c_style | py::array::forcecast>;
Keys ReadKeys(const py::object& values);
// The names or keys of many customers.
py::list NamesOfAll(const EngineState& state, const py::object& ids);

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

// The same where payloads have to lie; a copy if they do not.
class AlignedBytes {
 public:
  explicit AlignedBytes(const py::object& object);
  std::span<const std::byte> bytes() const {
    return copied_ ? std::span<const std::byte>(copy_) : given_.bytes();
  }

 private:
  Bytes given_;
  bool copied_;
  std::vector<std::byte> copy_;
};

// Numbers of a kind, in an array of their own.
template <class T>
py::array_t<T> Array(const std::vector<T>& values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

}  // namespace kefu::python

#endif  // KEFU_PYTHON_RECORDS_H_
