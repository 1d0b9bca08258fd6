// From a Config to its JSON text; the way back of ParseConfig.

#ifndef KEFU_CODEC_CONFIG_WRITER_H_
#define KEFU_CODEC_CONFIG_WRITER_H_

#include <string>
#include <string_view>

#include "kefu/config.h"

namespace kefu::codec {

// Indented JSON without what has its default. If `config` is one that
// ParseConfig accepts, ParseConfig gives it back. Throws std::bad_alloc.
std::string ToJson(const Config& config);

// The default of a member as JSON; "" if it has none or is empty.
// REQUIRES: a member or setting of config.def.
std::string FallbackText(std::string_view struct_name, std::string_view member);

// What a preset makes of a setting, as JSON; "" where it leaves the default.
std::string PresetText(Preset preset, std::string_view struct_name,
                       std::string_view member);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_CONFIG_WRITER_H_
