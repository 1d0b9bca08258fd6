# Made by kefu-reference from include/kefu/config.def; do not edit.
"""The config of a ruleset as types, for editors and type checkers.

docs/config.md has every unit, default and bound. A duration is a whole number
of milliseconds or a text such as "30 min".

>>> from kefu.config import Config
>>> config: Config = {"desks": [{"name": "shop"}]}
"""

from typing import Literal, Required, Sequence, TypedDict, Union

from ._words import (
    AgentStatusName, AutoAcceptName, GiftKindName, MessageKindName,
    ScopeDimensionName, SendUseName, SessionStateName)

Duration = Union[int, str]

# In words: the platform whose habits fill the settings that are not given.
PresetName = Literal[
    "none", "weimob", "wecom", "taobao", "mini_program", "jd"]

# In words: what happens to an event that lies before the engine's time.
LateEventsName = Literal[
    "refuse", "clamp"]

# In words: what opens a session.
SessionStartsName = Literal[
    "message", "enter_or_message", "enter"]

# In words: how a session is handed to one of the available agents.
DistributionName = Literal[
    "least_loaded", "sequential", "even", "weighted", "longest_idle", "manual",
    "tiers"]

# In words: what least_loaded divides the load by.
RelativeToName = Literal[
    "weight", "capacity"]

# In words: a rung of the routing order.
RoutingRungName = Literal[
    "named_outside", "hours", "nobody_present", "named", "sticky", "dedicated",
    "robot", "scope"]

# In words: from when the age of a contact counts.
StickyClockName = Literal[
    "last_message", "close"]

# In words: for what the last agent is remembered.
StickyMemoryName = Literal[
    "desk", "tenant"]

# In words: when the last agent is remembered.
WrittenWhenName = Literal[
    "assignment", "both_talked"]

# In words: what happens to a session that nobody can receive.
PlanName = Literal[
    "queue", "main_account", "pool", "proxy", "robot", "text_only"]

# In words: who answers first at a desk.
ReceptionName = Literal[
    "human", "robot"]

# In words: how sessions leave the message pool.
PoolHandOutName = Literal[
    "dispatcher", "auto"]

# In words: what becomes of a session for a named participant who is offline or
# away.
NamedOfflineName = Literal[
    "divert", "hold"]

# In words: what says whether an agent is there.
PresenceByName = Literal[
    "session", "declared"]

# In words: a way out of a waiting list that takes no more.
OverflowToName = Literal[
    "group", "evict", "refuse", "emergency_agent", "pool", "robot"]

# In words: what becomes of a session whose agent is silent.
SilenceMoveName = Literal[
    "own_group", "group", "close", "pool"]

# In words: from when a session's life counts.
LifeFromName = Literal[
    "last_message", "start"]

# In words: what a role may do.
RightName = Literal[
    "accept", "transfer", "claim", "close_others", "edit_public_texts",
    "edit_account_replies", "manage_distribution", "manage_presence", "block",
    "tag", "coupon", "inspect", "dispatch", "export", "reassign"]

# In words: what becomes of the open sessions of an agent who goes offline or
# away.
OfflineSessionsName = Literal[
    "divert", "keep", "requeue", "transfer", "close", "forbid"]

# In words: from when the time counts after which an agent must accept a
# session again.
ReacceptClockName = Literal[
    "since_accept", "since_last_message"]

# In words: what a channel is.
ChannelTypeName = Literal[
    "official_account", "service_account", "mini_program", "wecom_kf",
    "weimob", "weimob_legacy", "official_account_2021", "h5", "shop_chat"]

# In words: what lets messages go out to a customer.
WindowTriggerName = Literal[
    "message", "enter", "menu", "follow", "scan", "pay", "wait", "assign",
    "close"]

# In words: what a trigger does to a window that is still open.
WindowMergeName = Literal[
    "larger", "replace"]

# In words: what a customer's click on an item that was sent counts as, for the
# reply window.
ClickTriggerName = Literal[
    "message", "menu"]

# In words: how much of a customer's text a keyword is.
KeywordMatchName = Literal[
    "whole", "contained"]

