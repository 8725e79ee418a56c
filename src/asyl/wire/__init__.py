"""Every word with the outside that is no capture: model servers and libraries that read."""

from .chat import ChatServer
from .consent import Consent, allowed_address
from .libraries import PersonFinder, gliner, natasha, spacy

__all__ = ["ChatServer", "Consent", "PersonFinder", "allowed_address", "gliner", "natasha", "spacy"]
