#include "ruleset.h"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "failure.h"
#include "kefu/lint.h"
#include "kefu/messages.h"
#include "kefu/replies.h"
#include "module.h"

namespace kefu::python {
namespace {

std::shared_ptr<RulesetState> Parse(const std::string& json,
                                    const RulesetState* previous) {
  const auto before = previous ? previous->ruleset : nullptr;
  RulesetResult result;
  {
    const py::gil_scoped_release release;
    result = ParseRuleset(json, before);
  }
  if (!result) throw ToFailure(std::move(result.errors));
  return std::make_shared<RulesetState>(std::move(result.ruleset));
}

template <class Item>
const std::string& NameOf(const Item& item) {
  return item.name;
}
// Of crowds, rules and items there are only the names.
const std::string& NameOf(const std::string& name) { return name; }

// The names of one kind by their ids; "" where an id has no name.
template <class IdType, class Items>
std::vector<std::string> NamesOf(const Ruleset& ruleset, const Items& items,
                                 IdType (Ruleset::*find)(std::string_view)
                                     const) {
  std::vector<std::string> names(1);
  for (const auto& item : items) {
    const size_t id = (ruleset.*find)(NameOf(item)).value;
    if (id >= names.size()) names.resize(id + 1);
    names[id] = NameOf(item);
  }
  return names;
}

// What `find` gives for an agent and what he has typed, as JSON.
template <class FindReplies>
std::string RepliesJson(const RulesetState& state, uint32_t agent,
                        std::string_view typed, int64_t at, uint16_t desk,
                        std::string_view customer, const FindReplies& find) {
  const MessageValues values{.at = Instant{at},
                             .desk = {desk},
                             .agent = {agent},
                             .customer = customer};
  std::string json;
  AppendJson(*state.ruleset, find(*state.ruleset, AgentId{agent}, typed),
             values, &json);
  return json;
}

std::string QuickRepliesJson(const RulesetState& state, uint32_t agent,
                             std::string_view typed, int64_t at, uint16_t desk,
                             std::string_view customer) {
  return RepliesJson(state, agent, typed, at, desk, customer, &QuickReplies);
}

std::string ScriptsJson(const RulesetState& state, uint32_t agent,
                        std::string_view typed, int64_t at, uint16_t desk,
                        std::string_view customer) {
  return RepliesJson(
      state, agent, typed, at, desk, customer,
      [](const Ruleset& ruleset, AgentId, std::string_view words) {
        return Scripts(ruleset, words);
      });
}

std::vector<std::string> Names(const RulesetState& state,
                               std::string_view kind) {
  const Ruleset& ruleset = *state.ruleset;
  const Config& config = ruleset.config();
  if (kind == "agent") return NamesOf(ruleset, config.agents, &Ruleset::Agent);
  if (kind == "group") return NamesOf(ruleset, config.groups, &Ruleset::Group);
  if (kind == "desk") return NamesOf(ruleset, config.desks, &Ruleset::Desk);
  if (kind == "link") return NamesOf(ruleset, config.links, &Ruleset::Link);
  if (kind == "crowd") {
    return NamesOf(ruleset, ruleset.CrowdNames(), &Ruleset::Crowd);
  }
  if (kind == "channel") {
    return NamesOf(ruleset, config.channels, &Ruleset::Channel);
  }
  if (kind == "rule") {
    return NamesOf(ruleset, ruleset.RuleNames(), &Ruleset::Rule);
  }
  if (kind == "coupon") {
    return NamesOf(ruleset, ruleset.CouponNames(), &Ruleset::Coupon);
  }
  throw py::value_error(
      "expected agent, group, desk, link, crowd, channel, rule or coupon");
}

// The id of a name, 0 if there is none.
template <class IdType>
auto Find(IdType (Ruleset::*find)(std::string_view) const) {
  return [find](const RulesetState& state, std::string_view name) {
    return ((*state.ruleset).*find)(name).value;
  };
}

template <class IdType>
auto NameIn() {
  return [](const RulesetState& state, uint32_t number) {
    using Rep = decltype(IdType::value);
    const auto id = static_cast<Rep>(number);
    return std::string(id == number ? state.ruleset->Name(IdType{id}) : "");
  };
}

// ----------------------------------------------------------------- lint (E4)

// As LintFinding has them: check, line, column, pointer, message.
using FindingRow = std::tuple<int, int, int, std::string, std::string>;

std::vector<FindingRow> FindingRows(const RulesetState& state,
                                    const std::string& json) {
  const py::gil_scoped_release release;
  std::vector<FindingRow> rows;
  for (LintFinding& finding : Lint(*state.ruleset, json)) {
    rows.emplace_back(static_cast<int>(finding.check), finding.line,
                      finding.column, std::move(finding.pointer),
                      std::move(finding.message));
  }
  return rows;
}

// The words of every face are those of the library.
std::string FindingText(uint8_t check, int line, int column,
                        std::string pointer, std::string message) {
  return ToText(LintFinding{static_cast<LintCheck>(check), line, column,
                            std::move(pointer), std::move(message)});
}

// ---------------------------------------------------------------- hours (C4)

ScheduleId ScheduleOf(uint32_t number) {
  return {static_cast<uint16_t>(number)};
}

// None: unknown.
template <class T>
py::object Told(const std::optional<T>& answer) {
  if (!answer) return py::none();
  return py::int_(answer->ms);
}

void DefineHours(py::class_<RulesetState, std::shared_ptr<RulesetState>>* to) {
  to->def("_is_open",
          [](const RulesetState& state, uint32_t schedule, int64_t at) {
            return state.ruleset->IsOpen(ScheduleOf(schedule), {at});
          })
      .def(
          "_next_opening",
          [](const RulesetState& state, uint32_t schedule, int64_t at) {
            return Told(state.ruleset->NextOpening(ScheduleOf(schedule), {at}));
          })
      .def(
          "_next_closing",
          [](const RulesetState& state, uint32_t schedule, int64_t at) {
            return Told(state.ruleset->NextClosing(ScheduleOf(schedule), {at}));
          })
      .def("_open_time",
           [](const RulesetState& state, uint32_t schedule, int64_t from,
              int64_t until) {
             return Told(state.ruleset->OpenTime(ScheduleOf(schedule), {from},
                                                 {until}));
           })
      .def("_add_open_time",
           [](const RulesetState& state, uint32_t schedule, int64_t at,
              int64_t ms) {
             if (ms < 0 || ms > kLongestDuration.ms) {
               throw py::value_error(
                   "expected a length of time from 0 to "
                   "36,525 days");
             }
             return Told(
                 state.ruleset->AddOpenTime(ScheduleOf(schedule), {at}, {ms}));
           })
      .def("_add_working_days",
           [](const RulesetState& state, uint32_t schedule, int64_t at,
              int64_t days) {
             if (days < 0 || days > kMostWorkingDays) {
               throw py::value_error("expected 0 to 100,000 days");
             }
             return Told(state.ruleset->AddWorkingDays(ScheduleOf(schedule),
                                                       {at}, days));
           })
      .def("_hours_of", [](const RulesetState& state, uint32_t desk) {
        const ScheduleId id =
            state.ruleset->HoursOf({static_cast<uint16_t>(desk)});
        return std::string(state.ruleset->Name(id));
      });
}

// ------------------------------------------------------------ names and ids

void DefineFinds(py::class_<RulesetState, std::shared_ptr<RulesetState>>* to) {
  to->def("agent", Find(&Ruleset::Agent), py::arg("name"),
          "The id of an agent; 0 if there is none of this name.")
      .def("group", Find(&Ruleset::Group), py::arg("name"),
           "The id of a group; 0 if there is none of this name.")
      .def("desk", Find(&Ruleset::Desk), py::arg("name"),
           "The id of a desk; 0 if there is none of this name.")
      .def("link", Find(&Ruleset::Link), py::arg("name"),
           "The id of a link; 0 if there is none of this name.")
      .def("product", Find(&Ruleset::Product), py::arg("name"),
           "The id of a product; 0 if there is none of this name.")
      .def("intent", Find(&Ruleset::Intent), py::arg("name"),
           "The id of an intent; 0 if there is none of this name.")
      .def("order_status", Find(&Ruleset::OrderStatus), py::arg("name"),
           "The id of an order status; 0 if there is none of this name.")
      .def("priority", Find(&Ruleset::Priority), py::arg("name"),
           "The id of a priority; 0 if there is none of this name.")
      .def("channel", Find(&Ruleset::Channel), py::arg("name"),
           "The id of a channel; 0 if there is none of this name.")
      .def("crowd", Find(&Ruleset::Crowd), py::arg("name"),
           "The id of a crowd; 0 if there is none of this name.")
      .def("tag", Find(&Ruleset::Tag), py::arg("name"),
           "The id of a tag; 0 if there is none of this name.")
      .def("attribute", Find(&Ruleset::Attribute), py::arg("name"),
           "The id of an attribute; 0 if there is none of this name.")
      .def("page", Find(&Ruleset::Page), py::arg("name"),
           "The id of a page; 0 if there is none of this name.")
      .def("language", Find(&Ruleset::Language), py::arg("name"),
           "The id of a language; 0 if there is none of this name.")
      .def("schedule", Find(&Ruleset::Schedule), py::arg("name"),
           "The id of a schedule; 0 if there is none of this name.")
      .def("store", Find(&Ruleset::Store), py::arg("name"),
           "The id of a store; 0 if there is none of this name.")
      .def("rule", Find(&Ruleset::Rule), py::arg("name"),
           "The id of a rule that sends; 0 if there is none of this name.")
      .def("item", Find(&Ruleset::Item), py::arg("name"),
           "The id of a menu's item; 0 if there is none of this name.")
      .def("coupon", Find(&Ruleset::Coupon), py::arg("name"),
           "The id of a coupon; 0 if there is none of this name.");
}

void DefineNames(py::class_<RulesetState, std::shared_ptr<RulesetState>>* to) {
  to->def("agent_name", NameIn<AgentId>(), py::arg("id"),
          "The name of an agent; \"\" if there is none of this id.")
      .def("group_name", NameIn<GroupId>(), py::arg("id"),
           "The name of a group; \"\" if there is none of this id.")
      .def("desk_name", NameIn<DeskId>(), py::arg("id"),
           "The name of a desk; \"\" if there is none of this id.")
      .def("link_name", NameIn<LinkId>(), py::arg("id"),
           "The name of a link; \"\" if there is none of this id.")
      .def("product_name", NameIn<ProductId>(), py::arg("id"),
           "The name of a product; \"\" if there is none of this id.")
      .def("intent_name", NameIn<IntentId>(), py::arg("id"),
           "The name of an intent; \"\" if there is none of this id.")
      .def("order_status_name", NameIn<OrderStatusId>(), py::arg("id"),
           "The name of an order status; \"\" if there is none of this id.")
      .def("priority_name", NameIn<PriorityId>(), py::arg("id"),
           "The name of a priority; \"\" if there is none of this id.")
      .def("channel_name", NameIn<ChannelId>(), py::arg("id"),
           "The name of a channel; \"\" if there is none of this id.")
      .def("crowd_name", NameIn<CrowdId>(), py::arg("id"),
           "The name of a crowd; \"\" if there is none of this id.")
      .def("tag_name", NameIn<TagId>(), py::arg("id"),
           "The name of a tag; \"\" if there is none of this id.")
      .def("attribute_name", NameIn<AttributeId>(), py::arg("id"),
           "The name of an attribute; \"\" if there is none of this id.")
      .def("schedule_name", NameIn<ScheduleId>(), py::arg("id"),
           "The name of a schedule; \"\" if there is none of this id.")
      .def("store_name", NameIn<StoreId>(), py::arg("id"),
           "The name of a store; \"\" if there is none of this id.")
      .def("rule_name", NameIn<RuleId>(), py::arg("id"),
           "The name of a rule that sends; \"\" if there is none of this id.")
      .def("item_name", NameIn<ItemId>(), py::arg("id"),
           "The name of a menu's item; \"\" if there is none of this id.")
      .def("coupon_name", NameIn<CouponId>(), py::arg("id"),
           "The name of a coupon; \"\" if there is none of this id.");
}

}  // namespace

void DefineRuleset(py::module_& module) {
  module.def("_finding_text", &FindingText);
  py::class_<RulesetState, std::shared_ptr<RulesetState>> ruleset(module,
                                                                  "Ruleset");
  DefineHours(&ruleset);
  DefineFinds(&ruleset);
  DefineNames(&ruleset);
  ruleset.def(py::init(&Parse), py::arg("json"), py::arg("previous") = nullptr)
      .def(
          "texts",
          [](const RulesetState& state, uint32_t id) {
            const auto texts = state.ruleset->Texts(TextId{id});
            return std::vector<std::string>(texts.begin(), texts.end());
          },
          py::arg("id"),
          "The texts that a `send` effect names, as the ruleset has them.")
      .def(
          "rendered",
          [](const RulesetState& state, const py::bytes& record) {
            EffectRecord effect;
            const std::string_view bytes = record;
            if (bytes.size() != sizeof effect) {
              throw py::value_error("expected the 64 bytes of an effect");
            }
            std::memcpy(&effect, bytes.data(), sizeof effect);
            return RenderMessages(*state.ruleset, effect).texts;
          },
          py::arg("record"),
          "The texts of a `send` effect, with what their variables stand for.")
      .def("_quick_replies", &QuickRepliesJson)
      .def("_scripts", &ScriptsJson)
      .def("_lint", &FindingRows)
      .def("names", &Names, py::arg("kind"),
           "The names of \"agent\", \"group\", \"desk\", \"link\", \"crowd\", "
           "\"channel\", \"rule\" or \"coupon\" by their ids.");
}

}  // namespace kefu::python
