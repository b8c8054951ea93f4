"""What Arabic sentences claim."""

from datetime import UTC, datetime

import pytest

from story import Claim, SpeakerClass, read_claims
from story.model import Party, StoryContext, StoryParty
from story.reading.loading import load_lexicon
from story.reading.speakers.speaker_classes import speaker_class


def in_short(claim: Claim) -> str:
    return f"{claim.kind} {claim.low}-{'' if claim.high is None else claim.high} {claim.qualifier}"


CASES = [
    ("مقتل 12 وإصابة 40 في تفجير وسط العاصمة", ["killed 12-12 exact", "injured 40-40 exact"]),
    ("انفجار يقتل 12 ويصيب 30", ["killed 12-12 exact", "injured 30-30 exact"]),
    ("قتل الجيش تسعة مهاجمين وأسر اثنين.", ["killed 9-9 exact", "detained 2-2 exact"]),
    ("قتل قائد الشرطة و3 من مرافقيه.", ["killed 3-3 exact"]),
    ("قتل مسلحون ثلاثة جنود.", ["killed 3-3 exact"]),
    ("قال إن مهاجمين اثنين قتلوا ستة أشخاص.", ["killed 6-6 exact"]),
    ("أودى الحريق بحياة 11 عاملا.", ["killed 11-11 exact"]),
    ("راح ضحية السيول أكثر من 30 شخصا.", ["killed 30- over"]),
    ("غرق 40 مهاجرا وفقد 60 آخرون.", ["killed 40-40 exact", "missing 60-60 exact"]),
    ("ما زال مصير 20 عاملا مجهولا.", ["missing 20-20 exact"]),
    ("قتيل وجريحان في إطلاق نار", ["killed 1-1 exact", "injured 2-2 exact"]),
    ("أكثر من 100 قتيل وجريح في انفجار", ["casualties 100- over"]),
    ("سقط 13 شخصا بين قتيل وجريح.", ["casualties 13-13 exact"]),
    ("بلغ عدد القتلى 45 بينهم 12 طفلا و8 نساء.", ["killed 45-45 exact", "killed 12-12 exact", "killed 8-8 exact"]),
    ("ارتفع عدد قتلى الزلزال إلى ثلاثة آلاف.", ["killed 3000-3000 exact"]),
    ("انتشل رجال الإنقاذ سبع جثث.", ["killed 7-7 exact"]),
    ("نقل 14 مصابا إلى المستشفى.", ["injured 14-14 exact"]),
    ("أوقفت الشرطة نحو 200 متظاهر.", ["detained 200-200 about"]),
    ("سلمت الحركة ثلاث رهائن.", ["rescued 3-3 exact"]),
    ("اضطر أكثر من أربعة آلاف شخص إلى مغادرة منازلهم.", ["displaced 4000- over"]),
    ("لم ترد أنباء عن وقوع إصابات.", ["injured 0-0 exact"]),
    ("خرج القطار عن القضبان دون وقوع خسائر في الأرواح.", ["casualties 0-0 exact"]),
    ("قتل بضعة جنود.", ["killed 1- vague"]),
    ("اعتقل ما بين 600 و700 شخص.", ["detained 600-700 range"]),
    ("قضى ثلاث سنوات في السجن.", []),
    ("بلغ عدد المصابين بكورونا 5000 شخص.", []),
    ("فقدت العملة 20% من قيمتها.", []),
    ("شيع الآلاف جثمان الزعيم الراحل.", []),
    ("أصيب اللاعب في الدقيقة 70 وسيغيب 6 أسابيع.", []),
    ("توفي عن 75 عاما.", []),
    ("وصل فريق من 12 خبيرا للتحقيق في مقتل الصحفي.", []),
    ("نفق 300 رأس من الماشية.", []),
]


@pytest.mark.parametrize(("text", "claims"), CASES)
def test_a_sentence_claims_what_its_words_allow(text: str, claims: list[str]) -> None:
    assert [in_short(claim) for claim in read_claims(text, lang="ar").claims] == claims


@pytest.mark.parametrize(
    ("text", "source", "via", "speaker"),
    [
        (
            "وقال مسؤول محلي لوكالة فرانس برس، طالبا عدم الكشف عن هويته: «أحصينا 24 جثة».",
            "مسؤول محلي",
            "وكالة فرانس برس",
            SpeakerClass.LOCAL_OFFICIAL,
        ),
        ("من جهتها، أعلنت وزارة الدفاع في بيان مقتل 24 جنديا.", "وزارة الدفاع", None, SpeakerClass.GOVERNMENT),
        ("قتل 24 شخصا، على ما أفاد مصدر طبي.", "مصدر طبي", None, SpeakerClass.MEDICAL),
        ("قال مصدران أمنيان إن 24 شخصا قتلوا.", "مصدران أمنيان", None, SpeakerClass.SECURITY_SOURCE),
        ("قال سليم الحداد إن 24 شخصا قتلوا.", "سليم الحداد", None, SpeakerClass.UNKNOWN),
        ("ونقلت الوكالة الرسمية (سبأ) عن مصدر عسكري أن 24 جنديا قتلوا.", "مصدر عسكري", "الوكالة الرسمية",
         SpeakerClass.SECURITY_SOURCE),
        ("أعلنت الجماعة مسؤوليتها عن الهجوم الذي أدى إلى مقتل 24 جنديا.", None, None, SpeakerClass.UNKNOWN),
        ("قتل 24 شخصا.", None, None, SpeakerClass.UNKNOWN),
    ],
)  # fmt: skip
def test_the_speaker_is_told_in_the_articles_words(
    text: str, source: str | None, via: str | None, speaker: SpeakerClass
) -> None:
    (claim,) = read_claims(text, lang="ar").claims
    assert (claim.source, claim.via, claim.speaker_class) == (source, via, speaker)


