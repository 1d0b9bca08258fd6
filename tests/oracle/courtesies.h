// G1 to G5: welcomes, greetings, arrival campaigns, contacts. What is kept is
// in Memories; what happens is told to the referee, of whom this is a part.

#ifndef KEFU_TESTS_ORACLE_COURTESIES_H_
#define KEFU_TESTS_ORACLE_COURTESIES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// gates.cc: ISO 8601 with an offset.
int64_t TimeOf(const std::string& text);

class CourtesyReferee {
 public:
  explicit CourtesyReferee(Oracle& oracle) : o_(oracle) {}

  // Whether it is an event of these rules, and what becomes of it.
  static bool Handles(const Incoming& event);
  // F4: at the desk, or everywhere.
  bool Blocked(uint64_t customer, int desk) const;
  // R1: whether it ends at a gate.
  bool Gated(const Incoming& event);
  Reason Handle(const Incoming& event);
  Reason CheckNames(const Incoming& event) const;

  // G1
  void Entered(uint64_t customer, int desk);
  void Followed(const Incoming& event, int channel);
  void Unfollowed(uint64_t customer, int channel);
  void WelcomeFailed(uint64_t customer, int desk);
  // A message of his; `session`: its number, 0: none.
  void Wrote(uint64_t customer, int desk, uint64_t session);
  // G5
  void Prompt(const OpenSession_& session, ContactPoint point);
  // G3
  void Assigned(uint64_t customer);
  bool AnyPending(uint64_t customer) const;
  void Timers(std::vector<Timer>* timers) const;
  void GreetingDue(uint64_t customer);

  void Forget(uint64_t customer);

 private:
  void Welcome(uint64_t customer, int desk);
  const WelcomeConfig* WelcomeOf(int desk) const;
  void Visits(uint64_t customer, int channel, bool inside);
  Reason ShowCampaigns(const Incoming& event);
  Reason Clicks(const Incoming& event);
  Reason Adds(const Incoming& event);
  bool IsFor(const CampaignConfig& campaign, const Incoming& event) const;
  bool Runs(const CampaignConfig& campaign) const;
  bool IsInAudience(const CampaignConfig& campaign, uint64_t customer) const;
  void Record(uint64_t customer, int desk, size_t campaign, Reason what);
  bool SendAt(uint64_t customer, int desk, TextSource source,
              const std::vector<std::string>& texts, const std::string& rule,
              int64_t valid);
  uint16_t RuleOf(size_t campaign) const;
  void SendInShop(uint64_t customer, TextSource source, size_t campaign,
                  const std::vector<std::string>& texts);
  bool WithPerson(uint64_t customer) const;
  int DeskOf(const std::string& name) const;

  Oracle& o_;
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_COURTESIES_H_
