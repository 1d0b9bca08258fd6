#include "outbox.h"

#include <kefu/log.h>

#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>

namespace recovery {
namespace {

constexpr char kName[] = "outbox.jsonl";

// A number of an effect's line. Its key stands before the texts in it.
uint64_t Number(std::string_view line, std::string_view field) {
  const size_t at = line.find(field);
  const std::string_view digits =
      at == line.npos ? "" : line.substr(at + field.size());
  uint64_t number = 0;
  const auto result =
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (result.ec != std::errc()) {
    throw std::runtime_error(std::string(kName) +
                             ": its last line is no effect: take the folder "
                             "of the host, and nothing else's");
  }
  return number;
}

}  // namespace

Outbox::Outbox(Disk* disk) : disk_(*disk) {
  const std::string text = disk_.Read(kName);
  const size_t end = text.rfind('\n') + 1;  // 0 if there is none
  if (end < text.size()) disk_.CutOff(kName, end);
  if (end == 0) return;
  std::string_view line = std::string_view(text).substr(0, end - 1);
  line.remove_prefix(line.rfind('\n') + 1);
  last_ = {Number(line, "\"event\":"), Number(line, "\"index\":")};
}

void Outbox::Write(const kefu::Effects& effects, const kefu::Engine& engine) {
  std::string lines;
  for (const kefu::EffectRecord& effect : effects) {
    const Key key{effect.event, effect.index};
    if (key <= last_) continue;
    AppendJson(effect, engine, &lines);
    last_ = key;
    ++added_;
  }
  if (!lines.empty()) disk_.Append(kName, lines);
}

}  // namespace recovery
