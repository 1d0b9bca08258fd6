# Made by kefu-reference from include/kefu/events.def; do not edit.
"""Events and effects as NumPy records: the same bytes as in C++.

EVENT_SLOTS and EFFECT_SLOTS say in which column of a record a field of an
event or effect lies; fields in "payload" have none.
"""

import numpy as np

EVENT_DTYPE = np.dtype({
    "names": [
        "at", "customer", "agent", "value", "desk", "type", "detail",
        "payload",],
    "formats": [
        "<i8", "<u8", "<u4", "<u4", "<u2", "<u1", "<u1", "<u4",],
    "offsets": [
        0, 8, 16, 20, 24, 26, 27, 28,],
    "itemsize": 32,
})

EFFECT_DTYPE = np.dtype({
    "names": [
        "at", "event", "session", "customer", "agent", "value", "index",
        "asked", "desk", "group", "reason", "why", "type", "timer", "detail",
        "rung",],
    "formats": [
        "<i8", "<u8", "<u8", "<u8", "<u4", "<u4", "<u4", "<u4", "<u2", "<u2",
        "<u2", "<u2", "<u1", "<u1", "<u1", "<u1",],
    "offsets": [
        0, 8, 16, 24, 32, 36, 40, 44, 48, 50, 52, 54, 56, 57, 58, 59,],
    "itemsize": 64,
})

# Event: {field: (column, type)}.
EVENT_SLOTS: dict[str, dict[str, tuple[str, str]]] = {
    "customer_enters": {
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "link": ("payload", "LinkId"),
        "product": ("value", "ProductId"),
        "order_status": ("payload", "OrderStatusId"),
        "intent": ("payload", "IntentId"),
        "priority": ("payload", "PriorityId"),
        "agent": ("agent", "AgentId"),
        "page": ("payload", "PageId"),
        "language": ("payload", "LanguageId"),
        "attributes": ("payload", "AttributeList"),
        "store": ("payload", "StoreId"),
    },
    "customer_sends": {
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "kind": ("detail", "MessageKind"),
        "text": ("payload", "std::string_view"),
        "message": ("payload", "std::string_view"),
        "product": ("value", "ProductId"),
        "order_status": ("payload", "OrderStatusId"),
        "intent": ("payload", "IntentId"),
        "priority": ("payload", "PriorityId"),
        "agent": ("agent", "AgentId"),
        "language": ("payload", "LanguageId"),
        "store": ("payload", "StoreId"),
    },
    "customer_leaves": {
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "what": ("detail", "LeaveWhat"),
    },
    "customer_erased": {
        "customer": ("customer", "CustomerId"),
    },
    "customer_submits_form": {
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "fields": ("payload", "std::string_view"),
    },
    "robot_hands_over": {
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "intent": ("payload", "IntentId"),
    },
    "agent_connects": {
        "agent": ("agent", "AgentId"),
        "desks": ("payload", "DeskList"),
    },
    "agent_disconnects": {
        "agent": ("agent", "AgentId"),
        "desks": ("payload", "DeskList"),
    },
    "agent_sets_status": {
        "agent": ("agent", "AgentId"),
        "status": ("detail", "AgentStatus"),
        "by": ("value", "AgentId"),
    },
    "agent_accepts": {
        "agent": ("agent", "AgentId"),
        "customers": ("payload", "CustomerList"),
        "desk": ("desk", "DeskId"),
    },
    "agent_declines": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
    },
    "agent_sends": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "kind": ("detail", "MessageKind"),
        "text": ("payload", "std::string_view"),
        "message": ("payload", "std::string_view"),
    },
    "agent_closes": {
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
    },
    "agent_transfers": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "to_agent": ("value", "AgentId"),
        "to_group": ("payload", "GroupId"),
        "note": ("payload", "std::string_view"),
    },
    "agent_claims": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
    },
    "agent_holds": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
    },
    "agent_unholds": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
    },
    "agent_discards": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
    },
    "agent_assigns": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "to_agent": ("value", "AgentId"),
        "to_group": ("payload", "GroupId"),
        "intent": ("payload", "IntentId"),
    },
    "agent_blocks": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "scope": ("detail", "BlockScope"),
        "desk": ("desk", "DeskId"),
        "until": ("payload", "Until"),
    },
    "agent_unblocks": {
        "agent": ("agent", "AgentId"),
        "customer": ("customer", "CustomerId"),
        "scope": ("detail", "BlockScope"),
        "desk": ("desk", "DeskId"),
    },
    "customer_changes": {
        "customer": ("customer", "CustomerId"),
        "attributes": ("payload", "AttributeList"),
        "tags": ("payload", "TagList"),
        "dedicated_agent": ("payload", "MaybeAgent"),
        "home_store": ("payload", "MaybeStore"),
    },
    "agent_changes_settings": {
        "agent": ("agent", "AgentId"),
        "auto_accept": ("detail", "AutoAccept"),
        "capacity": ("payload", "Capacity"),
    },
    "crowd_refreshes": {
        "agent": ("agent", "AgentId"),
        "crowd": ("value", "CrowdId"),
    },
    "crowd_used": {
        "crowd": ("value", "CrowdId"),
        "campaign": ("payload", "std::string_view"),
        "send": ("payload", "std::string_view"),
    },
    "time_passes": {
    },
}

