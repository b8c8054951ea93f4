"""What people ask of whoever writes the store, as JSON: the shapes, and what is refused before anything is done.

A request is one object, `{"request": "mark", …}`; a new kind is a new struct with its own word. Imported when a request
is made or taken up: msgspec is no part of a dashboard's start.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from store.claim_rows import LARGEST
from store.cleaning import storable
from store.errors import RequestRefused
from story import TARGETS_OF_JUDGEMENT, ArticleTarget, EvidenceTarget, FactTarget, Judgement, plain_text

LONGEST_NOTE = 2_000  # characters
LONGEST_AUTHOR = 100
LONGEST_WORDS = 20_000  # of a target's own texts: a sentence that the reader cut, with room
MOST_ARTICLES = 10_000  # that one split may name
MOST_FEEDS = 1_000  # that one request for visits may name


class MarkRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="request", tag="mark"):
    """Make a mark. Its target is one of `evidence`, `article` and `fact`; a split names `articles`, a merge `into`."""

    author: str
    judgement: Judgement
    evidence: EvidenceTarget | None = None
    article: ArticleTarget | None = None
    fact: FactTarget | None = None
    note: str = ""
    articles: tuple[int, ...] = ()
    into: str | None = None

    @property
    def target(self) -> EvidenceTarget | ArticleTarget | FactTarget:
        """The one target. Raises RequestRefused if there is none, or more than one."""
        given = [target for target in (self.evidence, self.article, self.fact) if target is not None]
        if len(given) != 1:
            raise RequestRefused("a mark has one target: a claim or passage, an article, or a fact")
        return given[0]


class UndoRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="request", tag="undo"):
    """Undo a mark."""

    author: str
    mark: int


class VisitRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="request", tag="visit"):
    """Visit feeds as soon as is polite: of outlets of these names or at these addresses; all if none is named."""

    feeds: tuple[str, ...] = ()


Request = MarkRequest | UndoRequest | VisitRequest


def encoded(request: Request) -> bytes:
    """A request as its file holds it, checked first. Raises RequestRefused."""
    return msgspec.json.format(msgspec.json.encode(checked(request)), indent=1) + b"\n"


def decoded(body: bytes) -> Request:
    """The request in a file. Raises RequestRefused if it is none that we know, or can't be done whatever the store."""
    try:
        request = msgspec.json.decode(body, type=Request)
    except (msgspec.DecodeError, RecursionError) as error:
        raise RequestRefused(f"not a request that this storywatch knows: {_one_line(str(error))}") from error
    return checked(request)


def checked(request: Request) -> Request:
    """The request with its texts cleaned for screen and store. Raises RequestRefused with what is wrong."""
    if isinstance(request, VisitRequest):
        return _checked_visit(request)
    author = _one_line(request.author)
    if not author:
        raise RequestRefused("a mark has an author; give your name with --author, or as [user] name")
    if len(author) > LONGEST_AUTHOR:
        raise RequestRefused(f"the author's name has {len(author)} characters; at most {LONGEST_AUTHOR}")
    if isinstance(request, UndoRequest):
        _check_number("mark", request.mark)
        return UndoRequest(author, request.mark)
    if not isinstance(request.target, TARGETS_OF_JUDGEMENT[request.judgement]):
        allowed = " or ".join(_WORDS[target] for target in TARGETS_OF_JUDGEMENT[request.judgement])
        raise RequestRefused(f"“{request.judgement}” is said of {allowed}, not of {_WORDS[type(request.target)]}")
    note = _one_line(request.note)
    if len(note) > LONGEST_NOTE:
        raise RequestRefused(f"the note has {len(note)} characters; at most {LONGEST_NOTE}")
    if request.judgement is Judgement.NOTE and not note:
        raise RequestRefused("a note needs words; give them with --note")
    if (request.into is not None) != (request.judgement is Judgement.MERGE):
        raise RequestRefused("a merge, and only a merge, names the fact that the other one counts as")
    if bool(request.articles) != (request.judgement is Judgement.SPLIT):
        raise RequestRefused("a split, and only a split, names the articles whose reports are another fact")
    if len(request.articles) > MOST_ARTICLES:
        raise RequestRefused(f"{len(request.articles)} articles are too many for one split; at most {MOST_ARTICLES}")
    for article_id in request.articles:
        _check_number("article", article_id)
    return msgspec.structs.replace(
        request,
        author=author,
        note=note,
        evidence=_checked_evidence(request.evidence),
        article=_checked_article(request.article),
        fact=None if request.fact is None else FactTarget(_key(request.fact.key)),
        articles=tuple(sorted(set(request.articles))),
        into=None if request.into is None else _key(request.into),
    )


def _checked_visit(request: VisitRequest) -> VisitRequest:
    if len(request.feeds) > MOST_FEEDS:
        raise RequestRefused(f"{len(request.feeds)} feeds are too many for one request; at most {MOST_FEEDS}, or all")
    if any(len(name) > LONGEST_NOTE for name in request.feeds):
        raise RequestRefused(f"the name of an outlet or a feed has more than {LONGEST_NOTE} characters")
    names = tuple(_one_line(name) for name in request.feeds)
    if not all(names):
        raise RequestRefused("the name of an outlet or a feed is empty")
    return VisitRequest(names)


_WORDS: dict[type, str] = {
    EvidenceTarget: "a claim or passage",
    ArticleTarget: "an article",
    FactTarget: "a fact",
}


def _checked_evidence(target: EvidenceTarget | None) -> EvidenceTarget | None:
    """Evidence whose numbers and words the store can hold; the words stay as they are, to be found again."""
    if target is None:
        return None
    _check_number("article", target.article_id)
    for number in (target.revision, target.start, target.end, target.low, target.high):
        if number is not None:
            _check_number("number", number, least=0)
    if not target.start < target.end or max(len(target.text), len(target.sentence)) > LONGEST_WORDS:
        raise RequestRefused("the words of the claim or passage can't stand in any text")
    return replace(target, kind=_one_line(target.kind), text=storable(target.text), sentence=storable(target.sentence))


def _checked_article(target: ArticleTarget | None) -> ArticleTarget | None:
    if target is None:
        return None
    _check_number("article", target.article_id)
    return ArticleTarget(target.article_id)


def _check_number(what: str, number: int, least: int = 1) -> None:
    if not least <= number <= LARGEST:
        raise RequestRefused(f"{what} {number}: no such number")


def _key(text: str) -> str:
    if not text or len(text) > LONGEST_WORDS:
        raise RequestRefused("the key of a fact is missing, or too long for one")
    return storable(text)


def _one_line(text: str) -> str:
    return " ".join(storable(plain_text(text)).split())