# In words: how often a text is sent automatically.
TextLimitName = Literal[
    "none", "session", "day", "window"]

# In words: what goes out instead of an agent's message that may not.
WindowFallbackName = Literal[
    "none", "template", "subscription"]

# In words: which messages start and stop the clock of customer_silent.
SilenceModeName = Literal[
    "after_agent", "both_silent", "customer_silent"]

# In words: the time that counts for a timer.
TimerHoursName = Literal[
    "always", "opening_hours"]

# In words: from when the time of a greeting counts.
GreetingFromName = Literal[
    "visit", "exit"]

# In words: where a navigation of a greeting leads.
NavigationKindName = Literal[
    "page", "url", "desk"]

# In words: to whom a campaign is shown.
AudienceName = Literal[
    "all", "new_customers", "followers", "members", "tags", "crowds"]

# In words: when a customer is asked to add the contact of his agent.
ContactPointName = Literal[
    "off", "assignment", "messages", "close"]

# In words: why a session is closed, as far as it may be rated then.
CloseReasonName = Literal[
    "agent", "host", "customer_left", "customer_silent", "robot_idle",
    "agent_silent", "agent_offline", "queue_expired", "evicted",
    "refused_overflow", "out_of_hours", "session_expired"]

# In words: what values an attribute has.
AttributeTypeName = Literal[
    "number", "text", "texts", "time", "flag"]

# In words: what an attribute tells about.
AttributeDimensionName = Literal[
    "trade", "marketing", "behaviour", "customer"]

# In words: how a condition looks at a value.
OperatorName = Literal[
    "at_least", "at_most", "equals", "differs", "between", "days", "months",
    "anniversary", "any_of", "all_of", "none_of", "yes", "no", "known",
    "unknown"]

# In words: a day of the week.
WeekdayName = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday"]


class StickyRungConfig(TypedDict, total=False):
    """A rung of the sticky ladder: the remembered agent is taken if he meets
    all of it.
    """

    within: Duration
    statuses: Sequence[AgentStatusName]
    over_capacity: bool
    on_duty: bool


class TierConfig(TypedDict, total=False):
    """The opening of a tier 梯队 after the first."""

    after: Duration


class HandOverConfig(TypedDict, total=False):
    """When the robot hands a session over to people 转人工. A way that has
    a schedule is open only within it; otherwise it is as if it were not
    there.
    """

    words: Sequence[str]
    words_schedule: str
    misunderstood: int
    misunderstood_schedule: str
    intents: Sequence[str]
    intents_schedule: str
    by_robot: bool
    by_robot_schedule: str
    chosen_schedule: str
    answers_waiting: bool


class RoutingConfig(TypedDict, total=False):
    """How a new session finds its agent."""

    session_starts: SessionStartsName
    merge_within: Duration
    reception: ReceptionName
    routing_order: Sequence[RoutingRungName]
    sticky: Sequence[StickyRungConfig]
    sticky_clock: StickyClockName
    sticky_memory: StickyMemoryName
    written_when: WrittenWhenName
    scope_order: Sequence[ScopeDimensionName]
    skip_absent: bool
    distribution: DistributionName
    relative_to: RelativeToName
    no_flood: bool
    tiers: Sequence[TierConfig]
    level_order: Sequence[str]
    store_isolation: bool
    dedicated_wait: Duration
    named_offline: NamedOfflineName
    hand_over: HandOverConfig


class PriorityConfig(TypedDict, total=False):
    """A priority in the waiting list."""

    name: Required[str]
    credit: Duration


class OverflowRungConfig(TypedDict, total=False):
    """A rung of the overflow ladder. The first that can be had is taken."""

    to: OverflowToName
    group: str
    agent: str


class OffersConfig(TypedDict, total=False):
    """Offers 派单确认: whom a list chooses is asked before the session is
    his.
    """

    on: bool
    within: Duration
    suspend_after: int


