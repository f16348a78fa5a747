"""The version of Mirsad, once: the wheel, the command and the run manifest read it here."""

__version__ = "0.1.0"
