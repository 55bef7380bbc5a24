"""The page answers nobody but whoever has its address, names nobody, and says what is wrong in a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nbformat.v4 import new_markdown_cell

from course.marking.shown import HIDDEN, Mask, Pictures, cells_html
from tests.course.marking.classroom import (
    CLASS,
    DRAWN,
    NAMES,
    TASK,
    WHY,
    answer_of,
    ask,
    copied,
    desk_of,
    question,
    served,
)
from tests.course.marking.test_desk import by_formgrader, in_gradebook


@pytest.fixture(scope="module")
def page(
    graded_class: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """Serve one class for all tests here, and return the page's address and the course."""
    root = copied(graded_class, tmp_path_factory.mktemp("served") / "class")
    with served(root) as url:
        yield url, root


def post(url: str, path: str, body: object, **headers: str) -> tuple[int, str]:
    """Send what the page would send."""
    parts = urlsplit(url)
    headers = {"Origin": f"http://{parts.netloc}", "Content_Type": "application/json", **headers}
    return ask(
        url + path, body if isinstance(body, bytes) else json.dumps(body).encode(), **headers
    )


def entry(root: Path, student: str, **what: object) -> tuple[str, dict[str, object]]:
    """Return the path of a question, and what gives points to a student's answer."""
    desk = desk_of(root)
    answer = answer_of(desk, student)
    body = {"answer": answer.key, "version": answer.version, "seen": answer.mark.points, **what}
    return f"q/{question(desk).key}", body


def test_neither_pages_nor_addresses_nor_pictures_name_anybody(page: tuple[str, Path]):
    url, root = page
    by_formgrader(root, "ada", manual_score=1)
    pages = [ask(url)[1]]
    for name in (WHY, DRAWN, TASK):
        address = f"{url}q/{question(desk_of(root), name).key}"
        pages += [ask(address)[1], ask(f"{address}/now")[1]]
    names = [*CLASS, *(part for both in NAMES.values() for part in both)]
    text = "\n".join(pages).replace(urlsplit(url).path, "/")  # which is drawn by lot
    found = [name for name in names if re.search(rf"(?<!\w){name}(?!\w)", text, re.I)]
    assert found == ["Evil"], "evil.invalid is an address in an answer"
    assert HIDDEN in text
    pictures = re.findall(r'src="([^"]+)"', pages[1]) + re.findall(r'src="([^"]+)"', pages[3])
    assert len([p for p in pictures if "/picture/" in p]) >= 2
    assert {p for p in pictures if "ada" in p.lower()} == set()


def test_a_picture_is_served_as_nothing_but_a_picture(page: tuple[str, Path]):
    url, root = page
    text = ask(f"{url}q/{question(desk_of(root)).key}")[1]
    (name,) = set(re.findall(r"/picture/([\w.]+)", text))
    assert ask(f"{url}picture/{name}")[0] == 200
    for other in ("../open.html", "open.html", "x.png", name.replace(".png", ".svg")):
        assert ask(f"{url}picture/{other}")[0] == 404


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        (lambda url: url[:-2] + "/", {}),
        (lambda url: re.sub(r"[^/]+/$", "x/", url), {}),
        (lambda url: re.sub(r"[^/]+/$", "é/", url).replace("é", "%C3%A9"), {}),
        (lambda url: url, {"Host": "evil.invalid"}),
        (lambda url: url, {"Host": "127.0.0.1.evil.invalid:80"}),
        (lambda url: url, {"Host": ""}),
        (lambda url: url, {"Origin": "http://evil.invalid"}),
        (lambda url: url, {"Origin": "null"}),
        (lambda url: url, {"Origin": "http://127.0.0.1:1"}),
    ],
    ids=["short", "token", "accent", "host", "longer host", "no host", "origin", "null", "port"],
)
def test_who_has_not_the_address_or_comes_from_elsewhere_gets_one_line(
    page: tuple[str, Path], change, headers: dict[str, str]
):
    status, said = ask(change(page[0]), **headers)
    assert status == 403
    assert len(json.loads(said)["error"].splitlines()) == 1


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.invalid"}, {"Content_Type": "text/plain"}, {"Host": "evil.invalid"}],
    ids=["origin", "form", "host"],
)
def test_another_page_can_give_no_points(page: tuple[str, Path], headers: dict[str, str]):
    url, root = page
    path, body = entry(root, "bob17", points=3)
    assert post(url, f"{path}/points", body, **headers)[0] == 403
    parts = urlsplit(url)
    elsewhere = f"http://{parts.netloc}/x/"
    assert post(elsewhere, f"{path}/points", body)[0] == 403
    without = {"Content_Type": "application/json"}
    assert ask(f"{url}{path}/points", json.dumps(body).encode(), **without)[0] == 403
    assert in_gradebook(root, "bob17")["manual_score"] is None


