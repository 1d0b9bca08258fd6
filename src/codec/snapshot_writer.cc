// Writes a snapshot: the world's tables row by row, in the order of
// snapshot_format.h.

#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "kefu/snapshot.h"
#include "src/codec/ruleset_fingerprint.h"
#include "src/codec/snapshot_format.h"
#include "src/codec/snapshot_names.h"
#include "src/codec/snapshot_rows.h"
#include "src/codec/snapshot_state.h"
#include "src/engine/engine_parts.h"
#include "src/facts/said.h"

namespace kefu::codec {
namespace {

std::span<const std::byte> BytesOf(const auto& value) {
  return std::as_bytes(std::span(&value, 1));
}

class Writer {
 public:
  Writer(const World& world, std::vector<std::byte>* out)
      : w_(world), rules_(world.rules), out_(*out), begin_(out->size()) {}

  void Run() {
    out_.reserve(begin_ + MostBytes());
    SnapshotHeader header;
    Append(BytesOf(header));
    State();
    Bytes(Part::kNames, NamesPart(rules_, kSnapshotVersion));
    Customers();
    Stamps();
    Contacts();
    Sessions();
    Agents();
    WriteProfiles();
    Windows();
    SaidTo();
    Courtesies();
    Past();
    Finish(header);
  }

 private:
  // An upper bound for what there may be many of.
  size_t MostBytes() const {
    const size_t customers = w_.contacts.rows();
    const size_t contacts = customers + w_.contacts.further();
    return 65'536 + customers * (sizeof(CustomerWire) + sizeof(StampWire)) +
           w_.names.text_bytes() + contacts * sizeof(ContactWire) +
           w_.sessions.rows() * sizeof(SessionWire) +
           w_.sessions.more_count() * sizeof(DetailWire);
  }

  // ---------------------------------------------------------------- bytes
  void Append(std::span<const std::byte> bytes) {
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }
  void Begin(Part part, size_t row_bytes) {
    head_ = out_.size();
    PartHead head;
    head.part = static_cast<uint32_t>(part);
    head.row_bytes = static_cast<uint32_t>(row_bytes);
    Append(BytesOf(head));
  }
  void End() {
    const size_t bytes = out_.size() - head_ - sizeof(PartHead);
    PartHead head;
    std::memcpy(&head, &out_[head_], sizeof head);
    head.rows = bytes / head.row_bytes;
    std::memcpy(&out_[head_], &head, sizeof head);
    while ((out_.size() - begin_) % 8 != 0) out_.push_back(std::byte{});
  }
  void Bytes(Part part, std::span<const std::byte> bytes) {
    Begin(part, 1);
    Append(bytes);
    End();
  }

  // A part of rows. add(wire) takes them one by one; they are gathered while
  // they are in the cache, since growing the list by one at a time is slow.
  template <class Wire, class F>
  void Rows(Part part, F&& each) {
    static_assert(std::has_unique_object_representations_v<Wire>);
    constexpr size_t kGathered = 16'384 / sizeof(Wire);
    Wire rows[kGathered];
    size_t n = 0;
    Begin(part, sizeof(Wire));
    each([&](const Wire& wire) {
      rows[n++] = wire;
      if (n < kGathered) return;
      Append(std::as_bytes(std::span(rows, n)));
      n = 0;
    });
    Append(std::as_bytes(std::span(rows, n)));
    End();
  }

  void Finish(SnapshotHeader header) {
    std::memcpy(header.magic, kSnapshotMagic.data(), sizeof header.magic);
    header.version = kSnapshotVersion;
    header.bytes = sizeof header;
    header.total = out_.size() - begin_;
    header.fingerprint = FingerprintOf(rules_.config);
    header.events = w_.events;
    const auto* body =
        reinterpret_cast<const char*>(&out_[begin_ + sizeof header]);
    header.body = Checksum(0, {body, header.total - sizeof header});
    header.checksum = ChecksumOf(header);
    std::memcpy(&out_[begin_], &header, sizeof header);
  }