class QueueConfig(TypedDict, total=False):
    """The waiting list 等待中."""

    priorities: Sequence[PriorityConfig]
    accept_over_capacity: bool
    accept_all_or_nothing: bool
    max_length: int
    max_wait: Duration
    overflow: Sequence[OverflowRungConfig]
    expires_after: Duration
    window_within: Duration
    window_credit: Duration
    rejoin_within: Duration
    notice: Sequence[str]
    transfer_over_capacity: bool
    claim_protection: Duration
    dedicated_priority: str
    form: Sequence[str]
    form_after: Duration
    form_when_closed: bool
    accept_greeting: Sequence[str]
    accept_greeting_by_hand: bool
    accept_greeting_limit: TextLimitName
    offers: OffersConfig


class OfflineConfig(TypedDict, total=False):
    """Nobody there."""

    plan_nobody: PlanName
    plan_closed: PlanName
    proxy: str
    pool_hand_out: PoolHandOutName
    out_of_hours_text: Sequence[str]
    out_of_hours_daily: bool
    out_of_hours_quiet: Duration
    reply_nobody: Sequence[str]
    reply_busy: Sequence[str]
    offline_sessions: OfflineSessionsName
    disconnect_grace: Duration
    presence: PresenceByName
    offline_text: Sequence[str]


class WarningConfig(TypedDict, total=False):
    """A warning 超时预警: a step of a chain before its end."""

    before: Duration
    texts: Sequence[str]


class ReminderConfig(TypedDict, total=False):
    """A reminder 催办 of an agent who is silent: a step before the session
    is moved.
    """

    before: Duration
    texts: Sequence[str]


class CustomerSilentConfig(TypedDict, total=False):
    """The customer is silent: warn, then close."""

    after: Duration
    mode: SilenceModeName
    warn_before: Duration
    warning: Sequence[str]
    closing: Sequence[str]
    warnings: Sequence[WarningConfig]
    hours: TimerHoursName


class AgentSilentConfig(TypedDict, total=False):
    """The agent is silent: remind him, then move the session on."""

    after: Duration
    remind_before: Duration
    move_to: SilenceMoveName
    group: str
    max_moves: int
    reminders: Sequence[ReminderConfig]
    hours: TimerHoursName


class RobotIdleConfig(TypedDict, total=False):
    """The customer does not write to the robot any more: warn, then close."""

    after: Duration
    warnings: Sequence[WarningConfig]
    closing: Sequence[str]
    hours: TimerHoursName


class AlarmsConfig(TypedDict, total=False):
    """Deadlines that only notify."""

    waiting: Duration
    first_response: Duration
    response: Duration
    hours: TimerHoursName


class RampConfig(TypedDict, total=False):
    """An agent who comes online is filled slowly."""

    count: int
    per: Duration
    during: Duration


class TimersConfig(TypedDict, total=False):
    """Timers of a session, and of the agent who serves it."""

    customer_silent: CustomerSilentConfig
    agent_silent: AgentSilentConfig
    robot_idle: RobotIdleConfig
    alarms: AlarmsConfig
    ramp: RampConfig
    session_life: Duration
    session_life_from: LifeFromName
    session_life_hours: TimerHoursName
    idle: Duration
    wrap_up: Duration
    reaccept_after: Duration
    reaccept_clock: ReacceptClockName


class NoticesConfig(TypedDict, total=False):
    """Notices to agents."""

    new_session: bool
    new_message: bool


class RatingConfig(TypedDict, total=False):
    """Ratings 客服评价: what customers say of their sessions."""

    on: bool
    min: int
    max: int
    labels: Sequence[str]
    texts: Sequence[str]
    at_close: Sequence[CloseReasonName]
    invited_only: bool
    within: Duration
    lapse_after: Duration
    lapse_texts: Sequence[str]
    hours: TimerHoursName


class FeedbackConfig(TypedDict, total=False):
    """What customers and agents say of sessions when they are over."""

    rating: RatingConfig


