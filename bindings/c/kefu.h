/* Made by kefu-reference from bindings/c/kefu.h.in and
 * include/kefu/events.def; do not edit. */

/* kefu.h: the rules of a customer-service desk, for C and for every language
 * that can call C.
 *
 *   kefu_ruleset* rules;
 *   kefu_engine* engine;
 *   kefu_parse_ruleset(&rules, NULL, json, json_length, NULL);
 *   kefu_engine_new(&engine, rules);
 *   kefu_apply(&effects, &count, engine, &event, NULL, 0);
 *
 * A ruleset says how a desk works, an engine is its state. The host tells an
 * engine what happens (events) and is told what to do (effects). The engine
 * has no thread, no clock and no file: time is what the events say.
 * docs/c.md is the guide, docs/events.md has every event, effect and reason.
 *
 * CONVENTIONS
 *
 * Results. A function that can fail returns an int: KEFU_OK (0), or a negative
 * KEFU_ERROR_ code. kefu_strerror has it in words, and a kefu_errors that was
 * given to the call says what is wrong where. What an engine refuses is not an
 * error: it is an effect, with a reason. After an error nothing has changed,
 * unless the function says otherwise, and handles given out are NULL.
 *
 * Misuse. NULL where a pointer is needed, a number that is no value, a struct
 * whose `size` is too small: KEFU_ERROR_INVALID_ARGUMENT, and nothing happens.
 * A pointer to something that is not what its type says cannot be noticed.
 *
 * Order of arguments. What is given out stands first, then the object that is
 * used, then the rest. Functions that only look at one object and cannot fail
 * return their value; for NULL they return 0 or NULL.
 *
 * Handles. A pointer to an incomplete struct. Who gets one from a function
 * named _new, _parse, _restore, _fork, _retain, _replay... owns it and gives
 * it to the _free or _release of its type, which take NULL as well. Rulesets
 * are counted: kefu_ruleset_retain and _release. An engine keeps its ruleset
 * alive; readers and writers of logs must not outlive their engine.
 *
 * Memory that is given out for reading (effects, texts of a buffer, records of
 * a batch) belongs to the object and lives until the next call that changes or
 * frees that object, unless the function says otherwise. Names and texts of a
 * ruleset live as long as the ruleset. Nothing that a host passes in is kept
 * after the call, apart from callbacks and what the function names.
 *
 * Strings are a pointer and a length in bytes, UTF-8, without a NUL at the
 * end. A length of KEFU_NUL means "up to the NUL". (NULL, 0) is empty.
 *
 * Structs that a caller fills, or has filled, begin with `size`: say
 * `kefu_session_info info = KEFU_SESSION_INFO_INIT;`, or clear it and set
 * `size` to its sizeof. Later versions append members, or put them where now
 * `reserved` bytes are; a program that was compiled with an older header keeps
 * working. In a cleared struct every member means "not given", and reserved
 * bytes must be 0: a library that does not know a member which is given
 * refuses the struct. Records (kefu_event, kefu_effect, a kefu_decision, which
 * is a part of one) and kefu_string have no size: they never change.
 *
 * Lists of such structs are given out one by one: a function that counts them,
 * and one that fills the struct from a place, from 0; KEFU_ERROR_NOT_FOUND
 * beyond the last one.
 *
 * Arrays that a host may keep inside larger structs have a stride: the
 * distance from one element to the next in bytes, a multiple of its alignment;
 * 0 means that they lie side by side.
 *
 * Numbers. Ids are integers, 0 is nobody. Instants are milliseconds since
 * 1970 UTC, durations are milliseconds; KEFU_NEVER is later than all. Records
 * are little endian; the library runs on 64-bit little-endian machines.
 *
 * Threads. One handle is used by one thread at a time. Functions that take a
 * pointer to const only may be called from several threads at once as long as
 * no other function is called with that handle meanwhile. A ruleset never
 * changes and may be used, retained and released by any thread. An engine that
 * two threads use at once is not noticed: hold a lock, or give each engine a
 * thread. Different handles share nothing but rulesets. The library has no
 * last error and no other state of a thread.
 *
 * Out of memory. KEFU_ERROR_OUT_OF_MEMORY; the engine is whole and can be
 * used. An event that found no memory is refused `out_of_memory` (T9).
 *
 * Callbacks must return; they must not throw, longjmp out, or call back into
 * the object that calls them, unless the function says otherwise. What those of
 * a replay throw all the same ends it with KEFU_ERROR_CALLBACK.
 *
 * Ids of rules in parentheses (T9) are those of docs/rules.md.
 */
#ifndef KEFU_KEFU_H_
#define KEFU_KEFU_H_

/* clang-format off */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define KEFU_API __attribute__((visibility("default")))
#else
#define KEFU_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ============================================================== The basics */

#define KEFU_VERSION_MAJOR 0
#define KEFU_VERSION_MINOR 1
#define KEFU_VERSION_PATCH 0
/* As kefu_version returns it: major * 65536 + minor * 256 + patch. */
#define KEFU_VERSION \
  (KEFU_VERSION_MAJOR * 65536 + KEFU_VERSION_MINOR * 256 + KEFU_VERSION_PATCH)

/* The version of the library that is loaded, which need not be that of this
 * header: major * 65536 + minor * 256 + patch. */
KEFU_API uint32_t kefu_version(void);
/* The same as "0.1.0", with a NUL. Lives for ever. */
KEFU_API const char* kefu_version_text(void);

/* What functions return. The numbers never change. */
typedef enum kefu_result {
  KEFU_OK = 0,
  KEFU_MORE = 1, /* not an error: call again */
  KEFU_UNKNOWN = 2, /* not an error: it rests on days that are unknown */
  KEFU_ERROR_INVALID_ARGUMENT = -1, /* NULL, or a value that is none */
  KEFU_ERROR_OUT_OF_MEMORY = -2,    /* everything is whole */
  KEFU_ERROR_NOT_FOUND = -3,        /* no such name, id or place */
  KEFU_ERROR_INVALID_RULESET = -4,  /* see the kefu_errors */
  KEFU_ERROR_INVALID_LOG = -5,      /* see the kefu_errors */
  KEFU_ERROR_INVALID_SNAPSHOT = -6, /* see the kefu_errors */
  KEFU_ERROR_BUFFER_TOO_SMALL = -7, /* nothing is lost: call again */
  KEFU_ERROR_WRONG_STATE = -8,      /* not now */
  KEFU_ERROR_WRONG_TYPE = -9,       /* the record is of another type */
  KEFU_ERROR_TOO_LONG = -10,        /* beyond what a format can hold */
  KEFU_ERROR_STOPPED = -11,         /* a callback asked for it */
  KEFU_ERROR_UNSUPPORTED = -12,     /* not in this build of the library */
  KEFU_ERROR_INTERNAL = -13,        /* a bug of kefu: please report it */
  KEFU_ERROR_CALLBACK = -14         /* a callback threw a C++ exception */
} kefu_result;

/* A result in words, with a NUL. Lives for ever; never NULL. */
KEFU_API const char* kefu_strerror(int result);

/* "Up to the NUL", as the length of a string. */
#define KEFU_NUL ((size_t)-1)
/* Later than every event; as a duration: without end. */
#define KEFU_NEVER ((int64_t)(~(uint64_t)0 >> 1))
/* What a look-up gives when `limits.customers` is reached: an event with it is
 * refused `limit_reached` (T9). */
#define KEFU_NO_MORE_CUSTOMERS (~(uint64_t)0)
/* "Not there", as a place in a list. */
#define KEFU_NO_PLACE ((size_t)-1)

/* A string that somebody else owns. */
typedef struct kefu_string {
  const char* data;
  size_t length; /* bytes; may be KEFU_NUL in what a caller fills */
} kefu_string;
/* An initialiser from a literal: kefu_string s = KEFU_STRING("c-1"); */
#define KEFU_STRING(literal) {literal, sizeof(literal) - 1}

/* One value of one attribute of a customer (V1). What it means is the type of
 * the attribute: an instant is a number of milliseconds, or a text. It never
 * changes. */
typedef struct kefu_attribute {
  uint32_t attribute; /* id */
  uint8_t kind;       /* kefu_value_kind */
  uint8_t reserved[3];
  int64_t number;   /* of a number; of a flag 0 or 1 */
  kefu_string text; /* of a text, and of one item of a set */
} kefu_attribute;

typedef struct kefu_ruleset kefu_ruleset;
typedef struct kefu_engine kefu_engine;
typedef struct kefu_batch kefu_batch;
typedef struct kefu_buffer kefu_buffer;
typedef struct kefu_errors kefu_errors;
typedef struct kefu_explanations kefu_explanations;
typedef struct kefu_session_list kefu_session_list;
typedef struct kefu_unanswered_list kefu_unanswered_list;
typedef struct kefu_counterfactual_list kefu_counterfactual_list;
typedef struct kefu_reader kefu_reader;
typedef struct kefu_log_writer kefu_log_writer;
typedef struct kefu_log_reader kefu_log_reader;
typedef struct kefu_json_to_log kefu_json_to_log;
typedef struct kefu_log_to_json kefu_log_to_json;
typedef struct kefu_recorded_log kefu_recorded_log;
typedef struct kefu_replay kefu_replay;
typedef struct kefu_comparison kefu_comparison;
typedef struct kefu_metrics kefu_metrics;

/* ------------------------------------------------------------------ memory */

/* Where the library gets its memory. */
typedef struct kefu_allocator {
  size_t size;
  void* user; /* given to both functions */
  /* At least `bytes` bytes at a multiple of `alignment`, a power of two of at
   * least 16; NULL if there are none. The bytes may hold anything. */
  void* (*allocate)(void* user, size_t bytes, size_t alignment);
  /* Takes back what allocate gave; never NULL. */
  void (*release)(void* user, void* memory);
} kefu_allocator;
#define KEFU_ALLOCATOR_INIT {sizeof(kefu_allocator), NULL, NULL, NULL}

/* From now on all memory comes from `allocator`, of every handle in this
 * process; NULL means malloc and free again. To be called while no handle
 * exists, from one thread; else KEFU_ERROR_WRONG_STATE. Both functions may be
 * called by any thread that uses the library, and by several at once. The
 * library that libkefu_c uses to read JSON Lines (simdjson) asks malloc for
 * its own working memory all the same.
 * KEFU_ERROR_UNSUPPORTED: libkefu_c.a and builds with a sanitizer use the
 * operator new of the program, which can replace it as it likes. */
KEFU_API int kefu_set_allocator(const kefu_allocator* allocator);

/* A growing piece of memory for texts and bytes. Functions append to it. */
KEFU_API int kefu_buffer_new(kefu_buffer** buffer);
KEFU_API void kefu_buffer_free(kefu_buffer* buffer);
/* Empties it and keeps its memory. */
KEFU_API void kefu_buffer_clear(kefu_buffer* buffer);
/* Room for so many bytes in all. */
KEFU_API int kefu_buffer_reserve(kefu_buffer* buffer, size_t bytes);
/* Its bytes, without a NUL at their end; NULL only for NULL. */
KEFU_API const char* kefu_buffer_data(const kefu_buffer* buffer);
KEFU_API size_t kefu_buffer_size(const kefu_buffer* buffer);

/* ------------------------------------------------------------------ errors */

/* What is wrong with a ruleset, a log or a snapshot, or unwise in a ruleset. */
KEFU_API int kefu_errors_new(kefu_errors** errors);
KEFU_API void kefu_errors_free(kefu_errors* errors);
/* A call that takes a kefu_errors empties it first. */
KEFU_API size_t kefu_errors_count(const kefu_errors* errors);

/* What is wrong with a binary log. */
typedef enum kefu_log_trouble {
  KEFU_LOG_NOT_A_LOG = 1, /* it does not begin like a binary log */
  KEFU_LOG_NEWER = 2,     /* a later version of kefu wrote it */
  KEFU_LOG_TORN = 3,      /* it ends in the middle of a block */
  KEFU_LOG_DAMAGED = 4,   /* a checksum is wrong */
  KEFU_LOG_INVALID = 5,   /* the checksums are right, and it is no log */
  KEFU_LOG_NO_JSON = 6    /* JSON Lines cannot say this event */
} kefu_log_trouble;

/* What is wrong with a snapshot. */
typedef enum kefu_snapshot_trouble {
  KEFU_SNAPSHOT_NOT_A_SNAPSHOT = 1, /* it does not begin like one */
  KEFU_SNAPSHOT_TRUNCATED = 2,      /* it was not written to its end */
  KEFU_SNAPSHOT_TOO_LONG = 3,       /* something follows its end */
  KEFU_SNAPSHOT_DAMAGED = 4,        /* a checksum is wrong */
  KEFU_SNAPSHOT_NEWER = 5,          /* a later version of kefu wrote it */
  KEFU_SNAPSHOT_OTHER_RULESET = 6,  /* it was taken under another ruleset */
  KEFU_SNAPSHOT_INVALID = 7         /* no state that an engine can have */
} kefu_snapshot_trouble;

/* One error and its place; members that do not fit the occasion are 0. */
typedef struct kefu_error {
  size_t size;
  uint64_t line;   /* of a ruleset or JSON Lines, from 1 */
  uint64_t column; /* from 1, in bytes */
  uint64_t offset; /* of a snapshot or binary log: the byte, from 0 */
  uint64_t block;  /* of a binary log, from 1; 0: the head of a segment */
  uint64_t event;  /* of a binary log, from 1; 0: not in an event */
  uint64_t good_bytes;  /* the binary log is good up to here */
  uint64_t good_events; /* and has so many events there */
  uint32_t trouble;     /* kefu_log_trouble, kefu_snapshot_trouble or, of what
                           kefu_lint finds, kefu_lint_check */
  kefu_string pointer;  /* of a ruleset: the JSON pointer of the value */
  kefu_string message;  /* what is wrong, what was expected, what to do */
  kefu_string suggestion; /* of a ruleset: the name that may be meant */
} kefu_error;
#define KEFU_ERROR_INIT                                         \
  {                                                             \
    sizeof(kefu_error), 0, 0, 0, 0, 0, 0, 0, 0, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}                                                   \
  }

/* The error at a place, from 0; its strings live as long as `errors` is
 * neither used nor freed. KEFU_ERROR_NOT_FOUND beyond the last one. */
KEFU_API int kefu_errors_get(kefu_error* error, const kefu_errors* errors,
                             size_t place);
/* Appends it as a line for a person, without a line break, such as
 * "rules.json:3:14: /agents/2/capacity: is 2000, expected ...". `file` stands
 * in front; NULL: none. */
KEFU_API int kefu_errors_text(kefu_buffer* text, const kefu_errors* errors,
                              size_t place, const char* file);

/* ========================================================== The vocabulary */
/* Made from include/kefu/events.def. In every enumeration 0 is "not given".
 * The numbers never change. */

/* The numbers of the events. */
typedef enum kefu_event_type {
  KEFU_EVENT_NONE = 0,
  KEFU_EVENT_CUSTOMER_ENTERS = 1,
  KEFU_EVENT_CUSTOMER_SENDS = 2,
  KEFU_EVENT_CUSTOMER_LEAVES = 4,
  KEFU_EVENT_CUSTOMER_CLICKS = 5,
  KEFU_EVENT_CUSTOMER_RATES = 9,
  KEFU_EVENT_CUSTOMER_VISITS = 6,
  KEFU_EVENT_CUSTOMER_EXITS = 7,
  KEFU_EVENT_CUSTOMER_ADDS_CONTACT = 8,
  KEFU_EVENT_CUSTOMER_ERASED = 12,
  KEFU_EVENT_CUSTOMER_SUBMITS_FORM = 50,
  KEFU_EVENT_ROBOT_HANDS_OVER = 51,
  KEFU_EVENT_ROBOT_REPLIES = 52,
  KEFU_EVENT_AGENT_CONNECTS = 20,
  KEFU_EVENT_AGENT_DISCONNECTS = 21,
  KEFU_EVENT_AGENT_SETS_STATUS = 22,
  KEFU_EVENT_AGENT_ACCEPTS = 23,
  KEFU_EVENT_AGENT_DECLINES = 24,
  KEFU_EVENT_AGENT_SENDS = 25,
  KEFU_EVENT_AGENT_CLOSES = 26,
  KEFU_EVENT_AGENT_TRANSFERS = 27,
  KEFU_EVENT_AGENT_CLAIMS = 28,
  KEFU_EVENT_AGENT_HOLDS = 29,
  KEFU_EVENT_AGENT_UNHOLDS = 30,
  KEFU_EVENT_AGENT_DISCARDS = 31,
  KEFU_EVENT_AGENT_REOPENS = 32,
  KEFU_EVENT_AGENT_ASSIGNS = 33,
  KEFU_EVENT_AGENT_INVITES_RATING = 35,
  KEFU_EVENT_AGENT_BLOCKS = 42,
  KEFU_EVENT_AGENT_UNBLOCKS = 43,
  KEFU_EVENT_CUSTOMER_CHANGES = 44,
  KEFU_EVENT_AGENT_CHANGES_SETTINGS = 45,
  KEFU_EVENT_CROWD_REFRESHES = 46,
  KEFU_EVENT_CROWD_USED = 47,
  KEFU_EVENT_CUSTOMER_TRIGGERS = 61,
  KEFU_EVENT_DELIVERY_FAILS = 62,
  KEFU_EVENT_TIME_PASSES = 60
} kefu_event_type;

/* The numbers of the effects. */
typedef enum kefu_effect_type {
  KEFU_EFFECT_NONE = 0,
  KEFU_EFFECT_REFUSE = 1,
  KEFU_EFFECT_OPEN_SESSION = 2,
  KEFU_EFFECT_CLOSE_SESSION = 3,
  KEFU_EFFECT_ASSIGN = 4,
  KEFU_EFFECT_OFFER = 5,
  KEFU_EFFECT_WITHDRAW_OFFER = 6,
  KEFU_EFFECT_ENQUEUE = 7,
  KEFU_EFFECT_DEQUEUE = 8,
  KEFU_EFFECT_POOL = 9,
  KEFU_EFFECT_CHANGE_SESSION = 10,
  KEFU_EFFECT_TRANSFER = 11,
  KEFU_EFFECT_ASK_ROBOT = 12,
  KEFU_EFFECT_SEND = 13,
  KEFU_EFFECT_DELIVER = 14,
  KEFU_EFFECT_SEND_TEMPLATE = 15,
  KEFU_EFFECT_NOTIFY_AGENT = 16,
  KEFU_EFFECT_SET_AGENT_STATUS = 17,
  KEFU_EFFECT_GRANT = 18,
  KEFU_EFFECT_RECORD = 19
} kefu_effect_type;

