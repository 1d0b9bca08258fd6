// The waiting lists 等待中 (Q1): the mirror of the roster. Each list keeps one
// ordered set for each class of sessions, so that sessions that nobody can
// take are skipped without being looked at (Q2). Sessions that some agents are
// never given (S3, X2) stand in a second set of their class, in which each
// subtree knows who is barred from all of it: so those that nobody can take
// are skipped there, too. Those on offer (A16) are nobody's to be given, and
// stand in a third set.
//
// The message pool 留言管理池 (O2) is such lists, too, in the order of age: a
// session stands in one or the other.
//
// The sets are trees inside the session rows (base/ordered_tree.h).

#ifndef KEFU_MODEL_WAITING_LIST_H_
#define KEFU_MODEL_WAITING_LIST_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "src/base/ordered_tree.h"
#include "src/model/ruleset_data.h"
#include "src/model/tables.h"

namespace kefu {

class WaitingLists {
 public:
  // The order of Q1, or that of the pool: since when, then the number.
  enum class Order : uint8_t { kQueue, kAge };
  WaitingLists(const RulesetData& rules, SessionTable* sessions,
               Order order = Order::kQueue);

  // `row` joins; its group, class, priority, returned and order are set.
  void Join(ListId list, uint32_t row);
  // REQUIRES: it waits in this list.
  void Leave(ListId list, uint32_t row);
  // All of these join at once, in linear time when they are sorted; sorts
  // them. REQUIRES: nobody waits yet.
  struct Joining {
    ListId list = 0;
    uint32_t row = 0;
  };
  void Fill(std::vector<Joining>* sessions);

  // The first session of a class from which nobody is barred; 0 if none waits.
  uint32_t First(ListId list, uint8_t klass) const {
    return tree_.First(Root(list, klass));
  }
  // The first of the others for which somebody is left, 0 if there is none:
  // covers(BarredAgents) says whether they are all who could take it.
  template <class Covers>
  uint32_t FirstBarred(ListId list, uint8_t klass, Covers&& covers) const;
  // The first of all classes; 0 if there is none.
  uint32_t FirstOfAll(ListId list) const;
  uint32_t Count(ListId list) const;
  // How many of the list stand before this waiting session.
  uint32_t Ahead(ListId list, uint32_t row) const;
  // Becomes a copy of `other`, over its own session table, which is to become
  // a copy of the other's. REQUIRES: the same ruleset.
  void CopyFrom(const WaitingLists& other) {
    roots_ = other.roots_;
    total_ = other.total_;
  }
  bool Before(uint32_t a, uint32_t b) const {
    return tree_.rows().Before(a, b);
  }
  size_t Classes(ListId list) const {
    return rules_->lists[list].classes.size();
  }
  uint64_t total() const { return total_; }
  // Whether the trees of a list are sound, and know who is barred.
  bool Check(ListId list) const;
  // Calls f(row) for each session of the list, set by set, in order.
  template <class F>
  void ForEach(ListId list, F&& f) const {
    for (size_t k = 0; k < Sets(list); ++k) {
      tree_.Find(Root(list, k), [&](uint32_t row) {
        f(row);
        return false;
      });
    }
  }
  // The set of the list in which a session stands.
  size_t SetOf(ListId list, const SessionRow& s) const {
    const size_t third = s.offered ? 2 : s.barred ? 1 : 0;
    return s.klass + third * Classes(list);
  }

 private:
  struct Rows {
    const RulesetData* rules;
    SessionTable* sessions;
    Order order;

    SessionRow& At(uint32_t row) const { return (*sessions)[row]; }
    uint32_t& Child(uint32_t row, bool right) const {
      return right ? At(row).right : At(row).left;
    }
    uint32_t& Size(uint32_t row) const { return At(row).size; }
    bool Before(uint32_t a, uint32_t b) const;
    void Refresh(uint32_t row) const {
      if (At(row).barred) sessions->Write(row).common = CommonOf(row);
    }
    // Who is barred from all of a tree.
    const BarredAgents& Common(uint32_t tree) const {
      return sessions->More(tree).common;
    }
    // The same, from the row and its children.
    BarredAgents CommonOf(uint32_t row) const;
    uint32_t Rank(const SessionRow& s) const;
  };

  size_t Sets(ListId list) const { return 3 * Classes(list); }
  const uint32_t& Root(ListId list, size_t set) const {
    return roots_[begin_[list] + set];
  }
  uint32_t& Root(ListId list, size_t set) { return roots_[begin_[list] + set]; }
  SessionRow& At(uint32_t row) const { return (*sessions_)[row]; }
  // Notes whether some agents are barred from it.
  void Mark(uint32_t row);

  const RulesetData* rules_;
  SessionTable* sessions_;
  OrderedTree<Rows> tree_;
  std::vector<uint32_t> begin_;  // by list: its first root
  std::vector<uint32_t> roots_;
  uint64_t total_ = 0;
};

// What covers a tree bars everybody from all of it; otherwise one of its three
// parts is not covered.
template <class Covers>
uint32_t WaitingLists::FirstBarred(ListId list, uint8_t klass,
                                   Covers&& covers) const {
  const Rows& rows = tree_.rows();
  uint32_t row = Root(list, Classes(list) + klass);
  if (row == 0 || covers(rows.Common(row))) return 0;
  while (true) {
    const SessionRow& s = At(row);
    if (s.left != 0 && !covers(rows.Common(s.left))) {
      row = s.left;
    } else if (!covers(BarredOf(sessions_->More(row)))) {
      return row;
    } else {
      row = s.right;
    }
  }
}

}  // namespace kefu

#endif  // KEFU_MODEL_WAITING_LIST_H_
