"""Lines in Chinese, Japanese and Korean letters, from the large to the small."""

from __future__ import annotations

import pytest

from citymatch.datasets import World
from citymatch.places import resolve
from citymatch.places.eastern import from_large_to_small


# eastern: a country, a province and a city in Chinese, simplified or traditional, parted or not
@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("浙江省杭州市", 1808926),
        ("中国浙江省杭州市", 1808926),
        ("浙江省, 杭州市", 1808926),
        ("中国・杭州", 1808926),
        ("广东省佛山市", 1811103),
        ("廣東省佛山市", 1811103),
        ("江苏 苏州", 1886760),
        ("中华人民共和国江苏省南京市", 1799962),
        ("新疆維吾爾自治區烏魯木齊市", 1529102),
        ("上海市浦东新区", 1798524),
        ("吉林省吉林市", 2036502),
        ("台灣新北市", 12908892),
        ("臺灣臺南市", 1668355),
        # eastern: a prefecture, with a district between it and the town
        ("神奈川県横浜市", 1848354),
        ("大阪府 堺市", 1853195),
        ("日本 京都府 京都市", 1857910),
        ("日本国京都府相楽郡精華町", 9634762),
        # eastern: a province of Korea in full or short
        ("경기도 수원시", 1835553),
        ("전라남도 목포시", 1841066),
        ("대한민국 경기도 수원시", 1835553),
        ("경남 창원시", 1846326),
        ("강원특별자치도 춘천시", 1845136),
    ],
)
def test_the_region_stands_first(line: str, id: int) -> None:
    found = resolve(line)
    assert found.community is not None and found.community.geonameid == id


def test_a_name_that_a_place_bears_is_not_parted(world: World) -> None:
    assert list(from_large_to_small("杭州市", world)) == []
    assert resolve("浙江省湖州市安吉县").status == "not_found"
