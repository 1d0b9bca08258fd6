// What the referee knows: of events, agents, sessions, customers and lists.

#ifndef KEFU_TESTS_ORACLE_STATE_H_
#define KEFU_TESTS_ORACLE_STATE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kefu/event.h"
#include "kefu/reason.h"
#include "kefu/vocabulary.h"
#include "tests/oracle/names.h"

namespace kefu::oracle {

// What a customer's entry or message says about him (R4, R8, Q1).
struct Facts {
  std::string product, intent, order_status;
  int link = kNone;
  int priority = kNone;
  int named = kNone;
  int store = kNone;  // R11
  std::string page, language;
};

// An event, unpacked from its record and payload.
struct Incoming {
  EventType type = EventType::kNone;
  int64_t at = 0;
  std::optional<uint64_t> seq;
  std::string id;
  uint64_t customer = 0;
  int agent = kNone, by = kNone;
  int to_agent = kNone, to_group = kNone;
  int desk = kNone;
  uint8_t detail = 0;
  Facts facts;
  std::vector<uint64_t> customers;
  std::vector<int> desks;
  std::optional<uint32_t> capacity;
  std::optional<int64_t> until;
  struct Told {
    uint64_t attribute = 0;
    ValueKind kind = ValueKind::kNone;
    int64_t number = 0;
    std::string text;
  };
  std::vector<Told> attributes;
  std::optional<std::vector<uint32_t>> tags;
  std::optional<int> dedicated;
  std::optional<int> home_store;
  int crowd = kNone;
  int channel = kNone;
  // Or the count of a subscription, or how many messages the robot has.
  std::optional<uint32_t> items;
  MessageKind kind = MessageKind::kNone;  // of these
  std::string text, item;
  std::string file_name, template_id, campaign;
  TextSource source = TextSource::kNone;
  size_t payload_bytes = 0;
  EventRecord record;
};

struct AgentState {
  AgentStatus status = AgentStatus::kOffline;
  AutoAccept auto_accept = AutoAccept::kOn;
  int64_t capacity = 0;
  uint64_t last_assignment = 0;        // D4; 0: never
  uint64_t online_number = 0;          // D4, no_flood
  int64_t idle_since = 0;              // D5
  std::optional<int64_t> lost_at;      // A7: the grace runs from then
  std::optional<int64_t> wraps_until;  // A11
  std::optional<int64_t> online_at;    // A11
  bool resumes = false;  // has been online since he was offline or away (A11)
  std::vector<int64_t> since_online;    // automatic assignments (A11)
  std::optional<int64_t> ramped_until;  // A11
  bool connected = false;               // A6
  std::set<int> desks;                  // A14; none: all of his
  int64_t misses = 0;                   // A16
};

enum class Word { kNobody, kCustomer, kAgent };

// How a session came to an agent, or why it waits (E1).
struct How {
  AssignBy by = AssignBy::kNone;
  Rung rung = Rung::kNone;
  Reason why = Reason::kNone;
  uint32_t asked = 1;
  Reason template_for = Reason::kNone;  // S4: why a template goes out
};

// A16: who is asked, and since when.
struct Offering {
  int agent = kNone;
  int64_t at = 0;
  How how;
};

struct OpenSession_ {
  uint64_t number = 0;
  uint64_t customer = 0;
  int desk = kNone;
  SessionState state = SessionState::kWaiting;
  int owner = kNone;
  int group = kNone;     // where it waits or was assigned
  bool in_list = false;  // false until the routing has put it somewhere
  Facts facts;
  int64_t cost = 1;
  int64_t opened_at = 0;
  int64_t assigned_at = 0;
  AssignBy by = AssignBy::kNone;

  // Waiting (Q1, Q3, Q7, X4).
  int64_t first_join = 0;
  int64_t waits_since = 0;  // first join, or when it last came back
  int64_t joined_at = 0;    // the list where it is
  bool returned = false;    // Q1: came back from an agent
  bool served = false;      // before this waiting
  bool rejoined = false;    // Q7: back in his old place
  bool waited_out = false;  // max_wait has been here
  bool waiting_alarmed = false;

  // What it needs of an agent.
  std::set<int> skills;   // still required (D8)
  int tiers = 1;          // open in the list where it waits (D7)
  int dedicated = kNone;  // waits for him alone (R6)
  bool awaited = false;   // just now: its wait for him is over
  bool credited = false;  // its reply window ends soon (Q8)

  // What was said.
  bool customer_wrote = false;  // in this session
  bool owner_wrote = false;     // the present owner
  Word last_word = Word::kNobody;
  std::optional<int64_t> customer_at;   // his last message
  std::optional<int64_t> last_message;  // of either

  // Clocks.
  std::optional<int64_t> silent_since;        // X1; none: the clock stands
  size_t warnings = 0;                        // of this silence
  std::optional<int64_t> agent_silent_since;  // X2
  std::optional<int64_t> unanswered_since;    // X4
  size_t reminders = 0;
  bool alarmed = false;
  int64_t robot_since = 0;  // X3, while the robot has it
  size_t robot_warnings = 0;

