"""Scoring: what the figures say of a structure whose mistakes we planted ourselves."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from djtext.evaluation import disagreements, scores

GOLD: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parent.parent / "corpora" / "demo" / "gold.json").read_text(encoding="utf-8")
)


def perfect() -> dict[str, Any]:
    documents = []
    for d in GOLD["documents"]:
        units = [
            {**u, "topics": [{"concept": u["topic"]["primary"][0] + ".x"}] if "topic" in u else []} for u in d["units"]
        ]
        records = [
            {"id": f"r{u['id']}{t}", "problem": t, "causes": [u["id"]], "countermeasures": []}
            for u in d["units"]
            for t in [*u.get("causes", ()), *u.get("addresses", ())]
        ]
        source = {"path": f"some/where/{d['file']}", "span": d["span"]}
        documents.append({"id": d["essay"], "source": source, "units": units, "records": records})
    return {"documents": documents}


def test_gold_itself_scores_one_everywhere() -> None:
    assert set(scores(GOLD, perfect()).values()) == {1.0}
    assert list(disagreements(GOLD, perfect())) == []


def test_nothing_found_scores_nothing_and_names_every_unit() -> None:
    nothing = {"documents": []}
    assert scores(GOLD, nothing)["unit_f1"] == 0.0
    required = sum(not u.get("optional") for d in GOLD["documents"] for u in d["units"])
    assert len(list(disagreements(GOLD, nothing))) == required


def spoiled(change: str) -> dict[str, Any]:
    system = copy.deepcopy(perfect())
    unit = system["documents"][0]["units"][3]
    if change == "role":
        unit["role"] = "goal" if unit["role"] != "goal" else "cause"
    elif change == "start":
        unit["span"] = [unit["span"][0] + 3, unit["span"][1]]
    elif change == "end":
        unit["span"] = [unit["span"][0], unit["span"][1] + 13]
    elif change == "title":
        unit["title"] = "完全不同的一个标题"
    elif change == "parent":
        unit["parent"] = None if unit["parent"] else system["documents"][0]["units"][5]["id"]
    elif change == "topic":
        unit["topics"] = [{"concept": "XXX"}]
    elif change == "split":
        system["documents"][0]["source"]["span"] = [200, 900]
    return system


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ("role", "role_f1"),
        ("start", "unit_f1"),
        ("end", "end_acc"),
        ("title", "title_acc"),
        ("parent", "parent_acc"),
        ("topic", "topic_top1"),
        ("split", "split_f1"),
    ],
)
def test_one_mistake_lowers_its_own_figure(change: str, figure: str) -> None:
    figures = scores(GOLD, spoiled(change))
    assert figures[figure] < 1.0
    if change != "start":
        assert figures["unit_f1"] == 1.0


def test_a_start_two_characters_off_still_counts() -> None:
    system = perfect()
    for document in system["documents"]:
        for unit in document["units"]:
            unit["span"] = [unit["span"][0] + 2, unit["span"][1]]
    assert scores(GOLD, system)["unit_f1"] == 1.0


def test_a_link_between_unrelated_units_costs_precision() -> None:
    system = perfect()
    first = system["documents"][0]
    outcome = {
        "id": "rx",
        "problem": first["units"][-1]["id"],
        "causes": [first["units"][0]["id"]],
        "countermeasures": [],
    }
    first["records"].append(outcome)
    assert scores(GOLD, system)["link_p"] < 1.0
    assert scores(GOLD, system)["link_r"] == 1.0


def test_a_disagreement_line_says_what_and_where() -> None:
    lines = list(disagreements(GOLD, spoiled("role")))
    assert len(lines) == 1
    assert lines[0].startswith("role ")


def test_of_two_units_at_one_place_only_one_is_right() -> None:
    system = perfect()
    first = system["documents"][0]
    first["units"].append({**first["units"][0], "id": "twin"})
    figures = scores(GOLD, system)
    assert (figures["unit_p"] < 1.0, figures["unit_r"]) == (True, 1.0)
    assert [line.split("\t")[0] for line in disagreements(GOLD, system)] == ["extra"]
