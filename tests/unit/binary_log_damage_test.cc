// Whatever happens to the bytes of a binary log, everything before the damage
// is read, and an error says where it is.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/binary_log.h"
#include "kefu/effect.h"
#include "src/codec/binary_format.h"
#include "tests/fuzz/forge.h"
#include "tests/unit/binary_log_testing.h"

namespace kefu {
namespace {

using namespace testing;

// ----------------------------------------------------------------- damage

// How many events stand in blocks that are whole within the first `bytes`, and
// where the last of these ends.
struct Whole {
  size_t events = 0;
  size_t bytes = 0;
};
Whole WholeBlocks(std::string_view log, size_t bytes) {
  Whole whole;
  for (size_t at = 0; at + 32 <= bytes;) {
    size_t size = sizeof(codec::SegmentHeader);
    uint32_t events = 0;
    if (!IsBinaryLog(log.substr(at))) {
      codec::BlockHeader header;
      std::memcpy(&header, log.data() + at, sizeof header);
      size = sizeof header + header.bytes;
      events = header.events;
    }
    if (at + size > bytes) break;
    at += size;
    whole = {whole.events + events, at};
  }
  return whole;
}

TEST_CASE("a log that ends anywhere gives what is whole and says so") {
  const std::string log = SmallLog();
  for (size_t size = 0; size < log.size(); ++size) {
    Engine engine = MakeEngine();
    const std::string torn = log.substr(0, size);
    const Read read = ReadAll(torn, &engine);
    const Whole whole = WholeBlocks(log, size);
    CHECK(read.batch.size() == whole.events);
    CHECK(read.used == whole.bytes);
    if (whole.bytes == size) {
      CHECK(!read.error);
      continue;
    }
    REQUIRE(read.error);
    CHECK(read.error->trouble == LogTrouble::kTorn);
    CHECK(read.error->good_bytes == whole.bytes);
    CHECK(read.error->good_events == whole.events);
    CHECK(read.error->offset == size);
    // Where it says so the host truncates, and goes on.
    std::string mended = torn.substr(0, read.error->good_bytes);
    BinaryLogWriter writer(&engine);
    writer.Add(TimePasses{.at = Instant{1}});
    writer.Flush(&mended);
    Engine other = MakeEngine();
    const Read again = ReadAll(mended, &other);
    CHECK(!again.error);
    CHECK(again.batch.size() == whole.events + 1);
  }
}

TEST_CASE("zeros behind the log are a write that was lost") {
  std::string log = SmallLog();
  const size_t good = log.size();
  log.resize(good + 4096);
  Engine engine = MakeEngine();
  const Read read = ReadAll(log, &engine);
  REQUIRE(read.error);
  CHECK(read.error->trouble == LogTrouble::kTorn);
  CHECK(read.error->good_bytes == good);
}

TEST_CASE("any bit that is flipped is noticed where it is") {
  const std::string log = SmallLog();
  for (size_t bit = 0; bit < log.size() * 8; ++bit) {
    std::string bad = log;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    Engine engine = MakeEngine();
    const Read read = ReadAll(bad, &engine);
    const Whole whole = WholeBlocks(log, bit / 8);
    const bool right = read.error && !read.error->message.empty() &&
                       read.error->good_bytes == whole.bytes &&
                       read.error->offset >= whole.bytes &&
                       read.error->offset <= bit / 8 &&
                       read.batch.size() == whole.events;
    if (!right) FAIL_CHECK("bit " << bit);
    const auto expected =
        bit < 64 ? LogTrouble::kNotALog : LogTrouble::kDamaged;
    if (read.error) CHECK(read.error->trouble == expected);
  }
}

TEST_CASE("blocks that are missing, doubled or in another place are noticed") {
  Engine engine = MakeEngine();
  BinaryLogWriter writer(&engine);
  std::vector<std::string> pieces;
  for (int i = 0; i < 4; ++i) {
    writer.Add(AgentConnects{.at = Instant{i}, .agent = {1}});
    writer.Flush(&pieces.emplace_back());
  }
  const auto trouble = [&](std::vector<size_t> order) {
    std::string log;
    for (const size_t i : order) log += pieces[i];
    Engine other = MakeEngine();
    const Read read = ReadAll(log, &other);
    return read.error ? read.batch.size() : SIZE_MAX;
  };
  CHECK(trouble({0, 1, 2, 3}) == SIZE_MAX);
  CHECK(trouble({0, 2, 3}) == 1);
  CHECK(trouble({0, 1, 1, 2}) == 2);
  CHECK(trouble({0, 2, 1, 3}) == 1);
  CHECK(trouble({1, 2, 3}) == 0);
}

TEST_CASE("a wrong log stays wrong") {
  std::string log = SmallLog();
  log[log.size() - 1] = static_cast<char>(log.back() ^ 1);
  Engine engine = MakeEngine();
  BinaryLogReader reader(&engine);
  EventBatch batch;
  size_t used = 0;
  const auto error = reader.AddBlocks(log, true, SIZE_MAX, &batch, &used);
  REQUIRE(error);
  const size_t events = batch.size();
  const auto again =
      reader.AddBlocks(SmallLog(), true, SIZE_MAX, &batch, &used);
  REQUIRE(again);
  CHECK(ToText(*again, "f") == ToText(*error, "f"));
  CHECK(batch.size() == events);
  CHECK(used == 0);
}

TEST_CASE("the text of an error says file, byte, block, event and remedy") {
  const std::string log = SmallLog();
  Engine engine = MakeEngine();
  const Read torn = ReadAll(log.substr(0, 50), &engine);
  REQUIRE(torn.error);
  CHECK(ToText(*torn.error, "a.klog") ==
        "a.klog: byte 50, block 1: the log ends in the middle of what was "
        "written last; the log is good up to byte 32 (0 events): truncate it "
        "there and go on");
  const Read json = ReadAll("{\"at\": 1}", &engine);
  REQUIRE(json.error);
  CHECK(json.error->trouble == LogTrouble::kNotALog);
}

// ----------------------------------------------------------------- forgery

TEST_CASE("forged bytes are an event or an error with its place") {
  const std::string log = SmallLog();
  size_t errors = 0;
  for (size_t at = 0; at < log.size(); ++at) {
    for (const int value : {0, 1, 2, 8, 77, 128, 255}) {
      std::string bad = log;
      bad[at] = static_cast<char>(value);
      fuzz::Forge(&bad);
      Engine engine = MakeEngine();
      const Read read = ReadAll(bad, &engine);
      Effects effects;
      engine.ApplyBatch(read.batch, &effects);
      BinaryLogToJson converter;
      std::string json;
      size_t used = 0;
      converter.AddBlocks(bad, true, SIZE_MAX, &json, &used);
      if (!read.error) continue;
      ++errors;
      const BinaryLogError& error = *read.error;
      const bool placed = !error.message.empty() &&
                          error.offset <= bad.size() &&
                          error.good_bytes <= error.offset;
      if (!placed) FAIL_CHECK("byte " << at << ": " << ToText(error, ""));
    }
  }
  CHECK(errors > 1000);
}

// One block with one name, an agent's, and one event, agent_connects. `edit`
// changes its parts.
struct Parts {
  codec::SegmentHeader segment;
  codec::BlockHeader block;
  codec::NameHead name;
  char text[8] = {'a', 'n', 'n'};
  EventRecord record;
  std::string more;  // payloads
};
template <class Edit>
std::string Forged(const Edit& edit) {
  Parts p;
  codec::kLogMagic.copy(p.segment.magic, 8);
  p.segment.version = 1;
  p.segment.bytes = 32;
  p.block = {codec::kBlockMark, 48, 1, 1, 0, 0};
  p.name = {codec::KindOf<AgentId>(), 0, 0, 3};
  p.record.type = static_cast<uint8_t>(EventType::kAgentConnects);
  p.record.agent = 1;
  edit(p);
  if (p.block.bytes == 48) {
    p.block.bytes += static_cast<uint32_t>(p.more.size());
  }
  std::string log;
  const auto append = [&](const auto& part) {
    log.append(reinterpret_cast<const char*>(&part), sizeof part);
  };
  append(p.segment);
  append(p.block);
  append(p.name);
  append(p.text);
  append(p.record);
  log += p.more;
  fuzz::Forge(&log);
  return log;
}

template <class Edit>
std::string ErrorOf(const Edit& edit) {
  Engine engine = MakeEngine();
  const Read read = ReadAll(Forged(edit), &engine);
  CHECK(read.batch.size() == (read.error ? 0u : 1u));
  if (!read.error) return "";
  const std::string text = ToText(*read.error, "f");
  return text.substr(3, text.find(';') - 3);
}

TEST_CASE("forged headers, names and events are told apart") {
  CHECK(ErrorOf([](Parts&) {}) == "");
  CHECK(ErrorOf([](Parts& p) { p.segment.version = 2; }) ==
        "byte 8: the log is of version 2, and this is kefu's reader of version "
        "1: use the version of kefu that wrote it");
  CHECK(ErrorOf([](Parts& p) { p.segment.bytes = 64; }) ==
        "byte 12: the header says that it has 64 bytes, and not 32");
  const char kCannotBe[] = " events cannot be";
  for (const uint32_t bomb : {0x80000000u, 0xFFFFFFF8u, 0x04000008u, 49u}) {
    const auto error = ErrorOf([&](Parts& p) { p.block.bytes = bomb; });
    CHECK(error.find(kCannotBe) != std::string::npos);
  }
  for (const uint32_t bomb : {0x80000000u, 0xFFFFFFFFu, 7u}) {
    CHECK(ErrorOf([&](Parts& p) { p.block.names = bomb; }).find(kCannotBe) !=
          std::string::npos);
    CHECK(ErrorOf([&](Parts& p) { p.block.events = bomb; }).find(kCannotBe) !=
          std::string::npos);
  }
  CHECK(
      ErrorOf([](Parts& p) { p.block.names = 2; }) ==
      "byte 80, block 1: a name is of a kind that this version does not know: "
      "use the version of kefu that wrote the log");
  CHECK(ErrorOf([](Parts& p) { p.name.bytes = 0x7FFFFFFF; }) ==
        "byte 64, block 1: a name of 2147483647 bytes cannot be");
  for (const uint8_t kind : {0, 1, 2, 255}) {
    CHECK(ErrorOf([&](Parts& p) {
            p.name.kind = kind;
          }).find("a name is of a kind") != std::string::npos);
  }
  CHECK(ErrorOf([](Parts& p) {
          p.name.is_key = 1;
        }).find("a name is of a kind") != std::string::npos);
  CHECK(ErrorOf([](Parts& p) {
          p.name.kind = codec::kCustomerKind;
          p.name.is_key = 1;
        }) == "byte 64, block 1: a name of 3 bytes cannot be");
  CHECK(ErrorOf([](Parts& p) { p.record.agent = 2; }) ==
        "byte 80, block 1, event 1: its agent has the number of a name that "
        "the log has not given before");
  CHECK(ErrorOf([](Parts& p) { p.record.type = 250; }) ==
        "byte 80, block 1, event 1: it is of type 250, which this version of "
        "kefu does not know");
  CHECK(ErrorOf([](Parts& p) { p.record.type = 22; }) ==
        "byte 80, block 1, event 1: it is no proper agent_sets_status");
  CHECK(ErrorOf([](Parts& p) { p.record.payload = 1; }) ==
        "byte 80, block 1, event 1: its payload is broken or in a wrong place");
  CHECK(ErrorOf([](Parts& p) { p.more.resize(16); }) ==
        "byte 112, block 1: bytes follow the last payload");
  // A payload that is there, but not where the one before ended.
  CHECK(ErrorOf([](Parts& p) {
          p.record.payload = 2;
          p.more.resize(16);
        }) ==
        "byte 80, block 1, event 1: its payload is broken or in a wrong place");
  // The same without an event: slots that no such record has.
  CHECK(ErrorOf([](Parts& p) {
          p.record.type = 0;
          p.record.value = 1;
        }) != "");
}

TEST_CASE("a checksum changes with every word, place and length") {
  const std::string text(203, 'x');
  const uint64_t sum = Checksum(1, text);
  CHECK(sum == Checksum(1, std::string(text)));
  CHECK(sum != Checksum(2, text));
  CHECK(sum != Checksum(1, text + '\0'));
  CHECK(sum != Checksum(1, text.substr(1)));
  for (size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = 'y';
    CHECK(sum != Checksum(1, other));
  }
  // It stands in files: the same on every machine, for ever.
  CHECK(Checksum(0, "") == 12304921596322291u);
  CHECK(Checksum(7, "kefu keeps what it is given: 客服") ==
        2965064896743726710u);
}

}  // namespace
}  // namespace kefu
