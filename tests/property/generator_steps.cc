// Random events.

#include <algorithm>

#include "tests/property/generator.h"
#include "tests/property/generator_courtesies.h"
#include "tests/property/generator_crowds.h"
#include "tests/property/generator_kinds.h"
#include "tests/property/generator_leaning.h"
#include "tests/property/generator_past.h"
#include "tests/property/generator_say.h"
#include "tests/property/generator_windows.h"

namespace kefu::property {
namespace {

constexpr int64_t kBegin = 1'763'690'400'000;

struct Weight {
  EventType type;
  int weight;
};
constexpr Weight kWeights[] = {
    {EventType::kCustomerSends, 50},      {EventType::kCustomerEnters, 18},
    {EventType::kCustomerLeaves, 8},      {EventType::kCustomerErased, 1},
    {EventType::kCustomerSubmitsForm, 3}, {EventType::kRobotHandsOver, 8},
    {EventType::kAgentConnects, 16},      {EventType::kAgentDisconnects, 8},
    {EventType::kAgentSetsStatus, 16},    {EventType::kAgentAccepts, 14},
    {EventType::kAgentDeclines, 6},       {EventType::kAgentSends, 28},
    {EventType::kAgentCloses, 18},        {EventType::kAgentTransfers, 8},
    {EventType::kAgentClaims, 4},         {EventType::kAgentHolds, 7},
    {EventType::kAgentUnholds, 4},        {EventType::kAgentDiscards, 4},
    {EventType::kAgentAssigns, 6},        {EventType::kAgentBlocks, 2},
    {EventType::kAgentUnblocks, 3},       {EventType::kAgentChangesSettings, 8},
    {EventType::kTimePasses, 8},          {EventType::kCustomerChanges, 10},
    {EventType::kCrowdRefreshes, 2},      {EventType::kCrowdUsed, 1},
    {EventType::kCustomerTriggers, 12},   {EventType::kDeliveryFails, 2},
    {EventType::kCustomerRates, 10},      {EventType::kAgentInvitesRating, 6},
    {EventType::kAgentReopens, 9},        {EventType::kCustomerClicks, 5},
    {EventType::kRobotReplies, 12},
};

bool HasCustomer(EventType type) {
  switch (type) {
    case EventType::kAgentConnects:
    case EventType::kAgentDisconnects:
    case EventType::kAgentSetsStatus:
    case EventType::kAgentAccepts:
    case EventType::kAgentReopens:
    case EventType::kAgentChangesSettings:
    case EventType::kTimePasses:
    case EventType::kCrowdRefreshes:
    case EventType::kCrowdUsed:
      return false;
    default:
      return true;
  }
}

bool HasActor(EventType type) {
  return type >= EventType::kAgentConnects && type < EventType::kTimePasses &&
         type != EventType::kCustomerChanges && type != EventType::kCrowdUsed &&
         type != EventType::kCustomerSubmitsForm &&
         type != EventType::kRobotHandsOver && type != EventType::kRobotReplies;
}

// Events of the owner in his session.
bool IsOwners(EventType type) {
  return type == EventType::kAgentSends || type == EventType::kAgentCloses ||
         type == EventType::kAgentTransfers || type == EventType::kAgentHolds ||
         type == EventType::kAgentUnholds ||
         type == EventType::kAgentInvitesRating;
}

// About a batch of customers.
bool IsBatch(EventType type) {
  return type == EventType::kAgentAccepts || type == EventType::kAgentReopens;
}

bool Blocks(EventType type) {
  return type == EventType::kAgentBlocks || type == EventType::kAgentUnblocks;
}

bool HandsOver(EventType type) {
  return type == EventType::kAgentTransfers || type == EventType::kAgentAssigns;
}

}  // namespace

StepMaker::StepMaker(const World& world, uint64_t seed, StepOptions options)
    : world_(world), random_(seed), options_(options), now_(kBegin) {}

Step StepMaker::Next(const oracle::Oracle& oracle, const Cast& cast) {
  if (options_.break_contract && !recent_.empty() && random_.Chance(2)) {
    return random_.Pick(recent_);  // the same event twice
  }
  Step step;
  PickType(&step);
  PickCourtesyType(world_, &random_, &step);
  PickTime(oracle, &step);
  if (HasCustomer(step.type) || IsBatch(step.type)) {
    PickCustomer(oracle, cast, &step);
  }
  if (IsBatch(step.type)) PickBatch(oracle, cast, &step);
  if (HasActor(step.type)) PickActor(oracle, cast, &step);
  PickFacts(&step);
  PickDetail(&step);
  PickWindows(world_, &random_, &step);
  if (step.type == EventType::kCustomerRates) {
    PickScore(&random_, options_.break_contract, &step);
  }
  if (HandsOver(step.type)) PickReceiver(&step);
  if (Blocks(step.type)) PickUntil(&step);
  if (step.type == EventType::kAgentConnects ||
      step.type == EventType::kAgentDisconnects) {
    PickDesks(&step);
  }
  step.again = random_.Chance(80);
  step.former = random_.Chance(1);
  if (random_.Chance(10))
    step.text =
        std::string(random_.Pick(std::vector<size_t>{1, 8, 20, 200}), 'x');
  PickSaying(world_, &random_, &step);
  PickCourtesy(world_, &random_, &step);
  if (options_.break_contract) PickContract(&step);
  recent_.push_back(step);
  if (recent_.size() > 8) recent_.erase(recent_.begin());
  return step;
}

void StepMaker::PickType(Step* step) {
  const auto weight = [this](const Weight& one) {
    return one.weight * TimesAsOften(world_, one.type);
  };
  int total = 0;
  for (const Weight& one : kWeights) total += weight(one);
  int n = random_.Below(total);
  for (const Weight& one : kWeights) {
    if (n < weight(one)) {
      step->type = one.type;
      return;
    }
    n -= weight(one);
  }
}

void StepMaker::PickTime(const oracle::Oracle& oracle, Step* step) {
  const std::optional<Instant> deadline = oracle.NextDeadline();
  if (oracle.Now()) now_ = std::max(now_, oracle.Now()->ms);
  const int n = random_.Below(100);
  if (n < 45) {
    // at the same instant
  } else if (n < 75) {
    now_ += random_.Between(1, 5) * 1000;
  } else if (n < 82) {
    now_ += random_.Between(1, 20'000);
  } else if (n < 97) {
    // Where it is lively fewer sessions end by time.
    const bool jumps = deadline && (!world_.lively || n >= 90);
    if (jumps) now_ = std::max(now_, deadline->ms + random_.Between(-1, 1));
  } else if (n < 98 && !world_.config.crowds.list.empty()) {
    now_ = NearCrowds(world_, &random_, now_);
  } else if (n < 99) {
    now_ += random_.Between(1, 90) * 1000;
  } else {
    now_ += int64_t{random_.Between(1, 50)} * 3'600'000;
  }
  step->at = now_;
}

// A place of `count`, rarely an unknown one or none.
int StepMaker::Place(size_t count) {
  const int n = random_.Below(200);
  if (n == 0 || count == 0) return kUnknown;
  if (n == 1) return kNone;
  return random_.Below(static_cast<int>(count));
}

void StepMaker::PickCustomer(const oracle::Oracle& oracle, const Cast& cast,
                             Step* step) {
  step->customer = Place(cast.customers.size());
  step->desk = Place(cast.desks.size());
  const auto& sessions = oracle.sessions();
  if (step->type == EventType::kCustomerEnters ||
      step->type == EventType::kAgentUnblocks || sessions.empty()) {
    return;
  }
  const bool opens = step->type == EventType::kCustomerSends;
  const bool past =
      step->type == EventType::kAgentReopens ||
      (step->type == EventType::kCustomerRates && random_.Chance(50));
  if (past && random_.Chance(85)) return;
  if (!random_.Chance(opens ? 40 : 85)) return;
  // One who has a session, waiting or served as the event wants it.
  const bool accepts = step->type == EventType::kAgentAccepts;
  const bool served = IsOwners(step->type) || (opens && random_.Chance(60)) ||
                      step->type == EventType::kAgentClaims ||
                      (accepts && random_.Chance(20));
  auto found = sessions.begin();
  for (int tries = 0; tries < 4; ++tries) {
    found = sessions.begin();
    std::advance(found, random_.Below(static_cast<int>(sessions.size())));
    if ((found->second.owner >= 0) == served) break;
  }
  const auto who = std::find(cast.customers.begin(), cast.customers.end(),
                             CustomerId{found->second.customer});
  if (who == cast.customers.end()) return;
  step->customer = static_cast<int>(who - cast.customers.begin());
  step->desk = found->second.desk;
}

void StepMaker::PickBatch(const oracle::Oracle& oracle, const Cast& cast,
                          Step* step) {
  const int fewest = options_.break_contract ? 0 : 1;  // none: bad_record
  const int count = random_.Chance(60) ? 1 : random_.Between(fewest, 6);
  for (int i = 0; i < count; ++i) {
    step->customers.push_back(step->customer);
    if (random_.Chance(10)) continue;  // once more
    const int desk = step->desk;
    for (int tries = 0; tries < 4; ++tries) {
      PickCustomer(oracle, cast, step);
      if (step->desk == desk) break;
    }
    step->desk = desk;
  }
  step->customer = kNone;
}

void StepMaker::PickActor(const oracle::Oracle& oracle, const Cast& cast,
                          Step* step) {
  step->agent = Place(cast.agents.size());
  const bool comes = step->type == EventType::kAgentConnects ||
                     step->type == EventType::kAgentSetsStatus;
  for (int tries = 0; world_.lively && !comes && tries < 3; ++tries) {
    if (step->agent < 0) break;
    const AgentId agent = cast.agents[static_cast<size_t>(step->agent)];
    if (oracle.Agent(agent).status == AgentStatus::kOnline) break;
    step->agent = Place(cast.agents.size());
  }
  if (step->type == EventType::kAgentSetsStatus && random_.Chance(20)) {
    step->by = Place(cast.agents.size());
  }
  // Who is asked, or must accept again.
  const bool accepts = step->type == EventType::kAgentAccepts;
  const int about =
      accepts && !step->customers.empty() ? step->customers[0] : step->customer;
  if ((accepts || step->type == EventType::kAgentDeclines) && about >= 0 &&
      step->desk >= 0 && random_.Chance(70)) {
    const CustomerId customer = cast.customers[static_cast<size_t>(about)];
    const int asked = oracle.AskedOf(customer.value, step->desk);
    if (asked >= 0) step->agent = asked;
  }
  if (!IsOwners(step->type)) return;
  if (step->customer >= 0 && step->desk >= 0 && random_.Chance(85)) {
    const auto customer = static_cast<size_t>(step->customer);
    const int owner =
        oracle.OwnerOf(cast.customers[customer].value, step->desk);
    if (owner >= 0) step->agent = owner;
  }
  if (step->type == EventType::kAgentCloses && random_.Chance(30)) {
    step->agent = kNone;
  }
}

void StepMaker::PickFacts(Step* step) {
  const auto maybe = [&](int percent, size_t count) {
    return random_.Chance(percent) ? Place(count) : kNone;
  };
  PickTold(step);
  if (step->type == EventType::kRobotHandsOver && random_.Chance(40)) {
    step->intent = Place(world_.intents.size());
  }
  if (step->type != EventType::kCustomerEnters &&
      step->type != EventType::kCustomerSends) {
    return;
  }
  step->page = maybe(30, world_.pages.size());
  step->language = maybe(30, world_.languages.size());
  step->product = maybe(40, world_.products.size());
  step->intent = maybe(40, world_.intents.size());
  step->order_status = maybe(30, world_.order_statuses.size());
  const auto& priorities = world_.config.queue.priorities;
  step->priority = priorities ? maybe(25, priorities->size()) : kNone;
  if (!priorities && random_.Chance(1)) step->priority = kUnknown;
  step->named = maybe(15, world_.config.agents.size());
  step->store = PickStore(world_, &random_);
  if (step->type == EventType::kCustomerSends) return;
  const auto& links = world_.config.links;
  step->link = links.empty() ? kNone : maybe(40, links.size());
  if (step->link == kNone || random_.Chance(3)) return;
  step->desk = kNone;  // the link names it, or the two agree
  for (size_t i = 0; step->link >= 0 && i < world_.config.desks.size(); ++i) {
    const auto& link = links[static_cast<size_t>(step->link)];
    if (world_.config.desks[i].name == link.desk && random_.Chance(30)) {
      step->desk = static_cast<int>(i);
    }
  }
}

// V1, V2
void StepMaker::PickTold(Step* step) {
  const bool changes = step->type == EventType::kCustomerChanges;
  const bool enters = step->type == EventType::kCustomerEnters &&
                      !world_.config.attributes.empty() && random_.Chance(20);
  if (changes || enters) {
    step->told = MakeTold(world_, &random_, changes, step->at);
  }
  if (step->type == EventType::kCrowdRefreshes ||
      step->type == EventType::kCrowdUsed) {
    step->crowd = Place(world_.config.crowds.list.size());
  }
}

void StepMaker::PickDetail(Step* step) {
  switch (step->type) {
    case EventType::kCustomerSends:
    case EventType::kAgentSends:
      step->detail = static_cast<uint8_t>(random_.Between(1, 11));
      if (world_.lively && random_.Chance(70)) {
        step->detail = static_cast<uint8_t>(MessageKind::kText);
      }
      break;
    case EventType::kCustomerLeaves:
      step->detail = static_cast<uint8_t>(
          random_.Chance(80) ? LeaveWhat::kQueue : LeaveWhat::kPage);
      break;
    case EventType::kAgentSetsStatus:
      step->detail = static_cast<uint8_t>(random_.Between(1, 4));
      if (random_.Chance(world_.lively ? 70 : 40)) step->detail = 1;
      break;
    case EventType::kAgentBlocks:
    case EventType::kAgentUnblocks:
      step->detail = static_cast<uint8_t>(random_.Between(1, 2));
      if (random_.Chance(step->detail == 2 ? 50 : 3)) step->desk = kNone;
      break;
    case EventType::kAgentChangesSettings:
      step->detail = static_cast<uint8_t>(random_.Between(0, 3));
      if (random_.Chance(30)) step->detail = 1;
      if (random_.Chance(60)) {
        step->capacity = static_cast<uint32_t>(random_.Between(0, 6));
      }
      break;
    default:
      break;
  }
}

void StepMaker::PickReceiver(Step* step) {
  const size_t agents = world_.config.agents.size();
  const size_t groups = world_.config.groups.size();
  if (groups > 0 && random_.Chance(55)) {
    step->to_group = Place(groups);
  } else {
    step->to_agent = Place(agents);
  }
  if (step->type == EventType::kAgentAssigns && random_.Chance(30)) {
    step->intent = Place(world_.intents.size());
  }
  if (!options_.break_contract) {  // neither or both: bad_record
    if (step->to_agent == kNone && step->to_group == kNone) {
      step->to_agent = kUnknown;
    }
  } else if (random_.Chance(2)) {
    step->to_agent = step->to_group = kUnknown;
  }
}

void StepMaker::PickDesks(Step* step) {
  const bool chooses = world_.config.tenant.chosen_desks;
  if (!random_.Chance(chooses ? 60 : 5)) return;
  const int count = random_.Between(1, 3);
  for (int i = 0; i < count; ++i) {
    const int desk = Place(world_.config.desks.size());
    if (desk != kNone) step->desks.push_back(desk);
  }
}

void StepMaker::PickUntil(Step* step) {
  if (random_.Chance(70)) {
    step->until = step->at + random_.Between(0, 30) * 1000;
  }
}

// What no careful host does.
void StepMaker::PickContract(Step* step) {
  if (random_.Chance(10)) {
    seq_ += static_cast<uint64_t>(random_.Below(3));  // sometimes again
    step->seq = seq_;
  }
  if (random_.Chance(20)) {
    ids_ += static_cast<uint64_t>(random_.Below(2));
    step->id = "push-" +
               std::to_string(ids_ - (ids_ > 5 && random_.Chance(10) ? 5 : 0));
  }
  if (random_.Chance(1)) step->at -= random_.Between(1, 20'000);
  if (random_.Chance(1) && random_.Chance(30)) {
    step->at = random_.Chance(50) ? kLastInstant.ms + 1 : kFirstInstant.ms - 1;
  }
  if (random_.Chance(1)) {
    step->damage = static_cast<Step::Damage>(random_.Between(1, 3));
  }
  if (step->type == EventType::kCustomerTriggers && random_.Chance(2)) {
    step->channel = random_.Chance(50) ? kNone : kUnknown;  // neither, or both
    if (step->channel == kNone) step->desk = kNone;
  }
  if (step->items && random_.Chance(2)) step->items = 1001;
  if (step->type == EventType::kAgentChangesSettings && random_.Chance(2)) {
    step->capacity = 1001;
  }
  if (random_.Chance(1) && HasCustomer(step->type)) step->customer = kStale;
}

std::vector<Step> MakeSteps(const World& world,
                            std::shared_ptr<const Ruleset> ruleset,
                            uint64_t seed, size_t count, StepOptions options) {
  Cast cast = LookUp(world, *ruleset);
  oracle::Oracle oracle(ruleset);
  // A name that is looked up again has the id that it had.
  const auto look_up = [&](int place) {
    const CustomerId id{static_cast<uint64_t>(place) + 1};
    oracle.Know(id);
    return id;
  };
  for (int i = 0; i < world.customers; ++i) {
    cast.customers.push_back(look_up(i));
  }
  cast.former.resize(cast.customers.size());
  cast.forgotten.resize(cast.customers.size());
  StepMaker maker(world, seed, options);
  std::vector<Step> steps;
  EventBatch batch;
  while (steps.size() < count) {
    steps.push_back(maker.Next(oracle, cast));
    LookUpAgain(steps.back(), look_up, &cast);
    batch.Clear();
    Add(steps.back(), cast, &batch);
    NoteForgotten(oracle.Apply(batch.records()[0], batch.payloads()), &cast);
  }
  return steps;
}

}  // namespace kefu::property
