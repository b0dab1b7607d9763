"""The list of clients and the search of names, in clinics of growing size."""

from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.clients import queries
from clinic.clients.models import Client, PlanState
from clinic.core.db import db
from tests.bench.clinic import medians

PATH = "/clients"


def opened(clinic, path=PATH):
    """A piece of work: open a page as the supervisor of the whole program."""
    client = clinic.client(clinic.supervisor)

    def work():
        response = client.get(path)
        assert response.status_code == 200, response.status

    return work


def measure(clinics):
    """The same page in each clinic; then pages deep in the largest."""
    counts = []
    for clinic in clinics:
        work = opened(clinic)
        work()
        with clinic.queries() as sent:
            work()
        counts.append(len(sent))
    yield f"queries of the list page, at {sizes(clinics)}: {counts}", max(counts), 6
    yield "queries of the list page, most less fewest", max(counts) - min(counts), 0
    first, *others = medians([opened(clinic) for clinic in clinics])
    for clinic, taken in zip(clinics[1:], others, strict=True):
        words = f"list page at {clinic.many:,} / at {clinics[0].many:,} ({taken:.1f} ms)"
        yield words, taken / first, 1.3
    largest = clinics[-1]
    places = [largest.many // 3, largest.many // 2, largest.many - 7]
    deep = [opened(largest, f"{PATH}?after={UUID(int=place)}") for place in places]
    head, *taken = medians([opened(largest), *deep])
    yield f"slowest of {len(deep)} pages deep in the list / the first", max(taken) / head, 1.5
    for sort in ("leaves", "admitted"):
        plain, sorted_ = medians([opened(largest), opened(largest, f"{PATH}?sort={sort}")], 20)
        yield f"list sorted by {sort} / by name, at {largest.many:,}", sorted_ / plain, 1.5
    for state in PlanState:
        plain, narrowed = medians([opened(largest), opened(largest, f"{PATH}?plan={state}")], 20)
        yield f"list of plans {state} / whole, at {largest.many:,}", narrowed / plain, 1.5


def sizes(clinics):
    return ", ".join(f"{clinic.many:,}" for clinic in clinics)


def search(clinic):
    """Names begun with one to eight letters, against reading every name: a million are long."""
    with clinic.app.app_context():
        viewer = db.session.get(User, clinic.supervisor.id)
        family = db.session.scalar(
            sa.select(Client.name_key).where(Client.id == UUID(int=clinic.many // 2))
        )
        typed = [family[:length] for length in (1, 2, 3, 4, 6)] + [family, "zzzz"]

        def scan():
            like = sa.select(Client).where(Client.name_key.like(f"%{family[:4]}%"))
            db.session.scalars(like.order_by(Client.name_key).limit(8)).all()
            db.session.expunge_all()

        def asked(text):
            def work():
                queries.search(viewer, text)

            return work

        slow, *quick = medians([scan, *map(asked, typed)], 7)
        db.session.rollback()
    most = 1 / 25 if clinic.many >= 1_000_000 else None
    for text, taken in zip(typed, quick, strict=True):
        words = f"search for {len(text)} letters / LIKE scan, at {clinic.many:,} ({taken:.2f} ms)"
        yield words, taken / slow, most
