"""Live blogs known by their look alone, and pages with many times that are none."""

import time
from datetime import UTC, datetime

import pytest

from fetchers import PageReading, read_page

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
LIVE_URL = "https://www.courier.test/live/dam-breaks-above-lunda"
PLAIN_URL = "https://www.courier.test/world/dam-breaks-above-lunda"
TITLE = "Dam breaks above Lunda"
SUMMARY = "A dam above the town of Lunda broke in the night. Here is what is known so far."
UPDATES = (
    ("2026-11-22T16:40:00+01:00", "15:40", "Governor gives new figure",
     "At least 34 people were killed, the governor said on local radio, and 120 are in hospital."),
    ("2026-11-22T12:05:00Z", "12:05", "Bridge closed",
     "Soldiers have closed the only bridge. Nineteen bodies were brought to the school, a doctor said."),
    ("2026-11-22T08:15:00Z", "08:15", "First reports",
     "Residents say that the water came without warning. Six people are known to have died."),
)  # fmt: skip


def html(inside: str, head: str = "", body: str = "", title: str = TITLE) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body{body}><header><nav><a href='/'>"
        f"Home</a></nav></header><main><h1>{title}</h1><p>{SUMMARY}</p>{inside}</main><footer><p>2026</p></footer>"
        "</body></html>"
    )


def read(page: str, url: str = LIVE_URL) -> PageReading:
    return read_page(page.encode(), {"content-type": "text/html; charset=utf-8"}, url, NOW)


def dated(reading: PageReading) -> dict[str, str]:
    """When each update's words were posted, as read."""
    found = {}
    for _, _, _, text in UPDATES:
        place = reading.text.index(text)
        found[text] = next(
            (f"{each.published_at:%H:%M}" for each in reading.updates if each.start <= place < each.end), "undated"
        )
    return found


EXPECTED = {text: utc for _, utc, _, text in UPDATES}


def articles() -> str:
    return "".join(
        f"<article><header><h2>{head}</h2><time datetime='{at}'>{at[11:16]}</time></header><p>{text}</p></article>"
        for at, _, head, text in UPDATES
    )


def sections() -> str:
    return "".join(
        f"<section id='u{n}'><time datetime='{at}'>{at[11:16]}</time><h3><a href='#u{n}'>{head}</a></h3><p>{text}</p>"
        "</section>"
        for n, (at, _, head, text) in enumerate(UPDATES)
    )


def items() -> str:
    listed = "".join(
        f"<li><div class='meta'><time datetime='{at}'>{at[11:16]}</time></div><div><h4>{head}</h4><p>{text}</p></div>"
        "</li>"
        for at, _, head, text in UPDATES
    )
    return f"<ol class='events'>{listed}</ol>"


def permalinks() -> str:
    return "".join(
        f"<div class='entry'><time datetime='{at}'></time><h2><a href='{LIVE_URL}/{n}'>{head}</a></h2>"
        f"<div>{text}</div></div>"
        for n, (at, _, head, text) in enumerate(UPDATES)
    )


def without_headings() -> str:
    return "".join(f"<div><time datetime='{at}'></time><p>{text}</p></div>" for at, _, _, text in UPDATES)


def microdata() -> str:
    return "".join(
        f"<div itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'>"
        f"<h2 itemprop='headline'>{head}</h2><time itemprop='datePublished' datetime='{at}'></time>"
        f"<div itemprop='articleBody'><p>{text}</p></div></div>"
        for at, _, head, text in UPDATES
    )


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (html(articles()), LIVE_URL),
        (html(sections()), LIVE_URL),
        (html(items()), LIVE_URL),
        (html(permalinks()), LIVE_URL),
        (html(without_headings()), LIVE_URL),
        (html(microdata()), PLAIN_URL),
        (html(articles()), "https://www.courier.test/world/dam-breaks-above-lunda-live"),
        (html(articles()), "https://www.courier.test/monde/en-direct-le-barrage-de-lunda-cede_612.html"),
        (html(articles()), "https://www.courier.test/panorama/liveticker-dammbruch-124.html"),
        (html(articles(), title="EN DIRECT - Le barrage de Lunda cède"), PLAIN_URL),
        (html(articles(), title="Dam breaks above Lunda: live updates"), PLAIN_URL),
        (html(articles(), title="مباشر: انهيار سد"), PLAIN_URL),
        (html(articles(), "<meta property='og:type' content='article:live'>"), PLAIN_URL),
        (html(sections(), body=" class='page live-blog'"), PLAIN_URL),
        (html(f"<div id='liveticker'>{items()}</div>"), PLAIN_URL),
        (html(f"<div class='post__live-updates live-feed'>{sections()}</div>"), PLAIN_URL),
    ],
    ids=[
        "articles", "sections with anchors", "a list", "updates with addresses of their own", "no headings",
        "microdata", "the slug ends in live", "en-direct", "liveticker", "French headline",
        "English headline", "Arabic headline",
        "og:type", "class of body", "id of a box", "class of a box",
    ],
)  # fmt: skip
def test_each_update_of_a_page_that_looks_live_has_its_own_time(page: str, url: str) -> None:
    reading = read(page, url)
    assert reading.failure is None
    assert dated(reading) == EXPECTED
    place = reading.text.index(SUMMARY)
    assert not any(update.start <= place < update.end for update in reading.updates)
    assert reading.published_at is None  # an update's time isn't the page's


