// The engine's waits against theory: customers of a Poisson stream, services
// of exponential length, c agents with one place each (M/M/c). The probability
// to wait, the mean wait and the share served within a quarter of a service
// are compared with Erlang C (tests/data/erlang_c.csv, see NOTICE).
//
// The seed is fixed; the confidence interval is computed from batch means. So
// a failure is a bug, not bad luck. KEFU_ARRIVALS: arrivals for each row.

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <queue>
#include <sstream>
#include <string>
#include <vector>

#include "doctest.h"
#include "kefu/engine.h"
#include "kefu/ruleset.h"
#include "tests/property/random.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

constexpr double kServiceMs = 1e6;  // mean; fine enough for milliseconds
constexpr int kBatches = 30;
// Student's t for 29 degrees of freedom, two-sided 99.9 %.
constexpr double kStudent = 3.659;

struct Truth {
  double load = 0;  // offered, in Erlang
  int agents = 0;
  double wait_probability = 0;
  double mean_wait = 0;  // in services
  double occupancy = 0;
  double quarter = 0;  // P(wait <= 1/4 service)
};

std::vector<Truth> ReadTruths() {
  std::ifstream file(KEFU_SOURCE_DIR "/tests/data/erlang_c.csv");
  std::vector<Truth> truths;
  std::string line;
  std::getline(file, line);  // the heading
  while (std::getline(file, line)) {
    std::istringstream in(line);
    std::vector<double> row;
    for (std::string cell; std::getline(in, cell, ',');) {
      row.push_back(std::stod(cell));
    }
    truths.push_back({row.at(0), static_cast<int>(row.at(1)), row.at(3),
                      row.at(4), row.at(6), row.at(7)});
  }
  return truths;
}

std::shared_ptr<const Ruleset> MakeRuleset(int agents) {
  std::string json = R"({
    "tenant": {"capacity": 1, "notices": {"new_session": false}},
    "limits": {"forget_after": "off"},
    "routing": {"session_starts": "enter", "sticky": []},
    "queue": {"expires_after": "off"},
    "timers": {"alarms": {"waiting": "off"}},
    "desks": [{"name": "desk"}], "agents": [)";
  for (int i = 0; i < agents; ++i) {
    json +=
        (i == 0 ? "" : ", ") + ("{\"name\": \"a" + std::to_string(i)) + "\"}";
  }
  RulesetResult result = ParseRuleset(json + "]}");
  REQUIRE(result.ruleset);
  return result.ruleset;
}

// Exponential with this mean, at least a millisecond.
int64_t Exponential(Random* random, double mean) {
  const double u = (static_cast<double>(random->Next() >> 11) + 0.5) * 0x1p-53;
  return std::max<int64_t>(1, std::llround(-std::log(u) * mean));
}

// Plays the stream and notes each customer's wait, in services.
class Stream {
 public:
  Stream(const Truth& truth, uint64_t seed)
      : truth_(truth),
        random_(seed),
        engine_(MakeRuleset(truth.agents)),
        desk_(engine_.ruleset().Desk("desk")) {
    for (int i = 0; i < truth.agents; ++i) {
      const AgentId agent = engine_.ruleset().Agent("a" + std::to_string(i));
      Apply(AgentConnects{.at = Instant{0}, .agent = agent});
    }
  }

  std::vector<double> Run(size_t arrivals) {
    int64_t at = 0;
    for (size_t i = 0; i < arrivals; ++i) {
      at += Exponential(&random_, kServiceMs / truth_.load);
      CloseUntil(at);
      Apply(CustomerEnters{
          .at = Instant{at}, .customer = NextCustomer(), .desk = desk_});
    }
    CloseUntil(INT64_MAX);
    return waits_;
  }

 private:
  struct Service {
    int64_t until;
    uint64_t session;
    CustomerId customer;
    bool operator>(const Service& other) const {
      return until != other.until ? until > other.until
                                  : session > other.session;
    }
  };

  // Who has left may come again: so the engine stays small, and a build that
  // checks the invariants after each event looks at few customers.
  CustomerId NextCustomer() {
    if (gone_.empty()) return engine_.CustomerByKey(engine_.Customers());
    const CustomerId customer = gone_.back();
    gone_.pop_back();
    return customer;
  }

