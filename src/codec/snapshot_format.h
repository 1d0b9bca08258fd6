// The bytes of a snapshot (docs/snapshot.md). All numbers are little endian,
// all parts a multiple of 8 bytes long. Rows have no padding; what is reserved
// is zero.

#ifndef KEFU_CODEC_SNAPSHOT_FORMAT_H_
#define KEFU_CODEC_SNAPSHOT_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "src/base/checksum.h"
#include "src/model/tables.h"

namespace kefu::codec {

inline constexpr std::string_view kSnapshotMagic{"KEFUSNP\0", 8};
// Raised by what adds to the format; what a version once wrote is read for
// ever. Rows and lists grow at their ends, new parts come behind the others.
inline constexpr uint32_t kSnapshotVersion = 2;
// The seed of the header's checksum, in all versions.
inline constexpr uint64_t kHeaderSeed = 1;

// The beginning. Its layout is the same in all versions.
struct SnapshotHeader {
  char magic[8] = {};
  uint32_t version = 0;
  uint32_t bytes = 0;        // of this header
  uint64_t total = 0;        // bytes of the snapshot
  uint64_t fingerprint = 0;  // of the ruleset
  uint64_t events = 0;       // how many the engine had counted
  uint64_t body = 0;         // checksum of what follows
  uint64_t reserved = 0;
  uint64_t checksum = 0;  // of what stands before it
};
static_assert(sizeof(SnapshotHeader) == 64);

inline uint64_t ChecksumOf(const SnapshotHeader& header) {
  return Checksum(kHeaderSeed, {reinterpret_cast<const char*>(&header),
                                offsetof(SnapshotHeader, checksum)});
}

// The parts of the body, each exactly once and in this order.
enum class Part : uint32_t {
  kState = 1,      // counters, lists, blocks, remembered ids
  kNames = 2,      // of the ruleset
  kCustomers = 3,  // CustomerWire
  kTexts = 4,      // the customers' names, one behind the other
  kStamps = 5,     // StampWire; none where nobody is forgotten
  kContacts = 6,   // ContactWire: one for each customer
  kFurther = 7,    // ContactWire: his further desks
  kSessions = 8,   // SessionWire: of the contacts that have one, in their order
  kDetails = 9,    // DetailWire: of the sessions that have one, in their order
  kAgents = 10,    // AgentWire
  kRamps = 11,     // times, `ramp_places` for each agent
  kProfiles = 12,  // ProfileWire, by customer
  kValues = 13,    // of profiles: attribute values, then tags, then crowds
  kGrants = 14,    // GrantWire, by customer
  kPages = 15,     // PageWire, by customer
  kSaid = 16,      // SaidWire, by customer
  kVisits = 17,    // VisitWire, by customer
  kMarks = 18,     // MarkWire, by customer
  kRatings = 19,   // RatingWire, by customer
  kUnanswered = 20,  // UnansweredWire, longest unanswered first
};
inline constexpr uint32_t kParts = 20;

// How many of them a version has.
inline constexpr uint32_t PartsOf(uint32_t version) {
  return version == 1 ? 11 : kParts;
}

// Stands before a part; zeros fill it up to a multiple of 8 bytes.
struct PartHead {
  uint32_t part = 0;
  uint32_t row_bytes = 0;  // 1: a part without rows
  uint64_t rows = 0;
};
static_assert(sizeof(PartHead) == 16);

// Rows by the id of customers, from 1.
struct CustomerWire {
  uint64_t key = 0;  // or the length of the name
  uint32_t generation = 0;
  uint32_t kind = 0;  // NameKind
};
static_assert(sizeof(CustomerWire) == 16);
enum class NameKind : uint32_t { kText = 1, kKey = 2 };

struct StampWire {
  int64_t last_at = 0;
  uint64_t first = 0;
};
static_assert(sizeof(StampWire) == 16);

struct ContactWire {
  uint64_t session = 0;
  int64_t silent_from = 0;
  int64_t memory_at = 0;
  uint32_t memory_agent = 0;
  uint32_t owner = 0;
  uint32_t customer = 0;  // kFurther: whose
  uint16_t desk = 0;
  uint16_t group = 0;
  uint16_t flags = 0;
  uint8_t state = 0;
  uint8_t reserved = 0;
  uint16_t told_day = 0;  // since version 2
  uint16_t reserved2 = 0;
};
static_assert(sizeof(ContactWire) == 48);

struct SessionWire {
  uint64_t number = 0;
  int64_t opened_at = 0;
  int64_t order = 0;  // or assigned_at
  uint32_t product = 0;
  uint32_t intent = 0;
  uint32_t order_status = 0;
  uint32_t link = 0;
  uint16_t priority = 0;
  uint16_t flags = 0;
  uint8_t cost = 0;
  uint8_t by = 0;
  uint16_t reserved = 0;
};
static_assert(sizeof(SessionWire) == 48);

// What a closed session had that may open again (S1).
struct KeptWire {
  uint64_t skills = 0;
  uint32_t product = 0;
  uint32_t intent = 0;
  uint32_t order_status = 0;
  uint32_t link = 0;
  uint32_t page = 0;
  uint32_t language = 0;
  uint32_t store = 0;
  uint32_t named = 0;
  uint16_t priority = 0;
  uint16_t reserved[3] = {};

