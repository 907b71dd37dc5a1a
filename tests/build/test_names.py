from __future__ import annotations

import pytest

from citymatch.build.names import kept_names, plain_ascii


@pytest.mark.parametrize(
    ("name", "others", "country", "kept"),
    [
        ("München", ["Munich", "MUC", "Muenchen", "Мюнхен", "a.de/y"], "DE", ["Munich", "Muenchen"]),
        ("Athens", ["Athina", "Αθήνα", "Афины"], "GR", ["Athina"]),  # the Greek folds to the same as Athina
        ("Kyiv", ["Kiev", "Kyjiv", "Київ", "Киев", "كييف"], "UA", ["Kiev", "Kyjiv"]),
        ("Seoul", ["SEL", "서울", "ソウル"], "KR", ["서울"]),
    ],
)  # fmt: skip
def test_names_that_are_kept(name: str, others: list[str], country: str, kept: list[str]) -> None:
    found = kept_names(name, others, country)
    assert [each for each in found if each.isascii()] == [each for each in kept if each.isascii()]
    assert not {"Мюнхен", "Афины", "كييف", "ソウル"} & set(found)


def test_plain_ascii_letters() -> None:
    assert plain_ascii("Århus") == "Arhus" and plain_ascii("Pinole") == "Pinole"
