#include "src/facts/route_request.h"

#include "src/model/book.h"

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
    const SessionNear& near = world.sessions.More(contact.row);
    values[ScopeDimension::kPage] = world.sessions.Far(contact.row).page;
    values[ScopeDimension::kStore] = near.store;
    values[ScopeDimension::kLanguage] = near.language;
    AddFurtherValues(world.rules, request.desk, {row.link}, &values);
  }
  request.cost = row.cost;
  request.exclusion = {left, contact.row};
  request.named = {world.sessions.Far(contact.row).named};
  if (!world.rules.any_store && !world.rules.any_lanes) return request;
  const SessionNear& near = world.sessions.More(contact.row);
  request.store = near.store;
  request.waited = Waited(world, contact);
  request.skills = world.rules.SkillsLeft(near.skills, request.waited);
  return request;
}

Needs NeedsOf(const World& world, const RouteRequest& request, ListId list) {
  const uint8_t klass = world.rules.ClassOf(list, request.desk, request.cost);
  return world.rules.NeedsFor(list, klass, request.store, request.skills,
                              request.waited);
}

}  // namespace kefu
