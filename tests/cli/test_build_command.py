"""`briefbook init`, `build` and `templates`: what a person does, end to end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SECOND = "briefs/second.toml"


def second(space, title: str = "A second brief") -> None:
    space.write(SECOND, space.read("briefs/lake-visit.toml").replace("Visit of the President", title, 1))


def test_a_new_workspace_builds_at_once(tmp_path, space):
    new = str(tmp_path / "new")
    ran = space.run_bare("init", new)
    assert (ran.status, ran.err) == (0, "")
    ran = space.run_bare("-C", new, "build", "--to", "md,html")
    assert ran.status == 0
    assert sorted(path.name for path in Path(new, "out").glob("[!.]*")) == [
        "harbour-visit.html",
        "harbour-visit.md",
    ]
    page = Path(new, "out", "harbour-visit.md").read_text(encoding="utf-8")
    assert "Trade reached €34.5 million in 2023." in page
    assert page.count("\n[^") == 22


def test_init_never_replaces_a_file(tmp_path, space):
    space.write("README.txt", "mine")
    before = space.files()
    ran = space.run("init")
    assert ran.status == 1
    assert "error already-there: " in ran.err
    assert space.files() == before


def test_init_over_a_folder_names_the_file_with_its_folder(tmp_path, space):
    there = tmp_path / "cabin"
    there.mkdir()
    (there / ".gitignore").write_text("mine", encoding="utf-8")
    ran = space.run_bare("init", str(there))
    assert ran.status == 1
    assert f"1 file(s) are there already, first {(there / '.gitignore').as_posix()}; nothing" in ran.err
    assert [each.name for each in there.iterdir()] == [".gitignore"]


def test_a_brief_reads_as_its_facts_say_with_numbered_notes(space):
    assert space.run("build").status == 0
    page = space.read("out/lake-visit.md")
    assert "# Visit of the President of Tolmark to Ostrava Bay" in page
    assert "State visit, 1–3 April 2031" in page
    assert "Exports reached \\$13.5 million in 2030." in page
    assert "para. 2: “Exports reached \\$13.5 million in 2030, up from \\$9.2 million in 2029”" in page
    assert [f"[^{number}]: " in page for number in (1, 2, 3, 4, 5)] == [True] * 4 + [False]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["build", "--to", "odt"],
        ["build", "--to", ""],
        ["build", "-j", "0"],
        ["build", "-j", "many"],
        ["build", "--fast"],
        ["templates"],
        ["templates", "copy"],
        ["check", "-o", "x"],
    ],
)
def test_wrong_usage_exits_with_two(space, arguments):
    ran = space.run(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert "usage: briefbook" in ran.err


@pytest.mark.parametrize(("arguments", "word"), [(["--version"], "briefbook "), (["--help"], "Exit status")])
def test_asking_for_help_exits_with_nought(space, arguments, word):
    ran = space.run_bare(*arguments)
    assert (ran.status, ran.err) == (0, "")
    assert word in ran.out


def test_older_output_stays_when_a_build_fails_and_no_temporary_file_is_left(space):
    assert space.run("build").status == 0
    good = space.read("out/lake-visit.md")
    space.change("seeds/lake/facts.toml", "Some 1,250 students took part", "Some 1,260 students took part")
    space.change("seeds/lake/facts.toml", 'exact = "Some 1,250', 'exact = "Some 1,270')
    assert space.run("build").status == 1
    assert space.read("out/lake-visit.md") == good
    assert [name for name in space.files() if name.startswith("out/")] == ["out/lake-visit.md"]


def test_the_output_folder_is_the_callers_also_with_another_workspace(space, tmp_path, monkeypatch):
    caller = tmp_path / "caller"
    caller.mkdir()
    monkeypatch.chdir(caller)
    assert space.run("build", "-o", "printed/today").status == 0
    assert [path.name for path in (caller / "printed" / "today").glob("[!.]*")] == ["lake-visit.md"]
    assert not (space.root / "printed").exists()
    assert not (space.root / "out").exists()


@pytest.mark.parametrize("named", ["lake-visit", "lake-visit.toml", "briefs/lake-visit.toml"])
def test_a_brief_is_named_by_id_or_file(space, named):
    second(space)
    assert space.run("build", named).status == 0
    assert [path.name for path in (space.root / "out").glob("[!.]*")] == ["lake-visit.md"]


def test_an_unknown_brief_names_the_nearest_and_nothing_is_built(space):
    ran = space.run("build", "lake-visit", "lake-vist")
    assert ran.status == 1
    assert "error unknown-brief: no brief 'lake-vist'; did you mean 'lake-visit'?" in ran.err
    assert not (space.root / "out").exists()


def test_a_folder_that_is_no_workspace_says_so(tmp_path, space):
    (tmp_path / "bare").mkdir()
    ran = space.run_bare("-C", str(tmp_path / "bare"), "build")
    assert ran.status == 1
    assert "error no-workspace: this folder is no workspace" in ran.err


def test_a_folder_that_is_not_there_is_said_not_to_be_there(tmp_path, space):
    nowhere = tmp_path / "nowhere"
    for verb in ("build", "check"):
        ran = space.run_bare("-C", str(nowhere), verb)
        assert ran.status == 1
        assert f"error no-workspace: there is no folder {nowhere.as_posix()!r}; " in ran.err
        assert "this folder" not in ran.err


def test_one_bad_brief_does_not_stop_the_others(space):
    second(space)
    space.write("briefs/broken.toml", "title = \n")
    ran = space.run("build")
    assert ran.status == 1
    assert "briefs/broken.toml:1: error toml-syntax" in ran.err
    assert sorted(path.name for path in (space.root / "out").glob("[!.]*")) == ["lake-visit.md", "second.md"]


def test_fail_fast_stops_at_the_first_bad_brief(space):
    space.write("briefs/a-broken.toml", "title = \n")
    ran = space.run("build", "--fail-fast")
    assert ran.status == 1
    assert not (space.root / "out").exists()


def test_build_as_json_is_one_document_and_nothing_else(space):
    ran = space.run("build", "--to", "md,html", "--json")
    said = json.loads(ran.out)
    assert (ran.status, ran.err, said["ok"], said["diagnostics"]) == (0, "", True, [])
    (brief,) = said["briefs"]
    assert [each["format"] for each in brief["outputs"]] == ["md", "html"]
    assert [each["bytes"] for each in brief["outputs"]] == [
        Path(e["path"]).stat().st_size for e in brief["outputs"]
    ]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_in_the_output_folder_is_replaced_and_not_followed(space, tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    (space.root / "out").mkdir()
    (space.root / "out" / "lake-visit.md").symlink_to(victim)
    assert space.run("build").status == 0
    assert victim.read_text() == "mine"
    assert not (space.root / "out" / "lake-visit.md").is_symlink()
    assert "Tolmark" in space.read("out/lake-visit.md")


def test_an_output_folder_that_cannot_be_made_is_said(space):
    space.write("out", "a file")
    ran = space.run("build")
    assert ran.status == 1
    assert "error cannot-write: " in ran.err


def test_a_copied_template_shows_in_the_brief_and_is_never_replaced(space):
    assert space.run("templates", "copy", "sections/default.md.j2").status == 0
    space.change("templates/sections/default.md.j2", "## {{ section.title }}", "## On {{ section.title }}")
    changed = space.read("templates/sections/default.md.j2")
    assert space.run("build").status == 0
    # the five sections extend the shipped default, so the copied one serves the sections without their own
    line = space.change("briefs/lake-visit.toml", '"community", ', '"community", "wind-power", ')
    assert line
    space.change("seeds/lake/facts.toml", 'section = "community"', 'section = "wind-power"')
    assert space.run("build").status == 0
    assert "## On Wind power" in space.read("out/lake-visit.md")
    ran = space.run("templates", "copy", "sections/default.md.j2")
    assert ran.status == 1
    assert "error already-there: " in ran.err
    assert space.read("templates/sections/default.md.j2") == changed


@pytest.mark.parametrize(
    ("section", "title"), [("economy", "Economy"), ("outcomes", "Outcomes of the visit")]
)
def test_a_section_template_extends_the_shipped_one_and_changes_a_block(space, section, title):
    text = (
        f"{{% extends 'default/sections/{section}.md.j2' %}}{{% block heading %}}## Mine\n\n{{% endblock %}}"
    )
    space.write(f"templates/sections/{section}.md.j2", text)
    assert space.run("build").status == 0
    page = space.read("out/lake-visit.md")
    assert "## Mine" in page
    assert f"## {title}" not in page


def test_an_unknown_template_names_the_nearest(space):
    ran = space.run("templates", "copy", "sections/econmy.md.j2")
    assert ran.status == 1
    assert "did you mean 'sections/economy.md.j2'?" in ran.err


def test_templates_are_listed_with_where_they_come_from(space):
    space.write("templates/sections/mine.md.j2", "x")
    space.write("templates/sections/economy.md.j2", "x")
    listed = {
        each["name"]: (each["own"], each["shipped"])
        for each in json.loads(space.run("templates", "list", "--json").out)
    }
    assert listed["sections/mine.md.j2"] == (True, False)
    assert listed["sections/economy.md.j2"] == (True, True)
    assert listed["themes/default.toml"] == (False, True)
    assert "sections/mine.md.j2" in space.run("templates", "list").out


def test_a_theme_of_the_workspace_changes_the_page(space):
    space.write("templates/themes/quiet.toml", 'extends = "default"\n[labels]\nat_a_glance = "In short"\n')
    space.change("briefs/lake-visit.toml", 'lang = "en"', 'lang = "en"\ntheme = "quiet"')
    assert space.run("build").status == 0
    assert "## In short" in space.read("out/lake-visit.md")


def test_a_draft_is_marked_and_prints_draft_facts(space):
    space.change("seeds/lake/facts.toml", 'id = "students"', 'id = "students"\nstatus = "draft"')
    assert space.run("build").status == 0
    assert "1,250" not in space.read("out/lake-visit.md")
    assert space.run("build", "--draft").status == 0
    page = space.read("out/lake-visit.md")
    assert "DRAFT" in page
    assert "Some 1,250 students took part." in page


def python(*arguments: str, folder: Path | None = None, **environment: str | None):
    surroundings = {key: value for key, value in {**os.environ, **environment}.items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=surroundings, cwd=folder
    )


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom briefbook import cli\n"
        "try:\n cli.main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'docx', 'reportlab', 'lxml', 'jinja2', 'uharfbuzz', 'markdown_it', 'rich', 'tree_sitter'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    assert python("-c", code).stdout.endswith("HEAVY []\n")


def test_a_build_loads_what_makes_a_brief_in_its_worker_alone(space):
    code = (
        "import sys\nfrom briefbook import cli\n"
        f"print('BUILT', cli.main(['-q', '-C', {str(space.root)!r}, 'build', '--to', 'md', '-j', '1']))\n"
        "heavy = {'asyncio', 'jinja2', 'markdown_it', 'briefbook.pipeline', 'briefbook.evidence'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    assert python("-c", code).stdout.endswith("BUILT 0\nHEAVY []\n")


def surroundings(tmp_path: Path) -> list[tuple[dict[str, str | None], int]]:
    home = tmp_path / "home"
    home.mkdir()
    first = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": str(home)}
    second = {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242", "HOME": "/nonexistent"}
    third = dict.fromkeys(("HOME", "TZ", "LC_ALL", "USER", "LOGNAME", "PYTHONHASHSEED"))
    third |= {"LANG": "de_DE.UTF-8", "LANGUAGE": "de", "LC_NUMERIC": "de_DE.UTF-8", "PYTHONUTF8": "0"}
    return [(first, 0o077), (second, 0o002), (third, 0o000)]


def built_elsewhere(space, tmp_path: Path, formats: str) -> list[dict[str, bytes]]:
    outputs = []
    for number, (environment, mask) in enumerate(surroundings(tmp_path)):
        root = tmp_path / f"place {number}" / "désk"
        for name, data in space.files().items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        code = (
            f"import os, sys; os.umask({mask}); from briefbook.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        # by turns from elsewhere and from inside, by a relative path
        place = Path("désk") if number else root
        folder = root.parent if number else tmp_path
        ran = python("-c", code, "-C", str(place), "build", "--to", formats, folder=folder, **environment)
        assert ran.returncode == 0, ran.stderr
        outputs.append({path.name: path.read_bytes() for path in (root / "out").glob("[!.]*")})
    return outputs


def test_the_same_bytes_in_other_surroundings(example, tmp_path):
    first, second, third = built_elsewhere(example, tmp_path, "md,html")
    assert first == second == third
    assert len(first) == 2


@pytest.mark.slow
def test_the_same_bytes_in_other_surroundings_in_every_format(example, tmp_path):
    first, second, third = built_elsewhere(example, tmp_path, "docx,pdf,md,html")
    assert sorted(first) == sorted(second) == sorted(third)
    assert [name for name in first if not first[name] == second[name] == third[name]] == []
    assert len(first) == 4


def test_two_processes_make_the_bytes_of_one(space):
    for number in range(3):
        second(space, f"Brief {number}")
        (space.root / SECOND).rename(space.root / f"briefs/extra-{number}.toml")
    space.write("briefs/broken.toml", "title = \n")
    assert space.run("build", "-j", "1", "-o", str(space.root / "one")).status == 1
    ran = space.run("build", "-j", "2", "-o", str(space.root / "two"))
    assert ran.status == 1
    assert "briefs/broken.toml:1: error toml-syntax" in ran.err
    made = space.files()
    one = {name[4:]: data for name, data in made.items() if name.startswith("one/")}
    two = {name[4:]: data for name, data in made.items() if name.startswith("two/")}
    assert one == two
    assert len(one) == 4


def test_no_path_of_this_machine_stands_in_the_output(space):
    assert space.run("build", "--to", "md,html").status == 0
    for form in ("md", "html"):
        assert str(space.root) not in space.read(f"out/lake-visit.{form}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "--draft", "nothere"], "no brief and no document 'nothere'; there are lake-visit\n"),
        (
            ["build", "--draft", "lake-vist"],
            "no brief and no document 'lake-vist'; did you mean 'lake-visit'?",
        ),
        (["build", "nothere"], "no brief 'nothere'; there are lake-visit\n"),
    ],
)
def test_a_name_that_is_nothing_is_told_what_it_might_have_been(space, words, said):
    ran = space.run(*words)
    assert (ran.status, f"error unknown-brief: {said}" in ran.err) == (1, True), ran.err


def test_a_name_where_there_is_no_brief_at_all_ends_with_a_whole_sentence(space):
    (space.root / "briefs" / "lake-visit.toml").unlink()
    ran = space.run("build", "--draft", "nothere")
    said = "no brief and no document 'nothere'; this workspace has no brief yet: write briefs/<id>.toml\n"
    assert (ran.status, said in ran.err) == (1, True), ran.err
