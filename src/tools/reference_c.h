// The header of the C face: what people wrote in bindings/c/kefu.h.in, and
// between it what events.def says.

#ifndef KEFU_TOOLS_REFERENCE_C_H_
#define KEFU_TOOLS_REFERENCE_C_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace kefu::tools {

// bindings/c/kefu.h, whole. Lines @ENUMS@, @EVENTS@ and @EFFECTS@ of the
// template are replaced.
std::string CHeader(std::string_view from);

// Its three parts that are made.
std::string CEnums();
std::string CEvents();
std::string CEffects();

// `text` as a comment of C, in lines of at most 80 columns that begin with
// `indent` blanks.
std::string CComment(std::string_view text, size_t indent = 0);
// "AgentStatus" as "agent_status"; "agent_status" as "AGENT_STATUS".
std::string SnakeCase(std::string_view name);
std::string UpperCase(std::string_view name);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REFERENCE_C_H_
