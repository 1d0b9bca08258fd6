// The profiles of customers and the state of crowds (V1 to V3, R6, R11).

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "src/base/align.h"
#include "src/codec/snapshot_restorer.h"
#include "src/facts/profile_values.h"

namespace kefu::codec {

void SnapshotRestorer::Crowds() {
  const Place& at = state_at_;
  at.Require(state_.crowd_refreshes < uint64_t{1} << 53,
             "a counter is out of range");
  w_.crowd_refreshes = state_.crowd_refreshes;
  std::vector<uint64_t> numbers;
  for (const CrowdWire& wire : state_.crowds) {
    const uint32_t id = Id(kCrowdNames, wire.crowd, at);
    at.Require(id != 0, "a crowd without a name");
    at.Time(wire.refreshed_at, "the refresh of a crowd is out of range");
    at.Require(wire.refreshed_at <= state_.now && wire.number != 0 &&
                   wire.number <= state_.crowd_refreshes &&
                   -1'000'000'000 < wire.day && wire.day < 1'000'000'000,
               "the refresh of a crowd is still to come");
    CrowdState& crowd = w_.crowd_states[id];
    at.Require(crowd.number == 0, "a crowd twice");
    crowd = {wire.refreshed_at, wire.number, wire.day, wire.count};
    numbers.push_back(wire.number);
  }
  std::sort(numbers.begin(), numbers.end());
  at.Require(
      std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end(),
      "two crowds refreshed at once");
}

void SnapshotRestorer::ReadProfiles() {
  if (rules_.stores_crowds) {
    w_.profiles.Reserve(size_t{w_.contacts.rows()} + 1);
  }
  const PartView& part = parts_[Part::kProfiles];
  uint32_t last = 0;
  uint64_t used = 0;
  for (uint64_t i = 0; i < part.rows; ++i) {
    const auto wire = part.Get<ProfileWire>(i);
    const Place at = At(Part::kProfiles, i, "profile");
    at.Require(wire.customer > last && wire.customer <= w_.contacts.rows() &&
                   !w_.contacts.IsFree(wire.customer),
               "of nobody, or out of order");
    last = wire.customer;
    FillProfile(wire, at, &used);
  }
  const PartView& values = parts_[Part::kValues];
  if (used != values.rows) {
    codec::Fail(values.offset + used, "values of no profile");
  }
}

Attributes SnapshotRestorer::ReadAttributes(AttributeList saved,
                                            const Place& at) const {
  at.Require(saved.WellFormed(), "its values are broken");
  Attributes mapped;
  while (auto value = saved.Take()) {
    value->attribute = {Id(kAttributeNames, value->attribute.value, at)};
    mapped.Add(*value);
  }
  AttributeValues values;
  at.Require(TakeIn(rules_, mapped.list(), &values) == Reason::kNone &&
                 CheckLimits(rules_.limits, values, 0) == Reason::kNone,
             "a value that its attribute cannot have");
  return Kept(std::move(values));
}

void SnapshotRestorer::FillProfile(const ProfileWire& wire, const Place& at,
                                   uint64_t* used) {
  const uint32_t crowds = ids_.count(kCrowdNames);
  const size_t words = crowds == 1 ? 0 : (size_t{crowds} + 63) / 64;
  const uint64_t tag_bytes = RoundUp8(size_t{wire.tags} * sizeof(uint32_t));
  const auto all =
      parts_[Part::kValues].bytes.subspan(static_cast<size_t>(*used));
  at.Require(wire.attribute_bytes % 8 == 0 &&
                 wire.attribute_bytes + tag_bytes + words * 8 <= all.size(),
             "its values are not there");
  at.Require(wire.flags <= 1 && wire.reserved == 0, "unknown flags");
  at.Time(wire.as_of, "its time is out of range");
  at.Require(
      wire.as_of <= state_.now && wire.refreshes <= state_.crowd_refreshes,
      "its crowds are still to come");
  const Attributes kept =
      ReadAttributes(AttributeList(all.first(wire.attribute_bytes)), at);
  std::vector<uint32_t> tags(wire.tags);
  if (wire.tags != 0) {
    std::memcpy(tags.data(), all.data() + wire.attribute_bytes,
                tags.size() * sizeof(uint32_t));
  }
  for (uint32_t& tag : tags) {
    tag = Id(kTagNames, tag, at);
    at.Require(tag != 0, "a tag without a name");
  }
  std::sort(tags.begin(), tags.end());
  at.Require(std::adjacent_find(tags.begin(), tags.end()) == tags.end() &&
                 CheckLimits(rules_.limits, {}, tags.size()) == Reason::kNone,
             "too many tags, or one twice");
  w_.profiles.Reserve(size_t{wire.customer} + 1);
  ProfileRow& row = w_.profiles.Write(wire.customer);
  row.known = wire.flags == 1;
  at.Require(!row.known || rules_.stores_crowds, "known, but to no crowd");
  row.as_of = wire.as_of;
  row.refreshes = wire.refreshes;
  row.dedicated = Id(kAgentNames, wire.dedicated, at);
  row.store = Id(kStoreNames, wire.store, at);
  w_.profiles.SetBlock(wire.customer, Profiles::Make(kept.list(), tags));
  *used += wire.attribute_bytes + tag_bytes;
  for (uint32_t id = 1; id < crowds; ++id) {
    uint64_t word = 0;
    std::memcpy(&word, parts_[Part::kValues].bytes.data() + *used + id / 64 * 8,
                sizeof word);
    const uint32_t crowd = ids_(kCrowdNames, id);
    if ((word >> (id % 64) & 1) == 0 || crowd == 0) continue;
    w_.profiles.SetBit(wire.customer, {static_cast<uint16_t>(crowd)}, true);
  }
  *used += words * 8;
}

}  // namespace kefu::codec
