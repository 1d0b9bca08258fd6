// What every message of a customer looks at beside his contacts: what he has
// granted (W1), and when he was welcomed and has written (G1, G5). Where there
// are windows most customers have a grant, since a message is a trigger; a
// welcome notes everybody who enters. The first of each lie together, in one
// cache line.

#ifndef KEFU_MODEL_BESIDE_H_
#define KEFU_MODEL_BESIDE_H_

#include <cstdint>

#include "src/base/side_rows.h"
#include "src/base/zero_table.h"
#include "src/model/courtesy.h"
#include "src/model/grants.h"

namespace kefu {

struct alignas(64) BesideRow {
  uint32_t first_grant;
  uint32_t first_note;
  GrantRow grant;
  DeskNote note;
};
static_assert(sizeof(BesideRow) == 64);

using Beside = ZeroTable<BesideRow>;
using Grants =
    SideRows<GrantRow, HeadsIn<BesideRow, GrantRow, &BesideRow::first_grant,
                               &BesideRow::grant>>;
using DeskNotes =
    SideRows<DeskNote, HeadsIn<BesideRow, DeskNote, &BesideRow::first_note,
                               &BesideRow::note>>;

}  // namespace kefu

#endif  // KEFU_MODEL_BESIDE_H_
