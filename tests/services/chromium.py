"""Debian's Chromium, driven by plain playwright: a second opinion on what a page shows, and a maker of pictures."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Playwright, sync_playwright

Result = TypeVar("Result")

# A browser in a test asks nobody for anything: no updates, no safe-browsing lists, no names resolved.
ALONE = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


@dataclass(frozen=True, slots=True)
class Chromium:
    """A running browser in a thread of its own: playwright leaves an event loop behind, and Django refuses to work
    in a thread that has one."""

    thread: ThreadPoolExecutor
    browser: Browser

    def do(self, job: Callable[[Browser], Result]) -> Result:
        """Run a job with the browser, in its thread."""
        return self.thread.submit(job, self.browser).result()

    def visible_text(self, html: str) -> str:
        """What a reader of the page sees, scripts off, in the browser's own reading."""
        return self.do(lambda browser: _visible_text(browser, html))

    def picture(self, html: str, path: Path) -> Path:
        """The page as a picture, sharp enough to be read by machine."""
        return self.do(lambda browser: _picture(browser, html, path))


@contextmanager
def running(program: Path) -> Iterator[Chromium]:
    with ThreadPoolExecutor(max_workers=1) as thread:
        playwright = thread.submit(sync_playwright().start).result()
        try:
            browser = thread.submit(_launch, playwright, program).result()
            yield Chromium(thread, browser)
            thread.submit(browser.close).result()
        finally:
            thread.submit(playwright.stop).result()


def _launch(playwright: Playwright, program: Path) -> Browser:
    flags = ALONE + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return playwright.chromium.launch(executable_path=program, args=flags)


def _visible_text(browser: Browser, html: str) -> str:
    context = browser.new_context(java_script_enabled=False, offline=True)
    try:
        page = context.new_page()
        page.set_content(html, wait_until="domcontentloaded")
        return str(page.evaluate("document.body.innerText"))
    finally:
        context.close()


def _picture(browser: Browser, html: str, path: Path) -> Path:
    context = browser.new_context(device_scale_factor=3, viewport={"width": 900, "height": 300}, offline=True)
    try:
        page = context.new_page()
        page.set_content(html, wait_until="load")
        page.screenshot(path=path)
    finally:
        context.close()
    return path
