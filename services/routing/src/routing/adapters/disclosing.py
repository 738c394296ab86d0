"""What was told of whom to which agency, written down once (个人信息保护法第55条)."""

from typing import Final

DISCLOSE: Final = """
insert into agency_disclosures
select * from jsonb_populate_recordset(null::agency_disclosures, :rows)
on conflict (handover_id, word, recipient, fields) do nothing
"""
