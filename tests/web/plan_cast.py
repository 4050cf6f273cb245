"""The work-plan table of the division in December, a month without any work yet, and what its people do to it."""

from __future__ import annotations

from tests.web.conftest import As
from tests.web.world import DIVISION_HEAD, HEAD, LATE, STAFF, World
from thenchot.organisation.models import Unit
from thenchot.workplan.models import PlanTable, Task

PERIOD = "2026-12"
COLUMNS = ["Nội dung", "Lãnh đạo phụ trách", "Cá nhân, đơn vị thực hiện", "Thời gian", "Kết quả"]


class Table:
    def __init__(self, as_: As, world: World) -> None:
        self.as_, self.world = as_, world
        self.unit = Unit.objects.get(code="BT-KT").id
        self.address = f"/ke-hoach/{PERIOD}/bieu-ngang/{self.unit}"

    def begin(self) -> None:
        source = {
            "source_number": "15-KL/ĐU",
            "source_day": "30/11/2026",
            "source_title": "Kết luận giao ban",
        }
        assert self.as_(STAFF).post(f"{self.address}/lap", source).status_code == 302

    def add(self, content: str, code: str = STAFF, **other: str) -> int:
        row = {
            "content": content,
            "leader": str(self.world.person(HEAD)),
            "doer": f"p{self.world.person(LATE)}",
        }
        answer = self.as_(code).post(f"{self.address}/them", row | {"deadline": "20/12/2026"} | other)
        assert answer.status_code == 302, answer.content.decode()
        return Task.objects.latest("id").id

    def step(self, which: str, code: str = DIVISION_HEAD) -> int:
        found = PlanTable.objects.get(unit_id=self.unit, period=PERIOD)
        return self.as_(code).post(f"{self.address}/{which}", {"version": found.version}).status_code

    def page(self, code: str = DIVISION_HEAD) -> str:
        return self.as_(code).get(self.address).content.decode()
