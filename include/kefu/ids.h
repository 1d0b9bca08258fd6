// Strong types for everything that has a number. A name is looked up once, at
// the border; from there on the engine and its host speak in these ids.
//
// 0 is "none" in every one of them, so a zeroed record names nobody. An id
// says nothing about order: no decision depends on its value (T6).
//
// Agents, groups, desks, links, products, intents, order statuses, channels,
// priorities, schedules, crowds, tags, attributes, pages, languages and stores
// are numbered by the ruleset; a ruleset compiled against a previous one keeps
// the ids of equal names. Customers are numbered by the engine. Sessions carry
// the engine's running number, from 1.

#ifndef KEFU_IDS_H_
#define KEFU_IDS_H_

#include <compare>
#include <cstdint>

#pragma GCC visibility push(default)
namespace kefu {

template <class Tag, class Rep>
struct Id {
  Rep value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using AgentId = Id<struct AgentTag, uint32_t>;              // 客服
using GroupId = Id<struct GroupTag, uint16_t>;              // 客服分组
using DeskId = Id<struct DeskTag, uint16_t>;                // 客服账号
using ChannelId = Id<struct ChannelTag, uint16_t>;          // 渠道
using LinkId = Id<struct LinkTag, uint32_t>;                // 客服链接
using ProductId = Id<struct ProductTag, uint32_t>;          // 商品
using IntentId = Id<struct IntentTag, uint32_t>;            // 意图
using OrderStatusId = Id<struct OrderStatusTag, uint32_t>;  // 订单状态
using PriorityId = Id<struct PriorityTag, uint16_t>;        // 优先级
using CrowdId = Id<struct CrowdTag, uint16_t>;              // 人群
using TagId = Id<struct TagTag, uint32_t>;                  // 客户标签
using AttributeId = Id<struct AttributeTag, uint32_t>;      // 客户属性
using PageId = Id<struct PageTag, uint32_t>;                // 页面
using LanguageId = Id<struct LanguageTag, uint32_t>;        // 语言
using StoreId = Id<struct StoreTag, uint32_t>;              // 门店
using ScheduleId = Id<struct ScheduleTag, uint16_t>;        // 时间表
using TextId = Id<struct TextTag, uint32_t>;      // what is sent at once
using CouponId = Id<struct CouponTag, uint32_t>;  // 优惠券
using RuleId = Id<struct RuleTag, uint16_t>;      // of a welcome, keyword, ...
using ItemId = Id<struct ItemTag, uint32_t>;  // 菜单项: of a menu that is sent

// A customer (客户) of one engine: the row in the low half, its generation in
// the high half, so that the id of a forgotten customer is never mistaken for
// that of the one who got his row.
using CustomerId = Id<struct CustomerTag, uint64_t>;

// What a look-up returns when `limits.customers` is reached: an event with it
// is refused `limit_reached` (T9).
inline constexpr CustomerId kNoMoreCustomers{UINT64_MAX};

// The running number of a session (会话) in its engine.
using SessionNumber = Id<struct SessionTag, uint64_t>;

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_IDS_H_
