"""Which file a link of a vault means."""

import pytest

from knowlog.domain.links import find_links
from knowlog.domain.vaults import VaultFiles
from tests import vaults

FILES = VaultFiles(
    ["Index.md", "a/Index.md", "a/b/Deep.md", "c/Deep.md", "c/pic.png", "v1.2.md", "Caf\u00e9.md"]
)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("a/x.md", "", "a/x.md"),
        ("x.md", "Index", "Index.md"),
        ("a/x.md", "index", "Index.md"),
        ("a/x.md", "./Index", "a/Index.md"),
        ("a/b/x.md", "../Index.md", "a/Index.md"),
        ("x.md", "a/Index", "a/Index.md"),
        ("x.md", "b/Deep", "a/b/Deep.md"),
        ("x.md", "Deep", "c/Deep.md"),
        ("a/x.md", "Deep", "a/b/Deep.md"),
        ("a/x.md", "pic.png", "c/pic.png"),
        ("a/x.md", "/c/pic.png", "c/pic.png"),
        ("a/x.md", "/pic.png", ""),
        ("x.md", "v1.2", "v1.2.md"),
        ("x.md", "cafe\u0301", "Caf\u00e9.md"),
        ("x.md", "../Index", ""),
        ("x.md", "eep", ""),
        ("x.md", "nothing", ""),
    ],
)
def test_find(source: str, target: str, found: str) -> None:
    assert FILES.find(target, source) == found


@pytest.mark.parametrize("form", ["shortest", "relative", "absolute"])
def test_every_link_of_a_made_vault_leads_to_its_file(form: str) -> None:
    vault = vaults.make(120, seed=3, manner=vaults.Manner(link=form))
    files = VaultFiles(vault.files)
    for meant in vault.links:
        (link,) = find_links(meant.written)
        assert files.find(link.target, meant.source) == meant.target, meant
    assert not any(files.find(written[2:-2], source) for source, written in vault.unwritten)


def test_the_names_of_a_file_lead_to_it_when_no_other_has_them() -> None:
    names = list(FILES.names("a/b/Deep.md", "c/x.md"))
    assert names == ["Deep.md", "a/b/Deep.md", "../a/b/Deep.md"]
    assert [FILES.find(name, "c/x.md") for name in names] == [
        "c/Deep.md",
        "a/b/Deep.md",
        "a/b/Deep.md",
    ]
