"""Word documents of 1997 to 2003 and those of WPS Writer (.doc, .dot, .wps, .wpt), after Microsoft's [MS-DOC].

The text lies in pieces; a table in another stream says where each one is. What was deleted under tracking, hidden
text, field codes, headers and comments are left out; notes and text boxes stand at the end. Automatic numbers are
worked out from the lists of the file; where these are damaged, LibreOffice is asked if it is there, and otherwise a
flag says that the numbers are missing.
"""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from djtext.errors import SourceError
from djtext.reading import marks, office, pieces
from djtext.reading.charset import Decoded
from djtext.reading.package import damaged
from djtext.reading.places import said

if TYPE_CHECKING:
    import olefile

NOT_SHOWN = "numbering-not-shown"

_WORD, _TABLES = "WordDocument", ("0Table", "1Table")
_LOCKS = ("EncryptedPackage", "EncryptionInfo")
_WORD_97 = 0xC1
_SAVE = "open it in Word or WPS and save it as .docx"


def read(data: bytes, name: str) -> Decoded:
    """Return the text of an old Word or WPS document.

    A flag `numbering-not-shown` says that automatic numbers are missing, `converted:soffice` that LibreOffice wrote
    them out.

    Raises:
        SourceError: `encrypted`; `damaged`; `unsupported`, the file holds something else or is older than Word 97.
    """
    streams = _streams(data, name)
    word = streams[_WORD]
    try:
        version, table = _opened(word, name)
    except struct.error as cause:
        raise damaged(name, "its head is cut off") from cause
    if version < _WORD_97:
        return _ancient(data, name)
    try:
        found = pieces.document(word, streams.get(table, b""))
    except (struct.error, IndexError, ValueError) as cause:
        raise damaged(name, f"its text cannot be found ({said(cause)})") from cause
    own = Decoded(marks.plain(found), None, (NOT_SHOWN,) if found.unnumbered else ())
    by_office = office.converted(data, "doc", name) if found.unnumbered else None
    return by_office if by_office and _whole(by_office.text, own.text) else own


def _whole(converted: str, own: str) -> bool:
    """Return whether nothing was lost in conversion; LibreOffice ran the cells of a table at the end together."""
    return converted.count("\t") >= own.count("\t") and len("".join(converted.split())) >= len("".join(own.split()))


_SIZES = (9, 12)
"""The sizes of a sector, as powers of two."""

_SPARE = 109
"""Sectors of the table of sectors that a head names itself, whether there are so many or not."""


def _bounded(data: bytes, name: str) -> None:
    """See that the tables which the head of a file announces fit into the file.

    olefile believes it, and follows a chain that runs in a ring for as long as was announced: 10 kB took 4 GB.
    """
    shift, small = struct.unpack_from("<2H", data, 0x1E)
    tables, minis, more = (struct.unpack_from("<I", data, at)[0] for at in (0x2C, 0x40, 0x48))
    if shift not in _SIZES or small >= shift:
        raise damaged(name, "its inner folders have sectors of no known size")
    sectors, fit = (len(data) >> shift) + 1, 1 << shift - 2
    if tables > _SPARE + 2 * sectors // fit or minis > sectors or more > sectors:
        raise damaged(name, "its inner folders are larger than the file")


def _stream(file: olefile.OleFileIO, stream: str, most: int) -> bytes:
    if max(file.get_size(stream), file.root.size) > most:
        raise ValueError(f"{stream} is larger than the file")
    content: bytes = file.openstream(stream).read()
    return content


def _streams(data: bytes, name: str) -> Mapping[str, bytes]:
    """Return the streams that matter by name."""
    import olefile

    logging.getLogger("olefile").setLevel(logging.CRITICAL)  # it logs what it tolerates; we judge what it gives
    try:
        _bounded(data, name)
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            if any(file.exists(lock) for lock in _LOCKS):
                raise _encrypted(name)
            wanted = [stream for stream in (_WORD, *_TABLES) if file.exists(stream)]
            found = {stream: _stream(file, stream, len(data)) for stream in wanted}
    except (OSError, struct.error, ValueError, IndexError, TypeError, AttributeError, RecursionError) as cause:
        raise damaged(name, f"its inner folders are broken: {said(cause)}") from cause
    if _WORD not in found:
        fact = "holds no Word text: it is a file of another program, or has lost its text"
        raise SourceError("unsupported", f"{name}: {fact}; {_SAVE}")
    return found


def _opened(word: bytes, name: str) -> tuple[int, str]:
    """Return the version that wrote a document, and the name of its table stream."""
    _, version, _, _, _, bits = struct.unpack_from("<6H", word)
    if bits & 0x100:
        raise _encrypted(name)
    return version, _TABLES[bool(bits & 0x200)]


def _encrypted(name: str) -> SourceError:
    return SourceError("encrypted", f"{name}: is encrypted; open it with its password and save it without one")


def _ancient(data: bytes, name: str) -> Decoded:
    result = office.converted(data, "doc", name)
    if result is None:
        fact = "is older than Word 97, which djtext reads only with the help of LibreOffice"
        raise SourceError("unsupported", f"{name}: {fact}; {_SAVE}")
    return result
