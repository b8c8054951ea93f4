"""Live blogs: each update's words get the update's own time, wherever the page gives words and times."""

import json
import time
from datetime import UTC, datetime

import pytest

from fetchers import PageReading, read_page

NOW = datetime(2024, 9, 17, 18, tzinfo=UTC)
URL = "https://www.courier.test/live/bamako"
SUMMARY = "What we know so far about the attack on the gendarmerie school and the airport in Bamako this morning."
POSTS = {
    "2024-09-17T14:32:00Z": "At least 77 people were killed in the attack, a security source told the Courier.",
    "2024-09-17T12:10:00Z": "The army says the situation is under control and asks people to stay at home today.",
    "2024-09-17T09:05:00+02:00": "Twenty people were killed near the airport, two residents said by telephone.",
}


def linked_data(updates: object, **fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Bamako: live",
            "datePublished": "2024-09-17T06:00:00Z", "liveBlogUpdate": updates, **fields}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def page(inside: str, head: str = "") -> str:
    return (
        f"<html lang='en'><head><title>Bamako: live</title>{head}</head><body><main><article><h1>Bamako: live</h1>"
        f"<p>{SUMMARY}</p>{inside}</article></main></body></html>"
    )


def box(posted: str, text: str, number: int = 0) -> str:
    return (
        f"<div class='entry' id='post-{number}'><time datetime='{posted}'>{posted[11:16]}</time><h3>Post {number}</h3>"
        f"<p>{text}</p></div>"
    )


def boxes() -> str:
    return "".join(box(time, text, number) for number, (time, text) in enumerate(POSTS.items()))


def untimed() -> str:
    return "".join(f"<div><h3>Post</h3><p>{text}</p></div>" for text in POSTS.values())


def said(text: str, time: str, **fields: object) -> dict[str, object]:
    return {"@type": "BlogPosting", "datePublished": time, "articleBody": text, **fields}


ALL_SAID = [said(text, time, headline="A headline") for time, text in POSTS.items()]


def read(html: str) -> PageReading:
    return read_page(html.encode(), {}, URL, NOW)


def times(reading: PageReading) -> dict[str, str]:
    """When each post's first words were posted, as read."""
    found = {}
    for text in POSTS.values():
        place = reading.text.index(text)
        found[text] = next(
            (f"{each.published_at:%H:%M}" for each in reading.updates if each.start <= place < each.end), "undated"
        )
    return found


EXPECTED = dict(zip(POSTS.values(), ("14:32", "12:10", "07:05"), strict=True))


@pytest.mark.parametrize(
    "html",
    [
        page(untimed(), linked_data(ALL_SAID)),
        page(boxes(), linked_data([])),
        page(boxes(), linked_data(ALL_SAID)),
        page(boxes(), linked_data(ALL_SAID[:1])),
        page(boxes(), linked_data([said(text[:30] + "…", time) for time, text in POSTS.items()])),
        page("", linked_data(ALL_SAID)),
        page(box(*next(iter(POSTS.items()))), linked_data(ALL_SAID)),
        page(
            "".join(f"<section id='p{n}'><p>{text}</p></section>" for n, text in enumerate(POSTS.values())),
            linked_data([said("", time, url=f"{URL}#p{n}") for n, time in enumerate(POSTS)]),
        ),
        "<html><head>" + linked_data(ALL_SAID) + "</head><body><div id='app'></div></body></html>",
        page(boxes()).replace("<article>", "<article itemscope itemtype='https://schema.org/LiveBlogPosting'>"),
        page(f"<div itemprop='liveBlogUpdate'></div>{boxes()}"),
    ],
    ids=[
        "times in JSON-LD, words in the page", "times in the page", "both", "JSON-LD has the latest only",
        "JSON-LD cuts the words", "words in JSON-LD only", "the page has the latest only", "joined by the address",
        "a page of scripts", "microdata", "microdata of updates",
    ],
)  # fmt: skip
def test_each_update_has_its_own_time(html: str) -> None:
    reading = read(html)
    assert reading.failure is None
    assert times(reading) == EXPECTED
    for text in POSTS.values():
        assert reading.text.count(text) == 1
    places = [(update.start, update.end) for update in reading.updates]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(reading.text) for start, end in places)
    assert not any(update.start <= reading.text.index(reading.title) < update.end for update in reading.updates)


