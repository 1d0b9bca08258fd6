#include "src/tools/replay_files.h"

#include <sys/stat.h>
#include <cerrno>
#include <cstring>

namespace kefu::tools {
namespace {

constexpr size_t kChunk = 1 << 20;

[[noreturn]] void Fail(const std::string& name, const char* what) {
  throw ReplayError(name + ": cannot " + what + ": " + std::strerror(errno));
}

uint64_t SizeOf(std::FILE* file) {
  struct stat status;
  if (fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  return static_cast<uint64_t>(status.st_size);
}

}  // namespace

void CloseFile::operator()(std::FILE* file) const {
  if (file != stdin && file != stdout) std::fclose(file);
}

File OpenToRead(const std::string& name) {
  if (name == "-") return File(stdin);
  File file(std::fopen(name.c_str(), "rb"));
  if (file == nullptr) Fail(name, "open");
  return file;
}

std::string ReadWhole(const std::string& name) {
  Window window(name);
  std::string text;
  while (window.Move(window.text().size())) text.append(window.text());
  return text;
}

Window::Window(const std::string& name)
    : name_(name == "-" ? "standard input" : name),
      file_(OpenToRead(name)),
      size_(SizeOf(file_.get())) {}

bool Window::Move(size_t used) {
  if (used > 0) {
    std::memmove(buffer_.data(), buffer_.data() + used, filled_ - used);
    filled_ -= used;
  }
  if (last_) return filled_ > 0;
  if (filled_ == buffer_.size()) buffer_.resize(filled_ * 2 + kChunk);
  const size_t room = buffer_.size() - filled_;
  const size_t got = std::fread(buffer_.data() + filled_, 1, room, file_.get());
  if (got < room && std::ferror(file_.get()) != 0) Fail(name_, "read");
  last_ = got < room;
  filled_ += got;
  bytes_read_ += got;
  return filled_ > 0;
}

Output::Output(const std::string& name) : name_(name) {
  if (name.empty()) return;
  file_.reset(name == "-" ? stdout : std::fopen(name.c_str(), "wb"));
  if (file_ == nullptr) Fail(name, "open");
}

void Output::Flush() {
  if (file_ == nullptr || text.empty()) return;
  const bool written =
      std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size() &&
      std::fflush(file_.get()) == 0;
  if (!written) Fail(name_, "write");
  text.clear();
}

}  // namespace kefu::tools
