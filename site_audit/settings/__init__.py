"""Settings: every knob, from the environment, a TOML file or its default."""

from site_audit.settings.fields import PREFIX, Settings
from site_audit.settings.loading import in_environment, load_settings
from site_audit.settings.toml import SettingsError

__all__ = ["PREFIX", "Settings", "SettingsError", "in_environment", "load_settings"]
