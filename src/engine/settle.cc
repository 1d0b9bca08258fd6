// Who settles what the moves have posted (model/signals.h), first in, first
// out.

#include "src/engine/due.h"
#include "src/moves/assignment.h"
#include "src/moves/closing.h"
#include "src/moves/leaving.h"
#include "src/moves/oblivion.h"
#include "src/moves/offering.h"
#include "src/moves/overflow.h"
#include "src/moves/pool.h"
#include "src/moves/robot.h"
#include "src/moves/routing.h"
#include "src/moves/shift.h"
#include "src/moves/waiting.h"

namespace kefu {

void Settle(World& world) {
  while (!world.signals.empty()) {
    const Signal& signal = world.signals.Take();
    switch (signal.kind) {
      case SignalKind::kRoute:
        routing::Settle(world, signal);
        break;
      case SignalKind::kAssign:
        assignment::Settle(world, signal);
        break;
      case SignalKind::kWait:
        waiting::SettleWait(world, signal);
        break;
      case SignalKind::kFill:
        waiting::SettleFill(world, signal);
        break;
      case SignalKind::kFillLists:
      case SignalKind::kFillNext:
        waiting::SettleFillNext(world, signal);
        break;
      case SignalKind::kClose:
        closing::Settle(world, signal);
        break;
      case SignalKind::kHand:
        routing::SettleHand(world, signal);
        break;
      case SignalKind::kDivert:
        routing::SettleDivert(world, signal);
        break;
      case SignalKind::kOverflow:
        overflow::Settle(world, signal);
        break;
      case SignalKind::kRobot:
        robot::Settle(world, signal);
        break;
      case SignalKind::kPool:
        pool::Settle(world, signal);
        break;
      case SignalKind::kTryPool:
        routing::SettlePooled(world, signal);
        break;
      case SignalKind::kLeft:
        leaving::Settle(world, signal);
        break;
      case SignalKind::kForget:
        oblivion::Settle(world, signal);
        break;
      case SignalKind::kOffer:
        offering::Settle(world, signal);
        break;
      case SignalKind::kAskNext:
        waiting::SettleNext(world, signal);
        break;
      case SignalKind::kSuspend:
        shift::SettleSuspend(world, signal);
        break;
      case SignalKind::kAnew:
        routing::SettleAnew(world, signal);
        break;
    }
  }
  world.signals.Restart();
}

}  // namespace kefu
