"""Official papers: what assessment froze, laid out as the State or the Party lays it out, written as Word and PDF."""
