"""Manifests of a batch: what they ask for, and every way in which they can be wrong."""

# ruff: noqa: E501

import json

import many
import pytest

HEAD = "brief,lang,kind,formats,theme,marking,name\n"


def names(space, manifest: str) -> list[str]:
    ran = space.run("build", "--json", "--manifest", str(space.root / manifest))
    said = json.loads(ran.out)
    assert ran.status == 0, said["diagnostics"]
    return [brief["name"] for brief in said["briefs"]]


def test_a_manifest_in_toml_asks_for_editions(space):
    space.write(
        "batch.toml",
        """
        [[edition]]
        brief = "lake-visit"

        [[edition]]
        brief = "lake-visit"
        lang = "fr"
        formats = ["html", "md"]
        marking = "TLP:AMBER"
        name = "visite du lac"
        """,
    )
    assert names(space, "batch.toml") == ["lake-visit", "visite du lac"]
    assert sorted(many.built(space.root / "out")) == [
        "lake-visit.md",
        "visite du lac.html",
        "visite du lac.md",
    ]
    assert "Visite d’État, 1er–3 avril 2031" in space.read("out/visite du lac.md")
    assert "TLP:AMBER" in space.read("out/visite du lac.md")
    assert "TLP:AMBER" not in space.read("out/lake-visit.md")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_a_manifest_in_csv_asks_for_the_same_whatever_parts_its_cells(space, mark, before):
    rows = HEAD + "lake-visit,,,md html,compact,,short\nlake-visit,fr,visit-brief,md,,TLP:GREEN,\n"
    space.write("batch.CSV", before + rows.replace(",", mark).replace("\n", "\r\n"))
    assert names(space, "batch.CSV") == ["short", "lake-visit"]
    assert sorted(many.built(space.root / "out")) == ["lake-visit.md", "short.html", "short.md"]
    assert "TLP:GREEN" in space.read("out/lake-visit.md")


def test_a_matrix_is_every_brief_in_every_way(space):
    many.add(space, 2)
    space.write(
        "batch.toml",
        '[[matrix]]\nbrief = ["paper-*", "lake-visit"]\nlang = ["en", "fr"]\ntheme = ["default", "compact"]\n',
    )
    made = names(space, "batch.toml")
    assert len(made) == 12
    assert made[:3] == ["paper-000-en-default", "paper-000-en-compact", "paper-000-fr-default"]
    assert len(many.built(space.root / "out")) == 12


def test_the_name_of_a_matrix_is_made_as_it_says(space):
    space.write(
        "batch.toml",
        '[[matrix]]\nbrief = ["*"]\nlang = ["en", "fr"]\nmarking = ["TLP:RED"]\nname = "{marking} {brief} ({lang})"\n',
    )
    assert names(space, "batch.toml") == ["TLP-RED lake-visit (en)", "TLP-RED lake-visit (fr)"]


def test_an_edition_is_built_again_when_it_changes_and_only_then(space):
    rows = HEAD + "lake-visit,,,md,,TLP:GREEN,one\nlake-visit,,,md,,TLP:RED,two\n"
    space.write("batch.csv", rows)
    names(space, "batch.csv")
    space.write("batch.csv", "\n" + rows.replace("TLP:RED", "TLP:CLEAR"))
    ran = space.run("build", "--json", "--manifest", str(space.root / "batch.csv"))
    assert [brief["built"] for brief in json.loads(ran.out)["briefs"]] == [False, True]
    assert "TLP:CLEAR" in space.read("out/two.md")


def test_a_wrong_value_names_the_manifest_and_its_line_and_costs_only_its_row(space):
    toml = '[[edition]]\nbrief = "lake-visit"\n\n[[edition]]\nbrief = "lake-visit"\ntheme = "compactt"\nname = "b"\n'
    space.write("batch.toml", toml)
    manifest = space.root / "batch.toml"
    ran = space.run("build", "--manifest", str(manifest))
    assert ran.status == 1
    assert f"{manifest}:6: error bad-theme: no theme 'compactt'; did you mean 'compact'?" in ran.err
    assert list(many.built(space.root / "out")) == ["lake-visit.md"]
    space.write("batch.csv", HEAD + "lake-visit,,,,,,\n\nlake-visit,,,,compactt,,b\n")
    manifest = space.root / "batch.csv"
    ran = space.run("build", "--manifest", str(manifest))
    assert f"{manifest}:4: error bad-theme: no theme 'compactt'; did you mean 'compact'?" in ran.err


def test_a_warning_follows_its_line_when_rows_are_put_before_it(space):
    rows = "lake-visit,sw,,md,,,b\n"
    manifest = space.root / "batch.csv"
    space.write("batch.csv", HEAD + rows)
    assert f"{manifest}:2: warning no-words" in space.run("build", "--manifest", str(manifest)).err
    space.write("batch.csv", HEAD + "lake-visit,,,md,,,a\n" + rows)
    ran = space.run("build", "--manifest", str(manifest))
    assert f"{manifest}:3: warning no-words" in ran.err
    assert "b.md  3 notes" not in ran.out or "unchanged" in ran.out


