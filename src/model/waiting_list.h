// The waiting lists 等待中 (Q1): the mirror of the roster. Each list keeps one
// ordered set for each class of sessions, so that sessions that nobody can
// take are skipped without being looked at (Q2). Sessions that some agents are
// never given (S3, X2) stand in a second set of their class, in which each
// subtree knows who is barred from all of it: so those that an agent may not
// have are skipped there, too. Those on offer (A16) are nobody's to be given,
// and stand in a third set.
//
// Where sessions of a list may fit some kinds of members and not others (R11,
// D7, D8), or wait for one agent only (R6), the list has one set of all its
// sessions, for their places, and lanes beside it: one set for each class,
// store, number of open tiers, required skills, and agent waited for, that
// occurs just now. Lanes are made and given up as sessions come and go, in
// memory that was reserved; their order decides nothing. What is on offer
// stands in none.
//
// The message pool 留言管理池 (O2) is such lists, too, in the order of age: a
// session stands in one or the other.
//
// The sets are trees inside the session rows (base/ordered_tree.h).

#ifndef KEFU_MODEL_WAITING_LIST_H_
#define KEFU_MODEL_WAITING_LIST_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "src/base/ordered_tree.h"
#include "src/model/ruleset_data.h"
#include "src/model/tables.h"

namespace kefu {

class WaitingLists {
 public:
  // Sessions of a list that the same members may take.
  struct Lane {
    ListId list = 0;
    Needs needs;
    uint32_t dedicated = 0;  // agent who alone may take them (R6); 0: anybody
    bool barred = false;     // from each of them somebody is barred
    uint32_t root = 0;
    // Neighbours among those of the list, and among those of its store or, if
    // they wait for one agent, of that agent. A free one: the next free one.
    uint32_t next = 0, before = 0;
    uint32_t next_near = 0, before_near = 0;
  };

  // The order of Q1, or that of the pool: since when, then the number.
  enum class Order : uint8_t { kQueue, kAge };
  WaitingLists(const RulesetData& rules, SessionTable* sessions,
               Order order = Order::kQueue);

  // `row` joins; its group, class, priority, returned and order are set, and,
  // where the list has lanes, what it needs. REQUIRES: room for a lane.
  void Join(ListId list, uint32_t row);
  // REQUIRES: it waits in this list.
  void Leave(ListId list, uint32_t row);
  // It stays in this list, which has lanes, but what it needs has changed.
  // REQUIRES: room for a lane.
  void ChangeLane(ListId list, uint32_t row);
  // How many lanes there is memory for.
  size_t lanes() const { return lanes_.capacity(); }
  // Makes room for so many lanes more. Throws std::bad_alloc.
  void Reserve(size_t lanes) {
    if (rules_->any_lanes && !HasRoom(lanes)) Grow(lanes);
  }
  bool HasRoom(size_t lanes) const {
    return free_count_ + (lanes_.capacity() - lanes_.size()) >= lanes;
  }
  // All of these join at once, in linear time when they are sorted; sorts
  // them. REQUIRES: nobody waits yet. Throws std::bad_alloc.
  struct Joining {
    ListId list = 0;
    uint32_t row = 0;
  };
  void Fill(std::vector<Joining>* sessions);

