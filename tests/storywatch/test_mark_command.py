"""`storywatch mark` and `marks`: the real program on a real store, beside a poller that holds it and without one."""

import getpass
import json
import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from store import MarkRequest, has_requests, inbox_path, integrity, open_reader, post
from story import ArticleTarget, FactTarget, Judgement
from storywatch.cli import run
from tests.storywatch.conftest import Program, Site, config_for
from tests.storywatch.processes import end, running_poller, wait_for
from tests.storywatch.test_polling import put_story
from tests.storywatch.test_rebuild import START, fill, shown

LEAD = "Attack in Bamako\nA security source said on Thursday that 77 people were killed and 255 wounded in Bamako.\n"
OTHER = "Bamako attack\nA hospital doctor said on Thursday that 81 people were killed in the attack in Bamako.\n"


class Told(NamedTuple):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    error: str


class CommandLine:
    """The program in this process, in the test's folder: a process for every line would take a second each."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def tell(self, *arguments: str | Path) -> Told:
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Told(code, *self._capsys.readouterr())

    def ask(self, *arguments: str | Path) -> Any:
        """What a command answers with --json."""
        told = self.tell(*arguments, "--json")
        assert told.code == 0, told.error
        return json.loads(told.out)

    def refused(self, *arguments: str) -> str:
        """The one line that a refused command prints."""
        told = self.tell(*arguments)
        assert told.code == 65, told
        (line,) = told.error.splitlines()
        return line

    def fact(self, low: int) -> dict[str, Any]:
        return next(dict(row) for row in self.ask("facts") if row["low"] == low)

    def shown(self) -> list[Any]:
        """All that facts, toll and timeline print, but for the moment at which the toll was asked."""
        toll = self.ask("toll")
        kinds = [{**kind, "as_of": None} for kind in toll["kinds"]]
        return [self.ask("facts"), kinds, self.ask("timeline")]


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(capsys)


@pytest.fixture
def store(line: CommandLine, config: Path, tmp_path: Path) -> Path:
    """A store with three articles, brought in by hand."""
    for name, text in (("1.txt", LEAD), ("2.txt", LEAD), ("3.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = line.tell("import", "1.txt", "2.txt", "3.txt")
    assert told.code == 0, told
    return tmp_path / "story.db"


def test_a_wrong_claim_leaves_the_facts_and_comes_back_when_undone(line: CommandLine, store: Path) -> None:
    before = line.shown()
    claim_id = line.fact(81)["reports"][0]["claim_id"]
    told = line.tell("mark", "claim", str(claim_id), "wrong", "--note", "that was 2016", "--author", "Awa")
    assert told.code == 0, told
    assert told.out.startswith(f"1  wrong: claim {claim_id} “81 people were killed”, by Awa, ")
    assert told.out.endswith(" — that was 2016\n")
    assert [row["low"] for row in line.ask("facts") if row["kind"] == "killed"] == [77]
    answer = line.ask("mark", "undo", "1", "--author", "Ben")
    assert (answer["is_taken_up"], answer["mark"]["undone_by"]) == (True, "Ben")
    assert line.shown() == before
    assert integrity(store) == []
    assert line.tell("marks").out == "no marks so far\n"
    assert "undone by Ben" in line.tell("marks", "--all").out
    assert line.tell("marks", "--all", "--as-of", "2024-09-18").code == 64
    assert line.ask("marks", "--as-of", "2024-09-18") == []


def test_a_fact_is_named_by_its_id_or_its_key_and_shows_what_was_judged(line: CommandLine, store: Path) -> None:
    row = line.fact(77)
    line.ask("mark", "fact", str(row["id"]), "confirmed", "--note", "seen the list", "--author", "Awa")
    line.ask("mark", "fact", row["key"], "disputed", "--author", "Ben")
    marks = line.fact(77)["marks"]
    assert [(mark["judgement"], mark["author"], mark["note"]) for mark in marks] == [
        ("disputed", "Ben", ""),
        ("confirmed", "Awa", "seen the list"),
    ]
    printed = line.tell("facts").out
    assert "  mark     1  confirmed: fact" in printed
    assert "by Awa" in printed


def test_facts_are_split_and_merged(line: CommandLine, store: Path) -> None:
    row = line.fact(77)
    first, second = (str(report["article_id"]) for report in row["reports"])
    answer = line.ask("mark", "split", str(row["id"]), "--article", second)
    assert answer["mark"]["other_key"] == f"{row['key']}#2"
    parts = [row for row in line.ask("facts") if row["low"] == 77]
    assert [[report["article_id"] for report in part["reports"]] for part in parts] in (
        [[int(first)], [int(second)]],
        [[int(second)], [int(first)]],
    )
    line.ask("mark", "merge", f"{row['key']}#2", str(line.fact(81)["id"]))
    assert len(line.fact(81)["reports"]) == 2
    assert "counts as “81 killed”" in line.tell("marks").out


def test_a_split_says_which_fact_it_made(line: CommandLine, store: Path) -> None:
    row = line.fact(77)
    told = line.tell("mark", "split", str(row["id"]), "--article", str(row["reports"][1]["article_id"]))
    (other,) = [other["id"] for other in line.ask("facts") if other["low"] == 77 and other["id"] != row["id"]]
    assert f"what was split off is fact {other} now" in told.out
    undone = line.tell("mark", "undo", "1")
    assert "now" not in undone.out


def test_an_article_leaves_the_story(line: CommandLine, store: Path) -> None:
    article_id = line.fact(81)["reports"][0]["article_id"]
    line.ask("mark", "article", str(article_id), "off-story")
    assert all(row["low"] != 81 for row in line.ask("facts"))
    assert "off-story: article" in line.tell("marks").out


def test_the_author_is_the_configured_one_else_the_login_name(line: CommandLine, store: Path, config: Path) -> None:
    fact_id = str(line.fact(77)["id"])
    answer = line.ask("mark", "fact", fact_id, "note", "--note", "one")
    assert answer["mark"]["author"] == getpass.getuser()
    with config.open("a") as file:
        file.write('\n[user]\nname = "Awa Keïta"\n')
    assert line.ask("mark", "fact", fact_id, "note", "--note", "two")["mark"]["author"] == "Awa Keïta"
    config.write_text(config.read_text().replace("Awa Keïta", "A" * 101))
    told = line.tell("check")
    assert told.code == 78
    assert "user.name: has 101 characters; at most 100" in told.error


IMPOSSIBLE = (
    (("claim", "999", "wrong"), "there is no claim 999"),
    (("passage", "999", "wrong"), "there is no passage 999"),
    (("article", "999", "off-story"), "there is no article 999"),
    (("fact", "999", "confirmed"), "there is no fact 999"),
    (("fact", "killed|1|-|victims|event", "confirmed"), "there is no fact “killed|1"),
    (("fact", "\x1b]52;c;aGk=\x07\n" * 200, "confirmed"), "there is no fact “"),
    (("merge", "1", "999"), "there is no fact 999"),
    (("merge", "1", "1"), "with itself"),
    (("merge", "1", "2"), "kind, side and scope must agree"),
    (("split", "1", "--article", "3"), "article 3 gives no report of this fact"),
    (("split", "1", "--article", "1", "--article", "2"), "nothing would be left"),
    (("undo", "999"), "there is no mark 999"),
    (("article", "1", "note"), "--note"),
    (("article", "1", "off-story", "--note", "n" * 2001), "at most 2000"),
    (("article", "1", "off-story", "--author", ""), "--author"),
)


def test_what_cannot_be_marked_is_one_clear_line(line: CommandLine, store: Path) -> None:
    for arguments, reason in IMPOSSIBLE:
        told = line.refused("mark", *arguments)
        assert reason in told
        assert "\x1b" not in told
    assert line.ask("marks", "--all") == []
    assert not has_requests(store)


def test_a_bad_id_is_a_mistake_of_the_command_line(line: CommandLine, store: Path) -> None:
    for bad in ("x", "-1", "9" * 19, "1.5", "٣"):
        told = line.tell("mark", "claim", "--", bad, "wrong")
        assert told.code == 64
        assert "is no id" in told.error


def test_without_a_store_nothing_is_made(line: CommandLine, config: Path, tmp_path: Path) -> None:
    for arguments in (("mark", "article", "1", "off-story"), ("marks",), ("mark", "undo", "1")):
        told = line.tell(*arguments)
        assert told.code == 74
        assert "no store here yet" in told.error
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml"]


def test_every_judgement_has_help_with_an_example(line: CommandLine, config: Path) -> None:
    for name in ("claim", "passage", "article", "fact", "split", "merge", "undo"):
        assert f"Example: storywatch mark {name} " in line.tell("mark", name, "--help").out
    assert "Example: storywatch mark " in line.tell("mark", "--help").out
    assert "Example: storywatch marks" in line.tell("marks", "--help").out


def test_an_inbox_that_cannot_be_read_is_told_once_and_ends_no_poller(
    site: Site, tmp_path: Path, environment: dict[str, str], program: Program
) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    store = tmp_path / "story.db"
    inbox_path(store).symlink_to(inbox_path(store))
    with running_poller(tmp_path, environment) as poller:
        told = wait_for(poller, "inbox")
        assert told["level"] == "warning"
        assert told["message"].startswith(f"{inbox_path(store)}: what people hand in can't be read (")
        sick = program("status", "--quiet")
        assert (sick.returncode, sick.stdout.decode()) == (69, told["message"] + "\n")
        refused = program("mark", "article", "1", "off-story", "--author", "Awa")
        assert (refused.returncode, len(refused.stderr.splitlines())) == (74, 1)
        inbox_path(store).unlink()
        assert wait_for(poller, "inbox")["message"] == f"{inbox_path(store)}: can be read again"
        assert program("mark", "article", "1", "off-story", "--author", "Awa").returncode == 0
        assert wait_for(poller, "mark")["mark"] == 1
        assert end(poller) == 0


def test_a_poller_that_holds_the_store_takes_a_mark_up(
    line: CommandLine, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        claim_id = line.fact(77)["reports"][0]["claim_id"]
        answer = line.ask("mark", "claim", str(claim_id), "wrong", "--author", "Awa")
        assert (answer["is_taken_up"], answer["mark"]["id"]) == (True, 1)
        assert wait_for(poller, "mark")["mark"] == 1
        assert [row["low"] for row in line.ask("facts")] == [255]
        assert "already (mark 1" in line.refused("mark", "claim", str(claim_id), "wrong")
        assert "already (mark 1" in wait_for(poller, "mark")["message"]
        (inbox_path(tmp_path / "story.db") / "intruder.json").write_text('{"request":')
        assert "set aside" in wait_for(poller, "inbox")["message"]
        line.ask("mark", "undo", "1")
        assert len(line.ask("facts")) == 2
        poller.send_signal(signal.SIGTERM)
        assert poller.wait(30) == 0
    assert integrity(tmp_path / "story.db") == []


def test_what_was_handed_in_when_the_poller_was_killed_is_taken_up_by_the_next(
    line: CommandLine, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    store = tmp_path / "story.db"
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        poller.send_signal(signal.SIGSTOP)  # it holds the store and takes nothing up
        posted = post(store, MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(1)))
        assert posted.outcome is None
        assert "1 request in the inbox" in line.tell("marks").out
        poller.send_signal(signal.SIGKILL)
        poller.wait(30)
    assert has_requests(store)
    with running_poller(tmp_path, environment) as poller:
        assert wait_for(poller, "mark")["mark"] == 1
        poller.send_signal(signal.SIGTERM)
        assert poller.wait(30) == 0
    assert line.ask("facts") == []
    assert not has_requests(store)
    assert os.listdir(inbox_path(store)) == []


def judge(path: Path) -> None:
    """One judgement of each sort that counts, on a store that `fill` made of a dozen articles."""
    then = START + timedelta(hours=12)
    merged, kept = FactTarget("killed|70|-|victims|event"), "killed|72|-|victims|event"
    with open_reader(path) as reader:
        fact = reader.fact_by_key("killed|74|-|victims|event")
        assert fact is not None
        claim_id = next(report.claim_id for report in reader.reports(fact.id) if report.article_id == 5)
        assert claim_id is not None
        target = reader.target_of_claim(claim_id)
    for request in (
        MarkRequest("Awa", Judgement.WRONG, evidence=target),
        MarkRequest("Awa", Judgement.MERGE, fact=merged, into=kept),
        MarkRequest("Awa", Judgement.SPLIT, fact=FactTarget("injured|200|-|victims|event"), articles=(7,)),
        MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(9)),
        MarkRequest("Awa", Judgement.CONFIRMED, fact=FactTarget(kept)),
    ):
        posted = post(path, request, now=then)
        assert posted.outcome is not None
        assert posted.outcome.refusal is None


def test_marks_hold_when_a_better_grammar_reads_everything_again(
    line: CommandLine, config: Path, tmp_path: Path
) -> None:
    store, well_read = tmp_path / "story.db", tmp_path / "well read.db"
    fill(well_read, config, 12, is_blind=False)
    judge(well_read)
    wanted = shown(well_read)
    fill(store, config, 12, is_blind=True)
    judge(store)
    assert shown(store) != wanted
    told = line.tell("rebuild", "--cores", "1")
    assert told.code == 0, told
    assert shown(store) == wanted
    assert integrity(store) == []
    marks = line.ask("marks")
    assert [mark["judgement"] for mark in marks] == ["confirmed", "off-story", "split", "merge", "wrong"]
    assert all(mark["has_target"] for mark in marks)
