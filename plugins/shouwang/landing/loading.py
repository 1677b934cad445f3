"""Archive to landing: one delivery, one transaction, streamed by COPY while the next rows are being read."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import polars as pl
import psycopg2
from psycopg2.extensions import connection as Connection

from shouwang.feeds import Feed
from shouwang.feeds import feed as declared_feed
from shouwang.landing.archive import archived_path
from shouwang.landing.batches import ACCEPTED, HELD, ORIGINAL, Batch, judged_batches
from shouwang.landing.checking import county_context
from shouwang.landing.derivation import DELIVERY, Derivation, vault_rows
from shouwang.landing.errors import LoadingError, RefusalError
from shouwang.landing.identification import Identified, identify
from shouwang.landing.ledger import Delivery, find_delivery, update_delivery
from shouwang.landing.reading import read_tables
from shouwang.landing.scopes import decode_key
from shouwang.people.pseudonyms import Pseudonyms
from shouwang.settings import Settings
from shouwang.warehouse import connect

BUFFER = 1 << 20
WAITING = 2  # batches cleaned ahead of the one that is being written
