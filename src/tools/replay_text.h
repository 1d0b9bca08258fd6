// Times and waiting times as people read them.

#ifndef KEFU_TOOLS_REPLAY_TEXT_H_
#define KEFU_TOOLS_REPLAY_TEXT_H_

#include <cstdint>
#include <string>

namespace kefu::tools {

// "2017-01-01T08:02:04Z", with thousandths only if there are any. An instant
// outside the years 0 to 9999 stands as its number.
std::string TimeText(int64_t at_ms);

// "0:12:05", likewise.
std::string WaitText(int64_t wait_ms);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REPLAY_TEXT_H_
