// kefu._kefu: what the package kefu is built on. Thin: it moves values over
// the border, holds the GIL or lets it go, and knows no rule.

#include "module.h"

#include "effect.h"
#include "events.h"
#include "failure.h"
#include "records.h"

namespace py = pybind11;

PYBIND11_MODULE(_kefu, module) {
  using namespace kefu::python;
  // Python's own signatures stand in _kefu.pyi.
  py::options options;
  options.disable_function_signatures();
  module.doc() = "The engine of kefu; use the package kefu instead.";
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Failure& failure) {
      SetError(failure);
    }
  });
  module.attr("__version__") = KEFU_PYTHON_VERSION;
  DefineRuleset(module);
  DefineEffect(module);
  DefineFast(module);
  DefineEngine(module);
  DefineQueries(module);
  DefineBatches(module);
  DefineLogs(module);
  DefineMetrics(module);
  DefineReplay(module);
  module.def("register",
             [](const py::dict& events, const py::dict& effects,
                const py::object& event_dtype, const py::object& effect_dtype) {
               RegisterEvents(events);
               RegisterEffects(effects);
               RegisterTypes(event_dtype, effect_dtype);
             });
}
