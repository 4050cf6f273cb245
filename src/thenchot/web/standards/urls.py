"""Addresses of the product catalogue."""

from __future__ import annotations

from django.urls import path

from thenchot.web.standards import approve_product, products, propose_product

urlpatterns = [
    path("danh-muc", products.products, name="standards.products"),
    path("danh-muc/de-nghi", propose_product.propose, name="standards.propose"),
    path("danh-muc/de-nghi/<int:product_id>", approve_product.approve, name="standards.approve"),
]
