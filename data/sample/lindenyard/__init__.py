"""The sample world: a small bilingual beekeeping school, made from seeded fragments."""
