"""The control words of Rich Text Format that say the same wherever they stand.

References:
    Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1 (2008): "Special Characters",
    "Pictures", "Headers and Footers", "Fields".
"""

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "column": "\n",
    "softline": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "~": "\u00a0",
    "_": "-",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
SILENT = frozenset(
    {"colortbl", "filetbl", "revtbl", "pgdsctbl", "nonesttables", "bkmkstart", "bkmkend"}
    | {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
    | {"ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "levelnumbers"}
    | {"nonshppict", "shprslt", "mmathPict", "objdata", "objclass", "objname"}
    | {"xe", "tc", "tcn", "rxe", "txe"}
)
"""Destinations that are no part of the text, or say again what another one says."""
TRANSPARENT = frozenset({"shppict", "picprop", "moMath", "moMathPara", "objattph"})
r"""Destinations behind ``\*`` that hold text or pictures."""
SILENT_FIELDS = ("TOC", "INDEX", "TOA", "PAGE", "NUMPAGES", "SECTIONPAGES", "LISTNUM")
"""Fields whose result is made of the text, or of its pages."""
MIME = {
    "pngblip": "image/png",
    "jpegblip": "image/jpeg",
    "emfblip": "image/x-emf",
    "wmetafile": "image/x-wmf",
    "pmmetafile": "image/x-wmf",
    "macpict": "image/x-pict",
    "dibitmap": "image/x-dib",
    "wbitmap": "image/x-ddb",
}
"""Kinds of pictures."""
