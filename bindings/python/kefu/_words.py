# Made by kefu-reference from include/kefu/events.def; do not edit.
"""The enumerations of events and effects, and the reasons.

Each value is an int; str() gives its name in JSON, and the class called with
that name gives the value. In each of them NONE, which is 0 and false, means
"not given".
"""

from typing import Literal

from ._word import Word

__all__ = [
    "AgentStatus", "AgentStatusName", "AutoAccept", "AutoAcceptName",
    "MessageKind", "MessageKindName", "LeaveWhat", "LeaveWhatName",
    "BlockScope", "BlockScopeName", "AssignBy", "AssignByName", "Rung",
    "RungName", "ClosedBy", "ClosedByName", "TextSource", "TextSourceName",
    "CustomerTrigger", "CustomerTriggerName", "FailureCause",
    "FailureCauseName", "Sender", "SenderName", "SendUse", "SendUseName",
    "Understanding", "UnderstandingName", "NoticeWhat", "NoticeWhatName",
    "SessionChange", "SessionChangeName", "ScopeDimension",
    "ScopeDimensionName", "ValueKind", "ValueKindName", "RecordWhat",
    "RecordWhatName", "TimerKind", "TimerKindName", "GiftKind", "GiftKindName",
    "SessionState", "SessionStateName", "LintCheck", "LintCheckName", "Change",
    "ChangeName", "EventType", "EffectType", "Reason",]


class AgentStatus(Word):
    """What an agent has set himself to (A18)."""

    NONE = 0
    ONLINE = 1
    SUSPENDED = 2
    AWAY = 3
    OFFLINE = 4


AgentStatusName = Literal[
    "online", "suspended", "away", "offline"]


class AutoAccept(Word):
    """Whether an agent is given customers automatically (A3)."""

    NONE = 0
    ON = 1
    OFF = 2
    ON_LOGIN = 3


AutoAcceptName = Literal[
    "on", "off", "on_login"]


class MessageKind(Word):
    """The kind of a message."""

    NONE = 0
    TEXT = 1
    EMOJI = 2
    IMAGE = 3
    VIDEO = 4
    AUDIO = 5
    FILE = 6
    ARTICLE = 7
    PRODUCT = 8
    COUPON = 9
    LINK = 10
    MENU = 11


MessageKindName = Literal[
    "text", "emoji", "image", "video", "audio", "file", "article", "product",
    "coupon", "link", "menu"]


class LeaveWhat(Word):
    """What a customer leaves."""

    NONE = 0
    PAGE = 1
    QUEUE = 2


LeaveWhatName = Literal[
    "page", "queue"]


class BlockScope(Word):
    """How far a block reaches (F4)."""

    NONE = 0
    DESK = 1
    TENANT = 2


BlockScopeName = Literal[
    "desk", "tenant"]


class AssignBy(Word):
    """The way by which a session came to its agent."""

    NONE = 0
    STICKY = 1
    DEDICATED = 2
    NAMED = 3
    SCOPE = 4
    QUEUE = 5
    OVERFLOW = 6
    MANUAL = 7
    TRANSFER = 8
    CLAIM = 9
    SILENCE = 11
    POOL = 12
    MAIN_ACCOUNT = 13
    PROXY = 14
    REOPEN = 15
    MERGE = 16
    DIVERT = 17


AssignByName = Literal[
    "sticky", "dedicated", "named", "scope", "queue", "overflow", "manual",
    "transfer", "claim", "silence", "pool", "main_account", "proxy", "reopen",
    "merge", "divert"]


class Rung(Word):
    """The rung of the routing order that decided."""

    NONE = 0
    HOURS = 2
    NOBODY_PRESENT = 3
    NAMED = 4
    STICKY = 5
    DEDICATED = 6
    ROBOT = 7
    SCOPE = 8
    OVERFLOW = 9
    QUEUE = 10
    BY_HAND = 11
    SILENCE = 12
    OFFLINE = 13
    POOL = 14
    MERGE = 16
    OFFER = 17
    EMERGENCY = 18


RungName = Literal[
    "hours", "nobody_present", "named", "sticky", "dedicated", "robot",
    "scope", "overflow", "queue", "by_hand", "silence", "offline", "pool",
    "merge", "offer", "emergency"]


