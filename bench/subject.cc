#include "bench/subject.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "bench/measure.h"

namespace kefu_bench {
namespace {

// Effects of one event beside those up to the limit: what the timers fired by
// it and the places filled by them may add.
constexpr size_t kSlack = 8192;

void Ignore(std::span<const kefu::EffectRecord>) {}

}  // namespace

std::shared_ptr<const kefu::Ruleset> MustParse(const std::string& json) {
  const kefu::RulesetResult result = kefu::ParseRuleset(json);
  if (result) return result.ruleset;
  fmt::print(stderr, "kefu-bench: its own ruleset is wrong:\n");
  for (const kefu::ConfigError& error : result.errors) {
    fmt::print(stderr, "  {}\n", kefu::ToText(error));
  }
  std::exit(2);
}

Subject::Subject(const Log& log_in, size_t max_events, Load load)
    : log(log_in),
      ruleset(MustParse(RulesetJson(log.header, load, Reserve::kYes))),
      names(log.header, *ruleset),
      events(Convert(log, max_events, load, *ruleset)) {}

Pass::Pass(const Subject& subject, Drive drive, size_t effects_limit)
    : subject_(subject),
      drive_(drive),
      engine_(subject.ruleset),
      effects_(effects_limit),
      records_(subject.events.records) {
  effects_.Reserve(effects_limit + kSlack);
  ConnectAgents(subject.log.header, &engine_);
  if (drive != Drive::kKeys) {
    const Customers customers(subject.log.header.customers, &engine_);
    customers.Fill(subject.events, records_);
    return;
  }
  for (const uint32_t number : subject.events.customers) {
    keys_.push_back(number == kNobody ? 0 : OutsideKey(number));
  }
  block_keys_.resize(kBlock);
  block_ids_.resize(kBlock);
}

void Pass::LookUp(size_t begin, size_t end) {
  size_t n = 0;
  for (size_t i = begin; i < end; ++i) {
    if (subject_.events.customers[i] != kNobody) block_keys_[n++] = keys_[i];
  }
  engine_.CustomersByKey(std::span(block_keys_).first(n),
                         std::span(block_ids_).first(n));
  n = 0;
  for (size_t i = begin; i < end; ++i) {
    if (subject_.events.customers[i] == kNobody) continue;
    records_[i].customer = block_ids_[n++].value;
  }
}

Timing TimePass(const Subject& subject, Drive drive, size_t effects_limit) {
  Pass pass(subject, drive, effects_limit);
  Timing timing;
  const size_t tenth = subject.size() / 10;
  const uint64_t at_begin = Allocations();
  const double begin = Seconds();
  pass.Run(0, tenth, Ignore);
  const uint64_t at_tenth = Allocations();
  pass.Run(tenth, subject.size(), Ignore);
  timing.seconds = Seconds() - begin;
  timing.late_allocations = Allocations() - at_tenth;
  timing.allocations = timing.late_allocations + at_tenth - at_begin;
  timing.digest = pass.engine().Digest();
  return timing;
}

std::optional<std::string> CheckPass(const Subject& subject, Drive drive,
                                     size_t effects_limit,
                                     std::optional<uint64_t> published,
                                     uint64_t digest) {
  Pass pass(subject, drive, effects_limit);
  std::vector<kefu::EffectRecord> decisions;
  pass.Run(0, subject.size(), [&](std::span<const kefu::EffectRecord> made) {
    std::copy_if(
        made.begin(), made.end(), std::back_inserter(decisions),
        [](const auto& effect) { return KindOf(effect) != Kind::kNone; });
  });
  // With keys a customer is known from his first event on, so not before now.
  const auto customers =
      Customers::Known(subject.log.header.customers, pass.engine());
  DecisionHash hash;
  Fold(decisions, subject.names, customers, &hash);
  const uint64_t expected = published.value_or(subject.events.hash);
  if (hash.value() != expected) {
    return fmt::format("decision hash {:016x}, expected {:016x}", hash.value(),
                       expected);
  }
  if (subject.events.hash != expected) {
    return fmt::format("the plain engine's hash is {:016x}, expected {:016x}",
                       subject.events.hash, expected);
  }
  if (pass.engine().Digest() != digest) {
    return "the timed runs ended in another state than the checked one";
  }
  const kefu::Violation violation = pass.engine().CheckInvariants();
  if (!violation.empty()) return "violated: " + violation;
  return std::nullopt;
}

}  // namespace kefu_bench
