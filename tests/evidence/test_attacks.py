"""The attack set: every harm done to a fact is answered by its code, and the unharmed fact by none."""

import json
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefbook.evidence import anchor, carried, firmness, framed, ledger, turned, worded
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.source import Source

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "attacks"
LANGUAGES = ("en", "fr", "vi", "ru", "es", "de")


@dataclass(frozen=True)
class Attack:
    """A case with one thing changed."""

    name: str
    case: Mapping[str, Any]
    change: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.change.get(key, self.case.get(key))


def attacks() -> Iterator[Attack]:
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield Attack(f"{path.stem}: {case['name']}: unaltered", case, {"expect": ""})
            for change in case["attack"]:
                yield Attack(f"{path.stem}: {case['name']}: {change['what']}", case, change)


ALL = tuple(attacks())


@pytest.mark.parametrize("attack", ALL, ids=[each.name.replace(" ", "-") for each in ALL])
def test_an_attack_is_answered_by_its_code(attack: Attack) -> None:
    codes = {item.code for item in checked(attack)}
    if attack["wanting"] and not attack["expect"] and codes:
        pytest.xfail(attack["wanting"])
    assert attack["expect"] in codes if attack["expect"] else codes == set()


def test_the_set_holds_sixty_attacks_over_six_languages() -> None:
    harmful = [attack for attack in ALL if attack.change["expect"]]
    assert len(harmful) >= 60
    assert {attack.case["lang"] for attack in harmful} == set(LANGUAGES)


def checked(attack: Attack) -> list[Diagnostic]:
    """What the steps of `check` say of the fact."""
    sources = [
        _source("mirror", attack["source"], attack),
        _source("gazette", attack["other"] or "…", attack),
    ]
    book, problems = ledger.load(_ledger(attack).encode("utf-8"), "seeds/lake/facts.toml", "lake")
    facts, unbound = anchor.bind(book.facts, sources)
    lang = attack["brief"] or attack["lang"]
    steps = (step.run(facts, sources, None, lang) for step in (carried, firmness, turned, framed, worded))
    return [*problems, *unbound, *(item for found in steps for item in found)]


def _source(name: str, text: str, attack: Attack) -> Source:
    listed = (
        f'[[source]]\nid = "{name}"\npath = "{name}.txt"\npublisher = "The Bay Mirror"\n'
        f'date = {attack["date"]}\nlang = "{attack["lang"]}"\n'
    )
    (meta,), problems = ledger.sources(listed.encode("utf-8"), "seeds/lake/sources.toml")
    assert problems == ()
    form = attack["source_form"]
    return Source(meta, "0" * 64, unicodedata.normalize(form, text) if form else text)


def _ledger(attack: Attack) -> str:
    """The fact as it stands in a file."""
    exact = unicodedata.normalize(attack["form"], attack["quote"]) if attack["form"] else attack["quote"]
    lines = [
        "[[fact]]",
        'id = "told"',
        'section = "economy"',
        f"statement = {_quoted(attack['statement'])}",
        f"tags = {json.dumps(attack['tags'] or [])}",
        "[[fact.quote]]",
        f'source = "{attack["from"] or "mirror"}"',
        f"exact = {_quoted(exact)}",
    ]
    quantity = attack["quantity"]
    if quantity:
        lines += ["[[fact.quantity]]", f"of = {_quoted(quantity['of'])}", f"value = {quantity['value']}"]
        lines += [f"unit = {_quoted(quantity['unit'])}", f"when = {_quoted(quantity['when'])}"]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