class ClosedBy(Word):
    """Who closed a session."""

    NONE = 0
    AGENT = 1
    CUSTOMER = 2
    HOST = 3
    RULE = 4


ClosedByName = Literal[
    "agent", "customer", "host", "rule"]


class TextSource(Word):
    """The rule that sends a text."""

    NONE = 0
    WELCOME = 1
    KEYWORD = 2
    DEFAULT_REPLY = 3
    ACCEPT_GREETING = 4
    ACCOUNT_REPLY = 5
    AGENT_OFFLINE = 6
    QUEUE_NOTICE = 7
    OUT_OF_HOURS = 8
    GATE = 9
    CLOSING = 11
    WARNING = 12
    GREETING = 13
    CAMPAIGN = 14
    GRANT_NOTICE = 15
    CONTACT = 16
    RATING = 17
    FORM = 18


TextSourceName = Literal[
    "welcome", "keyword", "default_reply", "accept_greeting", "account_reply",
    "agent_offline", "queue_notice", "out_of_hours", "gate", "closing",
    "warning", "greeting", "campaign", "grant_notice", "contact", "rating",
    "form"]


class CustomerTrigger(Word):
    """What a customer does on his platform beside writing and entering (W1)."""

    NONE = 0
    MENU = 1
    FOLLOW = 2
    UNFOLLOW = 3
    SCAN = 4
    PAY = 5
    SUBSCRIBE = 6


CustomerTriggerName = Literal[
    "menu", "follow", "unfollow", "scan", "pay", "subscribe"]


class FailureCause(Word):
    """Why a message did not reach its customer (W5)."""

    NONE = 0
    WINDOW_CLOSED = 1
    QUOTA_SPENT = 2
    UNFOLLOWED = 3
    REJECTED = 4
    OTHER = 5


FailureCauseName = Literal[
    "window_closed", "quota_spent", "unfollowed", "rejected", "other"]


class Sender(Word):
    """Who sends a message (W2)."""

    NONE = 0
    AGENT = 1
    ROBOT = 2
    AUTOMATIC = 3


SenderName = Literal[
    "agent", "robot", "automatic"]


class SendUse(Word):
    """What a message is for (W1)."""

    NONE = 0
    ANY = 1
    WELCOME = 2
    QUEUE_NOTICE = 3
    ACCEPT_NOTICE = 4
    CLOSING = 5


SendUseName = Literal[
    "any", "welcome", "queue_notice", "accept_notice", "closing"]


class Understanding(Word):
    """Whether the robot has understood a customer (K2)."""

    NONE = 0
    YES = 1
    NO = 2


UnderstandingName = Literal[
    "yes", "no"]


class NoticeWhat(Word):
    """What an agent is told."""

    NONE = 0
    NEW_SESSION = 1
    NEW_MESSAGE = 2
    TRANSFER_IN = 4
    REMINDER = 5
    MOVED_AWAY = 6
    WAITING_ALARM = 7
    FIRST_RESPONSE_ALARM = 8
    RESPONSE_ALARM = 9
    MANAGER_ALARM = 10
    OFFER = 12
    LAPSED = 13


NoticeWhatName = Literal[
    "new_session", "new_message", "transfer_in", "reminder", "moved_away",
    "waiting_alarm", "first_response_alarm", "response_alarm", "manager_alarm",
    "offer", "lapsed"]


class SessionChange(Word):
    """What becomes of a session that stays with its agent."""

    NONE = 0
    HELD = 1
    UNHELD = 2
    LAPSED = 3
    REVIVED = 4


SessionChangeName = Literal[
    "held", "unheld", "lapsed", "revived"]


class ScopeDimension(Word):
    """A dimension of a reception scope (R8, R9)."""

    NONE = 0
    PRODUCT = 1
    INTENT = 2
    ORDER_STATUS = 3
    CROWD = 4
    LINK = 5
    SCENE = 6
    PAGE = 7
    CHANNEL = 8
    LANGUAGE = 9
    STORE = 10


ScopeDimensionName = Literal[
    "product", "intent", "order_status", "crowd", "link", "scene", "page",
    "channel", "language", "store"]


