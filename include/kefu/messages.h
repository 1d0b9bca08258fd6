// What a `send` effect sends, ready to go out: its texts with what their
// variables stand for (K7).
//
//   if (auto send = As<Send>(record)) {
//     MessagesConfig messages = RenderMessages(ruleset, record, "Ms. Li");
//     for (const std::string& text : messages.texts) ...
//   }

#ifndef KEFU_MESSAGES_H_
#define KEFU_MESSAGES_H_

#include <string>
#include <string_view>

#include "kefu/config.h"
#include "kefu/effect.h"
#include "kefu/ids.h"
#include "kefu/ruleset.h"
#include "kefu/time.h"
#include "kefu/vocabulary.h"

#pragma GCC visibility push(default)
namespace kefu {

// What variables stand for; what is not given is as the ruleset has it.
struct MessageValues {
  Instant at{};     // {opening} is later than this
  DeskId desk{};    // {opening}; {agent}, if there is none; without a desk it
                    // is {company}
  AgentId agent{};  // {agent}
  std::string_view customer{};
  uint32_t position = 0;  // in the list, from 1; {ahead} is one less
  Capacity wait{};        // whole minutes
};

// Any messages of the ruleset, such as a quick reply (K6). Throws
// std::bad_alloc.
MessagesConfig RenderMessages(const Ruleset& ruleset, TextId messages,
                              const MessageValues& values);

// `send`: an effect of an engine with this ruleset; of other effects, nothing.
// {customer} is `customer`, or what the ruleset has for it. {opening} is a
// local time, "09:00", with its date where that is another day:
// "11-22 09:00". Throws std::bad_alloc.
MessagesConfig RenderMessages(const Ruleset& ruleset, const EffectRecord& send,
                              std::string_view customer = {});

// Appends an object: "texts", a list; "links", of {"title", "url"}; "menu", of
// {"text", "items"}, these of {"name", "text"}. What there is none of is left
// out.
void AppendJson(const MessagesConfig& messages, std::string* out);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_MESSAGES_H_
