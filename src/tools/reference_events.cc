// docs/events.md and docs/reasons.md.

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/tools/reference_pages.h"

namespace kefu::tools {
namespace {

constexpr std::string_view kEventsIntroduction =
    R"(What a host tells the engine, and what the engine tells its host to do.
Every number here is part of the binary formats and never changes. The types are
those of C++; in JSON they are written so:

| type | 中文 | in JSON |
|---|---|---|
| `CustomerId` | 客户 | the customer's name; a `CustomerList` is a list of them |
| `AgentId` | 客服 | the agent's name; a `MaybeAgent` may be `""` or `null` for nobody, too |
| `DeskId` | 客服账号 | the desk's name; a `DeskList` is a list of them |
| `LinkId` | 客服链接 | the link's name |
| `GroupId` | 客服分组 | the group's name |
| `ProductId` | 商品 | the product's name |
| `IntentId` | 意图 | the intent's name |
| `OrderStatusId` | 订单状态 | the name of the status |
| `PriorityId` | 优先级 | the priority's name |
| `CrowdId` | 人群 | the crowd's name |
| `ChannelId` | 渠道 | the channel's name |
| `TagList` | 客户标签 | a list of tags' names; an empty list is not the same as not given |
| `AttributeList` | 客户属性 | an object of attributes' names and values: a whole number, `true`, `false`, a text, a list of texts, or `null` for nothing ([crowds](crowds.md)) |
| `PageId` | 页面 | the page's name |
| `LanguageId` | 语言 | the language's name |
| `StoreId` | 门店 | the store's name; a `MaybeStore` may be `""` or `null` for none, too |
| `ItemId` | 菜单项 | the item's name |
| `RuleId` | | the name of the welcome, greeting, campaign, keyword or default reply |
| `CouponId` | 优惠券 | the coupon's name |
| `SessionNumber` | 会话 | a number, from 1 |
| `TextId` | | the texts themselves, a list |
| `Instant` | 时间 | milliseconds since 1970 UTC; in the record, after `at` |
| `Decision` | | an object: `rung`, `reason`, `group`, `agent`, `asked` |
| [enumerations](#enumerations) | | the value's name |
| `Reason` | 原因 | the name of a [reason](reasons.md) |

)";

constexpr std::string_view kEvents =
    R"(## Events

Every event has `at`, its time (in JSON milliseconds since 1970 UTC, or ISO 8601
with an offset), and may have `seq` and `id` (T1). What is left out is "not
given". Fields have the same names in JSON and in C++.

)";

constexpr std::string_view kEffects =
    R"(## Effects

Every effect has `at`, `event` (the ordinal of the event in whose call it
arose), `index` (its place among the effects of that event, from 0) and `timer`
(if a timer caused it). They come in the order in which they have to be carried
out (T5).

)";

constexpr std::string_view kReasonsIntroduction =
    R"(Why something was refused, why an agent was passed over, why a session
waits or was closed. One numbering for all of them; numbers and names never
change (T4).

)";

std::string_view DocOf(std::string_view field) {
#define KEFU_FIELD_NAME(number, name, type, doc) \
  if (field == #name) return doc;
#include "kefu/events.def"
  return {};
}

std::string_view InWords(Presence presence) {
  switch (presence) {
    case Presence::kRequired:
      return "required";
    case Presence::kOptional:
      return "";
    case Presence::kDeskOrLink:
      return "`desk` or `link`";
    case Presence::kOneOf:
      return "exactly one of these";
  }
  return {};
}

void AppendField(std::string_view name, std::string_view type,
                 Presence presence, std::string* out) {
  AppendRow({Code(name), Code(type), std::string(InWords(presence)),
             std::string(DocOf(name))},
            out);
}

void AppendSection(std::string_view name, std::string_view type, int number,
                   std::string_view doc, std::string* out) {
  *out += fmt::format("### {}\n\n{} Number {}; in C++ `{}`.\n\n", name, doc,
                      number, type);
}

void AppendEvents(std::string* out) {
  *out += kEvents;
#define KEFU_EVENT(number, Struct, json, doc)                    \
  {                                                              \
    AppendSection(#json, #Struct, number, doc, out);             \
    if (#json != std::string_view("time_passes")) {              \
      AppendHead({"field", "type", "presence", "meaning"}, out); \
    }
#define KEFU_FIELD(Struct, type, name, slot, presence) \
  AppendField(#name, #type, Presence::presence, out);
#define KEFU_EVENT_END(Struct)                       \
  if (!out->ends_with("\n\n")) out->push_back('\n'); \
  }
#include "kefu/events.def"
}

void AppendEffects(std::string* out) {
  *out += kEffects;
#define KEFU_EFFECT(number, Struct, json, doc)     \
  AppendSection(#json, #Struct, number, doc, out); \
  AppendHead({"field", "type"}, out);
#define KEFU_EFFECT_FIELD(Struct, type, name, slot) \
  AppendRow({Code(#name), Code(#type)}, out);
#define KEFU_EFFECT_END(Struct) out->push_back('\n');
#include "kefu/events.def"
}

void AppendEnums(std::string* out) {
  *out += "## Enumerations\n\nIn each of them 0 means \"not given\".\n\n";
#define KEFU_ENUM(Enum, doc)                                      \
  *out += fmt::format("### {}\n\nIn words: {}.\n\n", #Enum, doc); \
  AppendHead({"number", "name"}, out);
#define KEFU_VALUE(Enum, Name, number, json) \
  AppendRow({std::to_string(number), Code(json)}, out);
#define KEFU_ENUM_END(Enum) out->push_back('\n');
#include "kefu/events.def"
}

}  // namespace

std::string EventsPage() {
  std::string page = Title("Events and effects", "events.def");
  page += kEventsIntroduction;
  AppendEvents(&page);
  AppendEffects(&page);
  AppendEnums(&page);
  page.pop_back();
  return page;
}

std::string ReasonsPage() {
  std::string page = Title("Reasons", "events.def");
  page += kReasonsIntroduction;
  AppendHead({"number", "name", "in English", "中文"}, &page);
#define KEFU_REASON(Name, number, json, english, chinese) \
  AppendRow({std::to_string(number), Code(json), english, chinese}, &page);
#include "kefu/events.def"
  return page;
}

}  // namespace kefu::tools
