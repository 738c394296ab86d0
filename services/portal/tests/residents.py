"""A resident at the pages, without any script."""

import html
import re

import requests

from services.portal.tests.stand_in import CODE, RECEIPT

KEY = re.compile(r'name="key" value="([^"]+)"')
TEXT = "三号楼王大爷说灯不亮"
PASS = "Q8s-0lNw2vQ0zJmX4yW1aA"


class Resident:
    """Fills in forms as a browser does, without any script."""

    def __init__(self, url, **headers):
        self.url = url
        self.session = requests.Session()
        self.session.headers.update({"Accept-Language": "zh-CN", **headers})
        self.page = None

    def get(self, path):
        self.page = self.session.get(self.url + path, timeout=60)
        return self

    def send(self, path, **said):
        key = KEY.search(self.page.text)
        form = {"key": key.group(1) if key else "", **said}
        self.page = self.session.post(self.url + path, data=form, timeout=60)
        return self

    @property
    def path(self):
        return self.page.url.removeprefix(self.url)

    @property
    def status(self):
        return self.page.status_code

    def says(self, words):
        return words in html.unescape(self.page.text)

    def tell(self, **last):
        self.get("/tell/1").send("/tell/1", text=TEXT)
        self.send("/tell/2", where="home", place="金科苑3栋")
        self.send("/tell/3", **(last or {"name": "王大爷", "telephone": "13800001234"}))
        return self

    def open(self):
        return self.get("/track").send("/track", number=RECEIPT, code=CODE)


def rows_of(parts, table):
    return parts.database.rows(f"select * from {table}")
