"""Reading claims: every figure that a text gives for the human toll, with who says so and exactly where.

`docs/claims.md` defines a claim for users. The knowledge of a language stands in its pack (story/packs/), the engine
knows none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from story.attribution import Attribution, attribution_for, find_attributions, speaker_class
from story.findings import Finding
from story.happenings import find_happenings
from story.items import Item, read_items
from story.judgement import group_of, is_superseded, modality_of, names_a_part, party_of, scope_of
from story.languages import choose_language
from story.lexicon import Lexicon, load_lexicon
from story.model import Claim, Kind, Modality, Party, Qualifier, Reading, Scope, SpeakerClass, StoryContext
from story.quantities import mark_quantities
from story.sentences import split_sentences
from story.triggers import has_trigger


def read_claims(
    text: str,
    *,
    title: str | None = None,
    lang: str | None = None,
    date: datetime | None = None,
    context: StoryContext | None = None,
) -> Reading:
    """The claims of a text, in order of where they start.

    Offsets are code points of `text`. `lang` is trusted when it is a language tag ("en", "fr-FR"), otherwise the
    language is detected. `date` is when the text was published; it and `context` help to tell this event from
    others. A `title` that isn't the text's first line is only context. Never raises for any text.
    """
    code, reason = choose_language(text, title, lang)
    if reason is not None:
        return Reading(code, (), reason)
    lexicon = load_lexicon(code.split("-")[0])
    claims: list[Claim] = []
    sentences = list(split_sentences(text, lexicon.abbreviations))
    speakers = Speakers(text, sentences, lexicon)
    for number, (start, end) in enumerate(sentences):
        if not has_trigger(text, start, end, lexicon):
            continue
        items = mark_quantities(read_items(text, start, end, lexicon), lexicon)
        findings = find_happenings(items, lexicon)
        if not findings:
            continue
        speakers.remember(number, items)
        claims += [
            claim_from(text, items, finding, number, sentences, speakers, lexicon, date, context)
            for finding in findings
        ]
    return Reading(
        code, tuple(sorted(with_parts(with_running_totals(claims)), key=lambda claim: (claim.start, claim.end)))
    )


class Speakers:
    """The attributions of a text's sentences, read when a claim asks for them."""

    def __init__(self, text: str, sentences: list[tuple[int, int]], lexicon: Lexicon) -> None:
        self.text, self.sentences, self.lexicon = text, sentences, lexicon
        self.found: dict[int, list[Attribution]] = {}

    def remember(self, number: int, items: list[Item]) -> None:
        """Keep the attributions of a sentence whose items are at hand."""
        self.found[number] = find_attributions(self.text, items, self.lexicon)

    def of(self, number: int) -> list[Attribution]:
        """The attributions of a sentence."""
        if number not in self.found:
            start, end = self.sentences[number]
            self.remember(number, mark_quantities(read_items(self.text, start, end, self.lexicon), self.lexicon))
        return self.found[number]

    def name_behind_pronoun(self, number: int) -> str | None:
        """The last speaker named in the three sentences before."""
        for earlier in range(number - 1, max(-1, number - 4), -1):
            named = [a for a in self.of(earlier) if not a.is_pronoun and a.source]
            if named:
                return named[-1].source
        return None

    def of_quotation(self, number: int) -> Attribution | None:
        """The speaker of a quotation that began before the sentence or goes on after it, named beside it."""
        start, end = self.sentences[number]
        paragraph = self.text.rfind("\n", max(0, start - LONGEST_QUOTATION), start) + 1
        is_open_before = is_inside_quotation(self.text[max(paragraph, start - LONGEST_QUOTATION) : start])
        is_open_after = is_inside_quotation(self.text[max(paragraph, start - LONGEST_QUOTATION) : end])
        if not is_open_before and not is_open_after:
            return None
        if is_open_after and number + 1 < len(self.sentences):
            for later in range(number + 1, min(len(self.sentences), number + 3)):
                spoken = [a for a in self.of(later) if a.first == 0]
                if spoken:
                    return spoken[0]
        if is_open_before:
            for earlier in range(number - 1, max(-1, number - 4), -1):
                if self.of(earlier):
                    return self.of(earlier)[-1]
        return None


LONGEST_QUOTATION = 1500  # code points that are looked back for an opening quotation mark


