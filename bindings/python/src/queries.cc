// What an engine can be asked. The answers are tuples of plain values; the
// package makes its own classes of them.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <vector>

#include "effect.h"
#include "events.h"
#include "kefu/counterfactuals.h"
#include "kefu/trace.h"
#include "module.h"
#include "state.h"

namespace kefu::python {
namespace {

template <class E>
int Number(E value) {
  return static_cast<int>(value);
}

// As of `session_of` in _answers.py.
py::tuple SessionTuple(const SessionInfo& info, const Ruleset& ruleset) {
  return py::make_tuple(
      info.number.value, Number(info.state), ruleset.Name(info.agent),
      ruleset.Name(info.group), ruleset.Name(info.priority), info.cost,
      info.opened_at.ms, TimeOrNone(info.joined_at),
      TimeOrNone(info.assigned_at), info.held, info.lapsed,
      ruleset.Name(info.offered_to), TimeOrNone(info.offered_until));
}

py::tuple SessionOf(const EngineState& state, uint64_t customer,
                    uint16_t desk) {
  const Reading reading(state);
  return SessionTuple(state.engine.Session(CustomerId{customer}, DeskId{desk}),
                      state.engine.ruleset());
}

py::tuple PositionOf(const EngineState& state, uint64_t customer,
                     uint16_t desk) {
  const Reading reading(state);
  const PositionInfo info =
      state.engine.Position(CustomerId{customer}, DeskId{desk});
  py::object wait = py::none();
  if (info.estimated_wait) wait = py::int_(info.estimated_wait->ms);
  return py::make_tuple(info.position, info.ahead, wait);
}

py::tuple AgentOf(const EngineState& state, uint32_t agent) {
  const Reading reading(state);
  const AgentInfo info = state.engine.Agent(AgentId{agent});
  return py::make_tuple(Number(info.status), Number(info.auto_accept),
                        info.capacity, info.load, info.sessions);
}

py::object CustomerName(const EngineState& state, CustomerId id) {
  return py::reinterpret_steal<py::object>(NameOf(state.engine, id));
}

// How many, whose session is the oldest and since when; none if it is empty.
py::tuple PoolOf(const EngineState& state, const PoolInfo& info) {
  if (info.sessions == 0) return py::make_tuple(0, py::none(), py::none());
  return py::make_tuple(info.sessions, CustomerName(state, info.oldest),
                        info.since.ms);
}

py::dict StatsOf(const EngineState& state) {
  const Reading reading(state);
  const StatsInfo info = state.engine.Stats();
  py::dict stats;
#define KEFU_PUT(name) stats[#name] = info.name
  KEFU_PUT(customers);
  KEFU_PUT(agents_online);
  KEFU_PUT(sessions);
  KEFU_PUT(waiting);
  KEFU_PUT(serving);
  KEFU_PUT(load);
  KEFU_PUT(events);
  KEFU_PUT(refusals);
  KEFU_PUT(opened);
  KEFU_PUT(closed);
  KEFU_PUT(assignments);
  KEFU_PUT(timers);
  KEFU_PUT(forgotten);
  KEFU_PUT(robot);
  KEFU_PUT(pooled);
#undef KEFU_PUT
  return stats;
}

// ------------------------------------------------------------------- why

py::tuple DecisionOf(const Decision& decision, const Ruleset& ruleset) {
  return py::make_tuple(
      Number(decision.rung), Number(decision.reason),
      ruleset.Name(GroupId{static_cast<uint16_t>(decision.list)}),
      ruleset.Name(decision.agent), decision.asked);
}

py::tuple ToTuple(const EngineState& state, const Explanation& why) {
  const Ruleset& ruleset = state.engine.ruleset();
  py::list rungs;
  for (const RungTrace& rung : why.rungs) {
    rungs.append(py::make_tuple(
        Number(rung.rung), Number(rung.reason), ruleset.Name(rung.agent),
        ruleset.Name(rung.group), Number(rung.dimension)));
  }
  py::list agents;
  for (const AgentTrace& agent : why.agents) {
    agents.append(py::make_tuple(ruleset.Name(agent.agent),
                                 Number(agent.reason), Number(agent.limit),
                                 agent.load, agent.capacity));
  }
  return py::make_tuple(
      why.session.value, CustomerName(state, why.customer), Number(why.refused),
      why.waiting, why.position, why.ahead, DecisionOf(why.decision, ruleset),
      ruleset.Name(why.group), py::tuple(rungs), py::tuple(agents),
      ToText(why, ruleset), ToText(why, ruleset, Language::kChinese));
}

py::tuple ExplainOf(const EngineState& state, uint64_t customer, uint16_t desk,
                    uint32_t product, uint32_t intent, uint32_t order_status,
                    uint8_t kind, uint32_t agent, uint32_t link, uint32_t page,
                    uint32_t language, uint32_t store) {
  const Reading reading(state);
  return ToTuple(
      state, state.engine.Explain({.customer = CustomerId{customer},
                                   .desk = DeskId{desk},
                                   .product = ProductId{product},
                                   .intent = IntentId{intent},
                                   .order_status = OrderStatusId{order_status},
                                   .kind = static_cast<MessageKind>(kind),
                                   .agent = AgentId{agent},
                                   .link = LinkId{link},
                                   .page = PageId{page},
                                   .language = LanguageId{language},
                                   .store = StoreId{store}}));
}

// As of `may_send_of` in _answers.py.
py::tuple SendTuple(const SendInfo& info) {
  const py::object until =
      info.until ? py::object(py::int_(info.until->ms)) : py::none();
  return py::make_tuple(info.allowed, info.template_only, Number(info.reason),
                        info.left, until);
}

py::tuple MaySendOf(const EngineState& state, uint64_t customer, uint16_t desk,
                    uint8_t who, uint8_t use, uint8_t kind, uint32_t count,
                    int64_t at, uint32_t agent) {
  const Reading reading(state);
  const SendInfo info =
      state.engine.MaySend({.customer = CustomerId{customer},
                            .desk = DeskId{desk},
                            .who = static_cast<Sender>(who),
                            .use = static_cast<SendUse>(use),
                            .kind = static_cast<MessageKind>(kind),
                            .count = count,
                            .at = Instant{at},
                            .agent = AgentId{agent}});
  return SendTuple(info);
}

// Entries as tuples, in the order of the list (S5).
py::list UnansweredOf(const EngineState& state, uint16_t desk, uint32_t agent,
                      size_t limit) {
  const Reading reading(state);
  const Ruleset& ruleset = state.engine.ruleset();
  py::list list;
  for (const UnansweredInfo& info : state.engine.Unanswered(
           {.desk = DeskId{desk}, .agent = AgentId{agent}, .limit = limit})) {
    list.append(py::make_tuple(
        CustomerName(state, info.customer), ruleset.Name(info.desk),
        info.session.value, Number(info.state), info.since.ms,
        ruleset.Name(info.agent), SendTuple(info.sends)));
  }
  return list;
}

// Why there is nothing to answer, and what was found, as tuples (E2). It makes
// copies of the engine, so others may run meanwhile, and read it too.
py::tuple CounterfactualsOf(const EngineState& state, uint64_t customer,
                            uint16_t desk, size_t most_agents,
                            std::optional<int64_t> within) {
  const Reading reading(state);
  CounterfactualResult result;
  {
    const py::gil_scoped_release release;
    result = Counterfactuals(
        state.engine, CustomerId{customer}, DeskId{desk},
        {.most_agents = most_agents,
         .within = within ? Duration{*within} : Duration::Off()});
  }
  py::list found;
  for (const Counterfactual& one : result.found) {
    py::tuple agents(one.agents.size());
    for (size_t i = 0; i < one.agents.size(); ++i) {
      agents[i] = state.engine.ruleset().Name(one.agents[i]);
    }
    found.append(py::make_tuple(Number(one.what), Number(one.reason), agents,
                                TimeOrNone(one.at)));
  }
  return py::make_tuple(Number(result.refused), found);
}

// Sessions as tuples, in the order of the list (S7).
py::list ToList(const EngineState& state,
                const std::vector<ListedSession>& sessions) {
  const Ruleset& ruleset = state.engine.ruleset();
  py::list list;
  for (const ListedSession& one : sessions) {
    list.append(py::make_tuple(CustomerName(state, one.customer),
                               ruleset.Name(one.desk),
                               SessionTuple(one.session, ruleset)));
  }
  return list;
}

template <class Id>
py::list WaitingSessionsOf(const EngineState& state, uint16_t id,
                           size_t limit) {
  const Reading reading(state);
  return ToList(state, state.engine.WaitingSessions(Id{id}, limit));
}

template <class Id>
py::list PooledSessionsOf(const EngineState& state, uint16_t id, size_t limit) {
  const Reading reading(state);
  return ToList(state, state.engine.PooledSessions(Id{id}, limit));
}

py::list SessionsOf(const EngineState& state, uint32_t agent) {
  const Reading reading(state);
  return ToList(state, state.engine.SessionsOf(AgentId{agent}));
}

std::vector<std::string> Online(const EngineState& state) {
  const Reading reading(state);
  std::vector<std::string> names;
  for (const AgentId agent : state.engine.Online()) {
    names.emplace_back(state.engine.ruleset().Name(agent));
  }
  return names;
}

std::vector<std::string> CrowdsOf(const EngineState& state, uint64_t customer) {
  const Reading reading(state);
  std::vector<std::string> names;
  for (const CrowdId crowd : state.engine.CrowdsOf(CustomerId{customer})) {
    names.emplace_back(state.engine.ruleset().Name(crowd));
  }
  return names;
}

py::tuple ApplyExplained(const py::object& engine, const py::object& event) {
  EngineState& state = StateOf(engine);
  const Changing changing(state);
  state.batch.Clear();
  AddEvent(event.ptr(), &state.engine, &state.batch);
  state.effects.Clear();
  std::vector<Explanation> explanations;
  state.engine.ApplyExplained(state.batch.records()[0], state.batch.payloads(),
                              &state.effects, &explanations);
  if (state.effects.incomplete()) throw std::bad_alloc();
  py::list why;
  for (const Explanation& explanation : explanations) {
    why.append(ToTuple(state, explanation));
  }
  return py::make_tuple(py::reinterpret_steal<py::object>(MakeList(
                            state.effects.records(), state, Names::kNow)),
                        why);
}

void DefineLists(py::module_& module) {
  module.def("waiting_sessions_of_group", &WaitingSessionsOf<GroupId>,
             py::arg("engine"), py::arg("group"), py::arg("limit"));
  module.def("waiting_sessions_of_desk", &WaitingSessionsOf<DeskId>,
             py::arg("engine"), py::arg("desk"), py::arg("limit"));
  module.def("pooled_sessions_of_group", &PooledSessionsOf<GroupId>,
             py::arg("engine"), py::arg("group"), py::arg("limit"));
  module.def("pooled_sessions_of_desk", &PooledSessionsOf<DeskId>,
             py::arg("engine"), py::arg("desk"), py::arg("limit"));
  module.def("sessions_of", &SessionsOf, py::arg("engine"), py::arg("agent"));
  module.def("online", &Online, py::arg("engine"));
}

}  // namespace

void DefineQueries(py::module_& module) {
  module.def("session", &SessionOf, py::arg("engine"), py::arg("customer"),
             py::arg("desk"));
  module.def("position", &PositionOf, py::arg("engine"), py::arg("customer"),
             py::arg("desk"));
  module.def("agent", &AgentOf, py::arg("engine"), py::arg("agent"));
  module.def(
      "waiting_of_group",
      [](const EngineState& state, uint16_t group) {
        const Reading reading(state);
        return state.engine.Waiting(GroupId{group});
      },
      py::arg("engine"), py::arg("group"));
  module.def(
      "waiting_of_desk",
      [](const EngineState& state, uint16_t desk) {
        const Reading reading(state);
        return state.engine.Waiting(DeskId{desk});
      },
      py::arg("engine"), py::arg("desk"));
  module.def(
      "pool_of_group",
      [](const EngineState& state, uint16_t group) {
        const Reading reading(state);
        return PoolOf(state, state.engine.Pool(GroupId{group}));
      },
      py::arg("engine"), py::arg("group"));
  module.def(
      "pool_of_desk",
      [](const EngineState& state, uint16_t desk) {
        const Reading reading(state);
        return PoolOf(state, state.engine.Pool(DeskId{desk}));
      },
      py::arg("engine"), py::arg("desk"));
  DefineLists(module);
  module.def("stats", &StatsOf, py::arg("engine"));
  module.def("explain", &ExplainOf, py::arg("engine"), py::arg("customer"),
             py::arg("desk"), py::arg("product"), py::arg("intent"),
             py::arg("order_status"), py::arg("kind"), py::arg("agent"),
             py::arg("link"), py::arg("page"), py::arg("language"),
             py::arg("store"));
  module.def("counterfactuals", &CounterfactualsOf, py::arg("engine"),
             py::arg("customer"), py::arg("desk"), py::arg("most_agents"),
             py::arg("within"));
  module.def("may_send", &MaySendOf);
  module.def("unanswered", &UnansweredOf, py::arg("engine"), py::arg("desk"),
             py::arg("agent"), py::arg("limit"));
  module.def("crowds_of", &CrowdsOf, py::arg("engine"), py::arg("customer"));
  module.def("apply_explained", &ApplyExplained, py::arg("engine"),
             py::arg("event"));
}

}  // namespace kefu::python
