#include "snapshots.h"

#include <kefu/snapshot.h>

#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "names.h"

namespace recovery {
namespace {

constexpr char kBegin[] = "state-";
constexpr char kEnd[] = ".kefu";
constexpr size_t kKept = 2;

}  // namespace

std::optional<kefu::Engine> Snapshots::Newest(
    const std::shared_ptr<const kefu::Ruleset>& ruleset) const {
  std::vector<std::string> names = Names();
  for (; !names.empty(); names.pop_back()) {
    const std::string bytes = disk_.Read(names.back());
    kefu::RestoreResult result =
        kefu::Restore(std::as_bytes(std::span(bytes)), ruleset);
    if (result) return std::move(result.engine);
    std::fprintf(stderr, "%s; takes an earlier one\n",
                 ToText(*result.error, names.back()).c_str());
  }
  return std::nullopt;
}

void Snapshots::Take(const kefu::Engine& engine) {
  bytes_.clear();
  AppendSnapshot(engine, &bytes_);
  disk_.Replace(Numbered(kBegin, engine.Events(), kEnd),
                {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
  const std::vector<std::string> names = Names();
  for (size_t i = 0; i + kKept < names.size(); ++i) disk_.Remove(names[i]);
}

std::vector<std::string> Snapshots::Names() const {
  std::vector<std::string> names;
  for (const std::string& name : disk_.Files()) {
    if (NumberIn(name, kBegin, kEnd)) names.push_back(name);
  }
  return names;
}

}  // namespace recovery
