// --explain: everything that happens to one customer, in words.

#ifndef KEFU_TOOLS_REPLAY_STORY_H_
#define KEFU_TOOLS_REPLAY_STORY_H_

#include <cstddef>
#include <map>
#include <span>
#include <string>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"

namespace kefu::tools {

class Story {
 public:
  // `engine` must outlive it. A customer who never appears has no story.
  Story(const Engine* engine, std::string customer, Language language)
      : engine_(*engine), customer_(std::move(customer)), language_(language) {}

  // Before an event is applied: if it may open a session of the customer, what
  // the routing would decide now, and why.
  void Before(const EventRecord& event, std::span<const std::byte> payloads,
              std::string* out);
  // After it: an effect, if it is about the customer.
  void After(const EffectRecord& effect, std::string* out) const;

 private:
  const Engine& engine_;
  std::string customer_;
  Language language_;
  // What entering left for the message that opens (S1), by desk.
  std::map<DeskId, Engine::Request> entered_;
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_STORY_H_
