// W2: what MaySend says is what a send then does, over random logs.

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
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

// ---------------------------------------------------------- automatic texts

// What an automatic text is for (docs/windows.md).
SendUse UseOf(TextSource source) {
  switch (source) {
    case TextSource::kWelcome:
      return SendUse::kWelcome;
    case TextSource::kQueueNotice:
    case TextSource::kAccountReply:
    case TextSource::kOutOfHours:
      return SendUse::kQueueNotice;
    case TextSource::kAcceptGreeting:
    case TextSource::kAgentOffline:
      return SendUse::kAcceptNotice;
    case TextSource::kClosing:
      return SendUse::kClosing;
    default:
      return SendUse::kAny;
  }
}

// Whether a call with this event opens no window by itself: what goes out in it
// could be asked before. Elsewhere the event comes first, and MaySend knows
// nothing of it.
bool OpensNothing(EventType type) {
  return type == EventType::kTimePasses ||
         type == EventType::kAgentInvitesRating ||
         type == EventType::kAgentSetsStatus ||
         type == EventType::kAgentDisconnects;
}

// Holds the first text of each customer in a call, whether it went out or not,
// to what MaySend said before the call. What stands behind another effect for
// him, such as a closing text behind the close, could not be foretold.
class AutomaticTexts {
 public:
  // "": all was foretold.
  std::string Hold(const Engine& before, const Effects& effects) {
    std::set<uint64_t> touched;  // customers who had an effect before
    for (const EffectRecord& effect : effects.records()) {
      if (effect.Type() == EffectType::kNotifyAgent) continue;
      if (touched.insert(effect.customer).second) {
        if (const auto send = As<Send>(effect); send && IsAsked(send->source)) {
          if (!WasSent(before, *send)) return ToText(effect);
        }
        if (const auto record = As<Record>(effect);
            record && record->what == RecordWhat::kNotSent &&
            IsAsked(record->source)) {
          if (!WasStopped(before, *record)) return ToText(effect);
        }
      }
    }
    return "";
  }
  // How many texts of a source were held to what was foretold.
  size_t sent(TextSource source) const { return Of(sent_, source); }
  size_t stopped(TextSource source) const { return Of(stopped_, source); }

 private:
  // The default reply also comes when a session falls back to a desk without
  // agents, of which nothing is told before (R13).
  static bool IsAsked(TextSource source) {
    return source != TextSource::kDefaultReply;
  }

  // In the shop nothing has a window (G4), and a set of several kinds cannot
  // be asked in one question.
  bool WasSent(const Engine& before, const Send& send) {
    const MessagesConfig& set = before.ruleset().Messages(send.texts);
    const bool menu = !set.menu.items.empty();
    const int kinds = !set.texts.empty() + !set.links.empty() + menu;
    if (!send.desk || kinds != 1) return true;
    ++sent_[send.source];
    const MessageKind kind = menu                ? MessageKind::kMenu
                             : set.texts.empty() ? MessageKind::kLink
                                                 : MessageKind::kText;
    const size_t count = set.texts.size() + set.links.size() + menu;
    return Ask(before, send.customer, send.desk, send.source, kind, count,
               Instant{send.at})
        .allowed;
  }

  // How many messages it was is not told: it was one number of them.
  bool WasStopped(const Engine& before, const Record& record) {
    if (record.reason == Reason::kKindNotAllowed) return true;
    ++stopped_[record.source];
    for (size_t count = 1; count <= 5; ++count) {
      const SendInfo info =
          Ask(before, record.customer, record.desk, record.source,
              MessageKind::kText, count, Instant{record.at});
      if (info.reason == Reason::kKindNotAllowed) return true;  // no texts
      if (!info.allowed && info.reason == record.reason) return true;
    }
    return false;
  }

  static SendInfo Ask(const Engine& before, CustomerId customer, DeskId desk,
                      TextSource source, MessageKind kind, size_t count,
                      Instant at) {
    return before.MaySend({.customer = customer,
                           .desk = desk,
                           .who = Sender::kAutomatic,
                           .use = UseOf(source),
                           .kind = kind,
                           .count = static_cast<uint32_t>(count),
                           .at = at});
  }

  using Counts = std::map<TextSource, size_t>;
  static size_t Of(const Counts& counts, TextSource source) {
    const auto found = counts.find(source);
    return found == counts.end() ? 0 : found->second;
  }

  Counts sent_, stopped_;
};

// Tells the steps, each timer in a call of its own. "", or what differs.
std::string TellTexts(const Story& story, AutomaticTexts* texts) {
  Engine engine(story.ruleset);
  Cast cast = LookUp(story.world, *story.ruleset);
  LookUpCustomers(story.world, {}, &engine, &cast);
  EventBatch batch;
  const auto tell = [&](size_t i, bool ask) -> std::string {
    Effects effects;
    std::optional<Engine> before;
    if (ask) before.emplace(engine.Fork());
    engine.ApplyBatch(batch, &effects);
    batch.Clear();
    const std::string wrong = ask ? texts->Hold(*before, effects) : "";
    return wrong.empty() ? "" : story.Failure(i, "not foretold: " + wrong);
  };
  for (size_t i = 0; i < story.steps.size(); ++i) {
    const Step& step = story.steps[i];
    for (int n = 0; n < 20; ++n) {
      const std::optional<Instant> due = engine.NextDeadline();
      if (!due || due->ms > step.at) break;
      batch.Add(TimePasses{.at = *due});
      if (std::string wrong = tell(i, true); !wrong.empty()) return wrong;
    }
    Add(step, cast, &batch);
    const std::optional<Instant> due = engine.NextDeadline();
    const bool ask = OpensNothing(step.type) && (!due || due->ms > step.at);
    if (std::string wrong = tell(i, ask); !wrong.empty()) return wrong;
  }
  return "";
}

}  // namespace

TEST_CASE("MaySend says what automatic texts then do (W2, K9)") {
  AutomaticTexts texts;
  const WorldOptions remembering{.forgets = false};
  const uint64_t worlds = ForEachStory(
      3600, kCareful, remembering, [&](const Story& story) -> std::string {
        return Limits(story.world) ? TellTexts(story, &texts) : "";
      });
  if (worlds < kEnoughWorlds) return;
  // Not true of nothing.
  CHECK(texts.sent(TextSource::kWarning) > worlds / 20);
  CHECK(texts.sent(TextSource::kGreeting) > worlds / 5);
  CHECK(texts.sent(TextSource::kRating) > 0);
  CHECK(texts.sent(TextSource::kForm) > 0);
  CHECK(texts.stopped(TextSource::kWarning) > worlds / 20);
  CHECK(texts.stopped(TextSource::kGreeting) > worlds / 2);
  CHECK(texts.stopped(TextSource::kRating) > 0);
  CHECK(texts.stopped(TextSource::kForm) > 0);
}

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
