#include "src/moves/routing.h"

namespace kefu::routing {

RouteRequest RequestOf(const World& world, const Contact& contact,
                       AgentId excluded) {
  const SessionRow& row = world.sessions[contact.row];
  RouteRequest request;
  request.customer = contact.customer;
  request.desk = {contact.desk};
  request.values = {row.product, row.intent, row.order_status};
  request.cost = row.cost;
  request.excluded = excluded;
  return request;
}

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  Signal decided =
      Route(world, RequestOf(world, contact, {signal.agent}), nullptr);
  decided.contact = signal.contact;
  world.signals.PostNext(decided);
}

}  // namespace kefu::routing
