#include "tests/property/generator_say.h"

#include <algorithm>

#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

// Some stand in others, some overlap.
const std::vector<std::string>& Words() {
  static const std::vector<std::string> words{
      "人工",     "工",   "你好",   "你好棒", "hi", "hi there", "VIP", "ship",
      "shipping", "运费", "运费险", "a",      "ab", "ba b",     "ＯＫ"};
  return words;
}

// As people write them.
std::string Written(const std::string& word, Random* random) {
  std::string text;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && byte > ' ' && random->Chance(15)) {
      const int code = 0xff00 + byte - 0x20;  // its full-width form
      text += static_cast<char>(0xe0 | code >> 12);
      text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
      text += static_cast<char>(0x80 | (code & 0x3f));
    } else if (random->Chance(15) && 'a' <= c && c <= 'z') {
      text += static_cast<char>(c - 'a' + 'A');
    } else {
      text += c;
    }
  }
  static const std::vector<std::string> around{" ",  "\t", "\u3000",
                                               "\n", "!",  "\ufffd"};
  if (random->Chance(20)) text = random->Pick(around) + text;
  if (random->Chance(20)) text += random->Pick(around);
  return text;
}

class SayingMaker {
 public:
  explicit SayingMaker(World* world)
      : world_(*world),
        config_(world->config),
        random_(world->seed ^ 0x736179) {}

  void Make() {
    if (!random_.Chance(60)) return;
    if (random_.Chance(70)) MakeKeywords();
    if (random_.Chance(70)) MakeHandOvers();
    if (random_.Chance(60)) MakeGreetings();
    for (ChannelConfig& channel : config_.channels) {
      if (random_.Chance(30)) {
        channel.windows.click_trigger =
            random_.Chance(50) ? ClickTrigger::kMenu : ClickTrigger::kMessage;
      }
    }
  }

 private:
  TextLimit Limit() {
    return random_.Chance(50) ? TextLimit::kNone
                              : static_cast<TextLimit>(random_.Between(0, 3));
  }

  MessagesConfig Reply() {
    MessagesConfig reply;
    const int count = random_.Chance(70) ? 1 : random_.Between(0, 3);
    for (int i = 0; i < count; ++i) {
      reply.texts.push_back("reply " + std::to_string(random_.Below(5)));
      if (random_.Chance(20)) reply.texts.back() += SomeVariable(&random_);
    }
    if (random_.Chance(15))
      reply.links.push_back({"here", "https://a.example"});
    if (random_.Chance(30)) {
      reply.menu.text = "choose";
      const int items = random_.Between(1, 3);
      for (int i = 0; i < items; ++i) {
        reply.menu.items.push_back({"item " + std::to_string(items_++),
                                    random_.Pick(Words()), random_.Chance(30)});
      }
    }
    return reply;
  }

  std::vector<std::string> SomeDesks() {
    return random_.Chance(60) ? std::vector<std::string>{}
                              : Some(&random_, NamesOf(config_.desks), 50);
  }

  std::vector<std::string> SomeWords() {
    std::vector<std::string> words;
    const int count = random_.Between(1, 3);
    for (int i = 0; i < count; ++i) words.push_back(random_.Pick(Words()));
    return words;
  }

  void MakeKeywords() {
    KeywordsConfig& keywords = config_.keywords;
    keywords.trim = random_.Chance(80);
    keywords.fold_case = random_.Chance(80);
    keywords.fold_width = random_.Chance(80);
    const int count = random_.Between(0, 6);
    for (int i = 0; i < count; ++i) {
      KeywordConfig rule;
      rule.name = "keyword " + std::to_string(i);
      rule.words = SomeWords();
      if (random_.Chance(50)) rule.match = KeywordMatch::kContained;
      rule.hands_over = random_.Chance(20);
      rule.reply = Reply();
      if (rule.reply == MessagesConfig{}) rule.hands_over = true;
      rule.limit = Limit();
      rule.desks = SomeDesks();
      keywords.rules.push_back(rule);
    }
    for (int i = random_.Below(3); i > 0; --i) {
      DefaultReplyConfig rule;
      rule.name = "default " + std::to_string(i);
      rule.reply = Reply();
      if (rule.reply == MessagesConfig{}) rule.reply.texts = {"later"};
      rule.limit = Limit();
      rule.desks = SomeDesks();
      keywords.default_replies.push_back(rule);
    }
  }

  std::optional<std::string> Hours() {
    if (config_.schedules.empty() || !random_.Chance(25)) return std::nullopt;
    return random_.Pick(NamesOf(config_.schedules));
  }

  template <class T>
  void HandOvers(T* level, int percent) {
    HandOverConfig& ways = level->routing.hand_over;
    if (random_.Chance(percent)) {
      ways.words = SomeWords();
      std::sort(ways.words->begin(), ways.words->end());
      ways.words->erase(std::unique(ways.words->begin(), ways.words->end()),
                        ways.words->end());
    }
    if (random_.Chance(percent)) ways.misunderstood = random_.Between(0, 3);
    if (random_.Chance(percent)) {
      ways.intents = Some(&random_, world_.intents, 50);
    }
    if (random_.Chance(percent)) {
      ways.answers_waiting = random_.Chance(70);
    }
    ways.words_schedule = Hours();
    ways.misunderstood_schedule = Hours();
    ways.intents_schedule = Hours();
    ways.by_robot_schedule = Hours();
    ways.chosen_schedule = Hours();
  }

