#include "src/model/waiting_list.h"

#include <algorithm>

namespace kefu {

WaitingLists::WaitingLists(const RulesetData& rules, SessionTable* sessions,
                           Order order)
    : rules_(&rules),
      sessions_(sessions),
      tree_(Rows{{&rules, sessions, order}}),
      lane_tree_(LaneRows{{&rules, sessions, order}}),
      of_agent_(rules.dedicated_waits ? rules.agents.size() : 0) {
  begin_.reserve(rules.lists.size());
  uint32_t roots = 0;
  for (ListId list = 0; list < rules.lists.size(); ++list) {
    begin_.push_back(roots);
    roots += static_cast<uint32_t>(Sets(list));
  }
  roots_.assign(roots, 0);
  lanes_.resize(1);
  if (!rules.any_lanes) return;
  all_.assign(rules.lists.size(), 0);
  stores_.resize(rules.lists.size());
  for (ListId list = 0; list < rules.lists.size(); ++list) {
    near_begin_.push_back(static_cast<uint32_t>(near_.size()));
    for (const MemberKind& kind : rules.lists[list].kinds) {
      if (kind.store == 0) continue;
      if (stores_[list].empty() || stores_[list].back() != kind.store) {
        stores_[list].push_back(kind.store);
      }
    }
    near_.resize(near_.size() + stores_[list].size() + 1);
  }
}

// Returned sessions first, then infinite credits by declaration (Q1).
uint32_t WaitingLists::Links::Rank(const SessionRow& s) const {
  return (s.returned ? 0 : 0x10000u) + rules->priorities[s.priority].rank;
}

bool WaitingLists::Links::Before(uint32_t a, uint32_t b) const {
  const SessionRow& x = At(a);
  const SessionRow& y = At(b);
  if (order == Order::kQueue) {
    const uint32_t rank_x = Rank(x), rank_y = Rank(y);
    if (rank_x != rank_y) return rank_x < rank_y;
  }
  if (x.order != y.order) return x.order < y.order;
  return x.number < y.number;
}

BarredAgents WaitingLists::Links::CommonOf(uint32_t row, uint32_t left,
                                           uint32_t right) const {
  BarredAgents common{};
  auto end = common.begin();
  for (const uint32_t agent : BarredOf(sessions->More(row))) {
    const auto in = [&](uint32_t tree) {
      if (tree == 0) return true;
      const BarredAgents& all = Common(tree);
      return std::find(all.begin(), all.end(), agent) != all.end();
    };
    if (agent != 0 && in(left) && in(right)) *end++ = agent;
  }
  return common;
}

// --------------------------------------------------------------- membership

bool WaitingLists::BarsAny(uint32_t row) const {
  const SessionMore& more = sessions_->More(row);
  return !At(row).offered && (more.giver != 0 || more.barred_count != 0);
}

void WaitingLists::Mark(uint32_t row) { At(row).barred = BarsAny(row); }

void WaitingLists::Join(ListId list, uint32_t row) {
  Mark(row);
  if (HasLanes(list) && !At(row).offered) EnterLane(list, row);
  tree_.Insert(&Root(list, SetOf(list, At(row))), row);
  ++total_;
}

void WaitingLists::Leave(ListId list, uint32_t row) {
  SessionRow& s = At(row);
  tree_.Remove(&Root(list, SetOf(list, s)), row);
  if (HasLanes(list) && sessions_->More(row).lane != 0) LeaveLane(row);
  if (s.barred) sessions_->Write(row).common = {};
  s.barred = false;
  --total_;
}

void WaitingLists::ChangeLane(ListId list, uint32_t row) {
  if (At(row).offered) return;  // it stands in none
  LeaveLane(row);
  EnterLane(list, row);
}

void WaitingLists::Fill(std::vector<Joining>* sessions) {
  // Those of lists with lanes one by one, and last.
  const auto plain =
      std::partition(sessions->begin(), sessions->end(),
                     [this](const Joining& j) { return !HasLanes(j.list); });
  std::vector<Joining> others(plain, sessions->end());
  sessions->erase(plain, sessions->end());
  for (const Joining& j : *sessions) Mark(j.row);
  const auto place = [this](const Joining& j) {
    return begin_[j.list] + SetOf(j.list, At(j.row));
  };
  std::sort(sessions->begin(), sessions->end(),
            [&](const Joining& a, const Joining& b) {
              const size_t x = place(a), y = place(b);
              return x != y ? x < y : Before(a.row, b.row);
            });
  const auto row_at = [&](size_t i) { return (*sessions)[i].row; };
  for (size_t i = 0; i < sessions->size();) {
    const size_t root = place((*sessions)[i]);
    size_t next = i;
    while (next < sessions->size() && place((*sessions)[next]) == root) ++next;
    roots_[root] = tree_.Build(i, next - i, row_at);
    i = next;
  }
  total_ = sessions->size();
  for (const Joining& j : others) {
    Reserve(1);
    Join(j.list, j.row);
  }
}

void WaitingLists::CopyFrom(const WaitingLists& other) {
  roots_ = other.roots_;
  lanes_ = other.lanes_;
  all_ = other.all_;
  near_ = other.near_;
  of_agent_ = other.of_agent_;
  free_ = other.free_;
  free_count_ = other.free_count_;
  total_ = other.total_;
}

// -------------------------------------------------------------------- lanes

Needs WaitingLists::NeedsOf(ListId list, uint32_t row) const {
  Needs needs;
  needs.klass = At(row).klass;
  const ListData& data = rules_->lists[list];
  if (!data.has_kinds) return needs;
  const SessionMore& more = sessions_->More(row);
  needs.skills = more.skills;
  if (rules_->isolates) needs.store = more.store;
  if (!data.tier_opens.empty()) needs.tiers = more.tiers;
  return needs;
}

void WaitingLists::Grow(size_t lanes) {
  lanes_.reserve(std::max(lanes_.size() + lanes, 2 * lanes_.capacity()));
}

size_t WaitingLists::PlaceOfStore(ListId list, uint32_t store) const {
  const std::vector<uint32_t>& stores = stores_[list];
  const auto it = std::lower_bound(stores.begin(), stores.end(), store);
  return it == stores.end() || *it != store
             ? 0
             : static_cast<size_t>(it - stores.begin()) + 1;
}

uint32_t& WaitingLists::Near(const Lane& lane) {
  if (lane.dedicated != 0) return of_agent_[lane.dedicated];
  return near_[near_begin_[lane.list] +
               PlaceOfStore(lane.list, lane.needs.store)];
}

void WaitingLists::Link(uint32_t i) {
  Lane& lane = lanes_[i];
  uint32_t& near = Near(lane);
  lane.next_near = near;
  if (near != 0) lanes_[near].before_near = i;
  near = i;
  uint32_t& all = all_[lane.list];
  lane.next = all;
  if (all != 0) lanes_[all].before = i;
  all = i;
}

void WaitingLists::Unlink(uint32_t i) {
  Lane& lane = lanes_[i];
  if (lane.next_near != 0) {
    lanes_[lane.next_near].before_near = lane.before_near;
  }
  (lane.before_near != 0 ? lanes_[lane.before_near].next_near : Near(lane)) =
      lane.next_near;
  if (lane.next != 0) lanes_[lane.next].before = lane.before;
  (lane.before != 0 ? lanes_[lane.before].next : all_[lane.list]) = lane.next;
  lane = Lane{};
}

void WaitingLists::EnterLane(ListId list, uint32_t row) {
  SessionMore& more = sessions_->Write(row);
  Lane wanted;
  wanted.list = list;
  wanted.needs = NeedsOf(list, row);
  wanted.dedicated = more.dedicated;
  wanted.barred = At(row).barred;
  uint32_t i = Near(wanted);
  while (i != 0 &&
         !(lanes_[i].list == list && lanes_[i].needs == wanted.needs &&
           lanes_[i].barred == wanted.barred)) {
    i = lanes_[i].next_near;
  }
  if (i == 0) {
    if (free_ != 0) {
      i = free_;
      free_ = lanes_[i].next;
      --free_count_;
      lanes_[i] = wanted;
    } else {
      i = static_cast<uint32_t>(lanes_.size());
      lanes_.push_back(wanted);
    }
    Link(i);
  }
  more.lane = i;
  lane_tree_.Insert(&lanes_[i].root, row);
}

void WaitingLists::LeaveLane(uint32_t row) {
  SessionMore& more = sessions_->Write(row);
  const uint32_t i = more.lane;
  lane_tree_.Remove(&lanes_[i].root, row);
  more.lane = 0;
  if (lanes_[i].root != 0) return;
  Unlink(i);
  lanes_[i].next = free_;
  free_ = i;
  ++free_count_;
}

// ------------------------------------------------------------------ looking

bool WaitingLists::Check(ListId list) const {
  const auto sound = [this](uint32_t row) {
    const Rows& rows = tree_.rows();
    return At(row).barred == BarsAny(row) &&
           (!rows.Knows(row) ||
            rows.Common(row) ==
                rows.CommonOf(row, At(row).left, At(row).right));
  };
  for (size_t k = 0; k < Sets(list); ++k) {
    if (!tree_.Sound(Root(list, k), sound)) return false;
  }
  return !HasLanes(list) || CheckLanes(list);
}

// Each session stands in the lane of what it needs, and lanes have no others.
bool WaitingLists::CheckLanes(ListId list) const {
  uint32_t count = 0;
  for (const Lane& lane : lanes_) {
    if (lane.list != list || lane.root == 0) continue;
    count += lane_tree_.Count(lane.root);
    const bool right = lane_tree_.Sound(lane.root, [&](uint32_t row) {
      const SessionMore& more = sessions_->More(row);
      const TreeLinks& links = more.in_lane;
      return &lanes_[more.lane] == &lane && lane.needs == NeedsOf(list, row) &&
             lane.dedicated == more.dedicated &&
             lane.barred == At(row).barred &&
             (!lane.barred || more.common == tree_.rows().CommonOf(
                                                 row, links.left, links.right));
    });
    if (!right) return false;
  }
  uint32_t in_lanes = 0;
  ForEach(list, [&](uint32_t row) {
    in_lanes += !At(row).offered;
    if (At(row).offered && sessions_->More(row).lane != 0) ++count;
  });
  return count == in_lanes;
}

uint32_t WaitingLists::FirstOfAll(ListId list) const {
  uint32_t first = 0;
  for (size_t k = 0; k < Sets(list); ++k) {
    const uint32_t row = tree_.First(Root(list, k));
    if (row != 0 && (first == 0 || Before(row, first))) first = row;
  }
  return first;
}

uint32_t WaitingLists::Count(ListId list) const {
  uint32_t count = 0;
  for (size_t k = 0; k < Sets(list); ++k) count += tree_.Count(Root(list, k));
  return count;
}

void WaitingLists::AppendFirst(ListId list, size_t most,
                               std::vector<uint32_t>* rows) const {
  const size_t before = rows->size();
  for (size_t k = 0; k < Sets(list); ++k) {
    size_t left = most;
    tree_.Find(Root(list, k), [&](uint32_t row) {
      if (left == 0) return true;
      rows->push_back(row);
      return --left == 0;
    });
  }
  std::sort(rows->begin() + static_cast<std::ptrdiff_t>(before), rows->end(),
            [this](uint32_t a, uint32_t b) { return Before(a, b); });
  if (rows->size() - before > most) rows->resize(before + most);
}

uint32_t WaitingLists::Ahead(ListId list, uint32_t row) const {
  uint32_t ahead = 0;
  for (size_t k = 0; k < Sets(list); ++k) {
    ahead += tree_.Ahead(Root(list, k), row);
  }
  return ahead;
}

}  // namespace kefu
