"""A story's terms as the query of a search service, and the address to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from fetchers.urls import host_of
from story import SearchKind, Terms

QUERY = "{query}"  # where an address takes the query; {language} and {country} may stand in it, too
DEFAULT_ADDRESSES = {
    SearchKind.GDELT: (
        "https://api.gdeltproject.org/api/v2/doc/doc?query={query}"
        "&mode=artlist&format=json&sort=datedesc&maxrecords=250&timespan=1d"
    ),
    SearchKind.SEARCH: "https://news.google.com/rss/search?q={query}&hl={language}&gl={country}&ceid={country}:{language}",
}
TOO_LONG = 2_000  # characters of a whole address; longer ones are refused by many servers
_MOST_CHARACTERS = {
    SearchKind.GDELT: 240,
    SearchKind.SEARCH: 400,
}  # of a query; GDELT says no to longer ones, and not where it ends
_MOST_WORDS = {SearchKind.GDELT: 40, SearchKind.SEARCH: 32}  # Google reads no more than 32
_LEAST_CHARACTERS = {
    SearchKind.GDELT: 3,
    SearchKind.SEARCH: 2,
}  # of a term: GDELT refuses the whole query for a shorter one
_LEAST_QUOTED = {SearchKind.GDELT: 5, SearchKind.SEARCH: 2}  # likewise, of one in quotation marks
_GDELT_LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
    "pl": "polish",
    "ru": "russian",
    "sw": "swahili",
    "tr": "turkish",
    "uk": "ukrainian",
    "zh": "chinese",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for. `lang` and `country` are two letters each; without them the service decides.

    A query has a greatest length, and services know no endings ("attack*"). Rather too much is asked for than too
    little: a group of `all` that can't be said in whole is left out, and only of the first group single terms are, from
    its end. What is found is matched against the story like any entry.
    """

    kind: SearchKind
    terms: Terms
    lang: str | None = None
    country: str | None = None


def search_url(question: Question, template: str = "") -> str:
    """The address to ask; `template` takes the place of the service's own and holds QUERY.

    One without QUERY is asked with the parameters of the service's own. Raises ValueError when the terms leave nothing
    to ask for, or the address would be too long.
    """
    usual = DEFAULT_ADDRESSES[question.kind]
    template = template or usual
    if QUERY not in template:
        template = f"{template.rstrip('?')}?{usual.partition('?')[2]}"
    is_google = "news.google." in host_of(template)
    query = query_for(question, knows_when=is_google)
    if not query:
        raise ValueError("the terms leave nothing to search for: give whole words or phrases, without *")
    language = (question.lang or "en").partition("-")[0].lower()
    country = (question.country or (language if len(language) == 2 and language != "en" else "US")).upper()
    filled = template.replace("{language}", quote(language, safe="")).replace("{country}", quote(country, safe=""))
    url = filled.replace(QUERY, quote(query, safe=""))
    if len(url) > TOO_LONG:
        raise ValueError(f"the address would have {len(url):,} characters; at most {TOO_LONG:,}")
    return url


def query_for(question: Question, *, knows_when: bool = True) -> str:
    """The query in the service's own language: groups of alternatives in brackets, phrases in quotation marks.

    The services know `(a OR b)`, `"a phrase"` and `-without`, and none knows `*` at the end of a word. Only Google
    knows `when:1d`, the last day; for others it would be one more word that must be met.
    """
    kind = question.kind
    first, *others = [group for group in (question.terms.any, *question.terms.all) if group] or [()]
    groups = [list(_usable(first, kind))]
    groups += [usable for group in others if len(usable := list(_usable(group, kind))) == len(set(group))]
    groups = [group for group in groups if group]
    if not groups:
        return ""
    tail = _tail(question, knows_when)
    room, words = _MOST_CHARACTERS[kind] - len(tail) - 1, _MOST_WORDS[kind]
    without = [f"-{term}" for term in _usable(question.terms.none, kind)]
    while len(query := " ".join([*map(_group, groups), *without])) > room or len(query.split()) > words:
        if without:
            without.pop()
            continue
        if len(groups) > 1:
            groups.pop()
        elif len(groups[0]) > 1:
            groups[0].pop()  # the configuration's first terms are the ones that matter most
        else:
            return ""
    return f"{query} {tail}".strip()


def _usable(terms: Iterable[str], kind: SearchKind) -> Iterator[str]:
    """The terms that a service can take, phrases quoted, none twice."""
    seen: set[str] = set()
    for term in terms:
        bare = " ".join(term.replace('"', " ").split())
        if bare.endswith("*") or len(bare) < _LEAST_CHARACTERS[kind] or bare.casefold() in seen:
            continue
        if not any(character.isalnum() for character in bare) or not bare.isprintable():
            continue
        is_word = bare.isalnum() and bare not in ("OR", "AND", "NOT")
        if not is_word and len(bare) < _LEAST_QUOTED[kind]:
            continue
        seen.add(bare.casefold())
        yield bare if is_word else f'"{bare}"'


def _group(terms: list[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _tail(question: Question, knows_when: bool) -> str:
    if question.kind == SearchKind.SEARCH:
        return "when:1d" if knows_when else ""
    named = _GDELT_LANGUAGES.get((question.lang or "").partition("-")[0].lower())
    return f"sourcelang:{named}" if named else ""
