"""Folders: all files below, sorted by the code points of their names, each once, whatever links say."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from djtext.errors import SourceError
from djtext.reading.disk import refused
from djtext.reading.places import shown
from djtext.types import Failed

_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_NO_NAMES = (".", "..")  # parts of a path, as in the member 「../总结.txt」 of an archive


def skipped(name: str) -> bool:
    """Return whether a file or folder in a folder or archive is no one's report: hidden, a lock, a system's own.

    >>> [skipped(name) for name in (".DS_Store", "~$总结.docx", "Thumbs.db", "总结.txt")]
    [True, True, True, False]
    """
    return (name.startswith((".", "~$")) and name not in _NO_NAMES) or name.lower() in _JUNK


@dataclass(slots=True)
class _Walk:
    """What a walk has met: folders by their identity on disk, those still to enter, and what was found."""

    seen: set[tuple[int, int]] = field(default_factory=set)
    folders: deque[str] = field(default_factory=deque)
    links: deque[str] = field(default_factory=deque)
    found: list[tuple[str, Failed | None]] = field(default_factory=list)


def files(folder: str) -> Iterator[str | Failed]:
    """Yield the path of every file below `folder`, sorted, or `Failed` for what cannot be entered.

    A link to a folder is followed, but a folder is entered once: real folders first, so that a file keeps its own
    path; a link that leads back above itself is a `loop`.
    """
    walk = _Walk(folders=deque([folder]))
    while walk.folders or walk.links:
        if walk.folders:
            _enter(walk, walk.folders.popleft())
        else:
            _follow(walk, walk.links.popleft())
    for path, failed in sorted(walk.found, key=lambda pair: Path(pair[0]).parts):
        yield failed or path


def _enter(walk: _Walk, folder: str) -> None:
    try:
        identity = _identity(folder)
        if identity in walk.seen:
            return
        walk.seen.add(identity)
        with os.scandir(folder) as listing:
            for item in sorted(listing, key=lambda item: item.name):
                if not skipped(item.name):
                    _sort_in(walk, item)
    except OSError as cause:
        error = refused(shown(folder), cause)
        walk.found.append((folder, Failed(shown(folder), error.code, str(error))))


def _sort_in(walk: _Walk, item: os.DirEntry[str]) -> None:
    if item.is_dir(follow_symlinks=False):
        walk.folders.append(item.path)
    elif Path(item.path).is_dir():
        walk.links.append(item.path)
    else:
        walk.found.append((item.path, None))


def _follow(walk: _Walk, link: str) -> None:
    target, above = Path(link).resolve(), Path(link).parent.resolve()
    if above.is_relative_to(target):
        fact = f"is a link that leads back to {shown(str(target))}, which holds it"
        error = SourceError("loop", f"{shown(link)}: {fact}; remove the link")
        walk.found.append((link, Failed(shown(link), error.code, str(error))))
    else:
        _enter(walk, link)


def _identity(folder: str) -> tuple[int, int]:
    status = Path(folder).stat()
    return status.st_dev, status.st_ino
