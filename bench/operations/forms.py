"""Mẫu số 01 of a thousand people in one PDF, and of one person as .docx."""

from __future__ import annotations

from collections.abc import Iterator

from bench.city import City
from bench.measure import Figure, best_of, span
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.documents import forms_of
from thenchot.files.forms.docx import docx_of
from thenchot.files.forms.pdf import pdf_of, pdf_ready
from thenchot.web.forms.sending import in_vietnamese
from thenchot.web.forms.sheet_form import paper_of

MANY = 1000


def measure(city: City) -> Iterator[Figure]:
    cycle = city.cycle
    related = ("person", "scorer", "decider", "appointment__title")
    sheets = list(Sheet.objects.filter(cycle=cycle, state="published").select_related(*related).order_by("id")[:MANY])
    with in_vietnamese(), span() as read:
        papers = [paper_of(form) for form in forms_of(cycle, sheets)]
        one = best_of(5, lambda: docx_of(papers[0]))
    yield Figure("one Mẫu 01 as .docx", one.wall * 1000, "ms", bar=50)
    if pdf_ready():
        with span() as made:
            size = len(pdf_of("Mẫu số 01", papers))
        notes = {"forms": len(papers), "bytes": size, "reading and laying out": read.wall}
        yield Figure("Mẫu 01 of 1,000 people in one PDF", read.wall + made.wall, bar=10, notes=notes)
