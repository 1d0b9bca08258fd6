// Rows that are zeros until somebody writes them (base/zero_table.h).

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "src/base/zero_table.h"

namespace kefu {
namespace {

TEST_CASE("rows are zeros at first, and stay where they are") {
  ZeroTable<uint64_t> table(1);
  CHECK(table.capacity() == 0);
  table.Reserve(1);
  std::vector<const uint64_t*> places;
  uint32_t n = 0;
  for (const uint32_t rows : {1u, 16u, 17u, 33u, 1000u, 5000u}) {
    table.Reserve(rows);
    CHECK(table.capacity() >= rows);
    for (; n < rows; ++n) {
      REQUIRE(table[n] == 0);
      table[n] = n + 1;
      places.push_back(&table[n]);
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    REQUIRE(&table[i] == places[i]);
    REQUIRE(table[i] == i + 1);
  }
}

TEST_CASE("what is expected lies in one piece") {
  ZeroTable<uint32_t> table(1000);
  table.Reserve(1);
  CHECK(table.capacity() == 1024);
  CHECK(&table[1023] == &table[0] + 1023);
  table.Reserve(1025);
  CHECK(table.capacity() == 2048);
}

}  // namespace
}  // namespace kefu
