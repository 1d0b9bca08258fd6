// Facts at their limits: rights (P1), gates (R1, F4), the estimated wait (Q6)
// and what still runs for a customer (T9).

#include <doctest/doctest.h>

#include "src/facts/estimate.h"
#include "src/facts/gate.h"
#include "src/facts/rights.h"
#include "src/facts/running.h"
#include "tests/unit/world_testing.h"

namespace kefu {
namespace {

// ------------------------------------------------------------------ rights

TEST_CASE("without roles everybody may do everything (P1)") {
  const auto world = WorldOf(WithDesk(R"("agents": [{"name": "lan"}])"));
  const AgentId lan = world->ruleset->Agent("lan");
  for (int right = 0; right <= static_cast<int>(Right::kReassign); ++right) {
    CHECK(IsPermitted(*world, lan, static_cast<Right>(right)));
  }
}

TEST_CASE("the built-in roles have their rights (P1)") {
  const auto world = WorldOf(WithDesk(R"("agents": [
      {"name": "none"}, {"name": "boss", "role": "manager"},
      {"name": "eye", "role": "inspector"}])"));
  const AgentId none = world->ruleset->Agent("none");
  const AgentId boss = world->ruleset->Agent("boss");
  const AgentId eye = world->ruleset->Agent("eye");
  for (int i = 0; i <= static_cast<int>(Right::kReassign); ++i) {
    const auto right = static_cast<Right>(i);
    CAPTURE(Name(right));
    CHECK(IsPermitted(*world, none, right) ==
          (right == Right::kAccept || right == Right::kTransfer ||
           right == Right::kTag));
    CHECK(IsPermitted(*world, boss, right) == (right != Right::kInspect));
    CHECK(IsPermitted(*world, eye, right) ==
          (right == Right::kInspect || right == Right::kExport));
  }
}

TEST_CASE("a declared role replaces the built-in one of its name (P1)") {
  const auto world =
      WorldOf(WithDesk(R"("roles": [{"name": "agent", "rights": ["claim"]}],
                  "agents": [{"name": "lan"}])"));
  const AgentId lan = world->ruleset->Agent("lan");
  CHECK(IsPermitted(*world, lan, Right::kClaim));
  CHECK_FALSE(IsPermitted(*world, lan, Right::kAccept));
}

TEST_CASE("a certificate holds until its end, and not at it (P1, T14)") {
  const auto world = WorldOf(WithDesk(R"(
      "roles": [{"name": "r", "rights": ["claim", "tag"],
                 "certified": ["claim"]}],
      "agents": [
        {"name": "until", "role": "r", "certificates": [
          {"right": "tag"},
          {"right": "claim", "until": "1970-01-01T00:00:05Z"},
          {"right": "claim", "until": "1970-01-01T00:00:02Z"}]},
        {"name": "ever", "role": "r", "certificates": [{"right": "claim"}]},
        {"name": "never", "role": "r", "certificates": [{"right": "tag"}]}])"));
  const AgentId until = world->ruleset->Agent("until");
  world->now = Instant{4999};
  CHECK(IsPermitted(*world, until, Right::kClaim));
  world->now = Instant{5000};
  CHECK_FALSE(IsPermitted(*world, until, Right::kClaim));
  CHECK(IsPermitted(*world, until, Right::kTag));
  world->now = kLastInstant;
  CHECK(IsPermitted(*world, world->ruleset->Agent("ever"), Right::kClaim));
  CHECK_FALSE(
      IsPermitted(*world, world->ruleset->Agent("never"), Right::kClaim));
}

// ------------------------------------------------------------------- gates

TEST_CASE("a deleted desk or link turns customers away (R1)") {
  const auto world = WorldOf(R"({
    "desks": [{"name": "old", "deleted": true}, {"name": "shop"}],
    "links": [{"name": "gone", "desk": "shop", "deleted": true},
              {"name": "card", "desk": "shop"}]})");
  const Ruleset& r = *world->ruleset;
  const DeskId shop = r.Desk("shop");
  CHECK(AskDeleted(*world, r.Desk("old"), {}) == Reason::kDeskDeleted);
  CHECK(AskDeleted(*world, shop, r.Link("gone")) == Reason::kDeskDeleted);
  CHECK(AskDeleted(*world, shop, r.Link("card")) == Reason::kNone);
  CHECK(AskDeleted(*world, shop, {}) == Reason::kNone);
}

TEST_CASE("what a later ruleset no longer has counts as deleted (R1, T10)") {
  const auto before = RulesetOf(R"({
    "desks": [{"name": "old"}, {"name": "shop"}],
    "links": [{"name": "gone", "desk": "shop"}]})");
  Config config = before->config();
  config.desks.erase(config.desks.begin());
  config.links.clear();
  const RulesetResult after = Compile(config, before);
  REQUIRE(after);
  const World world(after.ruleset);
  const DeskId shop = before->Desk("shop");
  CHECK(AskDeleted(world, before->Desk("old"), {}) == Reason::kDeskDeleted);
  CHECK(AskDeleted(world, shop, before->Link("gone")) == Reason::kDeskDeleted);
  CHECK(AskDeleted(world, shop, {}) == Reason::kNone);
}

TEST_CASE("a block holds until its end, at its desk or everywhere (F4)") {
  const auto world = WorldOf(R"({"desks": [{"name": "a"}, {"name": "b"}]})");
  const DeskId a = world->ruleset->Desk("a"), b = world->ruleset->Desk("b");
  const uint32_t customer = AddCustomer(*world, a);
  CHECK(AskBlocked(*world, customer, a) == Reason::kNone);
  world->blocks.Set(customer, a, Instant{100});
  world->contacts[customer].blocked = true;
  world->now = Instant{99};
  CHECK(AskBlocked(*world, customer, a) == Reason::kBlocked);
  CHECK(AskBlocked(*world, customer, b) == Reason::kNone);
  world->now = Instant{100};
  CHECK(AskBlocked(*world, customer, a) == Reason::kNone);
  world->blocks.Set(customer, DeskId{}, Instant{200});
  CHECK(AskBlocked(*world, customer, a) == Reason::kBlocked);
  CHECK(AskBlocked(*world, customer, b) == Reason::kBlocked);
  world->now = Instant{200};
  CHECK(AskBlocked(*world, customer, b) == Reason::kNone);
}

// ---------------------------------------------------------- estimated wait

TEST_CASE("the estimate is known once both halves are (Q6)") {
  const auto world = WorldOf(WithDesk(R"("agents": [{"name": "lan"}])"));
  const ListId list = world->rules.desks[1].own_list;
  const auto estimate = [&](uint32_t ahead) {
    return EstimatedWait(*world, list, {}, ahead);
  };
  CHECK_FALSE(estimate(0));
  world->list_states[list].Add(Duration{1000});
  CHECK_FALSE(estimate(0));
  const uint32_t lan = world->rules.lists[list].members_begin;
  world->roster.Sit(lan, {Reason::kAtCapacity, 0, 1, 3, 0});
  CHECK(estimate(0) == Duration{333});
  CHECK(estimate(1) == Duration{666});
  CHECK(estimate(2) == Duration{1000});
  world->list_states[list].Add(Duration{2001});
  CHECK(estimate(0) == Duration{500});
  world->roster.Sit(lan, {Reason::kAtCapacity, 0, 1, 0, 0});
  CHECK_FALSE(estimate(0));
}

TEST_CASE("only the last 20 closes count, and nothing overflows (Q6)") {
  const auto world = WorldOf(WithDesk(R"("agents": [{"name": "lan"}])"));
  const ListId list = world->rules.desks[1].own_list;
  world->roster.Sit(world->rules.lists[list].members_begin,
                    {Reason::kNone, 1, 1, 1, 0});
  world->list_states[list].Add(kLongestDuration);
  for (int i = 0; i < 20; ++i) world->list_states[list].Add(Duration{7});
  CHECK(EstimatedWait(*world, list, {}, 0) == Duration{7});
  for (int i = 0; i < 20; ++i) world->list_states[list].Add(kLongestDuration);
  CHECK(EstimatedWait(*world, list, {}, UINT32_MAX) == kLongestDuration);
}

// -------------------------------------------------------------- forgetting

constexpr char kForgets[] = R"({
  "desks": [{"name": "a"}, {"name": "b", "routing": {"sticky": [
      {"within": "1 s"}, {"within": "3 s"}, {"within": "2 s"}]}}],
  "routing": {"sticky": []},
  "queue": {"rejoin_within": "4 s"},
  "agents": [{"name": "lan"}],
  "limits": {"forget_after": "1 s"}})";

