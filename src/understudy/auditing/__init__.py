"""Proof that what cleaning hid stands nowhere downstream."""

from understudy.auditing.folder import Inputs, audit_folder
from understudy.auditing.params import AuditParams

__all__ = ["AuditParams", "Inputs", "audit_folder"]
