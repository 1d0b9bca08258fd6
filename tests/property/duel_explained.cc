// What Explain says (E1): before an event, of whom a session will be; of a
// session that waits, why nobody has it.

#include <algorithm>
#include <string>

#include "tests/oracle/explained.h"
#include "tests/property/duel.h"
#include "tests/property/generator_say.h"

namespace kefu::property {
namespace {

bool Closes(const EffectRecord& effect, Reason reason) {
  return effect.Type() == EffectType::kCloseSession &&
         effect.reason == static_cast<uint16_t>(reason);
}

// What is said of an agent who could be given a session now.
bool Available(Reason reason) {
  return reason == Reason::kNone || reason == Reason::kChosen ||
         reason == Reason::kBeaten || reason == Reason::kLaterLevel;
}

}  // namespace

// Explain speaks of now: it foretells an event of this instant.
bool Duel::CanExplain(const Step& step) const {
  if (step.type != EventType::kCustomerSends &&
      step.type != EventType::kCustomerEnters) {
    return false;
  }
  if (step.customer < 0 || step.desk < 0 || !engine_.Now() ||
      engine_.Now()->ms != step.at) {
    return false;
  }
  const CustomerId customer =
      cast_.customers[static_cast<size_t>(step.customer)];
  const DeskId desk = cast_.desks[static_cast<size_t>(step.desk)];
  if (step.store == kUnknown) return false;
  if (!step.text.empty() && MayHandOver(world_.config)) return false;
  if (!step.told.attributes.empty()) return false;  // they count at once
  return oracle_.Knows(customer) && !step.former &&
         !engine_.Session(customer, desk).number;
}

Explanation Duel::Explain(const Step& step) const {
  Engine::Request request;
  const auto override_with = [](const auto& ids, int place, auto* id) {
    const auto given = IdOf(ids, place);
    if (given) *id = given;
  };
  request.customer = cast_.customers[static_cast<size_t>(step.customer)];
  request.desk = cast_.desks[static_cast<size_t>(step.desk)];
  if (step.type == EventType::kCustomerSends) {
    const oracle::Facts kept =
        oracle_.KeptFacts(request.customer.value, step.desk);
    request.kind = static_cast<MessageKind>(step.detail);
    request.product = ruleset_->Product(kept.product);
    request.intent = ruleset_->Intent(kept.intent);
    request.order_status = ruleset_->OrderStatus(kept.order_status);
    request.store = IdOf(cast_.stores, kept.store);
    request.page = ruleset_->Page(kept.page);
    request.language = ruleset_->Language(kept.language);
    request.link = IdOf(cast_.links, kept.link);
    request.agent = IdOf(cast_.agents, kept.named);
  } else {
    override_with(cast_.pages, step.page, &request.page);
    request.link = IdOf(cast_.links, step.link);
  }
  override_with(cast_.products, step.product, &request.product);
  override_with(cast_.intents, step.intent, &request.intent);
  override_with(cast_.languages, step.language, &request.language);
  override_with(cast_.order_statuses, step.order_status, &request.order_status);
  override_with(cast_.stores, step.store, &request.store);
  if (step.named >= 0) request.agent = IdOf(cast_.agents, step.named);
  return engine_.Explain(request);
}

// Whether the list was full.
std::string Duel::CompareFull(const Explanation& explanation,
                              bool expected) const {
  const bool told = !explanation.rungs.empty() &&
                    explanation.rungs.back().rung == Rung::kOverflow;
  if (told == expected) return "";
  return told ? "Explain foretold a full list\n"
              : "Explain did not foretell a full list\n";
}

// If the event opened a session, its decision must be the one foretold.
std::string Duel::CompareExplanation(const Explanation& explanation) const {
  if (effects_.size() < 2 || effects_[0].Type() != EffectType::kOpenSession) {
    return "";
  }
  if (effects_[1].Type() != EffectType::kAssign &&
      effects_[1].Type() != EffectType::kPool &&
      effects_[1].Type() != EffectType::kAskRobot &&
      effects_[1].Type() != EffectType::kEnqueue) {
    const bool refused = Closes(effects_[1], Reason::kRefusedOverflow);
    return refused ? CompareFull(explanation, true) : "";
  }
  // Whom it goes to, or who is asked first (A16).
  const bool asks = effects_.size() > 2 &&
                    effects_[2].Type() == EffectType::kOffer &&
                    effects_[2].session == effects_[0].session;
  const Decision done = effects_[asks ? 2 : 1].GetDecision();
  // What the ladder makes of it is not foretold, only that it does.
  if (done.rung == Rung::kOverflow || done.rung == Rung::kEmergency) {
    return CompareFull(explanation, true);
  }
  if (done == explanation.decision) {
    // Who joins a full list has another one evicted (Q3).
    const bool evicts = std::any_of(
        effects_.begin(), effects_.end(),
        [](const auto& effect) { return Closes(effect, Reason::kEvicted); });
    return evicts ? "" : CompareFull(explanation, false);
  }
  const auto text = [](const Decision& d) {
    return std::string(Name(d.rung)) + "/" + std::string(Name(d.reason)) +
           " list " + std::to_string(d.list) + " agent " +
           std::to_string(d.agent.value) + " asked " + std::to_string(d.asked);
  };
  return "Explain foretold " + text(explanation.decision) + ", done was " +
         text(done) + "\n";
}

// T11: of a session that waits each agent has a reason.
std::string Duel::CheckWaiting(CustomerId customer, DeskId desk) const {
  const SessionInfo session = engine_.Session(customer, desk);
  if (session.state != SessionState::kWaiting) return "";
  Engine::Request request;
  request.customer = customer;
  request.desk = desk;
  const Explanation told = engine_.Explain(request);
  const PositionInfo standing = engine_.Position(customer, desk);
  const std::string who =
      "waiting session " + std::to_string(session.number.value) + ", explained";
  if (!told.waiting || told.session != session.number) {
    return who + " as if it did not wait\n";
  }
  if (told.group != session.group || told.position != standing.position ||
      told.ahead != standing.ahead) {
    return who + " at another place\n";
  }
  if (session.offered_to) return "";  // somebody was chosen (A16)
  const oracle::Explained expected(oracle_, customer, desk);
  if (Available(told.decision.reason)) return who + " without a reason\n";
  if (!expected.hands_out()) return "";
  std::string d;
  const auto compare = [&](const std::string& what, Reason ours,
                           Reason theirs) {
    if (ours == theirs) return;
    d += who + ", " + what + ": engine " + std::string(Name(ours)) +
         ", oracle " + std::string(Name(theirs)) + "\n";
  };
  compare("reason", told.decision.reason, expected.reason());
  // Told are those of slots that are not open, too (R13), where nobody is.
  for (const AgentTrace& agent : told.agents) {
    const auto place =
        std::find(cast_.agents.begin(), cast_.agents.end(), agent.agent);
    const auto found =
        expected.agents().find(static_cast<int>(place - cast_.agents.begin()));
    const bool takes_part = found != expected.agents().end();
    const std::string what = "agent " + std::to_string(agent.agent.value);
    if (takes_part) compare(what, agent.reason, found->second);
    if (!takes_part && Available(agent.reason)) d += who + ", " + what + "\n";
  }
  for (const auto& [member, reason] : expected.agents()) {
    const AgentId agent = cast_.agents[static_cast<size_t>(member)];
    const bool is_told = std::any_of(
        told.agents.begin(), told.agents.end(),
        [agent](const AgentTrace& one) { return one.agent == agent; });
    if (!is_told) d += who + " without " + std::to_string(agent.value) + "\n";
  }
  return d;
}

}  // namespace kefu::property
