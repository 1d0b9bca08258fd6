// The doors of the C face: events in, effects out.

#include "tests/scenario/c_face.h"

#include <cstring>

#include "src/base/effect_writer.h"

namespace kefu::scenario {
namespace {

void Append(const kefu_effect* effects, size_t count, Effects* out) {
  EffectWriter writer;
  writer.Begin(out, 0);
  writer.Reserve(count);
  for (size_t i = 0; i < count; ++i) {
    EffectRecord* const to = &writer.Add(EffectType::kNone);
    std::memcpy(static_cast<void*>(to), effects + i, sizeof *effects);
  }
}

// A list does not tell its limit; how many more it takes until it is full does.
size_t LimitOf(const Effects& effects) {
  constexpr size_t kMost = 64;
  const kefu_effect nothing = {};
  Effects copy = effects;
  while (!copy.full() && copy.size() < kMost) Append(&nothing, 1, &copy);
  return copy.full() ? copy.size() : 0;
}

}  // namespace

void CFace::Apply(const EventRecord& event, std::span<const std::byte> payloads,
                  Effects* effects) {
  const kefu_effect* made = nullptr;
  size_t count = 0;
  Check(kefu_apply(&made, &count, engine_, ToC(&event), payloads.data(),
                   payloads.size()),
        "kefu_apply");
  Append(made, count, effects);
}

size_t CFace::ApplyBatch(std::span<const EventRecord> events,
                         std::span<const std::byte> payloads,
                         Effects* effects) {
  const kefu_effect* made = nullptr;
  size_t count = 0;
  size_t applied = 0;
  Check(kefu_apply_records(&made, &count, &applied, engine_, ToC(events.data()),
                           events.size(), payloads.data(), payloads.size(),
                           LimitOf(*effects)),
        "kefu_apply_records");
  Append(made, count, effects);
  return applied;
}

namespace {

// Through kefu_apply_bytes, with room for two effects at a time.
class BytesFace final : public CFace {
 public:
  using CFace::CFace;

  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) override {
    ApplyBatch({&event, 1}, payloads, effects);
  }
  size_t ApplyBatch(std::span<const EventRecord> events,
                    std::span<const std::byte> payloads,
                    Effects* effects) override {
    const uint32_t head[] = {static_cast<uint32_t>(events.size()),
                             static_cast<uint32_t>(payloads.size())};
    // One byte off, where nothing is aligned.
    std::string in = " ";
    in.append(reinterpret_cast<const char*>(head), sizeof head);
    in.append(reinterpret_cast<const char*>(events.data()),
              events.size_bytes());
    in.append(reinterpret_cast<const char*>(payloads.data()), payloads.size());
    kefu_effect out[2];
    size_t written = 0;
    size_t used = 0;
    size_t first = 0;
    int result = KEFU_MORE;
    while (result == KEFU_MORE) {
      result = kefu_apply_bytes(&written, &used, engine_, out, sizeof out,
                                in.data() + 1, in.size() - 1, first);
      Check(result, "kefu_apply_bytes");
      Append(out, written / sizeof *out, effects);
      first += used;
    }
    return first;
  }
};

// Saved and restored after each call.
class CRestoredFace final : public CFace {
 public:
  using CFace::CFace;

  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) override {
    CFace::Apply(event, payloads, effects);
    Text bytes;
    Check(kefu_snapshot(bytes.get(), engine_), "kefu_snapshot");
    kefu_engine* restored = nullptr;
    Check(
        kefu_restore(&restored, nullptr, rules_, kefu_buffer_data(bytes.get()),
                     kefu_buffer_size(bytes.get())),
        "kefu_restore");
    kefu_engine_free(engine_);
    engine_ = restored;
  }
};

}  // namespace

std::unique_ptr<Face> MakeCFace(const std::string& ruleset) {
  return std::make_unique<CFace>(ruleset);
}
std::unique_ptr<Face> MakeBytesFace(const std::string& ruleset) {
  return std::make_unique<BytesFace>(ruleset);
}
std::unique_ptr<Face> MakeCRestoredFace(const std::string& ruleset) {
  return std::make_unique<CRestoredFace>(ruleset);
}

}  // namespace kefu::scenario
