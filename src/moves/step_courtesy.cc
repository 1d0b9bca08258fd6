#include "src/moves/step_courtesy.h"

#include <algorithm>

#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu {
namespace {

const DeskNote* NoteOf(const World& world, uint32_t customer, DeskId desk) {
  const uint32_t row = world.notes.Find(customer, desk.value);
  return row == 0 ? nullptr : &world.notes[row];
}

KEFU_INLINE DeskNote& WriteNote(World& world, uint32_t customer, DeskId desk) {
  return world.notes.Get(customer, desk.value, [&] {
    DeskNote fresh;
    fresh.desk = desk.value;
    return fresh;
  });
}

// T14
bool IsQuiet(const World& world, const DeskNote& note) {
  const Duration quiet = world.rules.welcome_quiet;
  if (quiet.off()) return false;
  const int64_t last = std::max(note.welcomed_at, note.wrote_at);
  return last != INT64_MIN && world.now < Instant{last} + quiet;
}

// Null: none is open, and there is no default.
const DeskWelcome* WelcomeOf(const World& world, DeskId desk) {
  for (const DeskWelcome& one : world.rules.desks[desk.value].welcomes) {
    if (!one.schedule ||
        world.rules.TimetableOf(one.schedule).IsOpen(world.now)) {
      return &one;
    }
  }
  return nullptr;
}

}  // namespace

void WelcomeTo(World& world, uint32_t customer, DeskId desk) {
  if (world.rules.desks[desk.value].welcomes.empty()) return;
  const ContactRow c = world.contacts.Find(customer, desk);
  if (c != 0 && (world.contacts[c].state == SessionState::kWaiting ||
                 world.contacts[c].state == SessionState::kServing)) {
    return;
  }
  const DeskNote* note = NoteOf(world, customer, desk);
  if (note != nullptr && IsQuiet(world, *note)) return;
  const DeskWelcome* welcome = WelcomeOf(world, desk);
  if (welcome == nullptr) return;
  SendExtra extra;
  extra.rule = welcome->rule;
  extra.valid_for = world.rules.welcome_valid_for;
  if (!EmitTextsAt(world, customer, desk, TextSource::kWelcome, welcome->texts,
                   extra)) {
    return;
  }
  WriteNote(world, customer, desk).welcomed_at = world.now.ms;
}

void ForgetWelcome(World& world, uint32_t customer, DeskId desk) {
  const uint32_t row = world.notes.Find(customer, desk.value);
  if (row != 0) world.notes[row].welcomed_at = INT64_MIN;
}

void NoteMessageAt(World& world, uint32_t customer, DeskId desk,
                   uint64_t session) {
  const DeskData& data = world.rules.desks[desk.value];
  if (data.welcomes.empty() && !data.contact_texts) return;
  DeskNote& note = WriteNote(world, customer, desk);
  note.wrote_at = world.now.ms;
  if (session == 0) return;
  if (note.session != session) {
    note.session = session;
    note.messages = 0;
    note.prompted = false;
  }
  if (note.messages < UINT8_MAX) ++note.messages;
}

void PromptAt(World& world, const Contact& contact) {
  const DeskId desk{contact.desk};
  const TextId texts = world.rules.desks[desk.value].contact_texts;
  if (!texts) return;
  const DeskNote* note = NoteOf(world, contact.customer, desk);
  const bool known = note != nullptr && note->session == contact.session;
  if (known && note->prompted) return;
  // Who is not there is not offered either.
  if (world.rules.contact_at == ContactPoint::kMessages &&
      (!known || note->messages < world.rules.contact_after ||
       !OwnerServes(world, contact))) {
    return;
  }
  const MarkRow added = MarkOf(MarkKind::kContact, contact.owner);
  if (world.marks.Find(contact.customer, added.Key()) != 0) return;
  SendExtra extra;
  extra.agent = {contact.owner};
  extra.closed = world.rules.contact_at == ContactPoint::kClose;
  if (!EmitTexts(world, contact, TextSource::kContact, texts, extra)) return;
  DeskNote& own = WriteNote(world, contact.customer, desk);
  if (own.session != contact.session) own.messages = 0;
  own.session = contact.session;
  own.prompted = true;
}

}  // namespace kefu
