// RapidJSON with memory that throws: its own allocator returns null when there
// is none, and RapidJSON writes through it.

#ifndef KEFU_CODEC_JSON_MEMORY_H_
#define KEFU_CODEC_JSON_MEMORY_H_

#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>

namespace kefu::codec {

// The concept Allocator of RapidJSON. Throws std::bad_alloc.
struct JsonMemory {
  static constexpr bool kNeedFree = true;

  void* Malloc(size_t bytes) {
    return bytes == 0 ? nullptr : ::operator new(bytes);
  }
  void* Realloc(void* memory, size_t before, size_t bytes) {
    void* const grown = Malloc(bytes);
    if (grown != nullptr && memory != nullptr) {
      std::memcpy(grown, memory, std::min(before, bytes));
    }
    Free(memory);
    return grown;
  }
  static void Free(void* memory) { ::operator delete(memory); }
};

using JsonReader =
    rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, JsonMemory>;
using JsonBuffer =
    rapidjson::GenericStringBuffer<rapidjson::UTF8<>, JsonMemory>;
using JsonWriter = rapidjson::Writer<JsonBuffer, rapidjson::UTF8<>,
                                     rapidjson::UTF8<>, JsonMemory>;
using JsonPrettyWriter = rapidjson::PrettyWriter<JsonBuffer, rapidjson::UTF8<>,
                                                 rapidjson::UTF8<>, JsonMemory>;

}  // namespace kefu::codec

#endif  // KEFU_CODEC_JSON_MEMORY_H_
