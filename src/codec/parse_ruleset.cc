// A ruleset from its text: what the parser finds wrong and what the compiler
// finds wrong with the rest, both at once and with their places (E6).

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/ruleset.h"
#include "src/codec/config_errors.h"
#include "src/codec/config_parser.h"
#include "src/codec/json_tree.h"

namespace kefu {
namespace {

using codec::ErrorList;
using codec::JsonTree;

// The compiler knows pointers only. To find a pointer takes a walk through
// the text, so no more of them are found than are kept.
void AddPlaced(std::vector<ConfigError> found, const JsonTree& tree,
               ErrorList* errors) {
  if (found.size() > ErrorList::kMaxErrors) {
    errors->AddMore(found.size() - ErrorList::kMaxErrors);
    found.resize(ErrorList::kMaxErrors);
  }
  for (ConfigError& error : found) {
    const size_t offset = tree[tree.Find(error.pointer)].at;
    if (errors->Takes(offset)) errors->Add(offset, std::move(error));
  }
}

bool IsNumber(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Could the parser's error have left out something that is declared, or a name
// that others ask for? Then the compiler would report what only follows.
bool LeavesOutNames(const ConfigError& error) {
  const std::string_view pointer = error.pointer;
  const auto tokens = std::count(pointer.begin(), pointer.end(), '/');
  const std::string_view last = pointer.substr(pointer.rfind('/') + 1);
  if (tokens <= 1 || (tokens == 2 && IsNumber(last))) return true;
  for (const char* member :
       {"name", "kind", "channel", "main_account", "priorities"}) {
    if (last == member || error.suggestion == member) return true;
  }
  return pointer.starts_with("/queue/priorities/");
}

// Is it the same value, or a part of it?
bool IsWithin(std::string_view pointer, std::string_view whole) {
  return pointer.starts_with(whole) &&
         (pointer.size() == whole.size() || pointer[whole.size()] == '/');
}

// Is what the compiler says there a mere consequence of what the parser said?
// A value that it could not read has its default, a list lacks an item.
bool Follows(std::string_view pointer, std::string_view parsers) {
  const size_t slash = parsers.rfind('/');
  return IsWithin(pointer, parsers) || (IsNumber(parsers.substr(slash + 1)) &&
                                        pointer == parsers.substr(0, slash));
}

// What the compiler finds in the part of a config that could be read. `read`
// has at least one error.
std::vector<ConfigError> FurtherErrors(Config config,
                                       std::shared_ptr<const Ruleset> previous,
                                       const std::vector<ConfigError>& read) {
  for (const ConfigError& error : read) {
    if (LeavesOutNames(error)) return {};
  }
  std::vector<ConfigError> found =
      Compile(std::move(config), std::move(previous)).errors;
  const auto follows = [&](const ConfigError& further) {
    return std::any_of(read.begin(), read.end(), [&](const ConfigError& e) {
      return Follows(further.pointer, e.pointer);
    });
  };
  found.erase(std::remove_if(found.begin(), found.end(), follows), found.end());
  return found;
}

}  // namespace

RulesetResult ParseRuleset(std::string_view json,
                           std::shared_ptr<const Ruleset> previous) {
  RulesetResult result;
  JsonTree tree;
  ErrorList errors;
  Config config;
  if (codec::ReadConfig(json, &tree, &config, &errors)) {
    result = Compile(std::move(config), std::move(previous));
    AddPlaced(std::move(result.errors), tree, &errors);
  } else {
    const std::vector<ConfigError> read =
        ErrorList(errors).Finish(tree.source());
    AddPlaced(FurtherErrors(std::move(config), std::move(previous), read), tree,
              &errors);
  }
  result.errors = errors.Finish(tree.source());
  return result;
}

}  // namespace kefu
