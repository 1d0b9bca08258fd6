#include "bench/workload.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <queue>
#include <utility>

namespace kefu_bench {
namespace {

constexpr uint64_t kSecond = 1'000'000;  // units of a log's time
constexpr uint64_t kTick = 16;           // times are multiples of this
constexpr uint32_t kCapacity = 10;
constexpr uint32_t kProductsPerGroup = 4;

// SplitMix64 (Steele, Lea and Flood 2014), in the public domain.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  uint64_t Below(uint64_t n) { return Next() % n; }
  uint64_t Seconds(uint64_t low, uint64_t high) {
    return low * kSecond + Below((high - low) * kSecond);
  }
  bool Percent(uint64_t share) { return Below(100) < share; }

 private:
  uint64_t state_;
};

// Something that will happen; of two at one time, the one planned first.
struct Plan {
  uint64_t at = 0;
  uint64_t number = 0;
  uint32_t id = 0;
  LogType type = LogType::kArrive;

  friend bool operator>(const Plan& a, const Plan& b) {
    return a.at != b.at ? a.at > b.at : a.number > b.number;
  }
};

// The contacts from which a returning customer is drawn: the last ones.
class RecentContacts {
 public:
  explicit RecentContacts(size_t size) : size_(size) {}

  bool empty() const { return ids_.empty(); }
  uint32_t Draw(Random* random) const {
    return ids_[random->Below(ids_.size())];
  }
  void Add(uint32_t id) {
    if (ids_.size() < size_) {
      ids_.push_back(id);
    } else {
      ids_[added_ % size_] = id;
    }
    ++added_;
  }

 private:
  size_t size_;
  uint64_t added_ = 0;
  std::vector<uint32_t> ids_;
};

class Generator {
 public:
  explicit Generator(const Size& size);
  Log Run();

 private:
  void DrawNextArrival();
  uint32_t DrawCustomer(uint64_t at);
  void Arrive();
  void Carry(const Plan& plan);
  void PlanFor(uint64_t at, uint32_t id, LogType type);
  void Write(uint64_t at, uint32_t id, uint16_t product, LogType type);

