// Accounts (W1): of a conversation with an account 公众号 only verified ones
// may send by an interface: a service account 服务号, or a subscription account
// 订阅号 that is no person's.

#include <cstddef>
#include <vector>

#include "fmt/format.h"
#include "src/lint/checks.h"

namespace kefu::lint {

void CheckAccounts(const RulesetData& rules, Findings* found) {
  const std::vector<ChannelConfig>& channels = rules.config.channels;
  for (size_t i = 0; i < channels.size(); ++i) {
    const ChannelConfig& channel = channels[i];
    const bool subscription = channel.type == ChannelType::kOfficialAccount ||
                              channel.type == ChannelType::kOfficialAccount2021;
    if (!subscription && channel.type != ChannelType::kServiceAccount) continue;
    if (!channel.verified) {
      found->Tell(LintCheck::kAccountUnverified,
                  fmt::format("/channels/{}/verified", i),
                  "is false: the platform connects only verified accounts to a "
                  "customer service; have the account verified 认证");
    }
    if (subscription && channel.personal) {
      found->Tell(LintCheck::kAccountUnverified,
                  fmt::format("/channels/{}/personal", i),
                  "is true: the platform connects no personal subscription "
                  "account 个人订阅号 to a customer service; use one of a "
                  "company, or a service account 服务号");
    }
  }
}

}  // namespace kefu::lint
