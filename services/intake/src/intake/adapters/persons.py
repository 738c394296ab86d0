"""Where intake keeps whose account is whose."""

from intake.adapters.tables import METADATA
from minqing_chassis.persons import account_table

STAFF_ACCOUNTS = account_table(METADATA, "staff_accounts_by_person")