ONE = '[[edition]]\nbrief = "lake-visit"\n'
WRONG = {
    "an unknown key": ("t", ONE + 'langage = "fr"\n', 3, "unknown-key", "did you mean 'lang'?"),
    "an unknown table": ("t", '[[editions]]\nbrief = "x"\n', 1, "unknown-key", "did you mean 'edition'?"),
    "no brief": ("t", '[[edition]]\nlang = "fr"\n', 1, "missing-key", "has no 'brief'"),
    "an unknown brief": ("t", '[[edition]]\nbrief = "lake-vist"\n', 2, "unknown-brief", "did you mean 'lake-visit'?"),
    "a pattern that fits none": ("t", '[[edition]]\nbrief = "sea-*"\n', 2, "unknown-brief", "there are lake-visit"),
    "a wrong language": ("t", ONE + 'lang = "not a language"\n', 3, "bad-value", "language tag"),
    "a wrong kind": ("t", ONE + 'kind = "visit-breif"\n', 3, "bad-value", "did you mean 'visit-brief'?"),
    "a wrong format": ("t", ONE + 'formats = ["md", "pdff"]\n', 3, "bad-value", "did you mean 'pdf'?"),
    "a text for a list": ("t", ONE + 'formats = "pdf"\n', 3, "wrong-type", "must be a list"),
    "a list for a text": ("t", ONE + 'lang = ["en", "fr"]\n', 3, "wrong-type", "must be text"),
    "an empty list": ("t", '[[matrix]]\nbrief = ["*"]\nlang = []\n', 3, "missing-key", "lang is empty"),
    "a way up": ("t", ONE + 'name = "../up"\n', 3, "bad-name", "is a path"),
    "a folder": ("t", ONE + 'name = "a/b"\n', 3, "bad-name", "is a path"),
    "a folder of Windows": ("t", ONE + "name = 'a\\b'\n", 3, "bad-name", "is a path"),
    "nothing but dots": ("t", ONE + 'name = "..."\n', 3, "bad-name", "leaves nothing"),
    "a long name": ("t", ONE + f'name = "{"é" * 100}"\n', 3, "bad-name", "has 200 bytes"),
    "an unknown part": ("t", ONE + 'name = "{breif}"\n', 3, "bad-name", "did you mean 'brief'?"),
    "a part not given": ("t", ONE + 'name = "{brief}-{lang}"\n', 3, "bad-name", "gives no lang"),
    "a hidden sign": ("t", ONE + 'name = "a\u202eb"\n', 3, "deceiving-character", "name holds"),
    "the same row twice": ("t", ONE + ONE, 3, "same-name", "taken by another row"),
    "small letters and capitals": ("t", ONE + 'name = "Straße"\n' + ONE + 'name = "STRASSE"\n', 6, "same-name", "Straße"),
    "the same when tidied": ("t", ONE + 'name = "a:b"\n' + ONE + 'name = "a?b"\n', 6, "same-name", "'a-b'"),
    "accents in two ways": ("t", ONE + 'name = "é"\n' + ONE + 'name = "e\u0301"\n', 6, "same-name", "taken"),
    "too many": ("t", "[[matrix]]\nbrief = ['*']\n" + "".join(f"{key} = {json.dumps([f'x{n}' for n in range(600)])}\n" for key in ("marking", "theme")), 2, "too-large", "200,000"),
    "nothing": ("t", "", 1, "missing-key", "asks for nothing"),
    "broken TOML": ("t", "[[edition]\n", 1, "toml-syntax", "not valid TOML"),
    "no UTF-8": ("t", b"\xff\xfe", 1, "not-utf8", ""),
    "an unknown column": ("c", "brief,langage\nlake-visit,fr\n", 1, "unknown-key", "did you mean 'lang'?"),
    "no column of briefs": ("c", "lang,name\nen,a\n", 1, "missing-key", "has no 'brief'"),
    "a column twice": ("c", "brief,lang,lang\nlake-visit,a,b\n", 1, "duplicate-id", "two columns"),
    "too few cells": ("c", "brief,lang\n\nlake-visit\n", 3, "csv-syntax", "1 cells"),
    "an open quotation": ("c", 'brief,name\nlake-visit,"a\n', 2, "csv-syntax", "no valid CSV"),
    "a wrong cell": ("c", "brief,lang\nlake-visit,no language\n", 2, "bad-value", "language tag"),
    "a control sign": ("c", 'brief,name\nlake-visit,"a\x07b"\n', 2, "control-character", "name holds"),
    "a path in a cell": ("c", "brief,name\nlake-visit,/etc/passwd\n", 2, "bad-name", "is a path"),
    "the annex of another row": ("t", ONE + 'name = "x-annex"\n' + ONE + 'name = "X"\n', 3, "same-name", "kept for the annex of 'X'"),
    "the annex of a row before": ("c", "brief,name\nlake-visit,a\nlake-visit,A-annex\n", 3, "same-name", "kept for the annex of 'a'"),
    "one name in two rows": ("c", "brief,name\nlake-visit,a\nlake-visit,A\n", 3, "same-name", "taken"),
    "a CSV of nothing": ("c", "brief,name\n", 1, "missing-key", "asks for nothing"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.replace(" ", "-"))
def test_a_wrong_manifest_is_refused_with_its_line_and_nothing_is_built(space, wrong):
    kind, text, line, code, words = WRONG[wrong]
    manifest = space.write({"t": "batch.toml", "c": "batch.csv"}[kind], text)
    ran = space.run("build", "--manifest", str(manifest))
    assert ran.status == 1
    found = [each for each in ran.err.splitlines() if f" {code}: " in each]
    assert found, ran.err
    assert found[0].startswith(f"{manifest}:{line}: error {code}: ")
    assert words in found[0]
    assert not (space.root / "out").exists()


def test_all_that_is_wrong_in_a_manifest_is_said_at_once(space):
    manifest = space.write("batch.toml", ONE + 'lang = "?"\nlangage = 1\n' + ONE + 'name = "a/b"\n')
    ran = space.run("build", "--manifest", str(manifest))
    assert [line.split(":")[1] for line in ran.err.splitlines()] == ["3", "4", "7"]


def test_a_manifest_that_is_not_there_is_said(space):
    ran = space.run("build", "--manifest", str(space.root / "none.toml"))
    assert (ran.status, "none.toml: error unreadable-file: the manifest is not there" in ran.err) == (1, True)


def test_briefs_and_a_manifest_together_are_wrong_usage(space):
    assert space.run("build", "lake-visit", "--manifest", "x.toml").status == 2


def test_a_pattern_means_all_briefs_that_fit_it(space):
    many.add(space, 3)
    assert space.run("build", "paper-00[12]").status == 0
    assert list(many.built(space.root / "out")) == ["paper-001.md", "paper-002.md"]
    ran = space.run("build", "nothing-*")
    assert "error unknown-brief: no brief 'nothing-*'" in ran.err


@pytest.mark.parametrize(("brief", "file"), [("con", "con-.md"), ("a:b", "a-b.md"), ("end. ", "end.md")])
def test_a_brief_whose_name_no_system_takes_gets_one_that_all_take(space, brief, file):
    space.write(f"briefs/{brief}.toml", space.read("briefs/lake-visit.toml"))
    assert space.run("build").status == 0
    assert file in many.built(space.root / "out")


def test_briefs_whose_files_would_be_one_are_both_named_and_the_others_built(space):
    text = space.read("briefs/lake-visit.toml")
    for name in ("Nordic", "nordic", "a?b", "a*b"):
        space.write(f"briefs/{name}.toml", text)
    ran = space.run("build")
    assert ran.status == 1
    named = [line.partition(":")[0] for line in ran.err.splitlines() if " error same-name: " in line]
    assert sorted(named) == ["briefs/Nordic.toml", "briefs/a*b.toml", "briefs/a?b.toml", "briefs/nordic.toml"]
    assert list(many.built(space.root / "out")) == ["lake-visit.md"]


def test_a_brief_called_like_the_annex_of_another_is_named_with_it_and_the_others_built(space):
    text = space.read("briefs/lake-visit.toml")
    for name in ("Nordic", "nordic-annex", "nordic-annexes", "sea-annex"):
        space.write(f"briefs/{name}.toml", text)
    ran = space.run("build")
    assert ran.status == 1
    named = [line for line in ran.err.splitlines() if " error same-name: " in line]
    assert [line.partition(":")[0] for line in named] == ["briefs/Nordic.toml", "briefs/nordic-annex.toml"]
    assert "'Nordic-annex' would be of two: this and briefs/nordic-annex.toml" in named[0]
    assert sorted(many.built(space.root / "out")) == ["lake-visit.md", "nordic-annexes.md", "sea-annex.md"]


def test_the_report_gives_all_there_is_to_know_of_each_file(space):
    said = json.loads(space.run("build", "--to", "pdf,md", "--json").out)
    pdf, md = said["briefs"][0]["outputs"]
    keys = {"path", "format", "bytes", "sha256", "pages", "notes", "seconds", "diagnostics"}
    assert set(pdf) == set(md) == keys
    assert (pdf["pages"] >= 1, md["pages"], pdf["notes"]) == (True, None, 4)
    assert 0 < pdf["seconds"] < 60
    assert said["seconds"] >= pdf["seconds"]
