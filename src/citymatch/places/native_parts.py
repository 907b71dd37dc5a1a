"""Names in Chinese, Japanese and Korean with their divisions before them: 北海道伊達市, 강원도 고성군."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from citymatch.datasets import World

from .divisions import division_index, named
from .native import is_native
from .scopes import Scope

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_COUNTRIES = frozenset(["CN", "HK", "JP", "KP", "KR", "MO", "TW"])
_LONGEST = 9
_PROVINCES = """
    安徽 Anhui 福建 Fujian 甘肃 Gansu 甘肅 Gansu 广东 Guangdong 廣東 Guangdong 广西 Guangxi 廣西 Guangxi
    贵州 Guizhou 貴州 Guizhou 海南 Hainan 河北 Hebei 黑龙江 Heilongjiang 黑龍江 Heilongjiang 河南 Henan
    湖北 Hubei 湖南 Hunan 江苏 Jiangsu 江蘇 Jiangsu 江西 Jiangxi 吉林 Jilin 辽宁 Liaoning 遼寧 Liaoning
    内蒙古 InnerMongolia 內蒙古 InnerMongolia 宁夏 Ningxia 寧夏 Ningxia 青海 Qinghai 陕西 Shaanxi 陝西 Shaanxi
    山东 Shandong 山東 Shandong 山西 Shanxi 四川 Sichuan 西藏 Tibet 新疆 Xinjiang 云南 Yunnan 雲南 Yunnan
    浙江 Zhejiang 北京 Beijing 上海 Shanghai 天津 Tianjin 重庆 Chongqing 重慶 Chongqing
    경남 경상남도 경북 경상북도 전남 전라남도 전북 전라북도 전북특별자치도 전라북도 충남 충청남도 충북 충청북도
"""
"""Provinces of China by their Chinese names, and short or new names of Korean ones."""
_KIND_OF_PROVINCE = re.compile("(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|自治區)$")
_BETWEEN = re.compile(r"^[^郡]{1,4}郡(?=..)")
"""A Japanese district, which stands between the prefecture and the town and tells nothing of its government."""


def with_division(name: str, world: World) -> Iterator[tuple[str, Scope]]:
    """The ways to read a name as that of a division with a name in it, the longest division first.

    >>> from citymatch.datasets import load_world
    >>> [(rest, scope.name) for rest, scope in with_division("北海道茅部郡森町", load_world())]
    [('森町', 'Hokkaido'), ('茅部郡森町', 'Hokkaido')]
    """
    if not is_native(name) or not _EAST_ASIAN.search(name):
        return
    text = " ".join(name.split())
    index = division_index(world)
    for cut in range(min(len(text) - 1, _LONGEST), 1, -1):
        head, rest = text[:cut].strip(), text[cut:].strip()
        if not head or not rest or (text[cut - 1] != " " and " " in text[:cut]):
            continue
        known_as = _known_as().get(_KIND_OF_PROVINCE.sub("", head), head)
        for scope in named(known_as, index):
            if not scope.second and scope.country in _COUNTRIES:
                short = _BETWEEN.sub("", rest)
                yield from ((each, scope) for each in dict.fromkeys((short, rest)))


@functools.cache
def _known_as() -> dict[str, str]:
    words = _PROVINCES.split()
    return dict(zip(words[::2], words[1::2], strict=True))
