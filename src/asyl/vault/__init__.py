"""Sealed originals, keys, the append-only log, verification."""

from . import keeping, keys
from .backup import Heading, Manifest, read_backup, write_backup
from .blobs import PLAIN, Sealed, digest_of, seal, sweep, unseal
from .files import replace as put
from .files import sync_tree
from .identity import BARE, Identity, new_identity, signed_by, unwrap_identity, wrap_identity
from .keeping import Keeping, Receipt, fingerprint, keep, kept, new_keeping, noted, with_recovery
from .keys import Keys, change_passphrase, change_recovery, keep_keys, locked, new_keys, recover, register_id, unlock
from .passphrase import Cost, calibrated, checked
from .process import no_core_dumps
from .recovery import RecoveryKey, checked_recipient, new_recovery_key, open_with, read_recovery_key, wrap_for
from .ring import forget, recall, remember
from .sealing import new_key, open_words, seal_words, unwrap_key, wrap_key
from .shredding import destroy

# What an encrypted register's folder holds besides its rows and originals.
FILES = (keys.FILE, keeping.FILE)

__all__ = [
    "BARE",
    "FILES",
    "PLAIN",
    "Cost",
    "Heading",
    "Identity",
    "Keeping",
    "Keys",
    "Manifest",
    "Receipt",
    "RecoveryKey",
    "Sealed",
    "calibrated",
    "change_passphrase",
    "change_recovery",
    "checked",
    "checked_recipient",
    "destroy",
    "digest_of",
    "fingerprint",
    "forget",
    "keep",
    "keep_keys",
    "kept",
    "locked",
    "new_identity",
    "new_keeping",
    "new_key",
    "new_keys",
    "new_recovery_key",
    "no_core_dumps",
    "noted",
    "open_with",
    "open_words",
    "put",
    "read_backup",
    "read_recovery_key",
    "recall",
    "recover",
    "register_id",
    "remember",
    "seal",
    "seal_words",
    "signed_by",
    "sweep",
    "sync_tree",
    "unlock",
    "unseal",
    "unwrap_identity",
    "unwrap_key",
    "with_recovery",
    "wrap_for",
    "wrap_identity",
    "wrap_key",
    "write_backup",
]
