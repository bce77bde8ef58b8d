"""Compiles the modules that have a ``.pxd`` beside them; everything else is said in pyproject.toml.

``name.py`` is ordinary Python and ``name.pxd`` gives the C types of its loops: Cython makes one extension module of the
two, under the same name. CONTRIBUTING.md ("Compiled modules") says how such a module is written.
"""

import os
import sys
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

ROOT = "pipeline"
#: What all memoryviews share is compiled once, not in every module.
SHARED = "warraq._memoryviews"
#: Sums are the same on every machine: no multiplication is fused with an addition, nothing is reordered. What loops do
#: to each number of an array they do to several at once; that only traps would show.
GCC = "-O1 -ftree-vectorize -fvect-cost-model=dynamic -fno-trapping-math -ffp-contract=off -g0"
FLAGS = ["/O2", "/fp:precise"] if sys.platform == "win32" else GCC.split()
DIRECTIVES = {
    "auto_pickle": False,  # none is ever pickled, and the code for it is a quarter of what is compiled
    "annotation_typing": False,  # annotations are for people and mypy; C types are in the .pxd
    "boundscheck": False,  # a module that reads what a file says turns it on in its first line
    "cdivision": True,
    "initializedcheck": False,
    "language_level": "3",
    "wraparound": False,
}


def extensions() -> list[Extension]:
    """The compiled modules."""
    found = []
    for types in sorted(Path(ROOT).rglob("*.pxd")):
        source = types.with_suffix(".py")
        if source.exists():
            name = ".".join(source.relative_to(ROOT).with_suffix("").parts)
            found.append(Extension(name, [source.as_posix()], extra_compile_args=FLAGS))
    return found


def built() -> list[Extension]:
    """The same as C, in ``build/``."""
    cores = os.cpu_count() or 1
    shared = Extension(SHARED, [f"{ROOT}/{SHARED.replace('.', '/')}.c"], extra_compile_args=FLAGS)
    return cythonize(
        [*extensions(), shared],
        build_dir="build/c",
        compiler_directives=DIRECTIVES,
        emit_linenums=False,
        include_path=[ROOT],
        nthreads=cores if sys.platform == "linux" else 0,
        quiet=True,
        shared_utility_qualified_name=SHARED,
    )


setup(ext_modules=built(), options={"build_ext": {"parallel": os.cpu_count() or 1}})
