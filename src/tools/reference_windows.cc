// docs/windows.md.

#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "src/codec/config_facts.h"
#include "src/tools/reference_pages.h"

namespace kefu::tools {
namespace {

constexpr std::string_view kIntroduction =
    R"(Most platforms let a business write to a customer only for so long, and only so
often, after something that the customer did. A channel of a `type` has the
rules of its platform (W1); `windows` of the channel changes them, member by
member ([config](config.md)). A channel without a type and without `windows` lets
everything through, and costs nothing.

```cpp
kefu::SendInfo info = engine.MaySend({.customer = customer, .desk = desk});
if (!info.allowed) std::cerr << kefu::Name(info.reason) << "\n";
```

`MaySend` (`kefu_may_send`, `Engine.may_send`) says whether a message would go
out at a time to come, as if nothing happened until then, not even a timer that
would close the session or send its owner away: as it is, as a template
only, or not, and why; how many are left, until when (W2). It and the engine ask
the same function, so a send then does what it said. With `agent` it also looks at
whether he may write in the session. The reasons, in their order, are those of
`agent_sends` ([refusals](refusals.md)); of an automatic text `wrong_state`, too (W7).

## What a trigger grants

)";

constexpr std::string_view kAfterGrants = R"(
- A grant holds while now < its time + `lifetime`. One for any message is merged
  with what is left of those before: the larger count, the later end (`merge`:
  `larger`), or takes their place (`replace`). Five messages within 48 hours, one
  of them left, then a tap on the menu: three are left until the end of the 48
  hours.
- `wait`, `assign` and `close` are what becomes of the session: it begins to wait,
  is an agent's, is closed. They grant something for one use only.
- A grant for one `use` is for that only, and is spent before the others. The next
  one for the same use takes its place: what a platform calls a code works once,
  and the latest counts. `queue_notice` is for what a customer is told when he
  begins to wait or comes to the pool (the account replies and the out-of-hours
  text, too: a routing sends one notice at most, O5); `accept_notice` for the
  greeting of an agent who takes the session (K5), and for the text of one who has
  it and is offline (O4); `closing` for the words at a close.
- One with a `state` is given only to a session in that state, and ends when the
  session leaves it; one at another desk of the channel has its own. From one
  agent to another it stays in its state, and is assigned once more.
- Windows are kept for each customer and channel, whichever of its desks he is at.
  Every message out counts, agents' and automatic ones; templates do not. Texts
  that go out together go all or not at all.
- Triggers come with `customer_sends`, `customer_clicks` (a message, or a tap on a
  menu: `windows.click_trigger`), `customer_enters` and `customer_triggers`. What a
  type's table does not name grants nothing there.
- `unfollow`, and `delivery_fails` because of `unfollowed`, end everything that he
  has granted at the channel; the causes `window_closed` and `quota_spent` what he
  has granted for any message (W5). `rejected` and `other` change nothing
  here; whatever the cause, a welcome that failed does not count as sent (G1).
- A customer is not forgotten as long as his window is open (T9). Subscriptions do
  not keep him.

`windows.grants` of a channel stand instead of all those of its type. Without a
`count` it is any number; `[]` is any number at any time:

```json
"channels": [{"name": "app", "type": "mini_program", "windows": {"grants": [
  {"trigger": "message", "count": 20, "lifetime": "48 h"},
  {"trigger": "assign", "count": 1, "lifetime": "48 h", "use": "accept_notice",
   "state": "serving"}]}}]
```

## What becomes of a message

An agent's message is answered by `deliver`, and where the number is limited that
says how many are `left`. If it may not go out (W3):

| `fallback` | what happens |
|---|---|
| `none` | refused `window_closed`: nothing is granted any more; `quota_spent`: as many have gone out as were granted; `off_page` |
| `template` | `send_template`; refused `no_fallback` if he has unfollowed. Who has never been heard of counts as a follower |
| `subscription` | `send_template`, one for each message that he has agreed to (`customer_triggers` `subscribe`); refused `no_fallback` when there is none left. With `template_id` only agreements to that template count |

The message counts as the agent's word in any case. With `template_first` it goes
as a template as long as one may.

A **page** (H5) is another thing: who has left it (`customer_leaves` `page`)
reads nothing until he is back, by `customer_enters`, `customer_sends` or a click
on an item at that desk (W4). What agents write meanwhile is accepted, and `page_template_after` the
first such message (30 seconds) one `send_template` stands for all of them, also
when the session is closed by then, but not for a customer who has been blocked
(F4: `record: not_sent`, `blocked`). If he is back before, nothing is sent: the
page shows what was written. If he stays away, the next message begins anew. At
the instant itself the timer comes first.

**Automatic texts** have no fallback. One that its window, its quota or the state
of the session stops is not sent; `record: not_sent` says which it was (`source`)
and why: `quota_spent` if a window that it may use is open, or something of its own
use is left, but not for so many; else `window_closed`, or `wrong_state` where only
its own use counts. The action it belongs to still happens (K9): the session is
closed, the form counts as offered. A notice or an offline text that was not sent
is tried again at the next occasion.

## What a channel carries

)";

