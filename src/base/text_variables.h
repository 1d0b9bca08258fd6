// Variables in the texts of a ruleset (K7): "{agent} is here for you". "{{" and
// "}}" are braces.

#ifndef KEFU_BASE_TEXT_VARIABLES_H_
#define KEFU_BASE_TEXT_VARIABLES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kefu {

enum class Variable : uint8_t {
  kNone,
  kCompany,
  kAgent,
  kCustomer,
  kPosition,
  kAhead,
  kWait,
  kOpening
};
// What stands between the braces; kNone: no variable.
Variable FindVariable(std::string_view name);
// "{company}, {agent}, ... or {opening}"
std::string VariablesInWords();

// Reads a text from left to right.
class VariableReader {
 public:
  struct Piece {
    std::string_view literal;             // before the variable
    Variable variable = Variable::kNone;  // kNone: the text ends, or a brace
  };
  explicit VariableReader(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  // What is no variable reads as a literal; then `wrong` says where.
  Piece Next();
  // The first thing in braces that is no variable, from its brace on; empty if
  // there is none so far.
  std::string_view wrong() const { return wrong_; }

 private:
  std::string_view rest_;
  std::string_view wrong_;
};

// What is wrong with the variables of a text, or "".
std::string CheckVariables(std::string_view text);

}  // namespace kefu

#endif  // KEFU_BASE_TEXT_VARIABLES_H_
