"""What a reader of docs/criteria.md should know of how origins count."""

from __future__ import annotations

RULES = (
    "Where the town itself was not measured, the figure of its county, its two or three counties, its district of "
    "Congress or its state is told as that, and an estimate for the town weighs: the figure spread by the groups "
    "(Asian, Hispanic, Black, white, born abroad) that the Census counted in both. The estimates for the countries "
    "of Asia, and those of Latin America, never sum to more than the town's Asians and Hispanics.",
    "A figure of an area of ten times the town's people weighs four fifths, of a hundred times two thirds; that of "
    "a state half, and by itself it never earns more than half.",
    "Fewer than about 210 people counted in the measured area are no tie: the margin of error of such a count of "
    "the Census survey, 1.645 x the root of 7 / n, is more than 30 %.",
    "A figure below 1.2 times the nation's is no tie, and from 1.5 times on it counts whole. Where the figure around "
    "a town is below that and the Census counted more Asians or Hispanics in the town itself, these are told in its "
    "stead.",
    "From 16 times the nation's share on an origin is no more unusual, and a share below 2 % of the people counts "
    "in proportion: 1 % of the people from a country that is rare elsewhere is 0.01 x 4 x a half.",
    "An ancestry that the Census publishes for many countries at once (Arab, sub-Saharan African, West Indian) weighs "
    "half for a country that is not among the first three of the state's people born in them.",
    "South Tyrol has at most half of a tie with Italy and, outside California, Ticino of one with Switzerland: those "
    "who came were Italians and German-speaking Swiss.",
    "Who founded or settled a town, or made it known, is a tie of at least 1.0 with the region that they came from, "
    "or with the country where no region is known, and of at least 0.15 with the rest of the country. Where a town is "
    "known for a people, what it has more of that people's group than its surroundings is taken to be theirs, and the "
    "figures around it of others of the group weigh half: Lindsborg was founded by Swedes, so that its county's "
    "Germans say less of it.",
)
