#include "src/codec/json_place.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>

#include "src/base/text_check.h"
#include "src/codec/json_memory.h"

namespace kefu::codec {

std::optional<JsonPlace> FindJsonError(std::string_view json) {
  if (json.starts_with("\xEF\xBB\xBF")) {
    return JsonPlace{0, "begins with a byte order mark; save it without one"};
  }
  const size_t bad = FindBadUtf8(json);
  if (bad < json.size()) return JsonPlace{bad, "is not UTF-8"};
  rapidjson::MemoryStream stream(json.data(), json.size());
  JsonReader reader;
  rapidjson::BaseReaderHandler<> ignore;
  // Iterative: text that nests deep must not use up the stack.
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, ignore);
  if (!result.IsError()) return std::nullopt;
  if (result.Offset() >= json.size()) {
    return JsonPlace{json.size(), "ends too early: something is not closed"};
  }
  if (static_cast<unsigned char>(json[result.Offset()]) < 0x20) {
    return JsonPlace{result.Offset(),
                     "has a control character here; in a string write it as "
                     "an escape such as \\t"};
  }
  return JsonPlace{result.Offset(),
                   std::string("broken JSON: ") +
                       rapidjson::GetParseError_En(result.Code())};
}

}  // namespace kefu::codec
