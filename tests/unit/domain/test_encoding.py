"""Bytes that are not UTF-8 are read as best can be."""

import codecs

import pytest

from knowlog.domain.encoding import as_utf8, count_lines, in_utf8, is_encoding


@pytest.mark.parametrize(
    ("data", "text", "line"),
    [
        ("é".encode("utf-16"), "é", 1),
        (codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "é", 1),
        ("é".encode("utf-32"), "é", 1),
        (b"one\r\ncaf\xe9\r\n", "one\r\ncafé\r\n", 2),
        (b"\x93quoted\x94", "“quoted”", 1),
        (b"hole \x81", "hole \x81", 1),
        ("née ".encode() + b"n\xe9e", "née née", 1),
        (b"cut \xe2\x82", "cut â‚", 1),
    ],
)
def test_other_encodings(data: bytes, text: str, line: int) -> None:
    found = as_utf8(data)
    assert found.data.decode() == text
    assert [(one.line, one.kind) for one in found.problems] == [(line, "encoding")]
    assert in_utf8(data) == text.encode()


@pytest.mark.parametrize(
    "data",
    [
        "Привет, как дела".encode("cp1251"),
        "Привет, как дела".encode("koi8-r"),
        "Καλημέρα κόσμε".encode("iso-8859-7"),
        "これは日本語です".encode("shift_jis"),
        "이것은 한국어이다".encode("euc-kr"),
        "Już późno, mówię: źdźbło, połowę, każdy".encode("iso-8859-2"),
        codecs.BOM_UTF16_LE + b"x",
        codecs.BOM_UTF16_LE + b"\x00\xd8x\x00",
    ],
)
def test_what_only_people_can_tell_is_read_and_not_repaired(data: bytes) -> None:
    found = as_utf8(data)
    assert found.data.decode()
    assert "shows the repair" not in found.problems[0].hint
    assert in_utf8(data) == data


CENTRAL = [
    ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
    ("Příliš žluťoučký kůň úpěl ďábelské ódy", "iso-8859-2"),
    ("Kŕdeľ šťastných ďatľov učí koňa", "cp1250"),
    ("Już późno, mówię: źdźbło, połowę", "cp1250"),
    ("Już późno, mówię: źdźbło, połowę", "iso-8859-2"),
    ("Árvíztűrő tükörfúrógép, őszi eső", "cp1250"),
    ("Gojazni đačić drži u džepu", "cp1250"),
    ("Îţi mulţumesc pentru această pâine", "cp1250"),
    ("Pijamalı hasta yağız şoföre çabucak güvendi. İyi", "cp1254"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), CENTRAL)
def test_a_guess_is_told_and_only_taken_when_somebody_says_so(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    (problem,) = as_utf8(data).problems
    assert problem.message.endswith(f"and is perhaps {encoding}")
    assert problem.hint.endswith(f"--encoding {encoding}")
    assert in_utf8(data) == data
    assert in_utf8(data, encoding) == text.encode()
    mixed = "日本 ".encode() + data
    assert in_utf8(mixed, encoding) == "日本 ".encode() + text.encode()


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        ("これは日本語です".encode("shift_jis"), "shift_jis", "これは日本語です"),
        (b"\xc3\xa9 \x81", "cp1253", None),
        (b"\x81", "cp1253", None),
        ("é".encode("utf-16"), "cp1250", "é"),
        ("é".encode(), "cp1250", "é"),
    ],
)
def test_what_somebody_says_is_taken_if_it_can_be(
    data: bytes, encoding: str, text: str | None
) -> None:
    assert in_utf8(data, encoding) == (data if text is None else text.encode())


@pytest.mark.parametrize(
    ("name", "known"),
    [("cp1250", True), ("UTF-8", True), ("hex", False), ("nonsense", False), ("\0", False)],
)
def test_which_encodings_there_are(name: str, known: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_encoding(name) is known


@pytest.mark.parametrize(
    "text",
    [
        "Déjà vu: l’été à la plage, où l’on s’ennuie… “çà et là” — naïve Noël œuvre",
        "Größe, Maß, Übermut, äußerst; Straße für Füße",
        "Åsa åt en öl på ön; þetta er íslenska, það er gaman",
        "El niño comió piñas. ¿Qué? ¡Sí! 25 °C, 3 m², £5, 10 µm, ½ ±2",
        "DÉJÀ ÉTÉ, ÄÖÜ",
        "Gödel, Poincaré, Ångström, Núñez, Étienne, Søren",
        "Hyvää päivää, sähkö, šekki",
        "Não há razão, irmãos: ações, lições",
        "Rødgrød med fløde på Ærø",
        "25 °C",
    ],
)
def test_what_western_languages_write_is_repaired(text: str) -> None:
    assert in_utf8(text.encode("cp1252")) == text.encode()
    mixed = "日本 ".encode() + text.encode("cp1252")
    assert in_utf8(mixed) == "日本 ".encode() + text.encode()


def test_utf8_stays_what_it_is() -> None:
    data = "é 日本 👋".encode()
    assert as_utf8(data).data is data
    assert as_utf8(codecs.BOM_UTF8 + data).data == data
    assert as_utf8(codecs.BOM_UTF8 + data).mark == 3
    assert in_utf8(codecs.BOM_UTF8 + data) == codecs.BOM_UTF8 + data


def test_a_repaired_file_keeps_its_mark() -> None:
    assert in_utf8(codecs.BOM_UTF8 + b"\xe9") == codecs.BOM_UTF8 + "é".encode()


def test_a_large_file_of_another_encoding_takes_no_longer_than_it_should() -> None:
    data = b"caf\xe9 " * 200_000
    assert len(as_utf8(data).data) == len(data) + 200_000


def test_only_decoding_has_the_error_handler() -> None:
    with pytest.raises(UnicodeEncodeError):
        "\udc80".encode(errors="knowlog-western")


@pytest.mark.parametrize(("text", "lines"), [("", 0), ("a\nb\r\nc\rd", 3), ("\r\r\n", 2)])
def test_lines_end_in_three_ways(text: str, lines: int) -> None:
    assert count_lines(text) == lines
