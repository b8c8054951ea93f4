"""How reports become facts: who was first, what edits do, what the timeline shows."""

from pathlib import Path
from typing import Any

from store import OutletSpec, Reader, integrity, open_reader, open_writer
from story import Kind, Modality, OutletKind, Qualifier, Reading, SpeakerClass, StoryContext

from .newsroom import CONTEXT, OUTLETS, START, Newsroom, at, background, killed


def labels(reader: Reader) -> list[tuple[str, str, str]]:
    return [(row.event, row.label, row.outlet) for row in reader.timeline()]


def test_equal_claims_of_several_outlets_are_one_fact(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("Quill Wire", "a", [killed(77)], published=10, seen=12)
    newsroom.publish("The Lamp", "b", [killed(77)], published=20, seen=22)
    (fact,) = reader.facts()
    assert (fact.label, fact.outlets, fact.reports, fact.first_outlets) == ("77 killed", 2, 2, ("Quill Wire",))
    assert [row.is_first for row in reader.reports(fact.id)] == [True, False]
    assert labels(reader) == [("report", "77 killed", "The Lamp"), ("fact", "77 killed", "Quill Wire")]


def test_an_earlier_report_found_later_takes_the_first_place_and_the_event_moves(
    newsroom: Newsroom, reader: Reader
) -> None:
    newsroom.publish("The Lamp", "b", [killed(77)], published=20, seen=22)
    (before,) = reader.timeline()
    newsroom.publish("Quill Wire", "a", [killed(77)], published=10, seen=30)
    (fact,) = reader.facts()
    assert fact.first_outlets == ("Quill Wire",)
    assert fact.first_at == at(10)
    assert labels(reader) == [("report", "77 killed", "The Lamp"), ("fact", "77 killed", "Quill Wire")]
    assert next(row for row in reader.timeline() if row.event == "fact").cursor.id == before.cursor.id


def test_reports_that_cannot_be_told_apart_share_the_first_place(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "b", [killed(77)], published=10, seen=22)
    newsroom.publish("Quill Wire", "a", [killed(77)], published=10, seen=30)
    (fact,) = reader.facts()
    assert sorted(fact.first_outlets) == ["Quill Wire", "The Lamp"]
    assert [row.is_first for row in reader.reports(fact.id)] == [True, True]


def test_a_figure_added_in_an_edit_is_dated_to_the_edit_not_to_publication(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "b", [killed(20)], published=10, seen=12)
    newsroom.edit(article_id, [killed(37)], seen=90)
    fact = reader.facts()[0]
    assert (fact.label, fact.first_not_before, fact.first_not_after) == ("37 killed", at(12), at(90))
    assert reader.reports(fact.id)[0].basis == "edited"


def test_an_edit_narrows_to_the_last_visit_that_still_saw_the_old_text(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "b", [killed(20)], published=10, seen=12, title="Fire")
    saved = newsroom.edit(article_id, [killed(20)], seen=60)
    assert saved is not None
    assert saved.revision_id is None
    newsroom.edit(article_id, [killed(37)], seen=90, modified_at=at(75))
    fact = reader.facts()[0]
    assert (fact.first_not_before, fact.first_at, fact.first_not_after) == (at(60), at(75), at(90))


def test_a_figure_that_an_edit_takes_out_stays_reported_and_is_marked_withdrawn(
    newsroom: Newsroom, reader: Reader
) -> None:
    article_id = newsroom.publish("The Lamp", "b", [killed(20)], published=10, seen=12)
    newsroom.edit(article_id, [killed(37)], seen=90)
    (report,) = reader.reports(reader.facts()[1].id)
    assert report.withdrawn_at == at(90)
    assert reader.facts()[1].withdrawn == 1
    edit = next(row for row in reader.timeline() if row.event == "edit")
    assert edit.detail == "silently raised 20 to 37 killed"


def test_a_second_article_of_an_outlet_is_a_report_but_no_event(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "a", [killed(20)], published=10, seen=12)
    newsroom.publish("The Lamp", "b", [killed(20)], published=20, seen=22)
    (fact,) = reader.facts()
    assert (fact.reports, fact.outlets) == (2, 1)
    assert [row.event for row in reader.timeline()] == ["fact"]


def test_an_article_without_figures_of_the_story_is_an_event_of_its_own(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "smoke over the harbour", [], published=10, seen=12)
    newsroom.publish("Radio Cove", "a look back", [background(9)], published=11, seen=12)
    assert [(row.event, row.label) for row in reader.timeline()] == [
        ("article", "a look back"),
        ("article", "smoke over the harbour"),
    ]
    assert reader.facts() == []
    assert [fact.label for fact in reader.facts(scope="background")] == ["9 killed (background)"]
    assert [fact.label for fact in reader.facts(scope=None)] == ["9 killed (background)"]
    assert reader.kinds() == []


def test_a_figure_only_ever_called_outdated_makes_no_event(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "a", [killed(73, superseded=True), killed(77)], published=10, seen=12)
    assert [row.label for row in reader.timeline()] == ["77 killed"]
    assert sorted(fact.label for fact in reader.facts()) == ["73 killed", "77 killed"]


def test_new_facts_are_named_once(newsroom: Newsroom) -> None:
    first = newsroom.publish("The Lamp", "a", [], published=10, seen=12)
    second = newsroom.publish("Radio Cove", "b", [], published=10, seen=12)
    saved = [newsroom.edit(article, [killed(77), background(3)], seen=20) for article in (first, second)]
    assert [row.new_facts for row in saved if row] == [("77 killed",), ()]


def test_a_publication_time_learned_later_dates_the_reports_anew(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "a", [killed(77)], published=None, seen=60, title="Fire")
    assert reader.facts()[0].first_at == at(60)
    newsroom.edit(article_id, [killed(77)], seen=90, published_at=at(30), published_basis="JSON-LD")
    assert reader.facts()[0].first_at == at(30)
    article = reader.article(article_id)
    assert article is not None
    assert article.published_basis == "JSON-LD"


def test_a_page_time_in_doubt_only_fills_an_empty_place(newsroom: Newsroom, reader: Reader) -> None:
    basis = "meta, zone assumed UTC"
    doubtful: dict[str, Any] = {"published_at": at(30), "published_basis": basis, "is_zone_assumed": True}
    listed = newsroom.publish("The Lamp", "a", [killed(77)], published=9, seen=60, title="Fire")
    newsroom.edit(listed, [killed(77)], seen=90, **doubtful)
    unlisted = newsroom.publish("The Lamp", "b", [killed(78)], published=None, seen=60, title="Fire")
    newsroom.edit(unlisted, [killed(78)], seen=90, **doubtful)
    articles = {row.id: (row.published_at, row.published_basis) for row in reader.articles()}
    assert articles == {listed: (at(9), "feed"), unlisted: (at(30), basis)}
    newsroom.edit(listed, [killed(77)], seen=95, published_at=at(8), published_basis="json-ld")
    article = reader.article(listed)
    assert article is not None
    assert (article.published_at, article.published_basis) == (at(8), "json-ld")


def test_an_outlet_that_moves_its_publication_time_forward_keeps_its_place(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "a", [], published=None, seen=12)
    newsroom.edit(article_id, [killed(77)], seen=20, published_at=at(9))
    newsroom.edit(article_id, [killed(77), killed(3, kind=Kind.MISSING)], seen=90, published_at=at(85))
    assert reader.articles()[0].published_at == at(9)


def test_the_toll_follows_the_latest_figure_of_a_voice(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("Quill Wire", "a", [killed(359)], published=10, seen=12)
    assert reader.toll(Kind.KILLED, at(30)).headline.low == 359  # type: ignore[union-attr]
    newsroom.publish("Quill Wire", "b", [killed(253)], published=60, seen=61)
    assert reader.toll(Kind.KILLED, at(30)).headline.low == 359  # type: ignore[union-attr]
    assert reader.toll(Kind.KILLED, at(90)).headline.low == 253  # type: ignore[union-attr]
    assert [point.range_high for point in reader.toll_series(Kind.KILLED, at(90))] == [359, 253]
    assert reader.kinds() == [Kind.KILLED]
    assert reader.toll(Kind.INJURED, at(90)).headline is None


def test_an_agency_copied_by_outlets_is_one_origin(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("Quill Wire", "a", [killed(77)], published=10, seen=12)
    newsroom.publish("The Lamp", "b", [killed(77, via="Quill Wire")], published=20, seen=22)
    newsroom.publish("Radio Cove", "c", [killed(77, via="Quill Wire")], published=30, seen=32)
    (fact,) = reader.facts()
    assert (fact.outlets, fact.origins) == (3, 1)


def test_a_changed_outlet_counts_its_reports_anew(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "b", [killed(77)], published=20, seen=22)
    newsroom.publish("Radio Cove", "c", [killed(77)], published=30, seen=32)
    assert reader.facts()[0].outlets == 2
    merged = [OutletSpec(spec.name, spec.domains, spec.kind, publisher="Cove Group") for spec in OUTLETS[1:]]
    newsroom.writer.sync_outlets(merged, at(60))
    assert (reader.facts()[0].outlets, [row.event for row in reader.timeline()]) == (1, ["fact"])


def test_a_changed_context_names_speakers_anew(path: Path) -> None:
    torch = killed(12, source="The Torch", speaker_class=SpeakerClass.ARMED_GROUP)
    with open_writer(path) as writer:
        newsroom = Newsroom(writer)
        newsroom.publish("The Lamp", "a", [torch], published=10, seen=12)
        newsroom.publish("The Lamp", "b", [killed(1, source=None)], published=10, seen=12)
        assert writer.database.execute("SELECT sum(is_official) FROM reports").fetchone() == (0,)
    with open_writer(path, context=CONTEXT, official=frozenset({"The Lamp"})) as writer:
        assert writer.database.execute("SELECT sum(is_official) FROM reports").fetchone() == (1,)
        assert {row[0] for row in writer.database.execute("SELECT voice FROM facts").fetchall()} >= {"The Torch"}
    with open_writer(path) as writer:  # a writer without a context leaves the one that is there
        assert writer.database.execute("SELECT name FROM story").fetchone() == (CONTEXT.name,)
    assert integrity(path) == []


def test_two_stories_in_one_voice_stay_apart_by_modality(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "a", [killed(9), killed(9, modality=Modality.DENIED)], published=10, seen=12)
    assert len(reader.facts()) == 2


def test_figures_too_large_for_the_table_are_kept_as_the_largest(newsroom: Newsroom, reader: Reader) -> None:
    newsroom.publish("The Lamp", "a", [killed(10**30)], published=10, seen=12)
    assert reader.facts()[0].low == 2**63 - 1


def test_official_outlets_and_story_reach_readers(path: Path) -> None:
    context = StoryContext("Ümlaut ‘fire’", "Port Quill", START)
    with open_writer(path, context=context, official=frozenset({"Quill Wire"})) as writer:
        newsroom = Newsroom(writer)
        newsroom.publish("Quill Wire", "a", [killed(4, source=None)], published=10, seen=12)
    with open_reader(path) as reader:
        assert reader.context() == context
        official = reader.toll(Kind.KILLED, at(20)).official
        assert official is not None
        assert official.low == 4


def test_vague_and_open_figures_survive_the_store(newsroom: Newsroom, reader: Reader) -> None:
    claims = [
        killed(20, high=99, qualifier=Qualifier.VAGUE, text="dozens were killed", source=None, group="dockers"),
        killed(70, high=None, qualifier=Qualifier.OVER, text="more than 70 were killed", partial=True, rule="over"),
    ]
    newsroom.publish("Quill Wire", "a", claims, published=10, seen=12)
    (article,) = reader.articles()
    (text,) = reader.revisions(article.id)
    stored = [row.claim for row in reader.claims(text.id)]
    for claim, back in zip(claims, stored, strict=True):
        assert (claim.low, claim.high, claim.qualifier, claim.group) == (
            back.low,
            back.high,
            back.qualifier,
            back.group,
        )
        assert text.text[back.start : back.end] == claim.text
        assert text.text[back.sentence_start : back.sentence_end] == back.sentence
    assert reader.articles()[0].outlet_kind == OutletKind.AGENCY


def test_a_rebuild_leads_claims_that_it_keeps_to_the_facts_that_the_present_rules_name(
    newsroom: Newsroom, reader: Reader
) -> None:
    newsroom.publish("The Lamp", "a", [killed(7), killed(8)], published=10, seen=12)
    writer = newsroom.writer
    named = [row.fact_id for row in reader.claims(1)]
    writer.database.execute("UPDATE claims SET fact_id = ? WHERE id = 1", (named[1],))  # as other rules named it
    read = Reading("en", tuple(row.claim for row in reader.claims(1)))
    writer.keep_readings("better", [(text.revision_id, read) for text in writer.unread_texts("better")])
    writer.put_readings_in_place("better")
    assert [row.fact_id for row in reader.claims(1)] == named


def test_a_clock_that_was_set_back_hides_nothing(newsroom: Newsroom, reader: Reader) -> None:
    assert reader.present(at(3)) == at(3)
    newsroom.publish("The Lamp", "a", [killed(77)], published=90, seen=100)
    newsroom.publish("The Lamp", "b", [killed(81)], published=5, seen=6)
    assert reader.present(at(6)) == at(100)
    toll = reader.toll(Kind.KILLED, reader.present(at(6)))
    assert {figure.low for figure in toll.standing} == {77}
    assert len(reader.facts()) == 2
