#include "failure.h"

#include <pybind11/pybind11.h>

#include <new>
#include <stdexcept>
#include <utility>

namespace kefu::python {

namespace py = pybind11;

namespace {

const char* CodeOf(LogTrouble trouble) {
  switch (trouble) {
    case LogTrouble::kNotALog:
      return "not_a_log";
    case LogTrouble::kNewer:
      return "newer";
    case LogTrouble::kTorn:
      return "torn";
    case LogTrouble::kDamaged:
      return "damaged";
    case LogTrouble::kInvalid:
      return "invalid";
    case LogTrouble::kNoJson:
      return "no_json";
  }
  return "damaged";
}

const char* CodeOf(SnapshotTrouble trouble) {
  switch (trouble) {
    case SnapshotTrouble::kNotASnapshot:
      return "not_a_snapshot";
    case SnapshotTrouble::kTruncated:
      return "truncated";
    case SnapshotTrouble::kTooLong:
      return "too_long";
    case SnapshotTrouble::kDamaged:
      return "damaged";
    case SnapshotTrouble::kNewer:
      return "newer";
    case SnapshotTrouble::kOtherRuleset:
      return "other_ruleset";
    case SnapshotTrouble::kInvalid:
      return "invalid";
  }
  return "damaged";
}

}  // namespace

Failure ToFailure(std::vector<ConfigError> errors) {
  std::string text;
  for (const ConfigError& error : errors) {
    if (!text.empty()) text += '\n';
    text += ToText(error);
  }
  Failure failure("ConfigError", "config", std::move(text));
  if (!errors.empty()) {
    failure.path = errors.front().pointer;
    failure.line = static_cast<uint64_t>(errors.front().line);
    failure.column = errors.front().column;
  }
  failure.errors = std::move(errors);
  return failure;
}

Failure ToFailure(const LogError& error) {
  Failure failure("LogError", "line", ToText(error, "log"));
  failure.line = error.line;
  failure.column = error.column;
  return failure;
}

Failure ToFailure(const BinaryLogError& error) {
  Failure failure("LogError", CodeOf(error.trouble), ToText(error, "log"));
  failure.offset = error.offset;
  failure.block = error.block;
  failure.event = error.event;
  failure.good_bytes = error.good_bytes;
  failure.good_events = error.good_events;
  return failure;
}

Failure ToFailure(const SnapshotError& error) {
  Failure failure("SnapshotError", CodeOf(error.code),
                  ToText(error, "snapshot"));
  failure.offset = error.offset;
  return failure;
}

void CheckSignals() {
  const py::gil_scoped_acquire acquire;
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

void SetError(const Failure& failure) {
  const py::object module = py::module_::import("kefu._errors");
  const py::object problem = module.attr("Problem");
  py::list errors;
  for (const ConfigError& error : failure.errors) {
    errors.append(problem(error.line, error.column, error.pointer,
                          error.message, error.suggestion));
  }
  const py::object type = module.attr(failure.kind);
  const py::object made = type(
      failure.message, py::arg("code") = failure.code,
      py::arg("path") = failure.path, py::arg("line") = failure.line,
      py::arg("column") = failure.column, py::arg("offset") = failure.offset,
      py::arg("errors") = py::tuple(errors), py::arg("block") = failure.block,
      py::arg("event") = failure.event,
      py::arg("good_bytes") = failure.good_bytes,
      py::arg("good_events") = failure.good_events);
  PyErr_SetObject(type.ptr(), made.ptr());
}

void SetErrorFromException() noexcept {
  try {
    try {
      throw;
    } catch (const Failure& failure) {
      SetError(failure);
    }
  } catch (py::error_already_set& error) {
    error.restore();
  } catch (const py::builtin_exception& error) {
    error.set_error();
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (const std::length_error& error) {
    PyErr_SetString(PyExc_OverflowError, error.what());
  } catch (const std::invalid_argument& error) {
    PyErr_SetString(PyExc_ValueError, error.what());
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
}

}  // namespace kefu::python
