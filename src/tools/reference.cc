// kefu-reference: writes the files that are made from the tables, or checks
// that they are what the tables say.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "src/codec/config_schema.h"
#include "src/tools/reference_c.h"
#include "src/tools/reference_pages.h"
#include "src/tools/reference_python.h"

namespace kefu::tools {
namespace {

namespace fs = std::filesystem;

struct Page {
  std::string file;  // from the root of the project
  std::string text;
};

std::optional<std::string> Read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<Page> AllPages(const fs::path& root) {
  std::vector<Page> pages = {
      {"docs/config.md", ConfigPage()},
      {"docs/events.md", EventsPage()},
      {"docs/presets.md", PresetsPage()},
      {"docs/reasons.md", ReasonsPage()},
      {"docs/windows.md", WindowsPage()},
      {"docs/ruleset.schema.json", codec::ConfigSchema()},
      {"bindings/python/kefu/_words.py", PythonWords()},
      {"bindings/python/kefu/_events.py", PythonEvents()},
      {"bindings/python/kefu/_effects.py", PythonEffects()},
      {"bindings/python/kefu/_fast.py", PythonFast()},
      {"bindings/python/kefu/_records.py", PythonRecords()},
      {"bindings/python/kefu/config.py", PythonConfig()}};
  if (const auto header = Read(root / "bindings/c/kefu.h.in")) {
    pages.push_back({"bindings/c/kefu.h", CHeader(*header)});
  }
  return pages;
}

bool Check(const fs::path& path, const std::string& text,
           const std::string& root) {
  if (Read(path) == text) return true;
  std::fprintf(stderr, "%s is stale; run kefu-reference --root %s\n",
               path.string().c_str(), root.c_str());
  return false;
}

bool Write(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (file) return true;
  std::fprintf(stderr, "%s cannot be written; does its directory exist?\n",
               path.string().c_str());
  return false;
}

}  // namespace
}  // namespace kefu::tools

int main(int argc, char** argv) {
  namespace tools = kefu::tools;
  CLI::App app(
      "Writes what is made from events.def and config.def: the reference pages "
      "and the JSON Schema of a ruleset in docs/, the header of the C face and "
      "parts of the Python one.",
      "kefu-reference");
  std::string root;
  bool check = false;
  app.add_option("--root", root, "the root of the project")->required();
  app.add_flag("--check", check,
               "write nothing; exit with 1 and name each page that is not "
               "what would be written");
  CLI11_PARSE(app, argc, argv);
  bool all = true;
  for (const tools::Page& page : tools::AllPages(root)) {
    const tools::fs::path path = tools::fs::path(root) / page.file;
    const bool done = check ? tools::Check(path, page.text, root)
                            : tools::Write(path, page.text);
    all = all && done;
  }
  return all ? 0 : 1;
}
