"""Where sources differ: invented visits in five languages, and the example collection."""

import pytest

from briefbook.evidence import conflicts
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.source import Metadata, Source
from briefbook.text import shape


def sources(case) -> list[Source]:
    """The sources of a case: each part is named after id, language and date."""
    found = []
    for part, text in case.parts.items():
        if part != "expected":
            name, lang, *date = part.split()
            meta = Metadata(
                name, f"seeds/x/{name}.txt", lang=lang, date=shape.date(date[0]) if date else None
            )
            found.append(Source(meta, "", text))
    return found


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def fits(item: Diagnostic, line: str) -> bool:
    """Whether a diagnostic is the one expected: code, severity, and the words of each side."""
    head, _, words = line.partition(" ")
    severity, _, words = words.partition(" ")
    parts = [plain(part) for part in words.split("|")]
    said = [plain(quote.exact) for quote in item.quotes]
    whole = plain(item.message)
    return (
        item.code == head
        and item.severity == severity
        and all(any(part in each for each in said) and part in whole for part in parts if part)
    )


def test_a_case_gives_what_is_expected(case):
    found = conflicts.run((), sources(case))
    expected = [] if case["expected"].strip() == "none" else case.lines("expected")
    told = "\n".join(f"{item.code} {item.severity.value}: {item.message}" for item in found)
    assert len(found) == len(expected), told
    for line in expected:
        assert any(fits(item, line) for item in found), told


@pytest.mark.parametrize("turned", [False, True])
def test_every_quote_stands_where_it_says(case, turned):
    given = sources(case)
    texts = {source.id: source.text for source in given}
    for item in conflicts.run((), given[::-1] if turned else given):
        assert len(item.quotes) >= 2
        assert all(texts[each.source][each.start : each.end] == each.exact for each in item.quotes)
