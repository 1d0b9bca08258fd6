// The first pass of a closed loop: the log under the ruleset of its day.

#include <algorithm>
#include <map>
#include <new>
#include <stdexcept>
#include <utility>

#include "kefu/replay.h"
#include "src/replay/record_data.h"
#include "src/replay/recorded_event.h"

namespace kefu {
namespace {

// Refused before anything was looked at (T1).
bool ByContract(Reason reason) {
  return reason == Reason::kTimeWentBack || reason == Reason::kDuplicateSeq ||
         reason == Reason::kDuplicateId || reason == Reason::kTimeOutOfRange ||
         reason == Reason::kBadRecord;
}

class RecordMaker {
 public:
  explicit RecordMaker(std::shared_ptr<const Ruleset> ruleset)
      : engine_(std::move(ruleset)), desks_(engine_.ruleset()) {}

  std::unique_ptr<const RecordData> Run(const OpenLog& log);

 private:
  // What is only needed while the record is made.
  struct Running {
    int64_t assigned_at = 0;  // first
    int64_t anchor = 0;       // the last step, or the first assignment
    uint32_t last = kNoEvent;
  };

  void Take(const EventRecord& record, std::span<const std::byte> payloads);
  void PassTime(int64_t at);
  void TakeEffects();
  void Opened(uint64_t session);
  void Assigned(const EffectRecord& effect);
  void Closed(const EffectRecord& effect);
  void NoteEntry(const EventRecord& record, DeskId desk,
                 const RecordedEvent& event);
  RecordedEvent Classify(const EventRecord& record, const SessionInfo& session);
  void AddStep(RecordedEvent* event, int64_t anchor);

