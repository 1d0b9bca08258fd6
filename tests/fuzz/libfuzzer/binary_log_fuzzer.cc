// A binary log from any bytes, as they are and with the checksums made right:
// what is read is applied, what is wrong has a place.

#include "kefu/binary_log.h"
#include "tests/fuzz/forge.h"
#include "tests/fuzz/libfuzzer/fuzzing.h"

namespace kefu::fuzz {
namespace {

void CheckError(const BinaryLogError& error, std::string_view log) {
  Must(!error.message.empty() && error.good_bytes <= error.offset &&
       error.offset <= log.size());
}

void Replay(std::string_view log) {
  Engine engine(FuzzRuleset());
  BinaryLogReader reader(&engine);
  EventBatch batch;
  for (std::string_view rest = log; !rest.empty();) {
    size_t used = 0;
    const auto error = reader.AddBlocks(rest, true, 100, &batch, &used);
    rest.remove_prefix(used);
    ApplyAll(batch, &engine);
    batch.Clear();
    if (!error) continue;
    CheckError(*error, log);
    Must(error->good_bytes == reader.offset());
    break;
  }
  // The good part is good.
  BinaryLogToJson check;
  size_t used = 0;
  Must(!check.AddBlocks(log.substr(0, reader.offset()), true, 0, nullptr,
                        &used));
  Must(check.events() == reader.events());
}

void Convert(std::string_view log) {
  BinaryLogToJson to_json;
  JsonToBinaryLog to_binary;
  std::string json, again, back;
  size_t used = 0;
  const auto error = to_json.AddBlocks(log, true, SIZE_MAX, &json, &used);
  if (error) CheckError(*error, log);
  Must(!to_binary.AddLines(json, true, &used));
  to_binary.Flush(&again);
  BinaryLogToJson second;
  Must(!second.AddBlocks(again, true, SIZE_MAX, &back, &used));
  Must(back == json);
}

}  // namespace
}  // namespace kefu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace kefu::fuzz;
  std::string log(reinterpret_cast<const char*>(data), size);
  for (const bool forged : {false, true}) {
    if (forged) Forge(&log);
    Replay(log);
    Convert(log);
  }
  return 0;
}