TEST_CASE("a customer is forgotten after his last event (T9)") {
  const auto world = WorldOf(kForgets);
  const uint32_t customer = AddCustomer(*world, world->ruleset->Desk("a"));
  world->forgetting.Touch(customer, Instant{500});
  CHECK(ForgetAt(*world, customer) == Instant{1500});
  world->forgetting.Touch(customer, Instant{700});
  CHECK(ForgetAt(*world, customer) == Instant{1700});
  world->contacts[customer].session = 1;
  CHECK(ForgetAt(*world, customer).never());
}

TEST_CASE("what still holds puts it off: the longest rung, a block (T9)") {
  const auto world = WorldOf(kForgets);
  const DeskId a = world->ruleset->Desk("a"), b = world->ruleset->Desk("b");
  const uint32_t customer = AddCustomer(*world, a);
  world->forgetting.Touch(customer, Instant{0});
  Contact& first = world->contacts[customer];
  first.memory_agent = 1;
  first.memory_at = 900;
  CHECK(ForgetAt(*world, customer) == Instant{1000});  // no ladder at a
  world->contacts.Reserve();
  Contact& second = world->contacts[world->contacts.FindOrAdd(customer, b)];
  second.memory_agent = 1;
  second.memory_at = 900;
  CHECK(ForgetAt(*world, customer) == Instant{3900});
  world->blocks.Set(customer, b, Instant{5000});
  world->blocks.Set(customer, a, Instant{4000});
  CHECK(ForgetAt(*world, customer) == Instant{5000});
  world->blocks.Set(customer, DeskId{}, Instant::Never());
  CHECK(ForgetAt(*world, customer).never());
}

