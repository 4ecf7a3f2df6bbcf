"""Errors carry what a caller needs, also from one process to another."""

import pickle

from djtext.errors import SourceError


def test_a_source_error_comes_back_from_another_process_whole() -> None:
    error = pickle.loads(pickle.dumps(SourceError("empty", "a.txt: is empty; give a file with text")))
    assert (type(error), error.code, str(error)) == (SourceError, "empty", "a.txt: is empty; give a file with text")
