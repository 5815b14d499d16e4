"""What to do about a file that was not read, or not all of it."""

CELL = "correct the cell, or its column in the table's contract in params.yaml"
COLUMN = "correct the header, or parse.tables in params.yaml"

ADVICE = {
    **dict.fromkeys(
        ("bad_number", "ambiguous_number", "bad_date", "ambiguous_date", "bad_boolean", "blank"),
        CELL,
    ),
    **dict.fromkeys(("not_allowed", "out_of_range", "bad_pattern"), CELL),
    **dict.fromkeys(("missing_column", "extra_column", "bad_header", "missing_sheet"), COLUMN),
    "not_unique": "correct the key of one of them, or leave one out",
    "repeated": "nothing to do",
    "totals": "nothing to do, or set keep_totals for the table in parse.tables",
    "bad_json": "correct it there, or save it again from where it comes",
    "unknown_json": "export it in one of these, or as .csv or text",
    "bad_whatsapp": "export the chat anew, or leave it out",
    "bad_row": "correct that line",
    "no_rows": "add rows, or leave it out",
    "no_text": "open it: what is blank can be left out, what scripts or drawings show can be "
    "printed as PDF",
    "not_text": "leave it out, or convert it to PDF, DOCX, CSV or text",
    "empty_file": "copy it again, or leave it out",
    "encrypted": "save a copy without a password",
    "too_large": "split it",
    "too_slow": "raise that limit, or save it as .docx or .pptx",
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
    "bad_conversation": "export it anew, or leave that chat out",
    "bad_line": "export the chat anew on the phone",
    "bad_signal_export": "run signal-export again, or leave it out",
}
"""Reason to advice; the others have that of a damaged file."""
DAMAGED = "open it in its own program and save it again, or take another copy"


def advised(why: str, reason: str) -> str:
    """Return what is wrong with a file, with what to do behind a semicolon.

    Where the finder knew something better, it stands there already.
    """
    return why if "; " in why else f"{why}; {ADVICE.get(reason, DAMAGED)}"
