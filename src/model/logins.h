// To which desks agents are logged in, where they choose (A14). Who has not
// chosen is logged in to all of his.

#ifndef KEFU_MODEL_LOGINS_H_
#define KEFU_MODEL_LOGINS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "kefu/ids.h"

namespace kefu {

class Logins {
 public:
  // `agents`: how many; 0 where nobody may choose.
  explicit Logins(size_t agents) : chosen_(agents) {}

  bool on() const { return !chosen_.empty(); }
  // Whether the agent, if he is logged in at all, is so at this desk.
  bool Holds(AgentId agent, DeskId desk) const {
    if (!on()) return true;
    const std::vector<uint16_t>& desks = chosen_[agent.value];
    return desks.empty() ||
           std::binary_search(desks.begin(), desks.end(), desk.value);
  }
  // The desks that he has chosen, ascending; none: all of his.
  std::span<const uint16_t> Of(AgentId agent) const {
    if (!on()) return {};
    return chosen_[agent.value];
  }
  // REQUIRES: on(); ascending, each once; none: all of his.
  void Choose(AgentId agent, std::vector<uint16_t> desks) noexcept {
    chosen_[agent.value] = std::move(desks);
  }
  void Clear(AgentId agent) noexcept {
    if (on()) chosen_[agent.value].clear();
  }
  size_t bytes() const {
    size_t all = chosen_.capacity() * sizeof(std::vector<uint16_t>);
    for (const auto& desks : chosen_)
      all += desks.capacity() * sizeof(uint16_t);
    return all;
  }

 private:
  std::vector<std::vector<uint16_t>> chosen_;  // by agent
};

}  // namespace kefu

#endif  // KEFU_MODEL_LOGINS_H_
