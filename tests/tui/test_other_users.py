"""The dashboard of somebody who may read a service's store, and write nothing beside it."""

from datetime import UTC, datetime
from multiprocessing.connection import Connection

from store import open_writer
from storywatch.commands.watch import may_write
from tests.another_user import another_user, heard, service_folder
from tests.store.newsroom import CONTEXT, Newsroom, killed
from tui.watching import StoreWatch, Wanted

NOW = datetime(2024, 9, 18, tzinfo=UTC)


def test_a_dashboard_that_was_opened_while_the_service_stood_still_shows_what_comes_later() -> None:
    with service_folder() as folder:
        path = folder / "story.db"
        with open_writer(path, context=CONTEXT) as writer:
            Newsroom(writer).publish("The Lamp", "a", [killed(7)], published=1, seen=2)
        folder.chmod(0o555)

        def watch(pipe: Connection) -> None:
            dashboard = StoreWatch(path)
            for told in ("before", "after"):
                snapshot = dashboard.look(Wanted(), NOW, force=True).snapshot
                pipe.send([fact.label for fact in snapshot.facts] if snapshot else None)
                if told == "before":
                    pipe.recv()

        with another_user(watch) as pipe:
            before = heard(pipe)
            folder.chmod(0o755)
            with open_writer(path, context=CONTEXT) as writer:
                Newsroom(writer).publish("Radio Cove", "b", [killed(9)], published=3, seen=4)
                folder.chmod(0o555)
                pipe.send("look again")
                after = heard(pipe)
        assert (before, len(after)) == (["7 killed"], 2)  # type: ignore[arg-type]


def test_no_poller_is_started_by_who_may_not_write_the_store() -> None:
    with service_folder() as folder:
        path = folder / "story.db"
        folder.chmod(0o555)

        def ask(pipe: Connection) -> None:
            pipe.send((may_write(path), may_write(folder / "new" / "story.db")))

        with another_user(ask) as pipe:
            assert heard(pipe) == (False, False)
        folder.chmod(0o777)
        with another_user(ask) as pipe:
            assert heard(pipe) == (True, True)
        path.touch(0o600)
        folder.chmod(0o777)
        path.chmod(0o400)
        with another_user(ask) as pipe:
            assert heard(pipe) == (False, True)
