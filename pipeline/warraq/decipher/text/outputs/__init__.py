"""Decoded lines -> outputs of units that expectation maximisation hadn't seen, for the next round."""
