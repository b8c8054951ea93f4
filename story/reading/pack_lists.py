"""The lists of a pack by what they make of a word: its tags, or a cue that it carries."""

from __future__ import annotations

from story.reading import tags

FORMS = {
    "participle": tags.PARTICIPLE,
    "active": tags.ACTIVE,
    "state": tags.STATE,
    "noun": tags.NOUN,
    "act": tags.ACT,
    "toll": tags.TOLL,
    "none": tags.NONE,
}
GRAMMAR = {
    "be": tags.BE,
    "have": tags.HAVE,
    "adverbs": tags.ADVERB,
    "of": tags.OF,
    "prepositions": tags.PREPOSITION,
    "determiners": tags.DETERMINER,
    "conjunctions": tags.CONJUNCTION,
    "relatives": tags.RELATIVE,
    "pronouns": tags.PRONOUN,
    "including": tags.INCLUDING,
    "negations": tags.NEGATION,
    "not_counted": tags.NOT_COUNTED,
    "times": tags.TIME,
    "months": tags.MONTH,
    "toll_links": tags.TOLL_LINK,
    "increments": tags.INCREMENT,
    "negators": tags.NEGATOR,
    "among": tags.AMONG,
    "jointly": tags.JOINTLY,
    "number_of": tags.NUMBER_OF,
    "purpose": tags.PURPOSE,
    "achieved": tags.ACHIEVED,
    "future": tags.FUTURE,
    "hypothetical": tags.HYPOTHETICAL,
    "object_markers": tags.OBJECT_MARK,
}
PEOPLE = {
    "general": tags.PEOPLE,
    "groups": tags.PEOPLE | tags.GROUP,
    "attackers": tags.PEOPLE | tags.GROUP | tags.ATTACKER,
    "things": tags.THING,
    "them": tags.THEM,
}
BLOWS = {"blows": tags.PARTICIPLE, "dealing": tags.ACTIVE}
ATTRIBUTION = {
    "verbs": tags.SPEECH,
    "according": tags.ACCORDING,
    "listeners": tags.LISTENER,
    "mute": tags.MUTE,
    "stops": tags.STOP,
}
CONDITIONAL = ("noun", "active", "state", "participle")
QUALIFIERS = (
    *("about", "at_least", "over", "up_to", "exact", "after_about", "after_over", "after_at_least"),
    *("range_between", "range_to", "out_of", "rises", "topics", "groups", "further"),
)
# Section and list whose words only carry a cue, and its name.
CUES = (
    *(("numbers", name, name) for name in ("ages", "fractions", "shares")),
    ("numbers", "ordinals", "ordinal"),
    *(
        ("grammar", name, name)
        for name in ("no result", "relays", "relayed from", "silent object", "demands", "charges", "illnesses")
    ),
    ("people", "members", "members"),
    ("attribution", "pronouns", "speaker pronoun"),
)
# Lists beside those of [scope] and [modality] that tint a sentence without being taken out of it.
TINTS = {
    "in_decade": ("qualifiers", "in_decade"),
    "wounds": ("wounds", "words"),
    **{name: ("wounds", name) for name in ("signs", "body", "degrees", "own", "grave")},
    **{name: ("people", name) for name in ("blame", "violence")},
    **{name: ("grammar", name) for name in ("sports", "fiction")},
}

# Lists of [attribution] whose words carry the list's name as a cue, and what they are besides.
SPEAKING = {
    "citing": tags.ACCORDING,
    "according_after": tags.ACCORDING,
    "reckonings": tags.ACCORDING,
    "asides": tags.ACCORDING,
    "back_references": tags.ACCORDING,
    "on_air": tags.LISTENER,
    "spoken_of": 0,
}

# Lists of [[happenings]] by where the actor of their phrases stands; the higher is tried first on the same words.
BEFORE, NOWHERE, BEHIND, WITHIN = -1, 0, 1, 2
HAPPENING_SIDES = {"before": BEFORE, "alone": NOWHERE, "after": BEHIND, "within": WITHIN}
HAPPENING_CONDITIONS = ("actor", "beside", "unless")
HAPPENING_LISTS = (*HAPPENING_SIDES, *HAPPENING_CONDITIONS)
