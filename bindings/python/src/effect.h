// One effect as a Python object: its record and the engine that made it. The
// classes of kefu/_effects.py derive from it; names are looked up when they
// are asked for.

#ifndef KEFU_PYTHON_EFFECT_H_
#define KEFU_PYTHON_EFFECT_H_

#include <pybind11/pybind11.h>

#include <span>

#include "kefu/effect.h"
#include "state.h"

namespace kefu::python {

// Whether the customer's name is kept in the object. A later event may make
// the engine forget it, and another thread may be using the engine then.
enum class Names { kNow, kLater };

// A new reference. REQUIRES: nobody changes the engine.
PyObject* MakeEffect(const EffectRecord& record, EngineState& state,
                     Names names);
PyObject* MakeList(std::span<const EffectRecord> records, EngineState& state,
                   Names names);
PyObject* MakeTuple(std::span<const EffectRecord> records, EngineState& state,
                    Names names);

// The record of a Python effect, or null.
const EffectRecord* RecordOf(PyObject* object);

void DefineEffect(py::module_& module);
// The classes by type, from kefu/_effects.py.
void RegisterEffects(const py::dict& classes);

}  // namespace kefu::python

#endif  // KEFU_PYTHON_EFFECT_H_