class VariablesConfig(TypedDict, total=False):
    """What stands in a text for a variable that has no value. {company} is the
    tenant's name; {agent} the owner, else the customer's dedicated agent,
    else his last one, else the desk's name, in the shop (G4), which is no
    desk, the same as {company}; {customer} what the host gives where it
    renders the text; {position}, {ahead} and {wait} (minutes, rounded up)
    are those of a session that waits; {opening} is when the desk opens
    next, in local time.
    """

    company: str
    customer: str
    position: str
    ahead: str
    wait: str
    opening: str


class LinkMessageConfig(TypedDict, total=False):
    """A link 图文链接 that is sent."""

    title: Required[str]
    url: Required[str]


class MenuItemConfig(TypedDict, total=False):
    """An item of a menu 菜单项."""

    name: Required[str]
    text: Required[str]
    hands_over: bool


class MenuConfig(TypedDict, total=False):
    """A menu 菜单消息: a text with items that the customer may click."""

    text: str
    items: Sequence[MenuItemConfig]


class MessagesConfig(TypedDict, total=False):
    """What is sent at once, in this order: texts, links, a menu. Each is a
    message; all of them go out, or none (W1).
    """

    texts: Sequence[str]
    links: Sequence[LinkMessageConfig]
    menu: MenuConfig


class QuickReplyConfig(TypedDict, total=False):
    """A quick reply 快捷回复, for agents to send by hand."""

    shortcut: str
    messages: MessagesConfig


class ReplyFolderConfig(TypedDict, total=False):
    """A folder 二级文件夹 of quick replies."""

    name: Required[str]
    replies: Sequence[QuickReplyConfig]


class RepliesConfig(TypedDict, total=False):
    """The quick replies of one of the two roots 一级文件夹: public ones
    公共回复 (`replies`) or an agent's personal ones 个人回复
    (`agents[].replies`).
    """

    list: Sequence[QuickReplyConfig]
    folders: Sequence[ReplyFolderConfig]


class ScriptConfig(TypedDict, total=False):
    """A script 话术: suggested to an agent who types one of its keywords."""

    keywords: Sequence[str]
    messages: MessagesConfig


class SituationConfig(TypedDict, total=False):
    """A situation 使用场景, and the scripts for it."""

    name: Required[str]
    scripts: Sequence[ScriptConfig]


class TenantConfig(TypedDict, total=False):
    """The tenant 企业 / 商家."""

    name: str
    main_account: str
    capacity: int
    hard_maximum: int
    late_events: LateEventsName
    one_group: bool
    max_agents: int
    seats: int
    chosen_desks: bool
    max_links: int
    notices: NoticesConfig
    variables: VariablesConfig
    blocked_text: Sequence[str]
    deleted_text: Sequence[str]
    keep_unanswered: bool


class LimitsConfig(TypedDict, total=False):
    """Ceilings (T9), and hints how much memory to prepare."""

    customers: int
    sessions: int
    message_bytes: int
    reserve_customers: int
    reserve_sessions: int
    forget_after: Duration
    customer_attributes: int
    customer_tags: int
    attribute_bytes: int


class ZoneChangeConfig(TypedDict, total=False):
    """A change of the local time, such as the beginning of summer time."""

    at: Required[str]
    offset: Required[str]


class TimeZoneConfig(TypedDict, total=False):
    """The time zone 时区 of the tenant: a fixed offset, or a table of its
    changes. Nothing is read from the host's time-zone files.
    """

    name: str
    offset: str
    changes: Sequence[ZoneChangeConfig]


# A part of a day, in local time: from <= t < to.
DaySlotConfig = TypedDict("DaySlotConfig", {
    "from": Required[str],
    "to": Required[str],
}, total=False)


class CalendarDayConfig(TypedDict, total=False):
    """A day with slots of its own."""

    date: Required[str]
    slots: Required[Sequence[DaySlotConfig]]


class CalendarConfig(TypedDict, total=False):
    """A calendar 日历: what the week does not know."""

    name: Required[str]
    days_off: Sequence[str]
    make_up_days: Sequence[str]
    make_up_as: WeekdayName
    days: Sequence[CalendarDayConfig]
    known_until: str


