"""Addresses of the ledgers."""

from django.urls import path

from .views import agreements, burden, departments, drafts, establishment, items, rulings, staff, training

app_name = "transfers"
STAFF = "staff/<slug:unit>/"
ONE_PERSON = f"{STAFF}people/<uuid:key>/"
ONE_SESSION = f"{STAFF}training/<uuid:key>/"
ITEMS = "items/<slug:unit>/"
ONE_ITEM = f"{ITEMS}<uuid:key>/"
ONE_RULING = "rulings/<uuid:key>/"
urlpatterns = [
    path("staff/", staff.staff_home, name="staff_home"),
    path(STAFF, staff.staff, name="staff"),
    path(f"{STAFF}new/", staff.member_new, name="member_new"),
    path(ONE_PERSON, staff.member, name="member"),
    path(f"{ONE_PERSON}remove/", staff.member_remove, name="member_remove"),
    path(f"{STAFF}confirm/", staff.confirm_people, name="confirm_people"),
    path(f"{STAFF}frozen/", staff.staff_pdf, name="staff_pdf"),
    path(f"{STAFF}departments/", departments.departments, name="departments"),
    path(f"{STAFF}count/ask/", departments.count_ask, name="count_ask"),
    path(f"{STAFF}count/change/", departments.count_change, name="count_change"),
    path(f"{STAFF}training/new/", training.session_new, name="session_new"),
    path(ONE_SESSION, training.session, name="session"),
    path(f"{ONE_SESSION}remove/", training.session_remove, name="session_remove"),
    path("items/", items.items_home, name="items_home"),
    path(ITEMS, items.items, name="items"),
    path(f"{ITEMS}new/", items.item_new, name="item_new"),
    path(f"{ITEMS}bulk/", items.items_bulk, name="items_bulk"),
    path(f"{ITEMS}off/", items.items_off, name="items_off"),
    path(f"{ITEMS}drafts/", drafts.drafts, name="drafts"),
    path(f"{ITEMS}frozen/", drafts.items_pdf, name="items_pdf"),
    path(f"{ITEMS}baseline/ask/", burden.baseline_ask, name="baseline_ask"),
    path(ONE_ITEM, items.item, name="item"),
    path(f"{ONE_ITEM}list/", items.item_list, name="item_list"),
    path(f"{ONE_ITEM}agreement/", agreements.item_agreement, name="item_agreement"),
    path(f"{ONE_ITEM}handover/", items.item_handover, name="item_handover"),
    path(f"{ONE_ITEM}burden/", burden.item_burden, name="item_burden"),
    path(f"{ONE_ITEM}supervision/", items.item_supervision, name="item_supervision"),
    path(f"{ONE_ITEM}baseline/", burden.baseline_change, name="baseline_change"),
    path(f"{ONE_ITEM}paper/", agreements.paper, name="paper"),
    path("establishment/", establishment.establishment_home, name="establishment_home"),
    path("establishment/<slug:unit>/", establishment.establishment, name="establishment"),
    path("establishment/<slug:unit>/frozen/", establishment.establishment_pdf, name="establishment_pdf"),
    path("rulings/", rulings.rulings, name="rulings"),
    path(ONE_RULING, rulings.ruling, name="ruling"),
    path(f"{ONE_RULING}decide/", rulings.ruling_decide, name="ruling_decide"),
    path(f"{ONE_RULING}withdraw/", rulings.ruling_withdraw, name="ruling_withdraw"),
]
