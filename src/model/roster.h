// The roster: who of each list can take a session now, ready to be chosen
// (D1-D7, R10).
//
// A list keeps cells. A cell is one set of session classes that fit (by room,
// A2, A12) x one kind of members (store, level, tier, weight, skills; mostly
// there is only one). A member stands in one cell of his list, or in none,
// exactly as his Standing says (facts/standing.h): whoever changes an agent has
// him seated anew, nobody else writes here. So choosing is a minimum over a few
// roots, and every index can be checked against a scan.
//
// Of the kinds only those are looked at that may serve the session's store
// (R11): they stand together, since kinds are in the order of stores.

#ifndef KEFU_MODEL_ROSTER_H_
#define KEFU_MODEL_ROSTER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "kefu/reason.h"
#include "src/base/min_tree.h"
#include "src/model/hours.h"
#include "src/model/ruleset_data.h"

namespace kefu {

// Where a member stands in a list, and why.
struct Seat {
  Reason reason = Reason::kAgentOffline;  // kNone: available for some class
  uint8_t mask = 0;       // the classes of the list that fit him
  uint8_t duty = 0;       // the desks of ListData::duty_desks for which he is
                          // on duty; of who is offline: none
  uint16_t capacity = 0;  // of who is present (Q6)
  uint64_t key = 0;  // his place in the order of choice; `weighted`: unused
};

class Roster {
 public:
  static constexpr uint32_t kNobody = UINT32_MAX;
  // What seating needs of a MemberData, beside his seat.
  struct Member {
    Member() = default;
    explicit Member(const MemberData& m)
        : agent(m.agent), list(m.list), kind(m.kind), weight(m.weight) {}
    friend bool operator==(const Member&, const Member&) = default;

    uint32_t agent = 0;
    ListId list = 0;
    uint32_t kind = 0;
    uint16_t weight = 1;
  };

  explicit Roster(const RulesetData& rules);

  // Seats a member (an index of RulesetData::members).
  void Sit(uint32_t member, const Seat& seat);

  // Load of a member's sessions of this list (A2).
  uint32_t Load(uint32_t member) const { return states_[member].load; }
  void SetLoad(uint32_t member, uint32_t load) { states_[member].load = load; }

  // Members who are online and on duty for this desk (A18).
  KEFU_INLINE uint32_t Present(ListId list, DeskId desk) const {
    return CountsOf(list, rules_->DutyBit(list, desk)).present;
  }
  bool IsPresent(uint32_t member, DeskId desk) const;
  // The capacities of those, together (Q6).
  uint64_t PresentCapacity(ListId list, DeskId desk) const {
    return CountsOf(list, rules_->DutyBit(list, desk)).capacity;
  }
  // The same, of those who serve this store (R11).
  uint32_t PresentFor(ListId list, DeskId desk, uint32_t store) const;
  // Members who can take a session with these needs, of whatever level; none
  // while its class is closed.
  uint32_t Available(ListId list, const Needs& needs) const;
  // Why nobody of the list can take it: the answer for an enqueue. `barred`:
  // members to whom it is not given (S3, X2), as indices of members.
  Reason WhyNobody(ListId list, const Needs& needs,
                   std::span<const uint32_t> barred = {}) const;
  // Who takes it (D1-D7), as an index of members, kNobody if nobody can; which
  // agent that is, and of how many.
  struct Choice {
    uint32_t member = kNobody;
    uint32_t agent = 0;
    uint32_t available = 0;
  };
  Choice Choose(ListId list, const Needs& needs) const;
  // The first level of the list's order that has somebody for it (R10); 255
  // where there is none, or they do not matter.
  uint8_t FirstLevel(ListId list, const Needs& needs) const;
  // The list's own distribution has assigned to `member`: moves the state of
  // `even` and `weighted`. He counts as one of those who could be chosen, also
  // if he accepts an offer (A16) and could not be any more.
  void Took(ListId list, const Needs& needs, uint32_t member);

  // The classes of a list whose sessions nobody is given now: those of desks
  // outside their hours (R2) and of all-day desks (R13), as bits.
  void SetClosed(ListId list, uint8_t classes) {
    counts_[list].closed = classes;
  }
  bool IsClosed(ListId list, uint8_t klass) const {
    return (counts_[list].closed >> klass & 1) != 0;
  }
  // The slots of the list's desk that are open now give its members their
  // order, and the list its way (R13). Everybody leaves his seat, and is to be
  // seated anew. REQUIRES: ListData::has_slots.
  void Arrange(ListId list, const Hours& hours);

