// Steps, effects and rulesets as text for people.

#include "src/codec/config_writer.h"
#include "tests/property/generator.h"

namespace kefu::property {
namespace {

class Line {
 public:
  template <class T>
  Line& Add(const char* name, const T& value) {
    text_ += text_.empty() ? "" : " ";
    text_ += name;
    text_ += '=';
    if constexpr (std::is_arithmetic_v<T>) {
      text_ += std::to_string(value);
    } else {
      text_ += value;
    }
    return *this;
  }
  template <class T>
  Line& AddIf(const char* name, T value, T none) {
    return value == none ? *this : Add(name, value);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string Detail(const Step& step) {
  switch (step.type) {
    case EventType::kCustomerSends:
    case EventType::kAgentSends:
      return std::string(Name(static_cast<MessageKind>(step.detail)));
    case EventType::kRobotReplies:
      return std::string(Name(static_cast<Understanding>(step.detail)));
    case EventType::kCustomerLeaves:
      return std::string(Name(static_cast<LeaveWhat>(step.detail)));
    case EventType::kCustomerTriggers:
      return std::string(Name(static_cast<CustomerTrigger>(step.detail)));
    case EventType::kDeliveryFails:
      return std::string(Name(static_cast<FailureCause>(step.detail)));
    case EventType::kAgentSetsStatus:
      return std::string(Name(static_cast<AgentStatus>(step.detail)));
    case EventType::kAgentBlocks:
    case EventType::kAgentUnblocks:
      return std::string(Name(static_cast<BlockScope>(step.detail)));
    case EventType::kAgentChangesSettings:
      return std::string(Name(static_cast<AutoAccept>(step.detail)));
    default:
      return "";
  }
}

}  // namespace

std::string ToText(const Step& s) {
  Line line;
  line.Add("at", s.at).Add("event", std::string(Name(s.type)));
  if (s.seq) line.Add("seq", *s.seq);
  line.AddIf("id", s.id, std::string());
  line.AddIf("agent", s.agent, kNone).AddIf("by", s.by, kNone);
  line.AddIf("customer", s.customer, kNone).AddIf("desk", s.desk, kNone);
  line.AddIf("store", s.store, kNone);
  line.AddIf("named", s.named, kNone).AddIf("to_agent", s.to_agent, kNone);
  line.AddIf("to_group", s.to_group, kNone);
  if (s.until) line.Add("until", *s.until);
  line.AddIf("former", int{s.former}, 0).AddIf("again", int{s.again}, 0);
  line.AddIf("link", s.link, kNone).AddIf("priority", s.priority, kNone);
  line.AddIf("product", s.product, kNone).AddIf("intent", s.intent, kNone);
  line.AddIf("order_status", s.order_status, kNone);
  line.AddIf("detail", Detail(s), std::string());
  if (s.capacity) line.Add("capacity", *s.capacity);
  line.AddIf("channel", s.channel, kNone);
  if (s.items) line.Add("items", *s.items);
  line.AddIf("file_name", s.file_name, std::string());
  line.AddIf("page", s.page, kNone).AddIf("language", s.language, kNone);
  line.AddIf("crowd", s.crowd, kNone);
  for (const Told::Value& value : s.told.attributes) {
    line.Add("attribute", value.attribute)
        .Add(std::string(Name(value.kind)).c_str(), value.number)
        .AddIf("bytes", value.text.size(), size_t{0});
  }
  if (s.told.tags) line.Add("tags", s.told.tags->size());
  for (const int tag : s.told.tags.value_or(std::vector<int>{})) {
    line.Add("tag", tag);
  }
  if (s.told.dedicated) line.Add("dedicated", *s.told.dedicated);
  if (s.told.home_store) line.Add("home_store", *s.told.home_store);
  for (const int customer : s.customers) line.Add("takes", customer);
  for (const int desk : s.desks) line.Add("at_desk", desk);
  line.AddIf("item", s.item, kNone);
  line.AddIf("kind", std::string(Name(s.kind)), std::string());
  line.AddIf("text", s.text, std::string());
  line.AddIf("damage", static_cast<int>(s.damage), 0);
  return line.Take();
}

std::string ToText(const EffectRecord& e) {
  Line line;
  line.Add("at", e.at).Add("event", e.event).Add("index", e.index);
  line.Add("effect", std::string(Name(e.Type())));
  line.AddIf("session", e.session, uint64_t{0});
  line.AddIf("customer", e.customer, uint64_t{0});
  line.AddIf("agent", e.agent, 0u).AddIf("value", e.value, 0u);
  line.AddIf("desk", int{e.desk}, 0).AddIf("group", int{e.group}, 0);
  line.AddIf("reason", std::string(Name(static_cast<Reason>(e.reason))),
             std::string());
  line.AddIf("why", std::string(Name(static_cast<Reason>(e.why))),
             std::string());
  line.AddIf("rung", std::string(Name(static_cast<Rung>(e.rung))),
             std::string());
  line.AddIf("asked", e.asked, 0u).AddIf("detail", int{e.detail}, 0);
  line.AddIf("timer", int{e.timer}, 0);
  return line.Take();
}

std::string ToText(std::span<const EffectRecord> effects) {
  std::string text;
  for (const EffectRecord& effect : effects) {
    text += "    " + ToText(effect) + "\n";
  }
  return text.empty() ? "    nothing\n" : text;
}

std::string ToText(std::span<const Step> steps) {
  std::string text;
  for (const Step& step : steps) text += "  " + ToText(step) + "\n";
  return text;
}

std::string ToText(const Config& config) { return codec::ToJson(config); }

}  // namespace kefu::property
