"""What the tests of `propose` share."""

import pytest

from briefbook.model.reading import Reading
from briefbook.pipeline import papers, proposed

SENTENCES = {
    "en": "Trade between the two countries reached 41.5 million USD in 2030, the minister of trade said.",
    "fr": "Le commerce entre les deux pays a atteint 41,5 millions de dollars en 2030, a dit le ministre.",
    "vi": "Kim ngạch thương mại giữa hai nước đạt 41,5 triệu USD năm 2030, Bộ trưởng cho biết.",
    "es": "El comercio entre los dos países alcanzó 41,5 millones de dólares en 2030, dijo el ministro.",
}


@pytest.fixture(autouse=True, scope="session")
def words_are_loaded(forks) -> None:
    """Words of languages are loaded once here: workers are forks in the tests, and find them loaded."""
    read = [papers.Paper(f"{lang}.txt", "", Reading(text * 3)) for lang, text in SENTENCES.items()]
    assert proposed.drafted(papers.Read(tuple(read), {}, {}), "en").drafts
