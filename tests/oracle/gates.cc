// R1, F4, P1: who is let in, and who may do what.

#include <algorithm>
#include <charconv>

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {
namespace {

// Days since 1970-01-01, counted year by year.
int64_t DaysTo(int year, int month, int day) {
  const auto leap = [](int y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  };
  int64_t days = 0;
  for (int y = 1970; y < year; ++y) days += leap(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) days -= leap(y) ? 366 : 365;
  const int lengths[] = {
      31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int m = 1; m < month; ++m) days += lengths[m - 1];
  return days + day - 1;
}

int NumberAt(const std::string& text, size_t at, size_t length) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + length, number);
  return number;
}

}  // namespace

// "2026-03-01T08:30:00.250+08:00"; the seconds and their part may be missing.
int64_t TimeOf(const std::string& text) {
  int64_t ms =
      DaysTo(NumberAt(text, 0, 4), NumberAt(text, 5, 2), NumberAt(text, 8, 2)) *
      86'400'000;
  ms += NumberAt(text, 11, 2) * 3'600'000 + NumberAt(text, 14, 2) * 60'000;
  size_t at = 16;
  if (text[at] == ':') {
    ms += NumberAt(text, at + 1, 2) * 1000;
    at += 3;
  }
  if (text[at] == '.') {
    int unit = 100;
    for (++at; text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
      ms += (text[at] - '0') * unit;
    }
  }
  if (text[at] == 'Z') return ms;
  const int64_t offset = NumberAt(text, at + 1, 2) * 3'600'000 +
                         NumberAt(text, at + 4, 2) * 60'000;
  return text[at] == '+' ? ms - offset : ms + offset;
}

namespace {

bool Has(const std::vector<Right>& rights, Right right) {
  return std::find(rights.begin(), rights.end(), right) != rights.end();
}

RoleConfig BuiltIn(const std::string& name) {
  RoleConfig role;
  if (name == "agent") {
    role.rights = {Right::kAccept, Right::kTransfer, Right::kTag};
  } else if (name == "inspector") {
    role.rights = {Right::kInspect, Right::kExport};
  } else if (name == "manager") {
    for (int right = 0; right <= static_cast<int>(Right::kReassign); ++right) {
      role.rights.push_back(static_cast<Right>(right));
    }
    std::erase(role.rights, Right::kInspect);
  }
  return role;
}

}  // namespace

// P1. A ruleset without roles permits everything.
bool Oracle::May(int agent, Right right) const {
  const bool has_roles =
      !config_.roles.empty() ||
      std::any_of(config_.agents.begin(), config_.agents.end(),
                  [](const AgentConfig& a) { return !a.role.empty(); });
  if (!has_roles) return true;
  const AgentConfig& config = config_.agents[static_cast<size_t>(agent)];
  const std::string name = config.role.empty() ? "agent" : config.role;
  RoleConfig role = BuiltIn(name);
  for (const RoleConfig& declared : config_.roles) {
    if (declared.name == name) role = declared;
  }
  if (!Has(role.rights, right)) return false;
  if (!Has(role.certified, right)) return true;
  return std::any_of(config.certificates.begin(), config.certificates.end(),
                     [&](const CertificateConfig& c) {
                       return c.right == right &&
                              (c.until.empty() || at_ < TimeOf(c.until));
                     });
}

// R1: whether the customer's event ends at a gate.
bool Oracle::Gated(const Incoming& e) {
  if (CourtesyReferee::Handles(e)) return CourtesyReferee(*this).Gated(e);
  if (e.type != EventType::kCustomerEnters &&
      e.type != EventType::kCustomerSends &&
      e.type != EventType::kCustomerClicks) {
    return false;
  }
  const bool link_deleted =
      e.facts.link >= 0 &&
      config_.links[static_cast<size_t>(e.facts.link)].deleted;
  if (link_deleted || config_.desks[static_cast<size_t>(e.desk)].deleted) {
    AnswerAtGate(e, config_.tenant.deleted_text, Reason::kDeskDeleted);
    return true;
  }
  if (Blocked(e.customer, e.desk) || Blocked(e.customer, kNone)) {
    AnswerAtGate(e, config_.tenant.blocked_text, Reason::kBlocked);
    return true;
  }
  return false;
}

void Oracle::AnswerAtGate(const Incoming& e,
                          const std::vector<std::string>& texts,
                          Reason reason) {
  TellDesk(e.customer, e.desk, TriggerOf(e), true);
  if (e.type != EventType::kCustomerEnters) {
    CourtesyReferee(*this).Wrote(e.customer, e.desk, 0);
  }
  SendTo(e.customer, e.desk, TextSource::kGate, texts);
  Record(RecordWhat::kGate, e.customer, e.desk, kNone).reason =
      static_cast<uint16_t>(reason);
}

EffectRecord& Oracle::Record(RecordWhat what, uint64_t customer, int desk,
                             int agent) {
  EffectRecord& record = Emit(EffectType::kRecord);
  record.detail = static_cast<uint8_t>(what);
  record.customer = customer;
  record.desk = names_.DeskId(desk);
  record.agent = names_.AgentId(agent);
  return record;
}

// `desk` kNone: by the tenant.
bool Oracle::Blocked(uint64_t customer, int desk) const {
  const auto block = blocks_.find({customer, desk});
  return block != blocks_.end() && at_ < block->second;
}

Reason Oracle::BlockGuard(const Incoming& e) const {
  if (At(e.agent).status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (!May(e.agent, Right::kBlock)) return Reason::kNotPermitted;
  return Reason::kNone;
}

// F4
Reason Oracle::Blocks(const Incoming& e) {
  const Reason refused = BlockGuard(e);
  if (refused != Reason::kNone) return refused;
  if (e.until && *e.until <= at_) return Reason::kTimeOutOfRange;
  const bool here = static_cast<BlockScope>(e.detail) == BlockScope::kDesk;
  const int desk = here ? e.desk : kNone;
  blocks_[{e.customer, desk}] = e.until.value_or(INT64_MAX);
  Record(RecordWhat::kBlock, e.customer, desk, e.agent);
  for (const auto& [number, session] : sessions_) {
    if (session.customer != e.customer) continue;
    if (here && session.desk != e.desk) continue;
    Post([this, closed = number] {
      Close(closed, ClosedBy::kAgent, Reason::kBlocked);
    });
  }
  return Reason::kNone;
}

Reason Oracle::Unblocks(const Incoming& e) {
  const Reason refused = BlockGuard(e);
  if (refused != Reason::kNone) return refused;
  const bool here = static_cast<BlockScope>(e.detail) == BlockScope::kDesk;
  const int desk = here ? e.desk : kNone;
  if (!Blocked(e.customer, desk)) return Reason::kWrongState;
  blocks_.erase({e.customer, desk});
  Record(RecordWhat::kUnblock, e.customer, desk, e.agent);
  return Reason::kNone;
}

}  // namespace kefu::oracle
