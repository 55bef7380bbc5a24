"""How Sphinx is set up. Nothing here leads out of the site: no fonts, scripts or pictures from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAME = "Peter and the Wolf"
TITLE = f"{NAME}, a course in reinforcement learning"  # behind the title of each page


def settings(static: str, book: dict[str, Any]) -> dict[str, Any]:
    """Return Sphinx's configuration; ``static``: folder of made files, ``book``: for the templates."""
    return {
        "project": NAME,
        "language": "en",
        "extensions": ["myst_nb", "sphinx.ext.mathjax", "course.book.extension"],
        "root_doc": "index",
        "source_suffix": {".md": "myst-nb", ".ipynb": "myst-nb"},
        "exclude_patterns": ["static"],
        "nb_execution_mode": "off",
        "nb_merge_streams": True,
        "nb_render_text_lexer": "none",
        "nb_ipywidgets_js": {},  # would come from a CDN; no notebook of ours has widgets
        "nb_code_prompt_show": "Show code",
        "nb_code_prompt_hide": "Hide code",
        "myst_enable_extensions": ["amsmath", "attrs_block", "deflist", "dollarmath"],
        "myst_dmath_double_inline": True,
        "myst_heading_anchors": 3,
        "myst_heading_slug_func": "course.book.chapter.anchor",
        # One file with all of MathJax, glyphs included, so that it also works from a folder.
        "mathjax_path": "mathjax/tex-svg-full.js",
        "mathjax3_config": {
            "options": {"enableMenu": False},  # else each formula is a stop for the Tab key
            "svg": {"fontCache": "global"},
        },
        "templates_path": [str(HERE / "templates")],
        "html_static_path": [str(HERE / "static"), static],
        "html_css_files": ["book.css", "chapter.css"],
        "html_js_files": [("book.js", {"defer": "defer"})],
        "html_favicon": str(HERE / "static" / "cap.svg"),
        "html_title": TITLE,
        "html_theme": "sphinx_book_theme",
        "html_theme_options": THEME,
        "html_sidebars": {
            "index": [],
            "**": ["brand.html", "search-button-field.html", "book-contents.html"],
        },
        "html_context": {"book": book, "default_mode": "auto"},
        # Sources stay at home: hidden tests are cut from ours, but who would want to rely on it?
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_use_index": False,
        "html_permalinks_icon": "#",
        "html_last_updated_fmt": None,
    }


THEME = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],  # no bar across the top: its search is in the sidebar
    "navbar_end": [],
    "article_header_start": ["toggle-primary-sidebar.html"],
    "article_header_end": ["page-buttons.html"],
    "footer_content_items": ["colophon.html"],
    "secondary_sidebar_items": ["page-toc.html"],
    "toc_title": "On this page",
    "show_toc_level": 1,
    "back_to_top_button": False,
    "navigation_with_keys": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
