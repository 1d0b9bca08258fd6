// A host that loses nothing and doubles nothing, however often it is killed:
//
//   kefu-recovery-host --ruleset shop.json --events day.jsonl --folder state
//
// It takes the events of a file one after the other, as a service takes them
// from its queue. Start it again after a crash, with the same options: it goes
// on behind the last event that it had written down. docs/recovery.md.

#include <kefu/event.h>
#include <kefu/log.h>
#include <kefu/ruleset.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "disk.h"
#include "host.h"

namespace recovery {
namespace {

struct Options {
  std::string ruleset, events, folder;
  uint64_t group = 16;
  bool no_sync = false;
  HostOptions host;
  Death death;
};

std::string ReadFile(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    throw std::runtime_error(name + ": cannot read");
  }
  return text.str();
}

// The ruleset of this folder, for good: under another one the events that are
// applied again would have other effects.
std::shared_ptr<const kefu::Ruleset> ReadRuleset(const std::string& name,
                                                 Disk* disk) {
  constexpr char kCopy[] = "ruleset.json";
  const std::string json = ReadFile(name);
  const std::string copy = disk->Read(kCopy);
  if (!copy.empty() && copy != json) {
    throw std::runtime_error(name +
                             ": is not the ruleset of this folder: begin a "
                             "new folder with it (docs/recovery.md)");
  }
  const kefu::RulesetResult result = kefu::ParseRuleset(json);
  if (result) {
    if (copy.empty()) disk->Replace(kCopy, json);
    return result.ruleset;
  }
  std::string all;
  for (const kefu::ConfigError& error : result.errors) {
    all += (all.empty() ? "" : "\n") + name + ":" + ToText(error);
  }
  throw std::runtime_error(all);
}

// The queue from which the host takes its events: it can be asked for all
// behind the n-th.
class Queue {
 public:
  explicit Queue(const std::string& name)
      : name_(name), text_(ReadFile(name)), rest_(text_) {}
  // rest_ is a view of text_.
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  // Leaves the first `events` out. They are not read: whoever is in them
  // would be made known to the engine once more.
  void Skip(uint64_t events) {
    while (events > 0 && !rest_.empty()) {
      const size_t end = rest_.find('\n');
      const std::string_view line = rest_.substr(0, end);
      if (line.find_first_not_of(" \t\r") != line.npos) --events;
      rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
      ++skipped_lines_;
    }
    if (events > 0) {
      throw std::runtime_error(name_ +
                               ": the log of the host has more events:"
                               " give the file whose beginning it took");
    }
  }

  // The next ones, as many as there are in so many bytes of text, but one at
  // least and `most` at most. So a group is one block of the log: a block that
  // is full closes by itself, and a crash could tear the group.
  bool Next(uint64_t most, kefu::EventReader* reader,
            kefu::EventBatch* events) {
    constexpr size_t kBytes = size_t{1} << 14;
    const size_t begin = rest_.size();
    while (!error_ && events->size() < most && begin - rest_.size() < kBytes &&
           !rest_.empty()) {
      size_t used = 0;
      error_ = reader->AddLines(rest_, true, events->size() + 1, events, &used);
      rest_.remove_prefix(used);
    }
    if (error_ && events->size() == 0) {  // those before it have been taken
      error_->line += skipped_lines_;
      throw std::runtime_error(ToText(*error_, name_));
    }
    return events->size() > 0;
  }

 private:
  std::string name_, text_;
  std::string_view rest_;
  uint64_t skipped_lines_ = 0;
  std::optional<kefu::LogError> error_;
};

void Print(const Host::Recovered& recovered) {
  std::fprintf(stderr,
               "recovered: %llu events from a snapshot, %llu from the log "
               "(%llu bytes of a torn write cut off), %llu effects added\n",
               static_cast<unsigned long long>(recovered.snapshot_events),
               static_cast<unsigned long long>(recovered.log_events),
               static_cast<unsigned long long>(recovered.log_bytes_cut),
               static_cast<unsigned long long>(recovered.effects_added));
}

void Run(const Options& options) {
  Disk disk(options.folder, !options.no_sync, options.death);
  Host host(ReadRuleset(options.ruleset, &disk), &disk, options.host);
  Print(host.recovered());
  Queue queue(options.events);
  queue.Skip(host.engine()->Events());
  kefu::EventReader reader(host.engine());
  kefu::EventBatch events;
  while (queue.Next(options.group, &reader, &events)) {
    host.Take(events);
    events.Clear();
  }
  host.Finish();
  std::printf("events %llu\ndigest %016llx\n",
              static_cast<unsigned long long>(host.engine()->Events()),
              static_cast<unsigned long long>(host.engine()->Digest()));
}

void Declare(CLI::App* app, Options* o) {
  app->add_option("--ruleset", o->ruleset, "the ruleset, JSON")
      ->required()
      ->type_name("FILE");
  app->add_option("--events", o->events, "the events, JSON Lines")
      ->required()
      ->type_name("FILE");
  app->add_option("--folder", o->folder,
                  "where the log, the outbox and the snapshots are")
      ->required()
      ->type_name("FOLDER");
  app->add_option("--group", o->group,
                  "how many events are written down at a time (16)")
      ->type_name("N")
      ->check(CLI::Range(1, 1000));
  app->add_option("--snapshot-every", o->host.snapshot_every,
                  "events between snapshots (1000)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000'000));
  app->add_flag("--no-sync", o->no_sync,
                "do not wait for the disk: survives the death of the host, "
                "not that of the machine");
  app->add_option("--die-at", o->death.change,
                  "for tests: SIGKILL in the N-th change of a file")
      ->type_name("N");
  app->add_option("--die-percent", o->death.percent,
                  "for tests: how much of that change is done (0)")
      ->type_name("P")
      ->check(CLI::Range(0, 100));
}

}  // namespace
}  // namespace recovery

int main(int argc, char** argv) {
  recovery::Options options;
  CLI::App app("A host that may be killed at any moment (docs/recovery.md).",
               "kefu-recovery-host");
  recovery::Declare(&app, &options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    recovery::Run(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
