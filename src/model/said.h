// What has been said to customers, as far as it is not to be said again (K5,
// K8), and how often the robot has not understood them (K2): rows beside those
// of the customers. What a row says is in facts/said.h.

#ifndef KEFU_MODEL_SAID_H_
#define KEFU_MODEL_SAID_H_

#include <cstdint>
#include <tuple>

#include "kefu/config.h"
#include "kefu/vocabulary.h"
#include "src/base/side_rows.h"

namespace kefu {

struct SaidRow {
  // By limit: the number of the session; the local day; until when the reply
  // window lasts, INT64_MAX where there is none.
  int64_t mark = 0;
  uint32_t next = 0;
  uint16_t desk = 0;
  uint16_t rule = 0;                      // RuleId, of those that have a name
  TextSource source = TextSource::kNone;  // kNone: turns not understood (K2)
  TextLimit limit = TextLimit::kNone;
  uint16_t count = 0;  // of those turns
  uint32_t reserved = 0;

  auto Key() const { return std::tuple(desk, source, rule, limit); }
};
static_assert(sizeof(SaidRow) == 24);

using Said = SideRows<SaidRow>;

}  // namespace kefu

#endif  // KEFU_MODEL_SAID_H_
