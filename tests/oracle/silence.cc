// X1, X6: the customer is silent; and the firing of timers (T2).

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

CustomerSilentConfig Oracle::SilenceOf(const S& session) const {
  return settings_.Silence({session.owner, session.group, session.desk});
}

// At an assignment.
void Oracle::StartSilence(S& session) {
  session.warned = false;
  session.silent_since.reset();
  if (*SilenceOf(session).mode != SilenceMode::kAfterAgent) {
    session.silent_since = at_;
  }
}

// A customer's message in an open session.
void Oracle::CustomerSpoke(S& session) {
  if (session.state != SessionState::kServing) {
    session.customer_wrote = true;
    return;
  }
  RememberMessage(session, &session.customer_wrote);
  session.warned = false;
  if (*SilenceOf(session).mode == SilenceMode::kAfterAgent) {
    session.silent_since.reset();
  } else {
    session.silent_since = at_;
  }
  if (settings_.NewMessageNotice(session.owner)) {
    Notify(session, NoticeWhat::kNewMessage);
  }
}

// A message of the owner himself.
void Oracle::OwnerSpoke(S& session) {
  RememberMessage(session, &session.owner_wrote);
  if (*SilenceOf(session).mode == SilenceMode::kCustomerSilent) return;
  session.warned = false;
  session.silent_since = at_;
}

std::optional<int64_t> Oracle::ClosesAt(const S& session) const {
  if (session.state != SessionState::kServing || !session.silent_since) {
    return std::nullopt;
  }
  const CustomerSilentConfig silence = SilenceOf(session);
  if (silence.after->off()) return std::nullopt;
  return *session.silent_since + silence.after->ms;
}

std::optional<int64_t> Oracle::WarnsAt(const S& session) const {
  const std::optional<int64_t> closes = ClosesAt(session);
  if (!closes || session.warned) return std::nullopt;
  const CustomerSilentConfig silence = SilenceOf(session);
  if (silence.warn_before->off() || silence.warning->empty()) {
    return std::nullopt;
  }
  return std::max(*session.silent_since, *closes - silence.warn_before->ms);
}

std::optional<int64_t> Oracle::NextOf(const S& session) const {
  const std::optional<int64_t> warns = WarnsAt(session);
  return warns ? warns : ClosesAt(session);
}

// Every timer due by `until`, each at its own deadline, ties by the number of
// the session; each settles before the next.
void Oracle::FireTimers(int64_t until) {
  while (true) {
    std::optional<std::pair<int64_t, uint64_t>> next;
    for (const auto& [number, session] : sessions_) {
      const std::optional<int64_t> deadline = NextOf(session);
      if (!deadline || *deadline > until) continue;
      if (!next || *deadline < next->first) next.emplace(*deadline, number);
    }
    if (!next) return;
    FireOne(next->second, next->first);
  }
}

void Oracle::FireOne(uint64_t number, int64_t deadline) {
  now_ = at_ = deadline;
  timer_ = TimerKind::kCustomerSilent;
  S& session = sessions_.at(number);
  const CustomerSilentConfig silence = SilenceOf(session);
  if (WarnsAt(session)) {
    session.warned = true;
    Send(session, TextSource::kWarning, *silence.warning);
  } else {
    const S closed = session;
    Close(number, ClosedBy::kRule, Reason::kCustomerSilent);
    Send(closed, TextSource::kClosing, *silence.closing);
  }
  Settle();
  timer_ = TimerKind::kNone;
}

void Oracle::Send(const S& session, TextSource source,
                  const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  EffectRecord& send = Emit(EffectType::kSend, session);
  send.detail = static_cast<uint8_t>(source);
  const auto known = std::find(texts_.begin(), texts_.end(), texts);
  send.value = static_cast<uint32_t>(known - texts_.begin()) + 1;
  if (known == texts_.end()) texts_.push_back(texts);
}

}  // namespace kefu::oracle
