#include "src/facts/route_request.h"

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
  request.named = {world.sessions.More(contact.row).named};
  return request;
}

}  // namespace kefu
