"""Ctrl-C while the program is still being loaded, or just begins: one line, as at any other time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
AT = """
import os, signal, sys
class Stop:
    def find_spec(self, name, *_):
        if name == os.environ.get("STOP_AT"):
            del os.environ["STOP_AT"]
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
"""
# a Python that gets Ctrl-C when it comes to a module
MODULES = (
    "briefbook.cli",
    "argparse",
    "briefbook.cli.bind",
    "briefbook.errors",
    "briefbook.api",
    "briefbook.batch",
    "briefbook.isolation",
    "briefbook.pipeline",
    "briefbook.workspace",
    "jinja2",
    "briefbook.text.toml",
    "tree_sitter",
)
# loaded one after the other by a build, the last ones while it works


def programs() -> list[list[str]]:
    """The ways by which people start the program."""
    script = Path(sys.executable).with_name("briefbook")
    return [[sys.executable, "-m", "briefbook"], *([[str(script)]] if script.is_file() else [])]


@pytest.mark.parametrize("program", programs(), ids=lambda each: Path(each[-1]).name)
@pytest.mark.parametrize("module", MODULES)
def test_ctrl_c_while_a_module_is_loaded_is_one_line(space, tmp_path, program, module):
    (tmp_path / "sitecustomize.py").write_text(AT)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "STOP_AT": module}
    done = subprocess.run(
        [*program, "-C", str(space.root), "build"], env=environment, capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr
    if done.returncode == 0:
        # loaded by a worker, which leaves Ctrl-C to the process that watches it, or not at all
        assert module in ("jinja2", "tree_sitter", "briefbook.text.toml", "briefbook.pipeline")
        return
    assert (done.returncode, done.stderr.count("\n")) == (130, 1), done.stderr
    assert done.stderr == "briefbook: stopped; what was finished is whole\n"
