"""What a word can be in a sentence, as bits: one word may be several things at once ("dead", "others")."""

from __future__ import annotations

PEOPLE = 1 << 0  # a noun for people: "soldiers", "others"
GROUP = 1 << 1  # such a noun that names one sort of people: "soldiers", not "people"
ATTACKER = 1 << 2  # such a noun for whoever attacked
THING = 1 << 3  # what is counted and is no person: "houses", "km", "years"
BE = 1 << 4
HAVE = 1 << 5
ADVERB = 1 << 6
OF = 1 << 7
PREPOSITION = 1 << 8
DETERMINER = 1 << 9
CONJUNCTION = 1 << 10
RELATIVE = 1 << 11
INCLUDING = 1 << 12
NEGATION = 1 << 13
TIME = 1 << 14
MONTH = 1 << 15
THEM = 1 << 16  # "of them", "of those", "of the dead"
TOLL_LINK = 1 << 17  # between "the toll" and its number: "rose to", "stands at"
COMMA = 1 << 18
BREAK = 1 << 19  # ; : ( ) — and quotation marks
QUANTITY = 1 << 20
VERBATIM = 1 << 21  # a number that is no quantity: a time, a date, an ordinal, an age
PARTICIPLE = 1 << 22
ACTIVE = 1 << 23
STATE = 1 << 24
NOUN = 1 << 25
ACT = 1 << 26
TOLL = 1 << 27
STRICT = 1 << 28
SPEECH = 1 << 29
ACCORDING = 1 << 30
PRONOUN = 1 << 31
HYPOTHETICAL = 1 << 32
NOT_COUNTED = 1 << 33
CAPITAL = 1 << 34
LABEL = 1 << 35
NUMBER_WORD = 1 << 36
INDEFINITE = 1 << 37
INCREMENT = 1 << 38
MUTE = 1 << 39
STOP = 1 << 40
LISTENER = 1 << 41
NEGATOR = 1 << 42  # "not", "pas": the verb did not happen
AMONG = 1 << 43  # "among the dead"
JOINTLY = 1 << 44  # "as well as", after a verb: "ten people died, as well as five gunmen"
NUMBER_OF = 1 << 45  # "the number of" people killed: makes a toll of what follows
PURPOSE = 1 << 46  # "to" kill: only an aim
ACHIEVED = 1 << 47  # "managed" to arrest: no aim any more
FUTURE = 1 << 48  # "will be", "would be": did not happen
NONE = 1 << 49  # a noun that counts only when there were none: "no victims"

TRIGGER = PARTICIPLE | ACTIVE | STATE | NOUN | ACT | TOLL | NONE
VERB = PARTICIPLE | ACTIVE | STATE
EDGE = COMMA | BREAK