/* The fields of events; they tag the parts of a payload. */
typedef enum kefu_field {
  KEFU_FIELD_NONE = 0,
  KEFU_FIELD_SEQ = 1,
  KEFU_FIELD_ID = 2,
  KEFU_FIELD_CUSTOMER = 3,
  KEFU_FIELD_DESK = 4,
  KEFU_FIELD_AGENT = 5,
  KEFU_FIELD_LINK = 6,
  KEFU_FIELD_PRODUCT = 7,
  KEFU_FIELD_ORDER_STATUS = 8,
  KEFU_FIELD_INTENT = 9,
  KEFU_FIELD_PRIORITY = 10,
  KEFU_FIELD_KIND = 11,
  KEFU_FIELD_TEXT = 12,
  KEFU_FIELD_MESSAGE = 13,
  KEFU_FIELD_WHAT = 14,
  KEFU_FIELD_STATUS = 15,
  KEFU_FIELD_BY = 16,
  KEFU_FIELD_CUSTOMERS = 17,
  KEFU_FIELD_AUTO_ACCEPT = 18,
  KEFU_FIELD_CAPACITY = 19,
  KEFU_FIELD_TO_AGENT = 20,
  KEFU_FIELD_TO_GROUP = 21,
  KEFU_FIELD_NOTE = 22,
  KEFU_FIELD_SCOPE = 23,
  KEFU_FIELD_UNTIL = 24,
  KEFU_FIELD_ATTRIBUTES = 35,
  KEFU_FIELD_TAGS = 36,
  KEFU_FIELD_DEDICATED_AGENT = 37,
  KEFU_FIELD_CROWD = 38,
  KEFU_FIELD_CAMPAIGN = 39,
  KEFU_FIELD_SEND = 40,
  KEFU_FIELD_PAGE = 41,
  KEFU_FIELD_LANGUAGE = 42,
  KEFU_FIELD_STORE = 55,
  KEFU_FIELD_HOME_STORE = 56,
  KEFU_FIELD_FIELDS = 50,
  KEFU_FIELD_TRIGGER = 61,
  KEFU_FIELD_CHANNEL = 62,
  KEFU_FIELD_TEMPLATE_ID = 63,
  KEFU_FIELD_COUNT = 64,
  KEFU_FIELD_ITEMS = 65,
  KEFU_FIELD_FILE_NAME = 66,
  KEFU_FIELD_SOURCE = 67,
  KEFU_FIELD_CAUSE = 68,
  KEFU_FIELD_ITEM = 75,
  KEFU_FIELD_UNDERSTOOD = 76,
  KEFU_FIELD_MESSAGES = 77,
  KEFU_FIELD_SCORE = 95,
  KEFU_FIELD_COMMENT = 96,
  KEFU_FIELD_DESKS = 60
} kefu_field;

/* Why something was refused, why an agent was passed over, why a session
 * waits or was closed. One numbering for all of them (T4). */
typedef enum kefu_reason {
  KEFU_REASON_NONE = 0,
  KEFU_REASON_TIME_WENT_BACK = 1, /* the event lies before the engine's time */
  KEFU_REASON_DUPLICATE_SEQ = 2, /* its seq is not greater than the last one */
  /* an event with this id came within the last minute */
  KEFU_REASON_DUPLICATE_ID = 3,
  KEFU_REASON_LIMIT_REACHED = 4, /* a limit of the ruleset is reached */
  KEFU_REASON_OUT_OF_MEMORY = 5, /* there is no memory for it */
  /* its time is outside the range that the engine accepts */
  KEFU_REASON_TIME_OUT_OF_RANGE = 6,
  KEFU_REASON_BAD_RECORD = 7, /* the record is not one of this vocabulary */
  KEFU_REASON_UNKNOWN_CUSTOMER = 20, /* no customer has this id */
  KEFU_REASON_UNKNOWN_AGENT = 21, /* no agent has this name */
  KEFU_REASON_UNKNOWN_GROUP = 22, /* no group has this name */
  KEFU_REASON_UNKNOWN_DESK = 23, /* no desk has this name */
  KEFU_REASON_UNKNOWN_LINK = 24, /* no link has this name */
  KEFU_REASON_UNKNOWN_CROWD = 25, /* no crowd has this name */
  KEFU_REASON_UNKNOWN_TAG = 26, /* no tag has this name */
  KEFU_REASON_UNKNOWN_PRIORITY = 27, /* no priority has this name */
  KEFU_REASON_UNKNOWN_ATTRIBUTE = 28, /* no attribute has this name */
  /* the value is not one of the attribute's type */
  KEFU_REASON_WRONG_VALUE = 29,
  KEFU_REASON_UNKNOWN_STORE = 30, /* no store has this name */
  KEFU_REASON_UNKNOWN_ITEM = 31, /* no menu has an item of this name */
  KEFU_REASON_UNKNOWN_CAMPAIGN = 34, /* no campaign has this name */
  /* the customer has no open session at this desk */
  KEFU_REASON_NO_SESSION = 40,
  /* the session is not in a state that allows it */
  KEFU_REASON_WRONG_STATE = 41,
  KEFU_REASON_NOT_YOUR_SESSION = 42, /* the session belongs to another agent */
  /* the session waits at a group that is not the agent's */
  KEFU_REASON_NOT_YOUR_GROUP = 43,
  KEFU_REASON_ALREADY_ASSIGNED = 44, /* an agent has the session already */
  /* who should receive the session cannot take it now */
  KEFU_REASON_TARGET_UNAVAILABLE = 45,
  KEFU_REASON_NO_AGENT = 46, /* the group has no agent */
  KEFU_REASON_TO_SELF = 47, /* the session is there already */
  KEFU_REASON_RECENTLY_CLAIMED = 48, /* the session was claimed a moment ago */
  KEFU_REASON_BLOCKED = 49, /* the customer is blocked */
  KEFU_REASON_DESK_DELETED = 50, /* the desk or link is deleted */
  /* the session has lapsed: its agent must accept it again */
  KEFU_REASON_REACCEPT_NEEDED = 51,
  KEFU_REASON_SERVED_BY_OTHER = 52, /* another agent serves the customer */
  /* nothing that the customer did lets messages out any more */
  KEFU_REASON_WINDOW_CLOSED = 53,
  /* as many have gone out as the channel allows for now */
  KEFU_REASON_QUOTA_SPENT = 54,
  KEFU_REASON_NO_FALLBACK = 55, /* no template may go out either */
  /* the channel does not carry messages of this kind */
  KEFU_REASON_KIND_NOT_ALLOWED = 56,
  KEFU_REASON_TOO_MANY_ITEMS = 57, /* more items than one message may have */
  KEFU_REASON_AGENT_OFFLINE = 60, /* the agent is offline */
  KEFU_REASON_AGENT_AWAY = 61, /* the agent is away */
  KEFU_REASON_SUSPENDED = 62, /* the agent is suspended */
  KEFU_REASON_AUTO_ACCEPT_OFF = 63, /* the agent accepts by hand only */
  KEFU_REASON_AT_CAPACITY = 64, /* the agent has no room for the session */
  KEFU_REASON_OVER_CAPACITY = 65, /* it would exceed the agent's capacity */
  KEFU_REASON_OVER_MAXIMUM = 66, /* it would exceed the agent's hard maximum */
  KEFU_REASON_WEIGHT_ZERO = 67, /* the agent's weight here is 0 */
  KEFU_REASON_OPEN_SESSIONS = 68, /* the agent has open sessions */
  /* the agent's connection is lost, for less than the grace */
  KEFU_REASON_DISCONNECTED = 69,
  KEFU_REASON_NOT_PERMITTED = 70, /* the agent's role does not permit it */
  KEFU_REASON_WRAP_UP = 71, /* the agent wraps up after a close */
  /* the agent came online a moment ago and has had his share */
  KEFU_REASON_RAMP = 72,
  KEFU_REASON_BY_HAND = 73, /* this list is served by hand only */
  KEFU_REASON_NOT_ON_DUTY = 74, /* the agent is not on duty here now */
  KEFU_REASON_ON_LEAVE = 75, /* the agent is on leave */
  KEFU_REASON_NO_SEAT = 76, /* every seat is taken */
  /* it is the same for everybody here; an agent cannot choose */
  KEFU_REASON_UNIFIED_SETTING = 77,
  KEFU_REASON_OFFERED = 78, /* it is on offer to an agent */
  KEFU_REASON_LAPSED = 79, /* the agent did not answer in time */
  KEFU_REASON_CHOSEN = 80, /* chosen */
  KEFU_REASON_NOT_IN_SCOPE = 81, /* the customer is outside the scope */
  KEFU_REASON_BEATEN = 82, /* available, but another came first in the order */
  KEFU_REASON_GROUP_ABSENT = 83, /* nobody of the matching groups is present */
  KEFU_REASON_NO_GROUP = 84, /* no group receives this customer */
  KEFU_REASON_NOBODY_PRESENT = 85, /* nobody of the desk is present */
  /* the agent does not take part at this desk */
  KEFU_REASON_NOT_PARTICIPANT = 86,
  KEFU_REASON_EXCLUDED = 87, /* the session is not given back to this agent */
  KEFU_REASON_NO_MEMORY = 88, /* the customer has no recent agent */
  KEFU_REASON_TOO_LONG_AGO = 89, /* the last contact is too long ago */
  KEFU_REASON_OTHER_STORE = 94, /* the session is not of the agent's store */
  /* the agent lacks a skill that the session requires */
  KEFU_REASON_SKILL_MISSING = 95,
  KEFU_REASON_TIER_CLOSED = 96, /* the agent's tier is not asked yet */
  /* the customer's dedicated agent is not available */
  KEFU_REASON_DEDICATED_ABSENT = 97,
  /* available, but a level before his has somebody */
  KEFU_REASON_LATER_LEVEL = 106,
  KEFU_REASON_CROWD_OFF = 91, /* the crowd is switched off */
  /* the crowd has been refreshed by hand as often as a day allows */
  KEFU_REASON_REFRESH_QUOTA = 100,
  KEFU_REASON_OUT_OF_HOURS = 90, /* the desk is outside its hours */
  KEFU_REASON_WITH_ROBOT = 93, /* the robot has the session */
  /* the agent let too many offers lapse in a row */
  KEFU_REASON_OFFERS_MISSED = 98,
  KEFU_REASON_POOLED = 102, /* the session is in the message pool */
  /* the pool is handed out by a dispatcher only */
  KEFU_REASON_BY_DISPATCHER = 103,
  KEFU_REASON_NO_AGENTS = 104, /* the desk has no agents */
  KEFU_REASON_UNKNOWN_CHANNEL = 110, /* no channel has this name */
  KEFU_REASON_OFF_PAGE = 111, /* the customer has left the page */
  KEFU_REASON_TEMPLATE_FIRST = 112, /* the channel sends a template first */
  KEFU_REASON_AGENT = 120, /* closed by the agent */
  KEFU_REASON_HOST = 121, /* closed by the host */
  KEFU_REASON_CUSTOMER_LEFT = 122, /* the customer left */
  KEFU_REASON_CUSTOMER_SILENT = 123, /* the customer was silent for too long */
  /* the customer wrote nothing to the robot for too long */
  KEFU_REASON_ROBOT_IDLE = 124,
  KEFU_REASON_AGENT_SILENT = 125, /* the agent was silent for too long */
  KEFU_REASON_QUEUE_EXPIRED = 127, /* it waited for too long */
  KEFU_REASON_DISCARDED = 128, /* discarded from the waiting list */
  KEFU_REASON_EVICTED = 129, /* closed to make room for a waiting session */
  KEFU_REASON_REFUSED_OVERFLOW = 130, /* the waiting list takes no more */
  KEFU_REASON_SESSION_EXPIRED = 135, /* the session's life is over */
  KEFU_REASON_ERASED = 136, /* the customer is erased */
  KEFU_REASON_ASSIGNED = 140, /* an agent takes the session */
  KEFU_REASON_REQUEUED = 141, /* the session came back from an agent */
  KEFU_REASON_TRANSFERRED = 142, /* the session was handed over to the group */
  /* the session was moved on, its agent did not answer */
  KEFU_REASON_MOVED = 143,
  KEFU_REASON_QUEUE_FULL = 144, /* the waiting list is full */
  KEFU_REASON_WAITED_TOO_LONG = 145, /* it waited here as long as is allowed */
  /* when and where the agent is on duty has changed */
  KEFU_REASON_SLOT_CHANGED = 146,
  /* the agent's connection did not come back */
  KEFU_REASON_CONNECTION_LOST = 147,
  /* the session waits for its dedicated agent */
  KEFU_REASON_AWAITS_DEDICATED = 155,
  KEFU_REASON_FORM_SUBMITTED = 148, /* the customer left a message form */
  KEFU_REASON_HAND_OVER_OFF = 165, /* the robot does not hand over here now */
  KEFU_REASON_CAMPAIGN_OVER = 176, /* the campaign does not run now */
  KEFU_REASON_NOT_SHOWN = 177, /* the campaign was not shown to the customer */
  /* the customer has claimed the gifts already */
  KEFU_REASON_ALREADY_CLAIMED = 178,
  KEFU_REASON_SHOWN = 179, /* the campaign is shown to the customer */
  KEFU_REASON_CLICKED = 180, /* the customer clicks on the campaign */
  KEFU_REASON_GRANTED = 181, /* the customer has claimed the gifts */
  KEFU_REASON_RATING_OFF = 186, /* sessions are not rated here */
  /* the customer has been invited to rate the session already */
  KEFU_REASON_ALREADY_INVITED = 187,
  KEFU_REASON_ALREADY_RATED = 188, /* the session has been rated already */
  /* the customer has not been invited to rate the session */
  KEFU_REASON_NOT_INVITED = 189,
  KEFU_REASON_RATING_OUT_OF_RANGE = 190, /* the score is outside the scale */
  KEFU_REASON_RATING_EXPIRED = 191, /* it is too late to rate the session */
  /* the customer did not rate the session in time */
  KEFU_REASON_RATING_LAPSED = 192
} kefu_reason;

/* What an agent has set himself to (A18). */
typedef enum kefu_agent_status {
  KEFU_AGENT_STATUS_NONE = 0,
  KEFU_AGENT_STATUS_ONLINE = 1,
  KEFU_AGENT_STATUS_SUSPENDED = 2,
  KEFU_AGENT_STATUS_AWAY = 3,
  KEFU_AGENT_STATUS_OFFLINE = 4
} kefu_agent_status;

/* Whether an agent is given customers automatically (A3). */
typedef enum kefu_auto_accept {
  KEFU_AUTO_ACCEPT_NONE = 0,
  KEFU_AUTO_ACCEPT_ON = 1,
  KEFU_AUTO_ACCEPT_OFF = 2,
  KEFU_AUTO_ACCEPT_ON_LOGIN = 3
} kefu_auto_accept;

/* The kind of a message. */
typedef enum kefu_message_kind {
  KEFU_MESSAGE_KIND_NONE = 0,
  KEFU_MESSAGE_KIND_TEXT = 1,
  KEFU_MESSAGE_KIND_EMOJI = 2,
  KEFU_MESSAGE_KIND_IMAGE = 3,
  KEFU_MESSAGE_KIND_VIDEO = 4,
  KEFU_MESSAGE_KIND_AUDIO = 5,
  KEFU_MESSAGE_KIND_FILE = 6,
  KEFU_MESSAGE_KIND_ARTICLE = 7,
  KEFU_MESSAGE_KIND_PRODUCT = 8,
  KEFU_MESSAGE_KIND_COUPON = 9,
  KEFU_MESSAGE_KIND_LINK = 10,
  KEFU_MESSAGE_KIND_MENU = 11
} kefu_message_kind;

/* What a customer leaves. */
typedef enum kefu_leave_what {
  KEFU_LEAVE_WHAT_NONE = 0,
  KEFU_LEAVE_WHAT_PAGE = 1,
  KEFU_LEAVE_WHAT_QUEUE = 2
} kefu_leave_what;

/* How far a block reaches (F4). */
typedef enum kefu_block_scope {
  KEFU_BLOCK_SCOPE_NONE = 0,
  KEFU_BLOCK_SCOPE_DESK = 1,
  KEFU_BLOCK_SCOPE_TENANT = 2
} kefu_block_scope;

/* The way by which a session came to its agent. */
typedef enum kefu_assign_by {
  KEFU_ASSIGN_BY_NONE = 0,
  KEFU_ASSIGN_BY_STICKY = 1,
  KEFU_ASSIGN_BY_DEDICATED = 2,
  KEFU_ASSIGN_BY_NAMED = 3,
  KEFU_ASSIGN_BY_SCOPE = 4,
  KEFU_ASSIGN_BY_QUEUE = 5,
  KEFU_ASSIGN_BY_OVERFLOW = 6,
  KEFU_ASSIGN_BY_MANUAL = 7,
  KEFU_ASSIGN_BY_TRANSFER = 8,
  KEFU_ASSIGN_BY_CLAIM = 9,
  KEFU_ASSIGN_BY_SILENCE = 11,
  KEFU_ASSIGN_BY_POOL = 12,
  KEFU_ASSIGN_BY_MAIN_ACCOUNT = 13,
  KEFU_ASSIGN_BY_PROXY = 14,
  KEFU_ASSIGN_BY_REOPEN = 15,
  KEFU_ASSIGN_BY_MERGE = 16,
  KEFU_ASSIGN_BY_DIVERT = 17
} kefu_assign_by;

/* The rung of the routing order that decided. */
typedef enum kefu_rung {
  KEFU_RUNG_NONE = 0,
  KEFU_RUNG_HOURS = 2,
  KEFU_RUNG_NOBODY_PRESENT = 3,
  KEFU_RUNG_NAMED = 4,
  KEFU_RUNG_STICKY = 5,
  KEFU_RUNG_DEDICATED = 6,
  KEFU_RUNG_ROBOT = 7,
  KEFU_RUNG_SCOPE = 8,
  KEFU_RUNG_OVERFLOW = 9,
  KEFU_RUNG_QUEUE = 10,
  KEFU_RUNG_BY_HAND = 11,
  KEFU_RUNG_SILENCE = 12,
  KEFU_RUNG_OFFLINE = 13,
  KEFU_RUNG_POOL = 14,
  KEFU_RUNG_MERGE = 16,
  KEFU_RUNG_OFFER = 17,
  KEFU_RUNG_EMERGENCY = 18
} kefu_rung;

/* Who closed a session. */
typedef enum kefu_closed_by {
  KEFU_CLOSED_BY_NONE = 0,
  KEFU_CLOSED_BY_AGENT = 1,
  KEFU_CLOSED_BY_CUSTOMER = 2,
  KEFU_CLOSED_BY_HOST = 3,
  KEFU_CLOSED_BY_RULE = 4
} kefu_closed_by;

/* The rule that sends a text. */
typedef enum kefu_text_source {
  KEFU_TEXT_SOURCE_NONE = 0,
  KEFU_TEXT_SOURCE_WELCOME = 1,
  KEFU_TEXT_SOURCE_KEYWORD = 2,
  KEFU_TEXT_SOURCE_DEFAULT_REPLY = 3,
  KEFU_TEXT_SOURCE_ACCEPT_GREETING = 4,
  KEFU_TEXT_SOURCE_ACCOUNT_REPLY = 5,
  KEFU_TEXT_SOURCE_AGENT_OFFLINE = 6,
  KEFU_TEXT_SOURCE_QUEUE_NOTICE = 7,
  KEFU_TEXT_SOURCE_OUT_OF_HOURS = 8,
  KEFU_TEXT_SOURCE_GATE = 9,
  KEFU_TEXT_SOURCE_CLOSING = 11,
  KEFU_TEXT_SOURCE_WARNING = 12,
  KEFU_TEXT_SOURCE_GREETING = 13,
  KEFU_TEXT_SOURCE_CAMPAIGN = 14,
  KEFU_TEXT_SOURCE_GRANT_NOTICE = 15,
  KEFU_TEXT_SOURCE_CONTACT = 16,
  KEFU_TEXT_SOURCE_RATING = 17,
  KEFU_TEXT_SOURCE_FORM = 18
} kefu_text_source;

