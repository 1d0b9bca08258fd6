// Keywords over 10,003 questions that customers of a bank really asked
// (bench/data, see NOTICE): texts per second, and what 10,000 keywords cost
// beside 10.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/cases.h"
#include "bench/measure.h"
#include "bench/subject.h"
#include "kefu/engine.h"
#include "kefu/event.h"

namespace kefu_bench {
namespace {

constexpr char kFile[] = "bench/data/banking77_train.csv";
constexpr size_t kFewWords = 10;
constexpr size_t kManyWords = 10'000;
constexpr int kPasses = 10;  // over all texts, in one measurement

// The first column; a field in quotes may hold commas, lines and "".
std::vector<std::string> ReadTexts() {
  std::ifstream in(kFile, std::ios::binary);
  if (!in) {
    throw std::runtime_error(
        fmt::format("cannot read {}; run in the project's folder", kFile));
  }
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  std::vector<std::string> texts;
  std::string field;
  bool quoted = false, first = true;
  for (size_t i = 0; i < all.size(); ++i) {
    const char c = all[i];
    if (c == '"' && quoted && i + 1 < all.size() && all[i + 1] == '"') {
      if (first) field += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      if (first) texts.push_back(std::exchange(field, {}));
      first = c == '\n';
    } else if (first) {
      field += c;
    }
  }
  texts.erase(texts.begin());  // the head
  return texts;
}

// The words of a text, without case.
std::vector<std::string> WordsOf(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const char lower = 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if ('a' <= lower && lower <= 'z') {
      words.back() += lower;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// What occurs in the texts.
struct Corpus {
  std::set<std::string> words;
  // Two or three words behind each other; those in most texts first, then by
  // the alphabet.
  std::vector<std::string> phrases;
};

Corpus Read(const std::vector<std::string>& texts) {
  Corpus corpus;
  std::map<std::string, int> counts;
  for (const std::string& text : texts) {
    const std::vector<std::string> words = WordsOf(text);
    corpus.words.insert(words.begin(), words.end());
    std::set<std::string> here;
    for (size_t i = 0; i + 1 < words.size(); ++i) {
      here.insert(words[i] + " " + words[i + 1]);
      if (i + 2 == words.size()) continue;
      here.insert(words[i] + " " + words[i + 1] + " " + words[i + 2]);
    }
    for (const std::string& phrase : here) ++counts[phrase];
  }
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [phrase, count] : counts) order.emplace_back(-count, phrase);
  std::sort(order.begin(), order.end());
  for (auto& [count, phrase] : order) {
    corpus.phrases.push_back(std::move(phrase));
  }
  return corpus;
}

// Two words of the texts that never stand behind each other there: keywords as
// most are, of which a text has the beginning at best.
std::vector<std::string> Strangers(const Corpus& corpus, size_t count) {
  const std::vector<std::string> words(corpus.words.begin(),
                                       corpus.words.end());
  const std::set<std::string> met(corpus.phrases.begin(), corpus.phrases.end());
  std::vector<std::string> strangers;
  for (size_t n = 0; strangers.size() < count; ++n) {
    // A step that has no divisor in common with their number meets them all.
    const std::string& first = words[n % words.size()];
    const std::string& second = words[n * 7919 % words.size()];
    std::string phrase = first + " " + second;
    if (met.count(phrase) == 0) strangers.push_back(std::move(phrase));
  }
  return strangers;
}

// A desk without agents: the session is the robot's, and each text is looked
// at.
std::string Rules(const std::vector<std::string>& phrases, size_t count) {
  std::string rules;
  for (size_t i = 0; i < count; ++i) {
    rules += fmt::format(
        "{}{{\"name\":\"k{}\",\"words\":[\"{}\"],\"match\":\"contained\","
        "\"reply\":{{\"texts\":[\"answer {}\"]}}}}",
        i == 0 ? "" : ",", i, phrases.at(i), i);
  }
  return fmt::format(
      "{{\"desks\":[{{\"name\":\"bank\"}}],\"limits\":{{\"forget_after\":"
      "\"off\"}},\"keywords\":{{\"rules\":[{}]}}}}",
      rules);
}

struct Outcome {
  double ns_per_text = 0;
  size_t hits = 0;  // of one pass
};

Outcome RunOne(const std::string& rules, const std::vector<std::string>& texts,
               int repeat) {
  kefu::Engine engine(MustParse(rules));
  const kefu::DeskId desk = engine.ruleset().Desk("bank");
  kefu::EventBatch batch;
  for (size_t i = 0; i < texts.size(); ++i) {
    kefu::CustomerSends event;
    event.customer = engine.CustomerByKey(i % 1000 + 1);
    event.desk = desk;
    event.kind = kefu::MessageKind::kText;
    event.text = texts[i];
    batch.Add(event);
  }
  Outcome outcome;
  kefu::Effects effects;
  const auto pass = [&] {
    size_t hits = 0;
    for (size_t done = 0; done < batch.records().size();) {
      effects.Clear();
      done += engine.ApplyBatch(batch.records().subspan(done), batch.payloads(),
                                &effects);
      for (const kefu::EffectRecord& effect : effects.records()) {
        hits += effect.Type() == kefu::EffectType::kSend;
      }
    }
    return hits;
  };
  outcome.hits = pass();  // the sessions open
  for (int i = 0; i < std::max(repeat, 3); ++i) {
    const double begin = Seconds();
    for (int n = 0; n < kPasses; ++n) pass();
    const double ns =
        (Seconds() - begin) * 1e9 / kPasses / static_cast<double>(texts.size());
    if (i == 0 || ns < outcome.ns_per_text) outcome.ns_per_text = ns;
  }
  return outcome;
}

}  // namespace

void RunKeywords(const Options& options, Report* report) {
  const std::vector<std::string> texts = ReadTexts();
  const Corpus corpus = Read(texts);
  const auto measure = [&](const char* what, std::vector<std::string> words) {
    const Outcome outcome =
        RunOne(Rules(words, words.size()), texts, options.repeat);
    const std::string name = fmt::format("texts, {}", what);
    if (outcome.hits == 0) report->Invalid("", name, "no hit at all");
    report->Add({"",
                 name,
                 1e3 / outcome.ns_per_text,
                 "M/s",
                 {},
                 fmt::format("{} of {} hit", outcome.hits, texts.size())});
    return outcome.ns_per_text;
  };
  const auto first = [&](size_t count) {
    return std::vector<std::string>(
        corpus.phrases.begin(),
        corpus.phrases.begin() + static_cast<ptrdiff_t>(count));
  };
  const double few = measure("10 keywords", first(kFewWords));
  std::vector<std::string> many = first(kFewWords);
  const auto strangers = Strangers(corpus, kManyWords - kFewWords);
  many.insert(many.end(), strangers.begin(), strangers.end());
  const double of_many = measure("10,000 keywords", many);
  report->Add(
      {"", "text, 10 to 10,000 keywords", of_many / few, "times", {}, ""});
  // The hardest that there is: a text is full of keywords.
  const double hard = measure("its 10,000 phrases", first(kManyWords));
  report->Add(
      {"", "text, 10 to its 10,000 phrases", hard / few, "times", {}, ""});
}

}  // namespace kefu_bench
