// Files of kefu-replay: read in chunks, written through a buffer.

#ifndef KEFU_TOOLS_REPLAY_FILES_H_
#define KEFU_TOOLS_REPLAY_FILES_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kefu::tools {

// Something is wrong with the input or the output; the text says where.
class ReplayError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct CloseFile {
  void operator()(std::FILE* file) const;
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// "-": standard input. Throws ReplayError if it cannot be opened.
File OpenToRead(const std::string& name);
// The whole file. Throws ReplayError.
std::string ReadWhole(const std::string& name);

// A file as a window that moves over it. What is not used of the window stays
// in it; it grows only while nothing is used.
class Window {
 public:
  explicit Window(const std::string& name);

  // Drops the first `used` bytes and reads on; false if there is no text left.
  // Throws ReplayError.
  bool Move(size_t used);

  std::string_view text() const { return {buffer_.data(), filled_}; }
  bool last() const { return last_; }  // text() reaches to the end of the file
  uint64_t bytes_read() const { return bytes_read_; }
  uint64_t size() const { return size_; }  // of the file; 0 if not known

 private:
  std::string name_;
  File file_;
  std::vector<char> buffer_;
  size_t filled_ = 0;
  bool last_ = false;
  uint64_t bytes_read_ = 0;
  uint64_t size_ = 0;
};

// Text on its way to a file ("-": standard output; "": nowhere).
class Output {
 public:
  // Throws ReplayError if it cannot be opened.
  explicit Output(const std::string& name);

  bool wanted() const { return file_ != nullptr; }
  // Append to it, then call Flush or FlushIfLarge, which throw ReplayError if
  // the text cannot be written.
  std::string text;
  void FlushIfLarge() {
    if (text.size() >= kLarge) Flush();
  }
  void Flush();

 private:
  static constexpr size_t kLarge = 1 << 18;
  std::string name_;
  File file_;
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_FILES_H_
