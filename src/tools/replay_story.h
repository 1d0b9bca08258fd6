// --explain: everything that happens to one customer, in words.

#ifndef KEFU_TOOLS_REPLAY_STORY_H_
#define KEFU_TOOLS_REPLAY_STORY_H_

#include <deque>
#include <span>
#include <string>
#include <utility>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/trace.h"

namespace kefu::tools {

class Story {
 public:
  // `engine` must outlive it. A customer who never appears has no story.
  Story(const Engine* engine, std::string customer, Language language)
      : engine_(*engine), customer_(std::move(customer)), language_(language) {}

  // Tells one call of the engine: its effects that are about the customer,
  // and before those of a routing why it was decided so (E1).
  void Tell(std::span<const EffectRecord> effects,
            std::span<const Explanation> explanations, std::string* out);

 private:
  bool IsHis(CustomerId customer) const;
  void TellWhy(const EffectRecord& effect, std::string* out);
  void TellEffect(const EffectRecord& effect, std::string* out) const;

  const Engine& engine_;
  std::string customer_;
  Language language_;
  std::deque<Explanation> untold_;  // of the present call, in order
};

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_STORY_H_
