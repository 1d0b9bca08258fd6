// Event lines from any bytes: applied, or refused with a place; and what is
// read goes through a binary log and comes back.

#include "kefu/binary_log.h"
#include "kefu/log.h"
#include "tests/fuzz/libfuzzer/fuzzing.h"

namespace kefu::fuzz {
namespace {

void Replay(std::string_view text) {
  Engine engine(FuzzRuleset());
  EventReader reader(&engine);
  EventBatch batch;
  while (!text.empty()) {
    size_t used = 0;
    const auto error = reader.AddLines(text, true, 100, &batch, &used);
    Must(!error || (error->line > 0 && error->column > 0));
    Must(used > 0);
    text.remove_prefix(used);
    ApplyAll(batch, &engine);
    batch.Clear();
  }
}

// To a binary log and back; what came before the first wrong line.
std::string ThroughBinary(std::string_view text) {
  JsonToBinaryLog to_binary;
  BinaryLogToJson to_json;
  std::string log, json;
  size_t used = 0;
  const auto wrong = to_binary.AddLines(text, true, &used);
  to_binary.Flush(&log);
  Must(!to_json.AddBlocks(log, true, SIZE_MAX, &json, &used));
  Must(to_json.events() == to_binary.events());
  return json;
}

}  // namespace
}  // namespace kefu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace kefu::fuzz;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Replay(text);
  const std::string json = ThroughBinary(text);
  Must(ThroughBinary(json) == json);
  return 0;
}
