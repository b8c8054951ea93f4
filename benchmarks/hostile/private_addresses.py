"""Ways into the private network: every spelling of an address, in every place where a server may name one."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.hostile.attack import ATOM, HEADLINE, PROSE, RSS, Attack, Target, item, page, rss
from benchmarks.hostile.site import Request, answer

# DOOR stands for the tripwire's port, which the configuration opens for public hosts.
SPELLINGS = (
    "http://127.0.0.1:DOOR/", "http://127.0.0.1.:DOOR/", "http://2130706433:DOOR/", "http://0x7f000001:DOOR/",
    "http://0x7f.0.0.1:DOOR/", "http://0x7f.1:DOOR/", "http://0X7F.0X0.0X0.0X1:DOOR/", "http://0177.0.0.1:DOOR/",
    "http://017700000001:DOOR/", "http://127.1:DOOR/", "http://127.0.1:DOOR/", "http://0:DOOR/", "http://0.0.0.0:DOOR/",
    "http://localhost:DOOR/", "http://LOCALHOST.:DOOR/", "http://localhost.localdomain:DOOR/",
    "http://[::1]:DOOR/", "http://[::]:DOOR/", "http://[0:0:0:0:0:0:0:1]:DOOR/", "http://[::ffff:127.0.0.1]:DOOR/",
    "http://[::ffff:7f00:1]:DOOR/", "http://[::127.0.0.1]:DOOR/", "http://[::ffff:0:127.0.0.1]:DOOR/",
    "http://[64:ff9b::7f00:1]:DOOR/", "http://[64:ff9b:1::7f00:1]:DOOR/", "http://[2002:7f00:1::]:DOOR/",
    "http://[2001:0:0:0:0:0:80ff:fffe]:DOOR/", "http://[fe80::1%25lo]:DOOR/", "http://[::1%25lo]:DOOR/",
    "http://[fe80::1]/", "http://[fc00::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[fd00:ec2::254]/",
    "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/", "http://192.168.0.1/", "http://10.0.0.1/",
    "http://172.16.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://192.88.99.1/", "http://198.18.0.1/",
    "http://good@127.0.0.1:DOOR/", "http://good:secret@127.0.0.1:DOOR/", "http://good.test#@127.0.0.1:DOOR/",
    "http://127.0.0.1:DOOR#@good.test/", "http://good.test\\@127.0.0.1:DOOR/", "http://good.test%2f@127.0.0.1:DOOR/",
    "http://127.0.0.1:DOOR\\@good.test/", "http://good.test&@127.0.0.1:DOOR# @good.test/",
    "http://%31%32%37.0.0.1:DOOR/", "http://127%2e0%2e0%2e1:DOOR/", "http://%6cocalhost:DOOR/",
    "http://１２７.０.０.１:DOOR/", "http://127。0。0。1:DOOR/", "http://①②⑦.⓪.⓪.①:DOOR/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:DOOR/",
    "http://127.0.0.1\u200b:DOOR/", "http://\u202e1.0.0.721:DOOR/", "http://localhost%00.good.test:DOOR/",
    "http://127.0.0.1\t:DOOR/", "http://127.0.0.1%09:DOOR/", "http:127.0.0.1:DOOR/", "http:/127.0.0.1:DOOR/",
    "http:///127.0.0.1:DOOR/", "http:\\\\127.0.0.1:DOOR\\", "//127.0.0.1:DOOR/", "\\\\127.0.0.1:DOOR/",
    "http://inside.test:DOOR/", "http://INSIDE.test.:DOOR/", "http://metadata.test/", "http://mapped.test:DOOR/",
    "http://127.0.0.1:22/", "http://good.test:22/", "http://good.test:0/", "http://good.test:99999/",
    "file:///etc/passwd", "file://localhost/etc/passwd", "gopher://127.0.0.1:DOOR/_GET", "ftp://127.0.0.1/",
    "dict://127.0.0.1:DOOR/", "javascript:alert(1)", "data:text/html,x", "unix:/var/run/docker.sock", "about:blank",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "view-source:http://127.0.0.1:DOOR/", "jar:http://127.0.0.1:DOOR/!/",
)  # fmt: skip

CROWDED = "crowded.test"
CROWD = tuple(f"93.184.{number // 250}.{number % 250 + 1}" for number in range(2_000))
NAMES = {
    "good.test": [["93.184.215.14"]],
    "inside.test": [["127.0.0.1"]],
    "mapped.test": [["::ffff:127.0.0.1"]],
    "metadata.test": [["169.254.169.254"]],
    "two-faced.test": [["127.0.0.1", "10.0.0.1", "93.184.215.14"]],
    "rebinding.test": [["93.184.215.14"], ["127.0.0.1"]],
    "many-faced.test": [["93.184.215.14"], ["10.0.0.1"], ["93.184.215.14"], ["::1"], ["127.0.0.1"]],
    "slow.test": ["hangs"],
    CROWDED: [list(CROWD)],
}
STAGE = "93.184.215.14"  # never reached: the witness leads it to a site of ours


def spelled(target: Target) -> list[str]:
    """The spellings, with the tripwire's port in them."""
    return [each.replace("DOOR", str(target.tripwire.port)) for each in SPELLINGS]


def _items(links: list[str]) -> list[str]:
    return [item(link, f"{HEADLINE}: door {number}", guid=f"door-{number}") for number, link in enumerate(links)]


def _in_links(target: Target) -> str:
    return target.feed(*_items(spelled(target)))


def _in_redirects(target: Target) -> str:
    for number, link in enumerate(spelled(target)):
        line = f"HTTP/1.1 302 Found\r\nLocation: {link}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        target.site.pages[f"/go/{number}"] = line.encode("utf-8", "surrogatepass")
    return target.feed(*_items([f"{target.site.url}/go/{number}" for number in range(len(SPELLINGS))]))


