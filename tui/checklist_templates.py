"""The templates there are: the owner's own, and those that are shipped and not made their own yet."""

from collections.abc import Iterator
from functools import cache

from models.document import fresh_key
from models.helpers import Helper, HelperKind
from models.onboarding import Checklist
from models.template_changes import template_of
from models.templates import Purpose, Template
from store import Workspace
from store.library import checklists


@cache
def shipped(kind: HelperKind) -> tuple[Template, ...]:
    """Returns the templates that are shipped for a kind of help."""
    return tuple(Template.read(said) for said in checklists(kind))


def templates(desk: Workspace, kind: HelperKind) -> Iterator[Template]:
    """Yields the templates for a kind of help: those shipped, or the owner's copy of each, then others."""
    own = [each for each in desk.templates if each.kind is kind and each.archived is None]
    for each in shipped(kind):
        copies = [mine for mine in own if mine.purpose is each.purpose and mine.is_called(each.name)]
        yield from copies or [each]
        own = [mine for mine in own if mine not in copies]
    yield from own


def copied_from(desk: Workspace, checklist: Checklist, helper: Helper) -> Template | None:
    """Returns the template of a running list as it is now, None for one that is gone."""
    return template_of(checklist, helper.kind, templates(desk, helper.kind))


def for_purpose(desk: Workspace, kind: HelperKind, *purposes: Purpose) -> list[Template]:
    """Returns the templates for a kind of help that serve one of these purposes."""
    return [each for each in templates(desk, kind) if each.purpose in purposes]


def template_called(desk: Workspace, uid: str) -> Template | None:
    """Returns a template by its uid; by that of a shipped one the owner's copy of it, where there is one."""
    named = next((each for kind in HelperKind for each in shipped(kind) if each.uid == uid), None)
    if named is None:
        return desk.templates.get(uid)
    now = (each for each in templates(desk, named.kind) if each.purpose is named.purpose)
    return next((each for each in now if each.is_called(named.name)), named)


def own_copy(template: Template) -> Template:
    """Returns a template that is to be saved; one that is shipped as a record of its own."""
    return template if template.number else template.but(uid=fresh_key())
