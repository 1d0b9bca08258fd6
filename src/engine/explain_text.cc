// The explanation of a decision in words (E1).

#include <string>
#include <string_view>
#include <utility>

#include "kefu/reason.h"
#include "kefu/ruleset.h"
#include "kefu/trace.h"

namespace kefu {
namespace {

std::string_view RungInChinese(Rung rung) {
  switch (rung) {
    case Rung::kNone:
      break;
    case Rung::kHours:
      return "服务时间";
    case Rung::kNobodyPresent:
      return "无人在线";
    case Rung::kSticky:
      return "最近联系人优先";
    case Rung::kDedicated:
      return "专属客服";
    case Rung::kScope:
      return "接待范围";
    case Rung::kQueue:
      return "等待队列";
    case Rung::kByHand:
      return "手动接入";
    case Rung::kNamed:
      return "指定客服";
    case Rung::kOverflow:
      return "排队溢出";
    case Rung::kSilence:
      return "客服超时";
    case Rung::kOffline:
      return "客服离线";
    case Rung::kRobot:
      return "机器人优先";
    case Rung::kPool:
      return "留言管理池";
    case Rung::kMerge:
      return "会话合并";
    case Rung::kEmergency:
      return "应急客服";
    case Rung::kOffer:
      return "派单确认";
  }
  return "";
}

std::string_view DimensionInChinese(ScopeDimension dimension) {
  switch (dimension) {
    case ScopeDimension::kNone:
      break;
    case ScopeDimension::kProduct:
      return "商品";
    case ScopeDimension::kIntent:
      return "意图";
    case ScopeDimension::kOrderStatus:
      return "订单状态";
    case ScopeDimension::kCrowd:
      return "人群";
    case ScopeDimension::kLink:
      return "客服链接";
    case ScopeDimension::kScene:
      return "场景";
    case ScopeDimension::kPage:
      return "页面";
    case ScopeDimension::kChannel:
      return "渠道";
    case ScopeDimension::kStore:
      return "门店";
    case ScopeDimension::kLanguage:
      return "语言";
  }
  return "";
}

// The words of one language around the names and numbers.
struct Words {
  std::string_view colon, comma, none_to_explain, waits_in, pooled_in, full;
  std::string_view to_robot, position, ahead;
  std::string_view goes_to, by, asked, group, desk_list, of, load, limit;
  std::string_view passed_on;  // of a rung that had no reason to decide
};

constexpr Words kEnglish = {": ",
                            ", ",
                            "nothing to explain: ",
                            "waits in ",
                            "is in the message pool of ",
                            "finds no place in ",
                            "goes to the robot",
                            "place ",
                            " ahead",
                            "goes to ",
                            "by ",
                            " could take it",
                            "group ",
                            "the desk's own list",
                            " of ",
                            "load ",
                            "limit of the ",
                            "passed on"};
constexpr Words kChinese = {"：",
                            "，",
                            "无可解释：",
                            "等待于",
                            "在留言管理池：",
                            "队列已满：",
                            "由机器人接待",
                            "排在第 ",
                            " 位在前",
                            "分配给 ",
                            "依据",
                            " 人可接待",
                            "分组 ",
                            "账号等待列表",
                            " / ",
                            "当前接待 ",
                            "受限于",
                            "未命中"};

std::string_view LimitName(AgentTrace::Limit limit, bool english) {
  switch (limit) {
    case AgentTrace::Limit::kNone:
      break;
    case AgentTrace::Limit::kAgent:
      return english ? "agent" : "客服上限";
    case AgentTrace::Limit::kChannel:
      return english ? "channel" : "渠道上限";
    case AgentTrace::Limit::kGroup:
      return english ? "group" : "分组上限";
    case AgentTrace::Limit::kMaximum:
      return english ? "hard maximum" : "最大接待数";
  }
  return "";
}

// Where it ends is told last.
Rung LastRung(const Explanation& e) {
  return e.rungs.empty() ? Rung::kNone : e.rungs.back().rung;
}

class Writer {
 public:
  Writer(const Ruleset& ruleset, Language language)
      : ruleset_(ruleset),
        language_(language),
        words_(language == Language::kEnglish ? kEnglish : kChinese) {}