def _in_robots(target: Target) -> str:
    links = [each for each in spelled(target) if "127" in each][:1]
    target.site.pages["/robots.txt"] = answer("", status="302 Found", Location=links[0])
    return target.feed(item(target.put("/page", page())))


def _feed_moves(target: Target) -> str:
    return target.put("/feed", "", status="301 Moved Permanently", Location=f"{target.tripwire.url}/feed")


def _in_page(target: Target) -> str:
    door = f"{target.tripwire.url}/page"
    head = (
        f'<link rel=canonical href="{door}"><link rel=amphtml href="{door}"><link rel=next href="{door}">'
        f'<meta property="og:url" content="{door}"><meta property="og:image" content="{door}">'
        f'<meta http-equiv=refresh content="0; url={door}"><base href="{door}"><link rel=stylesheet href="{door}">'
        f'<script type="application/ld+json">{{"@context":"{door}","@type":"NewsArticle","@id":"{door}","url":"{door}",'
        f'"mainEntityOfPage":"{door}","image":"{door}"}}</script><iframe src="{door}"></iframe>'
    )
    return target.feed(item(target.put("/page", page(head=head))))


def _in_feed(target: Target) -> str:
    door = f"{target.tripwire.url}/x"
    head = (
        f'<link>{door}</link><image><url>{door}</url></image><cloud domain="127.0.0.1" port="{target.tripwire.port}" '
        f'path="/x" registerProcedure="" protocol="http-post"/><docs>{door}</docs>'
        f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{door}"/>'
        f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="{door}"/>'
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{door}"/>'
    )
    more = f'<enclosure url="{door}" type="text/html" length="1"/><source url="{door}">x</source>'
    url = target.feed(item(target.put("/page", page()), more=more), head=head)
    body = target.site.pages["/feed"]
    assert isinstance(body, bytes)
    _, _, xml = body.partition(b"\r\n\r\n")
    return target.put("/feed", xml.replace(b"?>", f'?><?xml-stylesheet href="{door}"?>'.encode(), 1), RSS) or url


def _by_base(target: Target) -> str:
    body = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{target.tripwire.url}/"><title>Choc</title>'
        f'<entry xml:base="//127.0.0.1:{target.tripwire.port}/a/"><title>{HEADLINE}</title><id>a</id>'
        f'<link href="page"/></entry><entry><title>{HEADLINE}</title><id>b</id><link href="/b"/></entry></feed>'
    )
    return target.put("/feed", body, ATOM)


def _external_entities(target: Target) -> str:
    door = target.tripwire.url
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{door}/dtd" [<!ENTITY file SYSTEM "file:///etc/passwd">'
        f'<!ENTITY web SYSTEM "{door}/entity"><!ENTITY % p SYSTEM "{door}/parameter"> %p;]><rss version="2.0"><channel>'
        f"<title>&file;</title><item><title>{HEADLINE} &file; &web;</title><description>&file;</description></item>"
        "</channel></rss>"
    )
    return target.put("/feed", body, RSS)


def _rebinding(name: str) -> Callable[[Target], str]:
    def lay(target: Target) -> str:
        def feed(_request: Request) -> bytes:
            links = [f"http://{name}:{target.tripwire.port}/secret/{number}" for number in range(5)]
            return answer(rss(_items(links)), RSS)

        target.sites_at[STAGE].pages[f"/{name}"] = feed
        return f"http://{name}/{name}"

    return lay


def _by_name(name: str) -> Callable[[Target], str]:
    return lambda target: f"http://{name}:{target.tripwire.port}/feed"


def _user_in_redirect(target: Target) -> str:
    target.site.pages["/page"] = answer("", status="302 Found", Location=f"http://me:pw@{target.other.host}/page")
    target.other.pages["/page"] = answer(page(PROSE))
    return target.feed(item(target.site.url + "/page"))


MANY = len(SPELLINGS)
ATTACKS = (
    Attack(f"{MANY} spellings of private places as links in a feed", _in_links, "no public address", 60, 60),
    Attack(f"the same {MANY} as redirects of pages", _in_redirects, "no public address", MANY, 90),
    Attack("a feed that moves for good (301) to loopback", _feed_moves, "no public address"),
    Attack("robots.txt that redirects to loopback", _in_robots, "no public address|answered|new", 2),
    Attack("a page whose canonical, AMP, JSON-LD, refresh, frame, base lead to loopback", _in_page, "page: 1 new", 2),
    Attack("a feed whose hub, next, image, cloud, enclosure, XInclude, style sheet do", _in_feed, "page: 1 new", 2),
    Attack("xml:base on loopback under relative links", _by_base, "no public address", 3),
    Attack("external entities and DTD: file:///etc/passwd and loopback", _external_entities, "feed: (new|unchanged)"),
    Attack("a name that resolves to loopback", _by_name("inside.test"), "no public address"),
    Attack("a name that resolves to the cloud's metadata service", _by_name("metadata.test"), "no public address"),
    Attack("a name with a public and two private addresses", _by_name("two-faced.test"), "failed|refused"),
    Attack(
        "DNS rebinding: public at the first look, loopback from then on",
        _rebinding("rebinding.test"),
        "no public address",
        6,
    ),
    Attack("DNS rebinding back and forth", _rebinding("many-faced.test"), "no public address", 6),
    Attack("a name server that never answers", _by_name("slow.test"), "within|no connection"),
    Attack("a redirect that plants a user name and password", _user_in_redirect, "page: 1 new", 2),
)
