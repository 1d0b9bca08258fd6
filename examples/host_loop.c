/* A host in C that sleeps until the next deadline. It waits for a line of
 * input or for the engine's next timer, whichever comes first; kefu itself
 * never looks at a clock.
 *
 *   echo "c-1 hello" | example_host_loop_c
 *
 * A line is a customer's name and his message. The session of a customer who
 * stays silent is warned after 200 ms and closed after 400. The host ends with
 * its input, as soon as no session is open. */

#define _POSIX_C_SOURCE 200809L

#include <kefu.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char kRuleset[] =
    "{\"desks\": [{\"name\": \"shop\"}], \"agents\": [{\"name\": \"ann\"}],"
    " \"timers\": {\"customer_silent\": {\"mode\": \"customer_silent\","
    "   \"after\": \"400 ms\", \"warn_before\": \"200 ms\","
    "   \"warning\": [\"Are you still there?\"]}}}";

typedef struct Host {
  kefu_engine* engine;
  kefu_batch* batch;
  kefu_buffer* lines;
  uint16_t desk;
} Host;

/* The clock, which somebody may set back; an engine's time never goes back. */
static int64_t now_ms(void) {
  static int64_t latest = 0;
  struct timespec now;
  int64_t ms = 0;
  clock_gettime(CLOCK_REALTIME, &now);
  ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
  if (ms > latest) latest = ms;
  return latest;
}

/* Applies what is in the batch and prints what has to be done. */
static int apply(Host* host) {
  const kefu_effect* effects = NULL;
  size_t count = 0;
  int result =
      kefu_apply_batch(&effects, &count, NULL, host->engine, host->batch, 0, 0);
  kefu_batch_clear(host->batch);
  kefu_buffer_clear(host->lines);
  if (result == KEFU_OK) {
    result = kefu_effects_json(host->lines, host->engine, effects, count);
  }
  fwrite(kefu_buffer_data(host->lines), 1, kefu_buffer_size(host->lines),
         stdout);
  fflush(stdout);
  return result;
}

static int log_in(Host* host) {
  kefu_agent_connects event = KEFU_AGENT_CONNECTS_INIT;
  const kefu_ruleset* rules = kefu_engine_ruleset(host->engine);
  uint32_t desk = 0;
  int result = kefu_find(&event.agent, rules, KEFU_AGENT, "ann", KEFU_NUL);
  if (result == KEFU_OK) {
    result = kefu_find(&desk, rules, KEFU_DESK, "shop", KEFU_NUL);
  }
  host->desk = (uint16_t)desk;
  event.at = now_ms();
  if (result == KEFU_OK) result = kefu_add_agent_connects(host->batch, &event);
  return result == KEFU_OK ? apply(host) : result;
}

static int time_passes(Host* host) {
  kefu_time_passes event = KEFU_TIME_PASSES_INIT;
  int result;
  event.at = now_ms();
  result = kefu_add_time_passes(host->batch, &event);
  return result == KEFU_OK ? apply(host) : result;
}

static int customer_writes(Host* host, const char* line) {
  kefu_customer_sends event = KEFU_CUSTOMER_SENDS_INIT;
  const size_t name = strcspn(line, " \n");
  const char* text = line + name + strspn(line + name, " ");
  int result = kefu_customer(&event.customer, host->engine, line, name);
  event.at = now_ms();
  event.desk = host->desk;
  event.kind = KEFU_MESSAGE_KIND_TEXT;
  event.text.data = text;
  event.text.length = strcspn(text, "\n");
  if (result == KEFU_OK) result = kefu_add_customer_sends(host->batch, &event);
  return result == KEFU_OK ? apply(host) : result;
}

/* Milliseconds until the next timer, -1 if there is none. */
static int patience(const Host* host) {
  int64_t deadline = 0;
  int64_t left = 0;
  if (kefu_next_deadline(&deadline, host->engine) != KEFU_OK) return -1;
  left = deadline - now_ms();
  if (left < 0) return 0;
  return left > 60000 ? 60000 : (int)left; /* early is as good (T3) */
}

static int serve(Host* host) {
  struct pollfd input;
  char line[1000];
  int open = 1;
  int result = log_in(host);
  setvbuf(stdin, NULL, _IONBF, 0); /* poll sees no line that stdio holds */
  input.fd = STDIN_FILENO;
  input.events = POLLIN;
  while (result == KEFU_OK && (open || kefu_open_sessions(host->engine) != 0)) {
    input.revents = 0;
    if (poll(&input, open ? 1 : 0, patience(host)) == 0) {
      result = time_passes(host);
    } else if (fgets(line, sizeof line, stdin) == NULL) {
      open = 0;
    } else if (line[0] != '\n') {
      result = customer_writes(host, line);
    }
  }
  return result;
}

int main(void) {
  Host host = {NULL, NULL, NULL, 0};
  kefu_ruleset* rules = NULL;
  int result = kefu_parse_ruleset(&rules, NULL, kRuleset, KEFU_NUL, NULL);
  if (result == KEFU_OK) result = kefu_engine_new(&host.engine, rules);
  if (result == KEFU_OK) result = kefu_batch_new(&host.batch);
  if (result == KEFU_OK) result = kefu_buffer_new(&host.lines);
  if (result == KEFU_OK) result = serve(&host);
  if (result != KEFU_OK) {
    fprintf(stderr, "host_loop: %s\n", kefu_strerror(result));
  }
  kefu_buffer_free(host.lines);
  kefu_batch_free(host.batch);
  kefu_engine_free(host.engine);
  kefu_ruleset_release(rules);
  return result == KEFU_OK ? 0 : 1;
}
