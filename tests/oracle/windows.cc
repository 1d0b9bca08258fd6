// W1 to W7, K9, Q8: what may be sent to whom.

#include <algorithm>

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {
namespace {

constexpr int64_t kAnyNumber = INT64_MAX;

void AddUp(const std::vector<Granted*>& all, Sent* sent) {
  sent->left = 0;
  for (const Granted* g : all) {
    if (g->left == 0) continue;
    sent->left = g->left == kAnyNumber || sent->left == kAnyNumber
                     ? kAnyNumber
                     : sent->left + g->left;
    sent->until = std::max(sent->until.value_or(g->until), g->until);
  }
}

// When what waits for his return is told (W4).
int64_t PageEndsAt(const ChannelConfig& channel, const Away& away) {
  return *away.since + channel.windows.page_template_after.ms;
}

}  // namespace

// ------------------------------------------------------------------- grants

void Oracle::GrantFor(uint64_t customer, int channel, int desk,
                      SessionState state, WindowTrigger trigger) {
  const ChannelConfig* c = channels_.At(channel);
  for (const GrantConfig& rule : channels_.GrantsOf(channel)) {
    if (rule.trigger != trigger) continue;
    if (rule.state && (desk < 0 || *rule.state != state)) continue;
    if (rule.use == SendUse::kAny && !rule.state) {
      CountWindow(customer, channel);
    }
    std::vector<Granted>& his = granted_[{customer, channel}];
    Granted fresh{rule.use, rule.state, rule.state ? desk : kNone,
                  rule.count.value_or(kAnyNumber), at_ + rule.lifetime.ms};
    const auto old =
        std::find_if(his.begin(), his.end(), [&](const Granted& g) {
          return g.use == rule.use && g.state == rule.state &&
                 g.desk == fresh.desk;
        });
    if (old != his.end()) {
      const bool merges = c->windows.merge == WindowMerge::kLarger &&
                          rule.use == SendUse::kAny && at_ < old->until;
      if (merges) {
        fresh.left = std::max(fresh.left, old->left);
        fresh.until = std::max(fresh.until, old->until);
      }
      his.erase(old);
    }
    his.push_back(fresh);
  }
}

// The customer does something at a desk.
void Oracle::TellDesk(uint64_t customer, int desk, WindowTrigger trigger,
                      bool here) {
  const int channel = settings_.ChannelOfDesk(desk);
  if (here) away_.erase({customer, desk});
  const S* session = Find(customer, desk);
  GrantFor(customer, channel, desk,
           session == nullptr ? SessionState::kClosed : session->at_window,
           trigger);
  RenewCredits(customer, channel);
}

void Oracle::RenewCredits(uint64_t customer, int channel) {
  for (auto& [number, session] : sessions_) {
    if (session.customer == customer && session.in_list &&
        settings_.ChannelOfDesk(session.desk) == channel) {
      session.credited = IsCreditedNow(session);
    }
  }
}

// It comes into another state: what was for the old one is over.
void Oracle::ComesInto(S& session, SessionState state) {
  const SessionState before = session.at_window;
  session.at_window = state;
  const int channel = settings_.ChannelOfDesk(session.desk);
  if (before != state) EndState(session.customer, session.desk, before);
  if (state == SessionState::kWaiting) {
    GrantFor(session.customer, channel, session.desk, state,
             WindowTrigger::kWait);
  } else if (state == SessionState::kServing) {
    GrantFor(session.customer, channel, session.desk, state,
             WindowTrigger::kAssign);
  }
}

void Oracle::EndState(uint64_t customer, int desk, SessionState state) {
  std::erase_if(
      granted_[{customer, settings_.ChannelOfDesk(desk)}],
      [&](const Granted& g) { return g.state == state && g.desk == desk; });
}

// Those that a message at that desk, in that state, could be taken from.
std::vector<Granted*> Oracle::Usable(const Sending& s, SendUse use) {
  std::vector<Granted*> usable;
  const int channel = settings_.ChannelOfDesk(s.desk);
  const auto found = granted_.find({s.customer, channel});
  if (found == granted_.end()) return usable;
  for (const bool bound : {true, false}) {
    for (Granted& g : found->second) {
      if (g.use != use || g.state.has_value() != bound || s.at >= g.until ||
          (bound && (*g.state != s.state || g.desk != s.desk))) {
        continue;
      }
      usable.push_back(&g);
    }
  }
  std::stable_sort(usable.begin(), usable.end(),
                   [](const Granted* a, const Granted* b) {
                     return a->state && b->state && *a->state < *b->state;
                   });
  return usable;
}

// ----------------------------------------------------------------- the rule

Sent Oracle::Ask(const Sending& s) {
  const int channel = settings_.ChannelOfDesk(s.desk);
  const ChannelConfig* c = channels_.At(channel);
  Sent sent;
  sent.left = kAnyNumber;
  if (c == nullptr) return sent;
  const bool items =
      s.kind == MessageKind::kProduct || s.kind == MessageKind::kArticle;
  const int64_t messages = items ? 1 : s.count;
  const int64_t most =
      c->windows.max_items.value_or(c->type ? int64_t{5} : INT64_MAX);
  const auto no = [&](Reason reason) {
    return Sent{.how = Sent::kNot, .reason = reason, .left = 0};
  };
  if (!channels_.Carries(channel, s.use, s.kind)) {
    return no(Reason::kKindNotAllowed);
  }
  if (items && s.count > most) return no(Reason::kTooManyItems);
  sent.messages = messages;
  const bool away = away_.count({s.customer, s.desk}) != 0;
  const bool shares =
      s.who == Sender::kAgent || channels_.TextsGoIn(channel, s.state);
  if (away) {
    sent.reason = Reason::kOffPage;
    sent.left = 0;
  } else if (channels_.GrantsOf(channel).empty()) {
    if (!shares) sent = no(Reason::kWrongState);
  } else {
    std::vector<Granted*> all;
    if (s.use != SendUse::kAny) all = Usable(s, s.use);
    if (shares) {
      for (Granted* g : Usable(s, SendUse::kAny)) all.push_back(g);
    }
    AddUp(all, &sent);
    if (messages > sent.left) {
      bool open = false;
      for (const Granted* g : all) open |= g->use == SendUse::kAny || g->left;
      sent.reason = open     ? Reason::kQuotaSpent
                    : shares ? Reason::kWindowClosed
                             : Reason::kWrongState;
    }
  }
  const bool direct = sent.reason == Reason::kNone;
  sent.how = direct ? Sent::kDirect : Sent::kNot;
  if (s.who != Sender::kAgent || (direct && !c->windows.template_first)) {
    return sent;
  }
  const WindowFallback fallback = channels_.FallbackOf(channel);
  if (fallback == WindowFallback::kNone) return sent;
  if (TemplateGoes(s.customer, channel)) {
    sent.how = away ? Sent::kLater : Sent::kTemplate;
    if (direct) sent.reason = Reason::kTemplateFirst;
  } else if (!direct) {
    sent.reason = Reason::kNoFallback;
  }
  return sent;
}

bool Oracle::TemplateGoes(uint64_t customer, int channel) const {
  if (channels_.FallbackOf(channel) == WindowFallback::kTemplate) {
    return unfollowed_.count({customer, channel}) == 0;
  }
  const auto found = subscriptions_.find({customer, channel});
  return found != subscriptions_.end() && found->second > 0;
}

void Oracle::Take(const Sending& s, int64_t messages) {
  std::vector<Granted*> all;
  if (s.use != SendUse::kAny) all = Usable(s, s.use);
  for (Granted* g : Usable(s, SendUse::kAny)) all.push_back(g);
  for (Granted* g : all) {
    const int64_t from = std::min(g->left, messages);
    if (g->left != kAnyNumber) g->left -= from;
    messages -= from;
  }
}

void Oracle::SendTemplate(uint64_t customer, int desk, uint64_t session,
                          int agent, Reason reason) {
  const int channel = settings_.ChannelOfDesk(desk);
  if (channels_.FallbackOf(channel) == WindowFallback::kSubscription) {
    --subscriptions_[{customer, channel}];
  }
  EffectRecord& effect = Emit(EffectType::kSendTemplate);
  effect.session = session;
  effect.customer = customer;
  effect.desk = names_.DeskId(desk);
  effect.agent = names_.AgentId(agent);
  effect.value = names_.ChannelId(channel);
  effect.reason = static_cast<uint16_t>(reason);
}

// ----------------------------------------------------------- automatic texts

bool Oracle::TextGoes(uint64_t customer, int desk, SessionState state,
                      uint64_t session, TextSource source, size_t texts) {
  Sending s;
  s.customer = customer;
  s.desk = desk;
  s.who = Sender::kAutomatic;
  s.count = static_cast<int64_t>(texts);
  s.state = state;
  s.at = at_;
  switch (source) {
    case TextSource::kAccountReply:
    case TextSource::kQueueNotice:
    case TextSource::kOutOfHours:
      s.use = SendUse::kQueueNotice;
      break;
    case TextSource::kWelcome:
      s.use = SendUse::kWelcome;
      break;
    case TextSource::kAgentOffline:
    case TextSource::kAcceptGreeting:
      s.use = SendUse::kAcceptNotice;
      break;
    case TextSource::kClosing:
      s.use = SendUse::kClosing;
      s.state = SessionState::kClosed;
      break;
    default:
      break;
  }
  const Sent sent = Ask(s);
  if (sent.how == Sent::kDirect) {
    Take(s, sent.messages);
    return true;
  }
  EffectRecord& record = Record(RecordWhat::kNotSent, customer, desk, kNone);
  record.session = session;
  record.reason = static_cast<uint16_t>(sent.reason);
  record.group = static_cast<uint16_t>(source);
  return false;
}

// ------------------------------------------------------------------- agents

// Whether his message may be sent; if not, why.
Reason Oracle::AgentMaySend(const Incoming& e, const S& session, Sent* sent) {
  Sending s;
  s.customer = session.customer;
  s.desk = session.desk;
  s.kind = static_cast<MessageKind>(e.detail);
  if (s.kind == MessageKind::kProduct || s.kind == MessageKind::kArticle) {
    s.count = e.items.value_or(1);
  }
  s.state = session.at_window;
  s.at = at_;
  *sent = Ask(s);
  if (s.kind == MessageKind::kFile && !e.file_name.empty() &&
      !channels_.FileFits(settings_.ChannelOfDesk(s.desk), e.file_name)) {
    return Reason::kKindNotAllowed;
  }
  return sent->how == Sent::kNot ? sent->reason : Reason::kNone;
}

void Oracle::CarryOut(const Incoming& e, const S& session, const Sent& sent) {
  if (sent.how == Sent::kLater) {
    Away& away = away_.at({session.customer, session.desk});
    if (!away.since) away = {at_, session.number, e.agent};
    return;
  }
  if (sent.how == Sent::kTemplate) {
    return SendTemplate(session.customer, session.desk, session.number, e.agent,
                        sent.reason);
  }
  Sending s;
  s.customer = session.customer;
  s.desk = session.desk;
  s.state = session.at_window;
  s.at = at_;
  Take(s, sent.messages);
  EffectRecord& deliver = Emit(EffectType::kDeliver, session);
  deliver.agent = names_.AgentId(e.agent);
  deliver.detail = e.detail;
  if (sent.left != kAnyNumber) {
    deliver.value = static_cast<uint32_t>(sent.left - sent.messages + 1);
  }
}

// W4: nobody has come back.
void Oracle::PageEnds(uint64_t session) {
  for (auto& [key, away] : away_) {
    if (!away.since || away.session != session) continue;
    const auto [customer, desk] = key;
    const int agent = away.agent;
    away = {};
    const bool blocked = CourtesyReferee(*this).Blocked(customer, desk);
    if (!blocked && TemplateGoes(customer, settings_.ChannelOfDesk(desk))) {
      SendTemplate(customer, desk, session, agent, Reason::kOffPage);
      return;
    }
    EffectRecord& record = Record(RecordWhat::kNotSent, customer, desk, agent);
    record.session = session;
    const Reason why = blocked ? Reason::kBlocked : Reason::kNoFallback;
    record.reason = static_cast<uint16_t>(why);
    return;
  }
}

// ----------------------------------------------------------------- platforms

Reason Oracle::Triggers(const Incoming& e) {
  const int channel = e.desk >= 0 ? settings_.ChannelOfDesk(e.desk) : e.channel;
  const std::pair key(e.customer, channel);
  const ChannelConfig* c = channels_.At(channel);
  WindowTrigger trigger = WindowTrigger::kMenu;
  switch (static_cast<CustomerTrigger>(e.detail)) {
    case CustomerTrigger::kSubscribe:
      if (channels_.FallbackOf(channel) == WindowFallback::kSubscription &&
          (c->windows.template_id.empty() || e.template_id.empty() ||
           c->windows.template_id == e.template_id)) {
        subscriptions_[key] += e.items.value_or(1);
      }
      return Reason::kNone;
    case CustomerTrigger::kUnfollow:
      Unfollows(e.customer, channel);
      return Reason::kNone;
    case CustomerTrigger::kFollow:
      unfollowed_.erase(key);
      trigger = WindowTrigger::kFollow;
      break;
    case CustomerTrigger::kScan:
      trigger = WindowTrigger::kScan;
      break;
    case CustomerTrigger::kPay:
      trigger = WindowTrigger::kPay;
      break;
    default:
      break;
  }
  if (e.desk >= 0) {
    TellDesk(e.customer, e.desk, trigger, false);
  } else {
    GrantFor(e.customer, channel, kNone, SessionState::kNone, trigger);
    RenewCredits(e.customer, channel);
  }
  if (trigger == WindowTrigger::kFollow) {
    CourtesyReferee(*this).Followed(e, channel);
  }
  return Reason::kNone;
}

void Oracle::Unfollows(uint64_t customer, int channel) {
  granted_.erase({customer, channel});
  unfollowed_.insert({customer, channel});
  CourtesyReferee(*this).Unfollowed(customer, channel);
  RenewCredits(customer, channel);
}

Reason Oracle::DeliveryFailed(const Incoming& e) {
  const int channel = settings_.ChannelOfDesk(e.desk);
  const auto cause = static_cast<FailureCause>(e.detail);
  if (e.source == TextSource::kWelcome) {
    CourtesyReferee(*this).WelcomeFailed(e.customer, e.desk);
  }
  if (cause == FailureCause::kUnfollowed) Unfollows(e.customer, channel);
  if (cause != FailureCause::kWindowClosed &&
      cause != FailureCause::kQuotaSpent) {
    return Reason::kNone;
  }
  for (Granted& g : granted_[{e.customer, channel}]) {
    if (g.use != SendUse::kAny) continue;
    g.left = 0;
    if (cause == FailureCause::kWindowClosed) g.until = std::min(g.until, at_);
  }
  RenewCredits(e.customer, channel);
  return Reason::kNone;
}

// ------------------------------------------------------------------ queries

SendInfo Oracle::MaySend(const Engine::SendQuestion& q) {
  SendInfo info;
  const int desk = names_.Desk(q.desk.value);
  const auto no = [&](Reason reason) {
    info.reason = reason;
    return info;
  };
  const bool as_agent = q.agent && q.who == Sender::kAgent;
  if (desk < 0) return no(Reason::kUnknownDesk);
  if (config_.desks[static_cast<size_t>(desk)].deleted) {
    return no(Reason::kDeskDeleted);
  }
  const Reason customer = CheckCustomer(q.customer.value);
  if (customer != Reason::kNone) return no(customer);
  const S* session = Find(q.customer.value, desk);
  if (as_agent) {
    Incoming e;
    e.agent = names_.Agent(q.agent.value);
    e.customer = q.customer.value;
    e.desk = desk;
    if (e.agent < 0) return no(Reason::kUnknownAgent);
    S* own = nullptr;
    const Reason refused = OwnSession(e, &own);
    if (refused != Reason::kNone) return no(refused);
    if (own->to_reaccept) return no(Reason::kReacceptNeeded);
  }
  Sending s;
  s.customer = q.customer.value;
  s.desk = desk;
  s.who = q.who;
  s.use = q.use;
  s.kind = q.kind;
  s.count = q.count;
  s.state = session == nullptr ? SessionState::kClosed : session->at_window;
  s.at = std::max(q.at.ms, now_.value_or(q.at.ms));
  const Sent sent = Ask(s);
  info.allowed = sent.how == Sent::kDirect;
  info.template_only = sent.how == Sent::kTemplate || sent.how == Sent::kLater;
  if (!info.allowed) info.reason = sent.reason;
  if (sent.left != kAnyNumber) info.left = static_cast<uint32_t>(sent.left);
  if (sent.left != 0 && sent.until) info.until = Instant{*sent.until};
  return info;
}

// --------------------------------------------------------------- Q8 and T9

// When what may be sent to him ends.
std::optional<int64_t> Oracle::WindowEnds(const S& session) const {
  Sending s;
  s.customer = session.customer;
  s.desk = session.desk;
  s.state = session.at_window;
  s.at = at_;
  std::optional<int64_t> ends;
  for (const Granted* g : const_cast<Oracle*>(this)->Usable(s, SendUse::kAny)) {
    ends = std::max(ends.value_or(g->until), g->until);
  }
  return ends;
}

// From when its window counts; none: it does not.
std::optional<int64_t> Oracle::CreditedAt(const S& session) const {
  const Duration within = settings_.WindowWithin(session.desk);
  const auto ends = WindowEnds(session);
  if (within.off() || !ends) return std::nullopt;
  return *ends - within.ms;
}

bool Oracle::IsCreditedNow(const S& session) const {
  const auto at = CreditedAt(session);
  return at && *at <= at_;
}

void Oracle::PageTimers(std::vector<Timer>* timers) const {
  for (const auto& [key, away] : away_) {
    if (!away.since) continue;
    timers->push_back(
        {PageEndsAt(*channels_.At(settings_.ChannelOfDesk(key.second)), away),
         1, away.session, TimerKind::kPage, key.first});
  }
}

// A window, and a message that waits for his return, keep him.
int64_t Oracle::WindowsUntil(uint64_t customer) const {
  int64_t until = INT64_MIN;
  for (const auto& [key, his] : granted_) {
    if (key.first != customer) continue;
    for (const Granted& g : his) {
      if (g.use == SendUse::kAny && !g.state) until = std::max(until, g.until);
    }
  }
  for (const auto& [key, away] : away_) {
    if (key.first != customer || !away.since) continue;
    until = std::max(
        until,
        PageEndsAt(*channels_.At(settings_.ChannelOfDesk(key.second)), away));
  }
  return until;
}

}  // namespace kefu::oracle
