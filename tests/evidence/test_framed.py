"""Quotes cut out of a denial, a condition or a rumour; the attacks are in cases/attacks/frames.toml."""

import unicodedata
from collections.abc import Sequence
from types import MappingProxyType

import pytest

from briefbook.evidence import anchor, decisions, framed, ledger
from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.fact import Fact, Quote
from briefbook.model.source import Source
from briefbook.text import frames, languages, stance

DENIED = "Talks went on. The ministry denied that Orsk sold 75 buses to Tolmark. It rained."


def found(
    text: str, quote: str, statement: str, *more: str, lang: str = "en", reviewed: str = ""
) -> tuple[Diagnostic, ...]:
    facts, sources = bound(text, (quote, *more), statement, lang, reviewed)
    return decisions.apply(framed.run(facts, sources, None, "en"), facts)


def bound(
    text: str, quotes: Sequence[str], statement: str, lang: str, reviewed: str = ""
) -> tuple[tuple[Fact, ...], list[Source]]:
    said = f'lang = "{lang}"' if lang else ""
    (meta,), _ = ledger.sources(f'[[source]]\nid = "mirror"\npath = "m.txt"\n{said}\n'.encode(), "s.toml")
    sources = [Source(meta, "0" * 64, text)]
    fact = Fact(
        "told",
        "economy",
        MappingProxyType({"": statement}),
        tuple(Quote("mirror", quote) for quote in quotes),
        reviewed={"quote-out-of-context": reviewed} if reviewed else {},
        path="facts.toml",
    )
    facts, problems = anchor.bind([fact], sources)
    assert problems == ()
    return facts, sources


def test_a_denial_right_before_the_quote_is_an_error_that_shows_the_sentence() -> None:
    (problem,) = found(DENIED, "Orsk sold 75 buses to Tolmark", "Orsk sold 75 buses to Tolmark.")
    assert (problem.code, problem.severity) == ("quote-out-of-context", Severity.ERROR)
    assert "“The ministry denied that Orsk sold 75 buses to Tolmark.” (“denied”)" in problem.message
    assert problem.quotes[0].exact == "The ministry denied that Orsk sold 75 buses to Tolmark."


def test_what_is_not_sure_is_a_warning() -> None:
    for quote in ("sold 75 buses to Tolmark", "75 buses to Tolmark"):
        (problem,) = found(DENIED, quote, "Orsk sold 75 buses to Tolmark.")
        assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It issued a denial that angered Orsk in 2024.", "angered Orsk in 2024"),
        ("He showed a false report that cost Vetria $40 million.", "cost Vetria $40 million"),
        ("Un pasaporte falso que usó en 2024 fue hallado.", "usó en 2024"),
        ("Le mensonge que le journal a publié en 2024 a coûté cher.", "le journal a publié en 2024"),
        ("Un démenti que la banque a publié en 2031 a suffi.", "la banque a publié en 2031"),
        ("Ложь, что газета напечатала в 2024 году, известна.", "газета напечатала в 2024 году"),
    ],
)
def test_a_clause_about_a_noun_of_denial_is_no_error(text: str, quote: str) -> None:
    assert Severity.ERROR not in [each.severity for each in found(text, quote, quote)]


def test_what_lies_somewhere_is_no_lie() -> None:
    assert not found(
        "The port lies in a bay so deep that ships of 40 m enter it.",
        "ships of 40 m enter it",
        "Ships of 40 m enter it.",
    )


@pytest.mark.parametrize(
    "head",
    [
        "Nobody has said",
        "The envoy has not said",
        "It is a myth",
        "The paper retracted its report",
        "He pretended",
    ],
)
def test_more_ways_to_deny(head: str) -> None:
    assert found(
        f"{head} that Orsk sold 75 buses to Tolmark.",
        "Orsk sold 75 buses to Tolmark",
        "Orsk sold 75 buses to Tolmark.",
    )


def test_a_further_quote_that_is_in_no_denial_makes_an_error_a_warning() -> None:
    text = DENIED + "\n\nOrsk has sold buses, 75 of them."
    (problem,) = found(text, "Orsk sold 75 buses to Tolmark", "Orsk sold 75 buses.", "Orsk has sold buses")
    assert problem.severity is Severity.WARNING


def test_a_statement_that_tells_the_denial_may_quote_what_is_denied() -> None:
    for statement in (
        "The ministry denies that Orsk sold 75 buses to Tolmark.",
        "Reports of a sale of 75 buses by Orsk are false.",
        "Orsk did not sell 75 buses, the ministry says.",
    ):
        assert found(DENIED, "Orsk sold 75 buses to Tolmark", statement) == ()


