// Runs every scenario in every way. KEFU_REWRITE=1, or --rewrite, writes what
// the engine answers into the files instead; read the diff before you keep it.
// --scenario=PART runs those whose path holds PART.

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/scenario/runner.h"

#ifndef KEFU_SOURCE_DIR
#error "define KEFU_SOURCE_DIR: the path of the checkout"
#endif

namespace kefu::scenario {
namespace {

namespace fs = std::filesystem;

std::string only;      // --scenario=
bool rewrite = false;  // --rewrite

fs::path Folder() { return fs::path(KEFU_SOURCE_DIR) / "tests/scenario"; }

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string NamedRuleset(const std::string& name) {
  constexpr std::string_view kExamples = "examples/";
  if (name.rfind(kExamples, 0) == 0) {
    return Contents(Folder() / "../../examples/rulesets" /
                    (name.substr(kExamples.size()) + ".json"));
  }
  return Contents(Folder() / "rulesets" / (name + ".json"));
}

// All scenarios, in the order of their paths.
std::vector<fs::path> Files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(Folder())) {
    if (entry.path().extension() != ".txt") continue;
    if (entry.path().string().find(only) == std::string::npos) continue;
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Scenario Load(const fs::path& path) {
  const std::string shown = fs::relative(path, KEFU_SOURCE_DIR).string();
  return ParseScenario(shown, Contents(path), NamedRuleset);
}

void Report(const Scenario& scenario, int line, const std::string& message) {
  ADD_FAIL_CHECK_AT(scenario.path.c_str(), line, message);
}

void Compare(const Scenario& scenario, const Way& way) {
  const std::vector<std::vector<std::string>> got = Run(scenario, way);
  for (size_t i = 0; i < scenario.steps.size(); ++i) {
    const Step& step = scenario.steps[i];
    if (Same(step.expected, got[i])) continue;
    Report(scenario, step.line,
           scenario.title + " (" + way.name + ")\n" +
               scenario.lines[static_cast<size_t>(step.line - 1)] + "\n" +
               SideBySide(step.expected, got[i]));
  }
}

void Rewrite(const Scenario& scenario, const Way& way, const fs::path& path) {
  const std::string text = WithAnswers(scenario, Run(scenario, way));
  if (text == Contents(path)) return;
  std::ofstream(path, std::ios::binary) << text;
  std::cout << "rewritten: " << scenario.path << "\n";
}

void RunAll(const Way& way) {
  const std::vector<fs::path> files = Files();
  CHECK_MESSAGE(!files.empty(), "there is no scenario in tests/scenario");
  for (const fs::path& path : files) {
    try {
      const Scenario scenario = Load(path);
      if (rewrite) {
        Rewrite(scenario, way, path);
      } else {
        Compare(scenario, way);
      }
    } catch (const ScenarioError& error) {
      ADD_FAIL_CHECK_AT(path.c_str(), error.line(), std::string(error.what()));
    }
  }
}

TEST_CASE("scenarios, one event after the other") {
  RunAll({"plain", MakeEngineFace, Drive::kPlain});
}

TEST_CASE("scenarios, with time cut into slices") {
  RunAll({"sliced", MakeEngineFace, Drive::kSliced});
}

TEST_CASE("scenarios, in batches") {
  RunAll({"batch", MakeEngineFace, Drive::kBatch});
}

TEST_CASE("scenarios, in batches with a small list of effects") {
  RunAll({"small batches", MakeEngineFace, Drive::kBatch, 3});
}

#if __has_include("kefu/snapshot.h")
TEST_CASE("scenarios, restored after each step") {
  RunAll({"restored", MakeRestoredFace, Drive::kPlain});
}

TEST_CASE("scenarios, with time cut into slices and restored after each") {
  RunAll({"restored slices", MakeRestoredFace, Drive::kSliced});
}
#endif

#ifdef KEFU_TEST_C_FACE
TEST_CASE("scenarios, through the C face") {
  RunAll({"C", MakeCFace, Drive::kPlain});
}

TEST_CASE("scenarios, through the C face with time cut into slices") {
  RunAll({"C slices", MakeCFace, Drive::kSliced});
}

TEST_CASE("scenarios, through the C face in small batches") {
  RunAll({"C batches", MakeCFace, Drive::kBatch, 3});
}

TEST_CASE("scenarios, through the C face's door of bytes") {
  RunAll({"C bytes", MakeBytesFace, Drive::kBatch});
}

TEST_CASE("scenarios, through the C face and restored after each step") {
  RunAll({"C restored", MakeCRestoredFace, Drive::kPlain});
}
#endif

}  // namespace

// Returns what is left for doctest.
std::vector<const char*> TakeArguments(int argc, char** argv) {
  const char* variable = std::getenv("KEFU_REWRITE");
  rewrite = variable != nullptr && std::string(variable) == "1";
  const std::string prefix = "--scenario=";
  std::vector<const char*> rest;
  for (int i = 0; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--rewrite") {
      rewrite = true;
    } else if (argument.compare(0, prefix.size(), prefix) == 0) {
      only = argument.substr(prefix.size());
    } else {
      rest.push_back(argv[i]);
    }
  }
  return rest;
}

}  // namespace kefu::scenario

int main(int argc, char** argv) {
  std::vector<const char*> arguments =
      kefu::scenario::TakeArguments(argc, argv);
  doctest::Context context;
  context.applyCommandLine(static_cast<int>(arguments.size()),
                           arguments.data());
  if (kefu::scenario::rewrite) {
    // One way writes; the others would only compare with what it wrote.
    context.addFilter("test-case", "*one event after the other");
  }
  return context.run();
}
