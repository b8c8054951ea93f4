"""What a page can do to who cleans and reads it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from benchmarks.hostile.attack import HEADLINE, PROSE, Attack, Target, item, one_page, page
from benchmarks.hostile.site import Request, answer

KB, MB = 1_000, 1_000_000
_number = count(1)


def _json_ld(text: Callable[[], str]) -> Callable[[Target], str]:
    return one_page(lambda: page(head=f'<script type="application/ld+json">{text()}</script>'))


def _body(inside: Callable[[], str]) -> Callable[[Target], str]:
    return one_page(lambda: page().replace(b"</article>", inside().encode() + b"</article>"))


def _figures(number: int, start: int = 1) -> list[str]:
    kinds = ("killed", "wounded", "kidnapped", "displaced", "missing")
    return [f"Officials said {start + n} people were {kinds[n % len(kinds)]} in Bamako." for n in range(number)]


def _paragraphs(sentences: list[str], each: int = 20) -> list[str]:
    return [" ".join(sentences[n : n + each]) for n in range(0, len(sentences), each)]


def _claim_flood(number: int, pages: int = 1) -> Callable[[Target], str]:
    def lay(target: Target) -> str:
        for n in range(pages):
            body = page(*_paragraphs(_figures(number, 1 + n * number)), title=f"{HEADLINE} {n}")
            target.site.pages[f"/page/{n}"] = answer(body)
        return target.feed(*(item(f"{target.site.url}/page/{n}", f"{HEADLINE} {n}") for n in range(pages)))

    return lay


def _other_each_time(target: Target) -> str:
    """Every visit finds another page, with other figures: a revision each, if it were visited all the time."""

    def changing(_request: Request) -> bytes:
        return answer(page(*_paragraphs(_figures(200, next(_number) * 1000))))

    for n in range(20):
        target.site.pages[f"/page/{n}"] = changing
    return target.feed(*(item(f"{target.site.url}/page/{n}", f"{HEADLINE} {n}") for n in range(20)))


def _statements(number: int) -> Callable[[Target], str]:
    said = [
        f"“We will not give way number {n} to them, whatever it costs us,” minister Awa Essai {n} said."
        for n in range(number)
    ]
    return one_page(lambda: page(*_paragraphs(said)))


def _two_hosts(target: Target) -> str:
    """Pages that take seconds to read, on two hosts, so that both workers are busy with them."""
    for site in (target.site, target.other):
        for n in range(6):
            site.pages[f"/slow/{n}"] = answer(page(f"{n} killed, " * 10_000 + " and 12 wounded and " * 5_000))
    links = [f"{site.url}/slow/{n}" for n in range(6) for site in (target.site, target.other)]
    return target.feed(*(item(link, f"{HEADLINE} {n}") for n, link in enumerate(links)))


ATTACKS = (
    Attack("elements nested 200,000 deep", _body(lambda: "<div>" * 200_000 + PROSE), "page:", 2, 60),
    Attack("1,000,000 unclosed <b> (5 MB)", _body(lambda: "<b>x" * 1_000_000), "page:", 2, 60),
    Attack("600,000 unclosed <p> in <div>", _body(lambda: "<div><p>a" * 500_000), "page:", 2, 60),
    Attack("300,000 links in a page", _body(lambda: "<a href=/x>x</a>" * 290_000), "page:", 2, 60),
    Attack("a table of 1,000,000 cells", _body(lambda: "<table>" + "<tr><td>x" * 500_000), "page:", 2, 60),
    Attack(
        "nested quotations 20,000 deep", _body(lambda: ("<blockquote><p>“" + "He said " * 3) * 20_000), "page:", 2, 60
    ),
    Attack(
        "headings 'Related stories' 50,000 times",
        _body(lambda: "<h3>Related stories</h3><ul><li><a href=x>y</a></ul>" * 50_000),
        "page:",
        2,
        60,
    ),
    Attack(
        "class names of 1 MB and 200,000 small ones",
        _body(lambda: f'<div class="{"related " * 125_000}">x</div>' + "<p class='a-b c_d'>y" * 200_000),
        "page:",
        2,
        60,
    ),
    Attack(
        'JSON-LD of 500 KB of \\" without end',
        _json_ld(lambda: '{"@type":"NewsArticle","headline":"' + '\\"' * 250_000),
        "page: 1 new",
        2,
        60,
    ),
    Attack("JSON-LD nested 300,000 deep", _json_ld(lambda: '{"@graph":[' * 300_000), "page:", 2, 60),
    Attack(
        "JSON-LD with 30,000 authors and a body of 400 KB",
        _json_ld(
            lambda: (
                '{"@type":"NewsArticle","author":['
                + ",".join(f'{{"name":"a{n}"}}' for n in range(30_000))
                + '],"articleBody":"'
                + "x " * 200_000
                + '"}'
            )
        ),
        "page:",
        2,
        60,
    ),
    Attack(
        "500 JSON-LD scripts of 10 KB",
        one_page(
            lambda: page(
                head='<script type="application/ld+json">[{"@type":"x","y":"' + "z" * 10_000 + '"}]</script>'
            ).replace(
                b"</head>",
                (b'<script type="application/ld+json">[' + b"{}," * 3_000 + b"{}]</script>") * 480 + b"</head>",
            )
        ),
        "page:",
        2,
        60,
    ),
    Attack("a claim flood: 4,000 different figures in one page", _claim_flood(4_000), "page:", 2, 60),
    Attack("ten pages of 2,000 figures each", _claim_flood(2_000, 10), "page:", 11, 120),
    Attack(
        "200,000 characters of numbers",
        one_page(lambda: page("Killed: " + " ".join(str(n) for n in range(1, 40_000)))),
        "page:",
        2,
        60,
    ),
    Attack("one word of 200,000 letters", one_page(lambda: page("killed" * 33_000)), "page:", 2, 60),
    Attack(
        "200,000 characters without a full stop",
        one_page(lambda: page("the army said that rebels killed and " * 5_400)),
        "page:",
        2,
        60,
    ),
    Attack(
        "one sentence of 20,000 commas and 'and'",
        one_page(lambda: page("77 killed, " * 10_000 + " and 12 wounded and " * 5_000)),
        "page:",
        2,
        60,
    ),
    Attack("60,000 opening quotation marks", one_page(lambda: page("“he said ‘she said «" * 10_000)), "page:", 2, 60),
    Attack("1,500 statements of 1,500 ministers", _statements(1_500), "page:", 2, 60),
    Attack("a page that is another at each visit", _other_each_time, "page: [0-9]+ new", 21, 90),
    Attack("slow pages on two hosts, for both workers", _two_hosts, "page:", 13, 150),
    Attack(
        "&#27; and &#x9b; 100,000 times",
        _body(lambda: "<p>" + "&#27;&#x9b;&#0000000000000000000027;" * 100_000),
        "page:",
        2,
        60,
    ),
    Attack(
        "UTF-16 without a mark, called UTF-8", one_page(lambda: page().decode().encode("utf-16-le")), "page:", 2, 60
    ),
    Attack("a PDF, called a page", one_page(lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000), "page:", 2, 60),
    Attack(
        "frames, refresh and script without text",
        one_page(lambda: b"<html><meta http-equiv=refresh content='0;url=/page'><script>" + b"x" * MB),
        "page:",
        2,
        60,
    ),
)
