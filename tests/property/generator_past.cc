#include "tests/property/generator_past.h"

#include <string>
#include <vector>

#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

class PastMaker {
 public:
  explicit PastMaker(World* world)
      : config_(world->config), random_(world->seed ^ 0x70617374) {}

  void Make() {
    config_.tenant.keep_unanswered = random_.Chance(50);
    if (!random_.Chance(60)) return;
    RatingConfig& rating = config_.feedback.rating;
    rating.on = random_.Chance(85);
    Scale(&rating);
    Level(&rating, 60);
    for (ChannelConfig& channel : config_.channels) {
      Level(&channel.feedback.rating, 10);
    }
    for (DeskConfig& desk : config_.desks) {
      if (random_.Chance(20)) desk.feedback.rating.on = random_.Chance(60);
      Level(&desk.feedback.rating, 15);
    }
  }

 private:
  void Scale(RatingConfig* rating) {
    if (!random_.Chance(40)) return;
    rating->min = random_.Between(0, 2);
    rating->max = *rating->min + random_.Between(1, 4);
    if (!random_.Chance(50)) return;
    rating->labels.emplace();
    for (int64_t s = *rating->min; s <= *rating->max; ++s) {
      rating->labels->push_back("grade " + std::to_string(s));
    }
  }

  void Level(RatingConfig* rating, int percent) {
    Texts(&rating->texts, "how was it", percent);
    if (random_.Chance(percent)) {
      rating->at_close.emplace();
      for (int r = 0; r < 12; ++r) {
        if (random_.Chance(60)) {
          rating->at_close->push_back(static_cast<CloseReason>(r));
        }
      }
    }
    if (random_.Chance(percent / 2)) rating->invited_only = random_.Chance(60);
    if (random_.Chance(percent)) rating->within = ShortDuration(&random_);
    if (random_.Chance(percent)) {
      rating->lapse_after =
          random_.Chance(15) ? Duration::Off() : ShortDuration(&random_);
    }
    Texts(&rating->lapse_texts, "no grade", percent);
    if (random_.Chance(percent / 2)) rating->hours = TimerHours::kOpeningHours;
  }

  void Texts(std::optional<std::vector<std::string>>* texts,
             const std::string& text, int percent) {
    if (!MaybeText(&random_, percent, text, texts)) return;
    if (random_.Chance(15)) (*texts)->push_back("please");
  }

  Config& config_;
  Random random_;
};

}  // namespace

void MakePast(World* world) { PastMaker(world).Make(); }

void PickScore(Random* random, bool may_miss, Step* step) {
  if (may_miss && random->Chance(3)) return;
  step->items = static_cast<uint32_t>(random->Between(0, 6));
  if (random->Chance(70)) step->items = static_cast<uint32_t>(2);
}

Engine::UnansweredQuestion MakeUnansweredQuestion(const World& world,
                                                  const Cast& cast,
                                                  Random* random) {
  Engine::UnansweredQuestion question;
  if (random->Chance(30)) question.desk = random->Pick(cast.desks);
  if (!world.config.agents.empty() && random->Chance(30)) {
    question.agent = random->Pick(cast.agents);
  }
  if (random->Chance(40)) {
    question.limit = static_cast<size_t>(random->Between(0, 4));
  }
  return question;
}

}  // namespace kefu::property
