"""16. ESC, C1, NUL, DEL and bidi overrides reach neither the store's text nor the terminal."""

from tests.fetchers.feeds import read, rss


def test_no_escape_sequence_or_hidden_character_comes_through() -> None:
    hostile = "a\x9b31mb\u202ec\u2066d\u200be\ufefff\u2028g&#155;h&lt;b&gt;[@click=app.quit]x[/]&lt;/b&gt;"
    (entry,) = read(rss(f"<title>{hostile}</title><description>{hostile}</description><guid>{hostile}</guid>")).entries
    (escaped,) = read(rss("<title>a\x1b]52;c;x\x07b</title><guid>1</guid>")).entries
    for text in (entry.title, entry.summary, entry.guid, escaped.title):
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\u200b\ufeff\u2028" for c in text)
    assert entry.title.endswith("[@click=app.quit]x[/]")
