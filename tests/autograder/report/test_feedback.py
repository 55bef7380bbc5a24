from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import re
import struct
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from autograder.errors import BadSubmission, StorageError
from autograder.report import studentwork
from autograder.report.export import write_gradescope
from autograder.report.feedback import write_feedback
from autograder.verdict import Graded, Verdict
from tests.autograder.sample_class import (
    EPSILON,
    UCB,
    blank,
    result,
    right,
    sample_class,
    wrong,
)

CANARY = "canary_7f3a_hidden"  # one word, lest highlighting splits it
EVIL = "</pre></textarea><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\"'`"


def png(width: int = 2, height: int = 2) -> str:
    """Return a small valid image whose header claims any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\x80\x80" * 2)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(parts)).decode()


def shown(**data: Any) -> dict[str, Any]:
    named = {key.replace("_", "/").replace("svg", "svg+xml"): value for key, value in data.items()}
    return {"output_type": "display_data", "data": named, "metadata": {}}


def said(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def code(source: str, *outputs: dict[str, Any], **nbgrader: Any) -> dict[str, Any]:
    metadata = {"nbgrader": nbgrader} if nbgrader else {}
    return {
        "cell_type": "code",
        "source": source,
        "outputs": list(outputs),
        "metadata": metadata,
        "execution_count": None,
    }


def solution(name: str, source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    marks = {"grade": False, "solution": True, "locked": False, "grade_id": f"bandits-{name}"}
    return code(source, *outputs, **marks)


def test_cell(name: str) -> dict[str, Any]:
    marks = {"grade": True, "solution": False, "locked": True, "grade_id": f"bandits-{name}-tests"}
    return code(f"assert {CANARY!r}", said(f"{CANARY} printed"), points=3, **marks)


def answer(text: str) -> dict[str, Any]:
    marks = {"grade": True, "solution": True, "locked": False, "grade_id": "bandits-when-greedy"}
    return {"cell_type": "markdown", "source": text, "metadata": {"nbgrader": marks}}


test_cell.__test__ = False


def page(root: Path, graded: Graded, cells: list[Any] | None = None) -> str:
    """Write the feedback for one student whose executed notebook holds ``cells``."""
    if cells is not None:
        path = (
            root / ".autograder" / graded.assignment / graded.student / f"{graded.notebook}.ipynb"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), "utf-8")
    write_feedback(root, [graded])
    folder = root / "feedback" / graded.student / graded.assignment
    return (folder / f"{graded.notebook}.html").read_text("utf-8")


class Reader(HTMLParser):
    """Collects what a browser would act on, and the text of each element with an id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text_in: dict[str, str] = {}
        self.open: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append((tag, found))
        if tag not in ("meta", "img", "br"):
            self.open.append(found.get("id"))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self.open):
            self.text_in[name] = self.text_in.get(name, "") + data

    def values(self, *names: str) -> Iterator[str]:
        return (found[name] or "" for _, found in self.tags for name in names if name in found)


def card(html: str, n: int) -> str:
    return " ".join(Reader(html).text_in[f"exercise-{n}"].split())


# What a student reads


def test_a_card_says_points_message_expected_got_and_hint(tmp_path: Path):
    text = card(page(tmp_path, result("ben", EPSILON)), 3)
    assert "0 of 3 points not yet right" in text
    assert EPSILON.message in text
    assert f"Expected {EPSILON.expected}Yours {EPSILON.got}" in text
    assert f"Hint. {EPSILON.hint}" in text


def test_a_card_shows_the_students_own_traceback_and_prints(tmp_path: Path):
    text = card(page(tmp_path, result("ben", UCB)), 5)
    assert "cell 14, line 4, in ucb1" in text
    assert "pulls = [0, 0, 0]" in text


def test_an_empty_blank_is_named_instead_of_an_exception(tmp_path: Path):
    text = card(page(tmp_path, result("cleo", blank("ucb1"))), 5)
    assert "not started" in text
    assert "This blank is still empty: mean plus a bonus that shrinks" in text
    assert "NotImplementedError" not in text