  // ---------------------------------------------------------------- parts
  void State() {
    StateWire state;
    state.started = w_.started;
    state.now = w_.now.ms;
    state.first_at = w_.first_at.ms;
    state.last_seq = w_.last_seq;
    state.has_seq = w_.has_seq;
    state.timers_left = w_.timers_left;
    state.last_session = w_.last_session;
    state.last_assignment = w_.last_assignment;
    state.online_numbers = w_.online_numbers;
    state.refused = w_.refused;
    state.timers_fired = w_.timers_fired;
    state.forgotten = w_.forgotten;
    state.firsts = w_.forgetting.firsts();
    for (uint32_t c = w_.contacts.FirstFree(); c != 0;
         c = w_.contacts.NextFree(c)) {
      state.free_customers.push_back(c);
    }
    for (uint32_t g = 1; g < rules_.groups.size(); ++g) {
      state.lists.push_back(
          ListOf(rules_.ListOf(GroupId{static_cast<uint16_t>(g)})));
    }
    for (uint32_t d = 1; d < rules_.desks.size(); ++d) {
      state.lists.push_back(ListOf(rules_.desks[d].own_list));
    }
    for (const auto& [key, until] : w_.blocks.all()) {
      state.blocks.push_back({key.first, key.second, until.ms});
    }
    for (uint32_t a = 1; a < w_.agents.size(); ++a) {
      const auto desks = w_.logins.Of({a});
      if (!desks.empty())
        state.logins.push_back({a, {desks.begin(), desks.end()}});
    }
    w_.ids.ForEach([&](int64_t at, std::string_view id) {
      state.ids.push_back({at, std::string(id)});
    });
    state.crowd_refreshes = w_.crowd_refreshes;
    for (uint16_t c = 1; c < w_.crowd_states.size(); ++c) {
      const CrowdState& crowd = w_.crowd_states[c];
      if (crowd.number == 0) continue;
      state.crowds.push_back(
          {c, crowd.refreshed_at, crowd.number, crowd.day, crowd.count});
    }
    Begin(Part::kState, 1);
    SaveArchive save(&out_);
    save(state);
    End();
  }

  ListWire ListOf(ListId id) const {
    const ListData& list = rules_.lists[id];
    const ListState& closes = w_.list_states[id];
    ListWire wire;
    wire.last = w_.roster.Last(id);
    if (list.keeps_values) {
      for (uint32_t i = 0; i < list.members_count; ++i) {
        wire.currents.push_back(w_.roster.Current(list.members_begin + i));
      }
    }
    wire.handled.assign(closes.handled_ms, closes.handled_ms + closes.count);
    wire.next = closes.next;
    return wire;
  }

  void Customers() {
    const NameTable& names = w_.names;
    Rows<CustomerWire>(Part::kCustomers, [&](auto add) {
      for (uint32_t c = 1; c <= w_.contacts.rows(); ++c) {
        CustomerWire wire;
        wire.generation = w_.contacts[c].generation;
        const bool is_key = names.IsKey(c);
        wire.key = is_key ? names.Key(c) : names.Name(c).size();
        wire.kind =
            static_cast<uint32_t>(is_key ? NameKind::kKey : NameKind::kText);
        add(wire);
      }
    });
    Begin(Part::kTexts, 1);
    for (uint32_t c = 1; c <= w_.contacts.rows(); ++c) {
      if (names.IsKey(c)) continue;
      Append(std::as_bytes(std::span(names.Name(c))));
    }
    End();
  }

  void Stamps() {
    Rows<StampWire>(Part::kStamps, [&](auto add) {
      if (!w_.forgetting.keeps()) return;
      for (uint32_t c = 1; c <= w_.contacts.rows(); ++c) {
        const CustomerStamp& stamp = w_.forgetting[c];
        add(StampWire{stamp.last_at, stamp.first});
      }
    });
  }

  void Contacts() {
    std::vector<ContactRow> further;
    Rows<ContactWire>(Part::kContacts, [&](auto add) {
      for (uint32_t c = 1; c <= w_.contacts.rows(); ++c) {
        const Contact& contact = w_.contacts[c];
        if (w_.contacts.IsFree(c)) {
          add(ContactWire{});
          continue;
        }
        add(ToWire(contact));
        if (contact.row != 0) rows_.push_back(contact.row);
        for (ContactRow f = contact.next; f != 0; f = w_.contacts[f].next) {
          further.push_back(f);
        }
      }
    });
    Rows<ContactWire>(Part::kFurther, [&](auto add) {
      for (const ContactRow c : further) {
        const Contact& contact = w_.contacts[c];
        ContactWire wire = ToWire(contact);
        wire.customer = contact.customer;
        add(wire);
        if (contact.row != 0) rows_.push_back(contact.row);
      }
    });
  }

