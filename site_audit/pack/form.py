"""Form: a DOCX with placeholders, opened and compiled once, filled any number of times.

The placeholders are docxtpl's (``{{ x }}``, ``{%p if x %}``, ``{%tr for x in y %}``); they are read
in a sandbox without functions, and each name in them must be known.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from site_audit.errors import SaidInWords
from site_audit.words import REPLACEMENT, plain

DOCUMENT = "word/document.xml"
MOST_BYTES = 50_000_000  # of a form unpacked
AGES_AGO = (1980, 1, 1, 0, 0, 0)  # one date for all files inside: the same letter, the same bytes

_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROW_TAG = re.compile(r"\{[{%#]\s*(?:tr|tc)\s")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FILTERS = ("capitalize", "default", "first", "join", "last", "length", "lower", "trim", "upper")
_LOOP = frozenset(("index", "index0", "first", "last", "length", "revindex"))
_ALIEN = (
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Extends,
    nodes.ScopedEvalContextModifier,
)
_FAILURES = (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError)
_BROKEN_FILE = (BadZipFile, KeyError, RuntimeError, EOFError, zlib.error, UnicodeDecodeError)
_ADVICE = (
    "Исправьте шаблон в Word (все вставки перечислены в docs/letters.md) или уберите файл из папки "
    "шаблонов: тогда возьмём наш."
)


class FormError(SaidInWords):
    """A form that cannot be filled; the message is Russian: which file, what in it, what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A DOCX ready to be filled: the parts that stay, and those compiled, in the file's order."""

    name: str
    parts: tuple[tuple[str, bytes | Template], ...]


def open_form(file: Traversable, known: Collection[str]) -> Form:
    """The form in a DOCX file; ``known`` are all names that it may use. Raises FormError."""
    try:
        parts = tuple(_read(file.read_bytes()))
        compiled = tuple((name, _compiled(name, raw, known)) for name, raw in parts)
    except OSError as error:
        raise FormError(f"Шаблон {file} не открывается: {error.strerror}.") from error
    except (*_BROKEN_FILE, etree.XMLSyntaxError) as error:
        raise FormError(
            f"Шаблон {file} — не документ DOCX или повреждён. Сохраните его в Word заново как "
            "«Документ Word (*.docx)» или уберите из папки шаблонов: тогда возьмём наш."
        ) from error
    except TemplateSyntaxError as error:
        raise FormError(
            f"Шаблон {file}: вставка записана с ошибкой{_where(error)}. {_ADVICE}"
        ) from error
    except UnknownName as error:
        raise FormError(f"Шаблон {file}: {error}. {_ADVICE}") from error
    return Form(name=str(file), parts=compiled)


def fill(form: Form, values: object) -> bytes:
    """The DOCX with the fields of a dataclass in it. Raises FormError."""
    context = {field.name: getattr(values, field.name) for field in fields(values)}  # type: ignore[arg-type]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, part in form.parts:
            raw = part if isinstance(part, bytes) else _filled(form, name, part, context)
            archive.writestr(_dated(name), raw, ZIP_DEFLATED)
    return packed.getvalue()


class UnknownName(ValueError):  # noqa: N818 - it is told inside a FormError
    """A placeholder that names what no letter has."""


def _read(raw: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(raw)) as archive:
        files = [one for one in archive.infolist() if not one.is_dir()]
        if sum(one.file_size for one in files) > MOST_BYTES:
            raise BadZipFile("too large")
        archive.getinfo(DOCUMENT)
        for one in files:
            yield one.filename, archive.read(one)


def _compiled(name: str, raw: bytes, known: Collection[str]) -> bytes | Template:
    """A part to be filled; one without placeholders stays as it is."""
    if not _FILLED.fullmatch(name):
        return raw
    source = _source(raw)
    if "{{" not in source and "{%" not in source:
        return raw
    try:
        _check(_ENVIRONMENT.parse(source), known)
        return _ENVIRONMENT.from_string(source)
    except TemplateSyntaxError as error:
        error.source = source
        raise


def _source(raw: bytes) -> str:
    """XML that Jinja understands, a line for each paragraph so that errors can be found."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(raw, parser)
    _check_rows(tree)
    xml = etree.tostring(tree, encoding="unicode")
    patched = str(DocxTemplate(BytesIO()).patch_xml(xml.replace("\n", " ")))
    for escaped, sign in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        patched = patched.replace(escaped, f"{{{{ '{sign}' }}}}")
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)


def _check_rows(tree: Any) -> None:
    """docxtpl would take what lies between two tables for a row of them."""
    for paragraph in tree.iter(f"{_W}p"):
        words = "".join(paragraph.itertext())
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        if _ROW_TAG.search(words) and row is None:
            raise UnknownName(f"«{plain(words)[:200]}» стоит не в таблице: {{%tr — для её строк")


def _check(tree: nodes.Template, known: Collection[str]) -> None:
    attributes = {node.attr for node in tree.find_all(nodes.Getattr)} - _LOOP
    of_jinja = {node.name for node in tree.find_all(nodes.Name)} & {"self"}
    asked = meta.find_undeclared_variables(tree) | attributes | of_jinja
    for name in sorted(asked - set(known)):
        near = get_close_matches(name, known, n=1)
        guess = f" (может быть, «{near[0]}»?)" if near else ""
        raise UnknownName(f"вставки «{plain(name)}» нет{guess}")
    for _ in tree.find_all(_ALIEN):
        raise UnknownName("вставки include, import, extends и autoescape не разрешены")


def _filled(form: Form, name: str, part: Template, context: dict[str, Any]) -> bytes:
    try:
        xml = part.render(context).replace("\n<w:p", "<w:p")
    except _FAILURES as error:
        raise FormError(
            f"Шаблон {form.name}: вставку не удалось заполнить ({plain(str(error))}). {_ADVICE}"
        ) from error
    try:
        tree = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        raise FormError(
            f"Шаблон {form.name}: после заполнения {name} не открылся бы в Word. Начало и конец "
            "цикла или условия должны стоять парами: {%tr … %} — в отдельных строках одной "
            f"таблицы, {{%p … %}} — в отдельных абзацах. {_ADVICE}"
        ) from error
    whole = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return bytes(whole)


def _dated(name: str) -> ZipInfo:
    return ZipInfo(name, AGES_AGO)


def _where(error: TemplateSyntaxError) -> str:
    """«: …» with the words of the paragraph that the error is in."""
    lines = (error.source or "").splitlines()
    if not 0 < error.lineno <= len(lines):
        return ""
    words = " ".join(re.sub(r"<[^>]*>", " ", lines[error.lineno - 1]).split())
    return f": «{plain(words)[:200]}»" if words else ""


def _shown(value: object) -> object:
    """Foreign text made harmless and fit for XML; Jinja escapes it afterwards."""
    return value if isinstance(value, StrictUndefined) else _harmless(str(value))


@lru_cache(maxsize=2_000)  # advice is said in many letters
def _harmless(text: str) -> str:
    return _NOT_XML.sub(REPLACEMENT, plain(text))


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, keep_trailing_newline=True
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


_ENVIRONMENT = _environment()
