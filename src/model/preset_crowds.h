// The six preset crowds 系统预置人群 (V2) as data: their categories, the
// attributes that they look at, and their conditions, which are kefu's own. A
// config that declares one of these names anew changes it.

#ifndef KEFU_MODEL_PRESET_CROWDS_H_
#define KEFU_MODEL_PRESET_CROWDS_H_

#include <vector>

#include "kefu/config.h"

namespace kefu {

std::vector<CrowdCategoryConfig> PresetCategories();
std::vector<AttributeConfig> PresetAttributes();
std::vector<CrowdConfig> PresetCrowds();

}  // namespace kefu

#endif  // KEFU_MODEL_PRESET_CROWDS_H_
