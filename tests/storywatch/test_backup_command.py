"""`storywatch backup`: files, folders of dated files, and a poller that goes on meanwhile."""

import json
from pathlib import Path

from store import MarkRequest, integrity, open_reader, open_writer, post
from story import ArticleTarget, Judgement
from tests.storywatch.conftest import Program, Site, config_for
from tests.storywatch.test_polling import put_story, running_poller, wait_for

ARTICLE = "Attack in Bamako\n\nA security source said that 77 people were killed on Tuesday.\n"


def test_a_backup_taken_while_the_poller_runs_is_polled_on_from(
    program: Program, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    config = tmp_path / "config.toml"
    config.write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        done = program("backup", "copy.db", "--json")
        assert done.returncode == 0, done.stderr
        assert poller.poll() is None
    summary = json.loads(done.stdout)
    assert summary["size"] == (tmp_path / "copy.db").stat().st_size
    assert summary["rows"]["articles"] == 1
    assert (summary["requests_waiting"], summary["removed"]) == (0, [])
    site.put_page("/a", "Attack in Bamako", "A security source said that 81 people were killed in Bamako on Tuesday.")
    config.write_text(config.read_text().replace('"story.db"', '"copy.db"'))
    assert program("poll", "--once").returncode == 0
    assert integrity(tmp_path / "copy.db") == []
    with open_reader(tmp_path / "copy.db") as reader:
        assert reader.counts().articles == 1


def test_an_existing_file_is_refused_and_force_overwrites_it(program: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE)
    program("import", "one.txt")
    (tmp_path / "copy.db").write_text("precious")
    refused = program("backup", "copy.db")
    assert refused.returncode == 65
    assert refused.stderr.decode().count("\n") == 1
    assert "--force" in refused.stderr.decode()
    done = program("backup", "copy.db", "--force")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("copy.db: ")
    assert "1 article, " in done.stdout.decode()


def test_dated_backups_are_kept_up_to_a_number_and_nothing_else_is_touched(
    program: Program, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE)
    program("import", "one.txt")
    folder = tmp_path / "deep" / "backups"
    folder.mkdir(parents=True)
    others = {"story-notes.db", "other-20200101T000000Z.db", "story-20200101T000000Z.db.txt"}
    for name in (*others, "story-20200101T000000Z.db", "story-20200102T000000Z.db"):
        (folder / name).touch()
    done = program("backup", "--keep", "2", str(folder))
    assert done.returncode == 0, done.stderr
    assert "removed" in done.stdout.decode()
    kept = {path.name for path in folder.iterdir()} - others
    assert "story-20200102T000000Z.db" in kept
    (new,) = kept - {"story-20200102T000000Z.db"}
    assert integrity(folder / new) == []


def test_requests_that_wait_are_said_to_be_no_part_of_it(program: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE)
    program("import", "one.txt")
    store = tmp_path / "story.db"
    with open_writer(store):
        post(store, MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(1)))
        assert "1 request in the inbox" in program("backup", "copy.db").stdout.decode()


def test_without_a_store_there_is_nothing_to_back_up(program: Program, config: Path, tmp_path: Path) -> None:
    done = program("backup", "copy.db")
    assert done.returncode == 74
    assert done.stderr.decode().count("\n") == 1
    assert not (tmp_path / "copy.db").exists()
