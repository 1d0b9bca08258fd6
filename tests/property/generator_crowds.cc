#include "tests/property/generator_crowds.h"

#include <algorithm>
#include <utility>

#include "tests/property/generator_kinds.h"
#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

constexpr int64_t kHourMs = 3'600'000;
constexpr int64_t kDayMs = 24 * kHourMs;
constexpr int64_t kOffsetMs = 8 * kHourMs;  // of the tenant

int64_t LocalMidnight(int64_t now) {
  return (now + kOffsetMs) / kDayMs * kDayMs - kOffsetMs;
}

const std::vector<std::string> kWords{"red", "green", "blue"};

class CrowdMaker {
 public:
  CrowdMaker(World* world, Random* random)
      : world_(*world), config_(world->config), random_(*random) {}

  void Make() {
    using enum AttributeType;
    for (const AttributeType type : {kNumber, kText, kTexts, kTime, kFlag}) {
      if (!random_.Chance(80)) continue;
      AttributeConfig attribute;
      attribute.name =
          MakeName(&random_, "attribute", config_.attributes.size());
      attribute.type = type;
      config_.attributes.push_back(attribute);
    }
    for (const auto& name : MakeNames(&random_, "tag", random_.Between(0, 4))) {
      TagConfig tag;
      tag.name = name;
      tag.dedicated_agent = MaybeAgent(20);
      tag.priority = MaybePriority(20);
      config_.tags.push_back(tag);
    }
    config_.crowds.live = random_.Chance(25);
    config_.crowds.refresh_at = Duration::Minutes(random_.Below(361));
    if (random_.Chance(30)) config_.crowds.refreshes_by_hand = random_.Below(3);
    for (const auto& name :
         MakeNames(&random_, "crowd", random_.Between(0, 5))) {
      config_.crowds.list.push_back(Crowd(name));
    }
    if (random_.Chance(40)) {
      const auto& priorities = config_.queue.priorities;
      if (priorities && !priorities->empty()) {
        config_.queue.dedicated_priority = MaybePriority(100);
      }
    }
    if (random_.Chance(20)) config_.limits.customer_attributes = 2;
    if (random_.Chance(20)) config_.limits.customer_tags = 1;
    MakeScopes();
  }

 private:
  std::string MaybeAgent(int percent) {
    if (config_.agents.empty() || !random_.Chance(percent)) return "";
    return random_.Pick(config_.agents).name;
  }
  std::string MaybePriority(int percent) {
    const auto& all = config_.queue.priorities;
    if (!all || all->empty() || !random_.Chance(percent)) return "";
    return random_.Pick(*all).name;
  }

  CrowdConfig Crowd(const std::string& name) {
    CrowdConfig crowd;
    crowd.name = name;
    crowd.on = random_.Chance(90);
    crowd.removed = random_.Chance(10);
    crowd.dedicated_agent = MaybeAgent(25);
    crowd.priority = MaybePriority(25);
    const int crosses = random_.Between(1, 2);
    for (int i = 0; i < crosses; ++i) {
      CrossConditionConfig cross;
      const int count = random_.Between(1, 3);
      for (int k = 0; k < count; ++k) cross.any.push_back(Condition());
      crowd.all.push_back(std::move(cross));
    }
    return crowd;
  }

  ConditionConfig Condition() {
    using enum Operator;
    ConditionConfig c;
    if (random_.Chance(20)) {
      c.is = random_.Chance(60) ? kUnknown : kKnown;
      if (!config_.attributes.empty() && random_.Chance(80)) {
        c.attribute = random_.Pick(config_.attributes).name;
      }
      return c;
    }
    const bool tags = config_.attributes.empty() || random_.Chance(20);
    if (tags && config_.tags.empty()) {
      c.is = random_.Chance(50) ? kUnknown : kKnown;
      return c;
    }
    if (tags) {
      c.is = random_.Pick(std::vector{kAnyOf, kAllOf, kNoneOf});
      c.values = Some(&random_, NamesOf(config_.tags), 60);
      if (c.values.empty()) c.values = {config_.tags[0].name};
      return c;
    }
    const AttributeConfig& attribute = random_.Pick(config_.attributes);
    c.attribute = attribute.name;
    Compare(attribute.type, &c);
    return c;
  }

  void Compare(AttributeType type, ConditionConfig* c) {
    using enum Operator;
    switch (type) {
      case AttributeType::kNumber:
        c->is = random_.Pick(
            std::vector{kAtLeast, kAtMost, kEquals, kDiffers, kBetween});
        if (c->is == kBetween) return Range(c, 0, 3);
        c->number = random_.Below(4);
        return;
      case AttributeType::kText:
      case AttributeType::kTexts:
        c->is = random_.Pick(std::vector{kAnyOf, kAllOf, kNoneOf});
        c->values = Some(&random_, kWords, 60);
        if (c->values.empty()) c->values = {kWords[0]};
        return;
      case AttributeType::kTime:
        c->is = random_.Pick(std::vector{kDays, kMonths, kAnniversary});
        return c->is == kMonths ? Range(c, -1, 1) : Range(c, -3, 3);
      case AttributeType::kFlag:
        c->is = random_.Chance(50) ? kYes : kNo;
        return;
    }
  }
  void Range(ConditionConfig* c, int low, int high) {
    const int64_t from = random_.Between(low, high);
    if (random_.Chance(80)) c->from = from;
    if (!c->from || random_.Chance(80)) {
      c->to = random_.Between(static_cast<int>(from), high);
    }
  }

