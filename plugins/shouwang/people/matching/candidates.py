"""Candidates of damaged records, the likeliest first, each with what speaks for and against it."""

import polars as pl

from shouwang.people.matching.explanation import explain
from shouwang.people.matching.features import of_cells, of_register
from shouwang.people.matching.model import model
from shouwang.people.matching.scoring import CELL, PERSON, SCORE, score_pairs

FOUND = {"cell": pl.Int64, "person": pl.Int64, "score": pl.Float64, "evidence": pl.String}


def candidates_for(cells: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """``cell`` and ``person`` (rows of the frames), ``score`` (bits) and ``evidence`` (Chinese), best first per cell.

    ``cells``: person_name, number, village_name, phone, household_number, sex_code, relation_code, text or null;
    ``people``: the same with id_number (18 characters) instead of number. Every pair with more evidence for it than
    against it is there, not only those worth proposing.
    """
    if cells.is_empty() or people.is_empty():
        return pl.DataFrame(schema=FOUND)
    known = of_register(people)
    wanted = of_cells(cells)
    pairs = score_pairs(wanted, known, model())
    if pairs.is_empty():
        return pl.DataFrame(schema=FOUND)
    shown = pairs.with_columns(explain(pairs, wanted["known"].gather(pairs[CELL]), model()))
    return shown.select(CELL, PERSON, SCORE, "evidence").sort([CELL, SCORE, PERSON], descending=[False, True, False])
