"""Organisations of the four reference sites that the stories name.

An organisation's id is its official division code; sections add a suffix to it.
"""

JINNIU = "510106"
JINNIU_PETITIONS = "510106-petitions"
JINQUAN = "510106040"
JINKEYUAN = "510106040019"
JINQUAN_JOBS = "510106040-jobs"
JINQUAN_WELFARE = "510106040-welfare"

HANBIN = "610902"
HANBIN_CIVIL_AFFAIRS = "610902-civil-affairs"
LAOCHENG = "610902001"
DABEI = "610902001007"

XIHU = "330106"
WENXIN = "330106013"
WENXIN_CITY = "330106013-city"
WENXIN_SAFETY = "330106013-safety"

DAPENG = "440307010"
DAPENG_CITY = "440307010-city"
WANGMU = "440307010006"