  // The first session of a class that this agent may have; 0 if there is none.
  // REQUIRES: the list has no lanes.
  uint32_t FirstFor(ListId list, uint8_t klass, uint32_t agent) const {
    const uint32_t row = tree_.First(Root(list, klass));
    const uint32_t root = Root(list, Classes(list) + klass);
    return Sooner(row, FirstNotBarred(tree_, root, agent));
  }
  // The first for which somebody is left, 0 if there is none: covers(
  // BarredAgents) says whether they are all who could take it.
  template <class Covers>
  uint32_t FirstLeft(ListId list, uint8_t klass, Covers&& covers) const {
    const uint32_t row = tree_.First(Root(list, klass));
    const uint32_t root = Root(list, Classes(list) + klass);
    return Sooner(row, FirstBarred(tree_, root, covers));
  }
  // The same of a lane.
  uint32_t FirstFor(const Lane& lane, uint32_t agent) const {
    return lane.barred ? FirstNotBarred(lane_tree_, lane.root, agent)
                       : lane_tree_.First(lane.root);
  }
  template <class Covers>
  uint32_t FirstLeft(const Lane& lane, Covers&& covers) const {
    return lane.barred ? FirstBarred(lane_tree_, lane.root, covers)
                       : lane_tree_.First(lane.root);
  }
  // A lane may be given up, and be another one later; [0] never has anybody.
  const Lane& LaneAt(uint32_t i) const { return lanes_[i]; }
  // Calls f(i) for each lane of a list, also those that wait for one agent.
  template <class F>
  void EveryLane(ListId list, F&& f) const {
    for (uint32_t i = all_[list]; i != 0; i = lanes_[i].next) f(i);
  }
  // Calls f(lane) for each lane of a list whose sessions members of this kind
  // may take.
  template <class F>
  void EachLane(ListId list, const MemberKind& kind, F&& f) const;
  // For each lane whose sessions wait for this agent, in whatever list.
  template <class F>
  void EachLaneOf(uint32_t agent, F&& f) const {
    if (!rules_->dedicated_waits) return;
    for (uint32_t i = of_agent_[agent]; i != 0; i = lanes_[i].next_near) {
      f(lanes_[i]);
    }
  }
  // Calls f(row) for each session of a lane, in order.
  template <class F>
  void ForEachIn(const Lane& lane, F&& f) const {
    lane_tree_.Find(lane.root, [&](uint32_t row) {
      f(row);
      return false;
    });
  }
  bool AnyWaitsFor(uint32_t agent) const {
    return rules_->dedicated_waits && of_agent_[agent] != 0;
  }
  // What a session needs that waits in a list.
  Needs NeedsOf(ListId list, uint32_t row) const;
  // The first of all classes; 0 if there is none.
  uint32_t FirstOfAll(ListId list) const;
  uint32_t Count(ListId list) const;
  // How many of the list stand before this waiting session.
  uint32_t Ahead(ListId list, uint32_t row) const;
  // Becomes a copy of `other`, over its own session table, which is to become
  // a copy of the other's. REQUIRES: the same ruleset.
  void CopyFrom(const WaitingLists& other);
  // The list's own order.
  bool Before(uint32_t a, uint32_t b) const {
    return tree_.rows().Before(a, b);
  }
  size_t Classes(ListId list) const {
    return rules_->lists[list].classes.size();
  }
  bool HasLanes(ListId list) const { return rules_->lists[list].laned; }
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
  // Appends the first `most` sessions of the list, in its order.
  void AppendFirst(ListId list, size_t most, std::vector<uint32_t>* rows) const;
  // The set of the list in which a session stands.
  size_t SetOf(ListId list, const SessionRow& s) const {
    if (HasLanes(list)) return 0;
    const size_t third = s.offered ? 2 : s.barred ? 1 : 0;
    return s.klass + third * Classes(list);
  }
  size_t bytes() const {
    return (roots_.size() + near_.size() + of_agent_.size()) * 4 +
           lanes_.capacity() * sizeof(Lane);
  }

 private:
  // The order, and who is barred; two trees may go through a session.
  struct Links {
    const RulesetData* rules;
    SessionTable* sessions;
    Order order;

    SessionRow& At(uint32_t row) const { return (*sessions)[row]; }
    bool Before(uint32_t a, uint32_t b) const;
    uint32_t Rank(const SessionRow& s) const;
    // Who is barred from all of a tree.
    const BarredAgents& Common(uint32_t tree) const {
      return sessions->More(tree).common;
    }
    // The same, from the row and its children.
    BarredAgents CommonOf(uint32_t row, uint32_t left, uint32_t right) const;
  };
  // The sets of a list.
  struct Rows : Links {
    uint32_t& Child(uint32_t row, bool right) const {
      return right ? At(row).right : At(row).left;
    }
    uint32_t& Size(uint32_t row) const { return At(row).size; }
    // A set beside lanes does not know who is barred.
    bool Knows(uint32_t row) const {
      return At(row).barred && sessions->More(row).lane == 0;
    }
    void Refresh(uint32_t row) const {
      if (Knows(row)) {
        sessions->Write(row).common =
            CommonOf(row, At(row).left, At(row).right);
      }
    }
  };
  // The lanes.
  struct LaneRows : Links {
    uint32_t& Child(uint32_t row, bool right) const {
      TreeLinks& links = sessions->Write(row).in_lane;
      return right ? links.right : links.left;
    }
    uint32_t& Size(uint32_t row) const {
      return sessions->Write(row).in_lane.size;
    }
    void Refresh(uint32_t row) const {
      if (!At(row).barred) return;
      const TreeLinks& links = sessions->More(row).in_lane;
      sessions->Write(row).common = CommonOf(row, links.left, links.right);
    }
  };

