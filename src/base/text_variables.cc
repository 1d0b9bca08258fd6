#include "src/base/text_variables.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "src/base/suggest.h"

namespace kefu {
namespace {

constexpr std::array<std::pair<std::string_view, Variable>, 7> kVariables{
    {{"company", Variable::kCompany},
     {"agent", Variable::kAgent},
     {"customer", Variable::kCustomer},
     {"position", Variable::kPosition},
     {"ahead", Variable::kAhead},
     {"wait", Variable::kWait},
     {"opening", Variable::kOpening}}};

// Of what stands in braces: as much as an error shows.
constexpr size_t kMostShown = 40;

}  // namespace

Variable FindVariable(std::string_view name) {
  for (const auto& [known, variable] : kVariables) {
    if (known == name) return variable;
  }
  return Variable::kNone;
}

std::string VariablesInWords() {
  std::string words;
  for (size_t i = 0; i < kVariables.size(); ++i) {
    if (i != 0) words += i + 1 == kVariables.size() ? " or " : ", ";
    words += fmt::format("{{{}}}", kVariables[i].first);
  }
  return words;
}

VariableReader::Piece VariableReader::Next() {
  const size_t at = std::min(rest_.find('{'), rest_.find("}}"));
  if (at == std::string_view::npos) {
    return {std::exchange(rest_, {}), Variable::kNone};
  }
  const std::string_view from = rest_.substr(at);
  // Up to here, and with the brace itself.
  const std::string_view before = rest_.substr(0, at);
  const std::string_view with = rest_.substr(0, at + 1);
  if (from.starts_with("{{") || from.starts_with("}}")) {
    rest_.remove_prefix(at + 2);
    return {with, Variable::kNone};
  }
  const size_t close = from.find('}');
  const Variable variable = close == std::string_view::npos
                                ? Variable::kNone
                                : FindVariable(from.substr(1, close - 1));
  if (variable == Variable::kNone) {
    if (wrong_.empty()) wrong_ = from;
    rest_.remove_prefix(at + 1);
    return {with, Variable::kNone};
  }
  rest_.remove_prefix(at + close + 1);
  return {before, variable};
}

std::string CheckVariables(std::string_view text) {
  VariableReader reader(text);
  while (!reader.AtEnd() && reader.wrong().empty()) reader.Next();
  const std::string_view wrong = reader.wrong();
  if (wrong.empty()) return "";
  const size_t close = wrong.find('}');
  if (close == std::string_view::npos || close > kMostShown) {
    return "has a brace that is not closed; write {{ for a brace, or one of " +
           VariablesInWords();
  }
  return fmt::format(
      "has the unknown variable {}, expected {}; write {{{{ for a brace",
      wrong.substr(0, close + 1), VariablesInWords());
}

}  // namespace kefu
