"""The versions that go into the key of a brief, read off the folders in which libraries lie."""

import re
from importlib import metadata

from briefbook.batch import keys


def test_versions_are_those_that_the_libraries_say_of_themselves(monkeypatch, tmp_path):
    keys.libraries.cache_clear()
    found = {name: found for name, found in keys.libraries().items() if name in keys.LIBRARIES}
    assert found == {name: re.sub(r"\b0+(?=\d)", "", metadata.version(name)) for name in keys.LIBRARIES}
    (tmp_path / "fontpkg_own_face").mkdir()
    (tmp_path / "lxml-0.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    keys.libraries.cache_clear()
    try:
        assert (keys.libraries()["fontpkg-own-face"], keys.libraries()["lxml"]) == ("none", "0.9")
    finally:
        keys.libraries.cache_clear()
