// Engines: their lives, customers, events and time.

#include <algorithm>

#include "bindings/c/handles.h"

namespace c = kefu::c;

extern "C" int kefu_engine_new(kefu_engine** engine, kefu_ruleset* ruleset) {
  if (engine != nullptr) *engine = nullptr;
  if (c::Missing(engine, ruleset)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    *engine = new kefu_engine(kefu::Engine(ruleset->rules), ruleset);
    return KEFU_OK;
  });
}

extern "C" void kefu_engine_free(kefu_engine* engine) { delete engine; }

extern "C" kefu_ruleset* kefu_engine_ruleset(const kefu_engine* engine) {
  return engine == nullptr ? nullptr : engine->ruleset.get();
}

extern "C" int kefu_fork(kefu_engine** fork, const kefu_engine* engine) {
  if (fork != nullptr) *fork = nullptr;
  if (c::Missing(fork, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    *fork = new kefu_engine(engine->engine->Fork(), engine->ruleset.get());
    return KEFU_OK;
  });
}

extern "C" int kefu_fork_into(kefu_engine* other, const kefu_engine* engine) {
  if (c::Missing(other, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  if (other == engine) return KEFU_OK;
  return c::Guard([&] {
    other->doors.reset();  // what it keeps is of the state that goes
    ++other->states;
    engine->engine->ForkInto(other->engine);
    other->ruleset.Reset(engine->ruleset.get());
    return KEFU_OK;
  });
}

extern "C" int kefu_snapshot(kefu_buffer* bytes, const kefu_engine* engine) {
  if (c::Missing(bytes, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    kefu::AppendSnapshot(*engine->engine, &bytes->all);
    return KEFU_OK;
  });
}

extern "C" int kefu_restore(kefu_engine** engine, kefu_errors* errors,
                            kefu_ruleset* ruleset, const void* bytes,
                            size_t size) {
  std::span<const std::byte> snapshot;
  if (engine != nullptr) *engine = nullptr;
  c::Clear(errors);
  if (c::Missing(engine, ruleset) || !c::Bytes(bytes, size, &snapshot)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    kefu::RestoreResult result = kefu::Restore(snapshot, ruleset->rules);
    if (!result) {
      return c::Report(errors, std::move(*result.error),
                       KEFU_ERROR_INVALID_SNAPSHOT);
    }
    *engine = new kefu_engine(std::move(*result.engine), ruleset);
    return int{KEFU_OK};
  });
}

// ------------------------------------------------------------------ customers

extern "C" int kefu_customer(uint64_t* id, kefu_engine* engine,
                             const char* name, size_t length) {
  std::string_view view;
  if (c::Missing(id, engine) || !c::View(name, length, &view)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *id = 0;
  return c::Guard([&] {
    *id = engine->engine->Customer(view).value;
    return KEFU_OK;
  });
}

extern "C" int kefu_customer_by_key(uint64_t* id, kefu_engine* engine,
                                    uint64_t key) {
  if (c::Missing(id, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  *id = 0;
  return c::Guard([&] {
    *id = engine->engine->CustomerByKey(key).value;
    return KEFU_OK;
  });
}

extern "C" int kefu_customers(uint64_t* ids, size_t id_stride,
                              kefu_engine* engine, const kefu_string* names,
                              size_t name_stride, size_t count) {
  const c::Strided<uint64_t> to(ids, id_stride);
  const c::Strided<const kefu_string> from(names, name_stride);
  if (engine == nullptr || !to.good(count) || !from.good(count)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    std::string_view name;
    for (size_t i = 0; i < count; ++i) {
      if (!c::View(from[i].data, from[i].length, &name)) {
        return int{KEFU_ERROR_INVALID_ARGUMENT};
      }
    }
    for (size_t i = 0; i < count; ++i) {
      name = {};
      c::View(from[i].data, from[i].length, &name);
      to[i] = engine->engine->Customer(name).value;
    }
    return int{KEFU_OK};
  });
}

extern "C" int kefu_customers_by_key(uint64_t* ids, size_t id_stride,
                                     kefu_engine* engine, const uint64_t* keys,
                                     size_t key_stride, size_t count) {
  // The engine takes arrays without a stride: in pieces, on the stack.
  constexpr size_t kPiece = 256;
  const c::Strided<uint64_t> to(ids, id_stride);
  const c::Strided<const uint64_t> from(keys, key_stride);
  if (engine == nullptr || !to.good(count) || !from.good(count)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    uint64_t some_keys[kPiece];
    kefu::CustomerId some[kPiece];
    for (size_t begin = 0; begin < count; begin += kPiece) {
      const size_t n = std::min(kPiece, count - begin);
      for (size_t i = 0; i < n; ++i) some_keys[i] = from[begin + i];
      engine->engine->CustomersByKey({some_keys, n}, {some, n});
      for (size_t i = 0; i < n; ++i) to[begin + i] = some[i].value;
    }
    return KEFU_OK;
  });
}

extern "C" int kefu_find_customer(uint64_t* id, const kefu_engine* engine,
                                  const char* name, size_t length) {
  std::string_view view;
  if (c::Missing(id, engine) || !c::View(name, length, &view)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *id = 0;
  return c::Guard([&] {
    *id = engine->engine->FindCustomer(view).value;
    return int{*id == 0 ? KEFU_ERROR_NOT_FOUND : KEFU_OK};
  });
}

extern "C" int kefu_find_customer_by_key(uint64_t* id,
                                         const kefu_engine* engine,
                                         uint64_t key) {
  if (c::Missing(id, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  *id = 0;
  return c::Guard([&] {
    *id = engine->engine->FindCustomerByKey(key).value;
    return int{*id == 0 ? KEFU_ERROR_NOT_FOUND : KEFU_OK};
  });
}

extern "C" int kefu_knows(const kefu_engine* engine, uint64_t customer) {
  return engine != nullptr && engine->engine->Knows(kefu::CustomerId{customer});
}

extern "C" int kefu_knows_all(const kefu_engine* engine, const uint64_t* ids,
                              size_t count) {
  if (engine == nullptr || (ids == nullptr && count != 0)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  static_assert(sizeof(kefu::CustomerId) == sizeof *ids);
  return engine->engine->Knows(
      {reinterpret_cast<const kefu::CustomerId*>(ids), count});
}

extern "C" int kefu_customer_name(kefu_buffer* name, const kefu_engine* engine,
                                  uint64_t customer) {
  if (c::Missing(name, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    const std::string found =
        engine->engine->CustomerName(kefu::CustomerId{customer});
    name->Append(found);
    return int{found.empty() ? KEFU_ERROR_NOT_FOUND : KEFU_OK};
  });
}

// --------------------------------------------------------------------- events

namespace kefu::c {
namespace {

void Give(const Effects& made, const kefu_effect** effects, size_t* count) {
  if (effects != nullptr) *effects = ToC(made.records().data());
  if (count != nullptr) *count = made.size();
}

void GiveNothing(const kefu_effect** effects, size_t* count) {
  if (effects != nullptr) *effects = nullptr;
  if (count != nullptr) *count = 0;
}

// The list for calls with this limit; its limit cannot be changed, so another
// one needs another list.
Effects* ListOf(kefu_engine* engine, size_t limit) {
  if (limit == 0) {
    engine->effects.Clear();
    return &engine->effects;
  }
  if (limit != engine->limit) {
    engine->some = Effects(limit);
    engine->limit = limit;
  }
  engine->some.Clear();
  return &engine->some;
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_apply(const kefu_effect** effects, size_t* count,
                          kefu_engine* engine, const kefu_event* event,
                          const void* payloads, size_t payload_bytes) {
  std::span<const std::byte> bytes;
  if (c::Missing(engine, event) || !c::Bytes(payloads, payload_bytes, &bytes)) {
    c::GiveNothing(effects, count);
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  engine->effects.Clear();
  engine->engine->Apply(*c::ToCpp(event), bytes, &engine->effects);
  c::Give(engine->effects, effects, count);
  return c::EndsOutOfMemory(engine->effects) ? KEFU_ERROR_OUT_OF_MEMORY
                                             : KEFU_OK;
}

extern "C" int kefu_apply_explained(const kefu_effect** effects, size_t* count,
                                    kefu_explanations* explanations,
                                    kefu_engine* engine,
                                    const kefu_event* event,
                                    const void* payloads,
                                    size_t payload_bytes) {
  std::span<const std::byte> bytes;
  if (c::Missing(explanations, engine, event) ||
      !c::Bytes(payloads, payload_bytes, &bytes)) {
    c::GiveNothing(effects, count);
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  engine->effects.Clear();
  explanations->all.clear();
  engine->engine->ApplyExplained(*c::ToCpp(event), bytes, &engine->effects,
                                 &explanations->all);
  c::Give(engine->effects, effects, count);
  return c::EndsOutOfMemory(engine->effects) ? KEFU_ERROR_OUT_OF_MEMORY
                                             : KEFU_OK;
}

extern "C" int kefu_apply_records(const kefu_effect** effects, size_t* count,
                                  size_t* applied, kefu_engine* engine,
                                  const kefu_event* events, size_t event_count,
                                  const void* payloads, size_t payload_bytes,
                                  size_t limit) {
  std::span<const std::byte> bytes;
  if (applied != nullptr) *applied = 0;
  if (engine == nullptr || (events == nullptr && event_count != 0) ||
      !c::Bytes(payloads, payload_bytes, &bytes)) {
    c::GiveNothing(effects, count);
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  kefu::Effects* const list = c::ListOf(engine, limit);
  const size_t done =
      engine->engine->ApplyBatch({c::ToCpp(events), event_count}, bytes, list);
  if (applied != nullptr) *applied = done;
  c::Give(*list, effects, count);
  return c::AnyOutOfMemory(*list) ? KEFU_ERROR_OUT_OF_MEMORY : KEFU_OK;
}

extern "C" int kefu_apply_batch(const kefu_effect** effects, size_t* count,
                                size_t* applied, kefu_engine* engine,
                                const kefu_batch* batch, size_t first,
                                size_t limit) {
  if (batch == nullptr || first > batch->events.size()) {
    if (applied != nullptr) *applied = 0;
    c::GiveNothing(effects, count);
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return kefu_apply_records(
      effects, count, applied, engine, kefu_batch_records(batch) + first,
      batch->events.size() - first, batch->events.payloads().data(),
      batch->events.payloads().size(), limit);
}

// ----------------------------------------------------------------------- time

namespace kefu::c {
namespace {

int GiveInstant(std::optional<Instant> instant, int64_t* out) {
  *out = instant.value_or(Instant::Never()).ms;
  return instant ? KEFU_OK : KEFU_ERROR_NOT_FOUND;
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_now(int64_t* now, const kefu_engine* engine) {
  if (c::Missing(now, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::GiveInstant(engine->engine->Now(), now);
}

extern "C" int kefu_next_deadline(int64_t* deadline,
                                  const kefu_engine* engine) {
  if (c::Missing(deadline, engine)) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::GiveInstant(engine->engine->NextDeadline(), deadline);
}
