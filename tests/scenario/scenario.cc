// Reads the text of a scenario.

#include "tests/scenario/scenario.h"

#include <cctype>
#include <cstdlib>

namespace kefu::scenario {
namespace {

std::vector<std::string> SplitLines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string Unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') {
    return std::string(text);
  }
  return std::string(text.substr(1, text.size() - 2));
}

// Everything about one file while it is read, line by line.
class Parser {
 public:
  Parser(const std::string& path, std::string_view text, RulesetSource source)
      : source_(source) {
    scenario_.path = path;
    scenario_.lines = SplitLines(text);
  }

  Scenario Parse() {
    while (next_ < scenario_.lines.size()) {
      const std::string& line = scenario_.lines[next_++];
      const std::vector<std::string> words = Words(line);
      if (words.empty()) continue;
      if (line[0] == ' ') Fail("indented, but there is no step above it");
      if (Header(line, words)) continue;
      ReadStep(words);
    }
    CheckHeader();
    return std::move(scenario_);
  }

 private:
  [[noreturn]] void Fail(const std::string& message) const {
    throw ScenarioError(scenario_.path, static_cast<int>(next_), message);
  }

  bool Header(const std::string& line, const std::vector<std::string>& words) {
    if (words[0] == "title:") {
      scenario_.title = line.substr(line.find(':') + 1);
      scenario_.title.erase(0, scenario_.title.find_first_not_of(' '));
    } else if (words[0] == "rules:") {
      scenario_.rules.assign(words.begin() + 1, words.end());
    } else if (words[0] == "ruleset:") {
      ReadRuleset(words);
    } else {
      return false;
    }
    return true;
  }

  void ReadRuleset(const std::vector<std::string>& words) {
    if (words.size() > 2) Fail("expected one name after `ruleset:`");
    if (words.size() == 2) {
      scenario_.ruleset = source_(words[1]);
      if (scenario_.ruleset.empty()) {
        Fail("there is no tests/scenario/rulesets/" + words[1] +
             ".json; with examples/ before it a name is one of "
             "examples/rulesets");
      }
      return;
    }
    while (next_ < scenario_.lines.size() &&
           scenario_.lines[next_].substr(0, 1) == " ") {
      scenario_.ruleset += scenario_.lines[next_++] + "\n";
    }
  }

  void CheckHeader() {
    if (scenario_.title.empty()) Fail("there is no `title:` line");
    if (scenario_.rules.empty()) Fail("there is no `rules:` line");
    if (scenario_.ruleset.empty()) Fail("there is no `ruleset:`");
    if (scenario_.steps.empty()) Fail("there is no step");
  }

  void ReadStep(const std::vector<std::string>& words) {
    Step step;
    step.line = static_cast<int>(next_);
    size_t used = 0;
    if (words[0] == "?") {
      used = 1;
    } else {
      used = ReadTime(words, &step);
    }
    if (used >= words.size()) Fail("expected the name of an event or a query");
    step.word = words[used++];
    for (; used < words.size(); ++used) {
      step.arguments.push_back(ReadArgument(words[used]));
    }
    ReadAnswer(&step);
    scenario_.steps.push_back(std::move(step));
  }

  // Returns the number of words that the time takes.
  size_t ReadTime(const std::vector<std::string>& words, Step* step) {
    size_t used = 0;
    int64_t day = 0;
    if (words[0].size() > 1 && words[0][0] == 'd' && words.size() > 1) {
      day = std::strtoll(words[0].c_str() + 1, nullptr, 10);
      used = 1;
    }
    const std::optional<Instant> at = ParseTime(words[used], previous_);
    if (!at) {
      Fail("`" + words[used] +
           "` is no time; write 9:30, 9:30:00.250, d1 9:30, +1.500s or "
           "@milliseconds, or ? before a query");
    }
    step->at = *at + Duration::Days(day);
    previous_ = *step->at;
    return used + 1;
  }

  Argument ReadArgument(const std::string& word) const {
    const size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
      Fail("`" + word + "` is not name=value; a comment begins with #");
    }
    return {word.substr(0, equals), Unquoted(word.substr(equals + 1))};
  }

  // The indented lines below a step.
  void ReadAnswer(Step* step) {
    step->answer_begin = next_;
    while (next_ < scenario_.lines.size()) {
      const std::string& line = scenario_.lines[next_];
      if (line.empty() || line[0] != ' ') break;
      step->expected.push_back(line);
      ++next_;
    }
    step->answer_end = next_;
  }

  RulesetSource source_;
  Scenario scenario_;
  size_t next_ = 0;  // the line to be read next
  Instant previous_ = kStart;
};

}  // namespace

const std::string* Step::Find(std::string_view name) const {
  for (const Argument& argument : arguments) {
    if (argument.name == name) return &argument.value;
  }
  return nullptr;
}

std::vector<std::string> Words(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (const char c : line) {
    if (!quoted && c == '#' && word.empty()) break;
    if (!quoted && std::isspace(static_cast<unsigned char>(c))) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
      continue;
    }
    if (c == '"') quoted = !quoted;
    word += c;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Scenario ParseScenario(const std::string& path, std::string_view text,
                       RulesetSource source) {
  return Parser(path, text, source).Parse();
}

std::string WithAnswers(const Scenario& scenario,
                        const std::vector<std::vector<std::string>>& answers) {
  std::string text;
  size_t line = 0;
  const auto copy_until = [&](size_t end) {
    for (; line < end; ++line) text += scenario.lines[line] + "\n";
  };
  for (size_t i = 0; i < scenario.steps.size(); ++i) {
    const Step& step = scenario.steps[i];
    copy_until(step.answer_begin);
    for (const std::string& answer : answers[i]) text += answer + "\n";
    line = step.answer_end;
  }
  copy_until(scenario.lines.size());
  return text;
}

}  // namespace kefu::scenario