  Engine engine_;
  DeskFinder desks_;
  Effects effects_;
  std::unique_ptr<RecordData> data_ = std::make_unique<RecordData>();
  std::vector<Running> running_;  // by session, as data_->sessions
  // Entries that have opened no session so far, by customer and desk.
  std::map<std::pair<uint64_t, uint16_t>, std::vector<uint32_t>> noted_;
};

std::unique_ptr<const RecordData> RecordMaker::Run(const OpenLog& log) {
  const EventFeed feed = log(&engine_);
  EventBatch batch;
  while (feed(&batch)) {
    for (const EventRecord& record : batch.records()) {
      Take(record, batch.payloads());
    }
    batch.Clear();
  }
  return std::move(data_);
}

// Timers that are due before the event have fired, so that Session() tells
// what the event finds (T2).
void RecordMaker::PassTime(int64_t at) {
  const auto deadline = engine_.NextDeadline();
  if (!deadline || deadline->ms > at || at > kLastInstant.ms) return;
  effects_.Clear();
  engine_.Apply(TimePasses{.at = Instant{at}}, &effects_);
  TakeEffects();
}

void RecordMaker::Take(const EventRecord& record,
                       std::span<const std::byte> payloads) {
  if (data_->events.size() >= kNoEvent) {
    throw std::length_error("kefu: a record holds at most 2^32 - 2 events");
  }
  PassTime(record.at);
  const DeskId desk = desks_.Of(record, payloads);
  const SessionInfo session =
      engine_.Session(CustomerId{record.customer}, desk);
  const int64_t anchor =
      session.number ? running_[session.number.value - 1].anchor : 0;
  const bool served =
      session.number && data_->sessions[session.number.value - 1].served;
  effects_.Clear();
  engine_.Apply(record, payloads, &effects_);
  TakeEffects();
  RecordedEvent event = Classify(record, session);
  if (event.part == Part::kWaiting && served) event.part = Part::kService;
  if (event.part == Part::kService) AddStep(&event, anchor);
  NoteEntry(record, desk, event);
  data_->events.push_back(event);
}

// What an entry without a session said is kept for the session that opens
// (S1), so it belongs to that one.
void RecordMaker::NoteEntry(const EventRecord& record, DeskId desk,
                            const RecordedEvent& event) {
  const auto key = std::pair(record.customer, desk.value);
  if (event.opens) {
    const auto found = noted_.find(key);
    if (found == noted_.end()) return;
    for (const uint32_t place : found->second) {
      data_->events[place].part = Part::kEntry;
      data_->events[place].course = event.course;
    }
    noted_.erase(found);
  } else if (event.part == Part::kFree &&
             TypeOf(record) == EventType::kCustomerEnters) {
    noted_[key].push_back(static_cast<uint32_t>(data_->events.size()));
  }
}

// The part of an event, from the session that it found and its own effects;
// whether that session was served before, Take knows.
RecordedEvent RecordMaker::Classify(const EventRecord& record,
                                    const SessionInfo& session) {
  RecordedEvent event;
  event.at = engine_.Now().value_or(Instant{record.at}).ms;
  for (const EffectRecord& effect : effects_) {
    if (effect.timer != 0) continue;
    const EffectType type = effect.Type();
    if (type == EffectType::kRefuse &&
        ByContract(static_cast<Reason>(effect.reason))) {
      event.part = Part::kRefused;
      return event;
    }
    if (type == EffectType::kOpenSession) {
      event.part = Part::kEntry;
      event.opens = true;
      event.course = static_cast<uint32_t>(effect.session - 1);
    }
    if (type == EffectType::kCloseSession &&
        effect.session == session.number.value) {
      event.closes = true;
    }
  }
  const EventType type = TypeOf(record);
  const bool page = type == EventType::kCustomerLeaves &&
                    record.detail == static_cast<uint8_t>(LeaveWhat::kPage);
  // He may come by the link of a desk; it is not about his session there.
  const bool apart = page || type == EventType::kCustomerAddsContact;
  if (event.opens || apart || !session.number) return event;
  event.course = static_cast<uint32_t>(session.number.value - 1);
  event.served = session.state == SessionState::kServing;
  event.part =
      type == EventType::kCustomerEnters ? Part::kEntry : Part::kWaiting;
  return event;
}

void RecordMaker::AddStep(RecordedEvent* event, int64_t anchor) {
  Running& running = running_[event->course];
  event->gap = std::max<int64_t>(event->at - anchor, 0);
  running.anchor = std::max(running.anchor, event->at);
  const auto place = static_cast<uint32_t>(data_->events.size());
  if (running.last == kNoEvent) {
    data_->sessions[event->course].first = place;
  } else {
    data_->events[running.last].next = place;
  }
  running.last = place;
}

void RecordMaker::TakeEffects() {
  if (effects_.incomplete()) throw std::bad_alloc();
  for (const EffectRecord& effect : effects_) {
    if (effect.Type() == EffectType::kOpenSession) Opened(effect.session);
    if (effect.Type() == EffectType::kAssign) Assigned(effect);
    if (effect.Type() == EffectType::kCloseSession) Closed(effect);
  }
}

// A merged session opens again with its old number (S1).
void RecordMaker::Opened(uint64_t session) {
  if (session <= running_.size()) return;
  ++data_->opened;
  running_.resize(session);
  data_->sessions.resize(session);
}

void RecordMaker::Assigned(const EffectRecord& effect) {
  RecordedSession& session = data_->sessions[effect.session - 1];
  Running& running = running_[effect.session - 1];
  if (session.served) return;
  session.served = true;
  running.assigned_at = effect.at;
  running.anchor = effect.at;
  ++data_->served;
}

void RecordMaker::Closed(const EffectRecord& effect) {
  if (!data_->sessions[effect.session - 1].served) return;
  ++data_->closed_services;
  data_->service_ms += effect.at - running_[effect.session - 1].assigned_at;
}

}  // namespace

RecordedLog::RecordedLog(std::unique_ptr<const RecordData> data)
    : data_(std::move(data)) {}
RecordedLog::~RecordedLog() = default;

uint64_t RecordedLog::events() const { return data_->events.size(); }
uint64_t RecordedLog::sessions() const { return data_->opened; }
uint64_t RecordedLog::served() const { return data_->served; }

std::optional<Duration> RecordedLog::MeanService() const {
  if (data_->closed_services == 0) return std::nullopt;
  return Duration{data_->service_ms /
                  static_cast<int64_t>(data_->closed_services)};
}

std::shared_ptr<const RecordedLog> ReadRecordedLog(
    std::shared_ptr<const Ruleset> ruleset, const OpenLog& log) {
  return std::make_shared<const RecordedLog>(
      RecordMaker(std::move(ruleset)).Run(log));
}

}  // namespace kefu
