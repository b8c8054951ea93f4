"""Text that would like to be more than text: escape sequences, markup, hidden and reordering characters."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from benchmarks.hostile.attack import HEADLINE, PROSE, Attack, Target, item, page

CLIPBOARD = "\x1b]52;c;cm0gLXJmIC8=\x07"  # would put words into the reader's clipboard
TITLE = "\x1b]0;owned\x07\x1b]8;;http://127.0.0.1/\x1b\\link\x1b]8;;\x1b\\"
SCREEN = "\x1b[2J\x1b[H\x1b[31;1m\x1bc\x1b[?1049h\x1bP+q544e\x1b\\"
C1 = "\x9b2J\x9d52;c;eA==\x9c\x90q\x9c"
HIDDEN = "\u202e\u2066\u200f\u200b\ufeff\u2028\u061c\U000e0041\u00ad"
MARKUP = "[@click=app.quit]x[/][link=http://127.0.0.1][bold][/foo]"
TEMPLATES = "{0}%s%n${jndi:ldap://127.0.0.1/x}{{7*7}}<script>alert(1)</script>';DROP TABLE facts;--\\n\\x1b[2J"
METRICS = 'x"} 1\nstoryworld_up 1\n# HELP x\\"'
CSV = '=HYPERLINK("http://127.0.0.1")\t+1+1\t@SUM(1)'
ALL = CLIPBOARD + TITLE + SCREEN + C1 + HIDDEN + MARKUP + TEMPLATES + METRICS + CSV + "\0\x08\r\x7f"


def _everywhere(text: str) -> Callable[[Target], str]:
    """The text in every field that a feed and a page have, and in the address."""

    def lay(target: Target) -> str:
        as_html = escape(text)
        as_reference = "".join(f"&#{ord(each)};" for each in text if ord(each) < 0xD800)
        link = target.put(
            "/page",
            page(
                f"A security source {text} said that 77 people were killed and 255 wounded {as_html} in Bamako.",
                f"“We {as_reference} will fight on,” the minister {as_html} told {text} in Bamako on Tuesday.",
                PROSE + as_reference,
                title=f"{HEADLINE} {as_html}",
                head=f'<meta name=author content="{as_html}"><meta property="og:site_name" content="{as_html}">'
                f'<meta property="og:locale" content="{as_html}"><meta name="dc.source" content="{as_html}">'
                f'<meta property="article:published_time" content="{as_html}">'
                f'<link rel=canonical href="/page?{as_html}">',
            ),
            ETag='"x"',
        )
        more = (
            f"<description><![CDATA[{text}]]></description><source url='http://x.test/'><![CDATA[{text}]]></source>"
            f"<author><![CDATA[{text}]]></author><category><![CDATA[{text}]]></category>"
            f"<pubDate><![CDATA[{text}]]></pubDate>"
        )
        return target.feed(
            item(link, f"<![CDATA[{HEADLINE} {text}]]>", more, guid=text),
            item(target.site.url + "/" + text, f"<![CDATA[{HEADLINE} {text}]]>", guid="2" + text),
            item("http://x.test:1/" + text, f"<![CDATA[{HEADLINE} {text}]]>", guid="3" + text),
            item(f"http://{text}.test/", f"<![CDATA[{HEADLINE}]]>", guid="4"),
            head=f"<language><![CDATA[{text}]]></language><description><![CDATA[{text}]]></description>",
        )

    return lay


def _in_status(target: Target) -> str:
    line = f"HTTP/1.1 404 {CLIPBOARD}{SCREEN}\r\nX: {CLIPBOARD}\r\nContent-Encoding: {TITLE}\r\n\r\n"
    target.site.pages["/feed"] = line.encode()
    return target.site.url + "/feed"


def _in_encoding(target: Target) -> str:
    line = f"HTTP/1.1 200 OK\r\nContent-Encoding: {C1}\u202e[bold]\r\n\r\nx"
    target.site.pages["/feed"] = line.encode()
    return target.site.url + "/feed"


def _in_location(target: Target) -> str:
    line = f"HTTP/1.1 302 Found\r\nLocation: http://x.test:1/{C1}{HIDDEN}{MARKUP}\r\nContent-Length: 0\r\n\r\n"
    target.site.pages["/feed"] = line.encode()
    return target.site.url + "/feed"


ATTACKS = (
    Attack("OSC 52 (clipboard) in every field", _everywhere(CLIPBOARD), "page: 1 new", 2),
    Attack("title and hyperlink sequences in every field", _everywhere(TITLE), "page: 1 new", 2),
    Attack("screen, cursor, reset, DCS sequences in every field", _everywhere(SCREEN), "page: 1 new", 2),
    Attack("C1 forms of the same in every field", _everywhere(C1), "page: 1 new", 2),
    Attack("bidi overrides, zero-width and tag characters in every field", _everywhere(HIDDEN), "page: 1 new", 2),
    Attack("Textual and Rich markup in every field", _everywhere(MARKUP), "page: 1 new", 2),
    Attack("templates, SQL, script, log4j strings in every field", _everywhere(TEMPLATES), "page: 1 new", 2),
    Attack("Prometheus, CSV, TOML breakers in every field", _everywhere(METRICS + CSV), "page: 1 new", 2),
    Attack("all of them at once, with NUL, BS, CR, DEL", _everywhere(ALL), "page: 1 new", 2),
    Attack("ESC in the status line and in headers", _in_status, "404|HTTP properly"),
    Attack("C1 and bidi in Content-Encoding, which a reason quotes", _in_encoding, "not asked|HTTP properly"),
    Attack("C1, bidi and markup in Location, which a reason quotes", _in_location, "failed|refused"),
)
