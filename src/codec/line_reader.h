// The lines of an event log, one after the other, parsed.

#ifndef KEFU_CODEC_LINE_READER_H_
#define KEFU_CODEC_LINE_READER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kefu/log.h"
#include "src/codec/event_line.h"

namespace kefu::codec {

class LineReader {
 public:
  // `what_allows` ends the message for a line that is longer.
  LineReader(size_t longest, std::string what_allows)
      : longest_(longest), what_allows_(std::move(what_allows)) {}

  // Reads one line, which may end with the carriage return of "\r\n", and
  // calls take(RawEvent) unless it is blank; `readable` as for LineParser. It
  // is counted once it has been read to its end, wrong or not.
  template <class Take>
  std::optional<LogError> Read(std::string_view line, size_t readable,
                               const Take& take);

  // Reads lines from the beginning of `text` as long as wanted(); see
  // EventReader::AddLines.
  template <class Wanted, class Take>
  std::optional<LogError> ReadLines(std::string_view text, bool last,
                                    size_t* used, const Wanted& wanted,
                                    const Take& take);

  uint64_t lines() const { return lines_; }

 private:
  LogError TooLong() const {
    return {lines_ + 1, static_cast<int>(longest_) + 1,
            "the line is longer than the " + std::to_string(longest_) +
                " bytes that " + what_allows_};
  }

  size_t longest_;
  std::string what_allows_;
  uint64_t lines_ = 0;
  LineParser parser_;
};

template <class Take>
std::optional<LogError> LineReader::Read(std::string_view line, size_t readable,
                                         const Take& take) {
  if (line.size() > longest_) {
    LogError error = TooLong();
    ++lines_;
    return error;
  }
  ++lines_;
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  if (line.empty()) return std::nullopt;
  if (auto error = parser_.Parse(line, readable)) {
    return LogError{lines_, error->column, std::move(error->message)};
  }
  take(parser_.event());
  return std::nullopt;
}

template <class Wanted, class Take>
std::optional<LogError> LineReader::ReadLines(std::string_view text, bool last,
                                              size_t* used,
                                              const Wanted& wanted,
                                              const Take& take) {
  *used = 0;
  while (*used < text.size() && wanted()) {
    const std::string_view rest = text.substr(*used);
    const size_t end = rest.find('\n');
    if (end == std::string_view::npos && !last) {
      if (rest.size() <= longest_) return std::nullopt;
      return TooLong();
    }
    const std::string_view line = rest.substr(0, end);
    *used += std::min(rest.size(), line.size() + 1);
    if (auto error = Read(line, rest.size(), take)) return error;
  }
  return std::nullopt;
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_LINE_READER_H_
