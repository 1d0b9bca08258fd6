#include "tests/oracle/names.h"

namespace kefu::oracle {
namespace {

template <class List, class Lookup>
void Number(const List& declared, Lookup lookup, std::map<uint64_t, int>* at,
            std::vector<uint32_t>* ids) {
  for (const auto& one : declared) {
    const uint32_t id = lookup(one.name).value;
    at->emplace(id, static_cast<int>(ids->size()));
    ids->push_back(id);
  }
}

}  // namespace

Names::Names(const Ruleset& r) : ruleset_(r) {
  const Config& c = r.config();
  Number(
      c.agents, [&](auto& n) { return r.Agent(n); }, &agents_, &agent_ids_);
  Number(
      c.groups, [&](auto& n) { return r.Group(n); }, &groups_, &group_ids_);
  Number(
      c.desks, [&](auto& n) { return r.Desk(n); }, &desks_, &desk_ids_);
  Number(
      c.links, [&](auto& n) { return r.Link(n); }, &links_, &link_ids_);
  Number(
      c.queue.priorities.value_or(std::vector<PriorityConfig>{}),
      [&](auto& n) { return r.Priority(n); }, &priorities_, &priority_ids_);
  Number(
      c.crowds.list, [&](auto& n) { return r.Crowd(n); }, &crowds_,
      &crowd_ids_);
  Number(
      c.tags, [&](auto& n) { return r.Tag(n); }, &tags_, &tag_ids_);
  Number(
      c.attributes, [&](auto& n) { return r.Attribute(n); }, &attributes_,
      &attribute_ids_);
  Number(
      c.stores, [&](auto& n) { return r.Store(n); }, &stores_, &store_ids_);
  Number(
      c.channels, [&](auto& n) { return r.Channel(n); }, &channels_,
      &channel_ids_);
}

int Names::Find(const Places& places, uint64_t id) {
  if (id == 0) return kNone;
  const auto found = places.find(id);
  return found == places.end() ? kUnknown : found->second;
}

template <class Id>
std::string Names::Word(Id id) const {
  if (!id) return "";
  const std::string name(ruleset_.Name(id));
  return name.empty() ? "(a word of no scope)" : name;
}

std::string Names::Product(uint64_t id) const {
  return Word(ProductId{static_cast<uint32_t>(id)});
}

std::string Names::Intent(uint64_t id) const {
  return Word(IntentId{static_cast<uint32_t>(id)});
}

std::string Names::Page(uint64_t id) const {
  return Word(::kefu::PageId{static_cast<uint32_t>(id)});
}

std::string Names::Language(uint64_t id) const {
  return Word(LanguageId{static_cast<uint32_t>(id)});
}

std::string Names::OrderStatus(uint64_t id) const {
  return Word(OrderStatusId{static_cast<uint32_t>(id)});
}

}  // namespace kefu::oracle
