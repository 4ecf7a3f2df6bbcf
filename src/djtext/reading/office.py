"""LibreOffice, where it is installed, as a converter of old formats to Word documents.

It runs without a window, with a profile of its own that is thrown away, macros and links switched off, and is stopped
after a while. Nothing is asked of it that could reach the network.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from djtext.errors import SourceError
from djtext.reading import word
from djtext.reading.charset import Decoded

PROGRAM = "soffice"

SECONDS = 120
"""A hundred pages take five seconds, most of them for its start; what takes longer than this is stuck."""

FLAG = "converted:soffice"

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
"""Macros off, links never renewed, and a proxy where nobody listens for what would go out in spite of that."""


def there() -> bool:
    """Return whether the program is on PATH."""
    return shutil.which(PROGRAM) is not None


def docx(data: bytes, ending: str) -> bytes | None:
    """Return a file of the format `ending` converted to a Word document, or None if that cannot be had."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    with TemporaryDirectory(prefix="djtext-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / f"in.{ending}").write_bytes(data)
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        _run(program, place, f"in.{ending}")
        result = place / "out" / "in.docx"
        return result.read_bytes() if result.is_file() else None


def _run(program: str, place: Path, file: str) -> None:
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", "docx", "--outdir", "out"]
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - our own arguments, a file name of our own
        [program, profile, *options, file], cwd=place, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        finally:
            # soffice is a script that starts the program itself: end both, also where this process is interrupted
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def converted(data: bytes, ending: str, name: str) -> Decoded | None:
    """Return the text of a file of the format `ending` as LibreOffice understands it, flagged; None if it cannot."""
    try:
        made = docx(data, ending)
        result = None if made is None else word.read(made, name)
    except (SourceError, OSError, subprocess.TimeoutExpired):
        return None
    return None if result is None else replace(result, flags=(FLAG, *result.flags))


def read(data: bytes, ending: str, name: str) -> Decoded:
    """Return the text of a file in a format that only LibreOffice reads here.

    Raises:
        SourceError: `not-yet`, it is not installed; `damaged`, it makes nothing of the file.
    """
    if not there():
        fact = (
            f"is an .{ending} document, which djtext reads with the help of LibreOffice, and {PROGRAM} is not on PATH"
        )
        raise SourceError("not-yet", f"{name}: {fact}; install LibreOffice, or save the file as .docx or .txt")
    result = converted(data, ending, name)
    if result is None:
        fact = f"LibreOffice makes nothing of this .{ending} document"
        raise SourceError("damaged", f"{name}: {fact}; open it in its own program and save it as .docx or .txt")
    return result
