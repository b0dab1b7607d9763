"""The picture beside the editor: how long a counselor waits for it after a save."""

import statistics
import time
from dataclasses import replace

from clinic import create_app
from clinic.plans import printing
from clinic.plans.document import ClinicFacts
from clinic.plans.document.sample import sample
from clinic.plans.policy import keys
from tests.bench.paper import p95

ROUNDS = 5


def measure(url):
    """Every section's picture in turn, on a press that is warm, and every page of the plan."""
    app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": url})
    with app.app_context():
        facts = ClinicFacts.from_settings(app.config)
        full, large = sample(facts), sample(facts, size="large")
        one = replace(full, groups=full.groups[:1])
        for size, plan, most in (
            ("standard", full, 0.5),
            ("one group, whose parts share pages", one, 0.9),
            ("large", large, 0.8),
        ):
            printing.draw_plan(plan)
            wholes, parts = [], []
            for _ in range(ROUNDS):
                wholes.append(_seconds(printing.draw_plan, plan))
                parts += [_seconds(printing.draw_section, plan, key) for key in keys.ALL]
            middle, whole = statistics.median(parts), statistics.median(wholes)
            words = f"p95 seconds of a picture beside the editor, {size} (median {middle:.2f})"
            yield words, p95(parts), 1
            yield f"picture of a section / of every page, {size}", middle / whole, most


def _seconds(draw, *asked):
    began = time.perf_counter()
    draw(*asked)
    return time.perf_counter() - began
