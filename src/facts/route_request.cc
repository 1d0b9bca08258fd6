#include "src/facts/route_request.h"

#include "src/model/book.h"

namespace kefu {

RouteRequest RequestOf(const World& world, const Contact& contact,
                       AgentId left) {
  const SessionRow& row = world.sessions[contact.row];
  RouteRequest request;
  request.customer = contact.customer;
  request.desk = {contact.desk};
  request.values = {row.product, row.intent, row.order_status};
  request.cost = row.cost;
  request.exclusion = {left, contact.row};
  const SessionMore& more = world.sessions.More(contact.row);
  request.named = {more.named};
  if (!world.rules.any_store && !world.rules.any_lanes) return request;
  request.store = more.store;
  request.waited = Waited(world, contact);
  request.skills = world.rules.SkillsLeft(more.skills, request.waited);
  return request;
}

Needs NeedsOf(const World& world, const RouteRequest& request, ListId list) {
  const uint8_t klass = world.rules.ClassOf(list, request.desk, request.cost);
  return world.rules.NeedsFor(list, klass, request.store, request.skills,
                              request.waited);
}

}  // namespace kefu
