#include "src/codec/messages_json.h"

#include <string>
#include <string_view>

#include "kefu/messages.h"

namespace kefu {
namespace codec {
namespace {

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
  std::string* const out = object->out();
  object->ListOf("texts", messages.texts, [out](const std::string& text) {
    AppendJsonString(text, out);
  });
  object->ListOf("links", messages.links, [out](const LinkMessageConfig& link) {
    AppendLink(link, out);
  });
  if (messages.menu.items.empty()) return;
  object->Key("menu");
  JsonObject menu(out);
  menu.String("text", messages.menu.text);
  menu.ListOf("items", messages.menu.items,
              [out](const MenuItemConfig& item) { AppendItem(item, out); });
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
