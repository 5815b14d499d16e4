"""Pages as Telegram Desktop writes them."""

from html import escape

START = """<!DOCTYPE html>
<html>

 <head>

  <meta charset="utf-8"/>
<title>Exported Data</title>
  <meta content="width=device-width, initial-scale=1.0" name="viewport"/>

  <link href="css/style.css" rel="stylesheet"/>

  <script src="js/script.js" type="text/javascript">

  </script>

 </head>

 <body onload="CheckLocation();">

  <div class="page_wrap">
"""
END = """
  </div>

 </body>

</html>
"""


def page(title: str, *messages: str) -> str:
    """Return a page of a chat."""
    return f"""{START}
   <div class="page_header">

    <div class="content">

     <div class="text bold">
{escape(title)}\x20
     </div>

    </div>

   </div>

   <div class="page_body chat_page">

    <div class="history">
{"".join(messages)}
    </div>

   </div>
{END}"""


def message(
    number: int,
    inner: str,
    *,
    name: str | None = None,
    date: str = "01.05.2024 12:00:00 UTC+03:00",
) -> str:
    """Return a message; without a name it is joined to the one before."""
    joined = " joined" if name is None else ""
    userpic = """
      <div class="pull_left userpic_wrap">

       <div class="userpic userpic4" style="width: 42px; height: 42px">

        <div class="initials" style="line-height: 42px">
V
        </div>

       </div>

      </div>
"""
    named = f"""
       <div class="from_name">
{name}\x20
       </div>
"""
    return f"""
     <div class="message default clearfix{joined}" id="message{number}">
{"" if name is None else userpic}
      <div class="body">

       <div class="pull_right date details" title="{date}">
{date[11:16]}
       </div>
{"" if name is None else named}{inner}
      </div>

     </div>
"""


def service(number: int, text: str) -> str:
    """Return what the app says; dates have negative numbers."""
    return f"""
     <div class="message service" id="message{number}">

      <div class="body details">
{text}
      </div>

     </div>
"""


def words(text: str) -> str:
    """Return a text, which has markup already."""
    return f"""
       <div class="text">
{text}
       </div>
"""


def media(kind: str, title: str, status: str = "", *, tag: str = "div") -> str:
    """Return what is no text."""
    return f"""
       <div class="media_wrap clearfix">

        <{tag} class="media clearfix pull_left {kind}">

         <div class="fill pull_left">

         </div>

         <div class="body">

          <div class="title bold">
{title}
          </div>

          <div class="status details">
{status}
          </div>

         </div>

        </{tag}>

       </div>
"""


def answer(number: int, other: str = "") -> str:
    """Return the line above an answer."""
    link = f'<a href="{other}#go_to_message{number}">this message</a>'
    return f"""
       <div class="reply_to details">
In reply to {link}
       </div>
"""


def forwarded(inner: str, name: str | None = "News") -> str:
    """Return the body of what somebody else wrote."""
    when = '<span class="date details" title="30.04.2024 10:00:00 UTC+03:00"> 30.04.2024</span>'
    named = f'\n        <div class="from_name">\n{name} {when}\n        </div>\n'
    return f'\n       <div class="forwarded body">{named if name else ""}{inner}\n       </div>\n'


CHAT = page(
    "Anna Ivanova",
    service(-1, "1 May 2024"),
    message(11, words("Привет!<br>Как улей?"), name="Vera"),
    message(12, words("Не забудь <strong>рамки</strong>"), date="01.05.2024 12:00:40 UTC+03:00"),
    message(
        13,
        answer(11) + words("ok 🐝 &amp; &lt;3"),
        name="Anna Ivanova",
        date="01.05.2024 12:02:00 UTC+03:00",
    ),
    service(14, 'Vera pinned <a href="#go_to_message11">this message</a>'),
    message(
        15,
        media("media_photo", "Photo", "1280x960") + words("my yard"),
        name="Vera",
        date="01.05.2024 12:04:00 UTC+03:00",
    ),
)
OLD = page(
    "Пасека",
    service(-1, "3 May 2019"),
    message(1, words("кто завтра едет?"), name="Олег", date="03.05.2019 08:15:00"),
    message(2, words("я"), name="Мария", date="03.05.2019 08:16:30"),
    message(3, media("media_call", "Мария", "Missed"), date="03.05.2019 08:17:00"),
)
LISTS = f"""{START}
   <div class="page_header">
    <a class="content block_link" href="../export_results.html">
     <div class="text bold">
Contacts
     </div>
    </a>
   </div>
   <div class="page_body list_page">
    <div class="entry_list">
     <div class="entry clearfix">Anna Ivanova, +1 202 555 0136</div>
    </div>
   </div>
{END}"""

FILES = {
    "messages.html": CHAT.encode(),
    "messages2.html": OLD.encode(),
}
