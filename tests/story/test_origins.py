"""Where an article has a fact from."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import (
    Claim,
    Copied,
    Given,
    Origin,
    Original,
    OutletKind,
    RevisionEvidence,
    SpeakerClass,
    agency_called,
    article_reports,
    fact_key,
    independent_origins,
    origin_of,
    text_credit,
)

from .factories import claim, hours, published, report, said_by

BODY = "\n\n" + "Gunfire was heard before dawn near the airport, residents said.\n" * 40


def origin(given: Claim, text: str = "", credit: str | None = None, outlet: str = "The Post") -> Origin:
    kind = OutletKind.AGENCY if outlet in ("AFP", "Reuters") else OutletKind.NEWSPAPER
    return origin_of(given, outlet=outlet, outlet_kind=kind, credit=credit, text_credit=text_credit(text))


def test_an_article_that_names_nobody_reports_for_itself() -> None:
    assert origin(claim(77), "Dozens dead" + BODY) == Origin("The Post", "own")


def test_who_the_speaker_spoke_to_is_the_origin() -> None:
    told = claim(77, via="Agence France-Presse", **said_by(SpeakerClass.SECURITY_SOURCE))
    assert origin(told, "Bamako (Reuters) - Text") == Origin("AFP", "cites")


@pytest.mark.parametrize(
    "via", ["the agency", "l’agence", "la agencia de noticias", "die Nachrichtenagentur", "الوكالة"]
)
def test_words_that_name_no_outlet_are_no_origin(via: str) -> None:
    told = claim(77, via=via, **said_by(SpeakerClass.SECURITY_SOURCE))
    assert origin(told, "Bamako (Reuters) - Text") == Origin("Reuters", "copies")
    assert origin(told) == Origin("The Post", "own")


def test_an_agency_is_one_origin_in_every_writing() -> None:
    for via in ("وكالة فرانس برس", "Afp", "agencia AFP"):
        told = claim(77, via=via, **said_by(SpeakerClass.MEDICAL, "مصدر طبي"))
        assert origin(told) == Origin("AFP", "cites")


def test_a_speaker_that_is_an_outlet_is_the_origin() -> None:
    paper = claim(50, **said_by(SpeakerClass.NEWS_OUTLET, "the newspaper “Le Soir de Bamako”"))
    assert origin(paper) == Origin("Le Soir de Bamako", "cites")
    assert origin(claim(50, **said_by(SpeakerClass.UNKNOWN, "l’agence France Presse"))) == Origin("AFP", "cites")
    assert origin(claim(50, **said_by(SpeakerClass.MEDICAL, "a doctor"))).how == "own"


def test_an_agency_that_the_claims_sentence_names_is_the_origin() -> None:
    sentence = "At least 77 people died, said a security source whose figures AFP has seen."
    assert origin(claim(77, sentence=sentence, **said_by(SpeakerClass.SECURITY_SOURCE))) == Origin("AFP", "cites")
    assert origin(claim(77, sentence=sentence), outlet="AFP").how == "own"


def test_an_agency_that_reports_itself_is_its_own_origin() -> None:
    told = claim(77, via="AFP", **said_by(SpeakerClass.SECURITY_SOURCE))
    assert origin(told, "BAMAKO (AFP) –" + BODY, outlet="AFP") == Origin("AFP", "own")
    assert origin(claim(77), "BAMAKO (AFP) –" + BODY, outlet="AFP").how == "own"
    assert origin(claim(77), "", outlet="Agence France-Presse") == Origin("AFP", "own")


def test_an_agency_that_tells_what_another_has_cites_it() -> None:
    told = claim(77, via="Reuters", **said_by(SpeakerClass.DIPLOMAT))
    assert origin(told, outlet="AFP") == Origin("Reuters", "cites")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seventy dead\n\nBAMAKO (Reuters) - More than 70…", Origin("Reuters", "copies")),
        ("Mali: 77 morts\n\nBamako, 19 sept 2024 (AFP) – Plus de 70…", Origin("AFP", "copies")),
        ("Mali: 77 morts (Agence France-Presse)…", Origin("AFP", "copies")),
        ("Title\n\nBAMAKO, Mali (AP) — At least 70…", Origin("AP", "copies")),
        ("Titre…Source : AFP", Origin("AFP", "copies")),
        ("Titre…© Agence France-Presse", Origin("AFP", "copies")),
        ("Titre…Avec AFP", Origin("AFP", "cites")),
        ("Titre\nLe Monde avec AFP\n\nPar la rédaction…", Origin("AFP", "cites")),
        ("Government ends its contract with AFP…", None),
        ("Titre\n(avec AFP et Reuters)…", Origin("AFP", "cites")),
        ("Title\nPhoto: soldiers in Bamako (AFP)…", None),
        ("Title\nThe tap (ap) and the lap (AFPX)…", None),
        ("Titre…Source : communiqué de l'armée", None),
        ("Titolo…Fonte: ANSA", Origin("ANSA", "copies")),
        ("Título…Fuente: EFE", Origin("EFE", "copies")),
        ("Titel…Quelle: dpa", Origin("dpa", "copies")),
        ("عنوان…المصدر: رويترز", Origin("Reuters", "copies")),
        ("Título…(con información de EFE)", Origin("EFE", "cites")),
        ("Titel…(mit Material von dpa)", Origin("dpa", "cites")),
        ("Título…Com informações da Lusa", Origin("Lusa", "cites")),
        ("عنوان…(مع رويترز)", Origin("Reuters", "cites")),
        ("Titel…Foto: Soldaten in Bamako (dpa)", None),
        ("Título\nImágenes: soldados en Bamako (EFE)…", None),
        ("Title…The army is again in combat with JNIM.", None),
        ("Title…The Group to Support Islam and Muslims (JNIM)", None),
        ("Title…He met the president and ECOWAS.", None),
        ("Title…The minister told reporters (see above)", None),
    ],
)
def test_datelines_and_credit_lines_name_the_origin(text: str, expected: Origin | None) -> None:
    assert origin(claim(77), text.replace("…", BODY)) == (expected or Origin("The Post", "own"))


@pytest.mark.parametrize("length", [0, 50, 350, 380, 390, 395, 399, 400, 410, 780, 790, 795, 805, 1_200, 5_000])
def test_a_credit_at_the_end_is_found_however_long_the_text(length: int) -> None:
    start = "Title\n\n" + "x" * length
    assert origin(claim(77), f"{start}\nSource: Reuters") == Origin("Reuters", "copies")
    assert origin(claim(77), f"{start} (AFP)") == Origin("AFP", "copies")
    assert origin(claim(77), f"{start}\nAvec AFP") == Origin("AFP", "cites")


def test_where_the_foot_of_a_text_starts_no_line_does() -> None:
    foot = "source Reuters trusts\n".ljust(400, "y")
    assert origin(claim(77), "Title\n\n" + "x" * 900 + " says a " + foot).how == "own"


def test_a_feeds_credit_names_the_origin_of_an_aggregators_copy() -> None:
    assert origin(claim(77), "Title" + BODY, credit="Studio Tamani") == Origin("Studio Tamani", "copies")
    assert origin(claim(77), "Title" + BODY, credit="the Post").how == "own"


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("Le Monde avec AFP", Origin("AFP", "cites")),
        ("avec l’Agence France-Presse", Origin("AFP", "cites")),
        ("with Reuters", Origin("Reuters", "cites")),
        ("Agence France-Presse", Origin("AFP", "copies")),
        ("Con Brio", Origin("Con Brio", "copies")),
    ],
)
def test_a_bylines_credit_cites_as_one_in_the_text_does(credit: str, expected: Origin) -> None:
    assert origin(claim(77), "Title" + BODY, credit=credit) == expected
    assert origin(claim(77), "BAMAKO (AP) –" + BODY, credit=credit) == Origin("AP", "copies")


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("AFP", "AFP"),
        ("agence france-presse", "AFP"),
        ("Associated Press", "AP"),
        ("Michael Bloomberg", None),
        ("Efe Kerem", None),
        ("", None),
        ("AFP" * 1000, None),
    ],
)
def test_an_agency_is_called_by_its_whole_name(words: str, agency: str | None) -> None:
    assert agency_called(words) == agency


WIRE = Copied("Meridian", "Meridian", Origin("Meridian", "own"))
TOLD_AFP = Copied("Meridian", "Meridian", Origin("AFP", "cites"))


def copy(given: Claim, copied: Copied, text: str = "", credit: str | None = None, outlet: str = "The Post") -> Origin:
    kind = OutletKind.AGENCY if outlet == "AFP" else OutletKind.NEWSPAPER
    return origin_of(
        given, outlet=outlet, outlet_kind=kind, credit=credit, text_credit=text_credit(text + BODY), copied=copied
    )


def test_a_copy_has_a_fact_from_the_outlet_that_reported_it() -> None:
    assert copy(claim(77), WIRE) == Origin("Meridian", "copies")


def test_a_chain_of_copies_ends_at_whom_the_original_cites() -> None:
    assert copy(claim(77), TOLD_AFP) == Origin("AFP", "copies")


def test_a_credit_to_the_copied_outlet_leads_on_to_where_that_one_has_the_fact_from() -> None:
    assert copy(claim(77), TOLD_AFP, credit="Meridian") == Origin("AFP", "copies")
    assert copy(claim(77, via="Meridian"), TOLD_AFP) == Origin("AFP", "copies")
    assert copy(claim(77), WIRE, credit="Meridian") == Origin("Meridian", "copies")


def test_a_copy_that_keeps_the_originals_words_about_its_source_is_a_copy_still() -> None:
    assert copy(claim(77, via="AFP"), TOLD_AFP) == Origin("AFP", "copies")


def test_somebody_else_whom_a_copy_names_comes_before_the_copied_text() -> None:
    assert copy(claim(77, via="Reuters"), WIRE) == Origin("Reuters", "cites")
    assert copy(claim(77), WIRE, "BAMAKO (Reuters) –") == Origin("Reuters", "copies")
    assert copy(claim(77, via="The Post"), WIRE) == Origin("The Post", "own")


def test_a_chain_that_leads_back_to_the_outlet_is_its_own_report() -> None:
    assert copy(claim(77), TOLD_AFP, outlet="AFP") == Origin("AFP", "own")
    assert copy(claim(77), WIRE, outlet="AFP") == Origin("Meridian", "copies")


def test_outlets_of_one_publisher_do_not_copy_each_other_and_are_copied_as_one() -> None:
    afrique = Copied("BBC Afrique", "BBC", Origin("BBC Afrique", "own"))
    copied = copy(claim(77), afrique)
    assert (copied.name, copied.how) == ("BBC Afrique", "copies")
    copier = report(claim(77), 2, origin=copied)
    assert independent_origins([report(claim(77), 1, "BBC Afrique", publisher="BBC"), copier]) == 1
    told = Copied("Meridian", "Meridian", Origin("BBC", "cites"))
    ours = origin_of(
        claim(77),
        outlet="BBC Africa",
        outlet_kind=OutletKind.BROADCASTER,
        credit=None,
        text_credit=None,
        publisher="BBC",
        copied=told,
    )
    assert ours == Origin("BBC Africa", "own")


def test_a_copy_has_only_what_its_original_reported_before_and_from_the_copying_text_on() -> None:
    original = Original(3, "Meridian", "Meridian", since_revision_id=8, facts={"77": (hours(2), WIRE.origin)})
    assert original.copied("77", 5, 8, hours(3)) == WIRE
    assert original.copied("77", 5, 9, hours(2)) == WIRE  # on equal times the article that was known first
    assert original.copied("77", 2, 9, hours(2)) is None
    assert original.copied("77", 5, 8, hours(1)) is None
    assert original.copied("77", 5, 7, hours(3)) is None
    assert original.copied("81", 5, 8, hours(3)) is None


def test_a_new_leads_figure_is_judged_as_if_nothing_were_copied() -> None:
    original = Original(3, "Meridian", "Meridian", 8, {fact_key(claim(77)): (hours(2), WIRE.origin)})
    revision = RevisionEvidence(8, published(hours(3)), tuple(Given(n, claim(n), fact_key(claim(n))) for n in (81, 77)))
    lead, copied = article_reports(5, "The Post", "The Post", OutletKind.NEWSPAPER, None, [revision], original)
    assert lead.origin == Origin("The Post", "own")
    assert copied.origin == Origin("Meridian", "copies")


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=6),
    st.data(),
)
def test_no_chain_of_copied_facts_bites_its_tail(times: list[int], data: st.DataObject) -> None:
    """Whoever is said to copy whom, a fact leads only to earlier reports, so that every chain has an end."""
    reported = {article: hours(at) for article, at in enumerate(times)}
    for article, at in reported.items():
        seen, here = [article], article
        while True:
            other = data.draw(st.sampled_from(sorted(reported)))
            original = Original(other, "X", "X", 1, {"77": (reported[other], Origin("X", "own"))})
            if original.copied("77", here, 1, reported[here]) is None:
                break
            assert other not in seen
            seen, here = [*seen, other], other
        assert at >= reported[here]


def test_citing_any_outlet_of_a_publisher_is_citing_that_publisher() -> None:
    publishers = {"bbcafrique": "BBC", "bbcafrica": "BBC"}
    cited = origin_of(
        claim(77, via="BBC Afrique"),
        outlet="The Post",
        outlet_kind=OutletKind.NEWSPAPER,
        credit=None,
        text_credit=None,
        publishers=publishers,
    )
    assert (cited.name, cited.how) == ("BBC Afrique", "cites")
    own = report(claim(77), 1, "BBC Africa", publisher="BBC")
    assert independent_origins([own, report(claim(77), 2, origin=cited)]) == 1
    sister = origin_of(
        claim(77, via="BBC Afrique"),
        outlet="BBC Africa",
        outlet_kind=OutletKind.BROADCASTER,
        credit=None,
        text_credit=None,
        publisher="BBC",
        publishers=publishers,
    )
    assert sister == Origin("BBC Africa", "own")


def test_an_official_site_prints_its_own_words() -> None:
    printed = origin_of(
        claim(0),
        outlet="Army",
        outlet_kind=OutletKind.OFFICIAL,
        credit="AFP",
        text_credit=text_credit("Communiqué (AFP)" + BODY),
    )
    assert printed == Origin("Army", "own")


def test_ten_copies_of_one_agency_are_one_origin() -> None:
    copies = [report(claim(77), n, f"Outlet {n}", origin=Origin("AFP", "copies")) for n in range(10)]
    wire = report(claim(77), 0, "Agence France-Presse", origin=Origin("AFP", "own"))
    own = report(claim(77), 3, "The Post")
    assert independent_origins([*copies, wire]) == 1
    assert independent_origins([*copies, wire, own]) == 2


def test_outlets_of_one_publisher_are_one_origin() -> None:
    assert independent_origins([report(claim(77), 1, f"BBC {n}", publisher="BBC") for n in ("Africa", "Afrique")]) == 1


def test_citing_an_outlet_and_the_outlet_itself_are_one_origin() -> None:
    own = report(claim(50), 1, "Le Soir de Bamako")
    citing = report(claim(50), 2, "The Post", origin=Origin("Le Soir de Bamako", "cites"))
    assert independent_origins([own, citing]) == 1


@pytest.mark.parametrize("text", ["(", "source:", "Bamako, ", "avec ", "A", "\navec "])
def test_a_hostile_text_is_read_as_fast_as_any(text: str) -> None:
    before = time.process_time()
    assert origin(claim(77), text * 100_000).how == "own"
    assert time.process_time() - before < 2
