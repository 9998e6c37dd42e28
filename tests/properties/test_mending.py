"""Repairs of letters leave sound text alone, whatever its script, and do nothing twice."""

from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.encoding import in_utf8
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.requoting import requote
from knowlog.storage.mojibake import mend, mend_file

LATIN = (
    # In Latin scripts letters cannot be put together at random: some make what is broken text.
    "déjà Noël œuvre garçon où l’été ça À Çà Être naïve Âge français",
    "größer Übermut äußerst Straße süß Ärger Öl Füße schön",
    "señor ñandú pingüino corazón ¿qué? ¡Sí! Ángel Únic años",
    "não coração São avó você À Ângela Índia lição três",
    "på Åsa ærlig øl Østersøen älg ÅÄÖ sköld þetta það íslenska",
    "źdźbło Łódź ciąża część świat żółw Śląsk ćma",
    "příliš žluťoučký kůň Šárka Žižka čeština ďábel ňouma",
    "őszi Ősz fűszer tűz árvíztűrő tükörfúrógép",
    "çok güzel İstanbul ığdır şöyle Ğ Ünlü öğrenci",
    "Ă Â Î Ș Ț știință țară înapoi când mâine Ân",
    "tiếng Việt được Đà Nẵng Ấn Độ Ưu đãi ừ Ã õ",
    "Ģirts ķēve ļoti Šī ūdens žagars ąžuolas ėjo įvykis ųjų",
    "Õhtu õed Äike öö ülikool jäääär",
    "Ħal Żurrieq ċikkulata ġurnata",
    "ŋ ɛ ɔ Ɖ ƙasa ƴan",
)
SCRIPTS = (
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШ",
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "अआइईउऊकखगघचछजझटठडढतथदधनपफबभमयरलवशषसहािीुूेैोौं्",
    "กขคงจฉชซญดตถทธนบปผฝพฟมยรลวศสหอะาิีึืุูเแโใไ่้",
    "的一是不了人我在有他这中大来上国知識日誌ログひらがなカタカナ",
    "가나다라마바사아자차카타파하한국어지식",
    "👋🙂🎉👩‍💻🇮🇳✨❤️",
    "∀∃∈⊂∪∩≤≥≠≈∞∂∇∑∏√→←↔⇒λπσμΔΩ",
    "│├└─┌┐┘█▓▒░■□●○",
)
JOINTS = (
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "’",
    "-",
    " — ",
    "… ",
    "\n",
    "\n\n",
)

words = st.one_of(
    st.sampled_from([word for line in LATIN for word in line.split()]),
    *(st.text(alphabet, min_size=1, max_size=9) for alphabet in SCRIPTS),
)
quoted = st.tuples(st.sampled_from(["“{}”", "„{}“", "‘{}’", "« {} »", "({})"]), words).map(
    lambda pair: pair[0].format(pair[1])
)
sound = st.lists(st.tuples(words | quoted, st.sampled_from(JOINTS)), max_size=30).map(
    lambda pairs: "".join(word + joint for word, joint in pairs)
)


@given(sound)
def test_sound_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert mend(text) == text
    assert mend_file(text.encode()) == text.encode()
    assert in_utf8(text.encode()) == text.encode()


def broken(text: str) -> str:
    """UTF-8 that was read as Windows-1252, as browsers read it."""
    data = text.encode()
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


texts = st.text(st.characters(codec="utf-8"), max_size=60)
pieces = st.lists(
    texts
    | sound
    | sound.map(broken)
    | st.sampled_from(["`", "```\n", "~~~\n", "\n    ", "<!--", "$$", "---\n"]),
    max_size=8,
).map("".join)


@given(pieces)
def test_a_repair_leaves_nothing_to_repair(text: str) -> None:
    mended = mend(text)
    assert mend(mended) == mended


@given(
    st.binary(max_size=80)
    | pieces.map(str.encode)
    | sound.map(lambda text: text.encode("cp1252", "ignore"))
)
def test_a_file_is_repaired_once(data: bytes) -> None:
    for fix in (in_utf8, mend_file):
        fixed = fix(data)
        assert fix(fixed) == fixed


@given(pieces, st.sampled_from(["`", "``", "<!-- ", "$$"]))
def test_code_stays_as_it_is(text: str, mark: str) -> None:
    inside = " ".join(broken(text).replace("`", "").replace("$", "").replace(">", "").split())
    closing = {"<!-- ": " -->"}.get(mark, mark)
    code = f"{mark}{inside or 'x'}{closing}"
    assert code in mend(f"Sound text {code} and more.")


lines = st.lists(
    st.tuples(
        st.sampled_from(["title", "tags", "date", "x y", '"q"', "  deep", "- item", "\ttab"]),
        st.sampled_from([": ", ":", " : ", ":\t", " "]),
        st.text(st.sampled_from("ab: #[]{}'\"@*&%!|>-,\\`é1"), max_size=12),
    ).map("".join),
    max_size=5,
)


@given(lines, st.sampled_from(["\n", "\r\n"]))
def test_front_matter_that_is_quoted_says_what_it_said(header: list[str], end: str) -> None:
    data = end.join(["---", *header, "---", "Body: a: b", ""]).encode()
    mended = requote(data)
    assert requote(mended) == mended
    before, after = parse(data, "a.md"), parse(mended, "a.md")
    assert (before.written, before.body) == (after.written, after.body)
    if mended != data:
        faults, left = (
            sum(one.kind == "invalid-yaml" for one in document.problems)
            for document in (before, after)
        )
        assert left < faults
