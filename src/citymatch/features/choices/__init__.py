"""What communities of the seeker's nation have chosen: countries, divisions, surroundings, places.

`circle` says whose choices count and how they are told; the other files hold an extractor each.

These are priors, not similarities of two places: they say what others did. The seeker's own ties are left
out wherever they would count. Small numbers are drawn towards what the nation as a whole shows.
"""
