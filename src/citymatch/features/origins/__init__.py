"""Where the people of a community in the United States come from: an estimate by country, from what is known nearest.

What is told is always the figure that was published, with the area that it is of; what weighs is an estimate for the
place. For each country the first of these that is known counts:

- who founded or settled the place, or made it known (`founders`), above whatever the figures say;
- figures of the place itself: people by country of birth (Massachusetts, New York City), refugees (the city)
  (`own_figures`);
- the nine Asian and Hispanic origins that are published by name, of the smaller of county and congressional district;
- ancestry of the county (61 groups, ACS 2011-2015) and birthplaces there (76 counties), whichever is stronger;
- the other Asians and Hispanics by the state's people, and the state's people from a country (migrants in the nation by
  the state's share of new residents and citizens). This is the weakest, and weighs half.

The areas are described by `areas`; a town in two counties has the figures of both. `estimates` spreads a figure over
the place by its make-up (`make_up`): the share is multiplied by (place + 1 %) / (area + 1 %) of the group that the
origin belongs to: white without Hispanics for European ancestries, Asian, Hispanic, black for the others. For recent
immigrants (Arabs, Armenians, Africans ...) it is also multiplied by how many more of the place's people are
foreign-born than its make-up alone would give, against the area, to the power 0.75. No origin has more people than its
group has, nor all those of Asia or of Latin America together. `rules` says what small and far figures weigh.

Of other nations only the migrants are known, theirs as a whole (`abroad`). Where it is known from which region of a
country people came, its regions are told apart (`regions`, and `mexico`).
"""

from .make_up import make_up_of
from .origin import Origin, Origins
from .strongest import from_region, key_of, origins_of
from .telling import about

__all__ = ["Origin", "Origins", "about", "from_region", "key_of", "make_up_of", "origins_of"]
