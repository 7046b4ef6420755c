"""Many reports at once: what is asked, what is still to be made, and each made by itself.

orders, stale -- the reports asked for; those of them that are not up to date
refuse_territories -- says which reports of territories cannot be made, before anything is built
make_reports -- each made in a process of its own
make_reports_on -- each made by a worker of a Dask cluster
report -- one edition built and its report made
"""

from analysis.production.making import make_reports, preload, report
from analysis.production.ordering import Order, orders, refuse_territories, stale
from analysis.production.remote import make_reports_on

__all__ = [
    "Order",
    "make_reports",
    "make_reports_on",
    "orders",
    "preload",
    "refuse_territories",
    "report",
    "stale",
]
