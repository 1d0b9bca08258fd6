#include "tests/property/duel.h"

#include <algorithm>
#include <cstring>

#include "tests/property/generator_past.h"
#include "tests/property/generator_say.h"
#include "tests/property/generator_windows.h"

namespace kefu::property {
namespace {

std::string Differs(const std::string& what, const std::string& engine,
                    const std::string& oracle) {
  return what + ": engine " + engine + ", oracle " + oracle + "\n";
}

template <class T>
std::string Check(const std::string& what, T engine, T oracle) {
  if (engine == oracle) return "";
  return Differs(what, std::to_string(engine), std::to_string(oracle));
}

std::string Check(const std::string& what, std::optional<Instant> engine,
                  std::optional<Instant> oracle) {
  const auto text = [](std::optional<Instant> t) {
    return t ? std::to_string(t->ms) : "none";
  };
  return engine == oracle ? "" : Differs(what, text(engine), text(oracle));
}

// Q6
template <class Info>
std::string CompareWait(const std::string& who, const Info& ours,
                        std::optional<int64_t> wanted) {
  if constexpr (requires { ours.estimated_wait->ms; }) {
    std::optional<int64_t> wait;
    if (ours.estimated_wait) wait = ours.estimated_wait->ms;
    return Check(who + "estimated wait", wait.value_or(-1),
                 wanted.value_or(-1));
  } else if constexpr (requires { ours.estimated_wait.off(); }) {
    return Check(who + "estimated wait",
                 ours.estimated_wait.off() ? -1 : ours.estimated_wait.ms,
                 wanted.value_or(-1));
  } else {
    return "";
  }
}

std::string ComparePool(const std::string& where, const PoolInfo& ours,
                        const PoolInfo& theirs) {
  return Check("pooled at " + where, ours.sessions, theirs.sessions) +
         Check("oldest pooled at " + where, ours.oldest.value,
               theirs.oldest.value) +
         Check("pooled since at " + where, ours.since.ms, theirs.since.ms);
}

}  // namespace

Duel::Duel(const World& world, std::shared_ptr<const Ruleset> ruleset,
           int thorough)
    : world_(world),
      ruleset_(ruleset),
      engine_(ruleset),
      oracle_(ruleset),
      cast_(LookUp(world, *ruleset)),
      thorough_(thorough) {
  LookUpCustomers(world_, {}, &engine_, &cast_);
  for (const CustomerId customer : cast_.customers) {
    if (customer != kNoMoreCustomers) oracle_.Know(customer);
  }
}

std::string Duel::Do(const Step& step) {
  if (std::string d = LookUpAgain(step); !d.empty()) return d;
  std::optional<Explanation> explanation;
  if (CanExplain(step)) explanation = Explain(step);
  batch_.Clear();
  effects_.Clear();
  Add(step, cast_, &batch_);
  engine_.Apply(batch_.records()[0], batch_.payloads(), &effects_);
  const std::vector<EffectRecord> expected =
      oracle_.Apply(batch_.records()[0], batch_.payloads());
  if (std::string d = CompareEffects(expected); !d.empty()) return d;
  NoteForgotten(expected, &cast_);
  if (std::string d = CompareForgotten(); !d.empty()) return d;
  if (explanation) {
    std::string d = CompareExplanation(*explanation);
    if (!d.empty()) return d;
  }
  if (std::string broken = engine_.CheckInvariants(); !broken.empty()) {
    return "invariant: " + broken + "\n";
  }
  if (std::string d = CompareCounts(); !d.empty()) return d;
  if (step.customer >= 0 && step.desk >= 0) {
    std::string d =
        CompareSession(cast_.customers[static_cast<size_t>(step.customer)],
                       cast_.desks[static_cast<size_t>(step.desk)]);
    if (!d.empty()) return d;
  }
  if (std::string d = CompareSends(step); !d.empty()) return d;
  if (std::string d = CompareUnanswered(); !d.empty()) return d;
  return ++steps_ % thorough_ == 0 ? CompareEverybody() : "";
}

// A name that is looked up again has its id, or a new one if somebody else got
// its row, if there is a place.
std::string Duel::LookUpAgain(const Step& step) {
  std::string d;
  property::LookUpAgain(
      step,
      [&](int place) {
        const CustomerId old = cast_.customers[static_cast<size_t>(place)];
        const bool room =
            oracle_.Owns(old) ||
            oracle_.Customers() <
                static_cast<size_t>(world_.config.limits.customers);
        const CustomerId id = LookUpCustomer(place, &engine_);
        d += Check("customers known", id != kNoMoreCustomers, room);
        if (id == kNoMoreCustomers) return id;
        if (oracle_.Owns(old) && id != old) d += "he has another id\n";
        if (id != old && oracle_.Owns(id)) {
          d += "an id was given twice\n";
        }
        if (engine_.CustomerName(id) != CustomerNameOf(place)) {
          d += "the new id has another name\n";
        }
        oracle_.Know(id);
        return id;
      },
      &cast_);
  return d;
}

// Until his row is used again a forgotten id says whose it was.
std::string Duel::CompareForgotten() const {
  std::string d;
  for (size_t i = 0; i < cast_.customers.size(); ++i) {
    if (!cast_.forgotten[i]) continue;
    const std::string name = CustomerNameOf(static_cast<int>(i));
    const std::string said = engine_.CustomerName(cast_.customers[i]);
    if (!said.empty() && said != name) d += "a forgotten id is " + said + "\n";
  }
  return d;
}

std::string Duel::CompareEffects(
    const std::vector<EffectRecord>& expected) const {
  bool same = effects_.size() == expected.size();
  for (size_t i = 0; same && i < expected.size(); ++i) {
    EffectRecord ours = effects_[i];
    EffectRecord theirs = expected[i];
    if (ours.Type() == EffectType::kSend && theirs.Type() == ours.Type() &&
        theirs.value != 0) {
      // The two number lists of texts in their own ways.
      const auto texts = ruleset_->Texts(TextId{ours.value});
      const auto& wanted = oracle_.Texts(theirs.value);
      same =
          std::equal(texts.begin(), texts.end(), wanted.begin(), wanted.end());
      ours.value = theirs.value = 0;
    }
    same = same && std::memcmp(&ours, &theirs, sizeof ours) == 0;
  }
  if (same) return "";
  return "effects differ\n  engine:\n" + ToText(effects_.records()) +
         "  oracle:\n" + ToText(expected);
}

std::string Duel::CompareCounts() const {
  std::string d = Check("now", engine_.Now(), oracle_.Now());
  d += Check("next deadline", engine_.NextDeadline(), oracle_.NextDeadline());
  d += Check("open sessions", engine_.OpenSessions(), oracle_.OpenSessions());
  d += Check("events", engine_.Events(), oracle_.Events());
  d += Check("customers", engine_.Customers(), oracle_.Customers());
  return d;
}

std::string Duel::CompareSession(CustomerId customer, DeskId desk) const {
  const SessionInfo ours = engine_.Session(customer, desk);
  const SessionInfo theirs = oracle_.Session(customer, desk);
  const std::string who = "customer " + std::to_string(customer.value) +
                          " desk " + std::to_string(desk.value) + " ";
  std::string d =
      Check(who + "session", ours.number.value, theirs.number.value);
  d += Check(who + "state", static_cast<int>(ours.state),
             static_cast<int>(theirs.state));
  d += Check(who + "agent", ours.agent.value, theirs.agent.value);
  d += Check<int>(who + "group", ours.group.value, theirs.group.value);
  d += Check<int>(who + "priority", ours.priority.value, theirs.priority.value);
  d += Check(who + "cost", ours.cost, theirs.cost);
  d += Check(who + "opened_at", ours.opened_at.ms, theirs.opened_at.ms);
  d += Check(who + "joined_at", ours.joined_at.ms, theirs.joined_at.ms);
  d += Check(who + "assigned_at", ours.assigned_at.ms, theirs.assigned_at.ms);
  d += Check(who + "held", ours.held, theirs.held);
  d += Check(who + "lapsed", ours.lapsed, theirs.lapsed);
  d +=
      Check(who + "offered_to", ours.offered_to.value, theirs.offered_to.value);
  d += Check(who + "offered_until", ours.offered_until.ms,
             theirs.offered_until.ms);
  const PositionInfo our_place = engine_.Position(customer, desk);
  const PositionInfo their_place = oracle_.Position(customer, desk);
  d += Check(who + "position", our_place.position, their_place.position);
  d += Check(who + "ahead", our_place.ahead, their_place.ahead);
  d += CompareWait(who, our_place, oracle_.EstimatedWait(customer, desk));
  return d + CheckWaiting(customer, desk);
}

// W2, about somebody at random.
std::string Duel::CompareSends(const Step& step) {
  const Engine::SendQuestion q = MakeQuestion(world_, cast_, step.at, &random_);
  const SendInfo ours = engine_.MaySend(q);
  const SendInfo theirs = oracle_.MaySend(q);
  const std::string who =
      "may send to " + std::to_string(q.customer.value) + " at desk " +
      std::to_string(q.desk.value) + " (" + std::string(Name(q.who)) + ", " +
      std::string(Name(q.use)) + ", " + std::string(Name(q.kind)) + ", " +
      std::to_string(q.count) + ", " + std::to_string(q.at.ms) + "): ";
  std::string d = Check(who + "allowed", ours.allowed, theirs.allowed);
  d += Check(who + "template", ours.template_only, theirs.template_only);
  d += Check<int>(who + "reason", static_cast<int>(ours.reason),
                  static_cast<int>(theirs.reason));
  d += Check(who + "left", int64_t{ours.left.value_or(UINT32_MAX)},
             int64_t{theirs.left.value_or(UINT32_MAX)});
  return d + Check(who + "until", ours.until, theirs.until);
}

// S5
std::string Duel::CompareUnanswered() {
  const Engine::UnansweredQuestion q =
      MakeUnansweredQuestion(world_, cast_, &random_);
  const auto ours = engine_.Unanswered(q);
  const auto theirs = oracle_.Unanswered(q);
  std::string d = Check("unanswered", ours.size(), theirs.size());
  for (size_t i = 0; d.empty() && i < ours.size(); ++i) {
    const UnansweredInfo& a = ours[i];
    const UnansweredInfo& b = theirs[i];
    const std::string who = "unanswered " + std::to_string(i) + " ";
    d += Check(who + "customer", a.customer.value, b.customer.value);
    d += Check<int>(who + "desk", a.desk.value, b.desk.value);
    d += Check(who + "session", a.session.value, b.session.value);
    d += Check(who + "state", static_cast<int>(a.state),
               static_cast<int>(b.state));
    d += Check(who + "since", a.since.ms, b.since.ms);
    d += Check(who + "agent", a.agent.value, b.agent.value);
    d += Check(who + "allowed", a.sends.allowed, b.sends.allowed);
    d += Check(who + "template", a.sends.template_only, b.sends.template_only);
    d += Check(who + "reason", static_cast<int>(a.sends.reason),
               static_cast<int>(b.sends.reason));
  }
  return d;
}

std::string Duel::CompareCrowds() const {
  std::string d;
  for (const CustomerId customer : cast_.customers) {
    const auto ours = engine_.CrowdsOf(customer);
    const auto theirs = oracle_.CrowdsOf(customer);
    if (ours == theirs) continue;
    d += "customer " + std::to_string(customer.value) + " is in " +
         std::to_string(ours.size()) + " crowds, oracle " +
         std::to_string(theirs.size()) + "\n";
  }
  return d;
}

std::string Duel::CompareEverybody() const {
  std::string d = CompareCrowds();
  for (const DeskId desk : cast_.desks) {
    for (const CustomerId customer : cast_.customers) {
      if (!oracle_.Knows(customer)) continue;
      d += CompareSession(customer, desk);
    }
    d += Check("waiting at desk " + std::to_string(desk.value),
               engine_.Waiting(desk), oracle_.Waiting(desk));
    d += ComparePool("desk " + std::to_string(desk.value), engine_.Pool(desk),
                     oracle_.Pool(desk));
  }
  for (const GroupId group : cast_.groups) {
    d += Check("waiting in group " + std::to_string(group.value),
               engine_.Waiting(group), oracle_.Waiting(group));
    d += ComparePool("group " + std::to_string(group.value),
                     engine_.Pool(group), oracle_.Pool(group));
  }
  for (const AgentId agent : cast_.agents) {
    const AgentInfo ours = engine_.Agent(agent);
    const AgentInfo theirs = oracle_.Agent(agent);
    const std::string who = "agent " + std::to_string(agent.value) + " ";
    d += Check(who + "status", static_cast<int>(ours.status),
               static_cast<int>(theirs.status));
    d += Check(who + "auto_accept", static_cast<int>(ours.auto_accept),
               static_cast<int>(theirs.auto_accept));
    d += Check(who + "capacity", ours.capacity, theirs.capacity);
    d += Check(who + "load", ours.load, theirs.load);
    d += Check(who + "sessions", ours.sessions, theirs.sessions);
  }
  return d;
}

std::shared_ptr<const Ruleset> CompileWorld(const World& world,
                                            std::string* error) {
  RulesetResult result = Compile(world.config);
  for (const ConfigError& e : result.errors) *error += ToText(e) + "\n";
  return result.ruleset;
}

std::string RunDuel(const World& world, std::shared_ptr<const Ruleset> ruleset,
                    const std::vector<Step>& steps, size_t* failed_at) {
  Duel duel(world, ruleset, 1);
  for (*failed_at = 0; *failed_at < steps.size(); ++*failed_at) {
    std::string d = duel.Do(steps[*failed_at]);
    if (!d.empty()) return d;
  }
  return "";
}

namespace {

// Leaves out steps, many at a time and then fewer, while it still fails.
std::string Shrink(const World& world, std::shared_ptr<const Ruleset> ruleset,
                   std::vector<Step>* steps) {
  size_t failed_at = 0;
  std::string difference = RunDuel(world, ruleset, *steps, &failed_at);
  if (difference.empty()) return difference;
  steps->resize(failed_at + 1);
  for (size_t chunk = steps->size() / 2; chunk > 0; chunk /= 2) {
    for (size_t at = 0; at + chunk < steps->size();) {
      std::vector<Step> fewer = *steps;
      const auto from = fewer.begin() + static_cast<std::ptrdiff_t>(at);
      fewer.erase(from, from + static_cast<std::ptrdiff_t>(chunk));
      std::string d = RunDuel(world, ruleset, fewer, &failed_at);
      if (d.empty()) {
        at += chunk;
        continue;
      }
      fewer.resize(failed_at + 1);
      *steps = std::move(fewer);
      difference = std::move(d);
    }
  }
  return difference;
}

}  // namespace

std::string DuelWorld(uint64_t seed, size_t count, int thorough) {
  const World world = MakeWorld(seed);
  const std::string place = "seed " + std::to_string(seed);
  std::string error;
  const auto ruleset = CompileWorld(world, &error);
  if (!ruleset) return place + ": the ruleset is refused:\n" + error;
  Duel duel(world, ruleset, thorough);
  StepMaker maker(world, seed ^ 0x5eed);
  std::vector<Step> steps;
  for (size_t i = 0; i < count; ++i) {
    steps.push_back(maker.Next(duel.oracle(), duel.cast()));
    const std::string found = duel.Do(steps.back());
    if (found.empty()) continue;
    std::string difference = Shrink(world, ruleset, &steps);
    if (difference.empty()) difference = found;
    return place + ", step " + std::to_string(i + 1) + ":\n" +
           ToText(world.config) + "\n" + ToText(steps) + difference;
  }
  return "";
}

}  // namespace kefu::property
