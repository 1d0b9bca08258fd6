// The JSON Schema of a ruleset says what the tables say, level by level.

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "src/codec/config_schema.h"
#include "src/codec/json_tree.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

bool Has(const codec::JsonTree& tree, std::string_view pointer) {
  return tree.Pointer(tree.Find(pointer)) == pointer;
}

TEST_CASE("docs/ruleset.schema.json is up to date") {
  CHECK_MESSAGE(ReadFile("docs/ruleset.schema.json") == codec::ConfigSchema(),
                "run scripts/docs");
}

TEST_CASE("every reference of the schema leads to a definition") {
  const std::string schema = codec::ConfigSchema();
  codec::JsonTree tree;
  REQUIRE_FALSE(tree.Read(schema).has_value());
  int references = 0;
  for (uint32_t node = 0; node < tree[0].end; ++node) {
    const codec::JsonNode& value = tree[node];
    if (value.kind != codec::JsonKind::kString || value.key_at == value.at ||
        tree.Key(value) != "$ref") {
      continue;
    }
    ++references;
    CHECK_MESSAGE(Has(tree, tree.Text(value).substr(1)), tree.Text(value));
  }
  CHECK(references > 20);
}

TEST_CASE("a level has only its own settings in the schema (T13)") {
  const std::string schema = codec::ConfigSchema();
  codec::JsonTree tree;
  REQUIRE_FALSE(tree.Read(schema).has_value());
  CHECK(Has(tree, "/$defs/RoutingConfig.desks/properties/session_starts"));
  CHECK(Has(tree, "/$defs/RoutingConfig.groups/properties/distribution"));
  CHECK_FALSE(
      Has(tree, "/$defs/RoutingConfig.groups/properties/session_starts"));
  CHECK(Has(tree, "/$defs/RoutingConfig.tenant/properties/sticky_memory"));
  CHECK_FALSE(
      Has(tree, "/$defs/RoutingConfig.channels/properties/sticky_memory"));
  CHECK_FALSE(Has(tree, "/$defs/RoutingConfig.agents"));
}

}  // namespace
}  // namespace kefu