constexpr std::string_view kAfterKinds = R"(
Kinds (`windows.kinds`) bind agents and texts alike (`kind_not_allowed`). A message has at most
`max_items` products or articles, 5 at channels of a type (`too_many_items`;
`agent_sends.items`). Where `agent_sends` names a file, its type is one of
`file_types`, at channels of a type pdf, doc, docx, xls, xlsx, ppt and pptx; a
`MaySend` about a file knows no name and looks at the kind only.

The states (W7, `windows.states`) are those in which automatic texts may go out that have no grant
of their own; `closed` is a customer without a session, or whose session has no
place yet.

## Which types a preset offers

A channel of another type under that preset is an error of the config (T13).

)";

struct TypeRow {
  std::string_view type, fallback, since, words;
  bool page = false;
};
struct GrantLine {
  std::string_view type, trigger, use, state;
  int count = 0;
  Duration lifetime;
};
struct ListRow {
  std::string_view of, what, values;
};

constexpr TypeRow kTypes[] = {
#define KEFU_CHANNEL_TYPE(Type, fallback, page, since, words) \
  {#Type, #fallback, since, words, page},
#include "kefu/windows.def"
};
constexpr GrantLine kGrants[] = {
#define KEFU_GRANT(Type, trigger, count, lifetime, use, state) \
  {#Type, #trigger, #use, #state, count, lifetime},
#include "kefu/windows.def"
};
constexpr ListRow kUses[] = {
#define KEFU_USE_KINDS(Type, use, ...) {#Type, #use, #__VA_ARGS__},
#include "kefu/windows.def"
};
constexpr ListRow kStates[] = {
#define KEFU_TEXT_STATES(Type, ...) {#Type, "", #__VA_ARGS__},
#include "kefu/windows.def"
};
constexpr ListRow kOffered[] = {
#define KEFU_OFFERED(Preset, Type) {#Preset, #Type, ""},
#include "kefu/windows.def"
};

// kQueueNotice: queue_notice; kOfficialAccount2021: official_account_2021.
std::string Word(std::string_view name) {
  std::string word;
  bool digit = false;
  for (const char c : name.substr(name.find('k') + 1)) {
    const bool upper = 'A' <= c && c <= 'Z';
    const bool starts = upper || (!digit && '0' <= c && c <= '9');
    if (starts && !word.empty()) word += '_';
    digit = '0' <= c && c <= '9';
    word += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  // h5 is one word.
  return word == "h_5" ? "h5" : word;
}

std::string Words(std::string_view names) {
  std::string words;
  while (!names.empty()) {
    const size_t comma = names.find(',');
    words += (words.empty() ? "" : ", ") + Code(Word(names.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    names.remove_prefix(comma + 1);
  }
  return words;
}

std::string Time(Duration d) {
  constexpr int64_t kMinute = 60'000;
  constexpr int64_t kHour = 60 * kMinute;
  if (d.ms % kHour == 0) return std::to_string(d.ms / kHour) + " h";
  if (d.ms % kMinute == 0) return std::to_string(d.ms / kMinute) + " min";
  return std::to_string(d.ms / 1000) + " s";
}

std::string GrantsOf(const TypeRow& type) {
  std::string cell;
  for (const GrantLine& grant : kGrants) {
    if (grant.type != type.type) continue;
    cell += cell.empty() ? "" : "; ";
    cell += Code(Word(grant.trigger)) + ' ';
    cell += grant.count == 0 ? "any number" : std::to_string(grant.count);
    cell += " / " + Time(grant.lifetime);
    if (grant.use != "kAny") cell += " for " + Code(Word(grant.use));
    if (grant.state != "kNone") cell += " while " + Code(Word(grant.state));
  }
  if (!cell.empty()) return cell;
  return type.page ? "any number, while on the page" : "any number";
}

template <size_t N>
std::string Find(const ListRow (&rows)[N], std::string_view of) {
  std::string found;
  for (const ListRow& row : rows) {
    if (row.of != of) continue;
    found += found.empty() ? "" : "; ";
    if (!row.what.empty() && row.what != "kAny") {
      found += Code(Word(row.what)) + ": ";
    }
    found += Words(row.values);
  }
  return found.empty() ? "all" : found;
}

}  // namespace

std::string WindowsPage() {
  std::string page = Title("Reply windows 回复时限", "windows.def");
  page += kIntroduction;
  AppendHead(
      {"`type`", "", "trigger: count / lifetime", "`fallback`", "rule as of"},
      &page);
  for (const TypeRow& type : kTypes) {
    AppendRow({Code(Word(type.type)), std::string(type.words), GrantsOf(type),
               Code(Word(type.fallback)), std::string(type.since)},
              &page);
  }
  page += kAfterGrants;
  AppendHead({"`type`", "kinds", "states in which texts may go out"}, &page);
  for (const TypeRow& type : kTypes) {
    AppendRow({Code(Word(type.type)), Find(kUses, type.type),
               Find(kStates, type.type)},
              &page);
  }
  page += kAfterKinds;
  AppendHead({"`preset`", "types"}, &page);
  std::string_view last;
  for (const ListRow& row : kOffered) {
    if (row.of == last) continue;
    last = row.of;
    std::string types;
    for (const ListRow& other : kOffered) {
      if (other.of != last) continue;
      types += (types.empty() ? "" : ", ") + Code(Word(other.what));
    }
    AppendRow({Code(Word(last)), types}, &page);
  }
  return page;
}

}  // namespace kefu::tools
