"""Articles of the made-up story: written from scratch, copied with or without credit, and edited in place."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from random import Random

from benchmarks.story_generator.figures import ATTACKERS, Figure, Tolls
from benchmarks.story_generator.outlets import AGENCIES, LANGUAGE_WEIGHTS, LANGUAGES, MadeOutlet
from benchmarks.story_generator.sentences import PRECEDENT_YEARS, QUARTERS, Scribe, Sentence
from story import Kind, OutletKind, Party, Qualifier

COPIES = 0.33  # of what outlets publish that are no agencies
KEPT = 60  # articles of each language that may still be copied
FILLER = (11, 17)  # sentences about other things
OTHER_KINDS = (Kind.INJURED, Kind.INJURED, Kind.INJURED, Kind.MISSING, Kind.DETAINED, Kind.DISPLACED, Kind.RESCUED)
QUOTATIONS_AN_HOUR, HAPPENINGS_AN_HOUR = 3, 0.6


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's sentences, the headline first. `credit`: the agency that the page credits."""

    lang: str
    sentences: tuple[Sentence, ...]
    credit: str | None = None


class Desk:
    """Writes articles; remembers the latest to copy from."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._tolls = Tolls(chance)
        self._scribes = {lang: Scribe(lang, chance) for lang in LANGUAGES}
        self._wires: dict[str, deque[tuple[str, Draft]]] = {lang: deque(maxlen=KEPT) for lang in LANGUAGES}
        self._papers: dict[str, deque[tuple[str, Draft]]] = {lang: deque(maxlen=KEPT) for lang in LANGUAGES}

    def article(self, outlet: MadeOutlet, hour: float) -> Draft:
        """What an outlet publishes at an hour: its own text or somebody else's."""
        chance, is_agency = self._chance, outlet.spec.kind is OutletKind.AGENCY
        lang = chance.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0] if is_agency else outlet.lang
        sources = (chance.random() < 0.75 and self._wires[lang]) or self._papers[lang]
        if not is_agency and sources and chance.random() < COPIES:
            source, draft = chance.choice(sources)
            draft = self._copied(draft, source, hour)
        else:
            draft = self._written(lang, outlet.spec.name if is_agency else None, hour)
        kept = self._wires if is_agency else self._papers
        kept[lang].append((outlet.spec.name, draft))
        return draft

    def edited(self, draft: Draft, hour: float) -> Draft:
        """The text after an edit: figures silently brought up to date, or taken out, or a paragraph more."""
        scribe, chance = self._scribes[draft.lang], self._chance
        sentences = list(draft.sentences)
        places = [place for place, sentence in enumerate(sentences) if sentence.claims and place]
        roll = chance.random()
        if roll < 0.5:
            sentences[0] = scribe.title(self._headline(hour))
            for place in places[:3]:
                sentences[place] = self._said(scribe, hour, Kind.KILLED)
        elif roll < 0.65 and places:
            for place in reversed(places[:3]):
                del sentences[place]
        else:
            sentences += [self._said(scribe, hour, chance.choice(OTHER_KINDS)), scribe.filler()]
        return replace(draft, sentences=(*sentences, scribe.filler()))

    def _copied(self, draft: Draft, source: str, hour: float) -> Draft:
        """Somebody else's text under a headline or a lead of its own, cut or whole, with or without credit."""
        scribe, chance = self._scribes[draft.lang], self._chance
        title, *body = draft.sentences
        if chance.random() < 0.5:
            title = scribe.title(self._headline(hour))
            body[:2] = [self._said(scribe, hour, Kind.KILLED), scribe.filler()]
        if chance.random() < 0.3:
            del body[len(body) * 2 // 3 :]
        roll = chance.random()
        if roll < 0.25:
            return Draft(draft.lang, (title, _dated(scribe, source, body[0]), *body[1:]))
        if roll < 0.5:
            return Draft(draft.lang, (title, *body, scribe.credit(source)))
        return Draft(draft.lang, (title, *body), source if roll < 0.6 else None)

    def _written(self, lang: str, agency: str | None, hour: float) -> Draft:
        scribe, chance = self._scribes[lang], self._chance
        told = [self._said(scribe, hour, Kind.KILLED) for _ in range(chance.randint(2, 5))]
        told += [self._said(scribe, hour, chance.choice(OTHER_KINDS)) for _ in range(chance.randint(2, 4))]
        told += [self._part(scribe, hour) for _ in range(chance.randint(0, 3))]
        if chance.random() < 0.5:
            told.append(self._precedent(scribe))
        if chance.random() < 0.25:
            told.append(scribe.figure(self._attackers(hour), None))
        if chance.random() < 0.25:
            told.append(scribe.outdated(self._tolls.figure(1, Kind.KILLED, max(0.0, hour - 6))))
        told += [self._quotation(scribe, hour) for _ in range(chance.randint(0, 3))]
        if chance.random() < 0.6:
            number = self._recent(hour, HAPPENINGS_AN_HOUR)
            told.append(scribe.happening(number, _actor(number)))
        body = told[1:] + [scribe.filler() for _ in range(chance.randint(*FILLER))]
        chance.shuffle(body)
        lead = told[0] if agency is None else _dated(scribe, agency, told[0])
        return Draft(lang, (scribe.title(self._headline(hour)), lead, *body))

    def _headline(self, hour: float) -> Figure:
        """What headlines say: mostly the government's figure, now and then the security source's."""
        return replace(self._tolls.figure(self._chance.choice((1, 1, 1, 2)), Kind.KILLED, hour), speaker=None)

    def _said(self, scribe: Scribe, hour: float, kind: Kind) -> Sentence:
        voice = self._tolls.some_voice(self._chance)
        figure = self._tolls.figure(voice, kind, hour)
        if self._chance.random() < 0.01:  # a slip, or a count of their own
            low = max(1, figure.low + self._chance.randint(-40, 40))
            figure = replace(figure, low=low, high=low, qualifier=Qualifier.EXACT)
        agency = self._chance.choice(AGENCIES) if self._chance.random() < 0.2 else None
        return scribe.figure(figure, agency)

    def _part(self, scribe: Scribe, hour: float) -> Sentence:
        """A figure of a part: callings grow with the toll, quarters have each a count that moves now and then."""
        chance = self._chance
        figure = self._tolls.figure(self._tolls.some_voice(chance), chance.choice((Kind.KILLED, Kind.INJURED)), hour)
        number = min(chance.randint(0, 11), chance.randint(0, 11 + len(QUARTERS)))
        low = max(1, figure.low * (1 + number % 5) // 30)
        return scribe.partial(replace(figure, low=low, high=low, qualifier=Qualifier.EXACT), scribe.group(number))

    def _precedent(self, scribe: Scribe) -> Sentence:
        """Another event's figure, the first ones told again and again."""
        number = int(48 * self._chance.random() ** 3)
        low = 11 + number * 7
        figure = Figure(Kind.KILLED, low, low, Qualifier.EXACT, None)
        return scribe.background(figure, number % (6 * len(PRECEDENT_YEARS)))

    def _attackers(self, hour: float) -> Figure:
        dead = 2 + int(hour) // 20
        voice = self._tolls.voices[self._tolls.some_voice(self._chance)]
        return Figure(Kind.KILLED, dead, dead, Qualifier.EXACT, voice.speaker, voice.name, Party.ATTACKERS)

    def _quotation(self, scribe: Scribe, hour: float) -> Sentence:
        number = self._recent(hour, QUOTATIONS_AN_HOUR)
        names = [voice.name for voice in self._tolls.voices if voice.name]
        return scribe.quotation(number, names[number * 7 % len(names)], self._chance.choice(AGENCIES))

    def _recent(self, hour: float, an_hour: float) -> int:
        """The number of something that came up lately: of the last half day, the newer the likelier."""
        return max(0, int((hour - min(hour, self._chance.expovariate(0.3))) * an_hour))


def _actor(number: int) -> str:
    return (ATTACKERS, "The Port Authority", "The Harbour Front", "Minister Dorn", "Prefect Halvar")[number % 5]


def _dated(scribe: Scribe, agency: str, sentence: Sentence) -> Sentence:
    """The sentence behind an agency's dateline, which belongs to it."""
    start = f"{scribe.dateline(agency)} "
    text = start + sentence.text
    ahead = len(start)
    return Sentence(
        text,
        tuple(
            replace(claim, start=claim.start + ahead, end=claim.end + ahead, sentence=text, sentence_end=len(text))
            for claim in sentence.claims
        ),
        tuple(
            replace(
                passage, start=passage.start + ahead, end=passage.end + ahead, sentence=text, sentence_end=len(text)
            )
            for passage in sentence.passages
        ),
    )
