#include "src/moves/silence.h"

#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::silence {

void Fire(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const SilenceRules rules =
      world.rules.Silence({contact.desk}, {contact.group}, {contact.owner});
  if (!contact.warned && !rules.WarnAfter().off()) {
    contact.warned = true;
    EmitTexts(world, contact, TextSource::kWarning, rules.warning);
    ArmIfSooner(world, c);
    return;
  }
  PostClose(world, c, Reason::kCustomerSilent, ClosedBy::kRule);
}

}  // namespace kefu::silence
