// From effects and from what a query finds to lines of text.

#include <algorithm>
#include <stdexcept>
#include <type_traits>

#include "tests/scenario/answer_line.h"
#include "tests/scenario/events.h"

namespace kefu::scenario {
namespace {

template <class E>
void AddFields(const EffectRecord& record, Line* line) {
  const std::optional<E> effect = As<E>(record);
  VisitFields(*effect, [&](const char* name, EffectSlot, const auto& value) {
    line->Add(name, value);
  });
}

std::string_view LimitName(AgentTrace::Limit limit) {
  using Limit = AgentTrace::Limit;
  switch (limit) {
    case Limit::kNone:
      return "";
    case Limit::kAgent:
      return "agent";
    case Limit::kChannel:
      return "channel";
    case Limit::kGroup:
      return "group";
    case Limit::kMaximum:
      return "maximum";
  }
  return "";
}

Engine::Request RequestOf(const Step& step, Face* face) {
  Engine::Request request;
  const std::string* customer = step.Find("customer");
  if (customer == nullptr) {
    throw std::runtime_error("? " + step.word + " needs customer=");
  }
  request.customer = NamedCustomer(face, *customer);
  request.desk = DeskOf(step, face->ruleset());
  const auto read = [&](const char* name, auto* id) {
    const std::string* text = step.Find(name);
    if (text == nullptr) return;
    *id = Named<std::decay_t<decltype(*id)>>(face->ruleset(), *text);
  };
  read("product", &request.product);
  read("intent", &request.intent);
  read("order_status", &request.order_status);
  read("link", &request.link);
  read("page", &request.page);
  read("language", &request.language);
  read("store", &request.store);
  if (const std::string* kind = step.Find("kind")) {
    if (!FromName(*kind, &request.kind)) {
      throw std::runtime_error("there is no kind of message `" + *kind + "`");
    }
  }
  return request;
}

using Lines = std::vector<std::string>;

std::string SessionLine(const SessionInfo& info, Line line) {
  line.Add("state", info.state).Add("agent", info.agent);
  line.Add("group", info.group).Add("priority", info.priority);
  line.Count("cost", info.cost).Add("opened_at", info.opened_at);
  line.Add("joined_at", info.joined_at).Add("assigned_at", info.assigned_at);
  if (info.held) line.Word("held");
  if (info.lapsed) line.Word("lapsed");
  if (info.offered_to) {
    line.Add("offered_to", info.offered_to).Add("until", info.offered_until);
  }
  return line.str();
}

Lines AnswerSession(const Step& step, Face* face) {
  const Engine::Request request = RequestOf(step, face);
  const SessionInfo info = face->Session(request.customer, request.desk);
  if (!info.number) return {Line("session=none", *face).str()};
  const std::string word = "session=" + std::to_string(info.number.value);
  return {SessionLine(info, Line(word, *face))};
}

// One line for each session (S7).
Lines SessionLines(const std::vector<ListedSession>& sessions, Face* face) {
  Lines lines;
  for (const ListedSession& one : sessions) {
    Line line("customer=" + face->CustomerName(one.customer), *face);
    line.Add("desk", one.desk).Count("session", one.session.number.value);
    lines.push_back(SessionLine(one.session, line));
  }
  return lines.empty() ? Lines{"    none"} : lines;
}

// `? queue group=g`, `? queue desk=d`: who waits there; `? pooled`: who is in
// the pool.
Lines AnswerList(const Step& step, Face* face) {
  const std::string* limit = step.Find("limit");
  const size_t most = limit ? std::stoul(*limit) : 1000;
  const bool pooled = step.word == "pooled";
  const auto list = [&](auto id) {
    return pooled ? face->PooledSessions(id, most)
                  : face->WaitingSessions(id, most);
  };
  const std::string* group = step.Find("group");
  return SessionLines(group ? list(Named<GroupId>(face->ruleset(), *group))
                            : list(DeskOf(step, face->ruleset())),
                      face);
}

Lines AnswerSessionsOf(const Step& step, Face* face) {
  const std::string* name = step.Find("agent");
  if (name == nullptr) throw std::runtime_error("? sessions_of needs agent=");
  return SessionLines(face->SessionsOf(Named<AgentId>(face->ruleset(), *name)),
                      face);
}

Lines AnswerOnline(const Step&, Face* face) {
  std::string agents;
  for (const AgentId agent : face->Online()) {
    agents += agents.empty() ? "" : ",";
    agents += face->ruleset().Name(agent);
  }
  return {Line("online=" + (agents.empty() ? "none" : agents), *face).str()};
}

Lines AnswerPosition(const Step& step, Face* face) {
  const Engine::Request request = RequestOf(step, face);
  const PositionInfo info = face->Position(request.customer, request.desk);
  Line line("position=" + std::to_string(info.position), *face);
  line.Count("ahead", info.ahead);
  if (info.estimated_wait) {
    line.Count("estimated_wait",
               static_cast<uint64_t>(info.estimated_wait->ms));
  }
  return {line.str()};
}

Lines AnswerWaiting(const Step& step, Face* face) {
  const std::string* group = step.Find("group");
  const uint32_t waiting =
      group ? face->Waiting(Named<GroupId>(face->ruleset(), *group))
            : face->Waiting(DeskOf(step, face->ruleset()));
  return {Line("waiting=" + std::to_string(waiting), *face).str()};
}

Lines AnswerPool(const Step& step, Face* face) {
  const std::string* group = step.Find("group");
  const PoolInfo info =
      group ? face->Pool(Named<GroupId>(face->ruleset(), *group))
            : face->Pool(DeskOf(step, face->ruleset()));
  Line line("pool=" + std::to_string(info.sessions), *face);
  line.Add("oldest", info.oldest);
  if (info.sessions != 0) line.Add("since", info.since);
  return {line.str()};
}

Lines AnswerAgent(const Step& step, Face* face) {
  const std::string* name = step.Find("name");
  if (name == nullptr) throw std::runtime_error("? agent needs name=");
  const AgentInfo info = face->Agent(Named<AgentId>(face->ruleset(), *name));
  Line line("status=" + std::string(Name(info.status)), *face);
  line.Add("auto_accept", info.auto_accept).Count("capacity", info.capacity);
  line.Count("load", info.load).Count("sessions", info.sessions);
  return {line.str()};
}

Lines AnswerDeadline(const Step&, Face* face) {
  const std::optional<Instant> at = face->NextDeadline();
  return {Line("deadline=" + (at ? TimeText(*at) : "none"), *face).str()};
}

// In declared order.
Lines AnswerCrowds(const Step& step, Face* face) {
  const std::string* name = step.Find("customer");
  if (name == nullptr) throw std::runtime_error("? crowds needs customer=");
  std::string crowds;
  for (const CrowdId crowd : face->CrowdsOf(NamedCustomer(face, *name))) {
    crowds += crowds.empty() ? "" : ",";
    crowds += face->ruleset().Name(crowd);
  }
  return {Line("crowds=" + (crowds.empty() ? "none" : crowds), *face).str()};
}

template <class E>
void ReadWord(const Step& step, const char* name, E* value) {
  const std::string* text = step.Find(name);
  if (text == nullptr || FromName(*text, value)) return;
  throw std::runtime_error("there is no " + std::string(name) + " `" + *text +
                           "`");
}

const char* WordFor(const SendInfo& info) {
  return info.allowed ? "yes" : info.template_only ? "template" : "no";
}

// `at` is a time after the step before, or one of a day.
Lines AnswerMaySend(const Step& step, Face* face) {
  const Engine::Request request = RequestOf(step, face);
  Engine::SendQuestion question;
  question.customer = request.customer;
  question.desk = request.desk;
  if (const std::string* agent = step.Find("agent")) {
    question.agent = Named<AgentId>(face->ruleset(), *agent);
  }
  if (request.kind != MessageKind::kNone) question.kind = request.kind;
  ReadWord(step, "who", &question.who);
  ReadWord(step, "use", &question.use);
  if (const std::string* count = step.Find("count")) {
    question.count = static_cast<uint32_t>(std::stoul(*count));
  }
  if (const std::string* text = step.Find("at")) {
    const std::optional<Instant> at =
        ParseTime(*text, face->Now().value_or(kStart));
    if (!at) throw std::runtime_error("`" + *text + "` is no time");
    question.at = *at;
  }
  const SendInfo info = face->MaySend(question);
  Line line("may_send=" + std::string(WordFor(info)), *face);
  line.Add("reason", info.reason).Add("left", info.left);
  if (info.until) line.Add("until", *info.until);
  return {line.str()};
}

// One line for each entry (S5).
Lines AnswerUnanswered(const Step& step, Face* face) {
  Engine::UnansweredQuestion question;
  const std::string* const desk = step.Find("desk");
  if (desk) question.desk = Named<DeskId>(face->ruleset(), *desk);
  const std::string* const agent = step.Find("agent");
  if (agent) question.agent = Named<AgentId>(face->ruleset(), *agent);
  const std::string* const limit = step.Find("limit");
  if (limit) question.limit = std::stoul(*limit);
  Lines lines;
  for (const UnansweredInfo& info : face->Unanswered(question)) {
    Line line("customer=" + face->CustomerName(info.customer), *face);
    line.Add("desk", info.desk).Count("session", info.session.value);
    line.Add("state", info.state)
        .Add("since", info.since)
        .Add("agent", info.agent);
    line.Put("may_send", WordFor(info.sends));
    lines.push_back(line.Add("reason", info.sends.reason).str());
  }
  if (lines.empty()) lines.push_back(Line("customer=none", *face).str());
  return lines;
}

Lines AnswerCounts(const Step&, Face* face) {
  Line line("open_sessions=" + std::to_string(face->OpenSessions()), *face);
  return {line.Count("customers", face->Customers()).str()};
}

// Without the number of events: where time is cut into slices there are more.
Lines AnswerStats(const Step&, Face* face) {
  const StatsInfo info = face->Stats();
  Line now("now", *face);
  now.Count("customers", info.customers);
  now.Count("agents_online", info.agents_online);
  now.Count("sessions", info.sessions).Count("waiting", info.waiting);
  now.Count("serving", info.serving);
  if (info.robot != 0) now.Count("robot", info.robot);
  if (info.pooled != 0) now.Count("pooled", info.pooled);
  now.Count("load", info.load);
  Line since("since", *face);
  since.Count("refusals", info.refusals).Count("opened", info.opened);
  since.Count("closed", info.closed).Count("assignments", info.assignments);
  since.Count("timers", info.timers).Count("forgotten", info.forgotten);
  return {now.str(), since.str()};
}

Lines AnswerExplain(const Step& step, Face* face) {
  const Explanation found = face->Explain(RequestOf(step, face));
  if (found.refused != Reason::kNone) {
    return {Line("refused", *face).Add("reason", found.refused).str()};
  }
  Lines lines;
  if (found.waiting) {
    Line line("waiting", *face);
    line.Count("position", found.position).Count("ahead", found.ahead);
    lines.push_back(line.Add("group", found.group).str());
  }
  Line decision("decision", *face);
  decision.Add("", found.decision).Add("group", found.group);
  lines.push_back(decision.Add("agent", found.decision.agent).str());
  for (const RungTrace& rung : found.rungs) {
    Line line("rung", *face);
    line.Word(Name(rung.rung)).Word(Name(rung.reason));
    lines.push_back(line.Add("group", rung.group)
                        .Add("agent", rung.agent)
                        .Add("dimension", rung.dimension)
                        .str());
  }
  for (const AgentTrace& agent : found.agents) {
    Line line("agent", *face);
    line.Word(face->ruleset().Name(agent.agent)).Word(Name(agent.reason));
    line.Put("limit", std::string(LimitName(agent.limit)));
    line.Count("load", agent.load).Count("capacity", agent.capacity);
    lines.push_back(line.str());
  }
  return lines;
}

// `? hours schedule=office at=9:00 to=18:00 add=+90min days=3`: what it says at
// that time; open time until `to`, when so much of it has passed, and the
// working day, where they are asked for.
Lines AnswerHours(const Step& step, Face* face) {
  const auto time = [&](const char* name, Instant otherwise) {
    const std::string* text = step.Find(name);
    if (text == nullptr) return otherwise;
    const std::optional<Instant> at = ParseTime(*text, otherwise);
    if (!at) throw std::runtime_error("`" + *text + "` is no time");
    return *at;
  };
  HoursQuestion question;
  const std::string* name = step.Find("schedule");
  if (name != nullptr) question.schedule = face->ruleset().Schedule(*name);
  question.at = time("at", kStart);
  question.to = time("to", question.at);
  const Instant added = time("add", kStart);
  question.add = added - kStart;
  if (const std::string* days = step.Find("days")) {
    question.days = std::stoll(*days);
  }
  const HoursAnswer told = face->Hours(question);
  const auto instant = [](const std::optional<Instant>& at) {
    if (!at) return std::string("unknown");
    return at->never() ? "never" : Quoted(TimeText(*at));
  };
  const char* const open = !told.open ? "unknown" : *told.open ? "yes" : "no";
  Line line("open=" + std::string(open), *face);
  line.Put("opening", instant(told.opening));
  line.Put("closing", instant(told.closing));
  if (step.Find("to") != nullptr) {
    line.Put("time", told.time ? TimeText(kStart + *told.time) : "unknown");
  }
  if (step.Find("add") != nullptr) line.Put("after", instant(told.after));
  if (step.Find("days") != nullptr) line.Put("day", instant(told.day));
  return {line.str()};
}

// `? words language=chinese`: the explanation for people (E1).
Lines AnswerWords(const Step& step, Face* face) {
  const std::string* language = step.Find("language");
  const bool chinese = language != nullptr && *language == "chinese";
  const std::string text =
      ToText(face->Explain(RequestOf(step, face)), face->ruleset(),
             chinese ? Language::kChinese : Language::kEnglish);
  Lines lines;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back("    " + std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

ReplyQuestion Typed(const Step& step, const Face& face) {
  ReplyQuestion question;
  const std::string* const typed = step.Find("typed");
  if (typed != nullptr) question.typed = *typed;
  const std::string* const agent = step.Find("agent");
  if (agent) question.agent = Named<AgentId>(face.ruleset(), *agent);
  question.at = face.Now().value_or(kStart);
  return question;
}

Lines AnswerReplies(const Step& step, Face* face) {
  Lines lines;
  for (const ReplyAnswer& reply : face->Replies(Typed(step, *face))) {
    Line line(reply.personal ? "personal" : "public", *face);
    line.Put("folder", Quoted(reply.folder));
    line.Put("shortcut", Quoted(reply.shortcut));
    lines.push_back(line.AddMessages(reply.messages).str());
  }
  return lines.empty() ? Lines{"    none"} : lines;
}

Lines AnswerScripts(const Step& step, Face* face) {
  Lines lines;
  for (const ScriptAnswer& script : face->Scripts(Typed(step, *face))) {
    Line line("script", *face);
    line.Put("situation", Quoted(script.situation));
    lines.push_back(line.AddMessages(script.messages).str());
  }
  return lines.empty() ? Lines{"    none"} : lines;
}

// One line for each change and reason (E2).
Lines AnswerCounterfactuals(const Step& step, Face* face) {
  const Engine::Request request = RequestOf(step, face);
  CounterfactualOptions options;
  if (const std::string* most = step.Find("most")) {
    options.most_agents = std::stoul(*most);
  }
  if (const std::string* within = step.Find("within")) {
    const std::optional<Instant> end = ParseTime(*within, kStart);
    if (!end) throw std::runtime_error("`" + *within + "` is no time");
    options.within = *end - kStart;
  }
  const CounterfactualResult result =
      face->Counterfactuals(request.customer, request.desk, options);
  if (result.refused != Reason::kNone) {
    return {Line("refused", *face).Add("reason", result.refused).str()};
  }
  Lines lines;
  for (const Counterfactual& found : result.found) {
    Line line(Name(found.what), *face);
    line.Add("reason", found.reason);
    std::string agents;
    for (const AgentId agent : found.agents) {
      agents += agents.empty() ? "" : ",";
      agents += face->ruleset().Name(agent);
    }
    line.Put("agents", agents);
    if (!found.at.never()) line.Add("at", found.at);
    lines.push_back(line.str());
  }
  return lines.empty() ? Lines{"    none"} : lines;
}

// One line for each finding (E4); with `check=` those of one check.
Lines AnswerLint(const Step& step, Face* face) {
  LintCheck check = LintCheck::kNone;
  ReadWord(step, "check", &check);
  Lines lines;
  for (const LintFinding& finding : face->Lint()) {
    if (check != LintCheck::kNone && finding.check != check) continue;
    lines.push_back("    " + ToText(finding));
  }
  return lines.empty() ? Lines{"    none"} : lines;
}

}  // namespace

std::string EffectText(const EffectRecord& effect, Instant at,
                       const Face& face) {
  Line line(Name(effect.Type()), face, &effect);
  switch (effect.Type()) {
#define KEFU_EFFECT(number, Struct, json, doc) \
  case EffectType::k##Struct:                  \
    AddFields<Struct>(effect, &line);          \
    break;
#include "kefu/events.def"
    case EffectType::kNone:
      break;
  }
  line.Add("timer", static_cast<TimerKind>(effect.timer));
  if (effect.at != at.ms) line.Add("at", Instant{effect.at});
  return line.str();
}

std::vector<std::string> Answer(const Step& step, Face* face) {
  if (step.word == "session") return AnswerSession(step, face);
  if (step.word == "position") return AnswerPosition(step, face);
  if (step.word == "unanswered") return AnswerUnanswered(step, face);
  if (step.word == "waiting") return AnswerWaiting(step, face);
  if (step.word == "pool") return AnswerPool(step, face);
  if (step.word == "agent") return AnswerAgent(step, face);
  if (step.word == "crowds") return AnswerCrowds(step, face);
  if (step.word == "may_send") return AnswerMaySend(step, face);
  if (step.word == "deadline") return AnswerDeadline(step, face);
  if (step.word == "counts") return AnswerCounts(step, face);
  if (step.word == "stats") return AnswerStats(step, face);
  if (step.word == "hours") return AnswerHours(step, face);
  if (step.word == "quick_replies") return AnswerReplies(step, face);
  if (step.word == "scripts") return AnswerScripts(step, face);
  if (step.word == "explain") return AnswerExplain(step, face);
  if (step.word == "words") return AnswerWords(step, face);
  if (step.word == "queue" || step.word == "pooled") {
    return AnswerList(step, face);
  }
  if (step.word == "sessions_of") return AnswerSessionsOf(step, face);
  if (step.word == "online") return AnswerOnline(step, face);
  if (step.word == "lint") return AnswerLint(step, face);
  if (step.word == "counterfactuals") return AnswerCounterfactuals(step, face);
  throw std::runtime_error(
      "there is no query `" + step.word +
      "`; there are session, position, unanswered, waiting, pool, agent, "
      "crowds, may_send, deadline, counts, stats, hours, quick_replies, "
      "scripts, explain, words, queue, pooled, sessions_of, online, lint and "
      "counterfactuals");
}

}  // namespace kefu::scenario
