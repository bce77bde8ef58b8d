"""HTML pages that hold all they need: a template of Jinja2, a style, a script, and a policy that forbids the rest.

Whatever a template puts in is escaped; style and script stand in the page as they are in this package.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from warraq.emit.translation import DIRECTIONS, ENGLISH, translator


def html_page(template: str, *, style: str, script: str = "", language: str = ENGLISH, **values: object) -> str:
    """The page of a template.

    Args:
        template, style: files of ``warraq.emit``.
        script: the text of its script; without one no script runs in it.
        language: one of ``LANGUAGES``; ``_`` says a text in it, and ``named`` the name of a fault, a verdict, a kind.
        values: what the template shows.
    """
    text = source_text(style)
    environment = Environment(
        loader=FunctionLoader(source_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    say = translator(language)
    environment.filters["named"] = lambda name: say(name).replace("_", " ")
    environment.globals |= {"_": say, "language": language, "direction": DIRECTIONS[language]}
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment.get_template(template).render(
        style=Markup(text),
        style_hash=_source_hash(text),
        script=Markup(script),
        script_hash=_source_hash(script),
        **values,
    )


def source_text(name: str) -> str:
    """The text of a file of ``warraq.emit``."""
    return resources.files("warraq.emit").joinpath(name).read_text(encoding="utf-8")


def _source_hash(text: str) -> str:
    """What lets a browser take this very text of a style or script element, and no other (CSP level 2, 4.2.5)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
