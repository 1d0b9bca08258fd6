// Small functions of the main path. Compiled as one unit, the core is so large
// that the compiler stops inlining long before it reaches them.

#ifndef KEFU_BASE_INLINE_H_
#define KEFU_BASE_INLINE_H_

#define KEFU_INLINE [[gnu::always_inline]] inline

#endif  // KEFU_BASE_INLINE_H_
