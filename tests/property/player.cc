#include "tests/property/player.h"

#include <cstdlib>
#include <cstring>

namespace kefu::property {
namespace {

template <class List, class Rep>
void Place(const List& ids, Rep* id) {
  for (size_t i = 0; i < ids.size(); ++i) {
    if (ids[i].value == *id && *id != 0) {
      *id = static_cast<Rep>(i + 1);
      return;
    }
  }
}

uint32_t HashOf(std::span<const std::string> texts) {
  uint32_t hash = 2166136261u;
  for (const std::string& text : texts) {
    for (const char c : text + '\n') {
      hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    }
  }
  return hash;
}

}  // namespace

Player::Player(const World& world, std::shared_ptr<const Ruleset> ruleset,
               const std::vector<int>& order)
    : ruleset_(ruleset), engine_(ruleset), cast_(LookUp(world, *ruleset)) {
  LookUpCustomers(world, order, &engine_, &cast_);
  for (size_t i = 0; i < cast_.customers.size(); ++i) {
    places_[cast_.customers[i].value] = i + 1;
  }
}

void Player::LookUpAgain(const Step& step) {
  property::LookUpAgain(
      step,
      [&](int place) {
        const CustomerId id = LookUpCustomer(place, &engine_);
        places_[id.value] = static_cast<uint64_t>(place) + 1;
        return id;
      },
      &cast_);
}

std::vector<EffectRecord> Player::Do(const Step& step) {
  LookUpAgain(step);
  return Tell(step);
}

std::vector<EffectRecord> Player::Tell(const Step& step) {
  batch_.Clear();
  effects_.Clear();
  Add(step, cast_, &batch_);
  engine_.Apply(batch_.records()[0], batch_.payloads(), &effects_);
  if (passage_) engine_ = passage_(std::move(engine_));
  NoteForgotten(effects_.records(), &cast_);
  std::vector<EffectRecord> placed;
  for (const EffectRecord& effect : effects_) placed.push_back(Placed(effect));
  return placed;
}

std::vector<EffectRecord> Player::PassTime(int64_t at) {
  Step step;
  step.type = EventType::kTimePasses;
  step.at = at;
  return Do(step);
}

EffectRecord Player::Placed(EffectRecord effect) const {
  const auto place = places_.find(effect.customer);
  if (place != places_.end()) effect.customer = place->second;
  Place(cast_.agents, &effect.agent);
  // Of a record that is the source of a text (K9), of a text the rule.
  if (effect.Type() == EffectType::kSend ||
      effect.Type() == EffectType::kGrant) {
    Place(cast_.rules, &effect.group);
  } else if (effect.Type() != EffectType::kRecord) {
    Place(cast_.groups, &effect.group);
  }
  Place(cast_.desks, &effect.desk);
  if (effect.Type() == EffectType::kOpenSession) {
    Place(cast_.links, &effect.value);
  } else if (effect.Type() == EffectType::kTransfer) {
    Place(cast_.agents, &effect.value);
  } else if (effect.Type() == EffectType::kRecord) {
    Place(cast_.crowds, &effect.value);
    if (effect.detail == static_cast<uint8_t>(RecordWhat::kCampaign)) {
      Place(cast_.rules, &effect.asked);
    }
  } else if (effect.Type() == EffectType::kSendTemplate) {
    Place(cast_.channels, &effect.value);
  } else if (effect.Type() == EffectType::kSend) {
    effect.value = HashOf(ruleset_->Texts(TextId{effect.value}));
  } else if (effect.Type() == EffectType::kGrant) {
    const std::string coupon(ruleset_->Name(CouponId{effect.value}));
    effect.value = HashOf(std::span(&coupon, 1));
  }
  return effect;
}

std::vector<EffectRecord> Unnumbered(std::vector<EffectRecord> effects) {
  for (EffectRecord& effect : effects) effect.event = effect.index = 0;
  return effects;
}

std::string Compare(const std::vector<EffectRecord>& a,
                    const std::vector<EffectRecord>& b) {
  if (a.size() == b.size() &&
      (a.empty() ||
       std::memcmp(a.data(), b.data(), a.size() * sizeof a[0]) == 0)) {
    return "";
  }
  return "one:\n" + ToText(a) + "other:\n" + ToText(b);
}

Budget BudgetOf(uint64_t usual_worlds, size_t usual_events) {
  const auto number = [](const char* name, uint64_t usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
  };
  Budget budget;
  budget.first_seed = number("KEFU_SEED", 1);
  budget.worlds = usual_worlds * number("KEFU_WORLDS", 100) / 100;
  if (budget.worlds == 0) budget.worlds = 1;
  budget.events = number("KEFU_EVENTS", usual_events);
  return budget;
}

}  // namespace kefu::property