def test_a_person_may_let_it_stand() -> None:
    (item,) = found(
        DENIED, "Orsk sold 75 buses to Tolmark", "Orsk sold 75 buses.", reviewed="the court found it was so"
    )
    assert (item.code, item.severity) == ("reviewed", Severity.NOTE)


def test_a_source_that_does_not_say_its_language_is_read_in_its_own() -> None:
    text = "Le porte-parole a démenti que la ville d'Orsk ait vendu 75 bus aux gens du Tolmark."
    (problem,) = found(text, "la ville d'Orsk ait vendu 75 bus", "Orsk sold 75 buses.", lang="")
    assert problem.code == "quote-out-of-context"


def test_the_words_are_found_over_a_wrapped_line_and_in_any_form_of_unicode() -> None:
    text = "Bộ Ngoại giao bác bỏ\nthông tin Orsk đã bán 75 xe buýt cho Tolmark."
    decomposed = unicodedata.normalize("NFD", text)
    for each in (text, decomposed):
        assert found(each, "Orsk đã bán 75 xe buýt cho Tolmark", "Orsk sold 75 buses.", lang="vi")


@pytest.mark.parametrize("tail", ["if the king agrees", "unless the king objects", ", if the king agrees"])
def test_a_condition_right_behind_the_quote_is_seen(tail: str) -> None:
    text = f"Orsk will sell 75 buses{tail if tail[0] == ',' else ' ' + tail}."
    assert found(text, "Orsk will sell 75 buses", "Orsk will sell 75 buses.")
    assert not found(text, "Orsk will sell 75 buses", "Once the king agrees, Orsk will sell 75 buses.")


def test_a_hope_needs_no_more_than_may_or_should_in_the_statement() -> None:
    text = "The minister hopes that Vetria will open 9 mines."
    assert found(text, "Vetria will open 9 mines", "Vetria will open 9 mines.")
    assert not found(text, "Vetria will open 9 mines", "Vetria is expected to open 9 mines.")


def test_what_was_only_meant_is_no_deed() -> None:
    text = "Vetria plans to open 9 mines in May."
    assert found(text, "open 9 mines in May", "Vetria opened 9 mines in May.")
    assert not found(text, "open 9 mines in May", "Vetria is to open 9 mines in May.")


def test_long_sentences_are_read_in_linear_time() -> None:
    text = "Denied " * 30_000 + "that Orsk sold 75 buses to Tolmark " + "denied if " * 30_000
    assert found(text, "Orsk sold 75 buses to Tolmark", "Orsk sold 75 buses.")


def test_the_words_looked_for_first_miss_no_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "en": DENIED,
        "de": "Orsk verkaufte 75 Busse nicht. Es regnet, falls der Wind dreht.",
    }
    texts["ru"] = "Стороны ещё не подписали заём. Если парламент согласится, Орск продаст 75 автобусов."
    texts["es"] = "El ministerio negó que Orsk vendiera 75 autobuses, pero nadie lo sabe si no llueve."
    texts["fr"] = "S'il pleut, Orsk vendra 75 bus. Il est faux que la Vétrie ait fermé 9 mines."
    texts["vi"] = "Thông tin Orsk bán 75 xe buýt là sai sự thật. Nếu mưa, cầu sẽ đóng."

    def every() -> list[bool]:
        made = []
        for lang, text in texts.items():
            words = text.split(" ")
            for at in range(len(words)):
                for end in range(at + 1, len(words)):
                    quote = " ".join(words[at:end])
                    if text.count(quote) == 1:
                        start = text.index(quote)
                        span = anchor.Span(start, start + len(quote))
                        each = framed._frame(Quote("m", quote), span, text, languages.load(lang))
                        made.append(each is not None)
        return made

    quick = every()
    monkeypatch.setattr(framed, "_may_frame", lambda *_: True)
    assert any(quick)
    assert quick == every()


def test_every_language_with_firmness_has_frames_of_each_kind() -> None:
    for lang in languages.known():
        words = frames.words(languages.load(lang))
        assert words.before
        assert words.just_before
        assert words.behind
        assert words.just_behind


def test_every_phrase_of_the_tables_is_read() -> None:
    for lang in languages.known():
        for kind, meanings in languages.load(lang).table("stance")["frames"].items():
            for value, phrases in meanings.items():
                for phrase in phrases:
                    assert list(stance._entry(phrase, kind, value)), (lang, phrase)
