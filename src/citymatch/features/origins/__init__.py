"""Where the people of a community in the United States come from: an estimate by country, from what is known nearest.

For each country the strongest of these counts:

- who founded or settled the place, where that is well known (`founders`);
- figures of the place itself: people by country of birth (Massachusetts, New York City), refugees (the city)
  (`own_figures`);
- ancestry of the county (72 groups, ACS 2011-2015), birthplaces of the county (76 counties), detailed Asian and
  Hispanic origins of the county or the congressional district, spread over the place by its own make-up (`estimates`);
- the state's people from a country (migrants in the nation by the state's share of new residents and citizens), spread
  likewise. This is the weakest, and weighs half.

Spreading (`make_up`) multiplies the share by (place + 1 %) / (county + 1 %) of the group that the origin belongs to:
white without Hispanics for European ancestries, Asian, Hispanic, black for the others. For recent immigrants (Arabs,
Armenians, Africans ...) it is also multiplied by how many more of the place's people are foreign-born than its make-up
alone would give, against the county, to the power 0.75. No origin has more people than its group has.

Of other nations only the migrants are known, theirs as a whole (`abroad`). Where it is known from which region of a
country people came, its regions are told apart (`regions`, and `mexico`).
"""

from .make_up import make_up_of
from .origin import Origin, Origins
from .strongest import from_region, key_of, origins_of
from .telling import about

__all__ = ["Origin", "Origins", "about", "from_region", "key_of", "make_up_of", "origins_of"]
