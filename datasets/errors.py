"""The one kind of error that a user's input can cause."""


class InputError(ValueError):
    """Something that the user gave cannot be used. The message is one line that names what and where.

    Every error of citymatch about a file, a line, a policy or an option is one of these, so that the command
    shows the message and a script can catch them all.
    """
