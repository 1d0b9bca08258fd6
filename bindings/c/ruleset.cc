// Rulesets: from JSON, counted owners, names and texts.

#include <iterator>

#include "bindings/c/handles.h"
#include "kefu/messages.h"
#include "kefu/replies.h"

namespace c = kefu::c;

namespace kefu::c {
namespace {

uint32_t IdOf(const Ruleset& rules, int named, std::string_view name) {
  switch (named) {
    case KEFU_AGENT:
      return rules.Agent(name).value;
    case KEFU_GROUP:
      return rules.Group(name).value;
    case KEFU_DESK:
      return rules.Desk(name).value;
    case KEFU_LINK:
      return rules.Link(name).value;
    case KEFU_PRODUCT:
      return rules.Product(name).value;
    case KEFU_INTENT:
      return rules.Intent(name).value;
    case KEFU_ORDER_STATUS:
      return rules.OrderStatus(name).value;
    case KEFU_PRIORITY:
      return rules.Priority(name).value;
    case KEFU_CROWD:
      return rules.Crowd(name).value;
    case KEFU_TAG:
      return rules.Tag(name).value;
    case KEFU_ATTRIBUTE:
      return rules.Attribute(name).value;
    case KEFU_PAGE:
      return rules.Page(name).value;
    case KEFU_LANGUAGE:
      return rules.Language(name).value;
    case KEFU_SCHEDULE:
      return rules.Schedule(name).value;
    case KEFU_STORE:
      return rules.Store(name).value;
    case KEFU_CHANNEL:
      return rules.Channel(name).value;
    case KEFU_RULE:
      return rules.Rule(name).value;
    case KEFU_ITEM:
      return rules.Item(name).value;
    case KEFU_COUPON:
      return rules.Coupon(name).value;
  }
  return 0;
}

std::string_view NameOf(const Ruleset& rules, int named, uint32_t id) {
  switch (named) {
    case KEFU_AGENT:
      return rules.Name(AgentId{id});
    case KEFU_GROUP:
      return rules.Name(ToId<GroupId>(id));
    case KEFU_DESK:
      return rules.Name(ToId<DeskId>(id));
    case KEFU_LINK:
      return rules.Name(LinkId{id});
    case KEFU_PRODUCT:
      return rules.Name(ProductId{id});
    case KEFU_INTENT:
      return rules.Name(IntentId{id});
    case KEFU_ORDER_STATUS:
      return rules.Name(OrderStatusId{id});
    case KEFU_PRIORITY:
      return rules.Name(ToId<PriorityId>(id));
    case KEFU_CROWD:
      return rules.Name(ToId<CrowdId>(id));
    case KEFU_TAG:
      return rules.Name(TagId{id});
    case KEFU_ATTRIBUTE:
      return rules.Name(AttributeId{id});
    case KEFU_PAGE:
      return rules.Name(PageId{id});
    case KEFU_LANGUAGE:
      return rules.Name(LanguageId{id});
    case KEFU_SCHEDULE:
      return rules.Name(ToId<ScheduleId>(id));
    case KEFU_STORE:
      return rules.Name(StoreId{id});
    case KEFU_CHANNEL:
      return rules.Name(ToId<ChannelId>(id));
    case KEFU_RULE:
      return rules.Name(ToId<RuleId>(id));
    case KEFU_ITEM:
      return rules.Name(ItemId{id});
    case KEFU_COUPON:
      return rules.Name(CouponId{id});
  }
  return {};
}

bool IsNamed(int named) { return named >= KEFU_AGENT && named <= KEFU_COUPON; }

// The ids of declared things, in the order of the config.
class Declared {
 public:
  Declared(const Ruleset& rules, int named, std::vector<uint32_t>* ids)
      : rules_(rules), named_(named), ids_(*ids) {}

  template <class List>
  void AddAll(const List& list) {
    for (const auto& item : list) Add(item.name);
  }
  // Names that may stand several times.
  void AddNew(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const uint32_t id = IdOf(rules_, named_, name);
      if (id >= seen_.size()) seen_.resize(size_t{id} + 1);
      if (id != 0 && !seen_[id]) ids_.push_back(id);
      seen_[id] = true;
    }
  }

 private:
  void Add(std::string_view name) {
    ids_.push_back(IdOf(rules_, named_, name));
  }

  const Ruleset& rules_;
  int named_;
  std::vector<uint32_t>& ids_;
  std::vector<bool> seen_;
};

}  // namespace
}  // namespace kefu::c

