"""Painted order -> logical order, verified by UAX #9; of orders that paint alike the one that a person would have
typed.
"""
