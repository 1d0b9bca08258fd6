// Texts and words (K1, K3), without regard to how long it takes.

#include <algorithm>
#include <cctype>

#include "tests/oracle/say.h"

namespace kefu::oracle {
namespace {

void ReplaceAll(std::string* text, const std::string& from, char to) {
  for (size_t at = text->find(from); at != std::string::npos;
       at = text->find(from, at + 1)) {
    text->replace(at, from.size(), 1, to);
  }
}

// The characters from U+FF01 to U+FF5E stand for those from U+0021 on, U+3000
// is a blank.
std::string Narrow(std::string text) {
  for (int c = 0; c < 94; ++c) {
    const int code = 0xff01 + c;
    const std::string wide{static_cast<char>(0xe0 | code >> 12),
                           static_cast<char>(0x80 | (code >> 6 & 0x3f)),
                           static_cast<char>(0x80 | (code & 0x3f))};
    ReplaceAll(&text, wide, static_cast<char>('!' + c));
  }
  ReplaceAll(&text, "\u3000", ' ');
  return text;
}

bool TakeBlank(std::string* text, bool front) {
  for (const std::string blank :
       {" ", "\t", "\n", "\v", "\f", "\r", "\u3000"}) {
    if (text->size() < blank.size()) continue;
    const size_t at = front ? 0 : text->size() - blank.size();
    if (text->compare(at, blank.size(), blank) != 0) continue;
    text->erase(at, blank.size());
    return true;
  }
  return false;
}

bool Holds(const std::vector<std::string>& desks, const std::string& desk) {
  return desks.empty() ||
         std::find(desks.begin(), desks.end(), desk) != desks.end();
}

template <class F>
void EachReply(const Config& config, F f) {
  for (const KeywordConfig& rule : config.keywords.rules) f(rule.reply);
  for (const DefaultReplyConfig& rule : config.keywords.default_replies) {
    f(rule.reply);
  }
}

}  // namespace

std::string Plain(const KeywordsConfig& keywords, std::string text) {
  if (keywords.trim) {
    while (TakeBlank(&text, true)) {
    }
    while (TakeBlank(&text, false)) {
    }
  }
  if (keywords.fold_width) text = Narrow(text);
  if (keywords.fold_case) {
    for (char& c : text) {
      if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return text;
}

const KeywordConfig* FirstKeyword(const Config& config, const std::string& desk,
                                  const std::string& text) {
  const std::string plain = Plain(config.keywords, text);
  for (const KeywordConfig& rule : config.keywords.rules) {
    if (!Holds(rule.desks, desk)) continue;
    for (const std::string& word : rule.words) {
      const std::string own = Plain(config.keywords, word);
      const bool meets = rule.match == KeywordMatch::kWhole
                             ? plain == own
                             : plain.find(own) != std::string::npos;
      if (meets) return &rule;
    }
  }
  return nullptr;
}

const DefaultReplyConfig* FirstDefaultReply(const Config& config,
                                            const std::string& desk) {
  for (const DefaultReplyConfig& rule : config.keywords.default_replies) {
    if (Holds(rule.desks, desk)) return &rule;
  }
  return nullptr;
}

const MenuItemConfig* FindItem(const Config& config, const std::string& name) {
  const MenuItemConfig* found = nullptr;
  EachReply(config, [&](const MessagesConfig& reply) {
    for (const MenuItemConfig& item : reply.menu.items) {
      if (item.name == name) found = &item;
    }
  });
  return found;
}

std::vector<std::string> MessagesOf(const MessagesConfig& reply) {
  std::vector<std::string> all = reply.texts;
  for (const LinkMessageConfig& link : reply.links) all.push_back(link.title);
  if (!reply.menu.items.empty()) all.push_back(reply.menu.text);
  return all;
}

void SaidMemory::Forget(uint64_t customer) {
  std::erase_if(said, [&](const auto& entry) {
    return std::get<0>(entry.first) == customer;
  });
  std::erase_if(windows, [&](const auto& entry) {
    return entry.first.first == customer;
  });
}

}  // namespace kefu::oracle
