"""Sister-city partners for a community, ranked against its own policy, with reasons."""
