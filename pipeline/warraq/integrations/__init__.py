"""Adapters of other libraries, a module each, by the contract of that library. No stage knows of them.

Each needs the extra of its name: ``pip install 'warraq[langchain]'`` for ``warraq.integrations.langchain``. What
several of them share is in ``pieces``.
"""
