// What the C face says in JSON: messages, and the answers about quick replies
// and scripts (K6, K7). Throws std::runtime_error if it is anything else.

#ifndef KEFU_TESTS_SCENARIO_MESSAGE_JSON_H_
#define KEFU_TESTS_SCENARIO_MESSAGE_JSON_H_

#include <string>
#include <vector>

#include "kefu/config.h"
#include "tests/scenario/face.h"

namespace kefu::scenario {

MessagesConfig MessagesOf(const std::string& json);
std::vector<ReplyAnswer> RepliesOf(const std::string& json);
std::vector<ScriptAnswer> ScriptsOf(const std::string& json);

}  // namespace kefu::scenario

#endif  // KEFU_TESTS_SCENARIO_MESSAGE_JSON_H_
