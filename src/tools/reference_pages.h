// The pages of docs/ that are made from the tables of
// include/kefu.

#ifndef KEFU_TOOLS_REFERENCE_PAGES_H_
#define KEFU_TOOLS_REFERENCE_PAGES_H_

#include <string>
#include <string_view>
#include <vector>

namespace kefu::tools {

// Each page whole, as Markdown with a line break at its end.
std::string ConfigPage();
std::string PresetsPage();
std::string EventsPage();
std::string ReasonsPage();
std::string WindowsPage();

// A Markdown table, row by row; the first row is its head.
void AppendRow(const std::vector<std::string>& cells, std::string* out);
void AppendHead(const std::vector<std::string>& cells, std::string* out);

// `text` as code; "" stays empty.
std::string Code(std::string_view text);

// The first lines of every page: its title, and that it is not to be edited.
std::string Title(std::string_view title, std::string_view table);

}  // namespace kefu::tools

#endif  // KEFU_TOOLS_REFERENCE_PAGES_H_
