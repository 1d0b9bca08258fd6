#include "src/model/ratings.h"

#include <algorithm>

#include "src/model/clock.h"
#include "src/model/world.h"

namespace kefu {

RatingRow* RatingOf(World& world, const Contact& contact) {
  const uint32_t i = world.ratings.rows.Find(contact.customer, contact.desk);
  if (i == 0) return nullptr;
  RatingRow& row = world.ratings.rows[i];
  return row.session == contact.session ? &row : nullptr;
}

void NoteAnswer(World& world, const Contact& contact) {
  if (RatingRow* const row = RatingOf(world, contact)) row->answered = true;
}

Instant LapseAt(const World& world, const RatingRow& row) {
  const RatingRules& rules = world.rules.desks[row.desk].rating;
  if (!row.may_lapse()) return Instant::Never();
  return CountedFrom(world, DeskId{row.desk}, Instant{row.lapses_from},
                     rules.lapse_after, rules.hours);
}

bool IsRatable(const World& world, const RatingRow& row) {
  const RatingRules& rules = world.rules.desks[row.desk].rating;
  return !row.closed() || world.now < Instant{row.closed_at} + rules.within;
}

Instant RatingUntil(const World& world, const RatingRow& row) {
  const RatingRules& rules = world.rules.desks[row.desk].rating;
  Instant until = kFirstInstant;
  if (row.closed() && !row.rated) {
    until = Instant{row.closed_at} + rules.within;
  }
  const Instant lapse = LapseAt(world, row);
  return lapse.never() ? until : std::max(until, lapse);
}

}  // namespace kefu
