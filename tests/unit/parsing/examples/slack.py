"""A workspace's export, and a day out of it."""

import io
import json
import zipfile
from typing import Any

USERS = [
    {"id": "U1", "name": "ann", "deleted": False, "is_bot": False, "real_name": "Anna Petrova",
     "profile": {"display_name": "Анна", "real_name": "Anna Petrova"}},
    {"id": "U2", "name": "bob", "deleted": True, "is_bot": False,
     "profile": {"display_name": "", "real_name": "Bob Ray"}},
    {"id": "U3", "name": "feeder", "is_bot": True, "profile": {"real_name": "Feeder"}},
]  # fmt: skip
FIRST = {"type": "message", "user": "U1", "text": "Как <@U2> &amp; <#C1|hives>?",
         "ts": "1714557600.000200", "thread_ts": "1714557600.000200", "reply_count": 1}  # fmt: skip
ANSWER = {"type": "message", "user": "U2", "text": "Strong", "ts": "1714644000.000100",
          "thread_ts": "1714557600.000200", "parent_user_id": "U1"}  # fmt: skip
DAYS: dict[str, list[dict[str, Any]]] = {
    "hives/2024-05-01.json": [FIRST],
    "hives/2024-05-02.json": [ANSWER],
    "D1/2024-05-01.json": [{**FIRST, "text": "привет", "thread_ts": None}],
}
LISTS = {
    "users.json": USERS,
    "channels.json": [{"id": "C1", "name": "hives", "members": ["U1", "U2"]}],
    "groups.json": [{"id": "G1", "name": "secret", "members": ["U1"]}],
    "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
    "mpims.json": [{"id": "G2", "name": "mpdm-ann--bob--x-1", "members": ["U1", "U2", "U9"]}],
    "integration_logs.json": [],
}


def zipped(parts: dict[str, Any], top: str = "") -> bytes:
    """Write an archive, the same bytes each time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            text = json.dumps(content, ensure_ascii=False)
            archive.writestr(zipfile.ZipInfo(f"{top}{name}"), text)
    return written.getvalue()


DAY = [{**FIRST, "user_profile": {"display_name": "", "real_name": "Анна", "name": "ann"}}, ANSWER]
FILES = {
    "slack.zip": zipped({**LISTS, **DAYS}),
    "hives/2024-05-01.json": json.dumps(DAY, ensure_ascii=False).encode(),
}
