"""A stand-in for routing's calendar: 2026 is announced, no other year is."""

import json
from urllib.parse import parse_qs


class CalendarStandIn:
    """Answers as routing does about the working days."""

    calendar_no = None

    def calendar_answer(self, path, body, query):
        """Return a year, or what it would do; None for any other path."""
        if not path.startswith("/v1/calendar"):
            return None
        said = parse_qs(query)
        year = int(said["year"][0]) if said else json.loads(body)["year"]
        told = {"year": year, "official": year == 2026, "known_days": 38}
        days = [{"day": f"{year}-01-01", "works": False}]
        told["days"] = [*days, {"day": f"{year}-01-09", "works": True}]
        if not path.endswith("/preview"):
            return 200, told
        if self.calendar_no:
            return 422, {"type": "x:calendar-wrong", "title": self.calendar_no}
        effect = {"provisional": 7, "earlier": 1, "later": 4, "settled": 6}
        file = {"file_name": "calendar.yml", "text": "official_years: [2027]\n"}
        return 200, told | effect | file | {"added": ["official_years: [2027]"]}
