// Two results side by side. Everything is matched by name, because ids are of
// an engine and of a ruleset.

#include <string>
#include <unordered_map>
#include <utility>

#include "kefu/replay.h"

namespace kefu {
namespace {

// Who has another engine's customer's name in this engine. A string and a
// number that look alike name two customers: the one that gives the id back
// is the kind of name that he has.
CustomerId SameCustomer(const Engine& from, CustomerId customer,
                        const Engine& to) {
  const std::string name = from.CustomerName(customer);
  if (from.FindCustomer(name) == customer) return to.FindCustomer(name);
  return to.FindCustomerByKey(std::stoull(name));
}

// The sessions of a result by customer, desk and ordinal.
class Finder {
 public:
  explicit Finder(const ReplayResult& result) : result_(result) {
    const std::vector<SessionOutcome>& sessions = result.outcomes.Sessions();
    for (size_t i = 0; i < sessions.size(); ++i) {
      places_.emplace(Key{sessions[i].customer.value, sessions[i].desk.value,
                          sessions[i].ordinal},
                      i);
    }
  }

  std::optional<size_t> Find(const Engine& from,
                             const SessionOutcome& session) const {
    const CustomerId customer =
        SameCustomer(from, session.customer, result_.engine);
    const DeskId desk =
        result_.engine.ruleset().Desk(from.ruleset().Name(session.desk));
    const auto found =
        places_.find({customer.value, desk.value, session.ordinal});
    if (found == places_.end()) return std::nullopt;
    return found->second;
  }

 private:
  struct Key {
    uint64_t customer;
    uint16_t desk;
    uint32_t ordinal;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {
      const uint64_t place = uint64_t{key.desk} << 48 ^ uint64_t { key.ordinal }
                                                            << 24;
      return (key.customer ^ place) * 0x9e3779b97f4a7c15;
    }
  };
  const ReplayResult& result_;
  std::unordered_map<Key, size_t, KeyHash> places_;
};

class Comparer {
 public:
  Comparer(const ReplayResult& first, const ReplayResult& second)
      : first_(first), second_(second) {}

  Comparison Run();

 private:
  void Match(size_t first, size_t second);

  const ReplayResult& first_;
  const ReplayResult& second_;
  Comparison result_;
};

void Comparer::Match(size_t first, size_t second) {
  const SessionOutcome& a = first_.outcomes.Sessions()[first];
  const SessionOutcome& b = second_.outcomes.Sessions()[second];
  const Ruleset& rules_a = first_.engine.ruleset();
  const Ruleset& rules_b = second_.engine.ruleset();
  SessionDifference d{first, second};
  d.agent = rules_a.Name(a.agent) != rules_b.Name(b.agent);
  d.group = rules_a.Name(a.group) != rules_b.Name(b.group);
  d.by = a.by != b.by;
  d.waited = a.waited != b.waited;
  d.opened = a.opened_at != b.opened_at;
  d.closed = a.closed_at != b.closed_at || a.closed != b.closed;
  d.reassigned = a.reassigned != b.reassigned;
  ++result_.both;
  result_.other_agent += d.agent;
  result_.other_group += d.group;
  result_.other_way += d.by;
  result_.other_wait += d.waited;
  result_.other_opening += d.opened;
  result_.other_close += d.closed;
  result_.other_reassigned += d.reassigned;
  if (d != SessionDifference{first, second}) result_.sessions.push_back(d);
}

Comparison Comparer::Run() {
  const Finder finder(second_);
  const size_t in_second = second_.outcomes.Sessions().size();
  std::vector<bool> matched(in_second);
  for (size_t i = 0; i < first_.outcomes.Sessions().size(); ++i) {
    const auto other =
        finder.Find(first_.engine, first_.outcomes.Sessions()[i]);
    if (other) {
      matched[*other] = true;
      Match(i, *other);
    } else {
      ++result_.only_first;
      result_.sessions.push_back({i, std::nullopt});
    }
  }
  for (size_t i = 0; i < in_second; ++i) {
    if (matched[i]) continue;
    ++result_.only_second;
    result_.sessions.push_back({std::nullopt, i});
  }
  result_.first = first_.outcomes.Figures();
  result_.second = second_.outcomes.Figures();
  return std::move(result_);
}

}  // namespace

Comparison Compare(const ReplayResult& first, const ReplayResult& second) {
  return Comparer(first, second).Run();
}

}  // namespace kefu
