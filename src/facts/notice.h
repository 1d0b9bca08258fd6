// Which notice a routing sends (O5): at most one, the first of these that
// there is a text for.
//   out_of_hours   the desk is closed, whatever the plan but robot; and the
//                  plan text_only, which has no other
//   account reply  (a) nobody of the desk is present; (b) some are, and nobody
//                  can take the session (O3)
//   queue notice   it begins to wait (Q6)
// Each goes out once a session. So one that went out before is not made up for
// by a lesser one. The out-of-hours text goes out once a local day at most, and
// not so soon after an agent's message.

#ifndef KEFU_FACTS_NOTICE_H_
#define KEFU_FACTS_NOTICE_H_

#include <cstdint>

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

enum class NoticeKind : uint8_t { kNone, kHours, kNobody, kBusy, kQueue };

struct RoutingNotice {
  NoticeKind kind = NoticeKind::kNone;
  TextId texts;
};

// What became of a session that was routed.
struct Routed {
  Reason reason = Reason::kNone;  // why nobody could be had
  bool waits = false;             // it waits in a list
  bool assigned = false;          // somebody has it, by a plan
  // Whether the rules have routed it. Otherwise it was handed to a list, which
  // is no more than a beginning to wait.
  bool routed = true;
  bool ends = false;  // it is closed with it (text_only)
};

// Today as Contact::told_day keeps it.
uint16_t DayMark(const World& world);

// The notice for it now; none if the one that it would be may not go out.
RoutingNotice NoticeFor(const World& world, const Contact& contact,
                        const Routed& routed);

}  // namespace kefu

#endif  // KEFU_FACTS_NOTICE_H_
