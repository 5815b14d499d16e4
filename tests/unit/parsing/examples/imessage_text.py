"""What imessage-exporter writes."""

TEXT = """May 17, 2022  5:29:42 PM (Read by you after 1 hour, 2 minutes)
+15550100
Are you there?
Second line
Tapbacks:
    Loved by Me

    May 17, 2022  5:31:00 PM
    Me
    yes

May 17, 2022  5:31:00 PM
Me
Да
This message responded to an earlier message.

May 17, 2022  5:32:00 PM
Me
attachments/12/one.jpeg

May 17, 2022  5:33:00 PM
Me
helo
Edited 5 seconds later: hello

May 17, 2022  5:34:00 PM Me named the conversation Yard

May 17, 2022 12:35:00 AM
Me
early
"""

FILES = {"+15550100.txt": TEXT.encode()}
