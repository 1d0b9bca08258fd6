#include "disk.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace recovery {
namespace {

constexpr char kTemporary[] = ".tmp";

[[noreturn]] void Fail(const std::string& path, const char* what) {
  throw std::runtime_error(path + ": cannot " + what + ": " +
                           std::strerror(errno));
}

}  // namespace

Disk::Disk(std::string folder, bool sync, Death death)
    : folder_(std::move(folder)), sync_(sync), death_(death) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) {
    throw std::runtime_error(folder_ + ": cannot make: " + error.message());
  }
  folder_file_ = ::open(folder_.c_str(), O_RDONLY | O_CLOEXEC);
  if (folder_file_ < 0) Fail(folder_, "open");
  // The lock ends with the process, however that ends.
  if (::flock(folder_file_, LOCK_EX | LOCK_NB) != 0) Fail(folder_, "lock");
  for (const std::string& name : Files()) {
    if (name.ends_with(kTemporary)) Remove(name);  // a crash left it
  }
}

Disk::~Disk() {
  for (const auto& [name, file] : open_) ::close(file);
  ::close(folder_file_);
}

std::vector<std::string> Disk::Files() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string Disk::Read(const std::string& name) const {
  const int file = ::open(Path(name).c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return "";
  if (file < 0) Fail(Path(name), "open");
  std::string text;
  char piece[1 << 16];
  ssize_t got = 0;
  while ((got = ::read(file, piece, sizeof piece)) > 0) {
    text.append(piece, static_cast<size_t>(got));
  }
  ::close(file);
  if (got < 0) Fail(Path(name), "read");
  return text;
}

void Disk::Append(const std::string& name, std::string_view bytes) {
  const int file = OpenToAppend(name);
  Write(name, file, bytes);
  Sync(name, file);
}

// A new name, then the old one: a rename is the change that a file system
// makes wholly or not at all. The bytes have to be there before it, and the
// folder, which holds the name, is to be synced after it.
void Disk::Replace(const std::string& name, std::string_view bytes) {
  const std::string temporary = name + kTemporary;
  const int file = Open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
  Write(temporary, file, bytes);
  Sync(temporary, file);
  ::close(file);
  AtOnce("rename", name, [&] {
    if (::rename(Path(temporary).c_str(), Path(name).c_str()) != 0) {
      Fail(Path(temporary), "rename");
    }
  });
  SyncFolder();
}

void Disk::CutOff(const std::string& name, uint64_t size) {
  const int file = OpenToAppend(name);
  AtOnce("cut off", name, [&] {
    if (::ftruncate(file, static_cast<off_t>(size)) != 0) {
      Fail(Path(name), "cut off");
    }
  });
  Sync(name, file);
}

void Disk::Remove(const std::string& name) {
  AtOnce("remove", name, [&] {
    if (::unlink(Path(name).c_str()) != 0) Fail(Path(name), "remove");
  });
  SyncFolder();
}

std::string Disk::Path(const std::string& name) const {
  return folder_ + "/" + name;
}

int Disk::Open(const std::string& name, int flags) const {
  const int file = ::open(Path(name).c_str(), flags | O_CLOEXEC, 0666);
  if (file < 0) Fail(Path(name), "open");
  return file;
}

int Disk::OpenToAppend(const std::string& name) {
  const auto [at, added] = open_.try_emplace(name, -1);
  if (at->second >= 0) return at->second;
  at->second = Open(name, O_WRONLY | O_CREAT | O_APPEND);
  SyncFolder();  // it may be new
  return at->second;
}

void Disk::Write(const std::string& name, int file, std::string_view bytes) {
  const bool last = IsLast();
  if (last) {
    const auto percent = static_cast<size_t>(death_.percent);
    bytes = bytes.substr(0, bytes.size() * percent / 100);
  }
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) Fail(Path(name), "write");
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  if (last) Die("write", name);
}

void Disk::Sync(const std::string& name, int file) const {
  if (sync_ && ::fsync(file) != 0) Fail(Path(name), "sync");
}

void Disk::SyncFolder() const {
  if (sync_ && ::fsync(folder_file_) != 0) Fail(folder_, "sync");
}

void Disk::Die(const char* what, const std::string& name) const {
  std::fprintf(stderr, "dies: %s %s\n", what, name.c_str());
  ::kill(::getpid(), SIGKILL);
  ::pause();
  std::abort();
}

template <class Change>
void Disk::AtOnce(const char* what, const std::string& name,
                  const Change& change) {
  const bool last = IsLast();
  if (!last || death_.percent >= 50) change();
  if (last) Die(what, name);
}

}  // namespace recovery
