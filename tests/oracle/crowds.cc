// V1 to V3, R6, Q1: what is told of customers, the crowds that they are in, and
// what follows from it. Every refresh goes through all of them.

#include <algorithm>
#include <cstring>

#include "src/base/iso_time.h"
#include "tests/oracle/oracle.h"

namespace kefu::oracle {
namespace {

constexpr int64_t kDayMs = 86'400'000;

// The date of a day, found by counting years and months.
struct Date {
  int64_t year, month, day;
};
Date DateOf(int64_t day) {
  int64_t year = 1970 + day / 366 - (day < 0 ? 1 : 0);
  while (DaysFromDate(year + 1, 1, 1) <= day) ++year;
  int64_t month = 1;
  while (month < 12 && DaysFromDate(year, month + 1, 1) <= day) ++month;
  return {year, month, day - DaysFromDate(year, month, 1) + 1};
}

int64_t DaysToAnniversary(int64_t day, int64_t today) {
  const Date date = DateOf(day);
  for (int64_t ahead = 0;; ++ahead) {
    const Date other = DateOf(today + ahead);
    const int64_t wanted =
        std::min(date.day, DaysInMonth(other.year, date.month));
    if (other.month == date.month && other.day == wanted) return ahead;
  }
}

bool Lies(int64_t number, const ConditionConfig& condition) {
  return (!condition.from || *condition.from <= number) &&
         (!condition.to || number <= *condition.to);
}

}  // namespace

// ---------------------------------------------------------------- conditions

bool KnownFacts::Meets(const ConditionConfig& c, const Profile& profile,
                       int64_t today) const {
  Value value;
  if (c.attribute.empty()) {
    value.texts = profile.tags;
  } else if (const auto found = profile.attributes.find(c.attribute);
             found != profile.attributes.end()) {
    value = found->second;
  }
  const bool known = value.number.has_value() || !value.texts.empty();
  const auto has = [&](const std::string& text) {
    return value.texts.count(text) != 0;
  };
  const auto& all = c.values;
  const int64_t number = value.number.value_or(0);
  switch (c.is) {
    case Operator::kKnown:
      return known;
    case Operator::kUnknown:
      return !known;
    case Operator::kNo:
      return number != 1;
    case Operator::kNoneOf:
      return std::none_of(all.begin(), all.end(), has);
    case Operator::kAnyOf:
      return std::any_of(all.begin(), all.end(), has);
    case Operator::kAllOf:
      return std::all_of(all.begin(), all.end(), has);
    case Operator::kYes:
      return known && number == 1;
    case Operator::kAtLeast:
      return known && number >= *c.number;
    case Operator::kAtMost:
      return known && number <= *c.number;
    case Operator::kEquals:
      return known && number == *c.number;
    case Operator::kDiffers:
      return known && number != *c.number;
    case Operator::kBetween:
      return known && Lies(number, c);
    case Operator::kDays:
      return known && Lies(LocalDay(number) - today, c);
    case Operator::kMonths: {
      const Date date = DateOf(LocalDay(number)), now = DateOf(today);
      const int64_t months =
          (date.year - now.year) * 12 + date.month - now.month;
      return known && Lies(months, c);
    }
    case Operator::kAnniversary:
      return known && Lies(DaysToAnniversary(LocalDay(number), today), c);
  }
  return false;
}

bool KnownFacts::Meets(const CrowdConfig& crowd, const Profile& profile,
                       int64_t today) const {
  if (!crowd.on || crowd.removed) return false;
  for (const CrossConditionConfig& cross : crowd.all) {
    bool any = false;
    for (const ConditionConfig& c : cross.any) any |= Meets(c, profile, today);
    if (!any) return false;
  }
  return true;
}

// ---------------------------------------------------------------- refreshes

bool KnownFacts::InCrowd(uint64_t customer, int crowd) const {
  if (!config_.crowds.live) return members_.count({customer, crowd}) != 0;
  const auto found = profiles_.find(customer);
  return Meets(config_.crowds.list[static_cast<size_t>(crowd)],
               found == profiles_.end() ? Profile{} : found->second,
               LocalDay(at_));
}

void KnownFacts::RefreshCrowd(int crowd, int64_t today) {
  const CrowdConfig& config = config_.crowds.list[static_cast<size_t>(crowd)];
  for (const uint64_t customer : known_) {
    if (Meets(config, profiles_[customer], today)) {
      members_.insert({customer, crowd});
    } else {
      members_.erase({customer, crowd});
    }
  }
}

int64_t KnownFacts::LocalDay(int64_t at) const {
  const int64_t local = at + OffsetAt(at);
  return local >= 0 ? local / kDayMs : -((-local + kDayMs - 1) / kDayMs);
}

// The first instant of a local day at which it is time for the refresh: a
// second of it, since all clocks change at whole ones.
int64_t KnownFacts::RefreshOf(int64_t day) const {
  const int64_t wanted = day * kDayMs + config_.crowds.refresh_at.ms;
  int64_t found = INT64_MAX;
  std::set<int64_t> offsets{OffsetAt(INT64_MIN / 2)};
  for (const ZoneChangeConfig& change : config_.time_zone.changes) {
    Instant at;
    ParseIso(change.at, &at);
    offsets.insert(OffsetAt(at.ms));
    // Skipped: it is as late at the change, and was not before it.
    if (at.ms + OffsetAt(at.ms) >= wanted) found = std::min(found, at.ms);
  }
  for (const int64_t offset : offsets) {
    const int64_t at = wanted - offset;
    if (OffsetAt(at) == offset) found = std::min(found, at);
  }
  return found;
}

// The daily refreshes up to a time, before everything else of their instants.
void KnownFacts::RefreshUpTo(int64_t at) {
  const auto after = [&](int64_t time) {
    int64_t day = LocalDay(time) - 2;
    while (RefreshOf(day) <= time) ++day;
    return RefreshOf(day);
  };
  if (!next_refresh_) next_refresh_ = after(at);
  for (; *next_refresh_ <= at; next_refresh_ = after(*next_refresh_)) {
    for (size_t c = 0; c < config_.crowds.list.size(); ++c) {
      RefreshCrowd(static_cast<int>(c), LocalDay(*next_refresh_));
    }
  }
}

Reason KnownFacts::CheckCrowd(const Incoming& e) const {
  if (e.crowd < 0 ||
      config_.crowds.list[static_cast<size_t>(e.crowd)].removed) {
    return Reason::kUnknownCrowd;
  }
  return config_.crowds.list[static_cast<size_t>(e.crowd)].on
             ? Reason::kNone
             : Reason::kCrowdOff;
}

Reason Oracle::RefreshesByHand(const Incoming& e) {
  if (const Reason r = CheckCrowd(e); r != Reason::kNone) return r;
  int64_t& count = refreshed_[{e.crowd, LocalDay(at_)}];
  if (count >= config_.crowds.refreshes_by_hand) return Reason::kRefreshQuota;
  ++count;
  RefreshCrowd(e.crowd, LocalDay(at_));
  Record(RecordWhat::kCrowdRefresh, 0, kNone, e.agent).value =
      names_.CrowdId(e.crowd);
  return Reason::kNone;
}

Reason Oracle::UsesCrowd(const Incoming& e) {
  if (const Reason r = CheckCrowd(e); r != Reason::kNone) return r;
  Record(RecordWhat::kCrowdUse, 0, kNone, kNone).value =
      names_.CrowdId(e.crowd);
  return Reason::kNone;
}

// ------------------------------------------------------------------ profiles

// What becomes of a profile that is told this; the reason if it may not be.
Reason KnownFacts::Told(const Incoming& e, Profile* profile) const {
  const Incoming::Told* last = nullptr;
  for (const Incoming::Told& told : e.attributes) {
    const int place = names_.Attribute(told.attribute);
    if (place < 0) return Reason::kUnknownAttribute;
    const AttributeConfig& attribute =
        config_.attributes[static_cast<size_t>(place)];
    const bool goes_on = last != nullptr && told.kind == ValueKind::kItem &&
                         last->kind == ValueKind::kItem &&
                         last->attribute == told.attribute;
    if (!goes_on) profile->attributes.erase(attribute.name);
    last = &told;
    if (told.kind == ValueKind::kNothing ||
        (told.kind == ValueKind::kText && told.text.empty())) {
      continue;
    }
    Value& value = profile->attributes[attribute.name];
    if (!Fill(attribute.type, told, &value)) return Reason::kWrongValue;
  }
  if (e.tags) profile->tags.clear();
  for (const uint32_t tag : e.tags.value_or(std::vector<uint32_t>{})) {
    const int place = names_.Tag(tag);
    if (place < 0) return Reason::kUnknownTag;
    profile->tags.insert(config_.tags[static_cast<size_t>(place)].name);
  }
  if (e.dedicated) {
    if (*e.dedicated == kUnknown) return Reason::kUnknownAgent;
    profile->dedicated = *e.dedicated;
  }
  if (e.home_store) {
    if (*e.home_store == kUnknown) return Reason::kUnknownStore;
    profile->store = *e.home_store;
  }
  size_t values = 0;
  bool too_long = false;
  for (const auto& [name, value] : profile->attributes) {
    values += value.number ? 1 : value.texts.size();
    for (const std::string& text : value.texts) {
      too_long |=
          text.size() > static_cast<size_t>(config_.limits.attribute_bytes);
    }
  }
  const LimitsConfig& limits = config_.limits;
  const bool too_many =
      values > static_cast<size_t>(limits.customer_attributes) ||
      profile->tags.size() > static_cast<size_t>(limits.customer_tags);
  return too_long || too_many ? Reason::kLimitReached : Reason::kNone;
}

bool KnownFacts::Fill(AttributeType type, const Incoming::Told& told,
                      Value* value) {
  switch (type) {
    case AttributeType::kNumber:
      value->number = told.number;
      return told.kind == ValueKind::kNumber;
    case AttributeType::kFlag:
      value->number = told.number;
      return told.kind == ValueKind::kFlag;
    case AttributeType::kText:
      value->texts = {told.text};
      return told.kind == ValueKind::kText;
    case AttributeType::kTexts:
      value->texts.insert(told.text);
      return told.kind == ValueKind::kItem && !told.text.empty();
    case AttributeType::kTime: {
      Instant at{told.number};
      if (told.kind == ValueKind::kText) {
        if (ParseIso(told.text, &at) != nullptr) return false;
      } else if (told.kind != ValueKind::kNumber) {
        return false;
      }
      value->number = at.ms;
      return kFirstInstant <= at && at <= kLastInstant;
    }
  }
  return false;
}

Reason KnownFacts::CheckTold(const Incoming& e) const {
  Profile profile;
  const auto found = profiles_.find(e.customer);
  if (found != profiles_.end()) profile = found->second;
  return Told(e, &profile);
}

// ------------------------------------------------------------- what follows

int KnownFacts::DedicatedAgent(uint64_t customer) const {
  const auto found = profiles_.find(customer);
  const Profile profile = found == profiles_.end() ? Profile{} : found->second;
  if (profile.dedicated >= 0) return profile.dedicated;
  for (size_t c = 0; c < config_.crowds.list.size(); ++c) {
    const std::string& agent = config_.crowds.list[c].dedicated_agent;
    if (!agent.empty() && InCrowd(customer, static_cast<int>(c))) {
      return settings_.Agent(agent);
    }
  }
  for (const TagConfig& tag : config_.tags) {
    if (!tag.dedicated_agent.empty() && profile.tags.count(tag.name) != 0) {
      return settings_.Agent(tag.dedicated_agent);
    }
  }
  return kNone;
}

// Q1: what stands in for a priority that neither event nor link gives.
int KnownFacts::PriorityByProfile(uint64_t customer) const {
  const auto& all = config_.queue.priorities;
  const auto place = [&](const std::string& name) {
    for (size_t i = 0; all && i < all->size(); ++i) {
      if ((*all)[i].name == name) return static_cast<int>(i);
    }
    return kNone;
  };
  const std::string dedicated = config_.queue.dedicated_priority.value_or("");
  if (!dedicated.empty() && DedicatedAgent(customer) != kNone) {
    return place(dedicated);
  }
  for (size_t c = 0; c < config_.crowds.list.size(); ++c) {
    const std::string& name = config_.crowds.list[c].priority;
    if (!name.empty() && InCrowd(customer, static_cast<int>(c))) {
      return place(name);
    }
  }
  const auto found = profiles_.find(customer);
  for (const TagConfig& tag : config_.tags) {
    if (!tag.priority.empty() && found != profiles_.end() &&
        found->second.tags.count(tag.name) != 0) {
      return place(tag.priority);
    }
  }
  return kNone;
}

std::vector<CrowdId> Oracle::CrowdsOf(CustomerId customer) const {
  std::vector<CrowdId> crowds;
  if (customers_.count(customer.value) == 0) return {};
  for (size_t c = 0; c < config_.crowds.list.size(); ++c) {
    if (InCrowd(customer.value, static_cast<int>(c))) {
      crowds.push_back({names_.CrowdId(static_cast<int>(c))});
    }
  }
  return crowds;
}

}  // namespace kefu::oracle
