"""Every command over what hangs, dies or swells: one brief is lost, a file is named, nothing is left."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import many
import pytest

from briefbook import api, readers
from briefbook.assembly import lint
from briefbook.isolation import crew

SOURCE = "seeds/bad/slow.txt"


@pytest.fixture
def hanging(space, monkeypatch):
    """Briefs, one of which draws on a source that its reader never comes to the end of."""
    many.add(space, 2, formats='["md"]')
    for name in ("sources.toml", "facts.toml", "mirror-2031-04-02.txt"):
        space.write(f"seeds/bad/{name}", space.read(f"seeds/lake/{name}"))
    space.write(SOURCE, "A source that nobody lists.\n")
    space.write("briefs/bad.toml", space.read("briefs/paper-000.toml").replace('["lake"]', '["bad"]'))
    space.write("briefbook.toml", "[limits]\nseconds = 6\nfact_milliseconds = 0\nmemory = 256\n")
    plain = readers.read

    def read(data: bytes, path: str, **wishes):
        if path == SOURCE:
            trouble[0]()
        return plain(data, path, **wishes)

    trouble = [lambda: None]
    monkeypatch.setattr(readers, "read", read)
    return space, trouble


def loop() -> None:
    while True:
        pass


def swell() -> None:
    raise AssertionError(len(bytearray(1024 * 1024 * 1024)))


def die() -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def vanish() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


CASES = [
    (loop, "over-time", "reading it took longer than 6 seconds, the limit (seconds)"),
    (swell, "over-memory", "reading it took more than 256 MiB of memory, the limit (memory)"),
    (die, "worker-died", "reading it ended its process (SIGABRT)"),
    (vanish, "worker-died", "reading it ended its process (SIGKILL)"),
]


@pytest.mark.parametrize(("way", "code", "message"), CASES)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_in_a_batch_only_the_brief_whose_source_is_to_blame_is_lost(hanging, way, code, message, jobs):
    space, trouble = hanging
    trouble[0] = way
    ran = space.run("build", "-j", jobs, "--json")
    said = {brief["id"]: brief for brief in json.loads(ran.out)["briefs"]}
    assert ran.status == 1
    assert [name for name, brief in said.items() if not brief["ok"]] == ["bad"]
    (problem,) = said["bad"]["diagnostics"]
    assert (problem["code"], problem["path"]) == (code, SOURCE)
    assert message in problem["message"]
    assert sorted(many.built(space.root / "out")) == ["lake-visit.md", "paper-000.md", "paper-001.md"]


@pytest.mark.parametrize("command", [["check", "bad"], ["build", "bad"], ["bind", "-o", "book.pdf"]])
def test_a_command_over_one_brief_outlives_it_too(hanging, command, monkeypatch):
    space, trouble = hanging
    trouble[0] = loop
    monkeypatch.chdir(space.root)
    ran = space.run(*command)
    assert ran.status == 1
    assert f"{SOURCE}: error over-time: reading it took longer than 6 seconds" in ran.err
    assert not Path("book.pdf").exists()


@pytest.mark.parametrize("command", [["lint"], ["preview", "sections/economy.md.j2"]])
def test_templates_are_looked_at_in_a_worker(space, command, monkeypatch):
    space.write("briefbook.toml", "[limits]\nseconds = 1\n")
    space.write("templates/sections/economy.md.j2", "A line.\n")
    seen = lint._one

    def slow(path, *others):
        time.sleep(5)
        return seen(path, *others)

    monkeypatch.setattr(lint, "_one", slow)
    lint._all_of.cache_clear()
    # no workspace has been read when this begins, so that the table's limit holds
    monkeypatch.setattr("briefbook.isolation.worker.usual", lambda: crew.Bounds(1, 1 << 30))
    start = time.monotonic()
    ran = space.run("templates", *command)
    assert ran.status == 1
    assert "over-time" in ran.err
    assert time.monotonic() - start < 4


def test_a_brief_that_ends_the_worker_in_the_opening_costs_only_itself(space, monkeypatch):
    from briefbook.batch import opening

    many.add(space, 2, formats='["md"]')
    read = opening.toml.read

    def fatal(data, path):
        if path == "briefs/paper-001.toml":
            die()
        return read(data, path)

    monkeypatch.setattr(opening.toml, "read", fatal)
    ran = space.run("build", "--json")
    said = {brief["id"]: brief for brief in json.loads(ran.out)["briefs"]}
    assert [name for name, brief in said.items() if not brief["ok"]] == ["paper-001"]
    assert said["paper-001"]["diagnostics"][0]["path"] == "briefs/paper-001.toml"


def test_the_parent_parses_nothing(space, monkeypatch):
    """With every parser broken in this process alone, all is as ever: only forks use them."""
    import tomllib

    import jinja2
    import tomli

    here = os.getpid()

    def only_elsewhere(function):
        def guarded(*args, **options):
            assert os.getpid() != here, "parsed in the process that a person started"
            return function(*args, **options)

        return guarded

    space.write(
        "templates/sections/economy.md.j2", space.run("templates", "show", "sections/economy.md.j2").out
    )
    space.write("editions.toml", '[[edition]]\nbrief = "lake-visit"\n')
    for parser in (tomli, tomllib):
        monkeypatch.setattr(parser, "loads", only_elsewhere(parser.loads))
    for name in ("parse", "from_string", "get_template", "lex"):
        monkeypatch.setattr(jinja2.Environment, name, only_elsewhere(getattr(jinja2.Environment, name)))
    monkeypatch.setattr(readers, "read", only_elsewhere(readers.read))
    root, out = space.root, space.root / "out"
    assert api.build(root, output=out).ok
    assert api.build(root, output=out).ok
    assert api.build(root, output=out, manifest=root / "editions.toml").ok
    assert api.check(root).ok
    assert api.bind(root, output=root / "book.docx").ok
    api.lint_templates(root)
    assert api.preview_template(root, "sections/economy.md.j2")[0]
    assert api.export_sources(root, "lake", "csl")[0]
    assert api.set_limits(root) == ({}, ())


@pytest.mark.skipif("spawn" not in multiprocessing.get_all_start_methods(), reason="no such way here")
def test_new_processes_make_the_bytes_of_forks(space, monkeypatch):
    many.add(space, 3, formats='["docx", "pdf"]')
    assert space.run("build", "-j", "2", "-o", str(space.root / "forks")).status == 0
    monkeypatch.setattr(crew, "method", lambda: "spawn")
    monkeypatch.setattr(crew, "_is_held_by_system", lambda: False)
    assert space.run("build", "-j", "2", "-o", str(space.root / "news")).status == 0
    assert many.built(space.root / "news") == many.built(space.root / "forks")
    assert many.record(space.root / "news") == many.record(space.root / "forks")


PROGRAM = """
import sys, threading
from pathlib import Path
from briefbook import api
from briefbook.isolation import crew
print("begun", crew.method())
threading.Thread(target=threading.Event().wait, daemon=True).start()
print(crew.method(), api.build(Path(sys.argv[1])).ok)
"""


def test_a_program_with_threads_and_no_guard_of_its_main_file_gets_its_briefs(space):
    program = space.write("program.py", PROGRAM)
    ran = subprocess.run([sys.executable, program, space.root], capture_output=True, text=True, check=False)
    first = "fork" if hasattr(os, "fork") else "spawn"
    assert ran.stdout.split() == ["begun", first, "spawn", "True"], ran.stderr
    assert many.built(space.root / "out")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.skipif(sys.platform != "linux", reason="workers are found in /proc")
def test_a_run_that_is_ended_takes_its_workers_along_and_the_next_one_is_whole(space, number):
    many.add(space, 30, formats='["docx"]')
    process = many.program("-C", space.root, "build", "-j", "2")
    until = time.monotonic() + 60
    while not list((space.root / "out").glob("*.docx")) and time.monotonic() < until:
        time.sleep(0.01)
    workers = children(process.pid)
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == (143 if number == signal.SIGTERM else 130), err
    assert "stopped; what was finished is whole" in err
    assert workers
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert many.ran("-C", space.root, "build").returncode == 0
    assert len(many.built(space.root / "out")) == 31
    assert not list((space.root / "out").glob(".*.part"))


def children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(each) for each in found.stdout.split()]


def test_the_memory_of_the_process_that_a_person_started_has_an_end_too(space, monkeypatch):
    from briefbook import api

    def fails(*_, **__):
        raise MemoryError

    monkeypatch.setattr(api, "build", fails)
    ran = space.run("build")
    assert ran.status == 1
    assert "error over-memory: " in ran.err
    assert ran.err.count("\n") == 1
