// EventReader of log.h: lines into records.

#include <memory>
#include <string>
#include <vector>

#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "src/codec/event_line.h"
#include "src/codec/fill_event.h"
#include "src/codec/line_reader.h"
#include "src/codec/ruleset_names.h"

namespace kefu {
namespace {

using codec::CustomerName;

// The longest line that can be an event which the engine accepts: every byte
// of its payload may be written as \u00XX, and there is room for the rest.
size_t LongestLine(const Ruleset& ruleset) {
  return static_cast<size_t>(ruleset.config().limits.message_bytes) * 6 +
         65'536;
}

// Looks up the names of one event.
class Resolver : public codec::PlainValues {
 public:
  explicit Resolver(Engine* engine) : engine_(engine) {}

  using PlainValues::operator();
  template <class Tag, class Rep>
  void operator()(std::string_view name, Id<Tag, Rep>* id) {
    *id = codec::FindOrOther<Id<Tag, Rep>>(engine_->ruleset(), name);
  }
  void operator()(const CustomerName& name, CustomerId* id) {
    if (name.by_key) {
      *id = engine_->CustomerByKey(name.key);
    } else {
      *id = name.name.empty() ? codec::kNobody : engine_->Customer(name.name);
    }
  }
  void operator()(const std::vector<std::string_view>& names, DeskList* list) {
    desks_.resize(names.size());
    for (size_t i = 0; i < names.size(); ++i) (*this)(names[i], &desks_[i]);
    *list = desks_;
  }
  template <class Tag, class Rep>
  void operator()(const codec::MaybeName& name,
                  std::optional<Id<Tag, Rep>>* id) {
    id->emplace();
    if (!name.name.empty()) (*this)(name.name, &**id);
  }
  void operator()(const std::vector<std::string_view>& names, TagList* list) {
    tags_.assign(names.size(), TagId{});
    for (size_t i = 0; i < names.size(); ++i) (*this)(names[i], &tags_[i]);
    *list = tags_;
  }
  void operator()(const std::vector<codec::NamedValue>& values,
                  AttributeList* list) {
    attributes_.Clear();
    for (codec::NamedValue one : values) {
      (*this)(one.name, &one.value.attribute);
      attributes_.Add(one.value);
    }
    *list = attributes_.list();
  }
  void operator()(const std::vector<CustomerName>& names, CustomerList* list) {
    customers_.assign(names.size(), CustomerId{});
    for (size_t i = 0; i < names.size(); ++i) {
      (*this)(names[i], &customers_[i]);
    }
    *list = customers_;
  }

 private:
  Engine* engine_;
  std::vector<DeskId> desks_;
  std::vector<CustomerId> customers_;
  std::vector<TagId> tags_;
  Attributes attributes_;
};

}  // namespace

std::string ToText(const LogError& error, std::string_view file) {
  std::string text(file);
  text.append(":").append(std::to_string(error.line));
  text.append(":").append(std::to_string(error.column));
  return text.append(": ").append(error.message);
}

struct EventReader::Impl {
  explicit Impl(Engine* engine)
      : resolve(engine),
        lines(LongestLine(engine->ruleset()), "limits.message_bytes allows") {}

  // To be called with each line that was parsed.
  auto AddTo(EventBatch* batch) {
    return [this, batch](const codec::RawEvent& raw) {
      codec::FillEvent(raw, resolve,
                       [batch](const auto& event) { batch->Add(event); });
    };
  }

  Resolver resolve;
  codec::LineReader lines;
};

EventReader::EventReader(Engine* engine)
    : impl_(std::make_unique<Impl>(engine)) {}
EventReader::~EventReader() = default;

std::optional<LogError> EventReader::Add(std::string_view line,
                                         EventBatch* batch) {
  return impl_->lines.Read(line, line.size(), impl_->AddTo(batch));
}

std::optional<LogError> EventReader::AddLines(std::string_view text, bool last,
                                              size_t max_events,
                                              EventBatch* batch, size_t* used) {
  return impl_->lines.ReadLines(
      text, last, used, [&] { return batch->size() < max_events; },
      impl_->AddTo(batch));
}

uint64_t EventReader::lines() const { return impl_->lines.lines(); }

}  // namespace kefu