kefu_ruleset::kefu_ruleset(std::shared_ptr<const kefu::Ruleset> rules_in)
    : rules(std::move(rules_in)) {
  const kefu::Config& config = rules->config();
  const auto of = [&](int named) {
    return c::Declared(*rules, named, &declared[named]);
  };
  of(KEFU_AGENT).AddAll(config.agents);
  of(KEFU_GROUP).AddAll(config.groups);
  of(KEFU_DESK).AddAll(config.desks);
  of(KEFU_LINK).AddAll(config.links);
  if (config.queue.priorities) {
    of(KEFU_PRIORITY).AddAll(*config.queue.priorities);
  }
  of(KEFU_CROWD).AddNew(rules->CrowdNames());
  of(KEFU_TAG).AddAll(config.tags);
  of(KEFU_ATTRIBUTE).AddNew(rules->AttributeNames());
  of(KEFU_SCHEDULE).AddAll(config.schedules);
  of(KEFU_STORE).AddAll(config.stores);
  of(KEFU_CHANNEL).AddAll(config.channels);
  of(KEFU_RULE).AddNew(rules->RuleNames());
  of(KEFU_ITEM).AddNew(rules->ItemNames());
  of(KEFU_COUPON).AddNew(rules->CouponNames());
  c::Declared products = of(KEFU_PRODUCT);
  for (const kefu::ProductConfig& product : config.products) {
    products.AddNew({product.name});
  }
  c::Declared pages = of(KEFU_PAGE);
  c::Declared languages = of(KEFU_LANGUAGE);
  c::Declared intents = of(KEFU_INTENT);
  c::Declared statuses = of(KEFU_ORDER_STATUS);
  for (const kefu::GroupConfig& group : config.groups) {
    products.AddNew(group.scope.products);
    intents.AddNew(group.scope.intents);
    statuses.AddNew(group.scope.order_statuses);
    pages.AddNew(group.scope.pages);
    languages.AddNew(group.scope.languages);
  }
}

extern "C" int kefu_parse_ruleset(kefu_ruleset** ruleset, kefu_errors* errors,
                                  const char* json, size_t length,
                                  const kefu_ruleset* previous) {
  std::string_view text;
  if (ruleset != nullptr) *ruleset = nullptr;
  c::Clear(errors);
  if (c::Missing(ruleset, json) || !c::View(json, length, &text)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    kefu::RulesetResult result = kefu::ParseRuleset(
        text, previous == nullptr ? nullptr : previous->rules);
    if (!result) {
      for (kefu::ConfigError& error : result.errors) {
        c::Report(errors, std::move(error), 0);
      }
      return int{KEFU_ERROR_INVALID_RULESET};
    }
    *ruleset = new kefu_ruleset(std::move(result.ruleset));
    return int{KEFU_OK};
  });
}

extern "C" int kefu_lint(kefu_errors* findings, const kefu_ruleset* ruleset,
                         const char* json, size_t length) {
  std::string_view text;
  c::Clear(findings);
  if (c::Missing(findings, ruleset) || !c::View(json, length, &text)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    const kefu::Ruleset& rules = *ruleset->rules;
    std::vector<kefu::LintFinding> found =
        json == nullptr ? kefu::Lint(rules) : kefu::Lint(rules, text);
    findings->all.assign(std::make_move_iterator(found.begin()),
                         std::make_move_iterator(found.end()));
    return int{KEFU_OK};
  });
}

extern "C" kefu_ruleset* kefu_ruleset_retain(kefu_ruleset* ruleset) {
  if (ruleset != nullptr) {
    ruleset->owners.fetch_add(1, std::memory_order_relaxed);
  }
  return ruleset;
}

extern "C" void kefu_ruleset_release(kefu_ruleset* ruleset) {
  if (ruleset == nullptr) return;
  if (ruleset->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    delete ruleset;
  }
}

