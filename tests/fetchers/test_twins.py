"""Which pages are another view of an article: AMP pages by their mark, print views by their address."""

from datetime import UTC, datetime

import pytest

from fetchers import read_page

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TEXT = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."


def is_other_view(url: str, mark: str = "", canonical: str = "https://paper.example/attack") -> bool:
    link = f"<link rel='canonical' href='{canonical}'>" if canonical else ""
    body = f"<body><article><h1>Attack</h1><p>{TEXT}</p></article></body>"
    html = f"<html{mark}><head><title>Attack</title>{link}</head>{body}</html>"
    return read_page(html.encode(), {"content-type": "text/html; charset=utf-8"}, url, NOW).is_other_view


@pytest.mark.parametrize(
    ("url", "mark"),
    [
        ("https://paper.example/amp/attack", " amp"),
        ("https://amp.paper.example/attack", " ⚡ lang='en'"),
        ("https://paper.example/attack?print=1", ""),
        ("https://paper.example/attack?id=7&print", ""),
        ("https://paper.example/print/attack", ""),
        ("https://paper.example/attack/imprimer", ""),
        ("https://paper.example/attack-print.html", ""),
        ("https://paper.example/attack?mode=print", ""),
    ],
)
def test_views_are_known(url: str, mark: str) -> None:
    assert is_other_view(url, mark)


@pytest.mark.parametrize(
    ("url", "mark", "canonical"),
    [
        ("https://paper.example/attack", " amp", "https://paper.example/attack"),  # AMP is all there is
        ("https://paper.example/amp/attack", " amp", ""),
        ("https://paper.example/amp/attack", " amp", "https://elsewhere.example/attack"),
        ("https://paper.example/amp/attack", " amp", "https://paper.example/"),
        ("https://paper.example/attack?utm_source=x", "", "https://paper.example/attack"),
        ("https://paper.example/media/the-decline-of-print", "", "https://paper.example/attack"),
        ("https://paper.example/blueprint/attack", "", "https://paper.example/attack"),
        ("https://paper.example/attack?print=0", "", "https://paper.example/attack"),
        ("https://paper.example/attack?format=amp", "", "https://paper.example/attack"),
        ("https://paper.example/champions", " class='amp'", "https://paper.example/attack"),
    ],
)
def test_other_pages_are_none(url: str, mark: str, canonical: str) -> None:
    assert not is_other_view(url, mark, canonical)