/* What a customer does on his platform beside writing and entering (W1). */
typedef enum kefu_customer_trigger {
  KEFU_CUSTOMER_TRIGGER_NONE = 0,
  KEFU_CUSTOMER_TRIGGER_MENU = 1,
  KEFU_CUSTOMER_TRIGGER_FOLLOW = 2,
  KEFU_CUSTOMER_TRIGGER_UNFOLLOW = 3,
  KEFU_CUSTOMER_TRIGGER_SCAN = 4,
  KEFU_CUSTOMER_TRIGGER_PAY = 5,
  KEFU_CUSTOMER_TRIGGER_SUBSCRIBE = 6
} kefu_customer_trigger;

/* Why a message did not reach its customer (W5). */
typedef enum kefu_failure_cause {
  KEFU_FAILURE_CAUSE_NONE = 0,
  KEFU_FAILURE_CAUSE_WINDOW_CLOSED = 1,
  KEFU_FAILURE_CAUSE_QUOTA_SPENT = 2,
  KEFU_FAILURE_CAUSE_UNFOLLOWED = 3,
  KEFU_FAILURE_CAUSE_REJECTED = 4,
  KEFU_FAILURE_CAUSE_OTHER = 5
} kefu_failure_cause;

/* Who sends a message (W2). */
typedef enum kefu_sender {
  KEFU_SENDER_NONE = 0,
  KEFU_SENDER_AGENT = 1,
  KEFU_SENDER_ROBOT = 2,
  KEFU_SENDER_AUTOMATIC = 3
} kefu_sender;

/* What a message is for (W1). */
typedef enum kefu_send_use {
  KEFU_SEND_USE_NONE = 0,
  KEFU_SEND_USE_ANY = 1,
  KEFU_SEND_USE_WELCOME = 2,
  KEFU_SEND_USE_QUEUE_NOTICE = 3,
  KEFU_SEND_USE_ACCEPT_NOTICE = 4,
  KEFU_SEND_USE_CLOSING = 5
} kefu_send_use;

/* Whether the robot has understood a customer (K2). */
typedef enum kefu_understanding {
  KEFU_UNDERSTANDING_NONE = 0,
  KEFU_UNDERSTANDING_YES = 1,
  KEFU_UNDERSTANDING_NO = 2
} kefu_understanding;

/* What an agent is told. */
typedef enum kefu_notice_what {
  KEFU_NOTICE_WHAT_NONE = 0,
  KEFU_NOTICE_WHAT_NEW_SESSION = 1,
  KEFU_NOTICE_WHAT_NEW_MESSAGE = 2,
  KEFU_NOTICE_WHAT_TRANSFER_IN = 4,
  KEFU_NOTICE_WHAT_REMINDER = 5,
  KEFU_NOTICE_WHAT_MOVED_AWAY = 6,
  KEFU_NOTICE_WHAT_WAITING_ALARM = 7,
  KEFU_NOTICE_WHAT_FIRST_RESPONSE_ALARM = 8,
  KEFU_NOTICE_WHAT_RESPONSE_ALARM = 9,
  KEFU_NOTICE_WHAT_MANAGER_ALARM = 10,
  KEFU_NOTICE_WHAT_OFFER = 12,
  KEFU_NOTICE_WHAT_LAPSED = 13
} kefu_notice_what;

/* What becomes of a session that stays with its agent. */
typedef enum kefu_session_change {
  KEFU_SESSION_CHANGE_NONE = 0,
  KEFU_SESSION_CHANGE_HELD = 1,
  KEFU_SESSION_CHANGE_UNHELD = 2,
  KEFU_SESSION_CHANGE_LAPSED = 3,
  KEFU_SESSION_CHANGE_REVIVED = 4
} kefu_session_change;

/* A dimension of a reception scope (R8, R9). */
typedef enum kefu_scope_dimension {
  KEFU_SCOPE_DIMENSION_NONE = 0,
  KEFU_SCOPE_DIMENSION_PRODUCT = 1,
  KEFU_SCOPE_DIMENSION_INTENT = 2,
  KEFU_SCOPE_DIMENSION_ORDER_STATUS = 3,
  KEFU_SCOPE_DIMENSION_CROWD = 4,
  KEFU_SCOPE_DIMENSION_LINK = 5,
  KEFU_SCOPE_DIMENSION_SCENE = 6,
  KEFU_SCOPE_DIMENSION_PAGE = 7,
  KEFU_SCOPE_DIMENSION_CHANNEL = 8,
  KEFU_SCOPE_DIMENSION_LANGUAGE = 9,
  KEFU_SCOPE_DIMENSION_STORE = 10
} kefu_scope_dimension;

/* The kind of an attribute's value (V1). */
typedef enum kefu_value_kind {
  KEFU_VALUE_KIND_NONE = 0,
  KEFU_VALUE_KIND_NUMBER = 1,
  KEFU_VALUE_KIND_FLAG = 2,
  KEFU_VALUE_KIND_TEXT = 3,
  KEFU_VALUE_KIND_ITEM = 4,
  KEFU_VALUE_KIND_NOTHING = 5
} kefu_value_kind;

/* What the host should store. */
typedef enum kefu_record_what {
  KEFU_RECORD_WHAT_NONE = 0,
  KEFU_RECORD_WHAT_BLOCK = 4,
  KEFU_RECORD_WHAT_RATING = 6,
  KEFU_RECORD_WHAT_CONTACT = 8,
  KEFU_RECORD_WHAT_FORM = 9,
  KEFU_RECORD_WHAT_VISIT = 10,
  KEFU_RECORD_WHAT_CAMPAIGN = 11,
  KEFU_RECORD_WHAT_CROWD_USE = 12,
  KEFU_RECORD_WHAT_CROWD_REFRESH = 13,
  KEFU_RECORD_WHAT_CLAIM = 14,
  KEFU_RECORD_WHAT_GATE = 16,
  KEFU_RECORD_WHAT_NOT_SENT = 17,
  KEFU_RECORD_WHAT_FORGOTTEN = 18,
  KEFU_RECORD_WHAT_UNBLOCK = 20
} kefu_record_what;

/* The timer that caused an effect. */
typedef enum kefu_timer_kind {
  KEFU_TIMER_KIND_NONE = 0,
  KEFU_TIMER_KIND_HOURS = 1,
  KEFU_TIMER_KIND_OFFER = 3,
  KEFU_TIMER_KIND_DEDICATED_WAIT = 4,
  KEFU_TIMER_KIND_TIER = 5,
  KEFU_TIMER_KIND_CUSTOMER_SILENT = 6,
  KEFU_TIMER_KIND_AGENT_SILENT = 7,
  KEFU_TIMER_KIND_ROBOT_IDLE = 8,
  KEFU_TIMER_KIND_WAITING_ALARM = 9,
  KEFU_TIMER_KIND_FIRST_RESPONSE_ALARM = 10,
  KEFU_TIMER_KIND_RESPONSE_ALARM = 11,
  KEFU_TIMER_KIND_QUEUE_WAIT = 12,
  KEFU_TIMER_KIND_QUEUE_EXPIRY = 13,
  KEFU_TIMER_KIND_SESSION_LIFE = 14,
  KEFU_TIMER_KIND_REACCEPT = 15,
  KEFU_TIMER_KIND_IDLE = 16,
  KEFU_TIMER_KIND_GRACE = 17,
  KEFU_TIMER_KIND_WRAP_UP = 18,
  KEFU_TIMER_KIND_RAMP = 19,
  KEFU_TIMER_KIND_FORGETTING = 20,
  KEFU_TIMER_KIND_WINDOW_CREDIT = 21,
  KEFU_TIMER_KIND_FORM = 22,
  KEFU_TIMER_KIND_PAGE = 23,
  KEFU_TIMER_KIND_GREETING = 24,
  KEFU_TIMER_KIND_RATING = 26
} kefu_timer_kind;

/* What a campaign gives (G4). */
typedef enum kefu_gift_kind {
  KEFU_GIFT_KIND_NONE = 0,
  KEFU_GIFT_KIND_BALANCE = 1,
  KEFU_GIFT_KIND_POINTS = 2,
  KEFU_GIFT_KIND_COUPON = 3
} kefu_gift_kind;

/* The state of a session. */
typedef enum kefu_session_state {
  KEFU_SESSION_STATE_NONE = 0,
  KEFU_SESSION_STATE_ROBOT = 1,
  KEFU_SESSION_STATE_WAITING = 2,
  KEFU_SESSION_STATE_SERVING = 3,
  KEFU_SESSION_STATE_POOLED = 4,
  KEFU_SESSION_STATE_CLOSED = 5
} kefu_session_state;

/* What is unwise in a ruleset (E4). */
typedef enum kefu_lint_check {
  KEFU_LINT_CHECK_NONE = 0,
  KEFU_LINT_CHECK_GROUP_UNREACHABLE = 1,
  KEFU_LINT_CHECK_GROUP_SHADOWED = 2,
  KEFU_LINT_CHECK_CUSTOMERS_UNMATCHED = 3,
  KEFU_LINT_CHECK_DEFAULT_GROUP_UNUSED = 4,
  KEFU_LINT_CHECK_GROUP_EMPTY = 5,
  KEFU_LINT_CHECK_GROUP_GIVES_NOBODY = 6,
  KEFU_LINT_CHECK_AGENT_UNUSED = 7,
  KEFU_LINT_CHECK_LIMIT_ZERO = 8,
  KEFU_LINT_CHECK_HOURS_UNSERVED = 9,
  KEFU_LINT_CHECK_NEVER_OPEN = 10,
  KEFU_LINT_CHECK_SLOTS_OVERLAP = 11,
  KEFU_LINT_CHECK_KEYWORD_NEVER_FIRES = 12,
  KEFU_LINT_CHECK_TWO_REPLIES = 13,
  KEFU_LINT_CHECK_TEXT_NEVER_SENT = 14,
  KEFU_LINT_CHECK_KIND_NOT_CARRIED = 15,
  KEFU_LINT_CHECK_ACCOUNT_UNVERIFIED = 16
} kefu_lint_check;

/* What would have to be different for a session that waits (E2). */
typedef enum kefu_change {
  KEFU_CHANGE_NONE = 0,
  KEFU_CHANGE_COMES_ONLINE = 1,
  KEFU_CHANGE_RESUMES = 2,
  KEFU_CHANGE_AUTO_ACCEPT_ON = 3,
  KEFU_CHANGE_CAPACITY = 4,
  KEFU_CHANGE_HOURS_OPEN = 5,
  KEFU_CHANGE_JOINS_GROUP = 6,
  KEFU_CHANGE_WAITS = 7
} kefu_change;

/* The word that JSON and the docs have for a number: kefu_word(&w, "reason",
 * 64) gives "at_capacity". `list` is "event", "effect", "reason", "field" or
 * the name of an enumeration without kefu_, such as "message_kind". The word
 * lives for ever, and a NUL follows it. KEFU_ERROR_NOT_FOUND: there is no such
 * list, or no such number in it. */
KEFU_API int kefu_word(kefu_string* word, const char* list, uint32_t number);
/* The other way round. */
KEFU_API int kefu_number(uint32_t* number, const char* list, const char* word,
                         size_t length);

typedef enum kefu_language { KEFU_ENGLISH = 0, KEFU_CHINESE = 1 } kefu_language;

/* A reason as a clause for a person (E1). Lives for ever, a NUL follows. */
KEFU_API int kefu_reason_text(kefu_string* text, uint32_t reason,
                              int language);

/* ================================================================ Rulesets */

/* Parses a ruleset from JSON (docs/config.md), checks and compiles it. With
 * `previous`, which may be NULL, equal names keep the ids that they have there
 * (T10). KEFU_ERROR_INVALID_RULESET: `errors`, which may be NULL, has all that
 * is wrong, with places and suggestions (E6). */
KEFU_API int kefu_parse_ruleset(kefu_ruleset** ruleset, kefu_errors* errors,
                                const char* json, size_t length,
                                const kefu_ruleset* previous);
/* What is unwise in a ruleset (E4, docs/lint.md): a group that nobody ever
 * comes to, a keyword that never fires. Each finding is a kefu_error with the
 * pointer of what is meant, a message and, as `trouble`, a kefu_lint_check; in
 * the order of the checks. `json`: the text that the ruleset was parsed from,
 * which gives the findings line and column; (NULL, 0): they have none. KEFU_OK
 * also if something is found: kefu_errors_count says how much. From any
 * thread. */
KEFU_API int kefu_lint(kefu_errors* findings, const kefu_ruleset* ruleset,
                       const char* json, size_t length);
/* One more owner; returns its argument. From any thread. */
KEFU_API kefu_ruleset* kefu_ruleset_retain(kefu_ruleset* ruleset);
/* One owner less; the last one frees it. */
KEFU_API void kefu_ruleset_release(kefu_ruleset* ruleset);

/* What has names in a ruleset. */
typedef enum kefu_named {
  KEFU_AGENT = 1,
  KEFU_GROUP = 2,
  KEFU_DESK = 3,
  KEFU_LINK = 4,
  KEFU_PRODUCT = 5,
  KEFU_INTENT = 6,
  KEFU_ORDER_STATUS = 7,
  KEFU_PRIORITY = 8,
  KEFU_CROWD = 9,
  KEFU_TAG = 10,
  KEFU_ATTRIBUTE = 11,
  KEFU_PAGE = 12,
  KEFU_LANGUAGE = 13,
  KEFU_SCHEDULE = 14,
  KEFU_STORE = 15,
  KEFU_CHANNEL = 16,
  KEFU_RULE = 17, /* what sends: a welcome, keyword, greeting, campaign */
  KEFU_ITEM = 18, /* of a menu that is sent */
  KEFU_COUPON = 19 /* that a campaign gives */
} kefu_named;

/* The id of a name. KEFU_ERROR_NOT_FOUND: the ruleset has no such name; the id
 * is 0. Look names up once and keep the ids: that is what ids are for. */
KEFU_API int kefu_find(uint32_t* id, const kefu_ruleset* ruleset, int named,
                       const char* name, size_t length);
/* The same for many; what is unknown gets 0, and that is no error. */
KEFU_API int kefu_find_all(uint32_t* ids, size_t id_stride,
                           const kefu_ruleset* ruleset, int named,
                           const kefu_string* names, size_t name_stride,
                           size_t count);
/* The name of an id; lives as long as the ruleset. KEFU_ERROR_NOT_FOUND: the
 * id is not of this ruleset, or 0; the name is empty. */
KEFU_API int kefu_name(kefu_string* name, const kefu_ruleset* ruleset,
                       int named, uint32_t id);
/* How many the ruleset declares, and the id of the one at a place, from 0, in
 * the order of the JSON. Products, intents and order statuses are those of the
 * scopes, each once, where it stands first. */
KEFU_API size_t kefu_count(const kefu_ruleset* ruleset, int named);
KEFU_API int kefu_declared(uint32_t* id, const kefu_ruleset* ruleset,
                           int named, size_t place);

/* The texts that a `send` effect names by `texts`, as the ruleset has them,
 * their variables in braces: how many, and each. */
KEFU_API size_t kefu_text_count(const kefu_ruleset* ruleset, uint32_t texts);
KEFU_API int kefu_text(kefu_string* text, const kefu_ruleset* ruleset,
                       uint32_t texts, size_t place);

/* ------------------------------------------------------------------- hours */

/* What a schedule of a ruleset says (C1 to C4). `schedule` is its id
 * (KEFU_SCHEDULE); 0 is no schedule, which is always open. Each gives
 * KEFU_UNKNOWN where the answer rests on days that the calendar does not know
 * (`known_until`), or outside of the years 1970 to 2199; KEFU_NEVER as an
 * instant that never comes; KEFU_ERROR_NOT_FOUND for an id that is not of this
 * ruleset. From any thread. */
/* 1: open, from <= t < to of one of its slots; 0: closed. */
KEFU_API int kefu_is_open(int* open, const kefu_ruleset* ruleset,
                          uint32_t schedule, int64_t at);
/* The first instant after `at` at which it opens, or closes. */
KEFU_API int kefu_next_opening(int64_t* opening, const kefu_ruleset* ruleset,
                               uint32_t schedule, int64_t at);
KEFU_API int kefu_next_closing(int64_t* closing, const kefu_ruleset* ruleset,
                               uint32_t schedule, int64_t at);
/* Open time in [from, to), in milliseconds; 0 if `to` is not later. */
KEFU_API int kefu_open_time(int64_t* ms, const kefu_ruleset* ruleset,
                            uint32_t schedule, int64_t from, int64_t to);
/* The first instant from `at` on until which so much open time has passed;
 * `ms` from 0 to 36,525 days. */
KEFU_API int kefu_add_open_time(int64_t* until, const kefu_ruleset* ruleset,
                                uint32_t schedule, int64_t at, int64_t ms);
/* The same local time on the n-th working day after that of `at`: a day on
 * which a slot begins. `days` from 0, which gives `at`, to 100,000. */
KEFU_API int kefu_add_working_days(int64_t* day, const kefu_ruleset* ruleset,
                                   uint32_t schedule, int64_t at,
                                   int64_t days);
/* The hours of a desk (R2); 0: it has none. */
KEFU_API int kefu_hours_of(uint32_t* schedule, const kefu_ruleset* ruleset,
                           uint32_t desk);

/* ================================================================= Engines */

/* A new engine. Prepares the memory that `limits.reserve_*` asks for, and
 * keeps the ruleset alive. */
KEFU_API int kefu_engine_new(kefu_engine** engine, kefu_ruleset* ruleset);
KEFU_API void kefu_engine_free(kefu_engine* engine);
/* Its ruleset; not another owner. */
KEFU_API kefu_ruleset* kefu_engine_ruleset(const kefu_engine* engine);

/* An independent copy, for questions of the kind "what if" (T8). Ids of
 * customers are the same in both. */
KEFU_API int kefu_fork(kefu_engine** fork, const kefu_engine* engine);
/* The same into an engine that exists already: under the same ruleset its
 * memory is used again, which is several times as fast. All ids of customers
 * are then those of `engine`. Readers and log writers that were made for
 * `other` before can do no more than be freed, and a writer be flushed: the
 * rest gives KEFU_ERROR_WRONG_STATE. Batches do not know their engine: clear
 * those that were made for `other`. After KEFU_ERROR_OUT_OF_MEMORY `other` may
 * only be forked into or freed. */
KEFU_API int kefu_fork_into(kefu_engine* other, const kefu_engine* engine);

/* --------------------------------------------------------------- customers */

/* The id of a customer whom the host names with a string, or with a number of
 * its own; "7" and 7 are different customers. Who is looked up is known until
 * he is forgotten (T9). The id is KEFU_NO_MORE_CUSTOMERS at
 * `limits.customers`. After `record: forgotten` look a name up again.
 * A name has any bytes, also none, up to 2^32 - 1; but logs, of either form,
 * need UTF-8 that is not empty. To an engine an empty name is as good as
 * another, a log reads it back as somebody who was never known. */
