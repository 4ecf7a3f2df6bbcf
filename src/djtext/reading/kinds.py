"""File formats: one registered reader each, chosen by what the bytes say and only then by the name's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from djtext.errors import SourceError, UsageError
from djtext.reading import apart, marked, web
from djtext.reading.charset import Decoded, decoded

Reader = Callable[[bytes, str], Decoded]
"""Gives the text of a source from its bytes; the second argument is the source's name, to open an error's message.
Raises SourceError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, the endings it usually has, and its reader."""

    name: str
    endings: tuple[str, ...]
    read: Reader


_FORMATS: dict[str, Format] = {}


def register(name: str, read: Reader, *, endings: Iterable[str] = ()) -> None:
    """Make `read` the reader of the format `name` and of the `endings` (without a dot); an earlier one is replaced."""
    _FORMATS[name] = Format(name, tuple(endings) or (name,), read)


def formats() -> tuple[str, ...]:
    """Return the names of all registered formats, sorted."""
    return tuple(sorted(_FORMATS))


def reader(name: str) -> Reader:
    """Return the reader of a format.

    Raises:
        UsageError: there is none of that name; the message lists those that are.
    """
    if name not in _FORMATS:
        raise UsageError(f"no reader {name!r}; there are {', '.join(formats())}")
    return _FORMATS[name].read


def ending(name: str) -> str:
    """Return the ending of a file name in lower case, without its dot; empty if there is none.

    >>> ending("年报/总结.TXT"), ending("a.zip!总结.v2"), ending("README")
    ('txt', 'v2', '')
    """
    last = name.replace("\\", "/").rpartition("/")[2].rpartition("!")[2]
    return last.rpartition(".")[2].lower() if "." in last else ""


def by_ending(name: str) -> str | None:
    """Return the format that a name's ending speaks for, if any."""
    found = ending(name)
    return next((known.name for known in _FORMATS.values() if found in known.endings), None)


_OPENINGS = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"SQLite format 3\0", "program"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"RIFF", "media"),
)
_SHORT = (b"BM", b"MZ", b"GIF8", b"BZh", b"ID3", b"RIFF", b"OggS")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_INSIDE_ZIP = (
    (b"opendocument", "odt"),
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"OEBPS", "epub"),
)
_PAGES = (b"<!doctype html", b"<html")
_MAIL = (b"mime-version:", b"from: <saved by")

HEAD = 4096
"""Bytes at the start of a file that are looked at to tell its format."""


def recognised(data: bytes, name: str) -> str:
    """Return the name of the format of `data`: what its first bytes say, else the ending of `name`, else `txt`.

    >>> recognised(b"%PDF-1.7 ...", "report.txt"), recognised("总结".encode(), "report")
    ('pdf', 'txt')
    """
    return _by_opening(data[:HEAD], data, name) or _textual(name)


def _by_opening(head: bytes, data: bytes, name: str) -> str | None:
    claimed = by_ending(name)
    if head.startswith(_OLE):
        return claimed if claimed in ("doc", "wps", "xls", "ppt") else "doc"
    if head.startswith(_ZIP):
        return _inside_zip(data, claimed)
    start = head.lstrip(b"\xef\xbb\xbf\t\r\n ").lower()
    if start.startswith(_PAGES) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html"
    if start.startswith(_MAIL):
        return "mht"
    return next((kind for opening, kind in _OPENINGS if _opens(head, opening)), None)


def _opens(head: bytes, opening: bytes) -> bool:
    """Return whether a file starts so; 「MZ」 or 「BM」 opens prose as well, but prose holds no NUL so early."""
    return head.startswith(opening) and (opening not in _SHORT or b"\0" in head[:64])


def _inside_zip(data: bytes, claimed: str | None) -> str:
    found = next((kind for mark, kind in _INSIDE_ZIP if mark in data[:HEAD] or mark in data[-HEAD:]), "zip")
    cut_off = b"PK\x05\x06" not in data[-END:]  # no list of members at the end: its own reader says what is wrong
    return claimed if claimed in _ZIPPED and (found != "zip" or cut_off) else found


