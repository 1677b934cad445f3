"""The weights of the score are data that holds together."""

import pytest
import yaml

from shouwang.arrivals.scorecard import PATH, Scorecard, scorecard
from shouwang.publication.scorecard_sheet import write_formula


def test_the_formula_names_every_part_with_its_weight() -> None:
    formula = write_formula()
    for part in scorecard().parts.values():
        assert f"{part.label}（{part.weight}分）＝{part.formula}" in formula


def test_weights_that_make_no_whole_are_refused() -> None:
    document = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    assert sum(Scorecard.model_validate(document).weights[:-1]) == 100
    document["truth"]["weight"] += 1
    with pytest.raises(ValueError, match="101"):
        Scorecard.model_validate(document)
