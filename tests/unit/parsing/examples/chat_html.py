"""Pages of messages that no app marks as its own."""

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Yard</title></head><body><h1>Yard</h1>
<div class="messages">
<div class="message in"><span class="author">Anna</span><time datetime="2024-05-01T12:00:00Z">12:00</time>
<div class="text">Are you<br>there?</div></div>
<div class="message out"><span class="author">Вера</span><time datetime="2024-05-01T12:01:00Z">12:01</time>
<div class="text">Да</div></div>
<div class="message in"><span class="author">Anna</span><time datetime="2024-05-01T12:02:00Z">12:02</time>
<div class="text"></div></div>
<div class="message in"><time datetime="2024-05-01T12:02:30Z">12:02</time>
<div class="text">see?</div></div>
<div class="message out"><span class="author">Вера</span><time datetime="2024-05-01T12:03:00Z">12:03</time>
<div class="text">Вижу</div></div>
</div></body></html>
"""

FILES = {"saved_chat.html": PAGE.encode()}
