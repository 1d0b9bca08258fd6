// Steps as events, and effects and answers as lines: the words of a scenario
// on one side, the records of the engine on the other. Both directions are
// made from events.def, so a new event or effect needs nothing here.

#ifndef KEFU_TESTS_SCENARIO_EVENTS_H_
#define KEFU_TESTS_SCENARIO_EVENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "kefu/effect.h"
#include "kefu/event.h"
#include "tests/scenario/face.h"
#include "tests/scenario/scenario.h"

namespace kefu::scenario {

// What a step writes for a customer whose id nobody has.
inline constexpr std::string_view kUnknown = "<unknown>";

// Appends the event of a step. Throws std::runtime_error.
void AddEvent(const Step& step, Face* face, EventBatch* batch);

// "    assign         session=1 customer=c1 agent=li ...". `at` is the time of
// the step: an effect of another time says so.
std::string EffectText(const EffectRecord& effect, Instant at,
                       const Face& face);

// Asks what a query step asks. Throws std::runtime_error.
std::vector<std::string> Answer(const Step& step, Face* face);

// The id of a name. A name that the ruleset does not have gives an id that it
// does not have either, so that the engine can refuse it (R1).
template <class I>
I Named(const Ruleset& ruleset, std::string_view name);
template <>
AgentId Named(const Ruleset& ruleset, std::string_view name);
template <>
GroupId Named(const Ruleset& ruleset, std::string_view name);
template <>
DeskId Named(const Ruleset& ruleset, std::string_view name);
template <>
LinkId Named(const Ruleset& ruleset, std::string_view name);
template <>
PriorityId Named(const Ruleset& ruleset, std::string_view name);
template <>
ItemId Named(const Ruleset& ruleset, std::string_view name);
template <>
StoreId Named(const Ruleset& ruleset, std::string_view name);
// These are free names: one that no scope holds is none.
template <>
CrowdId Named(const Ruleset& ruleset, std::string_view name);
template <>
ChannelId Named(const Ruleset& ruleset, std::string_view name);
template <>
TagId Named(const Ruleset& ruleset, std::string_view name);
template <>
AttributeId Named(const Ruleset& ruleset, std::string_view name);
template <>
PageId Named(const Ruleset& ruleset, std::string_view name);
template <>
LanguageId Named(const Ruleset& ruleset, std::string_view name);
template <>
ProductId Named(const Ruleset& ruleset, std::string_view name);
template <>
IntentId Named(const Ruleset& ruleset, std::string_view name);
template <>
OrderStatusId Named(const Ruleset& ruleset, std::string_view name);

// As the event's customer; `<unknown>` is nobody's id.
CustomerId NamedCustomer(Face* face, std::string_view name);

// The desk of a step: the one it names or, without one, the only desk.
DeskId DeskOf(const Step& step, const Ruleset& ruleset);

// True if the ruleset has one desk; then it is not written in the answers.
bool OneDesk(const Ruleset& ruleset);

}  // namespace kefu::scenario

#endif  // KEFU_TESTS_SCENARIO_EVENTS_H_
