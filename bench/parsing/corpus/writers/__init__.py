"""One module for each way to write a made document; none reads with what a parser reads with."""
