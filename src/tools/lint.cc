// kefu-lint: says what is wrong with rulesets, and what is unwise. See --help.

#include "kefu/lint.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/ruleset.h"
#include "kefu/vocabulary.h"
#include "src/codec/event_words.h"
#include "src/codec/json_text.h"
#include "src/tools/replay_files.h"

namespace kefu::tools {
namespace {

constexpr char kAbout[] =
    "Says what is unwise in rulesets (docs/lint.md), and what is wrong with\n"
    "them: a line for each, FILE:line:column: /pointer: check: what and why.\n"
    "FILE may be - for standard input.\n";

struct LintOptions {
  std::vector<std::string> files;
  bool json = false;
  std::set<LintCheck> allowed;
};

std::string Footer() {
  std::string text = "The checks are\n";
  for (const std::string_view name : codec::ValuesOf<LintCheck>()) {
    text.append("  ").append(name).append("\n");
  }
  return text +
         "\nExit codes: 0 nothing was found; 1 something was, or a file "
         "cannot\n"
         "be read; 2 usage.";
}

// Throws CLI::ValidationError for a name that no check has.
LintCheck CheckOf(const std::string& name) {
  LintCheck check = LintCheck::kNone;
  if (FromName(name, &check)) return check;
  const codec::Words known = codec::ValuesOf<LintCheck>();
  throw CLI::ValidationError("--allow", codec::Quoted(name) +
                                            " is no check, expected " +
                                            codec::Join(known, " or ") +
                                            codec::DidYouMean(name, known));
}

// One line of what is told of a file.
struct Told {
  int line;
  int column;
  std::string_view pointer;
  std::string_view check;
  std::string message;
  std::string text;  // all of it, for a person
};

Told ToldOf(const LintFinding& finding) {
  return {finding.line,        finding.column,  finding.pointer,
          Name(finding.check), finding.message, ToText(finding)};
}

Told ToldOf(const ConfigError& error) {
  // The name that may be meant belongs to the message.
  ConfigError bare;
  bare.message = error.message;
  bare.suggestion = error.suggestion;
  return {error.line, error.column, error.pointer,
          "error",    ToText(bare), ToText(error)};
}

void Append(const std::string& file, const Told& told, bool json,
            std::string* out) {
  if (json) {
    codec::JsonObject object(out);
    object.String("file", file);
    object.Number("line", told.line);
    object.Number("column", told.column);
    object.String("pointer", told.pointer);
    object.String("check", told.check);
    object.String("message", told.message);
    object.Close();
  } else {
    // What has no place says how many more there are.
    out->append(file).append(told.line > 0 ? ":" : ": ").append(told.text);
  }
  out->push_back('\n');
}

// Whether nothing is to be told of this file. Throws ReplayError.
bool LintFile(const std::string& file, const LintOptions& options,
              std::string* out) {
  const std::string json = ReadWhole(file);
  const size_t before = out->size();
  const RulesetResult result = ParseRuleset(json);
  for (const ConfigError& error : result.errors) {
    Append(file, ToldOf(error), options.json, out);
  }
  if (result) {
    for (const LintFinding& finding : Lint(*result.ruleset, json)) {
      if (options.allowed.contains(finding.check)) continue;
      Append(file, ToldOf(finding), options.json, out);
    }
  }
  return out->size() == before;
}

bool LintFiles(const LintOptions& options) {
  bool good = true;
  Output out("-");
  for (const std::string& file : options.files) {
    try {
      good = LintFile(file, options, &out.text) && good;
    } catch (const ReplayError& error) {
      // The other files are still looked at.
      std::fprintf(stderr, "%s\n", error.what());
      good = false;
    }
    out.Flush();
  }
  return good;
}

int Main(int argc, char** argv) {
  LintOptions options;
  CLI::App app(kAbout, "kefu-lint");
  app.footer(Footer());
  app.add_option("FILE", options.files, "rulesets, JSON")->required();
  app.add_flag("--json", options.json,
               "print JSON Lines: file, line, column, pointer, check (of what "
               "is wrong: error) and message");
  const auto allow = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names) options.allowed.insert(CheckOf(name));
  };
  app.add_option_function<std::vector<std::string>>(
         "--allow", allow, "leave out what this check finds; repeatable")
      ->type_name("CHECK")
      ->allow_extra_args(false);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
  }
  try {
    return LintFiles(options) ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

}  // namespace
}  // namespace kefu::tools

int main(int argc, char** argv) { return kefu::tools::Main(argc, argv); }