  const Member& operator[](uint32_t member) const { return states_[member].of; }
  const Seat& SeatOf(uint32_t member) const { return states_[member].seat; }
  KEFU_INLINE void Prefetch(uint32_t member) const {
    __builtin_prefetch(&states_[member], 1);
  }
  // What is written where he changes places in a cell, or changes the cell.
  KEFU_INLINE void PrefetchKeys(uint32_t member) const {
    const State& state = states_[member];
    const auto masks =
        static_cast<uint32_t>(rules_->lists[state.of.list].masks.size());
    const uint32_t first = begin_[state.of.list] + state.of.kind * masks;
    for (uint32_t c = first; c < first + std::min(masks, kCellsAhead); ++c) {
      ranks_[c].tree.Prefetch(state.place);
    }
  }
  // How the list distributes now.
  Distribution Way(ListId list) const { return counts_[list].way; }
  // Whether it is served by hand only, by its own choice (D6).
  bool ByHand(ListId list) const {
    return Way(list) == Distribution::kManual && rules_->lists[list].chooses;
  }
  // A member's place in the order that breaks ties.
  uint32_t Place(uint32_t member) const { return states_[member].order; }
  // Whether he is in an open slot. REQUIRES: a list that has slots.
  bool InOpenSlot(ListId list, uint32_t member) const {
    return states_[member].order < counts_[list].in_slots;
  }
  // The state of a list's way, for saving it: the place of the last one whom
  // `even` took (MinTree::kNone: nobody yet), a member's value of `weighted`.
  uint32_t Last(ListId list) const { return last_[list]; }
  int64_t Current(uint32_t member) const;
  // For restoring it. REQUIRES: no member of the list sits in a cell.
  void SetLast(ListId list, uint32_t place) { last_[list] = place; }
  void SetCurrent(uint32_t member, int64_t value) {
    states_[member].current = value;
  }
  // Values of `weighted` stay far within this.
  static constexpr int64_t kLargestCurrent = int64_t{1} << 40;

  // Becomes a copy of `other`. REQUIRES: the same ruleset.
  void CopyFrom(const Roster& other);
  // A digest of the state of the list's way.
  uint64_t Digest(ListId list) const;
  // Recomputes counts by a scan; false if an index disagrees (T11).
  bool Check(ListId list) const;
  size_t bytes() const;

 private:
  struct alignas(64) State {
    Seat seat;
    Member of;
    uint32_t load = 0;
    uint32_t place = 0;   // in his kind, in the order of now
    uint32_t order = 0;   // in the list, the same
    int64_t current = 0;  // D3, while he stands in no cell
  };
  static_assert(sizeof(State) == 64);
  // What every choice reads of a cell.
  struct Cell {
    uint64_t min = MinTree::kEmpty;  // of its tree
    uint32_t count = 0;              // who stands there
    uint8_t mask = 0;
    uint8_t level = 0;  // R10
    uint8_t tier = 1;   // D7
  };
  static_assert(sizeof(Cell) == 16);
  // Who stands there, in order.
  struct Rank {
    MinTree tree;
    uint32_t by_place = 0;  // in by_place_: its members
    uint32_t places = 0;
    uint16_t weight = 1;
    int64_t offset = 0;  // D3: added to everybody in the cell
  };
  // A member, and his agent: whom ChooseFirst takes is known before his row is
  // read.
  struct Occupant {
    uint32_t member = 0;
    uint32_t agent = 0;
  };
  static constexpr uint32_t kNoCell = UINT32_MAX;
  // As many of one kind are worth fetching ahead: most lists have no more.
  static constexpr uint32_t kCellsAhead = 4;
  // Members who are present, by what keeps them from a session, in the order
  // in which an enqueue names it.
  enum Keeps : uint8_t {
    kRoom,  // able, or would be with more room
    kWraps,
    kRamps,
    kAutoOff,
    kLost,
    kBarred,   // the session is not given to him
    kTier,     // his tier is not open (D7)
    kSkill,    // he lacks a skill (D8)
    kStore,    // he serves another store (R11)
    kNothing,  // weight 0, or a list that is served by hand
    kKeeps,
  };
  struct Counts {
    uint32_t present = 0;
    uint32_t by[kKeeps] = {};
    uint64_t capacity = 0;
    // Of the list, and so in the first of its counts only.
    uint8_t closed = 0;  // classes
    Distribution way = Distribution::kLeastLoaded;
    uint32_t in_slots = 0;  // members in open slots; they have the first places
    uint32_t further = 0;   // in further_: counts of its duty bits from 1 on
  };
  static Keeps KeepsOf(Reason reason);
  KEFU_INLINE const Counts& CountsOf(ListId list, uint8_t bit) const {
    const Counts& first = counts_[list];
    return bit == 0 ? first : further_[first.further + bit - 1];
  }
  Counts& CountsOf(ListId list, uint8_t bit) {
    return const_cast<Counts&>(std::as_const(*this).CountsOf(list, bit));
  }

