"""How an arrival of each kind becomes what the rooms below keep, through their own actions."""
