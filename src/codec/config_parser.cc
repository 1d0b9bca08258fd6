// One walker fills every struct of config.def. What differs from member to
// member is its type (an overload of Fill) and its row of facts.

#include "src/codec/config_parser.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/ruleset.h"
#include "src/base/levels.h"
#include "src/base/suggest.h"
#include "src/base/text_check.h"
#include "src/codec/config_facts.h"
#include "src/codec/duration_text.h"

namespace kefu::codec {
namespace {

class Filler;

template <class S>
using FillMember = void (*)(Filler& filler, uint32_t node,
                            const MemberFacts& facts, char level, S* out);

// FillersOf<S>::kFill: how each member is filled, in the order of its facts.
template <class S>
struct FillersOf;

struct Integer {
  bool whole = false;  // no fraction, no exponent
  int64_t value = 0;   // with more than 18 digits: kMost or -kMost
  static constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
};

Integer ParseInteger(std::string_view digits) {
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  for (const char c : digits) {
    if (c < '0' || c > '9') return {};
  }
  if (digits.size() > 18) {
    return {true, negative ? -Integer::kMost : Integer::kMost};
  }
  int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return {true, negative ? -value : value};
}

std::string Counted(int64_t n, std::string_view what) {
  if (n == 0) return "is empty";
  return "has " + std::to_string(n) + ' ' + std::string(what) +
         (n == 1 ? "" : "s");
}

class Filler {
 public:
  Filler(const JsonTree& tree, ErrorList* errors)
      : tree_(tree), errors_(*errors) {}

  // A struct; `level` is that of the settings in it, 0 outside of any.
  template <class S>
  void Struct(uint32_t node, char level, S* out);

  template <auto Member, class S>
  static void Fill(Filler& filler, uint32_t node, const MemberFacts& facts,
                   char level, S* out) {
    filler.Value(node, facts, level, &(out->*Member));
  }

 private:
  static constexpr size_t kNoMember = std::numeric_limits<size_t>::max();
  using Facts = std::span<const MemberFacts>;

  void Value(uint32_t node, const MemberFacts& facts, char, bool* out);
  void Value(uint32_t node, const MemberFacts& facts, char, int64_t* out);
  void Value(uint32_t node, const MemberFacts& facts, char, Duration* out);
  void Value(uint32_t node, const MemberFacts& facts, char, std::string* out);
  template <class T>
  void Value(uint32_t node, const MemberFacts& facts, char level,
             std::optional<T>* out);
  template <class T>
  void Value(uint32_t node, const MemberFacts& facts, char level,
             std::vector<T>* out);
  template <class T>
  void Value(uint32_t node, const MemberFacts& facts, char level, T* out);

  template <class T>
  void Item(uint32_t node, const MemberFacts& facts, char level, T* out);
  template <class E>
  void Enum(uint32_t node, const MemberFacts& facts, E* out);
  void String(uint32_t node, const MemberFacts& facts, int64_t low,
              int64_t high, std::string* out);

  size_t FindMember(uint32_t node, Facts facts, char level, size_t hint);
  void Unknown(uint32_t node, Facts facts, char level);
  void CheckMissing(uint32_t node, Facts facts, uint64_t seen);

  bool Is(uint32_t node, JsonKind kind) const {
    return tree_[node].kind == kind;
  }
  // Errors at the value, at the key and at an offset.
  void Wrong(uint32_t node, std::string_view expected);
  void Fail(uint32_t node, std::string message, std::string suggestion = {});
  void FailKey(uint32_t node, std::string message, std::string suggestion = {});
  void FailAt(size_t offset, uint32_t node, std::string message,
              std::string suggestion);