  std::string Text(const Explanation& explanation) {
    Headline(explanation);
    for (const RungTrace& rung : explanation.rungs) Line(rung);
    for (const AgentTrace& agent : explanation.agents) Line(agent);
    return std::move(text_);
  }

 private:
  bool English() const { return language_ == Language::kEnglish; }

  Writer& operator<<(std::string_view words) {
    text_ += words;
    return *this;
  }
  Writer& operator<<(uint32_t number) {
    text_ += std::to_string(number);
    return *this;
  }
  // "the agent has no room for the session (at_capacity)"
  Writer& operator<<(Reason reason) {
    if (reason == Reason::kNone) return *this << words_.passed_on;
    *this << Describe(reason, language_);
    if (Describe(reason, language_) == Name(reason)) return *this;
    return *this << " (" << Name(reason) << ")";
  }
  Writer& operator<<(Rung rung) {
    return *this << (English() ? Name(rung) : RungInChinese(rung));
  }
  Writer& operator<<(GroupId group) {
    if (!group) return *this << words_.desk_list;
    return *this << words_.group << ruleset_.Name(group);
  }

  void Headline(const Explanation& e);
  void Line(const RungTrace& rung);
  void Line(const AgentTrace& agent);

  const Ruleset& ruleset_;
  Language language_;
  const Words& words_;
  std::string text_;
};

void Writer::Headline(const Explanation& e) {
  if (e.refused != Reason::kNone) {
    *this << words_.none_to_explain << e.refused << "\n";
    return;
  }
  // An agent is also named where a list that is served by hand prefers him.
  if (e.decision.agent && e.decision.rung != Rung::kByHand) {
    *this << words_.goes_to << ruleset_.Name(e.decision.agent) << words_.comma
          << e.group << words_.comma << words_.by << e.decision.rung
          << words_.comma << e.decision.asked << words_.asked;
  } else if (LastRung(e) == Rung::kRobot) {
    *this << words_.to_robot;
  } else if (LastRung(e) == Rung::kPool) {
    *this << words_.pooled_in << e.group;
  } else if (LastRung(e) == Rung::kOverflow) {
    *this << words_.full << e.group;
  } else {
    *this << words_.waits_in << e.group;
  }
  if (e.waiting) {
    *this << words_.comma << words_.position << e.position << words_.comma
          << e.ahead << words_.ahead;
  }
  if (e.decision.reason != Reason::kNone) {
    *this << words_.colon << e.decision.reason;
  }
  *this << "\n";
}

void Writer::Line(const RungTrace& rung) {
  *this << "  " << rung.rung << words_.colon;
  if (rung.agent) *this << ruleset_.Name(rung.agent) << words_.colon;
  if (rung.group) *this << rung.group << words_.colon;
  *this << rung.reason;
  if (rung.dimension != ScopeDimension::kNone) {
    *this << words_.colon
          << (English() ? Name(rung.dimension)
                        : DimensionInChinese(rung.dimension));
  }
  *this << "\n";
}

void Writer::Line(const AgentTrace& agent) {
  *this << "    " << ruleset_.Name(agent.agent) << words_.colon << agent.reason
        << words_.comma << words_.load << agent.load << words_.of
        << agent.capacity;
  if (agent.limit != AgentTrace::Limit::kNone) {
    *this << words_.comma << words_.limit << LimitName(agent.limit, English());
  }
  *this << "\n";
}

}  // namespace

std::string ToText(const Explanation& explanation, const Ruleset& ruleset,
                   Language language) {
  return Writer(ruleset, language).Text(explanation);
}

}  // namespace kefu
