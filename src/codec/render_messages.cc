#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "kefu/messages.h"
#include "src/base/iso_time.h"
#include "src/base/text_variables.h"
#include "src/facts/local_time.h"
#include "src/model/ruleset_data.h"

namespace kefu {
namespace {

class Renderer {
 public:
  Renderer(const Ruleset& ruleset, const Send& send, std::string_view customer)
      : rules_(ruleset.data()),
        ruleset_(ruleset),
        send_(send),
        customer_(customer) {}

  void Render(std::string* text) const {
    if (text->find('{') == std::string::npos) return;
    std::string out;
    VariableReader reader(*text);
    while (!reader.AtEnd()) {
      const VariableReader::Piece piece = reader.Next();
      out += piece.literal;
      if (piece.variable != Variable::kNone) out += ValueOf(piece.variable);
    }
    *text = std::move(out);
  }

 private:
  std::string ValueOf(Variable variable) const {
    const TenantConfig& tenant = rules_.config.tenant;
    const VariablesConfig& fallbacks = tenant.variables;
    switch (variable) {
      case Variable::kNone:
        break;
      case Variable::kCompany:
        return tenant.name.empty() ? fallbacks.company : tenant.name;
      case Variable::kAgent:
        return Agent();
      case Variable::kCustomer:
        return customer_.empty() ? fallbacks.customer : std::string(customer_);
      case Variable::kPosition:
        if (send_.position == 0) return fallbacks.position;
        return fmt::to_string(send_.position);
      case Variable::kAhead:
        if (send_.position == 0) return fallbacks.ahead;
        return fmt::to_string(send_.position - 1);
      case Variable::kWait:
        return send_.wait ? fmt::to_string(*send_.wait) : fallbacks.wait;
      case Variable::kOpening:
        return Opening().value_or(fallbacks.opening);
    }
    return {};
  }

  std::string Agent() const {
    if (!send_.agent) return std::string(ruleset_.Name(send_.desk));
    if (rules_.Knows(send_.agent)) {
      const AgentData& agent = rules_.agents[send_.agent.value];
      const AgentConfig& config = rules_.config.agents[agent.declared];
      if (!config.nickname.empty()) return config.nickname;
    }
    return std::string(ruleset_.Name(send_.agent));
  }

  // When the desk opens next, if it is closed and ever will.
  std::optional<std::string> Opening() const {
    const ScheduleId hours = ruleset_.HoursOf(send_.desk);
    if (ruleset_.IsOpen(hours, send_.at).value_or(true)) return std::nullopt;
    const std::optional<Instant> next = ruleset_.NextOpening(hours, send_.at);
    if (!next || next->never()) return std::nullopt;
    const int64_t day = LocalDay(rules_, *next);
    const int64_t minute =
        (rules_.zone.ToLocal(next->ms) - day * kDayMs) / 60'000;
    const std::string time =
        fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    if (day == LocalDay(rules_, send_.at)) return time;
    const CalendarDate date = DateOf(day);
    return fmt::format("{:02}-{:02} {}", date.month, date.day, time);
  }

  const RulesetData& rules_;
  const Ruleset& ruleset_;
  const Send& send_;
  std::string_view customer_;
};

}  // namespace

MessagesConfig RenderMessages(const Ruleset& ruleset, const EffectRecord& send,
                              std::string_view customer) {
  const std::optional<Send> typed = As<Send>(send);
  if (!typed) return {};
  MessagesConfig messages = ruleset.Messages(typed->texts);
  const Renderer renderer(ruleset, *typed, customer);
  for (std::string& text : messages.texts) renderer.Render(&text);
  for (LinkMessageConfig& link : messages.links) renderer.Render(&link.title);
  renderer.Render(&messages.menu.text);
  return messages;
}

}  // namespace kefu
