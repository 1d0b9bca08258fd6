// The engine: making, copying, saving, time and customers.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "events.h"
#include "failure.h"
#include "kefu/snapshot.h"
#include "module.h"
#include "read.h"
#include "records.h"
#include "ruleset.h"
#include "run.h"
#include "state.h"

namespace kefu::python {
namespace {

std::shared_ptr<EngineState> Make(const RulesetState& ruleset) {
  const py::gil_scoped_release release;
  return std::make_shared<EngineState>(Engine(ruleset.ruleset));
}

std::shared_ptr<EngineState> ForkOf(const EngineState& other) {
  const Reading reading(other);
  const py::gil_scoped_release release;
  return std::make_shared<EngineState>(other.engine.Fork());
}

std::shared_ptr<EngineState> ForkOfRun(const Run& run) {
  const py::gil_scoped_release release;
  return std::make_shared<EngineState>(run.result.engine.Fork());
}

void ForkInto(const EngineState& from, EngineState& to) {
  if (&from == &to) throw py::value_error("an engine cannot be its own fork");
  const Reading reading(from);
  const Changing changing(to);
  const py::gil_scoped_release release;
  ++to.generation;
  from.engine.ForkInto(&to.engine);
}

std::shared_ptr<EngineState> RestoreFrom(const RulesetState& ruleset,
                                         const py::object& snapshot) {
  const Bytes bytes(snapshot);
  RestoreResult result;
  {
    const py::gil_scoped_release release;
    result = Restore(bytes.bytes(), ruleset.ruleset);
    if (result) {
      return std::make_shared<EngineState>(std::move(*result.engine));
    }
  }
  throw ToFailure(*result.error);
}

py::bytes Snapshot(const EngineState& state) {
  std::vector<std::byte> bytes;
  {
    const Reading reading(state);
    const py::gil_scoped_release release;
    AppendSnapshot(state.engine, &bytes);
  }
  return py::bytes(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::optional<int64_t> Milliseconds(std::optional<Instant> time) {
  if (!time) return std::nullopt;
  return time->ms;
}

// -------------------------------------------------------------- customers

uint64_t CustomerOf(EngineState& state, const py::object& name) {
  const Changing changing(state);
  if (IsKey(name.ptr())) {
    return state.engine.CustomerByKey(ReadUnsigned(name.ptr(), UINT64_MAX))
        .value;
  }
  const std::string_view text = ReadText(name.ptr());
  if (text.empty()) {
    throw py::value_error("a customer's name is empty, which is nobody's");
  }
  return state.engine.Customer(text).value;
}

uint64_t FindCustomer(const EngineState& state, const py::object& name) {
  const Reading reading(state);
  if (IsKey(name.ptr())) {
    return state.engine.FindCustomerByKey(ReadUnsigned(name.ptr(), UINT64_MAX))
        .value;
  }
  return state.engine.FindCustomer(ReadText(name.ptr())).value;
}

py::array_t<uint64_t> ByKeys(EngineState& state, const py::object& values) {
  const Keys keys = ReadKeys(values);
  py::array_t<uint64_t> ids(keys.size());
  const std::span<const uint64_t> in(keys.data(),
                                     static_cast<size_t>(keys.size()));
  static_assert(sizeof(CustomerId) == sizeof(uint64_t));
  const std::span<CustomerId> out(
      reinterpret_cast<CustomerId*>(ids.mutable_data()), in.size());
  const Changing changing(state);
  const py::gil_scoped_release release;
  state.engine.CustomersByKey(in, out);
  return ids;
}

py::array_t<uint64_t> ByNames(EngineState& state, const py::sequence& names) {
  py::array_t<uint64_t> ids(static_cast<py::ssize_t>(names.size()));
  uint64_t* out = ids.mutable_data();
  for (const py::handle name : names) {
    *out++ = CustomerOf(state, py::reinterpret_borrow<py::object>(name));
  }
  return ids;
}

bool KnowsAll(const EngineState& state, const py::object& values) {
  const Keys ids = ReadKeys(values);
  const Reading reading(state);
  return state.engine.Knows(
      std::span(reinterpret_cast<const CustomerId*>(ids.data()),
                static_cast<size_t>(ids.size())));
}

// A const member of the engine, under the rule for threads.
template <class Member>
auto Ask(Member member) {
  return [member](const EngineState& state) {
    const Reading reading(state);
    return (state.engine.*member)();
  };
}
// The same for one that takes long.
template <class Member>
auto AskLong(Member member) {
  return [member](const EngineState& state) {
    const Reading reading(state);
    const py::gil_scoped_release release;
    return (state.engine.*member)();
  };
}

using EngineClass = py::class_<EngineState, std::shared_ptr<EngineState>>;

void DefineCustomers(EngineClass& engine) {
  engine
      .def("customer_id", &CustomerOf, py::arg("customer"),
           "The id of a customer by his name or key; he is known from then on.")
      .def("find_customer", &FindCustomer, py::arg("customer"),
           "The id of a customer by his name or key; 0 if nobody knows him.")
      .def("customer_ids", &ByNames, py::arg("customers"),
           "customer_id() of many, as an array.")
      .def("customers_by_key", &ByKeys, py::arg("keys"),
           "The ids of many keys, as an array; faster than one by one.")
      .def("customer_names", &NamesOfAll, py::arg("ids"),
           "customer_name() of many, as a list.")
      .def(
          "customer_name",
          [](const EngineState& state, const py::object& id) {
            const CustomerId customer{ReadUnsigned(id.ptr(), UINT64_MAX)};
            const Reading reading(state);
            return py::reinterpret_steal<py::object>(
                NameOf(state.engine, customer));
          },
          py::arg("id"),
          "The name or key of a customer; \"\" if the id is nobody\'s.")
      .def(
          "knows",
          [](const EngineState& state, const py::object& id) {
            const CustomerId customer{ReadUnsigned(id.ptr(), UINT64_MAX)};
            const Reading reading(state);
            return state.engine.Knows(customer);
          },
          py::arg("id"),
          "Whether somebody has this id now; not a forgotten customer.")
      .def("knows_all", &KnowsAll, py::arg("ids"), "knows() of all of them.");
}

}  // namespace

void DefineEngine(py::module_& module) {
  EngineClass engine(module, "Engine");
  engine.def(py::init(&Make), py::arg("ruleset"))
      .def(py::init(&ForkOf), py::arg("other"))
      .def(py::init(&ForkOfRun), py::arg("run"))
      .def(py::init(&RestoreFrom), py::arg("ruleset"), py::arg("snapshot"))
      .def("_fork_into", &ForkInto, py::arg("other"))
      .def("snapshot", &Snapshot,
           "The state as bytes, for restore() here or elsewhere; "
           "docs/snapshot.md.")
      .def_property_readonly("_fast", &MakeFast)
      .def_property_readonly("_generation",
                             [](const EngineState& s) { return s.generation; })
      .def("_now",
           [](const EngineState& state) {
             const Reading reading(state);
             return Milliseconds(state.engine.Now());
           })
      .def("_next_deadline",
           [](const EngineState& state) {
             const Reading reading(state);
             return Milliseconds(state.engine.NextDeadline());
           })
      .def("_open_sessions", Ask(&Engine::OpenSessions))
      .def("_customers", Ask(&Engine::Customers))
      .def("_events", Ask(&Engine::Events))
      .def("_memory_bytes", Ask(&Engine::MemoryBytes))
      .def("check_invariants", AskLong(&Engine::CheckInvariants),
           "\"\" if all is well, otherwise what is violated; costs a pass over "
           "everything.")
      .def("digest", AskLong(&Engine::Digest),
           "A 64-bit digest of the whole state, by names: equal for engines "
           "that went through the same; costs a pass over everything.");
  DefineCustomers(engine);
  py::object type = engine;
  DefineApply(type);
}

}  // namespace kefu::python
