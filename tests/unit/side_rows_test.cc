// Rows beside the customers' own (base/side_rows.h), in both their layouts,
// against a map.

#include "src/base/side_rows.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <utility>

namespace kefu {
namespace {

struct TestRow {
  uint64_t value = 7;
  uint32_t next = 0;
  uint16_t key = 0;
  bool in_head = false;

  uint16_t Key() const { return key; }
};

// Two chains of a customer that begin side by side.
struct TestShared {
  uint32_t first;
  uint32_t other_first;
  TestRow row;
  TestRow other;
};
using Shared = ZeroTable<TestShared>;
using SharedRows =
    SideRows<TestRow, HeadsIn<TestShared, TestRow, &TestShared::first,
                              &TestShared::row>>;
using OtherRows =
    SideRows<TestRow, HeadsIn<TestShared, TestRow, &TestShared::other_first,
                              &TestShared::other>>;

struct Kept {
  uint32_t index;
  uint64_t value;
};
using Model = std::map<std::pair<uint32_t, uint16_t>, Kept>;

constexpr uint32_t kCustomers = 20;
constexpr uint16_t kKeys = 6;

// Every row by its index, by its key and in the order of all.
template <class Rows>
void CheckAll(const Rows& rows, const Model& model) {
  auto next = model.begin();
  rows.ForEach([&](uint32_t customer, uint32_t row) {
    REQUIRE(next != model.end());
    REQUIRE(next->first == std::pair{customer, rows[row].key});
    REQUIRE(rows[row].value == next->second.value);
    ++next;
  });
  REQUIRE(next == model.end());
  for (uint32_t customer = 1; customer <= kCustomers; ++customer) {
    for (uint16_t key = 1; key <= kKeys; ++key) {
      const uint32_t row = rows.Find(customer, key);
      const auto it = model.find({customer, key});
      REQUIRE((row != 0) == (it != model.end()));
      if (row != 0) REQUIRE(rows[row].value == it->second.value);
    }
  }
}

template <class Rows>
void RunAtRandom(Rows& rows, Rows& copy, uint32_t seed) {
  Model model;
  const auto random = [&seed](uint32_t n) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % n;
  };
  for (uint64_t step = 1; step <= 4000; ++step) {
    const uint32_t customer = 1 + random(kCustomers);
    const auto key = static_cast<uint16_t>(1 + random(kKeys));
    if (random(3) != 0) {
      rows.ReserveCustomers(customer + 1);
      rows.Reserve(1);
      const TestRow fresh{0, 0, key};
      const bool known = rows.Find(customer, key) != 0;
      if (known || step % 2 == 0) {
        TestRow& got = rows.Get(customer, key, [&] { return fresh; });
        REQUIRE(&got == &rows[rows.Find(customer, key)]);
      }
      const uint32_t row = rows.FindOrAdd(customer, fresh);
      const bool added = model.find({customer, key}) == model.end();
      // The rows behind it have moved nowhere.
      if (!added) REQUIRE(row == model[{customer, key}].index);
      if (added) REQUIRE(rows[row].value == 0);
      rows[row].value = step;
      model[{customer, key}] = {row, step};
    } else {
      rows.Erase(customer, [&](const TestRow& r) { return r.key <= key; });
      for (uint16_t k = 1; k <= key; ++k) model.erase({customer, k});
    }
    if (step % 50 != 0) continue;
    for (const auto& [at, kept] : model) {
      REQUIRE(rows[kept.index].key == at.second);
      REQUIRE(rows[kept.index].value == kept.value);
    }
    CheckAll(rows, model);
    copy.CopyFrom(rows);
    CheckAll(copy, model);
  }
  rows.Clear(1);
  CHECK(rows.First(1) == 0);
  CHECK(rows.First(1000000) == 0);  // for whom there is no room yet
}

TEST_CASE("side rows are found by key, in their order, where they were put") {
  SideRows<TestRow> rows(size_t{4});
  SideRows<TestRow> copy(size_t{4});
  RunAtRandom(rows, copy, 5);
}

TEST_CASE("the same where most customers have one, and chains share a table") {
  Shared table(4);
  Shared copied(4);
  SharedRows rows(&table);
  SharedRows copy(&copied);
  OtherRows other(&table);
  OtherRows other_copy(&copied);
  RunAtRandom(rows, copy, 5);
  // What the first ones have left is theirs alone.
  uint64_t sum = 0;
  rows.ForEach([&](uint32_t, uint32_t row) { sum += rows[row].value; });
  RunAtRandom(other, other_copy, 6);
  uint64_t then = 0;
  rows.ForEach([&](uint32_t, uint32_t row) { then += rows[row].value; });
  CHECK(sum != 0);
  CHECK(then == sum);
}

}  // namespace
}  // namespace kefu
