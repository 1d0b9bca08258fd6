#include "src/tools/replay_options.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

namespace kefu::tools {
namespace {

constexpr char kAbout[] =
    "Replays a log of events under a ruleset and writes what the engine\n"
    "decides. FILE may be - for standard input or output.\n";
constexpr char kFooter[] =
    "Without --effects, --summary, --explain, --snapshot and --digest the\n"
    "summary goes to standard output.\n\n"
    "Exit codes: 0 all events were read; 1 bad input, named as\n"
    "file:line:column, or the byte of a binary log (the effects of what came\n"
    "before are written, the summary and the digest are not); 2 usage.";

// A name for each value, and no others.
template <class Enum>
void AddChoice(CLI::App* app, const char* name, Enum* value,
               const std::map<std::string, Enum>& names, const char* about) {
  std::string words;
  for (const auto& [word, unused] : names) {
    words += (words.empty() ? "" : "|") + word;
  }
  app->add_option_function<std::string>(
         name,
         [value, names](const std::string& word) { *value = names.at(word); },
         about)
      ->check(CLI::IsMember(names))
      ->type_name(words);
}

// The models of E3 (kefu/replay.h).
void DeclareModel(CLI::App* app, ReplayOptions* o) {
  AddChoice<ReplayWho>(app, "--who", &o->who,
                       {{"recorded", ReplayWho::kRecordedAgent},
                        {"whoever", ReplayWho::kWhoeverServes}},
                       "who answers and closes: the agent of the log "
                       "(default), or whoever serves the customer now");
  AddChoice<ReplayWhen>(app, "--when", &o->when,
                        {{"recorded", ReplayWhen::kRecordedTimes},
                         {"closed-loop", ReplayWhen::kClosedLoop}},
                        "when: at the times of the log (default), or messages "
                        "and closes at their distance from the assignment");
  app->add_option("--recorded-ruleset", o->recorded_ruleset,
                  "closed loop: the ruleset under which the log was recorded; "
                  "without it that of --ruleset")
      ->type_name("FILE");
}

void DeclareState(CLI::App* app, ReplayOptions* o) {
  app->add_option("--snapshot", o->snapshot,
                  "write the state at the end to this file")
      ->type_name("FILE");
  app->add_option("--snapshot-every", o->snapshot_every,
                  "and after every N events: --snapshot s.kefu gives "
                  "s-1000.kefu, s-2000.kefu...")
      ->type_name("N")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1'000'000'000'000}));
  app->add_option("--resume", o->resume,
                  "go on from this snapshot, behind the events that it has "
                  "seen")
      ->type_name("SNAPSHOT");
}

void Declare(CLI::App* app, ReplayOptions* o) {
  app->add_option("--ruleset", o->ruleset, "the ruleset, JSON")
      ->required()
      ->type_name("FILE");
  app->add_option("--events", o->events,
                  "the events, JSON Lines or a binary log")
      ->required()
      ->type_name("FILE");
  app->add_option("--effects", o->effects, "write the effects, JSON Lines")
      ->type_name("FILE");
  app->add_option("--summary", o->summary,
                  "write waits, service level, shares, loads, refusals and "
                  "the rate, for people")
      ->type_name("FILE");
  app->add_option("--explain", o->explain,
                  "print what happens to this customer, each routing with "
                  "its reasons")
      ->type_name("CUSTOMER");
  app->add_flag("--chinese", o->chinese, "--explain in Chinese");
  app->add_option("--durations", o->durations,
                  "lines \"customer<TAB>milliseconds\": the host closes a "
                  "session so long after its assignment")
      ->type_name("FILE");
  DeclareModel(app, o);
  DeclareState(app, o);
  app->add_option("--compare", o->compare,
                  "replay under this ruleset too; the summary shows both side "
                  "by side")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app->add_option("--longest", o->longest,
                  "list the N longest waits with their reasons in the summary")
      ->type_name("N")
      ->check(CLI::Range(0, 1'000'000));
  app->add_flag("--digest", o->digest, "print the digest of the final state");
  app->add_flag("--progress", o->progress,
                "show progress although standard error is no terminal");
}

// Only in a plain replay the state is all that the rest of the log needs.
std::string StateConflict(const ReplayOptions& o) {
  if (o.snapshot_every > 0 && o.snapshot.empty()) {
    return "--snapshot-every needs a --snapshot to name the files after";
  }
  const bool plain = o.who == ReplayWho::kRecordedAgent &&
                     o.when == ReplayWhen::kRecordedTimes &&
                     o.durations.empty() && o.compare.empty();
  if (!plain && !(o.snapshot.empty() && o.resume.empty())) {
    return "--snapshot and --resume go with the log as it is: without "
           "--durations, --who, --when and --compare";
  }
  return "";
}

// What the declarations cannot say; "" if all is well.
std::string Conflict(const ReplayOptions& o) {
  const bool reports = o.summary == "-" || !o.explain.empty() || o.digest;
  if (o.effects == "-" && reports) {
    return "--effects - goes alone: give the others a file, or the effects";
  }
  if (o.when == ReplayWhen::kClosedLoop) {
    if (o.events == "-") {
      return "--when closed-loop reads the events again: give a file";
    }
  } else if (!o.recorded_ruleset.empty()) {
    return "--recorded-ruleset goes with --when closed-loop only";
  }
  if (!o.compare.empty()) {
    if (o.events == "-") return "--compare reads the events again: give a file";
    if (!o.effects.empty() || !o.explain.empty()) {
      return "--compare goes with --summary only";
    }
  }
  return StateConflict(o);
}

}  // namespace

ParsedOptions ParseOptions(int argc, char** argv) {
  ReplayOptions options;
  CLI::App app(kAbout, "kefu-replay");
  app.footer(kFooter);
  Declare(&app, &options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool help = app.exit(error, std::cout, std::cerr) == 0;
    return {std::nullopt, help ? kExitOk : kExitUsage};
  }
  if (const std::string conflict = Conflict(options); !conflict.empty()) {
    std::cerr << conflict << "\nRun with --help for more information.\n";
    return {std::nullopt, kExitUsage};
  }
  const bool nothing_asked =
      options.effects.empty() && options.summary.empty() &&
      options.snapshot.empty() && options.explain.empty() && !options.digest;
  if (nothing_asked) options.summary = "-";
  return {options, kExitOk};
}

}  // namespace kefu::tools
