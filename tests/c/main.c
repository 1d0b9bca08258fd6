/* Tests of the C face in C, through kefu.h alone. Run in the root of the
 * project. The last line says "N checks, N failures". */

#include "check.h"

int main(void) {
  /* First, since it needs a process without handles. */
  test_memory();
  test_basics();
  test_rulesets();
  test_events();
  test_effects();
  test_engines();
  test_doors();
  test_questions();
  test_lists();
  test_nobody();
  test_windows();
  test_past();
  test_logs();
  test_replays();
  test_metrics();
  test_misuse();
  printf("%d checks, %d failures\n", check_count, check_failures);
  return check_failures == 0 ? 0 : 1;
}
