"""The same channel as CSV and as text."""

CSV = (
    "AuthorID,Author,Date,Content,Attachments,Reactions\n"
    '"290000000000000001","ann","2024-05-01T12:01:00.1230000+03:00","Как улей?","",""\n'
    '"290000000000000002","bob#0042","2024-05-01T12:02:00.1230000+03:00","Strong.\n'
    'Six ""full"" frames","","👍 (2)"\n'
    '"290000000000000002","bob#0042","2024-05-01T12:03:00.1230000+03:00","","b.png",""\n'
)
RULE = "=" * 62
TEXT = f"""{RULE}
Guild: Пасека
Channel: Text / hives
Topic: bees
{RULE}

[25.04.2024 12:01] ann
Как улей?


[25.04.2024 12:02] bob (pinned)
Strong.

Six frames

{{Reactions}}
👍 (2)

[25.04.2024 12:03] bob


{{Attachments}}
https://cdn.example.org/b.png


{RULE}
Exported 3 message(s)
{RULE}
"""
FILES = {
    "Пасека - Text - hives [170000000000000002].csv": CSV.encode(),
    "hives channel.txt": TEXT.encode(),
}
