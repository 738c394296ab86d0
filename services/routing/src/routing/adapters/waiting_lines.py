"""The lines that the sweepers walk along, each in the order of its own index."""

OVERDUE = """
select watch_from, petition_id from deadlines
where watch_from <= :now and (watch_from, petition_id)
    > (cast(:moment as timestamptz), cast(:petition_id as uuid))
order by watch_from, petition_id limit :limit
"""
REMINDED = """
select remind_at, petition_id from deadlines
where remind_at <= :now and (remind_at, petition_id)
    > (cast(:moment as timestamptz), cast(:petition_id as uuid))
order by remind_at, petition_id limit :limit
"""
WAITING = """
select petition_id from cases
where edition < (select edition from directory_edition)
    and edition is not null and merged_into is null
    and petition_id > cast(:petition_id as uuid)
order by petition_id limit :limit
"""
PROVISIONAL = """
select distinct petition_id from deadlines join cases using (petition_id)
where provisional and met_at is null and replaced_at is null
    and counted ->> 'by' is distinct from :edition and counted is not null
    and (merged_into is not null) = :resting
    and petition_id > cast(:petition_id as uuid)
order by petition_id limit :limit
"""
UNSETTLED = """
select distinct n.petition_id from merge_notes n
join cases c on c.petition_id = n.petition_id
join cases l on l.petition_id = n.lead_petition_id
where not n.done and n.petition_id > cast(:petition_id as uuid)
order by n.petition_id limit :limit
"""
UNVISITED = """
select r.petition_id from repeats r
join cases c on c.petition_id = r.petition_id
join cases f on f.petition_id = r.first_petition_id
where not r.done and r.petition_id > cast(:petition_id as uuid)
order by r.petition_id limit :limit
"""
