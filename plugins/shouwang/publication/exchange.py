"""Everything a month hands out beside lists and filings, as a version said it."""

from psycopg2.extensions import cursor as Cursor

from shouwang.publication.comparison_requests import comparison_requests
from shouwang.publication.comparison_results import comparison_results
from shouwang.publication.comparisons import read_comparisons
from shouwang.publication.form_handouts import read_forms
from shouwang.publication.handouts import Handout, by_addressee
from shouwang.publication.inspection_findings import own_findings, read_findings
from shouwang.publication.low_income_people import read_low_income_shares
from shouwang.publication.notice_sheets import read_notices
from shouwang.publication.platform_upload import read_upload
from shouwang.publication.shared_people import read_shared_people
from shouwang.publication.versions import Version


def read_handouts(cursor: Cursor, version: Version) -> dict[str, Handout]:
    """Addressee to handout: requests, results, people departments are told of, the upload, forms and notices."""
    comparisons = read_comparisons(cursor, version)
    findings = own_findings(read_findings(cursor, version))
    return by_addressee(
        [
            *comparison_requests(comparisons),
            *comparison_results(comparisons, version.month),
            *read_shared_people(cursor, version, findings),
            *read_low_income_shares(cursor, version),
            *read_upload(cursor, version),
            *read_forms(cursor, version),
            *read_notices(cursor, version),
        ]
    )
