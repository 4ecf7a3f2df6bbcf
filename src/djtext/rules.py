"""Rule tables: knowledge of language as data, each row with the sentences that it must and must not match.

A table is TOML: `[[rule]]` rows with `name`, `pattern` (a regular expression on *folded* text: simplified script,
half-width punctuation), `gives` (what a match means), `hits`, `misses`, and any further keys of that table. In a
pattern `<number>` stands for a Chinese numeral, `<digits>` for Arabic digits, `<han>` for one Han character.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from djtext.errors import RuleError
from djtext.hanzi import CIRCLED, HAN, NUMERAL

PIECES = {
    "number": f"(?:{NUMERAL}{{1,4}})",
    "digits": "(?:[0-9]{1,3})",
    "circled": f"[{CIRCLED}]",
    "han": f"[{HAN}]",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: `pattern` as compiled, `gives` as the table's reader understands it, `more` the row's further keys."""

    name: str
    pattern: re.Pattern[str]
    gives: str
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def parsed(text: str, origin: str) -> tuple[Rule, ...]:
    r"""Return the rules of a TOML table, in order.

    Raises:
        RuleError: the TOML, a row or its pattern is wrong; the message names `origin` and the row.

    >>> parsed('[[rule]]\nname="is"\npattern="<number>是"\ngives="shi"\nhits=["一是"]', "example")[0].name
    'is'
    """
    try:
        rows = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as cause:
        raise RuleError(f"{origin}: not valid TOML ({cause}); mend the line that it names") from cause
    return tuple(_rule(row, origin) for row in rows)


def _rule(row: Mapping[str, Any], origin: str) -> Rule:
    name = row.get("name", "?")
    missing = [key for key in ("name", "pattern", "gives") if key not in row]
    if missing:
        raise RuleError(f"{origin}: rule {name!r} has no {', '.join(missing)}; add it")
    pattern = re.sub(r"<([a-z]+)>", lambda m: PIECES.get(m[1], m[0]), row["pattern"])
    try:
        compiled = re.compile(pattern)
    except re.error as cause:
        raise RuleError(f"{origin}: rule {name!r}: pattern {row['pattern']!r} is wrong ({cause})") from cause
    more = {k: v for k, v in row.items() if k not in ("name", "pattern", "gives", "hits", "misses")}
    return Rule(name, compiled, row["gives"], tuple(row.get("hits", ())), tuple(row.get("misses", ())), more)


def overlaid(rules: Sequence[Rule], more: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return `rules` with a user's rows laid over: a row `replaces` or stands `before` a named one, or is added;
    a row with `drops = true` takes the rule of its own name away.

    Raises:
        RuleError: a row names a rule that is not there; the message lists those that are.
    """
    result = list(rules)
    for row in more:
        target = row.more.get("replaces") or row.more.get("before") or (row.name if row.more.get("drops") else None)
        names = [rule.name for rule in result]
        if target is None:
            result.append(row)
            continue
        if target not in names:
            raise RuleError(f"rule {row.name!r} names {target!r}, which is not here; there are {', '.join(names)}")
        at = names.index(target)
        result[at : at + (0 if row.more.get("before") else 1)] = [] if row.more.get("drops") else [row]
    return tuple(result)
