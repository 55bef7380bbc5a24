"""What a question's author and its students wrote, as HTML that does nothing.

Text is made HTML first and cleaned then (:mod:`autograder.notebook.harmless`), so that formulas stay
whole. Of what is left, pictures become files of ours, links lose their targets, headings their rank.
Nothing tells whose an answer is: neither the name of a picture nor a signature.
"""

from __future__ import annotations

import base64
import binascii
import copy
import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markupsafe import Markup
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.files import write_whole
from autograder.notebook.harmless import harmless_html, make_harmless
from autograder.report.marks import plain

KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
KINDS["image/svg+xml"] = "svg"
NAME = re.compile(rf"[0-9a-f]{{32}}\.({'|'.join(KINDS.values())})")
HIDDEN = "▮▮▮"  # stands where an answer gave its author away

# characters: what is longer than any answer may take Markdown's parser seconds; outputs of a cell
_TEXT, _OUTPUT, _OUTPUTS = 30_000, 20_000, 40
_MARKS = 2_000  # beginnings of tags in a text that is read as Markdown
_FORMULAS, _FORMULA = 400, 4_000  # of one text; characters of one
_DATA = re.compile(r"data:(?P<kind>[\w/+.-]+);base64,(?P<content>[\w+/=\s]*)")
_FILE_NAME = re.compile(r".*\.(?:png|jpe?g|gif|webp|svg|heic|bmp)\s*", re.IGNORECASE)
_TELLING = re.compile(r"[\d._@-]")
_KEPT = {"align", "colspan", "dir", "lang", "open", "rowspan", "scope", "span", "start"}
_ALIGNED = re.compile(r"text-align:\s*\w+;?")  # as Markdown's tables are
_VOID = {"img", "br", "hr", "col", "source"}
_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


class Pictures:
    """A folder of pictures, each named for what it shows, and the address of that folder."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder, self._address = folder, address

    def keep(self, kind: str, content: str) -> str | None:
        """Store a picture given in base64; return its address, or None for what is none."""
        if kind not in KINDS:
            return None
        try:
            raw = base64.b64decode("".join(content.split()), validate=True)
        except (binascii.Error, ValueError):
            return None
        name = f"{hashlib.sha256(raw).hexdigest()[:32]}.{KINDS[kind]}"
        if not (self._folder / name).exists():
            write_whole(self._folder / name, raw)
        return f"{self._address}{name}"


class Mask:
    """Covers what names an answer's author: a login that can be no word, the name."""

    def __init__(self, login: str, first: str = "", last: str = "") -> None:
        first, last = first.strip(), last.strip()
        both = [f"{first} {last}", f"{last} {first}", f"{last}, {first}"] if first and last else []
        sure = [*both, *([login] if _TELLING.search(login) else [])]
        any_of = "|".join(map(re.escape, sure)) or r"(?!)"
        alone = "|".join(re.escape(one) for one in (*both, login, first, last) if one)
        self._inline = re.compile(
            rf"(?<!\w)(?:{any_of})(?!\w)|(?<=[/\\@]){re.escape(login)}(?!\w)", re.IGNORECASE
        )
        self._line = re.compile(
            rf"^[^\w\n]*(?:(?:name|by|author|student)[^\w\n]+)?(?:{alone})[^\w\n]*$",
            re.IGNORECASE | re.MULTILINE,
        )

    def over(self, text: str) -> str:
        """Return the text with names covered."""
        return self._inline.sub(HIDDEN, self._line.sub(HIDDEN, text))


NOBODY = Mask("\0")  # covers nothing


def cells_html(cells: Sequence[NotebookNode], pictures: Pictures, mask: Mask = NOBODY) -> Markup:
    """Return cells as HTML, one below the other."""
    return Markup("\n").join(_cell(cell, pictures, mask) for cell in cells)


def text_html(text: str, pictures: Pictures) -> Markup:
    """Return Markdown as HTML."""
    return _markdown(text, {}, pictures, NOBODY)


def code_html(source: str) -> Markup:
    """Return Python code as HTML."""
    coloured = highlight(_clipped(plain(source), _TEXT), PythonLexer(), _FORMATTER)
    return Markup(f'<pre class="code">{coloured}</pre>')  # Pygments escapes what it colours


def _cell(cell: NotebookNode, pictures: Pictures, mask: Mask) -> Markup:
    if cell.cell_type == "markdown":
        return _markdown(cell.source, cell.get("attachments", {}), pictures, mask)
    if cell.cell_type != "code":
        return _pre(mask.over(cell.source))
    parts = [code_html(mask.over(cell.source))]
    cell = copy.deepcopy(cell)
    make_harmless(NotebookNode(cells=[cell]))
    parts += _outputs(cell.outputs, pictures, mask)
    return Markup("\n").join(parts)


def _outputs(outputs: list[NotebookNode], pictures: Pictures, mask: Mask) -> Iterator[Markup]:
    for output in outputs[:_OUTPUTS]:
        if output.output_type == "stream":
            yield _pre(mask.over(str(output.text)))
        elif output.output_type == "error":
            yield _pre(mask.over("\n".join(map(str, output.traceback))))
        else:
            yield _data(output.data, pictures, mask)
    if len(outputs) > _OUTPUTS:
        yield _pre(f"({len(outputs) - _OUTPUTS} more outputs are not shown here.)")


