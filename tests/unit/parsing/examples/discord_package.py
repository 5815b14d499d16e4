"""A data package in both layouts, and single files out of it."""

import io
import json
import zipfile

CSV = (
    "ID,Timestamp,Contents,Attachments\n"
    '118000000000000002,2021-03-04 12:35:00.789000+00:00,"Six frames,\nall <:full:5>",\n'
    "118000000000000001,2021-03-04 12:34:56.789000+00:00,Привет <@31>,\n"
)
LIST = [
    {"ID": 1180000000000000004, "Timestamp": "2024-05-06 07:08:10", "Contents": "Да, <@31>",
     "Attachments": ""},
    {"ID": 1180000000000000003, "Timestamp": "2024-05-06 07:08:09", "Contents": "",
     "Attachments": "https://cdn.example.org/a.png"},
]  # fmt: skip
USER = {
    "id": "30", "username": "ann", "global_name": "Анна",
    "relationships": [{"id": "31", "user": {"id": "31", "username": "bob"}}],
}  # fmt: skip


def zipped(parts: dict[str, str]) -> bytes:
    """Write an archive, the same bytes each time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return written.getvalue()


OLD = {
    "README.txt": "Welcome",
    "account/user.json": json.dumps({**USER, "global_name": None}),
    "messages/index.json": json.dumps({"501": "Direct Message with bob#0042"}),
    "servers/index.json": json.dumps({"9": "Yard"}),
    "messages/501/channel.json": json.dumps({"id": "501", "type": 1, "recipients": ["30", "31"]}),
    "messages/501/messages.csv": CSV,
}
NEW = {
    "Account/user.json": json.dumps(USER),
    "Messages/index.json": json.dumps({"501": "Direct Message with bob#0", "502": None}),
    "Servers/index.json": json.dumps({"9": "Yard"}),
    "Messages/c501/channel.json": json.dumps({"id": "501", "type": "DM"}),
    "Messages/c501/messages.json": json.dumps(LIST),
    "Messages/c502/channel.json": json.dumps(
        {"id": "502", "type": "GUILD_TEXT", "name": "hives", "guild": {"id": "9", "name": "Yard"}}
    ),
    "Messages/c502/messages.json": json.dumps(LIST[:1]),
    "Messages/c503/channel.json": json.dumps({"id": "503", "type": "DM"}),
    "Messages/c503/messages.json": "[]",
}
FILES = {
    "package-old.zip": zipped(OLD),
    "package.zip": zipped({f"package/{name}": content for name, content in NEW.items()}),
    "c501/messages.csv": CSV.encode(),
    "c502/messages.json": json.dumps(LIST, ensure_ascii=False).encode(),
}
