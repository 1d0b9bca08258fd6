#include "tests/oracle/ratings.h"

#include <algorithm>
#include <string>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// T13: desk, channel, tenant.
template <class T>
T Ratings::Of(int desk, std::optional<T> RatingConfig::*setting,
              T otherwise) const {
  const Config& config = o_.config_;
  const auto& own = config.desks[static_cast<size_t>(desk)].feedback.rating;
  if (own.*setting) return *(own.*setting);
  const int channel = o_.settings_.ChannelOfDesk(desk);
  if (channel >= 0) {
    const auto& above =
        config.channels[static_cast<size_t>(channel)].feedback.rating;
    if (above.*setting) return *(above.*setting);
  }
  return (config.feedback.rating.*setting).value_or(otherwise);
}

bool Ratings::On(int desk) const { return Of(desk, &RatingConfig::on, false); }

int64_t Ratings::Within(int desk) const {
  return Of(desk, &RatingConfig::within, Duration::Hours(24)).ms;
}

// ---------------------------------------------------------------- ratings

Reason Ratings::Rates(const Incoming& e) {
  if (!On(e.desk)) return Reason::kRatingOff;
  // R1: a blocked customer comes no further than the gate.
  if (o_.Blocked(e.customer, e.desk) || o_.Blocked(e.customer, kNone)) {
    o_.SendTo(e.customer, e.desk, TextSource::kGate,
              o_.config_.tenant.blocked_text);
    o_.Record(RecordWhat::kGate, e.customer, e.desk, kNone).reason =
        static_cast<uint16_t>(Reason::kBlocked);
    return Reason::kNone;
  }
  const auto found = rated_.find({e.customer, e.desk});
  if (found == rated_.end()) return Reason::kNoSession;
  Rated& rated = found->second;
  const int64_t score = *e.items;
  if (rated.rated) return Reason::kAlreadyRated;
  if (Of(e.desk, &RatingConfig::invited_only, false) && !rated.invited) {
    return Reason::kNotInvited;
  }
  if (score < Of(e.desk, &RatingConfig::min, int64_t{1}) ||
      score > Of(e.desk, &RatingConfig::max, int64_t{5})) {
    return Reason::kRatingOutOfRange;
  }
  if (rated.closed_at && o_.at_ >= *rated.closed_at + Within(e.desk)) {
    return Reason::kRatingExpired;
  }
  rated.rated = true;
  rated.lapses_from.reset();
  EffectRecord& record =
      o_.Record(RecordWhat::kRating, e.customer, e.desk, rated.agent);
  record.session = rated.session;
  record.why = static_cast<uint16_t>(score + 1);
  return Reason::kNone;
}

Reason Ratings::Invites(const Incoming& e) {
  OpenSession_* session = nullptr;
  const Reason refused = o_.OwnSession(e, &session);
  if (refused != Reason::kNone) return refused;
  if (!On(e.desk)) return Reason::kRatingOff;
  if (session->to_reaccept) return Reason::kReacceptNeeded;
  Rated& rated = rated_.at({e.customer, e.desk});
  if (rated.rated) return Reason::kAlreadyRated;
  if (rated.invited) return Reason::kAlreadyInvited;
  Invite(*session, &rated);
  return Reason::kNone;
}

// Texts that may not go out invite nobody (K9).
void Ratings::Invite(const OpenSession_& session, Rated* rated) {
  const auto texts =
      Of(session.desk, &RatingConfig::texts, std::vector<std::string>{});
  if (!texts.empty() && !o_.Send(session, TextSource::kRating, texts)) return;
  rated->invited = true;
  if (!Of(session.desk, &RatingConfig::lapse_after, Duration::Off()).off()) {
    rated->lapses_from = o_.at_;
  }
}

