"""What a freshhouse process must be told before it starts."""

from dataclasses import dataclass

from minqing_chassis.settings import BaseSettings


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """The settings of every service; add freshhouse's own as fields."""