class ValueKind(Word):
    """The kind of an attribute's value (V1)."""

    NONE = 0
    NUMBER = 1
    FLAG = 2
    TEXT = 3
    ITEM = 4
    NOTHING = 5


ValueKindName = Literal[
    "number", "flag", "text", "item", "nothing"]


class RecordWhat(Word):
    """What the host should store."""

    NONE = 0
    BLOCK = 4
    RATING = 6
    CONTACT = 8
    FORM = 9
    VISIT = 10
    CAMPAIGN = 11
    CROWD_USE = 12
    CROWD_REFRESH = 13
    CLAIM = 14
    GATE = 16
    NOT_SENT = 17
    FORGOTTEN = 18
    UNBLOCK = 20


RecordWhatName = Literal[
    "block", "rating", "contact", "form", "visit", "campaign", "crowd_use",
    "crowd_refresh", "claim", "gate", "not_sent", "forgotten", "unblock"]


class TimerKind(Word):
    """The timer that caused an effect."""

    NONE = 0
    HOURS = 1
    OFFER = 3
    DEDICATED_WAIT = 4
    TIER = 5
    CUSTOMER_SILENT = 6
    AGENT_SILENT = 7
    ROBOT_IDLE = 8
    WAITING_ALARM = 9
    FIRST_RESPONSE_ALARM = 10
    RESPONSE_ALARM = 11
    QUEUE_WAIT = 12
    QUEUE_EXPIRY = 13
    SESSION_LIFE = 14
    REACCEPT = 15
    IDLE = 16
    GRACE = 17
    WRAP_UP = 18
    RAMP = 19
    FORGETTING = 20
    WINDOW_CREDIT = 21
    FORM = 22
    PAGE = 23
    GREETING = 24
    RATING = 26


TimerKindName = Literal[
    "hours", "offer", "dedicated_wait", "tier", "customer_silent",
    "agent_silent", "robot_idle", "waiting_alarm", "first_response_alarm",
    "response_alarm", "queue_wait", "queue_expiry", "session_life", "reaccept",
    "idle", "grace", "wrap_up", "ramp", "forgetting", "window_credit", "form",
    "page", "greeting", "rating"]


class GiftKind(Word):
    """What a campaign gives (G4)."""

    NONE = 0
    BALANCE = 1
    POINTS = 2
    COUPON = 3


GiftKindName = Literal[
    "balance", "points", "coupon"]


class SessionState(Word):
    """The state of a session."""

    NONE = 0
    ROBOT = 1
    WAITING = 2
    SERVING = 3
    POOLED = 4
    CLOSED = 5


SessionStateName = Literal[
    "robot", "waiting", "serving", "pooled", "closed"]


class LintCheck(Word):
    """What is unwise in a ruleset (E4)."""

    NONE = 0
    GROUP_UNREACHABLE = 1
    GROUP_SHADOWED = 2
    CUSTOMERS_UNMATCHED = 3
    DEFAULT_GROUP_UNUSED = 4
    GROUP_EMPTY = 5
    GROUP_GIVES_NOBODY = 6
    AGENT_UNUSED = 7
    LIMIT_ZERO = 8
    HOURS_UNSERVED = 9
    NEVER_OPEN = 10
    SLOTS_OVERLAP = 11
    KEYWORD_NEVER_FIRES = 12
    TWO_REPLIES = 13
    TEXT_NEVER_SENT = 14
    KIND_NOT_CARRIED = 15
    ACCOUNT_UNVERIFIED = 16


LintCheckName = Literal[
    "group_unreachable", "group_shadowed", "customers_unmatched",
    "default_group_unused", "group_empty", "group_gives_nobody",
    "agent_unused", "limit_zero", "hours_unserved", "never_open",
    "slots_overlap", "keyword_never_fires", "two_replies", "text_never_sent",
    "kind_not_carried", "account_unverified"]


class Change(Word):
    """What would have to be different for a session that waits (E2)."""

    NONE = 0
    COMES_ONLINE = 1
    RESUMES = 2
    AUTO_ACCEPT_ON = 3
    CAPACITY = 4
    HOURS_OPEN = 5
    JOINS_GROUP = 6
    WAITS = 7


