"""Who is said to give a figure, and through whom: the speaker and via of a sentence's claims.

A sentence's attributions are found once ("X said", "according to X", "…, X said", "said X that …"); a claim takes the
one in whose reach it stands. Pronouns are resolved to the speaker of the sentences before (speakers.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from story.model import SpeakerClass
from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.lexicon import Lexicon
from story.reading.speakers.listeners import past_listeners
from story.reading.speakers.saying import (
    NEXT,
    TAIL,
    follows_mark,
    is_in_relative_clause,
    is_led_by_as,
    is_said,
    opens_sentence,
    runs_on,
)
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.speaker_names import Name, inverted_name, is_proper, name_after, name_before
from story.reading.speakers.via import OUTLETS, outlet_before, via_near

NOT_IN_BRACKETS = (SpeakerClass.UNKNOWN, SpeakerClass.AGENCY, SpeakerClass.NEWS_OUTLET, SpeakerClass.ARMED_GROUP)
NO_OWNER = tags.BE | tags.HAVE | tags.VERB | tags.QUANTITY | tags.ADVERB | tags.TIME
NAME_BEGIN = tags.DETERMINER | tags.INDEFINITE | tags.OF | tags.CAPITAL | tags.BREAK | tags.PEOPLE | tags.PREPOSITION
MAY_TELL = tags.ACCORDING | tags.SPEECH | tags.BREAK
HEADLINE = 6  # items of a headline that name who speaks: "Police: 12 killed", "12 killed - army spokesman"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker in a sentence. `at` is the item of the verb or of "according to"; it covers `first` to `last`."""

    source: str | None
    via: str | None
    at: int
    first: int
    last: int
    is_pronoun: bool
    cue: str
    is_citation: bool = False  # "according to"
    is_final: bool = False  # "…, police said."
    own_words: str | None = None  # of a pronoun-like "the group", for when nobody was named before
    offset: int = 0  # where the cue begins in the text
    name: Name = (0, 0)  # the items that tell the speaker, those that `at` counts among


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in which attributions are sought. `outlets` are names of known outlets as `normal` writes them."""

    text: str
    items: list[Item]
    lexicon: Lexicon
    outlets: frozenset[str]

    def attribution(
        self, name: Name, at: int, first: int, last: int, *, is_final: bool = False, is_citation: bool = False
    ) -> Attribution:
        """The attribution to the speaker that items name[0]..name[1] (exclusive) tell."""
        items, (start, end) = self.items, name
        begin = items[start].start
        if is_citation and at <= start <= at + 1 and not items[start].tags & (tags.DETERMINER | tags.INDEFINITE):
            noun = items[at].word.rpartition(" ")[2]
            if start == at or (noun in self.lexicon.speakers and not items[start].tags & tags.CAPITAL):
                begin = items[at].end - len(noun)  # "de source sécuritaire": the cue's own last word is its noun
        name_end = items[self.past_short_name(end) - 1].end
        words = " ".join(self.text[begin:name_end].strip('"“”„«»‹› ,').split())
        is_pronoun = end - start == 1 and bool(
            items[start].tags & tags.PRONOUN or "speaker pronoun" in items[start].entry.cues
        )
        own_words = None if items[start].tags & (tags.PRONOUN | tags.HAVE) else words
        via = via_near(self.text, items, at, name, self.lexicon, self.outlets)
        return Attribution(
            source=words,
            via=via,
            at=at,
            first=first,
            last=last,
            is_pronoun=is_pronoun,
            cue=items[at].word,
            is_citation=is_citation,
            is_final=is_final,
            own_words=own_words,
            offset=items[at].start,
            name=name,
        )

    def past_short_name(self, end: int) -> int:
        """Where a name ends with the short one in brackets behind it: "Doctors Without Borders (MSF)"."""
        items = self.items
        if end + 2 >= len(items) or (items[end].word, items[end + 2].word) != ("(", ")"):
            return end
        short = self.text[items[end + 1].start : items[end + 1].end]
        return end + 3 if len(short) > 1 and short.isalpha() and short.isupper() else end

    def pronoun(self, at: int) -> Attribution:
        """The attribution to a speaker named before, whom a pronoun or nothing at all stands for here."""
        item = self.items[at]
        via = via_near(self.text, self.items, at, (at, at + 1), self.lexicon, self.outlets)
        return Attribution(None, via, at, at, len(self.items), True, item.word, offset=item.start, name=(at, at + 1))


def find_attributions(
    text: str, items: list[Item], lexicon: Lexicon, outlets: frozenset[str] = frozenset()
) -> list[Attribution]:
    """The attributions of one sentence, in order."""
    place = Place(text, items, lexicon, outlets)
    found: list[Attribution] = []
    for position, item in enumerate(items):
        if not item.tags & MAY_TELL and item.word != "(" and not item.entry.cues:
            continue  # most words
        said = None
        if item.tags & tags.ACCORDING or is_relayed(items, position):
            said = cited(place, position)
        elif item.tags & tags.SPEECH:
            said = spoken(place, position)
        elif item.word == "(":
            said = in_brackets(place, position)
        elif item.tags & tags.BREAK:
            said = beside_mark(place, position)
        if said is None and found and item.tags & tags.SPEECH:
            said = continued(items, position, found[-1], lexicon)
        if said is None:
            continue
        joint = joined(place, found[-1], said) if found else None
        if joint is not None:
            found[-1] = joint
        else:
            found.append(said)
    return found


def cited(place: Place, at: int) -> Attribution | None:
    """The speaker of "according to", "citing", « selon », or before a word that follows its noun ("zufolge")."""
    items, lexicon = place.items, place.lexicon
    if "asides" in items[at].entry.cues and not (at and items[at - 1].tags & tags.EDGE):
        return None
    # "nobody was hurt, and according to the firm the line is safe": of what follows
    first = at if at and items[at - 1].tags & tags.CONJUNCTION else 0
    if items[at].entry.cues & {"according_after", "reckonings"}:
        before = name_before(items, at, lexicon)
        is_led = before is not None and bool(before[0] and items[before[0] - 1].tags & tags.PREPOSITION)
        if before is None or ("reckonings" in items[at].entry.cues and not is_led):
            return None
        return place.attribution(before, at, first, len(items), is_citation=True)
    if "back_references" in items[at].entry.cues or (at + 1 < len(items) and is_pronoun_cited(items, at + 1)):
        return replace(place.pronoun(at), first=first, is_citation=True)
    if at and items[at - 1].word == "(":  # « les morts (selon l'ONU, 3 000 en un an) »
        closing = next((end for end in range(at, min(len(items), at + 3 * TAIL)) if items[end].word == ")"), at)
        if any(item.tags & tags.QUANTITY for item in items[at:closing]):
            first = at
    start = past_what_was_said(place, at + 1)
    name = name_after(items, start, lexicon)
    goes_on = start < len(items) and bool(items[start].tags & NAME_BEGIN)
    if name is None or not goes_on or not can_be_cited(items, *name, lexicon):
        # "nach Polizeiangaben starben": the cue itself names the speaker
        if speaker_class(items[at].word, lexicon)[0] is not SpeakerClass.UNKNOWN:
            return place.attribution((at, at + 1), at, first, len(items), is_citation=True)
        if (
            name is None
            or not can_be_cited(items, *name, lexicon)
            or (items[start].tags & NO_OWNER and ends_in_noun(place, at))
        ):
            return None
    said = place.attribution(name, at, first, len(items), is_citation=True)
    if said.via is None and is_citing(items, at):
        subject = at - 1 if at and items[at - 1].tags & tags.COMMA else at
        said = replace(said, via=outlet_before(items, name_before(items, subject, lexicon), place.text, lexicon))
    return said


def ends_in_noun(place: Place, at: int) -> bool:
    """Whether a cue ends in a noun that needs an owner: not "nach ersten Angaben", but "nach Angaben der Armee"."""
    words = place.text[place.items[at].start : place.items[at].end].split()
    return place.lexicon.capitals == "nouns" and len(words) > 1 and words[-1][0].isupper()


def is_pronoun_cited(items: list[Item], at: int) -> bool:
    """Whether a pronoun and no name follows "according to": « selon lui », "according to her,"."""
    if items[at].tags & tags.RELATIVE:
        return False
    is_alone = at + 1 == len(items) or bool(items[at + 1].tags & tags.EDGE)
    is_pronoun = items[at].tags & tags.PRONOUN or "spoken_of" in items[at].entry.cues
    return bool(is_pronoun) and (is_alone or not items[at].tags & tags.DETERMINER)


def past_what_was_said(place: Place, start: int) -> int:
    """Where the speaker stands after "according to what was said by", « selon ce qu'a déclaré »; else `start`."""
    items = place.items
    between = tags.RELATIVE | tags.PRONOUN | tags.HAVE | tags.BE | tags.ADVERB | tags.DETERMINER
    for at in range(start, min(start + NEXT, len(items))):
        if items[at].tags & tags.SPEECH:
            after = past_listeners(place.text, items, at + 1, place.lexicon, place.outlets)
            return after + 1 if after < len(items) and items[after].tags & tags.PREPOSITION else after
        if not items[at].tags & between:
            break
    return start


