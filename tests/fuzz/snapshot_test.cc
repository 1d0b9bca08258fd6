// What restores a snapshot is given broken ones: each is refused with a place,
// or is a whole engine (T7, T11). The sanitizers see what this file does not.

#include "kefu/snapshot.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "kefu/engine.h"
#include "tests/fuzz/forged_snapshot.h"
#include "tests/fuzz/mutator.h"
#include "tests/fuzz/saved_snapshot.h"
#include "tests/support/busy_desk.h"

namespace kefu::fuzz {
namespace {

using testing::BusyDesk;

// What is wrong with the answer to a snapshot, "" if nothing is. An engine is
// to be whole, and to stay so.
std::string Judge(const Bytes& bytes, RestoreResult result,
                  const std::shared_ptr<const Ruleset>& ruleset) {
  if (!result) {
    if (!result.error) return "neither an engine nor an error";
    if (result.error->message.empty()) return "an error without words";
    if (result.error->offset > bytes.size()) return "no such place";
    return "";
  }
  Engine& engine = *result.engine;
  if (const Violation v = engine.CheckInvariants(); !v.empty()) return v;
  Engine* const alone[] = {&engine};
  BusyDesk desk(9, ruleset);
  for (int i = 0; i < 20; ++i) {
    EventBatch batch;
    desk.Next(alone, &batch);
    Effects effects;
    engine.ApplyBatch(batch, &effects);
  }
  (void)engine.NextDeadline();
  return "";
}

TEST_CASE("a snapshot cut off anywhere is refused") {
  for (const int which : kVaried) {
    const Saved saved = Save(which, 1, 400);
    for (size_t size = 0; size < saved.bytes.size(); ++size) {
      const Bytes bytes(saved.bytes.begin(),
                        saved.bytes.begin() + static_cast<ptrdiff_t>(size));
      const RestoreResult result = Restore(bytes, saved.ruleset);
      REQUIRE(!result);
      REQUIRE(result.error->code == SnapshotTrouble::kTruncated);
      REQUIRE(result.error->offset == size);
    }
  }
}

TEST_CASE("a snapshot with any bit flipped is refused") {
  for (const int which : kVaried) {
    const Saved saved = Save(which, 2, 400);
    for (size_t i = 0; i < saved.bytes.size(); ++i) {
      // All of one, one of each byte of the other.
      for (int bit = which == 0 ? 0 : i % 8; bit < 8; bit += 1 + 7 * which) {
        Bytes bytes = saved.bytes;
        bytes[i] ^= std::byte{1} << bit;
        const RestoreResult result = Restore(bytes, saved.ruleset);
        REQUIRE(!result);
        REQUIRE(result.error->offset <= i + 8);
      }
    }
  }
}

TEST_CASE("forged checksums over one wrong byte: an error or a whole engine") {
  int refused = 0;
  for (int which = 0; which < testing::kBusyRulesets; ++which) {
    const Saved saved = Save(which, 3, 600);
    const uint64_t fingerprint = codec::FingerprintOf(saved.ruleset->config());
    property::Random random(4);
    const size_t step = which == 1 ? 1 : 3;
    for (size_t i = 64; i < saved.bytes.size(); i += step) {
      Bytes bytes = saved.bytes;
      const int kind = random.Below(3);
      bytes[i] = kind == 0   ? bytes[i] ^ std::byte{1} << random.Below(8)
                 : kind == 1 ? std::byte{0xff}
                             : static_cast<std::byte>(random.Below(256));
      ForgeSnapshot(fingerprint, &bytes);
      RestoreResult result = Restore(bytes, saved.ruleset);
      refused += !result;
      const std::string wrong = Judge(bytes, std::move(result), saved.ruleset);
      REQUIRE_MESSAGE(wrong.empty(), wrong, " at byte ", i);
    }
  }
  CHECK(refused > 500);
}

// Several numbers at once, most of them such as an index could not be.
TEST_CASE("forged checksums over random words: an error or a whole engine") {
  static constexpr uint64_t kWords[] = {
      0,          1,           2,          60,         0x7fffffff, 0x80000000,
      0xffffffff, 0x100000000, 1ull << 53, 1ull << 62, 1ull << 63, ~0ull};
  const Saved all[] = {Save(kVaried[0], 5, 600), Save(kVaried[1], 5, 600)};
  const uint64_t fingerprints[] = {
      codec::FingerprintOf(all[0].ruleset->config()),
      codec::FingerprintOf(all[1].ruleset->config())};
  property::Random random(6);
  int refused = 0;
  for (int run = Runs(6'000); run > 0; --run) {
    const Saved& saved = all[run % 2];
    Bytes bytes = saved.bytes;
    for (int n = random.Between(1, 3); n > 0; --n) {
      const size_t size = size_t{1} << random.Below(4);
      const size_t at =
          64 + random.Next() % ((bytes.size() - 64) / size) * size;
      const uint64_t word = kWords[random.Below(12)];
      std::memcpy(&bytes[std::min(at, bytes.size() - size)], &word, size);
    }
    ForgeSnapshot(fingerprints[run % 2], &bytes);
    RestoreResult result = Restore(bytes, saved.ruleset);
    refused += !result;
    const std::string wrong = Judge(bytes, std::move(result), saved.ruleset);
    REQUIRE_MESSAGE(wrong.empty(), wrong, " in run ", run);
  }
  CHECK(refused > 500);
}

// How much memory they ask for: memory_test.cc.
TEST_CASE("forged lengths: an error or a whole engine") {
  for (const int which : kVaried) {
    const Saved saved = Save(which, 7, 200);
    const uint64_t fingerprint = codec::FingerprintOf(saved.ruleset->config());
    for (size_t i = 64; i + 8 <= saved.bytes.size(); i += 8) {
      for (const uint64_t word :
           {uint64_t{1} << 60, uint64_t{1} << 40, UINT64_MAX}) {
        Bytes bytes = saved.bytes;
        std::memcpy(&bytes[i], &word, sizeof word);
        ForgeSnapshot(fingerprint, &bytes);
        const std::string wrong =
            Judge(bytes, Restore(bytes, saved.ruleset), saved.ruleset);
        REQUIRE_MESSAGE(wrong.empty(), wrong, " at byte ", i);
      }
    }
  }
}

}  // namespace
}  // namespace kefu::fuzz