  size_t Sets(ListId list) const {
    return HasLanes(list) ? 1 : 3 * Classes(list);
  }
  const uint32_t& Root(ListId list, size_t set) const {
    return roots_[begin_[list] + set];
  }
  uint32_t& Root(ListId list, size_t set) { return roots_[begin_[list] + set]; }
  SessionRow& At(uint32_t row) const { return (*sessions_)[row]; }
  // Notes whether some agents are barred from it.
  // Whether some of its list may not have it.
  bool BarsAny(uint32_t row) const;
  void Mark(uint32_t row);
  // Of two sessions, the first; 0 is none.
  uint32_t Sooner(uint32_t a, uint32_t b) const {
    if (a == 0 || b == 0) return a | b;
    return Before(b, a) ? b : a;
  }
  template <class Tree, class Covers>
  uint32_t FirstBarred(const Tree& tree, uint32_t root, Covers&& covers) const;
  template <class Tree>
  uint32_t FirstNotBarred(const Tree& tree, uint32_t root,
                          uint32_t agent) const {
    return FirstBarred(tree, root, [agent](const BarredAgents& agents) {
      return std::find(agents.begin(), agents.end(), agent) != agents.end();
    });
  }

  void EnterLane(ListId list, uint32_t row);
  void LeaveLane(uint32_t row);
  KEFU_COLD void Grow(size_t lanes);
  // The chain in which the lanes stand for this store or agent.
  uint32_t& Near(const Lane& lane);
  size_t PlaceOfStore(ListId list, uint32_t store) const;
  void Link(uint32_t i);
  void Unlink(uint32_t i);
  bool CheckLanes(ListId list) const;

  const RulesetData* rules_;
  SessionTable* sessions_;
  OrderedTree<Rows> tree_;
  OrderedTree<LaneRows> lane_tree_;
  std::vector<uint32_t> begin_;  // by list: its first root
  std::vector<uint32_t> roots_;
  std::vector<Lane> lanes_;    // [0] is unused
  std::vector<uint32_t> all_;  // by list: its first lane
  // By list, and place of the store among those of its members: the first
  // lane. Place 0 is for stores that none of them belongs to.
  std::vector<uint32_t> near_;
  std::vector<uint32_t> near_begin_;           // by list
  std::vector<std::vector<uint32_t>> stores_;  // by list, sorted
  std::vector<uint32_t> of_agent_;             // R6: by agent, the first lane
  uint32_t free_ = 0;
  size_t free_count_ = 0;
  uint64_t total_ = 0;
};

// What covers a tree bars everybody from all of it; otherwise one of its three
// parts is not covered.
template <class Tree, class Covers>
uint32_t WaitingLists::FirstBarred(const Tree& tree, uint32_t row,
                                   Covers&& covers) const {
  const auto& rows = tree.rows();
  if (row == 0 || covers(rows.Common(row))) return 0;
  while (true) {
    const uint32_t left = rows.Child(row, false);
    if (left != 0 && !covers(rows.Common(left))) {
      row = left;
    } else if (!covers(BarredOf(sessions_->More(row)))) {
      return row;
    } else {
      row = rows.Child(row, true);
    }
  }
}

template <class F>
void WaitingLists::EachLane(ListId list, const MemberKind& kind, F&& f) const {
  const uint32_t store = kind.store;
  const bool one_store = store != 0 && rules_->stores[store].end ==
                                           rules_->stores[store].begin + 1;
  if (one_store) {
    const size_t place = near_begin_[list] + PlaceOfStore(list, store);
    for (uint32_t i = near_[place]; i != 0; i = lanes_[i].next_near) {
      if (rules_->Fits(kind, lanes_[i].needs)) f(lanes_[i]);
    }
    return;
  }
  for (uint32_t i = all_[list]; i != 0; i = lanes_[i].next) {
    if (lanes_[i].dedicated != 0) continue;
    if (rules_->Fits(kind, lanes_[i].needs)) f(lanes_[i]);
  }
}

}  // namespace kefu

#endif  // KEFU_MODEL_WAITING_LIST_H_
