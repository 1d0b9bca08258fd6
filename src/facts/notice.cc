#include "src/facts/notice.h"

#include "src/facts/local_time.h"
#include "src/facts/presence.h"
#include "src/model/book.h"

namespace kefu {
namespace {

// The first that there is a text for.
RoutingNotice FirstNotice(const World& world, const Contact& contact,
                          const Routed& routed) {
  const DeskData& desk = world.rules.desks[contact.desk];
  const bool closed = routed.reason == Reason::kOutOfHours;
  if (closed && desk.hours_text) return {NoticeKind::kHours, desk.hours_text};
  if (routed.routed && (desk.nobody_text || desk.busy_text)) {
    const bool present = AnybodyPresent(world, {contact.desk});
    if (!present && desk.nobody_text) {
      return {NoticeKind::kNobody, desk.nobody_text};
    }
    if (present && !closed && !routed.assigned && desk.busy_text) {
      return {NoticeKind::kBusy, desk.busy_text};
    }
  }
  if (!routed.waits) return {};
  return {NoticeKind::kQueue, world.rules.queue_notice(PlaceOf(contact))};
}

bool MayTellHours(const World& world, const Contact& contact,
                  const SessionMore& more) {
  const DeskData& desk = world.rules.desks[contact.desk];
  if (more.hours_told) return false;
  if (desk.hours_daily && contact.told_day == DayMark(world)) return false;
  return more.agent_at == 0 || desk.hours_quiet.off() ||
         world.now >= Instant{more.agent_at} + desk.hours_quiet;
}

bool MayTell(const World& world, const Contact& contact, NoticeKind kind) {
  const SessionMore& more = world.sessions.More(contact.row);
  switch (kind) {
    case NoticeKind::kNone:
      return false;
    case NoticeKind::kHours:
      return MayTellHours(world, contact, more);
    case NoticeKind::kNobody:
      return !more.nobody_told;
    case NoticeKind::kBusy:
      return !more.busy_told;
    case NoticeKind::kQueue:
      return !world.sessions[contact.row].noticed;
  }
  return false;
}

}  // namespace

uint16_t DayMark(const World& world) {
  constexpr int64_t kDays = (1 << 15) - 1;
  const int64_t day = LocalDay(world.rules, world.now) % kDays;
  return static_cast<uint16_t>((day < 0 ? day + kDays : day) + 1);
}

RoutingNotice NoticeFor(const World& world, const Contact& contact,
                        const Routed& routed) {
  const RoutingNotice notice = FirstNotice(world, contact, routed);
  if (!notice.texts || !MayTell(world, contact, notice.kind)) return {};
  return notice;
}

}  // namespace kefu