KEFU_API int kefu_customer(uint64_t* id, kefu_engine* engine, const char* name,
                           size_t length);
KEFU_API int kefu_customer_by_key(uint64_t* id, kefu_engine* engine,
                                  uint64_t key);
/* The same for many at once, faster. With strides the ids can go straight into
 * records: (&records[0].customer, sizeof records[0], ...). After
 * KEFU_ERROR_OUT_OF_MEMORY some are known and the others are not. */
KEFU_API int kefu_customers(uint64_t* ids, size_t id_stride,
                            kefu_engine* engine, const kefu_string* names,
                            size_t name_stride, size_t count);
KEFU_API int kefu_customers_by_key(uint64_t* ids, size_t id_stride,
                                   kefu_engine* engine, const uint64_t* keys,
                                   size_t key_stride, size_t count);
/* As above, but adds nobody: KEFU_ERROR_NOT_FOUND, and 0, if he is unknown. */
KEFU_API int kefu_find_customer(uint64_t* id, const kefu_engine* engine,
                                const char* name, size_t length);
KEFU_API int kefu_find_customer_by_key(uint64_t* id, const kefu_engine* engine,
                                       uint64_t key);
/* 1 if the engine knows a customer of this id now, else 0. */
KEFU_API int kefu_knows(const kefu_engine* engine, uint64_t customer);
/* 1 if it knows them all, else 0; negative for misuse. */
KEFU_API int kefu_knows_all(const kefu_engine* engine, const uint64_t* ids,
                            size_t count);
/* Appends the name, or the key in decimal. KEFU_ERROR_NOT_FOUND: the id is
 * nobody's, or his name is empty. */
KEFU_API int kefu_customer_name(kefu_buffer* name, const kefu_engine* engine,
                                uint64_t customer);

/* ================================================================== Events */

/* One event: 32 bytes, little endian, the same in C++, C, NumPy and on disk.
 * Which members an event uses is said with its struct below; the others are 0.
 * What has no member goes into the payload, which a kefu_batch writes. */
typedef struct kefu_event {
  int64_t at;        /* milliseconds since 1970 UTC */
  uint64_t customer; /* id */
  uint32_t agent;    /* id */
  uint32_t value;    /* product, to_agent or by */
  uint16_t desk;     /* id */
  uint8_t type;      /* kefu_event_type */
  uint8_t detail;    /* kind, what, status, scope or auto_accept */
  uint32_t payload;  /* 0: none; else 1 + its offset / 8 in the payloads */
} kefu_event;
#define KEFU_EVENT_INIT {0, 0, 0, 0, 0, 0, 0, 0}

/* A payload: a kefu_payload_header, then for each field a kefu_payload_field
 * and its value, padded with zeros to a multiple of 8 bytes. Numbers and ids
 * are 8 bytes, a list of customers is their ids, texts are their bytes.
 * An optional number is stored as itself plus 1, an instant as milliseconds
 * from KEFU_FIRST_INSTANT plus 1. Most hosts leave this to a kefu_batch. */
typedef struct kefu_payload_header {
  uint32_t bytes;  /* of all that follows, a multiple of 8 */
  uint32_t fields; /* how many */
} kefu_payload_header;
typedef struct kefu_payload_field {
  uint16_t field; /* kefu_field */
  uint16_t reserved;
  uint32_t bytes; /* of the value, without its padding */
} kefu_payload_field;

/* The instants that an engine accepts (T14): 2^53 milliseconds around 1970. */
#define KEFU_LAST_INSTANT ((int64_t)1 << 53)
#define KEFU_FIRST_INSTANT (-KEFU_LAST_INSTANT)

/* ----------------------------------------------------------------- batches */

/* A growing list of events: records, and in one piece of memory their
 * payloads. Cleared and used again it allocates nothing after a while. */
KEFU_API int kefu_batch_new(kefu_batch** batch);
KEFU_API void kefu_batch_free(kefu_batch* batch);
KEFU_API void kefu_batch_clear(kefu_batch* batch);
KEFU_API int kefu_batch_reserve(kefu_batch* batch, size_t records,
                                size_t payload_bytes);
KEFU_API size_t kefu_batch_count(const kefu_batch* batch);
/* Valid until something is added. */
KEFU_API const kefu_event* kefu_batch_records(const kefu_batch* batch);
KEFU_API const void* kefu_batch_payloads(size_t* bytes,
                                         const kefu_batch* batch);
/* Adds a record with its payload, a multiple of 8 bytes; (NULL, 0): none. */
KEFU_API int kefu_add_record(kefu_batch* batch,
                             const kefu_event* record,
                             const void* payload, size_t payload_bytes);
/* Adds all events of another batch. */
KEFU_API int kefu_add_batch(kefu_batch* batch, const kefu_batch* other);

/* ------------------------------------------------ the events, one by one */
/* Made from include/kefu/events.def. Each struct begins with what every event
 * has: `at`, and optionally `seq` (if has_seq is not 0) and `id`, at most 64
 * bytes (T1). What is left 0 is not given. kefu_add_ copies the event, with
 * its strings and lists, to the end of a batch; texts are at most 2^31 - 1
 * bytes (KEFU_ERROR_TOO_LONG). Whether an event makes sense is not checked
 * there: the engine refuses what does not, and says why. Where the record has
 * a member matters only to those who fill records themselves. */

/* customer_enters: A customer opens a desk. With `session_starts` enter or
 * enter_or_message a session opens (S1); otherwise product, intent, order
 * status, link and priority are kept for the message that opens it. Number
 * 1. */
typedef struct kefu_customer_enters {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; desk or link is required; id */
  uint8_t reserved_1[2];
  /* the link through which the customer came; it names the desk; desk or
   * link is required; id; in the payload */
  uint32_t link;
  /* the product that the customer looked at (R8); id; `value` of the record */
  uint32_t product;
  /* the status of the customer's order (R8); id; in the payload */
  uint32_t order_status;
  uint32_t intent; /* the robot's classification (R8); id; in the payload */
  /* the priority in the waiting list (Q1); id; in the payload */
  uint16_t priority;
  uint8_t reserved_2[2];
  /* the agent who acts, or whom the customer asks for (R4); id */
  uint32_t agent;
  /* the page from which he came to the desk (R9), or of the shop that he
   * comes to or leaves (G4); id; in the payload */
  uint32_t page;
  uint32_t language; /* the customer's language (R9); id; in the payload */
  uint8_t reserved_3[4];
  /* attributes of the customer; one that is given nothing, or an empty text
   * or list, has no value from then on (V1); in the payload */
  const kefu_attribute* attributes;
  size_t attributes_count;
  size_t attributes_stride; /* 0: side by side */
  /* the store where the customer is, or whose goods he asks about (R11); id;
   * in the payload */
  uint32_t store;
  uint8_t reserved[4];
} kefu_customer_enters;
#define KEFU_CUSTOMER_ENTERS_INIT \
  {sizeof(kefu_customer_enters), 0, 0, 0, {NULL, 0}, 0, 0, {0}, 0, 0, 0, 0, \
  0, {0}, 0, 0, 0, {0}, NULL, 0, 0, 0, {0}}
KEFU_API int kefu_add_customer_enters(kefu_batch* batch,
                                      const kefu_customer_enters* event);

/* customer_sends: A customer writes. Without an open session it opens one,
 * or is refused `no_session` where `session_starts` is enter (S1). Number 2. */
typedef struct kefu_customer_sends {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  /* the kind of the message; required; kefu_message_kind; `detail` of the
   * record */
  uint8_t kind;
  uint8_t reserved_1[5];
  kefu_string text; /* the text of the message, UTF-8; in the payload */
  kefu_string message; /* the host's id of the message; in the payload */
  /* the product that the customer looked at (R8); id; `value` of the record */
  uint32_t product;
  /* the status of the customer's order (R8); id; in the payload */
  uint32_t order_status;
  uint32_t intent; /* the robot's classification (R8); id; in the payload */
  /* the priority in the waiting list (Q1); id; in the payload */
  uint16_t priority;
  uint8_t reserved_2[2];
  /* the agent who acts, or whom the customer asks for (R4); id */
  uint32_t agent;
  uint32_t language; /* the customer's language (R9); id; in the payload */
  /* the store where the customer is, or whose goods he asks about (R11); id;
   * in the payload */
  uint32_t store;
  uint8_t reserved[4];
} kefu_customer_sends;
#define KEFU_CUSTOMER_SENDS_INIT \
  {sizeof(kefu_customer_sends), 0, 0, 0, {NULL, 0}, 0, 0, 0, {0}, {NULL, 0}, \
  {NULL, 0}, 0, 0, 0, 0, {0}, 0, 0, 0, {0}}
KEFU_API int kefu_add_customer_sends(kefu_batch* batch,
                                     const kefu_customer_sends* event);

/* customer_leaves: A customer leaves the page, or gives up waiting (Q7).
 * Number 4. */
typedef struct kefu_customer_leaves {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  /* what the customer leaves; required; kefu_leave_what; `detail` of the
   * record */
  uint8_t what;
  uint8_t reserved[5];
} kefu_customer_leaves;
#define KEFU_CUSTOMER_LEAVES_INIT \
  {sizeof(kefu_customer_leaves), 0, 0, 0, {NULL, 0}, 0, 0, 0, {0}}
KEFU_API int kefu_add_customer_leaves(kefu_batch* batch,
                                      const kefu_customer_leaves* event);

/* customer_clicks: A customer clicks an item of a menu that was sent to him,
 * which counts as his sending the text of the item, with all that follows
 * (K4); or an arrival campaign that is shown to him, and so claims its gifts
 * (G4). Exactly one of both is given; an item with its desk. Number 5. */
typedef struct kefu_customer_clicks {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; id */
  uint8_t reserved_1[2];
  /* the item of a menu that was sent, which the customer clicks (K4);
   * exactly one of these; id; `value` of the record */
  uint32_t item;
  /* a click: the name of a campaign of the ruleset (G4); else the host's id
   * of one; exactly one of these; in the payload */
  kefu_string campaign;
} kefu_customer_clicks;
#define KEFU_CUSTOMER_CLICKS_INIT \
  {sizeof(kefu_customer_clicks), 0, 0, 0, {NULL, 0}, 0, 0, {0}, 0, {NULL, 0}}
KEFU_API int kefu_add_customer_clicks(kefu_batch* batch,
                                      const kefu_customer_clicks* event);

/* customer_rates: A customer rates the last session at this desk that
 * somebody has served, while it runs or so long after its close (F1). The
 * comment is stored by the host, from this event. Number 9. */
typedef struct kefu_customer_rates {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t has_score; /* 1: it is given */
  uint8_t reserved_1[1];
  /* the customer's score, 0 to 1000; it must be on the scale (F1); required;
   * in the payload */
  uint32_t score;
  /* what the customer says beside it, UTF-8 (F1); in the payload */
  kefu_string comment;
} kefu_customer_rates;
#define KEFU_CUSTOMER_RATES_INIT \
  {sizeof(kefu_customer_rates), 0, 0, 0, {NULL, 0}, 0, 0, 0, {0}, 0, \
  {NULL, 0}}
KEFU_API int kefu_add_customer_rates(kefu_batch* batch,
                                     const kefu_customer_rates* event);

/* customer_visits: A customer comes to the shop, not to a desk: greetings
 * (G3) and campaigns (G4) begin, no session opens. Number 6. */
