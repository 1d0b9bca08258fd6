// T1, T4, T9: what a record must be before it counts as an event.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {
namespace {

constexpr int64_t kRememberIdsMs = 60'000;
constexpr size_t kIdsRemembered = 4096;

}  // namespace

// duplicate_id > duplicate_seq > time_out_of_range > time_went_back. The id of
// a duplicate or refused event is remembered and its seq taken.
Reason Oracle::CheckContract(Incoming* event) {
  // A time out of range never becomes the engine's.
  const bool in_range =
      event->at >= kFirstInstant.ms && event->at <= kLastInstant.ms;
  int64_t engine_time = in_range ? event->at : kFirstInstant.ms;
  if (now_) engine_time = std::max(*now_, engine_time);
  const bool seen_id = !event->id.empty() && SeenId(event->id, engine_time);
  bool seen_seq = false;
  if (event->seq) {
    seen_seq = last_seq_ && *event->seq <= *last_seq_;
    last_seq_ = std::max(last_seq_.value_or(0), *event->seq);
  }
  if (seen_id) return Reason::kDuplicateId;
  if (seen_seq) return Reason::kDuplicateSeq;
  if (event->at < kFirstInstant.ms || event->at > kLastInstant.ms) {
    return Reason::kTimeOutOfRange;
  }
  if (now_ && event->at < *now_) {
    if (config_.tenant.late_events == LateEvents::kRefuse) {
      return Reason::kTimeWentBack;
    }
    event->at = *now_;
  }
  return Reason::kNone;
}

// Whether the id was remembered within the last minute; remembers it anew.
bool Oracle::SeenId(const std::string& id, int64_t now) {
  bool seen = false;
  if (const auto found = ids_.find(id); found != ids_.end()) {
    const auto [remembered_at, order] = found->second;
    seen = remembered_at > now || now - remembered_at < kRememberIdsMs;
    ids_by_order_.erase(order);
    ids_.erase(found);
  }
  ids_.emplace(id, std::pair(now, ++ids_remembered_));
  ids_by_order_.emplace(ids_remembered_, id);
  if (ids_.size() > kIdsRemembered) {
    ids_.erase(ids_by_order_.begin()->second);
    ids_by_order_.erase(ids_by_order_.begin());
  }
  return seen;
}

void Oracle::Refuse(Reason reason, const EventRecord& record) {
  Refuse(reason, record.customer, record.agent, record.desk);
}

void Oracle::Refuse(Reason reason, uint64_t customer, uint32_t agent,
                    uint16_t desk) {
  EffectRecord& effect = Emit(EffectType::kRefuse);
  effect.reason = static_cast<uint16_t>(reason);
  effect.customer = customer;
  effect.agent = agent;
  effect.desk = desk;
}

}  // namespace kefu::oracle
