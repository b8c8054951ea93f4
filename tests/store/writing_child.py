"""A writer that publishes article after article and says each one that was kept; it is made to be killed."""

import sys
from pathlib import Path

from store import ArticleAfterVisit, FeedAfterVisit, NewEntry, NewRevision, Validators, Visit, open_writer
from story import Claim, Kind, Qualifier


def say(line: str) -> None:
    """One line for the parent, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    from datetime import UTC, datetime, timedelta

    from store import FeedSpec, OutletSpec

    start = datetime(2024, 9, 17, 5, tzinfo=UTC)
    with open_writer(Path(sys.argv[1])) as writer:
        writer.sync_outlets([OutletSpec("The Lamp", feeds=(FeedSpec("http://lamp.example/f"),))], start)
        (feed,) = writer.feeds()
        number = writer.database.execute("SELECT count(*) FROM entries").fetchone()[0]
        while True:
            number += 1
            now = start + timedelta(minutes=number)
            url = f"http://lamp.example/{number}"
            entry = NewEntry(url, url, f"Fire {number}", "", now, None, True)
            seen = Visit(url, now, now, "new", 200)
            after = FeedAfterVisit(Validators(), None, now, 300.0, 0)
            ids = writer.save_feed_visit(feed.id, seen, after, [entry], None)
            say(f"listed {number}")
            for article_id in ids:
                for figure in (number % 7, number % 5):
                    words = f"{figure} were killed"
                    text = f"Fire {number}\n{words}\n" + "smoke " * 500
                    first = text.index(words)
                    last = first + len(words)
                    claim = Claim(Kind.KILLED, figure, figure, Qualifier.EXACT, words, first, last, words, first, last)
                    revision = NewRevision(f"Fire {number}", text, "en", (claim,), now)
                    writer.save_article_visit(article_id, seen, ArticleAfterVisit(Validators(), None, 0), revision)
                say(f"read {number}")
