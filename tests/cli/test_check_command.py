"""`briefbook check` and `build` on wrong inputs: file, line and reason; exit 1; nothing written."""

import json
import os
import re
import subprocess
import sys

import pytest

from briefbook import resources

LEDGER = resources.example()["seeds/harbour-visit/facts.toml"].decode()
EXACTS = [
    (number, found[1])
    for number, line in enumerate(LEDGER.split("\n"), 1)
    if (found := re.search(r'exact = "(.*)"', line))
]


@pytest.mark.parametrize("nth", range(len(EXACTS)))
def test_one_changed_letter_or_digit_in_any_quote_of_the_example_is_refused_by_line(example, nth):
    number, exact = EXACTS[nth]
    at = next((i for i, char in enumerate(exact) if char.isdigit()), len(exact) // 2)
    changed = str((int(exact[at]) + 1) % 10) if exact[at].isdigit() else ("q" if exact[at] != "q" else "z")
    lines = LEDGER.split("\n")
    lines[number - 1] = lines[number - 1].replace(exact, exact[:at] + changed + exact[at + 1 :])
    example.write("seeds/harbour-visit/facts.toml", "\n".join(lines))
    before = example.files()
    ran = example.run("check")
    assert ran.status == 1
    assert f"seeds/harbour-visit/facts.toml:{number}: error quote-not-found: " in ran.err
    assert ran.err.count(" error ") == 1
    assert example.files() == before


def test_quotes_of_the_real_collection_are_refused_when_a_letter_changes(shared, example):
    folder = shared / "workspace"
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in (".toml", ".txt"):
            example.write(path.relative_to(folder).as_posix(), path.read_bytes())
    (book,) = (folder / "seeds").glob("*/facts.toml")
    name = book.relative_to(folder).as_posix()
    brief = next((folder / "briefs").glob("*.toml")).stem
    assert example.run("check", brief).status == 0, "the real collection itself does not check"
    lines = book.read_text(encoding="utf-8").split("\n")
    found = [(n, line) for n, line in enumerate(lines) if line.strip().startswith('exact = "')]
    for number, line in found[:: max(1, len(found) // 8)]:
        at = len(line) // 2
        changed = [*lines]
        changed[number] = line[:at] + ("#" if line[at] != "\\" else line[at]) + line[at + 1 :]
        example.write(name, "\n".join(changed))
        ran = example.run("check", brief)
        assert (ran.status, f"{name}:{number + 1}: error quote-not-found" in ran.err) == (1, True)


def test_faults_in_three_files_are_reported_together_with_their_lines(space):
    fact = space.change("seeds/lake/facts.toml", "$13.5 million in 2030, up", "$13.6 million in 2030, up")
    source = space.change("seeds/lake/sources.toml", 'kind = "press"', 'kind = "pres"')
    brief = space.change("briefs/lake-visit.toml", 'level = "state"', 'level = "stat"')
    before = space.files()
    for command in ("check", "build"):
        ran = space.run(command)
        assert ran.status == 1
        assert f"seeds/lake/facts.toml:{fact}: error quote-not-found: " in ran.err
        assert f"seeds/lake/sources.toml:{source}: error bad-value: kind = 'pres'" in ran.err
        assert f"briefs/lake-visit.toml:{brief}: error bad-value: level = 'stat'" in ran.err
    assert space.files() == before


FAULTS = {
    "malformed ledger": ("seeds/lake/facts.toml", b'[[fact]]\nid = "a\n', "facts.toml:2: error toml-syntax"),
    "malformed sources": ("seeds/lake/sources.toml", b"\n[[source]\n", "sources.toml:2: error toml-syntax"),
    "malformed brief": ("briefs/lake-visit.toml", b"title = \n", "lake-visit.toml:1: error toml-syntax"),
    "malformed settings": ("briefbook.toml", b"\n\n[defaults\n", "briefbook.toml:3: error toml-syntax"),
    "ledger in UTF-16": (
        "seeds/lake/facts.toml",
        "[[fact]]".encode("utf-16"),
        "facts.toml:1: error not-utf8",
    ),
    "source in Windows-1252": (
        "seeds/lake/mirror-2031-04-02.txt",
        b"One\nL\x92\xe9t\xe9\n",
        "mirror-2031-04-02.txt:2: error not-utf8",
    ),
    "NUL in a source": (
        "seeds/lake/mirror-2031-04-02.txt",
        b"One\n\nT\0wo",
        "02.txt:3: error unreadable-source",
    ),
    "NUL in a ledger": ("seeds/lake/facts.toml", b'[[fact]]\nid = "\0"', "facts.toml:2: error toml-syntax"),
    "control sign in a brief": (
        "briefs/lake-visit.toml",
        b'lang = "en"\ntitle = "Visit\\u001b[31m"\n',
        "lake-visit.toml:2: error control-character",
    ),
    "override in a title": (
        "seeds/lake/sources.toml",
        b'[[source]]\nid = "m"\ntitle = "\\u202eevil"\npath = "mirror-2031-04-02.txt"\n',
        "sources.toml:3: error deceiving-character",
    ),
    "private use in a fact": (
        "seeds/lake/facts.toml",
        b'[[fact]]\nid = "a"\nsection = "economy"\nstatement = "\\U00100001x"\n',
        "facts.toml:4: error control-character",
    ),
    "control sign in a template": (
        "templates/sections/economy.md.j2",
        b"\n\x1b[31m",
        "templates/sections/economy.md.j2:2: error template-syntax",
    ),
    "template in Latin-1": ("templates/sections/economy.md.j2", b"\n\xe9", "economy.md.j2:2: error not-utf8"),
    "theme with a wrong colour": (
        "templates/themes/default.toml",
        b'[colours]\ntext = "red"\n',
        "templates/themes/default.toml:2: error bad-value",
    ),
    "a ledger that is a number": ("seeds/lake/facts.toml", b"fact = 1\n", "facts.toml:1: error wrong-type"),
    "a theme nobody has": (
        "briefs/lake-visit.toml",
        b'theme = "x y"\n',
        "lake-visit.toml:1: error bad-value",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_file_is_named_with_its_line_and_nothing_is_written(space, name):
    path, data, expected = FAULTS[name]
    space.write(path, data)
    before = space.files()
    for command in ("check", "build"):
        ran = space.run(command)
        assert ran.status == 1
        assert expected in ran.err
        assert "\x1b" not in ran.err + ran.out
        assert "\u202e" not in ran.err + ran.out
    assert space.files() == before


PATHS = ["../../briefbook.toml", "/etc/passwd", "C:\\\\mirror.txt", "C:/mirror.txt"]
PATHS += ["https://example.org/a.txt", "a\\\\b.txt"]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_outside_the_collection_is_refused_by_line(space, path):
    space.write("secret.txt", "The two presidents signed a Fisheries Accord")
    line = space.change("seeds/lake/sources.toml", "mirror-2031-04-02.txt", path)
    ran = space.run("check")
    assert ran.status == 1
    assert f"seeds/lake/sources.toml:{line}: error outside-workspace: " in ran.err


def make_link(path, target):
    path.unlink()
    path.symlink_to(target)


def make_pipe(path, target):
    path.unlink()
    os.mkfifo(path)


def make_folder(path, target):
    path.unlink()
    path.mkdir()


READ = [
    "seeds/lake/mirror-2031-04-02.txt",
    "seeds/lake/facts.toml",
    "briefs/lake-visit.toml",
    "briefbook.toml",
]
LISTED = ["seeds/lake/sources.toml", "templates/sections/economy.md.j2"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize(
    ("make", "name"),
    [(make, name) for make in (make_link, make_pipe) for name in (*READ, *LISTED)]
    + [(make_folder, name) for name in READ],
)
def test_what_is_no_regular_file_is_not_read_and_said_so(space, tmp_path, make, name):
    path = space.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    outside = tmp_path / "outside"
    outside.write_bytes(path.read_bytes())
    make(path, outside)
    ran = space.run("build")
    assert ran.status == 1, ran.out + ran.err
    assert " error " in ran.err
    assert not (space.root / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize("name", ["seeds", "seeds/lake", "briefs", "templates"])
def test_a_folder_that_is_a_link_is_not_followed(space, tmp_path, name):
    space.write("templates/sections/economy.md.j2", "## {{ section.title }}")
    outside = tmp_path / "outside"
    (space.root / name).rename(outside)
    (space.root / name).symlink_to(outside)
    ran = space.run("build")
    assert ran.status == 1, ran.out + ran.err
    assert "link" in ran.err
    assert not (space.root / "out").exists()


def test_a_missing_collection_and_a_missing_source_are_named_with_the_nearest(space):
    line = space.change("seeds/lake/sources.toml", "mirror-2031-04-02.txt", "miror-2031-04-02.txt")
    ran = space.run("check")
    assert f"sources.toml:{line}: error missing-file: " in ran.err
    assert "did you mean 'mirror-2031-04-02.txt'?" in ran.err
    line = space.change("briefs/lake-visit.toml", '["lake"]', '["laek"]')
    ran = space.run("check")
    assert f"briefs/lake-visit.toml:{line}: error missing-file: the collection 'laek'" in ran.err


def test_json_is_one_document_with_the_documented_fields(space):
    line = space.change("seeds/lake/facts.toml", "$13.5 million in 2030, up", "$13.6 million in 2030, up")
    ran = space.run("check", "--json")
    assert ran.status == 1
    said = json.loads(ran.out)
    assert said["ok"] is False
    (found,) = [item for item in said["diagnostics"] if item["severity"] == "error"]
    assert set(found) >= {"code", "severity", "message", "path", "line", "quotes"}
    assert (found["code"], found["path"], found["line"]) == ("quote-not-found", "seeds/lake/facts.toml", line)
    text = space.read("seeds/lake/mirror-2031-04-02.txt")
    for quote in found["quotes"]:
        assert set(quote) == {"source", "exact", "start", "end"}
        assert text[quote["start"] : quote["end"]] == quote["exact"]
    assert found["quotes"]


def test_check_tells_facts_notes_errors_and_warnings(space):
    ran = space.run("check")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.split() == [
        "brief",
        "facts",
        "notes",
        "errors",
        "warnings",
        "lake-visit",
        "3",
        "4",
        "0",
        "0",
        *("lake-visit", "facts", "quotes", "single", "source", "open", "questions"),
        *("outcomes", "1", "1", "1", "0"),
        *("economy", "1", "1", "1", "0"),
        *("community", "1", "1", "1", "0"),
        *("all", "3", "3", "3", "0"),
    ]
    assert not (space.root / "out").exists()


def test_notes_are_shown_only_when_asked_for(space):
    space.write("seeds/lake/extra.txt", "Another text on the lake.\n")
    assert "unlisted-source" not in space.run("check").err
    assert "extra.txt: note unlisted-source: " in space.run("-v", "check").err
    assert space.run("-q", "check").err == ""


def test_a_warning_does_not_fail_and_review_silences_it(space):
    line = space.change("seeds/lake/facts.toml", '["signed"]', '["signed", "planned"]')
    ran = space.run("check")
    assert ran.status == 0
    assert f"seeds/lake/facts.toml:{line}: warning two-stages: " in ran.err
    reviewed = '["signed", "planned"]\nreviewed = { two-stages = "signed, in force later" }'
    space.change("seeds/lake/facts.toml", '["signed", "planned"]', reviewed)
    ran = space.run("-v", "check")
    assert " warning " not in ran.err
    assert (
        "note reviewed: two-stages was reviewed (signed, in force later): fact 'fisheries-accord'" in ran.err
    )


def test_check_says_the_same_whatever_the_seed_of_hashes(example):
    said = {
        "en": "President Ana Duarte of Chile arrived in Tbilisi on September 9, beginning "
        "her visit to Georgia. "
        "Trade between Chile and Georgia reached $84.2 million in 2030. "
        "Minister Ivan Petrov proposed a port.",
        "es": "La presidenta de Chile, Anna Duarte, llegó a Tiflis el 11 de septiembre, al "
        "comenzar su visita a "
        "Georgia. El comercio entre Chile y Georgia alcanzó 48,2 millones de dólares en 2030.",
        "fr": "La présidente du Chili, Ana Duarté, est arrivée à Tbilissi le 12 septembre, au "
        "début de sa visite "
        "en Géorgie. Le ministre Ivan Petroff et le Chili ont convenu d’un port.",
    }
    listed = ""
    for lang, text in said.items():
        example.write(f"seeds/harbour-visit/seed-{lang}.txt", text)
        listed += f'\n[[source]]\nid = "seed-{lang}"\npath = "seed-{lang}.txt"\nlang = "{lang}"\n'
        listed += "date = 2030-09-12\n"
    known = resources.example()["seeds/harbour-visit/sources.toml"].decode()
    example.write("seeds/harbour-visit/sources.toml", known + listed)
    outputs = []
    for seed in ("0", "1", "4242"):
        command = [sys.executable, "-m", "briefbook", "-C", str(example.root), "check", "--json"]
        variables = {**os.environ, "PYTHONHASHSEED": seed}
        ran = subprocess.run(command, env=variables, capture_output=True, check=False)
        report = json.loads(ran.stdout)
        for brief in report["briefs"]:
            brief.pop("seconds")
        outputs.append(report)
    assert any("conflict-" in item["code"] for brief in outputs[0]["briefs"] for item in brief["diagnostics"])
    assert outputs[0] == outputs[1] == outputs[2]
