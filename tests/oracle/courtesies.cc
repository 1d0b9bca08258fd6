#include "tests/oracle/courtesies.h"

#include <algorithm>
#include <optional>

namespace kefu::oracle {
namespace {

bool Lists(const std::vector<std::string>& list, const std::string& name) {
  return list.empty() ||
         std::find(list.begin(), list.end(), name) != list.end();
}

bool IsAccount(const ChannelConfig* channel) {
  return channel != nullptr &&
         (channel->type == ChannelType::kOfficialAccount ||
          channel->type == ChannelType::kServiceAccount ||
          channel->type == ChannelType::kOfficialAccount2021);
}

}  // namespace

int CourtesyReferee::DeskOf(const std::string& name) const {
  for (size_t i = 0; i < o_.config_.desks.size(); ++i) {
    if (o_.config_.desks[i].name == name) return static_cast<int>(i);
  }
  return kNone;
}

bool CourtesyReferee::Blocked(uint64_t customer, int desk) const {
  return o_.Blocked(customer, desk) || o_.Blocked(customer, kNone);
}

bool CourtesyReferee::WithPerson(uint64_t customer) const {
  return std::any_of(o_.sessions_.begin(), o_.sessions_.end(),
                     [&](const auto& entry) {
                       return entry.second.customer == customer &&
                              entry.second.state == SessionState::kServing;
                     });
}

// In his session there, if he has one.
bool CourtesyReferee::SendAt(uint64_t customer, int desk, TextSource source,
                             const std::vector<std::string>& texts,
                             const std::string& rule, int64_t valid) {
  const OpenSession_* session = o_.Find(customer, desk);
  const size_t before = o_.out_.size();
  const bool sent = session != nullptr
                        ? o_.Send(*session, source, texts)
                        : o_.SendTo(customer, desk, source, texts);
  if (!sent) return false;
  EffectRecord& send = o_.out_.at(before);
  send.group = o_.ruleset_->Rule(rule).value;
  send.later = static_cast<uint32_t>(valid);
  return true;
}

// ------------------------------------------------------------------ G1, G2

const WelcomeConfig* CourtesyReferee::WelcomeOf(int desk) const {
  const std::string& name = o_.config_.desks[static_cast<size_t>(desk)].name;
  const WelcomeConfig* usual = nullptr;
  for (const WelcomeConfig& one : o_.config_.welcomes.list) {
    if (!Lists(one.desks, name)) continue;
    if (one.schedule.empty()) {
      usual = &one;
    } else if (o_.OpenAt(*o_.Schedule(one.schedule), o_.at_)) {
      return &one;
    }
  }
  return usual;
}

void CourtesyReferee::Welcome(uint64_t customer, int desk) {
  const OpenSession_* session = o_.Find(customer, desk);
  if (session != nullptr && (session->at_window == SessionState::kWaiting ||
                             session->at_window == SessionState::kServing)) {
    return;
  }
  const DeskMemory& memory = o_.desk_memories_[{customer, desk}];
  const Duration quiet = o_.config_.welcomes.quiet;
  for (const auto& last : {memory.welcomed_at, memory.wrote_at}) {
    if (!quiet.off() && last && o_.at_ < *last + quiet.ms) return;
  }
  const WelcomeConfig* welcome = WelcomeOf(desk);
  if (welcome == nullptr) return;
  if (SendAt(customer, desk, TextSource::kWelcome, welcome->messages.texts,
             welcome->name, o_.config_.welcomes.valid_for.ms)) {
    o_.desk_memories_[{customer, desk}].welcomed_at = o_.at_;
  }
}

void CourtesyReferee::Entered(uint64_t customer, int desk) {
  if (IsAccount(o_.channels_.At(o_.settings_.ChannelOfDesk(desk)))) return;
  Welcome(customer, desk);
}

void CourtesyReferee::Followed(const Incoming& e, int channel) {
  o_.follows_.insert({e.customer, channel});
  if (!IsAccount(o_.channels_.At(channel))) return;
  int desk = e.desk;
  for (size_t d = 0; desk < 0 && d < o_.config_.desks.size(); ++d) {
    const DeskConfig& one = o_.config_.desks[d];
    const int place = static_cast<int>(d);
    const bool has = std::any_of(
        o_.config_.welcomes.list.begin(), o_.config_.welcomes.list.end(),
        [&](const WelcomeConfig& w) { return Lists(w.desks, one.name); });
    if (o_.settings_.ChannelOfDesk(place) == channel && !one.deleted && has) {
      desk = place;
    }
  }
  if (desk >= 0 && !Blocked(e.customer, desk)) Welcome(e.customer, desk);
}

void CourtesyReferee::Unfollowed(uint64_t customer, int channel) {
  o_.follows_.erase({customer, channel});
}

void CourtesyReferee::WelcomeFailed(uint64_t customer, int desk) {
  o_.desk_memories_[{customer, desk}].welcomed_at.reset();
}

void CourtesyReferee::Wrote(uint64_t customer, int desk, uint64_t session) {
  DeskMemory& memory = o_.desk_memories_[{customer, desk}];
  memory.wrote_at = o_.at_;
  if (session != 0) ++memory.messages[session];
}

// ---------------------------------------------------------------------- G5

void CourtesyReferee::Prompt(const OpenSession_& session, ContactPoint point) {
  const ContactConfig& contact = o_.config_.contact;
  const auto desk = static_cast<size_t>(session.desk);
  if (contact.at != point ||
      !Lists(contact.desks, o_.config_.desks[desk].name)) {
    return;
  }
  DeskMemory& memory = o_.desk_memories_[{session.customer, session.desk}];
  const int64_t messages = memory.messages[session.number];
  if (point == ContactPoint::kMessages && messages < contact.after_messages) {
    return;
  }
  if (memory.prompted.count(session.number) != 0 ||
      o_.added_.count({session.customer, session.owner}) != 0) {
    return;
  }
  OpenSession_ told = session;
  if (point == ContactPoint::kClose) told.at_window = SessionState::kClosed;
  const size_t before = o_.out_.size();
  if (o_.Send(told, TextSource::kContact, contact.messages.texts)) {
    o_.out_.at(before).agent = o_.names_.AgentId(session.owner);
    memory.prompted.insert(session.number);
  }
}

Reason CourtesyReferee::Adds(const Incoming& e) {
  o_.added_.insert({e.customer, e.agent});
  o_.Record(RecordWhat::kContact, e.customer,
            e.facts.link >= 0 ? e.desk : kNone, e.agent);
  return Reason::kNone;
}

// ---------------------------------------------------------------------- G3

void CourtesyReferee::Visits(uint64_t customer, int channel, bool inside) {
  const auto found = o_.visits_.find({customer, channel});
  if (!inside && found != o_.visits_.end() && !found->second.inside) return;
  ShopVisit& visit = o_.visits_[{customer, channel}];
  visit = {o_.at_, inside, {}};
  const GreetingFrom from = inside ? GreetingFrom::kVisit : GreetingFrom::kExit;
  for (size_t i = 0; i < o_.config_.greetings.list.size(); ++i) {
    const GreetingConfig& greeting = o_.config_.greetings.list[i];
    const int place = o_.settings_.ChannelOfDesk(DeskOf(greeting.desk));
    if (greeting.from == from && place == channel) visit.pending.insert(i);
  }
}

void CourtesyReferee::Assigned(uint64_t customer) {
  if (!o_.config_.greetings.yield_to_person) return;
  for (auto& [key, visit] : o_.visits_) {
    if (key.first == customer) visit.pending.clear();
  }
}

bool CourtesyReferee::AnyPending(uint64_t customer) const {
  return std::any_of(
      o_.visits_.begin(), o_.visits_.end(), [&](const auto& entry) {
        return entry.first.first == customer && !entry.second.pending.empty();
      });
}

void CourtesyReferee::Timers(std::vector<Timer>* timers) const {
  for (const auto& [key, visit] : o_.visits_) {
    for (const size_t i : visit.pending) {
      const Duration after = o_.config_.greetings.list[i].after;
      timers->push_back({visit.since + after.ms, 2,
                         o_.contacts_.at(key.first).first, TimerKind::kGreeting,
                         key.first});
    }
  }
}

// The first declared of those that are due to him now.
void CourtesyReferee::GreetingDue(uint64_t customer) {
  std::optional<size_t> next;
  ShopVisit* of = nullptr;
  for (auto& [key, visit] : o_.visits_) {
    if (key.first != customer) continue;
    for (const size_t i : visit.pending) {
      const Duration after = o_.config_.greetings.list[i].after;
      if (visit.since + after.ms > o_.at_ || (next && *next <= i)) continue;
      next = i;
      of = &visit;
    }
  }
  of->pending.erase(*next);
  const GreetingConfig& greeting = o_.config_.greetings.list[*next];
  const int desk = DeskOf(greeting.desk);
  if (o_.config_.desks[static_cast<size_t>(desk)].deleted ||
      Blocked(customer, desk)) {
    return;
  }
  if (o_.config_.greetings.yield_to_person && WithPerson(customer)) return;
  SendAt(customer, desk, TextSource::kGreeting, greeting.messages.texts,
         greeting.name, 0);
}

// ---------------------------------------------------------------------- G4

bool CourtesyReferee::Runs(const CampaignConfig& campaign) const {
  return (campaign.from.empty() || TimeOf(campaign.from) <= o_.at_) &&
         (campaign.until.empty() || o_.at_ < TimeOf(campaign.until));
}

bool CourtesyReferee::IsInAudience(const CampaignConfig& campaign,
                                   uint64_t customer) const {
  const auto found = o_.profiles_.find(customer);
  const Profile profile =
      found == o_.profiles_.end() ? Profile{} : found->second;
  const auto number = [&](const std::string& name) {
    const auto value = profile.attributes.find(name);
    return value == profile.attributes.end() ? std::nullopt
                                             : value->second.number;
  };
  switch (campaign.audience) {
    case Audience::kAll:
      return true;
    case Audience::kNewCustomers:
      return number(o_.config_.campaigns.orders).value_or(0) <= 0;
    case Audience::kMembers:
      return number(o_.config_.campaigns.member).value_or(0) == 1;
    case Audience::kFollowers:
      return std::any_of(
          o_.follows_.begin(), o_.follows_.end(),
          [&](const auto& one) { return one.first == customer; });
    case Audience::kTags:
      return std::any_of(
          campaign.tags.begin(), campaign.tags.end(),
          [&](const auto& tag) { return profile.tags.count(tag) != 0; });
    case Audience::kCrowds:
      break;
  }
  for (size_t c = 0; c < o_.config_.crowds.list.size(); ++c) {
    const std::string& name = o_.config_.crowds.list[c].name;
    if (!campaign.crowds.empty() && Lists(campaign.crowds, name) &&
        o_.InCrowd(customer, static_cast<int>(c))) {
      return true;
    }
  }
  return false;
}

bool CourtesyReferee::IsFor(const CampaignConfig& campaign,
                            const Incoming& e) const {
  const auto channel = static_cast<size_t>(e.channel);
  if (!Runs(campaign) ||
      !Lists(campaign.channels, o_.config_.channels[channel].name) ||
      !Lists(campaign.pages, e.facts.page)) {
    return false;
  }
  if (!campaign.stores.empty()) {
    const auto found = o_.profiles_.find(e.customer);
    int store = e.facts.store;
    if (store < 0 && found != o_.profiles_.end()) store = found->second.store;
    bool in = false;
    // It, or what stands above it.
    while (store >= 0 && !in) {
      const StoreConfig& one = o_.config_.stores[static_cast<size_t>(store)];
      in = Lists(campaign.stores, one.name);
      store = kNone;
      for (size_t s = 0; s < o_.config_.stores.size(); ++s) {
        if (o_.config_.stores[s].name == one.parent)
          store = static_cast<int>(s);
      }
    }
    if (!in) return false;
  }
  return IsInAudience(campaign, e.customer);
}

uint16_t CourtesyReferee::RuleOf(size_t campaign) const {
  return o_.ruleset_->Rule(o_.config_.campaigns.list[campaign].name).value;
}

void CourtesyReferee::Record(uint64_t customer, int desk, size_t campaign,
                             Reason what) {
  EffectRecord& record =
      o_.Record(RecordWhat::kCampaign, customer, desk, kNone);
  record.reason = static_cast<uint16_t>(what);
  record.asked = RuleOf(campaign);
}

void CourtesyReferee::SendInShop(uint64_t customer, TextSource source,
                                 size_t campaign,
                                 const std::vector<std::string>& texts) {
  EffectRecord& send = o_.Emit(EffectType::kSend);
  send.customer = customer;
  send.detail = static_cast<uint8_t>(source);
  send.group = RuleOf(campaign);
  if (texts.empty()) return;
  o_.SetTexts(&send, texts);
  o_.NameAgent(&send, texts, kNone, customer, kNone);
}

Reason CourtesyReferee::ShowCampaigns(const Incoming& e) {
  std::vector<size_t> shown;
  for (size_t i = 0; i < o_.config_.campaigns.list.size(); ++i) {
    if (o_.claimed_.count({e.customer, i}) != 0) continue;
    if (IsFor(o_.config_.campaigns.list[i], e)) shown.push_back(i);
  }
  for (const size_t i : shown) {
    SendInShop(e.customer, TextSource::kCampaign, i,
               o_.config_.campaigns.list[i].texts);
    o_.shown_.insert({e.customer, i});
  }
  o_.Record(RecordWhat::kVisit, e.customer, kNone, kNone);
  for (const size_t i : shown) Record(e.customer, kNone, i, Reason::kShown);
  return Reason::kNone;
}

Reason CourtesyReferee::Clicks(const Incoming& e) {
  const std::vector<CampaignConfig>& all = o_.config_.campaigns.list;
  const auto found = std::find_if(
      all.begin(), all.end(),
      [&](const CampaignConfig& one) { return one.name == e.campaign; });
  if (found == all.end()) return Reason::kUnknownCampaign;
  const auto i = static_cast<size_t>(found - all.begin());
  if (!Runs(*found)) return Reason::kCampaignOver;
  if (o_.shown_.count({e.customer, i}) == 0) return Reason::kNotShown;
  if (o_.claimed_.count({e.customer, i}) != 0) return Reason::kAlreadyClaimed;
  const int desk = e.record.desk == 0 ? kNone : e.desk;
  for (const GiftConfig& gift : found->gifts) {
    EffectRecord& grant = o_.Emit(EffectType::kGrant);
    grant.customer = e.customer;
    grant.desk = o_.names_.DeskId(desk);
    grant.detail = static_cast<uint8_t>(gift.kind);
    grant.asked = static_cast<uint32_t>(gift.amount);
    grant.group = RuleOf(i);
    grant.value = o_.ruleset_->Coupon(gift.coupon).value;
  }
  for (const GiftConfig& gift : found->gifts) {
    if (!gift.notify) continue;
    if (desk >= 0) {
      SendAt(e.customer, desk, TextSource::kGrantNotice, gift.notice,
             found->name, 0);
    } else {
      SendInShop(e.customer, TextSource::kGrantNotice, i, gift.notice);
    }
  }
  Record(e.customer, desk, i, Reason::kClicked);
  if (found->gifts.empty()) return Reason::kNone;
  Record(e.customer, desk, i, Reason::kGranted);
  o_.claimed_.insert({e.customer, i});
  return Reason::kNone;
}

// ------------------------------------------------------------------- events

// R1: who is blocked is shown no campaigns, and claims nothing.
bool CourtesyReferee::Gated(const Incoming& e) {
  const bool claims = e.type == EventType::kCustomerClicks;
  if (!claims && e.type != EventType::kCustomerVisits) return false;
  const int desk = claims && e.record.desk != 0 ? e.desk : kNone;
  if (!Blocked(e.customer, desk)) return false;
  const std::vector<std::string>& texts = o_.config_.tenant.blocked_text;
  if (desk >= 0) {
    o_.SendTo(e.customer, desk, TextSource::kGate, texts);
  } else if (!texts.empty()) {
    EffectRecord& send = o_.Emit(EffectType::kSend);
    send.customer = e.customer;
    send.detail = static_cast<uint8_t>(TextSource::kGate);
    o_.SetTexts(&send, texts);
    o_.NameAgent(&send, texts, kNone, e.customer, kNone);
  }
  o_.Record(RecordWhat::kGate, e.customer, desk, kNone).reason =
      static_cast<uint16_t>(Reason::kBlocked);
  return true;
}

bool CourtesyReferee::Handles(const Incoming& e) {
  return e.type == EventType::kCustomerVisits ||
         e.type == EventType::kCustomerExits ||
         e.type == EventType::kCustomerAddsContact ||
         (e.type == EventType::kCustomerClicks && !e.campaign.empty());
}

Reason CourtesyReferee::Handle(const Incoming& e) {
  switch (e.type) {
    case EventType::kCustomerVisits:
      Visits(e.customer, e.channel, true);
      return ShowCampaigns(e);
    case EventType::kCustomerExits:
      Visits(e.customer, e.channel, false);
      return Reason::kNone;
    case EventType::kCustomerClicks:
      return Clicks(e);
    default:
      return Adds(e);
  }
}

// Before the customer: the agent, the desk or link, the channel.
Reason CourtesyReferee::CheckNames(const Incoming& e) const {
  if (e.type == EventType::kCustomerAddsContact) {
    if (e.agent < 0) return Reason::kUnknownAgent;
    return o_.CheckLink(e);
  }
  if (e.type == EventType::kCustomerClicks) {
    if (e.record.desk == 0) return Reason::kNone;
    if (e.desk < 0) return Reason::kUnknownDesk;
    return o_.config_.desks[static_cast<size_t>(e.desk)].deleted
               ? Reason::kDeskDeleted
               : Reason::kNone;
  }
  return e.channel < 0 ? Reason::kUnknownChannel : Reason::kNone;
}

void CourtesyReferee::Forget(uint64_t customer) {
  const auto his = [&](const auto& entry) {
    return entry.first.first == customer;
  };
  const auto his_mark = [&](const auto& mark) {
    return mark.first == customer;
  };
  std::erase_if(o_.desk_memories_, his);
  std::erase_if(o_.visits_, his);
  std::erase_if(o_.follows_, his_mark);
  std::erase_if(o_.added_, his_mark);
  std::erase_if(o_.shown_, his_mark);
  std::erase_if(o_.claimed_, his_mark);
}

}  // namespace kefu::oracle
