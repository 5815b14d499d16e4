"""The words of Markdown, without its marks: what two texts are compared by.

Everything here is done to the truth and to what a parser wrote alike, so no engine wins or loses
by the dialect of Markdown that it writes.
"""

import html
import re
import unicodedata

FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
RULE = re.compile(r"^[ ]{0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}|={3,})$", re.MULTILINE)
DELIMITER = re.compile(r"^[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$", re.MULTILINE)
HEADING_MARK = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+|[ \t]+#+[ \t]*$", re.MULTILINE)
QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ ]?)+", re.MULTILINE)
BULLET_MARK = re.compile(r"^[ \t]*[-*+•◦▪▫‣⁃●○■□–][ \t]+", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|del|sub|sup|ins|kbd|mark|span|code|strong|small|font)(?:[ \t/][^<>]*)?>",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile(
    r"</?(?:p|br|hr|div|pre|img|col|colgroup|table|thead|tbody|tfoot|caption|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|"
    r"figure|figcaption|blockquote|center|html|body|section|article)(?:[ \t/][^<>]*)?>",
    re.IGNORECASE,
)
PICTURE = re.compile(r"!\[(?P<said>[^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ ]+\"[^\"\n]*\")?\)")
LINK = re.compile(r"\[(?P<said>[^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ ]+\"[^\"\n]*\")?\)")
NOTE = re.compile(r"\[\^[^\]\s]+\]:?")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
MARKS = re.compile(r"[*_`~|\\]")
SOFT_HYPHEN = re.compile(r"\u00ad\s*")
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
WIDE = CJK + "\u3001-\u303f\uff00-\uffef"
BETWEEN_WIDE = re.compile(rf"(?<=[{WIDE}])\s+(?=[{WIDE}])")
WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}](?:[^\W_{CJK}]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f])*")


def normalise(text: str) -> str:
    """Return the words of Markdown or HTML in one line, in Unicode's compatibility form.

    Marks of headings, quotes, bullets, tables, emphasis, code, links and notes go; what they mark
    stays, numbers of lists too. Words broken by a soft hyphen are joined. Blanks between two
    Chinese or Japanese characters go, since a line end there is no blank.
    """
    text = SOFT_HYPHEN.sub("", text.replace("\r\n", "\n").replace("\f", "\n"))
    for mark in (COMMENT, FENCE, RULE, DELIMITER, HEADING_MARK, QUOTE_MARK, BULLET_MARK):
        text = mark.sub("", text)
    text = BLOCK_TAG.sub(" ", INLINE_TAG.sub("", text))
    text = LINK.sub(r"\g<said>", PICTURE.sub(r"\g<said>", text))
    text = ESCAPED.sub(r"\1", html.unescape(NOTE.sub("", text)))
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", MARKS.sub("", text)))
    return BETWEEN_WIDE.sub("", " ".join(text.split()))


def tokens(text: str) -> list[str]:
    """Return the words of a text in order; of Chinese and Japanese each character is one."""
    return WORD.findall(normalise(text))
