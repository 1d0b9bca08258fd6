#include "check.h"

#include <stdlib.h>

int check_failures = 0;
int check_count = 0;

const char* const kDesk =
    "{\"desks\": [{\"name\": \"shop\"}],"
    " \"agents\": [{\"name\": \"ann\", \"capacity\": 2},"
    "              {\"name\": \"bo\", \"capacity\": 2}],"
    " \"groups\": [{\"name\": \"all\","
    "   \"agents\": [{\"agent\": \"ann\"}, {\"agent\": \"bo\"}],"
    "   \"scope\": {\"products\": []}}],"
    " \"links\": [{\"name\": \"live\", \"desk\": \"shop\"}],"
    " \"queue\": {\"priorities\": [{\"name\": \"vip\","
    "                              \"credit\": \"5 min\"}]},"
    " \"timers\": {\"customer_silent\": {\"mode\": \"customer_silent\","
    "   \"after\": \"30 min\", \"warn_before\": \"2 min\", \"warning\": "
    "[\"Still there?\"],"
    "   \"closing\": [\"Bye.\", \"Come again.\"]}}}";

void world_open(World* world) {
  kefu_agent_connects connects = KEFU_AGENT_CONNECTS_INIT;
  memset(world, 0, sizeof *world);
  CHECK_OK(kefu_parse_ruleset(&world->rules, NULL, kDesk, KEFU_NUL, NULL));
  CHECK_OK(kefu_engine_new(&world->engine, world->rules));
  CHECK_OK(kefu_batch_new(&world->batch));
  CHECK_OK(kefu_find(&world->ann, world->rules, KEFU_AGENT, "ann", 3));
  CHECK_OK(kefu_find(&world->bo, world->rules, KEFU_AGENT, "bo", KEFU_NUL));
  CHECK_OK(kefu_find(&world->desk, world->rules, KEFU_DESK, "shop", 4));
  connects.at = 1000;
  connects.agent = world->ann;
  CHECK_OK(kefu_add_agent_connects(world->batch, &connects));
  connects.agent = world->bo;
  CHECK_OK(kefu_add_agent_connects(world->batch, &connects));
  world_apply(world, NULL, NULL);
}

void world_apply(World* world, const kefu_effect** effects, size_t* count) {
  CHECK_OK(kefu_apply_batch(effects, count, NULL, world->engine, world->batch,
                            0, 0));
  kefu_batch_clear(world->batch);
}

void world_close(World* world) {
  kefu_batch_free(world->batch);
  kefu_engine_free(world->engine);
  kefu_ruleset_release(world->rules);
}

int world_says(World* world, const char* name, int64_t at,
               const kefu_effect** effects, size_t* count) {
  kefu_customer_sends sends = KEFU_CUSTOMER_SENDS_INIT;
  int result;
  sends.at = at;
  sends.desk = (uint16_t)world->desk;
  sends.kind = KEFU_MESSAGE_KIND_TEXT;
  result = kefu_customer(&sends.customer, world->engine, name, KEFU_NUL);
  if (result != KEFU_OK) return result;
  kefu_batch_clear(world->batch);
  result = kefu_add_customer_sends(world->batch, &sends);
  if (result != KEFU_OK) return result;
  return kefu_apply_batch(effects, count, NULL, world->engine, world->batch, 0,
                          0);
}

int holds(const kefu_buffer* buffer, const char* part) {
  const char* data = kefu_buffer_data(buffer);
  const size_t size = kefu_buffer_size(buffer);
  const size_t wanted = strlen(part);
  size_t i;
  for (i = 0; i + wanted <= size; ++i) {
    if (memcmp(data + i, part, wanted) == 0) return 1;
  }
  return 0;
}

const kefu_effect* find_effect(const kefu_effect* effects, size_t count,
                               int type) {
  size_t i;
  for (i = 0; i < count; ++i) {
    if (effects[i].type == type) return effects + i;
  }
  return NULL;
}

char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* data = NULL;
  long length = 0;
  *size = 0;
  CHECK(file != NULL);
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0) length = ftell(file);
  rewind(file);
  data = (char*)malloc((size_t)length + 1);
  if (data != NULL) {
    *size = fread(data, 1, (size_t)length, file);
    data[*size] = 0;
  }
  fclose(file);
  return data;
}