  friend bool operator==(const KeptWire&, const KeptWire&) = default;
};
static_assert(sizeof(KeptWire) == 48);

struct DetailWire {
  int64_t first_join = 0;
  int64_t waits_since = 0;
  int64_t joined_at = 0;
  int64_t last_message_at = 0;
  int64_t customer_last_at = 0;
  int64_t unanswered_from = 0;
  int64_t silent_from = 0;
  int64_t claimed_at = 0;
  uint32_t named = 0;
  uint32_t giver = 0;
  uint32_t barred[kMostMoves] = {};
  uint16_t flags = 0;
  uint8_t moves = 0;
  uint8_t barred_count = 0;
  uint16_t left_priority = 0;
  uint8_t tiers = 0;  // version 2
  uint8_t reserved8 = 0;
  uint16_t reserved[2] = {};
  // Version 2.
  int64_t revived_at = 0;
  int64_t offered_at = 0;
  uint32_t further_barred[kMostAsked] = {};
  uint32_t offered_to = 0;
  uint32_t offer_asked = 0;
  uint16_t offer_why = 0;
  uint8_t offer_by = 0;
  uint8_t offer_rung = 0;
  uint32_t merge_agent = 0;
  int64_t agent_at = 0;
  int64_t closed_at = 0;
  uint16_t later_flags = 0;
  uint16_t reserved2[3] = {};
  uint64_t skills = 0;
  uint32_t store = 0;
  uint32_t dedicated = 0;
  uint32_t page = 0;
  uint32_t language = 0;
  int64_t robot_from = 0;
  uint8_t further_warnings = 0;
  uint8_t further_reminders = 0;
  uint8_t robot_warnings = 0;
  uint8_t reserved9[5] = {};
  KeptWire kept;  // with merge_agent
};
static_assert(sizeof(DetailWire) == 288);

struct AgentWire {
  uint64_t last_assigned = 0;
  int64_t idle_since = 0;
  int64_t online_at = 0;
  int64_t wrap_up_until = 0;
  int64_t lost_at = 0;
  int64_t free_at = 0;
  uint32_t ramp_count = 0;
  uint32_t ramp_next = 0;
  uint16_t capacity = 0;
  uint16_t flags = 0;
  uint8_t status = 0;
  uint8_t auto_accept = 0;
  uint16_t reserved = 0;
  // Version 2.
  uint32_t misses = 0;
  uint32_t reserved2 = 0;
  uint64_t online_number = 0;
};
static_assert(sizeof(AgentWire) == 80);

// Of a customer of whom anything is known (V1 to V3, R6, R11). Behind each
// other in kValues: his attributes (a run of AttributeHead, see attributes.h),
// the ids of his tags, padded to 8 bytes, and a bit for each id of a crowd, in
// words of 8 bytes.
struct ProfileWire {
  int64_t as_of = 0;
  uint64_t refreshes = 0;
  uint32_t customer = 0;
  uint32_t dedicated = 0;
  uint32_t attribute_bytes = 0;
  uint16_t tags = 0;
  uint16_t flags = 0;  // 1: known
  uint32_t store = 0;
  uint32_t reserved = 0;
};
static_assert(sizeof(ProfileWire) == 40);

// What a customer has granted at a channel, while it lasts (W1); or, with a use
// of 0, what is known of him there: subscriptions (W3), whether he has
// unfollowed (W5).
struct GrantWire {
  int64_t until = 0;
  uint32_t customer = 0;
  uint32_t left = 0;
  uint16_t channel = 0;
  uint16_t desk = 0;
  uint8_t use = 0;
  uint8_t state = 0;
  uint8_t flags = 0;  // 1: unfollowed
  uint8_t reserved = 0;
};
static_assert(sizeof(GrantWire) == 24);

// A customer who is off a page; with a session: what has not reached him (W4).
struct PageWire {
  int64_t waits_from = 0;
  uint64_t session = 0;
  uint32_t customer = 0;
  uint32_t agent = 0;
  uint16_t desk = 0;
  uint16_t reserved = 0;
  uint32_t reserved2 = 0;
};
static_assert(sizeof(PageWire) == 32);

// What was said to a customer and is not to be said again (K8); with a source
// of 0: how many turns in a row the robot has not understood (K2).
struct SaidWire {
  int64_t mark = 0;  // by limit: a session, a local day, or a time
  uint32_t customer = 0;
  uint16_t desk = 0;
  uint16_t rule = 0;
  uint8_t source = 0;
  uint8_t limit = 0;
  uint16_t count = 0;
  uint32_t reserved = 0;
};
static_assert(sizeof(SaidWire) == 24);

// A customer's visit of a shop, or that he has left it (G3).
struct VisitWire {
  int64_t since = 0;
  uint32_t customer = 0;
  uint16_t channel = 0;
  uint16_t done = 0;  // bits of greetings, by their places in the ruleset
  uint8_t inside = 0;
  uint8_t reserved[7] = {};
};
static_assert(sizeof(VisitWire) == 24);

// What is marked of a customer: what has become of a campaign, a channel that
// he follows, an agent whom he has added (G4, G5); or, with a kind of 0, what
// is noted of him at a desk (G1, G5).
struct MarkWire {
  int64_t welcomed_at = 0;
  int64_t wrote_at = 0;
  uint64_t session = 0;
  uint32_t customer = 0;
  uint32_t id = 0;  // of the campaign, channel, agent or desk
  uint8_t kind = 0;
  uint8_t state = 0;     // of a campaign
  uint8_t messages = 0;  // of the session
  uint8_t flags = 0;     // 1: welcomed; 2: wrote; 4: prompted
  uint32_t reserved = 0;
};
static_assert(sizeof(MarkWire) == 40);

// The last served session of a customer at a desk (F1).
struct RatingWire {
  int64_t closed_at = 0;    // with flag 1
  int64_t lapses_from = 0;  // with flag 2
  uint64_t session = 0;
  uint32_t customer = 0;
  uint32_t agent = 0;
  uint16_t desk = 0;
  uint8_t flags = 0;  // 1: closed; 2: may lapse; 4: answered; 8: invited;
                      // 16: rated
  uint8_t reserved = 0;
  uint32_t reserved2 = 0;
};
static_assert(sizeof(RatingWire) == 40);

// A session whose last message is the customer's (S5).
struct UnansweredWire {
  int64_t since = 0;
  uint64_t session = 0;
  uint32_t customer = 0;
  uint16_t desk = 0;
  uint16_t reserved = 0;
};
static_assert(sizeof(UnansweredWire) == 24);

// Products, intents, order statuses, pages and languages that the ruleset does
// not name.
inline constexpr uint32_t kUnnamed = UINT32_MAX;

}  // namespace kefu::codec

#endif  // KEFU_CODEC_SNAPSHOT_FORMAT_H_
