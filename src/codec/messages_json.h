// What is sent as JSON: "texts", "links" and "menu", those that there are.

#ifndef KEFU_CODEC_MESSAGES_JSON_H_
#define KEFU_CODEC_MESSAGES_JSON_H_

#include "kefu/config.h"
#include "src/codec/json_text.h"

namespace kefu::codec {

// Appends them to the members of an object.
void AppendMessages(const MessagesConfig& messages, JsonObject* object);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_MESSAGES_JSON_H_
