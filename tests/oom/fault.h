// Memory that fails on demand: every way to get memory counts, and the n-th
// one fails. For one thread.

#ifndef KEFU_TESTS_OOM_FAULT_H_
#define KEFU_TESTS_OOM_FAULT_H_

namespace kefu::oom {

// From now on `n` requests for memory succeed and all later ones fail.
void FailAfter(long n);
// Memory is there again. Returns whether a request has failed meanwhile.
bool Heal();

// Calls attempt() with memory failing at its first request, then at its
// second, and so on, until it gets through. attempt() may throw
// std::bad_alloc; after() is called with the memory healed after each failure.
// Returns how many requests the attempt makes.
template <class Attempt, class After>
long FailAtEach(Attempt&& attempt, After&& after);

}  // namespace kefu::oom

#include <new>

namespace kefu::oom {

template <class Attempt, class After>
long FailAtEach(Attempt&& attempt, After&& after) {
  for (long n = 0;; ++n) {
    FailAfter(n);
    try {
      attempt();
    } catch (const std::bad_alloc&) {
    }
    if (!Heal()) return n;
    after();
  }
}

}  // namespace kefu::oom

#endif  // KEFU_TESTS_OOM_FAULT_H_
