"""Files of a brief beside its own: an annex, older formats; each is told when it is made no more."""

import json

import many
import pytest


def states(space, *arguments: str) -> dict[str, bool]:
    """Which editions were built, by name."""
    ran = space.run("build", "--json", *arguments)
    return {brief["name"]: brief["built"] for brief in json.loads(ran.out)["briefs"]}


def card(space) -> None:
    """A brief whose annex is a file of its own."""
    text = space.read("briefs/lake-visit.toml").replace('lang = "en"', 'lang = "en"\nkind = "checklist"')
    space.write("briefs/card.toml", text.replace('formats = ["md"]', 'formats = ["md", "html"]'))


CARD = ["card-annex.html", "card-annex.md", "card.html", "card.md"]


def test_a_brief_with_an_annex_of_its_own_is_not_built_again(space):
    card(space)
    first = json.loads(space.run("build", "--json").out)
    assert sorted(many.built(space.root / "out")) == [*CARD, "lake-visit.md"]
    ran = space.run("build", "--json")
    second = json.loads(ran.out)
    assert "bad-record" not in ran.out
    assert [brief["built"] for brief in second["briefs"]] == [False, False]
    paths = [
        [each["path"] for brief in run["briefs"] for each in brief["outputs"]] for run in (first, second)
    ]
    assert paths[0] == paths[1]
    assert space.run("check", "--outputs").status == 0
    (space.root / "out/card-annex.md").unlink()
    assert states(space) == {"card": True, "lake-visit": False}


def test_an_annex_of_its_own_outlives_a_run_that_was_broken_off(space):
    card(space)
    states(space)
    inside = space.root / "out/.briefbook"
    table = json.loads((inside / "manifest.json").read_text())["outputs"]
    lines = [
        {file: row for file, row in table.items() if row["name"] == name} for name in ("lake-visit", "card")
    ]
    (inside / "manifest.json").unlink()
    (inside / "journal").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert states(space) == {"card": False, "lake-visit": False}
    assert space.run("check", "--outputs").status == 0


def test_an_annex_that_is_no_longer_made_leaves_the_record_and_is_named(space):
    card(space)
    states(space)
    space.change("briefs/card.toml", 'kind = "checklist"\n', "")
    out = space.root / "out"
    built = space.run("build")
    for name in ("card-annex.md", "card-annex.html"):
        assert f"{out / name}: warning output-left: 'card' is built without this file now" in built.err
    assert (built.status, built.err.count("output-left")) == (0, 2)
    again = space.run("build")
    assert (again.status, "output-left" in again.err) == (0, False)
    ran = space.run("check", "--outputs")
    assert ran.status == 1
    for name in ("card-annex.md", "card-annex.html"):
        assert f"{out / name}: error output-extra: 'card' is built without this file now" in ran.err
    assert "card.md" not in ran.err
    for name in ("card-annex.md", "card-annex.html"):
        (out / name).unlink()
    assert space.run("check", "--outputs").status == 0


def test_a_format_that_is_no_longer_asked_for_is_named_once_and_a_file_that_is_gone_is_not(space):
    many.add(space, 1, formats='["md", "html"]')
    space.run("build")
    for name in ("lake-visit", "paper-000"):
        space.change(f"briefs/{name}.toml", 'formats = ["md", "html"]', 'formats = ["md"]')
    (space.root / "out/paper-000.html").unlink()
    ran = space.run("build")
    assert f"{space.root / 'out/lake-visit.html'}: warning output-left: " in ran.err
    assert ran.err.count("output-left") == 1


@pytest.mark.parametrize("first", ["card", "card-annex"])
def test_a_brief_is_not_written_over_the_annex_of_another_that_an_earlier_run_built(space, first):
    card(space)
    text = space.read("briefs/lake-visit.toml")
    space.write("briefs/card-annex.toml", text.replace("Visit of the President", "Annexes"))
    second = "card-annex" if first == "card" else "card"
    assert space.run("build", first).status == 0
    before = many.built(space.root / "out")
    ran = space.run("build", second)
    assert ran.status == 1
    taken = ["md", "html"] if first == "card" else ["md"]
    for form in taken:
        assert f"{space.root / 'out/card-annex'}.{form}: error same-name: this file is the " in ran.err
    assert ran.err.count("give one of the two another name, or delete the file") == len(taken)
    assert many.built(space.root / "out") == before
    assert space.run("check", "--outputs").status == 0
    # somebody who deletes the files of the first has decided
    for name in before:
        (space.root / "out" / name).unlink()
    assert space.run("build", second).status == 0
