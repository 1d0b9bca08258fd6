// Events as Python objects: those of kefu/_events.py, and the fast calls.

#ifndef KEFU_PYTHON_EVENTS_H_
#define KEFU_PYTHON_EVENTS_H_

#include <pybind11/pybind11.h>

#include "kefu/engine.h"
#include "kefu/event.h"

namespace kefu::python {

namespace py = pybind11;

// Adds an object of one of the event classes to a batch; its customers become
// known to the engine. REQUIRES: the caller may change the engine.
void AddEvent(PyObject* event, Engine* engine, EventBatch* batch);

// The classes by type.
void RegisterEvents(const py::dict& classes);

// Adds apply() to Python's class of the engine: without pybind11's machinery
// a call takes a third of the time.
void DefineApply(py::object& engine_class);

// The class of Engine.fast.
void DefineFast(py::module_& module);
// REQUIRES: `engine` is a Python engine.
py::object MakeFast(const py::object& engine);

}  // namespace kefu::python

#endif  // KEFU_PYTHON_EVENTS_H_
