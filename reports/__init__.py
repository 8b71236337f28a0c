"""What people read: templates and styles."""
