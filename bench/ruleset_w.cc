#include "bench/ruleset_w.h"

#include <fmt/format.h>

#include <iterator>

namespace kefu_bench {
namespace {

// T14 is half open (a right of length d holds while now < t + d), W's is not.
uint64_t Within(const LogHeader& h) { return h.sticky + 1; }

// At the busiest time up to half as many sessions wait as there are places, so
// twice the places is a generous hint.
std::string Limits(const LogHeader& h, Reserve reserve) {
  if (reserve == Reserve::kNo) {
    return "  \"limits\": {\"forget_after\": \"off\"},\n";
  }
  return fmt::format(R"(  "limits": {{
    "reserve_customers": {},
    "reserve_sessions": {},
    "forget_after": "off"
  }},
)",
                     h.customers, 2 * h.agents * h.capacity);
}

std::string Head(const LogHeader& h, Load load) {
  if (load == Load::kPlain) {
    return fmt::format(
        R"(  "tenant": {{
    "name": "workload W",
    "capacity": {},
    "notices": {{"new_session": false, "new_message": false}}
  }},
  "desks": [{{"name": "{}"}}],
)",
        h.capacity, kDeskName);
  }
  return fmt::format(
      R"(  "preset": "weimob",
  "tenant": {{
    "name": "workload F",
    "main_account": "a0",
    "capacity": {0},
    "hard_maximum": {1},
    "late_events": "clamp",
    "notices": {{"new_session": true, "new_message": true}}
  }},
  "time_zone": {{"offset": "Z"}},
  "schedules": [
    {{
      "name": "always",
      "slots": [
        {{
          "days": ["monday", "tuesday", "wednesday", "thursday", "friday",
                   "saturday", "sunday"],
          "from": "00:00",
          "to": "24:00"
        }}
      ]
    }}
  ],
  "levels": [{{"name": "store"}}, {{"name": "region"}}, {{"name": "head"}}],
  "channels": [
    {{
      "name": "web",
      "type": "weimob",
      "cost": 1,
      "capacity": {0},
      "windows": {{
        "grants": [
          {{"trigger": "enter", "lifetime": "36000 d"}},
          {{"trigger": "message", "lifetime": "36000 d"}}
        ]
      }}
    }}
  ],
  "welcomes": {{
    "list": [{{"name": "welcome", "messages": {{"texts": ["Welcome!"]}}}}]
  }},
  "desks": [
    {{
      "name": "{2}",
      "channel": "web",
      "schedule": "always",
      "default_group": "g0",
      "timers": {{
        "customer_silent": {{"mode": "customer_silent",
                            "warn_before": 120000}}
      }}
    }}
  ],
  "links": [{{"name": "{3}", "desk": "{2}", "priority": "ordinary"}}],
)",
      h.capacity, 2 * h.capacity, kDeskName, kLinkName);
}

std::string Settings(const LogHeader& h, Load load) {
  if (load == Load::kPlain) {
    return fmt::format(
        R"(  "routing": {{
    "session_starts": "enter",
    "sticky": [{{"within": {}, "statuses": ["online"]}}],
    "sticky_clock": "close",
    "distribution": "least_loaded",
    "relative_to": "weight"
  }},
  "queue": {{"expires_after": "off"}},
  "offline": {{"plan_nobody": "queue", "offline_sessions": "keep"}},
  "timers": {{
    "customer_silent": {{"after": {}, "mode": "customer_silent"}},
    "alarms": {{"waiting": "off"}}
  }}
)",
        Within(h), h.timeout);
  }
  return fmt::format(
      R"(  "routing": {{
    "session_starts": "enter",
    "sticky": [
      {{"within": {}, "statuses": ["online"]}},
      {{"within": {}, "statuses": ["online"]}}
    ],
    "sticky_clock": "close",
    "scope_order": ["crowd", "product", "intent", "order_status"],
    "skip_absent": true
  }},
  "queue": {{
    "priorities": [{{"name": "vip", "credit": "infinite"}},
                   {{"name": "ordinary", "credit": 600000}}],
    "expires_after": "off"
  }},
  "offline": {{"plan_nobody": "queue", "offline_sessions": "keep"}},
  "timers": {{
    "customer_silent": {{
      "after": {},
      "warning": ["Are you still there?"],
      "closing": ["Thank you for your visit."]
    }},
    "agent_silent": {{"after": "3650 d", "remind_before": "1 d"}},
    "alarms": {{"waiting": "3650 d", "first_response": "3650 d",
               "response": "3650 d"}},
    "session_life": "3650 d"
  }}
)",
      Within(h) / 2, Within(h), h.timeout);
}

void AppendAgents(const LogHeader& h, Load load, std::string* out) {
  constexpr const char* kLevels[] = {"store", "region", "head"};
  auto end = std::back_inserter(*out);
  *out += "  \"agents\": [\n";
  for (uint32_t agent = 0; agent < h.agents; ++agent) {
    fmt::format_to(end, "    {{\"name\": \"a{}\"", agent);
    if (load == Load::kFull) {
      fmt::format_to(end, ", \"level\": \"{}\"",
                     kLevels[agent % std::size(kLevels)]);
    }
    *out += agent + 1 < h.agents ? "},\n" : "}\n";
  }
  *out += "  ],\n";
}

void AppendMembers(const LogHeader& h, uint32_t group, std::string* out) {
  auto end = std::back_inserter(*out);
  *out += "      \"agents\": [\n";
  for (uint32_t agent = group; agent < h.agents; agent += h.groups) {
    fmt::format_to(end, "        {{\"agent\": \"a{}\", \"weight\": {}}}{}\n",
                   agent, WeightOfAgent(agent),
                   agent + h.groups < h.agents ? "," : "");
  }
  *out += "      ],\n";
}

void AppendScope(const LogHeader& h, uint32_t group, std::string* out) {
  auto end = std::back_inserter(*out);
  *out += "      \"scope\": {\"products\": [";
  for (uint32_t product = group; product < h.products; product += h.groups) {
    fmt::format_to(end, "{}\"p{}\"", product == group ? "" : ", ", product);
  }
  *out += "]}";
}

void AppendGroups(const LogHeader& h, Load load, std::string* out) {
  auto end = std::back_inserter(*out);
  *out += "  \"groups\": [\n";
  for (uint32_t group = 0; group < h.groups; ++group) {
    fmt::format_to(end, "    {{\n      \"name\": \"g{}\",\n", group);
    AppendMembers(h, group, out);
    AppendScope(h, group, out);
    if (load == Load::kFull) {
      fmt::format_to(end, R"(,
      "capacity": {},
      "routing": {{"distribution": "least_loaded", "relative_to": "weight"}})",
                     h.capacity);
    }
    *out += group + 1 < h.groups ? "\n    },\n" : "\n    }\n";
  }
  *out += "  ],\n";
}

}  // namespace

std::string AgentName(uint32_t agent) { return fmt::format("a{}", agent); }
std::string GroupName(uint32_t group) { return fmt::format("g{}", group); }
std::string ProductName(uint32_t product) {
  return fmt::format("p{}", product);
}

std::string RulesetJson(const LogHeader& header, Load load, Reserve reserve) {
  std::string json = "{\n";
  json += Head(header, load);
  json += Limits(header, reserve);
  AppendAgents(header, load, &json);
  AppendGroups(header, load, &json);
  json += Settings(header, load);
  json += "}\n";
  return json;
}

}  // namespace kefu_bench
