"""Where notify keeps whose account is whose."""

from minqing_chassis.persons import account_table
from notify.adapters.tables import metadata

STAFF_ACCOUNTS = account_table(metadata, "ix_staff_accounts_person")
