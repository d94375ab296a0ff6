"""An export on a real cluster: a scheduler and two workers on this machine, as processes of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import many
import pytest

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="processes are ended by POSIX signals"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Cluster:
    port: int
    processes: list[subprocess.Popen]

    @property
    def url(self) -> str:
        return f"dask://127.0.0.1:{self.port}"

    def start(self, *arguments: str, path: str = "") -> subprocess.Popen:
        environment = {**os.environ, "PYTHONPATH": path} if path else None
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def worker(self, path: str = "") -> subprocess.Popen:
        options = ["--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--no-nanny"]
        return self.start("worker", f"tcp://127.0.0.1:{self.port}", *options, path=path)

    def wait(self, count: int) -> None:
        from distributed import Client

        with Client(f"tcp://127.0.0.1:{self.port}", timeout=60, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = Cluster(free_port(), [])
    made.start("scheduler", "--host", "127.0.0.1", "--port", str(made.port), "--no-dashboard", "--no-show")
    yield made
    for process in made.processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_cluster_makes_the_bytes_and_the_report_of_one_machine(space, cluster, tmp_path):
    many.add(space, 11, formats='["docx", "pdf", "md"]')
    space.write("briefs/broken.toml", "title = \n")
    cluster.worker()
    cluster.worker()
    cluster.wait(2)
    here, there = tmp_path / "here", tmp_path / "there"
    alone = many.ran("-C", space.root, "build", "--json", "-j", 1, "-o", here)
    spread = many.ran("-C", space.root, "build", "--json", "-o", there, "--scheduler", cluster.url)
    assert (alone.returncode, spread.returncode) == (1, 1), spread.stderr
    assert many.built(there) == many.built(here)
    assert many.record(there) == many.record(here)
    assert plain(spread.stdout, there) == plain(alone.stdout, here)
    again = many.ran("-C", space.root, "build", "--json", "-o", there, "--scheduler", cluster.url)
    assert [brief["built"] for brief in json.loads(again.stdout)["briefs"]] == [False] * 13


def plain(text: str, folder) -> object:
    """A report without the time that things took, and where."""

    def without(value: object) -> object:
        if isinstance(value, dict):
            return {key: without(each) for key, each in value.items() if key != "seconds"}
        return [without(each) for each in value] if isinstance(value, list) else value

    return without(json.loads(text.replace(str(folder), "OUT")))


def test_a_worker_killed_in_mid_run_loses_nothing(space, cluster, tmp_path):
    many.add(space, 60, formats='["docx", "pdf"]')
    first = cluster.worker()
    cluster.worker()
    cluster.wait(2)
    process = many.program(
        "-C", space.root, "build", "--json", "-o", tmp_path / "out", "--scheduler", cluster.url
    )
    end = time.monotonic() + 60
    while len(list((tmp_path / "out").glob("*.docx"))) < 5:
        assert time.monotonic() < end
        time.sleep(0.01)
    os.killpg(first.pid, signal.SIGKILL)
    out, err = process.communicate(timeout=180)
    assert (process.returncode, err) == (0, "")
    assert [brief["ok"] for brief in json.loads(out)["briefs"]] == [True] * 61
    assert many.ran("-C", space.root, "build", "-o", tmp_path / "alone").returncode == 0
    assert many.built(tmp_path / "out") == many.built(tmp_path / "alone")


def test_a_scheduler_that_dies_ends_the_run_plainly_and_the_next_one_does_the_rest(space, cluster, tmp_path):
    many.add(space, 60, formats='["docx", "pdf"]')
    cluster.worker()
    cluster.wait(1)
    process = many.program("-C", space.root, "build", "-o", tmp_path / "out", "--scheduler", cluster.url)
    end = time.monotonic() + 60
    while len(list((tmp_path / "out").glob("*.docx"))) < 5:
        assert time.monotonic() < end
        time.sleep(0.01)
    os.killpg(cluster.processes[0].pid, signal.SIGKILL)
    _, err = process.communicate(timeout=240)
    assert process.returncode == 1
    assert "Traceback" not in err
    assert (
        " error cluster-lost: " in err or "error worker-died" in err or err.startswith("error cluster-lost")
    )
    assert many.ran("-C", space.root, "build", "-o", tmp_path / "out").returncode == 0
    assert len(many.built(tmp_path / "out")) == 122


def test_a_worker_with_another_briefbook_is_refused_by_name(space, cluster, tmp_path):
    package = tmp_path / "other" / "briefbook"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('__version__ = "0.0.1"\n')
    cluster.worker(path=str(tmp_path / "other"))
    cluster.wait(1)
    ran = many.ran("-C", space.root, "build", "--scheduler", cluster.url)
    assert ran.returncode == 1
    assert "error cluster-lost: tcp://127.0.0.1:" in ran.stderr
    assert "has no Briefbook of this version" in ran.stderr
    assert many.built(space.root / "out") == {}


def test_a_scheduler_that_is_not_there_is_said(space, monkeypatch):
    from briefbook.batch import cluster as module

    monkeypatch.setattr(module, "PATIENCE", 1)
    ran = space.run("build", "--scheduler", f"dask://127.0.0.1:{free_port()}")
    assert ran.status == 1
    assert "error cluster-lost: the scheduler at tcp://127.0.0.1:" in ran.err


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8786", "ray://host:1", "dask://host", "dask://host:99999", "dask://a/b:1"]
)
def test_an_address_that_is_none_is_said(space, url):
    ran = space.run("build", "--scheduler", url)
    assert (ran.status, "error bad-address: " in ran.err) == (1, True)
    assert not (space.root / "out").exists()


def test_on_a_cluster_too_a_brief_that_takes_too_much_costs_only_itself(space, cluster):
    many.add(space, 3)
    space.write("briefbook.toml", "[limits]\nmemory = 64\nfact_memory = 0\n")
    text = space.read("seeds/lake/mirror-2031-04-02.txt")
    for name in ("sources.toml", "facts.toml"):
        space.write(f"seeds/big/{name}", space.read(f"seeds/lake/{name}"))
    space.write("seeds/big/mirror-2031-04-02.txt", text + "\nMore of the same, and then 12 more.\n" * 400_000)
    space.write("briefs/big.toml", space.read("briefs/paper-000.toml").replace('["lake"]', '["big"]'))
    cluster.worker()
    cluster.wait(1)
    ran = many.ran("-C", space.root, "build", "--json", "--scheduler", cluster.url)
    said = {brief["id"]: brief for brief in json.loads(ran.stdout)["briefs"]}
    assert [name for name, brief in said.items() if not brief["ok"]] == ["big"]
    assert said["big"]["diagnostics"][0]["code"] == "over-memory"