def _data(data: NotebookNode, pictures: Pictures, mask: Mask) -> Markup:
    for kind in KINDS:
        address = pictures.keep(kind, data[kind]) if kind in data else None
        if address:
            return _picture(address, mask.over(str(data.get("text/plain", ""))))
    if "text/html" in data:
        return _ours(mask.over(data["text/html"]), pictures)
    for kind in ("text/markdown", "text/latex"):
        if kind in data:
            return _markdown(data[kind], {}, pictures, mask)
    return _pre(mask.over(str(data.get("text/plain", ""))))


def _pre(text: str) -> Markup:
    return Markup(f'<pre class="said">{escape(_clipped(plain(text), _OUTPUT))}</pre>')


def _clipped(text: str, most: int) -> str:
    more = len(text) - most
    return text if more <= 0 else f"{text[:most]}\n… {more:,} more characters: see the notebook"


def _markdown(text: str, attached: dict, pictures: Pictures, mask: Mask) -> Markup:
    addresses = {}
    for number, (name, kinds) in enumerate(sorted(attached.items())):
        addresses[f"attachment:picture-{number}"] = next(
            (found for kind, one in kinds.items() if (found := pictures.keep(kind, one))), None
        )
        for written in {name, quote(name)}:
            text = text.replace(f"attachment:{written}", f"attachment:picture-{number}")
    text = _clipped(mask.over(plain(text)), _TEXT)
    if text.count("<") > _MARKS:
        return _pre(text)
    formulas = _Formulas()
    rendered = _MARKDOWN.render(text, {"formulas": formulas})
    return Markup(formulas.put_into(_ours(rendered, pictures, addresses)))


class _Formulas:
    """Formulas of one text, kept out of the cleaning behind marks that nobody can guess."""

    def __init__(self) -> None:
        self._mark = secrets.token_hex(8)
        self._found: list[str] = []

    def add(self, tex: str, *, display: bool) -> str:
        whole = len(tex) <= _FORMULA and len(self._found) < _FORMULAS
        kind = f"math{' display' if display else ''}" if whole else "tex"
        self._found.append(f'<span class="{kind}">{escape(tex)}</span>')
        return f"[{self._mark}:{len(self._found) - 1}]"

    def put_into(self, html: str) -> str:
        return re.sub(rf"\[{self._mark}:(\d+)\]", lambda found: self._found[int(found[1])], html)


class _Renderer(RendererHTML):
    """Renders Markdown; formulas are set aside, and where a link led is said, not gone to."""

    def link_open(self, *_: object) -> str:
        return ""

    def link_close(self, tokens, idx, options, env) -> str:
        depth, opened = 0, idx
        while opened >= 0:  # find its beginning
            depth += tokens[opened].nesting if tokens[opened].type.startswith("link_") else 0
            if depth == 0:
                break
            opened -= 1
        target = str(tokens[opened].attrs.get("href", ""))
        return f" <small>({escape(target)})</small>" if target else ""

    def _formula(self, tokens, idx, options, env) -> str:
        return env["formulas"].add(tokens[idx].content, display=False)

    def _display(self, tokens, idx, options, env) -> str:
        return f"<p>{env['formulas'].add(tokens[idx].content, display=True)}</p>"

    def _within(self, tokens, idx, options, env) -> str:
        return env["formulas"].add(tokens[idx].content, display=True)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    dollarmath_plugin(parser, allow_labels=False, double_inline=True)
    amsmath_plugin(parser)
    for name, rule in (
        ("math_inline", "_formula"),
        ("math_inline_double", "_within"),
        ("math_block", "_display"),
        ("amsmath", "_display"),
    ):
        parser.renderer.rules[name] = getattr(parser.renderer, rule)
    return parser


_MARKDOWN = _parser()


def _picture(address: str, words: str = "") -> Markup:
    """Return a picture that a click shows in its full size."""
    told = "" if _FILE_NAME.fullmatch(words) or words.startswith("<") else words.strip()[:200]
    image = f'<img src="{escape(address)}" alt="{escape(told or "A picture.")}" loading="lazy">'
    return Markup(f'<a class="picture" href="{escape(address)}" target="_blank">{image}</a>')


def _ours(html: str, pictures: Pictures, addresses: dict[str, str | None] | None = None) -> Markup:
    """Clean HTML, and let it hold no address but those of our pictures."""
    rewriter = _Rewriter(pictures, addresses or {})
    rewriter.feed(harmless_html(html))
    rewriter.close()
    return Markup("".join(rewriter.parts))


class _Rewriter(HTMLParser):
    """Writes cleaned HTML again: pictures from our folder, no links, no headings, no styles."""

    def __init__(self, pictures: Pictures, addresses: dict[str, str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures, self._addresses = pictures, addresses
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.parts.append(self._image(known))
        elif tag in ("a", "video", "source"):
            self.parts.append("<span>" if tag == "a" else "")
        else:
            heading = re.fullmatch(r"h[1-6]", tag)
            kept = "".join(
                f' {name}="{escape(value)}"'
                for name, value in known.items()
                if name in _KEPT or (name == "style" and _ALIGNED.fullmatch(value))
            )
            opened = " open" if tag == "details" and "open" not in known else ""
            name = 'p class="heading"' if heading else tag
            self.parts.append(f"<{name}{kept}{opened}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and tag != "video":
            name = "span" if tag == "a" else "p" if re.fullmatch(r"h[1-6]", tag) else tag
            self.parts.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))

    def _image(self, known: dict[str, str]) -> str:
        source = known.get("src", "")
        data = _DATA.fullmatch(source)
        if data:
            address = self._pictures.keep(data["kind"], data["content"])
        else:
            address = self._addresses.get(source)
        if address is None:
            return '<em class="missing">(A picture that is not there.)</em>'
        return str(_picture(address, known.get("alt", "")))
