#include "src/base/levels.h"

#include <vector>

namespace kefu {

std::string JoinNames(std::span<const std::string_view> names,
                      std::string_view last_word) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0 && i + 1 < names.size()) text += ", ";
    if (i > 0 && i + 1 == names.size()) {
      text += ' ' + std::string(last_word) + ' ';
    }
    text += names[i];
  }
  return text;
}

std::string LevelsInWords(std::string_view levels) {
  std::vector<std::string_view> names;
  for (const char level : levels) {
    switch (level) {
      case 't':
        names.push_back("tenant");
        break;
      case 'c':
        names.push_back("channels");
        break;
      case 'd':
        names.push_back("desks");
        break;
      case 'g':
        names.push_back("groups");
        break;
      case 'a':
        names.push_back("agents");
        break;
    }
  }
  return JoinNames(names, "and");
}

}  // namespace kefu
