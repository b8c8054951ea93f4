"""Speakers as voices: "une source sécuritaire" and "a security source" speak with one, in every outlet."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from story.agencies import outlet_key, outlet_name
from story.folding import fold, fold_name
from story.model import Claim, Party, Passage, Report, SpeakerClass, StoryContext, StoryParty
from story.names import name_words

OFFICIAL_CLASSES = frozenset({SpeakerClass.GOVERNMENT, SpeakerClass.ARMED_FORCES})
ONE_VOICE_EACH = frozenset({SpeakerClass.UNKNOWN, SpeakerClass.ARMED_GROUP, SpeakerClass.INTERNATIONAL_ORGANISATION})
OUTLETS = frozenset({SpeakerClass.NEWS_OUTLET, SpeakerClass.AGENCY})
UNNAMED = {SpeakerClass.GOVERNMENT: "unnamed officials", SpeakerClass.ARMED_FORCES: "unnamed officers"}
ORGANISATIONS_FILE = Path(__file__).with_name("organisations.toml")
# Who may be a party when its name only stands among the speaker's words ("a JNIM spokesman"); for the other classes
# the words must be the name, since "a diplomat who follows JNIM" isn't JNIM.
SPEAK_FOR_PARTIES = frozenset(
    {SpeakerClass.ARMED_GROUP, SpeakerClass.ARMED_FORCES, SpeakerClass.GOVERNMENT, SpeakerClass.UNKNOWN}
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as one voice over all outlets. `key` identifies it, `label` is for people.

    `party` is the party to the conflict that speaks, None for everyone else; what a party on the attackers' side says
    about the toll stands apart.
    """

    key: str
    label: str
    is_official: bool
    party: Party | None = None


UNATTRIBUTED = Voice("unattributed", "unattributed", False)


def voice(claim: Claim | Passage, context: StoryContext | None = None) -> Voice:
    """Whose voice gives a claim.

    A party to the event that the context names ("JNIM" and all its spellings) is itself. Government, army, police,
    medics, diplomats, witnesses and the like are one voice a class, but for a further one whom the article sets
    apart ("a third diplomat"). Armed groups, international organisations, outlets, agencies and speakers of no known
    class are each a voice of their own, by name; a group that isn't named ("the jihadists") is the attacking party
    where the context knows only one. The government, the army and the police are official,
    but not officials of whom only the number is told ("two officials", "a third officer").
    """
    if not claim.source or not claim.source.strip():
        return UNATTRIBUTED
    return _voice(claim.source, claim.speaker_class, context.parties if context is not None else ())


def report_voice(report: Report, official: frozenset[str], context: StoryContext | None) -> Voice:
    """Whose voice gives a report: `voice`, but an unattributed figure of an outlet that speaks for somebody is theirs.

    That is an outlet named in `official` (an army's communiqué page), or one that bears a party's name.
    """
    if report.evidence.source and report.evidence.source.strip():
        return voice(report.evidence, context)
    if report.outlet in official or report.publisher in official:
        return Voice(f"official:{outlet_key(report.publisher)}", report.outlet, True)
    party = named_party(report.outlet, context.parties) if context is not None else None
    if party is not None:
        return Voice(f"party:{fold_name(party.name)}", party.name, False, party.side)
    return UNATTRIBUTED


@lru_cache(maxsize=16384)
def _voice(source: str, speaker_class: SpeakerClass, parties: tuple[StoryParty, ...]) -> Voice:
    words = name_words()
    name = words.articles.sub("", fold_name(source)) or fold(source)
    official = speaker_class in OFFICIAL_CLASSES
    party = named_party(source, parties)
    if party is not None and (speaker_class in SPEAK_FOR_PARTIES or _is_spelling_of(party, name)):
        return Voice(f"party:{fold_name(party.name)}", party.name, official, party.side)
    if speaker_class is SpeakerClass.ARMED_GROUP and is_nameless(source):
        attackers = [party for party in parties if party.side is Party.ATTACKERS]
        if len(attackers) == 1:
            return Voice(f"party:{fold_name(attackers[0].name)}", attackers[0].name, False, Party.ATTACKERS)
        return Voice(str(speaker_class), str(speaker_class), False, Party.ATTACKERS)
    if speaker_class in OUTLETS:
        return Voice(f"{speaker_class}:{outlet_key(source)}", outlet_name(source), False)
    if speaker_class in ONE_VOICE_EACH:
        label = " ".join(source.split())
        if speaker_class is SpeakerClass.INTERNATIONAL_ORGANISATION:
            known = _organisation(name)
            name, label = (fold(known), known) if known else (name, label)
        side = Party.ATTACKERS if speaker_class is SpeakerClass.ARMED_GROUP else None
        return Voice(f"{speaker_class}:{name}", label, False, side)
    if official and (words.another.search(name) or words.counted.search(name)):
        return Voice(f"{speaker_class}:unnamed", UNNAMED[speaker_class], False)
    if words.another.search(name):
        return Voice(f"{speaker_class}:another", f"another {speaker_class}", False)
    return Voice(str(speaker_class), str(speaker_class), official)


def is_nameless(source: str) -> bool:
    """Whether words for a group hold no name: "the jihadist group" doesn't, "the Macina Brigade" does."""
    words = name_words()
    name = words.articles.sub("", source.strip())
    if words.nameless.issuperset(fold_name(name).split()):
        return True
    if any(character.islower() or character.isupper() for character in name):
        return not any(character.isupper() for character in name)
    return False


def named_party(words: str, parties: tuple[StoryParty, ...]) -> StoryParty | None:
    """The party whose name or spelling stands in the words as whole words; the longest spelling wins."""
    text = f" {_words(words)} "
    best: tuple[int, StoryParty] | None = None
    for party in parties:
        for name in (party.name, *party.names):
            folded = _words(name)
            if folded and f" {folded} " in text and (best is None or len(folded) > best[0]):
                best = len(folded), party
    return best[1] if best else None


def _is_spelling_of(party: StoryParty, name: str) -> bool:
    spellings = (name_words().articles.sub("", fold_name(spelling)) for spelling in (party.name, *party.names))
    return any(_words(spelling) == _words(name) for spelling in spellings)


def _words(name: str) -> str:
    """The folded words with the apostrophe between two, so that "l'armée" holds "armée"."""
    return " ".join(fold_name(name).replace("'", " ").split())


@cache
def _organisations() -> tuple[tuple[str, str], ...]:
    """Every folded spelling with the organisation's name, longest first."""
    table = tomllib.loads(ORGANISATIONS_FILE.read_text(encoding="utf-8"))
    spellings = {_words(spelling): name for name, others in table.items() for spelling in (name, *others)}
    return tuple(sorted(spellings.items(), key=lambda pair: -len(pair[0])))


def _organisation(name: str) -> str | None:
    padded = f" {_words(name)} "
    return next((organisation for spelling, organisation in _organisations() if f" {spelling} " in padded), None)


def organisation_in(words: str) -> tuple[str | None, list[str]]:
    """The international organisation whose name stands in the words, and the other words, folded."""
    padded = f" {_words(words)} "
    for spelling, organisation in _organisations():
        before, found, after = padded.partition(f" {spelling} ")
        if found:
            return organisation, [*before.split(), *after.split()]
    return None, padded.split()


def organisation_called(words: str) -> str | None:
    """The international organisation whose name or spelling the words are, but for an article."""
    name = _words(name_words().articles.sub("", fold_name(words)))
    return next((organisation for spelling, organisation in _organisations() if spelling == name), None)