  void Sessions() {
    constexpr size_t kAhead = 16;
    Rows<SessionWire>(Part::kSessions, [&](auto add) {
      for (size_t i = 0; i < rows_.size(); ++i) {
        if (i + kAhead < rows_.size()) w_.sessions.Prefetch(rows_[i + kAhead]);
        SessionWire wire = ToWire(w_.sessions[rows_[i]]);
        wire.product = Named(wire.product, ScopeDimension::kProduct);
        wire.intent = Named(wire.intent, ScopeDimension::kIntent);
        wire.order_status =
            Named(wire.order_status, ScopeDimension::kOrderStatus);
        add(wire);
      }
    });
    Rows<DetailWire>(Part::kDetails, [&](auto add) {
      if (w_.sessions.more_count() == 0) return;
      for (const uint32_t row : rows_) {
        if (!w_.sessions[row].has_more) continue;
        DetailWire wire = ToWire(w_.sessions.More(row));
        wire.page = Named(wire.page, ScopeDimension::kPage);
        wire.language = Named(wire.language, ScopeDimension::kLanguage);
        wire.kept.product = Named(wire.kept.product, ScopeDimension::kProduct);
        wire.kept.intent = Named(wire.kept.intent, ScopeDimension::kIntent);
        wire.kept.order_status =
            Named(wire.kept.order_status, ScopeDimension::kOrderStatus);
        wire.kept.page = Named(wire.kept.page, ScopeDimension::kPage);
        wire.kept.language =
            Named(wire.kept.language, ScopeDimension::kLanguage);
        add(wire);
      }
    });
  }

  uint32_t Named(uint32_t value, ScopeDimension dimension) const {
    const uint32_t count = rules_.value_ids[At(dimension)].size();
    return value < count ? value : kUnnamed;
  }

  void Agents() {
    Rows<AgentWire>(Part::kAgents, [&](auto add) {
      for (size_t a = 1; a < w_.agents.size(); ++a) {
        add(ToWire(w_.agents[a], w_.agents_more[a]));
      }
    });
    Begin(Part::kRamps, sizeof(int64_t));
    const auto ramps = std::span(w_.ramps);
    if (!ramps.empty()) {
      Append(std::as_bytes(ramps.subspan(rules_.ramp_places)));
    }
    End();
  }

  template <class F>
  void EachProfile(F&& f) const {
    for (uint32_t c = 1; c < w_.profiles.used(); ++c) {
      const ProfileRow& row = w_.profiles[c];
      if (row.known || row.dedicated != 0 || row.store != 0 ||
          row.block.bytes != nullptr) {
        f(c, row);
      }
    }
  }
  void WriteProfiles() {
    Rows<ProfileWire>(Part::kProfiles, [&](auto add) {
      EachProfile([&](uint32_t c, const ProfileRow& row) {
        ProfileWire wire;
        wire.as_of = row.as_of;
        wire.refreshes = row.refreshes;
        wire.customer = c;
        wire.dedicated = row.dedicated;
        wire.attribute_bytes = row.block.attribute_bytes;
        wire.tags = static_cast<uint16_t>(row.block.tags);
        wire.flags = row.known ? 1 : 0;
        wire.store = row.store;
        add(wire);
      });
    });
    Begin(Part::kValues, 1);
    EachProfile([&](uint32_t c, const ProfileRow& row) {
      Append(row.block.attributes().bytes());
      Append(std::as_bytes(row.block.TagIds()));
      while ((out_.size() - begin_) % 8 != 0) out_.push_back(std::byte{});
      for (size_t w = 0; w < w_.profiles.words(); ++w) {
        const uint64_t word = w_.profiles.WordOf(c, w);
        Append(BytesOf(word));
      }
    });
    End();
  }