def test_a_verb_without_a_subject_goes_on_with_the_speaker_before() -> None:
    first, second = read_claims("قالت الشرطة إن 12 شخصا قتلوا. وأضافت أن 30 آخرين أصيبوا.", lang="ar").claims
    assert (first.source, second.source) == ("الشرطة", "الشرطة")


def test_a_headline_without_a_full_stop_ends_at_its_line() -> None:
    text = "مقتل 12 شخصا في غارة\nأعلنت الشرطة إصابة 30 آخرين؟ نعم، 30"
    killed, injured = read_claims(text, lang="ar").claims
    assert (killed.sentence, killed.source, injured.source) == ("مقتل 12 شخصا في غارة", None, "الشرطة")


def test_the_figure_of_an_earlier_toll_is_superseded() -> None:
    (claim,) = read_claims("وكانت حصيلة سابقة تحدثت عن مقتل 17 شخصا.", lang="ar").claims
    assert (claim.low, claim.superseded) == (17, True)


def test_offsets_point_at_the_text_with_all_its_marks() -> None:
    text = "عاجل | وقُتِلَ ٧٧ شخصًا وأُصيبَ ٢٥٥."
    killed, injured = read_claims(text, lang="ar").claims
    assert (killed.text, injured.text) == ("قُتِلَ ٧٧ شخصًا", "أُصيبَ ٢٥٥")
    assert text[killed.start : killed.end] == killed.text


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("مصدر أمني", SpeakerClass.SECURITY_SOURCE),
        ("مصادر في الشرطة", SpeakerClass.SECURITY_SOURCE),
        ("ضابط شرطة", SpeakerClass.ARMED_FORCES),
        ("المتحدث باسم الجيش", SpeakerClass.ARMED_FORCES),
        ("الناطق باسم الجيش الإسرائيلي أفيخاي أدرعي", SpeakerClass.ARMED_FORCES),
        ("العقيد محمد علي", SpeakerClass.ARMED_FORCES),
        ("فرق الإطفاء", SpeakerClass.ARMED_FORCES),
        ("خفر السواحل التونسي", SpeakerClass.ARMED_FORCES),
        ("الرئيس فلاديمير بوتين", SpeakerClass.GOVERNMENT),
        ("الحكومة السورية", SpeakerClass.GOVERNMENT),
        ("المتحدث باسم الحكومة", SpeakerClass.GOVERNMENT),
        ("وزارة الخارجية الأميركية", SpeakerClass.GOVERNMENT),
        ("هيئة الأركان", SpeakerClass.ARMED_FORCES),
        ("مستشفى المدينة", SpeakerClass.MEDICAL),
        ("المسعفون", SpeakerClass.MEDICAL),
        ("حاكم إقليم بيلغورود", SpeakerClass.LOCAL_OFFICIAL),
        ("السلطات المحلية", SpeakerClass.LOCAL_OFFICIAL),
        ("السفير الأميركي", SpeakerClass.DIPLOMAT),
        ("منظمة الصحة العالمية", SpeakerClass.INTERNATIONAL_ORGANISATION),
        ("هيومن رايتس ووتش", SpeakerClass.INTERNATIONAL_ORGANISATION),
        ("الاتحاد الأوروبي", SpeakerClass.INTERNATIONAL_ORGANISATION),
        ("حركة حماس", SpeakerClass.ARMED_GROUP),
        ("الحوثيون", SpeakerClass.ARMED_GROUP),
        ("بوكو حرام", SpeakerClass.ARMED_GROUP),
        ("وثيقة داخلية", SpeakerClass.DOCUMENT),
        ("إحصاء رسمي", SpeakerClass.DOCUMENT),
        ("أحد السكان", SpeakerClass.WITNESS),
        ("مصادر محلية", SpeakerClass.WITNESS),
        ("وسائل إعلام محلية", SpeakerClass.NEWS_OUTLET),
        ("بي بي سي", SpeakerClass.NEWS_OUTLET),
        ("وكالة الأناضول", SpeakerClass.AGENCY),
        ("خبير", SpeakerClass.UNKNOWN),
    ],
)
def test_a_speaker_has_a_class_without_capitals_to_go_by(words: str, speaker: SpeakerClass) -> None:
    assert speaker_class(words, load_lexicon("ar"))[0] is speaker


def test_outlets_and_parties_that_the_story_knows_are_found_in_any_spelling() -> None:
    context = StoryContext(
        name="هجوم المدينة",
        place="المدينة",
        start=datetime(2024, 9, 17, tzinfo=UTC),
        outlets=("صحيفة الآفاق",),
        parties=(StoryParty("الأشاوس", Party.ATTACKERS),),
    )
    text = "قال مصدر طبي لصحيفة الافاق إن تسعة من الاشاوس قتلوا."
    (claim,) = read_claims(text, lang="ar", context=context).claims
    assert (claim.via, claim.party) == ("صحيفة الافاق", Party.ATTACKERS)


@pytest.mark.parametrize(
    ("text", "kind", "low"),
    [
        ("وتواصل الفرق البحث عن أربعة عمال مفقودين.", "missing", 4),
        ("ونقلت السيارات 15 شخصا مصابا.", "injured", 15),
        ("وعثر الجنود على ستة مدنيين قتلى.", "killed", 6),
    ],
)
def test_what_happened_may_stand_behind_its_people_as_an_adjective(text: str, kind: str, low: int) -> None:
    assert [(str(claim.kind), claim.low) for claim in read_claims(text, lang="ar").claims] == [(kind, low)]
