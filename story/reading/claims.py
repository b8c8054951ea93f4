"""Reading a text: every figure that it gives for the human toll, with who says so and exactly where, and its passages.

`docs/claims.md` defines a claim for users. The knowledge of a language stands in its pack (story/packs/), the engine
knows none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from story.model import Claim, Passage, Reading, Scope, SpeakerClass, StoryContext
from story.reading.items import Item, read_items
from story.reading.judging.anchors import anchor_of
from story.reading.judging.continued import Continued
from story.reading.judging.events import Mention, mention_of, opening_of, with_events
from story.reading.judging.judgement import group_of, is_superseded, modality_of, names_a_part, party_of
from story.reading.judging.parties import with_parties
from story.reading.judging.parts import with_parts, with_running_totals
from story.reading.judging.places import places_of
from story.reading.judging.scope import other_event
from story.reading.languages import choose_language
from story.reading.legible import legible
from story.reading.lexicon import Lexicon
from story.reading.loading import load_lexicon
from story.reading.numbers.quantities import mark_quantities
from story.reading.passages import Document, read_passages
from story.reading.people.findings import Finding
from story.reading.people.happenings import find_happenings
from story.reading.people.identified import find_identified
from story.reading.people.telling import has_phrase, words_of
from story.reading.sentences import split_sentences
from story.reading.speakers.speaker_classes import class_of
from story.reading.speakers.speakers import Speakers

MOST_CLAIMS = 1_000  # of one text; no article has so many, and a hostile one would fill the store
LEAD = 300  # code points of a text in which its headline stands


def read_claims(
    text: str,
    *,
    title: str | None = None,
    lang: str | None = None,
    date: datetime | None = None,
    context: StoryContext | None = None,
) -> Reading:
    """The claims and the passages of a text, each in order of where they start.

    Offsets are code points of `text`. `lang` is trusted when it is a language tag ("en", "fr-FR"), otherwise the
    language is detected. `date` is when the text was published; it and `context` help to tell this event from
    others. A `title` that isn't the text's first line is only context. A text that makes thousands of claims is read
    up to MOST_CLAIMS, and `reason` says so. Never raises for any text.
    """
    code, reason = choose_language(text, title, lang)
    if reason is not None:
        return Reading(code, (), reason)
    shown = legible(text)
    lexicon = load_lexicon(code.split("-")[0])
    title = legible(title).text if title else title
    claims, passages, reason = read_legible(shown.text, title, lexicon, date, context)
    return Reading(
        code,
        tuple(shown.put_back(claim, text) for claim in claims),
        reason,
        tuple(shown.put_back(passage, text) for passage in passages),
    )


def read_legible(
    text: str, title: str | None, lexicon: Lexicon, date: datetime | None, context: StoryContext | None
) -> tuple[tuple[Claim, ...], tuple[Passage, ...], str | None]:
    """The claims and passages of a text whose every word can be read, and why the claims aren't all."""
    reason = None
    anchor = anchor_of(text, date, context, lexicon)
    claims: list[Claim] = []
    places: list[str | None] = []
    mentions: list[Mention] = []
    last_number = 0
    sentences = list(split_sentences(text, lexicon.abbreviations, lexicon.before_ordinals, lexicon.after_ordinals))
    continued = Continued(text, sentences, anchor, lexicon)
    speakers = Speakers(text, sentences, lexicon, context.outlets if context is not None else ())
    words = [words_of(text, start, end, lexicon) for start, end in sentences]
    for number, (start, end) in enumerate(sentences):
        if len(claims) >= MOST_CLAIMS:
            reason = f"only the first {MOST_CLAIMS:,} claims were read: no article makes so many"
            break
        if not has_phrase(words[number], lexicon.triggers, lexicon):
            continue
        items = mark_quantities(read_items(text, start, end, lexicon), lexicon)
        speakers.remember(number, items)
        findings = find_happenings(items, lexicon)
        kind_before = claims[-1].kind if claims and number - last_number <= 2 else None
        findings += find_identified(items, findings, kind_before, lexicon)
        if not findings:
            continue
        last_number = number
        place = Sentence(number, start, end, text[start:end])
        places += places_of(items, findings, text, lexicon)
        time_before = continued.time(number, items)
        for before, finding in zip([None, *findings], findings, strict=False):
            mention = mention_of(items, finding, before, text, time_before, anchor, lexicon)
            mentions.append(mention)
            claims.append(claim_from(text, items, finding, place, speakers, lexicon, mention.time, context))
    home = home_of(text[: sentences[0][1]] if sentences else "", title, context)
    if claims:
        claims = with_parties(claims, [mention.is_share for mention in mentions])
        opening = opening_of(text, sentences, title, context, lexicon)
        claims = with_events(with_running_totals(claims), mentions, opening, home)
    whole = tuple(sorted(with_parts(claims, places, home), key=lambda claim: (claim.start, claim.end)))
    passages = read_passages(Document(text, sentences, words, whole, speakers, lexicon, anchor, context))
    return whole, passages, reason


def home_of(headline: str, title: str | None, context: StoryContext | None) -> str:
    """The words, in lower case, in which the event's own place stands: the headline, and what the story is known by."""
    known = (context.place, *context.places) if context is not None else ()
    return " ".join((headline[:LEAD], title or "", *known)).lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text: its number, its offsets, its words (one string for all its claims)."""

    number: int
    start: int
    end: int
    words: str


def claim_from(
    text: str,
    items: list[Item],
    finding: Finding,
    sentence: Sentence,
    speakers: Speakers,
    lexicon: Lexicon,
    other_time: str,
    context: StoryContext | None,
) -> Claim:
    """The claim that a finding makes in its sentence."""
    start, end = items[finding.first].start, items[finding.last].end
    party, party_cue = party_of(items, finding, text, lexicon, context)
    modality, modality_cue = modality_of(items, finding)
    said = speakers.telling(sentence.number, items, finding.first, finding.last)
    scope_cue = other_time or other_event(items, finding, said is not None)
    source = via = None
    speaker = SpeakerClass.UNKNOWN
    if said is not None and said.source is not None:
        source, via = said.source, said.via
        speaker = class_of(source, lexicon, context)
    cues = [finding.rule]
    if said is not None and source is not None:
        cues.append(f"“{said.cue}”: {source}")
    cues += [
        f"{name}: “{cue}”"
        for name, cue in (("attackers", party_cue), ("background", scope_cue), (modality.value, modality_cue))
        if cue
    ]
    return Claim(
        kind=finding.kind,
        low=finding.quantity.low,
        high=finding.quantity.high,
        qualifier=finding.quantity.qualifier,
        text=text[start:end],
        start=start,
        end=end,
        sentence=sentence.words,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        party=party,
        partial=finding.is_part or names_a_part(items, finding),
        scope=Scope.BACKGROUND if scope_cue else Scope.EVENT,
        modality=modality,
        superseded=is_superseded(items, finding),
        source=source,
        via=via,
        speaker_class=speaker,
        group=group_of(items, finding, text),
        rule="; ".join(cues),
    )
