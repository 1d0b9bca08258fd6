// What a call from Python can fail with.

#ifndef KEFU_PYTHON_FAILURE_H_
#define KEFU_PYTHON_FAILURE_H_

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include "kefu/binary_log.h"
#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "kefu/snapshot.h"

namespace kefu::python {

// Becomes an exception of kefu/_errors.py: `kind` is the class.
struct Failure : std::exception {
  Failure(const char* kind_in, const char* code_in, std::string message_in)
      : kind(kind_in), code(code_in), message(std::move(message_in)) {}
  const char* what() const noexcept override { return message.c_str(); }

  const char* kind;
  const char* code;
  std::string message;
  std::string path;     // JSON pointer
  uint64_t line = 0;    // from 1
  int column = 0;       // from 1, in bytes
  uint64_t offset = 0;  // of a byte, from 0
  std::vector<ConfigError> errors;
  // Of a binary log.
  uint64_t block = 0;
  uint64_t event = 0;
  uint64_t good_bytes = 0;
  uint64_t good_events = 0;
};

Failure ToFailure(std::vector<ConfigError> errors);
Failure ToFailure(const LogError& error);
Failure ToFailure(const BinaryLogError& error);
Failure ToFailure(const SnapshotError& error);

// Lets Ctrl-C end a long call: throws what its handler raised. Takes the GIL.
void CheckSignals();

// Sets Python's error. REQUIRES: the GIL.
void SetError(const Failure& failure);
// The same for the exception that is being handled, whatever it is.
void SetErrorFromException() noexcept;

}  // namespace kefu::python

#endif  // KEFU_PYTHON_FAILURE_H_
