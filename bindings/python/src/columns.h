// Rows of C++ as columns of NumPy.

#ifndef KEFU_PYTHON_COLUMNS_H_
#define KEFU_PYTHON_COLUMNS_H_

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include "kefu/metrics.h"

namespace kefu::python {

namespace py = pybind11;

// An array of get(row) for each row.
template <class Rows, class Get>
py::array Column(const Rows& rows, const Get& get) {
  using T = decltype(get(rows[0]));
  py::array_t<T> column(static_cast<py::ssize_t>(rows.size()));
  T* out = column.mutable_data();
  for (const auto& row : rows) *out++ = get(row);
  return column;
}

py::dict WaitColumns(const Metrics& metrics);
py::dict LoadColumns(const Metrics& metrics);

}  // namespace kefu::python

#endif  // KEFU_PYTHON_COLUMNS_H_
