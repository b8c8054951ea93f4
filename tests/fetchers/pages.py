"""Pages as newspapers serve them, in our own words: the mess around an article, with tolls that aren't its own."""

ARTICLE_PARAGRAPHS = (
    "BAMAKO (Agence Test) - At least 77 people were killed and 255 wounded in Tuesday's attack on a training school "
    "and an airbase in the Malian capital, a security source said on Thursday.",
    "The army has so far spoken only of some losses. Hospitals were still treating dozens of the wounded, and "
    "families waited outside the gates for news of cadets who had not called home.",
    "A confidential document put the dead at about 100 and named 81 of them, the source said, adding that the count "
    "was still going on in two wards of the main hospital.",
    "Residents near the airport described hours of gunfire before dawn. Traffic returned to the main road by noon, "
    "and the market opened again under the eyes of soldiers.",
)
STRANGE_TOLLS = ("412", "1,250", "96", "63", "38 miners", "900", "5,000")


def newspaper_page(paragraphs: tuple[str, ...] = ARTICLE_PARAGRAPHS) -> str:
    """A page with navigation, a cookie banner, related stories with other tolls, a most-read list and comments."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[:2])
    rest = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[2:])
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Mali attack: security source says 77 dead - The Test Courier</title>
<meta property="og:title" content="Mali attack: security source says 77 dead | The Test Courier">
<meta property="og:site_name" content="The Test Courier">
<meta property="article:published_time" content="2024-09-19T09:12:30+02:00">
<link rel="canonical" href="/world/mali-attack-77-dead?utm_source=rss&id=4711">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@graph": [
  {{"@type": "WebSite", "name": "The Test Courier", "dateModified": "2019-01-01T00:00:00Z"}},
  {{"@type": ["NewsArticle"], "headline": "Mali attack: security source says 77 dead",
    "datePublished": "2024-09-19T07:12:30Z", "dateModified": "2024-09-19T10:40:00Z",
    "author": [{{"@type": "Person", "name": "Awa Essai"}}],
    "publisher": {{"@type": "Organization", "name": "The Test Courier"}}}}
]}}
</script>
</head>
<body class="single-post has-comments related-on">
<div id="cookie-banner"><p>We and our 900 partners use cookies to store information on your device. Accept all?</p>
<button>Accept</button></div>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<p class="ticker">BREAKING: ferry sinks, 412 feared dead</p></header>
<main>
<article class="post">
<h1>Mali attack: security source says 77 dead</h1>
<p class="byline">By Awa Essai</p>
<div class="share-buttons"><a href="#">Share</a><a href="#">Tweet</a></div>
{body}
<p><strong>Read also:</strong> <a href="/quake">Earthquake kills 1,250 in the mountains</a></p>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/bus">Bus crash kills 63</a></li></ul></aside>
<div class="newsletter-box"><p>Sign up for our newsletter, read by 5,000 people every morning over breakfast.</p></div>
{rest}
<h3>Related articles</h3>
<ul><li><a href="/mine">Mine collapse: 38 miners dead after a night of rescue work in the north</a></li>
<li><a href="/flood">Flood toll rises to 96 as the river bursts its banks again</a></li></ul>
</article>
<section id="comments"><h2>3 comments</h2>
<div class="comment"><p>My cousin works there and he says that 412 were killed, they hide everything from us!</p></div>
<div class="comment"><p>Nonsense, it was 96 and everybody in the quarter knows it very well by now.</p></div>
</section>
</main>
<div class="most-read"><h2>Most read</h2><ol><li><a href="/x">Clashes leave 63 dead</a></li></ol></div>
<footer><p>© The Test Courier, 5,000 articles a year, all rights reserved by the publisher.</p></footer>
</body></html>"""
