#include "src/facts/window.h"

#include <algorithm>
#include <string>

#include "src/model/grants.h"

namespace kefu {
namespace {

// What may go out by some rows together.
struct Sum {
  uint64_t left = 0;
  bool unlimited = false;
  bool open = false;    // some row is neither over nor, of one use, spent
  bool counts = false;  // some row has a number
  Instant until{INT64_MIN};

  void Add(const GrantRow& row, Instant now) {
    open |= row.Says(now);
    if (row.left == 0) return;
    const bool any = row.left == kUnlimited;
    unlimited |= any;
    counts |= !any;
    left += row.left;
    until = std::max(until, Instant{row.until});
  }
};

// Of the rows that are bound to the use and, if it may have those, the shared
// ones.
KEFU_INLINE Sum SumOf(const World& world, const SendAsk& ask, ChannelId channel,
                      bool shares) {
  Sum sum;
  world.grants.EachOf(ask.customer, [&](const GrantRow& row) {
    if (row.channel == channel.value && row.OpenAt(ask.at) &&
        (row.use == SendUse::kAny ? shares : row.use == ask.use) &&
        row.Serves(ask.desk, ask.state)) {
      sum.Add(row, ask.at);
    }
  });
  return sum;
}

// Through the window, if there is one.
KEFU_INLINE void LookAtWindow(const World& world, const SendAsk& ask,
                              const ChannelData& channel, ChannelId id,
                              SendAnswer* answer) {
  const bool shares = ask.who == Sender::kAgent || channel.TextsGoIn(ask.state);
  if (!channel.limited) {
    if (!shares) answer->reason = Reason::kWrongState;
    if (!shares) answer->left = 0;
    return;
  }
  const Sum all = SumOf(world, ask, id, shares);
  const uint64_t most = kUnlimited - 1;
  answer->left = all.unlimited
                     ? kUnlimited
                     : static_cast<uint32_t>(std::min(all.left, most));
  answer->until = all.until;
  answer->counts = all.counts;
  if (answer->messages <= answer->left) return;
  answer->reason = all.open ? Reason::kQuotaSpent
                   : shares ? Reason::kWindowClosed
                            : Reason::kWrongState;
}

}  // namespace

SendUse UseOf(TextSource source) {
  switch (source) {
    case TextSource::kWelcome:
      return SendUse::kWelcome;
    case TextSource::kAccountReply:
    case TextSource::kQueueNotice:
    case TextSource::kOutOfHours:
      return SendUse::kQueueNotice;
    case TextSource::kAgentOffline:
    case TextSource::kAcceptGreeting:
      return SendUse::kAcceptNotice;
    case TextSource::kClosing:
      return SendUse::kClosing;
    default:
      return SendUse::kAny;
  }
}

uint32_t OffPage(const World& world, uint32_t customer, DeskId desk) {
  return world.pages.rows.Find(customer, desk.value);
}

bool MaySendFile(const ChannelData& channel, std::string_view file_name) {
  if (channel.file_types.empty()) return true;
  const size_t dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string type(file_name.substr(dot + 1));
  for (char& c : type) {
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return std::find(channel.file_types.begin(), channel.file_types.end(),
                   type) != channel.file_types.end();
}

Reason AskTemplate(const World& world, uint32_t customer, ChannelId channel) {
  const ChannelData& data = world.rules.channels[channel.value];
  const GrantRow* known = KnownOf(world, customer, channel);
  switch (data.fallback) {
    case WindowFallback::kNone:
      break;
    case WindowFallback::kTemplate:
      return known != nullptr && known->unfollowed ? Reason::kNoFallback
                                                   : Reason::kNone;
    case WindowFallback::kSubscription:
      return known != nullptr && known->left != 0 ? Reason::kNone
                                                  : Reason::kNoFallback;
  }
  return Reason::kNoFallback;
}

SendAnswer AskSend(const World& world, const SendAsk& ask) {
  const ChannelId id = world.rules.desks[ask.desk.value].channel;
  const ChannelData& channel = world.rules.channels[id.value];
  SendAnswer answer;
  if (!channel.checks) return answer;
  answer.messages = (CountsItems(ask.kind) ? 1 : ask.count) * ask.times;
  if (!channel.Carries(ask.use, ask.kind)) {
    answer.reason = Reason::kKindNotAllowed;
  } else if (CountsItems(ask.kind) && ask.count > channel.max_items) {
    answer.reason = Reason::kTooManyItems;
  }
  if (answer.reason != Reason::kNone) {
    answer.way = SendWay::kNot;
    answer.left = 0;
    return answer;
  }
  const bool away = channel.page && OffPage(world, ask.customer, ask.desk) != 0;
  if (away) {
    answer.reason = Reason::kOffPage;
    answer.left = 0;
  } else {
    LookAtWindow(world, ask, channel, id, &answer);
  }
  const bool first = channel.template_first && answer.reason == Reason::kNone;
  if (answer.reason == Reason::kNone && !first) return answer;
  answer.way = SendWay::kNot;
  if (ask.who != Sender::kAgent || channel.fallback == WindowFallback::kNone) {
    if (first) answer.way = SendWay::kDirect;
    return answer;
  }
  const Reason none = AskTemplate(world, ask.customer, id);
  if (none == Reason::kNone) {
    answer.way = away ? SendWay::kLater : SendWay::kTemplate;
    if (first) answer.reason = Reason::kTemplateFirst;
  } else if (first) {
    answer.way = SendWay::kDirect;
  } else {
    answer.reason = none;
  }
  return answer;
}

}  // namespace kefu
