"""Every validator of Word files there is on this machine, as one question."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import ooxml_integrity
import openxml_audit
import word

SDK = Path(__file__).resolve().parents[2] / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
WITHOUT_SDK = "" if SDK.exists() and shutil.which("node") else "the Open XML SDK is not here (no npm)"
SOFFICE = shutil.which("soffice")


def findings(path: Path, *, own: bool = True, book: bool = False) -> list[str]:
    """What two validators, the Open XML SDK (where it is there) and our own checks have to say of a file."""
    said = [str(each) for each in ooxml_integrity.check(str(path))]
    result = openxml_audit.OpenXmlValidator().validate(str(path))
    said += [f"{error.part_uri} {error.description}" for error in result.errors]
    if own:
        said += word.faults(path.read_bytes(), book=book)
    return said + sdk(path)


def sdk(path: Path) -> list[str]:
    """What Microsoft's Open XML SDK says; nothing where it cannot be run."""
    if WITHOUT_SDK:
        return []
    run = subprocess.run([str(SDK), str(path)], capture_output=True, text=True, timeout=120)
    return [f"{error.get('path')} {error['description']}" for error in json.loads(run.stdout)["errors"]]


def convert(path: Path, form: str, folder: Path) -> Path:
    """Let LibreOffice convert a file, with a profile of its own."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run([str(SOFFICE), profile, *options], check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{form.partition(':')[0]}"
