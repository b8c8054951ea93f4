"""What a figure is beyond its words: event or background, whole or part, which side, how sure.

By its sentence alone: judgement (side, part, how sure), scope (another time or a conflict, against the day of anchors),
continued (the sentence before). By the whole text: events, parties, parts, and the places that places finds.
"""
