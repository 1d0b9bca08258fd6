// Ratings 客服评价 in a step: whom a session is to be credited to, invitations,
// and what becomes of them at the close (F1, X3).

#ifndef KEFU_MOVES_STEP_RATING_H_
#define KEFU_MOVES_STEP_RATING_H_

#include "kefu/reason.h"
#include "src/model/ratings.h"
#include "src/model/world.h"

namespace kefu {

// The session has come to an agent, who is credited from now on. An invitation
// of an earlier session cannot be followed any more, and lapses. REQUIRES: room
// by World::Reserve.
void NoteServer(World& world, const Contact& contact);

// Invites the customer, with the texts of the desk. Where these may not go out
// he has not been invited (K9). `closed`: at the close. REQUIRES: ratings are
// on; room for a row of World::ratings.
void Invite(World& world, const Contact& contact, RatingRow* row, bool closed);

// The session is being closed: from now on the time to rate it runs, and he is
// invited if that is to be. It still has its number.
void CloseRating(World& world, const Contact& contact, Reason reason);

// `record: rating` without a score: the invitation has lapsed (X3).
void EmitLapsed(World& world, const RatingRow& row);

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_RATING_H_