def test_a_waiting_answer_is_not_shown_as_zero(tmp_path: Path):
    html = page(tmp_path, result("anna"), [answer("When the arms drift.")])
    text = card(html, 8)
    assert "4 points, undecided waits for a person" in text
    assert "When the arms drift." in text
    assert "22</strong> <span>of 26 points so far" in html


def test_a_verdict_we_owe_is_not_shown_as_zero(tmp_path: Path):
    owed = replace(right("play"), status="ungraded", points=None, message="verifier: disk full")
    text = card(page(tmp_path, result("emil", owed)), 6)
    assert "5 points, undecided not graded yet" in text
    assert "It is not a zero" in text
    assert "disk full" not in text


def test_an_ungraded_submission_gets_a_page_with_its_reason(tmp_path: Path):
    html = page(tmp_path, sample_class()[-1])
    assert "bandits.ipynb is not a notebook" in html
    assert "This is not a zero" in html
    assert "of 26 points" not in html


def test_in_kernel_tests_are_reported_as_such(tmp_path: Path):
    html = page(tmp_path, result("anna", replace(right("play"), by="in-kernel")))
    assert "ran inside your own kernel" in card(html, 6)


# The student's own work


def test_code_outputs_and_pictures_stand_beside_their_exercise(tmp_path: Path):
    cells = [
        solution("ucb1", "def ucb1():\n    return 5", said("trying\n")),
        test_cell("ucb1"),
        code("plot(ucb1)", shown(image_png=png(), text_plain="<Figure>")),
        solution("play", "def play(): return 6"),
        test_cell("play"),
    ]
    html = page(tmp_path, result("anna"), cells)
    assert "def ucb1(): return 5" in card(html, 5)
    assert "trying" in card(html, 5)
    assert "plot(ucb1)" in card(html, 5)
    assert "def play(): return 6" in card(html, 6)
    images = [found for tag, found in Reader(html).tags if tag == "img"]
    assert [image["alt"] for image in images] == ["output of cell 3"]
    assert images[0]["src"] == f"data:image/png;base64,{png()}"


def test_a_solution_finds_its_exercise_by_name_wherever_it_stands(tmp_path: Path):
    cells = [solution("play", "PLAY = 1"), solution("ucb1", "UCB = 1"), test_cell("ucb1")]
    html = page(tmp_path, result("anna"), cells)
    assert "PLAY = 1" in card(html, 6)
    assert "UCB = 1" in card(html, 5)


def test_a_solution_of_another_name_belongs_to_the_next_test(tmp_path: Path):
    cells = [solution("my-own-name", "MINE = 1"), test_cell("play")]
    assert "MINE = 1" in card(page(tmp_path, result("anna"), cells), 6)


def test_python_is_highlighted(tmp_path: Path):
    html = page(tmp_path, result("anna"), [solution("play", "def f(): return 'x'")])
    assert '<span class="k">def</span>' in html


def test_progress_bars_show_only_their_last_state(tmp_path: Path):
    bar = said("10%\r50%\r100%\r\ndone\n", "stderr")
    text = card(page(tmp_path, result("anna"), [solution("play", "run()", bar)]), 6)
    assert "100% done" in text
    assert "50%" not in text


def test_colour_codes_vanish_from_errors(tmp_path: Path):
    error = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "no",
        "traceback": ["\x1b[0;31mValueError\x1b[0m: no"],
    }
    text = card(page(tmp_path, result("anna"), [solution("play", "run()", error)]), 6)
    assert "ValueError: no" in text
    assert "31m" not in text


def test_huge_outputs_keep_their_beginning_and_end(tmp_path: Path):
    flood = said("begin" + "x" * 3_000_000 + "end")
    outputs = [flood, *[said("y" * 20_000)] * 99]
    html = page(tmp_path, result("anna"), [solution("play", "run()", *outputs)])
    assert len(html) < 1_000_000
    assert re.search(r"beginx+\n… 2,990,008 characters left out …\nx+end", html)
    assert "60 more outputs are not shown." in html


