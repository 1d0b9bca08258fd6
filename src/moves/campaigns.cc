#include "src/moves/campaigns.h"

#include <algorithm>
#include <string_view>

#include "src/facts/audience.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"
#include "src/moves/step_visit.h"

namespace kefu::campaigns {
namespace {

uint8_t StateOf(const World& world, uint32_t customer,
                const CampaignData& campaign) {
  const MarkRow mark = MarkOf(MarkKind::kCampaign, campaign.rule.value);
  const uint32_t row = world.marks.Find(customer, mark.Key());
  return row == 0 ? 0 : world.marks[row].state;
}

// REQUIRES: room for a mark.
void AddState(World& world, uint32_t customer, const CampaignData& campaign,
              uint8_t state) {
  const MarkRow mark = MarkOf(MarkKind::kCampaign, campaign.rule.value);
  world.marks[world.marks.FindOrAdd(customer, mark)].state |= state;
}

void EmitCampaign(World& world, uint32_t customer, DeskId desk,
                  const CampaignData& campaign, Reason what) {
  EffectRecord& effect =
      EmitRecord(world, RecordWhat::kCampaign, customer, desk);
  effect.reason = static_cast<uint16_t>(what);
  effect.asked = campaign.rule.value;
}

void EmitGift(World& world, uint32_t customer, DeskId desk,
              const CampaignData& campaign, const GiftData& gift) {
  EffectRecord& effect = world.out.Add(EffectType::kGrant);
  effect.customer = world.CustomerOf(customer).value;
  effect.desk = desk.value;
  effect.group = campaign.rule.value;
  effect.detail = static_cast<uint8_t>(gift.kind);
  effect.asked = gift.amount;
  effect.value = gift.coupon.value;
}

// Where he has clicked: at a desk it is a message, and passes its window (K9);
// what he reads in the shop is none.
void EmitGiftNotice(World& world, uint32_t customer, DeskId desk,
                    const CampaignData& campaign, const GiftData& gift) {
  SendExtra extra;
  extra.rule = campaign.rule;
  EmitTextsAt(world, customer, desk, TextSource::kGrantNotice, gift.notice,
              extra);
}

const CampaignData* FindCampaign(const RulesetData& rules,
                                 std::string_view name) {
  const uint32_t rule = rules.rule_ids.Find(name);
  const auto found = std::find_if(
      rules.campaigns.begin(), rules.campaigns.end(),
      [&](const CampaignData& one) { return one.rule.value == rule; });
  return rule == 0 || found == rules.campaigns.end() ? nullptr : &*found;
}

}  // namespace

Reason Visit(World& world, const CustomerVisits& event) {
  uint32_t customer = 0;
  if (Reason r = CheckVisit(world, event, &customer); r != Reason::kNone) {
    return r;
  }
  if (GateBlocked(world, customer, {})) return Reason::kNone;
  const std::vector<CampaignData>& campaigns = world.rules.campaigns;
  world.out.Reserve(2 * campaigns.size() + 1);
  world.marks.Reserve(campaigns.size());
  StartVisit(world, customer, event.channel, true);
  const uint32_t own = world.profiles[customer].store;
  const kefu::Visit visit{customer, event.channel, event.page,
                          event.store ? event.store.value : own};
  world.shown.clear();
  for (const CampaignData& campaign : campaigns) {
    const uint8_t state = StateOf(world, customer, campaign);
    if ((state & kClaimedMark) == 0 && IsFor(world, campaign, visit)) {
      world.shown.push_back(&campaign);
    }
  }
  // Texts before records (T5).
  for (const CampaignData* campaign : world.shown) {
    SendExtra extra;
    extra.rule = campaign->rule;
    EmitUnasked(world, customer, {}, TextSource::kCampaign, campaign->texts,
                extra);
    AddState(world, customer, *campaign, kShownMark);
  }
  EmitRecord(world, RecordWhat::kVisit, customer, {});
  for (const CampaignData* campaign : world.shown) {
    EmitCampaign(world, customer, {}, *campaign, Reason::kShown);
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
  if (GateBlocked(world, customer, event.desk)) return Reason::kNone;
  const CampaignData* const found = FindCampaign(world.rules, event.campaign);
  if (found == nullptr) return Reason::kUnknownCampaign;
  const CampaignData& data = *found;
  if (!RunsNow(world, data)) return Reason::kCampaignOver;
  const uint8_t state = StateOf(world, customer, data);
  if ((state & kShownMark) == 0) return Reason::kNotShown;
  if ((state & kClaimedMark) != 0) return Reason::kAlreadyClaimed;
  world.out.Reserve(2 * data.gifts.size() + 2);
  for (const GiftData& gift : data.gifts) {
    EmitGift(world, customer, event.desk, data, gift);
  }
  for (const GiftData& gift : data.gifts) {
    EmitGiftNotice(world, customer, event.desk, data, gift);
  }
  EmitCampaign(world, customer, event.desk, data, Reason::kClicked);
  if (data.gifts.empty()) return Reason::kNone;
  EmitCampaign(world, customer, event.desk, data, Reason::kGranted);
  AddState(world, customer, data, kClaimedMark);
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
