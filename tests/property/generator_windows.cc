#include "tests/property/generator_windows.h"

#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

class WindowsMaker {
 public:
  explicit WindowsMaker(World* world)
      : config_(world->config), random_(world->seed ^ 0x77696e646f7773) {}

  void Make() {
    if (config_.channels.empty() || !random_.Chance(55)) return;
    for (ChannelConfig& channel : config_.channels) {
      if (random_.Chance(20)) continue;
      if (random_.Chance(60)) PickType(&channel);
      Windows(&channel.windows, channel.type);
    }
    Level(&config_, 50);
    for (DeskConfig& desk : config_.desks) Level(&desk, 20);
  }

 private:
  // Only types that the preset offers, and no count of agents at mini programs.
  void PickType(ChannelConfig* channel) {
    using enum ChannelType;
    const std::vector<ChannelType> all{
        kOfficialAccount, kServiceAccount,      kMiniProgram, kWecomKf, kWeimob,
        kWeimobLegacy,    kOfficialAccount2021, kH5,          kShopChat};
    switch (config_.preset) {
      case Preset::kNoPreset:
        channel->type = random_.Pick(all);
        break;
      case Preset::kWeimob:
        channel->type = random_.Pick(
            std::vector{kOfficialAccount, kServiceAccount, kH5, kWeimob});
        break;
      case Preset::kWecom:
        channel->type = kWecomKf;
        break;
      case Preset::kMiniProgram:
        channel->type = kMiniProgram;
        break;
      default:
        channel->type = kShopChat;
    }
  }

  GrantConfig Grant() {
    GrantConfig grant;
    grant.trigger = static_cast<WindowTrigger>(random_.Below(9));
    if (random_.Chance(50)) grant.trigger = WindowTrigger::kMessage;
    if (random_.Chance(85)) grant.count = random_.Between(1, 3);
    grant.lifetime = ShortDuration(&random_);
    if (random_.Chance(30)) {
      grant.use = static_cast<SendUse>(random_.Between(1, 5));
    }
    if (random_.Chance(30)) {
      grant.state = static_cast<SessionState>(random_.Between(1, 5));
    }
    // What brings a session to a state goes with no other.
    if (grant.use == SendUse::kAny && grant.trigger >= WindowTrigger::kWait) {
      grant.use = static_cast<SendUse>(random_.Between(2, 5));
    }
    switch (grant.trigger) {
      case WindowTrigger::kWait:
        if (grant.state) grant.state = SessionState::kWaiting;
        break;
      case WindowTrigger::kAssign:
        if (grant.state) grant.state = SessionState::kServing;
        break;
      case WindowTrigger::kClose:
        if (grant.state) grant.state = SessionState::kClosed;
        break;
      default:
        break;
    }
    return grant;
  }

  void Windows(WindowsConfig* windows, std::optional<ChannelType> type) {
    if (random_.Chance(type ? 70 : 90)) {
      windows->grants.emplace();
      const int count = random_.Between(0, 5);
      for (int i = 0; i < count; ++i) windows->grants->push_back(Grant());
    }
    if (random_.Chance(25)) windows->merge = WindowMerge::kReplace;
    if (random_.Chance(70)) {
      windows->fallback = static_cast<WindowFallback>(random_.Below(3));
    }
    const bool templates =
        windows->fallback && *windows->fallback != WindowFallback::kNone;
    if (templates && random_.Chance(20)) windows->template_first = true;
    if (random_.Chance(30)) windows->template_id = "t1";
    if (random_.Chance(20)) windows->page = random_.Chance(70);
    if (random_.Chance(60)) {
      windows->page_template_after = ShortDuration(&random_);
    }
    if (random_.Chance(15)) {
      windows->kinds = {MessageKind::kText, MessageKind::kFile,
                        MessageKind::kProduct};
    }
    if (random_.Chance(20)) windows->max_items = random_.Between(1, 3);
    if (random_.Chance(15)) {
      windows->file_types = std::vector<std::string>{"PDF", "txt"};
    }
    if (random_.Chance(25)) {
      windows->states.emplace();
      for (int s = 1; s <= 5; ++s) {
        if (random_.Chance(60)) {
          windows->states->push_back(static_cast<SessionState>(s));
        }
      }
    }
  }

  template <class T>
  void Level(T* level, int percent) {
    if (random_.Chance(percent)) {
      level->queue.window_within = ShortDuration(&random_);
    }
  }

  Config& config_;
  Random random_;
};

}  // namespace

void MakeWindows(World* world) { WindowsMaker(world).Make(); }

void PickWindows(const World& world, Random* random, Step* step) {
  const auto channels = static_cast<int>(world.config.channels.size());
  switch (step->type) {
    case EventType::kCustomerTriggers:
      step->detail = static_cast<uint8_t>(random->Between(1, 6));
      if (random->Chance(40)) {
        step->desk = kNone;
        step->channel = channels == 0 || random->Chance(3)
                            ? kUnknown
                            : random->Below(channels);
      } else if (step->desk == kNone) {
        step->desk = kUnknown;
      }
      if (random->Chance(30)) {
        step->items = static_cast<uint32_t>(random->Between(0, 3));
      }
      if (random->Chance(40)) step->file_name = random->Chance(70) ? "t1" : "t";
      break;
    case EventType::kDeliveryFails:
      step->detail = static_cast<uint8_t>(random->Between(1, 5));
      if (random->Chance(40)) step->source = TextSource::kWarning;
      break;
    case EventType::kAgentSends:
      if (random->Chance(15)) {
        step->items = static_cast<uint32_t>(random->Between(0, 7));
      }
      if (random->Chance(15)) {
        step->file_name = random->Pick(
            std::vector<std::string>{"a.pdf", "b.c.TXT", "pdf", "x.", "y.doc"});
      }
      break;
    case EventType::kCustomerLeaves:
      if (random->Chance(world.leaning == Leaning::kPages ? 80 : 30)) {
        step->detail = 1;  // the page
      }
      break;
    default:
      break;
  }
}

Engine::SendQuestion MakeQuestion(const World& world, const Cast& cast,
                                  int64_t now, Random* random) {
  Engine::SendQuestion question;
  question.customer = random->Pick(cast.customers);
  question.desk = random->Pick(cast.desks);
  question.who = static_cast<Sender>(random->Between(1, 3));
  question.use = static_cast<SendUse>(random->Between(1, 5));
  question.kind = static_cast<MessageKind>(random->Between(1, 11));
  if (random->Chance(50)) question.kind = MessageKind::kText;
  question.count = static_cast<uint32_t>(random->Between(1, 6));
  if (random->Chance(50)) question.count = 1;
  question.at =
      Instant{now + random->Between(0, 12) * 5000 + random->Between(-1, 1)};
  if (!world.config.agents.empty() && random->Chance(40)) {
    question.agent = random->Pick(cast.agents);
  }
  return question;
}

}  // namespace kefu::property
