"""What to do about a file that was not read, or not all of it."""

ADVICE = {
    "bad_json": "correct it there, or save it again from where it comes",
    "bad_row": "correct that line",
    "no_rows": "add rows, or leave it out",
    "no_text": "see whether it is blank or shows pictures of text, which are read when saved as "
    "such; else leave it out",
    "not_text": "give it the suffix of what it is, or leave it out",
    "empty_file": "copy it again, or leave it out",
    "encrypted": "save a copy without a password",
    "too_large": "split it",
    "zip_bomb": "leave it out, or unpack by hand what is wanted of it",
    "unsupported": "convert it to PDF, DOCX, CSV or text, or leave it out",
    "unreadable_picture": "type it in, or leave it out",
    "missing_engine": "install it, and run the stage again",
    "needs_vlm": "make the model ready, or set parse.vlm to null",
    "vlm_empty": "try another model, or leave it out",
    "vlm_failed": "run the stage again, or try another model",
    "vlm_refused": "try another model, or leave it out",
    "bad_picture": "save it as PNG there, or do without it",
    "bad_telegram": "export the chat anew in Telegram Desktop, or leave the file out",
    "lost_characters": "save it again from where it comes",
}
"""Reason to advice; the others have that of a damaged file."""
DAMAGED = "open it in its own program and save it again, or take another copy"


def advised(why: str, reason: str) -> str:
    """Return what is wrong with a file, with what to do behind a semicolon.

    Where the finder knew something better, it stands there already.
    """
    return why if "; " in why else f"{why}; {ADVICE.get(reason, DAMAGED)}"
