// What remains of a session's row once it is only a word (O5): the book's own.

#ifndef KEFU_MODEL_BOOK_WORD_H_
#define KEFU_MODEL_BOOK_WORD_H_

#include <cstdint>

#include "src/model/world.h"

namespace kefu {

// It is no more than somebody's last word to the customer (O5).
inline void KeepWord(World& world, const Contact& contact, int64_t agent_at) {
  world.sessions.Clear(contact.row);
  if (agent_at != 0) world.sessions.WriteNear(contact.row).agent_at = agent_at;
}

}  // namespace kefu

#endif  // KEFU_MODEL_BOOK_WORD_H_
