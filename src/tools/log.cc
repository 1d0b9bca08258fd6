// kefu-log: looks after logs of events. See --help.

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

#include "kefu/binary_log.h"
#include "src/tools/replay_files.h"

namespace kefu::tools {
namespace {

constexpr char kAbout[] =
    "Looks after logs of events: JSON Lines, or binary. What FILE is shows by\n"
    "how it begins; - stands for standard input or output.\n";
constexpr char kFooter[] =
    "Exit codes: 0 all is well; 1 bad input, named with its place (what came\n"
    "before is written); 2 usage.";

constexpr size_t kPortion = 1 << 18;  // bytes that are written at once

// Writes what converts the window; `add(window, &text, &used)` throws
// ReplayError, and then what came before it has been written.
template <class Add>
void Convert(Window* window, const std::string& out_name, const Add& add) {
  Output out(out_name);
  std::optional<std::string> wrong;
  do {
    size_t used = 0;
    wrong = add(&out.text, &used);
    out.FlushIfLarge();
    if (wrong || !window->Move(used)) break;
  } while (true);
  out.Flush();
  if (wrong) throw ReplayError(*wrong);
}

void ToBinary(Window* window, const std::string& in, const std::string& out) {
  JsonToBinaryLog converter;
  Convert(window, out, [&](std::string* bytes, size_t* used) {
    std::optional<std::string> wrong;
    const auto error = converter.AddLines(window->text(), window->last(), used);
    if (error) wrong = ToText(*error, in);
    if (wrong || window->last() || converter.bytes() >= kPortion) {
      converter.Flush(bytes);
    }
    return wrong;
  });
}

void ToJson(Window* window, const std::string& in, const std::string& out) {
  BinaryLogToJson converter;
  Convert(window, out, [&](std::string* text, size_t* used) {
    std::optional<std::string> wrong;
    const auto error = converter.AddBlocks(window->text(), window->last(),
                                           kPortion, text, used);
    if (error) wrong = ToText(*error, in);
    return wrong;
  });
}

void ConvertFile(const std::string& in, const std::string& out) {
  Window window(in);
  window.Move(0);
  if (IsBinaryLog(window.text())) return ToJson(&window, in, out);
  ToBinary(&window, in, out);
}

// Prints how much of a log is good; throws ReplayError if that is not all.
void CheckBinary(Window* window, const std::string& file) {
  BinaryLogToJson reader;
  std::optional<BinaryLogError> error;
  size_t used = 0;
  do {
    error = reader.AddBlocks(window->text(), window->last(), SIZE_MAX, nullptr,
                             &used);
  } while (!error && window->Move(used));
  fmt::print("{}: {} bytes with {} blocks and {} events are good\n", file,
             reader.offset(), reader.blocks(), reader.events());
  if (error) throw ReplayError(ToText(*error, file));
}

void CheckLines(Window* window, const std::string& file) {
  JsonToBinaryLog reader;
  std::optional<LogError> error;
  std::string unused;
  size_t used = 0;
  do {
    error = reader.AddLines(window->text(), window->last(), &used);
    unused.clear();
    reader.Flush(&unused);
  } while (!error && window->Move(used));
  fmt::print("{}: lines with {} events are good\n", file, reader.events());
  if (error) throw ReplayError(ToText(*error, file));
}

void Check(const std::string& file) {
  Window window(file);
  window.Move(0);
  const bool binary = IsBinaryLog(window.text());
  binary ? CheckBinary(&window, file) : CheckLines(&window, file);
}

int Main(int argc, char** argv) {
  std::string in, out;
  CLI::App app(kAbout, "kefu-log");
  app.footer(kFooter);
  app.require_subcommand(1);
  CLI::App* convert = app.add_subcommand(
      "convert", "JSON Lines to a binary log, or a binary log to JSON Lines");
  convert->add_option("IN", in)->required();
  convert->add_option("OUT", out)->required();
  CLI::App* check = app.add_subcommand(
      "check", "read a log to its end and say how much of it is good");
  check->add_option("FILE", in)->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
  }
  try {
    convert->parsed() ? ConvertFile(in, out) : Check(in);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace kefu::tools

int main(int argc, char** argv) { return kefu::tools::Main(argc, argv); }
