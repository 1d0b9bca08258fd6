// K1 to K5, K8 as the spec says them, as plainly as can be: texts compared with
// words one by one, and what was said to whom.

#ifndef KEFU_TESTS_ORACLE_SAY_H_
#define KEFU_TESTS_ORACLE_SAY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "kefu/config.h"
#include "kefu/vocabulary.h"

namespace kefu::oracle {

// A customer's text with nothing in it that does not count.
std::string Plain(const KeywordsConfig& keywords, std::string text);

// The first declared rule that the text meets at a desk; null: none.
const KeywordConfig* FirstKeyword(const Config& config, const std::string& desk,
                                  const std::string& text);
const DefaultReplyConfig* FirstDefaultReply(const Config& config,
                                            const std::string& desk);

// An item of any menu; null: there is none of this name.
const MenuItemConfig* FindItem(const Config& config, const std::string& name);

// What is sent, message by message.
std::vector<std::string> MessagesOf(const MessagesConfig& reply);

// What was said to customers (K8), and what the robot has not understood (K2).
struct SaidMemory {
  // Customer, desk, source, name of the rule.
  using Key = std::tuple<uint64_t, int, TextSource, std::string>;
  struct Said {
    uint64_t session = 0;
    int64_t day = 0;
    int64_t window = 0;  // of the channel, as it counts them
  };
  std::map<Key, Said> said;
  // How many windows a customer has opened at a channel, by customer, channel.
  std::map<std::pair<uint64_t, int>, int64_t> windows;
  // Of an open session, by its number: turns in a row.
  std::map<uint64_t, int64_t> misunderstood;

  // Of the text at hand, numbers of sessions: a keyword has answered it;
  // nothing has, and it asks for a person.
  uint64_t replied = 0, asks_person = 0;

  void Forget(uint64_t customer);
};

}  // namespace kefu::oracle

#endif  // KEFU_TESTS_ORACLE_SAY_H_
