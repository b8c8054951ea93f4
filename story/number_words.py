"""Numbers written as one word: "siebenundsiebzig", "zweihundertfünfzig", "dreitausend"."""

from __future__ import annotations

from story.lexicon import Lexicon

LONGEST = 60  # letters


def joined_value(word: str, lexicon: Lexicon) -> int | None:
    """The value of a word that is made of number words and nothing else; None for every other word.

    The unit may stand before the ten ("sieben|und|siebzig") or after it. Parts are taken longest first, so that
    "hundert" isn't read as something with a joiner inside.
    """
    starts = lexicon.number_parts.get(word[:2])
    if starts is None or len(word) > LONGEST:
        return None
    total = current = at = 0
    while at < len(word):
        parts = lexicon.number_parts.get(word[at : at + 2], ())
        part, value, is_scale = next((found for found in parts if word.startswith(found[0], at)), ("", 0, False))
        if not part:
            return None
        if is_scale and value > 100:
            total, current = total + max(current, 1) * value, 0
        elif is_scale:
            current = max(current, 1) * value
        else:
            current += value
        at += len(part)
    return total + current or None