def test_images_too_large_or_broken_are_named_not_embedded(tmp_path: Path):
    heavy = base64.b64encode(base64.b64decode(png()) + b"\0" * studentwork.IMAGE_BYTES).decode()
    images = [heavy, png(60_000, 60_000), "not base64!", base64.b64encode(b"GIF?").decode()]
    cell = solution("play", "show()", *(shown(image_png=image) for image in images))
    html = page(tmp_path, result("anna"), [cell])
    assert "<img" not in html
    assert html.count("is too large to be shown.") == 2
    assert html.count("An image that can&#39;t be read.") == 2


def test_many_images_cannot_make_a_page_endless(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(studentwork, "PAGE_IMAGE_BYTES", 200)
    cell = solution("play", "show()", *[shown(image_png=png())] * 10)
    assert 1 <= page(tmp_path, result("anna"), [cell]).count("<img") < 10


def test_html_outputs_are_replaced_by_their_text(tmp_path: Path):
    table = shown(text_html="<table><tr><td>7</td></tr></table>", text_plain="   a\n0  7")
    movie = shown(text_html="<video src=x>", text_plain="<IPython.core.display.HTML object>")
    html = page(tmp_path, result("anna"), [solution("play", "df", table, movie)])
    assert "0  7" in html
    assert "<table" not in html
    assert "<video" not in html
    assert "neither text nor image" in html


def test_a_gigantic_notebook_is_not_read_at_all(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(studentwork, "FILE_BYTES", 10)
    html = page(tmp_path, result("anna"), [solution("play", "MINE = 1")])
    assert "too large to be shown here" in html
    assert "MINE" not in html


# What a student never reads


def test_no_test_cell_reaches_the_page_neither_source_nor_output(tmp_path: Path):
    locked = code(f"x = {CANARY!r}", said(CANARY), grade=False, solution=False, locked=True)
    task = {"cell_type": "markdown", "source": CANARY, "metadata": {"nbgrader": {"task": True}}}
    prose = {"cell_type": "markdown", "source": CANARY, "metadata": {}}
    odd = [code(CANARY), code(CANARY), code(CANARY)]
    odd[0]["metadata"]["nbgrader"] = "solution"
    odd[1]["metadata"]["nbgrader"] = {"solution": "true", "locked": False}
    odd[2]["metadata"]["nbgrader"] = {"solution": True, "locked": True}
    cells = [solution("play", "MINE = 1"), test_cell("play"), locked, task, prose, *odd]
    html = page(tmp_path, result("anna"), cells)
    assert "MINE = 1" in card(html, 6)
    assert CANARY not in html
    assert CANARY not in (tmp_path / "feedback" / "bandits.html").read_text("utf-8")


@pytest.mark.parametrize(
    "cells", [None, 7, [7], [{}], [{"metadata": {}, "cell_type": "code", "source": 3}], {"a": 1}]
)
def test_a_missing_or_misshapen_notebook_still_gives_a_page(tmp_path: Path, cells: Any):
    html = page(tmp_path, result("ben", EPSILON), cells)
    assert EPSILON.message in html
    assert "can&#39;t be shown here" in html


def test_what_was_printed_in_a_hidden_test_is_not_on_the_page_nor_in_the_exports(tmp_path: Path):
    told = wrong("play", "no", printed="asked for 17")
    kept = replace(told, hidden=True)
    assert "asked for 17" in page(tmp_path / "open", result("anna", told), [])
    assert "asked for 17" not in page(tmp_path / "kept", result("anna", kept), [])
    for name, verdict in (("open", told), ("kept", kept)):
        write_gradescope([result("anna", verdict)], tmp_path / f"{name}-exports")
        text = (tmp_path / f"{name}-exports/anna/results.json").read_text()
        assert ("asked for 17" in text) is (name == "open")


# Hostile content


def hostile_page(root: Path) -> str:
    outputs = (
        said(EVIL),
        shown(text_plain=EVIL),
        shown(text_html=EVIL),
        shown(image_svg=f"<svg xmlns='http://www.w3.org/2000/svg'>{EVIL}</svg>"),
        shown(image_png=f'x" onerror="{EVIL}'),
        {"output_type": "error", "ename": EVIL, "evalue": EVIL, "traceback": [EVIL]},
    )
    bad = wrong("play", EVIL, expected=EVIL, got=EVIL, hint=EVIL, traceback=EVIL, printed=EVIL)
    forged = Verdict(f"bandits-{EVIL}-tests", "failed", 0.0, 1.0, EVIL)
    student = 'eve"><script>alert(3)<'.replace("/", "")
    graded = replace(result(student, bad), notes=(EVIL,))
    graded = replace(graded, verdicts=(*graded.verdicts, forged))
    return page(root, graded, [solution("play", f"# {EVIL}", *outputs), answer(EVIL), code(EVIL)])


def test_nothing_a_student_wrote_becomes_markup(tmp_path: Path):
    hostile_page(tmp_path)
    for path in (tmp_path / "feedback").rglob("*.html"):
        html = path.read_text("utf-8")
        reader = Reader(html)
        tags = {tag for tag, _ in reader.tags}
        assert not tags & {"iframe", "object", "embed", "link", "base", "form", "video"}
        assert [tag for tag, _ in reader.tags].count("script") == (path.parent.name == "feedback")
        assert not [name for _, found in reader.tags for name in found if name.startswith("on")]
        assert all(src.startswith("data:image/") for src in reader.values("src"))
        assert "49" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_every_page_forbids_requests_and_scripts(tmp_path: Path):
    write_feedback(tmp_path, sample_class())
    pages = list((tmp_path / "feedback").rglob("*.html"))
    assert len(pages) == 10
    for path in pages:
        html = path.read_text("utf-8")
        policy = next(f["content"] for _, f in Reader(html).tags if "http-equiv" in f)
        assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in policy
        scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
        hashes = [hashlib.sha256(script.encode()).digest() for script in scripts]
        allowed = [f"'sha256-{base64.b64encode(found).decode()}'" for found in hashes]
        assert re.findall(r"script-src (.*?)(?:;|$)", policy) == allowed
        assert not re.search(r"https?:|//cdn|@import|url\(", html)


@pytest.mark.parametrize("student", ["../anna", "..", "", "a/b", "a\0b", "\ud800"])
def test_a_bad_student_id_is_refused_before_anything_is_written(tmp_path: Path, student: str):
    with pytest.raises(BadSubmission):
        write_feedback(tmp_path, [result("anna"), result(student)])
    assert list(tmp_path.iterdir()) == []


def test_a_link_out_of_the_feedback_folder_is_refused(tmp_path: Path):
    (tmp_path / "elsewhere" / "bandits").mkdir(parents=True)
    (tmp_path / "feedback").mkdir()
    (tmp_path / "feedback" / "anna").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadSubmission, match="symbolic link"):
        write_feedback(tmp_path, [result("anna")])


# The overview


def test_the_overview_links_to_every_page_that_exists(tmp_path: Path):
    results = [*sample_class(), result("50% #1?")]
    index = write_feedback(tmp_path, results)
    assert index == tmp_path / "feedback" / "bandits.html"
    links = [href for href in Reader(index.read_text("utf-8")).values("href") if href[0] != "#"]
    assert len(links) == len(results) + 1
    assert all((index.parent / unquote(href)).is_file() for href in links)


def test_the_overview_tells_ungraded_from_zero_and_names_the_failing_test(tmp_path: Path):
    html = write_feedback(tmp_path, sample_class()).read_text("utf-8")
    assert "bandits.ipynb is not a notebook: JSON ends at line 3" in html
    assert "—/26" in html
    assert "4 of 7" in html
    assert "No sandbox was in force for zoë." in html


def test_feedback_is_written_for_one_assignment_at_a_time(tmp_path: Path):
    with pytest.raises(ValueError, match="got none"):
        write_feedback(tmp_path, [])
    with pytest.raises(ValueError, match="got bandits, dqn"):
        write_feedback(tmp_path, [result("anna"), replace(result("anna"), assignment="dqn")])


# Files


def test_writing_twice_gives_the_same_bytes(tmp_path: Path):
    pages = []
    for _ in range(2):
        write_feedback(tmp_path, sample_class())
        found = sorted((tmp_path / "feedback").rglob("*"))
        pages.append({path: path.read_bytes() for path in found if path.is_file()})
    assert pages[0] == pages[1]


def test_a_full_disk_leaves_the_old_page_whole(tmp_path: Path, monkeypatch):
    before = page(tmp_path, result("anna"))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        write_feedback(tmp_path, [result("anna", EPSILON)])
    found = [path for path in (tmp_path / "feedback").rglob("*") if path.is_file()]
    expected = [
        *("bandits.html", "bandits.html", "index.html"),
        *("submission_secret.txt", "timestamp.txt"),
    ]
    assert sorted(path.name for path in found) == expected
    assert (tmp_path / "feedback/anna/bandits/bandits.html").read_text("utf-8") == before


def test_only_pages_that_would_read_otherwise_are_written_again(tmp_path: Path):
    def written() -> set[str]:
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "feedback").rglob("*.html")}
        write_feedback(tmp_path, [result("anna", EPSILON), result("ben"), result("cleo")])
        after = {path: path.stat().st_mtime_ns for path in (tmp_path / "feedback").rglob("*.html")}
        return {
            path.parts[-3]
            for path in after
            if before.get(path) != after[path] and path.parts[-2] == "bandits"
        }

    write_feedback(tmp_path, [result("anna"), result("ben"), result("cleo")])
    assert written() == {"anna"}
    assert written() == set()
    (tmp_path / "feedback/ben/bandits/bandits.html").write_text("somebody else's")
    (tmp_path / "feedback/cleo/bandits/bandits.html").unlink()
    assert written() == {"ben", "cleo"}
    work = tmp_path / ".autograder/bandits/ben/bandits.ipynb"
    work.parent.mkdir(parents=True)
    work.write_text(json.dumps({"cells": [solution("play", "MINE = 1")], "metadata": {}}))
    assert written() == {"ben"}
    assert ">MINE<" in (tmp_path / "feedback/ben/bandits/bandits.html").read_text("utf-8")


