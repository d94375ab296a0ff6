"""What Briefbook is made of: lower bounds that keep known weaknesses out, and a list of components."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from supply import audit, components

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOWEST = {"jinja2": (3, 1, 6), "lxml": (6, 1), "reportlab": (5, 0, 1), "pypdfium2": (5,)}
# below them are known weaknesses that the promises in docs/security.md rest on


def bounds() -> dict[str, tuple[int, ...]]:
    found = (re.match(r"([A-Za-z0-9-]+)>=([0-9.]+)", each) for each in PROJECT["dependencies"])
    return {match[1]: tuple(map(int, match[2].split("."))) for match in found if match}


def test_every_dependency_has_a_lower_bound_and_the_exposed_ones_a_safe_one() -> None:
    assert len(bounds()) == len(PROJECT["dependencies"])
    assert {name for name, lowest in LOWEST.items() if bounds()[name] < lowest} == set()


def test_the_list_of_components_is_the_same_each_time_and_names_every_dependency(tmp_path: Path) -> None:
    first, second = components.write(tmp_path / "a"), components.write(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    told = json.loads(first.read_text(encoding="utf-8"))
    names = {each["name"] for each in told["components"]}
    assert set(bounds()) <= names
    assert "pytest" not in names
    refs = {each["bom-ref"] for each in told["components"]} | {told["metadata"]["component"]["bom-ref"]}
    assert {each["ref"] for each in told["dependencies"]} == refs
    assert {ref for each in told["dependencies"] for ref in each["dependsOn"]} <= refs
    assert not {"timestamp", "tools"} & set(told["metadata"])


def test_the_list_of_components_keeps_to_the_schema_of_cyclonedx() -> None:
    pytest.importorskip("jsonschema", reason="the library that checks CycloneDX is not installed")
    validation = pytest.importorskip(
        "cyclonedx.validation.json", reason="cyclonedx-python-lib is not installed"
    )
    from cyclonedx.schema import SchemaVersion

    text = json.dumps(components.components())
    assert validation.JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_no_component_has_a_licence_that_binds_those_who_embed_it() -> None:
    for each in components.components()["components"]:
        said = [json.dumps(one) for one in each.get("licenses", [])]
        binding = [
            one for one in said if re.search(r"\bA?GPL|GNU (?:Affero )?General", one) and " OR " not in one
        ]
        # of several licences, one may be chosen
        assert said == [] or len(binding) < len(said), each["name"]


def test_a_weakness_of_a_component_is_told_and_one_of_a_tool_is_not() -> None:
    bad = [{"id": "CVE-1", "fix_versions": ["9"]}]
    told = {
        "dependencies": [
            {"name": "jinja2", "version": "3.1.6", "vulns": bad},
            {"name": "pytest", "version": "8", "vulns": bad},
            {"name": "lxml", "version": "6.1", "vulns": []},
        ]
    }
    assert audit.weak(told) == ["audit: jinja2 3.1.6 has CVE-1; mended in 9"]
