"""The one tree of errors that Mirsad raises on purpose.

Every message names the file or value at fault and the remedy, in one sentence a user can act on.
"""


class MirsadError(Exception):
    """Base of every error that Mirsad raises on purpose."""


class IngestError(MirsadError):
    """An input that cannot be read as a document; becomes a row of ``documents.csv``."""


class ModelError(MirsadError):
    """A model, lexicon or rule file that is missing or wrong."""


class RuleError(ModelError):
    """A rule or lexicon record that is malformed; names file, record and key."""


class BackendError(MirsadError):
    """A named-entity backend that is unknown or whose package or model is missing."""


class RunError(MirsadError):
    """A run that cannot start or go on, such as an output folder that holds another run."""


class ReviewError(MirsadError):
    """A file of corrections that is missing or malformed; names file, place and remedy."""
