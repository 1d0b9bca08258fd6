// What may be sent to a customer, and why not (W1 to W7). One answer, for those
// who ask (Engine::MaySend) and for what a send then does.
//
// Looked at in this order: kind and number of items (W6), whether he is on the
// page (W4), the window with what is left of it (W1), the state of the session
// for automatic texts (W7); then whether a template may go instead (W3).

#ifndef KEFU_FACTS_WINDOW_H_
#define KEFU_FACTS_WINDOW_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"
#include "src/model/channel_data.h"
#include "src/model/world.h"

namespace kefu {

inline ChannelId ChannelOf(const World& world, DeskId desk) {
  return world.rules.desks[desk.value].channel;
}

struct SendAsk {
  uint32_t customer = 0;
  DeskId desk;
  Sender who = Sender::kAgent;
  SendUse use = SendUse::kAny;
  MessageKind kind = MessageKind::kText;
  // Messages that go out together; of products and articles the items of one.
  uint32_t count = 1;
  uint32_t times = 1;  // so many of such messages
  SessionState state =
      SessionState::kClosed;  // of his session there (StateFor)
  Instant at;                 // not before the engine's time
};

enum class SendWay : uint8_t {
  kDirect,
  kTemplate,  // a template instead (W3)
  kLater,     // he is off the page: a template, unless he is back (W4)
  kNot,
};

struct SendAnswer {
  SendWay way = SendWay::kDirect;
  Reason reason = Reason::kNone;     // why not directly
  uint32_t messages = 1;             // that count
  uint32_t left = kUnlimited;        // that may go out directly, these included
  bool counts = false;               // what goes out is taken from a number
  Instant until = Instant::Never();  // until when the last of those may
};

// REQUIRES: a known desk and customer.
SendAnswer AskSend(const World& world, const SendAsk& ask);

// Why no template may go out at this channel; kNone: one may (W3).
Reason AskTemplate(const World& world, uint32_t customer, ChannelId channel);

// Whether the file may be sent there; a name without a type may not (W6).
bool MaySendFile(const ChannelData& channel, std::string_view file_name);

// Whether several of them may be in one message (W6).
constexpr bool CountsItems(MessageKind kind) {
  return kind == MessageKind::kProduct || kind == MessageKind::kArticle;
}

// What an automatic text is for.
SendUse UseOf(TextSource source);

// The row of a customer who is off the page of a desk; 0: he is on it (W4).
uint32_t OffPage(const World& world, uint32_t customer, DeskId desk);

}  // namespace kefu

#endif  // KEFU_FACTS_WINDOW_H_
