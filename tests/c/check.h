/* What the tests of the C face have in common. */
#ifndef KEFU_TESTS_C_CHECK_H_
#define KEFU_TESTS_C_CHECK_H_

#include <kefu.h>
#include <stdio.h>
#include <string.h>

extern int check_failures;
extern int check_count;

/* Counts what is not so, says where, and goes on. */
#define CHECK(condition)                                                      \
  do {                                                                        \
    ++check_count;                                                            \
    if (!(condition)) {                                                       \
      ++check_failures;                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                         \
  } while (0)
#define CHECK_OK(call) CHECK((call) == KEFU_OK)
#define CHECK_INVALID(call) CHECK((call) == KEFU_ERROR_INVALID_ARGUMENT)

#define IS(text, literal)                  \
  ((text).length == sizeof(literal) - 1 && \
   memcmp((text).data, literal, sizeof(literal) - 1) == 0)

/* A desk with two agents, a group with a scope, a timer with texts. */
extern const char* const kDesk;
/* The ruleset of kDesk and an engine with ann and bo online at 1000. */
typedef struct World {
  kefu_ruleset* rules;
  kefu_engine* engine;
  kefu_batch* batch;
  uint32_t ann;
  uint32_t bo;
  uint32_t desk;
} World;
void world_open(World* world);
void world_close(World* world);
/* Applies what the batch has, and empties it. */
void world_apply(World* world, const kefu_effect** effects, size_t* count);
/* A customer of this name writes; returns what kefu_apply_batch did. */
int world_says(World* world, const char* name, int64_t at,
               const kefu_effect** effects, size_t* count);
/* Whether a buffer holds this text. */
int holds(const kefu_buffer* buffer, const char* part);
/* The first effect of a type; NULL if there is none. */
const kefu_effect* find_effect(const kefu_effect* effects, size_t count,
                               int type);
/* The whole of a file, with a NUL; to be freed. */
char* read_file(const char* path, size_t* size);

/* One for each file of tests. */
void test_basics(void);
void test_rulesets(void);
void test_events(void);
void test_effects(void);
void test_engines(void);
void test_doors(void);
void test_questions(void);
void test_lists(void);
void test_nobody(void);
void test_windows(void);
void test_past(void);
void test_logs(void);
void test_replays(void);
void test_metrics(void);
void test_misuse(void);
void test_memory(void);

#endif /* KEFU_TESTS_C_CHECK_H_ */
