// K1 to K5, K8: what is said automatically, and how the robot hands over.

#include "tests/oracle/say.h"

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// ------------------------------------------------------------------ the rules

bool Oracle::WayOpen(const std::string& schedule) const {
  const ScheduleConfig* const hours = Schedule(schedule);
  return hours == nullptr || OpenAt(*hours, at_);
}

bool Oracle::HasRobot(int desk) const {
  if (settings_.RobotFirst(desk)) return true;
  for (size_t g = 0; g < config_.groups.size(); ++g) {
    if (config_.groups[g].robot && Serves(static_cast<int>(g), desk)) {
      return true;
    }
  }
  return false;
}

// What a customer's text does: a switch word, else a keyword. `robot`: it has
// the session, or could. `answered`: a keyword has; returned: it hands over.
bool Oracle::Hear(S& session, const Incoming& e, bool robot, bool* answered) {
  *answered = false;
  bool hands_over = false;
  const MenuItemConfig* const item = e.type == EventType::kCustomerClicks
                                         ? FindItem(config_, e.item)
                                         : nullptr;
  if (item != nullptr && item->hands_over && robot) {
    hands_over = WayOpen(settings_.ChosenSchedule(session.desk));
  }
  const bool is_text = item != nullptr ||
                       static_cast<MessageKind>(e.detail) == MessageKind::kText;
  if (!is_text) return hands_over;
  const std::string& text = item != nullptr ? item->text : e.text;
  const std::string plain = Plain(config_.keywords, text);
  for (const std::string& word : settings_.SwitchWords(session.desk)) {
    if (robot && Plain(config_.keywords, word) == plain &&
        WayOpen(settings_.WordsSchedule(session.desk))) {
      return true;
    }
  }
  const std::string& desk =
      config_.desks[static_cast<size_t>(session.desk)].name;
  const KeywordConfig* const rule = FirstKeyword(config_, desk, text);
  if (rule == nullptr) return hands_over;
  *answered = true;
  Say(session, TextSource::kKeyword, rule->name, rule->reply, rule->limit);
  return hands_over || (rule->hands_over && robot &&
                        WayOpen(settings_.ChosenSchedule(session.desk)));
}

// A text that nobody has answered, while the robot has the session or it is in
// the pool.
void Oracle::AskRobotOrReply(const S& session, Rung rung, Reason why) {
  const bool pooled = session.state == SessionState::kPooled;
  const std::string& desk =
      config_.desks[static_cast<size_t>(session.desk)].name;
  const DefaultReplyConfig* const reply = FirstDefaultReply(config_, desk);
  const bool first = settings_.RobotFirst(session.desk);
  if (!first && reply != nullptr &&
      (pooled || Participants(session.desk).empty())) {
    Say(session, TextSource::kDefaultReply, reply->name, reply->reply,
        reply->limit);
  } else if (!pooled || first) {
    AskRobot(session, rung, why);
  }
}

// ----------------------------------------------------------------- what is
// said

bool Oracle::WindowOpen(uint64_t customer, int channel) const {
  const auto his = granted_.find({customer, channel});
  return his != granted_.end() &&
         std::any_of(
             his->second.begin(), his->second.end(), [&](const Granted& g) {
               return g.use == SendUse::kAny && !g.state && at_ < g.until;
             });
}

// Something is about to open a window: a new one, if none is open.
void Oracle::CountWindow(uint64_t customer, int channel) {
  if (!WindowOpen(customer, channel)) ++says_.windows[{customer, channel}];
}

bool Oracle::SaidBefore(const S& session, TextSource source,
                        const std::string& rule, TextLimit limit) const {
  const auto found =
      says_.said.find({session.customer, session.desk, source, rule});
  if (found == says_.said.end()) return false;
  const int channel = settings_.ChannelOfDesk(session.desk);
  switch (limit) {
    case TextLimit::kNone:
      return false;
    case TextLimit::kSession:
      return found->second.session == session.number;
    case TextLimit::kDay:
      return found->second.day == LocalDay();
    case TextLimit::kWindow:
      break;
  }
  if (channels_.GrantsOf(channel).empty()) return true;
  const auto window = says_.windows.find({session.customer, channel});
  return WindowOpen(session.customer, channel) &&
         window != says_.windows.end() &&
         found->second.window == window->second;
}