def is_inside_quotation(text: str) -> bool:
    """Whether a text ends inside quotation marks of any sort."""
    if text.count("«") > text.count("»") or text.count("“") > text.count("”"):
        return True
    return text.count('"') % 2 == 1


def claim_from(
    text: str,
    items: list[Item],
    finding: Finding,
    number: int,
    sentences: list[tuple[int, int]],
    speakers: Speakers,
    lexicon: Lexicon,
    date: datetime | None,
    context: StoryContext | None,
) -> Claim:
    """The claim that a finding makes in its sentence."""
    start, end = items[finding.first].start, items[finding.last].end
    sentence_start, sentence_end = sentences[number]
    party, party_cue = party_of(items, finding, text, lexicon, context)
    scope, scope_cue = scope_of(items, finding, text, sentences[number], date, context)
    modality, modality_cue = modality_of(items, finding)
    said = attribution_for(speakers.of(number), finding.first, finding.last) or speakers.of_quotation(number)
    source = via = None
    speaker = SpeakerClass.UNKNOWN
    if said is not None:
        source, via = said.source, said.via
        if said.is_pronoun:
            source = speakers.name_behind_pronoun(number) or said.own_words
        if source is not None:
            speaker = speaker_class(source, lexicon)[0]
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
        sentence=text[sentence_start:sentence_end],
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        party=party,
        partial=finding.is_part or names_a_part(items, finding),
        scope=scope,
        modality=modality,
        superseded=is_superseded(items, finding),
        source=source,
        via=via,
        speaker_class=speaker,
        group=group_of(items, finding, text),
        rule="; ".join(cues),
    )


RUNNING_TOTAL = 10  # times the largest counted figure


def with_running_totals(claims: list[Claim]) -> list[Claim]:
    """The claims with "thousands have died" made background where the event's own counted figures are far lower."""
    counted = [
        claim.low
        for claim in claims
        if claim.kind is Kind.KILLED
        and claim.scope is Scope.EVENT
        and claim.modality in (Modality.REPORTED, Modality.FEARED)
        and claim.qualifier is not Qualifier.VAGUE
        and not claim.partial
    ]
    if len(counted) < 2:
        return claims
    sentences = {
        claim.sentence_start
        for claim in claims
        if claim.kind is Kind.KILLED
        and claim.qualifier is Qualifier.VAGUE
        and claim.low >= RUNNING_TOTAL * max(1, max(counted))
    }
    return [
        replace(claim, scope=Scope.BACKGROUND, rule=f"{claim.rule}; far above the event's counted figures")
        if claim.sentence_start in sentences and claim.scope is Scope.EVENT and claim.qualifier is Qualifier.VAGUE
        else claim
        for claim in claims
    ]


def with_parts(claims: list[Claim]) -> list[Claim]:
    """The claims with a group's figure marked partial where the text gives a larger one for the whole event.

    Two groups counted in one sentence ("eleven men and three women were arrested") are each a part as well.
    """
    sides: dict[tuple[int, Kind], set[str]] = {}
    for claim in claims:
        if claim.group is not None and claim.low > 0 and not claim.superseded:
            sides.setdefault((claim.sentence_start, claim.kind), set()).add(claim.group.lower())
    whole: dict[tuple[Kind, Party, Scope], int] = {}
    for claim in claims:
        if (
            claim.group is None
            and not claim.partial
            and not claim.superseded
            and claim.modality is not Modality.PROJECTED
        ):
            key = (claim.kind, claim.party, claim.scope)
            whole[key] = max(whole.get(key, 0), claim.low)
    result = []
    for claim in claims:
        larger = whole.get((claim.kind, claim.party, claim.scope), 0)
        groups = sides.get((claim.sentence_start, claim.kind), set())
        if claim.group is not None and len(groups) > 1 and not claim.partial:
            claim = replace(claim, partial=True, rule=f"{claim.rule}; one of {len(groups)} groups")
        if claim.group is not None and not claim.partial and 0 < (claim.high or claim.low) < larger:
            claim = replace(claim, partial=True, rule=f"{claim.rule}; part of {larger}")
        elif claim.group is not None and not claim.partial:
            claim = replace(claim, group=None)
        result.append(claim)
    return result