ChangeName = Literal[
    "comes_online", "resumes", "auto_accept_on", "capacity", "hours_open",
    "joins_group", "waits"]


class EventType(Word):
    """Which event a record is."""

    NONE = 0
    CUSTOMER_ENTERS = 1
    CUSTOMER_SENDS = 2
    CUSTOMER_LEAVES = 4
    CUSTOMER_CLICKS = 5
    CUSTOMER_RATES = 9
    CUSTOMER_VISITS = 6
    CUSTOMER_EXITS = 7
    CUSTOMER_ADDS_CONTACT = 8
    CUSTOMER_ERASED = 12
    CUSTOMER_SUBMITS_FORM = 50
    ROBOT_HANDS_OVER = 51
    ROBOT_REPLIES = 52
    AGENT_CONNECTS = 20
    AGENT_DISCONNECTS = 21
    AGENT_SETS_STATUS = 22
    AGENT_ACCEPTS = 23
    AGENT_DECLINES = 24
    AGENT_SENDS = 25
    AGENT_CLOSES = 26
    AGENT_TRANSFERS = 27
    AGENT_CLAIMS = 28
    AGENT_HOLDS = 29
    AGENT_UNHOLDS = 30
    AGENT_DISCARDS = 31
    AGENT_REOPENS = 32
    AGENT_ASSIGNS = 33
    AGENT_INVITES_RATING = 35
    AGENT_BLOCKS = 42
    AGENT_UNBLOCKS = 43
    CUSTOMER_CHANGES = 44
    AGENT_CHANGES_SETTINGS = 45
    CROWD_REFRESHES = 46
    CROWD_USED = 47
    CUSTOMER_TRIGGERS = 61
    DELIVERY_FAILS = 62
    TIME_PASSES = 60


class EffectType(Word):
    """Which effect a record is."""

    NONE = 0
    REFUSE = 1
    OPEN_SESSION = 2
    CLOSE_SESSION = 3
    ASSIGN = 4
    OFFER = 5
    WITHDRAW_OFFER = 6
    ENQUEUE = 7
    DEQUEUE = 8
    POOL = 9
    CHANGE_SESSION = 10
    TRANSFER = 11
    ASK_ROBOT = 12
    SEND = 13
    DELIVER = 14
    SEND_TEMPLATE = 15
    NOTIFY_AGENT = 16
    SET_AGENT_STATUS = 17
    GRANT = 18
    RECORD = 19


