// Welcomes, greetings, campaigns and the prompt to add a contact (G1 to G5).

#include <algorithm>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "src/base/iso_time.h"
#include "src/model/compile.h"

namespace kefu {

std::vector<uint16_t> Compiler::NamedDesks(
    const std::string& at, const std::vector<std::string>& names) {
  CheckTwice(at, names);
  std::vector<uint16_t> desks;
  for (size_t i = 0; i < names.size(); ++i) {
    desks.push_back(static_cast<uint16_t>(
        Resolve(fmt::format("{}/{}", at, i), "desk", names[i], desks_)));
  }
  std::sort(desks.begin(), desks.end());
  return desks;
}

std::vector<uint16_t> Compiler::ResolveDesks(
    const std::string& at, const std::vector<std::string>& names) {
  if (!names.empty()) return NamedDesks(at, names);
  std::vector<uint16_t> desks;
  for (const DeskConfig& desk : c_.desks) {
    desks.push_back(static_cast<uint16_t>(d_.desk_ids.Find(desk.name)));
  }
  return desks;
}

Instant Compiler::ReadTime(const std::string& at, const std::string& text,
                           Instant otherwise) {
  if (text.empty()) return otherwise;
  Instant when = otherwise;
  if (const char* error = ParseIso(text, &when)) {
    Report(at, fmt::format("is \"{}\", expected a time such as "
                           "\"2026-02-16T00:00:00+08:00\": {}",
                           text, error));
  }
  return when;
}

AttributeId Compiler::ResolveAttribute(const std::string& at,
                                       const std::string& name,
                                       AttributeType type) {
  const AttributeId id{Resolve(at, "attribute", name, attributes_)};
  if (id && d_.attributes[id.value].type != type) {
    Report(at, fmt::format("the attribute \"{}\" is a {}, expected a {}", name,
                           Name(d_.attributes[id.value].type), Name(type)));
  }
  return id;
}

// ---------------------------------------------------------------- sections

void Compiler::CompileCourtesies() {
  CompileWelcomes();
  CompileGreetings();
  CompileCampaigns();
  CompileContact();
  d_.any_notes = d_.any_welcomes || d_.contact_at != ContactPoint::kOff;
}

// G1: the first that is open, else the default.
void Compiler::CompileWelcomes() {
  d_.welcome_quiet = c_.welcomes.quiet;
  d_.welcome_valid_for = c_.welcomes.valid_for;
  std::vector<DeskWelcome> defaults(d_.desks.size());
  for (size_t i = 0; i < c_.welcomes.list.size(); ++i) {
    const WelcomeConfig& config = c_.welcomes.list[i];
    const std::string at = fmt::format("/welcomes/list/{}", i);
    const DeskWelcome welcome{
        ResolveSchedule(at + "/schedule", config.schedule),
        AddRule(at, config.name), AddSomeMessages(at, config.messages)};
    d_.any_welcomes = true;
    for (const uint16_t desk : ResolveDesks(at + "/desks", config.desks)) {
      if (!config.schedule.empty()) {
        d_.desks[desk].welcomes.push_back(welcome);
      } else if (!defaults[desk].rule) {
        defaults[desk] = welcome;
      } else {
        Report(at + "/schedule",
               fmt::format("is not given, but the desk \"{}\" has a default "
                           "already; give a schedule, or other desks",
                           d_.desk_ids.Name(desk)));
        break;
      }
    }
  }
  for (size_t desk = 0; desk < defaults.size(); ++desk) {
    if (defaults[desk].rule) d_.desks[desk].welcomes.push_back(defaults[desk]);
  }
  for (const DeskConfig& config : c_.desks) {
    const DeskId id{static_cast<uint16_t>(d_.desk_ids.Find(config.name))};
    const DeskData& desk = d_.desks[id.value];
    DeskId& first = d_.channels[desk.channel.value].welcomes_at;
    if (!first && desk.serves && !desk.welcomes.empty()) first = id;
  }
}

void Compiler::CompileGreetings() {
  d_.yields_greetings =
      c_.greetings.yield_to_person && !c_.greetings.list.empty();
  for (size_t i = 0; i < c_.greetings.list.size(); ++i) {
    const GreetingConfig& config = c_.greetings.list[i];
    const std::string at = fmt::format("/greetings/list/{}", i);
    const uint32_t desk = Resolve(at + "/desk", "desk", config.desk, desks_);
    GreetingData data;
    data.desk.value = static_cast<uint16_t>(desk);
    data.channel = d_.desks[desk].channel;
    data.from = config.from;
    data.after = config.after;
    data.rule = AddRule(at, config.name);
    data.texts = AddSomeMessages(at, config.messages);
    if (desk != 0 && !data.channel) {
      Report(at + "/desk",
             fmt::format("the desk \"{}\" has no channel, and so nobody visits "
                         "it; give it one",
                         config.desk));
    }
    for (size_t k = 0; k < config.navigation.size(); ++k) {
      const NavigationConfig& navigation = config.navigation[k];
      if (navigation.kind != NavigationKind::kDesk) continue;
      Resolve(fmt::format("{}/navigation/{}/target", at, k), "desk",
              navigation.target, desks_);
    }
    d_.longest_greeting = std::max(d_.longest_greeting, config.after);
    d_.greetings.push_back(data);
  }
  d_.any_greetings = !d_.greetings.empty();
}

void Compiler::CompileCampaigns() {
  for (size_t i = 0; i < c_.campaigns.list.size(); ++i) CompileCampaign(i);
  d_.any_marks |= !d_.campaigns.empty();
  const auto asks = [this](Audience audience) {
    return std::any_of(
        d_.campaigns.begin(), d_.campaigns.end(),
        [&](const CampaignData& one) { return one.audience == audience; });
  };
  if (asks(Audience::kNewCustomers)) {
    d_.orders_attribute = ResolveAttribute(
        "/campaigns/orders", c_.campaigns.orders, AttributeType::kNumber);
  }
  if (asks(Audience::kMembers)) {
    d_.member_attribute = ResolveAttribute(
        "/campaigns/member", c_.campaigns.member, AttributeType::kFlag);
  }
  d_.keeps_followers = asks(Audience::kFollowers);
}

void Compiler::CompileCampaign(size_t index) {
  const CampaignConfig& config = c_.campaigns.list[index];
  const std::string at = fmt::format("/campaigns/list/{}", index);
  CampaignData& data = d_.campaigns.emplace_back();
  data.rule = AddRule(at, config.name);
  data.from = ReadTime(at + "/from", config.from, kFirstInstant);
  data.until = ReadTime(at + "/until", config.until, Instant::Never());
  if (data.until <= data.from) {
    Report(at + "/until",
           fmt::format("is \"{}\", which is not later than from (\"{}\"); give "
                       "a later time",
                       config.until, config.from));
  }
  FillAudience(at, config, &data);
  for (size_t k = 0; k < config.channels.size(); ++k) {
    data.channels.push_back(static_cast<uint16_t>(
        Resolve(fmt::format("{}/channels/{}", at, k), "channel",
                config.channels[k], channels_)));
  }
  for (const std::string& page : config.pages) {
    data.pages.push_back(d_.value_ids[At(ScopeDimension::kPage)].Add(page));
  }
  for (size_t k = 0; k < config.stores.size(); ++k) {
    data.stores.push_back(
        ResolveStore(fmt::format("{}/stores/{}", at, k), config.stores[k]));
  }
  std::sort(data.channels.begin(), data.channels.end());
  std::sort(data.pages.begin(), data.pages.end());
  data.texts = AddTexts(config.texts);
  for (size_t k = 0; k < config.gifts.size(); ++k) {
    data.gifts.push_back(
        CompileGift(fmt::format("{}/gifts/{}", at, k), config.gifts[k]));
  }
}

void Compiler::FillAudience(const std::string& at, const CampaignConfig& config,
                            CampaignData* data) {
  data->audience = config.audience;
  const auto check = [&](const char* name, Audience audience, bool empty) {
    const bool asked = config.audience == audience;
    if (asked != empty) return;
    Report(fmt::format("{}/{}", at, name),
           asked
               ? fmt::format("is empty, but the audience is \"{}\"; name some, "
                             "or choose another audience",
                             name)
               : fmt::format("is given, but the audience is \"{}\"; nobody "
                             "looks at it: leave it out",
                             Name(config.audience)));
  };
  check("tags", Audience::kTags, config.tags.empty());
  check("crowds", Audience::kCrowds, config.crowds.empty());
  for (size_t k = 0; k < config.tags.size(); ++k) {
    data->tags.push_back(Resolve(fmt::format("{}/tags/{}", at, k), "tag",
                                 config.tags[k], tags_));
  }
  std::sort(data->tags.begin(), data->tags.end());
  for (size_t k = 0; k < config.crowds.size(); ++k) {
    const std::string place = fmt::format("{}/crowds/{}", at, k);
    const CrowdId crowd{static_cast<uint16_t>(
        Resolve(place, "crowd", config.crowds[k], crowds_))};
    CheckAlive(place, crowd);
    data->crowds.push_back(crowd);
  }
}

GiftData Compiler::CompileGift(const std::string& at,
                               const GiftConfig& config) {
  GiftData gift;
  gift.kind = config.kind;
  gift.amount = static_cast<uint32_t>(config.amount);
  const bool coupon = config.kind == GiftKind::kCoupon;
  if (coupon == config.coupon.empty()) {
    Report(at + "/coupon",
           coupon
               ? "is not given; name the coupon"
               : fmt::format("is given, but the gift is \"{}\"; leave it out",
                             Name(config.kind)));
  }
  if (coupon == (config.amount != 0)) {
    Report(at + "/amount", coupon ? "is given, but one coupon is one gift; "
                                    "leave it out"
                                  : "is 0; give what there is to give");
  }
  if (coupon) gift.coupon = {d_.coupon_ids.Add(config.coupon)};
  if (config.notify) {
    gift.notice = AddTexts(config.notice);
    if (config.notice.empty()) {
      Report(at + "/notice", "is empty, but notify is true; give it a text");
    }
  }
  return gift;
}

// G5
void Compiler::CompileContact() {
  const ContactConfig& config = c_.contact;
  const std::vector<uint16_t> desks =
      ResolveDesks("/contact/desks", config.desks);
  if (config.at == ContactPoint::kOff) return;
  d_.contact_at = config.at;
  d_.contact_after = static_cast<uint8_t>(config.after_messages);
  d_.any_marks = true;
  const TextId texts = AddSomeMessages("/contact", config.messages);
  for (const uint16_t desk : desks) d_.desks[desk].contact_texts = texts;
}

}  // namespace kefu
