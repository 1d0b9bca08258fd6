// The channels as the config has them, with the tables of their types.

#include "tests/oracle/channels.h"

#include <algorithm>
#include <cctype>

namespace kefu::oracle {
namespace {

constexpr int64_t kMinute = 60'000;
constexpr int64_t kHour = 60 * kMinute;

GrantConfig Row(WindowTrigger trigger, int64_t count, int64_t ms,
                SendUse use = SendUse::kAny,
                std::optional<SessionState> state = std::nullopt) {
  GrantConfig grant;
  grant.trigger = trigger;
  if (count != 0) grant.count = count;
  grant.lifetime = {ms};
  grant.use = use;
  grant.state = state;
  return grant;
}

// The table of W1.
std::vector<GrantConfig> TableOf(ChannelType type) {
  using enum WindowTrigger;
  using enum SendUse;
  const auto account = [](int64_t messages) {
    return std::vector<GrantConfig>{
        Row(kMessage, messages, 48 * kHour), Row(kMenu, 3, kMinute),
        Row(kFollow, 3, kMinute), Row(kScan, 3, kMinute)};
  };
  std::vector<GrantConfig> all;
  switch (type) {
    case ChannelType::kOfficialAccount:
      return account(5);
    case ChannelType::kServiceAccount:
      all = account(5);
      all.push_back(Row(kPay, 0, 48 * kHour));
      return all;
    case ChannelType::kOfficialAccount2021:
      all = account(20);
      all.push_back(Row(kPay, 20, 48 * kHour));
      return all;
    case ChannelType::kMiniProgram:
      return {Row(kMessage, 5, 48 * kHour), Row(kEnter, 2, kMinute)};
    case ChannelType::kWecomKf:
      return {
          Row(kMessage, 5, 48 * kHour), Row(kEnter, 1, 20'000, kWelcome),
          Row(kWait, 1, 48 * kHour, kQueueNotice, SessionState::kWaiting),
          Row(kAssign, 1, 48 * kHour, kAcceptNotice, SessionState::kServing),
          Row(kClose, 1, 20'000, kClosing, SessionState::kClosed)};
    case ChannelType::kWeimob:
      for (const auto t : {kMessage, kMenu, kFollow, kScan, kPay, kEnter}) {
        all.push_back(Row(t, 0, 48 * kHour));
      }
      return all;
    case ChannelType::kWeimobLegacy:
      return {Row(kMessage, 0, 24 * kHour)};
    case ChannelType::kH5:
    case ChannelType::kShopChat:
      break;
  }
  return {};
}

// W6: kinds of a type for a use; none: all.
std::vector<MessageKind> KindsOf(std::optional<ChannelType> type, SendUse use) {
  using enum MessageKind;
  if (type == ChannelType::kMiniProgram) return {kText, kImage};
  if (type != ChannelType::kWecomKf) return {};
  switch (use) {
    case SendUse::kWelcome:
    case SendUse::kClosing:
      return {kText, kMenu};
    case SendUse::kQueueNotice:
    case SendUse::kAcceptNotice:
      return {kText};
    default:
      return {};
  }
}

template <class T>
bool Has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string LowerCase(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

}  // namespace

const ChannelConfig* Channels::At(int channel) const {
  return channel < 0 ? nullptr
                     : &config_.channels[static_cast<size_t>(channel)];
}

std::vector<GrantConfig> Channels::GrantsOf(int channel) const {
  const ChannelConfig* c = At(channel);
  if (c == nullptr) return {};
  if (c->windows.grants) return *c->windows.grants;
  return c->type ? TableOf(*c->type) : std::vector<GrantConfig>{};
}

WindowFallback Channels::FallbackOf(int channel) const {
  const ChannelConfig* c = At(channel);
  if (c == nullptr) return WindowFallback::kNone;
  if (c->windows.fallback) return *c->windows.fallback;
  return c->type == ChannelType::kH5 || c->type == ChannelType::kWeimob ||
                 c->type == ChannelType::kWeimobLegacy
             ? WindowFallback::kTemplate
             : WindowFallback::kNone;
}

bool Channels::HasPage(int channel) const {
  const ChannelConfig* c = At(channel);
  return c != nullptr && c->windows.page.value_or(c->type == ChannelType::kH5);
}

bool Channels::Carries(int channel, SendUse use, MessageKind kind) const {
  const ChannelConfig* c = At(channel);
  if (c == nullptr) return true;
  std::vector<MessageKind> kinds;
  if (use != SendUse::kAny && c->type == ChannelType::kWecomKf) {
    kinds = KindsOf(c->type, use);
  } else {
    kinds =
        c->windows.kinds ? *c->windows.kinds : KindsOf(c->type, SendUse::kAny);
  }
  return kinds.empty() || Has(kinds, kind);
}

// W7
bool Channels::TextsGoIn(int channel, SessionState state) const {
  const ChannelConfig* c = At(channel);
  if (c == nullptr) return true;
  if (c->windows.states) return Has(*c->windows.states, state);
  return c->type != ChannelType::kWecomKf || state == SessionState::kRobot ||
         state == SessionState::kClosed;
}

// W6: files by what stands behind the last dot of their name.
bool Channels::FileFits(int channel, const std::string& name) const {
  const ChannelConfig* c = At(channel);
  if (c == nullptr) return true;
  std::vector<std::string> types;
  if (c->windows.file_types) {
    for (const std::string& t : *c->windows.file_types) {
      types.push_back(LowerCase(t));
    }
  } else if (c->type) {
    types = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx"};
  }
  const size_t dot = name.rfind('.');
  return types.empty() || (dot != std::string::npos &&
                           Has(types, LowerCase(name.substr(dot + 1))));
}

}  // namespace kefu::oracle
