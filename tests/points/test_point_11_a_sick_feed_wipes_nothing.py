"""11. The same body is not parsed again; a 200 that is empty or HTML wipes nothing and shows as a sick feed."""

from pathlib import Path

from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, asked, feed_row, poll, settings_for

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><updated>{now}</updated>
<entry><title>Attack in Bamako</title><id>a</id><link href="{url}/a"/><updated>2024-09-19T09:12:00.5Z</updated></entry>
</feed>"""


async def test_a_feed_that_only_changes_its_own_date_brings_nothing_new_and_is_visited_less(
    site: Site, tmp_path: Path
) -> None:
    number = iter(range(10_000))
    body = ATOM.replace("{url}", site.url)
    site.make["/atom"] = lambda: (
        200,
        {"Content-Type": "application/atom+xml"},
        body.replace("{now}", str(next(number))),
    )
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/atom"))
    await poll(settings, 12)
    assert feed_row(settings).entries == 1
    assert asked(site, "/atom") < 12 * 60 / 10  # at the shortest interval of two minutes it would be 360
