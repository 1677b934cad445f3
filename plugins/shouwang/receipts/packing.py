"""A workbook as bytes: the same content gives the same bytes, whenever it is written."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook

PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(workbook: Workbook, written: datetime) -> bytes:
    """The workbook's bytes; ``written`` is the only date in them that is not content."""
    workbook.properties.lastModifiedBy = "守望"
    workbook.properties.created = written  # the library takes its own clock for a workbook that does not say
    stream = io.BytesIO()
    workbook.save(stream)
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as found, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in found.namelist():
            content = found.read(name)
            if name == PROPERTIES:
                content = MODIFIED.sub(rb"\g<1>" + f"{written:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return packed.getvalue()
