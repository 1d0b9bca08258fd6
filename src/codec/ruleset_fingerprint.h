// A number that tells rulesets apart: equal for equal configs, in every
// process and in every version of kefu that knows their members.

#ifndef KEFU_CODEC_RULESET_FINGERPRINT_H_
#define KEFU_CODEC_RULESET_FINGERPRINT_H_

#include <cstdint>

#include "kefu/config.h"

namespace kefu::codec {

// Goes by names, not by numbers, and leaves out what has its default, so that
// a member that a later version adds does not change it.
uint64_t FingerprintOf(const Config& config);

}  // namespace kefu::codec

#endif  // KEFU_CODEC_RULESET_FINGERPRINT_H_
