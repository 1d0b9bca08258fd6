#include "src/facts/route_request.h"

namespace kefu {

RouteRequest RequestOf(const World& world, const Contact& contact,
                       AgentId left) {
  const SessionRow& row = world.sessions[contact.row];
  RouteRequest request;
  request.customer = contact.customer;
  request.desk = {contact.desk};
  ScopeValues& values = request.values;
  values.customer = contact.customer;
  values[ScopeDimension::kProduct] = row.product;
  values[ScopeDimension::kIntent] = row.intent;
  values[ScopeDimension::kOrderStatus] = row.order_status;
  if (world.rules.further_dimensions) {
    const SessionMore& more = world.sessions.More(contact.row);
    values[ScopeDimension::kPage] = more.page;
    values[ScopeDimension::kStore] = more.store;
    values[ScopeDimension::kLanguage] = more.language;
    AddFurtherValues(world.rules, request.desk, {row.link}, &values);
  }
  request.cost = row.cost;
  request.exclusion = {left, contact.row};
  request.named = {world.sessions.More(contact.row).named};
  return request;
}

}  // namespace kefu
