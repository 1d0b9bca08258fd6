// The header of the C face: a struct, its initialiser and its function for
// each event and each effect.
//
// Behind the head that all have, the structs have no padding: bytes between
// members and at the end are `reserved` ones, which an initialiser sets to 0.
// A later version can put members there, and what a program was compiled with
// an older header says is still known byte for byte.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/event.h"
#include "src/tools/reference_c.h"

namespace kefu::tools {
namespace {

// A member of a struct of C.
struct Member {
  std::string declaration;  // "uint16_t desk;"
  std::string comment;
  std::string zero = "0";
};

// What stands for a type of C++; `note` says what a plain number is.
struct CType {
  std::string_view cpp;
  std::string_view c;
  std::string_view note;
};
constexpr CType kTypes[] = {
    {"CustomerId", "uint64_t", "id"},
    {"SessionNumber", "uint64_t", "number"},
    {"AgentId", "uint32_t", "id"},
    {"LinkId", "uint32_t", "id"},
    {"ProductId", "uint32_t", "id"},
    {"IntentId", "uint32_t", "id"},
    {"OrderStatusId", "uint32_t", "id"},
    {"StoreId", "uint32_t", "id"},
    {"ItemId", "uint32_t", "id"},
    {"RuleId", "uint16_t", "id"},
    {"CouponId", "uint32_t", "id"},
    {"TextId", "uint32_t", "see kefu_text"},
    {"DeskId", "uint16_t", "id"},
    {"GroupId", "uint16_t", "id"},
    {"PriorityId", "uint16_t", "id"},
    {"CrowdId", "uint16_t", "id"},
    {"ChannelId", "uint16_t", "id"},
    {"PageId", "uint32_t", "id"},
    {"LanguageId", "uint32_t", "id"},
    {"uint32_t", "uint32_t", ""},
    {"Reason", "uint16_t", "kefu_reason"},
    {"Instant", "int64_t", "in milliseconds since 1970 UTC"},
};

// The members that stand for one field; most are one.
std::vector<Member> MembersOf(std::string_view type, std::string_view name) {
  for (const CType& known : kTypes) {
    if (known.cpp != type) continue;
    return {{fmt::format("{} {};", known.c, name), std::string(known.note)}};
  }
  if (type == "std::string_view") {
    return {{fmt::format("kefu_string {};", name), "", "{NULL, 0}"}};
  }
  if (type == "CustomerList" || type == "DeskList") {
    const char* c = type == "DeskList" ? "uint16_t" : "uint64_t";
    return {{fmt::format("const {}* {};", c, name), "ids", "NULL"},
            {fmt::format("size_t {}_count;", name), ""},
            {fmt::format("size_t {}_stride;", name), "0: side by side"}};
  }
  if (type == "AttributeList") {
    return {{fmt::format("const kefu_attribute* {};", name), "", "NULL"},
            {fmt::format("size_t {}_count;", name), ""},
            {fmt::format("size_t {}_stride;", name), "0: side by side"}};
  }
  if (type == "TagList") {
    return {{fmt::format("uint8_t has_{};", name), "1: it is given"},
            {fmt::format("const uint32_t* {};", name), "ids", "NULL"},
            {fmt::format("size_t {}_count;", name), ""},
            {fmt::format("size_t {}_stride;", name), "0: side by side"}};
  }
  if (type == "MaybeAgent" || type == "MaybeStore") {
    const char* note = type == "MaybeAgent" ? "id; 0: nobody" : "id; 0: none";
    return {{fmt::format("uint8_t has_{};", name), "1: it is given"},
            {fmt::format("uint32_t {};", name), note}};
  }
  if (type == "Capacity" || type == "Until") {
    const char* c = type == "Until" ? "int64_t" : "uint32_t";
    return {{fmt::format("uint8_t has_{};", name), "1: it is given"},
            {fmt::format("{} {};", c, name), ""}};
  }
  if (type == "Decision") {
    return {{fmt::format("kefu_decision {};", name), "", "{0, 0, 0, 0, 0}"}};
  }
  return {{fmt::format("uint8_t {};", name),
           "kefu_" + SnakeCase(type)}};  // an enumeration
}

std::string_view InWords(Presence presence) {
  switch (presence) {
    case Presence::kRequired:
      return "required";
    case Presence::kOptional:
      return "";
    case Presence::kDeskOrLink:
      return "desk or link is required";
    case Presence::kOneOf:
      return "exactly one of these";
  }
  return {};
}

std::string_view DocOf(std::string_view field) {
#define KEFU_FIELD_NAME(number, name, type, doc) \
  if (field == #name) return doc;
#include "kefu/events.def"
  return {};
}

std::string Joined(std::string_view first, std::string_view second) {
  if (first.empty() || second.empty()) {
    return std::string(first) + std::string(second);
  }
  return fmt::format("{}; {}", first, second);
}

// Where the record has a field, if that is not a member of the same name.
std::string Place(std::string_view name, std::string_view slot) {
  if (slot == name || slot == "decision") return "";
  if (slot == "payload") return "in the payload";
  return fmt::format("`{}` of the record", slot);
}

// How a type lies in memory on the 64-bit machines that the library runs on.
struct Layout {
  size_t size = 0;
  size_t alignment = 0;
};
Layout LayoutOf(std::string_view declaration) {
  if (declaration.find('*') != std::string_view::npos) return {8, 8};
  const std::string_view type = declaration.substr(0, declaration.find(' '));
  if (type == "uint8_t") return {1, 1};
  if (type == "uint16_t") return {2, 2};
  if (type == "uint32_t") return {4, 4};
  if (type == "kefu_string") return {16, 8};
  if (type == "kefu_decision") return {16, 4};
  return {8, 8};
}

// Puts reserved bytes into the holes behind the first `head` members.
std::vector<Member> WithoutPadding(const std::vector<Member>& members,
                                   size_t head) {
  std::vector<Member> all;
  size_t size = 0;
  size_t holes = 0;
  const auto align = [&](size_t alignment, std::string_view name) {
    const size_t hole = (alignment - size % alignment) % alignment;
    size += hole;
    if (hole == 0 || all.size() < head) return;
    all.push_back({fmt::format("uint8_t {}[{}];", name, hole), "", "{0}"});
    ++holes;
  };
  for (const Member& member : members) {
    const Layout layout = LayoutOf(member.declaration);
    align(layout.alignment, fmt::format("reserved_{}", holes + 1));
    all.push_back(member);
    size += layout.size;
  }
  align(8, "reserved");
  return all;
}

// A struct, and the macro that initialises it.
class Struct {
 public:
  explicit Struct(std::string name) : name_(std::move(name)) {
    members_.push_back({"size_t size;", "", "sizeof(" + name_ + ")"});
  }
  void Add(Member member) { members_.push_back(std::move(member)); }
  // What was added so far is the same in all structs of this kind.
  void EndHead() { head_ = members_.size(); }
  // A field of an event or effect; `slot` is where the record has it.
  void AddField(std::string_view type, std::string_view name,
                std::string_view doc, std::string_view slot) {
    std::vector<Member> members = MembersOf(type, name);
    // What is said of the field stands with the member of its name.
    const auto main =
        std::find_if(members.begin(), members.end(), [&](const Member& member) {
          return member.declaration.ends_with(fmt::format(" {};", name));
        });
    main->comment = Joined(Joined(doc, main->comment), Place(name, slot));
    for (Member& member : members) Add(std::move(member));
  }

  std::string Text() const {
    std::string text = fmt::format("typedef struct {} {{\n", name_);
    const std::vector<Member> members = WithoutPadding(members_, head_);
    for (const Member& member : members) AppendMember(member, &text);
    return text + fmt::format("}} {};\n", name_) + Initialiser(members);
  }

 private:
  static void AppendMember(const Member& member, std::string* text) {
    const std::string line = "  " + member.declaration;
    const std::string comment = fmt::format(" /* {} */", member.comment);
    if (member.comment.empty()) {
      *text += line + '\n';
    } else if (line.size() + comment.size() <= 80) {
      *text += line + comment + '\n';
    } else {
      *text += CComment(member.comment, 2) + line + '\n';
    }
  }
  std::string Initialiser(const std::vector<Member>& members) const {
    std::string text =
        fmt::format("#define {}_INIT \\\n  {{", UpperCase(name_));
    size_t column = 3;
    for (const Member& member : members) {
      const bool last = &member == &members.back();
      const std::string value = member.zero + (last ? "}" : ",");
      if (column + 1 + value.size() + 2 > 80) {
        text += " \\\n  ";
        column = 2;
      }
      if (column > 3) text += ' ';
      text += value;
      column += 1 + value.size();
    }
    return text + '\n';
  }

  std::string name_;
  std::vector<Member> members_;
  size_t head_ = 0;
};

void Begin(std::string_view doc, int number, std::string_view json,
           Struct* made, std::string* text) {
  *text += CComment(fmt::format("{}: {} Number {}.", json, doc, number));
  made->Add({"int64_t at;", "when, in milliseconds since 1970 UTC"});
}

void BeginEvent(Struct* made) {
  made->Add({"uint8_t has_seq;", "1: seq is given"});
  made->Add({"uint64_t seq;", "the host's running number (T1)"});
  made->Add(
      {"kefu_string id;", "the platform's id of the push (T1)", "{NULL, 0}"});
  made->EndHead();
}

void BeginEffect(Struct* made) {
  made->Add({"uint64_t event;", "ordinal of the event, from 1"});
  made->Add({"uint32_t index;", "among the effects of that event, from 0"});
  made->Add({"uint8_t timer;", "kefu_timer_kind; 0: the event itself"});
  made->EndHead();
}

// A function of two arguments, each on its own line where they are too long.
std::string Function(std::string_view name, std::string_view first,
                     std::string_view second) {
  const std::string head = fmt::format("KEFU_API int {}(", name);
  const std::string line = fmt::format("{}{}, {});\n", head, first, second);
  if (line.size() <= 81) return line;
  const size_t room = 80 - std::min<size_t>(head.size(), 80);
  if (second.size() + 2 > room) {
    return fmt::format("KEFU_API int {}(\n    {}, {});\n", name, first, second);
  }
  return fmt::format("{}{},\n{}{});\n", head, first,
                     std::string(head.size(), ' '), second);
}

}  // namespace

std::string CEvents() {
  std::string text;
#define KEFU_EVENT(number, Name, json, doc) \
  {                                         \
    Struct made("kefu_" #json);             \
    const std::string_view word = #json;    \
    Begin(doc, number, word, &made, &text); \
    BeginEvent(&made);
#define KEFU_FIELD(Name, type, name, slot, presence) \
  made.AddField(#type, #name,                        \
                Joined(DocOf(#name), InWords(Presence::presence)), #slot);
#define KEFU_EVENT_END(Name)                                              \
  text += made.Text();                                                    \
  text += Function(fmt::format("kefu_add_{}", word), "kefu_batch* batch", \
                   fmt::format("const kefu_{}* event", word)) +           \
          '\n';                                                           \
  }
#include "kefu/events.def"
  return text;
}

std::string CEffects() {
  std::string text;
#define KEFU_EFFECT(number, Name, json, doc) \
  {                                          \
    Struct made("kefu_effect_" #json);       \
    const std::string_view word = #json;     \
    Begin(doc, number, word, &made, &text);  \
    BeginEffect(&made);
#define KEFU_EFFECT_FIELD(Struct_, type, name, slot) \
  made.AddField(#type, #name, "", #slot);
#define KEFU_EFFECT_END(Name)                                   \
  text += made.Text();                                          \
  text += Function(fmt::format("kefu_read_{}", word),           \
                   fmt::format("kefu_effect_{}* effect", word), \
                   "const kefu_effect* record") +               \
          '\n';                                                 \
  }
#include "kefu/events.def"
  return text;
}

}  // namespace kefu::tools
