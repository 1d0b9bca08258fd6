// Welcomes, greetings and campaigns as compiled (G1 to G5).

#ifndef KEFU_MODEL_COURTESY_DATA_H_
#define KEFU_MODEL_COURTESY_DATA_H_

#include <cstdint>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"
#include "kefu/time.h"

namespace kefu {

// A welcome of a desk: those with a schedule in declared order, then the
// default.
struct DeskWelcome {
  ScheduleId schedule;
  RuleId rule;
  TextId texts;
};

// In declared order.
struct GreetingData {
  RuleId rule;
  DeskId desk;
  ChannelId channel;
  GreetingFrom from = GreetingFrom::kVisit;
  Duration after;
  TextId texts;
};

struct GiftData {
  GiftKind kind = GiftKind::kCoupon;
  uint32_t amount = 0;
  CouponId coupon;
  TextId notice;  // none where nobody is told
};

// Empty lists of channels, pages and stores hold everything. Tags, channels and
// pages are sorted, the others in declared order.
struct CampaignData {
  RuleId rule;
  Instant from;
  Instant until;
  Audience audience = Audience::kAll;
  std::vector<uint32_t> tags;
  std::vector<CrowdId> crowds;
  std::vector<uint16_t> channels;
  std::vector<uint32_t> pages;
  std::vector<uint32_t> stores;
  TextId texts;
  std::vector<GiftData> gifts;
};

struct CourtesyRules {
  bool any_welcomes = false;      // G1
  bool any_notes = false;         // some desk has a DeskNote (G1, G5)
  bool any_greetings = false;     // G3
  bool any_marks = false;         // G4, G5
  bool yields_greetings = false;  // G3: to a session with a person
  bool keeps_followers = false;   // G4: some campaign is for followers
  ContactPoint contact_at = ContactPoint::kOff;    // G5
  uint8_t contact_after = 0;                       // messages
  Duration welcome_quiet;                          // G1; Off: none
  Duration welcome_valid_for;                      // G1
  Duration longest_greeting;                       // G3
  AttributeId orders_attribute, member_attribute;  // G4
  std::vector<GreetingData> greetings;             // in declared order (G3)
  std::vector<CampaignData> campaigns;             // the same (G4)
};

}  // namespace kefu

#endif  // KEFU_MODEL_COURTESY_DATA_H_