void Oracle::NoteSaid(const S& session, TextSource source,
                      const std::string& rule) {
  const int channel = settings_.ChannelOfDesk(session.desk);
  says_.said[{session.customer, session.desk, source, rule}] = {
      session.number, LocalDay(), says_.windows[{session.customer, channel}]};
}

void Oracle::Say(const S& session, TextSource source, const std::string& rule,
                 const MessagesConfig& reply, TextLimit limit) {
  if (SaidBefore(session, source, rule, limit)) return;
  // A kind that the channel does not carry (W6).
  const int channel = settings_.ChannelOfDesk(session.desk);
  const auto stops = [&](bool has, MessageKind kind) {
    return has && !channels_.Carries(channel, SendUse::kAny, kind);
  };
  if (stops(!reply.texts.empty(), MessageKind::kText) ||
      stops(!reply.links.empty(), MessageKind::kLink) ||
      stops(!reply.menu.items.empty(), MessageKind::kMenu)) {
    EffectRecord& record =
        Record(RecordWhat::kNotSent, session.customer, session.desk, kNone);
    record.session = session.number;
    record.reason = static_cast<uint16_t>(Reason::kKindNotAllowed);
    record.group = static_cast<uint16_t>(source);
    return;
  }
  if (!Send(session, source, MessagesOf(reply))) return;
  SetTexts(&out_.back(), reply.texts);
  out_.back().group = ruleset_->Rule(rule).value;
  NoteSaid(session, source, rule);
}

// K5
void Oracle::GreetOnAccept(const S& session, bool given_away) {
  const Place place = PlaceOf(session);
  const Settings::Texts& texts = settings_.AcceptGreeting(place);
  const bool by_hand =
      session.by == AssignBy::kManual || session.by == AssignBy::kClaim;
  if (texts.empty() || given_away || session.by == AssignBy::kTransfer ||
      session.by == AssignBy::kReopen ||
      (by_hand && !settings_.GreetsByHand(place)) ||
      !Reachable(session.owner, session.desk)) {
    return;
  }
  constexpr TextSource kSource = TextSource::kAcceptGreeting;
  if (SaidBefore(session, kSource, "", TextLimit::kSession) ||
      SaidBefore(session, kSource, "", settings_.GreetingLimit(session.desk))) {
    return;
  }
  if (Send(session, kSource, texts)) NoteSaid(session, kSource, "");
}

// ------------------------------------------------------------------- hand-over

void Oracle::HandOver(S& session, bool written) {
  says_.misunderstood.erase(session.number);
  if (session.state == SessionState::kPooled) {
    TryPool(session.number, std::nullopt, written);
    return;
  }
  if (written) says_.asks_person = session.number;
  Route(session, kNone);
}

void Oracle::TakeIntent(S& session, const Incoming& e) {
  if (e.facts.intent.empty()) return;
  session.facts.intent = e.facts.intent;
  session.skills = SkillsFor(session.facts, e.customer);
  LetSkillsGo(session);
}

// D8, O2: with the intent somebody of its group may be able to take it.
void Oracle::TryWithIntent(const Incoming& e) {
  const S* session = Find(e.customer, e.desk);
  if (session == nullptr || e.facts.intent.empty()) return;
  if (session->state != SessionState::kPooled || !ByRules(*session)) return;
  TryPool(session->number, session->group, false);
}

Reason Oracle::HandsOver(const Incoming& e) {
  S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state != SessionState::kPooled &&
      session->state != SessionState::kRobot) {
    return Reason::kWrongState;
  }
  if (!settings_.ByRobot(e.desk) ||
      !WayOpen(settings_.ByRobotSchedule(e.desk))) {
    return Reason::kHandOverOff;
  }
  TakeIntent(*session, e);
  HandOver(*session, false);
  TryWithIntent(e);
  return Reason::kNone;
}

