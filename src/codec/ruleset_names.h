// The ids that a ruleset gives to names which come from outside.

#ifndef KEFU_CODEC_RULESET_NAMES_H_
#define KEFU_CODEC_RULESET_NAMES_H_

#include <cstdint>
#include <limits>
#include <string_view>

#include "kefu/ids.h"
#include "kefu/ruleset.h"

namespace kefu::codec {

inline AgentId Find(const Ruleset& r, std::string_view name, AgentId) {
  return r.Agent(name);
}
inline GroupId Find(const Ruleset& r, std::string_view name, GroupId) {
  return r.Group(name);
}
inline DeskId Find(const Ruleset& r, std::string_view name, DeskId) {
  return r.Desk(name);
}
inline LinkId Find(const Ruleset& r, std::string_view name, LinkId) {
  return r.Link(name);
}
inline PriorityId Find(const Ruleset& r, std::string_view name, PriorityId) {
  return r.Priority(name);
}
inline ProductId Find(const Ruleset& r, std::string_view name, ProductId) {
  return r.Product(name);
}
inline IntentId Find(const Ruleset& r, std::string_view name, IntentId) {
  return r.Intent(name);
}
inline OrderStatusId Find(const Ruleset& r, std::string_view name,
                          OrderStatusId) {
  return r.OrderStatus(name);
}
inline CrowdId Find(const Ruleset& r, std::string_view name, CrowdId) {
  return r.Crowd(name);
}
inline ChannelId Find(const Ruleset& r, std::string_view name, ChannelId) {
  return r.Channel(name);
}
inline TagId Find(const Ruleset& r, std::string_view name, TagId) {
  return r.Tag(name);
}
inline AttributeId Find(const Ruleset& r, std::string_view name, AttributeId) {
  return r.Attribute(name);
}
inline PageId Find(const Ruleset& r, std::string_view name, PageId) {
  return r.Page(name);
}
inline LanguageId Find(const Ruleset& r, std::string_view name, LanguageId) {
  return r.Language(name);
}
inline ItemId Find(const Ruleset& r, std::string_view name, ItemId) {
  return r.Item(name);
}
inline StoreId Find(const Ruleset& r, std::string_view name, StoreId) {
  return r.Store(name);
}

// An id that no ruleset gives. A name that the ruleset does not have gets it:
// the engine refuses the event, or, for products, intents, order statuses,
// pages and languages, takes them as given and in no scope.
template <class IdType>
inline constexpr IdType kOther{
    std::numeric_limits<decltype(IdType::value)>::max()};

template <class IdType>
IdType FindOrOther(const Ruleset& ruleset, std::string_view name) {
  const IdType id = Find(ruleset, name, IdType{});
  return id ? id : kOther<IdType>;
}

// A customer without a name: nobody has this id, so the engine refuses it.
inline constexpr CustomerId kNobody{UINT32_MAX};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_RULESET_NAMES_H_
