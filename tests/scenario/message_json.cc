#include "tests/scenario/message_json.h"

#include <rapidjson/document.h>

#include <stdexcept>

namespace kefu::scenario {
namespace {

using Json = rapidjson::Value;

void Must(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(std::string("not so in JSON: ") + what);
}

rapidjson::Document ParseJson(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  Must(!document.HasParseError(), "it can be read");
  return document;
}

// What there is none of is left out.
std::string TextOf(const Json& object, const char* name) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) return "";
  Must(found->value.IsString() && found->value.GetStringLength() > 0, name);
  return {found->value.GetString(), found->value.GetStringLength()};
}

template <class Each>
void ForEachOf(const Json& object, const char* name, const Each& each) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) return;
  Must(found->value.IsArray() && !found->value.Empty(), name);
  for (const Json& one : found->value.GetArray()) each(one);
}

MessagesConfig Messages(const Json& object) {
  Must(object.IsObject(), "messages are an object");
  MessagesConfig set;
  ForEachOf(object, "texts", [&](const Json& text) {
    Must(text.IsString(), "a text");
    set.texts.emplace_back(text.GetString(), text.GetStringLength());
  });
  ForEachOf(object, "links", [&](const Json& link) {
    set.links.push_back({TextOf(link, "title"), TextOf(link, "url")});
  });
  const auto menu = object.FindMember("menu");
  if (menu == object.MemberEnd()) return set;
  set.menu.text = TextOf(menu->value, "text");
  ForEachOf(menu->value, "items", [&](const Json& item) {
    MenuItemConfig made;
    made.name = TextOf(item, "name");
    made.text = TextOf(item, "text");
    set.menu.items.push_back(made);
  });
  return set;
}

template <class Each>
void ForEach(const std::string& json, const Each& each) {
  const rapidjson::Document list = ParseJson(json);
  Must(list.IsArray(), "a list");
  for (const Json& one : list.GetArray()) each(one, Messages(one));
}

}  // namespace

MessagesConfig MessagesOf(const std::string& json) {
  return Messages(ParseJson(json));
}

std::vector<ReplyAnswer> RepliesOf(const std::string& json) {
  std::vector<ReplyAnswer> all;
  ForEach(json, [&](const Json& reply, const MessagesConfig& messages) {
    const std::string root = TextOf(reply, "root");
    Must(root == "personal" || root == "public", "a root");
    all.push_back({root == "personal", TextOf(reply, "folder"),
                   TextOf(reply, "shortcut"), messages});
  });
  return all;
}

std::vector<ScriptAnswer> ScriptsOf(const std::string& json) {
  std::vector<ScriptAnswer> all;
  ForEach(json, [&](const Json& script, const MessagesConfig& messages) {
    all.push_back({TextOf(script, "situation"), messages});
  });
  return all;
}

}  // namespace kefu::scenario
