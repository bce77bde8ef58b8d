"""Messages between a run and its workers: four bytes that say how long one is, and so many bytes.

A worker may have been taken over by the document that it reads, so whoever listens to it is never made to wait for the
rest of a message, and never holds more than ``most`` bytes of one.
"""

from __future__ import annotations

import socket
from typing import Final

_LENGTH: Final = 4
#: Bytes that are taken from the socket at once.
_CHUNK: Final = 1 << 20
#: Seconds that the other side may take to make room for what is sent.
_PATIENCE: Final = 10.0


class BadMessage(Exception):
    """The other side said what it never says."""


class Channel:
    """One end of a socket.

    Args:
        most: bytes of the longest message that is taken.
    """

    def __init__(self, end: socket.socket, most: int) -> None:
        self._socket = end
        self._most = most
        self._held = bytearray()

    def fileno(self) -> int:
        """What says when there is something to take."""
        return self._socket.fileno()

    def send(self, message: bytes) -> None:
        """Raises OSError where the other side is gone, or doesn't listen."""
        self._socket.settimeout(_PATIENCE)
        self._socket.sendall(len(message).to_bytes(_LENGTH) + message)

    def take(self) -> bytes | None:
        """The next message if all of it is there, else None; never waits.

        Raises EOFError where the other side is gone, BadMessage where a message is too long.
        """
        message = self._whole()
        if message is None:
            self._fill(blocking=False)
            message = self._whole()
        return message

    def receive(self) -> bytes:
        """The next message, waited for. Raises EOFError where the other side is gone."""
        while (message := self._whole()) is None:
            self._fill(blocking=True)
        return message

    @property
    def silent(self) -> bool:
        """Nothing has been said that wasn't taken."""
        return not self._held

    def close(self) -> None:
        self._socket.close()

    def _whole(self) -> bytes | None:
        if len(self._held) < _LENGTH:
            return None
        end = _LENGTH + int.from_bytes(self._held[:_LENGTH])
        if end - _LENGTH > self._most:
            raise BadMessage(f"a message of {end - _LENGTH:,} bytes")
        if len(self._held) < end:
            return None
        message = bytes(self._held[_LENGTH:end])
        del self._held[:end]
        return message

    def _fill(self, *, blocking: bool) -> None:
        self._socket.settimeout(None if blocking else 0.0)
        try:
            data = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            raise EOFError from error
        if not data:
            raise EOFError
        self._held += data
