"""What reading claims costs, beside what cleaning the same pages costs, in the same run.

The pages are the demo's, with their navigation, cookie banners and related stories. The floor is trafilatura's bare
`extract` on them; `read_page` is what storywatch does to clean one (metadata, times, furniture, text). Each figure is
the best of several rounds, since the machine may be busy; judge by the ratio. Every language reads the examples of its
own pack as one article: nearly each sentence of it makes a claim, so that this is the dearest text there is.
"""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from collections.abc import Callable

from fetchers import read_page
from story import read_claims
from story.reading.packs import PACKS, known_languages
from storywatch.demo.world import END, World

ROUNDS = 5
PARAGRAPH = (
    "A security source told a news agency on Thursday that 77 people were killed and 255 others were injured, while "
    "an official document put the toll at around 100. The president met ambassadors at the palace and spoke of the "
    "harvest, the price of bread and the coming season. Traders in the market said that business had been slow since "
    "the rains began. The road to the north was closed for repairs; lorries waited in long lines in the heat.\n\n"
)
ARTICLE = 3_000  # characters
LOADING = (
    "import time; began = time.perf_counter(); from story import read_claims; imported = time.perf_counter();"
    "[read_claims('77', lang=lang) for lang in {languages!r}]; ended = time.perf_counter();"
    "print(imported - began, ended - imported)"
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


def loading_seconds() -> tuple[float, float]:
    """Importing the reader, and loading every pack, in a process of its own: the best of several."""
    command = [sys.executable, "-c", LOADING.format(languages=known_languages())]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(ROUNDS)]
    return min(float(run[0]) for run in runs), min(float(run[1]) for run in runs)


def examples_of(lang: str) -> str:
    """The examples of a language's pack as one text."""
    pack = tomllib.loads((PACKS / f"{lang}.toml").read_text(encoding="utf-8"))
    return "\n".join(example["text"] for example in pack["examples"])


def languages_table() -> None:
    """Print what reading costs in each language, for texts that are nothing but claims."""
    for lang in known_languages():
        text = examples_of(lang)
        read_claims(text, lang=lang)
        seconds = best_seconds(lambda text=text, lang=lang: read_claims(text, lang=lang))  # type: ignore[misc]
        milliseconds = seconds / len(text) * ARTICLE * 1000
        print(f"nothing but claims, in {lang}      {milliseconds:8.2f} ms for 3,000 characters")


def growth_table() -> None:
    """Print what ten times the text costs: ten times as much, if reading is linear."""
    before = 0.0
    for size in (1_000, 10_000, 100_000, 1_000_000):
        text = (PARAGRAPH * (size // len(PARAGRAPH) + 1))[:size]
        seconds = best_seconds(lambda text=text: read_claims(text, lang="en"))  # type: ignore[misc]
        ratio = f", {seconds / before:.1f} times the one before" if before else ""
        print(f"{size:>9,} characters of article     {seconds * 1000:9.2f} ms{ratio}")
        before = seconds


def main() -> None:
    """Print the tables."""
    from trafilatura import extract

    pages = demo_pages()
    url = "http://127.0.0.1/article"
    texts = [(read_page(body, headers, url, END).text, lang) for body, headers, lang in pages]
    importing, loading = loading_seconds()
    print(f"importing the reader           {importing * 1000:8.1f} ms")
    print(f"loading all {len(known_languages())} packs            {loading * 1000:8.1f} ms")
    reading = best_seconds(lambda: [read_claims(text, lang=lang) for text, lang in texts])
    floor = best_seconds(lambda: [extract(body) for body, _, _ in pages])
    cleaning = best_seconds(lambda: [read_page(body, headers, url, END) for body, headers, _ in pages])
    characters = sum(len(text) for text, _ in texts) / len(texts)
    print(f"{len(pages)} pages, {characters:.0f} characters of text each")
    print(f"bare trafilatura               {floor / len(pages) * 1000:8.2f} ms a page, ratio 1")
    print(f"read_page                      {cleaning / len(pages) * 1000:8.2f} ms a page, ratio {cleaning / floor:.2f}")
    print(f"read_claims                    {reading / len(pages) * 1000:8.2f} ms a page, ratio {reading / floor:.2f}")
    languages_table()
    growth_table()
    for name, text in LONG_TEXTS.items():
        print(f"{name:<40} {best_seconds(lambda text=text: read_claims(text, lang='en')):6.2f} s")  # type: ignore[misc]


if __name__ == "__main__":
    main()
