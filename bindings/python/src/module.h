// The parts of the module kefu._kefu, each defined in a file of its own.

#ifndef KEFU_PYTHON_MODULE_H_
#define KEFU_PYTHON_MODULE_H_

#include <pybind11/pybind11.h>

#include "kefu/time.h"

namespace kefu::python {

namespace py = pybind11;

void DefineRuleset(py::module_& module);
void DefineEngine(py::module_& module);
void DefineQueries(py::module_& module);
void DefineBatches(py::module_& module);
void DefineLogs(py::module_& module);
void DefineMetrics(py::module_& module);
void DefineReplay(py::module_& module);

// Milliseconds, or None for Never.
inline py::object TimeOrNone(Instant time) {
  if (time.never()) return py::none();
  return py::int_(time.ms);
}

}  // namespace kefu::python

#endif  // KEFU_PYTHON_MODULE_H_
