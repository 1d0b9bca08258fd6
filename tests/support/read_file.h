// A file as text, from the root of the project, where tests run.

#ifndef KEFU_TESTS_SUPPORT_READ_FILE_H_
#define KEFU_TESTS_SUPPORT_READ_FILE_H_

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace kefu {

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, "no file ", path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace kefu

#endif  // KEFU_TESTS_SUPPORT_READ_FILE_H_
