"""Make the pictures of README from the demo clinic: ``python -m tests.tools.pictures [FOLDER]``."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from playwright.sync_api import sync_playwright

from clinic.demo.people import PASSWORD

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
CLIENT = "Maya Reyes"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(folder: Path) -> None:
    """Fill a demo clinic of its own, walk through it and save what is seen."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, served(Path(place)), sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        sign_in(page)
        page.screenshot(path=folder / "today.png")
        page.get_by_role("link", name=CLIENT).first.click()
        page.screenshot(path=folder / "client.png", full_page=True)
        client = page.url
        page.goto(f"{client}/find-a-group")
        page.screenshot(path=folder / "finder.png")
        page.goto(f"{client}/plan")
        page.locator("#picture img").wait_for()
        page.screenshot(path=folder / "plan.png")
        browser.close()
        sample(Path(place) / "sample.pdf", folder / "plan-page-1.png")


@contextmanager
def served(place: Path):
    """Serve a demo clinic kept in a folder of its own."""
    settings = {
        "CLINIC_MODE": "demo",
        "CLINIC_SECURE_COOKIES": "false",
        "CLINIC_INSTANCE": str(place),
    }
    surroundings = {**os.environ, **settings}
    flask = [sys.executable, "-m", "flask", "--app", "clinic"]
    for words in (["db", "upgrade"], ["demo"]):
        subprocess.run([*flask, *words], env=surroundings, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([*flask, "run", "-p", str(PORT)], env=surroundings)
    try:
        wait_until_up()
        yield
    finally:
        server.terminate()
        server.wait()


def wait_until_up() -> None:
    """Wait until the server answers, for half a minute at most."""
    for _try in range(150):
        try:
            urllib.request.urlopen(f"{HOME}/sign-in", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the demo clinic does not answer")


def sign_in(page) -> None:
    """Come in as the counselor of the demo."""
    page.goto(f"{HOME}/sign-in")
    page.get_by_label("Email").fill("dana@demo.test")
    page.get_by_label(re.compile("^Password")).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{HOME}/")


def sample(pdf: Path, picture: Path) -> None:
    """Save the first page of the sample plan."""
    flask = [sys.executable, "-m", "flask", "--app", "clinic"]
    subprocess.run([*flask, "plans", "sample", "-o", str(pdf)], check=True)
    document = pypdfium2.PdfDocument(pdf)
    document[0].render(scale=1.2).to_pil().save(picture)
    document.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
