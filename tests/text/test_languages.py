"""What a workspace adds to a language: read with every problem named, joined to what is shipped."""

import pytest

from briefbook.text import languages


def own(name: str, text: str) -> tuple[languages.Own, list[str]]:
    made, found = languages.own({name: text.encode()})
    return made, [
        f"{item.path}:{'.'.join(map(str, item.keys))} {item.code}: {item.message}" for item in found
    ]


def test_a_tag_with_a_region_is_its_language_and_an_unknown_one_has_the_common_tables() -> None:
    assert languages.load("pt-BR").lang == "pt"
    assert languages.load("FR-ca") is languages.load("fr")
    assert languages.load("xx").tables == languages.load("").tables


def test_every_shipped_language_has_a_table_of_every_topic() -> None:
    missing = {
        (lang, topic)
        for lang in ("en", "fr", "vi", "ru", "es", "de")
        for topic in languages.TOPICS
        if not languages.load(lang).table(topic)
    }
    assert missing == set()


def test_no_shipped_table_holds_a_pattern() -> None:
    """Words of a table are compared as words: what a workspace adds may not run as a regular expression."""
    strange = [
        (lang, topic, word)
        for lang in languages.known()
        for topic in languages.TOPICS
        for word in _texts(languages.load(lang).table(topic))
        if any(sign in word for sign in ("\\", "(?", "[^", ".*", ".+"))
    ]
    assert strange == []


def test_lists_grow_tables_merge_and_single_values_give_way() -> None:
    first = {"list": ["a"], "table": {"x": 1, "y": ["b"]}, "single": "old"}
    second = {"list": ["a", "c"], "table": {"y": ["d"], "z": 2}, "single": "new", "added": True}
    assert languages.merged(first, second) == {
        "list": ["a", "c"],
        "table": {"x": 1, "y": ["b", "d"], "z": 2},
        "single": "new",
        "added": True,
    }


def test_what_a_workspace_adds_is_there_in_its_language_alone() -> None:
    table = languages.load("en").table("sentences")
    key, sample = next((key, value) for key, value in table.items() if isinstance(value, list) and value)
    made, found = own("en/sentences.toml", f'{key} = ["qqq"]')
    assert found == []
    grown = languages.load("en-GB", made)
    assert grown.table("sentences")[key] == [*sample, "qqq"]
    assert grown != languages.load("en")
    assert languages.load("fr", made) == languages.load("fr")


def test_equal_additions_make_equal_languages() -> None:
    key = next(
        key for key, value in languages.load("en").table("sentences").items() if isinstance(value, list)
    )
    twice = [own("en/sentences.toml", f'{key} = ["qqq"]')[0] for _ in range(2)]
    assert languages.load("en", twice[0]) == languages.load("en", twice[1])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("english/figures.toml", "", "languages/english/figures.toml: bad-value: 'english' is no language"),
        (
            "en/figure.toml",
            "",
            "languages/en/figure.toml: bad-value: 'figure' is no table of a language; did you",
        ),
        ("en.toml", "", "languages/en.toml: bad-value: '' is no table of a language"),
        ("en/dates.toml", "a = ", "languages/en/dates.toml: toml-syntax"),
        ("en/sentences.toml", "abbreviation = []", "languages/en/sentences.toml:abbreviation unknown-key"),
    ],
)
def test_a_table_out_of_place_or_shape_is_refused(name: str, text: str, said: str) -> None:
    made, found = own(name, text)
    assert [line.startswith(said) for line in found] == [True], found
    assert made.tables == {}


@pytest.mark.parametrize("value", ["7", '"word"', "[7]", '[""]', '["   "]', f'["{"x" * 201}"]', "{}"])
def test_a_value_of_another_kind_is_refused(value: str) -> None:
    key = next(key for key, each in languages.load("en").table("sentences").items() if isinstance(each, list))
    _, found = own("en/sentences.toml", f"{key} = {value}")
    assert len(found) == 1, found
    assert found[0].startswith(f"languages/en/sentences.toml:{key}")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if hasattr(value, "values") else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]
