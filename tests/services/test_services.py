"""Each real service starts, does its one job and stops: a fake that agrees with us proves nothing."""

import subprocess
from pathlib import Path

import psycopg

from tests.services.chromium import Chromium
from tests.services.postgres import Server
from tests.tools import need

KAZAKH = "Қытайдан қашқан босқын әйелге төлқұжат берілген жоқ, ұлы мен інісі ауылда"
KAZAKH_ONLY = set("әғқңөұүһі")


def test_postgresql_keeps_a_row(postgres: Server) -> None:
    with psycopg.connect(postgres.dsn) as connection:
        connection.execute("create temporary table word (said text)")
        connection.execute("insert into word values (%s)", [KAZAKH])
        row = connection.execute("select said from word").fetchone()
    assert row == (KAZAKH,)


def test_chromium_sees_what_a_reader_sees(chromium: Chromium) -> None:
    html = "<p>Seen.<p style='display:none'>Hidden.<script>document.write('Run.')</script>"
    assert chromium.visible_text(html).strip() == "Seen."


def test_tesseract_keeps_kazakh_letters(chromium: Chromium, tmp_path: Path) -> None:
    tesseract = need("tesseract")
    html = f"<p lang=kk style='font: 28px DejaVu Sans, sans-serif'>{KAZAKH}"
    image = chromium.picture(html, tmp_path / "page.png")
    read = subprocess.run(
        [tesseract, image, "-", "-l", "kaz+rus", "--psm", "6"], capture_output=True, text=True, check=True
    ).stdout
    written, seen = KAZAKH.lower(), " ".join(read.split()).lower()
    assert set(written) & KAZAKH_ONLY <= set(seen)
    assert len(set(written.split()) & set(seen.split())) >= len(written.split()) - 2


def test_java_runs() -> None:
    assert "version" in subprocess.run([need("java"), "-version"], capture_output=True, text=True, check=True).stderr
