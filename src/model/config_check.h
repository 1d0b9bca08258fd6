// Bounds of a config that did not come through the parser: a host may fill
// the structs itself.

#ifndef KEFU_MODEL_CONFIG_CHECK_H_
#define KEFU_MODEL_CONFIG_CHECK_H_

#include <vector>

#include "kefu/config.h"
#include "kefu/ruleset.h"

namespace kefu {

// Appends an error for every number, duration, text and list that is outside
// the bounds of config.def, for every text that is not UTF-8 or holds control
// characters, for every enum without a name and for every setting at a level
// that has none such (T13).
void CheckBounds(const Config& config, std::vector<ConfigError>* errors);

// What holds where neither a level nor a preset says otherwise (T13).
void FillFallbacks(RoutingConfig* routing, QueueConfig* queue,
                   OfflineConfig* offline, TimersConfig* timers,
                   NoticesConfig* notices, FeedbackConfig* feedback);

// Lets every setting that `over` gives win over `base`.
void Merge(const RoutingConfig& over, RoutingConfig* base);
void Merge(const QueueConfig& over, QueueConfig* base);
void Merge(const OfflineConfig& over, OfflineConfig* base);
void Merge(const TimersConfig& over, TimersConfig* base);
void Merge(const NoticesConfig& over, NoticesConfig* base);
void Merge(const FeedbackConfig& over, FeedbackConfig* base);

}  // namespace kefu

#endif  // KEFU_MODEL_CONFIG_CHECK_H_