extern "C" int kefu_find(uint32_t* id, const kefu_ruleset* ruleset, int named,
                         const char* name, size_t length) {
  std::string_view view;
  if (c::Missing(id, ruleset) || !c::IsNamed(named) ||
      !c::View(name, length, &view)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *id = 0;
  return c::Guard([&] {
    *id = c::IdOf(*ruleset->rules, named, view);
    return int{*id == 0 ? KEFU_ERROR_NOT_FOUND : KEFU_OK};
  });
}

extern "C" int kefu_find_all(uint32_t* ids, size_t id_stride,
                             const kefu_ruleset* ruleset, int named,
                             const kefu_string* names, size_t name_stride,
                             size_t count) {
  const c::Strided<uint32_t> to(ids, id_stride);
  const c::Strided<const kefu_string> from(names, name_stride);
  if (ruleset == nullptr || !c::IsNamed(named) || !to.good(count) ||
      !from.good(count)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return c::Guard([&] {
    for (size_t i = 0; i < count; ++i) {
      std::string_view name;
      if (!c::View(from[i].data, from[i].length, &name)) {
        return int{KEFU_ERROR_INVALID_ARGUMENT};
      }
      to[i] = c::IdOf(*ruleset->rules, named, name);
    }
    return int{KEFU_OK};
  });
}

extern "C" int kefu_name(kefu_string* name, const kefu_ruleset* ruleset,
                         int named, uint32_t id) {
  if (c::Missing(name, ruleset) || !c::IsNamed(named)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *name = c::ToC(c::NameOf(*ruleset->rules, named, id));
  return name->length == 0 ? KEFU_ERROR_NOT_FOUND : KEFU_OK;
}

extern "C" size_t kefu_count(const kefu_ruleset* ruleset, int named) {
  if (ruleset == nullptr || !c::IsNamed(named)) return 0;
  return ruleset->declared[named].size();
}

extern "C" int kefu_declared(uint32_t* id, const kefu_ruleset* ruleset,
                             int named, size_t place) {
  if (c::Missing(id, ruleset) || !c::IsNamed(named)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  *id = 0;
  if (place >= ruleset->declared[named].size()) return KEFU_ERROR_NOT_FOUND;
  *id = ruleset->declared[named][place];
  return KEFU_OK;
}

extern "C" int kefu_render(kefu_buffer* json, const kefu_ruleset* ruleset,
                           const kefu_effect* send, const char* customer,
                           size_t length) {
  std::string_view name;
  if (c::Missing(json, ruleset, send) || !c::View(customer, length, &name)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  const kefu::EffectRecord& record = *c::ToCpp(send);
  if (record.Type() != kefu::EffectType::kSend) return KEFU_ERROR_WRONG_TYPE;
  return c::Guard([&] {
    const kefu::MessagesConfig messages =
        kefu::RenderMessages(*ruleset->rules, record, name);
    json->Write([&](std::string* text) { AppendJson(messages, text); });
    return int{KEFU_OK};
  });
}

extern "C" size_t kefu_text_count(const kefu_ruleset* ruleset, uint32_t texts) {
  if (ruleset == nullptr) return 0;
  return ruleset->rules->Texts(kefu::TextId{texts}).size();
}

extern "C" int kefu_text(kefu_string* text, const kefu_ruleset* ruleset,
                         uint32_t texts, size_t place) {
  if (c::Missing(text, ruleset)) return KEFU_ERROR_INVALID_ARGUMENT;
  *text = {nullptr, 0};
  const auto all = ruleset->rules->Texts(kefu::TextId{texts});
  if (place >= all.size()) return KEFU_ERROR_NOT_FOUND;
  *text = c::ToC(all[place]);
  return KEFU_OK;
}

namespace kefu::c {
namespace {

// Appends what find(ruleset, agent, typed) says.
template <class FindReplies>
int GiveReplies(kefu_buffer* json, const kefu_ruleset* ruleset,
                const kefu_reply_question* question, const FindReplies& find) {
  kefu_reply_question in;
  std::string_view typed, customer;
  if (Missing(json, ruleset) || !Take(question, &in) ||
      !View(in.typed, in.typed_length, &typed) ||
      !View(in.customer, in.customer_length, &customer)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  return Guard([&] {
    const MessageValues values{.at = Instant{in.at},
                               .desk = {in.desk},
                               .agent = {in.agent},
                               .customer = customer};
    const auto found = find(AgentId{in.agent}, typed);
    json->Write([&](std::string* text) {
      AppendJson(*ruleset->rules, found, values, text);
    });
    return int{KEFU_OK};
  });
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_quick_replies(kefu_buffer* json,
                                  const kefu_ruleset* ruleset,
                                  const kefu_reply_question* question) {
  return c::GiveReplies(json, ruleset, question,
                        [&](kefu::AgentId agent, std::string_view typed) {
                          return QuickReplies(*ruleset->rules, agent, typed);
                        });
}

extern "C" int kefu_scripts(kefu_buffer* json, const kefu_ruleset* ruleset,
                            const kefu_reply_question* question) {
  return c::GiveReplies(json, ruleset, question,
                        [&](kefu::AgentId, std::string_view typed) {
                          return Scripts(*ruleset->rules, typed);
                        });
}
