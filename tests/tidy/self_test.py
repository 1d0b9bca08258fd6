#!/usr/bin/python3
"""Proves that each check of tidy.py can fail, and that it can pass."""

import sys
import unittest

import cpp
import tidy

# A public header around some declarations.
PUBLIC = """#pragma GCC visibility push(default)
namespace kefu {
}  // namespace kefu
#pragma GCC visibility pop
"""

# A name, a project as {path: text}, and a part of the one finding expected.
BAD = [
    ("floor above", {
        "src/model/contact.h": '#include "src/engine/engine.h"\n'},
     "src/model/contact.h:1: model is below engine"),
    ("floor above, from src", {
        "src/facts/hours.cc": '\n#include "moves/closing.h"\n'},
     "src/facts/hours.cc:2: facts is below moves"),
    ("replay looks inside", {
        "src/replay/loop.cc": '#include "src/model/world.h"\n'},
     "a replay includes src/model/world.h"),
    ("lint looks at a world", {
        "src/lint/hours.cc": '#include "src/model/world.h"\n'},
     "lint includes src/model/world.h"),
    ("move includes move", {
        "src/moves/closing.cc": '#include "src/moves/waiting.h"\n'},
     "moves do not include each other"),
    ("facts in a circle", {
        "src/facts/a.h": '#include "src/facts/b.h"\n',
        "src/facts/b.cc": '#include "src/facts/c.h"\n',
        "src/facts/c.h": '#include "src/facts/a.h"\n'},
     "(a -> b -> c -> a)"),
    ("JSON outside codec", {
        "src/engine/lint.cc": "#include <rapidjson/reader.h>\n"},
     "rapidjson/reader.h is for src/codec only"),
    ("simdjson outside codec", {
        "src/base/a.cc": "#include <simdjson.h>\n"},
     "simdjson.h is for src/codec only"),
    ("public header includes src", {
        "include/kefu/engine.h": '#include "src/model/contact.h"\n\n'
        + PUBLIC},
     "a public header includes src/model/contact.h"),
    ("public header includes a library", {
        "include/kefu/engine.h": "#include <absl/strings/str_cat.h>\n\n"
        + PUBLIC},
     "a public header includes absl"),
    ("public header without visibility", {
        "include/kefu/ids.h": "\nnamespace kefu {\n}  // namespace kefu\n"},
     "include/kefu/ids.h:1: namespace kefu is hidden"),
    ("bench includes src", {
        "src/model/contact.h": "",
        "bench/main.cc": '#include "src/model/contact.h"\n'},
     "is not public"),
    ("example includes model", {
        "src/model/contact.h": "",
        "examples/a.cc": '#include "model/contact.h"\n'},
     "is not public"),
    ("what moves share includes a move", {
        "src/moves/step.h": '#include "src/moves/closing.h"\n'},
     "moves do not include each other"),
    ("tool includes model by a relative path", {
        "src/model/world.h": "",
        "src/tools/replay.cc": '#include "../model/world.h"\n'},
     "is not public"),
    ("bench includes codec", {
        "src/codec/json.h": "",
        "bench/main.cc": '#include "src/codec/json.h"\n'},
     "is not public"),
    ("long file", {"src/base/a.cc": "\n" * 501}, "501 lines, at most 500"),
    ("long file that says it is made from a table", {
        "src/base/a.cc": "// Made by kefu-reference\n" * 501},
     "501 lines, at most 500"),
    ("long line", {"src/base/a.h": "// " + "x" * 78 + "\n"}, "81 columns"),
    ("long function", {
        "src/base/a.cc": "int F() {\n" + "  ;\n" * 69 + "}\n"},
     "src/base/a.cc:1: a function of 71 lines"),
    ("clock", {"src/base/a.cc": "std::chrono::seconds s;\n"}, "from the eve"),
    ("time()", {"src/base/a.cc": "auto t = time(nullptr);\n"}, "'time('"),
    ("random", {"src/facts/a.cc": "int i = rand();\n"}, "stable hash"),
    ("double", {"src/moves/a.cc": "double x;\n"}, "integers decide"),
    ("float", {"src/engine/a.cc": "float x;\n"}, "integers decide"),
    ("thread", {"src/base/a.cc": "std::thread t;\n"}, "has no thread"),
    ("mutex", {"src/model/a.h": "std::mutex m;\n"}, "nothing to lock"),
    ("std::hash", {"src/base/a.cc": "std::hash<int> h;\n"}, "digest.h"),
    ("getenv", {"src/base/a.cc": "getenv(name);\n"}, "use the config"),
    ("locale", {"src/base/a.cc": "std::locale l;\n"}, "from_chars"),
    ("loop over a hash table", {
        "src/model/a.h": "absl::flat_hash_map<int, std::pair<int, int>> m_;",
        "src/model/a.cc": "\nvoid F() { for (auto& x : m_) G(x); }\n"},
     "src/model/a.cc:2: the order of the hash table 'm_'"),
    ("begin of a hash table", {
        "src/base/a.cc": "std::unordered_set<int> s; auto i = s.begin();\n"},
     "the order of the hash table 's'"),
    ("open end", {"docs/a.md": "TO" "DO: more\n"}, "docs/a.md:1"),
    ("open end in code", {"src/codec/a.cc": "// FIX" "ME\n"}, "mend it"),
    ("mark", {"bench/a.py": "# XX" "X\n"}, "say what is meant"),
    ("missing", {"docs/a.md": "Not implem" "ented.\n"}, "leave the name out"),
    ("a path of one machine", {"scripts/a": "cd /ho" "me/me\n"}, "relative"),
]