  // Where he stands to whom these classes of his list fit.
  KEFU_INLINE uint32_t CellOf(const Member& m, uint8_t mask) const {
    if (mask == 0) return kNoCell;
    const ListData& list = rules_->lists[m.list];
    const auto masks = static_cast<uint32_t>(list.masks.size());
    return begin_[m.list] + m.kind * masks + list.mask_index[mask];
  }
  KEFU_INLINE void SetKey(uint32_t cell, uint32_t place, uint64_t key) {
    MinTree& tree = ranks_[cell].tree;
    if (tree.Set(place, key)) cells_[cell].min = tree.min();
  }
  void Count(uint32_t member, const Seat& seat, uint32_t by);
  bool CheckCounts(ListId list, uint8_t bit) const;
  bool CheckCounts(ListId list, uint8_t bit, uint32_t kind) const;
  // Of lists that have kinds, of one kind.
  const Counts& CountsOf(ListId list, uint8_t bit, uint32_t kind) const {
    const size_t bits = rules_->lists[list].duty_desks.size();
    return kind_counts_[kind_begin_[list] + kind * bits + bit];
  }
  Counts& CountsOf(ListId list, uint8_t bit, uint32_t kind) {
    return const_cast<Counts&>(std::as_const(*this).CountsOf(list, bit, kind));
  }
  // As those of a list, but of members who do not fit: why they do not.
  Counts CountsFor(ListId list, const Needs& needs) const;
  // What keeps members of this kind from it; kRoom: nothing of theirs.
  Keeps Misfit(const MemberKind& kind, const Needs& needs) const;
  static constexpr uint8_t kAnyLevel = UINT8_MAX;
  // The order of a list's members.
  bool Before(uint32_t a, uint32_t b) const {
    return rules_->lists[rules_->members[a].list].has_slots
               ? states_[a].order < states_[b].order
               : a < b;
  }
  const Occupant& At(uint32_t cell, uint32_t place) const {
    return by_place_[ranks_[cell].by_place + place];
  }
  const Occupant& FirstOf(uint32_t cell) const {
    return At(cell, ranks_[cell].tree.Find(cells_[cell].min));
  }
  Choice ChooseFirst(ListId list, const Needs& needs) const;
  uint32_t ChooseNext(ListId list, const Needs& needs, uint8_t level) const;
  uint32_t ChooseWeighted(ListId list, const Needs& needs, uint8_t level) const;
  uint32_t LastUpTo(uint32_t cell, uint32_t order) const;
  // The kinds of a list whose members serve a store, in ranges: f(begin, end).
  template <class F>
  void EachRange(ListId list, uint32_t store, F&& f) const;
  // The cells in use whose members can take it; of this level: f(its number).
  template <class F>
  void EachCell(ListId list, const Needs& needs, uint8_t level, F&& f) const;
  template <class F>
  void EachOfClass(uint32_t begin, uint32_t end, uint8_t klass, F&& f) const;
  template <class F>
  void EachFitting(ListId list, const Needs& needs, uint8_t level, F&& f) const;
  void BuildCells(ListId list);

  struct AlignedDelete {
    void operator()(uint64_t* p) const {
      ::operator delete (p, std::align_val_t{64});
    }
  };

  const RulesetData* rules_;
  std::vector<State> states_;    // by member
  std::vector<Counts> counts_;   // by list
  std::vector<Counts> further_;  // of lists that tell desks apart
  // Of lists with kinds: by kind and duty bit, from kind_begin_[list] on.
  std::vector<Counts> kind_counts_;
  std::vector<uint32_t> kind_begin_;
  std::vector<uint32_t> last_;   // by list: declared place of the last (D2)
  std::vector<uint32_t> begin_;  // by list: its first cell
  // By list, then kind, then set of classes; both alike.
  std::vector<Cell> cells_;
  std::vector<Rank> ranks_;
  std::vector<Occupant> by_place_;  // by kind, then place
  std::unique_ptr<uint64_t[], AlignedDelete> words_;
  size_t word_count_ = 0;
};

}  // namespace kefu

#endif  // KEFU_MODEL_ROSTER_H_