  bool held = false, idle = false;    // A17
  bool to_reaccept = false;           // A9: it has lapsed
  std::optional<int64_t> revived_at;  // A9
  std::optional<Offering> offer;      // A16
  int64_t moves = 0;                  // X2
  std::set<int> lapsed;               // X2, A16: never back to them
  int giver = kNone;                  // S3: not before it is assigned
  std::optional<int64_t> claimed_at;  // S9
  bool offline_text = false, queue_notice = false, manager_told = false;

  // R7, O2, O3, O5, Q9.
  bool asks_person = false;  // by the text that opened it (K1)
  bool placed = false;       // it has been somewhere since its opening
  bool from_robot = false;   // where it is since its opening
  int64_t pooled_at = 0;
  bool hours_text = false, nobody_reply = false, busy_reply = false;
  bool form_offered = false, form_submitted = false;

  // Its state as windows see it (W1, W7): closed until it has its place.
  SessionState at_window = SessionState::kClosed;
};

// What a customer has granted (W1); INT64_MAX left: any number.
struct Granted {
  SendUse use = SendUse::kAny;
  std::optional<SessionState> state;
  int desk = kNone;  // of the session that has that state
  int64_t left = 0;
  int64_t until = 0;
};

// He is off the page of a desk (W4): since when a message waits for him, in
// which session, whose it is.
struct Away {
  std::optional<int64_t> since;
  uint64_t session = 0;
  int agent = kNone;
};

// A message that is to be sent, and what becomes of it (W2).
struct Sending {
  uint64_t customer = 0;
  int desk = kNone;
  Sender who = Sender::kAgent;
  SendUse use = SendUse::kAny;
  MessageKind kind = MessageKind::kText;
  int64_t count = 1;
  SessionState state = SessionState::kClosed;
  int64_t at = 0;
};
struct Sent {
  enum How { kDirect, kTemplate, kLater, kNot };
  How how = kDirect;
  Reason reason = Reason::kNone;
  int64_t messages = 1;
  int64_t left = 0;
  std::optional<int64_t> until{};
};

// What is remembered of a customer at a desk (G1, G5).
struct DeskMemory {
  std::optional<int64_t> welcomed_at, wrote_at;
  std::map<uint64_t, int64_t> messages;  // his, by session
  std::set<uint64_t> prompted;           // sessions
};

// A visit of the shop, or that he has left it (G3).
struct ShopVisit {
  int64_t since = 0;
  bool inside = false;
  std::set<size_t> pending;  // greetings, by their places in the config
};

// S1: a session that may open again.
struct ClosedSession {
  OpenSession_ session;
  int64_t at = 0;
};

// R5: whom a customer talked to, and when.
struct Memory {
  int agent = kNone;
  int64_t at = 0;
};

// Q7: the place of a customer who gave up waiting.
struct OldPlace {
  int64_t first_join = 0;
  int64_t waits_since = 0;
  int priority = kNone;
  bool returned = false;
  int64_t left_at = 0;
};

// T9: when a customer first and last did something.
struct Contacts {
  uint64_t first = 0;  // the ordinal of the event
  int64_t last = 0;
};

// What is known of a customer (V1, F3, R6).
struct Value {
  std::optional<int64_t> number;
  std::set<std::string> texts;
};

struct Profile {
  std::map<std::string, Value> attributes;
  std::set<std::string> tags;
  int dedicated = kNone;
  int store = kNone;  // R11
};

// The state by which a list distributes (D2, D3).
struct ListState {
  int last = kNone;                // the agent whom `even` took last
  std::map<int, int64_t> current;  // smooth weights, by agent
};

// What changes at instants that are known beforehand (T2): a schedule in use,
// or the leaves of an agent.
struct Watched {
  std::string schedule;
  int leave = kNone;
  bool on = false;              // it is open, he is on leave
  std::optional<int64_t> next;  // when that changes
};

// A list of waiting sessions and of those who take them: a group's, or the
// desk's own (group kNone).
struct List {
  int group = kNone;
  int desk = kNone;
};

struct Member {
  int agent;
  int64_t weight;
  int64_t tier = 1;
};

struct Choice {
  int agent = kNone;
  uint32_t asked = 0;
};

// What an agent is about to take in one batch.
struct Taken {
  std::set<uint64_t> asked;     // the numbers of the sessions that may be his
  std::map<int, int64_t> cost;  // by group
};

// A timer that is armed (T2). In the order in which they fire.
struct Timer {
  int64_t at = 0;
  int of = 0;        // -1: hours, 0: an agent's, 1: a session's,
                     // 2: a customer's
  uint64_t who = 0;  // declared place, number, ordinal of the first contact
  TimerKind kind = TimerKind::kNone;
  uint64_t customer = 0;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_STATE_H_
