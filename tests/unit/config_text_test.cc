// Texts that are broken, cut, too deep or full of errors: the answer is a
// config or errors with their places, whatever is read (E6).

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/config.h"
#include "kefu/ruleset.h"
#include "src/codec/config_writer.h"
#include "src/codec/json_tree.h"
#include "tests/unit/config_testing.h"

namespace kefu {
namespace {

namespace fs = std::filesystem;

// ------------------------------------------------------------- broken text

TEST_CASE("a syntax error is told alone, with its place") {
  struct Case {
    std::string_view json;
    std::string_view error;
  };
  using namespace std::string_view_literals;
  const Case kCases[] = {
      {"", "1:1: the text is empty, expected an object\n"},
      {" \n ", "2:2: the text is empty, expected an object\n"},
      {"{\"desks\": [",
       "1:12: the text ends too early: something is not "
       "closed\n"},
      {"{\"a\": \"b",
       "1:9: the text ends too early: something is not "
       "closed\n"},
      {"{}\n{}",
       "2:1: there is more after the end of the ruleset; remove "
       "it\n"},
      {"{\"a\": 1,}",
       "1:9: expected another item or member after the comma; remove the comma "
       "after the last one\n"},
      {"{1: 2}", "1:2: expected the name of a member in double quotes\n"},
      {"{\"a\" 1}", "1:6: expected a colon after the name of a member\n"},
      {"{\"a\": 1 \"b\": 2}", "1:9: expected a comma or } after a member\n"},
      {"[1 2]", "1:4: expected a comma or ] after an item\n"},
      {"{\"a\": 01}", "1:8: expected a comma or } after a member\n"},
      {"{\"a\": \"\\q\"}",
       "1:8: expected one of \" \\ / b f n r t u after a "
       "backslash\n"},
      {"{\"a\": \"\\udc00\"}",
       "1:7: half of a surrogate pair; write the character itself\n"},
      {"{\"\\udc00\": 1}",
       "1:2: half of a surrogate pair; write the character itself\n"},
      {"{\"a\": \"\\ud800x\"}",
       "1:8: half of a surrogate pair; write the character itself\n"},
      {"{\"a\": \"\xFF\"}", "1:8: not UTF-8; save the text as UTF-8\n"},
      {"{\"a\": \"\xC0\xAF\"}", "1:8: not UTF-8; save the text as UTF-8\n"},
      {"{\"a\": \"\xED\xA0\x80\"}", "1:8: not UTF-8; save the text as UTF-8\n"},
      {"{\"a\": \"\xF4\x90\x80\x80\"}",
       "1:8: not UTF-8; save the text as UTF-8\n"},
      {"\xFF\xFE{\0}\0"sv, "1:1: UTF-16; save the text as UTF-8\n"},
      {"{\"a\": \"x\0y\"}"sv, "1:9: a zero byte; JSON has none\n"},
      {"{}\0"sv, "1:3: a zero byte; JSON has none\n"},
      {"\0{}"sv, "1:1: a zero byte; JSON has none\n"},
      {"{\"a\": \"x\ny\"}",
       "1:9: a string is not closed, or holds a line "
       "break or control character that is not written "
       "as an escape such as \\n\n"},
      {"{'a': 1}", "1:2: expected double quotes\n"},
      {"{\"a\": nil}",
       "1:8: expected a value: an object, a list, a string in "
       "double quotes, a number, true or false\n"},
      {"{} // that is all", "1:4: JSON has no comments; remove it\n"},
      {"{\"a\": \"\xE5\xAE",
       "1:8: the text ends too early: something is not "
       "closed\n"},
  };
  for (const Case& c : kCases) {
    INFO(c.json);
    CHECK(Errors(c.json) == c.error);
  }
}

TEST_CASE("nesting is bounded, however deep the text") {
  const std::string kError = ": nested more than 64 deep\n";
  CHECK(Errors(std::string(100'000, '[')) == "1:65" + kError);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(Errors(objects) == "1:321" + kError);
  // 64 deep is JSON, though no ruleset.
  std::string lists = std::string(64, '[') + std::string(64, ']');
  CHECK(Errors(lists) == "1:1: is a list, expected an object\n");
}

TEST_CASE("every cut through the sample is an error, at its end or before") {
  std::string sample = ReadFile(kSample);
  sample.erase(sample.find_last_of('}') + 1);
  for (size_t length = 0; length < sample.size(); ++length) {
    const ConfigResult result = ParseConfig(sample.substr(0, length));
    CHECK_FALSE(result.config.has_value());
    REQUIRE(result.errors.size() == 1);
    CHECK(result.errors[0].line >= 1);
    const std::string_view message = result.errors[0].message;
    CHECK_MESSAGE((Contains(message, "ends too early") || length == 0),
                  message);
  }
}

bool InOrder(const std::vector<ConfigError>& errors) {
  return std::is_sorted(errors.begin(), errors.end(),
                        [](const ConfigError& a, const ConfigError& b) {
                          return std::pair(a.line, a.column) <
                                 std::pair(b.line, b.column);
                        });
}

TEST_CASE("whatever bits are turned, the answer is a config or errors") {
  const std::string sample = ReadFile(kSample);
  std::mt19937_64 random(20251121);
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = sample;
    const int flips = 1 + static_cast<int>(random() % 3);
    for (int i = 0; i < flips; ++i) {
      const uint64_t bit = random() % (text.size() * 8);
      text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
    }
    const ConfigResult result = ParseConfig(text);
    CHECK(result.config.has_value() == result.errors.empty());
    CHECK(InOrder(result.errors));
    if (!result) continue;
    ++accepted;
    CHECK(Parsed(codec::ToJson(*result.config)) == *result.config);
  }
  // Letters of names and digits of numbers may well be others.
  CHECK(accepted > 100);
}

TEST_CASE("a text that is wrong throughout gives the first 100 errors") {
  std::string json = "{\"agents\": [\n";
  for (int i = 0; i < 5000; ++i) json += "{\"nam\": \"x\"},\n";
  json += "{\"name\": \"x\"}], \"desks\": [{\"name\": \"d\"}]}";
  const ConfigResult result = ParseConfig(json);
  REQUIRE(result.errors.size() == 101);
  CHECK(InOrder({result.errors.begin(), result.errors.end() - 1}));
  // Two for each agent: he has no name, and a member that nobody knows.
  CHECK(result.errors[99].line == 51);
  CHECK(result.errors[100].message == "and 9900 more");
  CHECK(ToText(result.errors[100]) == "and 9900 more");
}

TEST_CASE("a long value is shortened in the message, between characters") {
  std::string chinese;
  for (int i = 0; i < 1000; ++i) chinese += "茶";
  const std::string errors =
      Errors(WithDesk(R"("preset": ")" + chinese + "\""));
  CHECK(Contains(errors, "茶茶...\", expected one of none"));
  CHECK(errors.size() < 300);
}

// -------------------------------------------------------------- the places

TEST_CASE("a pointer leads to its value or to the nearest around it") {
  const std::string_view json =
      R"({"a": [1, {"b/c": "x"}], "": 2, "~1": [[3]]})";
  codec::JsonTree tree;
  REQUIRE_FALSE(tree.Read(json).has_value());
  const auto at = [&](std::string_view pointer) {
    return json.substr(tree[tree.Find(pointer)].at, 3);
  };
  CHECK(at("") == "{\"a");
  CHECK(at("/a/0") == "1, ");
  CHECK(at("/a/1/b~1c") == "\"x\"");
  CHECK(at("/") == "2, ");
  CHECK(at("/~01/0/0") == "3]]");
  CHECK(at("/a/2") == "[1,");
  CHECK(at("/a/x/y") == "[1,");
  CHECK(at("/a/1/missing/deeper") == "{\"b");
  CHECK(at("/nothing") == "{\"a");
  for (uint32_t node = 0; node < tree[0].end; ++node) {
    CHECK(tree.Find(tree.Pointer(node)) == node);
  }
}

// ---------------------------------------------------------- tests/bad files

// KEFU_REWRITE=1 in the environment writes the files anew; read the diff.
TEST_CASE("each bad ruleset gets the errors that stand beside it") {
  const bool rewrite = std::getenv("KEFU_REWRITE") != nullptr;
  int files = 0;
  for (const auto& entry : fs::directory_iterator("tests/bad/rulesets")) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    INFO(entry.path().string());
    const std::string errors = RulesetErrors(ReadFile(entry.path()));
    CHECK_FALSE(errors.empty());
    const fs::path expect = fs::path(entry.path()).replace_extension(".expect");
    if (rewrite) std::ofstream(expect, std::ios::binary) << errors;
    CHECK(errors == ReadFile(expect));
  }
  CHECK(files >= 10);
}

}  // namespace
}  // namespace kefu
