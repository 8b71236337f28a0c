"""The gold set: real sites labelled by hand, when they lie beside the project."""
