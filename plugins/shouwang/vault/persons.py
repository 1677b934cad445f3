"""A person as the warehouse knows one: found by identity number, whichever key a record was made with."""

from typing import NamedTuple

from psycopg2.extensions import connection as Connection

from shouwang.people.identifiers import spell
from shouwang.people.identity_numbers import LENGTH
from shouwang.people.pseudonym_keys import keys_in_force
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings


class Person(NamedTuple):
    """An identity number, the person's pseudonym now, and those they had in logs of earlier keys."""

    id_number: str
    person_id: int
    known_as: tuple[int, ...]

    @property
    def spelled(self) -> str:
        """The number as people write it."""
        return spell(self.id_number)


def identify(settings: Settings, connection: Connection, text: str) -> Person:
    """The person with this number, which may be in small letters and with blanks; ValueError (Chinese) for no number.

    An identifier of another kind is given as the vault keeps it: ``passport:E12345678``.
    """
    number = "".join(text.split())
    number = number if ":" in number else number.upper()
    if ":" not in number and (len(number) != LENGTH or not number[:-1].isdecimal()):
        raise ValueError(
            f"应为 18 位身份证号，读到 {len(number)} 个字符；请把号码写入文件或从标准输入给出，不要写在命令行里"
        )
    keys = keys_in_force(settings, connection)
    numbers = [Pseudonyms(key).person_id(number) for key in (keys.key, *keys.former_keys)]
    return Person(number, numbers[0], tuple(numbers))
