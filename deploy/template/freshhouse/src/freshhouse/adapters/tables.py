"""Freshhouse's own tables, beside the spine's."""

from sqlalchemy import MetaData

from minqing_chassis.tables import spine_tables

METADATA = MetaData()
SPINE = spine_tables(METADATA)
