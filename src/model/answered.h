// Sessions that are served and whose last word is the agent's, by list, who is
// silent longest first (Q3, evict). Kept only where a ladder evicts.
//
// Trees inside the rows of SessionMore (base/ordered_tree.h). Written by
// book.h.

#ifndef KEFU_MODEL_ANSWERED_H_
#define KEFU_MODEL_ANSWERED_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "src/base/ordered_tree.h"
#include "src/model/ruleset_data.h"
#include "src/model/tables.h"

namespace kefu {

class Answered {
 public:
  Answered(const RulesetData& rules, SessionTable* sessions)
      : tree_(Rows{sessions}), roots_(rules.evicts ? rules.lists.size() : 0) {}

  bool on() const { return !roots_.empty(); }
  // REQUIRES: on(); its last message is set, and stays so until it leaves.
  void Join(ListId list, uint32_t row) { tree_.Insert(&roots_[list], row); }
  void Leave(ListId list, uint32_t row) { tree_.Remove(&roots_[list], row); }
  // The first of the list for which f(row) is true; 0 if there is none.
  template <class F>
  uint32_t Find(ListId list, F&& f) const {
    return on() ? tree_.Find(roots_[list], f) : 0;
  }
  uint32_t Count(ListId list) const {
    return on() ? tree_.Count(roots_[list]) : 0;
  }
  bool Check(ListId list) const {
    return !on() || tree_.Sound(roots_[list], [](uint32_t) { return true; });
  }
  // As of WaitingLists.
  void CopyFrom(const Answered& other) { roots_ = other.roots_; }

 private:
  struct Rows {
    SessionTable* sessions;

    uint32_t& Child(uint32_t row, bool right) const {
      SessionMore& more = sessions->Write(row);
      return right ? more.answered.right : more.answered.left;
    }
    uint32_t& Size(uint32_t row) const {
      return sessions->Write(row).answered.size;
    }
    // The last message, then the number.
    bool Before(uint32_t a, uint32_t b) const {
      const int64_t x = sessions->More(a).last_message_at;
      const int64_t y = sessions->More(b).last_message_at;
      return x != y ? x < y : (*sessions)[a].number < (*sessions)[b].number;
    }
    void Refresh(uint32_t) const {}
  };

  OrderedTree<Rows> tree_;
  std::vector<uint32_t> roots_;  // by list
};

}  // namespace kefu

#endif  // KEFU_MODEL_ANSWERED_H_