# A name and a project without findings.
GOOD = [
    ("lower floors", {
        "src/moves/closing.cc": '#include "src/facts/hours.h"\n'
        '#include "model/contact.h"\n#include "kefu/ids.h"\n'}),
    ("a move's own files", {
        "src/moves/closing_chain.cc": '#include "src/moves/closing.h"\n'}),
    ("what moves share", {
        "src/moves/closing.cc": '#include "src/moves/step.h"\n'
        '#include "src/moves/step_profile.h"\n'}),
    ("a tool's pages", {
        "src/codec/json.h": "",
        "src/tools/reference.cc": '#include "src/codec/json.h"\n'}),
    ("facts in a row", {
        "src/facts/a.h": '#include "src/facts/b.h"\n',
        "src/facts/b.h": '#include "src/facts/c.h"\n'}),
    ("JSON in codec", {
        "src/codec/a.cc": "#include <rapidjson/reader.h>\n"}),
    ("standard header in public", {
        "include/kefu/a.h": '#include <span>\n#include "kefu/ids.h"\n\n'
        + PUBLIC}),
    ("a bench's own header", {
        "bench/a.h": "", "bench/a.cc": '#include "a.h"\n'}),
    ("words in comments and literals", {
        "src/base/a.cc": "// a double, mutex\nauto s = \"std::thread\";\n"}),
    ("a method named time", {"src/base/a.cc": "int i = x.time();\n"}),
    ("look-up in a hash table", {
        "src/base/a.cc": "absl::flat_hash_map<int, int> m;\n"
        "bool b = m.find(1) != m.end();\n"}),
    ("a function of 70 lines", {
        "src/base/a.cc": "int F() {\n" + "  ;\n" * 68 + "}\n"}),
    ("a namespace is no function", {
        "src/base/a.cc": "namespace a {\n" + "int F();\n" * 80 + "}\n"}),
    ("a class is no function", {
        "src/base/a.h": "class A {\n" + "  int F() { return 1; }\n" * 80
        + "};\n"}),
    ("a long header that is made", {
        "bindings/c/kefu.h": tidy.MADE + " from a table. */\n" + "\n" * 600}),
    ("a long line of a raw string", {
        "src/base/a.cc": 'auto s = R"(\n' + "x" * 81 + '\n)";\n'}),
    ("floats in codec", {"src/codec/a.cc": "double x;\n"}),
]


class TidyTest(unittest.TestCase):
    def test_each_check_can_fail(self):
        for name, files, expected in BAD:
            with self.subTest(name):
                found = tidy.check(files)
                self.assertEqual(len(found), 1, found)
                self.assertIn(expected, found[0])

    def test_each_check_can_pass(self):
        for name, files in GOOD:
            with self.subTest(name):
                self.assertEqual(tidy.check(files), [])

    def test_every_banned_word_is_tried(self):
        texts = [cpp.strip(t) for _, files, _ in BAD for t in files.values()]
        for word, remedy in tidy.BANNED:
            with self.subTest(word):
                self.assertTrue(remedy)
                self.assertTrue(any(tidy.re.search(word, t) for t in texts))

    def test_functions_are_found(self):
        text = """
template <class T>
requires std::is_enum_v<T>
T Twice(T a) {
  auto f = [&] { return a; };
  if (a) {
    return f();
  }
  return "}"[0];
}

A::A(int a, int b)
    : a_(a), b_{b} {
  Start();
}

constexpr int kTable[] = {
    F(1),
    F(2),
};
"""
        self.assertEqual(cpp.functions(text), [(2, 9), (12, 4)])


if __name__ == "__main__":
    sys.argv[1:] = []
    unittest.main()
