#include "src/engine/asked_route.h"

#include "src/facts/merge.h"
#include "src/model/book.h"

namespace kefu {

RouteRequest AskedRoute(const World& world, const Engine::Request& request,
                        uint32_t customer) {
  const ContactRow c =
      customer != 0 ? world.contacts.Find(customer, request.desk) : 0;
  // What an entry has left for the session counts where nothing is asked (S1).
  SessionFacts facts;
  if (c != 0) facts = Noted(world, world.contacts[c]);
  if (request.product) facts.product = request.product;
  if (request.intent) facts.intent = request.intent;
  if (request.order_status) facts.order_status = request.order_status;
  if (request.page) facts.page = request.page;
  if (request.language) facts.language = request.language;
  if (request.link) facts.link = request.link;
  if (request.agent) facts.named = request.agent;
  if (request.store) facts.store = request.store;
  RouteRequest route;
  route.customer = customer;
  route.desk = request.desk;
  ScopeValues& values = route.values;
  values.customer = customer;
  values[ScopeDimension::kProduct] = facts.product.value;
  values[ScopeDimension::kIntent] = facts.intent.value;
  values[ScopeDimension::kOrderStatus] = facts.order_status.value;
  values[ScopeDimension::kPage] = facts.page.value;
  values[ScopeDimension::kLanguage] = facts.language.value;
  AddFurtherValues(world.rules, request.desk, facts.link, &values);
  route.named = world.Knows(facts.named) ? facts.named : AgentId{};
  route.cost = world.rules.desks[request.desk.value]
                   .cost[static_cast<size_t>(request.kind)];
  const LinkId link = world.rules.Knows(facts.link) ? facts.link : LinkId{};
  const StoreId store =
      world.rules.Knows(facts.store) ? facts.store : StoreId{};
  route.store = StoreFor(world, customer, store, link).value;
  values[ScopeDimension::kStore] = route.store;
  if (c != 0) route.waited = WaitedBefore(world, world.contacts[c]);
  route.skills = world.rules.SkillsLeft(
      SkillsFor(world, customer, facts.intent, link, facts.language),
      route.waited);
  route.opens = true;
  if (c != 0) route.merges = AskMerge(world, world.contacts[c]);
  return route;
}

}  // namespace kefu
