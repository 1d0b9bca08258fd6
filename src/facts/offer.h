// Offers 派单确认 (A16): whether who was chosen is asked first.
//
// A list's own way asks: for a session that opens (R8), that waits (Q2), that
// is handed to a group (S3, Q3, X2, A7). Who is meant as a person is not asked:
// sticky, named, main account; nor is anybody after kMostAsked have said no or
// nothing, so that a session cannot go round for ever.

#ifndef KEFU_FACTS_OFFER_H_
#define KEFU_FACTS_OFFER_H_

#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// Whether whom this list has chosen for the session is asked before he has it.
inline bool AsksFirst(const World& world, const Contact& contact, ListId list) {
  return world.rules.any_offers &&
         world.rules.offers(
             {{contact.desk}, world.rules.lists[list].group, {}}) &&
         world.sessions.More(contact.row).barred_count < kMostAsked;
}

}  // namespace kefu

#endif  // KEFU_FACTS_OFFER_H_
