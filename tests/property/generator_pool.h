// Random settings for who comes while nobody is there: plans, robots, the pool,
// the notices and the forms (O1 to O5, R7, Q9, S1).

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_POOL_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_POOL_H_

#include <string>
#include <vector>

#include "kefu/config.h"
#include "tests/property/random.h"

namespace kefu::property {

class PoolMaker {
 public:
  // `main`, `proxy`: the tenant names a main account, a stand-in.
  PoolMaker(Random* random, bool main, bool proxy)
      : random_(*random), main_(main), proxy_(proxy) {}

  Plan PickPlan() {
    std::vector<Plan> plans{Plan::kQueue, Plan::kPool, Plan::kPool,
                            Plan::kRobot, Plan::kTextOnly};
    if (main_) plans.push_back(Plan::kMainAccount);
    if (proxy_) plans.push_back(Plan::kProxy);
    return random_.Pick(plans);
  }

  // What a tenant, a channel and a desk may say.
  template <class T>
  void Level(T* level, int percent) {
    OfflineConfig& offline = level->offline;
    if (random_.Chance(2 * percent)) offline.plan_nobody = PickPlan();
    if (random_.Chance(2 * percent)) offline.plan_closed = PickPlan();
    Texts(&offline.out_of_hours_text, "we are closed", 2 * percent);
    Texts(&offline.reply_nobody, "nobody is here", percent);
    Texts(&offline.reply_busy, "all of us are busy", percent);
    if (random_.Chance(percent)) {
      offline.out_of_hours_daily = random_.Chance(40);
    }
    if (random_.Chance(percent)) offline.out_of_hours_quiet = Soon();
    List(level, percent);
  }

  // What groups may say, too.
  template <class T>
  void List(T* level, int percent) {
    if (random_.Chance(2 * percent)) {
      level->offline.pool_hand_out =
          random_.Chance(60) ? PoolHandOut::kAuto : PoolHandOut::kDispatcher;
    }
    Texts(&level->queue.form, "leave a message", percent);
    if (random_.Chance(percent)) level->queue.form_after = Soon();
    if (random_.Chance(percent)) {
      level->queue.form_when_closed = random_.Chance(50);
    }
  }

  template <class T>
  void Robot(T* level, int percent) {
    if (random_.Chance(percent)) {
      level->routing.reception =
          random_.Chance(60) ? Reception::kRobot : Reception::kHuman;
    }
  }

  template <class T>
  void Merge(T* level, int percent) {
    if (random_.Chance(percent)) level->routing.merge_within = Soon();
  }

 private:
  Duration Soon() {
    if (random_.Chance(15)) return Duration::Off();
    return Duration::Seconds(random_.Between(1, 40));
  }
  void Texts(std::optional<std::vector<std::string>>* texts,
             const std::string& text, int percent) {
    MaybeText(&random_, percent, text, texts);
  }

  Random& random_;
  bool main_, proxy_;
};

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_POOL_H_
