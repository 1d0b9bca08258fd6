#include "src/moves/campaigns.h"

#include "src/facts/audience.h"
#include "src/moves/step.h"
#include "src/moves/step_visit.h"

namespace kefu::campaigns {
namespace {

MarkRow MarkOf(MarkKind kind, uint32_t id) {
  MarkRow mark;
  mark.kind = kind;
  mark.id = id;
  return mark;
}

uint8_t StateOf(const World& world, uint32_t customer, uint32_t campaign) {
  const MarkRow mark = MarkOf(MarkKind::kCampaign, campaign);
  const uint32_t row = world.marks.Find(customer, mark.Key());
  return row == 0 ? 0 : world.marks[row].state;
}

// REQUIRES: room for a mark.
void AddState(World& world, uint32_t customer, uint32_t campaign,
              uint8_t state) {
  const MarkRow mark = MarkOf(MarkKind::kCampaign, campaign);
  world.marks[world.marks.FindOrAdd(customer, mark)].state |= state;
}

EffectRecord& EmitSend(World& world, uint32_t customer, TextSource source,
                       TextId texts) {
  EffectRecord& effect = world.out.Add(EffectType::kSend);
  effect.customer = world.CustomerOf(customer).value;
  effect.detail = static_cast<uint8_t>(source);
  effect.value = texts.value;
  return effect;
}

void EmitCampaign(World& world, uint32_t customer, DeskId desk,
                  uint32_t campaign, Reason what) {
  EffectRecord& effect =
      EmitRecord(world, RecordWhat::kCampaign, customer, desk);
  effect.reason = static_cast<uint16_t>(what);
  effect.asked = campaign;
}

void Show(World& world, uint32_t customer, uint32_t campaign) {
  EmitSend(world, customer, TextSource::kCampaign,
           world.rules.campaigns[campaign].texts)
      .asked = campaign;
  AddState(world, customer, campaign, kShownMark);
}

void EmitGift(World& world, uint32_t customer, DeskId desk, uint32_t campaign,
              const GiftData& gift) {
  EffectRecord& effect = world.out.Add(EffectType::kGrant);
  effect.customer = world.CustomerOf(customer).value;
  effect.desk = desk.value;
  effect.detail = static_cast<uint8_t>(gift.kind);
  effect.agent = gift.amount;
  effect.value = gift.coupon.value;
  effect.asked = campaign;
}

// Where he has clicked: at a desk it is a message, and passes its window (K9).
void EmitGiftNotice(World& world, uint32_t customer, DeskId desk,
                    uint32_t campaign, const GiftData& gift) {
  if (!gift.notice) return;
  if (desk) {
    EmitTextsTo(world, customer, desk, TextSource::kGrantNotice, gift.notice);
  } else {
    EmitSend(world, customer, TextSource::kGrantNotice, gift.notice).asked =
        campaign;
  }
}

}  // namespace

Reason Visit(World& world, const CustomerVisits& event) {
  uint32_t customer = 0;
  if (Reason r = CheckVisit(world, event, &customer); r != Reason::kNone) {
    return r;
  }
  const std::vector<uint32_t>& declared = world.rules.declared_campaigns;
  world.out.Reserve(2 * declared.size() + 1);
  world.marks.Reserve(declared.size());
  StartVisit(world, customer, event.channel, true);
  const uint32_t own = world.profiles[customer].store;
  const kefu::Visit visit{customer, event.channel, event.page,
                          event.store ? event.store.value : own};
  // Shown at once, so the records stand behind all of them (T5).
  std::vector<uint32_t>& shown = world.shown;
  shown.clear();
  for (const uint32_t campaign : declared) {
    if ((StateOf(world, customer, campaign) & kClaimedMark) != 0) continue;
    if (IsFor(world, world.rules.campaigns[campaign], visit)) {
      shown.push_back(campaign);
    }
  }
  for (const uint32_t campaign : shown) Show(world, customer, campaign);
  EmitRecord(world, RecordWhat::kVisit, customer, {});
  for (const uint32_t campaign : shown) {
    EmitCampaign(world, customer, {}, campaign, Reason::kShown);
  }
  return Reason::kNone;
}

Reason Claim(World& world, const CustomerClicks& event) {
  if (event.desk) {
    if (Reason r = CheckDesk(world, event.desk); r != Reason::kNone) return r;
  }
  uint32_t customer = 0;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const uint32_t campaign = world.rules.campaign_ids.Find(event.campaign);
  const CampaignData& data = world.rules.campaigns[campaign];
  if (!data.alive) return Reason::kUnknownCampaign;
  if (!RunsNow(world, data)) return Reason::kCampaignOver;
  const uint8_t state = StateOf(world, customer, campaign);
  if ((state & kShownMark) == 0) return Reason::kNotShown;
  if ((state & kClaimedMark) != 0) return Reason::kAlreadyClaimed;
  world.out.Reserve(2 * data.gifts.size() + 2);
  for (const GiftData& gift : data.gifts) {
    EmitGift(world, customer, event.desk, campaign, gift);
  }
  for (const GiftData& gift : data.gifts) {
    EmitGiftNotice(world, customer, event.desk, campaign, gift);
  }
  EmitCampaign(world, customer, event.desk, campaign, Reason::kClicked);
  if (data.gifts.empty()) return Reason::kNone;
  EmitCampaign(world, customer, event.desk, campaign, Reason::kGranted);
  AddState(world, customer, campaign, kClaimedMark);
  return Reason::kNone;
}

Reason AddContact(World& world, const CustomerAddsContact& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (event.link && !world.rules.Knows(event.link)) {
    return Reason::kUnknownLink;
  }
  uint32_t customer = 0;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (world.rules.contact_at != ContactPoint::kOff) {
    world.marks.Reserve(1);
    world.marks.FindOrAdd(customer,
                          MarkOf(MarkKind::kContact, event.agent.value));
  }
  const DeskId desk =
      event.link ? world.rules.links[event.link.value].desk : DeskId{};
  EmitRecord(world, RecordWhat::kContact, customer, desk).agent =
      event.agent.value;
  return Reason::kNone;
}

}  // namespace kefu::campaigns
