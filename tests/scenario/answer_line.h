// A line of what is found: a word, then `name=value`.

#ifndef KEFU_TESTS_SCENARIO_ANSWER_LINE_H_
#define KEFU_TESTS_SCENARIO_ANSWER_LINE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kefu/effect.h"
#include "tests/scenario/events.h"
#include "tests/scenario/face.h"

namespace kefu::scenario {

// Effects and the parts of an explanation begin in one column.
inline constexpr size_t kWordWidth = 14;

inline std::string Quoted(std::string_view text) {
  const bool plain = !text.empty() && text.find(' ') == std::string_view::npos;
  return plain ? std::string(text) : "\"" + std::string(text) + "\"";
}

// A line of `name=value`; what is empty is left out.
class Line {
 public:
  // `record`: of an effect.
  Line(std::string_view word, const Face& face,
       const EffectRecord* record = nullptr)
      : face_(face), record_(record) {
    text_ = "    " + std::string(word);
  }

  Line& Word(std::string_view word) {
    if (!word.empty()) text_ += Gap() + std::string(word);
    return *this;
  }
  Line& Put(const char* name, const std::string& value) {
    if (!value.empty()) text_ += Gap() + name + "=" + value;
    return *this;
  }
  // A number that is written even if it is 0.
  Line& Count(const char* name, uint64_t value) {
    return Put(name, std::to_string(value));
  }
  template <class T>
  Line& Add(const char* name, const T& value) {
    if constexpr (std::is_same_v<T, Decision>) {
      Put("rung", std::string(Name(value.rung)));
      Put("why", std::string(Name(value.reason)));
      return Add("asked", value.asked);
    } else if constexpr (std::is_same_v<T, TextId>) {
      return AddMessages(face_.Render(*record_));
    } else if constexpr (std::is_same_v<T, Until>) {
      return value ? Add(name, *value) : *this;
    } else if constexpr (std::is_same_v<T, DeskId>) {
      const bool only = OneDesk(face_.ruleset()) && value.value == 1;
      return only ? *this : Put(name, Text(value));
    } else {
      return Put(name, Text(value));
    }
  }
  // What is sent: texts, links as "title <url>", a menu as "text [items]".
  Line& AddMessages(const MessagesConfig& set) {
    Put("texts", List(set.texts, [](const auto& text) { return text; }));
    Put("links", List(set.links, [](const LinkMessageConfig& link) {
          return link.title + " <" + link.url + ">";
        }));
    if (set.menu.items.empty()) return *this;
    Put("menu", "\"" + set.menu.text + "\"");
    return Put("items", List(set.menu.items, [](const MenuItemConfig& item) {
                 return item.name + ": " + item.text;
               }));
  }
  const std::string& str() const { return text_; }

 private:
  template <class T, class ToText>
  static std::string List(const std::vector<T>& entries,
                          const ToText& to_text) {
    std::string all;
    for (const T& entry : entries) {
      all += (all.empty() ? "\"" : ",\"") + to_text(entry) + "\"";
    }
    return all;
  }

  std::string Gap() const {
    const size_t wide = 4 + kWordWidth;
    return std::string(text_.size() < wide ? wide - text_.size() : 1, ' ');
  }

  template <class Tag, class Rep>
  std::string Text(Id<Tag, Rep> id) const {
    if (!id) return "";
    const std::string_view name = face_.ruleset().Name(id);
    return name.empty() ? std::string(kUnknown) : Quoted(name);
  }
  std::string Text(CustomerId id) const {
    if (!id) return "";
    if (id == kNoMoreCustomers) return "<no_more>";
    const std::string name = face_.CustomerName(id);
    return name.empty() ? std::string(kUnknown) : Quoted(name);
  }
  std::string Text(SessionNumber number) const { return Text(number.value); }
  std::string Text(uint64_t number) const {
    return number == 0 ? "" : std::to_string(number);
  }
  std::string Text(const Capacity& number) const {
    return number ? std::to_string(*number) : "";
  }
  std::string Text(Instant at) const {
    return at.never() ? "never" : Quoted(TimeText(at));
  }
  template <class T>
  requires std::is_enum_v<T> std::string Text(T value)
  const { return std::string(Name(value)); }

  const Face& face_;
  const EffectRecord* record_;
  std::string text_;
};

}  // namespace kefu::scenario

#endif  // KEFU_TESTS_SCENARIO_ANSWER_LINE_H_