void Ratings::ServedBy(const OpenSession_& session) {
  if (!On(session.desk)) return;
  const Key key(session.customer, session.desk);
  Rated& rated = rated_[key];
  if (rated.session != session.number) {
    if (rated.lapses_from) TellLapsed(key, rated);
    rated = {};
    rated.session = session.number;
  }
  rated.agent = session.owner;
  rated.closed_at.reset();
}

void Ratings::AgentWrote(const OpenSession_& session) {
  const auto found = rated_.find({session.customer, session.desk});
  if (found != rated_.end() && found->second.session == session.number) {
    found->second.answered = true;
  }
}

void Ratings::Closed(const OpenSession_& session, Reason reason) {
  const auto found = rated_.find({session.customer, session.desk});
  if (found == rated_.end() || found->second.session != session.number) return;
  Rated& rated = found->second;
  rated.closed_at = o_.at_;
  const auto reasons =
      Of(session.desk, &RatingConfig::at_close,
         std::vector<CloseReason>{CloseReason::kAgent, CloseReason::kHost,
                                  CloseReason::kCustomerSilent,
                                  CloseReason::kSessionExpired});
  const bool one_of_these =
      std::any_of(reasons.begin(), reasons.end(),
                  [&](CloseReason r) { return Name(r) == Name(reason); });
  const auto texts =
      Of(session.desk, &RatingConfig::texts, std::vector<std::string>{});
  if (!one_of_these || texts.empty() || !rated.answered || rated.invited ||
      rated.rated) {
    return;
  }
  OpenSession_ closed = session;
  closed.state = closed.at_window = SessionState::kClosed;
  Invite(closed, &rated);
}

// ------------------------------------------------------------------ lapses

std::optional<int64_t> Ratings::LapsesAt(const Key& key,
                                         const Rated& rated) const {
  if (!rated.lapses_from) return std::nullopt;
  const int desk = key.second;
  return o_.Counted(desk, Of(desk, &RatingConfig::hours, TimerHours::kAlways),
                    *rated.lapses_from,
                    Of(desk, &RatingConfig::lapse_after, Duration::Off()));
}

void Ratings::AddTimers(std::vector<Timer>* timers) const {
  for (const auto& [key, rated] : rated_) {
    if (const auto at = LapsesAt(key, rated)) {
      timers->push_back({*at, 1, rated.session, TimerKind::kRating, key.first});
    }
  }
}

void Ratings::TellLapsed(const Key& key, const Rated& rated) {
  EffectRecord& record =
      o_.Record(RecordWhat::kRating, key.first, key.second, rated.agent);
  record.session = rated.session;
  record.reason = static_cast<uint16_t>(Reason::kRatingLapsed);
}

void Ratings::Lapses(uint64_t session) {
  for (auto& [key, rated] : rated_) {
    if (rated.session != session) continue;
    rated.lapses_from.reset();
    const auto [customer, desk] = key;
    const auto texts =
        Of(desk, &RatingConfig::lapse_texts, std::vector<std::string>{});
    const OpenSession_* open = o_.Find(customer, desk);
    if (o_.Blocked(customer, desk) || o_.Blocked(customer, kNone)) {
      // Nothing is sent to him.
    } else if (open == nullptr) {
      o_.SendTo(customer, desk, TextSource::kRating, texts);
    } else if (open->number == session) {
      o_.Send(*open, TextSource::kRating, texts);
    }
    TellLapsed(key, rated);
    return;
  }
}

// ---------------------------------------------------------------------- T9

int64_t Ratings::KeepsUntil(uint64_t customer) const {
  int64_t until = INT64_MIN;
  for (const auto& [key, rated] : rated_) {
    if (key.first != customer) continue;
    if (rated.closed_at && !rated.rated) {
      until = std::max(until, *rated.closed_at + Within(key.second));
    }
    if (const auto at = LapsesAt(key, rated)) until = std::max(until, *at);
  }
  return until;
}

void Ratings::Forget(uint64_t customer) {
  std::erase_if(
      rated_, [&](const auto& entry) { return entry.first.first == customer; });
}

}  // namespace kefu::oracle
