// Workload W through the C ABI, as a host in C would run it: kefu.h and
// libkefu_c.so. Beside it, in turn, the same in C++.

#include <fmt/format.h>
#include <kefu.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "bench/cases.h"
#include "bench/measure.h"

namespace kefu_bench {
namespace {

void Must(int result, const char* what) {
  if (result == KEFU_OK) return;
  fmt::print(stderr, "kefu-bench: {}: {}\n", what, kefu_strerror(result));
  std::exit(2);
}

const kefu_event* ToC(const kefu::EventRecord* records) {
  return reinterpret_cast<const kefu_event*>(records);
}

// As Pass, in C.
class CPass {
 public:
  CPass(const Subject& subject, Drive drive, size_t effects_limit)
      : subject_(subject),
        drive_(drive),
        limit_(effects_limit),
        records_(subject.events.records) {
    const LogHeader& h = subject.log.header;
    const std::string json = RulesetJson(h, Load::kPlain, Reserve::kYes);
    Must(
        kefu_parse_ruleset(&rules_, nullptr, json.data(), json.size(), nullptr),
        "kefu_parse_ruleset");
    Must(kefu_engine_new(&engine_, rules_), "kefu_engine_new");
    ConnectAll(h);
    LookUpAll(h.customers);
  }
  ~CPass() {
    kefu_engine_free(engine_);
    kefu_ruleset_release(rules_);
  }
  CPass(const CPass&) = delete;
  CPass& operator=(const CPass&) = delete;

  template <class Sink>
  void Run(const Sink& sink) {
    return drive_ == Drive::kBatch ? Batch(sink) : Calls(sink);
  }

  uint64_t Digest() const {
    uint64_t digest = 0;
    Must(kefu_digest(&digest, engine_), "kefu_digest");
    return digest;
  }

 private:
  void ConnectAll(const LogHeader& h) {
    for (uint32_t i = 0; i < h.agents; ++i) {
      kefu_event event = KEFU_EVENT_INIT;
      event.type = KEFU_EVENT_AGENT_CONNECTS;
      event.agent = subject_.names.agent(i).value;
      Must(kefu_apply(nullptr, nullptr, engine_, &event, nullptr, 0),
           "kefu_apply");
    }
  }

  // Customers get their ids in the order of the look-ups: the same as in C++.
  void LookUpAll(uint32_t customers) {
    std::vector<uint64_t> ids(customers);
    for (uint32_t i = 0; i < customers; ++i) ids[i] = OutsideKey(i);
    Must(kefu_customers_by_key(ids.data(), 0, engine_, ids.data(), 0,
                               ids.size()),
         "kefu_customers_by_key");
    for (size_t i = 0; i < records_.size(); ++i) {
      const uint32_t number = subject_.events.customers[i];
      if (number != kNobody) records_[i].customer = ids[number];
    }
  }

  template <class Sink>
  void Batch(const Sink& sink) {
    const auto& payloads = subject_.events.payloads;
    for (size_t begin = 0; begin < records_.size();) {
      const kefu_effect* effects = nullptr;
      size_t count = 0;
      size_t applied = 0;
      kefu_apply_records(&effects, &count, &applied, engine_,
                         ToC(records_.data()) + begin, records_.size() - begin,
                         payloads.data(), payloads.size(), limit_);
      begin += applied;
      sink(effects, count);
    }
  }

  template <class Sink>
  void Calls(const Sink& sink) {
    const auto& payloads = subject_.events.payloads;
    for (const kefu::EventRecord& record : records_) {
      const kefu_effect* effects = nullptr;
      size_t count = 0;
      kefu_apply(&effects, &count, engine_, ToC(&record), payloads.data(),
                 payloads.size());
      sink(effects, count);
    }
  }

  const Subject& subject_;
  Drive drive_;
  size_t limit_;
  std::vector<kefu::EventRecord> records_;
  kefu_ruleset* rules_ = nullptr;
  kefu_engine* engine_ = nullptr;
};

double TimeC(const Subject& subject, Drive drive, size_t limit,
             uint64_t* digest) {
  CPass pass(subject, drive, limit);
  const double begin = Seconds();
  pass.Run([](const kefu_effect*, size_t) {});
  const double seconds = Seconds() - begin;
  *digest = pass.Digest();
  return seconds;
}

// Another run, outside the clock, that folds the decisions; why the timed ones
// do not count.
std::optional<std::string> CheckC(const Subject& subject, Drive drive,
                                  size_t limit,
                                  std::optional<uint64_t> published,
                                  uint64_t digest) {
  kefu::Engine twin(subject.ruleset);
  const Customers customers(subject.log.header.customers, &twin);
  DecisionHash hash;
  CPass pass(subject, drive, limit);
  pass.Run([&](const kefu_effect* effects, size_t count) {
    Fold({reinterpret_cast<const kefu::EffectRecord*>(effects), count},
         subject.names, customers, &hash);
  });
  const uint64_t expected = published.value_or(subject.events.hash);
  if (hash.value() != expected) {
    return fmt::format("decision hash {:016x}, expected {:016x}", hash.value(),
                       expected);
  }
  if (pass.Digest() != digest) {
    return "it ended in another state than the same events in C++";
  }
  return std::nullopt;
}

void RunDrive(const Size& size, const Subject& subject, Drive drive,
              const std::string& name, const Options& options,
              std::optional<uint64_t> published, Report* report) {
  double cpp = 0;
  double c = 0;
  uint64_t cpp_digest = 0;
  uint64_t c_digest = 0;
  for (int i = 0; i < options.repeat; ++i) {
    const Timing timing = TimePass(subject, drive, options.effects);
    const double seconds = TimeC(subject, drive, options.effects, &c_digest);
    cpp = i == 0 ? timing.seconds : std::min(cpp, timing.seconds);
    c = i == 0 ? seconds : std::min(c, seconds);
    cpp_digest = timing.digest;
  }
  std::optional<std::string> wrong =
      CheckC(subject, drive, options.effects, published, cpp_digest);
  if (c_digest != cpp_digest) {
    wrong = "it ended in another state than the same events in C++";
  }
  if (wrong) return report->Invalid(size.name, "C " + name, *wrong);
  const auto events = static_cast<double>(subject.size());
  report->Add({size.name,
               "C " + name,
               events / c / 1e6,
               "M/s",
               {},
               fmt::format("{:.2f} M/s in C++, {:.1f} ns an event more",
                           events / cpp / 1e6, (c - cpp) * 1e9 / events)});
  report->Add({size.name, "C " + name + " / C++", cpp / c, "times", {}, ""});
}

}  // namespace

void RunC(const Size& size, const Subject& subject, const Options& options,
          std::optional<uint64_t> published, Report* report) {
  RunDrive(size, subject, Drive::kBatch, "batch", options, published, report);
  RunDrive(size, subject, Drive::kCalls, "calls", options, published, report);
}

}  // namespace kefu_bench