ARTICLE = "".join(
    f"<p>{text}</p>"
    for text in (
        "Thirty-four people were killed when a dam broke above Lunda in the night to Sunday, the governor said.",
        "The dam was built in 1971 and inspected in spring. The report was never made public, engineers said.",
        "About 4,000 people live below it. Most of them were asleep when the water came, shortly after three.",
        "The government has promised an inquiry and help for those who lost their homes. It gave no date for either.",
    )
)
PAGE_TIME = "<time datetime='2026-11-22T09:00:00Z'>9:00</time>"


def cards(tag: str = "div") -> str:
    return "".join(
        f"<{tag}><h3><a href='/world/other-{n}'>Ferry sinks</a></h3><time datetime='2026-11-2{n}T0{n}:00:00Z'></time>"
        f"<p>Rescuers found {n}2 bodies after the ferry went down in heavy seas on its way to the islands.</p></{tag}>"
        for n in (0, 1, 2)
    )


def timed(at: str, text: str) -> str:
    return f"<div><time datetime='{at}'></time><p>{text}</p></div>"


def comments(tag: str, kind: str) -> str:
    return "".join(
        f"<{tag} {kind}><b>Reader {n}</b><time datetime='2026-11-22T1{n}:00:00Z'></time><p>I heard of {n}00 dead from "
        f"my cousin who lives there, but nobody on television says so. It is a shame.</p></{tag}>"
        for n in (0, 1, 2)
    )


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (html(articles()), PLAIN_URL),
        (html(sections()), "https://www.courier.test/world/where-people-live-below-the-dam"),
        (html(PAGE_TIME + ARTICLE), LIVE_URL),
        (html(PAGE_TIME + ARTICLE + f"<div>{cards()}</div>"), LIVE_URL),
        (html(PAGE_TIME + ARTICLE + f"<ul>{cards('li')}</ul>"), LIVE_URL),
        (html(f"<div>{cards('article')}</div>"), LIVE_URL),
        (html(PAGE_TIME + ARTICLE + f"<div class='comments'>{comments('div', '')}</div>"), LIVE_URL),
        (html(PAGE_TIME + ARTICLE + f"<ol>{comments('li', 'class=comment')}</ol>"), LIVE_URL),
        (html(PAGE_TIME + ARTICLE + comments("article", "itemprop=comment")), LIVE_URL),
        (html(PAGE_TIME + ARTICLE + f"<section>{comments('div', 'itemtype=https://x.y/Comment')}</section>"), LIVE_URL),
        (html("".join(f"<section><h2>{head}</h2><p>{text}</p></section>" for _, _, head, text in UPDATES)), LIVE_URL),
        (html("".join(timed("2026-11-22", text) for *_, text in UPDATES)), LIVE_URL),
        (html("".join(timed(at[:16], text) for at, *_, text in UPDATES)), LIVE_URL),
        (html(PAGE_TIME + ARTICLE * 3 + "".join(
            timed(f"2026-11-0{n}T08:00:00Z", "Chronology: talks on the dam's repair.") for n in (1, 2)
        )), LIVE_URL),
    ],
    ids=[
        "nothing says live", "people live in the slug", "an article under /live", "cards of other stories",
        "a list of them", "nothing but cards", "comments by their box", "comments by their class",
        "comments by itemprop",
        "comments by itemtype", "no times", "days only", "no zones", "a chronology in a long article",
    ],
)  # fmt: skip
def test_pages_with_many_times_are_no_live_blogs(page: str, url: str) -> None:
    assert read(page, url).updates == ()


def test_an_ordinary_page_keeps_its_time_and_its_text() -> None:
    reading = read(html(PAGE_TIME + ARTICLE + f"<div>{cards()}</div>"))
    assert f"{reading.published_at:%H:%M}" == "09:00"
    assert "Thirty-four people" in reading.text
    assert "22 bodies" not in reading.text


def test_comments_below_a_live_blog_are_no_updates() -> None:
    said = "".join(
        f"<article><time datetime='2026-11-22T1{n}:00:00Z'></time><p>My cousin says 300 are dead.</p></article>"
        for n in (0, 1)
    )
    reading = read(html(articles() + f"<section class='comments'>{said}</section>"))
    assert dated(reading) == EXPECTED
    assert "cousin" not in reading.text


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 200 + "<time datetime='2026-11-22T09:00:00Z'></time>" * 3_000,
        timed("2026-11-22T09:00:00Z", "word " * 20) * 2_000,
        "".join(f"<h2><a href='/{n}'>x</a></h2>" for n in range(5_000)) + articles(),
    ],
    ids=["nested", "many boxes", "many headlines"],
)  # fmt: skip
def test_pages_built_to_be_slow_are_not(inside: str) -> None:
    started = time.process_time()
    read(html(inside))
    assert time.process_time() - started < 6.0
