"""Known weaknesses of what is installed, by pip-audit; where its database cannot be had, that is said."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import util
from typing import Any

from supply import components


def main() -> int:
    """Look; 1 when a component that Briefbook needs has a known weakness."""
    if util.find_spec("pip_audit") is None:
        print("audit: skipped, pip-audit is not installed")
        return 0
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "-f",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        "10",
    ]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
        told = json.loads(ran.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        print("audit: skipped, the database of weaknesses cannot be reached")
        return 0
    found = weak(told)
    print("\n".join(found) or "audit: no known weakness")
    return 1 if found else 0


def weak(told: dict[str, Any]) -> list[str]:
    """A line for each known weakness of a component that Briefbook needs at run time."""
    needed = {each["name"] for each in components.components()["components"]}
    return [
        f"audit: {each['name']} {each['version']} has {bad['id']}; "
        f"mended in {', '.join(bad['fix_versions']) or 'none'}"
        for each in told.get("dependencies", ())
        if each["name"].lower().replace("_", "-") in needed
        for bad in each.get("vulns", ())
    ]


if __name__ == "__main__":
    sys.exit(main())
