// Workload W: an invented log of a customer-service desk, the same on every
// machine. Customers arrive, write, are answered and closed; agents come and
// go. Its arithmetic is all integers but for one quotient, so that equal
// parameters give equal bytes.
//
// In memory it is what it is on disk: a header of 64 bytes and records of 16,
// little endian. Times have no unit of their own; kefu reads them as
// milliseconds.

#ifndef KEFU_BENCH_WORKLOAD_H_
#define KEFU_BENCH_WORKLOAD_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kefu_bench {

enum class LogType : uint8_t {
  kArrive = 0,        // a customer opens the desk
  kCustomerSays = 1,  // a customer's message
  kAgentSays = 2,     // an agent's message to this customer
  kClose = 3,         // the session of this customer is closed
  kToggle = 4,        // an agent comes online or goes offline
};

struct LogHeader {
  char magic[8] = {'K', 'E', 'F', 'U', 'W', '0', '1', '\0'};
  uint32_t agents = 0;
  uint32_t groups = 0;
  uint32_t customers = 0;
  uint32_t capacity = 0;  // sessions at once of every agent
  uint32_t products = 0;
  uint32_t reserved = 0;
  uint64_t events = 0;
  uint64_t timeout = 0;  // silence after which a session closes
  uint64_t sticky = 0;   // how long a customer's last agent is remembered
  uint64_t seed = 0;
};
static_assert(sizeof(LogHeader) == 64);

struct LogRecord {
  uint64_t at = 0;
  uint32_t id = 0;  // a customer; of a toggle, an agent
  uint16_t product = 0;
  LogType type = LogType::kArrive;
  uint8_t reserved = 0;

  friend bool operator==(const LogRecord&, const LogRecord&) = default;
};
static_assert(sizeof(LogRecord) == 16);

struct Log {
  LogHeader header;
  std::vector<LogRecord> records;  // times strictly increasing
};

// What stands still in W.
inline uint32_t GroupOfAgent(const LogHeader& h, uint32_t agent) {
  return agent % h.groups;
}
inline uint32_t GroupOfProduct(const LogHeader& h, uint32_t product) {
  return product % h.groups;
}
inline uint32_t WeightOfAgent(uint32_t agent) { return 1 + agent % 3; }

// A size of W: what the log is made from, and what must come out.
struct Size {
  std::string name;
  uint32_t agents = 0;
  uint32_t groups = 0;
  uint32_t customers = 0;
  uint64_t events = 0;
  uint64_t seed = 0;
  // The decision hash of the whole log; none where nothing is published and
  // the plain engine's own hash is what counts.
  std::optional<uint64_t> hash;
};

// "small", "medium" or "large"; nullptr for another name.
const Size* FindSize(std::string_view name);
// One group of this many agents, a million events.
Size GrowthSize(uint32_t agents);

Log MakeLog(const Size& size);

// Files in the format above. An error is returned as a text that says what is
// wrong with which file.
std::optional<std::string> WriteLog(const Log& log, const std::string& path);
std::optional<std::string> ReadLog(const std::string& path, Log* log);

}  // namespace kefu_bench

#endif  // KEFU_BENCH_WORKLOAD_H_