// All of its messages, or none.
void Oracle::RobotSends(const S& session, int64_t messages, MessageKind kind) {
  Sending s;
  s.customer = session.customer;
  s.desk = session.desk;
  s.who = Sender::kRobot;
  s.kind = kind;
  s.state = session.at_window;
  s.at = at_;
  Sent sent = Ask(s);
  // One may go out: so many?
  sent.messages = messages;
  if (sent.how == Sent::kDirect && sent.left < messages) {
    sent.how = Sent::kNot;
    sent.reason = Reason::kQuotaSpent;
  }
  if (sent.how != Sent::kDirect) {
    EffectRecord& record =
        Record(RecordWhat::kNotSent, session.customer, session.desk, kNone);
    record.session = session.number;
    record.reason = static_cast<uint16_t>(sent.reason);
    return;
  }
  Take(s, messages);
  EffectRecord& deliver = Emit(EffectType::kDeliver, session);
  deliver.detail = static_cast<uint8_t>(kind);
  if (sent.left != INT64_MAX) {
    deliver.value = static_cast<uint32_t>(sent.left - messages + 1);
  }
}

Reason Oracle::RobotReplies(const Incoming& e) {
  S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  const bool waits = session->state == SessionState::kWaiting;
  if (session->state == SessionState::kServing ||
      (waits && !(settings_.AnswersWaiting(e.desk) && HasRobot(e.desk)))) {
    return Reason::kWrongState;
  }
  const int64_t messages = e.items.value_or(1);
  const MessageKind kind =
      e.kind == MessageKind::kNone ? MessageKind::kText : e.kind;
  if (messages != 0) RobotSends(*session, messages, kind);
  if (waits) return Reason::kNone;
  TakeIntent(*session, e);
  int64_t failed = 0;
  if (static_cast<Understanding>(e.detail) == Understanding::kNo) {
    failed = ++says_.misunderstood[session->number];
  } else {
    says_.misunderstood.erase(session->number);
  }
  const auto& intents = settings_.HandOverIntents(e.desk);
  const bool for_people = !e.facts.intent.empty() &&
                          std::find(intents.begin(), intents.end(),
                                    e.facts.intent) != intents.end() &&
                          WayOpen(settings_.IntentsSchedule(e.desk));
  const int64_t most = settings_.Misunderstood(e.desk);
  const bool too_often = most != 0 && failed >= most &&
                         WayOpen(settings_.MisunderstoodSchedule(e.desk));
  if (for_people || too_often) HandOver(*session, false);
  TryWithIntent(e);
  return Reason::kNone;
}

// ---------------------------------------------------------------------- clicks

// K4: as a message with the text of the item.
Reason Oracle::Clicks(const Incoming& e) {
  Incoming said = e;
  said.detail = static_cast<uint8_t>(MessageKind::kText);
  return CustomerSends(said);
}

// What his message counts as for the window (W1).
WindowTrigger Oracle::TriggerOf(const Incoming& e) const {
  if (e.type == EventType::kCustomerEnters) return WindowTrigger::kEnter;
  if (e.type != EventType::kCustomerClicks) return WindowTrigger::kMessage;
  const ChannelConfig* const channel =
      channels_.At(settings_.ChannelOfDesk(e.desk));
  if (channel == nullptr) return WindowTrigger::kMessage;
  const bool account = channel->type == ChannelType::kOfficialAccount ||
                       channel->type == ChannelType::kServiceAccount ||
                       channel->type == ChannelType::kOfficialAccount2021;
  const ClickTrigger usual =
      account ? ClickTrigger::kMenu : ClickTrigger::kMessage;
  return channel->windows.click_trigger.value_or(usual) == ClickTrigger::kMenu
             ? WindowTrigger::kMenu
             : WindowTrigger::kMessage;
}

}  // namespace kefu::oracle
