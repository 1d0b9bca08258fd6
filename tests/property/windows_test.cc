// W2: what MaySend says is what a send then does, over random logs.

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "tests/property/duel.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

constexpr size_t kWorlds = kSlowness > 1 ? 20 : 40;
constexpr size_t kSteps = 1500;

// Whether a channel of the world limits what is sent.
bool Limits(const World& world) {
  for (const ChannelConfig& channel : world.config.channels) {
    const auto& grants = channel.windows.grants;
    if (grants && !grants->empty()) return true;
  }
  return false;
}

bool HasItems(MessageKind kind) {
  return kind == MessageKind::kProduct || kind == MessageKind::kArticle;
}

// What the robot wants to send; 0: it cannot be asked in one question.
uint32_t RobotsMessages(const Step& step) {
  return HasItems(step.kind) ? 0 : step.items.value_or(1);
}

// What is asked before an agent or a robot writes; none: it cannot be asked,
// since a file has a name, timers fire first, or the event breaks the contract.
std::optional<Engine::SendQuestion> QuestionOf(const Step& step,
                                               const Cast& cast,
                                               const Engine& engine) {
  const bool robot =
      step.type == EventType::kRobotReplies && RobotsMessages(step) != 0;
  if ((step.type != EventType::kAgentSends && !robot) ||
      !step.file_name.empty() || (step.agent < 0 && !robot) ||
      step.damage != Step::Damage::kWhole || step.seq || !step.id.empty() ||
      step.customer < 0 || step.desk < 0 || step.former ||
      cast.forgotten[static_cast<size_t>(step.customer)] ||
      cast.customers[static_cast<size_t>(step.customer)] == kNoMoreCustomers ||
      step.items > 1000u || step.text.size() > 60) {
    return std::nullopt;
  }
  const std::optional<Instant> due = engine.NextDeadline();
  if (!engine.Now() || step.at < engine.Now()->ms ||
      step.at > kLastInstant.ms || (due && due->ms <= step.at)) {
    return std::nullopt;
  }
  const auto kind = static_cast<MessageKind>(step.detail);
  if (robot) {
    return Engine::SendQuestion{
        .customer = cast.customers[static_cast<size_t>(step.customer)],
        .desk = cast.desks[static_cast<size_t>(step.desk)],
        .who = Sender::kRobot,
        .kind =
            step.kind == MessageKind::kNone ? MessageKind::kText : step.kind,
        .count = RobotsMessages(step),
        .at = Instant{step.at}};
  }
  const bool items = HasItems(kind);
  return Engine::SendQuestion{
      .customer = cast.customers[static_cast<size_t>(step.customer)],
      .desk = cast.desks[static_cast<size_t>(step.desk)],
      .kind = kind,
      .count = items ? step.items.value_or(1) : 1,
      .at = Instant{step.at},
      .agent = cast.agents[static_cast<size_t>(step.agent)]};
}

// What the send did, in the words of the answer; "": a robot may not speak in
// that session at all.
std::string Outcome(const Effects& effects, const Step& step) {
  const bool robot = step.type == EventType::kRobotReplies;
  for (const EffectRecord& effect : effects.records()) {
    if (robot && effect.Type() == EffectType::kRefuse) return "";
    if (robot && effect.Type() == EffectType::kRecord) {
      return "no " + std::string(Name(static_cast<Reason>(effect.reason)));
    }
    if (effect.Type() == EffectType::kRefuse) {
      return "no " + std::string(Name(static_cast<Reason>(effect.reason)));
    }
    if (effect.Type() == EffectType::kSendTemplate) return "template";
    if (const auto deliver = As<Deliver>(effect)) {
      return "yes " + (deliver->left
                           ? std::to_string(*deliver->left +
                                            (robot ? RobotsMessages(step) : 1))
                           : "any");
    }
  }
  return "template";  // accepted, and told later (W4)
}

std::string Foretold(const SendInfo& info) {
  if (info.template_only) return "template";
  if (!info.allowed) return "no " + std::string(Name(info.reason));
  return "yes " + (info.left ? std::to_string(*info.left) : "any");
}

}  // namespace

TEST_CASE("MaySend never disagrees with what a send then does (W2)") {
  size_t asked = 0;
  size_t templates = 0;
  size_t refused = 0;
  size_t robots = 0;
  size_t worlds = 0;
  for (uint64_t seed = 1; worlds < kWorlds; ++seed) {
    const World world = MakeWorld(seed);
    if (!Limits(world)) continue;
    ++worlds;
    std::string error;
    const auto ruleset = CompileWorld(world, &error);
    REQUIRE_MESSAGE(ruleset, error);
    Duel duel(world, ruleset, 1 << 30);
    StepMaker maker(world, seed);
    for (size_t i = 0; i < kSteps; ++i) {
      const Step step = maker.Next(duel.oracle(), duel.cast());
      const Engine& engine = duel.engine();
      const auto question = QuestionOf(step, duel.cast(), engine);
      std::string foretold;
      if (question) {
        foretold = Foretold(engine.MaySend(*question));
      }
      INFO("seed ", seed, " step ", i, ": ", ToText(step));
      const std::string differs = duel.Do(step);
      REQUIRE_MESSAGE(differs.empty(), differs);
      if (!question) continue;
      const std::string outcome = Outcome(duel.effects(), step);
      if (outcome.empty()) continue;
      ++asked;
      robots += question->who == Sender::kRobot;
      templates += outcome == "template";
      refused += outcome == "no window_closed" || outcome == "no quota_spent";
      REQUIRE(outcome == foretold);
    }
  }
  CHECK(asked > 30 * kWorlds);
  CHECK(robots > kWorlds);
  CHECK(templates > kWorlds / 4);
  CHECK(refused > kWorlds / 4);
}

}  // namespace kefu::property
