"""What every screen can be asked to do with an article: open it in the browser, copy a citation, say something."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tui.browser import browser_command, is_web_address, open_in_browser
from tui.display import display_line
from tui.doors import Doors
from tui.key_line import KeyLine

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[None]
else:
    Base = object


class Errands(Base):
    """To be mixed into a screen."""

    @property
    def doors(self) -> Doors:
        """The application, as the way to other screens."""
        return cast(Doors, self.app)

    def say(self, words: str, *, is_warning: bool = False) -> None:
        """A short message in the bottom line; never read as markup."""
        self.notify(words, severity="warning" if is_warning else "information")

    def on_screen_suspend(self) -> None:
        """A message belongs to the screen that it was said on, and is over when the reader leaves that."""
        for line in self.query(KeyLine):
            line.fall_silent()

    def cite(self, citation: str) -> None:
        """Sends a citation to the terminal's clipboard, which never answers, and shows it as well."""
        self.app.copy_to_clipboard(citation)
        self.say(f"Sent to clipboard: {citation}")

    def browse(self, url: str) -> None:
        """Opens a web address in the desktop's browser; without a display shows and copies it."""
        if not is_web_address(url):
            self.say(f"Not opened, this is no http or https address: {display_line(url)}", is_warning=True)
            return
        command = browser_command()
        if command is None:
            self.app.copy_to_clipboard(url)
            self.say(f"{display_line(url)} sent to clipboard: no display to open a browser on.")
            return
        self.run_worker(open_in_browser(command, url), group="browser", exit_on_error=False)
        self.say(f"Opening {display_line(url)}")
