"""Danh mục sản phẩm, công việc: what my place may use today, found without tone marks; proposals that wait."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.people.identity import Identity
from thenchot.standards.queries import ProductAt, catalogue_for, products_for, proposals_below
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged


@signed_in()
def products(request: Signed) -> HttpResponse:
    viewer, search = request.viewer, request.GET.get("tim", "").strip()
    found = products_for(viewer.unit_path, viewer.day, search)
    values = {
        **paged(request, found),
        "catalogue": catalogue_for(viewer.unit_path, viewer.day),
        "search": search,
        "proposals": waiting(viewer),
        "decides": viewer.has("organisation_body"),
        "heads": viewer.rank == "head" and viewer.unit_id is not None,
    }
    return page(request, "standards/products.html", values)


def waiting(viewer: Identity) -> list[ProductAt]:
    """Proposals of the places one decides for or leads, each once."""
    paths = [*viewer.scopes("organisation_body"), *([viewer.unit_path] if viewer.rank == "head" else [])]
    found = {product.id: product for path in paths for product in proposals_below(path, viewer.day)}
    return list(found.values())
