#include "state.h"

#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <typeinfo>

#include "failure.h"

namespace kefu::python {

std::shared_ptr<EffectsBlock> BlockPool::Get(size_t room) {
  std::shared_ptr<EffectsBlock> block;
  if (!blocks_.empty()) {
    block = std::move(blocks_.back());
    blocks_.pop_back();
    block->effects.Clear();
  } else {
    block = std::make_shared<EffectsBlock>();
  }
  if (room > block->reserved) {
    block->effects.Reserve(room);
    block->reserved = room;
  }
  return block;
}

void BlockPool::Put(std::shared_ptr<EffectsBlock> block) {
  if (!block || block.use_count() > 1 || blocks_.size() >= kKept ||
      block->reserved > kMaxRoom || block->effects.size() > kMaxRoom) {
    return;
  }
  blocks_.push_back(std::move(block));
}

void ThrowBusy() {
  throw Failure("BusyError", "busy",
                "the engine is in use by another thread: let one thread use "
                "it at a time, or give each an engine of its own (fork())");
}

// pybind11's own cast looks the type up in a table and, for an object whose
// __init__ was not called, makes up a value.
EngineState& StateOf(PyObject* engine) {
  static const auto* type = py::detail::get_type_info(typeid(EngineState));
  if (!PyObject_TypeCheck(engine, type->type)) {
    throw py::type_error(std::string("is a ") + Py_TYPE(engine)->tp_name +
                         ", expected an Engine");
  }
  auto* instance = reinterpret_cast<py::detail::instance*>(engine);
  const py::detail::value_and_holder value =
      instance->get_value_and_holder(type);
  if (!value.holder_constructed()) {
    throw py::type_error("Engine.__init__() was not called");
  }
  return *value.value_ptr<EngineState>();
}

py::object EngineRef::object() const {
  static const auto* type = py::detail::get_type_info(typeid(EngineState));
  const py::handle found = py::detail::get_object_handle(state_.get(), type);
  if (!found) return py::none();
  return py::reinterpret_borrow<py::object>(found);
}

void EngineRef::ThrowReplaced() {
  throw Failure("Error", "replaced",
                "it was made before fork_into() replaced the engine's state, "
                "where its ids name others: make it again after fork_into(), "
                "and read effects and flush writers before");
}

std::optional<uint64_t> KeyOf(const Engine& engine, CustomerId id,
                              std::string_view name) {
  if (name.empty() || name[0] < '0' || name[0] > '9') return std::nullopt;
  uint64_t key = 0;
  const char* end = name.data() + name.size();
  const auto [rest, error] = std::from_chars(name.data(), end, key);
  const bool is_key = error == std::errc() && rest == end &&
                      engine.FindCustomerByKey(key) == id;
  return is_key ? std::optional(key) : std::nullopt;
}

PyObject* NameOf(const Engine& engine, CustomerId id) {
  const std::string name = id ? engine.CustomerName(id) : std::string();
  if (const auto key = KeyOf(engine, id, name)) {
    return PyLong_FromUnsignedLongLong(*key);
  }
  return PyUnicode_DecodeUTF8(name.data(), static_cast<Py_ssize_t>(name.size()),
                              "surrogateescape");
}

}  // namespace kefu::python
