"""Who writes to the archive, and under which heading its doors stand."""

from minqing_chassis.http.route import STAFF
from minqing_kernel.messages import Role

WRITERS = STAFF | {Role.OPS}
TAG = "民生档案 Archive"
