// EventReader of log.h: lines into records.

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "src/codec/event_line.h"

namespace kefu {
namespace {

using codec::Bit;
using codec::CustomerName;
using codec::RawEvent;

// The longest line that can be an event which the engine accepts: every byte
// of its payload may be written as \u00XX, and there is room for the rest.
size_t LongestLine(const Ruleset& ruleset) {
  return static_cast<size_t>(ruleset.config().limits.message_bytes) * 6 +
         65'536;
}

// Looks up the names of one event. A name that the ruleset does not have gets
// an id that it does not have either: the engine refuses the event, or, for
// products, intents and order statuses, takes them as given and in no scope.
class Resolver {
 public:
  explicit Resolver(Engine* engine)
      : engine_(engine), ruleset_(engine->ruleset()) {}

  void operator()(std::string_view name, AgentId* id) {
    *id = KnownOrOther(ruleset_.Agent(name));
  }
  void operator()(std::string_view name, GroupId* id) {
    *id = KnownOrOther(ruleset_.Group(name));
  }
  void operator()(std::string_view name, DeskId* id) {
    *id = KnownOrOther(ruleset_.Desk(name));
  }
  void operator()(std::string_view name, LinkId* id) {
    *id = KnownOrOther(ruleset_.Link(name));
  }
  void operator()(std::string_view name, PriorityId* id) {
    *id = KnownOrOther(ruleset_.Priority(name));
  }
  void operator()(std::string_view name, ProductId* id) {
    *id = KnownOrOther(ruleset_.Product(name));
  }
  void operator()(std::string_view name, IntentId* id) {
    *id = KnownOrOther(ruleset_.Intent(name));
  }
  void operator()(std::string_view name, OrderStatusId* id) {
    *id = KnownOrOther(ruleset_.OrderStatus(name));
  }
  // A customer without a name is nobody: the engine refuses him.
  void operator()(const CustomerName& name, CustomerId* id) {
    if (name.by_key) {
      *id = engine_->CustomerByKey(name.key);
    } else if (!name.name.empty()) {
      *id = engine_->Customer(name.name);
    }
  }
  void operator()(const std::vector<CustomerName>& names, CustomerList* list) {
    customers_.assign(names.size(), CustomerId{});
    for (size_t i = 0; i < names.size(); ++i) {
      (*this)(names[i], &customers_[i]);
    }
    *list = customers_;
  }
  // Numbers, enums and texts are what they are.
  template <class T>
  void operator()(const T& value, T* out) {
    *out = value;
  }
  void operator()(uint64_t value, std::optional<uint64_t>* out) {
    *out = value;
  }

 private:
  template <class T>
  static T KnownOrOther(T id) {
    if (!id) id.value = static_cast<decltype(id.value)>(-1);
    return id;
  }

  Engine* engine_;
  const Ruleset& ruleset_;
  std::vector<CustomerId> customers_;
};

// One function for each event: the fields that are given, by name.
#define KEFU_EVENT(number, Struct, json, doc)                    \
  void Fill([[maybe_unused]] const RawEvent& raw,                \
            [[maybe_unused]] Resolver& resolve, Struct* event) { \
    event->at = raw.at;
#define KEFU_FIELD(Struct, type, name, slot, presence) \
  if ((raw.given & Bit(Field::name)) != 0) resolve(raw.name, &event->name);
#define KEFU_EVENT_END(Struct)                                           \
  if ((raw.given & Bit(Field::seq)) != 0) resolve(raw.seq, &event->seq); \
  if ((raw.given & Bit(Field::id)) != 0) resolve(raw.id, &event->id);    \
  }
#include "kefu/events.def"

template <class E>
void AddEvent(const RawEvent& raw, Engine* engine, EventBatch* batch) {
  Resolver resolve(engine);
  E event;
  Fill(raw, resolve, &event);
  batch->Add(event);
}

void AddEvent(const RawEvent& raw, Engine* engine, EventBatch* batch) {
  switch (raw.type) {
    case EventType::kNone:
      break;
#define KEFU_EVENT(number, Struct, json, doc) \
  case EventType::k##Struct:                  \
    return AddEvent<Struct>(raw, engine, batch);
#include "kefu/events.def"
  }
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

}  // namespace

std::string ToText(const LogError& error, std::string_view file) {
  std::string text(file);
  text.append(":").append(std::to_string(error.line));
  text.append(":").append(std::to_string(error.column));
  return text.append(": ").append(error.message);
}

struct EventReader::Impl {
  std::optional<LogError> Add(std::string_view line, size_t readable,
                              EventBatch* batch);
  std::optional<LogError> TooLong() const;

  Engine* engine;
  size_t longest_line;
  uint64_t lines = 0;
  codec::LineParser parser{};
};

std::optional<LogError> EventReader::Impl::TooLong() const {
  return LogError{lines + 1, static_cast<int>(longest_line) + 1,
                  "the line is longer than the " +
                      std::to_string(longest_line) +
                      " bytes that limits.message_bytes allows"};
}

// `line` may end with the carriage return of "\r\n". It is counted once it has
// been read to its end, wrong or not.
std::optional<LogError> EventReader::Impl::Add(std::string_view line,
                                               size_t readable,
                                               EventBatch* batch) {
  if (line.size() > longest_line) {
    const std::optional<LogError> error = TooLong();
    ++lines;
    return error;
  }
  ++lines;
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  if (line.empty()) return std::nullopt;
  if (auto error = parser.Parse(line, readable)) {
    return LogError{lines, error->column, std::move(error->message)};
  }
  AddEvent(parser.event(), engine, batch);
  return std::nullopt;
}

EventReader::EventReader(Engine* engine)
    : impl_(new Impl{engine, LongestLine(engine->ruleset())}) {}
EventReader::~EventReader() = default;

std::optional<LogError> EventReader::Add(std::string_view line,
                                         EventBatch* batch) {
  return impl_->Add(line, line.size(), batch);
}

std::optional<LogError> EventReader::AddLines(std::string_view text, bool last,
                                              size_t max_events,
                                              EventBatch* batch, size_t* used) {
  *used = 0;
  while (*used < text.size() && batch->size() < max_events) {
    const std::string_view rest = text.substr(*used);
    const size_t end = rest.find('\n');
    if (end == std::string_view::npos && !last) {
      if (rest.size() <= impl_->longest_line) return std::nullopt;
      return impl_->TooLong();
    }
    const std::string_view line = rest.substr(0, end);
    *used += std::min(rest.size(), line.size() + 1);
    if (auto error = impl_->Add(line, rest.size(), batch)) return error;
  }
  return std::nullopt;
}

uint64_t EventReader::lines() const { return impl_->lines; }

}  // namespace kefu
