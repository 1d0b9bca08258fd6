// What a customer's text says to the rules of a desk (K1 to K3).
//
//   switch word   the whole text: the robot hands over (K1). It means something
//                 only while the robot has the session, or could have it
//   keyword       the whole text, or a part of it; the first declared rule of
//                 the desk that it meets (K3). Some hand over, too (K2)
//
// Only texts are looked at, folded as the ruleset says; a text that is no UTF-8
// meets what its bytes meet.

#ifndef KEFU_FACTS_KEYWORDS_H_
#define KEFU_FACTS_KEYWORDS_H_

#include <cstdint>
#include <string_view>

#include "kefu/ids.h"
#include "kefu/vocabulary.h"
#include "src/model/keyword_data.h"
#include "src/model/world.h"

namespace kefu {

// What a customer says: by a message, or by a click on an item (K4).
struct Saying {
  MessageKind kind = MessageKind::kNone;  // kNone: nothing
  std::string_view text;
  WindowTrigger trigger = WindowTrigger::kMessage;
  bool hands_over = false;  // the item does
};

struct Heard {
  const SayRule* keyword = nullptr;
  bool hands_over = false;  // to people, away from the robot
};

// `with_robot`: whether the robot has the session, or could have it.
Heard Hear(const World& world, DeskId desk, const Saying& saying,
           bool with_robot);

// Whether a way to hand over that has these hours is open now (K2).
bool IsWayOpen(const World& world, ScheduleId hours);

// The default reply that goes out instead of the robot's answer, at a desk
// where none is first (K3): null, there is none.
const SayRule* DefaultReplyAt(const World& world, DeskId desk);

}  // namespace kefu

#endif  // KEFU_FACTS_KEYWORDS_H_
