// Fills a new world from the parts of a snapshot. Nothing of them is believed:
// every number is checked before it is used, in an order in which what it
// depends on has been.

#ifndef KEFU_CODEC_SNAPSHOT_RESTORER_H_
#define KEFU_CODEC_SNAPSHOT_RESTORER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "src/codec/snapshot_names.h"
#include "src/codec/snapshot_reader.h"
#include "src/codec/snapshot_state.h"
#include "src/model/world.h"

namespace kefu::codec {

// Whether a number is one of an enum's.
template <class Enum>
bool IsValue(uint16_t value) {
  return !Name(static_cast<Enum>(value)).empty();
}

class SnapshotRestorer {
 public:
  // Whether lists have the members that they had, or more (restore_changed.h).
  enum class Members : uint8_t { kSame, kMore };

  // `world` is new. `parts` must outlive it. Throws SnapshotFailure.
  SnapshotRestorer(const SnapshotParts& parts, World* world,
                   Members members = Members::kSame);

  // Throws SnapshotFailure and std::bad_alloc; the world is of no use then.
  void Run();

 private:
  // What is known of the row that is being read, for its errors.
  struct Place {
    uint64_t offset = 0;
    const char* what = "";
    uint64_t number = 0;
    [[noreturn]] void Fail(std::string_view why) const;
    void Require(bool holds, std::string_view why) const {
      if (!holds) Fail(why);
    }
    // An instant of the engine's.
    void Time(int64_t ms, std::string_view which) const {
      Require(kFirstInstant.ms <= ms && ms <= kLastInstant.ms, which);
    }
  };
  Place At(Part part, uint64_t i, const char* what) const {
    return {parts_[part].OffsetOf(i), what, i + 1};
  }

  // Reads a part, row for row; one that the snapshot's version did not know has
  // none. `what`: a row, in errors.
  template <class Wire>
  void Each(Part part, const char* what,
            void (SnapshotRestorer::*add)(const Wire&, const Place&)) {
    for (uint64_t i = 0; i < parts_[part].rows; ++i) {
      (this->*add)(parts_[part].Get<Wire>(i), At(part, i, what));
    }
  }

  void Counters();
  void RememberedIds();
  void Customers();
  // A customer's name, found before it is added.
  struct NameAhead {
    std::string_view text;
    uint64_t hash = 0;
  };
  NameAhead LookAhead(uint32_t c, uint64_t* texts) const;
  void AddCustomer(uint32_t c, const NameAhead& name);
  void FreeCustomers();
  void Stamps();
  void AddContact(uint32_t c);
  void Further();
  void FillContact(const ContactWire& wire, const Place& at, Contact* contact);
  void CheckFree(const ContactWire& wire, const Place& at) const;
  void Sessions();
  void FillSession(uint64_t i, uint32_t row, Contact& contact);
  void FillDetail(uint32_t row);
  KeptFacts KeptOf(const KeptWire& wire, const Place& at) const;
  void CheckLane(uint64_t i, const Contact& contact) const;
  void CheckOffer(const Contact& contact, const SessionRow& row,
                  const SessionMore& more, const Place& at) const;
  void CheckNumbers() const;
  void CheckKept() const;
  void Blocks();
  void Crowds();
  void ReadProfiles();
  void FillProfile(const ProfileWire& wire, const Place& at, uint64_t* used);
  Attributes ReadAttributes(AttributeList saved, const Place& at) const;
  uint32_t Somebody(uint32_t customer, const Place& at) const;
  void AddGrant(const GrantWire& wire, const Place& at);
  void AddPage(const PageWire& wire, const Place& at);
  void AddSaid(const SaidWire& wire, const Place& at);
  void AddVisit(const VisitWire& wire, const Place& at);
  void AddMark(const MarkWire& wire, const Place& at);
  void AddNote(const MarkWire& wire, const Place& at);
  void AddRating(const RatingWire& wire, const Place& at);
  void AddUnanswered(const UnansweredWire& wire, const Place& at);
  void Agents();
  void Ramps();
  void Logins();
  void Lists();
  void List(ListId id, const ListWire& wire);
  void Seat();
  void ArmAgents();
  void ArmForgetting();

  // An id of the ruleset; 0 stays 0 where that is allowed.
  uint32_t Id(NameKinds kind, uint32_t id, const Place& at) const;
  uint32_t Value(NameKinds kind, uint32_t id, const Place& at) const;

  const SnapshotParts& parts_;
  World& w_;
  const RulesetData& rules_;
  StateWire state_;
  Place state_at_;
  Translation ids_;
  Members members_;
  std::vector<ContactRow> with_session_;  // contacts that have a SessionRow
  std::vector<WaitingLists::Joining> waiting_;
  std::vector<WaitingLists::Joining> pooled_;
  uint64_t details_ = 0;  // read so far
};

}  // namespace kefu::codec

#endif  // KEFU_CODEC_SNAPSHOT_RESTORER_H_
