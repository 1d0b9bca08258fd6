/* NULL and nonsense give a code, in every function, and nothing happens. */

#include "check.h"

void test_misuse(void) {}
