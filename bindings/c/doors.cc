// The doors for hosts that copy bytes instead of holding pointers. What finds
// no room in the caller's buffer is kept in Doors until the next call.

#include <algorithm>

#include "bindings/c/handles.h"

namespace c = kefu::c;

namespace kefu::c {
namespace {

struct Header {
  uint32_t records = 0;
  uint32_t payload_bytes = 0;
};

Doors& DoorsOf(kefu_engine* engine) {
  if (!engine->doors) engine->doors = std::make_unique<Doors>();
  return *engine->doors;
}

// A caller's buffer that is being filled.
class Out {
 public:
  Out(void* out, size_t room)
      : out_(static_cast<std::byte*>(out)), room_(room) {}
  size_t room() const { return room_ - written_; }
  size_t written() const { return written_; }
  void Write(const void* data, size_t size) {
    if (size != 0) std::memcpy(out_ + written_, data, size);
    written_ += size;
  }

 private:
  std::byte* out_;
  size_t room_;
  size_t written_ = 0;
};

// ---------------------------------------------------------------------- bytes

struct Input {
  std::span<const EventRecord> records;
  std::span<const std::byte> payloads;
};

// False if the sizes contradict each other.
bool Read(std::span<const std::byte> in, Doors* doors, Input* input) {
  Header header;
  if (in.empty()) return true;
  if (in.size() < sizeof header) return false;
  std::memcpy(&header, in.data(), sizeof header);
  const size_t record_bytes = size_t{header.records} * sizeof(EventRecord);
  if (header.payload_bytes % 8 != 0 ||
      in.size() != sizeof header + record_bytes + header.payload_bytes) {
    return false;
  }
  const std::byte* data = in.data();
  if (reinterpret_cast<uintptr_t>(data) % alignof(EventRecord) != 0) {
    doors->aligned.resize((in.size() + 7) / 8);
    std::memcpy(doors->aligned.data(), data, in.size());
    data = reinterpret_cast<const std::byte*>(doors->aligned.data());
  }
  data += sizeof header;
  input->records = {reinterpret_cast<const EventRecord*>(data), header.records};
  input->payloads = {data + record_bytes, header.payload_bytes};
  return true;
}

// Writes as many of the kept effects as find room; true if none is left.
bool WriteKept(Doors* doors, Out* out) {
  const auto kept = doors->effects.records().subspan(doors->taken);
  const auto some =
      kept.first(std::min(kept.size(), out->room() / sizeof(EffectRecord)));
  out->Write(some.data(), some.size_bytes());
  doors->taken += some.size();
  return some.size() == kept.size();
}

// The list of effects, empty, with a limit that fits the room.
Effects* Fresh(Doors* doors, size_t room) {
  const size_t limit = std::max<size_t>(1, room / sizeof(EffectRecord));
  if (limit != doors->limit) {
    doors->effects = Effects(limit);
    doors->limit = limit;
  }
  doors->effects.Clear();
  doors->taken = 0;
  return &doors->effects;
}

int ApplyBytes(kefu_engine* engine, Out* out, std::span<const std::byte> in,
               size_t first, size_t* used) {
  Doors& doors = DoorsOf(engine);
  Input input;
  if (!Read(in, &doors, &input) || first > input.records.size()) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const auto rest = input.records.subspan(first);
  if (!WriteKept(&doors, out)) return KEFU_MORE;
  if (rest.empty()) return KEFU_OK;
  if (out->room() < sizeof(EffectRecord)) return KEFU_MORE;
  Effects* const effects = Fresh(&doors, out->room());
  *used = engine->engine->ApplyBatch(rest, input.payloads, effects);
  const bool failed = AnyOutOfMemory(*effects);
  const bool all = WriteKept(&doors, out) && *used == rest.size();
  if (failed) return KEFU_ERROR_OUT_OF_MEMORY;
  return all ? KEFU_OK : KEFU_MORE;
}

// ----------------------------------------------------------------------- JSON

// The length of the first kept line.
size_t FirstLine(const Doors& doors) {
  const size_t end = doors.text.find('\n', doors.written);
  return end == std::string::npos ? doors.text.size() - doors.written
                                  : end + 1 - doors.written;
}

// Turns the effects that have no text yet into text. Throws std::bad_alloc;
// the rest is left for the next call.
void Tell(const Engine& engine, Doors* doors) {
  for (; doors->told < doors->line_effects.size(); ++doors->told) {
    const size_t before = doors->text.size();
    try {
      AppendJson(doors->line_effects[doors->told], engine, &doors->text);
    } catch (...) {
      doors->text.resize(before);
      throw;
    }
  }
}

// Writes as many kept lines as find room; true if none is left.
bool WriteKeptLines(const Engine& engine, Doors* doors, Out* out) {
  Tell(engine, doors);
  const size_t kept = doors->text.size() - doors->written;
  size_t size = kept;
  if (size > out->room()) {
    const std::string_view room(doors->text.data() + doors->written,
                                out->room());
    size = room.rfind('\n') + 1;  // npos + 1 is 0
  }
  out->Write(doors->text.data() + doors->written, size);
  doors->written += size;
  if (size < kept) return false;
  doors->text.clear();
  doors->written = 0;
  return true;
}

// One line, and the blank ones before it: read, applied, told.
class LineDoor {
 public:
  LineDoor(kefu_engine* engine, kefu_errors* errors)
      : engine_(*engine->engine), doors_(DoorsOf(engine)), errors_(errors) {
    if (!doors_.reader) doors_.reader.emplace(engine->engine);
    lines_before_ = doors_.reader->lines();
  }

