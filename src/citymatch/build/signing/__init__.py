"""Who signs: the units of local government of each country, from its register, and where each has its seat.

The registers (one file a country: code, name, division, point, people, year) are tables of facts that are needed
only to renew the project's own: `python -m citymatch.build.signing FOLDER` reads them with the rules of
`datasets/source/signing/CC.toml`, matches each unit with the places of the gazetteer and writes
`datasets/source/units.csv.gz` and `datasets/source/place_units.csv.gz`. A rebuild of the snapshot reads those two.

A renewal (`renewal`) goes through

- `rules`, the reference of the TOML files, `reading`, a register line by line, and `decisions`, what the rules change;
- `ordering`, guessed points where a register has none;
- `linking`, in which unit each place lies: by `codes` (in their `code_forms`), by `name_pairs` and `near_names` (with
  their `spelling`), by `nearness`;
- `seats`, `stand_ins` (whose point a unit without a seat has) and `naming`;
- `unmatched`, what is left over.

A rebuild goes through `register` (the two tables, with the United States), `partition` (where the people live),
`applying` with `placeless` (the snapshot's rows), `sums` (the check), `kinds` and `page` (what is told of them).
"""
