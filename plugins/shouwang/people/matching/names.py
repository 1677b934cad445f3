"""Names as they are compared: one form of each character, and how they sound."""

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin


@cache
def characters() -> dict[str, Any]:
    """The tables of ``characters.yml``."""
    document: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "characters.yml").read_text(encoding="utf-8"))
    return document


def plain_names(names: pl.Series) -> pl.Series:
    """Names without blanks and dots, in capitals, with simplified characters at their public code points.

    Null stays null; a name of which nothing is left becomes null.
    """
    return _each_once(names, lambda found: _simplified(_united(found)))


def sounds(plain: pl.Series) -> pl.Series:
    """The syllables of plain names without tones, one for each character."""
    return _each_once(plain, _spoken)


def _each_once(texts: pl.Series, change: Any) -> pl.Series:
    """``change`` of every different text, in the places of the texts."""
    different = texts.drop_nulls().unique().sort()
    if different.is_empty():
        return texts
    changed = change(different)
    return texts.replace_strict(different, changed.set(changed == "", None), default=None, return_dtype=pl.String)


def _united(names: pl.Series) -> pl.Series:
    tables = characters()
    private = {chr(int(old, 16)): chr(int(new, 16)) for old, new in tables["private_use"].items()}
    return (
        names.str.normalize("NFKC")
        .str.replace_many({**private, **dict.fromkeys(tables["dots"], "")})
        .str.replace_all(r"\s", "")
        .str.to_uppercase()
    )


def _simplified(names: pl.Series) -> pl.Series:
    """In simplified characters, all in one call: names hold no line feed any more."""
    lines = OpenCC("t2s").convert("\n".join(names)).split("\n")
    return pl.Series(names.name, lines, pl.String).str.replace_many(characters()["variants"])


def _spoken(names: pl.Series) -> pl.Series:
    syllable = {char: " ".join(lazy_pinyin(char, style=Style.NORMAL)) for char in sorted(set("".join(names)))}
    return pl.Series(names.name, [" ".join(syllable[char] for char in name) for name in names], pl.String)
