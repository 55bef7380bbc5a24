"""Pages that Formgrader makes of what we hand it: nothing of a student's runs, asks or loads."""

from __future__ import annotations

import base64
from importlib.resources import files
from pathlib import Path

import nbformat.v4
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from playwright.sync_api import Route, sync_playwright
from traitlets.config import Config

from autograder.notebook.harmless import harmless_html, harmless_markdown, make_harmless
from tests.autograder.notebooks import answer, code, notebook, written
from tests.conftest import find_browser
from tests.course.test_browser import QUIET

RAN = "document.documentElement.dataset.ran = 'yes'"
ELSEWHERE = "http://elsewhere.invalid/loot"
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()
MARKUP = [
    f"<script>{RAN}</script>",
    f'<img src=x onerror="{RAN}">',
    f'<svg onload="{RAN}"><script>{RAN}</script></svg>',
    f'<details open ontoggle="{RAN}"><summary>x</summary></details>',
    f'<video><source onerror="{RAN}" src=x></video>',
    f'<iframe srcdoc="<script>parent.{RAN}</script>"></iframe>',
    f"<form action='{ELSEWHERE}'><button autofocus onfocus=\"{RAN}\">press</button></form>",
    f'<a href="javascript:{RAN}">follow</a>',
    f'<math><a xlink:href="javascript:{RAN}">follow</a></math>',
    f"<img src='{ELSEWHERE}.png'><link rel=stylesheet href='{ELSEWHERE}.css'>",
    f"<style>@import '{ELSEWHERE}.css';</style><p style=\"background:url({ELSEWHERE}.png)\">x</p>",
    f"<meta http-equiv=refresh content=\"0;url={ELSEWHERE}\"><base href='{ELSEWHERE}/'>",
    f"<object data='{ELSEWHERE}'></object><embed src='{ELSEWHERE}'>",
    f'<noscript><p title="</noscript><img src=x onerror={RAN.replace(" ", "")}>"></noscript>',
    f"<textarea></textarea><script>{RAN}</script>",
]
MARKDOWN = [
    *MARKUP,
    f"[follow](javascript:{RAN.replace(' ', '')})",
    f"[a [b] c](<javascript:{RAN}>)",
    f"[follow][ref]\n\n[ref]: javascript:{RAN.replace(' ', '')}",
    f"![picture]({ELSEWHERE}.png)",
    f"![picture][pic]\n\n[pic]: {ELSEWHERE}.png",
    f"<{ELSEWHERE}>",
    f'![x]( {ELSEWHERE}.png "t")',
    f"[follow](&#106;avascript:{RAN.replace(' ', '')})",
]


def hostile(texts: list[str]) -> NotebookNode:
    """Return a graded notebook with these texts wherever a student can put some."""
    made = notebook(
        *(written(f"why-{i}", text) for i, text in enumerate(texts)),
        *(nbformat.v4.new_markdown_cell(text) for text in texts),
        *(nbformat.v4.new_raw_cell(text) for text in texts),
        answer("f", "1"),
        code("2"),
    )
    for cell in made.cells[-2:]:
        for text in texts:
            for kind in ("text/html", "text/markdown", "text/latex", "image/svg+xml", "text/plain"):
                data = {kind: text}
                cell.outputs.append(nbformat.v4.new_output("display_data", data=data))
            cell.outputs.append(nbformat.v4.new_output("stream", name="stdout", text=text))
            cell.outputs.append(
                nbformat.v4.new_output("error", ename=text, evalue=text, traceback=[text])
            )
        for kind in ("application/javascript", "text/vnd.mermaid", "application/vnd.other"):
            data = {kind: f"</pre><script>{RAN}</script>"}
            cell.outputs.append(nbformat.v4.new_output("display_data", data=data))
        bad = {"image/png": f'x" onerror="{RAN}'}
        sizes = {"image/png": {"width": f'1" onload="{RAN}', "height": 5}}
        cell.outputs.append(nbformat.v4.new_output("display_data", data=bad, metadata=sizes))
        good = {"image/png": PICTURE}
        cell.outputs.append(nbformat.v4.new_output("display_data", data=good, metadata=sizes))
    return made


