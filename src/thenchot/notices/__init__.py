"""Messages to a person inside the software; actor, recipient and subject as id and label."""
