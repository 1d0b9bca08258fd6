// What is kept of sessions beyond their end: ratings (F1), and who has had no
// answer (S5).

#include "src/codec/snapshot_restorer.h"
#include "src/model/ratings.h"
#include "src/model/unanswered.h"

namespace kefu::codec {

void SnapshotRestorer::AddRating(const RatingWire& wire, const Place& at) {
  const uint32_t customer = Somebody(wire.customer, at);
  at.Require(wire.flags < 32 && wire.reserved == 0 && wire.reserved2 == 0,
             "what is reserved is not zero");
  RatingRow row;
  row.customer = customer;
  row.desk = static_cast<uint16_t>(Id(kDeskNames, wire.desk, at));
  at.Require(row.desk != 0 && rules_.desks[row.desk].rating.on,
             "of a desk without ratings");
  row.agent = Id(kAgentNames, wire.agent, at);
  row.session = wire.session;
  at.Require(
      row.agent != 0 && row.session != 0 && row.session <= state_.last_session,
      "of no session, or of nobody's");
  row.answered = (wire.flags & 4) != 0;
  row.invited = (wire.flags & 8) != 0;
  row.rated = (wire.flags & 16) != 0;
  const auto time = [&](bool given, int64_t ms, int64_t* to) {
    at.Time(given ? ms : kFirstInstant.ms, "its time is out of range");
    at.Require(given ? ms <= state_.now : ms == 0, "a time that is none");
    if (given) *to = ms;
  };
  time((wire.flags & 1) != 0, wire.closed_at, &row.closed_at);
  time((wire.flags & 2) != 0, wire.lapses_from, &row.lapses_from);
  at.Require(!row.may_lapse() || (row.invited && !row.rated),
             "an invitation that cannot lapse");
  const ContactRow c = w_.contacts.Find(customer, {row.desk});
  at.Require(c != 0, "of a desk where he never was");
  const Contact& contact = w_.contacts[c];
  const bool runs = contact.session == row.session;
  at.Require(runs == !row.closed(), "neither open nor closed");
  at.Require(!runs || contact.owner == 0 || contact.owner == row.agent,
             "of another agent than the session's");
  at.Require(w_.ratings.rows.Find(customer, row.Key()) == 0, "a rating twice");
  w_.ratings.Reserve(1);
  const uint32_t i = w_.ratings.rows.FindOrAdd(customer, row);
  w_.ratings.Arm(i, LapseAt(w_, row), row.session, {state_.now});
}

void SnapshotRestorer::AddUnanswered(const UnansweredWire& wire,
                                     const Place& at) {
  const uint32_t customer = Somebody(wire.customer, at);
  at.Require(rules_.keeps_unanswered && wire.reserved == 0,
             "what the ruleset does not keep");
  const DeskId desk{static_cast<uint16_t>(Id(kDeskNames, wire.desk, at))};
  at.Require(desk && wire.session != 0 && wire.session <= state_.last_session,
             "of no session");
  at.Time(wire.since, "its time is out of range");
  const uint32_t last = w_.unanswered.Last();
  at.Require(wire.since <= state_.now &&
                 (last == 0 || w_.unanswered.rows[last].since <= wire.since),
             "out of order");
  const ContactRow c = w_.contacts.Find(customer, desk);
  at.Require(c != 0, "of a desk where he never was");
  const uint64_t open = w_.contacts[c].session;
  at.Require(open == 0 || open == wire.session, "of an earlier session");
  at.Require(w_.unanswered.rows.Find(customer, desk.value) == 0,
             "a session twice");
  w_.unanswered.rows.Reserve(1);
  w_.unanswered.Note(customer, desk, wire.session, Instant{wire.since});
}

}  // namespace kefu::codec
