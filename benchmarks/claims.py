"""What reading claims costs, beside what cleaning the same pages costs, in the same run.

The pages are the demo's, with their navigation, cookie banners and related stories. The floor is trafilatura's bare
`extract` on them; `read_page` is what storywatch does to clean one (metadata, times, furniture, text). Each figure is
the best of several rounds, since the machine may be busy; judge by the ratio.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from fetchers import read_page
from story import read_claims
from storywatch.demo.world import END, World

ROUNDS = 5
PARAGRAPH = (
    "A security source told a news agency on Thursday that 77 people were killed and 255 others were injured, while "
    "an official document put the toll at around 100. The president met ambassadors at the palace and spoke of the "
    "harvest, the price of bread and the coming season. Traders in the market said that business had been slow since "
    "the rains began. The road to the north was closed for repairs; lorries waited in long lines in the heat.\n\n"
)
LONG_TEXTS = {
    "a megabyte of article": PARAGRAPH * (1_000_000 // len(PARAGRAPH)),
    "a megabyte of digits": "7" * 1_000_000,
    "a megabyte of numbers in one sentence": "12 " * 333_000 + "people were killed",
    "a megabyte of unpaired quotation marks": "“77 people were killed. " * 42_000,
}


def best_seconds(work: Callable[[], object]) -> float:
    """The shortest of several runs."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def demo_pages() -> list[tuple[bytes, dict[str, str], str]]:
    """Body, headers and language of every article's page at the story's end."""
    world = World.load()
    pages = []
    for outlet in world.outlets:
        for article in world.articles.get(outlet.name, ()):
            answer = world.respond(outlet, article.path, {"host": "127.0.0.1"}, END)
            if answer.status == 200:
                pages.append((answer.body, answer.headers, outlet.lang))
    return pages


def main() -> None:
    """Print the table."""
    from trafilatura import extract

    pages = demo_pages()
    url = "http://127.0.0.1/article"
    texts = [(read_page(body, headers, url, END).text, lang) for body, headers, lang in pages]
    started = time.perf_counter()
    read_claims("77 people were killed.", lang="en")
    print(f"loading a language pack        {(time.perf_counter() - started) * 1000:8.1f} ms, once")
    reading = best_seconds(lambda: [read_claims(text, lang=lang) for text, lang in texts])
    floor = best_seconds(lambda: [extract(body) for body, _, _ in pages])
    cleaning = best_seconds(lambda: [read_page(body, headers, url, END) for body, headers, _ in pages])
    characters = sum(len(text) for text, _ in texts) / len(texts)
    print(f"{len(pages)} pages, {characters:.0f} characters of text each")
    print(f"bare trafilatura               {floor / len(pages) * 1000:8.2f} ms a page, ratio 1")
    print(f"read_page                      {cleaning / len(pages) * 1000:8.2f} ms a page, ratio {cleaning / floor:.2f}")
    print(f"read_claims                    {reading / len(pages) * 1000:8.2f} ms a page, ratio {reading / floor:.2f}")
    for name, text in LONG_TEXTS.items():
        print(f"{name:<40} {best_seconds(lambda text=text: read_claims(text, lang='en')):6.2f} s")  # type: ignore[misc]


if __name__ == "__main__":
    main()
