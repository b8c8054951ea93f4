"""`storywatch claims`: read the claims of texts, JSON lines in and out, without a store."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

import click

from story import Claim, Reading, explain, read_claims
from storywatch import exits, plain
from storywatch.json_fields import json_problem
from storywatch.serial import to_json

LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*")
LOOKED_AT = 20  # lines in which a first JSON object is looked for before a file is taken as one plain text


class BadLine(Exception):
    """An input line can't be read; the message says why."""


class UnreadableInput(click.ClickException):
    """The input can't be read at all."""

    exit_code = exits.DATA


class InputFile(click.File):
    """A file to read. One that can't be read is no mistake of the command line, as click has it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IO[Any]:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise UnreadableInput(f"{error.message}; it can't be read") from error


@click.command(
    "claims",
    epilog="Example: storywatch claims articles.jsonl > claims.jsonl; or storywatch claims --explain article.txt",
)
@click.argument("file", type=InputFile("rb"), default="-")
@click.option("--lang", help="The language of texts that don't say theirs, such as en or fr; else it is detected.")
@click.option("--text", "as_text", is_flag=True, help="Take the input as one plain text, whatever it looks like.")
@click.option("--explain", "is_explained", is_flag=True, help="Print for people why each sentence was read as it was.")
def command(file: IO[bytes], lang: str | None, as_text: bool, is_explained: bool) -> int:
    """Read the casualty claims of texts.

    FILE (or standard input) holds JSON lines {"id", "text", "title"?, "lang"?, "date"?}, or one plain text. For each
    document one JSON line {"id", "lang", "claims": [...]} comes out at once, in order; "start" and "end" count code
    points of "text". A line that can't be read is reported with its number, and the exit code at the end is 65.

    With --explain plain lines come out instead, for those who correct a language pack: each sentence with a number or a
    casualty word, its claims with the rule and cues that made them so, why other numbers are no claims, and which lists
    of the pack (story/packs/LANGUAGE.toml) hold its words, or none.
    """
    if lang is not None and not LANGUAGE.fullmatch(lang):
        raise click.BadParameter(f"{lang!r} is no language's code such as en or fr", param_hint="--lang")
    answer = _explanation if is_explained else _answer
    lines = iter(file)
    head, is_json = ([], False) if as_text else _look_at(lines)
    if not is_json:
        text = b"".join([*head, *lines]).decode("utf-8", "replace")
        name = getattr(file, "name", "-")
        click.echo(answer({"id": name if isinstance(name, str) else "-", "text": text}, lang))
        return exits.OK
    bad = 0
    for number, line in enumerate(_chained(head, lines), 1):
        if not line.strip():
            continue
        try:
            click.echo(answer(_document(line), lang))
        except BadLine as error:
            bad += 1
            click.echo(f"storywatch: line {number}: {error}", err=True)
        sys.stdout.flush()
    return exits.DATA if bad else exits.OK


def _look_at(lines: Iterator[bytes]) -> tuple[list[bytes], bool]:
    """The first lines, up to one that is a JSON object, and whether there was one."""
    head: list[bytes] = []
    seen = 0
    for line in lines:
        head.append(line)
        if line.lstrip().startswith(b"{"):
            return head, True
        seen += bool(line.strip())
        if seen >= LOOKED_AT:
            break
    return head, False


def _chained(head: list[bytes], lines: Iterator[bytes]) -> Iterator[bytes]:
    yield from head
    yield from lines


def _document(line: bytes) -> dict[str, Any]:
    """The document on a line. Raises BadLine with what is wrong."""
    try:
        row = json.loads(line, parse_constant=_refuse_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise BadLine(f"is not UTF-8 (byte {error.start})") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"is not JSON: {json_problem(error)}") from error
    if not isinstance(row, dict):
        raise BadLine(f'is a JSON {type(row).__name__}, not an object with "id" and "text"')
    if not isinstance(row.get("text"), str):
        raise BadLine('has no "text" string' if "text" not in row else '"text" is not a string')
    for name in ("title", "lang"):
        if row.get(name) is not None and not isinstance(row[name], str):
            raise BadLine(f'"{name}" is not a string')
    return row


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits} is too large a number")
    return number


def _reading(document: dict[str, Any], lang: str | None) -> Reading:
    return read_claims(
        document["text"],
        title=document.get("title"),
        lang=document.get("lang") or lang,
        date=_date(document.get("date")),
    )


def _explanation(document: dict[str, Any], lang: str | None) -> str:
    reading = _reading(document, lang)
    name, reason = plain.one_line(str(document.get("id"))), f": {reading.reason}" if reading.reason else ""
    lines = [f"{name} ({reading.lang}){reason}"]
    for sentence in explain(document["text"], reading):
        lines += ["", *plain.explanation_lines(sentence)]
    return "\n".join([*lines, ""])


def _answer(document: dict[str, Any], lang: str | None) -> str:
    reading = _reading(document, lang)
    answer: dict[str, Any] = {
        "id": document.get("id"),
        "lang": document.get("lang") or reading.lang,
        "claims": [_claim(claim) for claim in reading.claims],
    }
    if reading.reason:
        answer["reason"] = reading.reason
    return to_json(answer, is_line=True)


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "kind": claim.kind,
        "low": claim.low,
        "high": claim.high,
        "qualifier": claim.qualifier,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "sentence": claim.sentence,
        "party": claim.party,
        "partial": claim.partial,
        "scope": claim.scope,
        "modality": claim.modality,
        "superseded": claim.superseded,
        "source": claim.source,
        "via": claim.via,
        "speaker_class": claim.speaker_class,
        "group": claim.group,
        "rule": claim.rule,
    }


def _date(value: Any) -> datetime | None:
    """A document's date as far as it is one: it only helps to tell background from event, so nonsense is no error."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
