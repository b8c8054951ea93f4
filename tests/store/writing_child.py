"""A writer that publishes article after article, some marked off the story, and says each that was kept.

It is made to be killed. Its outlets take turns, so that they copy each other and share facts of every type.
"""

import sys
from pathlib import Path

from store import (
    ArticleAfterVisit,
    FeedAfterVisit,
    MarkRequest,
    NewEntry,
    NewRevision,
    Validators,
    Visit,
    open_writer,
    post,
)
from story import ArticleTarget, Claim, Judgement, Kind, Passage, Qualifier
from story import FactType as Type


def say(line: str) -> None:
    """One line for the parent, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    from datetime import UTC, datetime, timedelta

    from store import FeedSpec, OutletSpec

    start = datetime(2024, 9, 17, 5, tzinfo=UTC)
    with open_writer(Path(sys.argv[1])) as writer:
        outlets = [
            OutletSpec("The Lamp", ("lamp.example",), feeds=(FeedSpec("http://lamp.example/f"),)),
            OutletSpec("Radio Cove", ("cove.example",), feeds=(FeedSpec("http://cove.example/f"),)),
        ]
        writer.sync_outlets(outlets, start)
        feeds = writer.feeds()
        number = writer.database.execute("SELECT count(*) FROM entries").fetchone()[0]
        while True:
            number += 1
            now = start + timedelta(minutes=number)
            feed = feeds[number % 2]
            url = f"http://{('lamp', 'cove')[number % 2]}.example/{number}"
            entry = NewEntry(url, url, f"Fire {number}", "", now, None, True)
            seen = Visit(url, now, now, "new", 200)
            after = FeedAfterVisit(Validators(), None, now, 300.0, 0)
            ids = writer.save_feed_visit(feed.id, seen, after, [entry], None)
            say(f"listed {number}")
            for article_id in ids:
                for figure in (number % 7, number % 5):
                    words = f"{figure} were killed"
                    told = f"Smoke stood over the Marlow quay on day {number // 2}"
                    copied = " ".join(f"smoke{number // 2 + n}" for n in range(200))
                    text = f"Fire {number}\n{words}\n{told}\n{copied}"
                    at = text.index(told)
                    shared = Passage(Type.HAPPENING, "shared", told, at, at + len(told), told, at, at + len(told))
                    first = text.index(words)
                    last = first + len(words)
                    claim = Claim(Kind.KILLED, figure, figure, Qualifier.EXACT, words, first, last, words, first, last)
                    revision = NewRevision(f"Fire {number}", text, "en", (claim,), now, passages=(shared,))
                    writer.save_article_visit(article_id, seen, ArticleAfterVisit(Validators(), None, 0), revision)
                say(f"read {number}")
                if number % 5 == 0:
                    post(writer.path, MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(article_id)))
                    for outcome in writer.take_up_requests(now):  # with one that a killed writer left behind
                        if outcome.mark_id is not None:
                            say(f"marked {outcome.mark_id}")
