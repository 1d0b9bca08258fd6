#include "src/moves/routing.h"

#include <new>
#include <utility>

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

namespace {

// The same decision once more, with every step told. It changes nothing, so
// it may fail for lack of memory.
void Explain(World& world, const Contact& contact,
             const RouteRequest& request) {
  try {
    Explanation told;
    const Signal decided = Route(world, request, &told);
    told.session = {contact.session};
    told.customer = world.CustomerOf(contact);
    told.decision = decided.decision;
    told.group = world.rules.lists[decided.list].group;
    world.explanations->push_back(std::move(told));
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  const RouteRequest request = RequestOf(world, contact, {signal.agent});
  if (world.explanations != nullptr) Explain(world, contact, request);
  Signal decided = Route(world, request, nullptr);
  decided.contact = signal.contact;
  world.signals.PostNext(decided);
}

}  // namespace kefu::routing