def as_page(graded: NotebookNode) -> str:
    """Return the page that Formgrader shows of a notebook."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    templates = files("nbgrader") / "server_extensions/formgrader/templates"
    config.HTMLExporter.extra_template_basedirs = [str(templates)]
    told = {"notebook_id": "tiny", "assignment_id": "tiny", "student": "eve", "base_url": "/b"}
    more = {"index": 0, "total": 1, "submission_id": "1", "first_name": "", "last_name": ""}
    exporter = HTMLExporter(config=config)
    return exporter.from_notebook_node(graded, resources={**told, **more, "notebook_path": "x"})[0]


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore:Your element with mimetype:UserWarning")
def test_nothing_of_a_student_s_runs_or_loads_in_formgrader(tmp_path: Path):
    ran, asked, links = visited(as_page(make_harmless(hostile(MARKDOWN))), tmp_path)
    assert not ran
    assert not [address for address in asked if "elsewhere" in address]
    assert not [link for link in links if "script" in link.partition(":")[0].lower()]


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore:Your element with mimetype:UserWarning")
def test_this_test_would_notice_if_it_did(tmp_path: Path):
    assert visited(as_page(hostile(MARKUP[:3])), tmp_path)[0]


def visited(html: str, folder: Path) -> tuple[bool, list[str], list[str]]:
    """Open a page; return whether a student's code ran, what was asked for, and where links lead."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        (route.continue_ if route.request.url.startswith("file:") else route.abort)()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto((folder / "page.html").as_uri())
        ran = page.evaluate("document.documentElement.dataset.ran || ''")
        links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href') || '')")
        browser.close()
    return bool(ran), asked, links


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, *stressed* and `code < 1`, with 3 < 4 & 5 > 4.",
        "$\\sum_{i < n} \\gamma^i r_i$ and\n\n$$ Q(s, a) \\leftarrow \\alpha $$",
        "| a | b |\n|--|--|\n| 1 | 2 |",
        "![pasted](attachment:image.png) and ![beside](pictures/d.png) and [above](#Exercise-1)",
        "- a list\n  1. in a list\n\n> quoted",
        "```python\nif a <= b: x[0](1)\n```",
    ],
)
def test_what_honest_students_write_stays_letter_by_letter(text: str):
    assert harmless_markdown(text) == text


def test_tables_pictures_films_and_colours_of_honest_outputs_stay():
    table = '<table border="1" class="dataframe"><tbody><tr><td>1</td></tr></tbody></table>'
    film = '<video controls loop src="data:video/mp4;base64,AAAA"></video>'
    picture = '<img alt="A plot." src="data:image/png;base64,AAAA">'
    colour = '<span style="color: red;">x</span>'
    for text in (table, film, picture, colour):
        assert harmless_html(text).replace('=""', "") == text


def test_a_drawing_becomes_a_picture_and_what_is_unknown_is_left_out_with_a_word():
    drawing = nbformat.v4.new_output("display_data", data={"image/svg+xml": "<svg/>"})
    widget = nbformat.v4.new_output("display_data", data={"application/javascript": RAN})
    made = notebook(code("1"))
    made.cells[0].outputs = [drawing, widget]
    cleaned = make_harmless(made).cells[0].outputs
    assert cleaned[0].data["text/html"].startswith('<img alt="A drawing." src="data:image/svg+xml')
    assert "not shown here" in cleaned[1].data["text/plain"]


def test_the_instructor_s_own_text_is_left_alone():
    made = notebook(written("why", "x"))
    made.cells[0].metadata.nbgrader.update(grade=False, solution=False, locked=True)
    made.cells[0].source = "<script>ours</script>"
    assert make_harmless(made).cells[0].source == "<script>ours</script>"


@pytest.mark.parametrize(
    "output",
    [
        {"data": {"text/html": [["x"]], "text/plain": [1], "image/png": {}}, "metadata": []},
        {"data": [], "metadata": {"image/png": "wide"}},
        {"data": None},
        {},
    ],
    ids=repr,
)
@pytest.mark.parametrize("kind", ["display_data", "execute_result"])
def test_outputs_of_no_form_at_all_are_left_out(kind: str, output: dict):
    made = notebook(code("1"))
    made.cells[0].outputs = [nbformat.from_dict({"output_type": kind, **output})]
    assert "not shown here" in make_harmless(made).cells[0].outputs[0].data["text/plain"]


def test_what_has_more_marks_than_any_page_is_shown_as_it_was_written():
    shown = harmless_html("<b>x</b><script>1</script>" * 20_000)
    assert shown.startswith("<pre>&lt;b&gt;")
    assert len(shown) < 30_000