  // What is over is left out (W1).
  void Windows() {
    Rows<GrantWire>(Part::kGrants, [&](auto add) {
      w_.grants.ForEach([&](uint32_t customer, uint32_t i) {
        const GrantRow& row = w_.grants[i];
        if (!row.Says(w_.now)) return;
        GrantWire wire;
        wire.until = row.until;
        wire.customer = customer;
        wire.left = row.left;
        wire.channel = row.channel;
        wire.desk = row.desk;
        wire.use = static_cast<uint8_t>(row.use);
        wire.state = static_cast<uint8_t>(row.state);
        wire.flags = row.unfollowed ? 1 : 0;
        add(wire);
      });
    });
    Rows<PageWire>(Part::kPages, [&](auto add) {
      w_.pages.rows.ForEach([&](uint32_t customer, uint32_t i) {
        const PageRow& row = w_.pages.rows[i];
        PageWire wire;
        wire.waits_from = row.waits() ? row.waits_from : 0;
        wire.session = row.session;
        wire.customer = customer;
        wire.agent = row.agent;
        wire.desk = row.desk;
        add(wire);
      });
    });
  }

  // What is over is left out.
  void SaidTo() {
    Rows<SaidWire>(Part::kSaid, [&](auto add) {
      w_.said.ForEach([&](uint32_t customer, uint32_t i) {
        const SaidRow& row = w_.said[i];
        if (!Says(w_, customer, row)) return;
        SaidWire wire;
        wire.mark = row.mark;
        wire.customer = customer;
        wire.desk = row.desk;
        wire.rule = row.rule;
        wire.source = static_cast<uint8_t>(row.source);
        wire.limit = static_cast<uint8_t>(row.limit);
        wire.count = row.count;
        add(wire);
      });
    });
  }

  void Courtesies() {
    Rows<VisitWire>(Part::kVisits, [&](auto add) {
      w_.visits.rows.ForEach([&](uint32_t customer, uint32_t i) {
        const VisitRow& row = w_.visits.rows[i];
        VisitWire wire;
        wire.since = row.since;
        wire.customer = customer;
        wire.channel = row.channel;
        wire.done = row.done;
        wire.inside = row.inside ? 1 : 0;
        add(wire);
      });
    });
    Rows<MarkWire>(Part::kMarks, [&](auto add) {
      w_.notes.ForEach([&](uint32_t customer, uint32_t i) {
        add(ToWire(w_.notes[i], customer));
      });
      w_.marks.ForEach([&](uint32_t customer, uint32_t i) {
        const MarkRow& row = w_.marks[i];
        MarkWire wire;
        wire.customer = customer;
        wire.id = row.id;
        wire.kind = static_cast<uint8_t>(row.kind);
        wire.state = row.state;
        add(wire);
      });
    });
  }
  // What is kept of sessions beyond their end (F1, S5).
  void Past() {
    Rows<RatingWire>(Part::kRatings, [&](auto add) {
      w_.ratings.rows.ForEach([&](uint32_t customer, uint32_t i) {
        const RatingRow& row = w_.ratings.rows[i];
        RatingWire wire;
        wire.closed_at = row.closed() ? row.closed_at : 0;
        wire.lapses_from = row.may_lapse() ? row.lapses_from : 0;
        wire.session = row.session;
        wire.customer = customer;
        wire.agent = row.agent;
        wire.desk = row.desk;
        wire.flags = static_cast<uint8_t>(
            (row.closed() ? 1 : 0) | (row.may_lapse() ? 2 : 0) |
            (row.answered ? 4 : 0) | (row.invited ? 8 : 0) |
            (row.rated ? 16 : 0));
        add(wire);
      });
    });
    Rows<UnansweredWire>(Part::kUnanswered, [&](auto add) {
      for (uint32_t i = w_.unanswered.First(); i != 0;
           i = w_.unanswered.rows[i].after) {
        const UnansweredRow& row = w_.unanswered.rows[i];
        UnansweredWire wire;
        wire.since = row.since;
        wire.session = row.session;
        wire.customer = row.customer;
        wire.desk = row.desk;
        add(wire);
      }
    });
  }

  const World& w_;
  const RulesetData& rules_;
  std::vector<std::byte>& out_;
  const size_t begin_;
  size_t head_ = 0;
  std::vector<uint32_t> rows_;  // of the sessions, in the order of contacts
};

}  // namespace
}  // namespace kefu::codec

namespace kefu {

void AppendSnapshot(const Engine& engine, std::vector<std::byte>* out) {
  const size_t before = out->size();
  try {
    codec::Writer(EngineParts::WorldOf(engine), out).Run();
  } catch (...) {
    out->resize(before);
    throw;
  }
}

}  // namespace kefu
