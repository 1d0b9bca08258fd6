// "Did you mean ...?": the known name that a misspelt one is nearest to.

#ifndef KEFU_BASE_SUGGEST_H_
#define KEFU_BASE_SUGGEST_H_

#include <string>
#include <string_view>
#include <vector>

namespace kefu {

// The nearest of `known`, or "" if none is near. Near is an edit distance (of
// characters: one added, left out, changed, or two neighbours exchanged) of at
// most a third of the longer name, at least 1 if it has two. Upper and lower
// case of ASCII and "-", " ", "_" count as the same. Of equally near ones the
// first in `known` is taken, so the answer depends on the arguments only.
std::string Suggest(std::string_view wrong,
                    const std::vector<std::string_view>& known);

}  // namespace kefu

#endif  // KEFU_BASE_SUGGEST_H_
