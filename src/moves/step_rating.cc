#include "src/moves/step_rating.h"

#include <algorithm>
#include <vector>

#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu {
void NoteServer(World& world, const Contact& contact) {
  if (!world.rules.desks[contact.desk].rating.on) return;
  RatingRow fresh;
  fresh.customer = contact.customer;
  fresh.desk = contact.desk;
  const uint32_t i = world.ratings.rows.FindOrAdd(contact.customer, fresh);
  RatingRow& row = world.ratings.rows[i];
  if (row.session != contact.session) {
    if (row.may_lapse()) EmitLapsed(world, row);
    fresh.session = contact.session;
    fresh.next = row.next;
    fresh.armed_for = row.armed_for;
    row = fresh;
  }
  row.agent = contact.owner;
  row.closed_at = INT64_MAX;  // it may be one that opens again (S1)
}

void Invite(World& world, const Contact& contact, RatingRow* row, bool closed) {
  const RatingRules& rules = world.rules.desks[contact.desk].rating;
  SendExtra extra;
  extra.closed = closed;
  if (rules.texts &&
      !EmitTexts(world, contact, TextSource::kRating, rules.texts, extra)) {
    return;
  }
  row->invited = true;
  if (rules.lapse_after.off()) return;
  row->lapses_from = world.now.ms;
  const uint32_t i = world.ratings.rows.Find(row->customer, row->desk);
  world.ratings.Arm(i, LapseAt(world, *row), row->session, world.now);
}

void CloseRating(World& world, const Contact& contact, Reason reason) {
  RatingRow* const row = RatingOf(world, contact);
  if (row == nullptr) return;
  row->closed_at = world.now.ms;
  const RatingRules& rules = world.rules.desks[contact.desk].rating;
  if (!rules.texts || !row->answered || row->invited || row->rated) return;
  const std::vector<Reason>& at = rules.at_close;
  if (std::find(at.begin(), at.end(), reason) == at.end()) return;
  Invite(world, contact, row, true);
}

void EmitLapsed(World& world, const RatingRow& row) {
  EffectRecord& effect =
      EmitRecord(world, RecordWhat::kRating, row.customer, {row.desk});
  effect.session = row.session;
  effect.agent = row.agent;
  effect.reason = static_cast<uint16_t>(Reason::kRatingLapsed);
}

}  // namespace kefu
