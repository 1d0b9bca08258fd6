// What a session needs of the agent who is to have it: its store (R11), the
// skills that it still requires (D8), tiers that are open to it (D7).
//
// Written when it opens (book.h), and as its waiting goes on.

#ifndef KEFU_MODEL_NEEDS_H_
#define KEFU_MODEL_NEEDS_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// How long since its first join. Off in the pool, where nothing is waited for
// any more: all tiers are open, and only skills that are never let go count.
Duration Waited(const World& world, const Contact& contact);
// Its class in a list.
uint8_t ClassIn(const World& world, const Contact& contact, ListId list);
// What it needs of the members of a list, if it came there now.
Needs NeedsIn(const World& world, const Contact& contact, ListId list);
// What was required and is let go by now is required no longer (D8).
void LetSkillsGo(World& world, const Contact& contact);
// The store of a session that opens: the one given with the event, else that of
// its link, else the customer's own (R11).
StoreId StoreFor(const World& world, uint32_t customer, StoreId given,
                 LinkId link);
// What a session requires by its intent, its link, its language and the tags
// that its customer has now (D8).
uint64_t SkillsFor(const World& world, uint32_t customer, IntentId intent,
                   LinkId link, LanguageId language);
// What it requires of agents, after its intent has changed (D8). REQUIRES: room
// for a lane.
void RequireSkillsAnew(World& world, const Contact& contact);

}  // namespace kefu

#endif  // KEFU_MODEL_NEEDS_H_