# A slot of the week, in local time. It belongs to the day on which it begins.
WeekSlotConfig = TypedDict("WeekSlotConfig", {
    "days": Sequence[WeekdayName],
    "from": Required[str],
    "to": Required[str],
}, total=False)


class ScheduleConfig(TypedDict, total=False):
    """A schedule 时间表: the union of its slots. Computed for the years
    1970 to 2199; before and after it is as at the border.
    """

    name: Required[str]
    calendar: str
    slots: Sequence[WeekSlotConfig]


class ReceptionSlotConfig(TypedDict, total=False):
    """A reception slot 接待时段 of a desk: a part of the week, and who is
    on duty in it.
    """

    schedule: Required[str]
    agents: Sequence[str]
    distribution: DistributionName


# A leave 请假 of an agent: from <= t < until.
LeaveConfig = TypedDict("LeaveConfig", {
    "from": Required[str],
    "until": Required[str],
}, total=False)


class KindCostConfig(TypedDict, total=False):
    """The cost of a session that opens with a message of this kind."""

    kind: MessageKindName
    cost: int


class GrantConfig(TypedDict, total=False):
    """What a trigger grants: how many messages may go out, how long, and for
    what.
    """

    trigger: WindowTriggerName
    count: int
    lifetime: Duration
    use: SendUseName
    state: SessionStateName


class WindowsConfig(TypedDict, total=False):
    """Reply windows 回复时限 of a channel, and what messages it carries.
    What is not given is as its type has it (docs/windows.md).
    """

    grants: Sequence[GrantConfig]
    merge: WindowMergeName
    fallback: WindowFallbackName
    template_id: str
    template_first: bool
    page: bool
    page_template_after: Duration
    kinds: Sequence[MessageKindName]
    max_items: int
    file_types: Sequence[str]
    states: Sequence[SessionStateName]
    click_trigger: ClickTriggerName


class ChannelConfig(TypedDict, total=False):
    """A channel 渠道: a medium with its own costs and limits."""

    name: Required[str]
    type: ChannelTypeName
    verified: bool
    personal: bool
    max_agents: int
    cost: int
    kind_costs: Sequence[KindCostConfig]
    capacity: int
    windows: WindowsConfig
    routing: RoutingConfig
    queue: QueueConfig
    offline: OfflineConfig
    timers: TimersConfig
    feedback: FeedbackConfig


class DeskConfig(TypedDict, total=False):
    """A desk 客服账号: the address that a customer opens."""

    name: Required[str]
    channel: str
    agents: Sequence[str]
    default_group: str
    schedule: str
    slots: Sequence[ReceptionSlotConfig]
    all_day: bool
    deleted: bool
    routing: RoutingConfig
    queue: QueueConfig
    offline: OfflineConfig
    timers: TimersConfig
    feedback: FeedbackConfig


class LinkConfig(TypedDict, total=False):
    """A link 客服链接: a tracked entry to a desk."""

    name: Required[str]
    desk: Required[str]
    priority: str
    store: str
    skills: Sequence[str]
    deleted: bool
    scene: str


class ChannelCapacityConfig(TypedDict, total=False):
    """An agent's limit for one channel."""

    channel: Required[str]
    capacity: int


class RoleConfig(TypedDict, total=False):
    """A role 角色: the rights of its agents."""

    name: Required[str]
    rights: Sequence[RightName]
    certified: Sequence[RightName]


class CertificateConfig(TypedDict, total=False):
    """A certificate 资质 of an agent for one right."""

    right: RightName
    until: str


class LevelConfig(TypedDict, total=False):
    """A level 组织层级 of the organisation, such as store, region, head
    office.
    """

    name: Required[str]


class StoreConfig(TypedDict, total=False):
    """A store 门店 or a part of the organisation above stores: a region, the
    head office.
    """

    name: Required[str]
    parent: str
    level: str


class SkillConfig(TypedDict, total=False):
    """A skill 技能 or a language that sessions require of their agents."""

    name: Required[str]
    intents: Sequence[str]
    let_go_after: Duration
    languages: Sequence[str]


