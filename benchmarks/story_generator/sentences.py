"""The words of the made-up story, from words.toml, and sentences made of them with claims at true offsets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.story_generator.figures import Figure
from story import Claim, FactType, Modality, Party, Passage, Qualifier, Scope, SpeakerClass

WORDS_FILE = Path(__file__).with_name("words.toml")
QUARTERS = [
    f"{first}{last}"
    for first in ("Bel", "Mar", "Tor", "Ost", "Quel", "Vin")
    for last in ("mont", "hafen", "ford", "eck", "lin", "wick", "bar")
]
PRECEDENT_YEARS = (1987, 1994, 2001, 2009, 2013, 2015, 2018, 2021)
FILLER_PARTS = ("openers", "subjects", "verbs", "objects", "endings")
# What the `whats` of a language tell, in their order there.
TOPICS = (
    "claim of responsibility",
    "arrest",
    "closure",
    "condemnation",
    "resignation or dismissal",
    "first word",
    "closure",
    "inquiry",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what it gives; all offsets count from its own start."""

    text: str
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()


@cache
def words_of(lang: str) -> dict[str, Any]:
    """The table of one language."""
    table: dict[str, Any] = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))[lang]
    return table


class Scribe:
    """Writes sentences in one language; what it picks comes from the generator's own chance."""

    def __init__(self, lang: str, chance: Random) -> None:
        self.lang = lang
        self._words = words_of(lang)
        self._chance = chance
        self._filler = tuple(self._words["filler"][part] for part in FILLER_PARTS)

    def _pick(self, name: str) -> str:
        picked: str = self._chance.choice(self._words[name])
        return picked

    def filler(self) -> Sentence:
        """A sentence about something else."""
        text = " ".join([self._chance.choice(part) for part in self._filler])
        return Sentence(f"{text}.")

    def title(self, figure: Figure) -> Sentence:
        """A headline that gives a figure and no speaker."""
        return self._with_claim(self._pick("titles"), figure, ending="", rule="title")

    def figure(self, figure: Figure, agency: str | None) -> Sentence:
        """A sentence in which a speaker gives a figure; `agency`: who is said to have been told."""
        if figure.speaker is None:
            return self._with_claim(self._pick("plain"), figure, rule="plain")
        template = self._pick("saying")
        told = agency if agency is not None and "{agency}" in template else None
        return self._with_claim(template, figure, via=told, rule="saying")

    def partial(self, figure: Figure, group: str) -> Sentence:
        """A sentence that gives the figure of a part."""
        return self._with_claim(self._pick("partial"), figure, group=group, rule="partial")

    def background(self, figure: Figure, precedent: int) -> Sentence:
        """A sentence about another event: `precedent` counts over all of them."""
        names = self._words["precedents"]["names"]
        slots = {"precedent": names[precedent % len(names)], "year": str(PRECEDENT_YEARS[precedent % 8])}
        return self._with_claim(self._pick("background"), figure, scope=Scope.BACKGROUND, rule="background", **slots)

    def outdated(self, figure: Figure) -> Sentence:
        """A sentence that gives a figure and calls it outdated."""
        return self._with_claim(self._pick("outdated"), figure, superseded=True, rule="outdated")

    def quotation(self, number: int, name: str, agency: str) -> Sentence:
        """A named speaker's words; the same number is the same quotation in this language, now and then cut short."""
        quote = self._quote(number, number // 7, number // 3)
        if number % 3 == 0 and self._chance.random() < 0.8:
            quote += f", {self._quote(number + 1, number + 3, number + 5)}"
        text, places = _fill(
            self._pick("quoting"), {"quote": quote, "name": name, "agency": agency, "when": self._pick("when")}
        )
        return Sentence(text, (), (self._passage(FactType.STATEMENT, "quotation", text, places["quote"], source=name),))

    def happening(self, number: int, actor: str) -> Sentence:
        """Something that happened beside the toll."""
        whats = self._words["quotes"]["whats"]
        what = number % len(whats)
        template = self._pick("happening")
        text, places = _fill(template, {"actor": actor, "what": whats[what], "when": self._pick("when")})
        place = (min(places["actor"][0], places["what"][0]), max(places["actor"][1], places["what"][1]))
        return Sentence(
            text, (), (self._passage(FactType.HAPPENING, TOPICS[what], text, place, source=None, actor=actor),)
        )

    def _quote(self, subject: int, verb: int, thing: int) -> str:
        quotes = self._words["quotes"]
        subjects, verbs, objects = quotes["subjects"], quotes["verbs"], quotes["objects"]
        return f"{subjects[subject % len(subjects)]} {verbs[verb % len(verbs)]} {objects[thing % len(objects)]}"

    def dateline(self, agency: str) -> str:
        """How an agency's copy begins."""
        line: str = self._words["dateline"].format(agency=agency)
        return line

    def credit(self, agency: str) -> Sentence:
        """The line that names where a text was taken from."""
        return Sentence(self._words["credit"].format(agency=agency))

    def group(self, number: int) -> str:
        """A part of those counted: a calling, or the people of a quarter."""
        names: list[str] = self._words["groups"]["names"]
        if number < len(names):
            return names[number]
        quarter: str = self._words["groups"]["quarter"].format(quarter=QUARTERS[number % len(QUARTERS)])
        return quarter

    def speaker(self, figure: Figure) -> str | None:
        """The speaker's words in this language."""
        if figure.speaker is None:
            return None
        if figure.name is not None:
            return figure.name
        said: str = self._chance.choice(self._words["speakers"][figure.speaker])
        return said

    def _passage(
        self,
        kind: FactType,
        topic: str,
        text: str,
        place: tuple[int, int],
        *,
        source: str | None,
        actor: str | None = None,
    ) -> Passage:
        start, end = place
        return Passage(
            kind, topic, text[start:end], start, end, text, 0, len(text), source=source, actor=actor, rule="made"
        )

    def _with_claim(
        self,
        template: str,
        figure: Figure,
        *,
        ending: str = ".",
        group: str | None = None,
        scope: Scope = Scope.EVENT,
        via: str | None = None,
        superseded: bool = False,
        rule: str,
        **slots: str,
    ) -> Sentence:
        speaker = self.speaker(figure) if "{speaker}" in template else None
        said = self._counted(figure, group)
        if "{speaker}" in template and speaker is None:
            speaker = self._words["speakers"]["witness"][0]
        agency = self._pick("agency_words").format(a=via or "Quellen Wire")
        text, places = _fill(
            template, {"claim": said, "speaker": speaker or "", "when": self._pick("when"), "agency": agency, **slots}
        )
        start, end = places["claim"]
        is_named = "{speaker}" in template and figure.speaker is not None
        claim = Claim(
            kind=figure.kind,
            low=figure.low,
            high=figure.high,
            qualifier=figure.qualifier,
            text=text[start:end],
            start=start,
            end=end,
            sentence=text,
            sentence_start=0,
            sentence_end=len(text),
            party=figure.party,
            partial=group is not None,
            scope=scope,
            modality=Modality.REPORTED,
            superseded=superseded,
            source=speaker if is_named else None,
            via=via,
            speaker_class=SpeakerClass(figure.speaker) if is_named and figure.speaker else SpeakerClass.UNKNOWN,
            group=group,
            rule=rule,
        )
        return Sentence(text, (claim,))

    def _counted(self, figure: Figure, group: str | None) -> str:
        number = self._number(figure)
        claims = self._words["claims"]
        if figure.party is Party.ATTACKERS:
            text: str = claims["attackers"].format(n=number)
        elif group is not None:
            verb = self._words["verbs"].get(figure.kind, self._words["verbs"]["killed"])
            text = claims["group"].format(n=number, group=group, verb=verb)
        else:
            text = self._chance.choice(claims[figure.kind]).format(n=number)
        return text

    def _number(self, figure: Figure) -> str:
        words, low = self._words, str(figure.low)
        match figure.qualifier:
            case Qualifier.VAGUE:
                vague: str = words["vague"][0 if figure.low < 100 else 1]
                return vague
            case Qualifier.ABOUT:
                return str(words["about"].format(n=low))
            case Qualifier.AT_LEAST:
                return str(words["at_least"].format(n=low))
            case Qualifier.OVER:
                return str(words["over"].format(n=low))
            case Qualifier.RANGE:
                return str(words["range"].format(n=low, m=figure.high))
            case _:
                return low


def _fill(template: str, slots: dict[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """The template with its slots filled, and where each stands."""
    text, places, rest = "", {}, template
    while "{" in rest:
        before, _, rest = rest.partition("{")
        name, _, rest = rest.partition("}")
        start = len(text) + len(before)
        text += before + slots[name]
        places[name] = (start, len(text))
    text += rest
    return text[0].upper() + text[1:], places


def place(sentences: list[Sentence]) -> tuple[str, tuple[Claim, ...], tuple[Passage, ...]]:
    """A text whose first sentence is the headline's line, a paragraph every three, with all it gives at its place."""
    parts: list[str] = []
    claims: list[Claim] = []
    passages: list[Passage] = []
    length = 0
    for number, sentence in enumerate(sentences):
        claims += [
            replace(
                claim,
                start=claim.start + length,
                end=claim.end + length,
                sentence_start=length,
                sentence_end=length + len(sentence.text),
            )
            for claim in sentence.claims
        ]
        passages += [
            replace(
                passage,
                start=passage.start + length,
                end=passage.end + length,
                sentence_start=length,
                sentence_end=length + len(sentence.text),
            )
            for passage in sentence.passages
        ]
        joint = "\n" if number % 3 == 0 else " "
        parts += [sentence.text, joint]
        length += len(sentence.text) + 1
    return "".join(parts[:-1]), tuple(claims), tuple(passages)
