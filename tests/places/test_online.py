"""Online look-ups with geocoders that answer from memory: no test touches the network."""

from types import SimpleNamespace
from typing import Any

import pytest
from geopy.exc import GeocoderServiceError

from citymatch.places import PlacesError, resolve


class Fake:
    def __init__(self, answer: Any):
        self.answer, self.asked = answer, []

    def geocode(self, query: str, **options: Any) -> Any:
        self.asked.append(query)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def location(name: str, latitude: float, longitude: float, **address: str) -> SimpleNamespace:
    raw = {"name": name, "address": address}
    return SimpleNamespace(latitude=latitude, longitude=longitude, address=f"{name}, somewhere", raw=raw)


def test_it_is_not_asked_without_need() -> None:
    fake = Fake(None)
    assert resolve("Pinole, California", online=True, geocoder=fake).status == "matched"
    assert resolve("Pinnole").status == "not_found"
    assert fake.asked == []


def test_an_answer_leads_to_the_gazetteer() -> None:
    fake = Fake(location("Pinole", 38.0, -122.29, country_code="us", state="California"))
    got = resolve("Pinnole by the bay", online=True, geocoder=fake)
    assert got.community and got.community.geonameid == 5383187
    assert got.status == "corrected" and "found online" in got.note
    assert fake.asked == ["Pinnole by the bay"]


def test_an_answer_that_no_gazetteer_knows_is_the_users_own() -> None:
    fake = Fake(location("Xyzzy Hamlet", 48.0, 8.0, country_code="de", state="Baden"))
    got = resolve("Xyzzy Hamlet", online=True, geocoder=fake)
    assert got.community and (got.community.id, got.community.country) == ("user:xyzzy-hamlet", "DE")
    assert got.community.population != got.community.population
    assert "population is not known" in got.note


def test_nothing_online_either() -> None:
    got = resolve("Xyzzy Hamlet", online=True, geocoder=Fake(None))
    assert got.status == "not_found" and "nor is it known online" in got.note


def test_a_failing_service_is_said() -> None:
    with pytest.raises(PlacesError, match="online look-up of 'Xyzzy Hamlet' failed: too many requests"):
        resolve("Xyzzy Hamlet", online=True, geocoder=Fake(GeocoderServiceError("too many requests")))
