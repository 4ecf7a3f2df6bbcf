"""Results as text, and text as files that are whole or not there."""

from __future__ import annotations

import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

from djtext.errors import OutputError

_SURROGATE = re.compile("[\ud800-\udfff]")

UNFOLDED = 4
"""How deep containers are written over several lines; below (a unit, an edit, a passage) one line holds each."""


def dumps(result: Any) -> str:
    r"""Return `result` as JSON: the same for equal values, one unit or passage a line, ending in a newline.

    Chinese stays readable. A lone surrogate, which UTF-8 cannot write, stays a JSON escape; so `.encode()` never
    fails.

    >>> dumps({"title": "整改方案", "units": [{"span": [0, 4]}]})
    '{\n "title": "整改方案",\n "units": [\n  {"span": [0, 4]}\n ]\n}\n'
    """
    text = _written(result, 0) + "\n"
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _written(value: Any, depth: int) -> str:
    if depth >= UNFOLDED or _plain(value):
        return json.dumps(value, ensure_ascii=False)
    inside = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        rows = [f"{json.dumps(key, ensure_ascii=False)}: {_written(item, depth + 1)}" for key, item in value.items()]
        return "{" + inside + ("," + inside).join(rows) + inside[:-1] + "}"
    return "[" + inside + ("," + inside).join(_written(item, depth + 1) for item in value) + inside[:-1] + "]"


def _plain(value: Any) -> bool:
    """Return whether a value fits a line: no container but spans and lists of words inside; the whole never does."""
    if isinstance(value, dict):
        return not value or not any(isinstance(item, dict) or _holds(item) for item in value.values())
    return not isinstance(value, list) or not any(isinstance(item, (dict, list)) for item in value)


def _holds(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value)


def written(path: Path | str, text: str) -> None:
    """Write `text` as UTF-8 to `path`, whole or not at all: beside it first, then renamed; folders are made.

    A lone surrogate becomes U+FFFD. What stands at `path` stays until the new text is on disk, also on failure.

    Raises:
        OutputError: `path` is a folder, or it cannot be made or written.
    """
    target = Path(path)
    try:
        target = Path(os.path.realpath(target))
        if target.is_dir():
            raise OutputError(f"{path}: this is a folder; name a file in it")
        _replace(target, _SURROGATE.sub("\ufffd", text).encode("utf-8"))
    except (OSError, ValueError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise OutputError(f"{path}: cannot be written ({reason}); choose a place that you may write to") from cause


def _replace(target: Path, content: bytes) -> None:
    if target.exists() and not target.is_file():
        # /dev/null and pipes are written into: a rename would put a file in their place.
        target.write_bytes(content)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
