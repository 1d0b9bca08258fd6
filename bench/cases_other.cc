// Memory and start.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "bench/cases.h"
#include "bench/measure.h"
#include "bench/ruleset_w.h"
#include "kefu/engine.h"

namespace kefu_bench {
namespace {

using kefu::Instant;

LogHeader Header(uint32_t agents, uint32_t groups, uint32_t customers,
                 uint32_t capacity) {
  LogHeader h;
  h.agents = agents;
  h.groups = groups;
  h.customers = customers;
  h.capacity = capacity;
  h.products = 4 * groups;
  const Log empty = MakeLog({"", 1, 1, 1, 0, 1, std::nullopt});
  h.timeout = empty.header.timeout;
  h.sticky = empty.header.sticky;
  return h;
}

// An engine without reserves in which sessions open and close.
class Office {
 public:
  explicit Office(const LogHeader& header)
      : heap_before_(0),
        ruleset_(MustParse(RulesetJson(header, Load::kPlain, Reserve::kNo))),
        desk_(ruleset_->Desk(kDeskName)),
        products_(header.products) {
    for (uint32_t i = 0; i < header.products; ++i) {
      products_[i] = ruleset_->Product(ProductName(i));
    }
    effects_.Reserve(1024);
    heap_before_ = HeapBytes();
    engine_.emplace(ruleset_);
    ConnectAgents(header, &*engine_);
  }

  kefu::CustomerId Enter(uint32_t number) {
    const auto customer = engine_->CustomerByKey(OutsideKey(number));
    kefu::CustomerEnters event{.at = Instant{1}, .customer = customer};
    event.desk = desk_;
    event.product = products_[number % products_.size()];
    Apply(event);
    return customer;
  }

  void Close(kefu::CustomerId customer) {
    kefu::AgentCloses event{.at = Instant{1}, .customer = customer};
    event.desk = desk_;
    Apply(event);
  }

  const kefu::Engine& engine() const { return *engine_; }
  size_t Heap() const { return HeapBytes() - heap_before_; }

 private:
  template <class E>
  void Apply(const E& event) {
    effects_.Clear();
    engine_->Apply(event, &effects_);
  }

  size_t heap_before_;
  std::shared_ptr<const kefu::Ruleset> ruleset_;
  kefu::DeskId desk_;
  std::vector<kefu::ProductId> products_;
  kefu::Effects effects_;
  std::optional<kefu::Engine> engine_;
};

double Kilobytes(size_t bytes) { return static_cast<double>(bytes) / 1024; }

void RunIdle(Report* report) {
  constexpr uint32_t kSessions = 100;
  Office office(Header(5, 1, kSessions, kSessions / 5));
  report->Add({"5 agents",
               "idle engine",
               Kilobytes(office.engine().MemoryBytes()),
               "KB",
               {},
               fmt::format("malloc says {:.1f} KB", Kilobytes(office.Heap()))});
  for (uint32_t i = 0; i < kSessions; ++i) office.Enter(i);
  report->Add({"5 agents",
               "with 100 sessions",
               Kilobytes(office.engine().MemoryBytes()),
               "KB",
               {},
               fmt::format("malloc says {:.1f} KB, keys included",
                           Kilobytes(office.Heap()))});
}

// A million customers who have been served, then 190,000 others who are.
void RunRows(const Options& options, Report* report) {
  const auto remembered =
      static_cast<uint32_t>(std::min<size_t>(1'000'000, options.max_events));
  const uint32_t open = remembered / 100 * 19;
  Office office(Header(20'000, 200, remembered + open, 10));
  office.Close(office.Enter(remembered + open));  // what one needs for all
  const auto bytes = [&] { return office.engine().MemoryBytes(); };
  const size_t empty = bytes();
  const size_t heap_empty = office.Heap();
  for (uint32_t i = 0; i < remembered; ++i) office.Close(office.Enter(i));
  const size_t then = bytes();
  const size_t heap_remembered = office.Heap();
  for (uint32_t i = 0; i < open; ++i) office.Enter(remembered + i);
  const auto each = [](size_t from, size_t to, uint32_t n) {
    return static_cast<double>(to - from) / n;
  };
  report->Add({"20,000 agents",
               "remembered customer",
               each(empty, then, remembered),
               "bytes",
               {},
               fmt::format("malloc says {:.1f}, keys included",
                           each(heap_empty, heap_remembered, remembered))});
  report->Add({"20,000 agents",
               "open session",
               each(then, bytes(), open),
               "bytes",
               {},
               fmt::format("his customer's row included; {} open; malloc says "
                           "{:.1f}, keys included",
                           office.engine().OpenSessions(),
                           each(heap_remembered, office.Heap(), open))});
}

}  // namespace

void RunMemory(const Options& options, Report* report) {
  RunIdle(report);
  RunRows(options, report);
}

void RunStart(const Options& options, Report* report) {
  const std::string json = RulesetJson(Header(20'000, 200, 1'000'000, 10),
                                       Load::kPlain, Reserve::kNo);
  double best = 0;
  double best_parse = 0;
  for (int i = 0; i < std::max(options.repeat, 3); ++i) {
    const double begin = Seconds();
    auto ruleset = MustParse(json);
    const double parsed = Seconds();
    const kefu::Engine engine(std::move(ruleset));
    const double all = Seconds() - begin;
    if (best == 0 || all < best) {
      best = all;
      best_parse = parsed - begin;
    }
  }
  report->Add({"20,000 agents",
               "start, 20,000 agents",
               best * 1e3,
               "ms",
               {},
               fmt::format("{:.1f} ms of it for {} KB of JSON",
                           best_parse * 1e3, json.size() / 1024)});
}

}  // namespace kefu_bench