  void CloseUntil(int64_t at) {
    while (!services_.empty() && services_.top().until <= at) {
      const Service next = services_.top();
      services_.pop();
      gone_.push_back(next.customer);
      Apply(AgentCloses{
          .at = Instant{next.until}, .customer = next.customer, .desk = desk_});
    }
  }

  template <class E>
  void Apply(const E& event) {
    effects_.Clear();
    batch_.Clear();
    batch_.Add(event);
    engine_.Apply(batch_.records()[0], batch_.payloads(), &effects_);
    for (const EffectRecord& effect : effects_) {
      if (effect.Type() == EffectType::kOpenSession) {
        opened_.push_back(effect.at);
      } else if (effect.Type() == EffectType::kAssign) {
        const int64_t waited = effect.at - opened_[effect.session - 1];
        waits_.push_back(static_cast<double>(waited) / kServiceMs);
        services_.push({effect.at + Exponential(&random_, kServiceMs),
                        effect.session,
                        {effect.customer}});
      }
    }
  }

  const Truth& truth_;
  Random random_;
  Engine engine_;
  DeskId desk_;
  Effects effects_;
  EventBatch batch_;
  std::vector<int64_t> opened_;  // by session number
  std::vector<double> waits_;    // in the order of the assignments
  std::vector<CustomerId> gone_;
  std::priority_queue<Service, std::vector<Service>, std::greater<>> services_;
};

struct Interval {
  double mean = 0;
  double half = 0;  // of the confidence interval
};

// By the means of equal batches; the first tenth of the stream warms up.
Interval Estimate(const std::vector<double>& values) {
  const size_t begin = values.size() / 10;
  const size_t size = (values.size() - begin) / kBatches;
  std::vector<double> means;
  for (size_t b = 0; b < kBatches; ++b) {
    double sum = 0;
    for (size_t i = 0; i < size; ++i) sum += values[begin + b * size + i];
    means.push_back(sum / static_cast<double>(size));
  }
  double mean = 0, squares = 0;
  for (const double m : means) mean += m / kBatches;
  for (const double m : means) squares += (m - mean) * (m - mean);
  const double error = std::sqrt(squares / (kBatches - 1) / kBatches);
  return {mean, kStudent * error};
}

void Check(const char* what, const std::vector<double>& values, double truth) {
  const Interval found = Estimate(values);
  INFO(std::string(what) << ": " << found.mean << " +- " << found.half
                         << ", expected " << truth);
  CHECK(std::abs(found.mean - truth) <= found.half);
}

TEST_CASE("Q1, Q2: the waits of a Poisson stream are Erlang C's") {
  const char* const wanted = std::getenv("KEFU_ARRIVALS");
  const size_t arrivals =
      wanted != nullptr ? std::stoul(wanted) : size_t{150'000};
  size_t rows = 0;
  for (const Truth& truth : ReadTruths()) {
    // Batches must be long against the time in which a queue forgets.
    if (truth.occupancy > 0.85 || truth.wait_probability < 0.03) continue;
    ++rows;
    // Sanitizers see a few: the engine's path is the same for all.
    if (kSlowness > 1 && rows % 6 != 0) continue;
    INFO(truth.load << " Erlang, " << truth.agents << " agents");
    const std::vector<double> waits = Stream(truth, 7 + rows).Run(arrivals);
    REQUIRE(waits.size() == arrivals);
    std::vector<double> waited, quarter;
    for (const double wait : waits) {
      waited.push_back(wait > 0 ? 1 : 0);
      quarter.push_back(wait <= 0.25 ? 1 : 0);
    }
    Check("probability to wait", waited, truth.wait_probability);
    Check("mean wait", waits, truth.mean_wait);
    // What is rare comes in clusters, so a few batches say nothing of it.
    if (truth.quarter > 0.99) continue;
    Check("within a quarter", quarter, truth.quarter);
  }
  CHECK(rows >= 10);
}

}  // namespace
}  // namespace kefu::property
