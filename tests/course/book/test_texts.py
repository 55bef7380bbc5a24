"""The course's own texts, as the book shows them: found by the words people search for, and referring to what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.errors import BadSource
from course.book.chapter import Chapter, code_cells, exercises, read_chapters
from course.book.pages import HERE, contents, environment, see
from course.book.results import read_sources

REPO = Path(__file__).resolve().parents[3]
CHAPTERS = {chapter.name: chapter for chapter in read_chapters(REPO)}
TERMS = {  # what whoever looks for it types, on the page in its title, its description or a heading
    "bandits": ("multi-armed bandits", "regret", "ε-greedy", "UCB1", "Thompson sampling"),
    "value_iteration": (
        "value iteration",
        "policy iteration",
        "policy evaluation",
        "Bellman",
        "returns",
        "Markov decision processes",
    ),
    "gridworld": ("Q-learning", "Expected Sarsa", "gridworld", "temporal-difference", "off-policy"),
    "wolf_fight": ("reward shaping", "Markov"),
    "cartpole_bins": ("discretisation", "state aggregation", "CartPole", "Q-learning"),
    "policy_gradients": (
        "policy gradients",
        "policy-gradient theorem",
        "REINFORCE",
        "returns",
        "baseline",
    ),
    "dqn": ("DQN", "deep Q-networks", "replay memory", "target network", "Double DQN", "TD loss"),
    "pixels": ("actor and critic", "PPO", "convolution", "pixels"),
    "ms_pacman": ("linear function approximation", "Sarsa", "features", "n-step"),
    "muzero": ("MuZero", "Dyna-Q", "Monte Carlo tree search", "planning"),
    "recommender": ("contextual bandits", "recommender systems", "LinUCB", "off-policy evaluation"),
}
PROCESSOR = re.compile(r"time\.(?:process_time|thread_time)\b")
CLOCK = re.compile(r"\btime\.(?!process_time\b|thread_time\b)\w+|\bdatetime\b|%%?timeit?\b")
CITED = re.compile(
    r"\*\*(?P<authors>[^*]+)\*\*,\s+\*(?P<title>[^*]+)\*,(?P<rest>[^:]*?)\b(?P<year>\d{4})\."
)


def headings(chapter: Chapter) -> list[str]:
    """Return all headings of a chapter, its title first."""
    return re.findall(r"^#{1,3} .+$", prose(chapter), re.MULTILINE)


@pytest.mark.parametrize("name", TERMS)
def test_a_chapter_is_found_by_the_terms_it_teaches(name: str):
    chapter = CHAPTERS[name]
    assert 60 <= len(chapter.about) <= 160, "search engines show so much of it"
    found = "\n".join([chapter.about, *headings(chapter)]).lower()
    assert [term for term in TERMS[name] if term.lower() not in found] == []


def test_every_chapter_has_a_description_and_a_title_that_says_what_it_is_about():
    for chapter in CHAPTERS.values():
        assert len(chapter.about) > 20, (
            f"{chapter.name}: tell it in course/book/texts/chapters.toml"
        )
        assert " · " in chapter.title, f"{chapter.name}: a story, and behind it what it is about"


def test_the_landing_page_says_at_once_what_the_course_is_about():
    text = (HERE / "texts" / "index.md").read_text(encoding="utf-8")
    first = text.partition("</div>")[2].strip().partition("\n\n")[0]
    for term in ("reinforcement learning", "Python", "bandits", "Q-learning", "policy gradients"):
        assert term in first


def test_every_word_of_the_glossary_leads_to_a_chapter_and_to_sections_that_exist():
    source = (HERE / "texts" / "glossary.md").read_text(encoding="utf-8")
    named = re.findall(r'<< see\("(\w+)"', source)
    entries = source.count("\n\n", source.index("```{glossary}")) + 1
    assert len(named) == entries >= 70
    assert set(named) <= set(CHAPTERS)
    chapters = list(CHAPTERS.values())
    made = environment(chapters).get_template("texts/glossary.md").render()
    assert set(re.findall(r"\]\((\w+)\.ipynb\)", made)) == set(named)
    with pytest.raises(BadSource, match=r"no section 6\.10"):
        see(chapters, "gridworld", "6.5", "6.10")


def test_the_glossary_has_what_people_look_up():
    text = (HERE / "texts" / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"^(?![ `#]|---)(\S.*)$", text.partition("```{glossary}\n")[2], re.MULTILINE)
    asked = """SARSA, TD, MDP, REINFORCE, DQN, policy iteration, softmax, step size, on-policy, off-policy,
    Monte Carlo method, function approximation, semi-gradient, deadly triad, value iteration, policy evaluation,
    replay memory, target network, reward shaping, return, discretisation, Q-learning, importance sampling"""
    assert {word.strip() for word in asked.split(",")} <= set(words)
    assert len(words) == len(set(words))


def test_a_section_of_three_numbers_is_one_section_and_not_two():
    text = "## A\n\n●○○ · 5 minutes · Sutton & Barto, sections 9.3 and 9.5.4 (a single tiling); Bayes 1763"
    assert exercises(text)[0].sections == ("9.3", "9.5.4")


def test_every_section_of_sutton_and_barto_that_is_cited_is_in_its_table_of_contents():
    known = contents()
    cited = {s for x in CHAPTERS.values() for exercise in x.exercises for s in exercise.sections}
    assert cited <= set(known)
    notation = (HERE / "notation.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split("|")[-1] for line in notation.splitlines() if "|" in line]
    sections = {s for row in rows for s in re.findall(r"\d+\.\d+(?:\.\d+)?", row)}
    assert sections <= set(known)


def test_every_reference_is_cited_by_a_chapter():
    texts = {x.name: prose(x) for x in CHAPTERS.values()}
    everything = "\n".join(texts.values())
    references = (HERE / "texts" / "references.md").read_text(encoding="utf-8")
    entries = list(CITED.finditer(references))
    assert len(entries) == references.count("\n: ") > 30, (
        "each entry: **authors**, *title*, place, year."
    )
    lost = []
    for entry in entries:
        first = re.split(r" and |,", entry["authors"])[0].split()[-1]
        by_year = (
            rf"{first}\b[^\n]{{0,120}}{entry['year']}|{first}\b.{{0,40}}\n.{{0,60}}{entry['year']}"
        )
        if not re.search(by_year, everything) and entry["title"].lower() not in everything.lower():
            lost.append(entry[0][:70])
    assert lost == []


def test_every_source_of_a_published_number_is_one_that_a_chapter_prints():
    code = "\n".join(cell.source for x in CHAPTERS.values() for cell in code_cells(x.nb))
    assert [name for name in read_sources() if f"[{name}]" not in code] == []


def test_seconds_that_a_chapter_prints_are_those_of_the_processor():
    clocks = {
        f"{x.name}: {found}"
        for x in CHAPTERS.values()
        for cell in code_cells(x.nb)
        for found in CLOCK.findall(cell.source)
    }
    assert not clocks, "a busy machine slows the clock down: time.process_time, or a ratio"
    assert any(PROCESSOR.search(cell.source) for cell in code_cells(CHAPTERS["dqn"].nb))


def prose(chapter: Chapter) -> str:
    """Return all that a chapter says outside of its code."""
    return "\n".join(c.source for c in chapter.nb.cells if c.cell_type == "markdown")