  // R8, R9
  void MakeScopes() {
    for (LinkConfig& link : config_.links) {
      if (random_.Chance(50)) link.scene = random_.Pick(kWords);
    }
    for (const std::string& name : Some(&random_, world_.products, 60)) {
      config_.products.push_back({name, Some(&random_, kWords, 40)});
    }
    std::vector<std::string> categories;
    for (const ProductConfig& product : config_.products) {
      for (const std::string& category : product.categories) {
        if (std::count(categories.begin(), categories.end(), category) == 0) {
          categories.push_back(category);
        }
      }
    }
    std::vector<std::string> crowds;
    for (const CrowdConfig& crowd : config_.crowds.list) {
      if (!crowd.removed) crowds.push_back(crowd.name);
    }
    for (GroupConfig& group : config_.groups) {
      ScopeConfig& scope = group.scope;
      if (random_.Chance(35)) scope.crowds = Some(&random_, crowds, 50);
      if (random_.Chance(10)) scope.categories = Some(&random_, categories, 50);
      if (random_.Chance(10)) {
        scope.links = Some(&random_, NamesOf(config_.links), 50);
      }
      if (random_.Chance(10)) scope.scenes = Some(&random_, kWords, 40);
      if (random_.Chance(10)) scope.pages = Some(&random_, world_.pages, 50);
      if (random_.Chance(10)) {
        scope.channels = Some(&random_, NamesOf(config_.channels), 50);
      }
      if (random_.Chance(10)) {
        scope.stores = Some(&random_, NamesOf(config_.stores), 50);
      }
      if (random_.Chance(10)) {
        scope.languages = Some(&random_, world_.languages, 50);
      }
    }
  }

  World& world_;
  Config& config_;
  Random& random_;
};

}  // namespace

void MakeCrowds(World* world, Random* random) {
  CrowdMaker(world, random).Make();
}

std::vector<ScopeDimension> MakeScopeOrder(Random* random) {
  using enum ScopeDimension;
  std::vector<ScopeDimension> order{kProduct, kIntent,  kOrderStatus, kCrowd,
                                    kLink,    kScene,   kPage,        kChannel,
                                    kStore,   kLanguage};
  random->Shuffle(&order);
  order.resize(
      static_cast<size_t>(random->Between(1, static_cast<int>(order.size()))));
  return order;
}

namespace {

// A value of its type; `*more`: how many texts follow in the set.
Told::Value MakeValue(AttributeType type, Random* random, int64_t now,
                      int* more) {
  Told::Value value;
  value.text = random->Pick(kWords);
  if (random->Chance(2)) value.text = std::string(300, 'x');
  if (random->Chance(3)) value.text.clear();
  switch (type) {
    case AttributeType::kNumber:
      value.kind = ValueKind::kNumber;
      value.number = random->Below(4);
      break;
    case AttributeType::kFlag:
      value.kind = ValueKind::kFlag;
      value.number = random->Below(2);
      break;
    case AttributeType::kText:
      value.kind = ValueKind::kText;
      break;
    case AttributeType::kTexts:
      value.kind = ValueKind::kItem;
      *more = random->Below(3);
      break;
    case AttributeType::kTime:
      value.kind = ValueKind::kNumber;
      value.number = LocalMidnight(now) + random->Between(-3, 4) * kDayMs +
                     random->Between(-1, 1);
      if (random->Chance(30)) value.number -= 365 * kDayMs;
      if (random->Chance(10)) {
        value.kind = ValueKind::kText;
        value.text = "2025-11-21T00:00:00+08:00";
      }
      break;
  }
  return value;
}

void AddValues(const Config& config, Random* random, int64_t now, Told* told) {
  const bool unknown = config.attributes.empty() || random->Chance(1);
  const int place =
      unknown ? kUnknown
              : random->Below(static_cast<int>(config.attributes.size()));
  AttributeType type = AttributeType::kNumber;
  if (!unknown) type = config.attributes[static_cast<size_t>(place)].type;
  if (random->Chance(1)) type = AttributeType::kFlag;
  int more = 0;
  Told::Value value = MakeValue(type, random, now, &more);
  if (random->Chance(10)) value = {kNone, ValueKind::kNothing, 0, ""};
  value.attribute = place;
  told->attributes.push_back(value);
  for (; more > 0; --more) {
    value.text = random->Pick(kWords);
    if (value.kind == ValueKind::kItem) told->attributes.push_back(value);
  }
}

}  // namespace

Told MakeTold(const World& world, Random* random, bool whole, int64_t now) {
  const Config& config = world.config;
  Told told;
  const int count = random->Chance(70) ? random->Between(1, 3) : 0;
  for (int i = 0; i < count; ++i) AddValues(config, random, now, &told);
  if (!whole) return told;
  if (random->Chance(40)) {
    told.tags.emplace();
    for (size_t i = 0; i < config.tags.size(); ++i) {
      if (random->Chance(40)) told.tags->push_back(static_cast<int>(i));
    }
    if (random->Chance(2)) told.tags->push_back(kUnknown);
  }
  const bool waits = world.leaning == Leaning::kDedicated;
  if (random->Chance(waits ? 80 : 20)) {
    told.dedicated =
        config.agents.empty() || random->Chance(waits ? 5 : 30)
            ? kNone
            : random->Below(static_cast<int>(config.agents.size()));
    if (random->Chance(3)) told.dedicated = kUnknown;
  }
  if (random->Chance(config.stores.empty() ? 1 : 40)) {
    told.home_store = PickStore(world, random);
  }
  return told;
}

int64_t NearCrowds(const World& world, Random* random, int64_t now) {
  int64_t at = LocalMidnight(now);
  if (random->Chance(60)) at += world.config.crowds.refresh_at.ms;
  if (at <= now) at += kDayMs;
  return at + random->Between(-1, 1);
}

}  // namespace kefu::property