  const JsonTree& tree_;
  ErrorList& errors_;
};

#define KEFU_STRUCT(Struct, doc) \
  template <>                    \
  struct FillersOf<Struct> {     \
    using S = Struct;            \
    static constexpr FillMember<Struct> kFill[] = {
#define KEFU_MEMBER(Struct, type, name, fallback, unit, low, high, rule, doc) \
  &Filler::Fill<&S::name, S>,
#define KEFU_SETTING(Struct, type, name, fallback, unit, low, high, levels, \
                     rule, doc)                                             \
  &Filler::Fill<&S::name, S>,
#define KEFU_SECTION(Struct, type, name, doc) &Filler::Fill<&S::name, S>,
#define KEFU_LIST(Struct, type, name, low, high, rule, doc) \
  &Filler::Fill<&S::name, S>,
#define KEFU_STRUCT_END(Struct) \
  }                             \
  ;                             \
  }                             \
  ;
#include "kefu/config.def"

// ------------------------------------------------------------- structures

template <class S>
void Filler::Struct(uint32_t node, char level, S* out) {
  constexpr auto& kFacts = MembersOf<S>::kFacts;
  static_assert(std::size(kFacts) <= 64, "the members seen are a bit set");
  if (!Is(node, JsonKind::kObject)) return Wrong(node, "an object");
  uint64_t seen = 0;
  size_t next = 0;
  for (uint32_t child = node + 1; child < tree_[node].end;
       child = tree_[child].end) {
    const size_t member = FindMember(child, kFacts, level, next);
    if (member == kNoMember) continue;
    next = member + 1;
    if (seen >> member & 1) {
      FailKey(child, "is given a second time; remove one of them");
      continue;
    }
    seen |= uint64_t{1} << member;
    FillersOf<S>::kFill[member](*this, child, kFacts[member], level, out);
  }
  CheckMissing(node, kFacts, seen);
}

// Members mostly come in the order of config.def, so the search begins where
// the last one ended.
size_t Filler::FindMember(uint32_t node, Facts facts, char level, size_t hint) {
  const std::string_view key = tree_.Key(tree_[node]);
  for (size_t tried = 0; tried < facts.size(); ++tried, ++hint) {
    if (hint >= facts.size()) hint = 0;
    if (facts[hint].name != key) continue;
    if (Stands(facts[hint], level)) return hint;
    FailKey(node, "may not stand here; it is a setting of " +
                      LevelsInWords(facts[hint].levels));
    return kNoMember;
  }
  Unknown(node, facts, level);
  return kNoMember;
}

void Filler::Unknown(uint32_t node, Facts facts, char level) {
  std::vector<std::string_view> known;
  for (const MemberFacts& member : facts) {
    if (Stands(member, level)) known.push_back(member.name);
  }
  FailKey(node, "is no member here, expected " + JoinNames(known, "or"),
          Suggest(tree_.Key(tree_[node]), known));
}

void Filler::CheckMissing(uint32_t node, Facts facts, uint64_t seen) {
  for (size_t i = 0; i < facts.size(); ++i) {
    if (!facts[i].required || seen >> i & 1) continue;
    Fail(node, "lacks the member \"" + std::string(facts[i].name) +
                   "\", expected " + Expected(facts[i]));
  }
}

template <class T>
void Filler::Value(uint32_t node, const MemberFacts& facts, char level,
                   std::optional<T>* out) {
  Value(node, facts, level, &out->emplace());
}

template <class T>
void Filler::Value(uint32_t node, const MemberFacts& facts, char level,
                   std::vector<T>* out) {
  if (!Is(node, JsonKind::kList)) return Wrong(node, Expected(facts));
  const auto count = static_cast<int64_t>(tree_[node].length);
  if (count < facts.low || count > facts.high) {
    return Fail(node, Counted(count, "item") + ", expected " + Expected(facts));
  }
  out->clear();
  out->reserve(static_cast<size_t>(count));
  for (uint32_t child = node + 1; child < tree_[node].end;
       child = tree_[child].end) {
    Item(child, facts, level, &out->emplace_back());
  }
}

template <class T>
void Filler::Item(uint32_t node, const MemberFacts& facts, char level, T* out) {
  if constexpr (std::is_same_v<T, std::string>) {
    String(node, facts, 1, ItemBytes(facts), out);
  } else {
    Value(node, facts, level, out);
  }
}

template <class T>
void Filler::Value(uint32_t node, const MemberFacts& facts, char level,
                   T* out) {
  if constexpr (std::is_enum_v<T>) {
    Enum(node, facts, out);
  } else {
    Struct(node, kLevelOf<T> != 0 ? kLevelOf<T> : level, out);
  }
}

// ----------------------------------------------------------- single values

void Filler::Value(uint32_t node, const MemberFacts& facts, char, bool* out) {
  *out = Is(node, JsonKind::kTrue);
  if (!*out && !Is(node, JsonKind::kFalse)) Wrong(node, Expected(facts));
}

void Filler::Value(uint32_t node, const MemberFacts& facts, char,
                   int64_t* out) {
  if (!Is(node, JsonKind::kNumber)) return Wrong(node, Expected(facts));
  const Integer number = ParseInteger(tree_.Text(tree_[node]));
  if (!number.whole || number.value < facts.low || number.value > facts.high) {
    return Wrong(node, Expected(facts));
  }
  *out = number.value;
}

void Filler::Value(uint32_t node, const MemberFacts& facts, char,
                   Duration* out) {
  const std::string_view text =
      Is(node, JsonKind::kNumber) || Is(node, JsonKind::kString)
          ? tree_.Text(tree_[node])
          : std::string_view();
  std::optional<Duration> duration;
  if (Is(node, JsonKind::kNumber)) {
    const Integer number = ParseInteger(text);
    if (number.whole) duration = Duration{number.value};
  } else {
    if ((text == "off" && facts.unit == "duration or off") ||
        (text == "infinite" && facts.unit == "duration or infinite")) {
      *out = Duration::Off();
      return;
    }
    duration = ParseDuration(text);
  }
  if (!duration || duration->ms < facts.low || duration->ms > facts.high) {
    return Wrong(node, Expected(facts));
  }
  *out = *duration;
}

void Filler::Value(uint32_t node, const MemberFacts& facts, char,
                   std::string* out) {
  String(node, facts, facts.low, facts.high, out);
}

void Filler::String(uint32_t node, const MemberFacts& facts, int64_t low,
                    int64_t high, std::string* out) {
  const bool item = facts.type.list;
  if (!Is(node, JsonKind::kString)) {
    return Wrong(node, item ? ExpectedItem(facts) : Expected(facts));
  }
  const std::string_view text = tree_.Text(tree_[node]);
  const auto bytes = static_cast<int64_t>(text.size());
  if (bytes < low || bytes > high) {
    return Fail(node, Counted(bytes, "byte") + ", expected " +
                          (item ? ExpectedItem(facts) : Expected(facts)));
  }
  const bool lines = facts.unit == "texts";
  if (FindControl(text, lines) != std::string_view::npos) {
    return Fail(node, "is " + Quote(text) + ", expected no control characters" +
                          (lines ? " but line breaks and tabs" : ""));
  }
  *out = text;
}

template <class E>
void Filler::Enum(uint32_t node, const MemberFacts& facts, E* out) {
  if (!Is(node, JsonKind::kString)) return Wrong(node, ExpectedItem(facts));
  const std::string_view name = tree_.Text(tree_[node]);
  if (FromName(name, out)) return;
  const Names names = facts.type.values;
  Fail(node, "is " + Quote(name) + ", expected " + ExpectedItem(facts),
       Suggest(name, {names.begin(), names.end()}));
}

// ----------------------------------------------------------------- errors

void Filler::Wrong(uint32_t node, std::string_view expected) {
  Fail(node, "is " + Quote(tree_, tree_[node]) + ", expected " +
                 std::string(expected));
}

void Filler::Fail(uint32_t node, std::string message, std::string suggestion) {
  FailAt(tree_[node].at, node, std::move(message), std::move(suggestion));
}

void Filler::FailKey(uint32_t node, std::string message,
                     std::string suggestion) {
  FailAt(tree_[node].key_at, node, std::move(message), std::move(suggestion));
}

void Filler::FailAt(size_t offset, uint32_t node, std::string message,
                    std::string suggestion) {
  if (!errors_.Takes(offset)) return;
  ConfigError error;
  error.pointer = tree_.Pointer(node);
  error.message = std::move(message);
  error.suggestion = std::move(suggestion);
  errors_.Add(offset, std::move(error));
}

}  // namespace

bool ReadConfig(std::string_view json, JsonTree* tree, Config* config,
                ErrorList* errors) {
  if (std::optional<SyntaxError> error = tree->Read(json)) {
    ConfigError first;
    first.message = std::move(error->message);
    if (errors->Takes(error->offset)) {
      errors->Add(error->offset, std::move(first));
    }
    return false;
  }
  Filler(*tree, errors).Struct(0, kLevelOf<Config>, config);
  return errors->empty();
}

}  // namespace kefu::codec

namespace kefu {

ConfigResult ParseConfig(std::string_view json) {
  ConfigResult result;
  codec::JsonTree tree;
  codec::ErrorList errors;
  Config config;
  if (codec::ReadConfig(json, &tree, &config, &errors)) {
    result.config = std::move(config);
  } else {
    result.errors = errors.Finish(tree.source());
  }
  return result;
}

}  // namespace kefu
