"""A little fuzzing of each reader, the same in every run; `benchmarks/fuzz.py` goes on where it ends."""

import pytest

from djtext.reading import office
from fuzz_seeds import seeds
from fuzzing import TARGETS, mutated

INPUTS = {
    "docx": 300, "doc": 700, "pdf": 250, "html": 200, "mht": 400, "txt": 2000, "md": 1000, "zip": 250, "jsonl": 400, "text": 250,
}  # fmt: skip
"""Two seconds each, or less."""


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_sound_file_is_read(name: str) -> None:
    assert {TARGETS[name].run(seed) for seed in seeds(name)} == {"text"}


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_mutated_file_gives_a_text_or_an_error_that_helps(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAM", "no-such-program")
    outcomes = {TARGETS[name].run(mutated(TARGETS[name], number)) for number in range(INPUTS[name])}
    assert len(outcomes) > 2, "the mutations reach more than one end"


def test_the_number_of_an_input_is_enough_to_make_it_anew() -> None:
    again = [mutated(target, 12) for target in TARGETS.values()]
    assert [mutated(target, 12) for target in TARGETS.values()] == again
