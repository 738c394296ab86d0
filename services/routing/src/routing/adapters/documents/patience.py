"""How long is waited before what failed is tried again, and when a person must look."""

LATER = """
    tries = {table}.tries + 1, last_error = new.reason,
    next_try_at = now() + least(
        interval '1 day', interval '1 minute' * power(4, least({table}.tries, 9)))
"""
"""1, 4, 16, 64, 256 minutes, then once a day: nothing is ever given up."""
ENOUGH = 5
"""So many tries are enough to call a person."""
EVERY_UNPRINTED = """
select count(*) as waiting, count(*) filter (where tries >= :enough) as failing from (
    select tries from document_prints_owed where since < now() - interval '1 minute'
    union all select tries from door_notices where drafted_at is null
) as owed
"""
