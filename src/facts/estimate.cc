#include "src/facts/estimate.h"

#include <algorithm>

namespace kefu {

std::optional<Duration> EstimatedWait(const World& world, ListId list,
                                      DeskId desk, uint32_t ahead) {
  const ListState& state = world.list_states[list];
  const uint64_t capacity = world.roster.PresentCapacity(list, desk);
  if (state.count == 0 || capacity == 0) return std::nullopt;
  // 2^32 ahead x 20 sessions of 100 years does not fit into 64 bits.
  __extension__ using Wide = unsigned __int128;
  const Wide units = Wide{state.count} * capacity;
  const Wide wait =
      Wide{static_cast<uint64_t>(state.Sum())} * (uint64_t{ahead} + 1) / units;
  return Duration{static_cast<int64_t>(
      std::min(wait, Wide{static_cast<uint64_t>(kLongestDuration.ms)}))};
}

}  // namespace kefu
