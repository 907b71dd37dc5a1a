"""The arithmetic, once: value functions, the additive sum with its ties, and variety. Plain functions on arrays."""
