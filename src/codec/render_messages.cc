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
  Renderer(const Ruleset& ruleset, const MessageValues& values)
      : rules_(ruleset.data()), ruleset_(ruleset), values_(values) {}

  void Render(std::string* text) const {
    if (text->find_first_of("{}") == std::string::npos) return;
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
        if (values_.customer.empty()) return fallbacks.customer;
        return std::string(values_.customer);
      case Variable::kPosition:
        if (values_.position == 0) return fallbacks.position;
        return fmt::to_string(values_.position);
      case Variable::kAhead:
        if (values_.position == 0) return fallbacks.ahead;
        return fmt::to_string(values_.position - 1);
      case Variable::kWait:
        return values_.wait ? fmt::to_string(*values_.wait) : fallbacks.wait;
      case Variable::kOpening:
        return Opening().value_or(fallbacks.opening);
    }
    return {};
  }

  std::string Agent() const {
    if (!values_.agent) {
      return values_.desk ? std::string(ruleset_.Name(values_.desk))
                          : ValueOf(Variable::kCompany);
    }
    if (rules_.Knows(values_.agent)) {
      const AgentData& agent = rules_.agents[values_.agent.value];
      const AgentConfig& config = rules_.config.agents[agent.declared];
      if (!config.nickname.empty()) return config.nickname;
    }
    return std::string(ruleset_.Name(values_.agent));
  }

  // When the desk opens next, if it is closed and ever will.
  std::optional<std::string> Opening() const {
    const ScheduleId hours = ruleset_.HoursOf(values_.desk);
    if (ruleset_.IsOpen(hours, values_.at).value_or(true)) return std::nullopt;
    const std::optional<Instant> next = ruleset_.NextOpening(hours, values_.at);
    if (!next || next->never()) return std::nullopt;
    const int64_t day = LocalDay(rules_, *next);
    const int64_t minute =
        (rules_.zone.ToLocal(next->ms) - day * kDayMs) / 60'000;
    const std::string time =
        fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    if (day == LocalDay(rules_, values_.at)) return time;
    const CalendarDate date = DateOf(day);
    return fmt::format("{:02}-{:02} {}", date.month, date.day, time);
  }

  const RulesetData& rules_;
  const Ruleset& ruleset_;
  const MessageValues& values_;
};

}  // namespace

MessagesConfig RenderMessages(const Ruleset& ruleset, TextId messages,
                              const MessageValues& values) {
  MessagesConfig rendered = ruleset.Messages(messages);
  const Renderer renderer(ruleset, values);
  for (std::string& text : rendered.texts) renderer.Render(&text);
  for (LinkMessageConfig& link : rendered.links) renderer.Render(&link.title);
  renderer.Render(&rendered.menu.text);
  return rendered;
}

MessagesConfig RenderMessages(const Ruleset& ruleset, const EffectRecord& send,
                              std::string_view customer) {
  const std::optional<Send> typed = As<Send>(send);
  if (!typed) return {};
  return RenderMessages(ruleset, typed->texts,
                        {.at = typed->at,
                         .desk = typed->desk,
                         .agent = typed->agent,
                         .customer = customer,
                         .position = typed->position,
                         .wait = typed->wait});
}

}  // namespace kefu