TEST_CASE("a place to come back to puts it off (T9, Q7)") {
  const auto world = WorldOf(kForgets);
  const uint32_t customer = AddCustomer(*world, world->ruleset->Desk("a"));
  world->forgetting.Touch(customer, Instant{0});
  Contact& contact = world->contacts[customer];
  world->sessions.Reserve(1);
  contact.row = world->sessions.Add();
  CHECK(ForgetAt(*world, customer) == Instant{1000});
  SessionMore& more = world->sessions.Write(contact.row);
  more.joined_at = 600;
  CHECK(ForgetAt(*world, customer) == Instant{1000});
  more.rejoined = true;
  CHECK(ForgetAt(*world, customer) == Instant{4600});
}

TEST_CASE("who is forgotten has his id and nothing else (T9)") {
  const auto world = WorldOf(kForgets);
  const uint32_t customer = AddCustomer(*world, world->ruleset->Desk("a"));
  const CustomerId id = world->CustomerOf(customer);
  CHECK(world->CustomerRow(id) == customer);
  world->forgetting.Touch(customer, Instant{0});
  world->blocks.Set(customer, DeskId{}, Instant::Never());
  world->contacts[customer].memory_agent = 1;
  world->Forget(customer);
  CHECK(world->CustomerRow(id) == customer);
  CHECK(world->contacts.IsFree(customer));
  CHECK(world->contacts[customer].memory_agent == 0);
  CHECK(world->contacts[customer].desk == 0);
  CHECK(world->blocks.all().empty());
  CHECK(world->forgetting[customer].first == 0);
}

}  // namespace
}  // namespace kefu
