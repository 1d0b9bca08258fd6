#include "src/codec/messages_json.h"

#include <string>
#include <string_view>

#include "kefu/messages.h"

namespace kefu {
namespace codec {
namespace {

// Writes each with write(entry, out); nothing if there are none.
template <class List, class Write>
void AppendList(std::string_view key, const List& list, const Write& write,
                JsonObject* object) {
  if (list.empty()) return;
  object->Key(key);
  std::string* const out = object->out();
  out->push_back('[');
  for (const auto& entry : list) {
    write(entry, out);
    out->push_back(',');
  }
  out->back() = ']';
  object->Next();
}

void AppendText(const std::string& text, std::string* out) {
  AppendJsonString(text, out);
}

void AppendLink(const LinkMessageConfig& link, std::string* out) {
  JsonObject object(out);
  object.String("title", link.title);
  object.String("url", link.url);
  object.Close();
}

void AppendItem(const MenuItemConfig& item, std::string* out) {
  JsonObject object(out);
  object.String("name", item.name);
  object.String("text", item.text);
  object.Close();
}

}  // namespace

void AppendMessages(const MessagesConfig& messages, JsonObject* object) {
  AppendList("texts", messages.texts, AppendText, object);
  AppendList("links", messages.links, AppendLink, object);
  if (messages.menu.items.empty()) return;
  object->Key("menu");
  JsonObject menu(object->out());
  menu.String("text", messages.menu.text);
  AppendList("items", messages.menu.items, AppendItem, &menu);
  menu.Close();
  object->Next();
}

}  // namespace codec

void AppendJson(const MessagesConfig& messages, std::string* out) {
  codec::JsonObject object(out);
  codec::AppendMessages(messages, &object);
  object.Close();
}

}  // namespace kefu