class Reason(Word):
    """Why something was refused, waits, was closed, or was passed over.

    >>> Reason.AT_CAPACITY.english
    'the agent has no room for the session'
    >>> print(Reason("at_capacity").chinese)
    接待已满
    """

    NONE = 0
    TIME_WENT_BACK = 1
    DUPLICATE_SEQ = 2
    DUPLICATE_ID = 3
    LIMIT_REACHED = 4
    OUT_OF_MEMORY = 5
    TIME_OUT_OF_RANGE = 6
    BAD_RECORD = 7
    UNKNOWN_CUSTOMER = 20
    UNKNOWN_AGENT = 21
    UNKNOWN_GROUP = 22
    UNKNOWN_DESK = 23
    UNKNOWN_LINK = 24
    UNKNOWN_CROWD = 25
    UNKNOWN_TAG = 26
    UNKNOWN_PRIORITY = 27
    UNKNOWN_ATTRIBUTE = 28
    WRONG_VALUE = 29
    UNKNOWN_STORE = 30
    UNKNOWN_ITEM = 31
    UNKNOWN_CAMPAIGN = 34
    NO_SESSION = 40
    WRONG_STATE = 41
    NOT_YOUR_SESSION = 42
    NOT_YOUR_GROUP = 43
    ALREADY_ASSIGNED = 44
    TARGET_UNAVAILABLE = 45
    NO_AGENT = 46
    TO_SELF = 47
    RECENTLY_CLAIMED = 48
    BLOCKED = 49
    DESK_DELETED = 50
    REACCEPT_NEEDED = 51
    SERVED_BY_OTHER = 52
    WINDOW_CLOSED = 53
    QUOTA_SPENT = 54
    NO_FALLBACK = 55
    KIND_NOT_ALLOWED = 56
    TOO_MANY_ITEMS = 57
    AGENT_OFFLINE = 60
    AGENT_AWAY = 61
    SUSPENDED = 62
    AUTO_ACCEPT_OFF = 63
    AT_CAPACITY = 64
    OVER_CAPACITY = 65
    OVER_MAXIMUM = 66
    WEIGHT_ZERO = 67
    OPEN_SESSIONS = 68
    DISCONNECTED = 69
    NOT_PERMITTED = 70
    WRAP_UP = 71
    RAMP = 72
    BY_HAND = 73
    NOT_ON_DUTY = 74
    ON_LEAVE = 75
    NO_SEAT = 76
    UNIFIED_SETTING = 77
    OFFERED = 78
    LAPSED = 79
    CHOSEN = 80
    NOT_IN_SCOPE = 81
    BEATEN = 82
    GROUP_ABSENT = 83
    NO_GROUP = 84
    NOBODY_PRESENT = 85
    NOT_PARTICIPANT = 86
    EXCLUDED = 87
    NO_MEMORY = 88
    TOO_LONG_AGO = 89
    OTHER_STORE = 94
    SKILL_MISSING = 95
    TIER_CLOSED = 96
    DEDICATED_ABSENT = 97
    LATER_LEVEL = 106
    CROWD_OFF = 91
    REFRESH_QUOTA = 100
    OUT_OF_HOURS = 90
    WITH_ROBOT = 93
    OFFERS_MISSED = 98
    POOLED = 102
    BY_DISPATCHER = 103
    NO_AGENTS = 104
    UNKNOWN_CHANNEL = 110
    OFF_PAGE = 111
    TEMPLATE_FIRST = 112
    AGENT = 120
    HOST = 121
    CUSTOMER_LEFT = 122
    CUSTOMER_SILENT = 123
    ROBOT_IDLE = 124
    AGENT_SILENT = 125
    QUEUE_EXPIRED = 127
    DISCARDED = 128
    EVICTED = 129
    REFUSED_OVERFLOW = 130
    SESSION_EXPIRED = 135
    ERASED = 136
    ASSIGNED = 140
    REQUEUED = 141
    TRANSFERRED = 142
    MOVED = 143
    QUEUE_FULL = 144
    WAITED_TOO_LONG = 145
    SLOT_CHANGED = 146
    CONNECTION_LOST = 147
    AWAITS_DEDICATED = 155
    FORM_SUBMITTED = 148
    HAND_OVER_OFF = 165
    CAMPAIGN_OVER = 176
    NOT_SHOWN = 177
    ALREADY_CLAIMED = 178
    SHOWN = 179
    CLICKED = 180
    GRANTED = 181
    RATING_OFF = 186
    ALREADY_INVITED = 187
    ALREADY_RATED = 188
    NOT_INVITED = 189
    RATING_OUT_OF_RANGE = 190
    RATING_EXPIRED = 191
    RATING_LAPSED = 192

    @property
    def english(self) -> str:
        """One clause in English."""
        return _REASONS_IN_WORDS[self][0]

    @property
    def chinese(self) -> str:
        """The same in Chinese."""
        return _REASONS_IN_WORDS[self][1]


