// From a JSON text to a Config, with the places kept for what comes after.

#ifndef KEFU_CODEC_CONFIG_PARSER_H_
#define KEFU_CODEC_CONFIG_PARSER_H_

#include <string_view>

#include "kefu/config.h"
#include "src/codec/config_errors.h"
#include "src/codec/json_tree.h"

namespace kefu::codec {

// Reads `json` into `tree` and from there into `config`; false if `errors`
// got any. If the text is no JSON that is its one error, and the tree is not
// to be used. Throws std::bad_alloc.
bool ReadConfig(std::string_view json, JsonTree* tree, Config* config,
                ErrorList* errors);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_CONFIG_PARSER_H_
