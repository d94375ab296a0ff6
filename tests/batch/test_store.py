"""A workspace and its outputs in an object store: moto's server on this machine, spoken to as S3."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import many
import pytest

pytest.importorskip("s3fs", reason="the extra s3 is not installed")
pytest.importorskip("moto", reason="moto is not installed")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A real server, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 60
    while socket.socket().connect_ex(("127.0.0.1", port)):
        assert time.monotonic() < end
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


@pytest.fixture
def store(server, monkeypatch, request):
    """A bucket of its own, and the way to it in the environment."""
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs

    made = s3fs.S3FileSystem(endpoint_url=server, key="nobody", secret="nothing", skip_instance_cache=True)
    made.bucket = f"desk-{abs(hash(request.node.name)) % 10**8}"
    made.mkdir(made.bucket)
    return made


def upload(space, store) -> str:
    for name, data in space.files().items():
        store.pipe_file(f"{store.bucket}/ws/{name}", data)
    return f"s3://{store.bucket}/ws"


def listed(store, folder: str) -> dict[str, bytes]:
    store.invalidate_cache()
    found = store.find(f"{store.bucket}/{folder}")
    return {path.partition(f"/{folder}/")[2]: store.cat_file(path) for path in found}


def noted(store, folder: str) -> bool:
    """Whether a journal is there; looked up by names alone, so that the run is not over before the answer."""
    store.invalidate_cache()
    return any("/journal" in name for name in store.find(f"{store.bucket}/{folder}/.briefbook"))


def test_a_store_holds_the_bytes_that_a_folder_would(space, store, tmp_path):
    many.add(space, 9, formats='["docx", "pdf"]')
    url, out = upload(space, store), f"s3://{store.bucket}/out"
    there = many.ran("-C", url, "build", "-j", 2, "--json", "-o", out)
    assert there.returncode == 0, there.stderr
    assert many.ran("-C", space.root, "build", "-o", tmp_path / "here").returncode == 0
    got = listed(store, "out")
    manifest = got.pop(".briefbook/manifest.json")
    assert got == many.built(tmp_path / "here")
    assert manifest == many.record(tmp_path / "here")["manifest.json"]
    paths = [each["path"] for each in json.loads(there.stdout)["briefs"][0]["outputs"]]
    assert paths == [f"{out}/lake-visit.docx", f"{out}/lake-visit.pdf"]
    again = json.loads(many.ran("-C", url, "build", "--json", "-o", out).stdout)
    assert [brief["built"] for brief in again["briefs"]] == [False] * 10
    assert many.ran("-C", url, "check", "--outputs", "-o", out).returncode == 0


def test_the_output_of_a_workspace_in_a_store_is_beside_it(space, store):
    url = upload(space, store)
    assert many.ran("-C", url, "build").returncode == 0
    assert "lake-visit.md" in listed(store, "ws/out")
    assert many.ran("-C", url, "check").returncode == 0


def test_a_folder_can_be_exported_into_a_store_and_checked_there(space, store):
    out = f"s3://{store.bucket}/export"
    assert many.ran("-C", space.root, "build", "-o", out).returncode == 0
    store.pipe_file(f"{store.bucket}/export/lake-visit.md", b"changed")
    store.pipe_file(f"{store.bucket}/export/more.txt", b"more")
    ran = many.ran("-C", space.root, "check", "--outputs", "-o", out)
    assert ran.returncode == 1
    assert f"{out}/lake-visit.md: error output-changed: " in ran.stderr
    assert f"{out}/more.txt: error output-extra: " in ran.stderr
    assert many.ran("-C", space.root, "build", "-o", out).returncode == 0
    assert listed(store, "export")["lake-visit.md"] != b"changed"


@pytest.mark.skipif(os.name == "nt", reason="a process is ended by a POSIX signal")
def test_while_a_batch_is_under_way_or_broken_off_there_is_no_manifest(space, store, tmp_path):
    many.add(space, 60, formats='["docx"]')
    out = f"s3://{store.bucket}/out"
    assert many.ran("-C", space.root, "build", "-o", out).returncode == 0
    before = listed(store, "out")
    space.change("seeds/lake/facts.toml", "Some 1,250 students took", "About 1,250 students took")
    process = many.program("-C", space.root, "build", "-j", 1, "-o", out)
    end = time.monotonic() + 120
    while not noted(store, "out"):
        assert time.monotonic() < end
    process.kill()
    process.communicate()
    half = listed(store, "out")
    assert ".briefbook/manifest.json" not in half
    assert any(before.get(name) == data for name, data in half.items())
    again = many.ran("-v", "-C", space.root, "build", "--json", "-o", out)
    said = json.loads(again.stdout)
    assert 20 <= sum(not brief["built"] for brief in said["briefs"]) < 61
    assert "broken-off" in {each["code"] for each in said["diagnostics"]}
    assert many.ran("-C", space.root, "build", "-o", tmp_path / "here").returncode == 0
    got = listed(store, "out")
    assert got.pop(".briefbook/manifest.json") == many.record(tmp_path / "here")["manifest.json"]
    assert got == many.built(tmp_path / "here")


def test_a_lock_of_another_machine_is_kept_and_named(space, store):
    out = f"s3://{store.bucket}/out"
    owner = {"pid": 7, "host": "elsewhere", "since": "2031-04-01T06:00:00Z", "start": "1"}
    store.pipe_file(f"{store.bucket}/out/.briefbook/lock", json.dumps(owner).encode())
    ran = many.ran("-C", space.root, "build", "-o", out)
    assert ran.returncode == 1
    assert (
        f"{out}: error folder-busy: another run writes into this folder: process 7 on elsewhere" in ran.stderr
    )
    store.rm_file(f"{store.bucket}/out/.briefbook/lock")
    assert many.ran("-C", space.root, "build", "-o", out).returncode == 0


def test_a_bucket_that_is_not_there_is_said(space, store):
    ran = many.ran("-C", space.root, "build", "-o", "s3://no-such-bucket-anywhere/out")
    assert ran.returncode == 1
    assert "error cannot-write: " in ran.stderr
    ran = many.ran("-C", "s3://no-such-bucket-anywhere/ws", "build")
    assert ran.returncode == 1
    assert "error no-workspace: " in ran.stderr or "error store-silent: " in ran.stderr


def test_strange_objects_harm_nothing(space, store):
    url = upload(space, store)
    for name in (
        "briefs//x.toml",
        "briefs/../up.toml",
        "seeds/lake/./a.txt",
        "briefs/.hidden.toml",
        "seeds/lake/d/",
    ):
        store.call_s3("put_object", Bucket=store.bucket, Key=f"ws/{name}", Body=b"?")
    store.pipe_file(f"{store.bucket}/ws/seeds/lake/big.txt", b"x" * (17 * 1024 * 1024))
    ran = many.ran("-C", url, "build", "--json")
    said = json.loads(ran.stdout)
    assert [brief["id"] for brief in said["briefs"]] == ["lake-visit"]
    assert "unreadable-file" in {each["code"] for each in said["diagnostics"]}


@pytest.mark.parametrize(
    "url", ["s3://", "s3://bucket/../x", "s4://bucket/x", "s3://bucket//x", "http://host/x"]
)
def test_an_address_that_is_none_is_said(space, url):
    ran = space.run("build", "-o", url)
    assert (ran.status, "error bad-address: " in ran.err) == (1, True)
    assert space.run_bare("-C", url, "build").status == 2
    assert space.run_bare("-C", "s3://bucket/x", "templates", "list").status == 2
