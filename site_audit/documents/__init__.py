"""Documents: linked files as text, read in a child process that can be killed."""
