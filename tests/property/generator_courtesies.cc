#include "tests/property/generator_courtesies.h"

#include "tests/property/generator_kinds.h"
#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

bool HasCourtesies(const Config& config) {
  return !config.welcomes.list.empty() || !config.greetings.list.empty() ||
         !config.campaigns.list.empty() ||
         config.contact.at != ContactPoint::kOff;
}

class CourtesyMaker {
 public:
  explicit CourtesyMaker(World* world)
      : world_(*world),
        config_(world->config),
        random_(world->seed ^ 0x6772656574) {}

  void Make() {
    if (!random_.Chance(50)) return;
    const int percent = random_.Chance(50) ? 100 : 60;
    if (random_.Chance(percent)) Welcomes();
    if (random_.Chance(percent)) Greetings();
    if (random_.Chance(percent)) Campaigns();
    if (random_.Chance(percent)) Contact();
  }

 private:
  std::vector<std::string> Texts(const char* word) {
    std::vector<std::string> texts;
    const int count = random_.Between(1, 3);
    for (int i = 0; i < count; ++i) {
      texts.push_back(word + std::to_string(random_.Below(3)));
    }
    return texts;
  }
  std::string AnyDesk() { return random_.Pick(NamesOf(config_.desks)); }
  std::string AnySchedule() {
    return config_.schedules.empty() ? ""
                                     : random_.Pick(NamesOf(config_.schedules));
  }

  // One default for each desk at most.
  void Welcomes() {
    WelcomesConfig& welcomes = config_.welcomes;
    welcomes.quiet =
        random_.Chance(15) ? Duration::Off() : ShortDuration(&random_);
    std::vector<std::string> free = NamesOf(config_.desks);
    const int count = random_.Between(1, 4);
    for (int i = 0; i < count; ++i) {
      WelcomeConfig one;
      one.name = "welcome " + std::to_string(i);
      one.messages.texts = Texts("hello ");
      one.schedule = random_.Chance(60) ? AnySchedule() : "";
      if (!one.schedule.empty()) {
        if (random_.Chance(50)) one.desks = {AnyDesk()};
      } else if (free.size() == config_.desks.size() && random_.Chance(40)) {
        free.clear();
      } else if (free.empty()) {
        continue;
      } else {
        one.desks = {random_.Pick(free)};
        std::erase(free, one.desks[0]);
      }
      welcomes.list.push_back(std::move(one));
    }
  }

  void Greetings() {
    config_.greetings.yield_to_person = random_.Chance(70);
    const int count = random_.Chance(10) ? 10 : random_.Between(1, 4);
    for (int i = 0; i < count; ++i) {
      const DeskConfig& desk = random_.Pick(config_.desks);
      if (desk.channel.empty()) continue;
      GreetingConfig one;
      one.name = "greeting " + std::to_string(i);
      one.desk = desk.name;
      one.from =
          random_.Chance(60) ? GreetingFrom::kVisit : GreetingFrom::kExit;
      one.after = ShortDuration(&random_);
      one.messages.texts = Texts("may I help ");
      config_.greetings.list.push_back(std::move(one));
    }
  }

  std::string Attribute(AttributeType type) {
    for (const AttributeConfig& one : config_.attributes) {
      if (one.type == type) return one.name;
    }
    return "";
  }

  void PickAudience(CampaignConfig* campaign) {
    campaign->audience = static_cast<Audience>(random_.Below(6));
    const std::string orders = Attribute(AttributeType::kNumber);
    const std::string member = Attribute(AttributeType::kFlag);
    campaign->tags = Some(&random_, NamesOf(config_.tags), 40);
    for (const CrowdConfig& crowd : config_.crowds.list) {
      if (!crowd.removed && random_.Chance(50)) {
        campaign->crowds.push_back(crowd.name);
      }
    }
    const bool fits =
        (campaign->audience != Audience::kNewCustomers || !orders.empty()) &&
        (campaign->audience != Audience::kMembers || !member.empty()) &&
        (campaign->audience != Audience::kTags || !campaign->tags.empty()) &&
        (campaign->audience != Audience::kCrowds || !campaign->crowds.empty());
    if (!fits) campaign->audience = Audience::kAll;
    if (campaign->audience != Audience::kTags) campaign->tags.clear();
    if (campaign->audience != Audience::kCrowds) campaign->crowds.clear();
    if (!orders.empty()) config_.campaigns.orders = orders;
    if (!member.empty()) config_.campaigns.member = member;
  }

