"""Where the store says that copies have their facts from, as it learns what they copy."""

from dataclasses import replace
from datetime import datetime

import pytest

from store import ArticleAfterVisit, OutletSpec, Reader, Validators, Writer
from story import Claim, OutletKind

from .newsroom import OUTLETS, Newsroom, at, entry, killed, revision, visit

DISPATCH = "\n" + "\n".join(" ".join(f"word{n}" for n in range(start, start + 12)) for start in range(0, 120, 12))
LEAD = "\n" + " ".join(f"lead{n}" for n in range(30))


def publish(
    newsroom: Newsroom,
    outlet: str,
    *claims: Claim,
    published: float,
    seen: float | None = None,
    text: str = DISPATCH,
    credit: str | None = None,
) -> int:
    """An article with this text behind its claims; its id."""
    seen = published if seen is None else seen
    url = f"http://x.example/{outlet}/{published}"
    (article_id,) = newsroom.list_entries(outlet, at(seen), entry(url, published_at=at(published)))
    see(newsroom.writer, article_id, *claims, seen=seen, text=text, credit=credit)
    return article_id


def see(
    writer: Writer,
    article_id: int,
    *claims: Claim,
    seen: float,
    text: str = DISPATCH,
    credit: str | None = None,
) -> None:
    """A visit that finds these claims and this text."""
    after = ArticleAfterVisit(Validators(), at(seen + 30), 0, credit=credit)
    found = revision("Fire", claims, at(seen), ending=text)
    writer.save_article_visit(article_id, visit("http://x.example/", at(seen)), after, found)


def origins(reader: Reader, key: str = "killed|9|-|victims|event", as_of: datetime | None = None) -> dict[str, str]:
    """For each outlet that reports a fact, how and whence."""
    fact = reader.fact_by_key(key, as_of)
    assert fact is not None
    return {report.outlet: f"{report.origin_how} {report.origin}" for report in reader.reports(fact.id, as_of=as_of)}


def test_an_uncredited_copy_has_its_fact_from_the_outlet_that_it_copies(newsroom: Newsroom, reader: Reader) -> None:
    publish(newsroom, "Quill Wire", killed(9), published=0)
    publish(newsroom, "The Lamp", killed(9), killed(11), published=10, text=LEAD + DISPATCH)
    assert origins(reader) == {"Quill Wire": "own Quill Wire", "The Lamp": "copies Quill Wire"}
    assert origins(reader, "killed|11|-|victims|event") == {"The Lamp": "own The Lamp"}
    fact = reader.fact_by_key("killed|9|-|victims|event")
    assert fact is not None
    assert (fact.outlets, fact.origins) == (2, 1)


def test_a_chain_of_copies_ends_where_the_first_has_the_fact_from(newsroom: Newsroom, reader: Reader) -> None:
    publish(newsroom, "Quill Wire", killed(9, via="Reuters"), published=0)
    publish(newsroom, "The Lamp", killed(9), published=10, text=DISPATCH + LEAD)
    publish(newsroom, "Radio Cove", killed(9), published=20, text=DISPATCH + LEAD)
    assert set(origins(reader).values()) == {"cites Reuters", "copies Reuters"}


def test_what_an_original_reports_only_later_its_copy_had_before(newsroom: Newsroom, reader: Reader) -> None:
    wire = publish(newsroom, "Quill Wire", killed(7), published=0)
    publish(newsroom, "The Lamp", killed(9), published=10)
    see(newsroom.writer, wire, killed(7), killed(9), seen=60)
    assert origins(reader) == {"The Lamp": "own The Lamp", "Quill Wire": "own Quill Wire"}


def test_a_dispatch_that_is_found_late_leads_its_copies_to_it_and_the_past_stays(
    newsroom: Newsroom, reader: Reader
) -> None:
    publish(newsroom, "The Lamp", killed(9), published=10)
    publish(newsroom, "Radio Cove", killed(9), published=20)
    publish(newsroom, "Quill Wire", killed(9), published=5, seen=60)
    now = {"Quill Wire": "own Quill Wire", "The Lamp": "copies Quill Wire", "Radio Cove": "copies Quill Wire"}
    assert origins(reader) == now
    before = {"The Lamp": "own The Lamp", "Radio Cove": "copies The Lamp"}
    assert origins(reader, as_of=at(59)) == before
    newsroom.writer.refresh_facts()
    assert origins(reader) == now
    assert origins(reader, as_of=at(59)) == before


def test_a_credit_that_the_original_gives_only_later_reaches_its_copies(newsroom: Newsroom, reader: Reader) -> None:
    lamp = publish(newsroom, "The Lamp", killed(9), published=0)
    publish(newsroom, "Radio Cove", killed(9), published=10)
    assert origins(reader)["Radio Cove"] == "copies The Lamp"
    see(newsroom.writer, lamp, killed(9), seen=20, credit="Reuters")
    assert origins(reader) == {"The Lamp": "copies Reuters", "Radio Cove": "copies Reuters"}
    assert origins(reader, as_of=at(15))["Radio Cove"] == "copies The Lamp"


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_in_whatever_order_a_dispatch_and_its_copies_are_found_they_are_one_origin(
    newsroom: Newsroom, reader: Reader, order: tuple[int, int, int]
) -> None:
    published = [("Quill Wire", 0), ("The Lamp", 10), ("Radio Cove", 20)]
    for visited, place in enumerate(order):
        outlet, minute = published[place]
        publish(newsroom, outlet, killed(9), published=minute, seen=60 + visited)
    assert set(origins(reader).values()) == {"own Quill Wire", "copies Quill Wire"}


def test_a_claim_that_names_somebody_else_is_not_the_copied_ones(newsroom: Newsroom, reader: Reader) -> None:
    publish(newsroom, "Quill Wire", killed(9), published=0)
    publish(newsroom, "The Lamp", replace(killed(9), via="Reuters"), published=10)
    assert origins(reader)["The Lamp"] == "cites Reuters"


def test_an_outlet_that_bears_an_agencys_name_is_not_the_agency(newsroom: Newsroom, reader: Reader) -> None:
    desk = OutletSpec("Harbour News AFP", ("harbour.example",), OutletKind.NEWSPAPER, publisher="Harbour News")
    newsroom.writer.sync_outlets((*OUTLETS, desk), at(0))
    publish(newsroom, "The Lamp", replace(killed(9), via="AFP"), published=0, text=LEAD)
    (origin,) = {row["origin_key"] for row in newsroom.writer.database.query("SELECT origin_key FROM reports")}
    assert origin == "afp"


def test_who_cites_or_copies_any_outlet_of_a_publisher_counts_with_it(newsroom: Newsroom, reader: Reader) -> None:
    wire = replace(OUTLETS[0], publisher="Quill Group")
    newsroom.writer.sync_outlets((wire, *OUTLETS[1:]), at(0))
    publish(newsroom, "Quill Wire", killed(9), published=0)
    publish(newsroom, "The Lamp", replace(killed(9), via="the agency Quill Wire"), published=10, text=LEAD)
    publish(newsroom, "Radio Cove", killed(9), published=20)
    assert origins(reader)["Radio Cove"] == "copies Quill Wire"
    assert origins(reader)["The Lamp"] == "cites the agency Quill Wire"
    fact = reader.fact_by_key("killed|9|-|victims|event")
    assert fact is not None
    assert (fact.outlets, fact.origins) == (3, 1)
    newsroom.writer.refresh_facts()
    assert reader.fact(fact.id) == fact
