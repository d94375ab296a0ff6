"""What goes into a brief and in what order."""

from decimal import Decimal

from briefbook.assembly import plan
from briefbook.model.brief import SectionSpec, Spec, Visit
from briefbook.model.date import PartialDate
from briefbook.model.fact import Fact, Quantity, Quote, Resolution

VISIT = Visit("Tolmark", "Ostrava Bay", "state", PartialDate(2031, 4, 1), PartialDate(2031, 4, 3))


def fact(id_: str, section: str = "economy", priority: str = "should", **more) -> Fact:
    return Fact(id_, section, {"": f"{id_}."}, (Quote("m", "x"),), priority=priority, **more)


def asked(*sections: SectionSpec | str, lang: str = "en") -> Spec:
    wanted = tuple(SectionSpec(each) if isinstance(each, str) else each for each in sections)
    return Spec("b", "Visit", lang, ("lake",), wanted, VISIT, path="briefs/b.toml")


def chosen(spec: Spec, facts: list[Fact], **more) -> dict[str, list[str]]:
    brief, _ = plan.assemble(spec, facts, (), **more)
    return {section.key: [fact.id for fact in section.facts] for section in brief.sections}


def test_must_stands_before_should_before_could_and_the_ledger_decides_the_rest():
    facts = [fact("c1", priority="could"), fact("s1"), fact("m1", priority="must"), fact("s2")]
    facts += [fact("m2", priority="must"), fact("c2", priority="could")]
    assert chosen(asked("economy"), facts) == {"economy": ["m1", "m2", "s1", "s2", "c1", "c2"]}


def test_order_ledger_keeps_the_ledger():
    facts = [fact("c", priority="could"), fact("m", priority="must")]
    assert chosen(asked(SectionSpec("economy", order="ledger")), facts) == {"economy": ["c", "m"]}


def test_order_date_puts_the_oldest_first():
    late = fact("late", as_of=PartialDate(2031, 2))
    early = fact("early", quantities=(Quantity("x", Decimal(1), "USD", "2029"),))
    assert chosen(asked(SectionSpec("economy", order="date")), [late, early]) == {
        "economy": ["early", "late"]
    }


def test_sections_stand_as_asked_and_facts_of_others_are_ignored():
    facts = [fact("a"), fact("b", "outcomes"), fact("c", "energy"), fact("d", "community")]
    assert chosen(asked("outcomes", "economy"), facts) == {"outcomes": ["b"], "economy": ["a"]}


def test_tags_narrow_a_section():
    facts = [fact("a", tags=("fish",)), fact("b", tags=("dam", "fish")), fact("c")]
    assert chosen(asked(SectionSpec("economy", tags=("dam", "lake"))), facts) == {"economy": ["b"]}


def test_drafts_are_taken_only_when_asked_for_and_rejected_facts_never():
    facts = [fact("a"), fact("b", status="draft"), fact("c", status="rejected")]
    assert chosen(asked("economy"), facts) == {"economy": ["a"]}
    assert chosen(asked("economy"), facts, draft=True) == {"economy": ["a", "b"]}


def test_an_empty_section_is_left_out_and_warned_of():
    brief, problems = plan.assemble(asked("economy", "community"), [fact("a")], ())
    assert [section.key for section in brief.sections] == ["economy"]
    (problem,) = problems
    assert (str(problem.severity), problem.code, problem.path) == (
        "warning",
        "empty-section",
        "briefs/b.toml",
    )
    assert problem.keys == ("sections", 1)
    assert "'community'" in problem.message


def glance(*musts: tuple[str, int]) -> list[str]:
    facts = [
        fact(f"{section[0]}{number}", section, "must")
        for section, count in musts
        for number in range(1, count + 1)
    ]
    brief, _ = plan.assemble(asked("background", "economy", "outcomes"), facts, ())
    return [each.id for each in brief.glance]


def test_the_glance_takes_the_first_must_of_each_section_then_the_second():
    assert glance(("background", 4), ("economy", 1), ("outcomes", 4)) == ["b1", "b2", "e1", "o1", "o2"]
    assert glance(("background", 9)) == ["b1", "b2", "b3", "b4", "b5"]
    assert glance(("economy", 1), ("outcomes", 1)) == ["e1", "o1"]


def test_without_a_must_there_is_no_glance():
    brief, _ = plan.assemble(asked("economy"), [fact("a")], ())
    assert brief.glance == ()


def figure(id_: str, when: str, value: int, of: str = "exports", unit: str = "USD") -> Fact:
    return fact(id_, quantities=(Quantity(of, Decimal(value), unit, when),))


def test_figures_of_one_subject_and_unit_are_a_series_oldest_first():
    facts = [figure("b", "2030", 13), figure("a", "2028/2029", 9), figure("c", "2031-01", 2)]
    (series,) = plan.series(facts)
    assert (series.of, series.unit) == ("exports", "USD")
    assert [(point.when, point.value, point.fact.id) for point in series.points] == [
        ("2028/2029", 9, "a"),
        ("2030", 13, "b"),
        ("2031-01", 2, "c"),
    ]


def test_figures_of_other_subjects_units_or_of_one_time_are_no_series():
    assert plan.series([figure("a", "2030", 1), figure("b", "2031", 2, of="imports")]) == ()
    assert plan.series([figure("a", "2030", 1), figure("b", "2031", 2, unit="EUR")]) == ()
    assert plan.series([figure("a", "2030", 1), figure("b", "2030", 2)]) == ()
    assert plan.series([figure("a", "", 1), figure("b", "2031", 2)]) == ()


def test_section_titles_come_from_the_brief_the_language_or_the_key():
    facts = [fact("a"), fact("b", "wind-power"), fact("c", "outcomes")]
    wanted = asked("economy", "wind-power", SectionSpec("outcomes", "Ce qui reste"), lang="fr")
    brief, _ = plan.assemble(wanted, facts, ())
    assert [section.title for section in brief.sections] == ["Économie", "Wind power", "Ce qui reste"]


def test_a_resolution_is_shown_only_where_all_its_facts_are():
    both = Resolution(("a", "b"), "a", "the bulletin", True)
    brief, _ = plan.assemble(asked("economy"), [fact("a"), fact("b")], (), [both])
    assert brief.resolutions == (both,)
    brief, _ = plan.assemble(asked("economy"), [fact("a"), fact("b", "outcomes")], (), [both])
    assert brief.resolutions == ()


def test_a_fact_of_two_sections_is_said_once_at_a_glance():
    wanted = asked(SectionSpec("economy"), SectionSpec("defence", tags=("ports",)))
    brief, _ = plan.assemble(wanted, [fact("e1", priority="must", tags=("ports",))], ())
    assert [section.key for section in brief.sections] == ["economy", "defence"]
    assert [each.id for each in brief.glance] == ["e1"]
