"""Every limit of the table: what is at it passes, what is over it is refused with file, limit and value."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from briefbook import limits, workspace
from briefbook.assembly import sandbox, spec, templates
from briefbook.batch import editions
from briefbook.evidence import bibliography, ledger, namebook
from briefbook.isolation import worker
from briefbook.model.inputs import File
from briefbook.text import characters, settings, shape, toml
from briefbook.writers.docx import archive


def told(problems) -> str:
    return " | ".join(item.message for item in problems)


def both(name: str, value: int, at, over) -> None:
    """What is at a limit passes; what is over it is refused by its name and value."""
    with limits.used({} if limits.KNOWN[name].is_fixed else {name: value}):
        assert at() == ""
        message = over()
        assert f"{value:,}" in message, message
        assert name in message, message


def rows(head: str, count: int) -> bytes:
    return "".join(f'[[{head}]]\nid = "n{number}"\n' for number in range(count)).encode()


def too_large(problems) -> str:
    return told(item for item in problems if item.code == "too-large")


def test_facts_of_a_ledger():
    load = lambda count: too_large(ledger.load(rows("fact", count), "facts.toml", "lake")[1])  # noqa: E731
    both("facts", 3, lambda: load(3), lambda: load(4))


def test_names_of_a_book():
    load = lambda count: too_large(namebook.load(rows("name", count), "names.toml")[1])  # noqa: E731
    both("names", 3, lambda: load(3), lambda: load(4))


def test_bytes_of_a_toml_file_and_of_any_file(tmp_path):
    def read(size: int) -> str:
        (tmp_path / "a.txt").write_bytes(b"#" * size)
        refused = workspace.given(tmp_path / "a.txt").refused
        assert bool(refused) == bool(told(toml.read(b"#" * size, "a.toml")[1]))
        return refused

    both("file_bytes", 65_536, lambda: read(65_536), lambda: read(65_537))


def test_files_of_a_collection(tmp_path):
    (tmp_path / "seeds" / "lake").mkdir(parents=True)
    (tmp_path / "seeds" / "lake" / "facts.toml").touch()

    def read(count: int) -> str:
        for number in range(count - 1):
            (tmp_path / "seeds" / "lake" / f"{number}.txt").touch()
        facts = workspace.collection(tmp_path, "lake").facts
        return facts.refused if facts else "none"

    both("collection_files", 5, lambda: read(5), lambda: read(6))


def test_bytes_of_a_collection(tmp_path):
    folder = tmp_path / "seeds" / "lake"
    folder.mkdir(parents=True)
    (folder / "facts.toml").write_bytes(b"#" * 500)
    (folder / "film.bin").write_bytes(bytes(100_000))
    # what no reader reads is not counted

    def read(size: int) -> str:
        (folder / "a.txt").write_bytes(b"a" * 30_000)
        (folder / "b.txt").write_bytes(b"a" * (size - 30_500))
        facts = workspace.collection(tmp_path, "lake").facts
        return facts.refused if facts else "none"

    both("collection_bytes", 65_536, lambda: read(65_536), lambda: read(65_537))


@pytest.mark.parametrize(
    ("name", "folder", "ending"), [("letterheads", "templates", "docx"), ("fonts", "templates/fonts", "ttf")]
)
def test_files_that_a_look_is_made_of(tmp_path, name, folder, ending):
    (tmp_path / "briefs").mkdir()
    (tmp_path / folder).mkdir(parents=True)

    def read(count: int) -> str:
        for number in range(count):
            (tmp_path / folder / f"{number}.{ending}").touch()
        held = getattr(workspace.open_(tmp_path), name)
        return " ".join(file.refused for file in held.values() if file.refused)

    both(name, 2, lambda: read(2), lambda: read(3))


def test_letters_of_a_text():
    check = lambda count: told(shape.check({"a": "x" * count}, {"a": shape.Key()}, "", (), "it"))  # noqa: E731
    both("text_letters", 100, lambda: check(100), lambda: check(101))


def test_letters_of_a_template():
    made = templates.environment({}, {}, "", "en")

    def admit(count: int) -> str:
        try:
            templates.admitted(made, "x" * count, "a.md.j2", "templates/a.md.j2")
        except templates.TemplateSyntaxError as error:
            return error.message or ""
        return ""

    both("template_file", 20_000, lambda: admit(20_000), lambda: admit(20_001))


@pytest.mark.parametrize(
    ("turns", "letters"), [("template_steps", "template_output"), ("note_steps", "note_output")]
)
def test_what_a_template_does_and_yields(turns, letters):
    def spend(what: str, count: int) -> str:
        meter = sandbox.Meter(limits.of(turns), limits.of(letters), named=turns.partition("_")[0])
        try:
            getattr(meter, what)(count)
        except sandbox.SecurityError as error:
            return str(error)
        return ""

    both(turns, 1_000, lambda: spend("step", 1_000), lambda: spend("step", 1_001))
    both(letters, 1_000, lambda: spend("show", 1_000), lambda: spend("show", 1_001))


def test_seconds_of_a_template(monkeypatch):
    def wait(seconds: float) -> str:
        meter = sandbox.Meter()
        clock = iter([1.0, 1.0 + seconds])
        monkeypatch.setattr(sandbox.time, "process_time", lambda: next(clock))
        try:
            meter.watch()
            meter.watch()
        except sandbox.SecurityError as error:
            return str(error)
        return ""

    both("template_seconds", 7, lambda: wait(7), lambda: wait(7.1))


def test_editions_of_a_manifest():
    def read(count: int) -> str:
        data = "".join(f'[[edition]]\nbrief = "lake"\nname = "n{each}"\n' for each in range(count)).encode()
        return told(editions.read(File("editions.toml", data), ["lake"])[1])

    both("editions", 3, lambda: read(3), lambda: read(4))


def packed(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {"[Content_Types].xml": b"<Types/>", **members}.items():
            file.writestr(name, content)
    return data.getvalue()


def opened(members: dict[str, bytes], part: str = "") -> str:
    try:
        held = archive.Archive(packed(members))
        if part:
            held.xml(part)
    except archive.Refused as error:
        return str(error)
    return ""


def noise(count: int) -> bytes:
    return bytes(number * number // 7 % 251 for number in range(count))


def test_what_an_archive_holds_and_unpacks_to():
    many = lambda count: opened({f"{number}": b"" for number in range(count - 1)})  # noqa: E731
    both("archive_members", 10, lambda: many(10), lambda: many(11))
    big = lambda count: opened({"a": noise(count - 8)})  # noqa: E731
    both("archive_bytes", 65_536, lambda: big(65_536), lambda: big(65_537))
    part = lambda count: opened({"a": b"<a>" + b" " * (count - 7) + b"</a>"}, "a")  # noqa: E731
    both("archive_part", 65_536, lambda: part(65_536), lambda: part(65_537))
    # the list of types counts too
    tree = lambda count: opened({"a": b"<a>" + b"<b/>" * (count - 2) + b"</a>"}, "a")  # noqa: E731
    both("archive_elements", 1_000, lambda: tree(1_000), lambda: tree(1_001))
    blown = lambda count: opened({"a": b" " * count})  # noqa: E731
    both("archive_ratio", 100, lambda: blown(1024 * 1024), lambda: blown(2 * 1024 * 1024))


def test_what_a_library_holds():
    read = lambda data: told(bibliography.read(data, "a.json")[1])  # noqa: E731
    entries = lambda count: json.dumps([{"id": f"n{each}", "title": "T"} for each in range(count)]).encode()  # noqa: E731
    at, over = limits.of("library_bytes"), limits.of("library_bytes") + 1
    both(
        "library_bytes", at, lambda: "" if "bytes" not in read(b" " * at) else "no", lambda: read(b" " * over)
    )
    many = limits.of("library_entries")
    both(
        "library_entries",
        many,
        lambda: "no" if "entries" in read(entries(many)) else "",
        lambda: read(entries(many + 1)),
    )


@pytest.mark.parametrize(
    ("name", "at", "over"),
    [
        ("toml_depth", "a = " + "[" * 32 + "]" * 32, "a = " + "[" * 33 + "]" * 33),
        ("toml_parts", ".".join("a" * 32) + " = 1", ".".join("a" * 33) + " = 1"),
        ("toml_digits", "a = '" + "1" * 63 + "'", "a = " + "1" * 64),
    ],
)
def test_what_a_toml_file_may_hold(name, at, over):
    read = lambda text: told(toml.read(text.encode(), "a.toml")[1])  # noqa: E731
    both(name, limits.of(name), lambda: read(at), lambda: read(over))


def test_marks_on_a_letter():
    most = limits.of("marks")
    assert not characters.too_many_marks("e" + "\u0301" * most)
    assert characters.too_many_marks("e" + "\u0301" * (most + 1))


def test_time_and_memory_of_a_piece_of_work():
    """That they end it is in test_workers and test_commands; here, that they are those of the table."""
    set_ = {"seconds": 7, "memory": 100, "fact_milliseconds": 0, "fact_memory": 3}
    with limits.used(set_):
        assert worker.usual() == worker.Bounds(7, 100 * 1024 * 1024, 0, 3 * 1024, "seconds", "memory")


def test_every_limit_is_tested_here():
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in limits.KNOWN if f'"{name}"' not in text] == []


def test_a_workspace_sets_limits_within_bounds():
    data = b"[limits]\nseconds = 7\nfact_memory = 0\n"
    assert settings.read(data, "briefbook.toml") == {"seconds": 7, "fact_memory": 0}
    with limits.used(settings.read(data, "briefbook.toml")):
        assert (limits.of("seconds"), limits.of("fact_memory"), limits.of("memory")) == (7, 0, 1024)
    assert limits.of("seconds") == 60


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("secnods = 7", "unknown-key", "did you mean 'seconds'?"),
        ("seconds = 0", "bad-value", "seconds = 0; it may be from 1 to 3,600 seconds"),
        ("seconds = 999999", "bad-value", "seconds = 999,999; it may be from 1 to 3,600 seconds"),
        ('seconds = "7"', "wrong-type", "seconds must be a whole number"),
        ("seconds = true", "wrong-type", "seconds must be a whole number"),
        ("marks = 40", "bad-value", "marks is fixed at 30 marks; take it out"),
        ('toml_depth = "7"', "bad-value", "toml_depth is fixed at 32 levels; take it out"),
    ],
)
def test_a_limit_that_cannot_be_set_so_is_refused_by_line(line, code, message):
    data = f"[limits]\nmemory = 512\n{line}\n".encode()
    _, problems = spec.defaults(data, "briefbook.toml")
    (problem,) = toml.placed(problems, {"briefbook.toml": data})
    assert (problem.code, problem.line) == (code, 3)
    assert message in problem.message
    assert settings.read(data, "briefbook.toml") == {}


def test_only_limits_that_can_be_set_are_offered():
    found = settings.check({"marks": 40, "zzz": 1}, "briefbook.toml")
    (unknown,) = [item for item in found if item.code == "unknown-key"]
    offered = unknown.message.partition("it may hold ")[2].split(", ")
    assert offered == [each.name for each in limits.TABLE if not each.is_fixed]


def test_a_workspace_that_sets_a_limit_is_held_to_it(space):
    assert space.run("check").status == 0
    space.write("briefbook.toml", "[limits]\nfacts = 1\n")
    ran = space.run("check")
    assert ran.status == 1
    assert "error too-large" in ran.err
    assert "the limit of one ledger is 1 (facts)" in ran.err


def test_the_limits_are_printed_with_those_that_a_workspace_sets(space):
    space.write("briefbook.toml", "[limits]\nfacts = 1234\n")
    ran = space.run("--limits")
    assert ran.status == 0
    for each in limits.TABLE:
        assert each.name in ran.out
        assert each.bounds in ran.out
    assert "facts = 1,234 in this workspace's briefbook.toml" in ran.out
    space.write("briefbook.toml", "[limits]\nfact = 1234\n")
    ran = space.run("--limits")
    assert (ran.status, "did you mean 'facts'?" in ran.err) == (1, True)


def test_a_limit_changes_no_byte(space):
    assert space.run("build", "-o", str(space.root / "one")).status == 0
    space.write("briefbook.toml", "[limits]\nseconds = 120\nfile_bytes = 100000\n")
    assert space.run("build", "-o", str(space.root / "two")).status == 0
    first, second = ((space.root / each / "lake-visit.md").read_bytes() for each in ("one", "two"))
    assert first == second
