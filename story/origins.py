"""Where an article has a fact from: its own reporting, or the agency or outlet that it names or copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from story.agencies import agency_in, is_nameless, outlet_key, outlet_name
from story.credits import credited_origin
from story.model import CITES, COPIES, OWN, Claim, Origin, OutletKind, Passage, Report, SpeakerClass


@dataclass(frozen=True, slots=True)
class Copied:
    """A fact as the article gives it whose text another copies: who printed it, and where they have it from.

    `origin` is the end of the chain as that article's own report has it.
    """

    outlet: str
    publisher: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Original:
    """The article whose text another article copies, with what it reports itself.

    `since_revision_id` is the copying article's revision that copies; earlier ones of it don't. `facts` has for each
    fact key when the original's report appeared, as best known, and the report's origin.
    """

    article_id: int
    outlet: str
    publisher: str
    since_revision_id: int
    facts: Mapping[str, tuple[datetime, Origin]]

    def copied(self, key: str, article_id: int, revision_id: int, at: datetime) -> Copied | None:
        """What the original says of a fact that a copy reports at a moment, None if it doesn't give it, or later.

        A fact only ever comes from an earlier report (by time, then article): so no chain bites its tail, even of
        two articles that copy each other's edits.
        """
        told = self.facts.get(key)
        if told is None or revision_id < self.since_revision_id or (told[0], self.article_id) >= (at, article_id):
            return None
        return Copied(self.outlet, self.publisher, told[1])


def origin_of(
    evidence: Claim | Passage,
    *,
    outlet: str,
    outlet_kind: OutletKind,
    credit: str | None,
    text_credit: Origin | None,
    publisher: str | None = None,
    publishers: Mapping[str, str] | None = None,
    copied: Copied | None = None,
) -> Origin:
    """The origin of a claim or passage in an article of `outlet`, from what the article says and what it copies.

    What the article says, in this order: who the speaker is said to have spoken to (`via`), a speaker that is an
    outlet or agency itself, an agency that the claim's sentence names ("a figure that AFP could confirm"), an agency's
    dateline or a credit line in the text ("BAMAKO (Reuters) –", "Source: AFP", "avec AFP"), the credit that feed or
    page gives (a copy, but "avec AFP" cites there too). Unknown outlets are origins under their own names.

    `credit` is what feed or page give, `text_credit` what the text does (story/credits.py).

    `copied` is what the article copied (story/copies.py) says of the same fact, None if nothing was copied or it
    doesn't give the fact. It counts where the article names nobody, and where whom it names is just the one it
    copies: a credit is a link of the chain, and the chain ends at `copied.origin`. Somebody else whom the article names
    comes first.

    `publishers` has the publishers of outlets that are called otherwise, by `outlet_key` of the outlet: outlets of one
    publisher count as one origin, whichever of them is named.

    A chain that leads back to the article's own outlet or publisher is "own": an agency reports "told AFP" on its own
    wire. So is what nobody is named for and nothing was copied. `outlet_kind` decides for an official site or a
    party's channel: what it prints is always its own.
    """
    own = Origin(outlet_name(outlet), OWN)
    if outlet_kind in (OutletKind.OFFICIAL, OutletKind.PARTY):
        return own
    publishers = publishers or {}
    ourselves = outlet_key(publisher or outlet)
    origin = _of_publisher(_named_origin(evidence), publishers)
    if origin is not None and _is_of(origin, outlet, ourselves):
        return own  # it says so itself, whatever else it copies
    if origin is None and outlet_kind is not OutletKind.AGENCY:
        origin = _of_publisher(text_credit or (credited_origin(credit) if credit else None), publishers)
        if origin is not None and _is_of(origin, outlet, ourselves):
            origin = None
    if copied is not None:
        end = _end_of_chain(copied)
        links = {counts_as(end), outlet_key(copied.outlet), outlet_key(copied.publisher)}
        if origin is None or links & {outlet_key(origin.name), counts_as(origin)}:
            origin = end
    return own if origin is None or _is_of(origin, outlet, ourselves) else origin


def _end_of_chain(copied: Copied) -> Origin:
    """What a copy has for its origin: where its original has the fact from, or the original's own outlet."""
    if copied.origin.how != OWN:
        return replace(copied.origin, how=COPIES)
    key = outlet_key(copied.publisher)
    return Origin(outlet_name(copied.outlet), COPIES, "" if key == outlet_key(copied.outlet) else key)


def _of_publisher(origin: Origin | None, publishers: Mapping[str, str]) -> Origin | None:
    publisher = publishers.get(outlet_key(origin.name)) if origin is not None else None
    return origin if origin is None or publisher is None else replace(origin, key=outlet_key(publisher))


def _is_of(origin: Origin, outlet: str, publisher_key: str) -> bool:
    return outlet_key(outlet) == outlet_key(origin.name) or counts_as(origin) == publisher_key


def counts_as(origin: Origin) -> str:
    """What an origin that isn't an article's own reporting counts as among others."""
    return origin.key or outlet_key(origin.name)


def _named_origin(evidence: Claim | Passage) -> Origin | None:
    """The outlet or agency that the words of a claim or passage name, None if they name none."""
    if evidence.via and not is_nameless(evidence.via):
        return Origin(outlet_name(evidence.via), CITES)
    if evidence.source and _is_outlet(evidence) and not is_nameless(evidence.source):
        return Origin(outlet_name(evidence.source), CITES)
    agency = agency_in(evidence.sentence)
    return Origin(agency, CITES) if agency else None


def _is_outlet(evidence: Claim | Passage) -> bool:
    """Whether the speaker is itself an outlet or agency that the article has the fact from."""
    if evidence.source is None:
        return False
    return evidence.speaker_class in (SpeakerClass.NEWS_OUTLET, SpeakerClass.AGENCY) or (
        evidence.speaker_class is SpeakerClass.UNKNOWN and agency_in(evidence.source) is not None
    )


def origin_key(report: Report) -> str:
    """What a report's origin counts as: the outlet or agency at the chain's end, the publisher if it is its own."""
    return outlet_key(report.publisher) if report.origin.how == OWN else counts_as(report.origin)


def independent_origins(reports: Iterable[Report]) -> int:
    """How many origins that don't depend on each other stand behind reports: ten copies of one agency are one.

    Several outlets of one publisher that report for themselves are one origin, and so are an agency's own wire
    and those who cite it.
    """
    return len({origin_key(report) for report in reports})