  Log log_;
  Random random_;
  std::priority_queue<Plan, std::vector<Plan>, std::greater<>> plans_;
  uint64_t planned_ = 0;
  std::vector<bool> online_;
  std::vector<uint64_t> busy_until_;
  RecentContacts recent_;
  uint64_t mean_gap_ns_;  // between two arrivals, on the average of the day
  uint64_t clock_ns_ = 0;
  uint64_t next_arrival_ = 0;
};

// Arrivals fill 97 % of the places of the 92.3 % of agents who are online; a
// session takes its place for 1027 s on average.
uint64_t MeanGapNs(uint32_t agents) {
  return static_cast<uint64_t>(
      1027e9 / (agents * static_cast<double>(kCapacity) * 0.923 * 0.97));
}

Generator::Generator(const Size& size)
    : random_(size.seed),
      online_(size.agents, true),
      busy_until_(size.customers, 0),
      recent_(std::max<size_t>(1024, size_t{4} * size.agents * kCapacity)),
      mean_gap_ns_(MeanGapNs(size.agents)) {
  LogHeader& h = log_.header;
  h.agents = size.agents;
  h.groups = size.groups;
  h.customers = size.customers;
  h.capacity = kCapacity;
  h.products = kProductsPerGroup * size.groups;
  h.events = size.events;
  h.timeout = 1800 * kSecond + 1;
  h.sticky = 48 * 3600 * kSecond;
  h.seed = size.seed;
  log_.records.reserve(size.events);
  for (uint32_t agent = 0; agent < size.agents; ++agent) {
    PlanFor(random_.Seconds(0, 10'800), agent, LogType::kToggle);
  }
  DrawNextArrival();
}

Log Generator::Run() {
  while (log_.records.size() < log_.header.events) {
    if (!plans_.empty() && plans_.top().at <= next_arrival_) {
      const Plan plan = plans_.top();
      plans_.pop();
      Carry(plan);
    } else {
      Arrive();
    }
  }
  return std::move(log_);
}

// Half of each hour is busier than the other: five thirds as many arrivals.
void Generator::DrawNextArrival() {
  const uint64_t second = clock_ns_ / 1'000'000'000;
  const bool busy = second % 3600 < 1800;
  const uint64_t mean = busy ? mean_gap_ns_ * 4 / 5 : mean_gap_ns_ * 4 / 3;
  clock_ns_ += random_.Below(2 * mean);
  next_arrival_ = clock_ns_ / 1000;
}

// Three in ten come back; who is in a session is drawn again, up to thrice.
uint32_t Generator::DrawCustomer(uint64_t at) {
  uint32_t customer = 0;
  for (int tries = 0; tries < 4; ++tries) {
    const bool returns = random_.Percent(30) && !recent_.empty();
    customer =
        returns ? recent_.Draw(&random_)
                : static_cast<uint32_t>(random_.Below(log_.header.customers));
    if (busy_until_[customer] < at) break;
  }
  return customer;
}

// A contact: three questions with three answers; six in ten are closed, the
// others fall silent.
void Generator::Arrive() {
  const uint64_t at = next_arrival_;
  const uint32_t customer = DrawCustomer(at);
  recent_.Add(customer);
  const auto product =
      static_cast<uint16_t>(random_.Below(log_.header.products));
  Write(at, customer, product, LogType::kArrive);
  uint64_t then = at;
  uint64_t asked = at;
  for (int i = 0; i < 3; ++i) {
    then += random_.Seconds(20, 100);
    asked = then;
    PlanFor(then, customer, LogType::kCustomerSays);
    then += random_.Seconds(10, 60);
    PlanFor(then, customer, LogType::kAgentSays);
  }
  if (random_.Percent(60)) {
    then += random_.Seconds(10, 110);
    PlanFor(then, customer, LogType::kClose);
    busy_until_[customer] = then + kSecond;
  } else {
    busy_until_[customer] = asked + 1801 * kSecond;
  }
  DrawNextArrival();
}

// Agents are online for one to three hours, then away for 5 to 15 minutes.
void Generator::Carry(const Plan& plan) {
  Write(plan.at, plan.id, 0, plan.type);
  if (plan.type != LogType::kToggle) return;
  online_[plan.id] = !online_[plan.id];
  const uint64_t length = online_[plan.id] ? random_.Seconds(3600, 10'800)
                                           : random_.Seconds(300, 900);
  PlanFor(plan.at + length, plan.id, LogType::kToggle);
}

void Generator::PlanFor(uint64_t at, uint32_t id, LogType type) {
  plans_.push({at, planned_++, id, type});
}

// No two events have one time: the later waits for the next tick.
void Generator::Write(uint64_t at, uint32_t id, uint16_t product,
                      LogType type) {
  const uint64_t last = log_.records.empty() ? 0 : log_.records.back().at;
  at = (at + kTick - 1) / kTick * kTick;
  if (at <= last) at = last + kTick;
  log_.records.push_back({at, id, product, type});
}

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

std::string Wrong(const std::string& path, const std::string& what) {
  return path + ": " + what;
}

}  // namespace

const Size* FindSize(std::string_view name) {
  static const std::vector<Size> kSizes = {
      {"small", 10, 1, 20'000, 1'000'000, 1, 0xfd6eb13e89363dea},
      {"medium", 1000, 20, 200'000, 4'000'000, 2, 0xaec3f7a0c51dc123},
      {"large", 20'000, 200, 1'000'000, 8'000'000, 3, 0xfe3fe361ee4742ca},
  };
  for (const Size& size : kSizes) {
    if (size.name == name) return &size;
  }
  return nullptr;
}

Size GrowthSize(uint32_t agents) {
  return {"growth-" + std::to_string(agents),
          agents,
          1,
          std::max<uint32_t>(10'000, 50 * agents),
          1'000'000,
          4,
          std::nullopt};
}

Log MakeLog(const Size& size) { return Generator(size).Run(); }

std::optional<std::string> WriteLog(const Log& log, const std::string& path) {
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) return Wrong(path, std::strerror(errno));
  const size_t n = log.records.size();
  if (std::fwrite(&log.header, sizeof log.header, 1, file.get()) != 1 ||
      std::fwrite(log.records.data(), sizeof(LogRecord), n, file.get()) != n ||
      std::fflush(file.get()) != 0) {
    return Wrong(path, std::strerror(errno));
  }
  return std::nullopt;
}

std::optional<std::string> ReadLog(const std::string& path, Log* log) {
  File file(std::fopen(path.c_str(), "rb"));
  if (!file) return Wrong(path, std::strerror(errno));
  LogHeader h;
  if (std::fread(&h, sizeof h, 1, file.get()) != 1 ||
      std::memcmp(h.magic, LogHeader{}.magic, sizeof h.magic) != 0) {
    return Wrong(path,
                 "does not begin as a log of workload W; write one with "
                 "kefu-bench --write-log");
  }
  if (h.agents == 0 || h.groups == 0 || h.customers == 0 || h.products == 0) {
    return Wrong(path, "has no agents, groups, customers or products");
  }
  log->header = h;
  log->records.clear();
  std::vector<LogRecord> block(size_t{1} << 16);
  size_t n = 0;
  while ((n = std::fread(block.data(), sizeof(LogRecord), block.size(),
                         file.get())) > 0) {
    log->records.insert(log->records.end(), block.begin(),
                        block.begin() + static_cast<std::ptrdiff_t>(n));
  }
  if (log->records.size() == h.events) return std::nullopt;
  return Wrong(path, "holds " + std::to_string(log->records.size()) +
                         " records, its header says " +
                         std::to_string(h.events));
}

}  // namespace kefu_bench
