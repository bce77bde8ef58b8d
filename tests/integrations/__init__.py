"""Contracts of other libraries, each tested with the real one: ``make integrations`` runs them."""
