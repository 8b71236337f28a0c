"""The register: who is audited. XLSX or CSV in, colleges or errors by cell out, and back again."""

from site_audit.register.reading import RegisterFile, read_register
from site_audit.register.rows import CellError
from site_audit.register.writing import write_register, write_template

__all__ = ["CellError", "RegisterFile", "read_register", "write_register", "write_template"]
