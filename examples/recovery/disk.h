// The files of one folder: every change of the host's files goes through here,
// and is on the disk when the call returns.
//
// For the test of this example a disk can also kill its process, with SIGKILL,
// in the middle of a change: then a part of it has happened.

#ifndef KEFU_EXAMPLES_RECOVERY_DISK_H_
#define KEFU_EXAMPLES_RECOVERY_DISK_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace recovery {

// When to die: in the `change`-th change (from 1; 0: never), when so many
// hundredths of it are done. A change that cannot be done by halves is done
// from 50 on.
struct Death {
  uint64_t change = 0;
  int percent = 0;
};

// Every member throws std::runtime_error, which names the file, if the system
// refuses. What is on the disk then is what a crash could leave: the host
// stops, and the next start recovers.
class Disk {
 public:
  // Makes the folder if it is not there, and takes it for this process alone.
  // Without `sync` the system may lose the last changes if the machine fails,
  // though not if only the host does.
  Disk(std::string folder, bool sync, Death death);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  std::vector<std::string> Files() const;  // in the order of their names
  std::string Read(const std::string& name) const;  // "" if it is not there

  void Append(const std::string& name, std::string_view bytes);
  // A whole file at once: whoever looks sees the old one or the new one.
  void Replace(const std::string& name, std::string_view bytes);
  void CutOff(const std::string& name, uint64_t size);
  void Remove(const std::string& name);

 private:
  std::string Path(const std::string& name) const;
  int Open(const std::string& name, int flags) const;
  int OpenToAppend(const std::string& name);
  void Write(const std::string& name, int file, std::string_view bytes);
  void Sync(const std::string& name, int file) const;
  void SyncFolder() const;
  bool IsLast() { return ++changes_ == death_.change; }
  [[noreturn]] void Die(const char* what, const std::string& name) const;
  // A change that is done or not.
  template <class Change>
  void AtOnce(const char* what, const std::string& name, const Change& change);

  const std::string folder_;
  int folder_file_ = -1;
  const bool sync_;
  const Death death_;
  uint64_t changes_ = 0;
  std::map<std::string, int> open_;  // to append to
};

}  // namespace recovery

#endif  // KEFU_EXAMPLES_RECOVERY_DISK_H_
