// Automatic texts: what is sent, and what its variables speak of (K7).

#include <algorithm>
#include <string>
#include <vector>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {
namespace {

bool Has(const std::vector<std::string>& texts, const char* variable) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return text.find(variable) != std::string::npos;
  });
}

}  // namespace

bool Oracle::Send(const S& session, TextSource source,
                  const std::vector<std::string>& texts) {
  if (texts.empty() ||
      !TextGoes(session.customer, session.desk, session.at_window,
                session.number, source, texts.size())) {
    return false;
  }
  EffectRecord& send = Emit(EffectType::kSend, session);
  send.detail = static_cast<uint8_t>(source);
  send.group = 0;
  SetTexts(&send, texts);
  NameAgent(&send, texts, session.owner, session.customer, session.desk);
  if (session.state != SessionState::kWaiting || !session.in_list) return true;
  if (Has(texts, "{position}") || Has(texts, "{ahead}")) {
    send.asked = PositionOf(session);
  }
  if (!Has(texts, "{wait}")) return true;
  const auto wait =
      EstimatedWait({session.customer}, {names_.DeskId(session.desk)});
  if (wait) {
    const int64_t minutes = (*wait + 59'999) / 60'000;
    send.why = static_cast<uint16_t>(std::min<int64_t>(minutes, 65'534) + 1);
  }
  return true;
}

bool Oracle::SendTo(uint64_t customer, int desk, TextSource source,
                    const std::vector<std::string>& texts) {
  if (texts.empty() || !TextGoes(customer, desk, SessionState::kClosed, 0,
                                 source, texts.size())) {
    return false;
  }
  EffectRecord& send = Emit(EffectType::kSend);
  send.customer = customer;
  send.desk = names_.DeskId(desk);
  send.detail = static_cast<uint8_t>(source);
  SetTexts(&send, texts);
  const S* session = Find(customer, desk);
  NameAgent(&send, texts, session == nullptr ? kNone : session->owner, customer,
            desk);
  return true;
}

// {agent}: the owner, else the dedicated agent, else the last one.
void Oracle::NameAgent(EffectRecord* send,
                       const std::vector<std::string>& texts, int owner,
                       uint64_t customer, int desk) const {
  if (!Has(texts, "{agent}")) return;
  int agent = owner;
  if (agent == kNone) agent = DedicatedAgent(customer);
  if (agent == kNone) {
    const bool one_for_all = settings_.MemoryScope() == StickyMemory::kTenant;
    const auto last = memories_.find({customer, one_for_all ? kNone : desk});
    if (last != memories_.end()) agent = last->second.agent;
  }
  if (agent != kNone) send->agent = names_.AgentId(agent);
}

void Oracle::SetTexts(EffectRecord* send,
                      const std::vector<std::string>& texts) {
  const auto known = std::find(texts_.begin(), texts_.end(), texts);
  send->value = static_cast<uint32_t>(known - texts_.begin()) + 1;
  if (known == texts_.end()) texts_.push_back(texts);
}

}  // namespace kefu::oracle
