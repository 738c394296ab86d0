"""The six worked cases, in the order of their days, and one review by the district.

A-30 is two people's matter.
"""

from minqing_demo.stories import a28, a30, art35, b29, c22, c23, d14
from minqing_demo.story import Story

STORIES: tuple[Story, ...] = (
    a28.STORY,
    art35.STORY,
    c22.STORY,
    c23.STORY,
    a30.OWNER,
    a30.TENANT,
    b29.STORY,
    d14.STORY,
)