class AgentConfig(TypedDict, total=False):
    """An agent 客服: a person who serves."""

    name: Required[str]
    nickname: str
    capacity: int
    hard_maximum: int
    channel_capacities: Sequence[ChannelCapacityConfig]
    auto_accept: AutoAcceptName
    schedule: str
    leave: Sequence[LeaveConfig]
    role: str
    certificates: Sequence[CertificateConfig]
    store: str
    level: str
    skills: Sequence[str]
    replies: RepliesConfig
    queue: QueueConfig
    offline: OfflineConfig
    timers: TimersConfig
    notices: NoticesConfig


class MemberConfig(TypedDict, total=False):
    """A member of a group."""

    agent: Required[str]
    weight: int
    tier: int


class ProductConfig(TypedDict, total=False):
    """A product 商品 with its categories."""

    name: Required[str]
    categories: Sequence[str]


class AttributeConfig(TypedDict, total=False):
    """An attribute 客户属性: something that hosts tell of customers."""

    name: Required[str]
    type: AttributeTypeName
    dimension: AttributeDimensionName
    unit: str


class TagConfig(TypedDict, total=False):
    """A tag 客户标签."""

    name: Required[str]
    dedicated_agent: str
    priority: str
    skills: Sequence[str]


class CrowdCategoryConfig(TypedDict, total=False):
    """A category of crowds 人群分类."""

    name: Required[str]
    colour: str


# A parallel condition 平行条件 of a crowd. Who has no value meets
# `unknown`, `none_of` and `no`, and nothing else.
ConditionConfig = TypedDict("ConditionConfig", {
    "attribute": str,
    "is": OperatorName,
    "number": int,
    "from": int,
    "to": int,
    "values": Sequence[str],
}, total=False)


class CrossConditionConfig(TypedDict, total=False):
    """A cross condition 交叉条件 of a crowd: met if any of its parallel
    ones is.
    """

    any: Required[Sequence[ConditionConfig]]


class CrowdConfig(TypedDict, total=False):
    """A crowd 人群: the customers who meet all of its cross conditions."""

    name: Required[str]
    category: str
    on: bool
    removed: bool
    all: Required[Sequence[CrossConditionConfig]]
    dedicated_agent: str
    priority: str


class CrowdsConfig(TypedDict, total=False):
    """The crowds 人群."""

    presets: bool
    refresh_at: Duration
    refreshes_by_hand: int
    live: bool
    categories: Sequence[CrowdCategoryConfig]
    list: Sequence[CrowdConfig]


class ScopeConfig(TypedDict, total=False):
    """A reception scope 接待范围: a group matches if every list that is
    not empty holds the customer's value.
    """

    products: Sequence[str]
    intents: Sequence[str]
    order_statuses: Sequence[str]
    crowds: Sequence[str]
    categories: Sequence[str]
    links: Sequence[str]
    scenes: Sequence[str]
    pages: Sequence[str]
    channels: Sequence[str]
    stores: Sequence[str]
    languages: Sequence[str]


class GroupConfig(TypedDict, total=False):
    """A group 客服分组. The sessions of all its desks have at most 8
    different pairs of a cost and a limited channel.
    """

    name: Required[str]
    agents: Sequence[MemberConfig]
    desks: Sequence[str]
    schedule: str
    scope: ScopeConfig
    capacity: int
    robot: bool
    routing: RoutingConfig
    queue: QueueConfig
    offline: OfflineConfig
    timers: TimersConfig


class KeywordConfig(TypedDict, total=False):
    """A keyword reply 关键词回复."""

    name: Required[str]
    words: Sequence[str]
    match: KeywordMatchName
    reply: MessagesConfig
    hands_over: bool
    limit: TextLimitName
    desks: Sequence[str]


class DefaultReplyConfig(TypedDict, total=False):
    """A default reply 默认回复: for a text that meets no keyword, at a
    desk without agents or in the message pool. Where a robot is first, that
    answers instead.
    """

    name: Required[str]
    reply: MessagesConfig
    limit: TextLimitName
    desks: Sequence[str]


