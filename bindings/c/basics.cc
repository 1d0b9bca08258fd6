// Version, results, words, buffers and errors.

#include <iterator>

#include "bindings/c/handles.h"
#include "kefu/reason.h"
#include "kefu/vocabulary.h"

namespace c = kefu::c;

#ifndef KEFU_VERSION_TEXT
#error "define KEFU_VERSION_TEXT: the version of the project, in quotes"
#endif

// The header says the version of the project.
#define KEFU_IN_QUOTES(x) #x
#define KEFU_WITH_DOTS(major, minor, patch) \
  KEFU_IN_QUOTES(major) "." KEFU_IN_QUOTES(minor) "." KEFU_IN_QUOTES(patch)
static_assert(std::string_view(KEFU_VERSION_TEXT) ==
              KEFU_WITH_DOTS(KEFU_VERSION_MAJOR, KEFU_VERSION_MINOR,
                             KEFU_VERSION_PATCH));

namespace kefu::c {
namespace {

constexpr const char* kResults[] = {
    "all is well",
    "an argument is missing, or is a value that cannot be",
    "there is no memory for it",
    "there is no such name, id or place",
    "the ruleset is wrong",
    "the log is wrong",
    "the snapshot is wrong",
    "the buffer is too small",
    "this cannot be done now",
    "the record is of another type",
    "it is longer than what can be stored",
    "a callback stopped it",
    "this build of the library cannot do it",
    "a bug of kefu",
    "a callback threw an exception"};

// Calls visit(name of the list, function from number to word, largest number).
template <class F>
bool VisitLists(F&& visit) {
#define KEFU_LIST_OF(list, Type, largest)                                     \
  if (visit(list, largest,                                                    \
            [](uint32_t number) { return Name(static_cast<Type>(number)); })) \
    return true;
  KEFU_LIST_OF("event", EventType, 255)
  KEFU_LIST_OF("effect", EffectType, 255)
  KEFU_LIST_OF("reason", Reason, 65'535)
  KEFU_LIST_OF("field", Field, 65'535)
  return false;
#undef KEFU_LIST_OF
}

// "AgentStatus" is asked for as "agent_status".
bool IsSnakeCase(std::string_view snake, std::string_view camel) {
  size_t at = 0;
  for (size_t i = 0; i < camel.size(); ++i) {
    const bool upper = camel[i] >= 'A' && camel[i] <= 'Z';
    if (upper && i > 0 && (at >= snake.size() || snake[at++] != '_')) {
      return false;
    }
    const char lower =
        upper ? static_cast<char>(camel[i] - 'A' + 'a') : camel[i];
    if (at >= snake.size() || snake[at++] != lower) return false;
  }
  return at == snake.size();
}

template <class F>
bool VisitEnums(F&& visit) {
#define KEFU_ENUM(Enum, doc)                                                  \
  if (visit(#Enum, 255u,                                                      \
            [](uint32_t number) { return Name(static_cast<Enum>(number)); })) \
    return true;
#include "kefu/events.def"
  return false;
}

// Calls use(function from number to word, largest number) for the list of this
// name; false if there is none.
template <class F>
bool WithList(std::string_view list, F&& use) {
  const auto try_name = [&](std::string_view name, uint32_t largest,
                            auto word) {
    if (name != list) return false;
    use(word, largest);
    return true;
  };
  const auto try_enum = [&](std::string_view name, uint32_t largest,
                            auto word) {
    if (!IsSnakeCase(list, name)) return false;
    use(word, largest);
    return true;
  };
  return VisitLists(try_name) || VisitEnums(try_enum);
}

}  // namespace
}  // namespace kefu::c

extern "C" uint32_t kefu_version(void) { return KEFU_VERSION; }

extern "C" const char* kefu_version_text(void) { return KEFU_VERSION_TEXT; }

extern "C" const char* kefu_strerror(int result) {
  if (result == KEFU_MORE) return "there is more: call again";
  if (result == KEFU_UNKNOWN) return "it rests on days that are unknown";
  const auto place = -static_cast<int64_t>(result);
  if (place < 0 || place >= std::ssize(c::kResults)) return "no such result";
  return c::kResults[place];
}

extern "C" int kefu_word(kefu_string* word, const char* list, uint32_t number) {
  if (c::Missing(word, list)) return KEFU_ERROR_INVALID_ARGUMENT;
  std::string_view found;
  c::WithList(list, [&](auto word_of, uint32_t largest) {
    if (number <= largest) found = word_of(number);
  });
  *word = c::ToC(found);
  return found.empty() ? KEFU_ERROR_NOT_FOUND : KEFU_OK;
}

extern "C" int kefu_number(uint32_t* number, const char* list, const char* word,
                           size_t length) {
  std::string_view wanted;
  if (c::Missing(number, list, word) || !c::View(word, length, &wanted)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *number = 0;
  c::WithList(list, [&](auto word_of, uint32_t largest) {
    for (uint32_t i = 1; i <= largest && !wanted.empty(); ++i) {
      if (word_of(i) != wanted) continue;
      *number = i;
      break;
    }
  });
  return *number == 0 ? KEFU_ERROR_NOT_FOUND : KEFU_OK;
}

extern "C" int kefu_reason_text(kefu_string* text, uint32_t reason,
                                int language) {
  const bool chinese = language == KEFU_CHINESE;
  if (text == nullptr || (!chinese && language != KEFU_ENGLISH)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const auto known = c::ToId<kefu::PriorityId>(reason);  // 16 bits
  *text = c::ToC(kefu::Describe(
      static_cast<kefu::Reason>(known.value),
      chinese ? kefu::Language::kChinese : kefu::Language::kEnglish));
  return text->length == 0 ? KEFU_ERROR_NOT_FOUND : KEFU_OK;
}

// -------------------------------------------------------------------- buffers

extern "C" int kefu_buffer_new(kefu_buffer** buffer) { return c::Make(buffer); }

extern "C" void kefu_buffer_free(kefu_buffer* buffer) { delete buffer; }

extern "C" void kefu_buffer_clear(kefu_buffer* buffer) {
  if (buffer != nullptr) buffer->all.clear();
}

extern "C" int kefu_buffer_reserve(kefu_buffer* buffer, size_t bytes) {
  if (buffer == nullptr) return KEFU_ERROR_INVALID_ARGUMENT;
  return c::Guard([&] {
    buffer->all.reserve(bytes);
    return KEFU_OK;
  });
}

extern "C" const char* kefu_buffer_data(const kefu_buffer* buffer) {
  if (buffer == nullptr) return nullptr;
  if (buffer->all.empty()) return "";
  return reinterpret_cast<const char*>(buffer->all.data());
}

extern "C" size_t kefu_buffer_size(const kefu_buffer* buffer) {
  return buffer == nullptr ? 0 : buffer->all.size();
}

// --------------------------------------------------------------------- errors

namespace kefu::c {
namespace {

kefu_error Empty() { return kefu_error KEFU_ERROR_INIT; }

kefu_error Shown(const ConfigError& e) {
  kefu_error error = Empty();
  error.line = static_cast<uint64_t>(e.line);
  error.column = static_cast<uint64_t>(e.column);
  error.pointer = ToC(e.pointer);
  error.message = ToC(e.message);
  error.suggestion = ToC(e.suggestion);
  return error;
}

kefu_error Shown(const LintFinding& e) {
  kefu_error error = Empty();
  error.line = static_cast<uint64_t>(e.line);
  error.column = static_cast<uint64_t>(e.column);
  error.trouble = static_cast<uint32_t>(e.check);
  error.pointer = ToC(e.pointer);
  error.message = ToC(e.message);
  return error;
}

kefu_error Shown(const LogError& e) {
  kefu_error error = Empty();
  error.line = e.line;
  error.column = static_cast<uint64_t>(e.column);
  error.message = ToC(e.message);
  return error;
}

kefu_error Shown(const BinaryLogError& e) {
  kefu_error error = Empty();
  static_assert(static_cast<int>(LogTrouble::kNotALog) + 1 ==
                    KEFU_LOG_NOT_A_LOG &&
                static_cast<int>(LogTrouble::kNoJson) + 1 == KEFU_LOG_NO_JSON);
  error.trouble = static_cast<uint32_t>(e.trouble) + 1;
  error.offset = e.offset;
  error.block = e.block;
  error.event = e.event;
  error.good_bytes = e.good_bytes;
  error.good_events = e.good_events;
  error.message = ToC(e.message);
  return error;
}

kefu_error Shown(const SnapshotError& e) {
  kefu_error error = Empty();
  error.trouble = static_cast<uint32_t>(e.code);
  error.offset = e.offset;
  error.message = ToC(e.message);
  return error;
}

std::string TextOf(const ConfigError& error, const char* file) {
  const std::string text = ToText(error);
  return file == nullptr ? text : std::string(file) + ':' + text;
}
std::string TextOf(const LintFinding& finding, const char* file) {
  const std::string text = ToText(finding);
  if (file == nullptr) return text;
  // Without its JSON text a finding begins with no line.
  return std::string(file) + (finding.line > 0 ? ":" : ": ") + text;
}
template <class E>
std::string TextOf(const E& error, const char* file) {
  if (file != nullptr) return ToText(error, file);
  const std::string text = ToText(error, "");
  return text.starts_with(':') ? text.substr(text[1] == ' ' ? 2 : 1) : text;
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_errors_new(kefu_errors** errors) { return c::Make(errors); }

extern "C" void kefu_errors_free(kefu_errors* errors) { delete errors; }

extern "C" size_t kefu_errors_count(const kefu_errors* errors) {
  return errors == nullptr ? 0 : errors->all.size();
}

extern "C" int kefu_errors_get(kefu_error* error, const kefu_errors* errors,
                               size_t place) {
  if (c::Missing(errors, error)) return KEFU_ERROR_INVALID_ARGUMENT;
  if (place >= errors->all.size()) return KEFU_ERROR_NOT_FOUND;
  return std::visit([&](const auto& e) { return c::Fill(error, c::Shown(e)); },
                    errors->all[place]);
}

extern "C" int kefu_errors_text(kefu_buffer* text, const kefu_errors* errors,
                                size_t place, const char* file) {
  if (c::Missing(text, errors)) return KEFU_ERROR_INVALID_ARGUMENT;
  if (place >= errors->all.size()) return KEFU_ERROR_NOT_FOUND;
  return c::Guard([&] {
    std::visit([&](const auto& e) { text->Append(c::TextOf(e, file)); },
               errors->all[place]);
    return KEFU_OK;
  });
}