  int Run(std::string_view text, Out* out, size_t* used) {
    bool failed = false;
    while (WriteKeptLines(engine_, &doors_, out)) {
      if (*used == text.size()) {
        return failed ? KEFU_ERROR_OUT_OF_MEMORY : KEFU_OK;
      }
      if (out->room() == 0) return KEFU_MORE;
      size_t read = 0;
      doors_.line.Clear();
      auto error = doors_.reader->AddLines(text.substr(*used), true, 1,
                                           &doors_.line, &read);
      *used += read;
      if (error) return Complain(std::move(*error));
      Apply();
      failed |= EndsOutOfMemory(doors_.line_effects);
    }
    return failed ? KEFU_ERROR_OUT_OF_MEMORY : KEFU_MORE;
  }

 private:
  int Complain(LogError error) {
    error.line -= std::min(error.line, lines_before_);
    return Report(errors_, std::move(error), KEFU_ERROR_INVALID_LOG);
  }
  void Apply() {
    doors_.line_effects.Clear();
    doors_.told = 0;
    for (const EventRecord& record : doors_.line.records()) {
      engine_.Apply(record, doors_.line.payloads(), &doors_.line_effects);
    }
  }

  Engine& engine_;
  Doors& doors_;
  kefu_errors* errors_;
  uint64_t lines_before_ = 0;
};

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_apply_bytes(size_t* written, size_t* used,
                                kefu_engine* engine, void* out, size_t room,
                                const void* in, size_t in_bytes, size_t first) {
  std::span<const std::byte> input;
  if (c::Missing(written, used, engine) || (out == nullptr && room != 0) ||
      !c::Bytes(in, in_bytes, &input)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *written = *used = 0;
  c::Out buffer(out, room);
  int result = c::Guard(
      [&] { return c::ApplyBytes(engine, &buffer, input, first, used); });
  *written = buffer.written();
  if (result == KEFU_MORE && *written == 0 && *used == 0 &&
      room < sizeof(kefu_effect)) {
    *written = sizeof(kefu_effect);
    result = KEFU_ERROR_BUFFER_TOO_SMALL;
  }
  return result;
}

extern "C" int kefu_apply_json(size_t* written, size_t* used,
                               kefu_engine* engine, char* out, size_t room,
                               const char* lines, size_t length,
                               kefu_errors* errors) {
  std::string_view text;
  c::Clear(errors);
  if (c::Missing(written, used, engine) || (out == nullptr && room != 0) ||
      !c::View(lines, length, &text)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *written = *used = 0;
  c::Out buffer(out, room);
  int result = c::Guard(
      [&] { return c::LineDoor(engine, errors).Run(text, &buffer, used); });
  *written = buffer.written();
  if (result == KEFU_MORE && *written == 0) {
    *written = std::max<size_t>(1, c::FirstLine(*engine->doors));
    result = KEFU_ERROR_BUFFER_TOO_SMALL;
  }
  return result;
}