END = 65_557  # bytes at the end of a zip within which its list of members ends
_ZIPPED = ("docx", "xlsx", "pptx", "odt", "epub")
_OPENED_BY_BYTES = (*_ZIPPED, "pdf", "rtf", "doc", "wps", "xls", "ppt", "zip")


def _textual(name: str) -> str:
    """Return the format of bytes that open like text: a text named .doc is read as the text that it is."""
    claimed = by_ending(name)
    return "txt" if claimed is None or claimed in _OPENED_BY_BYTES else claimed


def _refusing(code: str, what: str, way: str) -> Reader:
    def read(data: bytes, name: str) -> Decoded:
        del data
        raise SourceError(code, f"{name}: is {what}; {way}")

    return read


_SAVE = "open it in its own program and save it as plain text (.txt, UTF-8)"
_LEAVE = "leave it out, or give what it says as plain text (.txt, UTF-8)"

_NOT_YET = (
    ("odt", "an OpenDocument text (.odt)", ("odt", "ott")),
    ("xlsx", "an Excel table (.xlsx)", ("xlsx", "xlsm")),
    ("xls", "an old Excel table (.xls)", ("xls", "et")),
    ("pptx", "a PowerPoint presentation (.pptx)", ("pptx", "ppsx")),
    ("ppt", "an old PowerPoint presentation (.ppt)", ("ppt", "pps", "dps")),
    ("epub", "an e-book (.epub)", ("epub",)),
    ("ofd", "an OFD document", ("ofd",)),
)

_UNSUPPORTED = (
    ("image", "an image", "png jpg jpeg gif bmp tif tiff webp svg ico psd heic"),
    ("media", "sound or film", "mp3 mp4 wav avi mov wmv flv mkv ogg m4a amr"),
    ("program", "a program or its data", "exe dll so db sqlite pyc class jar apk msi lnk"),
    ("archive", "an archive other than .zip", "rar 7z gz tgz tar bz2 xz iso cab"),
    ("json", "JSON, which may hold anything", "json geojson ipynb"),
    ("markup", "data or program source, no report", "xml css js ts py sh bat java c h sql yaml yml toml ini"),
)


def _word(data: bytes, name: str) -> Decoded:
    from djtext.reading import word

    return word.read(data, name)


def _old_word(data: bytes, name: str) -> Decoded:
    from djtext.reading import ole

    return ole.read(data, name)


def _rich(data: bytes, name: str) -> Decoded:
    from djtext.reading import office

    return office.read(data, "rtf", name)


def _register_all() -> None:
    register("txt", decoded, endings=("txt", "text", "log", "asc"))
    register("docx", _word, endings=("docx", "docm", "dotx", "dotm"))
    register("doc", _old_word, endings=("doc", "dot"))
    register("wps", _old_word, endings=("wps", "wpt"))
    register("rtf", _rich)
    register("md", marked.read, endings=("md", "markdown"))
    register("pdf", apart.read)
    register("html", web.read, endings=("html", "htm", "xhtml", "shtml"))
    register("mht", web.read_archive, endings=("mht", "mhtml"))
    for name, what, endings in _NOT_YET:
        register(name, _refusing("not-yet", f"{what}, which djtext cannot read yet", _SAVE), endings=endings)
    for name, what, words in _UNSUPPORTED:
        register(name, _refusing("unsupported", what, _LEAVE), endings=words.split())
    zipped = "a zip archive in spite of its name"
    register("zip", _refusing("misnamed", zipped, "give it the ending .zip to have its members read"))
    rows = "JSON Lines inside another source"
    register("jsonl", _refusing("misnamed", rows, "name the file itself"), endings=("jsonl", "ndjson"))


_register_all()