  // In the first half hour of a world's story.
  std::string Time(int from, int to) {
    const int minute = random_.Between(from, to);
    return "2025-11-21T10:" + std::to_string(minute / 10) +
           std::to_string(minute % 10) + ":00+08:00";
  }

  void Campaigns() {
    const int count = random_.Between(1, 4);
    for (int i = 0; i < count; ++i) {
      CampaignConfig one;
      one.name = "campaign " + std::to_string(i);
      if (random_.Chance(25)) one.from = Time(0, 3);
      if (random_.Chance(25)) one.until = Time(5, 30);
      PickAudience(&one);
      if (random_.Chance(20)) {
        one.channels = Some(&random_, NamesOf(config_.channels), 60);
      }
      if (random_.Chance(20)) one.pages = Some(&random_, world_.pages, 50);
      if (random_.Chance(20)) {
        one.stores = Some(&random_, NamesOf(config_.stores), 40);
      }
      if (random_.Chance(70))
        one.texts = Texts(random_.Chance(30) ? "says {agent}: " : "come in ");
      const int gifts = random_.Between(0, 3);
      for (int g = 0; g < gifts; ++g) one.gifts.push_back(Gift());
      config_.campaigns.list.push_back(std::move(one));
    }
  }

  GiftConfig Gift() {
    GiftConfig gift;
    gift.kind = static_cast<GiftKind>(random_.Between(1, 3));
    if (gift.kind == GiftKind::kCoupon) {
      gift.coupon = "coupon " + std::to_string(random_.Below(3));
    } else {
      gift.amount = random_.Between(1, 1000);
    }
    gift.notify = random_.Chance(50);
    if (gift.notify || random_.Chance(20)) {
      gift.notice = Texts(random_.Chance(30) ? "{agent} gives " : "yours ");
    }
    return gift;
  }

  void Contact() {
    ContactConfig& contact = config_.contact;
    contact.at = static_cast<ContactPoint>(random_.Between(1, 3));
    contact.after_messages = random_.Between(1, 4);
    contact.messages.texts = Texts("add me ");
    if (random_.Chance(30)) contact.desks = {AnyDesk()};
  }

  World& world_;
  Config& config_;
  Random random_;
};

}  // namespace

void MakeCourtesies(World* world) { CourtesyMaker(world).Make(); }

void PickCourtesyType(const World& world, Random* random, Step* step) {
  if (!HasCourtesies(world.config) || !random->Chance(22)) return;
  const int n = random->Below(100);
  if (n < 40) {
    step->type = EventType::kCustomerVisits;
  } else if (n < 60) {
    step->type = EventType::kCustomerExits;
  } else if (n < 85) {
    step->type = world.config.campaigns.list.empty() && random->Chance(90)
                     ? EventType::kCustomerVisits
                     : EventType::kCustomerClicks;
  } else {
    step->type =
        world.config.contact.at == ContactPoint::kOff && random->Chance(80)
            ? EventType::kCustomerVisits
            : EventType::kCustomerAddsContact;
  }
}

void PickCourtesy(const World& world, Random* random, Step* step) {
  const Config& config = world.config;
  if (!HasCourtesies(config)) return;
  const auto place = [&](size_t count) {
    return count == 0 || random->Chance(2)
               ? kUnknown
               : random->Below(static_cast<int>(count));
  };
  switch (step->type) {
    case EventType::kCustomerVisits:
    case EventType::kCustomerExits:
      step->channel = place(config.channels.size());
      if (random->Chance(30)) step->page = place(world.pages.size());
      step->store = PickStore(world, random);
      break;
    case EventType::kCustomerClicks:
      if (config.campaigns.list.empty() ||
          (step->item != kNone && random->Chance(40))) {
        break;
      }
      step->item = kNone;
      step->campaign = place(config.campaigns.list.size());
      if (random->Chance(50)) step->desk = kNone;
      break;
    case EventType::kCustomerAddsContact:
      step->agent = place(config.agents.size());
      if (!config.links.empty() && random->Chance(50)) {
        step->link = place(config.links.size());
      }
      step->desk = kNone;
      break;
    case EventType::kDeliveryFails:
      if (!config.welcomes.list.empty() && random->Chance(70)) {
        step->source = TextSource::kWelcome;
      }
      break;
    default:
      break;
  }
}

}  // namespace kefu::property
