#include "src/moves/feedback.h"

#include "src/facts/gate.h"
#include "src/moves/step.h"
#include "src/moves/step_rating.h"
#include "src/moves/step_texts.h"

namespace kefu::feedback {
namespace {

// The state of the session, then the scale, then the time.
Reason CheckRating(const World& world, uint32_t i, uint32_t score) {
  if (i == 0) return Reason::kNoSession;
  const RatingRow& row = world.ratings.rows[i];
  const RatingRules& rules = world.rules.desks[row.desk].rating;
  if (row.rated) return Reason::kAlreadyRated;
  if (rules.invited_only && !row.invited) return Reason::kNotInvited;
  if (score < rules.min || score > rules.max) return Reason::kRatingOutOfRange;
  return IsRatable(world, row) ? Reason::kNone : Reason::kRatingExpired;
}

}  // namespace

Reason Rate(World& world, const CustomerRates& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (!world.rules.desks[event.desk.value].rating.on) return Reason::kRatingOff;
  if (GateBlocked(world, customer, event.desk)) return Reason::kNone;
  const uint32_t i = world.ratings.rows.Find(customer, event.desk.value);
  const uint32_t score = event.score.value_or(0);
  if (Reason r = CheckRating(world, i, score); r != Reason::kNone) return r;
  RatingRow& row = world.ratings.rows[i];
  row.rated = true;
  row.lapses_from = INT64_MAX;
  EffectRecord& effect =
      EmitRecord(world, RecordWhat::kRating, customer, event.desk);
  effect.session = row.session;
  effect.agent = row.agent;
  effect.why = static_cast<uint16_t>(score + 1);  // a Capacity
  LookAtForgetting(world, customer);
  return Reason::kNone;
}

Reason InviteByHand(World& world, const AgentInvitesRating& event) {
  ContactRow c = 0;
  if (Reason r = CheckOwn(world, event.agent, event.desk, event.customer, &c);
      r != Reason::kNone) {
    return r;
  }
  world.ratings.Reserve(1);
  const Contact& contact = world.contacts[c];
  RatingRow* const row = RatingOf(world, contact);
  if (row == nullptr) return Reason::kRatingOff;
  if (contact.lapsed) return Reason::kReacceptNeeded;
  if (row->rated) return Reason::kAlreadyRated;
  if (row->invited) return Reason::kAlreadyInvited;
  Invite(world, contact, row, false);
  return Reason::kNone;
}

void Lapse(World& world, uint32_t i) {
  RatingRow& row = world.ratings.rows[i];
  row.lapses_from = INT64_MAX;
  const DeskId desk{row.desk};
  const TextId texts = world.rules.desks[row.desk].rating.lapse_texts;
  const ContactRow c = world.contacts.Find(row.customer, desk);
  const Contact& contact = world.contacts[c];
  // Who has come back with something else is not reminded of it.
  if (texts && AskBlocked(world, row.customer, desk) == Reason::kNone) {
    if (contact.session == row.session) {
      EmitTexts(world, contact, TextSource::kRating, texts);
    } else if (contact.session == 0) {
      EmitTextsTo(world, row.customer, desk, TextSource::kRating, texts);
    }
  }
  EmitLapsed(world, row);
  LookAtForgetting(world, row.customer);
}

}  // namespace kefu::feedback
