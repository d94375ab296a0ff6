"""A list of components in CycloneDX 1.6, of what is installed here: the same environment, the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

NAME = "briefbook"
_REQUIREMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?[^;]*(?:;(.*))?")


def components() -> dict[str, Any]:
    """Briefbook and everything that it needs at run time, with versions, licences and who needs what."""
    found = {name: metadata.distribution(name) for name in _needed()}
    own = found[NAME]
    table: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**_component(own), "type": "application"}},
        "components": [_component(found[name]) for name in sorted(found) if name != NAME],
        "dependencies": [
            {
                "ref": _purl(each),
                "dependsOn": sorted(_purl(found[name]) for name in _needs(each) if name in found),
            }
            for _, each in sorted(found.items())
        ],
    }
    # named after what it lists: a list that is made twice is the same list
    digest = hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()
    return {**table, "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}"}


def write(folder: Path) -> Path:
    """Write the list beside the wheel."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}-{metadata.version(NAME)}.cdx.json"
    path.write_text(
        json.dumps(components(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    return path


def _needed() -> list[str]:
    """The names of all distributions that Briefbook needs, its own among them."""
    names, pending = set[str](), [NAME]
    while pending:
        name = pending.pop()
        if name in names:
            continue
        try:
            pending += _needs(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            # for another system or another Python
            continue
        names.add(name)
    return sorted(names)


def _needs(distribution: metadata.Distribution) -> Iterator[str]:
    """What a distribution needs without its extras; markers of a system are decided by what is installed."""
    for requirement in distribution.requires or ():
        match = _REQUIREMENT.match(requirement)
        if match and "extra" not in (match[2] or ""):
            yield _plain(match[1])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _purl(distribution: metadata.Distribution) -> str:
    return f"pkg:pypi/{_plain(distribution.metadata['Name'])}@{distribution.version}"


def _component(distribution: metadata.Distribution) -> dict[str, Any]:
    told = distribution.metadata
    licence = told.get("License-Expression")
    names = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License")
    ]
    licences: list[dict[str, Any]] = [{"license": {"name": name}} for name in sorted(set(names))]
    return {
        "type": "library",
        "bom-ref": _purl(distribution),
        "name": _plain(told["Name"]),
        "version": distribution.version,
        "purl": _purl(distribution),
        **({"licenses": [{"expression": licence}] if licence else licences} if licence or licences else {}),
    }


if __name__ == "__main__":
    print(write(Path(sys.argv[1] if len(sys.argv) > 1 else "dist")))
