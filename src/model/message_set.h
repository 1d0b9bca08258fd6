// What is sent at once: texts, links and a menu of the ruleset (G2, K3), and
// what its texts speak of (K7).

#ifndef KEFU_MODEL_MESSAGE_SET_H_
#define KEFU_MODEL_MESSAGE_SET_H_

#include <cstdint>
#include <string>

#include "kefu/config.h"
#include "kefu/ids.h"

namespace kefu {

// The kinds of what is sent, as bits by MessageKind.
uint16_t MessageKindsOf(const MessagesConfig& config);

struct MessageSet {
  uint32_t count = 0;  // messages
  uint16_t kinds = 0;  // of them, as bits by MessageKind
  bool names_agent = false;
  bool names_place = false;  // {position}, {ahead}
  bool names_wait = false;
  MessagesConfig config;
};

// An item of a menu that is sent 菜单项 (K2, K4).
struct ItemData {
  bool alive = false;
  bool hands_over = false;
  std::string text;
};

// A rule that sends by itself: a welcome, greeting, campaign or keyword.
struct RuleData {
  bool alive = false;
};

// A quick reply or a script (K6).
struct ReplyData {
  std::string group;  // folder or situation
  std::string shortcut;
  TextId messages;
};

}  // namespace kefu

#endif  // KEFU_MODEL_MESSAGE_SET_H_
