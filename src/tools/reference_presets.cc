// docs/presets.md.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/config_facts.h"
#include "src/codec/config_writer.h"
#include "src/tools/reference_pages.h"

namespace kefu::tools {
namespace {

constexpr std::string_view kIntroduction =
    R"(`"preset": "taobao"` in a ruleset fills what is not given with the habits of a
platform (T13): `weimob` 微盟, `wecom` 微信客服, `taobao` 淘宝千牛, `mini_program`
小程序, `jd` 京东. A setting that the ruleset gives, at whatever level, wins over
its preset. Where a cell is empty the preset leaves the default of the first
column. What is not in this table no preset touches.

Rulesets of these platforms, with everything around the preset, are in
[examples/rulesets](../examples/rulesets).

)";

constexpr std::string_view kNotes = R"(
`main_account` as a plan needs a main account: where `tenant.main_account` names
nobody, the preset's plan is `queue`; and at a desk where a robot is first, or
that a group with a robot of its own serves, `taobao` has the plan `pool`. A plan that the ruleset itself gives is
never changed; it is an error there.

The values go back to what the platforms document or their sellers describe.
Platforms change their habits: a ruleset that must not change with a later
version of kefu gives its values itself.
)";

// The settings that some preset fills, in the order of the table.
struct Row {
  std::string_view struct_name, section, member;
  friend bool operator==(const Row&, const Row&) = default;
};

std::vector<Row> Rows() {
  std::vector<Row> rows;
  const auto add = [&rows](const Row& row) {
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) {
      rows.push_back(row);
    }
  };
#define KEFU_PRESET(Value, Section, section, member, ...) \
  add({#Section, #section, #member});
#include "kefu/presets.def"
  return rows;
}

}  // namespace

std::string PresetsPage() {
  std::string page = Title("Presets of the platforms", "presets.def");
  page += kIntroduction;
  std::vector<std::string> head{"setting", "rule"};
  const auto& names = codec::EnumFacts<Preset>::kNames;
  head.push_back("no preset");
  for (size_t i = 1; i < std::size(names); ++i) head.push_back(Code(names[i]));
  AppendHead(head, &page);
  for (const Row& row : Rows()) {
    const codec::MemberFacts& member =
        codec::MemberOf(row.struct_name, row.member);
    std::vector<std::string> cells{
        Code(std::string(row.section) + "." + std::string(row.member)),
        std::string(member.rule),
        Code(codec::FallbackText(row.struct_name, row.member))};
    for (size_t i = 1; i < std::size(names); ++i) {
      cells.push_back(Code(codec::PresetText(static_cast<Preset>(i),
                                             row.struct_name, row.member)));
    }
    AppendRow(cells, &page);
  }
  page += kNotes;
  return page;
}

}  // namespace kefu::tools
