"""Plans that somebody prints together: some still to be made, some ready to fetch."""

from clinic.core.db import db
from clinic.plans.models import BatchKind, BatchWhat, PieceState, PrintBatch, PrintBatchItem

HOW = {"what": BatchWhat.PLAN, "kind": BatchKind.PDF, "front": True, "left_out": 0}


def unfinished(world):
    """One that waits, one that could not be made."""
    return _batch(world, robin=PieceState.WAITING, stork=PieceState.FAILED)


def finished(world):
    """One that can be fetched."""
    return _batch(world, wren=PieceState.READY, stork=PieceState.READY)


def _batch(world, **states):
    batch = PrintBatch(owner_id=world.users["own"].id, made_at=world.at, **HOW)
    db.session.add(batch)
    db.session.flush()
    for position, (name, state) in enumerate(states.items(), 1):
        plan_id, draft = getattr(world.keys, name).plan, name == "robin"
        place = {"batch_id": batch.id, "position": position, "plan_id": plan_id}
        db.session.add(PrintBatchItem(**place, state=state, draft=draft))
    db.session.flush()
    return batch.id
