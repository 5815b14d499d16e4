"""Files that no parser reads, by their first bytes: what they are, and what to do.

Without this table they count as texts in an unknown encoding, and whoever has them is told to save
them as UTF-8. Marks that a text could begin with count only before bytes that no text holds.
"""

ARCHIVE = "unpack it"
SOUND = "a sound; write down what is said, or leave it out"
FILM = "a film; write down what is said, or leave it out"
PICTURE = "save it as PNG"
FONT = "a font; leave it out"
STARTS = {
    b"BZh": f"a bzip2 archive; {ARCHIVE}",
    b"\xfd7zXZ\x00": f"an xz archive; {ARCHIVE}",
    b"\x28\xb5\x2f\xfd": f"a zstd archive; {ARCHIVE}",
    b"MSCF\x00": f"a cabinet archive; {ARCHIVE}",
    b"GIF87a": f"a GIF picture; {PICTURE}",
    b"GIF89a": f"a GIF picture; {PICTURE}",
    b"8BPS": f"a Photoshop picture; {PICTURE}",
    b"\x00\x00\x00\x0cjP  ": f"a JPEG 2000 picture; {PICTURE}",
    b"\x00\x00\x01\x00": f"an icon; {PICTURE}",
    b"\xff\xfb": SOUND,
    b"\xff\xf3": SOUND,
    b"ID3": SOUND,
    b"\x1aE\xdf\xa3": FILM,
    b"FLV\x01": FILM,
    b"%!PS-Adobe": "a PostScript file; save it as PDF",
    b"PAR1": "a Parquet table; save it as .csv or .jsonl",
    b"\x93NUMPY": "an array of NumPy; save it as .csv",
    b"\x89HDF\r\n": "an HDF5 file; save its tables as .csv",
    b"!BDN": "a mailbox of Outlook; export its mails as .eml",
    b"MZ": "a program; leave it out",
    b"\xca\xfe\xba\xbe": "a program; leave it out",
    b"\x00asm": "a program; leave it out",
    b"wOFF\x00": FONT,
    b"wOF2": FONT,
    b"OTTO\x00": FONT,
    b"\x00\x01\x00\x00": FONT,
}
TEXTUAL = {b"%!PS-Adobe"}
"""What is made of letters all through."""
BOXES = {b"avif": f"an AVIF picture; {PICTURE}", b"avis": f"an AVIF picture; {PICTURE}"}
"""Kinds of files of boxes (ISO 14496-12), which name their own; the others are films and sounds."""
CHUNKS = {b"WAVE": SOUND, b"AVI ": FILM}
LOOKED_AT = 512
TAR = 257
"""Where a tar archive says ``ustar``."""


def foreign(data: bytes) -> str | None:
    """Say what a file is that cannot be read, with what to do; None for one that may be."""
    if data[TAR : TAR + 5] == b"ustar" and b"\0" in data[:TAR]:
        return f"a tar archive; {ARCHIVE}"
    if data[:1] == b"\0" and data[4:8] == b"ftyp":
        return BOXES.get(data[8:12], FILM)
    if data.startswith(b"RIFF"):
        return CHUNKS.get(data[8:12])
    for start, what in STARTS.items():
        if data.startswith(start):
            is_text = not any(byte in data[:LOOKED_AT] for byte in (b"\0", b"\x01", b"\x02"))
            return None if is_text and start not in TEXTUAL else what
    return None
