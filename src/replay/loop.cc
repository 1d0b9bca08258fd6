#include "src/replay/loop.h"

#include <algorithm>

namespace kefu {

Loop::Loop(const ReplayModel& model, const EventBatch* log, Caller* caller,
           ReplayCounts* counts)
    : model_(model),
      data_(model.when == ReplayWhen::kClosedLoop ? &model.record->data()
                                                  : nullptr),
      log_(log),
      caller_(*caller),
      counts_(*counts),
      desks_(caller->engine.ruleset()) {
  if (!IsClosed()) return;
  unserved_ = model.unserved ? model.unserved : model.record->MeanService();
  courses_.resize(data_->sessions.size());
  for (size_t i = 0; i < courses_.size(); ++i) {
    courses_[i].next = data_->sessions[i].first;
  }
}

// ------------------------------------------------------- in order of time

void Loop::Take(const EventRecord& record,
                std::span<const std::byte> payloads) {
  const uint64_t place = counts_.taken++;
  if (!IsClosed()) {
    // One out of range is refused and does not move time.
    if (record.at <= kLastInstant.ms) RunUntil(record.at, kAfterAll);
    return Give(record, payloads, record.at);
  }
  const RecordedEvent& event = data_->events[place];
  if (event.part == Part::kRefused) return;
  RunUntil(event.at, place);
  if (event.part == Part::kFree) return Give(record, payloads, event.at);
  TakeOfSession(record, payloads, event);
}

void Loop::Finish() {
  RunUntil(Instant::Never().ms, kAfterAll);
  counts_.left_out = counts_.taken - counts_.applied;
}

// Everything that comes before place `order` of the log at instant `at`.
// Timers fire one instant at a time: what they assign may be due at once.
void Loop::RunUntil(int64_t at, uint64_t order) {
  const Due limit{at, true, order, 0, 0};
  while (true) {
    while (!dues_.empty() && IsVoid(dues_.top())) dues_.pop();
    const bool due = !dues_.empty() && limit > dues_.top();
    if (!due && at == Instant::Never().ms) return;
    if (PassTime(due ? dues_.top().at : at)) continue;
    if (!due) return;
    const Due next = dues_.top();
    dues_.pop();
    next.step ? DoStep(next) : DoClose(next);
  }
}

// Another one has taken its place, or its session has ended or gone elsewhere.
bool Loop::IsVoid(const Due& due) const {
  if (due.step) return courses_[due.owner].stamp != due.stamp;
  const auto found = tracks_.find(due.owner);
  if (found == tracks_.end() || found->second.stamp != due.stamp) return true;
  const Track& track = found->second;
  const SessionInfo session =
      caller_.engine.Session(track.customer, track.desk);
  return session.number.value != due.owner ||
         session.state != SessionState::kServing ||
         session.assigned_at.ms != track.assigned_at;
}

// Fires the timers of the next deadline up to `until`, if there are any.
bool Loop::PassTime(int64_t until) {
  const Engine& engine = caller_.engine;
  const auto deadline = engine.NextDeadline();
  if (!deadline || deadline->ms > until || *deadline <= engine.Now()) {
    return false;
  }
  one_.Clear();
  one_.Add(TimePasses{.at = *deadline});
  ApplyBatch();
  return true;
}

// --------------------------------------------------- an event of the log

void Loop::TakeOfSession(const EventRecord& record,
                         std::span<const std::byte> payloads,
                         const RecordedEvent& event) {
  Course& course = courses_[event.course];
  const bool message =
      ActorOf(TypeOf(record)) == Actor::kCustomer && !EndsWaiting(record);
  if (event.part == Part::kService) {
    if (course.begun) return;  // it is, or was, in the course
    course.next = event.next;
    if (message) GiveAndLink(record, payloads, event.at, event.course, false);
  } else if (message) {
    if (course.over && !event.opens) return;
    GiveAndLink(record, payloads, event.at, event.course, event.opens);
  } else {
    const SessionInfo session = SessionOf(record);
    if (session.number && session.state != SessionState::kServing &&
        IsFirst(event.course, session.number.value)) {
      Give(record, payloads, event.at);
    }
  }
}

void Loop::Give(const EventRecord& record, std::span<const std::byte> payloads,
                int64_t at, int64_t later) {
  EventRecord event = record;
  if (model_.who == ReplayWho::kWhoeverServes && event.agent != 0 &&
      ActorOf(TypeOf(event)) == Actor::kServing) {
    const SessionInfo session = SessionOf(event);
    if (session.state != SessionState::kServing) return;
    event.agent = session.agent.value;
  }
  ++counts_.applied;
  if (!IsClosed()) return TakeEffects(caller_.Apply(event, payloads));
  one_.Clear();
  AddUnstamped(event, payloads, at, later, &one_);
  ApplyBatch();
}

void Loop::GiveAndLink(const EventRecord& record,
                       std::span<const std::byte> payloads, int64_t at,
                       uint32_t course, bool opens) {
  const bool now_opened = opens && !courses_[course].opened;
  if (now_opened) courses_[course].opened = true;
  Give(record, payloads, at);
  const SessionInfo session = caller_.engine.Session(
      CustomerId{record.customer}, desks_.Of(record, payloads));
  if (session.number) Link(course, session, now_opened);
}

void Loop::CloseByHost(CustomerId customer, DeskId desk, int64_t at) {
  one_.Clear();
  one_.Add(AgentCloses{.at = Instant{at}, .customer = customer, .desk = desk});
  ApplyBatch();
}

void Loop::ApplyBatch() {
  TakeEffects(caller_.Apply(one_.records()[0], one_.payloads()));
}

// ------------------------------------------------------------ what is due

void Loop::DoStep(const Due& due) {
  const auto number = static_cast<uint32_t>(due.owner);
  Course& course = courses_[number];
  course.stamp = 0;
  const RecordedEvent& event = data_->events[course.next];
  const EventRecord& record = log_->records()[course.next];
  const Actor actor = ActorOf(TypeOf(record));
  const bool message = actor == Actor::kCustomer && !EndsWaiting(record);
  // Closed by the host while it waited again: whoever serves does not matter.
  const bool serves =
      (actor == Actor::kServing && event.served) || EndsWaiting(record);
  if (serves && course.session != 0 &&
      SessionOf(record).state != SessionState::kServing) {
    course.held = due.at;  // until somebody serves: see StartFirst
    return;
  }
  const int64_t later = due.at - event.at;
  course.next = event.next;
  PlanStep(number, due.at);
  if (message) {
    GiveAndLink(record, log_->payloads(), due.at, number, false);
  } else if (course.session != 0) {
    if (event.closes) return DoClosingStep(number, record, due.at, later);
    if (!EndsWaiting(record)) Give(record, log_->payloads(), due.at, later);
  }
}

void Loop::DoClosingStep(uint32_t number, const EventRecord& record, int64_t at,
                         int64_t later) {
  Course& course = courses_[number];
  const uint64_t session = course.session;
  Track& track = tracks_[session];
  if (track.given) return;  // the host knows better
  if (track.courses.size() > 1) return NextCourse(session, &track, at);
  if (EndsWaiting(record)) {
    ++counts_.applied;
    CloseByHost(track.customer, track.desk, at);
  } else {
    Give(record, log_->payloads(), at, later);
  }
  if (course.session != 0) return;  // refused: another one serves
  course.over = true;
  course.stamp = 0;
}

void Loop::DoClose(const Due& due) {
  Track& track = tracks_[due.owner];
  track.stamp = 0;
  if (!track.given && track.courses.size() > 1) {
    return NextCourse(due.owner, &track, due.at);
  }
  if (!track.courses.empty()) courses_[track.courses.front()].over = true;
  ++counts_.added;
  CloseByHost(track.customer, track.desk, due.at);
}

// The first course is over, and the next one begins, in the same session, when
// somebody serves it.
void Loop::NextCourse(uint64_t session, Track* track, int64_t at) {
  Course& done = courses_[track->courses.front()];
  done.over = true;
  done.session = 0;
  done.stamp = 0;
  track->courses.erase(track->courses.begin());
  if (track->serving) StartFirst(session, track, at);
}

// -------------------------------------------------- sessions and courses

void Loop::TakeEffects(std::span<const EffectRecord> effects) {
  for (const EffectRecord& effect : effects) {
    if (effect.Type() == EffectType::kOpenSession && IsClosed()) {
      Track& track = tracks_[effect.session];
      track.customer = CustomerId{effect.customer};
      track.desk = DeskId{effect.desk};
    } else if (effect.Type() == EffectType::kEnqueue ||
               effect.Type() == EffectType::kPool ||
               effect.Type() == EffectType::kAskRobot) {
      LeftAgent(effect);
    } else if (effect.Type() == EffectType::kAssign) {
      Assigned(effect);
    } else if (effect.Type() == EffectType::kCloseSession) {
      Closed(effect);
    }
  }
}

// From an agent to a list, to the pool or to the robot; from list to list (Q3,
// Q5), and each further message to a robot, change nothing here.
void Loop::LeftAgent(const EffectRecord& effect) {
  const auto found = tracks_.find(effect.session);
  if (found == tracks_.end() || !found->second.serving) return;
  found->second.serving = false;
  found->second.left_at = effect.at;
}

void Loop::Assigned(const EffectRecord& effect) {
  std::optional<Duration> length;
  if (model_.service) length = model_.service(caller_.engine, effect);
  if (!length && !IsClosed()) return;
  Track& track = tracks_[effect.session];
  track.customer = CustomerId{effect.customer};
  track.desk = DeskId{effect.desk};
  track.assigned_at = effect.at;
  track.serving = true;
  track.stamp = 0;
  track.given = length.has_value();
  if (length) PlanClose(effect.session, &track, effect.at, *length);
  if (IsClosed()) StartFirst(effect.session, &track, effect.at);
}

// Counts the first course of a session that somebody serves from `at`; without
// one, or if the record never served it, the host will close the session.
void Loop::StartFirst(uint64_t session, Track* track, int64_t at) {
  const bool has_course =
      !track->courses.empty() && data_->sessions[track->courses.front()].served;
  if (!track->given) {
    track->stamp = 0;
    if (!has_course && unserved_) PlanClose(session, track, at, *unserved_);
  }
  if (!has_course) return;
  const uint32_t number = track->courses.front();
  Course& course = courses_[number];
  if (course.held) {
    // What was left of its distance when the session went back to the list.
    PlanStepAt(number, at + (*course.held - track->left_at));
  } else if (course.stamp == 0) {
    PlanStep(number, at);
  }
}

// A session that a rule has ended: its customers go on (in a new one) as they
// would have.
void Loop::Closed(const EffectRecord& effect) {
  const auto found = tracks_.find(effect.session);
  if (found == tracks_.end()) return;
  for (const uint32_t number : found->second.courses) {
    Course& course = courses_[number];
    course.session = 0;
    if (course.over) {
      course.stamp = 0;
    } else if (course.stamp == 0) {
      PlanStep(number, effect.at);
    }
  }
  tracks_.erase(found);
}

// `opens`: the event that opened it in the record has come just now.
void Loop::Link(uint32_t number, const SessionInfo& session, bool opens) {
  Course& course = courses_[number];
  Track& track = tracks_[session.number.value];
  if (course.session == 0) {
    course.begun = true;
    course.over = false;
    course.session = session.number.value;
    course.stamp = 0;
    track.courses.push_back(number);
  } else if (!opens) {
    return;
  }
  if (track.courses.front() == number &&
      session.state == SessionState::kServing) {
    StartFirst(session.number.value, &track, caller_.engine.Now()->ms);
  }
}

void Loop::PlanStep(uint32_t number, int64_t from) {
  const uint32_t next = courses_[number].next;
  if (next != kNoEvent) PlanStepAt(number, from + data_->events[next].gap);
}

void Loop::PlanStepAt(uint32_t number, int64_t at) {
  Course& course = courses_[number];
  if (!course.opened) return;
  course.held.reset();
  course.stamp = ++stamps_;
  dues_.push({at, true, course.next, number, course.stamp});
}

void Loop::PlanClose(uint64_t session, Track* track, int64_t from,
                     Duration length) {
  track->stamp = ++stamps_;
  if (length.off()) return;
  const Duration known{std::clamp<int64_t>(length.ms, 0, kLongestDuration.ms)};
  dues_.push({from + known.ms, false, session, session, track->stamp});
}

bool Loop::IsFirst(uint32_t course, uint64_t session) const {
  const auto found = tracks_.find(session);
  return found != tracks_.end() && !found->second.courses.empty() &&
         found->second.courses.front() == course;
}

SessionInfo Loop::SessionOf(const EventRecord& record) const {
  return caller_.engine.Session(CustomerId{record.customer},
                                DeskId{record.desk});
}

}  // namespace kefu