class KeywordsConfig(TypedDict, total=False):
    """Keywords 关键词, and how texts are compared with them and with switch
    words.
    """

    trim: bool
    fold_case: bool
    fold_width: bool
    rules: Sequence[KeywordConfig]
    default_replies: Sequence[DefaultReplyConfig]


class WelcomeConfig(TypedDict, total=False):
    """A welcome 欢迎语: what a customer is sent who opens a desk; where the
    channel's type has no entry (official and service accounts 公众号),
    who follows.
    """

    name: Required[str]
    desks: Sequence[str]
    schedule: str
    messages: MessagesConfig


class WelcomesConfig(TypedDict, total=False):
    """The welcomes 欢迎语."""

    quiet: Duration
    valid_for: Duration
    list: Sequence[WelcomeConfig]


class NavigationConfig(TypedDict, total=False):
    """A navigation 导航 that goes with a greeting; for the host, which shows
    it.
    """

    kind: NavigationKindName
    title: str
    target: Required[str]


# A greeting 主动打招呼: sent so long after a visit of the shop, or after
# leaving it, by itself.
GreetingConfig = TypedDict("GreetingConfig", {
    "name": Required[str],
    "desk": Required[str],
    "from": GreetingFromName,
    "after": Duration,
    "messages": MessagesConfig,
    "navigation": Sequence[NavigationConfig],
}, total=False)


class GreetingsConfig(TypedDict, total=False):
    """The greetings 主动打招呼."""

    yield_to_person: bool
    list: Sequence[GreetingConfig]


class PictureConfig(TypedDict, total=False):
    """The picture 图片推广 of a campaign; for the host, which shows it."""

    image: str
    target: str


class GiftConfig(TypedDict, total=False):
    """A gift 礼品 of a campaign."""

    kind: GiftKindName
    amount: int
    coupon: str
    notify: bool
    notice: Sequence[str]


# An arrival campaign 进店有礼: shown to who visits the shop. With gifts,
# until he has claimed them, once; without any, at every visit.
CampaignConfig = TypedDict("CampaignConfig", {
    "name": Required[str],
    "from": str,
    "until": str,
    "audience": AudienceName,
    "tags": Sequence[str],
    "crowds": Sequence[str],
    "channels": Sequence[str],
    "pages": Sequence[str],
    "stores": Sequence[str],
    "texts": Sequence[str],
    "picture": PictureConfig,
    "gifts": Sequence[GiftConfig],
}, total=False)


class CampaignsConfig(TypedDict, total=False):
    """The arrival campaigns 进店有礼."""

    orders: str
    member: str
    list: Sequence[CampaignConfig]


class ContactConfig(TypedDict, total=False):
    """The prompt to add the agent's contact code 添加企业微信."""

    at: ContactPointName
    after_messages: int
    messages: MessagesConfig
    desks: Sequence[str]


class Config(TypedDict, total=False):
    """A ruleset: everything about one tenant."""

    preset: PresetName
    tenant: TenantConfig
    limits: LimitsConfig
    time_zone: TimeZoneConfig
    calendars: Sequence[CalendarConfig]
    schedules: Sequence[ScheduleConfig]
    channels: Sequence[ChannelConfig]
    desks: Required[Sequence[DeskConfig]]
    links: Sequence[LinkConfig]
    roles: Sequence[RoleConfig]
    levels: Sequence[LevelConfig]
    stores: Sequence[StoreConfig]
    skills: Sequence[SkillConfig]
    agents: Sequence[AgentConfig]
    groups: Sequence[GroupConfig]
    products: Sequence[ProductConfig]
    attributes: Sequence[AttributeConfig]
    tags: Sequence[TagConfig]
    crowds: CrowdsConfig
    replies: RepliesConfig
    scripts: Sequence[SituationConfig]
    keywords: KeywordsConfig
    routing: RoutingConfig
    queue: QueueConfig
    offline: OfflineConfig
    timers: TimersConfig
    welcomes: WelcomesConfig
    greetings: GreetingsConfig
    campaigns: CampaignsConfig
    contact: ContactConfig
    feedback: FeedbackConfig
