"""The published shapes: what we export has them, and what has them not is refused."""

import copy
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import export_sample as sample
from djtext.errors import UsageError
from djtext.export import catalog_json, edits_json, names, reuse_json, schema, structure_json
from djtext.types import Flag, Span

FLAGS = (Flag(Span(0, 1), "wrong-character", "干", "often-miswritten"), Flag(Span(1, 2), "flooding"))


def exported() -> dict[str, dict[str, Any]]:
    structures = [replace(s, document=replace(s.document, flags=FLAGS)) for s in sample.structures()]
    source = structures[0].document.source
    return {
        "structure": structure_json(structures, sample.ERRORS, sample.STAMPS),
        "reuse": reuse_json([s.document for s in structures], sample.reuse(), sample.ERRORS),
        "catalog": catalog_json(sample.measures(), structures, sample.STAMPS),
        "edits": edits_json(source, structures[0].document.edits, FLAGS),
    }


def closed(node: Any) -> Any:
    """Return a schema that refuses members it does not name: the builders may not add any in silence."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    return made | {"additionalProperties": False} if "properties" in made else made


@pytest.mark.parametrize("name", names())
def test_a_shape_is_a_schema_that_names_its_version(name: str) -> None:
    shape = schema(name)
    Draft202012Validator.check_schema(shape)
    assert shape["title"] == f"djtext.{name}/1"
    assert shape["properties"]["schema"]["const"] == f"djtext.{name}/1"
    assert shape["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("name", names())
def test_what_we_export_has_its_published_shape_and_no_member_that_it_does_not_name(name: str) -> None:
    Draft202012Validator(closed(schema(name))).validate(exported()[name])


@pytest.mark.parametrize("name", names())
def test_a_reader_of_this_version_outlives_new_members(name: str) -> None:
    Draft202012Validator(schema(name)).validate(exported()[name] | {"new": 1})


def test_an_unknown_shape_lists_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"'units'.*catalog, edits, reuse, structure"):
        schema("units")


@pytest.mark.parametrize(
    ("member", "wrong"),
    [("role", "blame"), ("span", [3]), ("span", [-1, 4]), ("level", 0), ("confidence", 1.2), ("title", None)],
)
def test_a_unit_that_breaks_the_contract_is_refused(member: str, wrong: object) -> None:
    result = copy.deepcopy(exported()["structure"])
    result["documents"][0]["units"][0][member] = wrong
    with pytest.raises(ValidationError):
        Draft202012Validator(schema("structure")).validate(result)


def test_a_record_without_a_stated_problem_and_without_optional_members_is_valid() -> None:
    bare = {
        "schema": "djtext.structure/1",
        "djtext": "0.1.0",
        "documents": [
            {
                "id": "d1",
                "source": {"path": "a.txt", "span": [0, 4]},
                "edits": [],
                "units": [],
                "records": [{"id": "r1", "causes": [], "countermeasures": ["u1"]}],
            }
        ],
        "errors": [],
    }
    Draft202012Validator(schema("structure")).validate(bare)


def test_building_json_loads_no_heavy_package() -> None:
    heavy = "{'pydantic', 'jinja2', 'rapidfuzz', 'numpy'}"
    code = f"import sys, djtext.export; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
