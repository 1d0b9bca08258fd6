// Who was greeted when, and what is marked of customers (G1, G3 to G5).

#include "src/codec/snapshot_restorer.h"
#include "src/codec/snapshot_rows.h"
#include "src/facts/greeting.h"

namespace kefu::codec {
namespace {

// Whether what is reserved is zero.
bool IsZero(const uint8_t (&bytes)[7]) {
  for (const uint8_t byte : bytes) {
    if (byte != 0) return false;
  }
  return true;
}

}  // namespace

void SnapshotRestorer::AddVisit(const VisitWire& wire, const Place& at) {
  at.Require(rules_.any_greetings, "a visit, and nobody is greeted");
  VisitRow row;
  row.customer = Somebody(wire.customer, at);
  row.channel = static_cast<uint16_t>(Id(kChannelNames, wire.channel, at));
  at.Require(row.channel != 0, "a visit of no channel");
  at.Time(wire.since, "its time is out of range");
  at.Require(wire.since <= state_.now, "a visit still to come");
  at.Require(wire.inside <= 1 && IsZero(wire.reserved),
             "what is reserved is not zero");
  row.since = wire.since;
  row.done = wire.done;
  row.inside = wire.inside != 0;
  at.Require(w_.visits.rows.Find(row.customer, row.Key()) == 0,
             "a visit twice");
  const uint64_t first = w_.forgetting[row.customer].first;
  at.Require(first != 0, "a visit of somebody without an event");
  w_.visits.Reserve(1);
  const uint32_t i = w_.visits.rows.FindOrAdd(row.customer, row);
  const NextGreeting next = NextOfVisit(w_, i);
  if (next.row != 0) w_.visits.Arm(i, next.at, first, {state_.now});
}

void SnapshotRestorer::AddMark(const MarkWire& wire, const Place& at) {
  at.Require(wire.reserved == 0, "what is reserved is not zero");
  if (wire.kind == 0) return AddNote(wire, at);
  const uint32_t customer = Somebody(wire.customer, at);
  at.Require(rules_.any_marks, "a mark, and nothing is marked");
  at.Require(wire.welcomed_at == 0 && wire.wrote_at == 0 && wire.session == 0 &&
                 wire.messages == 0 && wire.flags == 0,
             "a mark that is a note as well");
  MarkRow row;
  row.kind = static_cast<MarkKind>(wire.kind);
  row.state = wire.state;
  switch (row.kind) {
    case MarkKind::kCampaign:
      row.id = Id(kRuleNames, wire.id, at);
      at.Require(
          wire.state == kShownMark || wire.state == (kShownMark | kClaimedMark),
          "a campaign that was claimed without being shown");
      break;
    case MarkKind::kFollows:
      row.id = Id(kChannelNames, wire.id, at);
      break;
    case MarkKind::kContact:
      row.id = Id(kAgentNames, wire.id, at);
      break;
    default:
      at.Fail("no such mark");
  }
  // Desks without a channel are followed as well.
  const bool no_channel = row.kind == MarkKind::kFollows && wire.id == 0;
  at.Require(row.id != 0 || no_channel, "a mark of nothing");
  at.Require(row.kind == MarkKind::kCampaign || wire.state == 0,
             "a state of what has none");
  at.Require(w_.marks.Find(customer, row.Key()) == 0, "a mark twice");
  w_.marks.Reserve(1);
  w_.marks.FindOrAdd(customer, row);
}

void SnapshotRestorer::AddNote(const MarkWire& wire, const Place& at) {
  const uint32_t customer = Somebody(wire.customer, at);
  at.Require(rules_.any_notes, "a note, and nothing is noted");
  at.Require(wire.state == 0 && wire.flags <= 7,
             "what is reserved is not zero");
  for (const int64_t time : {wire.welcomed_at, wire.wrote_at}) {
    at.Time(time, "its time is out of range");
    at.Require(time <= state_.now, "a note of times to come");
  }
  at.Require(((wire.flags & 1) != 0 || wire.welcomed_at == 0) &&
                 ((wire.flags & 2) != 0 || wire.wrote_at == 0),
             "a time of nothing");
  at.Require(
      wire.session <= state_.last_session &&
          (wire.session != 0 || (wire.messages == 0 && (wire.flags & 4) == 0)),
      "a session that is still to be opened");
  DeskNote row;
  FromWire(wire, &row);
  row.desk = static_cast<uint16_t>(Id(kDeskNames, wire.id, at));
  at.Require(row.desk != 0, "a note of no desk");
  at.Require(w_.notes.Find(customer, row.Key()) == 0, "a note twice");
  w_.notes.Reserve(1);
  w_.notes.FindOrAdd(customer, row);
}

}  // namespace kefu::codec
