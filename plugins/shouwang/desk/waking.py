"""Tells Airflow that something was decided, so that it carries the decision out."""

from airflow.assets.manager import asset_manager
from airflow.models.asset import AssetModel
from airflow.utils.session import create_session
from sqlalchemy import select

from shouwang.orchestration import decided


def announce_decision(county_code: str) -> bool:
    """Announce the county's asset; False when Airflow does not know it yet. Nothing but its name leaves here.

    Lost announcements lose nothing: the next run carries out whatever was not.
    """
    asset = decided(county_code)
    with create_session() as session:
        known = session.scalar(select(AssetModel).where(AssetModel.name == asset.name, AssetModel.uri == asset.uri))
        if known is None:
            return False
        return asset_manager.register_asset_change(asset=known, session=session) is not None
