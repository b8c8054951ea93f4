"""Where a place in an article's text lies once what an edit took away is shown in it as well."""

from __future__ import annotations

from story import Change


def offset_in_changes(changes: tuple[Change, ...], offset: int) -> int:
    """Where an offset of the new text lies in the text that shows the changes one after the other."""
    shown = passed = 0
    for change in changes:
        length = len(change.text)
        if change.change == "removed":
            shown += length
            continue
        if offset < passed + length:
            return shown + offset - passed
        shown += length
        passed += length
    return shown