def test_the_summary_of_a_live_blog_is_in_no_update() -> None:
    reading = read(page(boxes(), linked_data(ALL_SAID)))
    place = reading.text.index(SUMMARY)
    assert not any(update.start <= place < update.end for update in reading.updates)


def test_an_updates_modification_is_read() -> None:
    first, text = next(iter(POSTS.items()))
    update = said(text, first, dateModified="2024-09-17T15:00:00Z")
    (found,) = read(page(untimed(), linked_data([update]))).updates
    assert f"{found.modified_at:%H:%M}" == "15:00"


@pytest.mark.parametrize(
    "time", ["2024-09-17", "2024-09-17T14:32:00", "2034-09-17T14:32:00Z", "14:32", "", None, 5, ["x"], {}]
)
def test_an_update_without_a_time_to_go_by_is_as_old_as_its_page(time: object) -> None:
    reading = read(
        page(untimed(), linked_data([{"articleBody": text, "datePublished": time} for text in POSTS.values()]))
    )
    assert reading.updates == ()
    assert all(text in reading.text for text in POSTS.values())


@pytest.mark.parametrize("updates", [None, "x", 7, [None], [[]], [{}], {"datePublished": []}, [{"articleBody": {}}]])
def test_nonsense_in_place_of_updates_does_no_harm(updates: object) -> None:
    assert read(page(untimed(), linked_data(updates))).updates == ()


def test_an_ordinary_article_has_no_updates_whatever_cards_stand_beside_it() -> None:
    html = page(f"<p>{' '.join(POSTS.values())}</p><div>{boxes()}</div>").replace("Bamako: live", "Bamako")
    assert read_page(html.encode(), {}, "https://www.courier.test/world/bamako", NOW).updates == ()


def test_a_page_of_one_time_is_not_one_update() -> None:
    html = page(f"<div><time datetime='2024-09-17T06:00:00Z'></time>{untimed()}</div>", linked_data([]))
    assert read(html).updates == ()


def test_other_stories_cards_give_a_live_blogs_words_no_time() -> None:
    cards = "".join(
        f"<div class='card'><time datetime='2024-09-1{n}T01:00:00Z'></time><a href='/{n}'>Ferry: {n}2 dead</a></div>"
        for n in (1, 2, 3)
    )
    for around in ("<aside class='related'>{}</aside>", "<div>{}</div>"):
        reading = read(page(untimed() + around.format(cards), linked_data(ALL_SAID)))
        assert times(reading) == EXPECTED
        assert {f"{update.published_at:%H:%M}" for update in reading.updates} == set(EXPECTED.values())


@pytest.mark.parametrize(
    "html",
    [
        page("".join(f"<p>line {n} of no update</p>" for n in range(6_000)) + boxes(), linked_data([
            said("another word " * 150, f"2024-09-17T09:{n % 60:02}:{n // 60:02}Z") for n in range(450)
        ])),
        page("<div>" * 250 + "<time datetime='2024-09-17T09:00:00Z'>" * 4_000 + boxes(), linked_data([])),
        page(boxes() * 1_500, linked_data([])),
    ],
    ids=["lines of no update", "nested times", "one update again and again"],
)  # fmt: skip
def test_live_blogs_built_to_take_quadratic_time_do_not(html: str) -> None:
    started = time.process_time()
    read(html)
    assert time.process_time() - started < 6.0


def test_thousands_of_updates_are_read_in_time() -> None:
    updates = [said(f"Update {n}: nothing new from the airport at this hour. " * 9, f"2024-09-17T0{n % 10}:00:00Z")
               for n in range(1_500)]  # fmt: skip
    many = "".join(
        box(f"2024-09-17T0{n % 10}:{n % 60:02}:00Z", f"Post {n} of a long day, quiet. " * 5, n) for n in range(2_000)
    )
    reading = read(page(many, linked_data(updates)))
    assert len(reading.updates) > 100
    assert len(reading.text) <= 200_100
