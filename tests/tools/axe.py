"""What axe-core, the accessibility checker, holds against a page in a real browser."""

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()


def violations(page):
    """Each broken rule in one line: which, how bad, where."""
    found = _AXE.run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]