_REASONS_IN_WORDS: dict[int, tuple[str, str]] = {
    0: ("", ""),
    1: (
        "the event lies before the engine's time",
        "事件时间早于引擎时间"),
    2: (
        "its seq is not greater than the last one",
        "序号不大于上一个"),
    3: (
        "an event with this id came within the last minute",
        "一分钟内已有相同编号的事件"),
    4: (
        "a limit of the ruleset is reached",
        "已达到规则上限"),
    5: (
        "there is no memory for it",
        "内存不足"),
    6: (
        "its time is outside the range that the engine accepts",
        "时间超出可接受范围"),
    7: (
        "the record is not one of this vocabulary",
        "记录格式有误"),
    20: (
        "no customer has this id",
        "未知客户"),
    21: (
        "no agent has this name",
        "未知客服"),
    22: (
        "no group has this name",
        "未知客服分组"),
    23: (
        "no desk has this name",
        "未知客服账号"),
    24: (
        "no link has this name",
        "未知客服链接"),
    25: (
        "no crowd has this name",
        "未知人群"),
    26: (
        "no tag has this name",
        "未知客户标签"),
    27: (
        "no priority has this name",
        "未知优先级"),
    28: (
        "no attribute has this name",
        "未知客户属性"),
    29: (
        "the value is not one of the attribute's type",
        "属性值类型不符"),
    30: (
        "no store has this name",
        "未知门店"),
    31: (
        "no menu has an item of this name",
        "未知菜单项"),
    34: (
        "no campaign has this name",
        "未知活动"),
    40: (
        "the customer has no open session at this desk",
        "没有进行中的会话"),
    41: (
        "the session is not in a state that allows it",
        "会话状态不允许"),
    42: (
        "the session belongs to another agent",
        "不是您的会话"),
    43: (
        "the session waits at a group that is not the agent's",
        "不是您所在的分组"),
    44: (
        "an agent has the session already",
        "会话已被接入"),
    45: (
        "who should receive the session cannot take it now",
        "接收方不可用"),
    46: (
        "the group has no agent",
        "分组内没有客服"),
    47: (
        "the session is there already",
        "不能转给自己"),
    48: (
        "the session was claimed a moment ago",
        "会话刚被接管"),
    49: (
        "the customer is blocked",
        "客户已被拉黑"),
    50: (
        "the desk or link is deleted",
        "客服账号已被删除"),
    51: (
        "the session has lapsed: its agent must accept it again",
        "会话已失效，需重新接入"),
    52: (
        "another agent serves the customer",
        "其他客服正在接待该客户"),
    53: (
        "nothing that the customer did lets messages out any more",
        "回复时限已过"),
    54: (
        "as many have gone out as the channel allows for now",
        "可发消息数已用完"),
    55: (
        "no template may go out either",
        "模板消息也无法发送"),
    56: (
        "the channel does not carry messages of this kind",
        "渠道不支持该消息类型"),
    57: (
        "more items than one message may have",
        "单次发送条数超限"),
    60: (
        "the agent is offline",
        "客服离线"),
    61: (
        "the agent is away",
        "客服离开"),
    62: (
        "the agent is suspended",
        "客服挂起"),
    63: (
        "the agent accepts by hand only",
        "未开启自动接入"),
    64: (
        "the agent has no room for the session",
        "接待已满"),
    65: (
        "it would exceed the agent's capacity",
        "超出接待上限"),
    66: (
        "it would exceed the agent's hard maximum",
        "超出最大接待数"),
    67: (
        "the agent's weight here is 0",
        "权重为 0"),
    68: (
        "the agent has open sessions",
        "仍有未结束的会话"),
    69: (
        "the agent's connection is lost, for less than the grace",
        "客服连接中断"),
    70: (
        "the agent's role does not permit it",
        "没有权限"),
    71: (
        "the agent wraps up after a close",
        "客服整理中"),
    72: (
        "the agent came online a moment ago and has had his share",
        "刚上线，分配受限"),
    73: (
        "this list is served by hand only",
        "仅手动接入"),
    74: (
        "the agent is not on duty here now",
        "不在当班时段"),
    75: (
        "the agent is on leave",
        "客服请假"),
    76: (
        "every seat is taken",
        "登录席位已满"),
    77: (
        "it is the same for everybody here; an agent cannot choose",
        "已统一设置，客服不可自选"),
    78: (
        "it is on offer to an agent",
        "等待客服确认接入"),
    79: (
        "the agent did not answer in time",
        "超时未接入"),
    80: (
        "chosen",
        "被选中"),
    81: (
        "the customer is outside the scope",
        "不在接待范围"),
    82: (
        "available, but another came first in the order",
        "可接待，但他人优先"),
    83: (
        "nobody of the matching groups is present",
        "匹配的分组无人在线"),
    84: (
        "no group receives this customer",
        "没有匹配的分组"),
    85: (
        "nobody of the desk is present",
        "无人在线"),
    86: (
        "the agent does not take part at this desk",
        "不参与此账号分流"),
    87: (
        "the session is not given back to this agent",
        "会话不再分配给该客服"),
    88: (
        "the customer has no recent agent",
        "没有最近联系人"),
    89: (
        "the last contact is too long ago",
        "最近联系已过期"),
    94: (
        "the session is not of the agent's store",
        "会话不属于该客服的门店"),
    95: (
        "the agent lacks a skill that the session requires",
        "缺少所需技能"),
    96: (
        "the agent's tier is not asked yet",
        "所在梯队尚未开放"),
    97: (
        "the customer's dedicated agent is not available",
        "专属客服暂不可用"),
    106: (
        "available, but a level before his has somebody",
        "可接待，但前面的层级优先"),
    91: (
        "the crowd is switched off",
        "人群已关闭"),
    100: (
        "the crowd has been refreshed by hand as often as a day allows",
        "今日手动更新次数已用完"),
    90: (
        "the desk is outside its hours",
        "不在服务时间"),
    93: (
        "the robot has the session",
        "机器人接待中"),
    98: (
        "the agent let too many offers lapse in a row",
        "连续多次未接入"),
    102: (
        "the session is in the message pool",
        "已进入留言管理池"),
    103: (
        "the pool is handed out by a dispatcher only",
        "留言仅由人工分配"),
    104: (
        "the desk has no agents",
        "账号没有客服"),
    110: (
        "no channel has this name",
        "未知渠道"),
    111: (
        "the customer has left the page",
        "客户已离开页面"),
    112: (
        "the channel sends a template first",
        "渠道优先发送模板消息"),
    120: (
        "closed by the agent",
        "客服结束"),
    121: (
        "closed by the host",
        "系统结束"),
    122: (
        "the customer left",
        "客户离开"),
    123: (
        "the customer was silent for too long",
        "客户长时间未回复"),
    124: (
        "the customer wrote nothing to the robot for too long",
        "客户长时间未回复机器人"),
    125: (
        "the agent was silent for too long",
        "客服长时间未回复"),
    127: (
        "it waited for too long",
        "排队超时"),
    128: (
        "discarded from the waiting list",
        "已丢弃"),
    129: (
        "closed to make room for a waiting session",
        "为排队客户让位"),
    130: (
        "the waiting list takes no more",
        "排队已满"),
    135: (
        "the session's life is over",
        "会话已到期"),
    136: (
        "the customer is erased",
        "客户已删除"),
    140: (
        "an agent takes the session",
        "已分配"),
    141: (
        "the session came back from an agent",
        "重新排队"),
    142: (
        "the session was handed over to the group",
        "转接到分组"),
    143: (
        "the session was moved on, its agent did not answer",
        "客服未回复，已移出"),
    144: (
        "the waiting list is full",
        "排队人数已满"),
    145: (
        "it waited here as long as is allowed",
        "已达最长等待时间"),
    146: (
        "when and where the agent is on duty has changed",
        "当班安排变更"),
    147: (
        "the agent's connection did not come back",
        "连接未恢复"),
    155: (
        "the session waits for its dedicated agent",
        "会话正在等待专属客服"),
    148: (
        "the customer left a message form",
        "客户已提交留言"),
    165: (
        "the robot does not hand over here now",
        "当前不支持机器人转人工"),
    176: (
        "the campaign does not run now",
        "活动不在有效期内"),
    177: (
        "the campaign was not shown to the customer",
        "未向客户展示该活动"),
    178: (
        "the customer has claimed the gifts already",
        "客户已领取"),
    179: (
        "the campaign is shown to the customer",
        "活动已展示"),
    180: (
        "the customer clicks on the campaign",
        "客户已点击"),
    181: (
        "the customer has claimed the gifts",
        "礼品已领取"),
    186: (
        "sessions are not rated here",
        "未开启评价"),
    187: (
        "the customer has been invited to rate the session already",
        "已邀请过评价"),
    188: (
        "the session has been rated already",
        "会话已评价"),
    189: (
        "the customer has not been invited to rate the session",
        "未邀请评价"),
    190: (
        "the score is outside the scale",
        "评分超出范围"),
    191: (
        "it is too late to rate the session",
        "已超过评价时限"),
    192: (
        "the customer did not rate the session in time",
        "客户未在时限内评价"),
}
