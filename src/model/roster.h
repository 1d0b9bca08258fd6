// The roster: who of each list can take a session now, ready to be chosen
// (D1-D4).
//
// A list keeps cells. A cell is one set of session classes that fit (by room,
// A2, A12) x one weight class (D3). A member stands in one cell of his list,
// or in none, exactly as his Standing says (facts/standing.h): whoever changes
// an agent has him seated anew, nobody else writes here. So choosing is a
// minimum over a few roots, and every index can be checked against a scan.

#ifndef KEFU_MODEL_ROSTER_H_
#define KEFU_MODEL_ROSTER_H_

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
  // Members who can take a session of this class; none while it is closed.
  uint32_t Available(ListId list, uint8_t klass) const;
  // Why nobody of the list can take it: the answer for an enqueue. `barred`:
  // members to whom it is not given (S3, X2), as indices of members.
  Reason WhyNobody(ListId list, uint8_t klass,
                   std::span<const uint32_t> barred = {}) const;
  // Who takes it (D1-D4), as an index of members; kNobody if nobody can.
  uint32_t Choose(ListId list, uint8_t klass) const;
  // The list's own distribution has assigned to `member`: moves the state of
  // `even` and `weighted`. He counts as one of those who could be chosen, also
  // if he accepts an offer (A16) and could not be any more.
  void Took(ListId list, uint8_t klass, uint32_t member);

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

  const Seat& SeatOf(uint32_t member) const { return states_[member].seat; }
  // How the list distributes now.
  Distribution Way(ListId list) const { return counts_[list].way; }
  // Whether it is served by hand only, by its own choice (D6).
  bool ByHand(ListId list) const {
    return Way(list) == Distribution::kManual && rules_->lists[list].chooses;
  }
  // A member's place in the order that breaks ties.
  uint32_t Place(uint32_t member) const { return states_[member].place; }
  // Whether he is in an open slot. REQUIRES: a list that has slots.
  bool InOpenSlot(ListId list, uint32_t member) const {
    return states_[member].place < counts_[list].in_slots;
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
  struct State {
    Seat seat;
    uint32_t load = 0;
    uint32_t place = 0;   // in his weight class, in the order of now
    int64_t current = 0;  // D3, while he stands in no cell
  };
  struct Cell {
    MinTree tree;
    int64_t offset = 0;  // D3: added to everybody in the cell
    uint32_t count = 0;
    uint16_t weight = 1;
    uint8_t mask = 0;
    uint32_t by_place = 0;  // in by_place_: members by place in the class
  };
  // Members who are present, by what keeps them from a session, in the order
  // in which an enqueue names it.
  enum Keeps : uint8_t {
    kRoom,  // able, or would be with more room
    kWraps,
    kRamps,
    kAutoOff,
    kLost,
    kBarred,   // the session is not given to him
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

  Cell* CellOf(uint32_t member, uint8_t mask);
  const Cell* CellOf(uint32_t member, uint8_t mask) const;
  void Count(ListId list, const Seat& seat, uint32_t by);
  bool CheckCounts(ListId list, uint8_t bit) const;
  // The order of a list's members, those of weight classes apart.
  bool Before(uint32_t a, uint32_t b) const {
    return rules_->lists[rules_->members[a].list].has_slots
               ? states_[a].place < states_[b].place
               : a < b;
  }
  uint32_t Member(const Cell& cell, uint32_t place) const {
    return by_place_[cell.by_place + place];
  }
  uint32_t ChooseFirst(ListId list, uint8_t klass) const;
  uint32_t ChooseNext(ListId list, uint8_t klass) const;
  uint32_t ChooseWeighted(ListId list, uint8_t klass) const;
  template <class F>
  void EachCell(ListId list, uint8_t klass, F&& f) const;
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
  std::vector<uint32_t> last_;   // by list: declared place of the last (D2)
  std::vector<uint32_t> begin_;  // by list: its first cell
  std::vector<Cell> cells_;
  std::vector<uint32_t> by_place_;
  std::unique_ptr<uint64_t[], AlignedDelete> words_;
  size_t word_count_ = 0;
};

}  // namespace kefu

#endif  // KEFU_MODEL_ROSTER_H_
