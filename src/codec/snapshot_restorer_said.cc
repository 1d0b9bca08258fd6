// What was said to customers and is not to be said again (K2, K5, K8).

#include "src/codec/snapshot_restorer.h"
#include "src/facts/said.h"

namespace kefu::codec {
namespace {

// Whether the engine could have noted it so.
bool IsNote(const SaidWire& wire) {
  const auto source = static_cast<TextSource>(wire.source);
  const auto limit = static_cast<TextLimit>(wire.limit);
  if (!IsValue<TextLimit>(wire.limit) || limit == TextLimit::kNone) {
    return false;
  }
  switch (source) {
    case TextSource::kNone:
      return wire.rule == 0 && limit == TextLimit::kSession && wire.count != 0;
    case TextSource::kKeyword:
    case TextSource::kDefaultReply:
      return wire.rule != 0 && wire.count == 0;
    case TextSource::kAcceptGreeting:
      return wire.rule == 0 && wire.count == 0;
    default:
      return false;
  }
}

}  // namespace

void SnapshotRestorer::AddSaid(const SaidWire& wire, const Place& at) {
  const uint32_t customer = Somebody(wire.customer, at);
  at.Require(IsNote(wire) && wire.reserved == 0,
             "not of the kind that is kept");
  SaidRow row;
  row.mark = wire.mark;
  row.desk = static_cast<uint16_t>(Id(kDeskNames, wire.desk, at));
  row.rule = static_cast<uint16_t>(Id(kRuleNames, wire.rule, at));
  row.source = static_cast<TextSource>(wire.source);
  row.limit = static_cast<TextLimit>(wire.limit);
  row.count = wire.count;
  at.Require(row.desk != 0 && Says(w_, customer, row), "it is over");
  at.Require(w_.said.Find(customer, row.Key()) == 0, "twice");
  w_.said.Reserve(1);
  w_.said.FindOrAdd(customer, row);
}

}  // namespace kefu::codec
