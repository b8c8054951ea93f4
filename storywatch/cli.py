"""The command line: `storywatch COMMAND`. Each command's module is imported only when it is called."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from story import plain_text
from storywatch import exits

LONGEST_COMPLAINT = 500  # characters of what click says, which may quote an argument of any length

COMMANDS = {  # in the order in which people need them; the name of the module and of the command in it
    "watch": "watch",
    "demo": "demo",
    "poll": "poll",
    "toll": "toll",
    "facts": "facts",
    "timeline": "timeline",
    "mark": "mark",
    "marks": "marks",
    "status": "status",
    "backup": "backup",
    "doctor": "doctor",
    "check": "check",
    "discover": "discover",
    "feeds": "feeds",
    "import": "import_files",
    "claims": "claims",
    "rebuild": "rebuild",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"storywatch.commands.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has enough (`storywatch facts | head`) ends it without a word."""
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_output()
            return exits.OK
        return outcome


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: storywatch --config sahel.toml watch",
)
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    help="The story's configuration; else $STORYWATCH_CONFIG, ./config.toml, or the platform's folder.",
)
@click.version_option(None, "-V", "--version", package_name="storywatch", message="%(prog)s %(version)s")
@click.pass_context
def group(ctx: click.Context, config: Path | None) -> None:
    """Watch one running news story: who says how many, and who had it first.

    Without a command: watch.
    """
    ctx.obj = config
    if ctx.invoked_subcommand is None:
        watch = group.get_command(ctx, "watch")
        assert watch is not None
        ctx.invoke(watch)


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit with one of the codes in storywatch.exits. Errors for people are one line on stderr."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    from store import RequestRefused, StoreBusy, StoreError
    from story import PackError
    from storywatch.config import ConfigError

    _open_missing_streams()
    try:
        outcome: Any = group.main(args=arguments, prog_name="storywatch", standalone_mode=False)
        return outcome if isinstance(outcome, int) else exits.OK
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()  # the page of help about a group of commands
        return exits.USAGE
    except click.UsageError as error:
        return _fail(_usage_complaint(error), exits.USAGE)
    except click.ClickException as error:
        return _fail(error.format_message(), error.exit_code)
    except click.Abort:
        return 128 + 2  # what a shell reports for an interrupt
    except (ConfigError, PackError) as error:
        return _fail(str(error), exits.CONFIG)
    except StoreBusy as error:
        return _fail(str(error), exits.BUSY)
    except StoreError as error:
        return _fail(str(error), exits.DISK)
    except RequestRefused as error:
        return _fail(str(error), exits.DATA)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        _discard_output()
        return _fail(f"can't write the output ({error.strerror}); free some space", exits.DISK)


def _discard_output() -> None:
    """Let what is still unsent, and the interpreter's last flush, go nowhere: whoever read has ended, or can't."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _open_missing_streams() -> None:
    """Stand in for standard streams that the caller closed (`storywatch facts >&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the process's life


def _usage_complaint(error: click.UsageError) -> str:
    """What is wrong with a command line, without click's page about it, and where help is."""
    command = error.ctx.command_path if error.ctx is not None else "storywatch"
    message = error.format_message().rstrip(".?")
    return f"{message[:1].lower()}{message[1:LONGEST_COMPLAINT]} (see: {command} --help)"


def _fail(message: str, code: int) -> int:
    """Every complaint has this one form: whatever it quotes, it is one line and holds nothing but text."""
    click.echo(f"storywatch: {' '.join(plain_text(message).split())}", err=True)
    return code
