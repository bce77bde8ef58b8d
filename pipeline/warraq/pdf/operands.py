"""How compiled modules name what content streams are made of: kinds of operands, and operators as integers."""

#: Kinds of operands; true and false are numbers, and what is in arrays and dictionaries is read with them.
NUMBER, STRING, NAME, NULL, ARRAY, DICT = range(1, 7)


def operator_number(operator: bytes) -> int:
    """An operator as ``Tokens.next`` gives it: its bytes as one integer."""
    return int.from_bytes(operator, "big")