# Effect: {field: (column, type)}.
EFFECT_SLOTS: dict[str, dict[str, tuple[str, str]]] = {
    "refuse": {
        "reason": ("reason", "Reason"),
        "customer": ("customer", "CustomerId"),
        "agent": ("agent", "AgentId"),
        "desk": ("desk", "DeskId"),
    },
    "open_session": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "link": ("value", "LinkId"),
    },
    "close_session": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "group": ("group", "GroupId"),
        "by": ("detail", "ClosedBy"),
        "reason": ("reason", "Reason"),
    },
    "assign": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "group": ("group", "GroupId"),
        "by": ("detail", "AssignBy"),
        "decision": ("decision", "Decision"),
    },
    "offer": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "group": ("group", "GroupId"),
        "until": ("value", "Instant"),
        "decision": ("decision", "Decision"),
    },
    "withdraw_offer": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "group": ("group", "GroupId"),
        "reason": ("reason", "Reason"),
    },
    "enqueue": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "group": ("group", "GroupId"),
        "position": ("value", "uint32_t"),
        "reason": ("reason", "Reason"),
        "decision": ("decision", "Decision"),
        "preferred": ("agent", "AgentId"),
    },
    "dequeue": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "group": ("group", "GroupId"),
        "reason": ("reason", "Reason"),
    },
    "pool": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "group": ("group", "GroupId"),
        "reason": ("reason", "Reason"),
        "decision": ("decision", "Decision"),
    },
    "change_session": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "what": ("detail", "SessionChange"),
    },
    "transfer": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "from": ("agent", "AgentId"),
        "to_agent": ("value", "AgentId"),
        "to_group": ("group", "GroupId"),
        "reason": ("reason", "Reason"),
    },
    "ask_robot": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "group": ("group", "GroupId"),
        "decision": ("decision", "Decision"),
    },
    "send": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "source": ("detail", "TextSource"),
        "texts": ("value", "TextId"),
    },
    "deliver": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "kind": ("detail", "MessageKind"),
    },
    "notify_agent": {
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "what": ("detail", "NoticeWhat"),
        "group": ("group", "GroupId"),
        "push": ("value", "uint32_t"),
    },
    "set_agent_status": {
        "agent": ("agent", "AgentId"),
        "status": ("detail", "AgentStatus"),
        "reason": ("reason", "Reason"),
    },
    "record": {
        "what": ("detail", "RecordWhat"),
        "session": ("session", "SessionNumber"),
        "customer": ("customer", "CustomerId"),
        "desk": ("desk", "DeskId"),
        "agent": ("agent", "AgentId"),
        "reason": ("reason", "Reason"),
        "crowd": ("value", "CrowdId"),
    },
}

# The numbers of the fields in a payload.
FIELDS = {
    "seq": 1,
    "id": 2,
    "customer": 3,
    "desk": 4,
    "agent": 5,
    "link": 6,
    "product": 7,
    "order_status": 8,
    "intent": 9,
    "priority": 10,
    "kind": 11,
    "text": 12,
    "message": 13,
    "what": 14,
    "status": 15,
    "by": 16,
    "customers": 17,
    "auto_accept": 18,
    "capacity": 19,
    "to_agent": 20,
    "to_group": 21,
    "note": 22,
    "scope": 23,
    "until": 24,
    "attributes": 35,
    "tags": 36,
    "dedicated_agent": 37,
    "crowd": 38,
    "campaign": 39,
    "send": 40,
    "page": 41,
    "language": 42,
    "store": 55,
    "home_store": 56,
    "fields": 50,
    "desks": 60,
}
