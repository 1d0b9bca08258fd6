// For functions of the main path, and of what lies beside it.
//
// Small functions of the main path. Compiled as one unit, the core is so large
// that the compiler stops inlining long before it reaches them.

#ifndef KEFU_BASE_INLINE_H_
#define KEFU_BASE_INLINE_H_

#define KEFU_INLINE [[gnu::always_inline]] inline

// What a step seldom comes to: it lies away from the main path, and the
// branches that lead to it are taken for unlikely.
#define KEFU_COLD [[gnu::cold, gnu::noinline]]

#endif  // KEFU_BASE_INLINE_H_
