#include <string>
#include <string_view>
#include <vector>

#include "src/tools/reference_pages.h"

namespace kefu::tools {
namespace {

// A bar would end the cell.
std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

}  // namespace

void AppendRow(const std::vector<std::string>& cells, std::string* out) {
  *out += '|';
  for (const std::string& cell : cells) *out += ' ' + Cell(cell) + " |";
  *out += '\n';
}

void AppendHead(const std::vector<std::string>& cells, std::string* out) {
  AppendRow(cells, out);
  *out += '|';
  for (size_t i = 0; i < cells.size(); ++i) *out += "---|";
  *out += '\n';
}

std::string Code(std::string_view text) {
  return text.empty() ? "" : '`' + std::string(text) + '`';
}

std::string Title(std::string_view title, std::string_view table) {
  return "<!-- Made by kefu-reference from include/kefu/" + std::string(table) +
         "; do not edit. -->\n\n# " + std::string(title) + "\n\n";
}

}  // namespace kefu::tools
