"""What the demo's hostile site sends: everything that a feed and a page can try on a reader's screen and network.

None of it carries a figure of the toll, so that the story's table (expected.toml) holds whether a reader drops it or
shows it as harmless text.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache

from storywatch.demo.answers import HTML, Response, still_holds

HOSTILE_SLUG = "flash-choc-24"
BOMB_BYTES = 60_000_000  # what the gzip bomb inflates to
NOTICE = (
    "Flash Choc 24 est un média inventé, hostile exprès ; ce texte a été écrit pour la démonstration de storywatch."
)
ETAG = '"choc[@click=app.quit]"'
MARKUP = "[@click=app.quit]x[/]"
CLIPBOARD = "\x1b]52;c;cm0gLXJmIC8=\x07"  # OSC 52: would put words into the reader's clipboard
CURSOR = "\x1b[2J\x1b[H\x1b[31m"
C1 = "\x9b2J\x9d52;c;eA==\x9c"
BIDI = "\u202eobamab\u202c\u2066isolé\u2069"

# (title, link under the site's address or an address of its own, publication date as written, guid)
ITEMS: tuple[tuple[str, str, str, str], ...] = (
    (f"Attaque de Bamako : {MARKUP} cliquez", "/page/balises", "Tue, 17 Sep 2024 08:00:00 GMT", "choc-1"),
    (
        f"Attaque de Bamako {CURSOR}vue du ciel{CLIPBOARD}",
        "/page/echappement",
        "Tue, 17 Sep 2024 08:05:00 GMT",
        "choc-2",
    ),
    (f"Attaque de Bamako {C1} les images", "/page/c1", "Tue, 17 Sep 2024 08:10:00 GMT", "choc-3"),
    (f"Attaque de {BIDI} : la vérité", "/page/bidi", "Tue, 17 Sep 2024 08:15:00 GMT", "choc-4"),
    ("Attaque de Bamako : la bombe", "/page/bombe", "Tue, 17 Sep 2024 08:20:00 GMT", "choc-5"),
    ("Attaque de Bamako : lien piégé", "javascript:alert(document.cookie)", "Tue, 17 Sep 2024 08:25:00 GMT", "choc-6"),
    ("Attaque de Bamako : réseau privé", "http://169.254.169.254/latest/meta-data/", "jamais", "choc-7"),
    ("Attaque de Bamako : fichier", "file:///etc/passwd", "Thu, 01 Jan 1970 00:00:00 GMT", "choc-8"),
    ("Attaque de Bamako : renvoi", "/renvoi", "Mon, 17 Sep 2090 08:00:00 GMT", "choc-9"),
    ("Attaque de Bamako : tourniquet", "/tourniquet", "Tue, 17 Sep 2024 08:30:00 GMT", "choc-9"),
    ("Attaque de Bamako : " + "très " * 200_000 + "choc", "/page/titre", "Tue, 17 Sep 2024 08:35:00 GMT", "choc-11"),
)


def hostile_answer(path: str, base: str, request: Mapping[str, str]) -> Response | None:
    """What the hostile site answers, None for its 404s. `request` has lower-case header names."""
    rss = {"Content-Type": "application/rss+xml; charset=utf-8"}
    html = {"Content-Type": HTML}
    if path == "/flux.xml":
        return Response(200, rss, _feed(base))
    if path == "/bombe.xml":
        return Response(200, rss, _entity_bomb())
    if path == "/page/bombe":
        return Response(200, html | {"Content-Encoding": "gzip"}, gzip_bomb())
    if path == "/renvoi":
        return Response(302, html | {"Location": "http://169.254.169.254/latest/meta-data/"})
    if path == "/tourniquet":
        return Response(301, html | {"Location": f"{base}/tourniquet"})
    if path.startswith("/page/"):
        if still_holds(ETAG, None, request):
            return Response(304, {"ETag": ETAG})
        return Response(200, html | {"Set-Cookie": "piste=1; Path=/", "ETag": ETAG}, _page())
    return None


def _feed(base: str) -> bytes:
    items = []
    for title, link, date, guid in ITEMS:
        address = f"{base}{link}" if link.startswith("/") else link
        items.append(
            f"<item><title><![CDATA[{title}]]></title><link>{address}</link><guid>{guid}</guid>"
            f"<pubDate>{date}</pubDate><description><![CDATA[{MARKUP} {CURSOR}{CLIPBOARD} &#27;[2J "
            f"<script>alert(1)</script> Attaque de Bamako]]></description></item>"
        )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>Flash Choc 24 {MARKUP}{CLIPBOARD}</title><link>{base}/</link>"
        f"<description>{NOTICE}</description><language>fr</language>{''.join(items)}</channel></rss>"
    )
    return text.encode("utf-8")


def _entity_bomb() -> bytes:
    """Ten levels of ten: ten thousand million letters for a reader that expands entities."""
    levels = ['<!ENTITY a0 "attaque de Bamako">']
    levels += [f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 11)]
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE rss [{"".join(levels)}\n'
        '<!ENTITY local SYSTEM "file:///etc/passwd">]>\n<rss version="2.0"><channel>'
        f"<title>Flash Choc 24</title><description>{NOTICE}</description>"
        "<item><title>&a10;</title><description>&local;</description><guid>bombe</guid></item></channel></rss>"
    ).encode()


def _page() -> bytes:
    """An article's page whose text tries the terminal. It names no figure and tells nothing else."""
    nasty = f"{MARKUP} {CURSOR}{CLIPBOARD}{C1} {BIDI} &#27;]0;titre&#7; &#x9b;2J [/foo] [bold red on blue]"
    return (
        f"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Attaque de Bamako {MARKUP}</title></head>"
        f"<body><article><h1>Attaque de Bamako {MARKUP} {CURSOR}</h1>"
        f"<p>Les habitants du quartier de l'aéroport de Bamako ont raconté mardi matin leur réveil au son des tirs, "
        f"avant que les forces de sécurité ne bouclent les rues autour de l'école de gendarmerie. {nasty}</p>"
        f"<p>Le calme est revenu dans l'après-midi, sans qu'aucun bilan ne soit donné. {nasty} Les étals se "
        f"sont remplis peu à peu et la circulation a repris sur les grands axes de la capitale malienne.</p>"
        f"<p><a href='javascript:alert(1)'>Lire la suite</a> <img src=x onerror='alert(1)'></p></article>"
        f"<footer>{NOTICE}</footer></body></html>"
    ).encode()


@cache
def gzip_bomb() -> bytes:
    """A page of about 60 kB that inflates to 60 MB of spaces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * 1_000_000
    parts = [packer.compress(b"<!doctype html><html><body><p>")]
    parts += [packer.compress(block) for _ in range(BOMB_BYTES // len(block))]
    return b"".join([*parts, packer.flush()])
