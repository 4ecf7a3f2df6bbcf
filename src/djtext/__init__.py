"""djtext reads Chinese administrative reports: structure, reuse and measures, each with the text that proves it."""

from __future__ import annotations

__version__ = "0.1.0"
