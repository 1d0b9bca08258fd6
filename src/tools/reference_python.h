// The part of bindings/python/kefu that is made from events.def and config.def:
// what has to be equal in all faces is written by the machine.

#ifndef KEFU_TOOLS_REFERENCE_PYTHON_H_
#define KEFU_TOOLS_REFERENCE_PYTHON_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace kefu::tools {

// Each file whole, with a line break at its end.
std::string PythonWords();    // _words.py: enumerations and reasons
std::string PythonEvents();   // _events.py: one dataclass for each event
std::string PythonEffects();  // _effects.py: one class for each effect
std::string PythonFast();     // _fast.py: the positional calls
std::string PythonRecords();  // _records.py: records as NumPy types
std::string PythonConfig();   // config.py: the config as types

// `__all__ = [...]`; each name is followed by ", ".
std::string PythonExports(std::string_view names);

// The first lines of a module: whence it comes, its docstring.
std::string PythonHead(std::string_view doc,
                       std::string_view table = "events.def");

// `text` as a docstring with so many blanks before each line, in 80 columns.
std::string Docstring(std::string_view text, size_t indent);

// Lines of at most 80 columns, each begun with so many blanks; the first one
// with `first` blanks less.
std::string Wrapped(std::string_view text, size_t indent);

// Whether this type of events.def is one of its enumerations.
bool IsEnum(std::string_view type);

std::string Upper(std::string_view text);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REFERENCE_PYTHON_H_
