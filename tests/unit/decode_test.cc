// A payload that is a text and nothing else (engine/decode.h) is read in one
// step exactly where the general reader finds the same in it.

#include "src/engine/decode.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "kefu/event.h"

namespace kefu {
namespace {

// Whether the short way takes it; REQUIREs that the long way agrees.
bool ReadBothWays(uint32_t offset, std::span<const std::byte> bytes) {
  Payload whole;
  const bool good = whole.Parse(offset, bytes);
  const auto found = whole.Find(Field::text);
  const bool is_text = good && whole.count() == 1 && found.data() != nullptr;
  TextPayload text;
  const bool taken = text.Parse(offset, bytes);
  REQUIRE(taken == is_text);
  if (taken) {
    REQUIRE(text.Find(Field::text).data() == found.data());
    REQUIRE(text.Find(Field::text).size() == found.size());
    REQUIRE(text.bytes() == whole.bytes());
    REQUIRE(text.Find(Field::seq).data() == nullptr);
  }
  return taken;
}

CustomerSends Message(std::string_view text) {
  CustomerSends event;
  event.at = Instant{1};
  event.kind = MessageKind::kText;
  event.text = text;
  return event;
}

TEST_CASE("a text alone is read in one step, whatever its length") {
  for (size_t n = 1; n <= 40; ++n) {
    EventBatch batch;
    batch.Add(Message(std::string(n, 'x')));
    batch.Add(Message(std::string(n, 'y')));
    for (const EventRecord& record : batch.records()) {
      CHECK(ReadBothWays(record.payload, batch.payloads()));
    }
  }
}

TEST_CASE("with a stamp or another field it is not") {
  EventBatch batch;
  CustomerSends stamped = Message("text");
  stamped.seq = 7;
  batch.Add(stamped);
  CustomerSends named = Message("text");
  named.id = "id";
  batch.Add(named);
  CustomerSends both = Message("text");
  both.message = "m1";
  batch.Add(both);
  CustomerSends other = Message("");
  other.message = "m1";
  batch.Add(other);
  for (const EventRecord& record : batch.records()) {
    CHECK_FALSE(ReadBothWays(record.payload, batch.payloads()));
  }
}

TEST_CASE("with any bit turned, or cut off anywhere, both say the same") {
  for (const size_t n : {1u, 7u, 8u, 9u, 24u}) {
    EventBatch batch;
    batch.Add(Message(std::string(n, 'x')));
    const uint32_t offset = batch.records()[0].payload;
    // In units of eight bytes, as a batch keeps them.
    const std::span<const std::byte> bytes = batch.payloads();
    std::vector<uint64_t> words(bytes.size() / 8);
    const auto copy = [&] {
      return std::span(reinterpret_cast<std::byte*>(words.data()),
                       bytes.size());
    };
    size_t refused = 0;
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      std::memcpy(words.data(), bytes.data(), bytes.size());
      copy()[bit / 8] ^= std::byte{1} << bit % 8;
      refused += ReadBothWays(offset, copy()) ? 0 : 1;
    }
    // Those of the header and of the field's number and size.
    CHECK(refused >= 64);
    std::memcpy(words.data(), bytes.data(), bytes.size());
    for (size_t size = 0; size < bytes.size(); ++size) {
      CHECK_FALSE(ReadBothWays(offset, copy().first(size)));
    }
    CHECK_FALSE(ReadBothWays(offset + 1, copy()));
    CHECK_FALSE(ReadBothWays(UINT32_MAX, copy()));
  }
}

}  // namespace
}  // namespace kefu
