// Channels: what they let through, of their type and of their own (W1 to W7).

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "src/model/compile.h"

namespace kefu {
namespace {

template <class E>
constexpr unsigned Bit(E value) {
  return 1u << static_cast<unsigned>(value);
}

// A list as bits; an enum without a name is left out, CheckBounds has said so.
template <class E>
unsigned BitsOf(const std::vector<E>& values) {
  unsigned bits = 0;
  for (const E value : values) {
    if (!Name(value).empty()) bits |= Bit(value);
  }
  return bits;
}

void FillType(ChannelType type, ChannelData* data) {
#define KEFU_CHANNEL_TYPE(Type, fallback_, page_, since, words)              \
  if (type == ChannelType::Type) {                                           \
    data->fallback = WindowFallback::fallback_;                              \
    data->page = page_;                                                      \
    data->max_items = 5;                                                     \
    data->file_types = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx"}; \
  }
#define KEFU_GRANT(Type, trigger, count, lifetime, use, state)             \
  if (type == ChannelType::Type) {                                         \
    data->grants.push_back({WindowTrigger::trigger,                        \
                            (count) == 0 ? kUnlimited : (count), lifetime, \
                            SendUse::use, SessionState::state});           \
  }
#define KEFU_USE_KINDS(Type, use, ...)                             \
  if (type == ChannelType::Type) {                                 \
    using enum MessageKind;                                        \
    data->kinds[static_cast<size_t>(SendUse::use)] =               \
        static_cast<uint16_t>(BitsOf<MessageKind>({__VA_ARGS__})); \
  }
#define KEFU_TEXT_STATES(Type, ...)                                           \
  if (type == ChannelType::Type) {                                            \
    using enum SessionState;                                                  \
    data->states = static_cast<uint8_t>(BitsOf<SessionState>({__VA_ARGS__})); \
  }
#define KEFU_MENU_CLICKS(Type) \
  if (type == ChannelType::Type) data->menu_clicks = true;
#include "kefu/windows.def"
}

// G1: of a conversation with an account 公众号 nobody hears when it is opened.
bool HasEntry(ChannelType type) {
  return type != ChannelType::kOfficialAccount &&
         type != ChannelType::kServiceAccount &&
         type != ChannelType::kOfficialAccount2021;
}

// The types of channels that a preset offers (T13); none: all.
std::vector<ChannelType> OfferedBy(Preset preset) {
  std::vector<ChannelType> types;
#define KEFU_OFFERED(Of, Type) \
  if (preset == Preset::Of) types.push_back(ChannelType::Type);
#include "kefu/windows.def"
  return types;
}

std::string Lower(std::string text) {
  for (char& c : text) {
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// Of the kinds that are set, those of the uses are theirs; the others are as
// for any message.
void FillKinds(const WindowsConfig& own, ChannelData* data) {
  constexpr auto kAll = static_cast<uint16_t>((1u << kKinds) - 2);
  uint16_t& any = data->kinds[static_cast<size_t>(SendUse::kAny)];
  if (any == 0) any = kAll;
  if (own.kinds) any = static_cast<uint16_t>(BitsOf(*own.kinds));
  for (uint16_t& kinds : data->kinds) {
    if (kinds == 0) kinds = any;
  }
}

void SortGrants(ChannelData* data) {
  std::erase_if(data->grants, [](const GrantRule& rule) {
    return Name(rule.trigger).empty();  // CheckBounds has said so
  });
  std::stable_sort(data->grants.begin(), data->grants.end(),
                   [](const GrantRule& a, const GrantRule& b) {
                     return a.trigger < b.trigger;
                   });
  data->grants_of = {};
  for (const GrantRule& rule : data->grants) {
    ++data->grants_of[static_cast<size_t>(rule.trigger) + 1];
  }
  for (size_t i = 0; i < kTriggers; ++i) {
    data->grants_of[i + 1] += data->grants_of[i];
  }
}

// How many rows of Grants a customer may have at a channel: one for each use
// and state, and one for what is known beside.
uint32_t RowsOf(const ChannelData& data) {
  std::vector<std::pair<SendUse, SessionState>> rows;
  for (const GrantRule& rule : data.grants) {
    const std::pair row(rule.use, rule.state);
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) {
      rows.push_back(row);
    }
  }
  return static_cast<uint32_t>(rows.size()) + 1;
}

}  // namespace

void Compiler::CompileChannels() {
  d_.channels.resize(d_.channel_ids.size());
  for (size_t i = 0; i < c_.channels.size(); ++i) {
    const ChannelConfig& channel = c_.channels[i];
    ChannelData& data = d_.channels[d_.channel_ids.Find(channel.name)];
    const std::string at = fmt::format("/channels/{}", i);
    data.alive = true;
    if (channel.type && !Name(*channel.type).empty()) {
      FillType(*channel.type, &data);
      data.enters = HasEntry(*channel.type);
      CheckOffered(at + "/type", *channel.type);
    }
    FillWindows(at + "/windows", channel.windows, &data);
  }
}

void Compiler::CheckOffered(const std::string& at, ChannelType type) {
  const std::vector<ChannelType> offered = OfferedBy(c_.preset);
  if (offered.empty() ||
      std::find(offered.begin(), offered.end(), type) != offered.end()) {
    return;
  }
  std::vector<std::string_view> names;
  for (const ChannelType one : offered) names.push_back(Name(one));
  Report(at,
         fmt::format("is \"{}\", which the preset \"{}\" does not offer; it "
                     "has {}. Or take another preset",
                     Name(type), Name(c_.preset), fmt::join(names, ", ")));
}

void Compiler::FillGrants(const std::string& at,
                          const std::vector<GrantConfig>& grants,
                          ChannelData* data) {
  data->grants.clear();
  for (size_t i = 0; i < grants.size(); ++i) {
    const GrantConfig& own = grants[i];
    const bool closes = own.trigger == WindowTrigger::kClose;
    const SessionState of =
        own.trigger == WindowTrigger::kWait     ? SessionState::kWaiting
        : own.trigger == WindowTrigger::kAssign ? SessionState::kServing
                                                : SessionState::kClosed;
    const bool of_session = closes || own.trigger == WindowTrigger::kWait ||
                            own.trigger == WindowTrigger::kAssign;
    if (of_session && own.state && *own.state != of) {
      Report(fmt::format("{}/grants/{}/state", at, i),
             fmt::format("is \"{}\", but its trigger brings a session to "
                         "\"{}\"; expected that, or nothing",
                         Name(*own.state), Name(of)));
    }
    if (of_session && own.use == SendUse::kAny) {
      Report(fmt::format("{}/grants/{}/use", at, i),
             fmt::format("is \"any\", but what comes of the session itself "
                         "(\"{}\") grants something for one use only; name it, "
                         "such as \"closing\"",
                         Name(own.trigger)));
    }
    data->grants.push_back(
        {own.trigger,
         own.count ? static_cast<uint32_t>(*own.count) : kUnlimited,
         own.lifetime, own.use, own.state.value_or(SessionState::kNone)});
  }
}

void Compiler::FillWindows(const std::string& at, const WindowsConfig& own,
                           ChannelData* data) {
  if (own.grants) FillGrants(at, *own.grants, data);
  if (own.fallback) data->fallback = *own.fallback;
  if (own.page) data->page = *own.page;
  if (own.click_trigger) {
    data->menu_clicks = *own.click_trigger == ClickTrigger::kMenu;
  }
  if (own.states) data->states = static_cast<uint8_t>(BitsOf(*own.states));
  if (own.max_items) data->max_items = static_cast<uint32_t>(*own.max_items);
  if (own.file_types) {
    data->file_types.clear();
    for (const std::string& type : *own.file_types) {
      data->file_types.push_back(Lower(type));
    }
  }
  FillKinds(own, data);
  data->replaces = own.merge == WindowMerge::kReplace;
  data->template_first = own.template_first;
  data->template_id = own.template_id;
  data->page_template_after = own.page_template_after;
  if (own.template_first && data->fallback == WindowFallback::kNone) {
    Report(at + "/template_first",
           "is true, but there is no template: the fallback is \"none\"; set "
           "windows/fallback to template or subscription");
  }
  SortGrants(data);
  data->limited = !data->grants.empty();
  const bool subscribes = data->fallback == WindowFallback::kSubscription;
  data->keeps =
      data->limited || data->page || subscribes || data->template_first;
  const ChannelData nothing = [] {
    ChannelData none;
    FillKinds({}, &none);
    return none;
  }();
  data->checks = data->keeps || data->kinds != nothing.kinds ||
                 data->states != nothing.states ||
                 data->max_items != kUnlimited || !data->file_types.empty();
  d_.any_windows |= data->keeps;
  d_.checks_sends |= data->checks;
  d_.most_grants = std::max(d_.most_grants, RowsOf(*data));
  if (data->page) {
    d_.any_pages = true;
    d_.longest_page = std::max(d_.longest_page, data->page_template_after);
  }
  for (const GrantRule& rule : data->grants) {
    d_.state_grants |= rule.state != SessionState::kNone;
  }
}

// Q8
void Compiler::FillWindow(const Settings& s, DeskData* desk) {
  const ChannelData& channel = d_.channels[desk->channel.value];
  desk->checks_sends = channel.checks;
  if (!channel.limited || s.queue.window_within->off()) return;
  desk->window_within = *s.queue.window_within;
  desk->window_credit = *s.queue.window_credit;
  d_.credits_windows = d_.waiting_timers = true;
  ++d_.most_credited;
  for (const GrantRule& rule : channel.grants) {
    d_.longest_timer = std::max(d_.longest_timer, rule.lifetime);
  }
}

}  // namespace kefu
