"""`storywatch claims`: JSON lines in and out."""

import json
import subprocess
import sys
from typing import Any

from tests.storywatch.conftest import Program

SENTENCE = "A security source said that 77 people were killed and 255 wounded."


def answers(done: "subprocess.CompletedProcess[bytes]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def line(**row: Any) -> bytes:
    return json.dumps(row).encode() + b"\n"


def test_a_language_that_is_no_code_is_refused(program: Program) -> None:
    done = program("claims", "--lang", "español", stdin=b"Hubo 3 muertos.")
    assert done.returncode == 64
    assert "such as en or fr" in done.stderr.decode()


def test_documents_come_out_in_order_with_their_figures(program: Program) -> None:
    done = program("claims", stdin=line(id="a", text=SENTENCE) + line(id="b", text="It rained.") + line(id=3, text=""))
    assert done.returncode == 0, done.stderr
    first, second, third = answers(done)
    assert [first["id"], second["id"], third["id"]] == ["a", "b", 3]
    assert [(claim["kind"], claim["low"], claim["high"]) for claim in first["claims"]] == [
        ("killed", 77, 77),
        ("injured", 255, 255),
    ]
    assert second["claims"] == third["claims"] == []


def test_offsets_count_code_points_of_the_text(program: Program) -> None:
    text = "🕯️ Bamako — " + SENTENCE
    (answer,) = answers(program("claims", stdin=line(id="a", text=text, lang="en")))
    assert len(answer["claims"]) == 2
    for claim in answer["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]
        assert claim["sentence"] in text


def test_a_claim_has_every_field_of_the_definition(program: Program) -> None:
    (answer,) = answers(program("claims", stdin=line(id="a", text=SENTENCE, lang="en")))
    assert set(answer["claims"][0]) == {
        *("kind", "low", "high", "qualifier", "text", "start", "end", "sentence", "party", "partial", "scope"),
        *("modality", "superseded", "source", "via", "speaker_class", "group", "rule"),
    }
    assert answer["claims"][0]["source"] == "A security source"
    assert answer["claims"][0]["speaker_class"] == "security source"


def test_an_explanation_shows_cues_other_numbers_and_the_lists_that_hold_the_words(program: Program) -> None:
    text = f"{SENTENCE} The fire destroyed 12 houses on 3 May."
    done = program("claims", "--explain", stdin=line(id="a", text=text, lang="en"))
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode()
    assert "killed 77 · victims · whole · event · reported · A security source (security source)" in shown
    assert "subject of “killed”; “said”: A security source" in shown
    assert "no claim: “12” counts “houses”, which people.things holds" in shown
    assert "no claim: “3” is no number of people" in shown
    assert "killed = happened.killed.participle" in shown


def test_an_explanation_says_that_a_language_has_no_pack(program: Program) -> None:
    done = program("claims", "--explain", "--lang", "fi", stdin=b"Kuolleita oli 77 eilen.")
    assert done.returncode == 0
    assert done.stdout.decode().strip() == "<stdin> (fi): there is no pack for the language 'fi'"


def test_a_bad_line_is_named_and_the_others_still_come_out(program: Program) -> None:
    bad = [b"{not json\n", b"\n", b"[1]\n", b'{"id": 5}\n', b'{"id": 6, "text": 7}\n', b'{"id": NaN, "text": "x"}\n']
    lines = [line(id=1, text=SENTENCE), *bad, b'{"id": 7, "text": "\xff"}\n', line(id=8, text="End.")]
    done = program("claims", stdin=b"".join(lines))
    assert done.returncode == 65
    assert [answer["id"] for answer in answers(done)] == [1, 8]
    errors = done.stderr.decode().splitlines()
    assert [error.split(":")[1] for error in errors] == [f" line {number}" for number in (2, 4, 5, 6, 7, 8)]
    assert "is not JSON" in errors[0]
    assert 'has no "text"' in errors[2]


def test_plain_text_is_one_document(program: Program) -> None:
    done = program("claims", stdin=f"Attack in Bamako\n\n{SENTENCE}\n".encode())
    assert done.returncode == 0
    (answer,) = answers(done)
    assert answer["id"] == "-" or answer["id"] == "<stdin>"
    assert len(answer["claims"]) == 2


def test_lone_surrogates_and_empty_input_do_no_harm(program: Program) -> None:
    done = program("claims", stdin=b'{"id": "\\ud800", "text": "\\ud83d 77 people were killed", "lang": "en"}\n')
    assert done.returncode == 0, done.stderr
    assert answers(done)[0]["claims"][0]["low"] == 77
    assert program("claims", stdin=b"").returncode == 0


def test_answers_stream(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "storywatch", "claims"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(line(id=number, text=SENTENCE, lang="en"))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number  # before the next line is sent
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_reader_that_has_enough_is_no_error(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "storywatch", "claims"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(line(id=1, text=SENTENCE, lang="en"))
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_a_language_without_a_pack_says_so(program: Program) -> None:
    (answer,) = answers(program("claims", stdin=line(id=1, text="77 személy meghalt.", lang="hu")))
    assert answer["lang"] == "hu"
    assert answer["claims"] == []
    assert "hu" in answer["reason"]
