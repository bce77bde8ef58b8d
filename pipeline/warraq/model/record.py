"""``dataclass`` for slotted records: frozen ones are quick to make, and all are quick to define.

A frozen dataclass sets each field through ``object.__setattr__``, which takes most of the time of making it. Here a
record is made as an object of an open class that has the slots, and becomes one of the frozen class, which is derived
from it and adds none, when all are set: a third of the time, the same record. Where thousands are made, what ``maker``
gives makes them in half of that.

``dataclasses`` also writes and compiles six methods for each class, which is a sixth of the time that a short document
takes from a cold start. Here the classes share five of them, and ``__init__`` is compiled when the first record is
made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from typing import TypeVar

    _Made = TypeVar("_Made")

    def maker(made: type[_Made]) -> type[_Made]: ...

else:
    import dataclasses
    from operator import attrgetter

    #: What a record doesn't define itself.
    _MADE = {f"__{name}__" for name in ("init", "repr", "eq", "hash", "setattr", "delattr", "getstate", "setstate")}

    #: Makes an object one of another class, whatever its own says of being changed.
    _BECOME = vars(object)["__class__"].__set__

    def dataclass(*, slots, frozen=False, eq=True, kw_only=False):
        """As in ``dataclasses``, for slotted classes that inherit nothing and define none of what is made for them."""
        assert slots

        def decorate(cls):
            assert cls.__bases__ == (object,) and _MADE.isdisjoint(vars(cls)), cls
            # Where there is none ``dataclasses`` writes one, and inspects the class for it: twice the time of the rest.
            cls.__doc__ = cls.__doc__ or cls.__name__
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=not frozen, kw_only=kw_only)(cls)
            if frozen:
                made = _with_open_base(made)
            made.__init__, made.__repr__ = _first_init(made, frozen), _repr
            if eq:
                made.__eq__, made.__hash__ = _comparison(made, frozen)
            if frozen:
                made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
                made.__getstate__, made.__setstate__ = _getstate, _setstate
            return made

        return decorate

    def maker(made):
        """What makes records of a frozen class, as the class itself does, in half of the time."""
        (open_,) = made.__bases__
        if "__init__" not in vars(open_):
            open_.__init__ = _first_init(made, True, open_)
        return open_

    def _with_open_base(cls):
        """The class anew, derived from one with a slot for each of its fields, whose objects may change."""
        slots = tuple(field.name for field in dataclasses.fields(cls))
        left = {"__dict__", "__weakref__", *slots}
        kept = {name: value for name, value in vars(cls).items() if name not in left}
        made = type(cls.__name__, (type("Open", (), {"__slots__": slots}),), {**kept, "__slots__": ()})
        made.__qualname__, made.__slots__ = cls.__qualname__, slots
        return made

    def _first_init(made, frozen, of=None):
        """An ``__init__`` of a class, ``made`` itself or its maker, that puts the one that is compiled in its place."""
        of = of or made

        def __init__(self, *arguments, **named):
            of.__init__ = _compiled_init(made, frozen, of)
            of.__init__(self, *arguments, **named)

        return __init__

    def _compiled_init(made, frozen, of):
        names, body = {}, []
        parameters = ["self", "*"] if all(field.kw_only for field in dataclasses.fields(made)) else ["self"]
        if frozen:
            names |= {"become": _BECOME, "Made": made, "Open": made.__bases__[0]}
            if of is made:
                body.append("become(self, Open)")
        for field in dataclasses.fields(made):
            if not field.init:  # ``__post_init__`` sets it
                assert field.default is field.default_factory is dataclasses.MISSING, field
                continue
            value, default = field.name, f"default_{field.name}"
            if field.default_factory is not dataclasses.MISSING:
                names[default] = field.default_factory
                value = f"{default}() if {field.name} is {default} else {field.name}"
            elif field.default is not dataclasses.MISSING:
                names[default] = field.default
            parameters.append(f"{field.name}={default}" if default in names else field.name)
            body.append(f"self.{field.name} = {value}")
        if frozen:
            body.append("self.__class__ = Made")
        if hasattr(made, "__post_init__"):
            body.append("self.__post_init__()")
        # Nothing goes in but the fields' own names.
        exec(f"def __init__({', '.join(parameters)}):\n    " + "\n    ".join(body or ["pass"]), names)
        return names["__init__"]

    def _comparison(made, frozen):
        """``__eq__`` and ``__hash__`` by the fields that are compared; None for the hash of what may change."""
        names = [field.name for field in dataclasses.fields(made) if field.compare]
        key = attrgetter(*names)

        def __eq__(self, other):
            return key(self) == key(other) if other.__class__ is made else NotImplemented

        def __hash__(self):
            return hash(key(self))

        return __eq__, __hash__ if frozen else None

    def _repr(self):
        shown = [f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr]
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def _refuse_to_set(self, name, value):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _getstate(self):
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def _setstate(self, state):
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)
