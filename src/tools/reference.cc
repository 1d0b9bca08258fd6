// kefu-reference: writes the pages of docs/ that are made from the tables, or
// checks that they are what the tables say.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "src/codec/config_schema.h"
#include "src/tools/reference_pages.h"

namespace kefu::tools {
namespace {

namespace fs = std::filesystem;

struct Page {
  std::string file;
  std::string text;
};

std::vector<Page> AllPages() {
  return {{"config.md", ConfigPage()},
          {"events.md", EventsPage()},
          {"reasons.md", ReasonsPage()},
          {"ruleset.schema.json", codec::ConfigSchema()}};
}

std::optional<std::string> Read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool Check(const fs::path& path, const std::string& text,
           const std::string& directory) {
  if (Read(path) == text) return true;
  std::fprintf(stderr, "%s is stale; run kefu-reference --out %s\n",
               path.string().c_str(), directory.c_str());
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
      "Writes the reference pages (config.md, events.md, reasons.md) and the "
      "JSON Schema of a ruleset (ruleset.schema.json).",
      "kefu-reference");
  std::string directory;
  bool check = false;
  app.add_option("--out", directory, "directory of the pages")->required();
  app.add_flag("--check", check,
               "write nothing; exit with 1 and name each page that is not "
               "what would be written");
  CLI11_PARSE(app, argc, argv);
  bool all = true;
  for (const tools::Page& page : tools::AllPages()) {
    const tools::fs::path path = tools::fs::path(directory) / page.file;
    const bool done = check ? tools::Check(path, page.text, directory)
                            : tools::Write(path, page.text);
    all = all && done;
  }
  return all ? 0 : 1;
}
