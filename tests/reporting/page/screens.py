"""How far down a page something stands, as Debian's Chromium lays it out."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.reporting.explorer.browser import program

OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--virtual-time-budget=5000",
)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def top_of(page: Path, anchor: str, folder: Path, width: int = 1440, height: int = 900) -> float:
    """Screens of `width` × `height` above the element `anchor` of `page`.

    A copy is laid out in `folder`, without the policy that forbids the script that measures. Skips the test
    where there is no Chromium.
    """
    script = (
        "<script>addEventListener('load', () => { document.documentElement.dataset.top = "
        f"document.getElementById('{anchor}').getBoundingClientRect().top + scrollY }})</script></head>"
    )
    text = _POLICY.sub("", page.read_text(encoding="utf-8"), count=1)
    copy = folder / "measured.html"
    copy.write_text(text.replace("</head>", script, 1), encoding="utf-8")
    window = f"--window-size={width},{height}"
    command = [
        program("chromium"),
        *OPTIONS,
        f"--user-data-dir={folder / 'profile'}",
        window,
        "--dump-dom",
        copy.as_uri(),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r'data-top="([\d.]+)"', shown)
    assert found, "the page was not laid out"
    return float(found[1]) / height