typedef struct kefu_customer_visits {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  /* the channel where he did it (W1); required; id; `value` of the record */
  uint16_t channel;
  uint8_t reserved_1[2];
  /* the page from which he came to the desk (R9), or of the shop that he
   * comes to or leaves (G4); id; in the payload */
  uint32_t page;
  /* the store where the customer is, or whose goods he asks about (R11); id;
   * in the payload */
  uint32_t store;
  uint8_t reserved[4];
} kefu_customer_visits;
#define KEFU_CUSTOMER_VISITS_INIT \
  {sizeof(kefu_customer_visits), 0, 0, 0, {NULL, 0}, 0, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_customer_visits(kefu_batch* batch,
                                      const kefu_customer_visits* event);

/* customer_exits: A customer leaves the shop (G3). Number 7. */
typedef struct kefu_customer_exits {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  /* the channel where he did it (W1); required; id; `value` of the record */
  uint16_t channel;
  uint8_t reserved_1[2];
  /* the page from which he came to the desk (R9), or of the shop that he
   * comes to or leaves (G4); id; in the payload */
  uint32_t page;
  /* the store where the customer is, or whose goods he asks about (R11); id;
   * in the payload */
  uint32_t store;
  uint8_t reserved[4];
} kefu_customer_exits;
#define KEFU_CUSTOMER_EXITS_INIT \
  {sizeof(kefu_customer_exits), 0, 0, 0, {NULL, 0}, 0, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_customer_exits(kefu_batch* batch,
                                     const kefu_customer_exits* event);

/* customer_adds_contact: A customer has added an agent to his contacts, by
 * the contact code that came through this link (G5). Number 8. */
typedef struct kefu_customer_adds_contact {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  /* the link through which the customer came; it names the desk; id; in the
   * payload */
  uint32_t link;
} kefu_customer_adds_contact;
#define KEFU_CUSTOMER_ADDS_CONTACT_INIT \
  {sizeof(kefu_customer_adds_contact), 0, 0, 0, {NULL, 0}, 0, 0, 0}
KEFU_API int kefu_add_customer_adds_contact(
    kefu_batch* batch, const kefu_customer_adds_contact* event);

/* customer_erased: A customer is to be forgotten at once: his sessions are
 * closed and everything about him goes (T9). Number 12. */
typedef struct kefu_customer_erased {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
} kefu_customer_erased;
#define KEFU_CUSTOMER_ERASED_INIT \
  {sizeof(kefu_customer_erased), 0, 0, 0, {NULL, 0}, 0}
KEFU_API int kefu_add_customer_erased(kefu_batch* batch,
                                      const kefu_customer_erased* event);

/* customer_submits_form: A customer who waits, or whose session is in the
 * pool, leaves a message form: the session goes to the pool with it (Q9).
 * Number 50. */
typedef struct kefu_customer_submits_form {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved_1[6];
  /* what the customer filled in: a text of the host, JSON say, UTF-8 (Q9);
   * in the payload */
  kefu_string fields;
} kefu_customer_submits_form;
#define KEFU_CUSTOMER_SUBMITS_FORM_INIT \
  {sizeof(kefu_customer_submits_form), 0, 0, 0, {NULL, 0}, 0, 0, {0}, \
  {NULL, 0}}
KEFU_API int kefu_add_customer_submits_form(
    kefu_batch* batch, const kefu_customer_submits_form* event);

/* robot_hands_over: The robot gives its session to the people: the routing
 * order runs, with this intent if one is given (R7, R9). Number 51. */
typedef struct kefu_robot_hands_over {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved_1[2];
  uint32_t intent; /* the robot's classification (R8); id; in the payload */
} kefu_robot_hands_over;
#define KEFU_ROBOT_HANDS_OVER_INIT \
  {sizeof(kefu_robot_hands_over), 0, 0, 0, {NULL, 0}, 0, 0, {0}, 0}
KEFU_API int kefu_add_robot_hands_over(kefu_batch* batch,
                                       const kefu_robot_hands_over* event);

/* robot_replies: The robot has an answer, which goes out if the channel lets
 * it through; or none. Where it has not understood too often, or finds an
 * intent that is for people, it hands over (K2). Number 52. */
typedef struct kefu_robot_replies {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  /* whether the robot has understood the customer (K2); required;
   * kefu_understanding; `detail` of the record */
  uint8_t understood;
  uint8_t reserved_1[1];
  uint32_t intent; /* the robot's classification (R8); id; in the payload */
  uint8_t has_messages; /* 1: it is given */
  uint8_t reserved_2[3];
  /* how many messages the robot wants to send, 0 to 1000; not given: one
   * (K2); in the payload */
  uint32_t messages;
  uint8_t kind; /* the kind of the message; kefu_message_kind; in the payload */
  uint8_t reserved[7];
} kefu_robot_replies;
#define KEFU_ROBOT_REPLIES_INIT \
  {sizeof(kefu_robot_replies), 0, 0, 0, {NULL, 0}, 0, 0, 0, {0}, 0, 0, {0}, \
  0, 0, {0}}
KEFU_API int kefu_add_robot_replies(kefu_batch* batch,
                                    const kefu_robot_replies* event);

/* agent_connects: An agent logs in and is online (A18), at the desks given
 * (A14). Number 20. */
typedef struct kefu_agent_connects {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  /* desks, at most 1000; not given: all of his (A14); ids; in the payload */
  const uint16_t* desks;
  size_t desks_count;
  size_t desks_stride; /* 0: side by side */
} kefu_agent_connects;
#define KEFU_AGENT_CONNECTS_INIT \
  {sizeof(kefu_agent_connects), 0, 0, 0, {NULL, 0}, 0, {0}, NULL, 0, 0}
KEFU_API int kefu_add_agent_connects(kefu_batch* batch,
                                     const kefu_agent_connects* event);

/* agent_disconnects: An agent's connection ends; unless he is back within
 * the grace, he is offline (A7, A18). With desks: he logs out of these only
 * (A14). Number 21. */
typedef struct kefu_agent_disconnects {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  /* desks, at most 1000; not given: all of his (A14); ids; in the payload */
  const uint16_t* desks;
  size_t desks_count;
  size_t desks_stride; /* 0: side by side */
} kefu_agent_disconnects;
#define KEFU_AGENT_DISCONNECTS_INIT \
  {sizeof(kefu_agent_disconnects), 0, 0, 0, {NULL, 0}, 0, {0}, NULL, 0, 0}
KEFU_API int kefu_add_agent_disconnects(kefu_batch* batch,
                                        const kefu_agent_disconnects* event);

/* agent_sets_status: An agent sets his status, or a manager that of another
 * (A8, A18). Number 22. */
typedef struct kefu_agent_sets_status {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  /* the new status; required; kefu_agent_status; `detail` of the record */
  uint8_t status;
  uint8_t reserved_1[3];
  /* the agent who sets another's status (A8); id; `value` of the record */
  uint32_t by;
  uint8_t reserved[4];
} kefu_agent_sets_status;
#define KEFU_AGENT_SETS_STATUS_INIT \
  {sizeof(kefu_agent_sets_status), 0, 0, 0, {NULL, 0}, 0, 0, {0}, 0, {0}}
KEFU_API int kefu_add_agent_sets_status(kefu_batch* batch,
                                        const kefu_agent_sets_status* event);

/* agent_accepts: An agent takes waiting customers by hand, one or a batch
 * (A4); a session on offer to him (A16); his own sessions that have lapsed
 * (A9). Number 23. */
typedef struct kefu_agent_accepts {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  /* one customer or several, at most 1000 (A4); required; ids; in the
   * payload */
  const uint64_t* customers;
  size_t customers_count;
  size_t customers_stride; /* 0: side by side */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_accepts;
#define KEFU_AGENT_ACCEPTS_INIT \
  {sizeof(kefu_agent_accepts), 0, 0, 0, {NULL, 0}, 0, {0}, NULL, 0, 0, 0, \
  {0}}
KEFU_API int kefu_add_agent_accepts(kefu_batch* batch,
                                    const kefu_agent_accepts* event);

/* agent_declines: An agent declines a session that is on offer to him (A16).
 * Number 24. */
typedef struct kefu_agent_declines {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_declines;
#define KEFU_AGENT_DECLINES_INIT \
  {sizeof(kefu_agent_declines), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_agent_declines(kefu_batch* batch,
                                     const kefu_agent_declines* event);

/* agent_sends: An agent writes in his own session. Where the channel does
 * not let the message through it goes as a template, or is refused (W3, W6).
 * Number 25. */
typedef struct kefu_agent_sends {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  /* the kind of the message; required; kefu_message_kind; `detail` of the
   * record */
  uint8_t kind;
  uint8_t reserved_2[5];
  kefu_string text; /* the text of the message, UTF-8; in the payload */
  kefu_string message; /* the host's id of the message; in the payload */
  uint8_t has_items; /* 1: it is given */
  uint8_t reserved_3[3];
  /* how many products or articles the message has, 0 to 1000; not given: one
   * (W6); in the payload */
  uint32_t items;
  /* the name of the file, UTF-8; what stands behind its last dot is its type
   * (W6); in the payload */
  kefu_string file_name;
} kefu_agent_sends;
#define KEFU_AGENT_SENDS_INIT \
  {sizeof(kefu_agent_sends), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, 0, {0}, \
  {NULL, 0}, {NULL, 0}, 0, {0}, 0, {NULL, 0}}
KEFU_API int kefu_add_agent_sends(kefu_batch* batch,
                                  const kefu_agent_sends* event);

/* agent_closes: A session is closed by its agent or, without an agent, by
 * the host (S2). Number 26. */
typedef struct kefu_agent_closes {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved_1[2];
  /* the agent who acts, or whom the customer asks for (R4); id */
  uint32_t agent;
} kefu_agent_closes;
#define KEFU_AGENT_CLOSES_INIT \
  {sizeof(kefu_agent_closes), 0, 0, 0, {NULL, 0}, 0, 0, {0}, 0}
KEFU_API int kefu_add_agent_closes(kefu_batch* batch,
                                   const kefu_agent_closes* event);

/* agent_transfers: An agent hands his session over to another agent or to a
 * group; exactly one of them is given (S3). Number 27. */
typedef struct kefu_agent_transfers {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved_2[2];
  /* the agent who is to have the session; exactly one of these; id; `value`
   * of the record */
  uint32_t to_agent;
  /* the group that is to have the session; exactly one of these; id; in the
   * payload */
  uint16_t to_group;
  uint8_t reserved_3[6];
  kefu_string note; /* a note for the receiver, UTF-8; in the payload */
} kefu_agent_transfers;
#define KEFU_AGENT_TRANSFERS_INIT \
  {sizeof(kefu_agent_transfers), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}, 0, 0, \
  {0}, {NULL, 0}}
KEFU_API int kefu_add_agent_transfers(kefu_batch* batch,
                                      const kefu_agent_transfers* event);

/* agent_claims: An agent takes over the session of another (S9). Number 28. */
typedef struct kefu_agent_claims {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_claims;
#define KEFU_AGENT_CLAIMS_INIT \
  {sizeof(kefu_agent_claims), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_agent_claims(kefu_batch* batch,
                                   const kefu_agent_claims* event);

/* agent_holds: An agent puts his session on hold: it costs no capacity until
 * either writes (A17). Number 29. */
typedef struct kefu_agent_holds {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_holds;
#define KEFU_AGENT_HOLDS_INIT \
  {sizeof(kefu_agent_holds), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_agent_holds(kefu_batch* batch,
                                  const kefu_agent_holds* event);

/* agent_unholds: An agent takes his session off hold (A17). Number 30. */
typedef struct kefu_agent_unholds {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_unholds;
#define KEFU_AGENT_UNHOLDS_INIT \
  {sizeof(kefu_agent_unholds), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_agent_unholds(kefu_batch* batch,
                                    const kefu_agent_unholds* event);

/* agent_discards: An agent removes junk from the waiting list (Q4). Number
 * 31. */
typedef struct kefu_agent_discards {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_discards;
#define KEFU_AGENT_DISCARDS_INIT \
  {sizeof(kefu_agent_discards), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_agent_discards(kefu_batch* batch,
                                     const kefu_agent_discards* event);

/* agent_reopens: An agent opens new sessions of his own with past customers,
 * one or a batch (S4). Where the reply window is shut a template goes out
 * (W3). Number 32. */
typedef struct kefu_agent_reopens {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  /* one customer or several, at most 1000 (A4); required; ids; in the
   * payload */
  const uint64_t* customers;
  size_t customers_count;
  size_t customers_stride; /* 0: side by side */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_reopens;
#define KEFU_AGENT_REOPENS_INIT \
  {sizeof(kefu_agent_reopens), 0, 0, 0, {NULL, 0}, 0, {0}, NULL, 0, 0, 0, \
  {0}}
KEFU_API int kefu_add_agent_reopens(kefu_batch* batch,
                                    const kefu_agent_reopens* event);

/* agent_assigns: An agent moves a waiting customer, or a dispatcher hands
 * one out of the pool, to an agent or to a group; exactly one of them is
 * given (Q5, O2). Number 33. */
typedef struct kefu_agent_assigns {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved_2[2];
  /* the agent who is to have the session; exactly one of these; id; `value`
   * of the record */
  uint32_t to_agent;
  /* the group that is to have the session; exactly one of these; id; in the
   * payload */
  uint16_t to_group;
  uint8_t reserved_3[2];
  uint32_t intent; /* the robot's classification (R8); id; in the payload */
} kefu_agent_assigns;
#define KEFU_AGENT_ASSIGNS_INIT \
  {sizeof(kefu_agent_assigns), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}, 0, 0, \
  {0}, 0}
KEFU_API int kefu_add_agent_assigns(kefu_batch* batch,
                                    const kefu_agent_assigns* event);

/* agent_invites_rating: An agent invites the customer of his session to rate
 * it, once a session (F1). Number 35. */
typedef struct kefu_agent_invites_rating {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  uint8_t reserved[6];
} kefu_agent_invites_rating;
#define KEFU_AGENT_INVITES_RATING_INIT \
  {sizeof(kefu_agent_invites_rating), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}}
KEFU_API int kefu_add_agent_invites_rating(
    kefu_batch* batch, const kefu_agent_invites_rating* event);

/* agent_blocks: An agent blocks a customer at a desk or for the whole
 * tenant; a running session is closed (F4). Number 42. */
typedef struct kefu_agent_blocks {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  /* this desk, or all desks of the tenant (F4); required; kefu_block_scope;
   * `detail` of the record */
  uint8_t scope;
  uint8_t reserved_2[1];
  uint16_t desk; /* the desk; id */
  uint8_t has_until; /* 1: it is given */
  uint8_t reserved_3[3];
  /* when the block ends; not given: never (F4); in the payload */
  int64_t until;
} kefu_agent_blocks;
#define KEFU_AGENT_BLOCKS_INIT \
  {sizeof(kefu_agent_blocks), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}, 0, 0, \
  {0}, 0}
KEFU_API int kefu_add_agent_blocks(kefu_batch* batch,
                                   const kefu_agent_blocks* event);

/* agent_unblocks: An agent lifts a block (F4). Number 43. */
typedef struct kefu_agent_unblocks {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint8_t reserved_1[4];
  uint64_t customer; /* the customer; required; id */
  /* this desk, or all desks of the tenant (F4); required; kefu_block_scope;
   * `detail` of the record */
  uint8_t scope;
  uint8_t reserved_2[1];
  uint16_t desk; /* the desk; id */
  uint8_t reserved[4];
} kefu_agent_unblocks;
#define KEFU_AGENT_UNBLOCKS_INIT \
  {sizeof(kefu_agent_unblocks), 0, 0, 0, {NULL, 0}, 0, {0}, 0, 0, {0}, 0, \
  {0}}
KEFU_API int kefu_add_agent_unblocks(kefu_batch* batch,
                                     const kefu_agent_unblocks* event);

/* customer_changes: The host tells what it knows of a customer. What is not
 * given stays as it is (V1, R6, R11). Number 44. */
typedef struct kefu_customer_changes {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  /* attributes of the customer; one that is given nothing, or an empty text
   * or list, has no value from then on (V1); in the payload */
  const kefu_attribute* attributes;
  size_t attributes_count;
  size_t attributes_stride; /* 0: side by side */
  uint8_t has_tags; /* 1: it is given */
  uint8_t reserved_1[7];
  /* all tags that the customer has from then on; an empty list: none (V1);
   * ids; in the payload */
  const uint32_t* tags;
  size_t tags_count;
  size_t tags_stride; /* 0: side by side */
  uint8_t has_dedicated_agent; /* 1: it is given */
  uint8_t reserved_2[3];
  /* the customer's dedicated agent from then on, or nobody (R6); id; 0:
   * nobody; in the payload */
  uint32_t dedicated_agent;
  uint8_t has_home_store; /* 1: it is given */
  uint8_t reserved_3[3];
  /* the customer's own store 归属门店 from then on, or none; of the
   * sessions that open and for which neither event nor link names one (R11);
   * id; 0: none; in the payload */
  uint32_t home_store;
} kefu_customer_changes;
#define KEFU_CUSTOMER_CHANGES_INIT \
  {sizeof(kefu_customer_changes), 0, 0, 0, {NULL, 0}, 0, NULL, 0, 0, 0, {0}, \
  NULL, 0, 0, 0, {0}, 0, 0, {0}, 0}
KEFU_API int kefu_add_customer_changes(kefu_batch* batch,
                                       const kefu_customer_changes* event);

/* agent_changes_settings: An agent changes his own settings (A2, A3). Number
 * 45. */
typedef struct kefu_agent_changes_settings {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  /* the new value of auto_accept (A3); kefu_auto_accept; `detail` of the
   * record */
  uint8_t auto_accept;
  uint8_t has_capacity; /* 1: it is given */
  uint8_t reserved_1[2];
  /* the new capacity, 0 to 1000 units (A2); in the payload */
  uint32_t capacity;
  uint8_t reserved[4];
} kefu_agent_changes_settings;
#define KEFU_AGENT_CHANGES_SETTINGS_INIT \
  {sizeof(kefu_agent_changes_settings), 0, 0, 0, {NULL, 0}, 0, 0, 0, {0}, 0, \
  {0}}
KEFU_API int kefu_add_agent_changes_settings(
    kefu_batch* batch, const kefu_agent_changes_settings* event);

/* crowd_refreshes: A crowd is brought up to date by hand, at most
 * `crowds.refreshes_by_hand` times a local day (V3). Number 46. */
typedef struct kefu_crowd_refreshes {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  /* the agent who acts, or whom the customer asks for (R4); required; id */
  uint32_t agent;
  uint16_t crowd; /* the crowd (V2); required; id; `value` of the record */
  uint8_t reserved[2];
} kefu_crowd_refreshes;
#define KEFU_CROWD_REFRESHES_INIT \
  {sizeof(kefu_crowd_refreshes), 0, 0, 0, {NULL, 0}, 0, 0, {0}}
KEFU_API int kefu_add_crowd_refreshes(kefu_batch* batch,
                                      const kefu_crowd_refreshes* event);

/* crowd_used: A campaign or a mass sending uses a crowd; the record stays
 * when the crowd is removed (V2). Number 47. */
typedef struct kefu_crowd_used {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint16_t crowd; /* the crowd (V2); required; id; `value` of the record */
  uint8_t reserved_1[6];
  /* a click: the name of a campaign of the ruleset (G4); else the host's id
   * of one; in the payload */
  kefu_string campaign;
  kefu_string send; /* the host's id of the mass sending; in the payload */
} kefu_crowd_used;
#define KEFU_CROWD_USED_INIT \
  {sizeof(kefu_crowd_used), 0, 0, 0, {NULL, 0}, 0, {0}, {NULL, 0}, {NULL, 0}}
KEFU_API int kefu_add_crowd_used(kefu_batch* batch,
                                 const kefu_crowd_used* event);

/* customer_triggers: A customer does something on his platform by which
 * messages to him are allowed, or no longer (W1, W3, W5); exactly one of
 * desk and channel is given. Number 61. */
typedef struct kefu_customer_triggers {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; exactly one of these; id */
  /* the channel where he did it (W1); exactly one of these; id; `value` of
   * the record */
  uint16_t channel;
  /* what the customer did (W1); required; kefu_customer_trigger; `detail` of
   * the record */
  uint8_t trigger;
  uint8_t reserved_1[3];
  /* subscribe: the platform's id of the template that he agreed to (W3); in
   * the payload */
  kefu_string template_id;
  uint8_t has_count; /* 1: it is given */
  uint8_t reserved_2[3];
  /* subscribe: how many such messages he agreed to, 0 to 1000; not given:
   * one (W3); in the payload */
  uint32_t count;
} kefu_customer_triggers;
#define KEFU_CUSTOMER_TRIGGERS_INIT \
  {sizeof(kefu_customer_triggers), 0, 0, 0, {NULL, 0}, 0, 0, 0, 0, {0}, \
  {NULL, 0}, 0, {0}, 0}
KEFU_API int kefu_add_customer_triggers(kefu_batch* batch,
                                        const kefu_customer_triggers* event);

/* delivery_fails: The platform has not delivered a message: an agent's, or
 * an automatic one. Where the cause is the reply window it is closed (W5).
 * Number 62. */
typedef struct kefu_delivery_fails {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
  uint64_t customer; /* the customer; required; id */
  uint16_t desk; /* the desk; required; id */
  /* why it did not arrive (W5); required; kefu_failure_cause; `detail` of
   * the record */
  uint8_t cause;
  uint8_t reserved_1[5];
  kefu_string message; /* the host's id of the message; in the payload */
  /* which automatic text it was (G1); kefu_text_source; in the payload */
  uint8_t source;
  uint8_t reserved[7];
} kefu_delivery_fails;
#define KEFU_DELIVERY_FAILS_INIT \
  {sizeof(kefu_delivery_fails), 0, 0, 0, {NULL, 0}, 0, 0, 0, {0}, {NULL, 0}, \
  0, {0}}
KEFU_API int kefu_add_delivery_fails(kefu_batch* batch,
                                     const kefu_delivery_fails* event);

/* time_passes: Nothing but time: fires every timer that is due (T2). Number
 * 60. */
typedef struct kefu_time_passes {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint8_t has_seq; /* 1: seq is given */
  uint64_t seq; /* the host's running number (T1) */
  kefu_string id; /* the platform's id of the push (T1) */
} kefu_time_passes;
#define KEFU_TIME_PASSES_INIT \
  {sizeof(kefu_time_passes), 0, 0, 0, {NULL, 0}}
KEFU_API int kefu_add_time_passes(kefu_batch* batch,
                                  const kefu_time_passes* event);

/* ================================================================= Effects */

/* One effect: 64 bytes, little endian, the same in C++, C, NumPy and on disk.
 * (event, index) names it for good: a host's outbox can use that as its key.
 * Members that an effect does not use are 0. */
typedef struct kefu_effect {
  int64_t at;        /* the event's time, or the timer's own deadline */
  uint64_t event;    /* ordinal of the event, from 1, refused ones too */
  uint64_t session;  /* its number in the engine, from 1 */
  uint64_t customer; /* id */
  uint32_t agent;    /* id */
  uint32_t value;    /* position, link, texts, coupon, channel, crowd,
                        to_agent or push; left plus 1 */
  uint32_t index;    /* among the effects of the same event, from 0 */
  uint32_t asked;    /* decision: agents who could have taken it; position */
  uint16_t desk;     /* id */
  uint16_t group;    /* id of a group or rule; of not_sent: kefu_text_source */
  uint16_t reason;   /* kefu_reason */
  uint16_t why;      /* decision: kefu_reason; minutes or score, plus 1 */
  uint8_t type;      /* kefu_effect_type */
  uint8_t timer;     /* kefu_timer_kind; 0: the event itself */
  uint8_t detail;    /* by, source, kind, what or status */
  uint8_t rung;      /* decision: kefu_rung */
  uint32_t later;    /* milliseconds after `at` */
} kefu_effect;

/* The decision behind an assignment or an enqueue (E1). */
typedef struct kefu_decision {
  uint8_t rung;    /* kefu_rung: the one that decided */
  uint16_t reason; /* kefu_reason: why the rung before it did not, or why
                      nobody was found */
  uint32_t list;   /* the group; 0: the desk's own list */
  uint32_t agent;  /* who was chosen; 0 if it waits */
  uint32_t asked;  /* how many agents could have taken it */
} kefu_decision;

/* ----------------------------------------------- the effects, one by one */
/* Made from include/kefu/events.def. kefu_read_ fills the struct from a record
 * of that type; KEFU_ERROR_WRONG_TYPE if it is of another one. A host that
 * switches over record->type can as well read the record's own members. */

/* refuse: The event, or its part about this customer, is refused (T4).
 * Number 1. */
typedef struct kefu_effect_refuse {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[1];
  uint16_t reason; /* kefu_reason */
  uint64_t customer; /* id */
  uint32_t agent; /* id */
  uint16_t desk; /* id */
  uint8_t reserved[2];
} kefu_effect_refuse;
#define KEFU_EFFECT_REFUSE_INIT \
  {sizeof(kefu_effect_refuse), 0, 0, 0, 0, {0}, 0, 0, 0, 0, {0}}
KEFU_API int kefu_read_refuse(kefu_effect_refuse* effect,
                              const kefu_effect* record);

/* open_session: A session opens (S1). Number 2. */
typedef struct kefu_effect_open_session {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t link; /* id; `value` of the record */
} kefu_effect_open_session;
#define KEFU_EFFECT_OPEN_SESSION_INIT \
  {sizeof(kefu_effect_open_session), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0}
KEFU_API int kefu_read_open_session(kefu_effect_open_session* effect,
                                    const kefu_effect* record);

/* close_session: A session is closed; `agent` is who served it, `group`
 * where it was (S2). Number 3. */
typedef struct kefu_effect_close_session {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint16_t group; /* id */
  uint8_t by; /* kefu_closed_by; `detail` of the record */
  uint8_t reserved_3[1];
  uint16_t reason; /* kefu_reason */
  uint8_t reserved[2];
} kefu_effect_close_session;
#define KEFU_EFFECT_CLOSE_SESSION_INIT \
  {sizeof(kefu_effect_close_session), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, 0, \
  {0}, 0, {0}}
KEFU_API int kefu_read_close_session(kefu_effect_close_session* effect,
                                     const kefu_effect* record);

/* assign: The session is this agent's from now on (R, Q2, A4). Number 4. */
typedef struct kefu_effect_assign {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint16_t group; /* id */
  uint8_t by; /* kefu_assign_by; `detail` of the record */
  uint8_t reserved_3[1];
  kefu_decision decision;
  uint8_t reserved[4];
} kefu_effect_assign;
#define KEFU_EFFECT_ASSIGN_INIT \
  {sizeof(kefu_effect_assign), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, 0, {0}, \
  {0, 0, 0, 0, 0}, {0}}
KEFU_API int kefu_read_assign(kefu_effect_assign* effect,
                              const kefu_effect* record);

/* offer: The session, which waits, is offered to this agent until then; its
 * place is reserved meanwhile (A16). Number 5. */
typedef struct kefu_effect_offer {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint16_t group; /* id */
  uint8_t reserved_3[6];
  int64_t until; /* in milliseconds since 1970 UTC; `value` of the record */
  kefu_decision decision;
} kefu_effect_offer;
#define KEFU_EFFECT_OFFER_INIT \
  {sizeof(kefu_effect_offer), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, {0}, 0, \
  {0, 0, 0, 0, 0}}
KEFU_API int kefu_read_offer(kefu_effect_offer* effect,
                             const kefu_effect* record);

/* withdraw_offer: The session is offered to this agent no longer (A16). Not
 * after he has accepted or declined it. Number 6. */
typedef struct kefu_effect_withdraw_offer {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint16_t group; /* id */
  uint16_t reason; /* kefu_reason */
  uint8_t reserved[4];
} kefu_effect_withdraw_offer;
#define KEFU_EFFECT_WITHDRAW_OFFER_INIT \
  {sizeof(kefu_effect_withdraw_offer), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, \
  0, {0}}
KEFU_API int kefu_read_withdraw_offer(kefu_effect_withdraw_offer* effect,
                                      const kefu_effect* record);

/* enqueue: The session waits; `position` counts from 1 in its list (Q1, Q6).
 * `preferred`: at an all-day desk, whom the host named or whom the customer
 * talked to (R13). Number 7. */
typedef struct kefu_effect_enqueue {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint16_t group; /* id */
  uint32_t position; /* `value` of the record */
  uint16_t reason; /* kefu_reason */
  uint8_t reserved_2[2];
  kefu_decision decision;
  uint32_t preferred; /* id; `agent` of the record */
} kefu_effect_enqueue;
#define KEFU_EFFECT_ENQUEUE_INIT \
  {sizeof(kefu_effect_enqueue), 0, 0, 0, 0, {0}, 0, 0, 0, 0, 0, 0, {0}, \
  {0, 0, 0, 0, 0}, 0}
KEFU_API int kefu_read_enqueue(kefu_effect_enqueue* effect,
                               const kefu_effect* record);

/* dequeue: The session waits no longer. Number 8. */
typedef struct kefu_effect_dequeue {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint16_t group; /* id */
  uint16_t reason; /* kefu_reason */
  uint8_t reserved[2];
} kefu_effect_dequeue;
#define KEFU_EFFECT_DEQUEUE_INIT \
  {sizeof(kefu_effect_dequeue), 0, 0, 0, 0, {0}, 0, 0, 0, 0, 0, {0}}
KEFU_API int kefu_read_dequeue(kefu_effect_dequeue* effect,
                               const kefu_effect* record);

/* pool: The session is in the message pool, to be handed out later (O1, O2).
 * Number 9. */
typedef struct kefu_effect_pool {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint16_t group; /* id */
  uint16_t reason; /* kefu_reason */
  uint8_t reserved_2[2];
  kefu_decision decision;
} kefu_effect_pool;
#define KEFU_EFFECT_POOL_INIT \
  {sizeof(kefu_effect_pool), 0, 0, 0, 0, {0}, 0, 0, 0, 0, 0, {0}, \
  {0, 0, 0, 0, 0}}
KEFU_API int kefu_read_pool(kefu_effect_pool* effect,
                            const kefu_effect* record);

/* change_session: The session stays with its agent: it is held or not (A17),
 * has lapsed or is revived (A9). Number 10. */
typedef struct kefu_effect_change_session {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint8_t what; /* kefu_session_change; `detail` of the record */
  uint8_t reserved[7];
} kefu_effect_change_session;
#define KEFU_EFFECT_CHANGE_SESSION_INIT \
  {sizeof(kefu_effect_change_session), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, \
  {0}}
KEFU_API int kefu_read_change_session(kefu_effect_change_session* effect,
                                      const kefu_effect* record);

/* transfer: The session leaves this agent for another agent or a group (S3,
 * A7). What becomes of it follows: `assign` or `enqueue`. A note is that of
 * the event. Number 11. */
typedef struct kefu_effect_transfer {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t from; /* id; `agent` of the record */
  uint32_t to_agent; /* id; `value` of the record */
  uint16_t to_group; /* id; `group` of the record */
  uint16_t reason; /* kefu_reason */
} kefu_effect_transfer;
#define KEFU_EFFECT_TRANSFER_INIT \
  {sizeof(kefu_effect_transfer), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, 0, 0}
KEFU_API int kefu_read_transfer(kefu_effect_transfer* effect,
                                const kefu_effect* record);

/* ask_robot: The customer's last message is the robot's to answer (R7);
 * `group`: of whose own robot it is. The decision is that by which the robot
 * got the session, and none for later messages. Number 12. */
typedef struct kefu_effect_ask_robot {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint16_t group; /* id */
  kefu_decision decision;
  uint8_t reserved[4];
} kefu_effect_ask_robot;
#define KEFU_EFFECT_ASK_ROBOT_INIT \
  {sizeof(kefu_effect_ask_robot), 0, 0, 0, 0, {0}, 0, 0, 0, 0, \
  {0, 0, 0, 0, 0}, {0}}
KEFU_API int kefu_read_ask_robot(kefu_effect_ask_robot* effect,
                                 const kefu_effect* record);

/* send: Send these texts, links and menus of the ruleset to the customer.
 * Without a session: to the customer at this desk. What the texts speak of
 * stands beside them (K7): `agent`, whose name; `position` in the list;
 * `wait`, in whole minutes, rounded up, at most 65534. `rule`: the welcome,
 * greeting, campaign, keyword or default reply. `valid_until`: from then on
 * it is too late to send it (G1). In the shop it is of no desk (G4). Number
 * 13. */
typedef struct kefu_effect_send {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t source; /* kefu_text_source; `detail` of the record */
  uint8_t reserved_2[1];
  uint32_t texts; /* see kefu_text; `value` of the record */
  uint32_t agent; /* id */
  uint32_t position; /* `asked` of the record */
  uint8_t has_wait; /* 1: it is given */
  uint8_t reserved_3[3];
  uint32_t wait; /* `why` of the record */
  uint16_t rule; /* id; `group` of the record */
  uint8_t has_valid_until; /* 1: it is given */
  uint8_t reserved_4[5];
  int64_t valid_until; /* `later` of the record */
} kefu_effect_send;
#define KEFU_EFFECT_SEND_INIT \
  {sizeof(kefu_effect_send), 0, 0, 0, 0, {0}, 0, 0, 0, 0, {0}, 0, 0, 0, 0, \
  {0}, 0, 0, 0, {0}, 0}
KEFU_API int kefu_read_send(kefu_effect_send* effect,
                            const kefu_effect* record);

/* deliver: The agent's message may go out to the customer; without an agent:
 * all those of the robot. `left`: how many more may then go out; not given
 * where their number is not limited (W1). Number 14. */
typedef struct kefu_effect_deliver {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint8_t kind; /* kefu_message_kind; `detail` of the record */
  uint8_t has_left; /* 1: it is given */
  uint8_t reserved_3[2];
  uint32_t left; /* `value` of the record */
} kefu_effect_deliver;
#define KEFU_EFFECT_DELIVER_INIT \
  {sizeof(kefu_effect_deliver), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, 0, {0}, \
  0}
KEFU_API int kefu_read_deliver(kefu_effect_deliver* effect,
                               const kefu_effect* record);

/* send_template: Send a template instead of the agent's message, or of those
 * that he has written since the customer left the page; why, says the reason
 * (W3, W4). Number 15. */
typedef struct kefu_effect_send_template {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint16_t channel; /* id; `value` of the record */
  uint16_t reason; /* kefu_reason */
  uint8_t reserved[4];
} kefu_effect_send_template;
#define KEFU_EFFECT_SEND_TEMPLATE_INIT \
  {sizeof(kefu_effect_send_template), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, 0, \
  {0}}
KEFU_API int kefu_read_send_template(kefu_effect_send_template* effect,
                                     const kefu_effect* record);

/* notify_agent: Tell the agent (A15); without an agent: whoever looks after
 * the group, or the desk. `push` is 1 where connections count for nothing
 * (A7). Number 16. */
typedef struct kefu_effect_notify_agent {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint8_t what; /* kefu_notice_what; `detail` of the record */
  uint8_t reserved_3[1];
  uint16_t group; /* id */
  uint32_t push; /* `value` of the record */
} kefu_effect_notify_agent;
#define KEFU_EFFECT_NOTIFY_AGENT_INIT \
  {sizeof(kefu_effect_notify_agent), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, \
  {0}, 0, 0}
KEFU_API int kefu_read_notify_agent(kefu_effect_notify_agent* effect,
                                    const kefu_effect* record);

/* set_agent_status: The engine has changed an agent's status, or he comes on
 * duty or goes off duty (A8); his status is then the one that he has. Number
 * 17. */
typedef struct kefu_effect_set_agent_status {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint32_t agent; /* id */
  uint8_t status; /* kefu_agent_status; `detail` of the record */
  uint8_t reserved_2[1];
  uint16_t reason; /* kefu_reason */
} kefu_effect_set_agent_status;
#define KEFU_EFFECT_SET_AGENT_STATUS_INIT \
  {sizeof(kefu_effect_set_agent_status), 0, 0, 0, 0, {0}, 0, 0, {0}, 0}
KEFU_API int kefu_read_set_agent_status(kefu_effect_set_agent_status* effect,
                                        const kefu_effect* record);

/* grant: Give the customer one gift of a campaign that he has claimed (G4):
 * so much `amount` of balance (in its smallest unit) or points, or a coupon.
 * Number 18. */
typedef struct kefu_effect_grant {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t reserved_1[3];
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t gift; /* kefu_gift_kind; `detail` of the record */
  uint8_t reserved_2[1];
  uint16_t campaign; /* id; `group` of the record */
  uint8_t reserved_3[2];
  uint32_t amount; /* `asked` of the record */
  uint32_t coupon; /* id; `value` of the record */
} kefu_effect_grant;
#define KEFU_EFFECT_GRANT_INIT \
  {sizeof(kefu_effect_grant), 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, {0}, 0, 0}
KEFU_API int kefu_read_grant(kefu_effect_grant* effect,
                             const kefu_effect* record);

/* record: Store this. `source`: of a text that was not sent, which it was
 * (K9). `campaign`: what is shown, clicked or granted, which the reason says
 * (G4). `score`: of a rating; one that has lapsed has none (F1). Number 19. */
typedef struct kefu_effect_record {
  size_t size;
  int64_t at; /* when, in milliseconds since 1970 UTC */
  uint64_t event; /* ordinal of the event, from 1 */
  uint32_t index; /* among the effects of that event, from 0 */
  uint8_t timer; /* kefu_timer_kind; 0: the event itself */
  uint8_t what; /* kefu_record_what; `detail` of the record */
  uint8_t reserved_1[2];
  uint64_t session; /* number */
  uint64_t customer; /* id */
  uint16_t desk; /* id */
  uint8_t reserved_2[2];
  uint32_t agent; /* id */
  uint16_t reason; /* kefu_reason */
  uint16_t crowd; /* id; `value` of the record */
  uint8_t source; /* kefu_text_source; `group` of the record */
  uint8_t has_score; /* 1: it is given */
  uint8_t reserved_3[2];
  uint32_t score; /* `why` of the record */
  uint16_t campaign; /* id; `asked` of the record */
  uint8_t reserved[2];
} kefu_effect_record;
#define KEFU_EFFECT_RECORD_INIT \
  {sizeof(kefu_effect_record), 0, 0, 0, 0, 0, {0}, 0, 0, 0, {0}, 0, 0, 0, 0, \
  0, {0}, 0, 0, {0}}
KEFU_API int kefu_read_record(kefu_effect_record* effect,
                              const kefu_effect* record);

/* Appends what a `send` effect sends, ready to go out (K7): an object of JSON
 * with "texts", a list; "links", of {"title", "url"}; "menu", of {"text",
 * "items"}, these of {"name", "text"}; what there is none of is left out. What
 * is in `json` already stays: clear it before each effect, or objects stand one
 * behind the other. `customer`: what stands for {customer}; empty: what the
 * ruleset has for it. Of another effect: KEFU_ERROR_WRONG_TYPE, and nothing is
 * appended. */
KEFU_API int kefu_render(kefu_buffer* json, const kefu_ruleset* ruleset,
                         const kefu_effect* send, const char* customer,
                         size_t length);

/* ================================================================ Applying */

/* Applies one event. `*effects` and `*count`, which may both be NULL, are what
 * has to be done, in this order: first what every timer that was due by then
 * wants, then what the event does (T2, T5). They live until the next call that
 * changes the engine. `payloads` must lie at a multiple of 8 bytes; (NULL, 0)
 * if the event has none. A refusal is an effect (T4).
 * KEFU_ERROR_OUT_OF_MEMORY: the event was refused for want of memory; there
 * are effects all the same, of timers that had fired and, if it found room,
 * the refusal. The engine is whole (T9). */
KEFU_API int kefu_apply(const kefu_effect** effects, size_t* count,
                        kefu_engine* engine, const kefu_event* event,
                        const void* payloads, size_t payload_bytes);

/* The same, and for each routing that is decided in the call its explanation,
 * which takes the place of what `explanations` had (E1). */
KEFU_API int kefu_apply_explained(const kefu_effect** effects,
                                  size_t* count,
                                  kefu_explanations* explanations,
                                  kefu_engine* engine,
                                  const kefu_event* event,
                                  const void* payloads, size_t payload_bytes);

/* Applies many events in order, until all are done or at least `limit` effects
 * are there (0: no limit), and says in `*applied` how many it did; the rest is
 * for the next call. Faster than one call for each; the outcome is the same.
 * KEFU_ERROR_OUT_OF_MEMORY: at least one of the events was refused for want of
 * memory; its effect says which. */
KEFU_API int kefu_apply_records(const kefu_effect** effects,
                                size_t* count, size_t* applied,
                                kefu_engine* engine,
                                const kefu_event* events,
                                size_t event_count, const void* payloads,
                                size_t payload_bytes, size_t limit);
/* The same for the events of a batch from `first` on. */
KEFU_API int kefu_apply_batch(const kefu_effect** effects,
                              size_t* count, size_t* applied,
                              kefu_engine* engine, const kefu_batch* batch,
                              size_t first, size_t limit);

/* Two doors for hosts that would rather copy bytes than hold pointers into the
 * library. Both write into memory of the caller, as many whole effects as find
 * room, and lose nothing: the other effects are kept, and stand first in `out`
 * of the next call of the same door. They return
 *
 *   KEFU_OK    everything is done and written
 *   KEFU_MORE  there is more, input or effects: call again with what is left
 *              of the input, which may be nothing
 *   KEFU_ERROR_BUFFER_TOO_SMALL  not one effect finds room: nothing is in
 *              `out`, and `*written` says how many bytes the next one takes.
 *              What `*used` counts has been applied all the same.
 *   KEFU_ERROR_OUT_OF_MEMORY     as of kefu_apply_records; `*written` and
 *              `*used` count as always, and there may be more
 *
 * kefu_apply_bytes reads
 *
 *   uint32_t records        how many
 *   uint32_t payload_bytes  of all payloads, a multiple of 8
 *   kefu_event[records]
 *   payloads
 *
 * and nothing after it, at any address. It leaves out the first `first`
 * records and says in `*used` how many it applied. It writes kefu_effects, 64
 * bytes each. Room for some hundred effects is best. A host's loop:
 *
 *   do {
 *     r = kefu_apply_bytes(&written, &used, engine, out, room, in, n, first);
 *     first += used;
 *     ... the first `written` bytes of `out` ...
 *   } while (r == KEFU_MORE);
 *
 * (NULL, 0) as input fetches what is kept; do so before a snapshot, which does
 * not hold it. KEFU_ERROR_INVALID_ARGUMENT: the sizes contradict each other. */
KEFU_API int kefu_apply_bytes(size_t* written, size_t* used,
                              kefu_engine* engine, void* out, size_t room,
                              const void* in, size_t in_bytes, size_t first);

/* kefu_apply_json reads events as JSON Lines (docs/events.md) and writes the
 * effects as JSON Lines. `*used`: the bytes read, whole lines; the last one may
 * lack its line break. Names are looked up as by kefu_customer.
 * KEFU_ERROR_INVALID_LOG: a line is wrong; `errors`, which may be NULL, has its
 * place, with lines counted in this call. What stands before it has been
 * applied and is in `out`; `*used` ends behind it, so a host that wants to go
 * on without it just does. After KEFU_ERROR_OUT_OF_MEMORY the next call goes on
 * where this one stopped. */
KEFU_API int kefu_apply_json(size_t* written, size_t* used,
                             kefu_engine* engine, char* out, size_t room,
                             const char* lines, size_t length,
                             kefu_errors* errors);

/* -------------------------------------------------------------------- time */

/* The time of the last event or timer. KEFU_ERROR_NOT_FOUND, and KEFU_NEVER,
 * before the first event. */
KEFU_API int kefu_now(int64_t* now, const kefu_engine* engine);
/* When the next timer fires; KEFU_ERROR_NOT_FOUND, and KEFU_NEVER, if none is
 * armed. Nothing happens by itself before then (T3): apply `time_passes` at
 * that time. */
KEFU_API int kefu_next_deadline(int64_t* deadline, const kefu_engine* engine);

/* =============================================================== Questions */

/* A customer's open session at a desk. */
typedef struct kefu_session_info {
  size_t size;
  uint64_t session; /* its number; 0 if there is none */
  uint32_t agent;   /* who serves */
  uint16_t group;   /* where it waits or was assigned */
  uint16_t priority;
  uint32_t cost;       /* units of capacity (A12), also on hold or idle */
  uint8_t state;       /* kefu_session_state */
  uint8_t held;        /* 1: on hold (A17) */
  int64_t opened_at;
  int64_t joined_at;   /* from when it counts in the waiting list (Q1, Q10) */
  int64_t assigned_at; /* of the present agent; KEFU_NEVER while it waits */
  int64_t offered_until; /* KEFU_NEVER: it is not on offer */
  uint32_t offered_to; /* who is asked while it waits (A16); 0: nobody */
  uint8_t lapsed;      /* 1: its agent must accept it again (A9) */
  uint8_t reserved[3];
} kefu_session_info;
#define KEFU_SESSION_INFO_INIT \
  {sizeof(kefu_session_info), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {0}}
/* KEFU_ERROR_NOT_FOUND, and `session` 0: he has none there. */
KEFU_API int kefu_session(kefu_session_info* info, const kefu_engine* engine,
                          uint64_t customer, uint32_t desk);

/* The place of a waiting session (Q6). */
typedef struct kefu_position_info {
  size_t size;
  uint32_t position;         /* from 1; 0 if it does not wait */
  uint32_t ahead;            /* how many are before it */
  int64_t estimated_wait_ms; /* KEFU_NEVER: not known yet */
} kefu_position_info;
#define KEFU_POSITION_INFO_INIT {sizeof(kefu_position_info), 0, 0, 0}
/* KEFU_ERROR_NOT_FOUND, and `position` 0: he does not wait there. */
KEFU_API int kefu_position(kefu_position_info* info, const kefu_engine* engine,
                           uint64_t customer, uint32_t desk);

/* Sessions that wait: at a group, and in the desk's own list. */
KEFU_API uint32_t kefu_waiting_at_group(const kefu_engine* engine,
                                        uint32_t group);
KEFU_API uint32_t kefu_waiting_at_desk(const kefu_engine* engine,
                                       uint32_t desk);

/* The message pool of a group, or of a desk's own list (O2). */
typedef struct kefu_pool_info {
  size_t size;
  uint64_t oldest;   /* the customer whose session came first; 0: none */
  int64_t since;     /* when that one came; KEFU_NEVER: it is empty */
  uint32_t sessions; /* how many */
  uint8_t reserved[4];
} kefu_pool_info;
#define KEFU_POOL_INFO_INIT {sizeof(kefu_pool_info), 0, 0, 0, {0}}
/* An unknown id is answered like an empty pool. */
KEFU_API int kefu_pool_at_group(kefu_pool_info* info, const kefu_engine* engine,
                                uint32_t group);
KEFU_API int kefu_pool_at_desk(kefu_pool_info* info, const kefu_engine* engine,
                               uint32_t desk);

/* An agent as the engine sees him now. */
typedef struct kefu_agent_info {
  size_t size;
  uint8_t status;      /* kefu_agent_status */
  uint8_t auto_accept; /* kefu_auto_accept */
  uint32_t capacity;   /* units */
  uint32_t load;       /* units, of all his serving sessions */
  uint32_t sessions;   /* how many he serves */
} kefu_agent_info;
#define KEFU_AGENT_INFO_INIT {sizeof(kefu_agent_info), 0, 0, 0, 0, 0}
/* An unknown id is answered like an agent who is offline. */
KEFU_API int kefu_agent(kefu_agent_info* info, const kefu_engine* engine,
                        uint32_t agent);

/* A session in a list of several, for who looks after a desk (S7): what a
 * kefu_session_info has, whose it is and where. */
typedef struct kefu_listed_session {
  size_t size;
  uint64_t customer;
  uint64_t session;    /* its number */
  uint32_t agent;
  uint16_t group;
  uint16_t priority;
  uint32_t cost;
  uint8_t state;       /* kefu_session_state */
  uint8_t held;        /* 1: on hold (A17) */
  uint16_t desk;
  int64_t opened_at;
  int64_t joined_at;
  int64_t assigned_at; /* KEFU_NEVER while nobody serves it */
  int64_t offered_until; /* KEFU_NEVER: it is not on offer */
  uint32_t offered_to; /* who is asked while it waits (A16); 0: nobody */
  uint8_t lapsed;      /* 1: its agent must accept it again (A9) */
  uint8_t reserved[3];
} kefu_listed_session;
#define KEFU_LISTED_SESSION_INIT                                              \
  {sizeof(kefu_listed_session), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  \
   {0}}
/* A list of them, which each of the five questions below fills anew. */
KEFU_API int kefu_session_list_new(kefu_session_list** list);
KEFU_API void kefu_session_list_free(kefu_session_list* list);
/* Who waits at a group, or in the desk's own list: in the order in which they
 * are given away (Q1), those on offer (A16) in their places. The first `limit`
 * of them; an unknown id is answered like an empty list. */
KEFU_API int kefu_waiting_sessions_at_group(kefu_session_list* list,
                                            const kefu_engine* engine,
                                            uint32_t group, size_t limit);
KEFU_API int kefu_waiting_sessions_at_desk(kefu_session_list* list,
                                           const kefu_engine* engine,
                                           uint32_t desk, size_t limit);
/* Who is in the message pool there (O2): the one who is there longest first. */
KEFU_API int kefu_pooled_sessions_at_group(kefu_session_list* list,
                                           const kefu_engine* engine,
                                           uint32_t group, size_t limit);
KEFU_API int kefu_pooled_sessions_at_desk(kefu_session_list* list,
                                          const kefu_engine* engine,
                                          uint32_t desk, size_t limit);
/* Whom an agent has, those on hold and those that have lapsed too: by the
 * number of the session. */
KEFU_API int kefu_sessions_of(kefu_session_list* list,
                              const kefu_engine* engine, uint32_t agent);
/* How many there are, and the one at a place, from 0. */
KEFU_API size_t kefu_session_list_count(const kefu_session_list* list);
KEFU_API int kefu_session_list_get(kefu_listed_session* session,
                                   const kefu_session_list* list,
                                   size_t place);
/* Who is online (A18), in declared order: writes the ids of as many as there is
 * room for, and sets `*count` to how many they are. NULL and 0 only ask for
 * their number. */
KEFU_API int kefu_online(uint32_t* agents, size_t room, size_t* count,
                         const kefu_engine* engine);

/* Whether a message may be sent to a customer (W2). `count`: of texts that go
 * out together; of products and articles the items of one message. With
 * `agent`, for messages of an agent, whether he may write in the session is
 * looked at, too. `at`: when; what lies before kefu_now is now. */
typedef struct kefu_send_question {
  size_t size;
  uint64_t customer;
  int64_t at; /* in milliseconds since 1970 UTC */
  uint32_t agent;
  uint32_t count;
  uint16_t desk;
  uint8_t who;  /* kefu_sender */
  uint8_t use;  /* kefu_send_use */
  uint8_t kind; /* kefu_message_kind */
  uint8_t reserved[3];
} kefu_send_question;
#define KEFU_SEND_QUESTION_INIT                                             \
  {sizeof(kefu_send_question), 0, 0, 0, 1, 0, KEFU_SENDER_AGENT,            \
   KEFU_SEND_USE_ANY, KEFU_MESSAGE_KIND_TEXT, {0}}
typedef struct kefu_send_info {
  size_t size;
  int64_t until;         /* until when the last of those may go out */
  uint32_t left;         /* how many may go out as they are */
  uint16_t reason;       /* kefu_reason: why it does not go out as it is */
  uint8_t allowed;       /* 1: it goes out as it is */
  uint8_t template_only; /* 1: a template goes out instead (W3, W4) */
  uint8_t has_left;      /* 0: any number */
  uint8_t has_until;     /* 0: nothing ends, or none may go out */
  uint8_t reserved[6];
} kefu_send_info;
#define KEFU_SEND_INFO_INIT {sizeof(kefu_send_info), 0, 0, 0, 0, 0, 0, 0, {0}}
KEFU_API int kefu_may_send(kefu_send_info* info, const kefu_engine* engine,
                           const kefu_send_question* question);

/* Sessions, closed ones too, whose last message is the customer's and that
 * nobody serves (S5): who is unanswered longest first, of those at one instant
 * by the number of the session. Neither the robot's sessions, nor those that
 * were discarded, nor blocked or erased customers. Empty where
 * `tenant.keep_unanswered` is off, which is the default. */
typedef struct kefu_unanswered_info {
  size_t size;
  uint64_t customer;
  uint64_t session;
  int64_t since;         /* his first message that has had no answer */
  uint32_t agent;        /* whom he talked to last there (R5); 0: nobody */
  uint32_t left;         /* how many texts may go out as they are */
  int64_t until;         /* until when the last of those may */
  uint16_t desk;
  uint16_t reason;       /* kefu_reason: why no text goes out as it is */
  uint8_t state;         /* kefu_session_state: waiting, pooled or closed */
  uint8_t allowed;       /* 1: a text of an agent goes out as it is (W2) */
  uint8_t template_only; /* 1: a template goes out instead (W3, W4) */
  uint8_t has_left;      /* 0: any number */
  uint8_t has_until;     /* 0: nothing ends, or none may go out */
  uint8_t reserved[7];
} kefu_unanswered_info;
#define KEFU_UNANSWERED_INFO_INIT \
  {sizeof(kefu_unanswered_info), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {0}}
typedef struct kefu_unanswered_question {
  size_t size;
  uint64_t limit; /* entries at most */
  uint32_t agent; /* only those who talked to him last; 0: all */
  uint16_t desk;  /* only at this desk; 0: at all */
  uint8_t reserved[2];
} kefu_unanswered_question;
#define KEFU_UNANSWERED_QUESTION_INIT \
  {sizeof(kefu_unanswered_question), 1000, 0, 0, {0}}
/* A list of them, which the question fills anew. */
KEFU_API int kefu_unanswered_new(kefu_unanswered_list** list);
KEFU_API void kefu_unanswered_free(kefu_unanswered_list* list);
KEFU_API int kefu_unanswered(kefu_unanswered_list* list,
                             const kefu_engine* engine,
                             const kefu_unanswered_question* question);
KEFU_API size_t kefu_unanswered_count(const kefu_unanswered_list* list);
/* The one at a place, from 0. */
KEFU_API int kefu_unanswered_get(kefu_unanswered_info* info,
                                 const kefu_unanswered_list* list,
                                 size_t place);

/* The crowds that a customer is in (V3), in declared order: writes the ids of
 * as many as there is room for, and sets `*count` to how many they are. NULL
 * and 0 only ask for their number. Nobody knows an unknown customer's. */
KEFU_API int kefu_crowds_of(uint16_t* crowds, size_t room, size_t* count,
                            const kefu_engine* engine, uint64_t customer);

/* Sessions open now, customers known, events applied. */
KEFU_API uint64_t kefu_open_sessions(const kefu_engine* engine);
KEFU_API uint64_t kefu_known_customers(const kefu_engine* engine);
KEFU_API uint64_t kefu_events(const kefu_engine* engine);

/* Counters for monitoring. The first part is how things are now, the second
 * counts from the making of the engine on and survives a snapshot. */
typedef struct kefu_stats_info {
  size_t size;
  uint64_t customers;     /* known */
  uint64_t agents_online; /* status online */
  uint64_t sessions;      /* open */
  uint64_t waiting;       /* of those */
  uint64_t serving;       /* of those */
  uint64_t load;          /* units, of all agents together */
  uint64_t events;        /* applied, refused ones too */
  uint64_t refusals;      /* `refuse` effects */
  uint64_t opened;        /* sessions */
  uint64_t closed;        /* sessions */
  uint64_t assignments;   /* `assign` effects */
  uint64_t timers;        /* fired */
  uint64_t forgotten;     /* customers, erased ones too */
  uint64_t robot;         /* open sessions that the robot has now (R7) */
  uint64_t pooled;        /* those in the message pool now (O2) */
} kefu_stats_info;
#define KEFU_STATS_INFO_INIT \
  {sizeof(kefu_stats_info), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
/* Costs a pass over the agents. */
KEFU_API int kefu_stats(kefu_stats_info* info, const kefu_engine* engine);

/* A digest of the whole state, by names: equal for engines that went through
 * the same events (T7). Costs a pass over everything. */
KEFU_API int kefu_digest(uint64_t* digest, const kefu_engine* engine);
/* Bytes in use by the engine's tables, ruleset and names apart. */
KEFU_API size_t kefu_memory_bytes(const kefu_engine* engine);
/* Appends the invariant that is violated, in words; nothing if all is well
 * (T11). Costs a pass over everything. */
KEFU_API int kefu_check_invariants(kefu_buffer* violation,
                                   const kefu_engine* engine);

/* --------------------------------------------------------------------- why */

/* What one rung of the routing order found (E1). */
typedef struct kefu_rung_trace {
  size_t size;
  uint32_t agent;  /* the agent that it looked at, if it was one */
  uint16_t reason; /* kefu_reason: chosen, or why it passed the session on */
  uint16_t group;  /* the group that it looked at, if it was one */
  uint8_t rung;    /* kefu_rung */
  uint8_t dimension; /* kefu_scope_dimension; with not_in_scope: where the
                        group's scope does not hold the customer */
  uint8_t reserved[6];
} kefu_rung_trace;
#define KEFU_RUNG_TRACE_INIT {sizeof(kefu_rung_trace), 0, 0, 0, 0, 0, {0}}

/* For `at_capacity`: the limit with the smallest room (A2). */
typedef enum kefu_limit {
  KEFU_LIMIT_NONE = 0,
  KEFU_LIMIT_AGENT = 1,
  KEFU_LIMIT_CHANNEL = 2,
  KEFU_LIMIT_GROUP = 3,
  KEFU_LIMIT_MAXIMUM = 4
} kefu_limit;

/* What became of one agent of the list that was asked. */
typedef struct kefu_agent_trace {
  size_t size;
  uint32_t agent;
  uint16_t reason;   /* kefu_reason: chosen, beaten, or why not available */
  uint8_t limit;     /* kefu_limit */
  uint32_t load;     /* units, of the limit that is named; without one, of */
  uint32_t capacity; /* the smallest */
} kefu_agent_trace;
#define KEFU_AGENT_TRACE_INIT {sizeof(kefu_agent_trace), 0, 0, 0, 0, 0}

/* The reasons for one session: what a routing would decide now, or decided, or
 * why the session still waits. */
typedef struct kefu_explanation {
  size_t size;
  uint64_t session; /* 0: a question about one that is not open */
  uint64_t customer;
  kefu_decision decision;
  uint32_t position; /* its place, from 1, if it waits */
  uint32_t ahead;
  uint16_t refused; /* kefu_reason: there is nothing to explain, and why */
  uint16_t group;
  uint8_t waiting; /* 1: a session that waits already */
  size_t rung_count;  /* see kefu_explanations_rung */
  size_t agent_count; /* see kefu_explanations_agent */
} kefu_explanation;
#define KEFU_EXPLANATION_INIT \
  {sizeof(kefu_explanation), 0, 0, {0, 0, 0, 0, 0}, 0, 0, 0, 0, 0, 0, 0}

/* A list of explanations. */
KEFU_API int kefu_explanations_new(kefu_explanations** explanations);
KEFU_API void kefu_explanations_free(kefu_explanations* explanations);
KEFU_API size_t kefu_explanations_count(const kefu_explanations* explanations);
/* The one at a place, from 0. */
KEFU_API int kefu_explanations_get(kefu_explanation* explanation,
                                   const kefu_explanations* explanations,
                                   size_t place);
/* One rung of it, in routing order, and one agent, in declared order; `number`
 * counts from 0. */
KEFU_API int kefu_explanations_rung(kefu_rung_trace* rung,
                                    const kefu_explanations* explanations,
                                    size_t place, size_t number);
KEFU_API int kefu_explanations_agent(kefu_agent_trace* agent,
                                     const kefu_explanations* explanations,
                                     size_t place, size_t number);
/* Appends it in words, a line for each rung and each agent. */
KEFU_API int kefu_explanations_text(kefu_buffer* text,
                                    const kefu_explanations* explanations,
                                    size_t place, const kefu_ruleset* ruleset,
                                    int language);

/* What is asked about: a session that waits, or else one that the customer
 * would open now with these facts. `customer` 0 is one who is not known. */
typedef struct kefu_question {
  size_t size;
  uint64_t customer;
  uint32_t product;
  uint32_t intent;
  uint32_t order_status;
  uint32_t agent; /* whom the customer asks for (R4) */
  uint16_t desk;
  uint8_t kind; /* kefu_message_kind */
  uint8_t reserved[5];
  uint32_t link; /* R9, like the two below */
  uint32_t page;
  uint32_t language;
  uint32_t store; /* R11 */
} kefu_question;
#define KEFU_QUESTION_INIT \
  {sizeof(kefu_question), 0, 0, 0, 0, 0, 0, 0, {0}, 0, 0, 0, 0}
/* Why (E1). The answer takes the place of what `explanations` had. "Now" is
 * kefu_now: let time pass first. */
KEFU_API int kefu_explain(kefu_explanations* explanations,
                          const kefu_engine* engine,
                          const kefu_question* question);

/* What would have to be different (E2): for a session that waits, a single
 * change that would have it assigned now, and an agent for whom it would do.
 * Each is tried on a copy of the engine, by the rules themselves: who comes
 * online is given those who wait before it first, and may be full. Where
 * sessions are offered first (A16) an offer is as good as an assignment; while
 * the session is on offer only `waits` is told. */
typedef struct kefu_counterfactual {
  size_t size;
  int64_t at;      /* of `waits`: when; else KEFU_NEVER */
  uint32_t agent;  /* of `waits`: who has the session then, or is asked to
                      take it */
  uint16_t reason; /* kefu_reason: what stands against him now, as in a
                      kefu_agent_trace; of who is not in the list
                      not_participant; of `waits` why the session waits */
  uint8_t what;    /* kefu_change */
  uint8_t reserved[1];
} kefu_counterfactual;
#define KEFU_COUNTERFACTUAL_INIT {sizeof(kefu_counterfactual), 0, 0, 0, 0, {0}}
typedef struct kefu_counterfactual_question {
  size_t size;
  uint64_t customer;
  int64_t within;       /* how far it looks for `waits`, in milliseconds, to
                           KEFU_LAST_INSTANT; KEFU_NEVER: not at all */
  uint32_t most_agents; /* so many are tried for each change and reason, in
                           the order of the list; 0: only `waits` is told */
  uint16_t desk;
  uint8_t reserved[2];
} kefu_counterfactual_question;
#define KEFU_COUNTERFACTUAL_QUESTION_INIT \
  {sizeof(kefu_counterfactual_question), 0, 86400000, 10, 0, {0}}
/* A list of them, which the question fills anew: in the order of the changes,
 * then of the first agent told of each reason. What has the same `what` and
 * `reason` stands together: each of those agents alone would do. A try costs a
 * copy of the engine, and where it changes the ruleset (`hours_open`,
 * `joins_group`) a ruleset that is compiled and a snapshot that is restored.
 * "Now" is kefu_now: let time pass first. */
KEFU_API int kefu_counterfactuals_new(kefu_counterfactual_list** list);
KEFU_API void kefu_counterfactuals_free(kefu_counterfactual_list* list);
KEFU_API int kefu_counterfactuals(kefu_counterfactual_list* list,
                                  const kefu_engine* engine,
                                  const kefu_counterfactual_question* question);
/* kefu_reason: there is nothing to answer, and why, as `refused` of a
 * kefu_explanation; `wrong_state`: the session does not wait. 0: the question
 * was answered, be it that no change helps. */
KEFU_API uint32_t kefu_counterfactuals_refused(
    const kefu_counterfactual_list* list);
KEFU_API size_t kefu_counterfactuals_count(
    const kefu_counterfactual_list* list);
/* The one at a place, from 0. */
KEFU_API int kefu_counterfactuals_get(kefu_counterfactual* found,
                                      const kefu_counterfactual_list* list,
                                      size_t place);

/* What an agent may send by hand without writing it (K6): quick replies and
 * scripts of the ruleset. `at`, `desk`, `agent` and `customer` are what the
 * variables of its texts stand for (K7). */
typedef struct kefu_reply_question {
  size_t size;     /* sizeof(kefu_reply_question) */
  const char* typed; /* what he has typed, UTF-8 */
  size_t typed_length;
  int64_t at;            /* now, in milliseconds since 1970 UTC */
  const char* customer;  /* the name of whom he writes to, UTF-8 */
  size_t customer_length;
  uint32_t agent;        /* id */
  uint16_t desk;         /* id */
  uint8_t reserved[2];
} kefu_reply_question;
#define KEFU_REPLY_QUESTION_INIT \
  {sizeof(kefu_reply_question), NULL, 0, 0, NULL, 0, 0, 0, {0}}
/* Appends a list in JSON of {"root", "folder", "shortcut"}, root "personal" or
 * "public", with "texts", "links" and "menu" as kefu_render. Typed "#" and a
 * shortcut: the reply with this very shortcut, the agent's own before the
 * public one; nothing: all of them; else none. */
KEFU_API int kefu_quick_replies(kefu_buffer* json, const kefu_ruleset* ruleset,
                                const kefu_reply_question* question);
/* Appends a list in JSON of {"situation"}, with "texts", "links" and "menu":
 * the scripts of which a keyword is contained in what is typed; nothing typed:
 * all. */
KEFU_API int kefu_scripts(kefu_buffer* json, const kefu_ruleset* ruleset,
                          const kefu_reply_question* question);

/* =============================================================== Snapshots */

/* Appends the state of an engine as bytes (T7, docs/snapshot.md). */
KEFU_API int kefu_snapshot(kefu_buffer* bytes, const kefu_engine* engine);
/* A new engine in the state of a snapshot. `ruleset` is that under which it
 * was taken: an equal config, whatever its ids. Bytes are believed in nothing.
 * KEFU_ERROR_INVALID_SNAPSHOT: `errors`, which may be NULL, has the place. */
KEFU_API int kefu_restore(kefu_engine** engine, kefu_errors* errors,
                          kefu_ruleset* ruleset, const void* bytes,
                          size_t size);

/* ==================================================================== Logs */

/* Appends effects and events as JSON, a line each, names in place of ids. */
KEFU_API int kefu_effects_json(kefu_buffer* lines, const kefu_engine* engine,
                               const kefu_effect* effects,
                               size_t count);
KEFU_API int kefu_events_json(kefu_buffer* lines, const kefu_engine* engine,
                              const kefu_event* events, size_t count,
                              const void* payloads, size_t payload_bytes);

/* Reads events from JSON Lines. Names are looked up in the engine, which must
 * outlive the reader. */
KEFU_API int kefu_reader_new(kefu_reader** reader, kefu_engine* engine);
KEFU_API void kefu_reader_free(kefu_reader* reader);
/* Reads lines from the beginning of `text` until the batch holds `max_events`
 * (0: any number), the text ends or a line is wrong, and adds their events. A
 * last line without a line break is read only if `last` is not 0. `*used`: the
 * bytes read. KEFU_ERROR_INVALID_LOG: what stands before the line is in the
 * batch, and `*used` ends behind it: a caller who wants to go on just does.
 * KEFU_ERROR_OUT_OF_MEMORY: `*used` ends before the line that found no memory.
 */
KEFU_API int kefu_reader_read(size_t* used, kefu_batch* batch,
                              kefu_errors* errors, kefu_reader* reader,
                              const char* text, size_t length, int last,
                              size_t max_events);
/* Lines read so far. */
KEFU_API uint64_t kefu_reader_lines(const kefu_reader* reader);

/* 1 if a file that begins with these bytes is, or may become when more is
 * read, a binary log and no JSON Lines; else 0. 8 bytes are enough. */
KEFU_API int kefu_is_binary_log(const void* bytes, size_t size);

/* Writes events as a binary log: checksummed blocks, names once (docs/log.md).
 * `engine` gave out the ids of the events, and must outlive the writer. */
KEFU_API int kefu_log_writer_new(kefu_log_writer** writer,
                                 const kefu_engine* engine);
KEFU_API void kefu_log_writer_free(kefu_log_writer* writer);
/* Adds events that are to be applied: call it before. KEFU_ERROR_TOO_LONG for
 * a name beyond 32 KiB or a payload beyond 16 MiB; the events before it are
 * added. */
KEFU_API int kefu_log_writer_add(kefu_log_writer* writer,
                                 const kefu_event* events, size_t count,
                                 const void* payloads, size_t payload_bytes);
/* Closes the open block and appends all that is ready. */
KEFU_API int kefu_log_writer_flush(kefu_buffer* bytes,
                                   kefu_log_writer* writer);
/* About how many bytes that would be. */
KEFU_API size_t kefu_log_writer_bytes(const kefu_log_writer* writer);
/* What is added next begins a segment, which names everybody anew. */
KEFU_API int kefu_log_writer_begin_segment(kefu_log_writer* writer);

/* How far a binary log has been read: it is good up to there. */
typedef struct kefu_log_place {
  size_t size;
  uint64_t bytes;
  uint64_t blocks;
  uint64_t events;
  /* The number of the next event, from 0, by the count of the engine that
   * wrote the log (kefu_events); 0 from kefu_log_to_json. */
  uint64_t next_event;
} kefu_log_place;
#define KEFU_LOG_PLACE_INIT {sizeof(kefu_log_place), 0, 0, 0, 0}

/* Reads a binary log; as kefu_reader. */
KEFU_API int kefu_log_reader_new(kefu_log_reader** reader,
                                 kefu_engine* engine);
KEFU_API void kefu_log_reader_free(kefu_log_reader* reader);
/* Reads whole blocks from the beginning of `bytes` until the batch holds
 * `max_events` or more (by less than one block), the bytes end or something is
 * wrong. `last` not 0: the log ends where `bytes` does; what is incomplete is
 * then an error. After an error further calls return it again. */
KEFU_API int kefu_log_reader_read(size_t* used, kefu_batch* batch,
                                  kefu_errors* errors, kefu_log_reader* reader,
                                  const void* bytes, size_t size, int last,
                                  size_t max_events);
KEFU_API int kefu_log_reader_place(kefu_log_place* place,
                                   const kefu_log_reader* reader);

/* Converts JSON Lines to a binary log, without an engine or a ruleset. */
KEFU_API int kefu_json_to_log_new(kefu_json_to_log** converter);
KEFU_API void kefu_json_to_log_free(kefu_json_to_log* converter);
/* As kefu_reader_read. After KEFU_ERROR_OUT_OF_MEMORY the converter may only be
 * freed. */
KEFU_API int kefu_json_to_log_add(size_t* used, kefu_errors* errors,
                                  kefu_json_to_log* converter,
                                  const char* text, size_t length, int last);
KEFU_API int kefu_json_to_log_flush(kefu_buffer* bytes,
                                    kefu_json_to_log* converter);
KEFU_API uint64_t kefu_json_to_log_events(const kefu_json_to_log* converter);
/* About how many bytes a flush would append. */
KEFU_API size_t kefu_json_to_log_bytes(const kefu_json_to_log* converter);

/* Converts a binary log to JSON Lines. */
KEFU_API int kefu_log_to_json_new(kefu_log_to_json** converter);
KEFU_API void kefu_log_to_json_free(kefu_log_to_json* converter);
/* As kefu_log_reader_read, with lines appended to `lines` until the call has
 * appended `max_bytes` or more (0: any number). With `lines` NULL it only
 * checks the log, all of `bytes`. After KEFU_ERROR_OUT_OF_MEMORY the converter
 * may only be freed. */
KEFU_API int kefu_log_to_json_add(size_t* used, kefu_buffer* lines,
                                  kefu_errors* errors,
                                  kefu_log_to_json* converter,
                                  const void* bytes, size_t size, int last,
                                  size_t max_bytes);
KEFU_API int kefu_log_to_json_place(kefu_log_place* place,
                                    const kefu_log_to_json* converter);

/* ================================================================= Replays */
/* A recorded log once more, under another ruleset (E3). docs/replay.md tells
 * exactly what the models mean. A log is JSON Lines or a binary log, all of it
 * in memory; which one is seen from its first bytes. A log that is wrong:
 * KEFU_ERROR_INVALID_LOG. */

/* What a log shows under the ruleset that it was recorded with. Never changes;
 * any number of replays may share one. */
KEFU_API int kefu_recorded_log_read(kefu_recorded_log** record,
                                    kefu_errors* errors, kefu_ruleset* ruleset,
                                    const void* log, size_t size);
KEFU_API void kefu_recorded_log_free(kefu_recorded_log* record);
typedef struct kefu_recorded_log_info {
  size_t size;
  uint64_t events;
  uint64_t sessions;       /* opened */
  uint64_t served;         /* assigned at least once */
  int64_t mean_service_ms; /* KEFU_NEVER: nobody was served */
} kefu_recorded_log_info;
#define KEFU_RECORDED_LOG_INFO_INIT \
  {sizeof(kefu_recorded_log_info), 0, 0, 0, 0}
KEFU_API int kefu_recorded_log_get(kefu_recorded_log_info* info,
                                   const kefu_recorded_log* record);

/* Who acts where the log says "the agent who serves". */
typedef enum kefu_replay_who {
  KEFU_RECORDED_AGENT = 0,
  KEFU_WHOEVER_SERVES = 1
} kefu_replay_who;
/* When. */
typedef enum kefu_replay_when {
  KEFU_RECORDED_TIMES = 0,
  KEFU_CLOSED_LOOP = 1
} kefu_replay_when;
/* What a watcher sees, the cheapest first. */
typedef enum kefu_replay_detail {
  KEFU_BATCHES = 0,  /* the effects, of many calls together */
  KEFU_CALLS = 1,    /* after each call, with the engine as it is then */
  KEFU_EXPLAINED = 2 /* the same, with explanations */
} kefu_replay_detail;

/* How long this assignment lasts, if the host knows: puts milliseconds, 0 or
 * more, or KEFU_NEVER into `*duration` and returns 1; 0 if it does not know; a
 * negative number stops the replay with KEFU_ERROR_STOPPED. It may ask the
 * engine, and must not change it. */
typedef int (*kefu_service_time)(int64_t* duration, void* user,
                                 const kefu_engine* engine,
                                 const kefu_effect* assign);
/* Sees the effects of a replay. `explanations` is NULL unless asked for.
 * Returns 0; anything else stops the replay with KEFU_ERROR_STOPPED. */
typedef int (*kefu_replay_watcher)(void* user, const kefu_engine* engine,
                                   const kefu_effect* effects,
                                   size_t count,
                                   const kefu_explanations* explanations);

typedef struct kefu_replay_model {
  size_t size;
  uint8_t who;    /* kefu_replay_who */
  uint8_t when;   /* kefu_replay_when */
  uint8_t detail; /* kefu_replay_detail, for the watcher */
  /* Optional: how long a session lasts that the record never served; used if
   * has_unserved is not 0. KEFU_NEVER: nobody closes it. Otherwise it lasts
   * the record's mean_service_ms. */
  uint8_t has_unserved;
  int64_t unserved;
  /* Needed in a closed loop, of the same log. Kept by the replay. */
  const kefu_recorded_log* record;
  void* user; /* given to the callbacks */
  kefu_service_time service;   /* optional */
  kefu_replay_watcher watcher; /* optional */
} kefu_replay_model;
#define KEFU_REPLAY_MODEL_INIT \
  {sizeof(kefu_replay_model), 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL}

/* A whole replay, with a new engine. `model` may be NULL: the log as it was
 * recorded. */
KEFU_API int kefu_replay_run(kefu_replay** replay, kefu_errors* errors,
                             kefu_ruleset* ruleset, const void* log,
                             size_t size, const kefu_replay_model* model);
/* Goes on from the state of an engine, of which it makes a copy; the log
 * begins behind the events that made it. */
KEFU_API int kefu_replay_resume(kefu_replay** replay, kefu_errors* errors,
                                const kefu_engine* engine, const void* log,
                                size_t size, const kefu_replay_model* model);
KEFU_API void kefu_replay_free(kefu_replay* replay);
/* The engine at the end, for names and questions; it belongs to the replay. */
KEFU_API const kefu_engine* kefu_replay_engine(const kefu_replay* replay);

/* The figures of a replay. */
typedef struct kefu_replay_info {
  size_t size;
  uint64_t taken;    /* events read of the log */
  uint64_t applied;  /* of them, given to the engine */
  uint64_t left_out; /* the others */
  uint64_t added;    /* closes by `service` or `unserved` */
  uint64_t sessions;
  uint64_t taken_at_once;
  uint64_t taken_after_wait;
  uint64_t abandoned; /* closed before an agent took them */
  uint64_t still_waiting;
  uint64_t reassigned;
  uint64_t refused;
  uint64_t peak_waiting;
  int64_t wait_median_ms; /* of the sessions that were taken */
  int64_t wait_90_ms;
  int64_t wait_worst_ms;
  int64_t wait_total_ms;
} kefu_replay_info;
#define KEFU_REPLAY_INFO_INIT                                          \
  {                                                                    \
    sizeof(kefu_replay_info), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
    0, 0                                                               \
  }
KEFU_API int kefu_replay_get(kefu_replay_info* info,
                             const kefu_replay* replay);

/* What became of one session. Ids are of the replay's engine. */
typedef struct kefu_session_outcome {
  size_t size;
  uint64_t session;
  uint64_t customer;
  uint16_t desk;
  uint32_t ordinal;  /* among the customer's sessions at this desk, from 1 */
  int64_t opened_at;
  int64_t joined_at;   /* the waiting list; KEFU_NEVER: it did not */
  int64_t assigned_at; /* first; KEFU_NEVER: it was not */
  uint32_t agent;      /* of that assignment */
  uint16_t group;      /* of the assignment, or where it waited */
  uint8_t by;          /* kefu_assign_by */
  int64_t waited_ms;   /* to the assignment or to the end */
  int64_t closed_at;   /* KEFU_NEVER: open at the end */
  uint16_t closed;     /* kefu_reason */
  uint8_t closed_by;   /* kefu_closed_by */
  uint32_t reassigned; /* further assignments */
} kefu_session_outcome;
#define KEFU_SESSION_OUTCOME_INIT                                           \
  {                                                                         \
    sizeof(kefu_session_outcome), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 \
  }
/* How many sessions there were, and each, in the order in which they opened. */
KEFU_API size_t kefu_replay_session_count(const kefu_replay* replay);
KEFU_API int kefu_replay_session(kefu_session_outcome* outcome,
                                 const kefu_replay* replay, size_t place);

/* The differences of two replays: what became of the same customers. */
KEFU_API int kefu_compare(kefu_comparison** comparison,
                          const kefu_replay* first, const kefu_replay* second);
KEFU_API void kefu_comparison_free(kefu_comparison* comparison);
typedef struct kefu_comparison_info {
  size_t size;
  uint64_t differences; /* sessions that are not the same in both */
  uint64_t both;        /* sessions that exist in both */
  uint64_t only_first;
  uint64_t only_second;
  /* Of those in both, how many differ in this. */
  uint64_t other_agent;
  uint64_t other_group;
  uint64_t other_way;
  uint64_t other_wait;
  uint64_t other_opening;
  uint64_t other_close;
  uint64_t other_reassigned;
} kefu_comparison_info;
#define KEFU_COMPARISON_INFO_INIT \
  {sizeof(kefu_comparison_info), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
KEFU_API int kefu_comparison_get(kefu_comparison_info* info,
                                 const kefu_comparison* comparison);
/* One session that is not the same in both. */
typedef struct kefu_session_difference {
  size_t size;
  size_t first;  /* its place for kefu_replay_session, or KEFU_NO_PLACE */
  size_t second;
  uint8_t agent; /* 1 each: differs */
  uint8_t group;
  uint8_t by;
  uint8_t waited;
  uint8_t opened;
  uint8_t closed;
  uint8_t reassigned;
  uint8_t reserved[1];
} kefu_session_difference;
#define KEFU_SESSION_DIFFERENCE_INIT \
  {sizeof(kefu_session_difference), 0, 0, 0, 0, 0, 0, 0, 0, 0, {0}}
/* Those of the first in its order, then those of the second only. */
KEFU_API int kefu_comparison_difference(kefu_session_difference* difference,
                                        const kefu_comparison* comparison,
                                        size_t place);

/* ================================================================= Metrics */

/* Figures about waiting and load, made from the effects alone (M3): give it
 * every effect of an engine, in order. */
KEFU_API int kefu_metrics_new(kefu_metrics** metrics);
KEFU_API void kefu_metrics_free(kefu_metrics* metrics);
/* After KEFU_ERROR_OUT_OF_MEMORY the figures are not whole any more. */
KEFU_API int kefu_metrics_add(kefu_metrics* metrics,
                              const kefu_effect* effects, size_t count);
/* Closes the books: agents' running sessions count up to `end`. */
KEFU_API int kefu_metrics_finish(kefu_metrics* metrics, int64_t end);

typedef struct kefu_metrics_info {
  size_t size;
  uint64_t opened;
  uint64_t assigned;
  uint64_t abandoned; /* closed while waiting */
  uint64_t refused;
  uint64_t peak_waiting;
  uint64_t waits;        /* sessions that were assigned */
  int64_t wait_total_ms; /* of those */
  int64_t wait_worst_ms;
} kefu_metrics_info;
#define KEFU_METRICS_INFO_INIT \
  {sizeof(kefu_metrics_info), 0, 0, 0, 0, 0, 0, 0, 0}
KEFU_API int kefu_metrics_get(kefu_metrics_info* info, kefu_metrics* metrics);
/* The smallest wait with at least so many percent, 0 to 100, of all at or
 * below it, in milliseconds; 0 without data. */
KEFU_API int kefu_metrics_quantile(int64_t* wait_ms, kefu_metrics* metrics,
                                   int percent);
/* How many waited at most so many milliseconds (service level). */
KEFU_API int kefu_metrics_at_most(uint64_t* count, kefu_metrics* metrics,
                                  int64_t wait_ms);
/* First assignments by their way (kefu_assign_by), and to a group. */
KEFU_API uint64_t kefu_metrics_by_way(const kefu_metrics* metrics,
                                      uint32_t by);
KEFU_API uint64_t kefu_metrics_by_group(const kefu_metrics* metrics,
                                        uint32_t group);

/* What became of one session, as far as waiting goes. */
typedef struct kefu_wait_record {
  size_t size;
  uint64_t session;
  uint64_t customer;
  uint16_t desk;
  uint16_t group;
  uint32_t agent; /* who took it; 0 if nobody did */
  uint8_t by;     /* kefu_assign_by */
  int64_t opened_at;
  int64_t wait_ms;   /* from the opening to the assignment, or to the end of
                        waiting without one */
  uint32_t position; /* on joining; 0 if it was assigned at once */
  uint16_t reason;   /* kefu_reason: why it had to wait */
  uint16_t ended;    /* kefu_reason: assigned, or why it was closed first */
} kefu_wait_record;
#define KEFU_WAIT_RECORD_INIT \
  {sizeof(kefu_wait_record), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
/* How many sessions have ended their waiting, and each, in the order in which
 * it ended. */
KEFU_API size_t kefu_metrics_session_count(const kefu_metrics* metrics);
KEFU_API int kefu_metrics_session(kefu_wait_record* session,
                                  const kefu_metrics* metrics, size_t place);

/* The load of one agent over time. */
typedef struct kefu_agent_load {
  size_t size;
  uint64_t sessions;  /* assigned to him */
  uint32_t agent;
  uint32_t peak;      /* of sessions at once */
  int64_t busy_ms;    /* with at least one session */
  int64_t session_ms; /* the time he had them, summed over his sessions */
} kefu_agent_load;
#define KEFU_AGENT_LOAD_INIT {sizeof(kefu_agent_load), 0, 0, 0, 0, 0}
/* Works the loads out as they are now and says how many there are; then each
 * of those: agents with at least one session, by id. */
KEFU_API int kefu_metrics_loads(size_t* count, kefu_metrics* metrics);
KEFU_API int kefu_metrics_load(kefu_agent_load* load,
                               const kefu_metrics* metrics, size_t place);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* KEFU_KEFU_H_ */
