// What an agent may send by hand without writing it: quick replies and scripts
// (K6). Questions to a ruleset; they depend on nothing else.

#ifndef KEFU_REPLIES_H_
#define KEFU_REPLIES_H_

#include <string>
#include <string_view>
#include <vector>

#include "kefu/ids.h"
#include "kefu/messages.h"
#include "kefu/ruleset.h"

#pragma GCC visibility push(default)
namespace kefu {

// A quick reply 快捷回复. The views live as long as the ruleset.
struct QuickReply {
  bool personal = false;  // of the agent 个人回复; else public 公共回复
  std::string_view folder;    // "": in none
  std::string_view shortcut;  // "": it has none
  TextId messages;            // what it is: Ruleset::Messages, RenderMessages
};

// What the agent finds who has typed this: a "#" and a shortcut, nothing else:
// the reply with this very shortcut, his own before the public one; "": all
// that there are, in declared order, those in no folder first; else none. An
// agent whom the ruleset does not have finds the public ones. Throws
// std::bad_alloc.
std::vector<QuickReply> QuickReplies(const Ruleset& ruleset, AgentId agent,
                                     std::string_view typed);

// A script 话术 for a situation.
struct Script {
  std::string_view situation;
  TextId messages;
};

// The scripts of which a keyword is contained in what an agent has typed, in
// declared order, so those of one situation behind each other; "": all. Texts
// compare as keywords do (K1). Throws std::bad_alloc.
std::vector<Script> Scripts(const Ruleset& ruleset, std::string_view typed);

// Appends the answers, ready to go out, as a list in JSON: of {"root",
// "folder", "shortcut"}, root "personal" or "public", and of {"situation"};
// with "texts", "links" and "menu" as AppendJson of kefu/messages.h. What there
// is none of is left out.
void AppendJson(const Ruleset& ruleset, const std::vector<QuickReply>& replies,
                const MessageValues& values, std::string* out);
void AppendJson(const Ruleset& ruleset, const std::vector<Script>& scripts,
                const MessageValues& values, std::string* out);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_REPLIES_H_