def test_the_page_may_run_and_load_nothing_but_its_own(page: tuple[str, Path]):
    import urllib.request

    with urllib.request.urlopen(page[0]) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == rules["img-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    ("points", "line"),
    [(4, "from 0 to 3"), (-0.5, "from 0 to 3"), ("two", "from 0 to 3"), (None, "")],
    ids=["more", "less", "a word", "nothing"],
)
def test_points_that_can_t_be_given_are_refused_with_a_line(
    page: tuple[str, Path], points: object, line: str
):
    url, root = page
    path, body = entry(root, "dan", points=points)
    status, said = post(url, f"{path}/points", body)
    assert (status, line in said) == (400 if line else 200, True)
    assert in_gradebook(root, "dan")["manual_score"] is None


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"nonsense", b"\xff", b"[" * 100_000, b'{"answer": 1, "version": 2}'],
    ids=lambda body: repr(body)[:12],
)
def test_what_no_page_sends_is_refused_with_a_line(page: tuple[str, Path], body: bytes):
    url, root = page
    path, _ = entry(root, "dan")
    for what in ("points", "comment", "nothing", "keep"):
        status, said = post(url, f"{path}/{what}", body)
        assert status == 400, (what, said)
        assert len(json.loads(said)["error"].splitlines()) == 1


def test_a_question_or_an_answer_that_is_gone_is_told_in_a_line(page: tuple[str, Path]):
    url, root = page
    path, body = entry(root, "dan", points=1)
    assert "list of questions" in post(url, "q/abcdef/points", body)[1]
    assert "no longer there" in post(url, f"{path}/points", {**body, "answer": "0" * 16})[1]
    status, said = post(url, f"{path}/points", {**body, "version": "0"})
    assert (status, "another answer" in said) == (409, True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("By Ada Lovelace, 2026", f"By {HIDDEN}, 2026"),
        ("Lovelace, Ada", HIDDEN),
        ("Name: Ada\nIt is fair.", f"{HIDDEN}\nIt is fair."),
        ("- ada -", HIDDEN),
        ("/home/ada/x.png", f"/home/{HIDDEN}/x.png"),
        ("adamant, and Ada says", "adamant, and Ada says"),
    ],
)
def test_a_signature_is_covered_and_a_word_is_not(text: str, shown: str):
    assert Mask("ada", "Ada", "Lovelace").over(text) == shown


def test_a_login_with_a_digit_is_covered_wherever_it_stands():
    assert Mask("jd12").over("I am JD12; jd123 is not me") == f"I am {HIDDEN}; jd123 is not me"


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 12_000,
        "![" * 30_000,
        "\\begin{align}\n" * 4_000,
        "<b>" * 1_500 + "$x$" * 500,
        "a" * 99_999,
    ],
    ids=["tags", "pictures", "formulas", "many of both", "long"],
)
def test_an_answer_longer_or_wilder_than_any_is_shown_as_far_as_it_goes(text: str, tmp_path: Path):
    shown = cells_html([new_markdown_cell(text)], Pictures(tmp_path, "/"))
    assert 1_000 < len(shown) < 200_000
    assert ("more characters" in shown) == (len(text) > 30_000)


def test_no_text_of_a_student_can_pass_for_a_formula_or_a_picture_of_ours(tmp_path: Path):
    text = '[0123456789abcdef:0] <span class="math">x</span> <img src="/T/picture/a.png"> $a<b$'
    shown = cells_html([new_markdown_cell(text)], Pictures(tmp_path, "/"))
    assert shown.count('class="math"') == 1
    assert '<span class="math">a&lt;b</span>' in shown
    assert "<img" not in shown
