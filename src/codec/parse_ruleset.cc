// A ruleset from its text: what the parser finds wrong and, if that is
// nothing, what the compiler finds wrong, both with their places (E6).

#include <memory>
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
std::vector<ConfigError> Placed(std::vector<ConfigError> found,
                                const JsonTree& tree) {
  ErrorList errors;
  if (found.size() > ErrorList::kMaxErrors) {
    errors.AddMore(found.size() - ErrorList::kMaxErrors);
    found.resize(ErrorList::kMaxErrors);
  }
  for (ConfigError& error : found) {
    const size_t offset = tree[tree.Find(error.pointer)].at;
    if (errors.Takes(offset)) errors.Add(offset, std::move(error));
  }
  return errors.Finish(tree.source());
}

}  // namespace

RulesetResult ParseRuleset(std::string_view json,
                           std::shared_ptr<const Ruleset> previous) {
  RulesetResult result;
  JsonTree tree;
  ErrorList errors;
  Config config;
  if (!codec::ReadConfig(json, &tree, &config, &errors)) {
    result.errors = errors.Finish(tree.source());
    return result;
  }
  result = Compile(std::move(config), std::move(previous));
  result.errors = Placed(std::move(result.errors), tree);
  return result;
}

}  // namespace kefu
