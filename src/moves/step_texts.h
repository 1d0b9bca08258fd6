// Automatic texts in a step: what is sent, with what its texts speak of (K7),
// and what may not go out (K9).

#ifndef KEFU_MOVES_STEP_TEXTS_H_
#define KEFU_MOVES_STEP_TEXTS_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/time.h"
#include "src/facts/notice.h"
#include "src/model/world.h"
#include "src/moves/step.h"

namespace kefu {

// What a `send` says beside its texts.
struct SendExtra {
  RuleId rule;
  Duration valid_for;     // 0: for good (G1)
  AgentId agent{};        // of whom it speaks in any case (G5)
  bool closed = false;    // its session is being closed, as for closing texts
  bool has_left = false;  // it has left its list: there is no place to speak of
};

// `send`, if there are texts; or, where they may not go out,
// `record: not_sent` (K9). Whether they were sent. Closing texts count as sent
// after the close (W7).
bool EmitTexts(World& world, const Contact& contact, TextSource source,
               TextId texts, const SendExtra& extra = {});

// `send` to a customer, whatever his window says, also without texts: what he
// reads on a page of the shop is no message, and of no desk (G4).
void EmitUnasked(World& world, uint32_t customer, DeskId desk,
                 TextSource source, TextId texts, const SendExtra& extra);

// The same as EmitTexts to a customer who need not have a contact at the desk
// (R1, G1).
bool EmitTextsTo(World& world, uint32_t customer, DeskId desk,
                 TextSource source, TextId texts, const SendExtra& extra = {});

// The same at a desk, in his session there if he has one.
bool EmitTextsAt(World& world, uint32_t customer, DeskId desk,
                 TextSource source, TextId texts, const SendExtra& extra = {});

// What a customer reads who is turned away at a gate, and the record of it (R1,
// R2). `reason`: kBlocked or that the desk or its link is deleted.
void EmitGate(World& world, uint32_t customer, DeskId desk, Reason reason);
// The same if he is blocked at this desk, or at all; whether he is (F4).
bool GateBlocked(World& world, uint32_t customer, DeskId desk);

// The text of an owner who is gone, once a session, if the customer waits for
// an answer (O4).
void AnswerForAbsent(World& world, const Contact& contact);

// The notice of a routing (O5) and, while the desk is closed, the form (Q9).
void EmitNotice(World& world, Contact& contact, const Routed& routed);
// Offers the message form, once a session, if there is one (Q9).
void OfferForm(World& world, const Contact& contact);

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_TEXTS_H_