  void MakeHandOvers() {
    HandOvers(&config_, 60);
    for (ChannelConfig& channel : config_.channels) HandOvers(&channel, 15);
    for (DeskConfig& desk : config_.desks) HandOvers(&desk, 15);
    // Words are given then, so there is always a way.
    if (config_.routing.hand_over.words && random_.Chance(30)) {
      config_.routing.hand_over.by_robot = false;
    }
  }

  template <class T>
  void Greeting(T* level, int percent) {
    if (random_.Chance(percent)) {
      level->queue.accept_greeting.emplace();
      if (random_.Chance(80)) level->queue.accept_greeting = {{"I am {agent}"}};
    }
    if (random_.Chance(percent)) {
      level->queue.accept_greeting_by_hand = random_.Chance(60);
    }
  }
  template <class T>
  void GreetingLimit(T* level, int percent) {
    if (random_.Chance(percent)) level->queue.accept_greeting_limit = Limit();
  }

  void MakeGreetings() {
    Greeting(&config_, 70);
    for (ChannelConfig& channel : config_.channels) Greeting(&channel, 10);
    for (DeskConfig& desk : config_.desks) Greeting(&desk, 15);
    for (GroupConfig& group : config_.groups) Greeting(&group, 10);
    for (AgentConfig& agent : config_.agents) Greeting(&agent, 10);
    GreetingLimit(&config_, 60);
    for (ChannelConfig& channel : config_.channels) GreetingLimit(&channel, 20);
    for (DeskConfig& desk : config_.desks) GreetingLimit(&desk, 20);
  }

  World& world_;
  Config& config_;
  Random random_;
  int items_ = 0;
};

template <class C, class F>
void EachReply(C& config, F f) {
  for (auto& rule : config.keywords.rules) f(rule);
  for (auto& rule : config.keywords.default_replies) f(rule);
}

}  // namespace

void MakeSaying(World* world) { SayingMaker(world).Make(); }

void PickSaying(const World& world, Random* random, Step* step) {
  switch (step->type) {
    case EventType::kCustomerSends:
      if (!MayHandOver(world.config) && world.config.keywords.rules.empty() &&
          !random->Chance(5)) {
        break;
      }
      if (!random->Chance(60)) break;
      step->detail = static_cast<uint8_t>(MessageKind::kText);
      step->text = Written(random->Pick(Words()), random);
      if (random->Chance(25)) {
        step->text += Written(random->Pick(Words()), random);
      }
      break;
    case EventType::kCustomerClicks: {
      const auto items = static_cast<int>(ItemsOf(world.config).size());
      step->item =
          items == 0 || random->Chance(2) ? kUnknown : random->Below(items);
      break;
    }
    case EventType::kRobotReplies:
      step->detail = static_cast<uint8_t>(random->Between(1, 2));
      if (random->Chance(50)) {
        step->items = static_cast<uint32_t>(random->Between(0, 4));
      }
      if (random->Chance(20)) {
        step->kind = static_cast<MessageKind>(random->Between(1, 11));
      }
      if (random->Chance(40)) {
        step->intent = random->Below(static_cast<int>(world.intents.size()));
      }
      break;
    default:
      break;
  }
}

std::vector<std::string> ItemsOf(const Config& config) {
  std::vector<std::string> items;
  EachReply(config, [&](const auto& rule) {
    for (const MenuItemConfig& item : rule.reply.menu.items) {
      items.push_back(item.name);
    }
  });
  return items;
}

std::vector<std::string> RulesOf(const Config& config) {
  std::vector<std::string> rules;
  EachReply(config, [&](const auto& rule) { rules.push_back(rule.name); });
  return rules;
}

void RenameSaying(Config* config, void (*rename)(std::string*)) {
  EachReply(*config, [&](auto& rule) {
    rename(&rule.name);
    for (std::string& desk : rule.desks) rename(&desk);
    for (MenuItemConfig& item : rule.reply.menu.items) rename(&item.name);
  });
  const auto level = [&](auto& of) {
    HandOverConfig& ways = of.routing.hand_over;
    for (auto* name : {&ways.words_schedule, &ways.misunderstood_schedule,
                       &ways.intents_schedule, &ways.by_robot_schedule,
                       &ways.chosen_schedule}) {
      if (*name) rename(&**name);
    }
    if (!ways.intents) return;
    for (std::string& intent : *ways.intents) rename(&intent);
  };
  level(*config);
  for (ChannelConfig& channel : config->channels) level(channel);
  for (DeskConfig& desk : config->desks) level(desk);
}

bool MayHandOver(const Config& config) {
  bool may = config.routing.hand_over.words.has_value();
  const auto level = [&](const auto& of) {
    may |= of.routing.hand_over.words.has_value();
  };
  for (const ChannelConfig& channel : config.channels) level(channel);
  for (const DeskConfig& desk : config.desks) level(desk);
  for (const KeywordConfig& rule : config.keywords.rules) {
    may |= rule.hands_over;
  }
  return may;
}

}  // namespace kefu::property
