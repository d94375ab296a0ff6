"""Work in a process of its own: what kills, fills or holds it up costs that work alone, and is named."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from briefbook import isolation
from briefbook.errors import BriefbookError
from briefbook.isolation import beacon, crew
from briefbook.model.diagnostic import Diagnostic

SHORT = isolation.Bounds(1, 512 * 1024 * 1024)
WAYS = [method for method in ("fork", "spawn") if method in multiprocessing.get_all_start_methods()]


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """Each way in which a worker can be begun; spawned ones are looked at and not held by the system."""
    monkeypatch.setattr(crew, "method", lambda: request.param)
    if request.param == "spawn":
        monkeypatch.setattr(crew, "_is_held_by_system", lambda: False)
    return request.param


def double(number: int) -> int:
    return 2 * number


def test_what_a_function_gives_comes_back(way):
    assert isolation.isolated(double, 21, "a.pdf", SHORT) == 42


def loop(_: object) -> None:
    beacon.at("reading", "seeds/lake/endless.pdf")
    while True:
        pass


def stuck_in_c(_: object) -> None:
    beacon.at("reading", "seeds/lake/endless.pdf")
    # holds the interpreter's lock all the while
    re.match(r"(a+)+$", "a" * 60 + "b")


@pytest.mark.parametrize("function", [loop, stuck_in_c])
def test_work_without_end_is_ended_and_the_file_it_was_at_is_named(way, function):
    start = time.monotonic()
    came = isolation.isolated(function, None, "briefs/lake.toml", SHORT)
    assert isinstance(came, Diagnostic)
    assert (came.code, came.path) == ("over-time", "seeds/lake/endless.pdf")
    assert came.message == "reading it took longer than 1 seconds, the limit (seconds)"
    assert time.monotonic() - start < 5


def hog(_: object) -> int:
    beacon.at("reading", "seeds/lake/bomb.docx")
    kept = [bytearray(64 * 1024 * 1024) for _ in range(64)]
    time.sleep(2)
    return len(kept)


def test_work_that_takes_too_much_memory_is_ended(way):
    bounds = isolation.Bounds(20, 512 * 1024 * 1024)
    came = isolation.isolated(hog, None, "briefs/lake.toml", bounds)
    assert isinstance(came, Diagnostic)
    assert (came.code, came.path) == ("over-memory", "seeds/lake/bomb.docx")
    assert "512 MiB" in came.message


def die(number: int) -> int:
    beacon.at("reading", f"seeds/{number}.pdf")
    if number == 3:
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == 5:
        os._exit(9)
    return number


def test_work_that_kills_its_process_costs_itself_alone(way):
    came = dict(isolation.each(die, range(8), str, lambda _: SHORT, jobs=2))
    lost = {number: each for number, each in came.items() if isinstance(each, Diagnostic)}
    assert sorted(lost) == [3, 5]
    assert {each.code for each in lost.values()} == {"worker-died"}
    assert [lost[3].path, lost[5].path] == ["seeds/3.pdf", "seeds/5.pdf"]
    assert "SIGSEGV" in lost[3].message
    assert [came[number] for number in (0, 1, 2, 4, 6, 7)] == [0, 1, 2, 4, 6, 7]


def who(_: int) -> int:
    return os.getpid()


def test_a_worker_stays_warm_from_one_piece_of_work_to_the_next(way):
    pids = [pid for _, pid in isolation.each(who, range(10), str, jobs=1)]
    assert len(set(pids)) == 1
    assert pids[0] != os.getpid()


def slow_with_facts(facts: int) -> str:
    isolation.grow(facts)
    time.sleep(1.5)
    return "done"


def test_facts_allow_more_time(way):
    bounds = isolation.Bounds(1, 512 * 1024 * 1024, seconds_each=0.2)
    assert isolation.isolated(slow_with_facts, 10, "a.toml", bounds) == "done"
    came = isolation.isolated(slow_with_facts, 1, "a.toml", bounds)
    assert isinstance(came, Diagnostic)
    assert came.code == "over-time"


def big_with_facts(facts: int) -> str:
    isolation.grow(facts)
    kept = bytearray(256 * 1024 * 1024)
    time.sleep(0.5)
    return "done" if kept else ""


def test_facts_allow_more_memory(way):
    bounds = isolation.Bounds(20, 128 * 1024 * 1024, memory_each=32 * 1024 * 1024)
    assert isolation.isolated(big_with_facts, 10, "a.toml", bounds) == "done"
    came = isolation.isolated(big_with_facts, 1, "a.toml", bounds)
    assert isinstance(came, Diagnostic)
    assert came.code == "over-memory"


def test_workers_may_serve_several_runs(way):
    with isolation.manned() as workers:
        pids = [isolation.isolated(who, 1, "a.pdf", workers=workers) for _ in range(2)]
        pids += [pid for _, pid in isolation.each(who, range(2), str, workers=workers)]
    assert len(set(pids)) == 1
    assert multiprocessing.active_children() == []


def kill_once(path: str) -> str:
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_work_whose_process_somebody_else_killed_is_tried_once_more(way, tmp_path):
    assert isolation.isolated(kill_once, str(tmp_path / "tried"), "a.pdf", SHORT) == "done"


def kill(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_work_that_is_killed_twice_is_lost(way):
    came = isolation.isolated(kill, None, "a.pdf", SHORT)
    assert isinstance(came, Diagnostic)
    assert came.code == "worker-died"
    assert "SIGKILL" in came.message


def refuse(_: object) -> None:
    raise BriefbookError([Diagnostic("bad-value", "no", path="x.toml")])


def test_a_refusal_is_a_refusal_here_too(way):
    with pytest.raises(BriefbookError) as caught:
        isolation.isolated(refuse, None, "x.toml", SHORT)
    assert caught.value.diagnostics == (Diagnostic("bad-value", "no", path="x.toml"),)


def fail(_: object) -> None:
    raise KeyError("ours")


def untold(_: object) -> object:
    return lambda: None


@pytest.mark.parametrize("function", [fail, untold])
def test_a_mistake_of_ours_is_said_to_be_ours(way, function):
    came = isolation.isolated(function, None, "x.toml", SHORT)
    assert isinstance(came, Diagnostic)
    assert (came.code, came.path) == ("internal-error", "x.toml")


def stop(_: object) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def half(_: object) -> None:
    """Write the beginning of an answer and no more of it."""
    import gc
    from multiprocessing.connection import Connection

    for each in gc.get_objects():
        if isinstance(each, Connection):
            os.write(each.fileno(), b"\0\0\1\0half")
    time.sleep(60)


def test_a_worker_that_stands_still_is_ended(way):
    came = isolation.isolated(stop, None, "a.pdf", SHORT)
    assert isinstance(came, Diagnostic)
    assert came.code == "over-time"


def test_half_an_answer_keeps_nobody_waiting(way, monkeypatch):
    monkeypatch.setattr(crew, "STALLED", 1)
    start = time.monotonic()
    came = isolation.isolated(half, None, "a.pdf", SHORT)
    assert isinstance(came, Diagnostic)
    assert came.code == "over-time"
    assert time.monotonic() - start < 8


def nested(number: int) -> object:
    inner = isolation.isolated(who, number, "inner.pdf", SHORT)
    return inner == os.getpid(), beacon_of_here()


def beacon_of_here() -> object:
    return beacon.read(beacon._lit[0])


def test_in_a_worker_there_is_no_second_one_and_the_file_is_still_named(way):
    assert isolation.isolated(nested, 1, "outer.toml", SHORT) == (True, ("", "inner.pdf"))


def test_nothing_is_left_of_workers_when_all_is_done_or_given_up(way):
    first = next(iter(isolation.each(who, range(6), str, jobs=3)))[1]
    pids = {first, *(pid for _, pid in isolation.each(who, range(6), str, jobs=3))}
    assert multiprocessing.active_children() == []
    # not even a zombie that waits to be taken leave of
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_big_argument_and_a_big_answer_travel(way):
    data = os.urandom(20 * 1024 * 1024)
    assert [came for _, came in isolation.each(bytes.hex, [data], lambda _: "a.pdf")] == [data.hex()]


PARENT = """
    import os, re, sys
    from briefbook import isolation
    def stuck(_):
        os.write(1, b"%d\\n" % os.getpid())
        re.match(r"(a+)+$", "a" * 60 + "b")
    list(isolation.each(stuck, range(2), str, jobs=2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the system's own way of ending orphans is Linux's")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_do_not_outlive_their_parent_whatever_they_are_doing(number):
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    pids = [int(parent.stdout.readline()) for _ in range(2)]
    parent.send_signal(number)
    parent.wait(10)
    parent.stdout.close()
    until = time.monotonic() + 5
    while any(lives(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(lives(pid) for pid in pids)


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def boom() -> None:
    raise ImportError("a library is broken")


def test_a_worker_loads_before_its_first_task_and_a_failure_of_that_ends_no_work(way):
    with isolation.manned(loading=boom) as workers:
        assert isolation.isolated(double, 21, "a.pdf", SHORT, workers) == 42