# Legibility


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card", "well"])
def test_every_colour_of_text_has_enough_contrast(tmp_path: Path, scheme: str, ground: str):
    html = page(tmp_path, result("anna"))
    found = re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", html)
    half = len(found) // 2
    colours = dict(found[:half] if scheme == "light" else found[half:])
    for name in ("ink", "soft", "accent", "care", "keyword", "string", "figure", "comment"):
        bright, dim = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, (name, ground)


def test_headings_descend_without_a_gap_and_landmarks_exist_once(tmp_path: Path):
    html = page(tmp_path, result("ben", UCB), [solution("ucb1", "def ucb1(): pass")])
    tags = [tag for tag, _ in Reader(html).tags]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert (tags.count("main"), tags.count("nav"), tags.count("footer")) == (1, 1, 1)
    ids = list(Reader(html).values("id"))
    assert len(ids) == len(set(ids))


@pytest.mark.browser
def test_a_browser_runs_nothing_a_student_wrote(tmp_path: Path):
    hostile_page(tmp_path)
    path = next((tmp_path / "feedback").glob("eve*/bandits/bandits.html"))
    chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    where = [f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", path.as_uri()]
    dom = subprocess.run([*chromium, *quiet, *where], capture_output=True, text=True, timeout=60)
    assert dom.returncode == 0
    reader = Reader(dom.stdout)
    assert "script" not in {tag for tag, _ in reader.tags}
    assert "exercise-9" in reader.text_in
