"""Whom of the register a damaged record may mean: frames in, scored and explained candidates out.

``candidates_for`` compares with Splink under fixed parameters (``model.yml``); nothing is trained, nothing drawn,
and nobody merged.
"""

from shouwang.people.matching.candidates import candidates_for

__all__ = ["candidates_for"]
