"""Where the running stack is reached, for people and programs."""

from dataclasses import asdict, dataclass, field

from shouwang.settings import Settings
from shouwang.stack.ports import LOOPBACK

ENDPOINTS_FILE = "endpoints.json"
WAREHOUSE_PORT = "warehouse_port"
AIRFLOW_PORT = "airflow_port"
AIRFLOW_USER = "admin"


@dataclass(frozen=True)
class Endpoints:
    """Addresses of Airflow and the warehouse, and who signs in to Airflow."""

    airflow_url: str
    airflow_user: str
    airflow_password: str = field(repr=False)
    warehouse_host: str
    warehouse_port: int
    warehouse_database: str

    @property
    def login(self) -> str:
        """User and password of the Airflow screen, for a terminal."""
        return f"{self.airflow_user} / {self.airflow_password}"

    def as_document(self) -> dict[str, str | int]:
        """Return the fields by name, without the password: documents end up in files and logs."""
        return {name: value for name, value in asdict(self).items() if name != "airflow_password"}


def find_endpoints(settings: Settings) -> Endpoints:
    """The endpoints as written down; LookupError when the stack was never started."""
    return Endpoints(
        airflow_url=f"http://{LOOPBACK}:{settings.endpoint(AIRFLOW_PORT)}",
        airflow_user=AIRFLOW_USER,
        airflow_password=settings.secret("airflow_admin"),
        warehouse_host=settings.warehouse_host,
        warehouse_port=settings.port,
        warehouse_database=settings.warehouse_database,
    )
