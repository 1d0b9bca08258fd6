#include "src/model/world.h"

namespace kefu {

void World::Forget(uint32_t customer) {
  for (ContactRow c = customer; c != 0; c = contacts[c].next) {
    if (contacts[c].row != 0) sessions.Free(contacts[c].row);
    contacts[c].row = 0;
  }
  blocks.EraseAll(customer);
  profiles.Clear(customer);
  grants.Clear(customer);
  pages.rows.Clear(customer);
  said.Clear(customer);
  notes.Clear(customer);
  visits.rows.Clear(customer);
  marks.Clear(customer);
  ratings.rows.Clear(customer);
  unanswered.Clear(customer);
  if (forgetting.keeps()) forgetting.Clear(customer);
  contacts.ReleaseCustomer(customer);
}

// Everything but what follows from the ruleset, and what a single call of
// Apply uses: signals and the list of effects.
void World::CopyFrom(const World& other) {
  names.CopyFrom(other.names);
  contacts.CopyFrom(other.contacts);
  sessions.CopyFrom(other.sessions);
  agents = other.agents;
  agents_more = other.agents_more;
  ramps = other.ramps;
  channel_loads = other.channel_loads;
  list_states = other.list_states;
  blocks = other.blocks;
  logins = other.logins;
  profiles.CopyFrom(other.profiles);
  grants.CopyFrom(other.grants);
  pages.CopyFrom(other.pages);
  said.CopyFrom(other.said);
  notes.CopyFrom(other.notes);
  visits.CopyFrom(other.visits);
  marks.CopyFrom(other.marks);
  ratings.CopyFrom(other.ratings);
  unanswered.CopyFrom(other.unanswered);
  crowd_states = other.crowd_states;
  hours = other.hours;
  roster.CopyFrom(other.roster);
  waiting.CopyFrom(other.waiting);
  pool.CopyFrom(other.pool);
  answered.CopyFrom(other.answered);
  timers.CopyFrom(other.timers);
  agent_timers = other.agent_timers;
  forgetting.CopyFrom(other.forgetting);
  watch = other.watch;

  started = other.started;
  now = other.now;
  first_at = other.first_at;
  timers_left = other.timers_left;
  events = other.events;
  last_seq = other.last_seq;
  has_seq = other.has_seq;
  ids = other.ids;

  last_session = other.last_session;
  open_sessions = other.open_sessions;
  with_robot = other.with_robot;
  last_assignment = other.last_assignment;
  online_numbers = other.online_numbers;
  crowd_refreshes = other.crowd_refreshes;
  logged_in = other.logged_in;
  refused = other.refused;
  timers_fired = other.timers_fired;
  forgotten = other.forgotten;
}

}  // namespace kefu