def can_be_cited(items: list[Item], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether "according to" these words names a source: not a bare pronoun or number, not "a new toll"."""
    if items[start].tags & tags.RELATIVE or (
        items[start].tags & (tags.PRONOUN | tags.QUANTITY | tags.VERBATIM)
        and (end - start == 1 or items[start].tags & tags.PRONOUN)
    ):
        return False
    if any(is_proper(item, lexicon) for item in items[start:end]):
        return True
    words = " ".join(item.word for item in items[start:end])
    is_mute = any(item.tags & (tags.MUTE | tags.TOLL) for item in items[start:end])
    return bool(speaker_class(words, lexicon)[1]) or not is_mute


def spoken(place: Place, verb: int) -> Attribution | None:
    """The speaker of a verb of saying, behind it or before it."""
    items, lexicon = place.items, place.lexicon
    if not is_said(items, verb, lexicon):
        return None
    if any("silent object" in item.entry.cues for item in items[verb + 1 : verb + 1 + HEADLINE]):
        return None  # "announced the group its responsibility for"
    name = inverted_name(items, verb, past_listeners(place.text, items, verb + 1, lexicon, place.outlets), lexicon)
    if name is not None:
        if is_led_by_as(items, verb, lexicon):
            return place.attribution(name, verb, 0, len(items), is_citation=True)
        if opens_sentence(items, verb) or runs_on(
            items, name[1], lexicon, needs_lead=follows_mark(items, verb) and not lexicon.construct
        ):
            return place.attribution(name, verb, verb, len(items))
        return place.attribution(name, verb, 0, len(items), is_final=True)
    name = name_before(items, verb, lexicon)
    if name is None:
        return unnamed(place, verb)
    is_telling = runs_on(items, verb + 1, lexicon)
    if is_in_relative_clause(items, verb):
        # "the ministry, which put the toll at 12, …": no further than its comma, and nothing when nothing is told
        end = next((at for at in range(verb + 1, len(items)) if items[at].tags & tags.COMMA), len(items))
        return place.attribution(name, verb, verb, end) if is_telling else None
    was_told = any(item.tags & (tags.QUANTITY | tags.TRIGGER) or item.word in QUOTES for item in items[: name[0]])
    is_final = was_told and not is_telling
    if not is_telling and is_led_by_as(items, name[0], lexicon):
        return place.attribution(name, verb, 0, len(items), is_citation=True)
    if lexicon.verb_last and any(item.tags & tags.QUANTITY for item in items[name[1] : verb]):
        return place.attribution(name, verb, name[0], verb)  # "während Anwohner von 20 Toten sprachen"
    follows_quotation = any(item.word in QUOTES for item in items[max(0, name[0] - 2) : name[0]])
    first = 0 if is_final or follows_quotation else verb
    return place.attribution(name, verb, first, len(items), is_final=is_final)


def unnamed(place: Place, verb: int) -> Attribution | None:
    """The speaker that a verb without a subject goes on with, where a language leaves pronouns out: "added that"."""
    items, lexicon = place.items, place.lexicon
    if not lexicon.drops_pronouns or not opens_sentence(items, verb):
        return None
    if not runs_on(items, verb + 1, lexicon, needs_lead=True):
        return None
    return place.pronoun(verb)


def is_relayed(items: list[Item], at: int) -> bool:
    """Whether a "from" leads to whom an outlet quotes: "relayed the agency from a medical source that …"."""
    if "relayed from" not in items[at].entry.cues:
        return False
    for before in range(at - 1, max(-1, at - 1 - TAIL), -1):
        if "relays" in items[before].entry.cues:
            return True
        if items[before].tags & (tags.QUANTITY | tags.TRIGGER | tags.RELATIVE | tags.COMMA):
            break
    return False


def is_citing(items: list[Item], at: int) -> bool:
    """Whether a cue says that an outlet passes on another's words."""
    return bool(items[at].entry.cues & {"citing", "relayed from"})


def continued(items: list[Item], verb: int, last: Attribution, lexicon: Lexicon) -> Attribution | None:
    """The same speaker under a second verb without a subject: "…, he said, adding that 12 were hurt"."""
    before = verb - 1
    while before > last.at and items[before].tags & (tags.ADVERB | tags.HAVE) and not items[before].tags & tags.EDGE:
        before -= 1
    if not items[before].tags & (tags.COMMA | tags.CONJUNCTION) or not runs_on(items, verb + 1, lexicon):
        return None
    return replace(last, at=verb, first=verb, last=len(items), is_citation=False, is_final=False)


def in_brackets(place: Place, at: int) -> Attribution | None:
    """The speaker that a bracket names: "seven people died (health ministry)"."""
    items = place.items
    closing = next((end for end in range(at + 2, min(len(items), at + 7)) if items[end].word == ")"), 0)
    words = " ".join(item.word for item in items[at + 1 : closing])
    if not closing or speaker_class(words, place.lexicon)[0] in NOT_IN_BRACKETS:
        return None
    if any(item.tags & (tags.QUANTITY | tags.VERBATIM) for item in items[at + 1 : closing]):
        return None  # "29,000 cases (234 for every 100,000 inhabitants)"
    return place.attribution((at + 1, closing), at, 0, len(items), is_final=True)


def beside_mark(place: Place, at: int) -> Attribution | None:
    """The speaker that a headline names without a verb: "Police: 12 killed", "12 killed - army spokesman"."""
    items = place.items
    if 0 < at <= HEADLINE and items[at].word == ":" and is_bare_speaker(items, 0, at, place.lexicon):
        return place.attribution((0, at), at, at, len(items))
    if 0 < len(items) - at - 1 <= HEADLINE and is_bare_speaker(items, at + 1, len(items), place.lexicon):
        return place.attribution((at + 1, len(items)), at, 0, at, is_final=True)
    return None


def is_bare_speaker(items: list[Item], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether words are a speaker's and nothing more: the head of them is a word for one."""
    name = items[start:end]
    if any(item.tags & (tags.TRIGGER | tags.QUANTITY | tags.SPEECH | tags.ACCORDING | tags.EDGE) for item in name):
        return False
    known, cue = speaker_class(" ".join(item.word for item in name), lexicon)
    if known in (SpeakerClass.UNKNOWN, SpeakerClass.AGENCY, SpeakerClass.NEWS_OUTLET):
        return False
    nouns = [item for item in name if not item.tags & (tags.DETERMINER | tags.INDEFINITE)]
    return bool(nouns) and nouns[-1 if lexicon.head_is_last else 0].word in cue.split()


def joined(place: Place, last: Attribution, said: Attribution) -> Attribution | None:
    """One attribution of two when an outlet or a report says what somebody told it: "Reuters reported, citing police".

    The speaker is whoever is cited, the outlet is via. None when they are two.
    """
    passes_on, has_passed_on = (is_citing(place.items, one.at) for one in (said, last))
    if passes_on and said.at - last.at < TAIL and (via := outlet_or_report(place, last)) is not None:
        return replace(last, source=said.source, via=said.via or via or None, is_pronoun=False, own_words=said.source)
    if has_passed_on and said.source == last.source:
        return replace(said, via=said.via or last.via)  # "Reuters quoted an official as saying"
    if has_passed_on and said.at - last.at < TAIL and (via := outlet_or_report(place, said)) is not None:
        return replace(said, source=last.source, via=last.via or via or None, is_pronoun=False, own_words=last.source)
    return None


def outlet_or_report(place: Place, said: Attribution) -> str | None:
    """The words of an outlet or agency that speaks, "" for a document, None for everybody else."""
    if said.source is None or said.is_citation:
        return None
    known = speaker_class(said.source, place.lexicon)[0]
    return said.source if known in OUTLETS else "" if known is SpeakerClass.DOCUMENT else None
