// config.def as a JSON Schema (2020-12), for editors and validators.

#ifndef KEFU_CODEC_CONFIG_SCHEMA_H_
#define KEFU_CODEC_CONFIG_SCHEMA_H_

#include <string>

namespace kefu::codec {

// It accepts whatever ParseConfig accepts, and refuses nearly everything else:
// it counts the length of names in characters and not in bytes, and sees
// neither control characters nor repeated members.
std::string ConfigSchema();

}  // namespace kefu::codec

#endif  // KEFU_CODEC_CONFIG_SCHEMA_H_
