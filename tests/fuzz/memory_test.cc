// What reads bytes asks for no more memory than they can fill, whatever they
// claim (T7, T9): a bounded number of bytes for each one that it is given, and
// what it asks for when it is given as good as nothing. All requests are
// added up, so this is more than is ever held at once.

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/binary_log.h"
#include "kefu/snapshot.h"
#include "src/codec/binary_format.h"
#include "tests/fuzz/forge.h"
#include "tests/fuzz/forged_snapshot.h"
#include "tests/fuzz/meter.h"
#include "tests/fuzz/mutator.h"
#include "tests/fuzz/saved_snapshot.h"
#include "tests/unit/binary_log_testing.h"

namespace kefu::fuzz {
namespace {

// Lists grow by doubling, which asks for up to four times what they hold at
// last, and an empty name is 8 bytes in a file and some 50 in memory.
constexpr uint64_t kForEachByte = 32;
constexpr uint64_t kForAnError = 2'000;  // its text

constexpr uint64_t kLengths[] = {100,
                                 5'000,
                                 1'000'000,
                                 (1u << 24) - 8,
                                 0x7fffffff,
                                 0xffffffff,
                                 uint64_t{1} << 40,
                                 uint64_t{1} << 60,
                                 UINT64_MAX / 8,
                                 UINT64_MAX};

TEST_CASE("the meter sees what is asked for") {
  CHECK(AskedBy([] {}) == 0);
  const uint64_t asked = AskedBy([] {
    std::string text(100'000, 'x');
    text.clear();
    text.shrink_to_fit();
    std::vector<uint64_t> numbers(1'000);
    numbers.push_back(1);
  });
  CHECK(asked >= 124'000);
  CHECK(asked < 130'000);
}

void CheckAsked(uint64_t asked, uint64_t own, size_t size) {
  REQUIRE_MESSAGE(asked <= own + kForAnError + kForEachByte * size, asked,
                  " bytes for ", size, ", and ", own, " for none");
}

// ---------------------------------------------------------------- snapshots

class Restorer {
 public:
  explicit Restorer(const std::shared_ptr<const Ruleset>& ruleset)
      : ruleset_(ruleset),
        fingerprint_(codec::FingerprintOf(ruleset->config())) {
    Bytes bytes;
    AppendSnapshot(Engine(ruleset_), &bytes);
    own_ = AskedFor(bytes);
  }

  // As they are, and with their checksums made right.
  void Try(Bytes bytes) {
    Check(bytes);
    ForgeSnapshot(fingerprint_, &bytes);
    Check(bytes);
  }

 private:
  uint64_t AskedFor(const Bytes& bytes) {
    return AskedBy([&] { (void)Restore(bytes, ruleset_); });
  }
  void Check(const Bytes& bytes) {
    CheckAsked(AskedFor(bytes), own_, bytes.size());
  }

  std::shared_ptr<const Ruleset> ruleset_;
  uint64_t fingerprint_;
  uint64_t own_ = 0;  // for a new engine
};

// A snapshot of which one part is another one.
Bytes WithPart(const Bytes& snapshot, codec::Part part,
               std::span<const std::byte> body) {
  Bytes made(snapshot.begin(),
             snapshot.begin() + sizeof(codec::SnapshotHeader));
  for (size_t at = made.size(); at < snapshot.size();) {
    codec::PartHead head;
    std::memcpy(&head, &snapshot[at], sizeof head);
    at += sizeof head;
    const std::span old(&snapshot[at], head.rows * head.row_bytes);
    at = (at + old.size() + 7) / 8 * 8;
    const bool other = head.part == static_cast<uint32_t>(part);
    const std::span now = other ? body : std::span<const std::byte>(old);
    head.rows = now.size() / head.row_bytes;
    const auto begin = reinterpret_cast<const std::byte*>(&head);
    made.insert(made.end(), begin, begin + sizeof head);
    made.insert(made.end(), now.begin(), now.end());
    made.resize((made.size() + 7) / 8 * 8);
  }
  return made;
}

TEST_CASE("a snapshot, whole, cut off or with a flipped bit: bounded memory") {
  for (int which = 0; which < testing::kBusyRulesets; ++which) {
    const Saved saved = Save(which, 1, 400);
    Restorer restorer(saved.ruleset);
    restorer.Try(saved.bytes);
    for (size_t i = 0; i < saved.bytes.size(); i += 3) {
      restorer.Try({saved.bytes.begin(),
                    saved.bytes.begin() + static_cast<ptrdiff_t>(i)});
      Bytes bytes = saved.bytes;
      bytes[i] ^= std::byte{1} << (i % 8);
      restorer.Try(bytes);
    }
  }
}

TEST_CASE("a snapshot with any length forged: bounded memory") {
  for (const int which : kVaried) {
    const Saved saved = Save(which, 7, 200);
    Restorer restorer(saved.ruleset);
    const size_t step = which == 0 ? 4 : 28;  // of the larger one a part
    for (size_t i = 64; i + 8 <= saved.bytes.size(); i += step) {
      for (const uint64_t length : kLengths) {
        Bytes bytes = saved.bytes;
        std::memcpy(&bytes[i], &length, length > UINT32_MAX ? 8 : 4);
        restorer.Try(bytes);
      }
    }
  }
}

// Lists as long as they say, of the smallest items that there are.
void TryFullOfNothing(const Saved& saved, codec::Part part) {
  Restorer restorer(saved.ruleset);
  // Just after a list has doubled.
  for (const size_t words : {1'030, 33'000}) {
    for (const uint64_t first :
         {uint64_t{0}, uint64_t{words - 1}, UINT64_MAX}) {
      for (size_t place = 0; place < 24; ++place) {
        Bytes body(8 * words);
        std::memcpy(body.data() + 4 * place, &first, sizeof first);
        restorer.Try(WithPart(saved.bytes, part, body));
      }
    }
  }
}

TEST_CASE("a snapshot full of nothing: bounded memory") {
  for (const int which : kVaried) {
    const Saved saved = Save(which, 7, 200);
    for (uint32_t part = 1; part <= codec::kParts; ++part) {
      TryFullOfNothing(saved, codec::Part{part});
    }
  }
}

// --------------------------------------------------------------------- logs

// What an engine asks for that has only looked up so many customers.
uint64_t AskedByEngine(uint64_t customers) {
  return AskedBy([&] {
    Engine engine = testing::MakeEngine();
    for (uint64_t key = 0; key < customers; ++key) engine.CustomerByKey(key);
  });
}

// And a reader of no log.
uint64_t AskedByReader() {
  const uint64_t both = AskedBy([] {
    Engine engine = testing::MakeEngine();
    const BinaryLogReader reader(&engine);
  });
  return both - AskedByEngine(0);
}

void CheckReading(std::string_view log) {
  static const uint64_t own = AskedByReader();
  uint64_t customers = 0;
  const uint64_t asked = AskedBy([&] {
    Engine engine = testing::MakeEngine();
    BinaryLogReader reader(&engine);
    EventBatch batch;
    size_t used = 0;
    (void)reader.AddBlocks(log, true, SIZE_MAX, &batch, &used);
    customers = engine.Customers();
  });
  CheckAsked(asked, own + AskedByEngine(customers), log.size());
}

// As it is, and with its checksums made right.
void TryToRead(std::string log) {
  CheckReading(log);
  Forge(&log);
  CheckReading(log);
}

TEST_CASE("a binary log, cut off or with a flipped bit: bounded memory") {
  const std::string log = testing::SmallLog();
  TryToRead(log);
  for (size_t i = 0; i < log.size(); ++i) {
    TryToRead(log.substr(0, i));
    std::string broken = log;
    broken[i] = static_cast<char>(broken[i] ^ 1 << (i % 8));
    TryToRead(broken);
  }
}

TEST_CASE("a binary log with any length forged: bounded memory") {
  const std::string log = testing::SmallLog();
  for (size_t i = 0; i + 8 <= log.size(); i += 4) {
    for (const uint64_t length : kLengths) {
      std::string broken = log;
      std::memcpy(&broken[i], &length, length > UINT32_MAX ? 8 : 4);
      TryToRead(broken);
    }
  }
}

// A segment with one block, of the smallest names or events that there are.
std::string BlockOf(uint32_t names, codec::NameHead name, uint32_t events) {
  codec::SegmentHeader segment;
  std::memcpy(segment.magic, codec::kLogMagic.data(), sizeof segment.magic);
  segment.version = codec::kLogVersion;
  segment.bytes = sizeof segment;
  codec::BlockHeader block;
  block.mark = codec::kBlockMark;
  block.names = names;
  block.events = events;
  std::string body;
  for (uint32_t i = 0; i < names; ++i) {
    body.append(reinterpret_cast<const char*>(&name), sizeof name);
    uint64_t key = i;
    if (name.bytes != 0) body.append(reinterpret_cast<const char*>(&key), 8);
  }
  body.resize(body.size() + events * sizeof(EventRecord));
  block.bytes = static_cast<uint32_t>(body.size());
  std::string log(reinterpret_cast<const char*>(&segment), sizeof segment);
  log.append(reinterpret_cast<const char*>(&block), sizeof block);
  return log + body;
}

TEST_CASE("a binary log of nothing but names, or events: bounded memory") {
  constexpr uint8_t kAgent = codec::KindOf<AgentId>();
  for (const uint32_t many : {1'030, 33'000}) {
    TryToRead(BlockOf(many, {.kind = kAgent}, 0));
    TryToRead(BlockOf(many, {.kind = codec::kCustomerKind}, 0));
    // Whom the engine knows from then on.
    TryToRead(BlockOf(
        many, {.kind = codec::kCustomerKind, .is_key = 1, .bytes = 8}, 0));
    TryToRead(BlockOf(many, {.kind = codec::kCustomerKind, .bytes = 8}, 0));
    TryToRead(BlockOf(0, {}, many));
  }
}

}  // namespace
}  // namespace kefu::fuzz
